from __future__ import annotations

import pytest

from dateline.analyze.quantities import find_quantities
from dateline.codebook.measures import load_quantities
from dateline.records import Quantity
from dateline.resolve.quantities import resolve_quantities
from tests.hand import doc_of, reading_of

LEXICON = load_quantities()


def kinds(doc):
    mentions = tuple(find_quantities(doc, lexicon=LEXICON))
    quantities, _, _ = resolve_quantities(reading_of(doc, mentions), lexicon=LEXICON)
    return list(quantities.values())


def test_who_is_killed_is_counted_as_killed():
    doc = doc_of("43/NUM:CD/nummod/1 people/NOUN:NNS/nsubjpass/3 were=be/AUX:VBD/auxpass/3 killed=kill/VERB:VBN/ROOT/3")
    assert kinds(doc) == [
        Quantity(kind="killed", who="people", low=43.0, high=43.0, bound="exact", text="43 people", start=0, end=9)]


def test_who_kills_is_not():
    doc = doc_of("3/NUM:CD/nummod/1 gunmen/NOUN:NNS/nsubj/2 killed=kill/VERB/ROOT/2 12/NUM:CD/nummod/4 "
                 "people/NOUN:NNS/dobj/2")
    assert [(quantity.kind, quantity.low) for quantity in kinds(doc)] == [("count", 3.0), ("killed", 12.0)]


def test_several_has_no_low():
    doc = doc_of("several/ADJ/amod/1 militants/NOUN:NNS/nsubj/2 died=die/VERB/ROOT/2")
    assert [(quantity.kind, quantity.low, quantity.high, quantity.bound) for quantity in kinds(doc)] == [
        ("killed", None, None, "vague")]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "kind", "who", "low", "high", "bound"), [
    ("The death toll rose to 56.", "killed", None, 56, 56, "exact"),
    ("The blast left 12 dead.", "killed", None, 12, 12, "exact"),
    ("Russia deployed 5,000 troops.", "troops", "troops", 5000, 5000, "exact"),
    ("Police arrested up to 200 protesters.", "detained", "protesters", None, 200, "at_most"),
    ("Some 197 girls were released.", "count", "girls", 197, 197, "about"),
    ("They stayed 5 miles away.", "distance_km", None, 8.04672, 8.04672, "exact"),
    ("A 72-hour truce began.", "duration_hours", None, 72, 72, "exact"),
    ("The aid is worth more than $95 billion.", "money", "USD", 95e9, None, "at_least"),
])
def test_quantities_of_sentences(nlp, sentence, kind, who, low, high, bound):
    assert [(q.kind, q.who, q.low, q.high, q.bound) for q in kinds(nlp(sentence))] == [(kind, who, low, high, bound)]
