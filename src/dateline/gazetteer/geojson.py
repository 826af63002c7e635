"""A GeoJSON file to features with sound geometry, one at a time.

`open_features` takes a path, `read_features` gives `Feature`s. Coordinates are WGS 84 longitude and latitude, as RFC
7946 says; a file in another reference system is refused with advice, never re-projected. A ring that crosses the 180th
meridian uncut is laid out eastwards of it (longitudes to 360), so that its inside is its inside. Rings that cross
themselves are mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import msgspec
import shapely

from dateline.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

LARGEST_BYTES: Final = 512 * 1024 * 1024
MOST_FEATURES: Final = 250_000
MOST_VERTICES: Final = 20_000_000
_LONGITUDES: Final = (-180.0, 360.0)
_HALF_TURN: Final = 180.0
_LEAST_RING: Final = 4
_TYPES: Final = frozenset({"Point", "Polygon", "MultiPolygon"})
_SLACK: Final = 1e-6
"""Degrees by which a published bound may pass a limit by rounding."""
_WGS84: Final = re.compile(r"(?:CRS:?84|EPSG:{1,2}(?:[\d.]*:)?4326|WGS ?_?(?:19)?84)$", re.IGNORECASE)
_OTHER_FORMS: Final = (
    (b"PK\x03\x04", "a zip archive; unpack it first"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"SQLite format 3", "a GeoPackage; convert it: ogr2ogr -t_srs EPSG:4326 boundaries.geojson FILE.gpkg"),
    (b"\x00\x00\x27\x0a", "a shapefile; convert it: ogr2ogr -t_srs EPSG:4326 boundaries.geojson FILE.shp"),
    (b"<", "XML (KML or GML?); convert it: ogr2ogr -t_srs EPSG:4326 boundaries.geojson FILE"),
)

_Position = list[float]
_Ring = list[_Position]
_Polygon = list[_Ring]


class _Geometry(msgspec.Struct):
    type: str
    coordinates: msgspec.Raw = msgspec.Raw()


class _Feature(msgspec.Struct):
    type: str
    properties: dict[str, Any] | None = None
    geometry: _Geometry | None = None


class _Collection(msgspec.Struct):
    type: str
    features: list[msgspec.Raw] | None = None
    crs: Any = None


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its number in the file from 1, its properties, its shape, and what was wrong with it.

    `shape` is a polygon or multipolygon, or a point; `None` where there is none that we use, and `fault` says why.
    With a shape `fault` says what was mended.
    """

    number: int
    properties: dict[str, Any]
    shape: BaseGeometry | None
    fault: str | None = None


class _Unusable(Exception):
    """A shape that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a file, each still in bytes."""

    path: Path
    raw: list[msgspec.Raw]

    def __len__(self) -> int:
        """Count them."""
        return len(self.raw)


def read_features(features: Features) -> Iterator[Feature]:
    """Read the features of a file in order; raises `UnreadableInput` for a file that cannot be used as a whole."""
    vertices, path = 0, features.path
    for number, raw in enumerate(features.raw, start=1):
        feature = _feature(raw, path=path, number=number)
        try:
            shape, fault = _shape(feature.geometry)
        except _Unusable as error:
            yield Feature(number, feature.properties or {}, None, str(error))
            continue
        _check_range(shape, path=path, number=number)
        vertices += shapely.get_num_coordinates(shape)
        if vertices > MOST_VERTICES:
            message = f"{path.name}: expected at most {MOST_VERTICES:,} vertices; simplify it or split it by country"
            raise UnreadableInput(message)
        yield Feature(number, feature.properties or {}, shape, fault)


def sample_properties(features: Features, *, most: int) -> dict[bool, list[dict[str, Any]]]:
    """Give the properties of the first areas (`False`) and points (`True`) of a file, at most so many of each."""
    samples: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for number, raw in enumerate(features.raw, start=1):
        feature = _feature(raw, path=features.path, number=number)
        if feature.geometry is not None and feature.geometry.type in _TYPES:
            kept = samples[feature.geometry.type == "Point"]
            if len(kept) < most:
                kept.append(feature.properties or {})
    return samples


def _feature(raw: msgspec.Raw, *, path: Path, number: int) -> _Feature:
    """Decode one feature, its coordinates left in bytes."""
    try:
        return msgspec.json.decode(raw, type=_Feature)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        message = f"{path.name}: feature {number}: expected a GeoJSON Feature, found: {_cause(error)}"
        raise UnreadableInput(message) from error


def open_features(path: Path) -> Features:
    """Read a file's list of features once it is known to be one in degrees; raises `UnreadableInput` else."""
    content = _content(path)
    try:
        found = msgspec.json.decode(content, type=_Collection)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        message = f"{path.name}: expected a GeoJSON FeatureCollection in UTF-8, found: {_cause(error)}"
        raise UnreadableInput(message) from error
    if found.type != "FeatureCollection" or found.features is None:
        advice = "; convert it: ogr2ogr boundaries.geojson FILE" if found.type == "Topology" else ""
        message = f"{path.name}: expected a GeoJSON FeatureCollection, found type {found.type[:40]!r}{advice}"
        raise UnreadableInput(message)
    if not 1 <= len(found.features) <= MOST_FEATURES:
        message = f"{path.name}: expected 1 to {MOST_FEATURES:,} features, found {len(found.features):,}"
        raise UnreadableInput(message)
    _check_crs(found.crs, path=path)
    return Features(path, found.features)


def _content(path: Path) -> bytes:
    """Read the bytes of a file that is of a size and, by its first bytes, of a form that we read."""
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            message = (f"{path.name}: expected at most {LARGEST_BYTES // 2**20} MB, found {size // 2**20} MB; "
                       "simplify it or split it by country")
            raise UnreadableInput(message)
        content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        message = f"{path}: expected a GeoJSON file that can be read, found: {error.strerror or error}"
        raise UnreadableInput(message) from error
    for start, advice in _OTHER_FORMS:
        if content.startswith(start):
            message = f"{path.name}: expected GeoJSON, found {advice}"
            raise UnreadableInput(message)
    return content


def _cause(error: Exception) -> str:
    """Put an error of the decoder in one line."""
    return "JSON nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]


def _check_crs(crs: object, *, path: Path) -> None:
    """Refuse a file that names another reference system than WGS 84."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not _WGS84.search(name):
        _refuse_projected(path, f"crs {str(name if name is not None else crs)[:80]!r}")


def _check_range(shape: BaseGeometry, *, path: Path, number: int) -> None:
    """Refuse a file whose coordinates are no longitudes and latitudes."""
    west, south, east, north = shape.bounds
    if west < _LONGITUDES[0] - _SLACK or east > _LONGITUDES[1] + _SLACK or max(-south, north) > 90 + _SLACK:
        _refuse_projected(path, f"coordinates from {west:g}, {south:g} to {east:g}, {north:g} in feature {number}")


def _refuse_projected(path: Path, found: str) -> None:
    """Raise the error for a file in another reference system."""
    message = (f"{path.name}: expected longitudes and latitudes in degrees (WGS 84), found {found}; re-project it: "
               "ogr2ogr -t_srs EPSG:4326 boundaries.geojson FILE")
    raise UnreadableInput(message)


def _shape(geometry: _Geometry | None) -> tuple[BaseGeometry, str | None]:
    """Make the shape of a feature, mended where it has to be, with what was wrong; raises `_Unusable`."""
    if geometry is None or not geometry.coordinates:
        raise _Unusable("it has no geometry")
    try:
        if geometry.type == "Point":
            return _point(msgspec.json.decode(geometry.coordinates, type=_Position)), None
        if geometry.type == "Polygon":
            polygons = [msgspec.json.decode(geometry.coordinates, type=_Polygon)]
        elif geometry.type == "MultiPolygon":
            polygons = msgspec.json.decode(geometry.coordinates, type=list[_Polygon])
        else:
            message = f"a {geometry.type[:40]} is neither an area nor a point"
            raise _Unusable(message)
    except (msgspec.DecodeError, RecursionError) as error:
        message = f"its coordinates are not those of a {geometry.type}: {_cause(error)}"
        raise _Unusable(message) from error
    return _area(polygons)


def _point(position: _Position) -> BaseGeometry:
    """Make a point."""
    if len(position) < 2:  # noqa: PLR2004
        raise _Unusable("a point needs longitude and latitude")
    return shapely.Point(position[0], position[1])


def _area(polygons: list[_Polygon]) -> tuple[BaseGeometry, str | None]:
    """Make a polygon or multipolygon of rings; the first ring of each is its outline, the others are holes."""
    faults: list[str] = []
    parts = []
    for rings in polygons:
        laid = [_ring(ring, faults) for ring in rings]
        if laid and laid[0]:
            parts.append(shapely.Polygon(laid[0], [_beside(hole, laid[0]) for hole in laid[1:] if hole]))
    if not parts:
        raise _Unusable(faults[-1] if faults else "it has no ring")
    shape: BaseGeometry = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if not shapely.is_valid(shape):
        faults.append(shapely.is_valid_reason(shape).partition("[")[0].strip().lower())
        shape = _only_areas(shapely.make_valid(shape))
    if shape.is_empty or shape.area == 0:
        raise _Unusable("its rings enclose nothing")
    return shape, "; ".join(dict.fromkeys(faults)) or None


def _ring(ring: _Ring, faults: list[str]) -> list[tuple[float, float]]:
    """Close a ring and lay it out over the 180th meridian; empty, with a fault, where it is no ring."""
    if any(len(position) < 2 for position in ring):  # noqa: PLR2004
        faults.append("a position without latitude")
        return []
    laid = [(position[0], position[1]) for position in ring]
    if laid and laid[0] != laid[-1]:
        laid.append(laid[0])
        faults.append("a ring that was not closed")
    if len(laid) < _LEAST_RING:
        faults.append("a ring of fewer than four positions")
        return []
    return _over_meridian(laid)


def _over_meridian(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Add 360 degrees behind each step of more than half a turn, where the ring then closes and has an inside.

    A ring round a pole does not close so, and one all along the 180th meridian loses its inside: both stay as they are.
    """
    if all(abs(after[0] - before[0]) <= _HALF_TURN for before, after in pairwise(ring)):
        return ring
    turn, laid = 0.0, [ring[0]]
    for before, after in pairwise(ring):
        step = after[0] - before[0]
        turn += -2 * _HALF_TURN if step > _HALF_TURN else 2 * _HALF_TURN if step < -_HALF_TURN else 0.0
        laid.append((after[0] + turn, after[1]))
    west = min(longitude for longitude, _ in laid)
    if turn or shapely.Polygon(laid).area == 0:
        return ring
    shift = 2 * _HALF_TURN if west < -_HALF_TURN else 0.0
    return [(longitude + shift, latitude) for longitude, latitude in laid]


def _beside(hole: list[tuple[float, float]], outline: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Move a hole by a turn where its outline was laid out eastwards and it was not."""
    east = max(longitude for longitude, _ in outline)
    west = min(longitude for longitude, _ in outline)
    if max(longitude for longitude, _ in hole) < west and east > _HALF_TURN:
        return [(longitude + 2 * _HALF_TURN, latitude) for longitude, latitude in hole]
    return hole


def _only_areas(shape: BaseGeometry) -> BaseGeometry:
    """Keep the polygons of what mending gave; lines and points enclose nothing."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in {"Polygon", "MultiPolygon"}]
    polygons = [polygon for part in parts for polygon in shapely.get_parts(part)]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
