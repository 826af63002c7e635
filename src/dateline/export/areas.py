"""Arrangements and control claims as GeoJSON (RFC 7946): areas where only an area is known, never a false point.

A site or city is a point, with its uncertainty among the properties. A district, province or country is the polygon of
the user's own boundaries where they hold it, else it has no geometry: a point in its middle would look like a place.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from dateline.export.sentences import sentence
from dateline.export.wording import clean, name_hop
from dateline.records import Arrangement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.records import ActorRef, Article, ControlClaim, PlaceRef, When

POINTS = frozenset({"site", "city"})
"""Precisions at which the place itself is known, not only what holds it."""
DECIMALS = 6


class Boundaries(Protocol):
    """What we use of a set of boundaries: the outline of a division, as GeoJSON, by one of its codes."""

    def outline(self, scheme: str, code: str) -> dict[str, Any] | None:
        """The outline of the division with a code, `None` where the set has none."""


def write_areas(
    told: Iterable[tuple[Article, Arrangement | ControlClaim]], stream: TextIO, *,
    boundaries: Sequence[Boundaries] = (),
) -> int:
    """Write one FeatureCollection, a feature for each record; gives their number."""
    count = 0
    stream.write('{"type": "FeatureCollection", "features": [')
    for article, record in told:
        line = json.dumps(feature(article, record, boundaries=boundaries), ensure_ascii=False)
        stream.write(f"{',' if count else ''}\n{line}")
        count += 1
    stream.write("\n]}\n" if count else "]}\n")
    return count


def feature(
    article: Article, record: Arrangement | ControlClaim, *, boundaries: Sequence[Boundaries] = (),
) -> dict[str, Any]:
    """One record as a feature; `geometry_of` says what the geometry is, or why there is none."""
    shape, what = _geometry(record.place, boundaries)
    return {"type": "Feature", "id": record.id, "geometry": shape,
            "properties": {**_properties(article, record), "geometry_of": what}}


def _geometry(place: PlaceRef | None, boundaries: Sequence[Boundaries]) -> tuple[dict[str, Any] | None, str]:
    """The geometry of a place and what it is."""
    if place is None:
        return None, "the report names no place"
    if place.precision in POINTS and place.within is None:
        if place.latitude is None or place.longitude is None:
            return None, "no coordinates are known"
        return {"type": "Point", "coordinates": [round(place.longitude, DECIMALS), round(place.latitude, DECIMALS)]}, \
            f"the {place.precision}"
    for one in boundaries if place.precision not in {"near", *POINTS} else ():
        for scheme, code in sorted(place.external.items()):
            shape = one.outline(scheme, code) if not scheme.startswith("adm") else None
            if shape is not None:
                return shape, f"the {place.precision}, as your boundaries have it"
    if place.within is not None or place.precision == "near":
        return None, f"only what it is near or within is known{': ' + place.within if place.within else ''}"
    return None, f"only the {place.precision} is known, and no boundaries of it are imported"


def _properties(article: Article, record: Arrangement | ControlClaim) -> dict[str, Any]:
    """What the record says, flat, with whose word it is."""
    place = record.place
    properties: dict[str, Any] = {
        "kind": str(record.__struct_config__.tag), "article": record.article, "outlet": article.outlet,
        "published": article.published.value if article.published else None, "uri": article.uri,
        "sentence": sentence(record, outlet=article.outlet),
        "origin": name_hop(record.attribution[0], outlet=article.outlet) if record.attribution else article.outlet,
        "stake": record.stake,
        "place": clean(place.name or place.text) if place else None,
        "place_precision": place.precision if place else None,
        "uncertainty_km": place.uncertainty_km if place else None,
        "admin1": place.admin1 if place else None, "country": place.country if place else None,
        "evidence": record.evidence.text, "sensitive": list(record.sensitive), "tier": record.tier,
        "handling": list(record.handling),
    }
    return properties | (_arrangement(record) if isinstance(record, Arrangement) else _control(record))


def _arrangement(record: Arrangement) -> dict[str, Any]:
    return {
        "arrangement": record.arrangement, "direction": record.direction, "status": record.status,
        "status_by": [
            {"status": one.status, "according_to": _name(one.according_to), "as_of": _first(one.as_of)}
            for one in record.status_by],
        "sides": [{"name": _name(side.actor), "code": side.actor.code, "role": side.role} for side in record.sides],
        "effective_from": _first(record.effective_from), "effective_to": _last(record.effective_to),
    }


def _control(record: ControlClaim) -> dict[str, Any]:
    return {"change": record.change, "part": record.part, "holder": _name(record.holder),
            "from_holder": _name(record.from_holder), "time": _last(record.time)}


def _name(ref: ActorRef | None) -> str | None:
    return clean(ref.name or ref.text) if ref is not None else None


def _first(when: When | None) -> str | None:
    return (when.start_date or when.end_date) if when is not None else None


def _last(when: When | None) -> str | None:
    return (when.end_date or when.start_date) if when is not None else None
