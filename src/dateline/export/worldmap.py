"""The outlines of the world that ship: areas under our country codes, and the borders between them, disputed ones told
apart.

Made by `tools/build_world.py` from Natural Earth (public domain) by way of the npm package world-atlas; checked here
when read. `load_world` gives them in degrees, `as_geojson` for whoever draws maps in a browser.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.codebook.reading import read_struct
from dateline.errors import ConfigError, MissingPart

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent.parent / "data" / "world"

Point = tuple[float, float]
Ring = tuple[Point, ...]
Arc = tuple[tuple[int, int], ...]

LEAST_POINTS = 4
"""Of a closed ring, its first point told again at the end."""


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the files of this folder."""


class Line(Row, frozen=True, kw_only=True):
    """A disputed border that is drawn: between which areas of the source, and within which box (west, south, east,
    north), where not all of it is meant. `recalled` marks what was not read again."""

    name: str
    between: tuple[tuple[str, str], ...]
    box: tuple[float, ...] = ()
    recalled: bool = False


class Undrawn(Row, frozen=True, kw_only=True):
    """A disputed line that the outlines do not have."""

    name: str


class Disputed(Row, frozen=True, kw_only=True):
    """The table of `disputed.toml`."""

    drawn: tuple[Line, ...]
    not_drawn: tuple[Undrawn, ...]


class Properties(Row, frozen=True, kw_only=True):
    """What the file says of an area or a border; a border that is settled has no name."""

    name: str | None
    disputed: bool = False


class Geometry(Row, frozen=True, kw_only=True):
    """An area or border by the numbers of its arcs."""

    type: str
    properties: Properties
    arcs: tuple[Any, ...]
    id: str | None = None


class Collection(Row, frozen=True, kw_only=True):
    """Geometries of one kind."""

    type: str
    geometries: tuple[Geometry, ...]


class Transform(Row, frozen=True, kw_only=True):
    """Degrees of a step, and where counting begins."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Topology(Row, frozen=True, kw_only=True):
    """The file."""

    type: str
    source: str
    transform: Transform
    objects: dict[str, Collection]
    arcs: tuple[Arc, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the map: its country code (`None` where it is disputed whose it is), its name, and its polygons, each
    an outer ring (counter-clockwise) and its holes, points as longitude and latitude."""

    code: str | None
    name: str
    polygons: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Border:
    """A line between two areas; `name` is that of the dispute, `None` where it is settled."""

    name: str | None
    disputed: bool
    lines: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class World:
    """All areas by name, all borders, the names of disputed lines that are not there, and the source."""

    areas: tuple[Area, ...]
    borders: tuple[Border, ...]
    not_drawn: tuple[str, ...]
    source: str


@cache
def load_disputed() -> Disputed:
    """Which borders are disputed."""
    return read_struct(FOLDER / "disputed.toml", Disputed)


@cache
def load_world() -> World:
    """The outlines; raises `MissingPart` where the file is absent and `ConfigError` where it is not as it should be."""
    file = FOLDER / "world.json"
    try:
        topology = msgspec.json.decode(file.read_bytes(), type=Topology)
    except FileNotFoundError as error:
        message = f"{file.name}: no such file in {file.parent}; reinstall dateline"
        raise MissingPart(message) from error
    except msgspec.DecodeError as error:
        message = f"{file.name}: {error}"
        raise ConfigError(message) from error
    arcs = [_degrees(arc, topology.transform) for arc in topology.arcs]
    objects = topology.objects
    return World(
        areas=tuple(
            Area(one.id, one.properties.name or "", tuple(
                tuple(_ring(ring, arcs, outer=not at, name=one.properties.name) for at, ring in enumerate(rings))
                for rings in one.arcs))
            for one in objects["countries"].geometries),
        borders=tuple(
            Border(one.properties.name, one.properties.disputed, tuple(_line(line, arcs) for line in one.arcs))
            for one in objects["borders"].geometries),
        not_drawn=tuple(one.name for one in load_disputed().not_drawn), source=topology.source)


def _degrees(arc: Arc, transform: Transform) -> Ring:
    """One arc in degrees, to the hundredth of a step."""
    (sx, sy), (tx, ty) = transform.scale, transform.translate
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((round(x * sx + tx, 4), round(y * sy + ty, 4)))
    return tuple(points)


def _line(numbers: Iterable[int], arcs: list[Ring]) -> Ring:
    """The arcs of a line end to end; a number below zero is its complement's arc backwards."""
    found: list[Point] = []
    for at in numbers:
        points = arcs[at] if at >= 0 else arcs[~at][::-1]
        found.extend(points[1:] if found else points)
    return tuple(found)


def _ring(numbers: Iterable[int], arcs: list[Ring], *, outer: bool, name: str | None) -> Ring:
    """A closed ring, an outer one counter-clockwise and a hole clockwise, as GeoJSON wants it."""
    points = _line(numbers, arcs)
    if len(points) < LEAST_POINTS or points[0] != points[-1]:
        message = f"world.json: {name}: expected a closed ring, found {len(points)} points from {points[:1]}"
        raise ConfigError(message)
    return points if (signed_area(points) > 0) == outer else points[::-1]


def signed_area(ring: Ring) -> float:
    """The area in square degrees on a flat map, above zero where the ring runs counter-clockwise."""
    return sum(one[0] * two[1] - two[0] * one[1] for one, two in pairwise(ring)) / 2


def as_geojson(world: World) -> dict[str, Any]:
    """Areas and borders as one FeatureCollection (RFC 7946): `kind` is area or border, `disputed` says of a border that
    it is to be dashed."""
    areas = [
        {"type": "Feature", "properties": {"kind": "area", "code": one.code, "name": one.name},
         "geometry": {"type": "MultiPolygon", "coordinates": one.polygons}} for one in world.areas]
    borders = [
        {"type": "Feature", "properties": {"kind": "border", "name": one.name, "disputed": one.disputed},
         "geometry": {"type": "MultiLineString", "coordinates": one.lines}} for one in world.borders]
    made: dict[str, Any] = json.loads(json.dumps(
        {"type": "FeatureCollection", "source": world.source, "not_drawn": world.not_drawn,
         "features": [*areas, *borders]}))
    return made
