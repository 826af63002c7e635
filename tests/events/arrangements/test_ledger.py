"""How an arrangement stands for each party as of a day, on whose word; and what stays unknown."""

from __future__ import annotations

import pytest

from dateline.events.arrangements import arrangement_ledger, as_known, breaches_by, status_at, window_end
from dateline.records import ActorRef, Breach
from dateline.records.ledger import LedgerEntry, Word
from tests.events.arrangements.lives import ARMY, GOVERNMENT, MEDIATOR, NEPAL, REBELS, on, tell
from tests.events.arrangements.test_threads import BARE, DECLARED, EXTENDED, LIFE, RAN_OUT, REFUSED

ARMED, STATE = "NPL:armed", "NPL:state"
TIGERS = ActorRef(text="LTTE", start=0, end=4, id="ltte", name="LTTE", country="LKA", sector="REB", code="LKAREB")
KARUNA = ActorRef(text="TMVP", start=0, end=4, id="tmvp", name="TMVP", country="LKA", sector="REB", code="LKAREB")


def life_of(*reports):
    (life,) = arrangement_ledger(reports)
    return life


def status(life, party, day):
    return status_at(life, party, day).status


@pytest.mark.parametrize(("day", "armed", "state"), [
    ("2004-10-01", "unknown", "unknown"),
    ("2004-10-02", "scheduled", "unknown"),
    ("2004-10-05", "scheduled", "rejected"),
    ("2004-11-02", "extended", "rejected"),
    ("2004-11-17", "extended", "rejected"),
    ("2004-11-18", "expired", "rejected"),
    ("2005-06-01", "expired", "rejected"),
])
def test_the_last_word_on_each_party(day, armed, state):
    life = life_of(*LIFE)
    assert (status(life, ARMED, day), status(life, STATE, day)) == (armed, state)


def test_past_the_window_and_nothing_said_since_it_is_unknown():
    life = life_of(DECLARED, REFUSED)
    assert status(life, ARMED, "2004-11-03") == "scheduled"
    told = status_at(life, ARMED, "2004-11-04")
    assert (told.status, told.reason) == (
        "unknown", "past the end that was told (2004-11-03), and nothing said since")
    assert told.entry.status == "scheduled"
    assert status(life, STATE, "2004-11-04") == "rejected"


def test_an_extension_without_an_end_opens_the_window():
    life = life_of(DECLARED, tell("2004-11-02", "extended", (REBELS, "declares"), by=REBELS, outlet="Wire"))
    assert window_end(life, ARMED, "2004-11-01") == "2004-11-03"
    assert window_end(life, ARMED, "2004-11-02") is None
    assert status(life, ARMED, "2004-12-24") == "extended"


def test_a_party_that_nobody_tells_to_have_done_anything_is_unknown():
    other = tell("2004-10-03", "in_force", (REBELS, "observes"), by=GOVERNMENT, outlet="B")
    life = life_of(DECLARED, other)
    assert (status(life, ARMED, "2004-10-03"), status(life, STATE, "2004-10-03")) == ("in_force", "unknown")
    assert [party.party for party in life.parties] == [ARMED]


def test_every_entry_has_whose_word_it_is_and_when():
    (entry,) = life_of(DECLARED).parties[0].entries
    source = DECLARED.article
    assert entry == LedgerEntry(
        as_of="2004-10-02", status="scheduled", ground="its own word", word=Word(
            name="Maoist rebels", code="NPLREB", voice="party", party=ARMED, outlet="Radio", published="2004-10-02",
            article=source.id, record=DECLARED.arrangements[0].id))


def test_what_an_outlet_says_of_the_whole_concerns_those_who_made_it():
    life = life_of(DECLARED, REFUSED, BARE)
    entry = life.parties[0].entries[-1]
    assert (entry.status, entry.word.name, entry.word.voice, entry.ground) == (
        "in_force", "Local", "outlet", "a word on the whole, which does not name this party")
    assert [one.status for one in life.parties[1].entries] == ["rejected"]


def test_a_proposal_concerns_whoever_is_told_later_to_have_made_it():
    asked = tell("2004-09-27", "proposed", (MEDIATOR, "mediator"), by=MEDIATOR)
    life = life_of(asked, DECLARED, REFUSED)
    assert (status(life, ARMED, "2004-09-28"), status(life, STATE, "2004-09-28")) == ("proposed", "unknown")
    assert [(one.name, one.role) for one in life.outsiders] == [("the UN envoy", "mediator")]


def test_a_truce_of_two_stands_for_each_by_itself():
    agreed = tell("2004-10-02", "agreed", (GOVERNMENT, "accepts"), (REBELS, "accepts"), by=MEDIATOR)
    left = tell("2004-10-09", "suspended", (REBELS, "declares"), by=REBELS, also=(("in_force", ARMY),), outlet="B")
    life = life_of(agreed, left)
    assert (status(life, ARMED, "2004-10-05"), status(life, STATE, "2004-10-05")) == ("agreed", "agreed")
    assert (status(life, ARMED, "2004-10-09"), status(life, STATE, "2004-10-09")) == ("suspended", "in_force")


def test_a_party_s_own_word_does_not_give_way_to_its_opponent():
    agreed = tell("2004-10-02", "agreed", (GOVERNMENT, "accepts"), (REBELS, "accepts"))
    holds = tell("2004-10-05", "in_force", (REBELS, "observes"), by=REBELS, outlet="B")
    over = tell("2004-10-06", "collapsed", (ARMY, "accepts"), (REBELS, "accepts"), by=ARMY, outlet="C")
    life = life_of(agreed, holds, over)
    assert (status(life, ARMED, "2004-10-06"), status(life, STATE, "2004-10-06")) == ("in_force", "collapsed")
    assert [one.status for one in life.parties[1].entries] == ["agreed", "in_force", "collapsed"]
    outlet = tell("2004-10-07", "collapsed", (ARMY, "accepts"), (REBELS, "accepts"), outlet="D")
    assert status(life_of(agreed, holds, outlet), ARMED, "2004-10-07") == "collapsed"


def test_two_voices_of_one_day_stand_side_by_side():
    morning = tell("2004-10-09", "in_force", (REBELS, "observes"), by=REBELS, outlet="B")
    evening = tell("2004-10-09", "collapsed", (REBELS, "observes"), outlet="C", mark="2")
    told = status_at(life_of(DECLARED, morning, evening), ARMED, "2004-10-09")
    assert {told.status, *(one.status for one in told.beside)} == {"in_force", "collapsed"}
    assert status_at(life_of(DECLARED, morning), ARMED, "2004-10-09").beside == ()


def test_a_refusal_that_turns_into_acceptance():
    accepted = tell("2004-10-12", "accepted", (GOVERNMENT, "accepts"), (REBELS, "declares"), by=GOVERNMENT, outlet="B")
    life = life_of(DECLARED, REFUSED, BARE, accepted)
    assert (status(life, STATE, "2004-10-11"), status(life, STATE, "2004-10-12")) == ("rejected", "accepted")


def test_a_beginning_told_again_is_no_step_back():
    refused = tell("2004-10-20", "rejected", (GOVERNMENT, "rejects"), (REBELS, "declares"), by=GOVERNMENT, outlet="C")
    retold = tell("2004-10-21", "announced", (REBELS, "declares"), outlet="D")
    holds = tell("2004-10-14", "in_force", (REBELS, "observes"), outlet="B")
    life = life_of(DECLARED, holds, refused, retold)
    assert [status(life, ARMED, f"2004-10-{day}") for day in (13, 14, 20, 21)] == [
        "scheduled", "in_force", "in_force", "in_force"]


def test_whoever_refused_it_has_not_made_it_by_keeping_it():
    kept = tell("2004-10-14", "in_force", (ARMY, "observes"), outlet="B")
    life = life_of(DECLARED, REFUSED, kept)
    assert (status(life, ARMED, "2004-10-14"), status(life, STATE, "2004-10-14")) == ("in_force", "rejected")


def test_organisations_that_one_report_names_together_are_two_parties():
    first = tell("2006-03-01", "agreed", (TIGERS, "accepts"), (KARUNA, "accepts"), place=None)
    later = tell("2006-03-05", "ended", (KARUNA, "declares"), by=KARUNA, place=None, outlet="B")
    life = life_of(first, later)
    assert [(one.party, one.name) for one in life.parties] == [
        ("LKA:armed:ltte", "LTTE"), ("LKA:armed:tmvp", "TMVP")]
    assert (status(life, "LKA:armed:ltte", "2006-03-05"), status(life, "LKA:armed:tmvp", "2006-03-05")) == (
        "agreed", "ended")


def test_a_government_and_its_army_are_one_party_and_a_noun_without_a_country_joins_its_kind():
    rebels = ActorRef(text="the fighters", start=0, end=12, sector="REB", code="REB")
    life = life_of(DECLARED, REFUSED, tell("2004-10-06", "rejected", (ARMY, "rejects"), by=ARMY, outlet="B"),
                   tell("2004-10-08", "in_force", (rebels, "observes"), by=rebels, outlet="C"))
    assert [(one.party, one.name, one.codes) for one in life.parties] == [
        (ARMED, "Maoist rebels", ("NPLREB", "REB")), (STATE, "Nepal", ("NPLGOV", "NPLMIL"))]


def test_a_name_that_was_not_understood_does_not_keep_a_word_from_the_known_parties():
    unknown = ActorRef(text="the Seventh Brigade", start=0, end=19)
    life = life_of(DECLARED, tell("2004-11-02", "extended", (unknown, "declares"), outlet="B", ends="2004-11-17"))
    assert status(life, ARMED, "2004-11-02") == "extended"


def test_breaches_told_twice_are_one_with_both_words():
    breach = Breach(accused=(ARMY,), accuser=(REBELS,), standing="claimed", time=on("2004-10-10"), event="ASSAULT")
    undated = Breach(accused=(ARMY,), standing="observed")
    life = life_of(
        DECLARED, tell("2004-10-11", "in_force", (REBELS, "observes"), outlet="B", breaches=(breach,)),
        tell("2004-10-12", "in_force", (REBELS, "observes"), outlet="C", breaches=(breach, undated)))
    assert [(one.accused_codes, one.accuser_codes, one.standing, len(one.words)) for one in life.breaches] == [
        (("NPLMIL",), ("NPLREB",), "claimed", 2), (("NPLMIL",), (), "observed", 1)]
    assert [len(breaches_by(life, day)) for day in ("2004-10-10", "2004-10-11", "2004-10-12")] == [0, 1, 2]


def test_a_way_told_beside_a_pause_ends_with_it():
    pause = tell("2004-10-02", "announced", (ARMY, "declares"), by=ARMY, ends="2004-10-04", kind="humanitarian_pause")
    road = tell("2004-10-02", "announced", (ARMY, "declares"), by=ARMY, kind="corridor")
    together = type(pause)(article=pause.article, arrangements=(*pause.arrangements, *(
        one for one in road.arrangements)))
    lives = {life.kinds[0]: life for life in arrangement_ledger([together])}
    assert lives["corridor"].carried_by == lives["humanitarian_pause"].id
    assert status(lives["corridor"], STATE, "2004-10-04") == "announced"
    assert status(lives["corridor"], STATE, "2004-10-05") == "unknown"
    own = tell("2004-10-02", "announced", (ARMY, "declares"), kind="corridor", ends="2004-10-09")
    both = type(pause)(article=pause.article, arrangements=(*pause.arrangements, *own.arrangements))
    assert {life.carried_by for life in arrangement_ledger([both])} == {None}


def test_the_life_as_it_was_known_on_a_day():
    life = life_of(*LIFE)
    assert as_known(life, "2004-10-01") is None
    early = as_known(life, "2004-10-05")
    assert [(party.party, len(party.entries)) for party in early.parties] == [(ARMED, 1), (STATE, 1)]
    assert [window.end for window in early.windows] == ["2004-11-03"]
    assert (early.first_told, early.last_told) == ("2004-10-02", "2004-10-05")
    assert as_known(life, "2005") == life


def test_a_length_told_with_the_day_of_its_announcement_ends_it():
    announced = {"announced_on": on("2004-10-02"), "duration_hours": 72.0}
    life = life_of(tell("2004-10-02", "announced", (REBELS, "declares"), by=REBELS, **announced))
    assert [(window.end, window.reckoned) for window in life.windows] == [("2004-10-05", True)]
    assert (status(life, ARMED, "2004-10-05"), status(life, ARMED, "2004-10-06")) == ("announced", "unknown")
    later = tell("2004-10-02", "scheduled", (REBELS, "declares"), by=REBELS, **announced)
    assert life_of(later).windows == ()


def test_an_order_of_one_side_that_ran_out_ends_it_for_that_side_only():
    agreed = tell("2004-10-02", "agreed", (ARMY, "accepts"), (REBELS, "accepts"))
    lapsed = tell("2004-10-12", "expired", (ARMY, "declares"), by=ARMY, outlet="B")
    life = life_of(agreed, lapsed)
    assert (status(life, STATE, "2004-10-12"), status(life, ARMED, "2004-10-12")) == ("expired", "agreed")


def test_undated_words_are_not_known_on_any_day():
    life = life_of(tell(None, "in_force", (REBELS, "observes")))
    assert status(life, ARMED, "2004-10-09") == "unknown"


def test_what_is_told_of_a_month_is_as_fine_as_told():
    life = life_of(tell("2004-10-02", "announced", (REBELS, "declares"), by=REBELS, ends="2004-11"))
    assert (status(life, ARMED, "2004-11-30"), status(life, ARMED, "2004-12-01")) == ("announced", "unknown")


def test_the_place_and_the_reports_of_a_life():
    life = life_of(DECLARED, REFUSED, EXTENDED, RAN_OUT)
    assert (life.place, life.places, life.countries) == (NEPAL, ("Nepal",), ("NPL",))
    assert (life.outlets, len(life.articles)) == (("Radio", "State Paper", "Wire", "World Service"), 4)
    assert (life.first_told, life.last_told) == ("2004-10-02", "2004-11-18")
