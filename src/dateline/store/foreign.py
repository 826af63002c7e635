"""Rows of other people's event data in the store: kept as versions, asked by scheme, day, event, country and point."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import InputError
from dateline.records import Issue, encode
from dateline.records.foreign import ForeignEvent
from dateline.store.database import now, writing
from dateline.store.filters import Where

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from dateline.store.database import Database
    from dateline.store.filters import Filters

AT_ONCE = 2000
"""Rows in one transaction."""
COLUMNS = (
    "id", "scheme", "native", "day", "last_day", "event", "mode", "code", "place", "country", "admin1", "admin2",
    "latitude", "longitude", "deaths_low", "deaths_high", "file", "since", "record",
)


def put_foreign(
    database: Database, found: Iterable[ForeignEvent | Issue], *, scheme: str, file: str, at: str | None = None,
) -> Counter[str]:
    """Keep the rows of one file; gives how many were `added`, `changed`, `known`, and how many `issues` there were.

    A row with an id that stands with other content replaces it, and the earlier one is closed. A row that a later file
    no longer has stays: files of the field are often parts. Issues are logged as refused inputs.
    """
    moment = at or now()
    tally: Counter[str] = Counter()
    rows = iter(found)
    while batch := list(islice(rows, AT_ONCE)):
        with writing(database) as connection:
            for one in batch:
                if isinstance(one, Issue):
                    tally["issues"] += 1
                    _log(connection, one, file=file, at=moment)
                else:
                    tally[_put(connection, one, file=file, at=moment)] += 1
    with writing(database) as connection:
        connection.execute(
            "INSERT INTO foreign_files (scheme, file, at, added, changed, known, issues) VALUES (?,?,?,?,?,?,?)",
            (scheme, file, moment, tally["added"], tally["changed"], tally["known"], tally["issues"]))
    return tally


def _put(connection: sqlite3.Connection, event: ForeignEvent, *, file: str, at: str) -> str:
    """Insert one row, unless it stands already as it is; gives what became of it."""
    words = encode(event).decode()
    standing = connection.execute(
        "SELECT row, record FROM foreign_events WHERE id = ? AND until IS NULL", (event.id,)).fetchone()
    if standing is not None and standing["record"] == words:
        return "known"
    if standing is not None:
        connection.execute("UPDATE foreign_events SET until = ? WHERE row = ?", (at, standing["row"]))
    values = (
        event.id, event.scheme, event.native, event.start_date, event.end_date, event.event, event.mode, event.code,
        event.place, event.country, event.admin1, event.admin2, event.latitude, event.longitude, event.deaths_low,
        event.deaths_high, file, at, words)
    connection.execute(
        f"INSERT INTO foreign_events ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})", values)
    return "added" if standing is None else "changed"


def _log(connection: sqlite3.Connection, issue: Issue, *, file: str, at: str) -> None:
    connection.execute(
        "INSERT INTO inputs (source, input, at, outcome, stage, reason, detail) VALUES (?,?,?,'refused',?,?,?)",
        (file, issue.input, at, issue.stage, issue.reason, issue.detail))


def foreign_events(database: Database, scheme: str, filters: Filters) -> Iterator[ForeignEvent]:
    """The rows of a scheme that stand, by day and id, as far as the filters that they can be asked by let them
    through. A row that does not tell what is asked for is left out."""
    found = _where(scheme, filters)
    rows = database.connection.execute(
        f"SELECT record FROM foreign_events WHERE {found.sql} ORDER BY day, id", found.values)
    for row in rows:
        yield msgspec.json.decode(row["record"], type=ForeignEvent)


def _where(scheme: str, filters: Filters) -> Where:
    found = Where()
    found.add("until IS NULL AND scheme = :scheme", scheme=scheme)
    if filters.event:
        found.add("event = :event", event=filters.event)
    if filters.country:
        found.add("country = :country", country=filters.country)
    if filters.first:
        found.add("last_day >= :first", first=filters.first)
    if filters.last:
        found.add("day <= :last", last=filters.last)
    if filters.near:
        near: dict[str, Any] = {
            "lat": filters.near.latitude, "lon": filters.near.longitude, "km": filters.near.km}
        found.add(
            "latitude IS NOT NULL AND acos(max(-1.0, min(1.0, sin(radians(latitude)) * sin(radians(:lat)) "
            "+ cos(radians(latitude)) * cos(radians(:lat)) * cos(radians(longitude - :lon))))) * 6371.0 <= :km", **near)
    return found


def count_foreign(database: Database) -> dict[str, int]:
    """How many rows of each scheme stand."""
    rows = database.connection.execute(
        "SELECT scheme, count(*) AS n FROM foreign_events WHERE until IS NULL GROUP BY scheme ORDER BY scheme")
    return {row["scheme"]: row["n"] for row in rows}


def need_scheme(database: Database, scheme: str) -> None:
    """Raise `InputError` where nothing of a scheme was imported."""
    held = count_foreign(database)
    if scheme not in held:
        message = (
            f"no rows of {scheme!r} are in the store (there are: {', '.join(held) or 'none'}); bring them in with "
            f"`dateline import {scheme} FILE`")
        raise InputError(message)
