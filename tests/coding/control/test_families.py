"""Families of wording for control: nouns, whose it is, who left, how much of it, and what looks like each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coding.arranged import controls

if TYPE_CHECKING:
    from dateline.pipeline import Parts
    from dateline.records import ControlClaim

pytestmark = pytest.mark.model

WAR = "Soldiers and rebels fought on Monday."


def brief(claim: ControlClaim) -> tuple[str | None, ...]:
    """(change, place, part, sector of the holder, sector of who held it before)."""
    return (
        claim.change, claim.place.text if claim.place else None, claim.part,
        claim.holder.sector if claim.holder else None, claim.from_holder.sector if claim.from_holder else None,
    )


@pytest.mark.parametrize(("text", "expected"), [
    ("The capture of Kidal by the Malian army was announced on Monday.", ("captured", "Kidal", None, "MIL", None)),
    ("The fall of Ramadi to Islamic State militants shocked Baghdad.", ("captured", "Ramadi", None, "REB", None)),
    ("The army's loss of El Fasher was confirmed by residents.", ("lost", "El Fasher", None, "MIL", None)),
    ("The rebels were ousted from Kindu.", ("lost", "Kindu", None, "REB", None)),
    ("The army drove the rebels out of Bor.", ("captured", "Bor", None, "MIL", "REB")),
    ("Control of Kirkuk passed from the rebels to Iraqi government forces.",
     ("captured", "Kirkuk", None, "MIL", "REB")),
    ("Makeni was back in rebel hands.", ("holds", "Makeni", None, "REB", None)),
    ("Eritrean soldiers remain in Badme.", ("holds", "Badme", None, "MIL", None)),
    ("Kunduz remains with the insurgents.", ("holds", "Kunduz", None, "REB", None)),
    ("Kunduz has been the rebels' since Thursday.", ("holds", "Kunduz", None, "REB", None)),
    ("Russian troops have most of Bakhmut.", ("holds", "Bakhmut", "most", "MIL", None)),
    ("Rebels control about 80 percent of Debaltseve.", ("holds", "Debaltseve", "80 percent", "REB", None)),
    ("Rebel troops marched into Bukavu unopposed.", ("captured", "Bukavu", None, "REB", None)),
    ("Sudanese army soldiers are fighting street by street with the rebels for Omdurman.",
     ("contested", "Omdurman", None, "MIL", None)),
])
def test_wordings_of_control(text: str, expected: tuple[str | None, ...], parts: Parts) -> None:
    assert [brief(one) for one in controls(parts, WAR, text)] == [expected]


@pytest.mark.parametrize("text", [
    "The rebels tried to take Kananga.",
    "The army vowed to retake Kunduz.",
    "Troops advanced on Grozny.",
    "The army had not managed to take Khiam.",
    "Soldiers were chasing the rebels out of Mayadeen.",
    "The plan for the capture of Mosul was drawn up in Washington.",
    "The capture of a rebel leader was hailed in Bukavu.",
    "The rebels promised a truce to hold until October 8 in Rakhine.",
    "Up to 500 fighters remain in Raqqa.",
    "Two soldiers whom the rebels took in Columbio are to be freed.",
    "The fall of the Berlin Wall was marked in Leipzig.",
])
def test_what_only_looks_like_control(text: str, parts: Parts) -> None:
    assert controls(parts, WAR, text) == []


@pytest.mark.parametrize("text", [
    '"We have captured Heredia," said a sales director.',
    "Alajuela fell to the competition.",
])
def test_a_report_of_no_war_tells_no_capture(text: str, parts: Parts) -> None:
    assert controls(parts, text) == []


def test_a_denied_fall_is_negative(parts: Parts) -> None:
    (claim,) = controls(parts, "The Malian army denied that Kidal had fallen to the rebels.")
    assert (claim.change, claim.factuality.polarity) == ("captured", "-")
