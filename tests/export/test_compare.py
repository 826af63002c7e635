"""Somebody else's rows beside our events: what matches, what must not, and why."""

from __future__ import annotations

import random

import pytest

from dateline.export import compare as comparing
from dateline.export.compare import distance_km, load_rules, rules_with
from dateline.export.schemas.units import Unit, speak_for, units_of_claims
from dateline.records import Factuality, Quantity
from dateline.records.foreign import ForeignEvent, ForeignParty
from tests.making import actor, claim, day, place

RULES = load_rules()
ARMY = actor("army", name="Syrian army", country="SYR", sector="MIL")
PEOPLE = actor("people", country="SYR", sector="CVL")
ALEPPO = place(country="SYR", admin1="Aleppo", latitude=36.2, longitude=37.16, uncertainty_km=5.0)


def compare(rows, claims, *, rules):
    """Claims, each by itself, beside rows."""
    return comparing.compare(rows, units_of_claims(claims), rules=rules)


def ours(**slots):
    return claim(**{"event": "ASSAULT", "mode": "aerial", "id": "c-1", "actors": (ARMY,), "recipients": (PEOPLE,),
                    "place": ALEPPO, **slots})


def theirs(**slots):
    return ForeignEvent(**{
        "id": "f-1", "scheme": "acled", "start_date": "2016-10-19", "end_date": "2016-10-19", "event": "ASSAULT",
        "country": "SYR", "admin1": "Aleppo", "latitude": 36.3, "longitude": 37.2, "directed": False,
        "actors": (ForeignParty(name="Military Forces of Syria", country="SYR", sector="MIL"),), **slots})


def killed(low, high):
    return Quantity(kind="killed", low=low, high=high, bound="exact", text="x", start=0, end=1)


def reasons(row, one, rules=RULES):
    found = compare((row,), (one,), rules=rules)
    assert [len(found.both), len(found.only_theirs), len(found.only_ours)] in ([1, 0, 0], [0, 1, 1])
    return found.both[0].reasons if found.both else None


def test_the_same_strike_with_all_its_grounds():
    found = compare((theirs(deaths_low=10, deaths_high=15),), (ours(quantities=(killed(12, 12),)),), rules=RULES)
    assert (found.only_theirs, found.only_ours) == ((), ())
    assert [(one.score, one.reasons) for one in found.both] == [
        (8.5, ("same day", "both ASSAULT", "12 km apart", "SYRMIL on both sides", "tolls fit"))]


@pytest.mark.parametrize(("row", "one", "words"), [
    ({"start_date": "2016-10-20", "end_date": "2016-10-20"}, {}, "1 day apart"),
    ({"start_date": "2016-10-17", "end_date": "2016-10-21"}, {}, "same day"),
    ({"start_date": "2016-10-15", "end_date": "2016-10-15", "day_precision": "week"}, {}, "same day"),
    ({"deaths_low": 40}, {"quantities": (killed(12, 12),), "place": ALEPPO}, "tolls differ"),
    ({"latitude": None, "longitude": None}, {}, "both in Aleppo"),
    ({}, {"factuality": Factuality(polarity="-")}, "ours is denied, planned or conditional"),
    ({"actors": (), "recipients": (ForeignParty(name="x", country="SYR", sector="MIL"),)}, {}, "SYRMIL on both sides"),
    ({"actors": (ForeignParty(name="the Syrian Army"),)}, {}, "Syrian army on both sides"),
])
def test_what_else_matches_and_why(row, one, words):
    assert words in reasons(theirs(**row), ours(**one))


@pytest.mark.parametrize(("row", "one"), [
    ({"start_date": "2016-10-22", "end_date": "2016-10-22"}, {}),
    ({"event": "PROTEST"}, {}),
    ({"country": "IRQ"}, {}),
    ({"latitude": 33.5, "longitude": 36.3}, {}),
    ({"actors": (ForeignParty(name="Russia", country="RUS", sector="MIL"),)}, {}),
    ({}, {"time": None}),
    ({"start_date": "2016", "end_date": "2016"}, {}),
    ({"day_precision": "year"}, {}),
    ({"latitude": None, "longitude": None, "admin1": None}, {"actors": (), "recipients": ()}),
    ({}, {"time": day("2016", precision="year")}),
    ({"start_date": "9999-99-99", "end_date": "x"}, {}),
])
def test_what_must_not_match(row, one):
    assert reasons(theirs(**row), ours(**one)) is None


def test_a_direction_the_other_way_round_is_said():
    row = theirs(directed=True, actors=(), recipients=(ForeignParty(name="x", country="SYR", sector="MIL"),))
    assert reasons(row, ours())[-1] == "sides the other way round"


def test_coders_who_call_one_thing_by_two_names():
    row = theirs(event="CONCEDE")
    assert "CONCEDE beside RETREAT" in reasons(row, ours(event="RETREAT", mode="ceasefire"))


def test_several_rows_of_one_happening_match_one_claim_and_a_worse_one_does_not():
    rows = (theirs(), theirs(id="f-2"), theirs(id="f-3", start_date="2016-10-20", end_date="2016-10-20", actors=(),
                                                latitude=36.2, longitude=37.16))
    found = compare(rows, (ours(),), rules=rules_with(days=1))
    assert [one.theirs.id for one in found.both] == ["f-1", "f-2"]
    assert [row.id for row in found.only_theirs] == ["f-3"]


def event_of(*claims):
    return Unit("e-1", speak_for(claims), claims)


def test_an_event_is_one_match_by_the_account_that_fits_best():
    late = ours(id="c-2", time=day("2016-10-22"))
    event = event_of(late, ours(id="c-3", time=day("2016-10-22")), ours())
    found = comparing.compare((theirs(),), (event,), rules=RULES)
    assert [(one.ours.id, one.score, one.reasons[-1]) for one in found.both] == [
        ("e-1", 7.5, "by one account of several")]
    assert (found.only_theirs, found.only_ours) == ((), ())


def test_reprints_of_one_account_are_no_choice_among_accounts():
    found = comparing.compare((theirs(),), (event_of(ours(), ours(id="c-2")),), rules=RULES)
    assert [one.reasons for one in found.both] == [
        ("same day", "both ASSAULT", "12 km apart", "SYRMIL on both sides")]


def test_an_event_that_no_account_fits_is_only_ours_once():
    found = comparing.compare((theirs(country="IRQ"),), (event_of(ours(), ours(id="c-2")),), rules=RULES)
    assert ([one.id for one in found.only_ours], len(found.only_theirs)) == (["e-1"], 1)


def test_days_and_distance_can_be_set():
    late = theirs(start_date="2016-10-22", end_date="2016-10-22")
    assert reasons(late, ours(), rules_with(days=3))[0] == "3 days apart"
    far = theirs(latitude=37.2, longitude=37.16)
    assert reasons(far, ours(), rules_with(km=50)) is None
    assert "111 km apart" in reasons(far, ours(), rules_with(km=120))


def test_the_answer_does_not_depend_on_the_order_and_loses_nothing():
    rows = [theirs(id=f"f-{at}", start_date=f"2016-10-{10 + at:02}", end_date=f"2016-10-{10 + at:02}")
            for at in range(9)]
    claims = [ours(id=f"c-{at}", time=day(f"2016-10-{10 + at * 2:02}")) for at in range(6)]
    first = compare(rows, claims, rules=RULES)
    for seed in range(3):
        mixed = random.Random(seed)
        assert compare(mixed.sample(rows, 9), mixed.sample(claims, 6), rules=RULES) == first
    assert {one.theirs.id for one in first.both} | {row.id for row in first.only_theirs} == {row.id for row in rows}
    assert {one.ours.id for one in first.both} | {one.id for one in first.only_ours} == {one.id for one in claims}


@pytest.mark.parametrize(("one", "other", "km"), [
    ((0, 0), (0, 0), 0), ((0, 0), (0, 1), 111.19), ((90, 0), (-90, 0), 20015.09), ((0, 179.5), (0, -179.5), 111.19),
])
def test_distances(one, other, km):
    assert distance_km(one, other) == pytest.approx(km, abs=0.01)
