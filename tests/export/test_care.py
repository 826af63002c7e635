from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from dateline.config.policy import default_policy
from dateline.export.care import Gate, held_until, joint_rule, last_moment, names_of, roles_for_names
from dateline.export.coarser import coarser
from dateline.records import PrivatePerson, Route, Span, Terms, encode
from tests.making import actor, arrangement, claim, control, day, hop, place, speaker

NOW = dt.datetime(2016, 10, 20, 12, tzinfo=dt.UTC)
LATER = dt.datetime(2016, 11, 20, tzinfo=dt.UTC)
FOUAH = place(
    "Fouah", country="SYR", admin1="Idlib", admin2="Idlib District", latitude=35.98, longitude=36.70,
    uncertainty_km=2.0, precision="city", geonames_id=1)


def gate(output="file", now=NOW, **changes):
    return Gate(msgspec.structs.replace(default_policy(), **changes), output, now)


def test_what_gives_no_reason_goes_out_whole_with_its_tier():
    record = claim()
    made = gate().clear(record, published="2016-10-19")
    assert made == msgspec.structs.replace(record, tier="GREEN")


@pytest.mark.parametrize("output", ["file", "map", "api", "alert", "digest", "feed", "release"])
@pytest.mark.parametrize("record", [claim, arrangement, control])
def test_a_movement_is_held_until_three_days_after_it_in_each_output(output, record):
    told = record(sensitive=("convoy_movement",), **({} if record is arrangement else {"time": day("2016-10-21")}))
    if record is arrangement:
        told = record(sensitive=("convoy_movement",), effective_to=day("2016-10-21"))
    door = gate(output, dt.datetime(2016, 10, 24, 23, 59, tzinfo=dt.UTC))
    assert door.clear(told, published="2016-10-19") is None
    assert (door.held, door.next_release) == (1, dt.datetime(2016, 10, 25, tzinfo=dt.UTC))
    after = gate(output, dt.datetime(2016, 10, 25, tzinfo=dt.UTC)).clear(told, published="2016-10-19")
    assert after is not None
    assert after.tier == "AMBER"


@pytest.mark.parametrize("output", ["table", "desk"])
def test_whoever_has_the_store_sees_all_of_it_marked(output):
    record = claim(sensitive=("shelter",), place=FOUAH)
    made = gate(output).clear(record, published="2016-10-19")
    assert made == msgspec.structs.replace(record, tier="AMBER")


def test_an_output_that_drops_takes_none():
    door = gate("feed", LATER, outputs={**default_policy().outputs, "feed": "drop"})
    assert door.clear(claim(sensitive=("victim",)), published="2016-10-19") is None
    assert (door.dropped, door.held) == (1, 0)


def test_places_are_no_finer_than_the_district_and_no_word_gives_them_away():
    record = claim(
        sensitive=("convoy_movement",), place=FOUAH,
        actors=(actor("residents of Fouah", sector="CVL", country="SYR"),),
        attribution=(hop(speaker("the mayor of Fouah"), cue=Span(text="said in Fouah", start=3, end=16), place=FOUAH),))
    made = gate(now=LATER).clear(record, published="2016-10-19")
    assert made is not None
    assert b"Fouah" not in encode(made)
    assert (made.place.name, made.place.precision, made.place.admin1) == ("Idlib District", "district", "Idlib")
    assert (made.place.latitude, made.place.longitude) == (35.75, 36.75)
    assert made.place.uncertainty_km == 42.0
    assert made.handling == ("places no finer than the district", "words withheld")


def test_the_routes_of_a_corridor_go_but_not_their_number():
    record = arrangement(
        sensitive=("corridor_route",), place=FOUAH, terms=Terms(
            count=2, routes=(Route(count=2, for_="families", from_="Fouah", via=("Babolin",), to="Hama"),),
            purpose=("leaving Fouah",), numbers=("60 buses from Fouah",)))
    made = gate(now=LATER).clear(record, published="2016-10-19")
    assert made is not None
    assert [name for name in (b"Fouah", b"Babolin", b"Hama") if name in encode(made)] == []
    assert made.terms == Terms(count=2, routes=(Route(count=2),))


def test_a_private_person_is_told_by_the_role_everywhere():
    person = PrivatePerson(text="Amal Haddad", start=4, end=15, role="a teacher")
    record = claim(
        sensitive=("victim", "private_person"), private=(person,), recipients=(actor("Amal Haddad", sector="CVL"),),
        attribution=(hop(speaker("a cousin of Haddad")),))
    made = gate().clear(record, published="2016-10-19")
    assert made is not None
    assert b"Haddad" not in encode(made)
    assert made.recipients[0].text == "[a teacher]"
    assert made.attribution[0].speakers[0].text == "a cousin of [a teacher]"
    assert made.private == ()
    assert made.handling == ("private persons by their role",)


def test_codes_are_never_taken_for_names():
    person = PrivatePerson(text="Amal Retreat", start=0, end=3, role="a teacher")
    record = claim(sensitive=("private_person",), private=(person,))
    assert roles_for_names(record, (person,)).event == "RETREAT"
    assert names_of("Amal al-Haddad") == ("Amal al-Haddad", "Amal")
    assert names_of("  ") == ()


def test_what_has_two_reasons_is_handled_for_both():
    reasons = default_policy().reasons
    rule = joint_rule([reasons["notification_list"], reasons["victim"]])
    assert (rule.hold_hours, rule.places, rule.names, rule.words) == (72, "province", "role", "withhold")


def test_what_nobody_dates_is_held_for_good():
    record = claim(sensitive=("shelter",), time=None)
    rule = default_policy().reasons["shelter"]
    assert held_until(record, rule, published=None) == dt.datetime.max.replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(("value", "moment"), [
    ("2016-10-19", dt.datetime(2016, 10, 20, tzinfo=dt.UTC)), ("2016-10", dt.datetime(2016, 11, 1, tzinfo=dt.UTC)),
    ("2016-12", dt.datetime(2017, 1, 1, tzinfo=dt.UTC)), ("2016", dt.datetime(2017, 1, 1, tzinfo=dt.UTC)),
    ("2016-10-19T18:06", dt.datetime(2016, 10, 19, 18, 6, tzinfo=dt.UTC)),
    ("2016-10-19T18:06+03:00", dt.datetime(2016, 10, 19, 15, 6, tzinfo=dt.UTC)),
    ("9999", None), ("2016-13", None), ("soon", None), (None, None),
])
def test_the_last_moment_of_a_time_as_fine_as_it_is_told(value, moment):
    assert last_moment(value) == moment


@pytest.mark.parametrize(("level", "name", "precision"), [
    ("exact", "Fouah", "city"), ("district", "Idlib District", "district"), ("province", "Idlib", "province"),
    ("country", "SYR", "country"),
])
def test_a_place_by_level(level, name, precision):
    made = coarser(FOUAH, level)
    assert made is not None
    assert (made.name, made.precision) == (name, precision)


def test_a_place_that_is_coarse_already_stays_and_one_without_a_district_goes_wider():
    province = place("Idlib", country="SYR", admin1="Idlib", precision="province")
    assert coarser(province, "district") == province
    bare = place("Fouah", country="SYR", precision="city", latitude=35.98, longitude=36.70)
    made = coarser(bare, "district")
    assert made is not None
    assert (made.name, made.precision, made.latitude) == ("SYR", "country", None)
    assert coarser(FOUAH, "none") is None
