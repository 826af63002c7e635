"""`dateline events`, `judge`, `link` and `show` on a store of five happenings."""

from __future__ import annotations

import csv
import io
import json
import sqlite3

import pytest

from dateline.store import open_store
from tests.pipeline.happened import fill, keep, reports

REPORTS = reports()
BY = {read.id: claims[0].id for read, claims in REPORTS}
QUEUE = sorted(name for name in BY if name.startswith("a-queue"))


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "news.db"
    with open_store(path) as database:
        fill(database, REPORTS)
    return str(path)


def rows(out):
    return [json.loads(line) for line in out.splitlines()]


def test_events_as_json_lines_csv_and_table(run, db):
    code, out, _ = run("events", "--db", db, "--country", "BIH", "--sort", "oldest")
    assert (code, [len(row["claims"]) for row in rows(out)]) == (0, [4, 3])
    _, out, _ = run("events", "--db", db, "--format", "csv", "--place", "Homs")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["event"], row["place"], row["day"], row["distinct_origins"], row["claims"], row["flags"]) == (
        "ASSAULT", "Homs", "2016-10-18", "1", "2", "single_origin")
    assert row["told"].startswith("The police chief (1 distinct origin, stake: unknown; 2 reports): ")
    _, out, _ = run("events", "--db", db, "--format", "table")
    assert "events (5)" in out
    told = " ".join(out.split()).lower()
    assert "the police chief (1 distinct origin" in told
    assert "confirm" not in told
    assert "corroborat" not in told
    _, out, _ = run("events", "--db", db, "--format", "table", "--flag", "denied")
    assert out.strip() == "no events that fit"
    assert run("events", "--db", db, "--format", "csv", "--flag", "denied")[1] == ""


def test_events_and_claims_by_flag_and_origins(run, db):
    _, out, _ = run("events", "--db", db, "--flag", "several-distinct-origins", "--limit", "0")
    several = rows(out)
    assert several
    assert all(row["distinct_origins"] > 1 for row in several)
    _, out, _ = run("claims", "--db", db, "--min-origins", "2", "--limit", "0")
    assert {row["id"] for row in rows(out)} == {claim for row in several for claim in row["claims"]}
    assert run("events", "--db", db, "--min-origins", "99") == (0, "", "")


@pytest.mark.parametrize(("args", "words"), [
    (("events", "--flag", "sure"), "is no flag of events; there are single_origin"),
    (("events", "--dyad", "SYR"), "is no pair"),
    (("judge", "c-none", "c-nine", "same"), "no record has an id"),
    (("judge", BY["a-ferry0"], BY["a-ferry0"], "same"), "are one claim"),
    (("judge", "a-ferry0", BY["a-ferry0"], "same"), "neither a claim nor an event"),
])
def test_what_makes_no_sense_is_answered_in_one_line(run, db, args, words):
    code, out, err = run(*args, "--db", db)
    assert (code, out) == (1, "")
    assert words in err
    assert "Traceback" not in err


def test_an_unknown_verdict_and_a_number_that_is_none_are_usage_errors(run, db):
    assert run("judge", "c-1234", "c-5678", "maybe", "--db", db)[0] == 2
    assert run("events", "--min-origins", "0", "--db", db)[0] == 2


def test_judging_apart_and_undoing_it(run, db):
    first, second = BY[QUEUE[0]], BY[QUEUE[1]]
    code, out, err = run("judge", first[:12], second, "different", "--note", "two queues", "--by", "ana", "--db", db)
    assert code == 0
    assert "different, by person:ana" in err
    assert len(out.replace("\n", " ").split("e-")) == 3
    _, out, _ = run("show", first, "--judgements", "--db", db)
    assert [(row["verdict"], row["reason"]) for row in rows(out) if row["maker"] == "person:ana"] == [
        ("different", "two queues")]
    former = "e-" + second[2:]
    code, out, _ = run("judge", former, "e-" + first[2:], "unsure", "--by", "ana", "--db", db)
    assert code == 0
    code, out, err = run("show", former, "--db", db)
    assert json.loads(out)["id"] == "e-" + first[2:]
    assert f"{former} went into e-{first[2:]}" in err


def test_show_says_in_which_event_a_claim_is(run, db):
    code, out, err = run("show", BY[QUEUE[2]], "--db", db)
    assert (code, json.loads(out)["kind"]) == (0, "claim")
    assert f"in event e-{BY[QUEUE[0]][2:]}" in err
    _, out, _ = run("show", "e-" + BY[QUEUE[0]][2:], "--db", db)
    event = json.loads(out)
    assert (event["kind"], len(event["claims"])) == ("event", 4)
    _, out, _ = run("show", event["id"], "--judgements", "--db", db)
    assert {row["verdict"] for row in rows(out)} >= {"same"}
    _, out, _ = run("show", "a-ferry0", "--judgements", "--db", db)
    assert out == ""


def test_a_rejected_claim_leaves_its_event_at_once(run, db):
    gone = BY[QUEUE[3]]
    assert run("reject", gone, "--db", db)[0] == 0
    _, out, _ = run("show", "e-" + BY[QUEUE[0]][2:], "--db", db)
    assert gone not in json.loads(out)["claims"]
    code, _, err = run("judge", gone, BY[QUEUE[0]], "same", "--db", db)
    assert code == 1
    assert "a person rejected it" in err
    assert run("confirm", gone, "--db", db)[0] == 0
    _, out, _ = run("show", "e-" + BY[QUEUE[0]][2:], "--db", db)
    assert gone in json.loads(out)["claims"]


def test_link_takes_up_what_waits_and_a_whole_run_everything(run, tmp_path):
    path = tmp_path / "news.db"
    with open_store(path) as database:
        for read, claims in REPORTS:
            keep(database, read, claims)
    code, out, err = run("link", "--db", str(path))
    assert (code, out) == (0, "")
    assert f"{len(REPORTS)} articles linked; 5 events" in err
    _, _, err = run("link", "--whole", "--db", str(path))
    assert f"0 articles linked, {len(REPORTS)} claims clustered anew; 5 events" in err
    _, out, _ = run("status", "--db", str(path), "--json")
    status = json.loads(out)
    assert (status["counts"]["events"], status["unlinked"]) == (5, 0)


def test_diff_and_release_count_events(run, db, tmp_path):
    _, out, _ = run("diff", "--since", "2026-01-01", "--db", db)
    assert "events: 5 gained, 0 lost, 0 changed" in " ".join(out.split())
    assert "4 claims in 4 reports" in " ".join(out.split())
    code, out, _ = run("release", "one", "--out", str(tmp_path), "--db", db)
    assert code == 0
    assert "5 events" in " ".join(out.split())
    plain = sqlite3.connect(tmp_path / "one.db")
    assert plain.execute("SELECT count(*) FROM standing_events").fetchone() == (5,)
    plain.close()
    code, _, err = run("release", "one", "--out", str(tmp_path), "--db", db)
    assert code == 1
    assert "linked" not in err
