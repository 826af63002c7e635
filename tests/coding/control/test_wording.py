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
