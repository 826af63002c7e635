"""What a question about arrangements, control or sources needs of the store: the records that fit, and all records
that may speak of the same arrangement or place, with their articles.

Filters choose which lives are shown; a life is then told by all of its records, so that no last word is hidden.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from dateline.errors import InputError
from dateline.records import Arrangement, Article, ControlClaim, PlaceRef
from dateline.records.ledger import ClaimLands
from dateline.store.filters import DOERS, Filters, Where, where
from dateline.store.rows import record_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dateline.store.database import Database

Table = Literal["arrangements", "controls"]

SORTS: dict[str, str] = {"day": "day DESC, row DESC", "oldest": "day, row", "added": "row DESC"}
KINDS: dict[str, type[Arrangement | ControlClaim]] = {"arrangements": Arrangement, "controls": ControlClaim}
AnyTold = TypeVar("AnyTold", ClaimLands, Arrangement, ControlClaim)
ROLES = ", ".join(f"'{role}'" for role in DOERS["arrangements"])
NO_LANDS = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Country codes of organisations, which are no country."""
WORD = re.compile(r"\w+")
WINDOW_DAYS = 400
"""Records are looked at that were published so long before or after those that fit: as far apart as two tellings of
one arrangement may be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of arrangements or of control; an empty choice asks nothing. `there` says whether a place is the
    one asked for; kinds and statuses are of arrangements."""

    filters: Filters = field(default_factory=Filters)
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    there: Callable[[PlaceRef], bool] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One article of the store with what it tells. `article` comes without its text, claims with their countries
    only."""

    article: Article
    claims: tuple[ClaimLands, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    controls: tuple[ControlClaim, ...] = ()


class _Placed(msgspec.Struct):
    """A record of which only the place is read."""

    place: PlaceRef | None = None


def told(
    database: Database, table: Table, asked: Asked, *, sort: str = "day", limit: int | None = None,
) -> Iterator[Arrangement | ControlClaim]:
    """The records that fit, in one of the orders of `SORTS`; those without a day come last by day."""
    found = _conditions(database, table, asked)
    sql = f"SELECT record FROM {table} AS t WHERE {found.sql} ORDER BY {SORTS[sort]} LIMIT :limit"
    for row in database.connection.execute(sql, found.values | {"limit": -1 if limit is None else limit}):
        record = record_of(row, KINDS[table])
        if isinstance(record, (Arrangement, ControlClaim)):
            yield record


def _conditions(database: Database, table: Table, asked: Asked) -> Where:
    """All conditions on a table, those of its own among them."""
    filters = asked.filters
    found = where(replace(filters, text=None, place=None), table)
    if filters.text:
        _add_text(database, filters.text, found)
    if asked.kinds:
        found.add(f"arrangement IN ({_listed(asked.kinds)})")
    if asked.statuses:
        statuses = _listed(asked.statuses)
        found.add(
            f"status IN ({statuses}) OR EXISTS (SELECT 1 FROM json_each(record, '$.status_by') AS said "
            f"WHERE json_extract(said.value, '$.status') IN ({statuses}))")
    if asked.there is not None:
        rows = _rows_there(database, table, asked.there)
        found.add("row IN (SELECT value FROM json_each(:there))", there=json.dumps(rows))
    return found


def _listed(names: Iterable[str]) -> str:
    """Names of ours as SQL; raises `InputError` for one that is no plain name."""
    ordered = sorted(names)
    if not all(re.fullmatch(r"[A-Za-z_]+", name) for name in ordered):
        message = f"{', '.join(ordered)}: no such names"
        raise InputError(message)
    return ", ".join(f"'{name}'" for name in ordered)


def _add_text(database: Database, text: str, found: Where) -> None:
    """Words that the sentence behind a record must hold: articles by the index, then the sentences of these."""
    articles = where(Filters(text=text), "articles")
    phrases = [_words(quoted or word) for quoted, word in re.findall(r'"([^"]*)"|(\S+)', text)]

    def holds(sentence: str) -> bool:
        told_words = f" {_words(sentence)} "
        return all(f" {phrase} " in told_words for phrase in phrases if phrase)

    database.connection.create_function("holds_words", 1, holds, deterministic=True)
    found.add(
        "article IN (SELECT a.id FROM article_words AS w JOIN articles AS a ON a.row = w.rowid "
        "WHERE article_words MATCH :text) AND holds_words(evidence)", text=articles.values["text"])


def _words(text: str) -> str:
    """Words with one blank between them, without case and accents, as the full-text index has them."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(WORD.findall(plain.casefold()))


def _rows_there(database: Database, table: Table, there: Callable[[PlaceRef], bool]) -> list[int]:
    """The rows whose place is the one asked for. Each place is looked at once, whatever the number of its records."""
    rows: dict[tuple[object, ...], list[int]] = {}
    for row, *place in database.connection.execute(
            f"SELECT row, place, country, latitude, longitude FROM {table} WHERE place IS NOT NULL"):
        rows.setdefault(tuple(place), []).append(row)
    first = json.dumps([numbers[0] for numbers in rows.values()])
    decoder = msgspec.json.Decoder(_Placed)
    records = dict(database.connection.execute(
        f"SELECT row, record FROM {table} WHERE row IN (SELECT value FROM json_each(?))", (first,)).fetchall())
    found = []
    for numbers in rows.values():
        place = decoder.decode(records[numbers[0]]).place
        if place is not None and there(place):
            found.extend(numbers)
    return sorted(found)


def ids_of(database: Database, table: Table, asked: Asked) -> frozenset[str]:
    """The ids of the records that fit."""
    found = _conditions(database, table, asked)
    rows = database.connection.execute(f"SELECT id FROM {table} AS t WHERE {found.sql}", found.values)
    return frozenset(row["id"] for row in rows)


def beside(database: Database, table: Table, ids: frozenset[str], *, without_self_reports: bool = False) -> list[Kept]:
    """The articles whose records may speak of the same arrangement or place as these, with all that they tell of it."""
    if not ids:
        return []
    seeds = json.dumps(sorted(ids))
    if table == "controls":
        return _beside_controls(database, seeds, without_self_reports=without_self_reports)
    return _beside_arrangements(database, seeds)


def arrangements_by_id(database: Database, ids: Iterable[str]) -> dict[str, Arrangement]:
    """The arrangements that stand with these ids."""
    rows = database.connection.execute(
        "SELECT record FROM arrangements WHERE until IS NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),))
    decoder = msgspec.json.Decoder(Arrangement)
    return {record.id: record for row in rows for record in (decoder.decode(row["record"]),)}


def _beside_controls(database: Database, seeds: str, *, without_self_reports: bool) -> list[Kept]:
    """All words on the places that these words are on, by the places' names."""
    kept = " AND c.self_report = 0" if without_self_reports else ""
    rows = database.connection.execute(
        "SELECT c.article, c.record FROM controls AS c WHERE c.until IS NULL" + kept + " AND c.place COLLATE NOCASE IN "
        "(SELECT s.place FROM controls AS s WHERE s.until IS NULL AND s.id IN (SELECT value FROM json_each(?)))",
        (seeds,))
    told_in: dict[str, list[ControlClaim]] = {}
    decoder = msgspec.json.Decoder(ControlClaim)
    for row in rows:
        told_in.setdefault(row["article"], []).append(decoder.decode(row["record"]))
    return [Kept(article, controls=tuple(told_in[article.id])) for article in _articles(database, list(told_in))]


def _beside_arrangements(database: Database, seeds: str) -> list[Kept]:
    """All articles that tell of arrangements about the time of these, in the countries of these or in none told."""
    connection = database.connection
    rows = connection.execute(
        "SELECT t.row, t.article, t.country, a.day FROM arrangements AS t JOIN articles AS a ON a.id = t.article "
        "WHERE t.until IS NULL AND t.id IN (SELECT value FROM json_each(?))", (seeds,)).fetchall()
    days = [row["day"] for row in rows if row["day"]]
    found = connection.execute(
        f"""WITH land (country) AS (SELECT value FROM json_each(:lands)),
        near (row) AS (
            SELECT row FROM arrangements WHERE country IN land
            UNION SELECT record FROM parties WHERE kind = 'arrangement' AND country IN land AND role IN ({ROLES})
            UNION SELECT row FROM arrangements AS t WHERE country IS NULL AND NOT EXISTS (
                SELECT 1 FROM parties AS p WHERE p.kind = 'arrangement' AND p.record = t.row AND p.role IN ({ROLES})
                AND p.country IS NOT NULL))
        SELECT DISTINCT t.article FROM near JOIN arrangements AS t USING (row) JOIN articles AS a ON a.id = t.article
        WHERE t.until IS NULL AND a.replaced_by IS NULL
        AND (a.day IS NULL OR a.day BETWEEN date(:first, :before) AND date(:last, :after))""",
        {"lands": json.dumps(_lands(database, rows)), "first": min(days, default="0001-01-01"),
         "last": max(days, default="9999-01-01"), "before": f"-{WINDOW_DAYS} days", "after": f"+{WINDOW_DAYS} days"})
    return _kept(database, sorted({row["article"] for row in (*found, *rows)}))


def _lands(database: Database, rows: Sequence[sqlite3.Row]) -> list[str]:
    """The countries of some arrangements, by place and parties; where they tell none, those that their articles do."""
    lands = {row["country"] for row in rows}
    told = database.connection.execute(
        f"SELECT record, country FROM parties WHERE kind = 'arrangement' AND role IN ({ROLES}) AND country IS NOT NULL "
        "AND record IN (SELECT value FROM json_each(?))", (json.dumps([row["row"] for row in rows]),)).fetchall()
    lands.update(row["country"] for row in told)
    known = {row["record"] for row in told} | {row["row"] for row in rows if row["country"]}
    open_ = json.dumps([row["article"] for row in rows if row["row"] not in known])
    lands.update(row["country"] for row in database.connection.execute(
        "SELECT DISTINCT country FROM claims WHERE until IS NULL AND article IN (SELECT value FROM json_each(?))",
        (open_,)))
    return sorted(lands - NO_LANDS - {None})


def _kept(database: Database, ids: Sequence[str]) -> list[Kept]:
    """These articles with all that they tell."""
    claims = _by_article(database, "claims", ClaimLands, ids)
    arrangements = _by_article(database, "arrangements", Arrangement, ids)
    controls = _by_article(database, "controls", ControlClaim, ids)
    return [
        Kept(one, tuple(claims.get(one.id, ())), tuple(arrangements.get(one.id, ())), tuple(controls.get(one.id, ())))
        for one in _articles(database, ids)
    ]


def _by_article(database: Database, table: str, kind: type[AnyTold], ids: Sequence[str]) -> dict[str, list[AnyTold]]:
    """The records of one kind that stand, by article, in the order of its text."""
    rejected = " AND rejected = 0" if table == "claims" else ""
    decoder = msgspec.json.Decoder(kind)
    found: dict[str, list[AnyTold]] = {}
    for row in database.connection.execute(
            f"SELECT article, record FROM {table} WHERE until IS NULL{rejected} "
            "AND article IN (SELECT value FROM json_each(?)) ORDER BY article, start, id", (json.dumps(ids),)):
        found.setdefault(row["article"], []).append(decoder.decode(row["record"]))
    return found


def _articles(database: Database, ids: Sequence[str]) -> list[Article]:
    """These articles without their texts, by id."""
    rows = database.connection.execute(
        "SELECT record, version_of FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(ids),))
    decoder = msgspec.json.Decoder(Article)
    return [msgspec.structs.replace(decoder.decode(row["record"]), version_of=row["version_of"]) for row in rows]


def last_day(database: Database) -> str | None:
    """The day of the last report that the store holds, days to come left out."""
    row = database.connection.execute(
        "SELECT max(day) FROM articles WHERE replaced_by IS NULL AND day <= date('now')").fetchone()
    return None if row[0] is None else str(row[0])
