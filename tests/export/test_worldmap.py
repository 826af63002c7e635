"""The outlines that ship: whole, closed, the right way round, under our codes, disputed borders told apart."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from shapely.geometry import MultiLineString, Point, Polygon, shape

from dateline.errors import ConfigError, MissingPart
from dateline.export import worldmap
from dateline.export.schemas.tables import load_countries
from dateline.export.worldmap import as_geojson, load_disputed, load_world, signed_area

WORLD = load_world()
CODES = {area.code for area in WORLD.areas if area.code}


def within(code, longitude, latitude):
    return any(Polygon(rings[0], rings[1:]).contains(Point(longitude, latitude))
               for area in WORLD.areas if area.code == code for rings in area.polygons)


@pytest.mark.parametrize(("code", "longitude", "latitude"), [
    ("SYR", 37.16, 36.2), ("UKR", 30.5, 50.45), ("RUS", 37.6, 55.75), ("USA", -98.0, 39.0), ("BRA", -47.9, -15.8),
    ("AUS", 134.0, -25.0), ("KOS", 20.9, 42.6), ("PSE", 35.2, 32.2), ("ESH", -13.0, 25.0), ("ESH", -12.5, 23.5),
    ("MAR", -6.8, 34.0), ("FJI", 178.0, -17.8), ("RUS", -175.0, 66.5), ("ATA", 0.0, -85.0),
])
def test_a_town_lies_in_its_country(code, longitude, latitude):
    assert within(code, longitude, latitude)


def test_every_code_is_one_of_ours_and_hardly_a_state_is_missing():
    countries = load_countries()
    assert CODES - set(countries) == set()
    states = {code for code, one in countries.items() if one.gw}
    assert states - CODES <= {"TUV"}


def test_what_is_disputed_is_no_countrys():
    assert {area.name for area in WORLD.areas if area.code is None} == {
        "Crimea", "N. Cyprus", "Siachen Glacier", "Somaliland"}
    assert not within("RUS", 34.1, 44.95)
    assert not within("UKR", 34.1, 44.95)


def test_rings_are_closed_run_the_right_way_and_stay_on_the_map():
    for area in WORLD.areas:
        assert area.polygons
        for outer, *holes in area.polygons:
            assert Polygon(outer, holes).is_valid, area.name
            assert signed_area(outer) > 0 > max((signed_area(hole) for hole in holes), default=-1), area.name
            for ring in (outer, *holes):
                assert ring[0] == ring[-1]
                assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)


def test_no_edge_crosses_the_map_but_along_the_pole():
    edges = [pair for area in WORLD.areas for rings in area.polygons for ring in rings for pair in pairwise(ring)]
    edges += [pair for border in WORLD.borders for line in border.lines for pair in pairwise(line)]
    assert [(one, two) for one, two in edges if abs(one[0] - two[0]) > 180 and one[1] > -89] == []


def test_every_dispute_of_the_table_is_drawn_and_the_others_are_named():
    table = load_disputed()
    assert {border.name for border in WORLD.borders if border.disputed} == {line.name for line in table.drawn}
    assert [border.name for border in WORLD.borders if not border.disputed] == [None]
    assert "Abkhazia" in WORLD.not_drawn
    assert set(WORLD.not_drawn).isdisjoint(border.name for border in WORLD.borders)


@pytest.mark.parametrize(("name", "longitude", "latitude"), [
    ("Crimea", 33.7, 46.1), ("Golan Heights", 35.85, 33.0), ("Jammu and Kashmir, line of control", 74.0, 33.9),
    ("Western Sahara", -12.0, 27.67), ("Kosovo", 20.8, 43.2),
])
def test_a_disputed_border_runs_where_it_does(name, longitude, latitude):
    lines = next(border.lines for border in WORLD.borders if border.name == name)
    assert MultiLineString(lines).distance(Point(longitude, latitude)) < 0.4


def test_a_settled_border_is_not_dashed():
    settled = MultiLineString(next(border.lines for border in WORLD.borders if not border.disputed))
    assert settled.distance(Point(74.5, 31.6)) < 0.2
    assert settled.distance(Point(33.7, 46.1)) > 1


def test_as_geojson_it_opens_with_kinds_and_disputes():
    made = json.loads(json.dumps(as_geojson(WORLD)))
    kinds = [one["properties"]["kind"] for one in made["features"]]
    assert (kinds.count("area"), kinds.count("border")) == (len(WORLD.areas), len(WORLD.borders))
    syria = next(one for one in made["features"] if one["properties"].get("code") == "SYR")
    assert shape(syria["geometry"]).contains(Point(37.16, 36.2))
    assert "Natural Earth" in made["source"]
    assert made["not_drawn"] == list(WORLD.not_drawn)


def test_the_file_is_small_enough_for_a_page():
    assert (worldmap.FOLDER / "world.json").stat().st_size < 600_000


@pytest.mark.parametrize(("words", "error"), [
    (None, MissingPart), ("{", ConfigError), ('{"type": "Topology"}', ConfigError),
    (json.dumps({"type": "Topology", "source": "x", "transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": [
        [[0, 0], [1, 0], [0, 1]]], "objects": {"borders": {"type": "", "geometries": []}, "countries": {
            "type": "", "geometries": [{"type": "", "properties": {"name": "A"}, "arcs": [[[0]]]}]}}}), ConfigError),
])
def test_a_file_that_is_not_as_it_should_be_is_told(tmp_path, monkeypatch, words, error):
    monkeypatch.setattr(worldmap, "FOLDER", tmp_path)
    if words is not None:
        (tmp_path / "world.json").write_text(words)
    with pytest.raises(error, match=r"world\.json"):
        load_world.__wrapped__()
