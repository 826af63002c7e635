"""Questions of those who read, review and map: the claims of one report with the versions that stand, what waits for a
person, what persons said, and where happenings lie. Everything reads a bounded number of rows, but for `said`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.errors import InputError
from dateline.records import Arrangement, Claim, ControlClaim, Review
from dateline.store.adding import claim_id
from dateline.store.database import is_crowd
from dateline.store.filters import where
from dateline.store.happenings import event_in, judgement_in, marks
from dateline.store.rows import article_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from dateline.records import Article, Event, Judgement
    from dateline.store.database import Database
    from dateline.store.filters import Filters

PERSON: Final = "person:"


def report_of(database: Database, name: str) -> Article:
    """The article of exactly this id; raises `InputError` where the store has none."""
    row = database.connection.execute("SELECT * FROM articles WHERE id = ?", (name,)).fetchone()
    if row is None:
        message = f"{name}: no such report is in this store"
        raise InputError(message)
    return article_of(row)


def replaced_by(database: Database, name: str) -> str | None:
    """The id of the later version of an article, `None` where it has none."""
    row = database.connection.execute("SELECT replaced_by FROM articles WHERE id = ?", (name,)).fetchone()
    return None if row is None else row["replaced_by"]


def claims_in(database: Database, article: str) -> list[sqlite3.Row]:
    """The rows of the claims of an article that stand, rejected ones too, in the order of its words."""
    return database.connection.execute(
        "SELECT * FROM claims WHERE article = ? AND until IS NULL ORDER BY start, row", (article,)).fetchall()


def others_in(database: Database, article: str) -> list[Arrangement | ControlClaim]:
    """The arrangements and words on control of an article that stand, in the order of its words."""
    found: list[Arrangement | ControlClaim] = []
    kinds: tuple[tuple[str, type[Arrangement | ControlClaim]], ...] = (
        ("arrangements", Arrangement), ("controls", ControlClaim))
    for table, kind in kinds:
        found.extend(msgspec.json.decode(row["record"], type=kind) for row in database.connection.execute(
            f"SELECT record FROM {table} WHERE article = ? AND until IS NULL", (article,)))
    return sorted(found, key=lambda one: (one.evidence.start, one.id))


def version_at(database: Database, row: int, *, claim: str) -> Claim | None:
    """One version of a claim by its row, `None` where that row is of no version of it."""
    found = database.connection.execute("SELECT record FROM claims WHERE row = ? AND id = ?", (row, claim)).fetchone()
    return None if found is None else msgspec.json.decode(found["record"], type=Claim)


def reviews_under(database: Database, article: str) -> list[Review]:
    """All reviews of an article, superseded ones too, in the order of their making."""
    return [_review(row) for row in database.connection.execute(
        "SELECT record, superseded_at FROM reviews WHERE article = ? ORDER BY row", (article,))]


def said(database: Database, *, newest: int) -> list[Review]:
    """The newest reviews of all articles, superseded ones too, in the order of their making."""
    rows = database.connection.execute(
        "SELECT record, superseded_at FROM reviews ORDER BY row DESC LIMIT ?", (newest,)).fetchall()
    return [_review(row) for row in reversed(rows)]


def _review(row: sqlite3.Row) -> Review:
    return msgspec.structs.replace(
        msgspec.json.decode(row["record"], type=Review), superseded_at=row["superseded_at"])


def unreviewed(database: Database, *, newest: int) -> list[sqlite3.Row]:
    """Of the newest claims that stand, those that nobody reviewed, without their records."""
    return database.connection.execute(
        "SELECT id, row, article, confidence, goldstein, sensitive, negated, temporal, self_report FROM ("
        "SELECT * FROM claims WHERE until IS NULL ORDER BY row DESC LIMIT ?) WHERE reviewed IS NULL AND rejected = 0",
        (newest,)).fetchall()


def claim_row(database: Database, name: str) -> sqlite3.Row | None:
    """The row of a claim that stands, rejected or not; `None` where there is none."""
    row: sqlite3.Row | None = database.connection.execute(
        "SELECT * FROM claims WHERE id = ? AND until IS NULL", (name,)).fetchone()
    return row


def unsure_pairs(database: Database, *, newest: int, limit: int) -> list[Judgement]:
    """Pairs that a rule is unsure of, among the newest judgements, of which no person has said anything; the latest
    first."""
    rows = database.connection.execute(
        "SELECT * FROM (SELECT * FROM judgements ORDER BY row DESC LIMIT ?) AS j WHERE verdict = 'unsure' "
        "AND by_person = 0 AND superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM judgements AS p WHERE "
        "p.left_claim = j.left_claim AND p.right_claim = j.right_claim AND p.by_person = 1 "
        "AND p.superseded_at IS NULL) LIMIT ?", (newest, limit))
    return [judgement_in(row) for row in rows]


def judged_by_persons(database: Database, *, newest: int) -> list[Judgement]:
    """Judgements that persons made and the rule's of the same pairs, in the order of their making."""
    rows = database.connection.execute(
        "SELECT * FROM judgements WHERE by_person = 1 ORDER BY row DESC LIMIT ?", (newest,)).fetchall()
    found = {row["row"]: judgement_in(row) for row in rows}
    for row in rows:
        beside = database.connection.execute(
            "SELECT * FROM judgements WHERE left_claim = ? AND right_claim = ? AND by_person = 0",
            (row["left_claim"], row["right_claim"]))
        found.update({one["row"]: judgement_in(one) for one in beside})
    return [found[row] for row in sorted(found)]


PLACED: Final = (
    "row", "id", "day", "quad", "place", "country", "latitude", "longitude", "uncertainty_km", "place_precision",
    "self_report", "distinct_origins",
)
CAREFUL: Final = (
    "EXISTS (SELECT 1 FROM event_claims AS ec JOIN claims AS c ON c.id = ec.claim "
    "WHERE ec.event = t.row AND c.until IS NULL AND c.sensitive = 1)"
)


def placed_events(database: Database, filters: Filters, *, limit: int) -> list[dict[str, Any]]:
    """Happenings that fit, the latest day first, with where they lie and whether some claim of them gives reason for
    care."""
    found = where(filters, "events", probe=partial(is_crowd, database))
    rows = database.connection.execute(
        f"SELECT {', '.join(f't.{name}' for name in PLACED)}, {CAREFUL} AS careful FROM events AS t "
        f"WHERE {found.sql} AND day IS NOT NULL ORDER BY day DESC LIMIT :map_limit",
        found.values | {"map_limit": limit})
    return [dict(row) for row in rows]


def records_at(database: Database, rows: Sequence[int]) -> list[Event]:
    """The events of these rows."""
    if not rows:
        return []
    return [event_in(row) for row in database.connection.execute(
        f"SELECT record FROM events WHERE row IN ({marks(rows)}) ORDER BY row", tuple(rows))]


def reviewed_claims(database: Database, *, limit: int) -> list[tuple[Claim, Claim | None, Review]]:
    """The claims whose review stands, the latest first: as they stand, as the coder told them last (`None` where none
    did), and the review."""
    rows = database.connection.execute(
        "SELECT record, superseded_at FROM reviews WHERE superseded_at IS NULL ORDER BY row DESC LIMIT ?", (limit,))
    found = []
    for review in [_review(row) for row in rows]:
        name = claim_id(review.target)
        row = claim_row(database, name)
        if row is None:
            continue
        told = database.connection.execute(
            "SELECT record FROM claims WHERE id = ? AND reviewed IS NULL ORDER BY row DESC LIMIT 1", (name,)).fetchone()
        before = None if told is None else msgspec.json.decode(told["record"], type=Claim)
        found.append((msgspec.json.decode(row["record"], type=Claim), before, review))
    return found
