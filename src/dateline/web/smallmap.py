"""A small map without script: outlines about some areas, each area as large as its uncertainty, never a pin."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from dateline.export.worldmap import load_world

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.export.worldmap import Ring

WIDTH: Final = 720
RATIO: Final = 0.52
KM_PER_DEGREE: Final = 111.32
LEAST_SPAN: Final = 4.0
"""Degrees that a map shows at least."""
LEAST_RADIUS: Final = 3.0
MARGIN: Final = 0.15
Box = tuple[float, float, float, float]
Spot = tuple[float, float, float, str]
"""Latitude, longitude, uncertainty in km, words."""


@cache
def _outlines() -> tuple[tuple[Box, Ring], ...]:
    """Every outer ring with the box around it."""
    return tuple(
        ((min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring)), ring)
        for area in load_world().areas for polygon in area.polygons for ring in polygon[:1])


def small_map(spots: Iterable[Spot]) -> dict[str, Any] | None:
    """Paths of land and circles of areas in the frame that holds the spots; `None` where there are none."""
    shown = [spot for spot in spots if -85 < spot[0] < 85]  # noqa: PLR2004 - degrees
    if not shown:
        return None
    frame = _frame(shown)
    west, south, east, north = frame
    per_degree = WIDTH / (east - west)
    narrow = math.cos(math.radians((south + north) / 2)) or 0.1
    height = (north - south) * per_degree / narrow
    land = [path for box, ring in _outlines() if _meets(box, frame)
            if (path := _path(ring, frame, per_degree, per_degree / narrow))]
    circles = [
        {"x": round((lon - west) * per_degree, 1), "y": round((north - lat) * per_degree / narrow, 1),
         "r": round(max(LEAST_RADIUS, km / KM_PER_DEGREE * per_degree / narrow), 1), "text": text}
        for lat, lon, km, text in shown]
    return {"width": WIDTH, "height": round(height), "land": land, "spots": circles, "source": load_world().source}


def _frame(spots: Sequence[Spot]) -> Box:
    """The box around all areas, with a margin, no narrower than `LEAST_SPAN`, in the shape of the drawing."""
    reach = [km / KM_PER_DEGREE for _, _, km, _ in spots]
    south = min(spot[0] - more for spot, more in zip(spots, reach, strict=True))
    north = max(spot[0] + more for spot, more in zip(spots, reach, strict=True))
    west = min(spot[1] - more for spot, more in zip(spots, reach, strict=True))
    east = max(spot[1] + more for spot, more in zip(spots, reach, strict=True))
    narrow = math.cos(math.radians((south + north) / 2)) or 0.1
    wide = max((east - west) * (1 + 2 * MARGIN), LEAST_SPAN, (north - south) * (1 + 2 * MARGIN) / RATIO / narrow)
    tall = wide * RATIO * narrow
    x, y = (west + east) / 2, (south + north) / 2
    return (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _path(ring: Ring, frame: Box, across: float, down: float) -> str:
    """A ring as the path of a drawing: points nearer than a pixel to the last one left out."""
    west, _, _, north = frame
    points: list[tuple[int, int]] = []
    for lon, lat in ring:
        point = (_within((lon - west) * across), _within((north - lat) * down))
        if not points or abs(point[0] - points[-1][0]) + abs(point[1] - points[-1][1]) > 1:
            points.append(point)
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z" if len(points) > 2 else ""  # noqa: PLR2004 - a triangle


def _within(value: float) -> int:
    """A number of pixels, no further outside than drawings can stand."""
    return round(min(max(value, -9000.0), 9000.0))
