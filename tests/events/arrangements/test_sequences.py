"""Lives told by short invented sequences: who said what of whom, and how it stands for each party on some days."""

from __future__ import annotations

import pytest

from dateline.events.arrangements import arrangement_ledger, status_at, window_end
from dateline.records import ActorRef
from tests.events.arrangements.lives import (
    ARMY, GOVERNMENT, JHAPA, MEDIATOR, NEPAL, REBELS, ROLPA, Report, on, page, record_of, tell,
)

ARMED, STATE = "NPL:armed", "NPL:state"
BOTH = ((GOVERNMENT, "accepts"), (REBELS, "accepts"))
SIDES = ActorRef(text="Nepal's warring sides", start=0, end=21, country="NPL")
MILITIA = ActorRef(text="the volunteers", start=0, end=14, id="volunteers", name="Volunteers", country="NPL",
                   sector="PRM", code="NPLPRM")

AGREED = tell("2004-03-01", "agreed", *BOTH, starts="2004-03-05", ends="2004-03-20", laterality="bilateral")
OWN_REBELS = tell("2004-03-01", "announced", (REBELS, "declares"), by=REBELS, starts="2004-03-02", ends="2004-03-20",
                  laterality="unilateral")
OWN_ARMY = tell("2004-03-03", "announced", (ARMY, "declares"), by=ARMY, starts="2004-03-03", ends="2004-03-20",
                outlet="State Paper", laterality="unilateral")


def life_of(*reports):
    """The life of which the most reports tell."""
    return max(arrangement_ledger(reports), key=lambda life: len(life.articles))


def stands(life, day):
    """(rebels, state) as of a day."""
    return tuple(status_at(life, party, day).status for party in (ARMED, STATE))


def test_one_side_of_two_truces_kept_side_by_side_prolongs_its_own_only():
    longer = tell("2004-03-20", "extended", by=REBELS, ends="2004-04-10", outlet="Wire", place=None)
    life = life_of(OWN_REBELS, OWN_ARMY, longer)
    assert len(life.joined) == 3
    assert stands(life, "2004-03-20") == ("extended", "announced")
    assert stands(life, "2004-03-22") == ("extended", "unknown")
    assert (window_end(life, ARMED, "2004-03-22"), window_end(life, STATE, "2004-03-22")) == (
        "2004-04-10", "2004-03-20")
    assert stands(life, "2004-04-11") == ("unknown", "unknown")


def test_what_was_agreed_together_is_prolonged_for_both():
    longer = tell("2004-03-20", "extended", by=REBELS, ends="2004-04-10", outlet="Wire", place=None)
    life = life_of(AGREED, longer)
    assert stands(life, "2004-03-22") == ("extended", "extended")


def test_words_for_all_parties_together_name_none_of_them():
    longer = tell("2004-03-20", "extended", (SIDES, "declares"), by=SIDES, outlet="Wire", place=None)
    life = life_of(AGREED, longer)
    assert [party.party for party in life.parties] == [STATE, ARMED]
    assert stands(life, "2004-05-01") == ("extended", "extended")


def test_two_extensions_by_all_parties_are_of_one_truce():
    first = tell("2004-03-20", "extended", (SIDES, "declares"), outlet="Wire", place=None)
    second = tell("2004-05-25", "extended", *BOTH, outlet="World", place=None, ends="2004-08-01")
    assert len(arrangement_ledger([first, second])) == 1


def test_that_the_other_side_declared_a_truce_is_no_truce_of_the_speaker():
    told = tell("2004-03-02", "announced", (REBELS, "declares"), by=GOVERNMENT, outlet="State Paper")
    life = life_of(OWN_REBELS, told, tell("2004-03-04", "in_force", (ARMY, "observes"), by=ARMY, outlet="C"))
    assert stands(life, "2004-03-03") == ("announced", "unknown")
    refusal = tell("2004-03-03", "rejected", (REBELS, "rejects"), by=GOVERNMENT, outlet="D")
    life = life_of(tell("2004-03-01", "proposed", (GOVERNMENT, "declares"), by=GOVERNMENT), refusal)
    assert stands(life, "2004-03-03") == ("rejected", "proposed")


def test_a_collapse_that_one_side_declares_is_its_word_on_itself():
    over = tell("2004-03-10", "collapsed", by=REBELS, outlet="Wire", place=None)
    life = life_of(AGREED, over)
    assert stands(life, "2004-03-10") == ("collapsed", "agreed")
    outlet = tell("2004-03-11", "collapsed", outlet="World", place=None)
    assert stands(life_of(AGREED, over, outlet), "2004-03-11") == ("collapsed", "collapsed")


def test_who_ends_its_own_truce_ends_nothing_of_the_other_side():
    ended = tell("2004-03-10", "ended", (GOVERNMENT, "accepts"), (REBELS, "rejects"), by=REBELS, outlet="Wire")
    life = life_of(OWN_REBELS, OWN_ARMY, ended)
    assert stands(life, "2004-03-10") == ("ended", "announced")


def test_what_was_agreed_together_runs_out_for_all_though_a_report_names_one():
    over = tell("2004-03-21", "expired", (REBELS, "observes"), ends="2004-03-20", outlet="World", place=None)
    assert stands(life_of(AGREED, over), "2004-03-21") == ("expired", "expired")
    alone = life_of(OWN_REBELS, OWN_ARMY, over)
    assert stands(alone, "2004-03-21") == ("expired", "unknown")


def test_one_side_refuses_and_a_third_is_not_bound():
    refused = tell("2004-03-02", "rejected", (MILITIA, "rejects"), by=MILITIA, outlet="Local", place=None)
    life = life_of(AGREED, refused)
    assert (len(life.joined), status_at(life, "NPL:PRM", "2004-03-02").status) == (2, "rejected")
    holds = tell("2004-03-08", "in_force", outlet="World", place=None)
    life = life_of(AGREED, refused, holds)
    assert (stands(life, "2004-03-08"), status_at(life, "NPL:PRM", "2004-03-08").status) == (
        ("in_force", "in_force"), "rejected")


def test_a_refusal_alone_speaks_of_what_was_offered_days_before():
    offered = tell("2004-03-01", "agreed", (MEDIATOR, "mediator"), by=MEDIATOR, place=NEPAL)
    refused = tell("2004-03-03", "rejected", (REBELS, "rejects"), by=REBELS, outlet="Local", place=None)
    assert len(arrangement_ledger([offered, refused])) == 1


def test_a_party_suspends_its_part_and_the_other_keeps_it():
    stopped = tell("2004-03-10", "suspended", (REBELS, "declares"), by=REBELS, outlet="Wire",
                   also=(("in_force", ARMY),))
    life = life_of(AGREED, stopped)
    assert stands(life, "2004-03-10") == ("suspended", "in_force")
    assert stands(life, "2004-03-21") == ("unknown", "unknown")
    back = tell("2004-03-14", "in_force", (REBELS, "observes"), by=REBELS, outlet="World")
    assert stands(life_of(AGREED, stopped, back), "2004-03-14") == ("in_force", "in_force")


def test_an_order_that_takes_effect_later_is_to_come():
    order = tell("2004-03-01", "in_force", (REBELS, "accepts"), by=REBELS, starts="2004-03-05", ends="2004-03-20")
    life = life_of(order, tell("2004-03-05", "in_force", (REBELS, "observes"), outlet="B"))
    assert [stands(life, f"2004-03-0{day}")[0] for day in (1, 4, 5)] == ["scheduled", "scheduled", "in_force"]
    assert life.parties[0].entries[0].ground == "its own word, before it was to begin"


@pytest.mark.parametrize(("starts", "hours", "ends"), [
    ("2004-03-02", 720.0, "2004-04-01"), ("2004-03-02T06:00+05:45", 36.0, "2004-03-03T18:00+05:45"),
    ("2004-03", 72.0, None), ("9999-12-30", 720.0, None),
])
def test_a_beginning_and_a_length_make_an_end(starts, hours, ends):
    life = life_of(tell("2004-03-01", "announced", (REBELS, "declares"), by=REBELS, starts=starts,
                        duration_hours=hours))
    assert [(one.end, one.reckoned) for one in life.windows] == [(ends, ends is not None)]


def test_a_reckoned_end_gives_way_to_a_told_one_and_a_former_end_to_the_new_one():
    longer = tell("2004-03-19", "extended", (REBELS, "declares"), by=REBELS, ends="2004-04-10", outlet="B")
    former = tell("2004-03-25", "in_force", (REBELS, "observes"), starts="2004-03-02", ends="2004-03-20", outlet="C")
    reckoned = tell("2004-03-26", "in_force", (REBELS, "observes"), starts="2004-03-02", duration_hours=432.0,
                    outlet="D")
    life = life_of(OWN_REBELS, longer, former, reckoned)
    assert (len(life.joined), window_end(life, ARMED, "2004-03-27")) == (4, "2004-04-10")


def test_a_report_that_tells_the_end_does_not_tell_that_it_holds():
    over = tell("2004-03-20", "ended", (REBELS, "observes"), ends="2004-03-20", outlet="B",
                also=(("in_force", REBELS),))
    told = status_at(life_of(OWN_REBELS, over), ARMED, "2004-03-20")
    assert (told.status, [one.status for one in told.beside]) == ("ended", ["in_force"])
    broken = tell("2004-03-10", "collapsed", (REBELS, "observes"), outlet="B", also=(("in_force", REBELS),))
    assert status_at(life_of(OWN_REBELS, broken), ARMED, "2004-03-10").status == "in_force"


def test_what_is_yet_to_begin_or_to_end_is_not_over_on_another_s_word():
    told = tell("2004-03-01", "scheduled", (REBELS, "declares"), by=REBELS, starts="2004-03-02", ends="2004-03-20",
                also=(("collapsed", MEDIATOR), ("ended", None)))
    assert stands(life_of(told), "2004-03-01")[0] == "scheduled"
    own = tell("2004-03-01", "announced", (REBELS, "declares"), by=REBELS, ends="2004-03-20",
               also=(("ended", REBELS),), mark="own")
    assert [one.status for one in life_of(own).parties[0].entries] == ["announced"]


def test_a_word_on_the_whole_gives_way_to_one_that_names_the_party():
    source = page("2004-03-21", "World")
    shared = {"by": None, "day": "2004-03-21", "starts": None, "place": None, "also": (), "breaches": (),
              "kind": "ceasefire"}
    lapsed = record_of(source.id, "expired", (ARMY, "declares"), number=1, ends="2004-03-20", **shared)
    quiet = record_of(source.id, "in_force", number=2, ends=None, **shared)
    life = life_of(OWN_REBELS, OWN_ARMY, Report(article=source, arrangements=(lapsed, quiet)))
    assert len(life.joined) == 4
    assert stands(life, "2004-03-21") == ("in_force", "expired")


def test_being_called_a_party_is_no_new_status():
    accused = tell("2004-03-10", "unknown", *BOTH, outlet="Wire", place=None)
    life = life_of(OWN_REBELS, tell("2004-03-04", "in_force", (REBELS, "observes"), outlet="B"), accused)
    assert stands(life, "2004-03-10") == ("in_force", "accepted")


def test_of_two_truces_the_one_that_was_about_to_end_is_prolonged():
    short = tell("2004-03-01", "announced", (REBELS, "declares"), by=REBELS, ends="2004-03-04")
    long = tell("2004-03-10", "scheduled", *BOTH, starts="2004-03-10", ends="2004-05-10", outlet="B")
    longer = tell("2004-05-10", "extended", (REBELS, "accepts"), outlet="C", place=None)
    lives = arrangement_ledger([short, long, longer])
    assert [len(life.joined) for life in lives] == [1, 2]


def test_ways_told_of_without_a_place_and_with_one_are_the_same_these_days():
    first = tell("2004-03-01", "announced", (ARMY, "declares"), kind="corridor", place=None)
    second = tell("2004-03-03", "announced", (ARMY, "declares"), kind="corridor", place=ROLPA, outlet="B")
    third = tell("2004-03-03", "announced", (ARMY, "declares"), kind="corridor", place=JHAPA, outlet="C")
    assert [len(life.joined) for life in arrangement_ledger([first, second])] == [2]
    assert [len(life.joined) for life in arrangement_ledger([first, second, third])] == [2, 1]


def test_a_side_of_which_only_a_person_is_named_is_called_so():
    chief = ActorRef(text="the chief", start=0, end=9, id="person-chief", name="Prachanda", country="NPL", sector="REB",
                     code="NPLREB")
    (life,) = arrangement_ledger([tell("2004-03-01", "announced", (chief, "declares"), by=chief)])
    assert [party.name for party in life.parties] == ["the side of Prachanda"]


def test_words_on_what_nobody_is_told_to_have_made_are_kept():
    (life,) = arrangement_ledger([tell("2004-03-01", "ended", announced_on=on("2004-01-01"))])
    told = status_at(life, life.parties[0].party, "2004-03-02")
    assert (told.name, told.status, told.reason) == ("parties not named", "ended", "no party is named")
