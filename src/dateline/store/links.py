"""What linking reads and writes: which articles wait for it, the blocks of claims, judgements, versions of events.

What is judged and clustered is decided elsewhere; here rows are kept. All of it happens inside a transaction of the
caller, so that a process which is killed leaves an article either linked or still waiting.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec

from dateline.records import Claim, Event, Review
from dateline.store.adding import claim_id, insert
from dateline.store.event_rows import event_party_rows, event_row, value_rows
from dateline.store.happenings import AT_ONCE, event_in, judgement_in, marks
from dateline.store.rows import article_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.codebook import Codebook
    from dateline.records import Article, Judgement
    from dateline.store.database import Database

PERSON = "person:"
Value = TypeVar("Value", str, int)


@dataclass(frozen=True, slots=True)
class Standing:
    """One version of a claim: its row, its id, its article."""

    row: int
    id: str
    article: str


@dataclass(frozen=True, slots=True)
class Block:
    """The anchors under which a version of a claim is kept, and the days between which its act may lie."""

    claim: Standing
    first: int
    last: int
    anchors: tuple[str, ...]


def unlinked(database: Database, *, limit: int | None = None) -> list[str]:
    """Articles whose claims are not linked yet, in the order in which they were kept."""
    rows = database.connection.execute(
        "SELECT id FROM articles WHERE linked_by IS NULL ORDER BY row LIMIT ?", (-1 if limit is None else limit,))
    return [str(row["id"]) for row in rows]


def count_unlinked(database: Database) -> int:
    """How many articles wait to be linked."""
    return int(database.connection.execute("SELECT count(*) FROM articles WHERE linked_by IS NULL").fetchone()[0])


def is_linked(connection: sqlite3.Connection, article: str) -> bool:
    """Whether the claims of an article are linked as they stand; an article that is not there counts as linked."""
    row = connection.execute("SELECT 1 FROM articles WHERE id = ? AND linked_by IS NULL", (article,)).fetchone()
    return row is None


def mark_linked(connection: sqlite3.Connection, article: str, *, by: str) -> None:
    """Say that an article is linked, by which version of the rules."""
    connection.execute("UPDATE articles SET linked_by = ? WHERE id = ?", (by, article))


def standing_in(connection: sqlite3.Connection, article: str) -> list[Standing]:
    """The claims of an article that stand and that no person rejected."""
    rows = connection.execute(
        "SELECT row, id FROM claims WHERE article = ? AND until IS NULL AND rejected = 0 ORDER BY row", (article,))
    return [Standing(row["row"], row["id"], article) for row in rows]


def linked_in(connection: sqlite3.Connection, article: str) -> list[Standing]:
    """The versions of an article's claims that were linked last."""
    rows = connection.execute(
        "SELECT claim, id FROM linked_claims WHERE article = ? ORDER BY claim", (article,))
    return [Standing(row["claim"], row["id"], article) for row in rows]


def claims_at(connection: sqlite3.Connection, rows: Iterable[int]) -> dict[int, Claim]:
    """Versions of claims by their rows."""
    found: dict[int, Claim] = {}
    for part in _parts(rows):
        for row in connection.execute(f"SELECT row, record FROM claims WHERE row IN ({marks(part)})", part):
            found[row["row"]] = msgspec.json.decode(row["record"], type=Claim)
    return found


def linked_versions(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Standing]:
    """The linked versions of some claims by id; those that are not linked are absent."""
    found: dict[str, Standing] = {}
    for part in _parts(ids):
        rows = connection.execute(f"SELECT claim, id, article FROM linked_claims WHERE id IN ({marks(part)})", part)
        found.update({row["id"]: Standing(row["claim"], row["id"], row["article"]) for row in rows})
    return found


def linked_after(connection: sqlite3.Connection, row: int, *, limit: int) -> list[Standing]:
    """Linked versions of claims behind a row, in order of rows: all of them, part by part."""
    rows = connection.execute(
        "SELECT claim, id, article FROM linked_claims WHERE claim > ? ORDER BY claim LIMIT ?", (row, limit))
    return [Standing(one["claim"], one["id"], one["article"]) for one in rows]


def articles_at(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Article]:
    """Articles by id."""
    found: dict[str, Article] = {}
    for part in _parts(ids):
        for row in connection.execute(f"SELECT * FROM articles WHERE id IN ({marks(part)})", part):
            found[row["id"]] = article_of(row)
    return found


def reviewed_among(connection: sqlite3.Connection, articles: Iterable[str]) -> dict[str, Review]:
    """The standing reviews of some articles by the id of the claim that they are about."""
    found: dict[str, Review] = {}
    for part in _parts(articles):
        for row in connection.execute(
            f"SELECT record FROM reviews WHERE article IN ({marks(part)}) AND superseded_at IS NULL", part,
        ):
            review = msgspec.json.decode(row["record"], type=Review)
            found[claim_id(review.target)] = review
    return found


def put_blocks(connection: sqlite3.Connection, blocks: Iterable[Block]) -> None:
    """Keep versions of claims under their anchors."""
    for block in blocks:
        connection.execute(
            "INSERT INTO linked_claims (claim, id, article, first, last, anchors) VALUES (?,?,?,?,?,?)",
            (block.claim.row, block.claim.id, block.claim.article, block.first, block.last,
             json.dumps(block.anchors, ensure_ascii=False)))
        connection.executemany("INSERT OR IGNORE INTO anchors (anchor) VALUES (?)", [(one,) for one in block.anchors])
        connection.executemany(
            "INSERT INTO blocks (anchor, last, first, claim) SELECT row, ?, ?, ? FROM anchors WHERE anchor = ?",
            [(block.last, block.first, block.claim.row, one) for one in block.anchors])


def drop_blocks(connection: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Take versions of claims out of the blocks: they no longer stand."""
    for claim in rows:
        row = connection.execute("SELECT first, last, anchors FROM linked_claims WHERE claim = ?", (claim,)).fetchone()
        connection.executemany(
            "DELETE FROM blocks WHERE anchor = (SELECT row FROM anchors WHERE anchor = ?) AND last = ? AND first = ? "
            "AND claim = ?",
            [(one, row["last"], row["first"], claim) for one in json.loads(row["anchors"])])
        connection.execute("DELETE FROM linked_claims WHERE claim = ?", (claim,))


def anchor_numbers(connection: sqlite3.Connection, anchors: Iterable[str]) -> dict[str, int]:
    """The rows of some anchors; those under which nothing was ever kept are absent."""
    found: dict[str, int] = {}
    for part in _parts(anchors):
        rows = connection.execute(f"SELECT anchor, row FROM anchors WHERE anchor IN ({marks(part)})", part)
        found.update({row["anchor"]: row["row"] for row in rows})
    return found


def members(
    connection: sqlite3.Connection, anchor: int, *, first: int, last: int, reach: int, limit: int,
) -> list[tuple[str, int, int]]:
    """(id, first, last) of claims under the anchor in a row that touch these days, at most `limit` of them.

    No claim's days may be longer than `reach`, so that no more of an anchor is read than lies near.
    """
    return [tuple(row) for row in connection.execute(
        "SELECT linked_claims.id, blocks.first, blocks.last FROM blocks "
        "JOIN linked_claims ON linked_claims.claim = blocks.claim "
        "WHERE blocks.anchor = ? AND blocks.last BETWEEN ? AND ? AND blocks.first <= ? LIMIT ?",
        (anchor, first, last + reach, last, limit))]


def judgements_touching(connection: sqlite3.Connection, ids: Iterable[str]) -> list[Judgement]:
    """The judgements that stand and touch any of these claims, in the order of their making."""
    found: dict[int, Judgement] = {}
    for part in _parts(ids):
        for column in ("left_claim", "right_claim"):
            rows = connection.execute(
                f"SELECT * FROM judgements WHERE {column} IN ({marks(part)}) AND superseded_at IS NULL", part)
            found.update({row["row"]: judgement_in(row) for row in rows})
    return [found[row] for row in sorted(found)]


def put_judgements(connection: sqlite3.Connection, judgements: Iterable[Judgement]) -> None:
    """Keep judgements; one by the same maker of the same pair is superseded."""
    for one in judgements:
        supersede(connection, (one,), at=one.at)
        connection.execute(
            "INSERT INTO judgements (left_claim, right_claim, verdict, score, reason, maker, by_person, at) "
            "VALUES (?,?,?,?,?,?,?,?)",
            (one.left, one.right, one.verdict, one.score, one.reason, one.maker, int(one.maker.startswith(PERSON)),
             one.at))


def supersede(connection: sqlite3.Connection, judgements: Iterable[Judgement], *, at: str) -> None:
    """Close judgements: what they judged stands otherwise now, or somebody judged anew."""
    connection.executemany(
        "UPDATE judgements SET superseded_at = ? WHERE left_claim = ? AND right_claim = ? AND maker = ? "
        "AND superseded_at IS NULL", [(at, one.left, one.right, one.maker) for one in judgements])


def events_holding(connection: sqlite3.Connection, claims: Iterable[str]) -> dict[int, Event]:
    """The events that stand and hold any of these claims, by row."""
    found: dict[int, Event] = {}
    for part in _parts(claims):
        rows = connection.execute(
            "SELECT row, record FROM events WHERE until IS NULL AND row IN "
            f"(SELECT event FROM event_claims WHERE claim IN ({marks(part)})) ORDER BY row", part)
        found.update({row["row"]: event_in(row) for row in rows if row["row"] not in found})
    return found


def issued(connection: sqlite3.Connection, ids: Iterable[str]) -> frozenset[str]:
    """Which of these ids of events were ever given out."""
    found: set[str] = set()
    for part in _parts(ids):
        rows = connection.execute(f"SELECT DISTINCT id FROM events WHERE id IN ({marks(part)})", part)
        found.update(row["id"] for row in rows)
    return frozenset(found)


def close_events(connection: sqlite3.Connection, rows: Iterable[int], *, at: str) -> None:
    """Close versions of events."""
    connection.executemany("UPDATE events SET until = ? WHERE row = ?", [(at, row) for row in rows])


def put_event(
    connection: sqlite3.Connection, event: Event, claims: Sequence[Claim], *, codebook: Codebook, at: str,
) -> None:
    """Keep a version of an event with its claims, its values, its parties and its former ids."""
    row = insert(connection, "events", event_row(event, claims, codebook=codebook) | {"since": at})
    connection.executemany(
        "INSERT INTO event_claims (event, position, claim) VALUES (?,?,?)",
        [(row, position, claim) for position, claim in enumerate(event.claims)])
    connection.executemany(
        "INSERT INTO event_values (event, slot, value) VALUES (?,?,?)", [(row, *pair) for pair in value_rows(event)])
    connection.executemany(
        "INSERT INTO event_aliases (event, alias) VALUES (?,?)", [(row, alias) for alias in event.aliases])
    connection.executemany(
        "INSERT INTO parties (kind, record, role, position, actor, name, country, sector, code, text) "
        "VALUES (?,?,?,?,?,?,?,?,?,?)", event_party_rows(event, claims, at=row))


def _parts(values: Iterable[Value]) -> Iterator[tuple[Value, ...]]:
    """Values in parts that one query takes, each value once."""
    known = tuple(dict.fromkeys(values))
    for at in range(0, len(known), AT_ONCE):
        yield known[at : at + AT_ONCE]
