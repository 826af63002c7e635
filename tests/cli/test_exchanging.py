"""`export`, `import` and `compare` on a store filled by hand."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dateline.codebook import load_codebook
from dateline.pipeline.linking import Linker
from dateline.records import Side
from dateline.store import open_store, put_article
from tests.making import actor, arrangement, article, claim, day, evidence, place

BOOK = load_codebook()
ARMY = actor("army", name="Syrian army", country="SYR", sector="MIL", code="SYRMIL")
ALEPPO = place(country="SYR", latitude=36.2, longitude=37.16)
ACLED = (
    "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,iso,latitude,longitude,geo_precision,fatalities\n"
    "SYR1,2016-10-19,Explosions/Remote violence,Air/drone strike,Military Forces of Syria (2000-),,760,36.2,37.2,1,3\n"
    "SYR2,2016-10-19,Protests,Peaceful protest,Protesters (Syria),,760,36.2,37.2,1,0\n"
    "SYR3,soon,Protests,Peaceful protest,Protesters (Syria),,760,36.2,37.2,1,0\n")


@pytest.fixture
def db(tmp_path):
    """A store with a strike and its reprint, one that only who did it tells, and a truce."""
    path = tmp_path / "news.db"
    strike = {"event": "ASSAULT", "mode": "aerial", "cameo": "195", "actors": (ARMY,), "place": ALEPPO}
    truce = arrangement(place=ALEPPO, status="announced", announced_on=day(),
                        sides=(Side(actor=ARMY, role="declares"),))
    other = {"time": day("2016-10-03"), "stake": "actor", "evidence": evidence("ceasefire")}
    with open_store(path) as database:
        told = (claim(**strike, id="c-1"), claim(**strike | other, id="c-2"), truce)
        put_article(database, article(), told, coder="1", codebook=BOOK, source="x")
        reprint = claim(**strike, id="c-3", article="a-2")
        put_article(
            database, article(id="a-2", outlet="Harbour Wire"), (reprint,), coder="1", codebook=BOOK, source="y")
        Linker(database, codebook=BOOK).link_waiting()
    return str(path)


@pytest.fixture
def acled(tmp_path):
    path = tmp_path / "acled.csv"
    path.write_text(ACLED)
    return str(path)


def test_export_writes_the_file_and_those_beside_it_and_says_what_it_left_out(run, db, tmp_path):
    out = tmp_path / "deeds.tsv"
    code, told, err = run("export", "--schema", "icews", "--out", str(out), "--db", db)
    assert (code, told) == (0, "")
    assert "left out 1 that only their own actor reports (--lossy takes them in)" in err
    assert "1 rows, written to" in err
    assert len(out.read_text().splitlines()) == 2
    assert sorted(file.name for file in tmp_path.glob("deeds*")) == [
        "deeds.tsv", "deeds.tsv.about.json", "deeds.tsv.dictionary.csv", "deeds.tsv.sources.csv"]
    code, _, err = run("export", "--schema", "icews", "--out", str(out), "--db", db, "--lossy")
    assert "2 rows" in err


def test_export_asks_by_the_filters_of_claims(run, db, tmp_path):
    out = tmp_path / "x.jsonl"
    assert run("export", "--schema", "claims", "--out", str(out), "--db", db, "--stake", "actor")[0] == 0
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["c-2"]
    assert run("export", "--schema", "claims", "--out", str(out), "--db", db, "--country", "IRQ")[0] == 1


def test_reprints_are_one_row_and_the_side_table_has_both(run, db, tmp_path):
    out = tmp_path / "x.jsonl"
    assert run("export", "--schema", "events", "--out", str(out), "--db", db)[0] == 0
    rows = {row["id"]: row for row in map(json.loads, out.read_text().splitlines())}
    assert {name: (row["claims"], row["articles"], row["distinct_origins"]) for name, row in rows.items()} == {
        "e-1": ("c-1;c-3", 2, 1), "e-2": ("c-2", 1, 1)}
    run("export", "--schema", "plover", "--out", str(out), "--db", db)
    told = list(csv.DictReader(io.StringIO((tmp_path / "x.jsonl.sources.csv").read_text())))
    assert [(row["row"], row["record"]) for row in told] == [("e-1", "c-1"), ("e-1", "c-3")]
    about = json.loads((tmp_path / "x.jsonl.about.json").read_text())
    assert (about["rows"], about["rows_are_groups"], about["left_out"]) == (1, True, {"self_report": 1})


def test_export_asks_by_flag_and_origins(run, db, tmp_path):
    out = tmp_path / "x.csv"
    assert run("export", "--schema", "events", "--out", str(out), "--db", db, "--min-origins", "2")[0] == 1
    assert run("export", "--schema", "events", "--out", str(out), "--db", db, "--flag", "self_reported_only")[0] == 0
    assert [row["id"] for row in csv.DictReader(io.StringIO(out.read_text()))] == ["e-2"]


def test_what_is_not_linked_is_said_to_be_left_out(run, tmp_path):
    path = tmp_path / "news.db"
    with open_store(path) as database:
        put_article(database, article(), (claim(id="c-1"),), coder="1", codebook=BOOK, source="x")
    code, _, err = run("export", "--schema", "events", "--out", str(tmp_path / "x.csv"), "--db", str(path))
    assert code == 1
    assert "1 articles are not linked to events yet, so what they tell is left out" in err


def test_export_of_truces_joins_them(run, db, tmp_path):
    out = tmp_path / "truces.csv"
    assert run("export", "--schema", "ethprio", "--out", str(out), "--db", db)[0] == 0
    cells = dict(zip(*csv.reader(io.StringIO(out.read_text())), strict=True))
    assert (cells["cc"], cells["actor_name"], cells["cf_dec_yr"]) == ("652", "Syrian army", "2016")
    code, _, err = run("export", "--schema", "ethprio", "--out", str(out), "--db", db, "--event", "ASSAULT")
    assert (code, "cannot be asked by --event" in err) == (1, True)


def test_the_ending_says_the_format_or_the_user_does(run, db, tmp_path):
    code, _, err = run("export", "--schema", "icews", "--out", str(tmp_path / "x.doc"), "--db", db)
    assert (code, "its ending tells no format" in err) == (1, True)
    out = tmp_path / "x.doc"
    assert run("export", "--schema", "icews", "--out", str(out), "--db", db, "--format", "csv")[0] == 0
    assert out.read_text().startswith("Event ID,Event Date,")


def test_import_keeps_rows_once_and_tells_bad_ones(run, db, acled):
    code, out, err = run("import", "acled", acled, "--db", db)
    assert (code, out) == (0, "")
    assert "acled.csv, row 4: bad_date: expected a day such as 2016-10-19, found 'soon'" in err
    assert "2 added; 1 issues" in err
    assert "2 known; 1 issues" in run("import", "acled", acled, "--db", db)[2]


def test_import_of_what_is_no_such_file_is_one_line(run, db, tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    code, _, err = run("import", "table", str(tmp_path / "x.csv"), "--db", db)
    assert (code, err.count("\n")) == (1, 1)
    assert "name the columns in a file given with --columns" in err
    assert run("import", "table", str(tmp_path / "none.csv"), "--db", db)[0] == 1


def test_many_bad_rows_are_told_in_part(run, db, tmp_path):
    (tmp_path / "x.csv").write_text("date,actor\n" + "soon,x\n" * 9)
    code, _, err = run("import", "table", str(tmp_path / "x.csv"), "--db", db)
    assert code == 1
    assert "bad_date: 6 more rows like these" in err
    assert 'dateline sql "SELECT input' in err


def test_compare_shows_both_only_theirs_and_only_ours(run, db, acled):
    run("import", "acled", acled, "--db", db)
    code, out, err = run("compare", "acled", "--db", db)
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(row["found"], row["their_id"], row["our_id"], row["our_claims"], row["our_origins"]) for row in rows] == [
        ("both", "SYR1", "e-1", "c-1; c-3", "1"), ("only theirs", "SYR2", "", "", "")]
    assert rows[0]["reasons"] == "same day; both ASSAULT; 4 km apart; SYRMIL on both sides"
    assert "rows in both 1, only theirs 1, only ours 0 (1 events in both)" in err
    _, out, _ = run("compare", "acled", "--db", db, "--km", "2", "--format", "csv")
    assert [row["found"] for row in csv.DictReader(io.StringIO(out))] == ["only theirs"] * 2 + ["only ours"]
    _, out, _ = run("compare", "acled", "--db", db, "--format", "table")
    assert "same day" in out
    assert "distinct origins: 1" in out


def test_compare_without_such_rows_says_how_to_bring_them_in(run, db):
    code, _, err = run("compare", "ucdp", "--db", db)
    assert (code, "dateline import ucdp FILE" in err) == (1, True)
