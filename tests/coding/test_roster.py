"""Whose "rebels", "army" and "fighters" a report means."""

from __future__ import annotations

import pytest

from dateline.coding.roster import is_bare, party_key
from dateline.records import ActorRef


@pytest.mark.parametrize(("text", "bare"), [
    ("rebels", True), ("Government soldiers", True), ("The army", True), ("two Syrian soldiers", False),
    ("the Syrian army", False), ("FARC", False), ("", True),
])
def test_bare_words_name_nobody(text: str, *, bare: bool) -> None:
    assert is_bare(text) is bare


def ref(country: str | None, sector: str, *, id_: str | None = None) -> ActorRef:
    """An actor of a country and sector."""
    return ActorRef(text="x", start=0, end=1, country=country, sector=sector, code=f"{country}{sector}", id=id_)


def test_the_arms_of_a_state_are_one_party_and_rebels_another() -> None:
    assert party_key(ref("SDN", "MIL")) == party_key(ref("SDN", "GOV"))
    assert party_key(ref("SDN", "REB")) != party_key(ref("SDN", "MIL"))
    assert party_key(ref("SDN", "REB", id_="a")) != party_key(ref("SDN", "REB", id_="b"))
