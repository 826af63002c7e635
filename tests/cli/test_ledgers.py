"""`dateline arrangements`, its ledger, and `dateline control`, on results made by hand."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dateline.cli.ledgers import is_there
from dateline.export.ledger_rows import CONTROL_COLUMNS, LEDGER_COLUMNS
from dateline.pipeline import Result
from dateline.records import Issue
from tests.events.arrangements.lives import REBELS, ROLPA, tell
from tests.events.arrangements.test_control import HELD, TAKEN
from tests.events.arrangements.test_threads import DECLARED, EXTENDED, REFUSED
from tests.making import place


def results(*reports):
    return [Result(article=one.article, arrangements=one.arrangements, controls=one.controls) for one in reports]


@pytest.fixture
def told(given):
    given.extend(results(DECLARED, REFUSED, EXTENDED, TAKEN, HELD))


def test_arrangements_without_a_command_lists_records(told, run):
    code, out, _ = run("arrangements", "x")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(row["kind"], row["status"]) for row in rows] == [
        ("arrangement", "scheduled"), ("arrangement", "rejected"), ("arrangement", "extended")]


def test_an_option_may_stand_first(told, run):
    _, out, _ = run("arrangements", "--status", "rejected", "--kind", "ceasefire", "x")
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["rejected"]


@pytest.mark.parametrize(("options", "count"), [
    (("--place", "nepal"), 3), (("--place", "NPL"), 3), (("--place", "Rolpa"), 0), (("--kind", "exchange"), 0),
    (("--status", "extended", "--status", "scheduled"), 2),
])
def test_what_is_wanted(told, run, options, count):
    _, out, _ = run("arrangements", "x", *options)
    assert len(out.splitlines()) == count


def test_arrangements_as_a_table(told, run):
    code, out, _ = run("arrangements", "x", "--format", "table", "--status", "rejected")
    assert code == 0
    assert "State Paper · 2004-10-05" in out
    assert "arrangements (1)" in out
    assert "Wire" not in out


def test_no_such_arrangement_is_said(told, run):
    _, out, _ = run("arrangements", "x", "--format", "table", "--kind", "exchange")
    assert "no such arrangement told" in out


def test_arrangements_as_csv(told, run):
    _, out, _ = run("arrangements", "x", "--format", "csv")
    assert [row["status"] for row in csv.DictReader(io.StringIO(out))] == ["scheduled", "rejected", "extended"]


def test_arrangements_as_the_ceasefire_file(told, run):
    _, out, err = run("arrangements", "x", "--format", "ethprio")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["actor_name"], row["cf_effect_yr"], row["ended"]) == ("Maoist rebels", "2004", "")
    assert "1 rows, one for each side" in err


def test_arrangements_as_areas(told, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, out, _ = run("arrangements", "x", "--format", "geojson")
    assert [one["geometry"] for one in json.loads(out)["features"]] == [None, None, None]


def test_the_ledger_as_text(told, run):
    code, out, _ = run("arrangements", "ledger", "x", "--format", "table", "--as-of", "2004-10-05")
    assert code == 0
    assert "Maoist rebels: as of 2004-10-05 said to be planned, on the word of Maoist rebels (Radio, 2004-10-02)" in out
    assert "extended" not in out


def test_the_ledger_for_programs(told, run):
    _, out, _ = run("arrangements", "ledger", "x")
    (row,) = map(json.loads, out.splitlines())
    assert (row["kind"], row["as_of"], len(row["joined"])) == ("arrangement_life", "2004-11-02", 3)
    assert [(one["party"], one["status"]) for one in row["standings"]] == [
        ("NPL:armed", "extended"), ("NPL:state", "rejected")]


def test_the_ledger_as_csv(told, run):
    _, out, _ = run("arrangements", "ledger", "x", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert tuple(rows[0]) == LEDGER_COLUMNS
    assert [(row["party"], row["status"], row["according_to"]) for row in rows] == [
        ("NPL:armed", "scheduled", "Maoist rebels"), ("NPL:armed", "extended", "Maoist rebels"),
        ("NPL:state", "rejected", "Nepal")]


def test_the_ledger_of_a_place_only(told, run):
    assert run("arrangements", "ledger", "x", "--place", "Rolpa")[1] == ""
    _, out, _ = run("arrangements", "ledger", "x", "--place", "Rolpa", "--format", "table")
    assert out.strip() == "no arrangement told"


def test_the_ledger_drawn(told, run, tmp_path):
    code, _, err = run("arrangements", "ledger", "x", "--plot", str(tmp_path / "l.svg"))
    assert code == 0
    assert "plot written to" in err
    assert (tmp_path / "l.svg").read_text(encoding="utf-8").startswith("<svg")


def test_nothing_to_draw_is_said(given, made, run, tmp_path):
    given.extend(results(TAKEN))
    _, _, err = run("arrangements", "ledger", "x", "--plot", str(tmp_path / "l.svg"))
    assert "nothing to plot, no file written" in err
    assert not (tmp_path / "l.svg").exists()


@pytest.mark.parametrize("name", [("arrangements", "ledger"), ("control",)], ids=" ".join)
def test_a_plot_of_an_unknown_form_is_refused_first(told, run, name):
    code, out, err = run(*name, "x", "--plot", "l.pdf")
    assert (code, out) == (1, "")
    assert "a plot ends in .png, .svg or .html" in err


def test_control_as_text_for_programs_and_drawn(told, given, run, tmp_path):
    given.extend(results())
    code, out, _ = run("control", "x", "--format", "table", "--plot", str(tmp_path / "c.svg"))
    assert code == 0
    assert "Rolpa: as of 2004-11-02 said to be held by the army, on the word of the army (State Paper, 2004" in out
    assert (tmp_path / "c.svg").exists()


def test_control_as_of_a_day(told, run):
    _, out, _ = run("control", "x", "--as-of", "2004-10-02", "--place", "rolpa")
    (row,) = map(json.loads, out.splitlines())
    assert (row["kind"], len(row["entries"]), row["holding"]["entry"]["holder"]) == (
        "control_life", 1, "Maoist rebels")


def test_undated_reports_are_shown_and_left_out_of_a_day_with_a_word(given, run):
    given.extend(results(tell(None, "in_force", (REBELS, "observes"), by=REBELS)))
    _, out, _ = run("arrangements", "ledger", "x", "--format", "table")
    assert "Maoist rebels: unknown as of a day not told, told of only by reports without a date" in out
    assert "day not told: said to be in force, on the word of Maoist rebels (Radio, day not told)" in out
    _, out, err = run("arrangements", "ledger", "x", "--as-of", "2004-10-05")
    assert out == ""
    assert "1 arrangements told of only by reports without a date are left out" in err


def test_control_as_csv(told, run):
    _, out, _ = run("control", "x", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert tuple(rows[0]) == CONTROL_COLUMNS
    assert [(row["change"], row["holder"], row["denied"]) for row in rows] == [
        ("captured", "Maoist rebels", "no"), ("holds", "the army", "no")]


def test_control_of_which_nothing_is_told(given, run):
    given.extend(results(DECLARED))
    _, out, _ = run("control", "x", "--format", "table")
    assert out.strip() == "nothing told of who holds what"


@pytest.mark.parametrize("name", [("arrangements",), ("arrangements", "ledger"), ("control",)], ids=" ".join)
def test_nothing_usable_is_exit_code_one(given, run, name):
    given.append(Issue(input="x", stage="read", reason="empty", detail="no words"))
    assert run(*name, "x")[0] == 1


def test_a_wrong_day_is_a_usage_error(told, run):
    code, out, err = run("arrangements", "ledger", "x", "--as-of", "5 October")
    assert (code, out) == (2, "")
    assert "is not a date in ISO form" in err


@pytest.mark.parametrize(("name", "there"), [
    ("Aleppo", True), ("aleppo", True), ("SYR", True), ("syr", True), ("Aleppo Governorate", True), ("Homs", False),
    ("", False),
])
def test_where_a_place_is(name, there):
    assert is_there(name, place(country="SYR", admin1="Aleppo Governorate")) is there
    assert is_there(name, None) is False
    assert is_there("Rolpa", ROLPA)
