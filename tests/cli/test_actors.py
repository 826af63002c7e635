"""`dateline actors`: look-up by date, import into the working folder, check."""

from __future__ import annotations

import json

import pytest


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


@pytest.mark.parametrize(("date", "role", "former", "sector"), [
    ("2010-05-01", "President", False, "GOV"),
    ("2015-06-01", "Prime Minister", False, "GOV"),
])
def test_the_office_is_that_of_the_day(run, date, role, former, sector):
    code, out, _ = run("actors", "lookup", "Dmitry Medvedev", "--date", date, "--json")
    chosen = json.loads(out)["chosen"]
    assert (code, chosen["role"], chosen["former"], chosen["sector"]) == (0, role, former, sector)


def test_a_table_for_people_marks_the_row_chosen(run):
    code, out, _ = run("actors", "lookup", "Medvedev", "--date", "2010-05-01")
    assert code == 0
    assert "On 2010-05-01: Dmitry Medvedev, President (RUSGOV), id person-dmitry-medvedev" in out
    assert [line[0] for line in out.splitlines() if "2008-05-07" in line] == ["*"]


@pytest.mark.parametrize(("name", "date", "entity"), [
    ("President Bush", "2003-01-01", "person-george-w-bush"),
    ("President Bush", "1991-01-01", "person-george-h-w-bush"),
    ("Moammar Kadhafi", "2009-01-01", "person-muammar-gaddafi"),
])
def test_a_title_or_another_spelling_is_enough(run, name, date, entity):
    code, out, _ = run("actors", "lookup", name, "--date", date, "--json")
    assert (code, json.loads(out)["chosen"]["id"]) == (0, entity)


def test_an_unknown_name_says_what_is_near(run):
    code, out, err = run("actors", "lookup", "Meddvedev")
    assert (code, out) == (1, "")
    assert "no table knows 'Meddvedev'; near it: Medvedev" in err


def test_a_role_noun_is_said_to_be_one(run):
    assert run("actors", "lookup", "gunmen") == (0, "gunmen: a role noun, sector UAF\n", "")


def test_what_is_imported_is_used_from_then_on(run, elsewhere):
    (elsewhere / "mine.csv").write_text("alias,country,sector\nKivu Lions,COD,REB\nX,COD,NONE\n")
    (elsewhere / "ids.csv").write_text("id,ucdp\nown-kivu-lions,77\n")
    code, out, err = run("actors", "import", "mine.csv")
    assert (code, "1 names written to" in out) == (0, True)
    assert "line 3 left out" in err
    assert run("actors", "import", "ids.csv")[0] == 0
    chosen = json.loads(run("actors", "lookup", "the Kivu Lions", "--json")[1])["chosen"]
    assert chosen == {"id": "own-kivu-lions", "name": "Kivu Lions", "country": "COD", "sector": "REB", "role": "",
                      "former": False, "external": {"ucdp": "77"}}


def test_a_dry_run_writes_nothing(run, elsewhere):
    (elsewhere / "d.txt").write_text("KIVU_LIONS_ [CODREB]\n")
    code, out, _ = run("actors", "import", "d.txt", "--dry-run")
    assert (code, out) == (0, "d.txt: petrarch actors, 1 names, 0 lines left out; nothing written\n")
    assert not (elsewhere / "dateline-data").exists()


def test_an_import_without_a_usable_row_fails(run, elsewhere):
    (elsewhere / "mine.csv").write_text("alias,country\n,COD\n")
    code, _, err = run("actors", "import", "mine.csv")
    assert (code, "holds nothing that can be used" in err) == (1, True)


def test_check_counts_faults_and_what_was_verified(run, elsewhere):
    (elsewhere / "mine.csv").write_text(
        "alias,country,sector,from,to,source,checked\nKivu Lions,COD,REB,2020,2010,a book,2026-01-02\n")
    code, out, _ = run("actors", "check", "mine.csv", "--json")
    told = json.loads(out)
    assert (code, told["rows"], told["verified"], told["errors"]) == (1, 1, 1, 1)
    assert told["faults"] == [{"level": "error", "row": "mine:2", "what": "begins 2020, after it ends 2010"}]


def test_check_without_a_file_checks_the_tables_in_use(run):
    code, out, _ = run("actors", "check")
    assert code == 0
    assert "0 errors" in out
