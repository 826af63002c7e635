"""Ledgers drawn: bars for windows, crosses for breaches, coloured by who says so."""

from __future__ import annotations

import json

from dateline.events.arrangements import arrangement_ledger, control_ledger
from dateline.export.ledger_plot import MOST_VOICES, OTHERS, plot_control, plot_ledger
from dateline.export.plots import save
from dateline.records import Breach
from tests.events.arrangements.lives import ARMY, REBELS, on, tell
from tests.events.arrangements.test_control import HELD, TAKEN
from tests.events.arrangements.test_threads import DECLARED, EXTENDED, REFUSED

BREACH = Breach(accused=(ARMY,), accuser=(REBELS,), standing="claimed", time=on("2004-10-10"))
BROKEN = tell("2004-10-11", "in_force", (REBELS, "observes"), outlet="B", breaches=(BREACH,))


def layers(chart):
    made = json.loads(chart.to_json())
    return [(one["mark"]["type"], (one.get("data") or made["data"])["values"]) for one in made["layer"]]


def test_bars_and_marks():
    (bars, marks) = layers(plot_ledger(arrangement_ledger([DECLARED, REFUSED, BROKEN, EXTENDED])))
    assert bars[0] == "bar"
    assert [(one["day"], one["until"], one["who"], one["open"]) for one in bars[1]] == [
        ("2004-10-04", "2004-11-03", "Maoist rebels", False), ("2004-11-02", "2004-11-17", "Maoist rebels", True)]
    assert marks[0] == "point"
    assert [(one["day"], one["what"], one["who"]) for one in marks[1] if one["what"] == "breach told"] == [
        ("2004-10-10", "breach told", "Maoist rebels")]
    assert {one["who"] for one in marks[1]} == {"Maoist rebels", "Nepal", "B"}


def test_each_voice_has_its_lane():
    _, marks = layers(plot_ledger(arrangement_ledger([DECLARED, BROKEN])))
    assert {(one["who"], one["lane"][-1]) for one in marks[1]} == {("Maoist rebels", "0"), ("B", "1")}


def test_many_voices_share_a_colour():
    reports = [DECLARED, *(tell(f"2004-10-{day:02}", "in_force", (REBELS, "observes"), outlet=f"Outlet {day}")
                           for day in range(5, 20))]
    _, marks = layers(plot_ledger(arrangement_ledger(reports)))
    assert len({one["who"] for one in marks[1]}) == MOST_VOICES + 1
    assert OTHERS in {one["who"] for one in marks[1]}


def test_a_window_that_was_over_when_told_and_began_nobody_says_when_has_no_bar():
    past = tell("2004-10-02", "ended", (REBELS, "declares"), ends="2003-08-27")
    assert [kind for kind, _ in layers(plot_ledger(arrangement_ledger([past])))] == ["point"]


def test_nothing_dated_is_no_plot():
    assert plot_ledger(arrangement_ledger([tell(None, "in_force", (REBELS, "observes"))])) is None
    assert plot_control([]) is None


def test_control_is_drawn_with_the_holders(tmp_path):
    chart = plot_control(control_ledger([TAKEN, HELD]))
    marks, labels = layers(chart)
    assert [(one["row"], one["day"], one["told"], one["who"]) for one in marks[1]] == [
        ("Rolpa", "2004-10-02", "captured, Maoist rebels", "Maoist rebels"),
        ("Rolpa", "2004-10-03", "holds, the army", "the army")]
    assert labels[0] == "text"
    save(chart, tmp_path / "c.svg")
    assert "Maoist rebels" in (tmp_path / "c.svg").read_text(encoding="utf-8")
