"""Ledgers drawn: bars for windows, marks for what is said of each party, coloured by who says so."""

from __future__ import annotations

import datetime as dt
import json

from dateline.events.arrangements import arrangement_ledger, control_ledger
from dateline.export.ledger_plot import BREACH as BREACH_MARK
from dateline.export.ledger_plot import HOLDS, OPPONENT, OUTLET, OWN, plot_control, plot_ledger
from dateline.export.ledger_plot import REFUSED as REFUSED_MARK
from dateline.export.plots import save
from dateline.records import Breach
from tests.events.arrangements.lives import ARMY, REBELS, on, tell
from tests.events.arrangements.test_control import HELD, TAKEN
from tests.events.arrangements.test_threads import DECLARED, EXTENDED, REFUSED

BREACH = Breach(accused=(ARMY,), accuser=(REBELS,), standing="claimed", time=on("2004-10-10"))
BROKEN = tell("2004-10-11", "in_force", (REBELS, "observes"), outlet="B", breaches=(BREACH,))


def layers(chart):
    made = json.loads(chart.to_json())
    return [(one["mark"]["type"], [_with_days(row) for row in one["data"]["values"]]) for one in made["layer"]]


def _with_days(row):
    """The row with its days as they are written."""
    days = {name: dt.datetime.fromtimestamp(row[name] / 1000, dt.UTC).date().isoformat()
            for name in ("day", "until") if name in row}
    return row | days


def test_bars_marks_and_the_words_beside_them():
    bars, marks, words, blocks, rows = layers(plot_ledger(arrangement_ledger([DECLARED, REFUSED, BROKEN, EXTENDED])))
    assert bars[0] == "bar"
    assert [(one["day"], one["until"], one["label"], one["who"], one["open"]) for one in bars[1]] == [
        ("2004-10-04", "2004-11-03", "to 2004-11-03 · Maoist rebels", OWN, False),
        ("2004-11-02", "2004-11-17", "to 2004-11-17 (extended) · Maoist rebels", OWN, True)]
    assert marks[0] == "point"
    assert [(one["day"], one["what"], one["label"], one["who"]) for one in marks[1]] == [
        ("2004-10-02", HOLDS, "planned · Maoist rebels", OWN), ("2004-11-02", HOLDS, "extended · Maoist rebels", OWN),
        ("2004-10-11", HOLDS, "in force · B", OUTLET), ("2004-10-05", REFUSED_MARK, "rejected · Nepal", OWN),
        ("2004-10-10", BREACH_MARK, "claimed: the army · Maoist rebels", OPPONENT)]
    assert (words[0], len(words[1])) == ("text", 7)
    assert [one["name"] for one in blocks[1]] == ["A ceasefire, Nepal, first told 2004-10-02"]
    assert [one["name"] for one in rows[1]] == ["windows", "Maoist rebels", "Nepal", "breaches"]


def test_words_of_about_the_same_day_stand_in_lanes_of_their_own():
    reports = [DECLARED, *(tell(f"2004-10-{day:02}", "in_force", (REBELS, "observes"), outlet=f"Outlet {day}")
                           for day in range(5, 20))]
    _, marks, *_ = layers(plot_ledger(arrangement_ledger(reports)))
    places = [(one["line"], one["day"]) for one in marks[1]]
    assert len(set(places)) == len(places) == 16
    assert len({line for line, _ in places}) > 1


def test_no_mark_says_in_force_without_whose_word():
    _, marks, *_ = layers(plot_ledger(arrangement_ledger([DECLARED, BROKEN, EXTENDED])))
    assert all(" · " in one["label"] and one["voice"] and one["published"] for one in marks[1])


def test_a_window_that_was_over_when_told_and_began_nobody_says_when_has_no_bar():
    past = tell("2004-10-02", "ended", (REBELS, "declares"), ends="2003-08-27")
    assert [kind for kind, _ in layers(plot_ledger(arrangement_ledger([past])))] == [
        "point", "text", "text", "text"]


def test_nothing_dated_is_no_plot():
    assert plot_ledger(arrangement_ledger([tell(None, "in_force", (REBELS, "observes"))])) is None
    assert plot_control([]) is None


def test_control_is_drawn_with_the_holders(tmp_path):
    chart = plot_control(control_ledger([TAKEN, HELD]))
    marks, labels, rows = layers(chart)
    assert [(one["day"], one["label"], one["who"]) for one in marks[1]] == [
        ("2004-10-02", "taken by Maoist rebels · Maoist rebels", OWN),
        ("2004-10-03", "held by the army · the army", OWN)]
    assert labels[0] == "text"
    assert [one["name"] for one in rows[1]] == ["Rolpa"]
    save(chart, tmp_path / "c.svg")
    assert "Maoist rebels" in (tmp_path / "c.svg").read_text(encoding="utf-8")
