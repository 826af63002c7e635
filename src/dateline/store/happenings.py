"""Questions about events: by filter, by id or alias, with the claims and the judgements behind them."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.records import Claim, Event, Judgement
from dateline.store.database import is_crowd
from dateline.store.filters import where

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from dateline.store.database import Database
    from dateline.store.filters import Filters

EventSort = Literal["day", "oldest", "added", "origins"]
SORTS: dict[str, str] = {
    "day": "day DESC, row DESC", "oldest": "day, row", "added": "row DESC",
    "origins": "distinct_origins DESC, day DESC, row DESC",
}
AT_ONCE = 500
"""Values in one IN list."""


def events(
    database: Database, filters: Filters, *, sort: EventSort = "day", limit: int | None = None,
) -> Iterator[Event]:
    """The events that the filters let through; those without a day come last by day."""
    found = where(filters, "events", probe=partial(is_crowd, database) if limit else None)
    sql = f"SELECT record FROM events AS t WHERE {found.sql} ORDER BY {SORTS[sort]}"
    if limit is not None:
        sql = f"{sql} LIMIT :limit"
        found.values["limit"] = limit
    for row in database.connection.execute(sql, found.values):
        yield event_in(row)


def event_in(row: sqlite3.Row) -> Event:
    """The event of a row."""
    return msgspec.json.decode(row["record"], type=Event)


def count_events(database: Database, filters: Filters) -> int:
    """How many events the filters let through."""
    found = where(filters, "events")
    row = database.connection.execute(f"SELECT count(*) FROM events AS t WHERE {found.sql}", found.values).fetchone()
    return int(row[0])


def claims_of(database: Database, events: Iterable[Event], *, as_of: str | None = None) -> dict[str, Claim]:
    """The claims of some events by id: as they stand, or stood at a moment; one that was closed as it stood last."""
    wanted = iter(dict.fromkeys(claim for event in events for claim in event.claims))
    found: dict[str, Claim] = {}
    while part := list(islice(wanted, AT_ONCE)):
        rows = database.connection.execute(
            f"SELECT id, record FROM claims WHERE id IN ({marks(part)}) AND since <= ? ORDER BY row",
            (*part, as_of or "9999"))
        for row in rows:
            found[row["id"]] = msgspec.json.decode(row["record"], type=Claim)
    return found


def marks(values: Iterable[object]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" for _ in values)


def outlets_of(database: Database, articles: Iterable[str]) -> dict[str, str | None]:
    """The outlet, else the publisher, of each of these articles by its id."""
    wanted = iter(dict.fromkeys(articles))
    found: dict[str, str | None] = {}
    while part := list(islice(wanted, AT_ONCE)):
        rows = database.connection.execute(
            f"SELECT id, coalesce(outlet, publisher) AS name FROM articles WHERE id IN ({marks(part)})", part)
        found.update({row["id"]: row["name"] for row in rows})
    return found


def event_of(database: Database, claim_id: str) -> str | None:
    """The id of the event that holds a claim now; `None` where none does, as while its article is not linked."""
    row = database.connection.execute(
        "SELECT events.id FROM event_claims JOIN events ON events.row = event_claims.event "
        "WHERE event_claims.claim = ? AND events.until IS NULL", (claim_id,)).fetchone()
    return None if row is None else str(row["id"])


def event_by_id(database: Database, name: str) -> Event | None:
    """The event with exactly this id, or into which the event of this id went; `None` where there is none."""
    rows = database.connection.execute(
        "SELECT record, 0 AS former FROM events WHERE id = :name AND until IS NULL UNION ALL "
        "SELECT events.record, 1 FROM event_aliases JOIN events ON events.row = event_aliases.event "
        "WHERE event_aliases.alias = :name AND events.until IS NULL ORDER BY former LIMIT 1", {"name": name})
    row = rows.fetchone()
    return None if row is None else event_in(row)


def ids_like(database: Database, start: str, end: str) -> list[str]:
    """At most three ids of events that stand, or of events that went into them, between two texts."""
    rows = database.connection.execute(
        "SELECT id FROM events WHERE id >= :start AND id < :end AND until IS NULL UNION "
        "SELECT alias FROM event_aliases JOIN events ON events.row = event_aliases.event "
        "WHERE alias >= :start AND alias < :end AND events.until IS NULL LIMIT 3", {"start": start, "end": end})
    return [str(row["id"]) for row in rows]


def judgements_of(database: Database, claims: Iterable[str]) -> list[Judgement]:
    """Every judgement that touches any of these claims, superseded ones among them, in the order of their making."""
    found: dict[int, Judgement] = {}
    wanted = iter(dict.fromkeys(claims))
    while part := list(islice(wanted, AT_ONCE)):
        for column in ("left_claim", "right_claim"):
            rows = database.connection.execute(
                f"SELECT * FROM judgements WHERE {column} IN ({marks(part)})", tuple(part))
            found.update({row["row"]: judgement_in(row) for row in rows})
    return [found[row] for row in sorted(found)]


def judgement_in(row: sqlite3.Row) -> Judgement:
    """The judgement of a row."""
    return Judgement(
        left=row["left_claim"], right=row["right_claim"], verdict=row["verdict"], score=row["score"],
        reason=row["reason"], maker=row["maker"], at=row["at"], superseded_at=row["superseded_at"])
