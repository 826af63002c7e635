"""The map: where happenings are said to lie, as areas as wide as their place is uncertain, by day, with a list that
says the same in words.

What is known to a country only tints that country; what has no place is counted. Records with reason for care come
here only through the gate of the output `map`.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request, Response

from dateline.errors import InputError
from dateline.export.wording import clean
from dateline.store import bench
from dateline.store.happenings import claims_of
from dateline.web.asking import NAMES, asked_in, filters_in
from dateline.web.claim_parts import QUADS
from dateline.web.desk import answer_json, desk_of, render
from dateline.web.ground import KM_PER_DEGREE, Frame, frame_about, ground
from dateline.web.showing import cleared_event, clearing, leading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.export.care import Gate
    from dateline.records import Event
    from dateline.store.filters import Filters
    from dateline.web.desk import Desk
    from dateline.web.showing import Clearing

router = APIRouter(include_in_schema=False)

MOST: Final = 3_000
"""Happenings on one map, the latest."""
MOST_CAREFUL: Final = 300
"""Happenings with reason for care that pass the gate for one map, the latest."""
MOST_SPOTS: Final = 300
LISTED: Final = 150
LEAST_SHARE: Final = 1 / 220
"""Of the width of the map: the least radius that is drawn."""
COUNTRY: Final = "country"
BLURRED: Final = {"site": "a site", "city": "a town", "near": "somewhere near", "district": "somewhere in the district",
                  "province": "somewhere in the province"}
Key = tuple[str, str | None, float, float, float, str]


@dataclass(slots=True)
class Spot:
    """One place: how many happenings on which day and of which class, and how many of them only their doers tell."""

    days: Counter[str] = field(default_factory=Counter)
    quads: Counter[int] = field(default_factory=Counter)
    self_told: int = 0


@dataclass(slots=True)
class Found:
    """What was found: places, countries of which no finer place is known, and how many have no place."""

    spots: dict[Key, Spot] = field(default_factory=dict)
    countries: dict[str, Spot] = field(default_factory=dict)
    nowhere: int = 0
    total: int = 0
    cut: bool = False


@router.get("/map")
def map_page(request: Request) -> Response:
    """The map of what the filters let through."""
    desk = desk_of(request)
    filters = filters_in(request.query_params)
    gate, values = desk.cached("map", filters, lambda: map_values(desk, filters))
    return render(request, "map.html", gate=gate, asked=asked_in(request.query_params, NAMES), **values)


@router.get("/map/ground")
def ground_of(request: Request) -> Response:
    """The ground of one frame, for a map that was pulled or drawn near: west, south, east, north, middle."""
    numbers = []
    for name in ("west", "south", "east", "north", "middle"):
        try:
            numbers.append(float(request.query_params.get(name, "")))
        except ValueError as error:
            message = f"{name}: expected degrees, found {request.query_params.get(name)!r}"
            raise InputError(message) from error
    west, south, east, north, middle = (round(one, 2) for one in numbers)
    inside = all(map(math.isfinite, numbers)) and -720 <= west < east <= 720 and -180 <= south < north <= 180  # noqa: PLR2004 - degrees
    if not inside or not -80 <= middle <= 80:  # noqa: PLR2004 - degrees
        message = "frame: expected west < east and south < north in degrees"
        raise InputError(message)
    return answer_json(ground(Frame((west, south, east, north), middle)))


def map_values(desk: Desk, filters: Filters) -> tuple[Gate, dict[str, Any]]:
    """The gate that was passed and all that the page shows."""
    clear = clearing(desk, filters, gate=desk.gate("map"))
    found = gathered(desk, filters, clear)
    ordered = sorted(found.spots.items(), key=lambda item: (-item[1].days.total(), item[0][0], item[0][2:4]))
    frame = frame_about([(key[2], key[3], min(key[4], 400.0)) for key, _ in ordered[:MOST_SPOTS]])
    days = sorted({day for spot in (*found.spots.values(), *found.countries.values()) for day in spot.days})
    left, top = frame.point(frame.box[0], frame.box[3])
    return clear.gate, {
        "spots": [_spot_view(at, key, spot, frame) for at, (key, spot) in enumerate(ordered[:MOST_SPOTS])],
        "not_drawn_spots": max(0, len(ordered) - MOST_SPOTS), "listed": LISTED,
        "countries": [
            {"code": code, "count": spot.days.total(), "days": spot.days}
            for code, spot in sorted(found.countries.items(), key=lambda item: (-item[1].days.total(), item[0]))],
        "nowhere": found.nowhere, "total": found.total, "cut": found.cut, "most": MOST, "days": days,
        "first": days[0] if days else None, "last": days[-1] if days else None, "quads": QUADS,
        "frame": {
            "west": frame.box[0], "south": frame.box[1], "east": frame.box[2], "north": frame.box[3],
            "middle": frame.middle, "narrow": frame.narrow,
            "view": f"{left:.4f} {top:.4f} {frame.width:.4f} {frame.height:.4f}",
            "ratio": round(frame.height / frame.width, 4)},
        "ground": ground(frame),
    }


def gathered(desk: Desk, filters: Filters, clear: Clearing) -> Found:
    """Happenings by where they lie; those with reason for care as the policy lets them onto a map."""
    rows = bench.placed_events(desk.reading, filters, limit=MOST + 1)
    found = Found(cut=len(rows) > MOST)
    rows = rows[:MOST]
    careful = [row["row"] for row in rows if row["careful"]]
    for row in rows:
        if not row["careful"]:
            _count(found, row)
    clear.gate.dropped += max(0, len(careful) - MOST_CAREFUL)
    for row in _through_gate(desk, bench.records_at(desk.reading, careful[:MOST_CAREFUL]), clear):
        _count(found, row)
    return found


def _through_gate(desk: Desk, events: Iterable[Event], clear: Clearing) -> Iterator[dict[str, Any]]:
    """Events with reason for care as rows like those of the store, made of what the gate lets through."""
    known = list(events)
    claims = claims_of(desk.reading, known)
    clear.know(desk.reading, (claim.article for claim in claims.values()))
    for event in known:
        made = cleared_event(event, claims, clear)
        if made is None:
            continue
        shown, _ = made
        place, code = leading(shown, "place") or {}, leading(shown, "event")
        time = leading(shown, "time") or {}
        yield {
            "place": place.get("name") or place.get("text"), "place_precision": place.get("precision"),
            "day": (time.get("start_date") or time.get("end_date") or "")[:10] or None,
            "quad": desk.codebook.quad(code) if code in desk.codebook.events else None,
            "self_report": "self_reported_only" in shown.flags,
        } | {name: place.get(name) for name in ("country", "latitude", "longitude", "uncertainty_km")}


def _count(found: Found, row: dict[str, Any]) -> None:
    """Count one happening where it lies."""
    if row["day"] is None:
        return
    found.total += 1
    point = row["latitude"], row["longitude"], row["uncertainty_km"]
    if row["place_precision"] == COUNTRY and row["country"]:
        spot = found.countries.setdefault(row["country"], Spot())
    elif None in point or row["place_precision"] == COUNTRY:
        found.nowhere += 1
        return
    else:
        key = (clean(row["place"] or ""), row["country"], *point, row["place_precision"] or "near")
        spot = found.spots.setdefault(key, Spot())
    spot.days[row["day"]] += 1
    spot.quads[row["quad"] or 0] += 1
    spot.self_told += bool(row["self_report"])


def _spot_view(at: int, key: Key, spot: Spot, frame: Frame) -> dict[str, Any]:
    """One area: its ellipse in units of the drawing, drawn no smaller than can be seen, and its words."""
    name, country, latitude, longitude, km, precision = key
    x, y = frame.point(longitude, latitude)
    ry = km / KM_PER_DEGREE
    rx = ry * frame.narrow / max(0.05, math.cos(math.radians(latitude)))
    least = frame.width * LEAST_SHARE
    quad = max(sorted(spot.quads), key=lambda one: spot.quads[one])
    return {
        "id": at, "name": name, "country": country, "latitude": latitude, "longitude": longitude,
        "uncertainty_km": km, "precision": precision, "x": round(x, 4), "y": round(y, 4), "rx": round(rx, 5),
        "ry": round(ry, 5), "shown_rx": round(max(rx, least), 4), "shown_ry": round(max(ry, least), 4),
        "count": spot.days.total(), "self_told": spot.self_told, "days": dict(sorted(spot.days.items())), "quad": quad,
        "where": f"{BLURRED.get(precision, precision)}, within {km:,.0f} km" if km >= 1 else BLURRED.get(
            precision, precision),
    }
