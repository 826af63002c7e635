"""Truces by order or decree, words by which a party is bound or not, and proposals of those who stand between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coding.arranged import arrangements

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model

WAR = "Shelling in the province has displaced thousands of civilians since April."


def told(parts: Parts, sentence: str) -> list[tuple[str, str, list[tuple[str | None, str]]]]:
    """(kind, status, sides by sector) of each arrangement of a sentence in a report of war."""
    return [
        (one.arrangement, one.status, sorted((side.actor.sector, side.role) for side in one.sides))
        for one in arrangements(parts, sentence, WAR)
    ]


@pytest.mark.parametrize("sentence", [
    "The rebel commander signed an order obliging all units to refrain from the use of weapons.",
    "The rebel commander issued a directive to his fighters to cease all attacks.",
    "The rebel commander ordered his men to stop shooting.",
])
def test_who_orders_it_declares_it(sentence: str, parts: Parts) -> None:
    assert [one[::2] for one in told(parts, sentence)] == [("ceasefire", [("REB", "declares")])]


@pytest.mark.parametrize("sentence", [
    "The rebel commander ordered his men to open fire.",
    "The guerrillas will not be bound by the vote, their spokesman said.",
    "The army will not halt its recruitment, a spokesman said.",
    "The rebels lifted the mood of their fighters.",
    "Jets of the army bombed rebel positions hours before the guns fell silent.",
])
def test_other_orders_and_refusals_are_none(sentence: str, parts: Parts) -> None:
    assert told(parts, sentence) == []


@pytest.mark.parametrize(("sentence", "expected"), [
    ("The guerrillas will not be bound by the truce, their spokesman said.",
     ("ceasefire", "rejected", [("REB", "rejects")])),
    ("The guerrillas are bound by a truce of their own making.", ("ceasefire", "in_force", [("REB", "observes")])),
    ("The army will not halt its operations, a spokesman said, dismissing the truce offer.",
     ("ceasefire", "rejected", [("MIL", "rejects")])),
    ("The rebels lifted the truce after an attack on a post.", ("ceasefire", "ended", [("REB", "rejects")])),
])
def test_who_is_bound(sentence: str, expected: tuple[str, str, list[tuple[str, str]]], parts: Parts) -> None:
    assert told(parts, sentence) == [expected]


def test_a_government_whose_proposal_is_accepted_is_a_mediator(parts: Parts) -> None:
    sides = told(parts, "Hamas accepted the Egyptian proposal for a truce.")[0][2]
    assert sides == [("GOV", "mediator"), ("REB", "accepts")]


def test_a_condition_is_no_truce(parts: Parts) -> None:
    found = told(parts, "The rebels would let the ship dock, provided the navy held its fire.")
    assert "ceasefire" not in [kind for kind, _, _ in found]


def test_several_armies_of_one_country_are_its_armed_groups(parts: Parts) -> None:
    found = arrangements(
        parts, "The Arakan Army and its allies spoke of the ceasefire.",
        "The three armies extended the unilateral ceasefire.", WAR,
    )
    assert {side.actor.code for one in found for side in one.sides} == {"MMRREB"}
