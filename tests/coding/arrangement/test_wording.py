"""Arrangements told in many wordings: what verb, noun or permission makes them, whose they are, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coding.arranged import arrangements

if TYPE_CHECKING:
    from dateline.pipeline import Parts
    from dateline.records import Arrangement

pytestmark = pytest.mark.model

WAR = "Rebels and the army have fought here for months, and shelling goes on."


def brief(one: Arrangement) -> tuple[str, str, str, tuple[str, ...]]:
    """(kind, direction, status, sides)."""
    return (one.arrangement, one.direction, one.status, tuple(side.actor.text for side in one.sides))


@pytest.mark.parametrize(("text", "expected"), [
    ("Rebels broke off the ceasefire on Sunday.", ("ceasefire", "grants", "ended", ("Rebels",))),
    ("The guns fell silent in Donetsk at midnight.", ("ceasefire", "grants", "in_force", ())),
    ("Ukraine and Russia each handed back 150 captured soldiers.",
     ("exchange", "grants", "completed", ("Ukraine", "Russia"))),
    ("The militia released 12 captives and the army handed over the bodies of nine fighters.",
     ("exchange", "grants", "completed", ("The militia", "the army"))),
    ("The army waved a convoy of 14 trucks through the checkpoint at Beit Hanoun.",
     ("access", "grants", "in_force", ("The army",))),
    ("A UN team was refused passage to Kutum by the paramilitaries.",
     ("access", "restricts", "rejected", ("the paramilitaries",))),
    ("Fighters of the militia turned back nine lorries at the bridge.",
     ("access", "restricts", "rejected", ("Fighters of the militia",))),
    ("Both armies pulled their guns 15 kilometres back from the contact line.",
     ("stand_off", "grants", "in_force", ("Both armies",))),
    ("The garrison at Vukovar surrendered on November 18.", ("surrender", "grants", "completed", ("The garrison",))),
    ("A spokesman said the road would be kept as a corridor for food until April 20.",
     ("corridor", "grants", "announced", ())),
])
def test_one_is_told(text: str, expected: tuple[object, ...], parts: Parts) -> None:
    assert [brief(one) for one in arrangements(parts, text, WAR)] == [expected]


@pytest.mark.parametrize("text", [
    "Police closed the road to Dover after a crash.",
    "Authorities block a road in the village during the manhunt.",
    "The mayor hailed a truce between the two clubs.",
    "Iran is close to allowing inspectors in, the agency said.",
    "The department rejected several requests for more guards at its mission.",
    "Warplanes have a green light to strike.",
    "We need to move toward imposing a no-fly zone.",
    "The rebels came to a halt outside the town.",
])
def test_none_is_told(text: str, parts: Parts) -> None:
    assert arrangements(parts, text, WAR) == []


def test_both_sides_are_the_two_parties_of_the_report_and_it_is_told_that_they_are_inferred(parts: Parts) -> None:
    (one,) = arrangements(
        parts, "Thai troops and Cambodian troops shelled each other.",
        "Both sides agreed on a six-hour pause in fighting.",
    )
    assert sorted(side.actor.country or "" for side in one.sides) == ["KHM", "THA"]
    assert all("inferred" in why.note for why in one.why["sides"])


def test_who_may_use_a_road_is_no_party(parts: Parts) -> None:
    (one,) = [
        one for one in arrangements(parts, "Relief agencies may use the highway from Freetown to Bo.", WAR)
        if one.arrangement == "access"
    ]
    assert (one.sides, one.status) == ((), "in_force")


def test_two_clock_times_before_a_day_are_both_of_that_day(parts: Parts) -> None:
    (one,) = arrangements(
        parts, "The army said it would hold its fire in the old city from 09:00 to 15:00 on 9 November.",
    )
    assert one.effective_from is not None
    assert one.effective_to is not None
    assert (one.effective_from.start_date, one.effective_to.end_date) == ("2016-11-09T09:00", "2016-11-09T15:00")
