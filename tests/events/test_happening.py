from __future__ import annotations

import msgspec
import pytest

from dateline.events.happening import build_event, event_id, oldest_first
from dateline.events.judge import sketches
from dateline.records import Event, SlotValue
from tests.events.told import article, dead, on, party, says, told, where

EARLY = article("early", "Shells hit the market.", published="1993-03-16", outlet="The Courier")
LATE = article("late", "The market was shelled from the hill.", published="1993-03-18", outlet="The Herald")
ARTICLES = {EARLY.id: EARLY, LATE.id: LATE}
SERBS, MUSLIMS = party("BIHREB", ident="bosnian-serb-army"), party("BIHMIL", ident="arbih")


def early(**slots):
    return told(EARLY, "Shells [hit] the market.", **slots)


def late(**slots):
    return told(LATE, "The market was [shelled] from the hill.", **slots)


def event(*claims, **more):
    """Of claims that a person put together, so that every origin counts."""
    more.setdefault("joined", frozenset(claim.id for claim in claims))
    return build_event(claims, ARTICLES, sketches=sketches(claims, ARTICLES), **more)


def test_a_whole_record():
    one, two = early(time=on("1993-03-16"), quantities=(dead(14),)), late(time=on("1993-03-16"), quantities=(dead(14),))
    found = event(two, one)
    both = (one.id, two.id)
    assert found == Event(
        id="e-" + one.id[2:], claims=both, articles=(EARLY.id, LATE.id), outlets=("The Courier", "The Herald"),
        distinct_origins=2, stakes=("unknown",), flags=("several_distinct_origins",),
        slots={
            "certainty": (SlotValue(value="certain", claims=both),),
            "event": (SlotValue(value="ASSAULT", claims=both),),
            "killed": (SlotValue(value={"who": None, "low": 14, "high": 14, "bound": "exact"}, claims=both),),
            "polarity": (SlotValue(value="+", claims=both),),
            "temporal": (SlotValue(value="past", claims=both),),
            "time": (SlotValue(value={"start_date": "1993-03-16", "end_date": "1993-03-16", "precision": "day",
                                      "basis": "relative"}, claims=both),),
        })


def test_values_that_disagree_stand_side_by_side_the_commonest_first():
    third = told(LATE, "[The] market was shelled from the hill.", quantities=(dead(18),))
    found = event(early(quantities=(dead(14),)), late(quantities=(dead(18),)), third)
    assert [(one.value["low"], len(one.claims)) for one in found.slots["killed"]] == [(18, 2), (14, 1)]


def test_an_actor_is_one_value_however_it_is_called():
    again = party("BIHREB", ident="bosnian-serb-army", text="the Serb gunners")
    found = event(early(actors=(SERBS,)), late(actors=(again,)))
    assert len(found.slots["actors"]) == 1
    assert {"text", "start", "end"}.isdisjoint(found.slots["actors"][0].value)


def test_the_oldest_claim_names_the_event_and_ids_once_given_out_become_aliases():
    one, two = early(), late()
    assert event(two, one).id == event_id(one.id)
    assert event(one, two, issued=frozenset({event_id(two.id), "e-other"})).aliases == (event_id(two.id),)
    assert event(one, two).aliases == ()


def test_reports_without_a_day_come_last():
    undated = article("undated", "Shells hit the market.", published=None)
    claim = told(undated, "Shells [hit] the market.")
    assert oldest_first([claim, late()], {**ARTICLES, undated.id: undated})[1] == claim


@pytest.mark.parametrize(("claims", "wanted"), [
    ([early()], {"single_origin"}),
    ([early(stake="actor", by=says("the army", actor=MUSLIMS))], {"single_origin", "self_reported_only"}),
    ([early(), late(denied=True)], {"several_distinct_origins", "accounts_differ", "denied"}),
    ([early(actors=(SERBS,)), late(actors=(MUSLIMS,))], {"several_distinct_origins", "accounts_differ"}),
    ([early(quantities=(dead(14),)), late(quantities=(dead(90),))], {"several_distinct_origins", "accounts_differ"}),
    ([early(quantities=(dead(14),)), late(quantities=(dead(14),))], {"several_distinct_origins"}),
    ([early(place=where("Zenica")), late()], {"several_distinct_origins"}),
])
def test_flags(claims, wanted):
    assert set(event(*claims).flags) == wanted


def test_a_count_that_is_open_above_fits_a_higher_one():
    least = msgspec.structs.replace(dead(12), high=None, bound="at_least")
    assert "accounts_differ" not in event(early(quantities=(least,)), late(quantities=(dead(15),))).flags


def test_a_claim_that_is_only_just_of_the_event_brings_no_origin_of_its_own():
    one, two = early(time=on("1993-03-16")), late(time=on("1993-03-16"))
    assert event(one, two, joined=frozenset()).distinct_origins == 1
    placed = early(time=on("1993-03-16"), place=where("Zenica")), late(time=on("1993-03-16"), place=where("Zenica"))
    assert event(*placed, joined=frozenset()).distinct_origins == 2


def test_what_people_did_is_flagged():
    one = early()
    assert event(one, corrected=frozenset({one.id}), confirmed=frozenset({one.id})).flags == (
        "single_origin", "corrected", "confirmed_by_person")


def test_no_word_of_the_program_settles_it():
    record = msgspec.json.encode(event(early(), late())).decode()
    assert "corroborated" not in record
    assert "confirmed" not in record
