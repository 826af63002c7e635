"""Ledgers as lines: nothing is told in force without whose word and when."""

from __future__ import annotations

import re

from dateline.events.arrangements import arrangement_ledger, control_ledger, holder_at, status_at
from dateline.export.ledger_text import arrangement_lines, control_lines
from dateline.records import ActorRef, Breach
from tests.events.arrangements.lives import ARMY, MEDIATOR, REBELS, holds, on, tell
from tests.events.arrangements.test_control import HELD, TAKEN
from tests.events.arrangements.test_threads import BARE, DECLARED, EXTENDED, RAN_OUT, REFUSED


def lines(*reports, day):
    (life,) = arrangement_ledger(reports)
    standings = [status_at(life, party.party, day) for party in life.parties]
    return [f"{'  ' * line.depth}{line.text}" for line in arrangement_lines(life, standings, as_of=day)]


def test_a_life_as_lines():
    mark = DECLARED.arrangements[0].id
    assert lines(DECLARED, REFUSED, BARE, day="2004-11-02") == [
        ("A ceasefire somewhere in Nepal: first told by Maoist rebels (Radio, 2004-10-02), last by Local itself "
        f"(2004-11-10); 3 reports [{mark}]"),
        "  to hold from 2004-10-04 to 2004-11-03, on the word of Maoist rebels (Radio, 2004-10-02)",
        "  Maoist rebels: as of 2004-11-02 said to be planned, on the word of Maoist rebels (Radio, 2004-10-02)",
        "    2004-10-02: said to be planned, on the word of Maoist rebels (Radio, 2004-10-02)",
        ("    2004-11-10: said to be in force, on the word of Local itself (2004-11-10); a word on the whole, which "
        "does not name this party"),
        "  Nepal: as of 2004-11-02 said to be rejected, on the word of Nepal (State Paper, 2004-10-05)",
        "    2004-10-05: said to be rejected, on the word of Nepal (State Paper, 2004-10-05)",
    ]


def test_an_unknown_status_says_why_and_what_was_said_last():
    told = lines(DECLARED, day="2004-12-01")
    assert told[2] == (
        "  Maoist rebels: unknown as of 2004-12-01, past the end that was told (2004-11-03), and nothing said since; "
        "last said to be planned, on the word of Maoist rebels (Radio, 2004-10-02)")


def test_breaches_and_outsiders_have_their_lines():
    breach = Breach(accused=(ARMY,), accuser=(REBELS,), standing="claimed", time=on("2004-10-10"))
    told = lines(DECLARED, tell("2004-10-11", "in_force", (REBELS, "observes"), (MEDIATOR, "mediator"), outlet="B",
                                breaches=(breach,)), day="2004-10-11")
    assert told[-2:] == [
        "  mediated by the UN envoy",
        "  2004-10-10: breach claimed: the army accused by Maoist rebels (B, 2004-10-11)"]


def test_nothing_is_in_force_without_whose_word_and_when():
    told = lines(DECLARED, REFUSED, EXTENDED, BARE, RAN_OUT, day="2004-11-10")
    spoken = [line for line in told if re.search(r"in force|extended|run out", line)]
    assert spoken
    assert [line for line in spoken if not re.search(r"on the word of .+\(.*\d{4}-\d{2}-\d{2}\)", line)] == []


def test_control_as_lines():
    (life,) = control_ledger([TAKEN, HELD])
    told = [f"{'  ' * line.depth}{line.text}" for line in control_lines(
        life, holder_at(life, "2004-10-03"), as_of="2004-10-03")]
    assert told == [
        ("Rolpa: as of 2004-10-03 said to be held by the army, on the word of the army (State Paper, 2004-10-03); "
        "about the same day said to be taken by Maoist rebels from the army, on the word of Maoist rebels (Radio, "
        f"2004-10-02) [{life.id}]"),
        ("  2004-10-02: said to be taken by Maoist rebels from the army, on the word of Maoist rebels (Radio, "
        "2004-10-02), stake actor"),
        "  2004-10-03: said to be held by the army, on the word of the army (State Paper, 2004-10-03), stake actor",
    ]


def test_a_window_that_several_tell_is_one_line():
    again = [tell(f"2004-10-0{day}", "announced", (REBELS, "declares"), starts="2004-10-04", ends="2004-11-03",
                  outlet=f"Paper {day}") for day in (3, 4, 5, 6)]
    told = [line for line in lines(DECLARED, *again, day="2004-10-05") if "to hold from" in line]
    assert told == [
        ("  to hold from 2004-10-04 to 2004-11-03, on the word of Maoist rebels (Radio, 2004-10-02), Paper 3 itself "
        "(2004-10-03), Paper 4 itself (2004-10-04) and 2 more")]


def test_parties_that_nobody_names_and_speakers_that_are_pronouns():
    she = ActorRef(text="she", start=0, end=3)
    told = lines(tell("2004-10-02", "ended", place=None), day="2004-10-03")
    assert told[1] == (
        "  parties not named: as of 2004-10-03 said to have ended, on the word of Radio itself (2004-10-02)")
    told = lines(tell("2004-10-02", "in_force", (REBELS, "observes"), by=she), day="2004-10-03")
    assert 'in force, on the word of somebody not named ("she") (Radio, 2004-10-02)' in told[1]


def test_a_place_of_which_nothing_is_told_by_then():
    (life,) = control_ledger([holds("2004-10-02", "contested", REBELS, from_holder=ARMY)])
    early, late = (next(control_lines(life, holder_at(life, day), as_of=day)).text for day in (
        "2004-10-01", "2004-10-02"))
    assert early.startswith("Rolpa: unknown as of 2004-10-01, nothing told of this place by then")
    assert "said to be fought for by Maoist rebels and the army, on the word of Radio itself (2004-10-02)" in late
