"""What lies under a map: land, tinted countries, borders (disputed ones dashed), names of countries, a scale."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shapely.geometry import LineString

from dateline.export.frames import box_of, largest, lined, meets, outlined
from dateline.export.shapes import feature, overlaps, shape_layer, word_box, word_layer
from dateline.export.worldmap import load_world

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

    from dateline.export.frames import Box, Frame
    from dateline.export.worldmap import Area

SEA, LAND, TINT, COAST = "#e6edf3", "#faf8f3", "#ecdfbd", "#b4bec6"
SETTLED, DISPUTED, NAME = "#c4beb0", "#7d766a", "#8f8875"
NAME_SIZE = 11
SIDES = 0.5
"""Of how much of a country's width its name may be the double."""
BARS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Kilometres that a scale bar may stand for."""
BAR_SHARE = 0.17
"""How much of the picture's width it may take."""


@dataclass(slots=True)
class Ground:
    """The layers under a map and the names of countries that may be told on it, the largest country first."""

    layers: list[Any] = field(default_factory=list)
    names: list[tuple[str, Polygon]] = field(default_factory=list)


def ground(frame: Frame, tinted: frozenset[str]) -> Ground:
    """Land and borders of the frame; a country without a code is disputed and has no name on the map."""
    world = load_world()
    made = Ground()
    shapes: list[dict[str, Any]] = []
    for area in world.areas:
        shape = _shape(area, frame)
        if shape is not None and not shape.is_empty:
            shapes.append(feature(shape, fill=TINT if area.code in tinted else LAND))
            body = largest(shape)
            if area.code and body is not None:
                made.names.append((area.name, body))
    made.names.sort(key=lambda one: (-one[1].area, one[0]))
    made.layers.append(shape_layer(shapes, filled=True, stroke=COAST, width=0.7))
    settled = _lines(frame, disputed=False)
    disputed = _lines(frame, disputed=True)
    # The outline of the land runs along every border, too: under dashes it is painted over.
    made.layers.append(shape_layer([*settled, *disputed], filled=False, stroke=LAND, width=1.4))
    made.layers.append(shape_layer(settled, filled=False, stroke=SETTLED, width=0.9))
    made.layers.append(shape_layer(disputed, filled=False, stroke=DISPUTED, width=1.0, dash=(4, 3)))
    return made


def _shape(area: Area, frame: Frame) -> BaseGeometry | None:
    """An area on the picture, `None` where it is elsewhere."""
    made: BaseGeometry | None = None
    for rings in area.polygons:
        if meets(box_of(rings[0]), frame.box):
            part = outlined(rings, frame)
            made = part if made is None else made.union(part)
    return made


def _lines(frame: Frame, *, disputed: bool) -> list[dict[str, Any]]:
    """The borders on the picture."""
    return [
        feature(shape) for border in load_world().borders if border.disputed is disputed for line in border.lines
        if meets(box_of(line), frame.box) and not (shape := lined(line, frame)).is_empty]


def country_names(names: Iterable[tuple[str, Polygon]], taken: list[Box], frame: Frame) -> list[Any]:
    """Names of countries that have room on the picture beside the words that are there; `taken` grows by them."""
    words: list[dict[str, Any]] = []
    for name, body in names:
        if any(one["text"] == name.upper() for one in words):
            continue
        at = body.representative_point()
        box = word_box(name.upper(), at.x, at.y, size=NAME_SIZE, align="center")
        wide = body.bounds[2] - body.bounds[0]
        if (box[2] - box[0]) * SIDES > wide or overlaps(box, taken) or not _inside(box, frame):
            continue
        taken.append(box)
        words.append({"x": round(at.x, 1), "y": round(at.y, 1), "text": name.upper(), "align": "center"})
    return list(word_layer(words, size=NAME_SIZE, colour=NAME)) if words else []


def _inside(box: Box, frame: Frame) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= frame.width and box[3] <= frame.height


def scale_bar(frame: Frame, taken: list[Box]) -> Iterator[Any]:
    """A bar of so many km, true in the middle of the picture; none for the whole world, where it would be true
    nowhere."""
    if frame.whole:
        return
    km = frame.km_per_pixel()
    length = max((bar for bar in BARS if bar / km <= frame.width * BAR_SHARE), default=BARS[0])
    left, low = 16.0, frame.height - 16.0
    right = left + length / km
    taken.append((0, low - 24, right + 12, float(frame.height)))
    bar = LineString([(left, low - 5), (left, low), (right, low), (right, low - 5)])
    yield shape_layer([feature(bar)], filled=False, stroke="#4a5560", width=1.4)
    word = {"x": left + 4, "y": low - 9, "text": f"{length:,} km", "align": "left"}
    yield from word_layer([word], size=NAME_SIZE, colour="#4a5560")
