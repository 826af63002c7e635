"""The command line on hand-made results: no language model, no files of articles."""

from __future__ import annotations

import pytest

from dateline.cli import inputs, main
from dateline.pipeline import LineNote, Result
from dateline.records import About, Factuality, Side, StatusBy, Why
from tests.making import SENTENCE, TEXT, actor, arrangement, article, claim, control, day, span


def result() -> Result:
    """One report that tells something in every section."""
    at = TEXT.index(SENTENCE)
    done = claim(
        why={"event": (Why(maker="rule:ceasefire@1", note="'observed' matches the rule retreat-ceasefire"),)},
        unresolved={"recipients": "the report names no other side"}, coding_confidence={"all": 0.75})
    promised = claim(
        "AGREE", None, temporal="future", id="c-promise", about=About(text="leave the city", start=at, end=at + 5))
    disputed = claim("ASSAULT", "aerial", factuality=Factuality(certainty="possible"), id="c-disputed")
    denied = claim("ASSAULT", None, factuality=Factuality(polarity="-"), id="c-denied", place=None, time=None)
    history = claim("MOBILIZE", "troops", temporal="historical", id="c-history")
    truce = arrangement(
        sides=(Side(actor=actor("Syrian army"), role="observes"),), status="in_force",
        status_by=(StatusBy(status="in_force", according_to=actor("Syria's Foreign Ministry"), as_of=day()),))
    title = span("Army says it keeps truce in Aleppo")
    notes = (
        LineNote(start=0, end=11, verdict="furniture", reason="outlet"),
        LineNote(start=title.start, end=title.end, verdict="furniture", reason="headline"),
        LineNote(start=at, end=at + len(SENTENCE), verdict="claim", reason="claim", records=(done.id,)),
    )
    return Result(
        article=article(), claims=(done, promised, disputed, denied, history), arrangements=(truce,),
        controls=(control(),), notes=notes)


@pytest.fixture
def made() -> Result:
    return result()


@pytest.fixture
def given(monkeypatch):
    """Make the command line read these results: an empty list to fill."""
    results = []
    monkeypatch.setattr(inputs, "code_sources", lambda _sources, **_options: iter(results))
    monkeypatch.setenv("COLUMNS", "120")
    return results


@pytest.fixture
def run(capsys):
    """Run the command line: (exit code, standard output, standard error)."""

    def call(*args: str):
        code = main(args)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call
