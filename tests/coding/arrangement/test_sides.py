"""Whose arrangement it is: bare armies and rebels, those who ask, go between or are told, and who is left unnamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coding.arranged import arrangements

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model


def sides(parts: Parts, *paragraphs: str) -> list[list[tuple[str | None, str]]]:
    """(code, role) of the sides of each arrangement."""
    return [[(side.actor.code, side.role) for side in one.sides] for one in arrangements(parts, *paragraphs)]


def test_the_government_is_that_of_the_rebels_told(parts: Parts) -> None:
    told = sides(parts, "Pakistan's Taliban ended a month-long ceasefire with the government on Wednesday.")
    assert [set(one) for one in told] == [{("PAKREB", "rejects"), ("PAKGOV", "accepts")}]


def test_an_army_of_another_country_is_not_taken_for_home(parts: Parts) -> None:
    told = sides(
        parts, "Hezbollah declared a ceasefire on Monday.", "Israel's army shelled its posts.",
        "The army said it was not bound.",
    )
    assert ("LBNMIL", "rejects") not in [side for one in told for side in one]


def test_a_party_that_is_asked_is_told_of_it(parts: Parts) -> None:
    told = sides(
        parts, "UN officials asked the Houthi rebels for a 48-hour humanitarian pause in Marib to bring vaccines.",
    )
    assert [set(one) for one in told] == [{("YEMREB", "notified"), ("UNOGOV", "mediator")}]


def test_the_one_party_of_a_sentence_grants_or_refuses(parts: Parts) -> None:
    told = sides(
        parts, "Vaccinators may enter Marja from 16 to 18 June, a Taliban commander has written to the agency.",
        "The army shelled rebels there for weeks.",
    )
    assert told == [[("AFGREB", "declares")]]


def test_two_that_fight_are_the_parties_of_a_truce_that_names_none(parts: Parts) -> None:
    found = arrangements(
        parts, "A 24-hour truce ran out at 6 a.m. on Sunday.", "Ukraine's army said rebels had shelled a village.",
        "Ukrainian rebels denied it, and Ukraine's army fired back.",
    )
    assert [{side.actor.sector for side in one.sides} for one in found] == [{"MIL", "REB"}]
    assert "inferred" in found[0].why["sides"][0].note


def test_an_owner_alone_declares(parts: Parts) -> None:
    assert sides(parts, "Russia's 72-hour truce in Ukraine ended at midnight.") == [[("RUSGOV", "declares")]]


def test_a_party_that_will_have_none_rejects(parts: Parts) -> None:
    told = arrangements(parts, "The Colombian army will keep no truce with the rebels, a general said.")
    assert [(one.status, one.sides[0].role) for one in told] == [("rejected", "rejects")]


@pytest.mark.parametrize("text", [
    "Two roasters who had undercut each other declared a truce on Tuesday.",
    "Rival drug stores agreed a truce after a year of undercutting each other.",
    "Port workers and shipping agents have declared a truce for a week.",
    "The pop agencies have agreed a truce over the chart rules.",
])
def test_a_truce_of_shops_and_workers_is_none(text: str, parts: Parts) -> None:
    assert arrangements(parts, text) == []
