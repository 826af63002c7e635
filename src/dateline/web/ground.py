"""The ground of the map as drawn paths: land and borders of one frame, disputed borders apart, as fine as the frame
needs.

A frame is west, south, east, north in degrees, drawn flat with its middle latitude true to scale. Points are put upon a
grid of the drawing, the same for every outline, so that neighbours still meet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from dateline.export.worldmap import load_world, signed_area

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.export.worldmap import Ring

Box = tuple[float, float, float, float]

WORLD: Final[Box] = (-180.0, -58.0, 180.0, 80.0)
STEPS: Final = 900
"""Steps of the grid across a frame."""
BEYOND: Final = 0.6
"""How far outside a frame the ground is drawn, in its widths, so that the map can be pulled a little."""
LEAST_NAMED: Final = 0.07
"""Of the width of a frame: how wide an area must be seen for its name to stand on it."""
NAMING: Final = 7
"""Points tried for a name, each way."""
KM_PER_DEGREE: Final = 111.32
LEAST_SPAN: Final = 8.0
MARGIN: Final = 0.12
RATIO: Final = 0.56
"""Height of the drawing over its width."""
STEEPEST: Final = 65.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown, and the latitude that is true to scale."""

    box: Box
    middle: float

    @property
    def narrow(self) -> float:
        """How much of a degree of latitude a degree of longitude measures there."""
        return math.cos(math.radians(self.middle))

    @property
    def width(self) -> float:
        """In degrees of latitude, which are the units of the drawing."""
        return (self.box[2] - self.box[0]) * self.narrow

    @property
    def height(self) -> float:
        """In degrees."""
        return self.box[3] - self.box[1]

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A point in units of the drawing, y downwards."""
        return longitude * self.narrow, -latitude


def frame_about(spots: Sequence[tuple[float, float, float]]) -> Frame:
    """The frame that holds all areas (latitude, longitude, radius in km) with a margin; the world where there are none
    or they lie all over it."""
    if not spots:
        return Frame(WORLD, 30.0)
    south = min(lat - km / KM_PER_DEGREE for lat, _, km in spots)
    north = max(lat + km / KM_PER_DEGREE for lat, _, km in spots)
    middle = max(-STEEPEST, min(STEEPEST, (south + north) / 2))
    narrow = math.cos(math.radians(middle))
    west = min(lon - km / KM_PER_DEGREE / narrow for _, lon, km in spots)
    east = max(lon + km / KM_PER_DEGREE / narrow for _, lon, km in spots)
    wide = max((east - west) * (1 + 2 * MARGIN) * narrow, (north - south) * (1 + 2 * MARGIN) / RATIO, LEAST_SPAN)
    if wide >= (WORLD[2] - WORLD[0]) * 0.7:
        return Frame(WORLD, 30.0)
    x, y, half = (west + east) / 2, (south + north) / 2, wide / narrow / 2
    return Frame((x - half, y - wide * RATIO / 2, x + half, y + wide * RATIO / 2), round(middle, 2))


@lru_cache(maxsize=32)
def ground(frame: Frame) -> dict[str, Any]:
    """Paths of areas and borders in steps of `unit`, from the corner `x`, `y` on, all in units of the drawing."""
    world = load_world()
    unit = frame.width / STEPS
    west, _, east, north = frame.box
    across, down = (east - west) * BEYOND, frame.height * BEYOND
    reach: Box = (west - across, frame.box[1] - down, east + across, north + down)
    x, y = frame.point(west, north)
    pen = _Pen(frame, reach, x, y, unit)
    areas = [{"code": one.code, "name": one.name, "d": path} for one in world.areas
             if (path := "".join(pen.closed(ring) for polygon in one.polygons for ring in polygon))]
    borders = [{"name": one.name, "disputed": one.disputed, "d": path} for one in world.borders
               if (path := "".join(pen.open(line) for line in one.lines))]
    names = [{"name": one.name, "x": round(at[0], 3), "y": round(at[1], 3)} for one in world.areas
             if one.code and (at := _name_point(one.polygons, frame))]
    return {
        "names": names, "unit": round(unit, 6), "x": round(x, 4), "y": round(y, 4), "areas": areas, "borders": borders,
        "source": world.source, "not_drawn": world.not_drawn}


def _name_point(polygons: Sequence[Sequence[Ring]], frame: Frame) -> tuple[float, float] | None:
    """Where in a frame the name of an area stands, in units of the drawing: among some points of the frame, the middle
    one that lies on its largest part; `None` where too little of it is seen."""
    ring = max((polygon[0] for polygon in polygons), key=lambda one: abs(signed_area(one)))
    west, south, east, north = frame.box
    west, east = max(west, min(x for x, _ in ring)), min(east, max(x for x, _ in ring))
    south, north = max(south, min(y for _, y in ring)), min(north, max(y for _, y in ring))
    if (east - west) * frame.narrow < frame.width * LEAST_NAMED or south >= north:
        return None
    points = [(west + (east - west) * (i + 0.5) / NAMING, south + (north - south) * (j + 0.5) / NAMING)
              for i in range(NAMING) for j in range(NAMING)]
    on_it = [point for point in points if _is_inside(point, ring)]
    if len(on_it) * 4 < len(points):
        return None
    x, y = (sum(point[at] for point in on_it) / len(on_it) for at in (0, 1))
    return frame.point(*min(on_it, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2))


def _is_inside(point: tuple[float, float], ring: Ring) -> bool:
    """Whether a ray from the point crosses the ring an odd number of times."""
    x, y = point
    return sum((y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
               for (x1, y1), (x2, y2) in pairwise(ring)) % 2 == 1


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws rings and lines upon the grid of a frame."""

    frame: Frame
    reach: Box
    x: float
    y: float
    unit: float

    def closed(self, ring: Ring) -> str:
        """An area's outline; empty where it is out of reach or smaller than a step."""
        points = self._points(ring)
        return f"{_moves(points)}z" if len(set(points)) > 2 else ""  # noqa: PLR2004 - a triangle

    def open(self, line: Ring) -> str:
        """A line; empty where it is out of reach."""
        points = self._points(line)
        return _moves(points) if len(points) > 1 else ""

    def _points(self, ring: Ring) -> list[tuple[int, int]]:
        """The points on the grid, each once; what is far outside is drawn at the edge of reach."""
        west, south, east, north = self.reach
        if max(x for x, _ in ring) < west or min(x for x, _ in ring) > east:
            return []
        if max(y for _, y in ring) < south or min(y for _, y in ring) > north:
            return []
        points: list[tuple[int, int]] = []
        narrow = self.frame.narrow
        for lon, lat in ring:
            at = (round((min(max(lon, west), east) * narrow - self.x) / self.unit),
                  round((-min(max(lat, south), north) - self.y) / self.unit))
            if not points or at != points[-1]:
                points.append(at)
        return points


def _moves(points: Iterable[tuple[int, int]]) -> str:
    """A path by the steps from point to point."""
    ordered = list(points)
    steps = [f"{x - px} {y - py}" for (px, py), (x, y) in pairwise(ordered)]
    return f"M{ordered[0][0]} {ordered[0][1]}l{' '.join(steps)}"
