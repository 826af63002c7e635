"""Arrangements, control and sources asked of the store, and the options that make no sense with or without reports."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dateline.codebook import load_codebook
from dateline.store import open_store, put_article
from tests.events.arrangements.lives import ARMY, REBELS, holds
from tests.events.arrangements.test_control import HELD
from tests.events.arrangements.test_threads import DECLARED, EXTENDED, REFUSED

BOOK = load_codebook()
TAKEN = holds("2004-10-02", "captured", REBELS, by=REBELS, from_holder=ARMY, stake="actor", outlet="Town Radio")


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "news.db"
    with open_store(path) as database:
        for one in (DECLARED, REFUSED, EXTENDED, TAKEN, HELD):
            put_article(database, one.article, (*one.arrangements, *one.controls), coder="1", codebook=BOOK, source="x")
    return str(path)


def rows(out):
    return [json.loads(line) for line in out.splitlines()]


def test_without_a_source_the_store_is_asked(run, db):
    code, out, err = run("arrangements", "--db", db)
    assert (code, err) == (0, "")
    assert {row["status"] for row in rows(out)} == {"scheduled", "rejected", "extended"}
    _, out, _ = run("arrangements", "list", "--actor", "NPLGOV", "--db", db)
    assert [row["status"] for row in rows(out)] == ["rejected"]
    _, out, _ = run("arrangements", "--place", "nepal", "--status", "extended", "--db", db)
    assert [row["status"] for row in rows(out)] == ["extended"]


def test_a_list_that_is_cut_says_so(run, db):
    _, out, err = run("arrangements", "--limit", "1", "--sort", "added", "--db", db)
    assert [row["status"] for row in rows(out)] == ["extended"]
    assert "the first 1 are shown; --limit 0 shows all" in err
    assert len(rows(run("arrangements", "--limit", "0", "--db", db)[1])) == 3


def test_the_forms_of_a_list(run, db):
    assert "arrangements (1)" in run("arrangements", "--db", db, "--format", "table")[1]
    assert len(list(csv.DictReader(io.StringIO(run("arrangements", "--db", db, "--format", "csv")[1])))) == 3
    _, out, _ = run("arrangements", "--db", db, "--status", "extended", "--format", "ethprio")
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["actor_name"] == "Maoist rebels"


def test_as_of_is_a_moment_of_the_store_for_a_list_and_a_day_of_reports_for_a_ledger(run, db):
    assert run("arrangements", "--as-of", "2020-01-01", "--db", db)[1] == ""
    (life,) = rows(run("arrangements", "ledger", "--as-of", "2004-10-05", "--db", db)[1])
    assert (life["as_of"], life["last_told"], [one["status"] for one in life["standings"]]) == (
        "2004-10-05", "2004-10-05", ["scheduled", "rejected"])
    (life,) = rows(run("arrangements", "ledger", "--db", db)[1])
    assert life["as_of"] == "2004-11-02"


def test_a_life_that_fits_is_told_whole(run, db):
    (life,) = rows(run("arrangements", "ledger", "--actor", "NPLGOV", "--sort", "reports", "--db", db)[1])
    assert len(life["joined"]) == 3
    assert run("arrangements", "ledger", "--country", "SYR", "--format", "table", "--db", db)[1].strip() == (
        "no arrangement told")


def test_control_of_the_store(run, db):
    (place,) = rows(run("control", "--actor", "NPLMIL", "--db", db)[1])
    assert [entry["change"] for entry in place["entries"]] == ["captured", "holds"]
    assert place["holding"]["entry"]["holder"] == "the army"
    assert run("control", "--place", "Jhapa", "--db", db)[1] == ""


def test_sources_of_the_store(run, db):
    _, out, err = run("sources", "--country", "NPL", "--limit", "1", "--db", db)
    (row,) = rows(out)
    assert (row["source"], row["records"]) == ("Maoist rebels", 3)
    assert "the first 1 are shown" in err
    assert "Nepal" in run("sources", "--db", db, "--format", "table")[1]


@pytest.mark.parametrize(("args", "words"), [
    (("arrangements", "x.txt", "--actor", "SYR", "--limit", "3"), "--actor, --limit: only the store is asked so"),
    (("arrangements", "ledger", "x.txt", "--sort", "day"), "--sort: only the store is asked so"),
    (("control", "x.txt", "--without-self-reports"), "--without-self-reports: only the store"),
    (("sources", "x.txt", "--db", "y.db"), "--db: only the store"),
    (("arrangements", "--outlet", "X"), "--outlet: this says how reports are read"),
    (("sources", "--date", "2016-10-19"), "--date: this says how reports are read"),
    (("control", "--as-of", "yesterday"), "is not a date in ISO form"),
])
def test_options_that_make_no_sense_are_refused(given, run, args, words):
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert words in " ".join(err.split())


def test_without_a_store_the_way_to_one_is_said(run, tmp_path):
    for command in (("arrangements",), ("arrangements", "ledger"), ("control",), ("sources",)):
        code, _, err = run(*command, "--db", str(tmp_path / "none.db"))
        assert code == 1
        assert "dateline ingest" in err
