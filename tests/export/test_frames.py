"""Which part of the world a map shows, and where its points and rings stand."""

from __future__ import annotations

import pytest
from shapely.geometry import Point, Polygon

from dateline.export.compare import distance_km
from dateline.export.frames import WIDTH, beyond, frame_of, largest, lined, outlined, ring, turned

SYRIA = (35.0, 32.0, 42.0, 37.0)


def test_a_part_of_the_world_is_shown_whole_with_a_margin_and_north_above():
    frame = frame_of([SYRIA])
    assert not frame.whole
    assert frame.box[:2] < (35, 32)
    assert frame.box[1] < 32
    assert frame.box[2:] > (42, 37)
    assert frame.box[3] > 37
    assert frame.pixel(((frame.box[0] + frame.box[2]) / 2, 0))[0] == pytest.approx(WIDTH / 2)
    (west, north), (east, south) = frame.pixel((35, 37)), frame.pixel((42, 32))
    assert 0 < west < east < frame.width
    assert 0 < north < south < frame.height
    assert frame.holds((west, north))
    assert not frame.holds(frame.pixel((60, 35)))


@pytest.mark.parametrize("boxes", [
    [], [(-100.0, 10.0, 100.0, 20.0)], [(10.0, 60.0, 20.0, 80.0)], [(178.0, -20.0, 182.0, -15.0)],
])
def test_what_is_wide_far_north_or_beyond_the_edge_is_shown_on_the_whole_world(boxes):
    frame = frame_of(boxes)
    assert frame.whole
    assert frame.pixel((-180, 0))[0] == pytest.approx(0)
    assert frame.pixel((180, 0))[0] == pytest.approx(WIDTH)
    assert frame.pixel((0, 84))[1] > -1
    assert frame.pixel((0, -58))[1] < frame.height + 1


def test_one_place_is_not_shown_as_if_by_a_lens():
    frame = frame_of([(37.1, 36.1, 37.2, 36.2)])
    assert frame.box[2] - frame.box[0] > 3


def test_a_pixel_is_as_many_km_as_it_says():
    frame = frame_of([SYRIA])
    latitude = (frame.box[1] + frame.box[3]) / 2
    wide = frame.pixel((38.0, latitude))[0] - frame.pixel((37.0, latitude))[0]
    assert wide * frame.km_per_pixel() == pytest.approx(distance_km((latitude, 37), (latitude, 38)), rel=0.01)


@pytest.mark.parametrize("centre", [(37.16, 36.2), (0.0, 0.0), (-179.9, 10.0), (10.0, 70.0)])
def test_every_point_of_a_ring_is_as_far_from_its_centre(centre):
    for longitude, latitude in ring(centre, 120.0):
        assert distance_km((centre[1], centre[0]), (latitude, longitude)) == pytest.approx(120.0, rel=0.001)


def test_a_ring_runs_on_beyond_the_edge_and_is_told_on_both_sides_of_the_world():
    points = ring((179.9, 0.0), 500.0)
    assert max(x for x, _ in points) > 180
    shape = turned(points, frame_of([]))
    assert shape.contains(Point(frame_of([]).pixel((178.0, 0.0))))
    assert shape.contains(Point(frame_of([]).pixel((-178.0, 0.0))))


def test_the_slices_of_a_ring_make_it_whole():
    frame = frame_of([SYRIA])
    whole = turned(ring((38.0, 35.0), 100.0), frame)
    parts = [turned(ring((38.0, 35.0), 100.0, start=start, share=share), frame)
             for start, share in ((0.0, 0.25), (0.25, 0.5), (0.75, 0.25))]
    assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=0.01)
    assert beyond((38.0, 35.0), 100.0, 0.0)[1] > 35
    assert parts[0].centroid.x > whole.centroid.x
    assert parts[0].centroid.y < whole.centroid.y


def test_shapes_are_cut_at_the_edge_of_the_picture():
    frame = frame_of([SYRIA])
    shape = outlined([[(0, 0), (90, 0), (90, 60), (0, 60), (0, 0)]], frame)
    assert shape.bounds == pytest.approx((0, 0, frame.width, frame.height))
    assert lined([(0, 0), (10, 10)], frame).is_empty
    assert largest(lined([(0, 35), (90, 35)], frame)) is None
    assert isinstance(largest(shape), Polygon)
