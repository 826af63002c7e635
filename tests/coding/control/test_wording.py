"""Who holds what, in many wordings: several places and holders, named sites, and words such as "in rebel hands"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coding.arranged import controls

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model


@pytest.mark.parametrize(("text", "expected"), [
    ("Government troops hold the airport and the port, while the militia holds the market district of Bria.",
     {("airport", "holds", "MIL"), ("port", "holds", "MIL"), ("Bria", "holds", "PRM")}),
    ("The RSF controls Nyala, while the army keeps El Fasher.",
     {("Nyala", "holds", "PRM"), ("El Fasher", "holds", "MIL")}),
    ("Russian troops hold the ridge of Zhuravka.", {("Zhuravka", "holds", "MIL")}),
    ("Baidoa is in rebel hands.", {("Baidoa", "holds", "REB")}),
    ("The militia has driven the army out of Bentiu.", {("Bentiu", "captured", "PRM")}),
    ("Islamist fighters lost Gao and withdrew from Timbuktu.", {("Gao", "lost", "REB"), ("Timbuktu", "lost", "REB")}),
    ("Soldiers have occupied the state broadcaster in Bujumbura.", {("broadcaster", "captured", "MIL")}),
    ("The rebels still hold out in Daraya.", {("Daraya", "holds", "REB")}),
    ("The Somali army has not lost Kismayo.", {("Kismayo", "holds", "MIL")}),
])
def test_who_holds_what(text: str, expected: set[tuple[str, str, str]], parts: Parts) -> None:
    found = controls(parts, text)
    assert {
        (one.place.text if one.place else "", one.change, (one.holder.sector or "") if one.holder else "")
        for one in found
    } == expected


@pytest.mark.parametrize("text", [
    "The army kept the airport open.",
    "Soldiers took up positions at the bridges.",
    "In the film, paratroopers storm the temple.",
    "After the USSR fell, Finland joined the union.",
    "Government-controlled areas were quiet.",
    "Rebels are holding a journalist.",
])
def test_no_control_is_told(text: str, parts: Parts) -> None:
    assert controls(parts, text) == []


def test_a_site_without_a_name_is_put_within_the_place_it_stands_in(parts: Parts) -> None:
    (one,) = controls(parts, "Soldiers have occupied the barracks in Gitega.")
    assert one.place is not None
    assert (one.place.text, one.place.within) == ("barracks", "Gitega")


SCENE = "Government troops and rebels fought in Sudan on Monday."


@pytest.mark.parametrize(("text", "expected"), [
    ("Kebkabiya, overrun by the rebels on Sunday, is quiet.", {("Kebkabiya", "captured", "SDNREB", None)}),
    ("Kutum was retaken from the rebels on Monday.", {("Kutum", "captured", "SDNMIL", "SDNREB")}),
    ("The bridge: army. Kutum: the rebels.", {("bridge", "holds", "SDNMIL", None), ("Kutum", "holds", "SDNREB", None)}),
    ("Kutum has been the army's since May, and Nyala since June.",
     {("Kutum", "holds", "SDNMIL", None), ("Nyala", "holds", "SDNMIL", None)}),
    ("Kutum, which had been in rebel hands since 2012, is now under army control.",
     {("Kutum", "holds", "SDNMIL", "SDNREB")}),
    ("Kutum, which the army says it captured on Friday, is calm.", {("Kutum", "captured", "SDNMIL", None)}),
    ("Barumba fell to the rebels and Tolaba is disputed house by house.",
     {("Barumba", "captured", "SDNREB", None), ("Tolaba", "contested", "SDNREB", None)}),
    ("Rebels were driven from Kutum; the army now keeps the town.",
     {("Kutum", "lost", "SDNREB", None), ("Kutum", "holds", "SDNMIL", None)}),
    ("Summary: the number of rebels killed fell to 12.", set()),
    ("The rebels captured Ahmed Hassan on Monday.", set()),
])
def test_terse_and_relative_tellings(
    text: str, expected: set[tuple[str, str, str, str | None]], parts: Parts,
) -> None:
    found = controls(parts, SCENE, text)
    assert {
        (one.place.name or one.place.text if one.place else None, one.change, one.holder.code if one.holder else None,
         one.from_holder.code if one.from_holder else None)
        for one in found
    } == expected
