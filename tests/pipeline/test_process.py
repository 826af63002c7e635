"""The whole pipeline on our own examples and on hostile input: offsets, order, sameness, and nothing lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dateline
from dateline.errors import InputError
from dateline.ingest import Given, article_from_html, article_from_text
from dateline.pipeline import Coder, process
from dateline.pipeline import process as process_module
from dateline.records import READ_KINDS, TELLING_KINDS, Article, encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.pipeline import Parts, Result

pytestmark = pytest.mark.model
EXAMPLES = Path(__file__).parents[2] / "examples"
REPORTS = sorted([*EXAMPLES.glob("*.txt"), *EXAMPLES.glob("*.html")])


def read(file: Path) -> Article:
    if file.suffix == ".html":
        article = article_from_html(file.read_bytes(), given=Given())
    else:
        article = article_from_text(file.read_bytes().decode(), given=Given())
    assert isinstance(article, Article)
    return article


@pytest.fixture(scope="module", params=REPORTS, ids=lambda file: file.stem)
def result(request: pytest.FixtureRequest, parts: Parts) -> Result:
    return process(read(request.param), parts)


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a record that has words and offsets."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        for one in value.values():
            yield from spans(one)
    elif isinstance(value, list):
        for one in value:
            yield from spans(one)


def test_eight_reports_are_there() -> None:
    assert len(REPORTS) == 8


def test_each_report_gives_records_and_no_issue(result: Result) -> None:
    assert result.issues == ()
    assert result.claims
    assert len({record.id for record in (*result.claims, *result.arrangements, *result.controls)}) == sum(
        map(len, (result.claims, result.arrangements, result.controls)),
    )


def test_every_span_is_words_of_the_report(result: Result) -> None:
    text = result.article.text
    for record in (*result.claims, *result.arrangements, *result.controls):
        for span in spans(json.loads(encode(record))):
            if span["text"] is None:
                assert span["start"] is None
                assert span["end"] is None
            else:
                assert text[span["start"] : span["end"]] == span["text"], record.id


def test_claims_come_from_the_body_and_tell_whose_word_they_are(result: Result) -> None:
    body = [(block.start, block.end) for block in result.article.blocks if block.kind in READ_KINDS]
    for claim in result.claims:
        assert any(start <= claim.evidence.start < end for start, end in body)
        assert {telling.block for telling in claim.tellings} <= READ_KINDS | TELLING_KINDS
        assert claim.attribution
        assert claim.attribution[-1].speakers[0].kind in {"outlet", "publisher"}
        assert claim.why["event"]


def test_the_account_covers_every_word_of_the_page_once(result: Result) -> None:
    text, at = result.article.text, 0
    for note in result.notes:
        assert text[at : note.start].strip() == ""
        assert note.start >= at
        assert note.reason
        at = note.end
    assert text[at:].strip() == ""
    told = {record for note in result.notes for record in note.records}
    assert {claim.id for claim in result.claims} <= told


def test_the_same_input_gives_the_same_bytes(parts: Parts) -> None:
    article = read(REPORTS[0])
    first, second = process(article, parts), process(article, parts)
    assert [encode(claim) for claim in first.claims] == [encode(claim) for claim in second.claims]
    assert first == second


HOSTILE = [
    "", " \n\t ", "?", "\x00\x01\x02 binary \x00", "a" * 60_000, "x " * 30_000, "\u202e\u200b\ufeff attacked",
    "“" * 500, "(" * 2_000 + "Syria" + ")" * 2_000, "The army said " * 300 + "it attacked.", "\n" * 5_000 + "Fire.",
    "Police killed 10" + "0" * 400 + " people in Syria on the 99th of Octember 20166.", "=cmd|' /C calc'!A0 killed",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_gives_a_result_or_a_clear_refusal(text: str, parts: Parts) -> None:
    read_text = article_from_text(text, given=Given(published="2016-10-19"))
    if isinstance(read_text, Article):
        outcome = process(read_text, parts)
        assert outcome.article is read_text
        assert [issue.reason for issue in outcome.issues] == []
    else:
        assert read_text.reason
        assert read_text.detail


def test_a_fault_of_ours_becomes_an_issue(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        message = "boom"
        raise ValueError(message)

    import sys

    monkeypatch.setattr(sys.modules["dateline.pipeline.process"], "analyse", broken)
    outcome = process_module(read(REPORTS[0]), parts)
    assert (outcome.claims, [issue.reason for issue in outcome.issues]) == ((), ["failed"])
    assert "boom" in outcome.issues[0].detail


def test_the_python_api_is_as_small_as_this(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.pipeline.coder.load_parts", lambda _settings=None: parts)
    coder = dateline.Coder()
    result = coder.code("Syrian warplanes bombed rebel positions in Aleppo on Wednesday.", published="2016-10-19")
    (claim,) = result.claims
    assert (claim.event, claim.mode, claim.actors[0].code, claim.place and claim.place.name) == (
        "ASSAULT", "aerial", "SYRMIL", "Aleppo",
    )
    assert claim.time is not None
    assert claim.time.start_date == "2016-10-19"
    with pytest.raises(InputError, match="unsupported_language"):
        Coder().code("Das Militär hat am Mittwoch die Stadt verlassen, sagte ein Sprecher des Ministeriums.")
