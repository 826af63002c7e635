"""Make the outlines of the world that ship (data/world/world.json) from the npm package world-atlas.

Its 1:50m countries (Natural Earth 4.1.0, public domain) are simplified, their numbers become our country codes, the
borders between two areas become lines of their own, and those that `disputed.toml` names are marked. Crimea, which the
source joins to Russia, becomes an area of its own without a country; Western Sahara, of which the source has only what
lies east of the berm, goes up to its northern border, and the berm stays a dashed line in it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/build_world.py package/countries-50m.json
"""

from __future__ import annotations

import json
import math
import sys
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shapely.affinity import translate
from shapely.geometry import LineString, Polygon
from shapely.ops import clip_by_rect

from dateline.export.schemas.tables import load_countries
from dateline.export.worldmap import FOLDER, Disputed, Line, load_disputed

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

STEP = 0.005
"""Degrees between two values that the file can hold."""
TOLERANCE = 0.02
"""Degrees by which a simplified line may lie off its own."""
LEAST_POINTS = 4
HALF, FULL, POLE = 180, 360, 89.9
CRIMEA, CRIMEA_IN = "Crimea", "Russia"
SAHARA, SAHARA_CODE, SAHARA_IN = "Western Sahara", "ESH", "Morocco"
SAHARA_NORTH = 27.667
"""Latitude of the northern border of Western Sahara, 27°40' N, which the source does not draw."""
SETTLED = "settled"
OTHERS = {"Kosovo": "KOS", "Indian Ocean Ter.": "AUS"}
"""Areas to which the source gives no number, and whose they are."""

Point = tuple[float, float]
Arcs = dict[int, list[int]]


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def owners_of(countries: list[dict[str, Any]]) -> dict[int, tuple[str, ...]]:
    """Which areas an arc bounds, by name."""
    found: dict[int, set[str]] = {}
    for country in countries:
        for at in flat(country["arcs"]):
            found.setdefault(at if at >= 0 else ~at, set()).add(country["properties"]["name"])
    return {at: tuple(sorted(names)) for at, names in found.items()}


def flat(arcs: Any) -> list[int]:  # noqa: ANN401 - lists of lists, as deep as the geometry
    """All numbers of arcs in a geometry."""
    return [arcs] if isinstance(arcs, int) else [at for part in arcs for at in flat(part)]


def label(pair: tuple[str, ...], middle: Point, disputed: Disputed) -> str:
    """The name of the dispute that a piece of a border belongs to, `SETTLED` for none."""
    for line in disputed.drawn:
        if any(tuple(sorted(two)) == pair for two in line.between) and is_in(line, middle):
            return line.name
    return SETTLED


def is_in(line: Line, point: Point) -> bool:
    """Whether a point lies in the box of a row; a row without a box has all."""
    if not line.box:
        return True
    west, south, east, north = line.box
    return west <= point[0] <= east and south <= point[1] <= north


def pieces(points: list[Point], pair: tuple[str, ...], disputed: Disputed) -> list[tuple[str, list[Point]]]:
    """A border cut where it enters or leaves a dispute; each piece ends where the next begins."""
    steps = [(label(pair, ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2), disputed), one, two)
             for one, two in pairwise(points)]
    return [(name, [run[0][1], *(two for _, _, two in run)])
            for name, run in ((name, list(group)) for name, group in groupby(steps, key=lambda step: step[0]))]


def simplified(points: list[Point]) -> list[tuple[int, int]]:
    """A line with fewer points, in whole steps; its ends stay where they are, a ring stays one."""
    kept = list(LineString(points).simplify(TOLERANCE).coords)
    closed = points[0] == points[-1]
    if closed and len(set(map(quantised, kept))) < LEAST_POINTS - 1:
        kept = points
    return [at for at, _ in groupby(map(quantised, kept))]


def quantised(point: tuple[float, ...]) -> tuple[int, int]:
    """A point in steps from the south-west."""
    return round((point[0] + 180) / STEP), round((point[1] + 90) / STEP)


def delta(points: list[tuple[int, int]]) -> list[list[int]]:
    """The first point, then the steps from each to the next."""
    return [list(points[0]), *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(points))]


def renumbered(arcs: Any, numbers: Arcs) -> Any:  # noqa: ANN401 - as deep as the geometry
    """A geometry in the numbers of the new arcs; those that run backwards are complements, as TopoJSON has it."""
    if not isinstance(arcs[0], int):
        return [renumbered(part, numbers) for part in arcs]
    found = []
    for at in arcs:
        found.extend(numbers[at] if at >= 0 else [~one for one in reversed(numbers[~at])])
    return found


def without_slivers(country: dict[str, Any], arcs: list[list[tuple[int, int]]]) -> dict[str, Any]:
    """A country without rings that simplifying left with no width, its last one excepted."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    kept = [[ring for ring in rings if width(ring, arcs)] for rings in polygons]
    kept = [rings for rings in kept if rings] or polygons
    return {**country, "type": "MultiPolygon", "arcs": kept}


def width(ring: list[int], arcs: list[list[tuple[int, int]]]) -> bool:
    """Whether a ring still bounds something."""
    points = {point for at in ring for point in arcs[at if at >= 0 else ~at]}
    return len(points) >= LEAST_POINTS - 1


def cut(rings: list[list[int]], arcs: list[list[Point]]) -> list[list[list[Point]]] | None:
    """The parts on either side of the 180th meridian of a polygon that crosses it; `None` for one that does not.

    The source has joined them; on a flat map they are two. A ring around a pole is closed along the pole.
    """
    lines = [[arcs[~at][::-1] if at < 0 else arcs[at] for at in ring] for ring in rings]
    points = [[point for line in parts for point in line] for parts in lines]
    points = [ring for ring in points if any(abs(y) < POLE for _, y in ring)]
    if not any(crosses(ring) for ring in points):
        return None
    whole = Polygon(*_shell_and_holes([unwound(ring) for ring in points])).buffer(0)
    found = []
    for turn in (-FULL, 0, FULL):
        part = clip_by_rect(translate(whole, turn), -HALF, -90, HALF, 90)
        polygons = part.geoms if hasattr(part, "geoms") else [part]
        found.extend([list(ring.coords) for ring in (one.exterior, *one.interiors)]
                     for one in polygons if isinstance(one, Polygon) and not one.is_empty)
    return found


def crosses(ring: list[Point]) -> bool:
    """Whether a ring crosses the 180th meridian."""
    return any(abs(b[0] - a[0]) > HALF for a, b in pairwise(ring))


def _shell_and_holes(rings: list[list[Point]]) -> tuple[list[Point], list[list[Point]]]:
    return rings[0], rings[1:]


def unwound(ring: list[Point]) -> list[Point]:
    """A ring whose longitudes run on beyond 180 degrees; one that ends a turn off goes back along the pole."""
    turn = 0
    found = [ring[0]]
    for before, point in pairwise(ring):
        step = point[0] - before[0]
        turn += -FULL if step > HALF else FULL if step < -HALF else 0
        found.append((point[0] + turn, point[1]))
    if turn:
        pole = math.copysign(90, sum(y for _, y in found))
        found += [(found[-1][0], pole), (found[0][0], pole), found[0]]
    return found


def parted(
    polygons: list[list[list[int]]], source: list[list[Point]], arcs: list[list[tuple[int, int]]], numbers: Arcs,
) -> list[list[list[int]]]:
    """Polygons in the numbers of the new arcs; those that cross the 180th meridian in parts with arcs of their own."""
    found = []
    for rings in polygons:
        parts = cut(rings, source)
        if parts is None:
            found.append(renumbered(rings, numbers))
            continue
        for part in parts:
            found.append([[len(arcs) + at] for at in range(len(part))])
            arcs.extend(simplified(ring) for ring in part)
    return found


def below(rings: list[list[int]], arcs: list[list[Point]], latitude: float) -> BaseGeometry:
    """The part of a polygon south of a parallel."""
    return clip_by_rect(polygon_of(rings, arcs), -HALF, -90, HALF, latitude)


def above(rings: list[list[int]], arcs: list[list[Point]], latitude: float) -> BaseGeometry:
    """The part of a polygon north of a parallel."""
    return clip_by_rect(polygon_of(rings, arcs), -HALF, latitude, HALF, 90)


def polygon_of(rings: list[list[int]], arcs: list[list[Point]]) -> Polygon:
    """A polygon in degrees."""
    lines = [[point for at in ring for point in (arcs[~at][::-1] if at < 0 else arcs[at])] for ring in rings]
    return Polygon(*_shell_and_holes(lines)).buffer(0)


def drawn(shape: BaseGeometry, arcs: list[list[tuple[int, int]]]) -> list[list[list[int]]]:
    """A shape as polygons with arcs of their own."""
    found = []
    for one in getattr(shape, "geoms", [shape]):
        rings = [list(ring.coords) for ring in (one.exterior, *one.interiors)]
        found.append([[len(arcs) + at] for at in range(len(rings))])
        arcs.extend(simplified(ring) for ring in rings)
    return found


def countries_of(
    topology: dict[str, Any], numbers: Arcs, crimea: set[int], arcs: list[list[tuple[int, int]]],
) -> list[dict[str, Any]]:
    """The areas under our codes; those of no country of their own have none."""
    lines = decoded(topology)
    codes = {int(one.number): one.code for one in load_countries().values() if one.number}
    names = {one.code: one.name for one in load_countries().values()}
    found = []
    for source in topology["objects"]["countries"]["geometries"]:
        name = source["properties"]["name"]
        code = OTHERS.get(name) or codes.get(int(source.get("id", 0)))
        polygons = source["arcs"] if source["type"] == "MultiPolygon" else [source["arcs"]]
        if name == CRIMEA_IN:
            apart = [rings for rings in polygons if crimea & {at if at >= 0 else ~at for at in flat(rings)}]
            polygons = [rings for rings in polygons if rings not in apart]
            found.append(area(CRIMEA, None, parted(apart, lines, arcs, numbers)))
        if name == SAHARA_IN:
            inside = below(polygons[0], lines, SAHARA_NORTH)
            found.append(area(SAHARA, SAHARA_CODE, drawn(inside, arcs)))
            found.append(area(names.get(code or "", name), code, drawn(above(polygons[0], lines, SAHARA_NORTH), arcs)))
            continue
        found.append(area(names.get(code or "", name), code, parted(polygons, lines, arcs, numbers)))
    return sorted(found, key=lambda one: one["properties"]["name"])


def area(name: str, code: str | None, arcs: list[Any]) -> dict[str, Any]:
    """One area as TopoJSON has it."""
    return {"type": "MultiPolygon", **({"id": code} if code else {}), "properties": {"name": name}, "arcs": arcs}


def main(file: str) -> None:
    """Write the outlines."""
    topology = json.loads(Path(file).read_text(encoding="utf-8"))
    disputed = load_disputed()
    owners = owners_of(topology["objects"]["countries"]["geometries"])
    numbers: Arcs = {}
    arcs: list[list[tuple[int, int]]] = []
    lines: dict[str, list[int]] = {}
    crimea: set[int] = set()
    for at, points in enumerate(decoded(topology)):
        pair = owners.get(at, ())
        cut = pieces(points, pair, disputed) if len(pair) > 1 else [("", points)]
        numbers[at] = list(range(len(arcs), len(arcs) + len(cut)))
        for name, piece in cut:
            if name:
                lines.setdefault(name, []).append(len(arcs))
            if name == CRIMEA:
                crimea.add(at)
            arcs.append(simplified(piece))
    morocco = next(one for one in topology["objects"]["countries"]["geometries"]
                   if one["properties"]["name"] == SAHARA_IN)
    polygons = morocco["arcs"] if morocco["type"] == "MultiPolygon" else [morocco["arcs"]]
    parallel = LineString([(-HALF, SAHARA_NORTH), (HALF, SAHARA_NORTH)]).intersection(
        polygon_of(polygons[0], decoded(topology)))
    lines[SAHARA].append(len(arcs))
    arcs.append(simplified(list(parallel.coords)))
    countries = [without_slivers(one, arcs) for one in countries_of(topology, numbers, crimea, arcs)]
    borders = [
        {"type": "MultiLineString", "properties": {"name": name if name != SETTLED else None,
                                                   "disputed": name != SETTLED}, "arcs": [[at] for at in found]}
        for name, found in sorted(lines.items())]
    world = {
        "type": "Topology", "source": "Natural Earth 4.1.0, 1:50m, by way of world-atlas 2.0.2; simplified",
        "transform": {"scale": [STEP, STEP], "translate": [-180, -90]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": countries},
                    "borders": {"type": "GeometryCollection", "geometries": borders}},
        "arcs": [delta(points) for points in arcs],
    }
    target = FOLDER / "world.json"
    target.write_text(json.dumps(world, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    missing = sorted({line.name for line in disputed.drawn} - set(lines))
    sys.stdout.write(f"{target.name}: {len(countries)} areas, {len(arcs)} lines, {target.stat().st_size:,} bytes; "
          f"not found: {', '.join(missing) or 'none'}\n")


if __name__ == "__main__":
    main(sys.argv[1])
