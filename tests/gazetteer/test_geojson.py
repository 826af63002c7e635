from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import UnreadableInput
from dateline.gazetteer.geojson import open_features, read_features
from tests.geojson_made import area, collection, point, square

TEXT = '{"type":"FeatureCollection","features":[%s]}'
WRAPPED = '{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":%s}}'


def shapes(path: Path, text: str) -> list[tuple[str | None, str | None]]:
    path.write_text(text, encoding="utf-8")
    features = read_features(open_features(path))
    return [(one.shape.wkt if one.shape is not None else None, one.fault) for one in features]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "made.geojson"


def test_a_hole_stays_a_hole(file):
    found = shapes(file, collection(area({}, square(0, 0, 4, 4), square(1, 1, 2, 2))))
    assert found == [("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))", None)]


@pytest.mark.parametrize(("ring", "expected"), [
    ([[179, 0], [-179, 0], [-179, 2], [179, 2], [179, 0]], "POLYGON ((179 0, 181 0, 181 2, 179 2, 179 0))"),
    ([[-179, 0], [179, 0], [179, 2], [-179, 2], [-179, 0]], "POLYGON ((181 0, 179 0, 179 2, 181 2, 181 0))"),
    (square(170, 0, 190, 2), "POLYGON ((170 0, 190 0, 190 2, 170 2, 170 0))"),
    (square(-180, -90, 180, -60), "POLYGON ((-180 -90, 180 -90, 180 -60, -180 -60, -180 -90))"),
])
def test_a_ring_over_the_180th_meridian_is_laid_out_eastwards(file, ring, expected):
    assert shapes(file, collection(area({}, ring))) == [(expected, None)]


def test_a_hole_goes_along_with_its_outline(file):
    outline = [[179, 0], [-179, 0], [-179, 2], [179, 2], [179, 0]]
    found = shapes(file, collection(area({}, outline, square(-179.8, 0.5, -179.3, 1))))
    assert "180.2 0.5" in found[0][0]
    assert found[0][1] is None


@pytest.mark.parametrize(("geometry", "fault"), [
    ([[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]], "self-intersection"),
    ([[[0, 0], [2, 2], [2, 0]]], "a ring that was not closed"),
])
def test_a_faulty_ring_is_mended_and_told(file, geometry, fault):
    found = shapes(file, TEXT % (WRAPPED % geometry))
    assert found[0][0] is not None
    assert found[0][1] == fault


@pytest.mark.parametrize(("coordinates", "fault"), [
    ("[]", "it has no ring"), ("[[]]", "a ring of fewer than four positions"),
    ("[[[0,0],[2,2]]]", "a ring of fewer than four positions"), ("[[[0],[1],[2],[0]]]", "a position without latitude"),
    ('[[[0,"a"]]]', "Expected `float`, got `str`"), ("[[[1e999,0]]]", "Number out of range"),
    ("[[[0,0],[0,0],[0,0],[0,0]]]", "its rings enclose nothing"),
    ("null", "Expected `array`"), ("5", "Expected `array`"),
])
def test_a_shape_that_encloses_nothing_is_left_out_with_the_reason(file, coordinates, fault):
    found = shapes(file, TEXT % (WRAPPED % coordinates))
    assert found[0][0] is None
    assert fault in found[0][1]


@pytest.mark.parametrize("geometry", [
    "null", '{"type":"LineString","coordinates":[[0,0],[1,1]]}', '{"type":"Point","coordinates":[1]}',
    '{"type":"GeometryCollection","geometries":[]}',
])
def test_what_is_neither_area_nor_point_is_left_out(file, geometry):
    found = shapes(file, TEXT % f'{{"type":"Feature","properties":null,"geometry":{geometry}}}')
    assert found[0][0] is None
    assert found[0][1]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_degrees_by_any_name_are_read(file, name):
    text = collection(point({}, 1, 2), crs={"type": "name", "properties": {"name": name}})
    assert shapes(file, text) == [("POINT (1 2)", None)]


@pytest.mark.parametrize(("text", "message"), [
    (collection(point({}, 325000, 4012345)), "re-project it"),
    (collection(point({}, 37, 120)), "degrees"),
    (collection(point({}, 1, 2), crs={"type": "name", "properties": {"name": "EPSG:32637"}}), "re-project it"),
    (collection(point({}, 1, 2), crs=[5]), "re-project it"),
    ('{"type":"Topology","objects":{}}', "Topology"), ('{"type":"FeatureCollection","features":{}}', "array"),
    ('{"type":"FeatureCollection","features":[]}', "1 to 250,000 features, found 0"),
    ("", "truncated"), ("[]", "array"),
    (TEXT % "5", "feature 1: expected a GeoJSON Feature"),
    (TEXT % '{"type":"Feature","geometry":{"type":"Point","coordinates":[NaN,1]}}', "malformed"),
    (TEXT % ("[" * 100_000 + "]" * 100_000), "nested too deeply"),
    (TEXT % (WRAPPED % ("[" * 100_000 + "]" * 100_000)), "nested too deeply"),
    ("<kml/>", "KML"), ("PK\x03\x04", "unpack it first"),
])
def test_a_file_that_cannot_be_used_says_why(file, text, message):
    with pytest.raises(UnreadableInput, match=message):
        shapes(file, text)


def test_bytes_that_are_no_text_say_so(file):
    file.write_bytes(b'{"type":"\xff"}')
    with pytest.raises(UnreadableInput, match="utf-8"):
        open_features(file)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(UnreadableInput, match="No such file"):
        open_features(tmp_path / "none.geojson")


def test_a_mark_of_byte_order_is_no_fault(file):
    file.write_bytes(b"\xef\xbb\xbf" + collection(point({}, 1, 2)).encode())
    assert len(open_features(file)) == 1
