"""The first page: what was read and what was not, what is said of arrangements, where accounts differ, what is new,
what waits for a person, and last where it is."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request, Response

from dateline.export.wording import clean
from dateline.store.desk import coverage_since, held, newest_rows, page_of, waiting
from dateline.store.filters import Filters
from dateline.store.happenings import event_in
from dateline.store.lives import Asked
from dateline.store.rows import record_of
from dateline.records import Claim
from dateline.web.desk import desk_of, render
from dateline.web.events import sides_of
from dateline.web.filters import BANDS
from dateline.web.ledgers import arrangements_as_of, party_rows
from dateline.web.showing import Clearing, claim_rows, clearing, event_rows
from dateline.web.smallmap import small_map

if TYPE_CHECKING:
    from dateline.store import Database
    from dateline.web.desk import Desk

router = APIRouter(include_in_schema=False)

CAP: Final = 5_000
"""Counts go no further."""
DAYS: Final = 28
"""So many days up to the last report are looked at for gaps."""
OUTLETS: Final = 10
DIFFERING: Final = 5
NEW: Final = 15
LIVES: Final = 12
NEWEST: Final = 2_000
SPOTS: Final = 150


@router.get("/")
def overview(request: Request) -> Response:
    """Everything at a glance."""
    desk = desk_of(request)
    database = desk.reading
    clear = clearing(desk)
    at_hand = desk.cached("held", (), lambda: held(database, cap=CAP))
    lives = arrangements_as_of(desk, Asked(), as_of=None, most=2 * LIVES)
    clear.gate.held += lives.held
    differing = _differing(database, clear)
    fresh = claim_rows(database, page_of(database, "claims", Filters(), sort="added", limit=NEW).rows, clear)
    return render(
        request, "overview.html", gate=clear.gate, held=at_hand, cap=CAP,
        coverage=desk.cached("coverage", (), lambda: _coverage(database, at_hand.last_day)),
        arrangements_as_of=lives.as_of, by_party=party_rows(lives.rows[:LIVES]),
        more_lives=lives.more or len(lives.rows) > LIVES,
        differing=differing, new=fresh, newest=NEWEST,
        waiting=desk.cached("waiting", (), lambda: waiting(database, least=BANDS[1][0], newest=NEWEST)),
        map=_map(desk, database))


def _differing(database: Database, clear: Clearing) -> list[dict[str, Any]]:
    """The latest events whose accounts differ, each with its sides."""
    page = page_of(database, "events", Filters(flag="accounts_differ"), limit=DIFFERING)
    events = [event_in(row) for row in page.rows]
    views = {view["id"]: view for view in event_rows(database, events, clear)}
    return [
        views[event.id] | {"sides": sides_of(database, event, clear)["sides"][:4]}
        for event in events if event.id in views]


def _coverage(database: Database, last: str | None) -> dict[str, Any] | None:
    """What was read in the last weeks of the store: by outlet, and the days without any article."""
    if last is None or len(last) != len("2016-10-19"):
        return None
    end = date.fromisoformat(last)
    first = end - timedelta(days=DAYS - 1)
    days = [(first + timedelta(days=at)).isoformat() for at in range(DAYS)]
    outlets: dict[str, dict[str, int]] = defaultdict(dict)
    silent: dict[str, int] = defaultdict(int)
    for outlet, day, articles, quiet in coverage_since(database, first.isoformat()):
        outlets[outlet][day[:10]] = articles
        silent[outlet] += quiet
    rows: list[dict[str, Any]] = [
        {"outlet": clean(name) or "outlet not told", "articles": sum(read.values()), "silent": silent[name],
         "days": sum(day in read for day in days), "marks": [read.get(day, 0) for day in days],
         "gap": _longest_gap([day for day in days if day in read])}
        for name, read in outlets.items()]
    rows.sort(key=lambda row: (-row["articles"], row["outlet"]))
    read_on = {day for read in outlets.values() for day in read}
    return {
        "first": days[0], "last": days[-1], "outlets": rows[:OUTLETS], "others": max(0, len(rows) - OUTLETS),
        "articles": sum(row["articles"] for row in rows), "unread": [day for day in days if day not in read_on],
        "days": days}


def _longest_gap(days: list[str]) -> int:
    """The most days without an article between two with one."""
    known = [date.fromisoformat(day) for day in days]
    return max(((second - one).days - 1 for one, second in pairwise(known)), default=0)


def _map(desk: Desk, database: Database) -> dict[str, Any] | None:
    """Where the latest claims are, as areas; by the policy for maps."""
    def make() -> dict[str, Any] | None:
        clear = clearing(desk, gate=desk.gate("map"))
        rows = newest_rows(database, "claims", Filters(), limit=SPOTS)
        clear.know(database, (row["article"] for row in rows))
        spots: dict[tuple[float, float, float], list[str]] = defaultdict(list)
        for row in rows:
            claim = clear.record(record_of(row, Claim))
            place = claim.place if isinstance(claim, Claim) else None
            if place is not None and place.latitude is not None and place.longitude is not None:
                key = (place.latitude, place.longitude, place.uncertainty_km or 0.0)
                spots[key].append(clean(place.name or place.text))
        return small_map((*key, f"{names[0]}: {len(names)} claims, uncertain by {key[2]:g} km")
                         for key, names in spots.items())

    found: dict[str, Any] | None = desk.cached("map", (), make)
    return found
