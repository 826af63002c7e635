"""Who is said to hold a place as of a day, and what is said otherwise about the same day."""

from __future__ import annotations

import itertools

import msgspec

from dateline.events.arrangements import Report, control_known, control_ledger, holder_at
from dateline.records import Factuality
from tests.events.arrangements.lives import ARMY, JHAPA, REBELS, ROLPA, holds, page

TAKEN = holds("2004-10-02", "captured", REBELS, by=REBELS, from_holder=ARMY, stake="actor")
HELD = holds("2004-10-03", "holds", ARMY, by=ARMY, outlet="State Paper", stake="actor")
LATER = holds("2004-11-20", "captured", ARMY, outlet="Wire", time="2004-11-18")


def test_the_ledger_of_a_place_in_order_of_time():
    (life,) = control_ledger([LATER, HELD, TAKEN])
    assert [(one.as_of, one.change, one.holder, one.from_holder, one.word.name, one.word.voice, one.word.stake)
            for one in life.entries] == [
        ("2004-10-02", "captured", "Maoist rebels", "the army", "Maoist rebels", "party", "actor"),
        ("2004-10-03", "holds", "the army", None, "the army", "party", "actor"),
        ("2004-11-18", "captured", "the army", None, "Wire", "outlet", "unknown")]
    assert life.id == TAKEN.controls[0].id
    assert life.aliases == (HELD.controls[0].id, LATER.controls[0].id)


def test_the_same_in_every_order():
    told = {msgspec.json.encode(control_ledger(order)) for order in itertools.permutations([TAKEN, HELD, LATER])}
    assert len(told) == 1


def test_the_last_word_as_of_a_day_and_what_is_said_beside_it():
    (life,) = control_ledger([TAKEN, HELD, LATER])
    assert holder_at(life, "2004-10-01").entry is None
    first = holder_at(life, "2004-10-02")
    assert (first.entry.holder, first.beside) == ("Maoist rebels", ())
    both = holder_at(life, "2004-10-03")
    assert (both.entry.holder, [one.holder for one in both.beside]) == ("the army", ["Maoist rebels"])
    assert holder_at(life, "2004-11-19").entry.holder == "the army"
    assert holder_at(life, "2004-11-19").entry.as_of == "2004-10-03"
    assert holder_at(life, "2004-11-20").entry.as_of == "2004-11-18"


def test_a_denial_of_the_same_day_is_shown():
    denied = holds("2004-10-02", "captured", REBELS, by=ARMY, outlet="B", factuality=Factuality(polarity="-"))
    (life,) = control_ledger([TAKEN, denied])
    told = holder_at(life, "2004-10-02")
    assert {told.entry.denied, *(one.denied for one in told.beside)} == {True, False}


def test_places_and_parts_have_ledgers_of_their_own():
    part = holds("2004-10-04", "captured", ARMY, outlet="B", part="west")
    there = holds("2004-10-04", "captured", ARMY, outlet="C", place=JHAPA)
    lives = control_ledger([TAKEN, part, there])
    assert [(life.place.name, life.part, len(life.entries)) for life in lives] == [
        ("Jhapa", None, 1), ("Rolpa", None, 1), ("Rolpa", "west", 1)]
    assert ROLPA.geonames_id == lives[1].place.geonames_id


def test_a_place_that_no_report_names_has_none():
    claim = msgspec.structs.replace(TAKEN.controls[0], place=None)
    assert control_ledger([Report(article=page("2004-10-02"), controls=(claim,))]) == ()


def test_the_ledger_as_it_was_known_on_a_day():
    (life,) = control_ledger([TAKEN, HELD, LATER])
    assert control_known(life, "2004-10-01") is None
    assert [one.holder for one in control_known(life, "2004-10-03").entries] == ["Maoist rebels", "the army"]
