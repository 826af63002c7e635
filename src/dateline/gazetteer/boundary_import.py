"""A published GeoJSON file to a set of boundaries of the user's: read, checked, joined, written.

Takes the file and what the user says of it, writes one set (see `boundaries`), gives a `Report` of what was taken, what
was mended and what was left out. Features of one code (or, without codes, of one name within one parent) are one
division: islands that stand as features of their own, and the parts of a file that is finer than the level asked for.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec
import shapely

from dateline.errors import UnreadableInput
from dateline.gazetteer.boundaries import FOLDER, SET_FORMAT, SUFFIX, Division, SetHeader, write_set
from dateline.gazetteer.boundary_fields import Wanted, choose_fields, load_field_table, read_country, read_divisions
from dateline.gazetteer.fold import fold
from dateline.gazetteer.geojson import open_features, read_features, sample_properties
from dateline.gazetteer.places import distance_km

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from dateline.gazetteer.boundary_fields import Fields, FieldTable, Named
    from dateline.gazetteer.geojson import Feature
    from dateline.gazetteer.places import PlaceIndex

NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_SAMPLES: Final = 500
_POINT_KM: Final = 1.0
_FAR: Final = 3.0
_FAR_KM: Final = 1000.0


@dataclass(slots=True)
class Report:
    """What an import did: the set's header, the file it was written to, and faults by what they were, with features."""

    header: SetHeader
    path: Path
    replaced: bool = False
    mended: dict[str, list[int]] = field(default_factory=dict)
    left_out: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Draft:
    """A division while it is gathered."""

    named: Named
    country: str
    parent: int
    shapes: list[BaseGeometry] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Gathering:
    """All that is gathered: drafts, parents before parts, and where each stands."""

    places: PlaceIndex
    table: FieldTable
    country: str | None
    drafts: list[_Draft] = field(default_factory=list)
    by_key: dict[tuple[object, ...], int] = field(default_factory=dict)
    known: dict[tuple[str, bool], str | None] = field(default_factory=dict)


def import_boundaries(
    file: Path, folder: Path, *, places: PlaceIndex, wanted: Wanted | None = None, country: str | None = None,
    name: str | None = None, progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Read a GeoJSON file and write it as a set into a data folder, over one of the same name.

    `country` is ISO 3166 alpha-3 for files that do not say it. Raises `UnreadableInput` where the file cannot be used.
    """
    stem = set_name(name or file.stem)
    table = load_field_table()
    gathering = _Gathering(places, table, _checked_country(country, places))
    features = open_features(file)
    fields = {
        points: choose_fields(samples, table=table, wanted=wanted or Wanted(), points=points, file=file.name)
        for points, samples in sample_properties(features, most=_SAMPLES).items() if samples
    }
    target = folder / FOLDER / f"{stem}{SUFFIX}"
    header = _header(file, stem, fields)
    report = Report(header, target, replaced=target.exists())
    for feature in read_features(features):
        if progress is not None:
            progress(feature.number, len(features))
        _add(feature, fields, gathering, report=report, file=file)
    if not any(draft.shapes for draft in gathering.drafts):
        reasons = "; ".join(f"{reason} ({len(numbers)})" for reason, numbers in report.left_out.items())
        message = f"{file.name}: expected areas or points with names or codes, found none: {reasons}"
        raise UnreadableInput(message)
    divisions, shapes = _finish(gathering.drafts)
    _check_where(divisions, places, file=file)
    report.header = msgspec.structs.replace(
        header, countries=tuple(sorted({one.country for one in divisions})),
        schemes=tuple(sorted({scheme for one in divisions for scheme in one.codes})),
        counts={str(level): count for level, count in sorted(Counter(one.level for one in divisions).items())},
    )
    write_set(target, report.header, divisions, shapes)
    return report


def set_name(given: str) -> str:
    """Make the name of a set from words or a file's name; raises `UnreadableInput` where nothing is left."""
    name = re.sub(r"[^a-z0-9_-]+", "-", fold(given).replace(" ", "-")).strip("-_")[:64]
    if not NAME.fullmatch(name):
        message = f"--name: expected letters, digits, - or _, found {given[:80]!r}"
        raise UnreadableInput(message)
    return name


def _checked_country(country: str | None, places: PlaceIndex) -> str | None:
    """Check the country that the user gives."""
    if country is None:
        return None
    code = country.upper()
    if places.country(code) is None:
        message = f"--country: expected ISO 3166 alpha-3 (SYR), found {country[:20]!r}"
        raise UnreadableInput(message)
    return code


def _is_point(shape: BaseGeometry) -> bool:
    """Tell whether a shape is a point."""
    return bool(shape.geom_type == "Point")


def _header(file: Path, name: str, fields: Mapping[bool, Fields]) -> SetHeader:
    """Make the header as far as it is known before the features are read."""
    taken = {
        f"{'point' if not level.level else f'level {level.level}'} {what}": ", ".join(found)
        for one in fields.values() for level in one.levels
        for what, found in (("names", (*level.names, *level.other)), ("codes", [key for _, key in level.codes]))
        if found
    }
    return SetHeader(
        format=SET_FORMAT, name=name, source=file.name, fields=taken, schemes=(), countries=(), counts={},
        publisher=next((one.family for one in fields.values() if one.family), None), divisions_size=0, digest="",
    )


def _add(
    feature: Feature, fields: Mapping[bool, Fields], gathering: _Gathering, *, report: Report, file: Path,
) -> None:
    """Add a feature to its division; what cannot be used goes to the report."""
    if feature.shape is None:
        report.left_out.setdefault(feature.fault or "it has no geometry", []).append(feature.number)
        return
    chosen = fields[_is_point(feature.shape)]
    named = read_divisions(feature.properties, chosen, gathering.table)
    if not named or named[-1].level != chosen.levels[-1].level:
        report.left_out.setdefault("it has neither name nor code", []).append(feature.number)
        return
    country = gathering.country or _country(feature, chosen, gathering)
    if country is None:
        message = f"{file.name}: feature {feature.number}: its country cannot be told: give --country (SYR)"
        raise UnreadableInput(message)
    if feature.fault is not None:
        report.mended.setdefault(feature.fault, []).append(feature.number)
    parent = -1
    for one in named:
        parent = _division(one, country, parent, gathering)
    gathering.drafts[parent].shapes.append(feature.shape)


def _country(feature: Feature, fields: Fields, gathering: _Gathering) -> str | None:
    """Tell the country of a feature by its code, else by its name."""
    for said in read_country(feature.properties, fields, gathering.table):
        if said not in gathering.known:
            text, is_code = said
            if is_code:
                code = text if gathering.places.country(text) is not None else None
            else:
                rows = (row for row in gathering.places.lookup(text) if row.kind == "country")
                code = next((row.country for row in rows), None)
            gathering.known[said] = code
        if gathering.known[said] is not None:
            return gathering.known[said]
    return None


def _division(named: Named, country: str, parent: int, gathering: _Gathering) -> int:
    """Give the number of a division, made where it is new: of one code, or of one name within one parent."""
    own = sorted(named.codes.items())[:1] if named.codes else [fold(named.names[0])]
    point = len(gathering.drafts) if named.level == 0 and not named.codes else -1
    key = (country, named.level, point, *own) if named.codes else (country, named.level, parent, point, *own)
    number = gathering.by_key.setdefault(key, len(gathering.drafts))
    if number == len(gathering.drafts):
        gathering.drafts.append(_Draft(named, country, parent))
    names = gathering.drafts[number].names
    names.extend(name for name in _with_bare(named, gathering.places) if name not in names)
    return number


def _with_bare(named: Named, places: PlaceIndex) -> list[str]:
    """Give the names of a division, with "Aleppo" for "Aleppo Governorate"; a county's bare name is a town's rather."""
    names = list(named.names)
    for name in named.names:
        bare, _, kind = name.rpartition(" ")
        if bare and named.level and kind.casefold() in places.words.divisions and kind.casefold() != "county":
            names.append(bare)
    return names


def _finish(drafts: list[_Draft]) -> tuple[list[Division], list[bytes]]:
    """Settle the shape, point and circle of every division, parts before what holds them."""
    below: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        below.setdefault(draft.parent, []).append(number)
    shapes: list[bytes] = []
    divisions: dict[int, Division] = {}
    at = 0
    for number in range(len(drafts) - 1, -1, -1):
        draft = drafts[number]
        shape = _joined(draft.shapes)
        parts = [divisions[part] for part in below.get(number, ()) if drafts[part].named.level > 0]
        parts = parts or [divisions[part] for part in below.get(number, ())]
        latitude, longitude, radius_km = _circle_of(shape) if shape is not None else _circle_about(parts)
        area = shape if shape is not None and not _is_point(shape) else None
        encoded = shapely.to_wkb(area) if area is not None else b""
        divisions[number] = Division(
            level=draft.named.level, names=tuple(draft.names), codes=draft.named.codes, country=draft.country,
            parent=draft.parent, latitude=latitude, longitude=longitude, radius_km=radius_km,
            box=shape.bounds if shape is not None else _box_about(parts), at=at, size=len(encoded),
        )
        shapes.append(encoded)
        at += len(encoded)
    return [divisions[number] for number in range(len(drafts))], shapes


def _joined(shapes: list[BaseGeometry]) -> BaseGeometry | None:
    """Join the shapes of one division; of several points the first, of points and areas the areas."""
    areas = [shape for shape in shapes if not _is_point(shape)]
    if len(areas) > 1:
        return shapely.union_all(areas)
    return next(iter((*areas, *shapes)), None)


def _circle_of(shape: BaseGeometry) -> tuple[float, float, float]:
    """Give the middle of a shape, a point inside it where the middle is not, and the radius that holds it, in km."""
    if _is_point(shape):
        return shape.y, _turned(shape.x), _POINT_KM
    middle = shape.centroid
    if not shapely.intersects(shape, middle):
        middle = shape.point_on_surface()
    corners = shapely.get_coordinates(shapely.convex_hull(shape)).tolist()
    radius = max(distance_km(middle.y, middle.x, latitude, longitude) for longitude, latitude in corners)
    return round(middle.y, 5), round(_turned(middle.x), 5), math.ceil(radius * 10) / 10


def _circle_about(parts: list[Division]) -> tuple[float, float, float]:
    """Give the middle of the box about parts, and the radius that holds them."""
    west, south, east, north = _box_about(parts)
    latitude, longitude = round((south + north) / 2, 5), round(_turned((west + east) / 2), 5)
    radius = max(
        distance_km(latitude, longitude, part.latitude, part.longitude) + part.radius_km for part in parts
    )
    return latitude, longitude, math.ceil(radius * 10) / 10


def _box_about(parts: list[Division]) -> tuple[float, float, float, float]:
    """Give the box about the boxes of parts."""
    boxes = [part.box for part in parts]
    return (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes),
            max(box[3] for box in boxes))


def _turned(longitude: float) -> float:
    """Bring a longitude between -180 and 180."""
    return longitude - 360.0 if longitude > 180.0 else longitude  # noqa: PLR2004


def _check_where(divisions: list[Division], places: PlaceIndex, *, file: Path) -> None:
    """Refuse a set that lies far from its country, as one with latitude and longitude exchanged does."""
    for code in sorted({one.country for one in divisions}):
        row_id = places.country(code)
        if row_id is None:
            continue
        country = places.row(row_id)
        away = [
            distance_km(one.latitude, one.longitude, country.latitude, country.longitude) - one.radius_km
            for one in divisions if one.country == code
        ]
        if min(away) > _FAR * country.radius_km + _FAR_KM:
            message = (f"{file.name}: expected boundaries in {country.name}, found the nearest {min(away):,.0f} km "
                       "away: are longitude and latitude exchanged, or is --country another?")
            raise UnreadableInput(message)
