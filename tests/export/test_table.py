from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook import load_codebook
from dateline.export import COLUMNS, flatten, write_csv
from dateline.records import Issue, Side, StatusBy, Terms
from tests.making import actor, arrangement, article, claim, control, day, place, span

CODEBOOK = load_codebook()


def rows(*records):
    stream = io.StringIO(newline="")
    assert write_csv(records, stream, codebook=CODEBOOK) == len(records)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_a_claim_is_one_row_with_its_derived_scores():
    row, = rows(claim(place=place(country="SYR", admin1="Aleppo", latitude=36.2, longitude=37.16, geonames_id=170063)))
    told = {column: value for column, value in row.items() if value}
    told.pop("sentence")
    assert told == {
        "kind": "claim", "id": "c-retreatceasefire", "article": "a-1", "event": "RETREAT", "mode": "ceasefire",
        "cameo": "0871", "quad": "2", "goldstein": str(CODEBOOK.goldstein("0871")),
        "plover_score": str(CODEBOOK.plover_score("RETREAT", "ceasefire")),
        "actors": "Syrian army [SYRMIL]", "actor_countries": "SYR", "actor_sectors": "MIL",
        "place": "Aleppo", "place_text": "Aleppo", "place_country": "SYR", "place_admin1": "Aleppo", "latitude": "36.2",
        "longitude": "37.16", "place_precision": "city", "geonames_id": "170063",
        "time_start": "2016-10-19", "time_end": "2016-10-19", "time_precision": "day", "time_basis": "stated",
        "origin": "Syria's Foreign Ministry", "chain": "Syria's Foreign Ministry", "stake": "unknown",
        "certainty": "certain", "negated": "no", "temporal": "past",
        "evidence": claim().evidence.text, "evidence_start": str(claim().evidence.start),
        "evidence_end": str(claim().evidence.end), "trigger": "observed",
    }


def test_every_kind_has_the_same_columns():
    records = (
        article(), claim(), control(), Issue(input="x.pdf", stage="read", reason="binary", detail="not text"),
        arrangement(
            status="in_force", sides=(Side(actor=actor("Moscow", country="RUS"), role="declares"),),
            status_by=(StatusBy(status="in_force", according_to=actor("Moscow"), as_of=day()),
                       StatusBy(status="ended")),
            terms=Terms(count=8, distance_km=10), effective_from=day("2016-10-18")),
    )
    found = rows(*records)
    assert [row["kind"] for row in found] == ["article", "claim", "control", "issue", "arrangement"]
    assert all(tuple(row) == COLUMNS for row in found)
    assert found[0]["title"] == "Army says it keeps truce in Aleppo"
    assert found[3]["reason"] == "binary"
    assert found[4]["status_by"] == "in_force according to Moscow as of 2016-10-19; ended according to ? as of ?"
    assert (found[4]["effective_from"], found[4]["actors"], found[4]["count"]) == ("2016-10-18", "Moscow", "8")
    assert all(set(flatten(record, codebook=CODEBOOK)) <= set(COLUMNS) for record in records)


def test_unknown_is_an_empty_cell_never_zero():
    row, = rows(claim(place=None, time=None, actors=()))
    assert (row["latitude"], row["time_start"], row["actors"], row["recipients"]) == ("", "", "", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_never_starts_a_formula(start):
    words = f"{start}HYPERLINK(1)"
    row, = rows(claim(place=place(words, longitude=-77.03), sensitive=(words,), codebook="x", event="OTHER", mode=None))
    assert row["place"] == row["place_text"] == row["sensitive"] == f"'{words}"
    assert float(row["longitude"]) == -77.03


@given(st.text())
def test_any_words_survive_the_round_trip(words):
    row, = rows(Issue(input=words, stage="read", reason="x", detail="y"))
    kept = words.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    assert row["input"] in {kept, f"'{kept}"}
    assert not row["input"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_words_are_the_reports():
    assert rows(claim())[0]["evidence"] == span(claim().evidence.text).text
