"""What persons say of claims: kept as `Review` records, and put upon whatever the coder tells at that trigger.

A review outranks the coder and survives every re-run: it is keyed to the article, the span of the trigger and the
event. What the coder told stays readable as the row before it (`until`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from dateline.errors import InputError
from dateline.records import Claim, Review, ReviewTarget, encode, make_id
from dateline.store.adding import add_record, corrected, reviewed_row, reviews_of
from dateline.store.database import now, writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from dateline.codebook import Codebook
    from dateline.store.database import Database

SLOTS = (
    "event", "mode", "contexts", "cameo", "actors", "recipients", "place", "time", "stake", "factuality", "temporal",
)
"""What a person may correct in a claim."""
Action = Literal["correct", "reject", "confirm"]


def review_claim(
    database: Database, claim: Claim, *, action: Action, maker: str, codebook: Codebook, note: str = "",
    changes: dict[str, Any] | None = None, at: str | None = None,
) -> Review:
    """Keep one review of a standing claim and put it upon it, in one transaction; an earlier one of it is superseded.

    `changes` are slots with their values as JSON, of a correction only; slots that an earlier correction changed stay
    changed. Raises `InputError` for a slot that cannot be corrected or a value that is none for it.
    """
    given = changes or {}
    for slot in given:
        if slot not in SLOTS:
            message = f"{slot} cannot be corrected; these can: {', '.join(SLOTS)}"
            raise InputError(message)
    person = f"person:{maker}"
    corrected(claim, given, maker=person)
    moment = at or now()
    with writing(database) as connection:
        earlier = reviews_of(connection, claim.article).get(claim.id)
        target = _target(claim) if earlier is None else earlier.target
        kept = {} if earlier is None or action == "reject" else earlier.changes
        review = Review(
            id=make_id("v", target.article, target.kind, *target.trigger, target.event), target=target, action=action,
            changes={**kept, **given}, note=note, maker=person, at=moment)
        _keep(connection, review)
        _put_upon(connection, claim, review, codebook=codebook)
    return review


def _target(claim: Claim) -> ReviewTarget:
    """What a claim that nobody corrected is keyed by; its id hashes the same."""
    trigger = claim.evidence.trigger
    return ReviewTarget(article=claim.article, kind="claim", trigger=(trigger.start, trigger.end), event=claim.event)


def _keep(connection: sqlite3.Connection, review: Review) -> None:
    connection.execute(
        "UPDATE reviews SET superseded_at = ? WHERE id = ? AND superseded_at IS NULL", (review.at, review.id))
    target = review.target
    connection.execute(
        "INSERT INTO reviews (id, article, kind, start, last, event, action, maker, at, record) "
        "VALUES (?,?,?,?,?,?,?,?,?,?)",
        (review.id, target.article, target.kind, *target.trigger, target.event, review.action, review.maker, review.at,
         encode(review).decode()))


def _put_upon(connection: sqlite3.Connection, claim: Claim, review: Review, *, codebook: Codebook) -> None:
    """Close the standing row of a claim and add the one that the review makes of it."""
    row = connection.execute(
        "SELECT row, coder FROM claims WHERE id = ? AND until IS NULL", (claim.id,)).fetchone()
    if row is None:
        message = f"{claim.id}: no such claim stands in this store"
        raise InputError(message)
    connection.execute("UPDATE claims SET until = ? WHERE row = ?", (review.at, row["row"]))
    kept, columns = reviewed_row(claim, {claim.id: review}, codebook=codebook, coder=row["coder"])
    add_record(connection, "claims", kept, columns | {"since": review.at})


def reviews(database: Database, *, article: str | None = None, superseded: bool = False) -> Sequence[Review]:
    """Reviews in the order in which they were made; with the superseded ones only where asked for."""
    conditions = ["1" if article is None else "article = :article"]
    if not superseded:
        conditions.append("superseded_at IS NULL")
    rows = database.connection.execute(
        f"SELECT record, superseded_at FROM reviews WHERE {' AND '.join(conditions)} ORDER BY row",
        {} if article is None else {"article": article})
    return [
        msgspec.structs.replace(msgspec.json.decode(row["record"], type=Review), superseded_at=row["superseded_at"])
        for row in rows
    ]
