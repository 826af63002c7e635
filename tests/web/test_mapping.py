"""The map: areas as wide as their places are uncertain, countries apart, care, and the ground of a frame."""

from __future__ import annotations

import re

import pytest

from dateline.store import open_store
from dateline.web.ground import WORLD, Frame, frame_about, ground
from tests.web.test_reading import BOMBED, desk, news, whole

__all__ = ["desk", "news", "whole"]


def test_areas_countries_and_what_has_no_place(desk):
    found = desk.get("/map.json").json()
    spots = {spot["name"]: spot for spot in found["spots"]}
    assert set(spots) == {"Aleppo", "Idlib"}
    assert (spots["Idlib"]["where"], spots["Idlib"]["count"]) == ("somewhere in the province, within 60 km", 1)
    assert spots["Idlib"]["ry"] == pytest.approx(60 / 111.32, abs=1e-4)
    assert spots["Aleppo"]["days"] == {"2016-10-18": 1, "2016-10-19": 1, "2016-10-20": 1}
    assert [(one["code"], one["count"]) for one in found["countries"]] == [("SYR", 1)]
    assert (found["first"], found["last"], found["total"]) == ("2016-10-18", "2016-10-20", 5)


def test_the_list_says_the_same_as_the_drawing(desk):
    page = desk.get("/map").text
    areas = re.findall(r'<ellipse class="area q\d" data-id="(\d+)"', page)
    rows = re.findall(r'<tr data-id="(\d+)">', page)
    assert sorted(areas) == sorted(rows) == ["0", "1"]
    assert 'class="disputed"' in page
    assert "Natural Earth" in page
    assert len(page.encode()) < 350_000


def test_filters_narrow_the_map(desk):
    assert [spot["name"] for spot in desk.get("/map.json?place=Idlib").json()["spots"]] == ["Idlib"]
    assert desk.get("/map.json?to=2016-10-18").json()["total"] == 1
    assert desk.get("/map?from=yesterday").status_code == 400


def test_what_needs_care_comes_only_through_the_gate(desk, news):
    def tell(reasons, day):
        with open_store(news) as database:
            database.connection.execute(
                "UPDATE claims SET sensitive = 1, record = json_set(record, '$.sensitive', json(?), "
                "'$.time.start_date', ?, '$.time.end_date', ?) WHERE id = ?", (reasons, day, day, BOMBED))
        return desk.get("/map.json").json()

    kept = tell('["convoy_movement"]', "2026-11-01")
    assert kept["care"]["held"] == 1
    assert "Idlib" not in [spot["name"] for spot in kept["spots"]]
    past = tell('["convoy_movement"]', "2016-10-19")
    assert past["care"]["held"] == 0
    assert past["total"] == 5


@pytest.mark.parametrize("query", [
    "", "west=1&south=2&east=3", "west=9&south=2&east=3&north=4&middle=3", "west=nan&south=2&east=3&north=4&middle=3",
    "west=1&south=2&east=3&north=4&middle=89", "west=-9999&south=2&east=3&north=4&middle=3", "west=x",
])
def test_a_frame_that_is_none_is_told_so(desk, query):
    assert desk.get(f"/map/ground?{query}").status_code == 400


def test_the_ground_of_a_frame_holds_its_countries_and_few_others(desk):
    found = desk.get("/map/ground?west=35&south=32&east=42&north=38&middle=35").json()
    codes = {one["code"] for one in found["areas"]}
    assert {"SYR", "TUR", "IRQ", "LBN"} <= codes
    assert not {"BRA", "AUS", "USA", "ZAF"} & codes
    assert any(one["disputed"] and one["name"] == "Golan Heights" for one in found["borders"])


def test_frames_hold_all_areas_and_become_the_world():
    near = frame_about([(36.0, 37.0, 10.0), (35.0, 36.0, 200.0)])
    west, south, east, north = near.box
    assert west < 36 - 2 < 37 < east
    assert south < 35 - 200 / 111.4 < 36 < north
    assert frame_about([]).box == WORLD
    assert frame_about([(0.0, -150.0, 1.0), (10.0, 150.0, 1.0)]).box == WORLD
    assert frame_about([(89.0, 0.0, 5.0)]).middle == 65.0
    assert ground(Frame(WORLD, 30.0))["areas"][0]["d"].startswith("M")
