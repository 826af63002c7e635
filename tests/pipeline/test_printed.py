"""Records of a text read in natural case hold the characters of the page."""

from __future__ import annotations

import msgspec
import pytest

from dateline.ingest import Given, article_from_text
from dateline.pipeline import process
from dateline.pipeline.printed import as_printed
from dateline.records import ActorRef, Evidence, Span
from tests.making import claim

READ = "Rebels attacked the army in Lima."
PRINTED = READ.upper()


def test_words_with_offsets_become_those_of_the_page() -> None:
    given = claim(
        "ASSAULT", None, actors=(ActorRef(text="Rebels", start=0, end=6, name="Rebels", sector="REB"),), recipients=(),
        place=None, time=None, attribution=(),
        evidence=Evidence(text=READ, start=0, end=33, trigger=Span(text="attacked", start=7, end=15)))
    (told,) = as_printed((given,), PRINTED, read=READ)
    assert told == msgspec.structs.replace(
        given, actors=(ActorRef(text="REBELS", start=0, end=6, name="Rebels", sector="REB"),),
        evidence=Evidence(text=PRINTED, start=0, end=33, trigger=Span(text="ATTACKED", start=7, end=15)))


def test_records_of_an_unchanged_text_are_the_same_objects() -> None:
    records = (claim(),)
    assert as_printed(records, READ, read=READ) is records


def test_words_that_are_not_those_of_their_offsets_stay() -> None:
    given = claim(actors=(ActorRef(text="the rebels of Lima", start=0, end=6),))
    (told,) = as_printed((given,), PRINTED, read=READ)
    assert told.actors == given.actors


@pytest.mark.model
def test_a_story_in_capitals_tells_what_it_tells_in_natural_case(parts) -> None:
    text = "LIMA, 4 FEB 90 (AFP) -- [TEXT] SHINING PATH GUERRILLAS KILLED THREE SOLDIERS IN AYACUCHO TODAY."
    result = process(article_from_text(text, given=Given(published="1990-02-04")), parts)
    assert result.article.text == text
    (told,) = result.claims
    assert (told.event, [one.code for one in told.actors], [one.sector for one in told.recipients]) == (
        "ASSAULT", ["PERREB"], ["MIL"])
    assert told.evidence.text == text[told.evidence.start:told.evidence.end]
    assert told.evidence.text.startswith("SHINING PATH")
    assert told.evidence.trigger.text == "KILLED"
    assert told.actors[0].text == text[told.actors[0].start:told.actors[0].end]
    assert told.place is not None
    assert told.place.text == "AYACUCHO"
