"""Questions to the store: records by filter, one record by id, words in articles, counts by day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from dateline.errors import InputError
from dateline.records import Arrangement, Claim, ControlClaim
from dateline.store.database import is_crowd
from dateline.store.filters import Filters, match_words, where
from dateline.store.happenings import event_by_id, ids_like
from dateline.store.rows import TABLES, article_of, record_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from dateline.records import Article, Event
    from dateline.store.database import Database
    from dateline.store.filters import Table
    from dateline.store.rows import Told

SORTS = {
    "day": "day DESC, row DESC", "oldest": "day, row", "added": "row DESC", "confidence": "confidence DESC, row DESC",
}
Sort = Literal["day", "oldest", "added", "confidence"]
KINDS: dict[str, type[Told]] = {"claims": Claim, "arrangements": Arrangement, "controls": ControlClaim}
LEAST_ID = 4
SNIPPET_WORDS = 24


@dataclass(frozen=True, slots=True)
class DayCount:
    """How much is told of one day: claims, distinct origins, and the mean scores (`None` where no claim has one)."""

    day: str
    claims: int
    origins: int
    goldstein: float | None
    plover_score: float | None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article in which words were found, with a piece of its text around them, the words in « »."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    snippet: str


def records(
    database: Database, table: Table, filters: Filters, *, sort: Sort = "day", limit: int | None = None,
) -> Iterator[Told]:
    """The records of one table that the filters let through; those without a day come last by day."""
    if sort == "confidence" and table != "claims":
        message = f"{table} cannot be sorted by confidence; take day, oldest or added"
        raise InputError(message)
    found = where(filters, table, probe=partial(is_crowd, database) if limit else None)
    sql = f"SELECT record FROM {table} AS t WHERE {found.sql} ORDER BY {SORTS[sort]}"
    for row in _limited(database, sql, found.values, limit):
        yield record_of(row, KINDS[table])


def articles(
    database: Database, filters: Filters, *, sort: Sort = "day", limit: int | None = None,
) -> Iterator[Article]:
    """The articles that the filters let through."""
    if sort == "confidence":
        message = "articles cannot be sorted by confidence; take day, oldest or added"
        raise InputError(message)
    found = where(filters, "articles", probe=partial(is_crowd, database) if limit else None)
    sql = f"SELECT * FROM articles AS t WHERE {found.sql} ORDER BY {SORTS[sort]}"
    for row in _limited(database, sql, found.values, limit):
        yield article_of(row)


def _limited(
    database: Database, sql: str, values: dict[str, object], limit: int | None,
) -> Iterator[sqlite3.Row]:
    if limit is not None:
        sql, values = f"{sql} LIMIT :limit", {**values, "limit": limit}
    yield from database.connection.execute(sql, values)


def count(database: Database, table: Table, filters: Filters) -> int:
    """How many rows of a table the filters let through."""
    found = where(filters, table)
    row = database.connection.execute(f"SELECT count(*) FROM {table} AS t WHERE {found.sql}", found.values).fetchone()
    return int(row[0])


def by_day(database: Database, filters: Filters) -> list[DayCount]:
    """Claims by the first day of the act, oldest first; those without a day are left out."""
    found = where(replace(filters, first=None), "claims", probe=partial(is_crowd, database))
    if filters.first:
        found.add("day >= :first", first=filters.first)
    rows = database.connection.execute(
        "SELECT day, count(*) AS claims, count(DISTINCT coalesce(origin_code, origin, article)) AS origins, "
        f"avg(goldstein) AS goldstein, avg(plover_score) AS score FROM claims AS t "
        f"WHERE day IS NOT NULL AND {found.sql} GROUP BY day ORDER BY day", found.values)
    return [DayCount(row["day"], row["claims"], row["origins"], row["goldstein"], row["score"]) for row in rows]


def show(database: Database, name: str) -> Article | Told | Event:
    """The one record, event or article whose id is `name` or begins so; of an event a former id, too.

    Raises `InputError` for none or several.
    """
    full = full_id(database, name)
    for table, kind in KINDS.items():
        row = database.connection.execute(
            f"SELECT record FROM {table} WHERE id = ? AND until IS NULL", (full,)).fetchone()
        if row is not None:
            return record_of(row, kind)
    event = event_by_id(database, full)
    if event is not None:
        return event
    return article_of(database.connection.execute("SELECT * FROM articles WHERE id = ?", (full,)).fetchone())


def full_id(database: Database, name: str) -> str:
    """The one id that is `name` or begins so: of a record that stands, of an event that stands or that went into
    another, or of an article. Raises `InputError` for none or several."""
    if len(name) < LEAST_ID:
        message = f"{name!r} is too short for the beginning of an id; give at least {LEAST_ID} characters"
        raise InputError(message)
    span = {"start": name, "end": name + "\U0010ffff"}
    found = ids_like(database, **span)
    for table, condition in (*((table, "until IS NULL") for table in KINDS), ("articles", "1")):
        rows = database.connection.execute(
            f"SELECT id FROM {table} WHERE id >= :start AND id < :end AND {condition} LIMIT 3", span)
        found.extend(row["id"] for row in rows)
    if name in found:
        return name
    if len(found) != 1:
        what = "no record has an id that begins so" if not found else "several ids begin so: give more of it"
        message = f"{name}: {what}"
        raise InputError(message)
    return found[0]


def search(database: Database, words: str, *, limit: int = 20) -> list[Hit]:
    """Articles with all the words, the best first; words in double quotes stand together."""
    rows = database.connection.execute(
        "SELECT a.id, a.title, a.outlet, a.published, "
        f"snippet(article_words, 1, '«', '»', '…', {SNIPPET_WORDS}) AS piece "
        "FROM article_words JOIN articles AS a ON a.row = article_words.rowid "
        "WHERE article_words MATCH :words AND a.replaced_by IS NULL ORDER BY rank, a.row LIMIT :limit",
        {"words": match_words(words), "limit": limit})
    return [Hit(row["id"], row["title"], row["outlet"], row["published"], row["piece"]) for row in rows]


__all__ = ["KINDS", "SORTS", "TABLES", "DayCount", "Filters", "Hit", "articles", "by_day", "count", "records", "search",
           "show"]
