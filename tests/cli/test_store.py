"""The commands of the store, on a store filled by hand or by a coder that is stood in for."""

from __future__ import annotations

import csv
import io
import json

import pytest

import dateline.ingest
import dateline.pipeline.ingesting
from dateline.codebook import load_codebook
from dateline.pipeline import Result
from dateline.records import Issue
from dateline.store import open_store, put_article
from tests.making import actor, article, claim

BOOK = load_codebook()


@pytest.fixture
def db(tmp_path):
    """A store with one article of two claims."""
    path = tmp_path / "news.db"
    with open_store(path) as database:
        told = (claim(id="c-0001"), claim("ASSAULT", None, id="c-0002", actors=(actor("=evil", name="=evil"),)))
        put_article(database, article(title="=title"), told, coder="1", codebook=BOOK, source="x")
    return str(path)


def rows(out):
    return [json.loads(line) for line in out.splitlines()]


def test_claims_as_json_lines_csv_and_table(run, db):
    code, out, _ = run("claims", "--event", "assault", "--db", db)
    assert (code, [row["id"] for row in rows(out)]) == (0, ["c-0002"])
    _, out, _ = run("claims", "--db", db, "--format", "csv")
    cells = list(csv.DictReader(io.StringIO(out)))
    assert [row["id"] for row in cells] == ["c-0002", "c-0001"]
    assert cells[0]["actors"] == "'=evil"
    _, out, _ = run("claims", "--db", db, "--format", "table")
    assert "Syria's Foreign Ministry" in out
    _, out, _ = run("claims", "--db", db, "--format", "table", "--event", "PROTEST")
    assert out.strip() == "no claims that fit"


@pytest.mark.parametrize(("args", "words"), [
    (("claims", "--dyad", "SYR"), "is no pair"),
    (("claims", "--near", "1,2"), "LAT,LON,KM"),
    (("claims", "--text", "?!"), "no word to look for"),
    (("articles", "--sort", "confidence"), "cannot be sorted by confidence"),
    (("show", "c-00"), "several ids begin so"),
    (("show", "x"), "too short"),
    (("sql", "DELETE FROM claims"), "nothing can be written"),
    (("sql", "SELEKT"), "the query failed"),
])
def test_a_question_that_makes_no_sense_is_answered_in_one_line(run, db, args, words):
    code, out, err = run(*args, "--db", db)
    assert (code, out) == (1, "")
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", [("claims",), ("status",), ("search", "x"), ("sql", "SELECT 1"), ("show", "c-0001"),
                                     ("diff", "--since", "2026-01-01"), ("articles",)])
def test_without_a_store_the_way_to_one_is_said(run, tmp_path, command):
    code, _, err = run(*command, "--db", str(tmp_path / "none.db"))
    assert code == 1
    assert "dateline ingest" in err
    assert not (tmp_path / "none.db").exists()


def test_search_show_articles_and_sql(run, db):
    code, out, _ = run("search", "ceasefire", "--db", db)
    assert (code, rows(out)[0]["id"]) == (0, "a-1")
    assert run("search", "earthquake", "--db", db)[0] == 1
    _, out, _ = run("show", "c-0001", "--db", db)
    assert json.loads(out)["event"] == "RETREAT"
    _, out, _ = run("articles", "--db", db, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(out)))["title"] == "'=title"
    _, out, _ = run("sql", "SELECT id, mode FROM claims ORDER BY id", "--db", db)
    assert rows(out) == [{"id": "c-0001", "mode": "ceasefire"}, {"id": "c-0002", "mode": ""}]


def test_status_and_diff(run, db):
    code, out, _ = run("status", "--db", db)
    assert code == 0
    assert "holds 1 articles, 2 claims" in out
    assert "1 articles are not linked into events yet" in out
    assert "1 coded" in out
    _, out, _ = run("status", "--db", db, "--json")
    assert json.loads(out)["counts"]["claims"] == 2
    _, out, _ = run("diff", "--since", "2026-01-01", "--db", db)
    assert "2 gained, 0 lost, 0 changed; events: 0 gained" in out
    _, out, _ = run("diff", "--since", "2999-01-01", "--db", db, "--json")
    assert out == ""


def test_ingest_keeps_codes_once_and_logs_what_it_cannot_use(run, tmp_path, monkeypatch):
    coded = []
    reads = [article(), article(id="a-2", uri=None), Issue(input="x.pdf", stage="ingest", reason="binary", detail="no")]
    monkeypatch.setattr(dateline.pipeline.ingesting, "read_source", lambda *_args, **_more: iter(reads))
    monkeypatch.setattr(dateline.pipeline, "load_parts", lambda _settings: object())

    def process(read, _parts):
        coded.append(read.id)
        return Result(article=read, claims=(claim(id=f"c-{read.id}", article=read.id),) if read.id == "a-1" else ())

    monkeypatch.setattr(dateline.pipeline.ingesting, "process", process)
    path = str(tmp_path / "news.db")
    code, out, err = run("ingest", "x", "--db", path)
    assert (code, out) == (0, "")
    assert "1 coded, 1 coded, nothing told, 1 could not be used" in err
    code, _, err = run("ingest", "x", "--db", path)
    assert (code, coded) == (0, ["a-1", "a-2"])
    assert "2 known already" in err
    with open_store(tmp_path / "news.db", readonly=True) as database:
        logged = database.connection.execute("SELECT outcome, count(*) FROM inputs GROUP BY 1 ORDER BY 1")
        assert [tuple(row) for row in logged] == [("coded", 1), ("known", 2), ("refused", 2), ("silent", 1)]


def test_ingest_of_nothing_usable_is_told_by_the_exit_code(run, tmp_path):
    code, _, err = run("ingest", str(tmp_path / "absent.txt"), "--db", str(tmp_path / "news.db"))
    assert code == 1
    assert "unreadable" in err


def test_a_release_is_written_and_told(run, db, tmp_path):
    code, out, _ = run("release", "2026-11", "--out", str(tmp_path / "out"), "--db", db)
    assert code == 0
    told = " ".join(out.split())
    assert "1 articles, 2 claims, 2 events; for the first time: 2 gained, 0 lost, 0 changed" in told
    assert "events: 2 gained, 0 lost, 0 changed" in told
    assert (tmp_path / "out" / "2026-11.db").is_file()
    code, _, err = run("release", "2026-11", "--out", str(tmp_path / "out"), "--db", db)
    assert code == 1
    assert "released before" in err
    assert run("release", "x", "--db", str(tmp_path / "none.db"))[0] == 1
