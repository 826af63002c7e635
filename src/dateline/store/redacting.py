"""Taking down: a person's name, a span of an article or an article whole, out of every table, index and old version.

The words become blocks of the same length, so that offsets hold. What is taken down stays down: see `takedowns`, which
puts the blocks upon whatever is read later. All of it is one transaction; then the file is rewritten, so that the bytes
are gone from it. Releases and exports that were handed out before cannot be called back.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from dateline.errors import InputError
from dateline.records import Article
from dateline.store.adding import insert
from dateline.store.database import now
from dateline.store.links import drop_blocks
from dateline.store.lookups import article_by_id
from dateline.store.rows import KINDS, TABLES
from dateline.store.takedowns import blocked, blocked_record, digest_of, folded, parts_of, pattern_of

if TYPE_CHECKING:
    import re
    import sqlite3

    from dateline.store.database import Database

FEWEST_LETTERS: Final = 4
OF_ARTICLES: Final = (
    "articles", "claims", "arrangements", "controls", "reviews",
)
"""Tables whose rows belong to an article: there the parts of a name go, too."""
ELSEWHERE: Final = ("events", "event_values", "judgements", "inputs", "foreign_events", "parties")
KEYS: Final = frozenset({
    "row", "id", "article", "text_hash", "coder", "added_at", "coded_at", "linked_by", "since", "until", "at",
    "superseded_at", "maker", "kind", "event", "mode", "role", "action", "version_of", "replaced_by", "slot", "outcome",
    "stage", "reason_code", "left_claim", "right_claim", "verdict", "stake", "certainty", "temporal", "status",
    "arrangement", "direction", "change", "scheme", "day", "last_day", "published", "country", "sector", "code",
    "origin_code", "language", "cameo", "time_basis", "place_precision", "origin_kind", "stakes", "flags",
})
"""Columns of ids, codes and times."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """One entry of the log as people read it: what kind, in how many articles and cells, who, when and why; never the
    words."""

    kind: Literal["person", "span", "article"]
    article: str | None
    start: int | None
    length: int
    articles: int
    places: int
    maker: str
    at: str
    note: str


def redact_person(database: Database, name: str, *, maker: str, note: str = "", dry_run: bool = False) -> Redaction:
    """Take a person's name out of everything; its parts go wherever the whole name stands. Raises `InputError` for a
    name too short to be told from other words."""
    if len(folded(name)) < FEWEST_LETTERS:
        message = f"a name of {len(folded(name))} letters would be found everywhere; give the whole name"
        raise InputError(message)
    return _run(database, "person", name, article=None, start=None, maker=maker, note=note, dry_run=dry_run)


def redact_span(
    database: Database, article: str, start: int, end: int, *, maker: str, note: str = "", dry_run: bool = False,
) -> Redaction:
    """Take the words of a half-open span of an article out of it and of all that it tells; raises `InputError` where
    there are none."""
    found = _article(database, article)
    if not 0 <= start < end <= len(found.text) or not folded(found.text[start:end]):
        message = f"{article}: no words from {start} to {end}; its text has {len(found.text)} characters"
        raise InputError(message)
    return _run(database, "span", found.text[start:end], article=found, start=start, maker=maker, note=note,
                dry_run=dry_run)


def take_down(database: Database, article: str, *, maker: str, note: str = "", dry_run: bool = False) -> Redaction:
    """Take an article down: its words and all that it tells go; its id, its hash and the log stay, so that it never
    comes back."""
    found = _article(database, article)
    return _run(database, "article", found.id, article=found, start=None, maker=maker, note=note, dry_run=dry_run)


def redactions(database: Database) -> list[Redaction]:
    """The log, the oldest first."""
    rows = database.connection.execute(
        "SELECT kind, article, start, length, articles, places, maker, at, note FROM redactions ORDER BY row")
    return [Redaction(**{name: row[name] for name in row.keys()}) for row in rows]  # noqa: SIM118


def _article(database: Database, name: str) -> Article:
    found = article_by_id(database, name)
    if found is None:
        message = f"{name}: no such article in this store"
        raise InputError(message)
    return found


def _run(
    database: Database, kind: Literal["person", "span", "article"], words: str, *, article: Article | None,
    start: int | None, maker: str, note: str, dry_run: bool,
) -> Redaction:
    """One redaction: the whole of it or nothing, logged without its words, then the file rewritten."""
    connection = database.connection
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if kind == "article" and article is not None:
            articles, places = 1, _remove(connection, article)
        else:
            articles, places = _block(connection, words, kind=kind, article=article)
        entry = Redaction(kind, article.id if article else None, start, len(folded(words)), articles, places,
                          f"person:{maker}", now(), _without(note, words))
        salt = secrets.token_hex(16)
        insert(connection, "redactions", asdict(entry) | {
            "salt": salt, "digest": digest_of(words, salt), "text_hash": article.text_hash if article else None,
            "words": len(folded(words).split())})
        connection.execute("ROLLBACK" if dry_run else "COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    if not dry_run:
        rewrite(database)
    return entry


def _without(note: str, words: str) -> str:
    """A note that does not say the words again."""
    pattern = pattern_of([words, *parts_of(words)])
    return blocked(note, pattern) if pattern else note


def rewrite(database: Database) -> None:
    """Write the indexes of words and the file anew, so that nothing that was deleted is left in its bytes."""
    connection = database.connection
    for index in ("article_words", "claim_words"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _block(
    connection: sqlite3.Connection, words: str, *, kind: str, article: Article | None,
) -> tuple[int, int]:
    """Blocks for the words in all tables; gives the articles and the cells that were touched."""
    whole = pattern_of([words])
    wide = pattern_of([words, *parts_of(words)]) if kind == "person" else whole
    if whole is None or wide is None:
        return 0, 0
    names = [article.id] if article is not None else _articles_with(connection, whole)
    places = 0
    for name in names:
        for table in OF_ARTICLES:
            key = "id" if table == "articles" else "article"
            places += _cells(connection, table, wide, where=f"{key} = ?", values=(name,))
        for table, told in ((table, KINDS[one]) for one, table in TABLES.items()):
            places += _cells(connection, "parties", wide, where=(
                f"kind = '{told}' AND record IN (SELECT row FROM {table} WHERE article = ?)"), values=(name,))
        places += _cells(connection, "inputs", wide, where="article = ?", values=(name,))
        places += _of_events(connection, wide, name)
        _link_again(connection, name)
    if article is None:
        for table in ELSEWHERE:
            places += _cells(connection, table, whole, where="1", values=())
    return len(names), places


def _articles_with(connection: sqlite3.Connection, pattern: re.Pattern[str]) -> list[str]:
    """The articles in whose words, or in whose records' words, old ones too, the name stands."""
    connection.create_function("has_words", 1, lambda text: bool(text and pattern.search(text)), deterministic=True)
    found: dict[str, None] = {}
    for table, key, columns in (
        ("articles", "id", ("text", "record")), *((table, "article", ("record",)) for table in OF_ARTICLES[1:]),
    ):
        asked = " OR ".join(f"has_words({column})" for column in columns)
        found.update({row[0]: None for row in connection.execute(f"SELECT DISTINCT {key} FROM {table} WHERE {asked}")})
    return list(found)


def _of_events(connection: sqlite3.Connection, pattern: re.Pattern[str], article: str) -> int:
    """Blocks in every version of the events that hold a claim of the article."""
    rows = (
        "(SELECT c.event FROM event_claims AS c WHERE c.claim IN (SELECT id FROM claims WHERE article = ?))")
    places = 0
    for table, where in (
        ("events", f"row IN {rows}"), ("event_values", f"event IN {rows}"),
        ("parties", f"kind = 'event' AND record IN {rows}"),
    ):
        places += _cells(connection, table, pattern, where=where, values=(article,))
    return places


def _cells(
    connection: sqlite3.Connection, table: str, pattern: re.Pattern[str], *, where: str, values: tuple[Any, ...],
) -> int:
    """Blocks in every text of these rows that is no id, code or time; gives how many cells changed."""
    texts = [
        row["name"] for row in connection.execute(f"SELECT name, type FROM pragma_table_info('{table}')")
        if row["type"] == "TEXT" and row["name"] not in KEYS]
    if table == "parties":
        texts.append("code")
    done = 0
    for column in texts:
        def blocks(text: str, column: str = column) -> str:
            return blocked_record(text, pattern) if column in {"record", "anchors"} else blocked(text, pattern)

        connection.create_function(
            "blocks", 1, lambda text, blocks=blocks: None if text is None else blocks(text), deterministic=True)
        done += connection.execute(
            f"UPDATE OR REPLACE {table} SET {column} = blocks({column}) WHERE {where} "
            f"AND {column} IS NOT NULL AND blocks({column}) <> {column}", values).rowcount
    return done


def _link_again(connection: sqlite3.Connection, article: str) -> None:
    """The claims of an article out of the blocks, whose anchors hold words; linking finds them anew."""
    rows = [row["claim"] for row in connection.execute(
        "SELECT claim FROM linked_claims WHERE article = ?", (article,)).fetchall()]
    drop_blocks(connection, rows)
    connection.execute("DELETE FROM anchors WHERE row NOT IN (SELECT anchor FROM blocks)")
    connection.execute("UPDATE articles SET linked_by = NULL WHERE id = ?", (article,))


def _remove(connection: sqlite3.Connection, article: Article) -> int:
    """All that an article tells goes, and its words; gives the number of records."""
    name = article.id
    _link_again(connection, name)
    held = (
        "SELECT DISTINCT c.event FROM event_claims AS c WHERE c.claim IN (SELECT id FROM claims WHERE article = ?)")
    events = json.dumps([row[0] for row in connection.execute(held, (name,))])
    neighbours = [row[0] for row in connection.execute(
        "SELECT DISTINCT article FROM claims WHERE article <> ? AND id IN (SELECT claim FROM event_claims WHERE event "
        "IN (SELECT value FROM json_each(?)))", (name, events))]
    for table in ("event_claims", "event_values", "event_aliases"):
        connection.execute(f"DELETE FROM {table} WHERE event IN (SELECT value FROM json_each(?))", (events,))
    connection.execute(
        "DELETE FROM parties WHERE kind = 'event' AND record IN (SELECT value FROM json_each(?))", (events,))
    connection.execute("DELETE FROM events WHERE row IN (SELECT value FROM json_each(?))", (events,))
    for other in neighbours:
        _link_again(connection, other)
    connection.execute(
        "DELETE FROM judgements WHERE left_claim IN (SELECT id FROM claims WHERE article = :a) "
        "OR right_claim IN (SELECT id FROM claims WHERE article = :a)", {"a": name})
    done = 0
    for kind, table in TABLES.items():
        connection.execute(
            f"DELETE FROM parties WHERE kind = '{KINDS[kind]}' AND record IN (SELECT row FROM {table} "
            "WHERE article = ?)", (name,))
        done += connection.execute(f"DELETE FROM {table} WHERE article = ?", (name,)).rowcount
    connection.execute("DELETE FROM reviews WHERE article = ?", (name,))
    bare = Article(id=name, text_hash=article.text_hash, outlet=article.outlet, publisher=article.publisher,
                   published=article.published, language=article.language, licence=article.licence, text="")
    connection.execute(
        "UPDATE articles SET text = '', title = NULL, uri = NULL, record = ? WHERE id = ?",
        (msgspec.json.encode(bare).decode(), name))
    connection.execute(
        "UPDATE inputs SET source = '', input = article, detail = NULL WHERE article = ?", (name,))
    return done
