"""Corrections from the command line: what they change, and what they refuse."""

from __future__ import annotations

import json

import pytest

from dateline.codebook import load_codebook
from dateline.records import make_id
from dateline.store import open_store, put_article
from tests.making import article, claim, control, evidence

TRIGGER = evidence().trigger
NAME = make_id("c", "a-1", "claim", TRIGGER.start, TRIGGER.end, "RETREAT")


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "news.db"
    with open_store(path) as database:
        put_article(
            database, article(), (claim(id=NAME), control()), coder="1", codebook=load_codebook(), source="x")
    return str(path)


def standing(run, db):
    _, out, _ = run("claims", "--db", db)
    return [json.loads(line) for line in out.splitlines()]


def test_a_correction_is_kept_and_shown(run, db):
    code, out, err = run(
        "correct", NAME, "--event", "coerce", "--mode", "restrict", "--cameo", "172", "--actor", "SYRGOV", "--actor",
        "Syrian Observers", "--recipient", "SYR", "--day", "2016-10-18", "--polarity", "-", "--by", "ana", "--db", db)
    assert code == 0
    assert "by person:ana: corrected" in err
    assert "Syria's Foreign Ministry" in out
    (now,) = standing(run, db)
    assert (now["id"], now["event"], now["mode"], now["cameo"]) == (NAME, "COERCE", "restrict", "172")
    assert [(ref.get("code"), ref.get("name")) for ref in now["actors"]] == [
        ("SYRGOV", None), (None, "Syrian Observers")]
    assert now["recipients"][0]["country"] == "SYR"
    assert (now["time"]["start_date"], now["time"]["precision"]) == ("2016-10-18", "day")
    assert now["factuality"] == {"certainty": "certain", "polarity": "-", "condition": None}
    assert now["why"]["event"] == [{"maker": "person:ana", "note": "corrected by hand"}]


def test_a_place_comes_from_the_index(run, db):
    assert run("correct", NAME, "--place", "Tripoli, LBN", "--db", db)[0] == 0
    place = standing(run, db)[0]["place"]
    assert (place["country"], place["precision"]) == ("LBN", "city")
    assert place["latitude"] == pytest.approx(34.43, abs=0.1)


def test_reject_and_confirm(run, db):
    code, out, err = run("reject", NAME[:12], "--note", "a film", "--db", db)
    assert (code, out) == (0, "")
    assert "rejected" in err
    assert standing(run, db) == []
    assert run("confirm", NAME, "--db", db)[0] == 0
    assert [one["id"] for one in standing(run, db)] == [NAME]


@pytest.mark.parametrize(("options", "words"), [
    ((NAME,), "nothing to correct"),
    ((NAME, "--event", "FIGHT"), "no PLOVER event"),
    ((NAME, "--mode", "aerial"), "no mode of RETREAT; there are"),
    ((NAME, "--cameo", "999"), "no CAMEO code"),
    ((NAME, "--temporal", "tomorrow"), "does not fit a claim"),
    ((NAME, "--stake", "big"), "does not fit a claim"),
    ((NAME, "--place", "Nowheretown"), "dateline places lookup"),
    (("k-1", "--event", "ASSAULT"), "too short"),
    (("c-ffff", "--event", "ASSAULT"), "no record has an id"),
])
def test_what_makes_no_sense_changes_nothing(run, db, options, words):
    before = standing(run, db)
    code, out, err = run("correct", *options, "--db", db)
    assert (code, out) == (1, "")
    assert words in err
    assert standing(run, db) == before


def test_without_a_store_none_is_made(run, tmp_path):
    code, _, err = run("reject", "c-1234", "--db", str(tmp_path / "none.db"))
    assert code == 1
    assert "dateline ingest" in err
    assert not (tmp_path / "none.db").exists()
