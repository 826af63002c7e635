"""Counts, distances, ways and purposes of an arrangement, in the words of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.records import Route
from tests.coding.arranged import arrangements

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model

WAR = "Rebels and the army have fought here for months, and shelling goes on."


@pytest.mark.parametrize(("text", "count"), [
    ("Armenia and Azerbaijan exchanged the bodies of ten soldiers on Saturday.", 10),
    ("Ukraine and Russia swapped 205 prisoners on Friday.", 205),
    ("The two sides agreed on an exchange of 1,000 prisoners.", 1000),
    ("Eighty-two rebel fighters gave themselves up to the army on Wednesday.", 82),
    ("Ukraine and Russia exchanged prisoners on Friday.", None),
])
def test_how_many_are_exchanged_or_give_up(text: str, count: int | None, parts: Parts) -> None:
    assert [one.terms.count for one in arrangements(parts, text, WAR)] == [count]


@pytest.mark.parametrize(("text", "route"), [
    ("A humanitarian corridor will be open from Grozny through Staraya Sunzha to Petropavlovskaya for civilians.",
     Route(for_="civilians", from_="Grozny", via=("Staraya Sunzha",), to="Petropavlovskaya")),
    ("The Red Cross evacuated 240 wounded civilians from Mullaittivu to Trincomalee.",
     Route(for_="240 wounded civilians", from_="Mullaittivu", to="Trincomalee")),
])
def test_ways_with_both_ends(text: str, route: Route, parts: Parts) -> None:
    assert [one.terms.routes for one in arrangements(parts, text, WAR)] == [(route,)]


@pytest.mark.parametrize(("text", "purpose"), [
    ("The army and the rebels agreed to a truce for the evacuation of the wounded from the school.",
     "the evacuation of the wounded from the school"),
    ("The rebels announced a ceasefire of one month to facilitate earthquake relief.",
     "to facilitate earthquake relief"),
    ("The army and the rebels declared a ceasefire for the Easter holiday.", "Easter"),
    ("The army and the rebels agreed to stop shooting on Friday so that leaders might meet.",
     "so that leaders might meet"),
])
def test_purposes_in_the_words_of_the_report(text: str, purpose: str, parts: Parts) -> None:
    assert [purpose in one.terms.purpose for one in arrangements(parts, text, WAR)] == [True]


def test_a_bearing_is_no_term(parts: Parts) -> None:
    found = arrangements(parts, "The army and the rebels signed a ceasefire in Avdiivka, 17 km north of Donetsk.", WAR)
    assert [(one.arrangement, one.terms.distance_km) for one in found] == [("ceasefire", None)]
