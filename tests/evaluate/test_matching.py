"""Our scorer, by cases of ours, and held against the hand-made scorer of the worked example where that is present."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.evaluate.matching import score_report
from dateline.evaluate.slots import (
    chain_right, origin_right, parties_share, party_right, place_words, words_right,
)

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "The army shelled Homs on Monday, rebels said.\nBuy our book."
SENTENCE = TEXT.split("\n", maxsplit=1)[0]
EXPECTED = {
    "kind": "claim", "start": 0, "end": len(SENTENCE), "must": True, "event": ["ASSAULT"], "actors": [["SYR:MIL"]],
    "recipients": [], "mode": ["heavy-weapons"], "cameo": ["194"], "place": "Homs", "date": "2012-06-04",
    "origin": "rebels",
}
TOLD = {
    "kind": "claim", "event": "ASSAULT", "mode": "heavy-weapons", "cameo": "194",
    "actors": [{"country": "SYR", "sector": "MIL"}], "recipients": [], "place": {"text": "Homs"},
    "time": {"start_date": "2012-06-04"}, "attribution": [{"speakers": [{"text": "rebels", "kind": "witness"}]}],
    "temporal": "past", "factuality": {"polarity": "+"},
    "evidence": {"text": SENTENCE, "start": 0, "end": len(SENTENCE)},
}


def test_a_claim_told_as_expected_is_right_in_every_slot() -> None:
    tally = score_report(TEXT, [EXPECTED], [TOLD])
    assert set(tally.sums.values()) == {(1.0, 1)}
    assert tally.misses == []


def test_a_wrong_event_is_both_missed_and_a_false_alarm() -> None:
    tally = score_report(TEXT, [EXPECTED], [{**TOLD, "event": "ACCUSE"}])
    assert tally.sums == {"claims found": (0.0, 1), "claims told that are right": (0.0, 1)}
    assert [miss["why"] for miss in tally.misses] == ["missed", "false alarm"]


def test_evidence_that_is_not_words_of_the_report_tells_nothing() -> None:
    forged = {**TOLD, "evidence": {"text": "The army shelled Hama.", "start": 0, "end": 22}}
    assert score_report(TEXT, [EXPECTED], [forged]).sums["claims found"] == (0.0, 1)


def test_an_optional_claim_is_neither_missed_nor_a_false_alarm() -> None:
    optional = {**EXPECTED, "must": False}
    assert score_report(TEXT, [optional], []).sums == {}
    assert score_report(TEXT, [optional], [TOLD]).sums == {"claims told that are right": (1.0, 1)}


def test_parties_are_shared_out_over_expected_and_surplus() -> None:
    refs = [{"country": "SYR", "sector": "MIL"}, {"country": "RUS", "sector": "GOV"}]
    assert parties_share([["SYR:MIL"]], refs) == 0.5
    assert parties_share([], refs) is None
    assert party_right([":REB"], {"country": None, "sector": "REB"})
    assert not party_right([""], {"country": None, "sector": None})


def test_words_stand_whole_and_origins_may_be_the_outlet() -> None:
    assert words_right("Homs|Hama", "near Hama") is True
    assert words_right("Ham", "near Hama") is False
    assert words_right(None, "") is True
    assert words_right("any", "x") is None
    assert origin_right("outlet", {"attribution": []}) is True
    assert origin_right("army", {"attribution": []}) is False
    hops = {"attribution": [{"speakers": [{"text": "a source"}]}, {"speakers": [{"text": "state television"}]}]}
    assert chain_right(["state television"], hops)
    assert not chain_right(["state radio"], hops)
    assert place_words({"text": "the square", "within": "Homs"}) == "the square Homs"


def _mutations(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Predictions made from the expectations, some of them right, some wrong in a slot, some in surplus."""
    text = (SHARED / "mission" / "report-2016-10-19.txt").read_bytes().decode()
    told = []
    for number, row in enumerate(rows):
        if row["kind"] == "article":
            told.append({**row, "published": {"value": row["published"]}, "blocks": [
                {"kind": "paragraph", "start": 228, "end": 4178}, {"kind": "headline", "start": 130, "end": 170},
            ]})
            continue
        evidence = {"start": row["start"], "end": row["end"], "text": text[row["start"] : row["end"]]}
        record = {"kind": row["kind"], "evidence": evidence, "place": {"text": str(row.get("place") or "")}}
        if row["kind"] == "claim":
            refs = [_ref(party[0]) for party in row["actors"]]
            record |= {"event": row["event"][0], "actors": refs[: 1 + number % 2],
                       "recipients": [_ref(party[0]) for party in row["recipients"]],
                       "mode": (row.get("mode") or [None])[0], "cameo": "190" if number % 3 else "041",
                       "time": {"start_date": "2016-10-19"}, "temporal": "future" if number % 5 == 0 else "past",
                       "attribution": [{"speakers": [{"text": row.get("origin"), "kind": "institution"}]}]}
        elif row["kind"] == "arrangement":
            record |= {"arrangement": row["arrangement"][0], "status": "in_force", "duration_hours": 11,
                       "sides": [{"actor": _ref(party[0]), "role": "declares"} for party in row["parties"]],
                       "terms": {"count": 8, "distance_km": 12}}
        else:
            record |= {"holder": _ref(row["holder"][0]), "part": row.get("part"), "change": "captured"}
        told.extend([record] * (2 if number % 4 == 0 else 1))
    return told


def _ref(code: str) -> dict[str, str]:
    country, _, sector = code.partition(":")
    return {"country": country, "sector": sector}


@pytest.mark.skipif(not (SHARED / "mission" / "score.py").exists(), reason="the hand-made scorer is not here")
def test_our_scorer_gives_the_figures_of_the_hand_made_one(tmp_path: Path) -> None:
    mission = SHARED / "mission"
    gold = mission / "report-2016-10-19.expected.jsonl"
    rows = [json.loads(line) for line in gold.read_text().splitlines()]
    told = _mutations(rows)
    file = tmp_path / "told.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in told))
    report = mission / "report-2016-10-19.txt"
    command = [sys.executable, str(mission / "score.py"), str(gold), str(file), "--report", str(report), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = score_report(report.read_bytes().decode(), rows, told).sums
    assert {key: [round(right, 3), count] for key, (right, count) in ours.items()} == theirs
