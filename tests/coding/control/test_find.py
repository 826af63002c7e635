"""Who holds, took, lost or fights over which place, as sentences; and what tells no control."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coding.arranged import controls

if TYPE_CHECKING:
    from dateline.pipeline import Parts
    from dateline.records import ControlClaim

pytestmark = pytest.mark.model


def brief(claim: ControlClaim) -> tuple[str | None, ...]:
    """(change, place, part, holder, from whom)."""
    return (
        claim.change, claim.place.text if claim.place else None, claim.part,
        claim.holder.code if claim.holder else None, claim.from_holder.code if claim.from_holder else None,
    )


@pytest.mark.parametrize(("text", "expected"), [
    ("Aleppo remains divided between Syrian government forces in the west and militants in the east.",
     [("holds", "Aleppo", "east", "UAF", None), ("holds", "Aleppo", "west", "SYRMIL", None)]),
    ("Turkish troops captured the town of Afrin from Kurdish fighters on Sunday.",
     [("captured", "Afrin", None, "TURMIL", "UAF")]),
    ("Palmyra fell to Islamic State in May 2015.", [("captured", "Palmyra", None, "IMGREB", None)]),
    ("The Syrian army no longer controls Palmyra.", [("lost", "Palmyra", None, "SYRMIL", None)]),
    ("The Syrian army has lost Palmyra to Islamic State militants.",
     [("captured", "Palmyra", None, "IMGREB", "SYRMIL")]),
    ("M23 rebels control most of North Kivu province.", [("holds", "North Kivu", "most", "CODREB", None)]),
    ("The city of Kobani was captured on Monday.", [("captured", "Kobani", None, None, None)]),
    ("Russian forces retook Babdin Square in northeastern Aleppo.",
     [("captured", "Babdin Square", None, "RUSMIL", None)]),
    ("Mosul is now in the hands of Islamic State fighters.", [("holds", "Mosul", None, "IMGREB", None)]),
    ("Shells hit Houthi-held Hodeidah.", [("holds", "Hodeidah", None, "YEMREB", None)]),
])
def test_who_holds_what(text: str, expected: list[tuple[str | None, ...]], parts: Parts) -> None:
    assert sorted(map(brief, controls(parts, text)), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("text", [
    "Russian forces launched an offensive to capture Kyiv.",
    "Russian troops will seize Kharkiv, a senator said.",
    "The city of Raqqa is on the verge of being captured by the Syrian Democratic Forces.",
    "Police captured two suspects in Lyon.",
    "Republicans took control of Ohio in the election.",
    "The army seized weapons in Basra.",
    "Militants have been fighting to control Tripoli.",
    "Government-controlled areas were quiet.",
    "If rebels take Goma, thousands will flee.",
])
def test_no_control_is_told(text: str, parts: Parts) -> None:
    assert controls(parts, text) == []


def test_an_unknown_holder_has_its_reason(parts: Parts) -> None:
    (claim,) = controls(parts, "The city of Kobani was captured on Monday.")
    assert claim.unresolved["holder"] == "the report does not say by whom"


def test_an_army_on_its_own_victory_has_a_stake(parts: Parts) -> None:
    (claim,) = controls(parts, "The Syrian army said its troops captured the town of Palmyra.")
    assert (claim.stake, claim.attribution[0].speakers[0].actor is not None) == ("actor", True)


def test_the_same_by_the_same_voice_is_told_once(parts: Parts) -> None:
    found = controls(parts, "Turkish troops captured Afrin on Sunday.", "Turkish troops captured Afrin.")
    assert [brief(one) for one in found] == [("captured", "Afrin", None, "TURMIL", None)]


def test_a_headline_alone_tells_no_control(parts: Parts) -> None:
    assert controls(parts, "Officials met on Sunday.", headline="Turkish troops capture Afrin") == []
