"""The frame of a map: which part of the world it shows, and where on the picture a point of it stands, in pixels.

Parts of the world are drawn in Mercator's projection, so that a ring stays round; the whole in Equal Earth (Šavrič,
Patterson and Jenny, 2018), so that no country looms larger than it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely.affinity import translate
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.ops import clip_by_rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
Box = tuple[float, float, float, float]

WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 860, 420, 680
EARTH_KM = 6371.0
LEAST_SPAN = 3.0
"""Degrees that a map spans at least."""
MARGIN = 0.12
WIDEST, NORTHMOST = 150.0, 72.0
"""Degrees of longitude, and of latitude, beyond which the whole world is shown."""
WORLD: Box = (-180.0, -58.0, 180.0, 84.0)
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
ROOT = math.sqrt(3) / 2
STEPS = 64
"""Points of a ring."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world (west, south, east, north in degrees) on a picture of so many pixels."""

    box: Box
    whole: bool
    scale: float
    middle: Point
    width: int
    height: int

    def pixel(self, point: Point) -> Point:
        """Where longitude and latitude stand, from the upper left."""
        x, y = _plane(point, whole=self.whole)
        return (self.width / 2 + (x - self.middle[0]) * self.scale, self.height / 2 - (y - self.middle[1]) * self.scale)

    def holds(self, pixel: Point) -> bool:
        """Whether a pixel is on the picture."""
        return 0 <= pixel[0] <= self.width and 0 <= pixel[1] <= self.height

    def km_per_pixel(self) -> float:
        """Kilometres of a pixel in the middle of the picture, from west to east."""
        latitude = (self.box[1] + self.box[3]) / 2
        one, two = self.pixel((0.0, latitude)), self.pixel((1.0, latitude))
        return math.radians(1) * EARTH_KM * math.cos(math.radians(latitude)) / (two[0] - one[0])


def frame_of(boxes: Iterable[Box]) -> Frame:
    """The frame that shows all boxes with a margin; the whole world where they are far apart, far north, or none."""
    found = list(boxes)
    if not found:
        return _whole()
    west, south = min(box[0] for box in found), min(box[1] for box in found)
    east, north = max(box[2] for box in found), max(box[3] for box in found)
    wide, high = max(east - west, LEAST_SPAN) * (1 + 2 * MARGIN), max(north - south, LEAST_SPAN) * (1 + 2 * MARGIN)
    middle = ((west + east) / 2, (south + north) / 2)
    north, south = middle[1] + high / 2, middle[1] - high / 2
    if wide > WIDEST or max(abs(north), abs(south)) > NORTHMOST or abs(middle[0]) + wide / 2 > WORLD[2]:
        return _whole()
    return _part(middle[0], wide, south=south, north=north)


def _part(longitude: float, wide: float, *, south: float, north: float) -> Frame:
    """A part of the world; what is asked for is widened to fill the picture."""
    low, high = _plane((0, south), whole=False)[1], _plane((0, north), whole=False)[1]
    ratio = (high - low) / math.radians(wide)
    height = round(min(max(WIDTH * ratio, LEAST_HEIGHT), MOST_HEIGHT))
    scale = min(WIDTH / math.radians(wide), height / (high - low))
    middle = (math.radians(longitude), (low + high) / 2)
    half_x, half_y = WIDTH / 2 / scale, height / 2 / scale
    box = (math.degrees(middle[0] - half_x), _latitude(middle[1] - half_y),
           math.degrees(middle[0] + half_x), _latitude(middle[1] + half_y))
    return Frame(box=box, whole=False, scale=scale, middle=middle, width=WIDTH, height=height)


def _whole() -> Frame:
    """The whole world without the Antarctic."""
    edge = _plane((WORLD[2], 0.0), whole=True)[0]
    scale = WIDTH / (2 * edge)
    low, high = _plane((0, WORLD[1]), whole=True)[1], _plane((0, WORLD[3]), whole=True)[1]
    return Frame(box=WORLD, whole=True, scale=scale, middle=(0.0, (low + high) / 2), width=WIDTH,
                 height=round((high - low) * scale))


def _plane(point: Point, *, whole: bool) -> Point:
    """A point on the plane of the projection, for a globe of radius one."""
    longitude, latitude = math.radians(point[0]), math.radians(point[1])
    if not whole:
        bounded = min(max(latitude, math.radians(-85)), math.radians(85))
        return longitude, math.log(math.tan(math.pi / 4 + bounded / 2))
    a1, a2, a3, a4 = EQUAL_EARTH
    theta = math.asin(ROOT * math.sin(latitude))
    square = theta * theta
    sixth = square**3
    x = longitude * math.cos(theta) / (ROOT * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)))
    return x, theta * (a1 + a2 * square + sixth * (a3 + a4 * square))


def _latitude(y: float) -> float:
    """The latitude of a height on Mercator's plane, in degrees."""
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)


def ring(centre: Point, radius_km: float, *, start: float = 0.0, share: float = 1.0) -> list[Point]:
    """The points at a distance from a centre, clockwise from a share of the circle (0 is north); with the centre
    between them where it is no whole circle. Longitudes may run beyond 180, so that a ring is never torn."""
    steps = max(round(STEPS * share), 2)
    found = [beyond(centre, radius_km, 2 * math.pi * (start + share * at / steps)) for at in range(steps + 1)]
    return found if share >= 1 else [centre, *found, centre]


def beyond(centre: Point, km: float, bearing: float) -> Point:
    """The point so many km from a centre in a direction (radians from north, clockwise)."""
    longitude, latitude = math.radians(centre[0]), math.radians(centre[1])
    angle = km / EARTH_KM
    sine = math.sin(latitude) * math.cos(angle) + math.cos(latitude) * math.sin(angle) * math.cos(bearing)
    across = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(latitude),
        math.cos(angle) - math.sin(latitude) * sine)
    return math.degrees(longitude + across), math.degrees(math.asin(max(-1.0, min(1.0, sine))))


def outlined(rings: Sequence[Sequence[Point]], frame: Frame) -> BaseGeometry:
    """A polygon on the picture, cut at its edges; empty where nothing of it is there."""
    shell, *holes = ([frame.pixel(point) for point in one] for one in rings)
    return clip_by_rect(Polygon(shell, holes).buffer(0), 0, 0, frame.width, frame.height)


def lined(points: Sequence[Point], frame: Frame) -> BaseGeometry:
    """A line on the picture, cut at its edges."""
    return clip_by_rect(LineString([frame.pixel(point) for point in points]), 0, 0, frame.width, frame.height)


def turned(points: Sequence[Point], frame: Frame) -> BaseGeometry:
    """A closed ring on the picture, told again on the other side of the world where it runs beyond 180 degrees."""
    made = Polygon([frame.pixel(point) for point in points]).buffer(0)
    if frame.whole and any(abs(point[0]) > WORLD[2] for point in points):
        aside = frame.pixel((WORLD[2], 0.0))[0] - frame.pixel((WORLD[0], 0.0))[0]
        made = made.union(translate(made, -aside if points[0][0] > 0 else aside))
    return clip_by_rect(made, 0, 0, frame.width, frame.height)


def meets(box: Box, other: Box) -> bool:
    """Whether two boxes have a part in common."""
    return box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3]


def box_of(points: Iterable[Point]) -> Box:
    """The box around some points."""
    found = list(points)
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return min(xs), min(ys), max(xs), max(ys)


def largest(shape: BaseGeometry) -> Polygon | None:
    """The largest polygon of a shape, `None` where it has none."""
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    polygons = [part for part in parts if isinstance(part, Polygon) and not part.is_empty]
    return max(polygons, key=lambda part: part.area, default=None)
