"""References of a text where the user has boundaries of their own."""

from __future__ import annotations

import pytest

from dateline.gazetteer import PlaceIndex, open_places
from dateline.gazetteer.boundary_import import import_boundaries
from dateline.records import PlaceRef
from dateline.resolve.places import resolve_places
from tests.geojson_made import DISTRICTS, write
from tests.marked_places import reading_of


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> PlaceIndex:
    folder = tmp_path_factory.mktemp("data")
    import_boundaries(write(folder / "districts.geojson", *DISTRICTS), folder, places=open_places())
    return open_places(own=folder)


def refs_of(marked: str, places: PlaceIndex) -> tuple[list[PlaceRef], list[str]]:
    refs, _, notes = resolve_places(reading_of(marked, places), places=places)
    return [refs[at] for at in sorted(refs)], [notes[at][1] for at in sorted(notes)]


def test_a_whole_reference(places):
    refs, notes = refs_of("Shells fell on [Aleppo] in [Syria] .", places)
    assert refs == [
        PlaceRef(
            text="Aleppo", start=15, end=21, name="Aleppo", country="SYR", admin1="Aleppo", admin2="Jebel Samaan",
            latitude=36.20124, longitude=37.16117, uncertainty_km=13.0, geonames_id=170063, precision="city",
            external={"pcode": "SY9101", "adm1_pcode": "SY91", "adm2_pcode": "SY9101"},
        ),
        PlaceRef(
            text="Syria", start=25, end=30, name="Syria", country="SYR", latitude=34.92032, longitude=37.07035,
            uncertainty_km=243.0, geonames_id=163843, precision="country",
        ),
    ]
    assert notes[0].endswith("; boundaries 'districts': Jebel Samaan, Aleppo (pcode SY9101)")


@pytest.mark.parametrize(("marked", "expected"), [
    ("Shells fell on [Aleppo] province .", [("Aleppo", "province", "Aleppo", None, "SY91")]),
    ("Shells fell on [Idlib] province .", [("Idleb", "province", "Idleb", None, "SY92")]),
    ("Shells fell on [Qalamandria] .", [("Qalamandria", "district", "Idleb", "Qalamandria", "SY9202")]),
    ("Rebels left [Idlib] in [Syria] and took [Damascus] .",
     [("Idleb", "province", "Idleb", None, "SY92"), ("Syria", "country", None, None, None),
      ("Damascus", "city", "Damascus", None, None)]),
    ("Forces retook <Babdin Square> in [Aleppo] province .",
     [("Babdin Square", "site", "Aleppo", None, "SY91"), ("Aleppo", "province", "Aleppo", None, "SY91")]),
    ("Rebels left [Aleppo] and burned <Bafwakoa village> .",
     [("Aleppo", "city", "Aleppo", "Jebel Samaan", "SY9101"), ("Bafwakoa village", "site", "Aleppo", None, "SY91")]),
    ("[Aleppo] was quiet . They burned <Bafwakoa village> .",
     [("Aleppo", "city", "Aleppo", "Jebel Samaan", "SY9101"), ("Bafwakoa village", "site", None, None, None)]),
    ("Forces retook <Babdin Square> in [Syria] .",
     [("Babdin Square", "site", None, None, None), ("Syria", "country", None, None, None)]),
    ("[Aleppo] fell . {the city|0} is dark .",
     [("Aleppo", "city", "Aleppo", "Jebel Samaan", "SY9101")] * 2),
])
def test_the_levels_that_are_sure(places, marked, expected):
    refs, _ = refs_of(marked, places)
    found = [(ref.name, ref.precision, ref.admin1, ref.admin2, ref.external.get("pcode")) for ref in refs]
    assert found == expected


def test_a_division_of_the_users_holds_a_place_beside_it(places):
    refs, notes = refs_of("Gunmen left [Aleppo] in [Jebel Samaan] .", places)
    assert (refs[0].precision, refs[0].geonames_id) == ("city", 170063)
    assert "'Jebel Samaan' beside it holds it" in notes[0]
