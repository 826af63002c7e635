"""From a file of squares to what a place of the index has of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import ConfigError, UnreadableInput
from dateline.gazetteer import PlaceIndex, open_places
from dateline.gazetteer.boundaries import open_set, open_sets
from dateline.gazetteer.boundary_fields import Wanted
from dateline.gazetteer.boundary_import import import_boundaries, set_name
from tests.geojson_made import DISTRICTS, area, cod, point, square, write


@pytest.fixture(scope="module")
def bare() -> PlaceIndex:
    return open_places()


@pytest.fixture(scope="module")
def data(tmp_path_factory, bare) -> Path:
    folder = tmp_path_factory.mktemp("data")
    import_boundaries(write(folder / "districts.geojson", *DISTRICTS), folder, places=bare)
    points = (point({"featureName": "Zarbatunia", "pcode": "C91"}, 36.6, 35.6),
              point({"featureName": "Aleppo", "pcode": "C92"}, 37.15, 36.21))
    import_boundaries(write(folder / "points.geojson", *points), folder, places=bare, country="syr")
    return folder


@pytest.fixture(scope="module")
def places(data) -> PlaceIndex:
    return open_places(own=data)


def imported(folder, places, *features, **how):
    return import_boundaries(write(folder / "made.geojson", *features), folder, places=places, **how)


def row(places, name, kind="city", country="SYR"):
    return next(row for row in places.lookup(name) if (row.kind, row.country) == (kind, country))


def told(places, found, **how):
    divided = places.divide(found, **how)
    return divided and (divided.admin1, divided.admin2, dict(divided.external))


def test_what_an_import_reports(tmp_path, bare):
    report = imported(tmp_path, bare, *DISTRICTS, area(cod("SY9203", "", "SY92", "Idleb"), [[0, 0]]),
                      area({}, square(36, 35, 37, 36)), name="My Set")
    assert report.path == tmp_path / "places" / "my-set.boundaries"
    assert (report.header.name, report.header.publisher) == ("my-set", "COD-AB")
    assert report.header.counts == {"1": 2, "2": 5}
    assert (report.header.countries, report.header.schemes) == (("SYR",), ("pcode",))
    assert report.left_out == {"a ring of fewer than four positions": [6], "it has neither name nor code": [7]}
    assert not report.replaced
    assert imported(tmp_path, bare, *DISTRICTS, name="my set").replaced


def test_the_same_file_gives_the_same_bytes(tmp_path, bare):
    first = imported(tmp_path, bare, *DISTRICTS).path.read_bytes()
    assert imported(tmp_path, bare, *DISTRICTS).path.read_bytes() == first
    assert [path.name for path in (tmp_path / "places").iterdir()] == ["made.boundaries"]


@pytest.mark.parametrize(("name", "expected"), [
    ("Aleppo", ("Aleppo", "Jebel Samaan", {"pcode": "C92", "adm1_pcode": "SY91", "adm2_pcode": "SY9101"})),
    ("al-Bab", ("Aleppo", "Eastern Plain", {"pcode": "SY9102", "adm1_pcode": "SY91", "adm2_pcode": "SY9102"})),
    ("Idlib", ("Idleb", "Idleb", {"pcode": "SY9201", "adm1_pcode": "SY92", "adm2_pcode": "SY9201"})),
    ("Damascus", None),
])
def test_a_town_lies_in_the_division_of_its_point(places, name, expected):
    assert told(places, row(places, name)) == expected


@pytest.mark.parametrize(("name", "kind", "expected"), [
    ("Aleppo", "province", ("Aleppo", None, {"pcode": "SY91", "adm1_pcode": "SY91"})),
    ("Idlib", "province", ("Idleb", None, {"pcode": "SY92", "adm1_pcode": "SY92"})),
    ("Idlib", "district", ("Idleb", "Idleb", {"pcode": "SY9201", "adm1_pcode": "SY92", "adm2_pcode": "SY9201"})),
    ("Afrin", "district", ("Aleppo", "Afrin", {"pcode": "SY9103", "adm1_pcode": "SY91", "adm2_pcode": "SY9103"})),
    ("Syria", "country", None),
    ("Homs", "province", None),
])
def test_a_division_is_matched_by_name_within_its_parent(places, name, kind, expected):
    assert told(places, row(places, name, kind)) == expected


def test_a_division_without_its_like_has_the_level_of_its_parent(places):
    # The index knows no town of the district al-Bab and puts it in the middle of the province.
    assert told(places, row(places, "al-Bab", "district")) == ("Aleppo", None, {"pcode": "SY91", "adm1_pcode": "SY91"})


def test_a_matched_division_has_the_point_of_its_boundary(places):
    divided = places.divide(row(places, "Idlib", "province"))
    assert divided.name == "Idleb"
    assert divided.point == (35.75, 36.6, pytest.approx(43, abs=5))


def test_names_that_only_the_boundaries_have(places, bare):
    assert bare.lookup("Qalamandria") == ()
    found = places.lookup("Qalamandria")[0]
    assert (found.kind, found.country, found.admin1) == ("district", "SYR", "Idlib")
    assert told(places, found) == ("Idleb", "Qalamandria", {
        "pcode": "SY9202", "adm1_pcode": "SY92", "adm2_pcode": "SY9202"})
    site = places.lookup("zarbatunia")[0]
    assert (site.kind, site.latitude, site.longitude) == ("city", 35.6, 36.6)
    assert told(places, site) == ("Idleb", "Qalamandria", {
        "pcode": "C91", "adm1_pcode": "SY92", "adm2_pcode": "SY9202"})
    assert "jebel samaan" in places
    assert places.longest("Jebel Samaan burns", [5, 12, 18], start=0) == (1, "jebel samaan")
    assert "jebel samaan" not in bare


def test_a_new_spelling_leads_to_the_place_that_is_known(tmp_path, bare):
    properties = cod("SY9103", "Afrin", "SY91", "Aleppo") | {"ADM2_FR": "Afrinoua"}
    imported(tmp_path, bare, area(properties, square(36.5, 36.4, 37.1, 36.8)))
    places = open_places(own=tmp_path)
    assert [one.id for one in places.lookup("Afrinoua")] == [row(bare, "Afrin", "district").id]


def test_a_division_goes_by_its_bare_name_too(tmp_path, bare):
    imported(tmp_path, bare,
             area(cod("SY9301", "Qalamandria District", "SY93", "Idlib Governorate"), square(36.4, 35.4, 36.8, 36.1)))
    places = open_places(own=tmp_path)
    assert places.lookup("Qalamandria") == places.lookup("Qalamandria District") != ()
    assert told(places, row(places, "Idlib", "province"))[0] == "Idlib Governorate"


def test_the_index_itself_is_as_before(places, bare):
    assert len(places) > len(bare)
    assert [one.id for one in places.lookup("Springfield")] == [one.id for one in bare.lookup("Springfield")]
    with pytest.raises(IndexError):
        places.row(len(places))
    with pytest.raises(IndexError):
        bare.row(len(bare))


def test_a_hole_is_outside_and_an_enclave_inside(tmp_path, bare):
    hole = square(37.1, 36.15, 37.2, 36.25)
    imported(tmp_path, bare,
             area(cod("SY9101", "Around", "SY91", "Aleppo"), square(36.8, 35.9, 37.4, 36.4), hole))
    assert told(open_places(own=tmp_path), row(bare, "Aleppo")) is None
    imported(tmp_path, bare,
             area(cod("SY9101", "Around", "SY91", "Aleppo"), square(36.8, 35.9, 37.4, 36.4), hole),
             area(cod("SY9102", "Enclave", "SY91", "Aleppo"), hole))
    assert told(open_places(own=tmp_path), row(bare, "Aleppo"))[1] == "Enclave"


def border_set(tmp_path, bare, at):
    """Two districts of one province, and one of another, that meet close to Aleppo (37.16117 E)."""
    imported(tmp_path, bare,
             area(cod("SY9101", "West", "SY91", "Aleppo"), square(36.0, 35.9, at, 36.4)),
             area(cod("SY9102", "East", "SY91", "Aleppo"), square(at, 35.9, 38.0, 36.4)),
             area(cod("SY9201", "North", "SY92", "Idleb"), square(36.0, 36.4, 38.0, 37.0)))
    return open_places(own=tmp_path)


def test_close_to_a_border_only_the_level_above_is_sure(tmp_path, bare):
    places = border_set(tmp_path, bare, 37.165)
    assert told(places, row(places, "Aleppo")) == ("Aleppo", None, {"pcode": "SY91", "adm1_pcode": "SY91"})
    assert "leaves level 2 open: it may lie in West or East" in places.divide(row(places, "Aleppo")).note


def test_away_from_the_border_the_town_is_in_one_and_its_whole_circle_is_not(tmp_path, bare):
    places = border_set(tmp_path, bare, 37.2)
    assert told(places, row(places, "Aleppo"))[1] == "West"
    assert told(places, row(places, "Aleppo"), whole=True)[:2] == ("Aleppo", None)


def test_what_the_index_tells_decides_between_provinces(tmp_path, bare):
    imported(tmp_path, bare,
             area(cod("SY9101", "West", "SY91", "Aleppo"), square(36.0, 35.9, 37.165, 36.4)),
             area(cod("SY9201", "East", "SY92", "Idleb"), square(37.165, 35.9, 38.0, 36.4)))
    places = open_places(own=tmp_path)
    assert told(places, row(places, "Aleppo"))[:2] == ("Aleppo", "West")


def test_overlapping_units_of_one_level_leave_it_open(tmp_path, bare):
    zones = [area({"zone": f"Zone {name}", "id": name}, square(36.8, 35.9, 37.4, 36.4)) for name in "AB"]
    imported(tmp_path, bare, *zones, country="SYR", wanted=Wanted(level=2, name_field="zone", code_field="id"))
    assert told(open_places(own=tmp_path), row(bare, "Aleppo")) == (None, None, {})


def test_two_sets_of_different_levels_go_together(tmp_path, bare):
    def geob(level, name, code, *box):
        return area({"shapeName": name, "shapeISO": code, "shapeGroup": "SYR", "shapeType": level}, square(*box))

    imported(tmp_path, bare, geob("ADM1", "Aleppo", "XX-1", 36, 35, 38, 37), name="one")
    imported(tmp_path, bare, geob("ADM2", "Samaan", "XX-11", 36.8, 35.9, 37.4, 36.4), name="two")
    assert told(open_places(own=tmp_path), row(bare, "Aleppo")) == (
        "Aleppo", "Samaan", {"iso": "XX-11", "adm1_iso": "XX-1", "adm2_iso": "XX-11"})
    assert [one.name for one in open_sets(tmp_path)] == ["two", "one"]


def test_parts_of_one_code_are_one_division(tmp_path, bare):
    imported(tmp_path, bare, *DISTRICTS, wanted=Wanted(level=1))
    one = open_set(tmp_path / "places" / "made.boundaries")
    assert [division.names for division in one.divisions] == [("Aleppo",), ("Idleb",)]
    assert told(open_places(own=tmp_path), row(bare, "al-Bab")) == (
        "Aleppo", None, {"pcode": "SY91", "adm1_pcode": "SY91"})


@pytest.mark.parametrize("outline", [
    [[179, -18], [-179, -18], [-179, -16], [179, -16], [179, -18]], square(179, -18, 181, -16),
])
@pytest.mark.parametrize(("longitude", "inside"), [(179.5, True), (-179.5, True), (178.5, False), (-178.5, False)])
def test_both_sides_of_the_180th_meridian(tmp_path, bare, outline, longitude, inside):
    properties = {"ADM1_EN": "Dateline Islands", "ADM1_PCODE": "FJ9", "ADM0_EN": "Fiji"}
    imported(tmp_path, bare, area(properties, outline))
    one = open_set(tmp_path / "places" / "made.boundaries")
    assert one.touched(-17, longitude, radius_km=0) == ([0] if inside else [])
    assert -180 <= one.divisions[0].longitude <= 180
    assert one.divisions[0].radius_km < 250


def test_a_circle_touches_what_it_reaches(tmp_path, bare):
    imported(tmp_path, bare, *DISTRICTS)
    one = open_set(tmp_path / "places" / "made.boundaries")

    def names(radius_km):
        return {one.divisions[at].names[0] for at in one.touched(36.2, 37.3, radius_km=radius_km)}

    # The next square begins 0.1 degree, 9.0 km, to the east.
    assert names(0) == names(8.5) == {"Jebel Samaan"}
    assert names(9.5) == {"Jebel Samaan", "Eastern Plain"}
    assert one.touched(0, 0, radius_km=10) == []


@pytest.mark.parametrize(("features", "how", "message"), [
    ([area({"a": 1}, square(0, 0, 1, 1))], {"wanted": Wanted(level=1, code_field="a")}, "give --country"),
    ([area(cod("1", "A", "2", "B") | {"ADM0_EN": "Xland"}, square(0, 0, 1, 1))], {}, "feature 1: its country cannot"),
    ([area(cod("1", "A", "2", "B"), square(36, 36, 37, 37))], {"country": "XXX"}, "expected ISO 3166 alpha-3"),
    ([area(cod("1", "A", "2", "B"), square(-70, 36, -69, 37))], {}, "are longitude and latitude exchanged"),
    ([area({}, [[0, 0]])], {"country": "SYR", "wanted": Wanted(level=1)}, "give --name-field or --code-field"),
    ([area(cod("1", "A", "2", "B"), [[0, 0]])], {}, "found none: a ring of fewer than four positions \\(1\\)"),
    ([area(cod("1", "A", "2", "B"), square(36, 36, 37, 37))], {"name": "../.."}, "--name: expected letters"),
])
def test_what_cannot_be_imported_leaves_nothing_behind(tmp_path, bare, features, how, message):
    with pytest.raises(UnreadableInput, match=message):
        imported(tmp_path, bare, *features, **how)
    assert not (tmp_path / "places").exists()


@pytest.mark.parametrize(("given", "name"), [
    ("syr_admbnda_adm2", "syr-admbnda-adm2"), ("../a/b", "a-b"), ("Zonas É", "zonas-e"),
])
def test_a_set_has_a_plain_name(given, name):
    assert set_name(given) == name


@pytest.mark.parametrize("damage", [
    lambda content: b"", lambda content: content[:10], lambda content: content[:60], lambda content: b"x" + content,
    lambda content: content[:-40], lambda content: content.replace(b'"format":1', b'"format":7'),
    lambda content: content.replace(b'"counts"', b'"c"'),
])
def test_a_damaged_set_is_named(tmp_path, bare, damage):
    path = imported(tmp_path, bare, *DISTRICTS).path
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ConfigError, match=r"made\.boundaries.*import"):
        open_places(own=tmp_path)


def test_a_damaged_shape_is_named(tmp_path, bare):
    path = imported(tmp_path, bare, *DISTRICTS).path
    path.write_bytes(path.read_bytes()[:-500] + b"\xff" * 500)
    with pytest.raises(ConfigError, match=r"made\.boundaries"):
        open_places(own=tmp_path).divide(row(bare, "Aleppo"))


def test_a_folder_without_sets_is_none(tmp_path):
    assert open_places(own=tmp_path).own is None
    assert open_places(own=tmp_path / "none").own is None


def test_the_outline_of_a_division_and_of_one_that_only_its_parts_draw(data):
    (one,) = [one for one in open_sets(data) if one.name == "districts"]
    code = next(division.codes["pcode"] for division in one.divisions if division.size)
    assert one.outline("pcode", code)["type"] in {"Polygon", "MultiPolygon"}
    whole = next(division.codes["pcode"] for division in one.divisions if not division.size)
    assert one.outline("pcode", whole)["type"] in {"Polygon", "MultiPolygon"}
    assert one.outline("pcode", "XX") is None
    assert one.outline("other", code) is None


def test_a_point_has_no_outline(data):
    (one,) = [one for one in open_sets(data) if one.name == "points"]
    assert one.outline("pcode", "C91") is None
