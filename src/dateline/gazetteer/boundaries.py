"""A set of boundaries as `dateline places import` keeps it: which divisions a circle touches, exactly.

One file a set, `FOLDER/places/NAME.boundaries`: a JSON header, the divisions, and their shapes as WKB, memory-mapped
and decoded when a box about them is touched. `shapely` is imported only then, so that whoever has no boundaries does
not wait for it. `write_set` writes what `open_set` reads.
"""

from __future__ import annotations

import hashlib
import math
import mmap
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

FOLDER: Final = "places"
SUFFIX: Final = ".boundaries"
SET_FORMAT: Final = 1
_MAGIC: Final = b"dateline boundaries\n"
_SIZE: Final = struct.Struct("<I")
_KM_A_DEGREE: Final = 111.195
_CORNERS: Final = 32
_SHAPES_KEPT: Final = 4096
_TURN: Final = 360.0


class Division(msgspec.Struct, frozen=True, kw_only=True):
    """One division of a set, or, with level 0, a place that the set has as a point.

    `parent` is the number of the division above in the set, -1 for none; it always stands before. `names` are its own
    and others, none where the file has none in Latin script. `codes` maps a scheme ("pcode") to its code. `radius_km`
    is a circle about the point that holds it. `size` 0 is a division of which only the parts have shapes, or a point.
    """

    level: int
    names: tuple[str, ...]
    codes: dict[str, str]
    country: str
    parent: int
    latitude: float
    longitude: float
    radius_km: float
    box: tuple[float, float, float, float]
    at: int = 0
    size: int = 0


class SetHeader(msgspec.Struct, frozen=True, kw_only=True):
    """What a set is: the file it was made of, the fields taken, what it holds. `digest` is of all that follows."""

    format: int
    name: str
    source: str
    publisher: str | None
    fields: dict[str, str]
    schemes: tuple[str, ...]
    countries: tuple[str, ...]
    counts: dict[str, int]
    divisions_size: int
    digest: str


class BoundarySet:
    """The divisions of one file, and which of them a circle touches."""

    def __init__(self, path: Path, header: SetHeader, divisions: tuple[Division, ...], *, shapes_at: int) -> None:
        self.path = path
        self.header = header
        self.divisions = divisions
        self._shapes_at = shapes_at
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._shape = lru_cache(maxsize=_SHAPES_KEPT)(self._read_shape)
        self._tree: tuple[Any, list[int]] | None = None
        self._numbers: dict[tuple[str, str], int] | None = None
        shaped = [division.box for division in divisions if division.size]
        self._bounds = (min((box[0] for box in shaped), default=0.0), max((box[2] for box in shaped), default=0.0))

    @property
    def name(self) -> str:
        """Name the set."""
        return self.header.name

    def path_of(self, number: int) -> tuple[Division, ...]:
        """Give a division and all above it, outermost first."""
        path = []
        while number >= 0:
            path.append(self.divisions[number])
            number = path[-1].parent
        return tuple(reversed(path))

    def outline(self, scheme: str, code: str) -> dict[str, Any] | None:
        """Give the outline of the division with a code as a GeoJSON geometry, of its parts where only they have
        shapes; `None` where the set has no such code or only a point."""
        import shapely  # noqa: PLC0415

        if self._numbers is None:
            self._numbers = {
                (name, value): number for number, division in reversed(list(enumerate(self.divisions)))
                for name, value in division.codes.items()}
        number = self._numbers.get((scheme, code))
        shapes = [self._shape(one) for one in self._parts(number)] if number is not None else []
        if not shapes:
            return None
        whole = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
        made: dict[str, Any] = msgspec.json.decode(shapely.to_geojson(whole))
        return made

    def _parts(self, number: int) -> list[int]:
        """Give a division with a shape, else the divisions with shapes below it; parents stand before their parts."""
        if self.divisions[number].size:
            return [number]
        below, parts = {number}, []
        for at in range(number + 1, len(self.divisions)):
            if self.divisions[at].parent in below:
                if self.divisions[at].size:
                    parts.append(at)
                else:
                    below.add(at)
        return parts

    def touched(self, latitude: float, longitude: float, *, radius_km: float) -> list[int]:
        """Give the numbers of the divisions with shapes that a circle touches, in order; a point for radius 0."""
        import shapely  # noqa: PLC0415 - only who has boundaries waits for it

        circle = _circle(latitude, longitude, radius_km)
        west, _, east, _ = circle.bounds
        found: set[int] = set()
        for turn in (0.0, _TURN, -_TURN):
            if west + turn <= self._bounds[1] and self._bounds[0] <= east + turn:
                turned = _circle(latitude, longitude + turn, radius_km) if turn else circle
                near = self._near(turned)
                found.update(number for number in near if shapely.intersects(self._shape(number), turned))
        return sorted(found)

    def _near(self, circle: BaseGeometry) -> list[int]:
        """Give the divisions whose boxes touch the box of a circle."""
        import shapely  # noqa: PLC0415

        if self._tree is None:
            shaped = [number for number, division in enumerate(self.divisions) if division.size]
            self._tree = (shapely.STRtree([shapely.box(*self.divisions[number].box) for number in shaped]), shaped)
        tree, numbers = self._tree
        return [numbers[at] for at in tree.query(circle).tolist()]

    def _read_shape(self, number: int) -> BaseGeometry:
        """Decode a shape and prepare it for many questions."""
        import shapely  # noqa: PLC0415

        division = self.divisions[number]
        at = self._shapes_at + division.at
        try:
            shape = shapely.from_wkb(self._map[at : at + division.size])
        except shapely.errors.ShapelyError as error:
            raise ConfigError(_damaged(self.path)) from error
        shapely.prepare(shape)
        return shape


def _circle(latitude: float, longitude: float, radius_km: float) -> BaseGeometry:
    """Make a circle on the globe as a polygon of degrees that holds it; close to a pole it is a band."""
    import shapely  # noqa: PLC0415

    if radius_km <= 0:
        return shapely.Point(longitude, latitude)
    up = radius_km / _KM_A_DEGREE / math.cos(math.pi / _CORNERS)
    along = min(_TURN / 2, up / max(math.cos(math.radians(latitude)), 1e-6))
    angles = [2 * math.pi * corner / _CORNERS for corner in range(_CORNERS)]
    return shapely.Polygon([
        (longitude + along * math.cos(angle), max(-90.0, min(90.0, latitude + up * math.sin(angle))))
        for angle in angles
    ])


def write_set(
    path: Path, header: SetHeader, divisions: Sequence[Division], shapes: Sequence[bytes],
) -> None:
    """Write a set, the file whole or not at all; `at` and `size` of the divisions lie in the joined shapes."""
    packed = msgspec.msgpack.encode(list(divisions))
    blob = b"".join(shapes)
    digest = hashlib.sha256(packed + blob).hexdigest()
    header = msgspec.structs.replace(header, divisions_size=len(packed), digest=digest)
    encoded = msgspec.json.encode(header)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(_MAGIC + _SIZE.pack(len(encoded)) + encoded + packed + blob)
    part.replace(path)


def read_set_header(path: Path) -> tuple[SetHeader, int]:
    """Read the header of a set and where its divisions begin; raises `ConfigError` on a damaged file."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC) + _SIZE.size)
            if not start.startswith(_MAGIC) or len(start) < len(_MAGIC) + _SIZE.size:
                raise ConfigError(_damaged(path))
            size = _SIZE.unpack_from(start, len(_MAGIC))[0]
            header = msgspec.json.decode(file.read(min(size, path.stat().st_size)), type=SetHeader)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise ConfigError(_damaged(path)) from error
    if header.format != SET_FORMAT:
        message = f"{path}: expected boundaries of format {SET_FORMAT}, found {header.format}; import them again"
        raise ConfigError(message)
    return header, len(start) + size


def open_set(path: Path) -> BoundarySet:
    """Open a set; raises `ConfigError` naming the file where it is damaged."""
    header, at = read_set_header(path)
    with path.open("rb") as file:
        file.seek(at)
        packed = file.read(header.divisions_size)
    try:
        divisions = msgspec.msgpack.decode(packed, type=tuple[Division, ...])
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise ConfigError(_damaged(path)) from error
    room = path.stat().st_size - at - header.divisions_size
    for number, division in enumerate(divisions):
        fits = division.at >= 0 <= division.size and division.at + division.size <= room
        if not fits or not -1 <= division.parent < number:
            raise ConfigError(_damaged(path))
    return BoundarySet(path, header, divisions, shapes_at=at + header.divisions_size)


def set_paths(folder: Path | None) -> list[Path]:
    """List the files of sets of a data folder, by name."""
    return sorted((folder / FOLDER).glob(f"*{SUFFIX}")) if folder is not None else []


def open_sets(folder: Path | None) -> tuple[BoundarySet, ...]:
    """Open all sets of a data folder; those with the finest divisions first, so that their names hold."""
    sets = [open_set(path) for path in set_paths(folder)]
    return tuple(sorted(sets, key=lambda one: (-_finest(one.header.counts), one.name)))


def _finest(counts: Mapping[str, int]) -> int:
    """Give the deepest level of a set."""
    return max((int(level) for level in counts if level.isdigit()), default=0)


def _damaged(path: Path) -> str:
    """Say that a file is damaged, and what to do."""
    return f"{path}: expected what `dateline places import` writes, found a damaged file; import it again"
