"""Which place a name stands for, in marked-up sentences."""

from __future__ import annotations

import pytest

from dateline.gazetteer import PlaceIndex, open_places
from dateline.records import PlaceRef
from dateline.resolve.places import resolve_places
from tests.marked_places import reading_of


@pytest.fixture(scope="module")
def places() -> PlaceIndex:
    return open_places()


@pytest.mark.parametrize(("marked", "expected"), [
    ("Shells fell on [Aleppo] .", ["Aleppo SYR"]),
    ("He lives in [Paris] .", ["Paris FRA"]),
    ("He lives in [Paris] , [Texas] .", ["Paris USA", "Texas USA"]),
    ("He left [Paris] , [Texas] . Later [Paris] was quiet .", ["Paris USA", "Texas USA", "Paris USA"]),
    ("Rebels hold [Goma] , [Congo] .", ["Goma COD", "Democratic Republic of the Congo COD"]),
    ("Gunmen attacked [Banki] in northern [Borno] .", ["Banki NGA", "Borno NGA"]),
    ("[China] , [Japan] and [Iraq] agreed .", ["China CHN", "Japan JPN", "Iraq IRQ"]),
    ("[Georgia] and [Armenia] met in [Tbilisi] .", ["Georgia GEO", "Armenia ARM", "Tbilisi GEO"]),
    ("Floods hit [Georgia] , [Alabama] and [Tennessee] ; [Atlanta] was cut off .",
     ["Georgia USA", "Alabama USA", "Tennessee USA", "Atlanta USA"]),
    ("Syrian troops shelled [Tripoli] .", ["Tripoli LBY"]),
    ("Storms from the [Pacific] hit the [United States] .", ["Pacific Ocean None", "United States USA"]),
    ("Lebanese troops of [Lebanon] entered [Tripoli] near [Beirut] .", ["Lebanon LBN", "Tripoli LBN", "Beirut LBN"]),
])
def test_the_sense_of_a_name(places: PlaceIndex, marked: str, expected: list[str]) -> None:
    reading = reading_of(marked, places)
    refs, unresolved, notes = resolve_places(reading, places=places)
    assert [f"{ref.name} {ref.country}" for _, ref in sorted(refs.items())] == expected
    assert unresolved == {}
    assert set(notes) == set(refs)


def test_a_whole_reference(places: PlaceIndex) -> None:
    refs, _, notes = resolve_places(reading_of("Shells fell on [Aleppo] in [Syria] .", places), places=places)
    assert refs[0] == PlaceRef(
        text="Aleppo", start=15, end=21, name="Aleppo", country="SYR", admin1="Aleppo", latitude=36.20124,
        longitude=37.16117, uncertainty_km=13.0, geonames_id=170063, precision="city",
    )
    note = "'Aleppo' is Aleppo, Syria (GeoNames 170063): 'Syria' beside it holds it; 2 places have that name"
    assert notes[0] == ("rule:places@1", note)


def test_the_kind_said_decides(places: PlaceIndex) -> None:
    refs, _, _ = resolve_places(reading_of("Shells fell on [Aleppo] province .", places), places=places)
    assert (refs[0].name, refs[0].precision) == ("Aleppo", "province")


@pytest.mark.parametrize("marked", [
    "Forces retook <Babdin Square> in north-eastern [Aleppo] .",
    "Forces retook <Aleppo Square> . [Aleppo] was quiet .",
    "[Syria] 's forces left [Aleppo] and <Babdin Square> .",
    "[Aleppo] was quiet . Forces retook <Babdin Square> .",
])
def test_an_unknown_name_is_placed_by_its_container(places: PlaceIndex, marked: str) -> None:
    reading = reading_of(marked, places)
    refs, _, notes = resolve_places(reading, places=places)
    at = next(at for at, mention in enumerate(reading.mentions) if "Square" in mention.text)
    ref = refs[at]
    assert (ref.name, ref.within, ref.precision, ref.geonames_id) == (ref.text, "Aleppo", "site", None)
    assert (ref.country, ref.uncertainty_km, ref.latitude) == ("SYR", 13.0, 36.20124)
    assert "in no gazetteer" in notes[at][1]


@pytest.mark.parametrize(("marked", "expected"), [
    ("Rebels left [Aleppo] and burned <Bafwakoa village> .", ("Aleppo", "SYR", "Aleppo", 72.0)),
    ("[Aleppo] was quiet . They burned <Bafwakoa village> .", ("Aleppo", "SYR", None, 243.0)),
    ("They burned <Bafwakoa village> in [Aleppo] .", ("Aleppo", "SYR", "Aleppo", 13.0)),
    ("Rebels left [Syria] and burned <Bafwakoa village> .", ("Syria", "SYR", None, 243.0)),
    ("Forces left [Aleppo] . They hold <Babdin Hospital> .", ("Aleppo", "SYR", "Aleppo", 13.0)),
])
def test_a_town_named_in_the_same_breath_does_not_hold_a_village(places: PlaceIndex, marked: str, expected) -> None:
    reading = reading_of(marked, places)
    refs, _, _ = resolve_places(reading, places=places)
    at = next(at for at, mention in enumerate(reading.mentions) if mention.text.startswith("Ba"))
    assert (refs[at].within, refs[at].country, refs[at].admin1, refs[at].uncertainty_km) == expected
    assert refs[at].precision == "site"


def test_an_unknown_name_alone_stays_open(places: PlaceIndex) -> None:
    refs, unresolved, notes = resolve_places(reading_of("They burned <Bafwakoa village> .", places), places=places)
    assert refs == {}
    assert notes == {}
    assert unresolved == {0: "its name is in no gazetteer, and no place that could hold it is named"}


def test_a_hamlet_abroad_is_no_sense_of_a_name(places: PlaceIndex) -> None:
    reading = reading_of("Pakistani choppers from [Pakistan] reached [Kalam] .", places)
    refs, _, _ = resolve_places(reading, places=places)
    assert refs[1].country == "PAK"


def test_words_that_refer_back(places: PlaceIndex) -> None:
    reading = reading_of("[Syria] is large . {the capital|0} is old . [Aleppo] fell . {the city|2} is dark .", places)
    refs, _, notes = resolve_places(reading, places=places)
    assert [(refs[at].text, refs[at].name) for at in (1, 3)] == [("the capital", "Damascus"), ("the city", "Aleppo")]
    assert notes[3][1] == "'the city' refers back to 'Aleppo': Aleppo"


def test_the_home_country_tips_the_scale(places: PlaceIndex) -> None:
    reading = reading_of("A man was held in [Worcester] .", places)
    senses = [resolve_places(reading, places=places, home_country=code)[0][0].country for code in ("GBR", "ZAF")]
    assert senses == ["GBR", "ZAF"]
