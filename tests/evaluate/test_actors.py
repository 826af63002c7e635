from __future__ import annotations

import json

import pytest

from dateline.evaluate.actors import evaluate_actors

TEXT = "President George W. Bush met Tony Blair. Armed men fired at a bus in northern Mali."


@pytest.mark.model
def test_country_sector_and_offices_are_scored(tmp_path, parts):
    def at(words, **gold):
        start = TEXT.index(words)
        return {"start": start, "end": start + len(words), **gold}

    mentions = [
        at("President George W. Bush", country=["USA"], sector=["GOV"], office="President", former=False),
        at("Tony Blair", country=["GBR"], sector=["ELI"], office="Prime Minister", former=True),
        at("Armed men", country=["MLI"], sector=["UAF"]),
        at("in", country=[None], sector=[None]),
    ]
    path = tmp_path / "actors.jsonl"
    path.write_text(json.dumps({"id": "a", "published": "2003-03-01", "text": TEXT, "mentions": mentions}))
    figures, answers = evaluate_actors(path, parts=parts)
    assert figures == {"country": 0.5, "sector": 0.5, "found": 0.75, "out_of_office": 1.0, "wrongly_former": 0.0,
                       "office": 0.5, "mentions": 4.0}
    assert [answer["told"] for answer in answers][2:] == ["Armed men", None]
    assert answers[2]["country"] == [None]
