"""Timeline and dyads: how much is told of a pair of actors each way, with what mean score, and what was read at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request, Response

from dateline.export.curves import Count
from dateline.store.coverage import articles_by_day
from dateline.store.desk import days_told, frequent_pairs, last_told
from dateline.web.asking import LONGEST, asked_in, filters_in
from dateline.web.charts import Series, chart_of
from dateline.web.desk import desk_of, render
from dateline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.store.filters import Filters
    from dateline.web.desk import Desk

router = APIRouter(include_in_schema=False)

NAMES: Final = ("event", "mode", "country", "place", "from", "to", "origin", "stake", "text", "without-self-reports")
DAYS: Final = 90
"""So many days up to the last one told, where neither a pair nor days are asked for."""
NEWEST: Final = 3_000
PAIRS: Final = 24


@router.get("/timeline")
def timeline_page(request: Request) -> Response:
    """Claims by day for a pair, or for all that the filters let through."""
    desk, query = desk_of(request), request.query_params
    one, other = _who(query, "a"), _who(query, "b")
    filters = filters_in(query, NAMES)
    window = None
    if not (one or other or filters.first or filters.last):
        window = _window(desk)
        filters = replace(filters, first=window[0], last=window[1]) if window else filters
    series = desk.cached("timeline", (one, other, filters), lambda: _series(desk, filters, one, other))
    read = desk.cached("read", (filters.first, filters.last), lambda: articles_by_day(
        desk.reading, first=filters.first, last=filters.last))
    told = [count.day for each in series for count in each.counts if len(count.day) == len("2016-10-19")]
    if told and not (filters.first and filters.last):
        first, last = min(told), max(told)
        read = {day: n for day, n in read.items() if first <= day <= last}
    pairs = desk.cached("pairs", (), lambda: frequent_pairs(desk.reading, newest=NEWEST, limit=PAIRS))
    return render(
        request, "timeline.html", a=one or "", b=other or "", asked=asked_in(query, NAMES), window=window,
        chart=chart_of(series, read), articles=sum(read.values()),
        pairs=[{"a": left, "b": right, "claims": count} for left, right, count in pairs], obeys=desk.obeys)


def _who(query: Mapping[str, str], name: str) -> str | None:
    value = (query.get(name) or "").strip()
    if len(value) > LONGEST:
        message = f"{name}: expected at most {LONGEST} characters, found {len(value)}"
        raise InputError(message)
    return value or None


def _window(desk: Desk) -> tuple[str, str] | None:
    """The last days of what is told."""
    last = last_told(desk.reading)
    if last is None or len(last) != len("2016-10-19"):
        return None
    return (date.fromisoformat(last) - timedelta(days=DAYS - 1)).isoformat(), last


def _series(desk: Desk, filters: Filters, one: str | None, other: str | None) -> list[Series]:
    """Both ways of a pair, or all that fits."""
    ways: list[tuple[str, dict[str, Any]]]
    if one and other:
        ways = [(f"{one} to {other}", {"actor": one, "recipient": other}),
                (f"{other} to {one}", {"actor": other, "recipient": one})]
    elif one or other:
        who = one or other
        ways = [(f"by {who}", {"actor": who}), (f"to {who}", {"recipient": who})]
    else:
        ways = [("all that fits", {})]
    return [Series(name, [
        Count(day, claims, origins, score) for day, claims, origins, score, _ in days_told(
            desk.reading, replace(filters, **slots), open_only=desk.obeys)]) for name, slots in ways]


