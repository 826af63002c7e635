"""Whose number it is: `*` marks the trigger."""

from __future__ import annotations

import pytest

from dateline.analyze.quantities import find_quantities
from dateline.codebook.measures import load_quantities
from dateline.coding.quantities import quantities_of
from dateline.records import Resolution
from dateline.resolve.quantities import resolve_quantities
from tests.hand import doc_of, reading_of

LEXICON = load_quantities()


def of(doc, trigger, *, event="ASSAULT"):
    reading = reading_of(doc, tuple(find_quantities(doc, lexicon=LEXICON)))
    quantities, _, _ = resolve_quantities(reading, lexicon=LEXICON)
    return [one.text for one in quantities_of(reading, Resolution(quantities=quantities), trigger, event=event)]


SAID = ("Police/NOUN/nsubj/1 said=say/VERB/ROOT/1 they/PRON/nsubj/3 killed=kill/VERB/ccomp/1 12/NUM:CD/nummod/5 "
        "men/NOUN:NNS/dobj/3")


def test_a_number_belongs_to_its_clause():
    assert of(doc_of(SAID), 3) == ["12 men"]
    assert of(doc_of(SAID), 1) == []


def test_people_killed_belong_to_events_that_kill():
    assert of(doc_of(SAID), 3, event="ACCUSE") == []


@pytest.mark.model
@pytest.mark.parametrize(("marked", "expected"), [
    ("Rebels *attacked the town, killing 12 and wounding 30.", ["12", "30"]),
    ("The *blast left 12 dead and 40 injured.", ["12", "40"]),
    ("At least 106 protesters have been *killed since September, Amnesty said.", ["At least 106 protesters"]),
    ("An 11-hour *pause began after a two-day battle.", ["11-hour"]),
    ("Police *said they had arrested 1,000 protesters.", []),
])
def test_numbers_of_acts(nlp, marked, expected):
    doc = nlp(marked.replace("*", ""))
    trigger = next(token.i for token in doc if token.idx == marked.index("*"))
    assert of(doc, trigger) == expected
