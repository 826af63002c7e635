"""Questions of the desk: pages of rows that stay in place while the store grows, counts that stop at a cap, and what is
newest. Everything here reads a bounded number of rows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dateline.store.database import is_crowd, now, open_store
from dateline.store.filters import where

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from dateline.store.database import Database
    from dateline.store.filters import Filters, Table, Where

TOLD_TABLES: Final = ("claims", "events", "arrangements", "controls")
PAGE_CACHE_KB: Final = 8_000
MAPPED_BYTES: Final = 1 << 30
KEYS: Final[dict[str, tuple[str | None, bool]]] = {
    "day": ("day", True), "oldest": ("day", False), "added": (None, True), "origins": ("distinct_origins", True),
    "confidence": ("confidence", True),
}
"""The column of each order, and whether the greatest comes first; rows without a value come last, `row` decides."""


def open_for_pages(path: Path) -> Database:
    """The store for reading by one of many threads: a small cache of its own, the file mapped."""
    database = open_store(path, readonly=True)
    database.connection.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KB}")
    database.connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
    return database


Part = tuple[str, dict[str, Any], str]
"""A condition with its values, and an order."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page ends: the moment of the first page, and the last row with its value of the order's column."""

    as_of: str
    row: int
    value: str | float | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the mark after which the next page begins; `None` at the end."""

    rows: tuple[sqlite3.Row, ...]
    after: Mark | None


def page_of(
    database: Database, table: Table, filters: Filters, *, sort: str = "day", limit: int, after: Mark | None = None,
) -> Page:
    """One page of what the filters let through. All pages after the first show the store as it stood at the first, so
    that nothing comes twice or is passed over while records are added."""
    moment = filters.as_of or (after.as_of if after else now())
    asked = replace(filters, as_of=moment) if filters.as_of or after else filters
    found = where(asked, table, probe=partial(is_crowd, database))
    column, falling = KEYS[sort]
    rows: list[sqlite3.Row] = []
    for condition, values, order in _parts(column, after, falling=falling):
        missing = limit + 1 - len(rows)
        if missing <= 0:
            break
        sql = (f"SELECT t.* FROM {table} AS t WHERE {found.sql} AND ({condition}) ORDER BY {order} LIMIT {missing}")
        rows.extend(database.connection.execute(sql, found.values | values))
    shown = tuple(rows[:limit])
    if len(rows) <= limit:
        return Page(shown, None)
    last = shown[-1]
    return Page(shown, Mark(moment, last["row"], last[column] if column else None))


def _parts(column: str | None, after: Mark | None, *, falling: bool) -> list[Part]:
    """The conditions under which rows follow the mark, with values and order: first those with a value, then those
    without, each by an index."""
    way, beyond = ("DESC", "<") if falling else ("ASC", ">")
    row = f"row {beyond} :mark_row"
    at = {"mark_row": after.row} if after else {}
    if column is None:
        return [(row if after else "1", at, f"row {way}")]
    told: Part = (f"{column} IS NOT NULL", {}, f"{column} {way}, row {way}")
    untold: Part = (f"{column} IS NULL", {}, f"row {way}")
    if after is None:
        return [told, untold]
    if after.value is None:
        return [(f"{column} IS NULL AND {row}", at, f"row {way}")]
    next_told = (
        f"{column} {beyond}= :mark_value AND ({column} {beyond} :mark_value OR {row})",
        at | {"mark_value": after.value}, f"{column} {way}, row {way}")
    return [next_told, untold]


def count_to(database: Database, table: Table, filters: Filters, *, cap: int) -> int:
    """How many rows the filters let through, counted no further than `cap`."""
    found = where(filters, table, probe=partial(is_crowd, database))
    return _capped(database, f"SELECT 1 FROM {table} AS t WHERE {found.sql}", found, cap)


def _capped(database: Database, query: str, found: Where, cap: int) -> int:
    row = database.connection.execute(
        f"SELECT count(*) FROM ({query} LIMIT :cap)", found.values | {"cap": cap}).fetchone()
    return int(row[0])


@dataclass(frozen=True, slots=True)
class Brief:
    """An article without its text. `careful`: some record of it gives reason for care."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    uri: str | None
    licence: str | None
    careful: bool


def briefs(database: Database, ids: Iterable[str]) -> dict[str, Brief]:
    """Articles by id, without their texts."""
    wanted = json.dumps(sorted(set(ids)))
    careful = {
        row[0] for table in ("claims", "arrangements") for row in database.connection.execute(
            f"SELECT DISTINCT article FROM {table} WHERE sensitive = 1 AND until IS NULL AND article IN "
            "(SELECT value FROM json_each(?))", (wanted,))}
    careful |= {
        row[0] for row in database.connection.execute(
            "SELECT DISTINCT article FROM controls WHERE until IS NULL AND article IN (SELECT value FROM json_each(?)) "
            "AND json_array_length(record, '$.sensitive') > 0", (wanted,))}
    rows = database.connection.execute(
        "SELECT id, title, coalesce(outlet, publisher) AS outlet, published, uri, licence FROM articles "
        "WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    return {
        row["id"]: Brief(row["id"], row["title"], row["outlet"], row["published"], row["uri"], row["licence"],
                         row["id"] in careful)
        for row in rows}


def rows_of(database: Database, ids: Iterable[str]) -> dict[str, sqlite3.Row]:
    """The rows of claims that stand, by id."""
    rows = database.connection.execute(
        "SELECT * FROM claims WHERE until IS NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(ids))),))
    return {row["id"]: row for row in rows}


def events_holding(database: Database, claims: Iterable[str]) -> dict[str, str]:
    """The id of the event that holds each of these claims now."""
    rows = database.connection.execute(
        "SELECT event_claims.claim, events.id FROM event_claims JOIN events ON events.row = event_claims.event "
        "WHERE events.until IS NULL AND event_claims.claim IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(claims))),))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Open:
    """What waits for a person: how many claims of the newest are coded with little confidence or give reason for care,
    how many judgements of the newest are unsure, and how many articles are in no event yet."""

    unsure_claims: int
    careful: int
    unsure_pairs: int
    unlinked: int
    looked_at: int


def waiting(database: Database, *, least: float, newest: int) -> Open:
    """What waits among the newest rows."""
    run = database.connection.execute
    low, careful, seen = run(
        "SELECT sum(confidence < ? AND reviewed IS NULL), sum(sensitive), count(*) FROM (SELECT confidence, sensitive, "
        "reviewed FROM claims WHERE until IS NULL AND rejected = 0 ORDER BY row DESC LIMIT ?)", (least, newest),
    ).fetchone()
    pairs = run(
        "SELECT count(*) FROM (SELECT verdict, superseded_at FROM judgements ORDER BY row DESC LIMIT ?) "
        "WHERE verdict = 'unsure' AND superseded_at IS NULL", (newest,)).fetchone()[0]
    left = run("SELECT count(*) FROM (SELECT 1 FROM articles WHERE linked_by IS NULL AND replaced_by IS NULL LIMIT ?)",
               (newest,)).fetchone()[0]
    return Open(low or 0, careful or 0, pairs, left, seen)


@dataclass(frozen=True, slots=True)
class Held:
    """What the store holds at a glance, without counting every row: the highest row numbers, and the days read."""

    articles: int
    claims: int
    events: int
    arrangements: int
    controls: int
    first_day: str | None
    last_day: str | None
    last_input: str | None
    refused: int


def held(database: Database, *, cap: int) -> Held:
    """The store at a glance; no count goes beyond `cap`, and days to come are left out."""
    run = database.connection.execute
    counts = [
        run(f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {condition} LIMIT ?)", (cap,)).fetchone()[0]
        for table, condition in (
            ("articles", "replaced_by IS NULL"), *((table, "until IS NULL") for table in TOLD_TABLES))]
    first, last = run("SELECT min(day), max(day) FROM coverage WHERE day > '' AND day <= date('now')").fetchone()
    last_input = run("SELECT max(at) FROM inputs").fetchone()[0]
    refused = run("SELECT count(*) FROM (SELECT 1 FROM inputs WHERE outcome = 'refused' LIMIT ?)", (cap,)).fetchone()[0]
    articles, claims, events, arrangements, controls = counts
    return Held(articles, claims, events, arrangements, controls, first, last, last_input, refused)


def newest_rows(
    database: Database, table: Table, filters: Filters, *, limit: int, columns: str = "*", open_only: bool = False,
) -> list[sqlite3.Row]:
    """The rows that fit and have the latest days, those without a day last; `open_only` leaves out what gives reason
    for care."""
    found = where(filters, table, probe=partial(is_crowd, database))
    if open_only:
        found.add("sensitive = 0")
    parts = [
        f"SELECT {columns} FROM {table} AS t WHERE {found.sql} AND day IS {told} ORDER BY {order} LIMIT :limit"
        for told, order in (("NOT NULL", "day DESC, row DESC"), ("NULL", "row DESC"))]
    rows: list[sqlite3.Row] = []
    for sql in parts:
        if len(rows) < limit:
            rows.extend(database.connection.execute(sql, found.values | {"limit": limit - len(rows)}))
    return rows


def days_told(
    database: Database, filters: Filters, *, open_only: bool = False,
) -> list[tuple[str, int, int, float | None, int]]:
    """(day, claims, distinct origins, mean Goldstein value, self-reports) of each day on which claims that fit are
    told, oldest first."""
    found = where(replace(filters, first=None), "claims")
    if filters.first:
        found.add("day >= :first", first=filters.first)
    if open_only:
        found.add("sensitive = 0")
    rows = database.connection.execute(
        "SELECT day, count(*), count(DISTINCT coalesce(origin_code, origin, article)), avg(goldstein), "
        f"sum(self_report) FROM claims AS t WHERE day IS NOT NULL AND {found.sql} GROUP BY day ORDER BY day",
        found.values)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def last_told(database: Database) -> str | None:
    """The latest day of an act that a standing claim tells, days to come left out."""
    row = database.connection.execute(
        "SELECT max(day) FROM claims WHERE until IS NULL AND day <= date('now')").fetchone()
    return None if row[0] is None else str(row[0])


def version_of(database: Database) -> tuple[int, ...]:
    """What changes whenever the store does: the times and sizes of its files."""
    found: list[int] = []
    for path in (database.path, database.path.with_name(database.path.name + "-wal")):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.extend((stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def coverage_since(database: Database, first: str) -> list[tuple[str, str, int, int]]:
    """(outlet, day, articles, silent ones) from a day on."""
    rows = database.connection.execute(
        "SELECT outlet, day, articles, silent FROM coverage WHERE day >= ? ORDER BY day, outlet", (first,))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def frequent_pairs(database: Database, *, newest: int, limit: int) -> list[tuple[str, str, int]]:
    """(actor code, recipient code, claims) among the newest claims, the most frequent first."""
    rows = database.connection.execute(
        "SELECT a.code, r.code, count(*) AS n FROM (SELECT row FROM claims WHERE until IS NULL AND rejected = 0 "
        "ORDER BY row DESC LIMIT :newest) AS c JOIN parties AS a ON a.kind = 'claim' AND a.record = c.row AND "
        "a.role = 'actor' JOIN parties AS r ON r.kind = 'claim' AND r.record = c.row AND r.role = 'recipient' "
        "WHERE a.code IS NOT NULL AND r.code IS NOT NULL AND a.code <> r.code GROUP BY a.code, r.code "
        "ORDER BY n DESC, a.code, r.code LIMIT :limit", {"newest": newest, "limit": limit})
    return [(row[0], row[1], row[2]) for row in rows]


def claims_told(database: Database, articles: Iterable[str]) -> dict[str, int]:
    """How many standing claims each of these articles tells."""
    rows = database.connection.execute(
        "SELECT article, count(*) FROM claims WHERE until IS NULL AND rejected = 0 AND article IN "
        "(SELECT value FROM json_each(?)) GROUP BY article", (json.dumps(sorted(set(articles))),))
    return {row[0]: row[1] for row in rows}


def last_told_of(
    database: Database, table: Table, ids: Iterable[str], *, until: str | None, limit: int,
) -> list[str]:
    """Of these records those whose reports are the latest, by a day where one is given; undated reports come last."""
    rows = database.connection.execute(
        f"SELECT t.id FROM {table} AS t JOIN articles AS a ON a.id = t.article WHERE t.until IS NULL AND t.id IN "
        "(SELECT value FROM json_each(:ids)) AND (a.day IS NULL OR substr(a.day, 1, 10) <= :until) "
        "ORDER BY a.day DESC, t.row DESC LIMIT :limit",
        {"ids": json.dumps(sorted(ids)), "until": until or "9999", "limit": limit})
    return [str(row[0]) for row in rows]
