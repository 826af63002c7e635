"""Spellings of one name meet, names that only sound alike do not."""

from __future__ import annotations

import pytest

from dateline.gazetteer.actors import load_actors
from dateline.gazetteer.translit import Spellings, alike, skeleton


@pytest.fixture(scope="module")
def table():
    return load_actors()


@pytest.mark.parametrize(("name", "entity"), [
    ("Moammar Kadhafi", "person-muammar-gaddafi"), ("Muamar Qadhafi", "person-muammar-gaddafi"),
    ("Ahmed Shah Masood", "person-ahmad-shah-massoud"), ("Boris Yeltzin", "person-boris-yeltsin"),
])
def test_another_spelling_finds_the_person(table, name, entity):
    assert table.respelt(name) == entity


@pytest.mark.parametrize("name", ["Kadhafi", "Hussein Ali", "Vladimir Puhtinov", "", "Jo Ba", "New York"])
def test_too_little_or_too_far_finds_nobody(table, name):
    assert table.respelt(name) is None


def test_names_with_one_key_are_told_apart_by_their_letters():
    assert skeleton("Hassan Ali Nasr") == skeleton("Hussein Ali Nasr")
    assert not alike("Hassan Moro", "Hussein Mera")
    assert alike("Ahmad Shah Massoud", "Ahmed Shah Masood")


def test_bearers_of_one_key_come_in_the_order_given():
    spellings = Spellings([("Ali Massoud Khan", "b"), ("Ali Masood Khan", "a"), ("Lone", "c")])
    assert spellings.bearers("Ali Masud Khan") == ("b", "a")
    assert spellings.bearers("Lone") == ()
