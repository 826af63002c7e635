"""A copy of a store made fit to be handed out: what the policy holds is gone from it, the rest is as coarse as the
policy says, nobody's name stands beside a review, and the words of articles go only where their licence lets them.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.records import Claim, Event
from dateline.store.adding import add_record, insert
from dateline.store.event_rows import event_party_rows, event_row, value_rows
from dateline.store.rows import KINDS, TABLES, told_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from dateline.codebook import Codebook
    from dateline.store.rows import Told

AT_ONCE: Final = 500
REVIEWER: Final = "person:reviewer-"
CAREFUL_CONTROLS: Final = "json_array_length(record, '$.sensitive') > 0"
"""Control claims have no column for it."""
EMPTIED: Final = ("linked_claims", "blocks", "anchors", "redactions", "releases")
"""Tables of working notes: what claims were found by, in their words; what was taken down; earlier copies."""


@dataclass(frozen=True, slots=True)
class Freeze:
    """How a copy is made fit: `clear` gives a record as it may go out or `None`, `clear_event` an event with its claims
    the same way, by the claims that are left; `keeps_text` says of a licence whether the text goes out."""

    clear: Callable[[Any, str | None], Any]
    clear_event: Callable[[Event, dict[str, Claim]], Event | None]
    keeps_text: Callable[[str | None], bool]
    tier: str
    snippet_chars: int
    codebook: Codebook
    counts: dict[str, Any] = field(default_factory=dict)


def freeze(file: Path, how: Freeze) -> None:
    """Make a whole copy of a store fit to be handed out; the bytes of what goes are overwritten."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN")
        careful = _clear_records(connection, how)
        _clear_events(connection, how)
        _clear_articles(connection, careful, how)
        _clear_persons(connection, careful)
        for table in EMPTIED:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("COMMIT")
        for words in ("article_words", "claim_words"):
            connection.execute(f"INSERT INTO {words} ({words}) VALUES ('rebuild')")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _clear_records(connection: sqlite3.Connection, how: Freeze) -> frozenset[str]:
    """Every version of a record through the gate; gives the articles of those that give reason for care."""
    articles: set[str] = set()
    for kind, table in TABLES.items():
        asks = CAREFUL_CONTROLS if table == "controls" else "sensitive = 1"
        wordy = f"{asks} OR length(evidence) > {how.snippet_chars:d}"
        connection.execute(
            f"UPDATE {table} SET record = json_set(record, '$.tier', ?) WHERE NOT ({wordy})", (how.tier,))
        rows = connection.execute(
            f"SELECT t.*, (SELECT published FROM articles WHERE id = t.article) AS published FROM {table} AS t "
            f"WHERE {wordy}").fetchall()
        for row in rows:
            record: Told = msgspec.json.decode(row["record"], type=kind)
            if record.sensitive:
                articles.add(record.article)
            _drop(connection, table, KINDS[kind], row)
            made = how.clear(record, row["published"])
            if made is not None:
                kept = {name: row[name] for name in row.keys() if name not in {"row", "published"}}  # noqa: SIM118
                add_record(connection, table, made, kept | told_row(made, codebook=how.codebook))
    connection.execute(
        "DELETE FROM judgements WHERE left_claim NOT IN (SELECT id FROM claims) "
        "OR right_claim NOT IN (SELECT id FROM claims)")
    return frozenset(articles)


def _drop(connection: sqlite3.Connection, table: str, kind: str, row: sqlite3.Row) -> None:
    """Take one version of a record out."""
    connection.execute("DELETE FROM parties WHERE kind = ? AND record = ?", (kind, row["row"]))
    connection.execute(f"DELETE FROM {table} WHERE row = ?", (row["row"],))


def _clear_events(connection: sqlite3.Connection, how: Freeze) -> None:
    """Events anew from the claims that are left where any of theirs is gone or handled; versions of old that had such a
    claim go."""
    touched = connection.execute(
        "SELECT DISTINCT e.row, e.until, e.since, e.record FROM events AS e JOIN event_claims AS c ON c.event = e.row "
        "WHERE NOT EXISTS (SELECT 1 FROM claims WHERE claims.id = c.claim) OR EXISTS (SELECT 1 FROM claims "
        "WHERE claims.id = c.claim AND claims.sensitive = 1)").fetchall()
    for row in touched:
        for table in ("event_claims", "event_values", "event_aliases"):
            connection.execute(f"DELETE FROM {table} WHERE event = ?", (row["row"],))
        connection.execute("DELETE FROM parties WHERE kind = 'event' AND record = ?", (row["row"],))
        connection.execute("DELETE FROM events WHERE row = ?", (row["row"],))
        if row["until"] is None:
            _put_event(connection, msgspec.json.decode(row["record"], type=Event), since=row["since"], how=how)


def _put_event(connection: sqlite3.Connection, event: Event, *, since: str, how: Freeze) -> None:
    claims = {
        row["id"]: msgspec.json.decode(row["record"], type=Claim) for row in connection.execute(
            "SELECT id, record FROM claims WHERE until IS NULL AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(event.claims),))}
    made = how.clear_event(event, claims)
    if made is None:
        return
    told = [claims[name] for name in made.claims]
    at = insert(connection, "events", event_row(made, told, codebook=how.codebook) | {"since": since})
    connection.executemany(
        "INSERT INTO event_claims (event, position, claim) VALUES (?,?,?)",
        [(at, position, claim) for position, claim in enumerate(made.claims)])
    connection.executemany(
        "INSERT INTO event_values (event, slot, value) VALUES (?,?,?)", [(at, *pair) for pair in value_rows(made)])
    connection.executemany("INSERT INTO event_aliases (event, alias) VALUES (?,?)", [(at, one) for one in made.aliases])
    connection.executemany(
        "INSERT INTO parties (kind, record, role, position, actor, name, country, sector, code, text) "
        "VALUES (?,?,?,?,?,?,?,?,?,?)", event_party_rows(made, told, at=at))


def _clear_articles(connection: sqlite3.Connection, careful: Iterable[str], how: Freeze) -> None:
    """Texts go where the licence does not let them out; of articles that ask for care title and address go, too."""
    licences = [row[0] for row in connection.execute("SELECT DISTINCT licence FROM articles")]
    for licence in licences:
        if not how.keeps_text(licence):
            connection.execute("UPDATE articles SET text = '' WHERE licence IS ?", (licence,))
    names = json.dumps(sorted(careful))
    connection.execute(
        "UPDATE articles SET text = '', title = NULL, uri = NULL, record = json_set(record, '$.title', NULL, '$.uri', "
        "NULL, '$.blocks', json('[]')) WHERE id IN (SELECT value FROM json_each(?))", (names,))
    # Files are named as they lie on somebody's machine.
    connection.execute("UPDATE inputs SET source = '', input = coalesce(article, ''), detail = NULL")


def _clear_persons(connection: sqlite3.Connection, careful: Iterable[str]) -> None:
    """Reviews and judgements without the names and notes of those who made them; those of careful articles go."""
    connection.execute(
        "DELETE FROM reviews WHERE article IN (SELECT value FROM json_each(?))", (json.dumps(sorted(careful)),))
    makers = sorted({
        row[0] for row in connection.execute(
            "SELECT maker FROM reviews UNION SELECT maker FROM judgements WHERE by_person = 1 "
            "UNION SELECT coder FROM claims WHERE coder LIKE 'person:%'")})
    for number, maker in enumerate(makers, start=1):
        name = f"{REVIEWER}{number}"
        connection.execute("UPDATE judgements SET maker = ?, reason = '' WHERE maker = ?", (name, maker))
        connection.execute(
            "UPDATE reviews SET maker = ?, record = json_set(record, '$.maker', ?, '$.note', '') WHERE maker = ?",
            (name, name, maker))
        connection.execute("UPDATE claims SET coder = ? WHERE coder = ?", (name, maker))
        for row in list(_by(connection, maker)):
            connection.execute(
                "UPDATE claims SET record = ? WHERE row = ?",
                (row["record"].replace(json.dumps(maker, ensure_ascii=False), json.dumps(name)), row["row"]))


def _by(connection: sqlite3.Connection, maker: str) -> Iterator[sqlite3.Row]:
    """The versions of claims of which a slot is this person's."""
    yield from connection.execute(
        "SELECT row, record FROM claims WHERE reviewed IS NOT NULL AND instr(record, ?)",
        (json.dumps(maker, ensure_ascii=False),))
