from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import MissingPart
from dateline.gazetteer import PlaceIndex, open_places
from dateline.gazetteer.places import MAGIC, distance_km


@pytest.fixture(scope="module")
def places() -> PlaceIndex:
    return open_places()


@pytest.mark.parametrize(("name", "expected"), [
    ("Aleppo", ("Aleppo", "city", "SYR", "Aleppo", 170063)),
    ("Halab", ("Aleppo", "city", "SYR", "Aleppo", 170063)),
    ("al-Bab", ("al-Bab", "city", "SYR", "Aleppo", 174018)),
    ("Deir Ezzor", ("Deir ez-Zor", "city", "SYR", "Deir ez-Zor", 170794)),
    ("Burma", ("Myanmar", "country", "MMR", None, 1327865)),
    ("Zaire", ("Democratic Republic of the Congo", "country", "COD", None, 203312)),
    ("Kosovo", ("Kosovo", "country", "KOS", None, 831053)),
    ("Donbass", ("Donbas", "region", "UKR", None, None)),
    ("Eastern Ghouta", ("Eastern Ghouta", "region", "SYR", "Rif Dimashq", None)),
    ("Strait of Hormuz", ("Strait of Hormuz", "sea", None, None, None)),
    ("Washington", ("Washington", "city", "USA", "District of Columbia", 4140963)),
])
def test_weightiest_place_of_a_name(places: PlaceIndex, name: str, expected: tuple[object, ...]) -> None:
    row = places.lookup(name)[0]
    assert (row.name, row.kind, row.country, row.admin1, row.geonames_id) == expected


def test_a_name_lists_all_its_places_by_weight(places: PlaceIndex) -> None:
    rows = places.lookup("Springfield")
    assert len(rows) > 20
    assert {row.admin1 for row in rows[:4]} >= {"Missouri", "Massachusetts", "Illinois"}


def test_unknown_names_have_no_place(places: PlaceIndex) -> None:
    assert places.lookup("Babdin Square") == ()
    assert "babdin square" not in places


def test_codes_and_machine_spellings_are_no_names(places: PlaceIndex) -> None:
    assert all(row.name != "Aleppo" for name in ("ALP", "hlb") for row in places.lookup(name))


def test_a_country_knows_its_capital(places: PlaceIndex) -> None:
    country = places.country("SYR")
    assert country is not None
    capital = places.capital(country)
    assert capital is not None
    assert places.row(capital).name == "Damascus"
    assert places.country("XXX") is None


def test_containers_are_named_outermost_first(places: PlaceIndex) -> None:
    row = next(row for row in places.lookup("Goma") if row.country == "COD")
    assert [places.row(at).kind for at in row.within] == ["country", "province", "district"]


def test_longest_name_wins(places: PlaceIndex) -> None:
    text = "New York City officials"
    assert places.longest(text, [3, 8, 13, 23], start=0) == (2, "new york city")
    assert places.longest(text, [23], start=14) is None
    assert places.longest(text, [], start=0) is None


def test_a_row_out_of_range_is_refused(places: PlaceIndex) -> None:
    with pytest.raises(IndexError, match="expected 0 to"):
        places.row(len(places))


def test_an_absent_index_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="make setup"):
        open_places(tmp_path)


@pytest.mark.parametrize("content", [b"", b"nonsense", MAGIC + (4).to_bytes(4, "little") + b"{}{}"])
def test_a_damaged_index_names_the_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "places.rows").write_bytes(content)
    (tmp_path / "places.trie").write_bytes(b"")
    with pytest.raises(MissingPart, match="make setup"):
        open_places(tmp_path)


def test_distance() -> None:
    assert distance_km(36.20, 37.16, 33.51, 36.29) == pytest.approx(309, abs=2)
    assert distance_km(10, 179.5, 10, -179.5) == pytest.approx(109.5, abs=1)
