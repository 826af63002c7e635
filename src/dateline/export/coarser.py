"""A record made coarser: its places no finer than a district, province or country, its words withheld."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from dateline.records import (
    ActorRef, Arrangement, Breach, Claim, ControlClaim, Evidence, Hop, PlaceRef, Record, Route, Span, Speaker, When,
)

if TYPE_CHECKING:
    from dateline.config.policy import Places

Told = TypeVar("Told", Claim, Arrangement, ControlClaim)

WITHHELD: Final = "[withheld]"
CELL_DEGREES: Final = {"district": 0.5, "province": 1.0}
"""The side of the cell to whose centre a point is moved, in degrees."""
CELL_RADIUS_KM: Final = {"district": 40.0, "province": 80.0}
"""Half the diagonal of that cell at the equator, in km: its point lies no further off."""
RANK: Final = {"site": 0, "near": 0, "city": 0, "district": 1, "province": 2, "country": 3}
"""How coarse a place is already."""


def coarse_place(record: Told, level: Places) -> Told:
    """The record with every place in it no finer than `level`; `none` leaves them out."""
    return _walk(record, lambda place: coarser(place, level))


def coarser(place: PlaceRef, level: Places) -> PlaceRef | None:
    """One place no finer than `level`: the name of its district or province, the centre of a wide cell for a point.

    A place whose district is not known is told by its province, else by its country. Its words, offsets and codes go:
    they would name it.
    """
    if level == "none":
        return None
    if level == "exact" or RANK[place.precision] >= RANK[level]:
        return place
    names = {"district": (place.admin2, place.admin1), "province": (None, place.admin1), "country": (None, None)}
    district, province = names[level]
    reached = "district" if district else "province" if province else "country"
    name = district or province or place.country
    cell = CELL_DEGREES.get(reached)
    return PlaceRef(
        text=name or WITHHELD, start=0, end=0, name=name, country=place.country,
        admin1=place.admin1 if province else None, admin2=district,
        latitude=_snap(place.latitude, cell), longitude=_snap(place.longitude, cell),
        uncertainty_km=_radius(place, reached), precision=reached,  # type: ignore[arg-type]
    )


def _snap(value: float | None, cell: float | None) -> float | None:
    """The centre of the cell that holds the value; `None` where there is no cell: a country has no point here."""
    return None if value is None or cell is None else math.floor(value / cell) * cell + cell / 2


def _radius(place: PlaceRef, reached: str) -> float | None:
    """How far off the point of the cell may be, the place's own uncertainty added."""
    radius = CELL_RADIUS_KM.get(reached)
    return None if radius is None or place.latitude is None else radius + (place.uncertainty_km or 0.0)


def withhold_words(record: Told) -> Told:
    """The record without words of the report: those of the sentence, of conditions, routes, numbers and reasons.

    Parties that a table knows keep their names; others keep their code only, since "residents of X" names X.
    """
    made = _walk_words(record)
    changes: dict[str, Any] = {
        "evidence": Evidence(text=WITHHELD, start=0, end=0, trigger=Span(text=WITHHELD, start=0, end=0)),
        "why": {}, "unresolved": dict.fromkeys(record.unresolved, "withheld"), "tellings": (), "private": (),
    }
    if isinstance(record, ControlClaim):
        del changes["tellings"]
        changes["part"] = None
    elif isinstance(record, Claim):
        changes |= {"about": None, "labels": (), "quantities": tuple(
            msgspec.structs.replace(one, who=None, text=WITHHELD, start=0, end=0) for one in record.quantities)}
    else:
        terms = msgspec.structs.replace(
            record.terms, numbers=(), purpose=(), routes=tuple(Route(count=one.count) for one in record.terms.routes))
        changes |= {"terms": terms, "scope": None, "duration_text": None, "mechanism": None, "ended_how": None}
    return msgspec.structs.replace(made, **changes)


def _walk(record: Told, change: Any) -> Told:  # noqa: ANN401 - PlaceRef to PlaceRef or None
    """The record with `change` made to every place in it, however deep."""
    changed = {name: _places(getattr(record, name), change) for name in record.__struct_fields__}
    return msgspec.structs.replace(record, **changed)


def _places(value: Any, change: Any) -> Any:  # noqa: ANN401 - any slot of a record
    if isinstance(value, PlaceRef):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_places(one, change) for one in value)
    if isinstance(value, Hop | Breach):
        return msgspec.structs.replace(value, place=_places(value.place, change))
    return value


def _walk_words(record: Told) -> Told:
    """The record with the words taken out of its parties, times, hops and conditions."""
    changed = {name: _wordless(getattr(record, name)) for name in record.__struct_fields__}
    return msgspec.structs.replace(record, **changed)


def _wordless(value: Any) -> Any:  # noqa: ANN401 - any slot of a record
    if isinstance(value, ActorRef):
        told = (value.name if value.id else None) or value.code or value.country or WITHHELD
        return msgspec.structs.replace(value, text=told, start=0, end=0, name=value.name if value.id else None)
    if isinstance(value, When):
        return msgspec.structs.replace(value, text=None, start=None, end=None)
    if isinstance(value, Speaker):
        known = _wordless(value.actor)
        text = None if value.text is None else known.text if known is not None else WITHHELD
        return msgspec.structs.replace(value, text=text, start=None, end=None, actor=known)
    if isinstance(value, Span):
        return Span(text=WITHHELD, start=0, end=0)
    if isinstance(value, tuple):
        return tuple(_wordless(one) for one in value)
    if isinstance(value, Record) and not isinstance(value, PlaceRef | Evidence):
        changed = {name: _wordless(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **changed)
    return value
