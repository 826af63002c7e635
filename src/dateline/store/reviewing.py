"""What persons say of claims: kept as `Review` records, and put upon whatever the coder tells at that trigger.

A review outranks the coder and survives every re-run: it is keyed to the article, the span of the trigger and the
event. What the coder told stays readable as the row before it (`until`). Whoever names the version that he has seen
(`seen`, a row of the claim) overwrites nothing that came after it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from dateline.errors import InputError, OvertakenReview
from dateline.records import Claim, Review, ReviewTarget, encode, make_id
from dateline.store.adding import ADDED, add_record, added_by_hand, corrected, reviewed_row, reviews_of
from dateline.store.database import now, writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from dateline.codebook import Codebook
    from dateline.store.database import Database

SLOTS = (
    "event", "mode", "contexts", "cameo", "actors", "recipients", "place", "time", "stake", "factuality", "temporal",
)
"""What a person may correct in a claim."""
Action = Literal["correct", "reject", "confirm"]
BLIND: Final = "blind: "
"""How the note of a review begins that was made before its maker saw the machine's answer."""
TAKEN_BACK: Final = "taken back by "
"""How the note of a review begins that stands again, since a later one was taken back."""
STANDING: Final = "SELECT row, coder, record FROM claims WHERE id = ? AND until IS NULL"


def review_claim(  # noqa: PLR0913 - what a review holds
    database: Database, claim: Claim, *, action: Action, maker: str, codebook: Codebook, note: str = "",
    changes: dict[str, Any] | None = None, seen: int | None = None, at: str | None = None,
) -> Review:
    """Keep one review of a standing claim and put it upon it, in one transaction; an earlier one of it is superseded.
    The article then waits to be linked anew.

    `changes` are slots with their values as JSON, of a correction only; slots that an earlier correction changed stay
    changed. Raises `InputError` for a slot that cannot be corrected or a value that is none for it, `OvertakenReview`
    where another version than `seen` stands.
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
        row = _standing(connection, claim.id, seen=seen)
        stands = _claim(row)
        earlier = reviews_of(connection, claim.article).get(claim.id)
        target = _target(stands) if earlier is None else earlier.target
        kept = {} if earlier is None or action == "reject" else earlier.changes
        review = Review(
            id=make_id("v", target.article, target.kind, *target.trigger, target.event), target=target, action=action,
            changes={**kept, **given}, note=note, maker=person, at=moment)
        _keep(connection, review)
        _put_upon(connection, row, stands, review, codebook=codebook, at=moment)
    return review


def add_claim(
    database: Database, claim: Claim, *, maker: str, codebook: Codebook, note: str = "", at: str | None = None,
) -> Review:
    """Keep a claim that no coder told, at words of an article of the store; it stands from then on, and every later
    coder finds it there. Raises `InputError` where words and event already have a claim."""
    person, moment = f"person:{maker}", at or now()
    target = _target(claim)
    plain = json.loads(encode(claim))
    slots = {name: plain[name] for name in ("codebook", "attribution", "tellings", ADDED, *SLOTS)}
    review = Review(
        id=make_id("v", target.article, target.kind, *target.trigger, target.event), target=target, action="add",
        changes=slots, note=note, maker=person, at=moment)
    (made,) = added_by_hand({claim.id: review})
    with writing(database) as connection:
        if connection.execute(STANDING, (claim.id,)).fetchone() is not None:
            message = (f"there is already a claim of {claim.event} at “{claim.evidence.trigger.text}” ({claim.id}); "
                       "correct it, or undo its rejection")
            raise InputError(message)
        _keep(connection, review)
        kept, columns = reviewed_row(made, {made.id: review}, codebook=codebook, coder=person)
        add_record(connection, "claims", kept, columns | {"since": moment})
        connection.execute("UPDATE articles SET linked_by = NULL WHERE id = ?", (claim.article,))
    return review


def undo_review(
    database: Database, name: str, *, maker: str, codebook: Codebook, seen: int | None = None, at: str | None = None,
) -> Review:
    """Take back the last review of a claim: the one before it stands again, else what the coder told; an added claim
    goes. Gives the review that was taken back. Raises `InputError` where nobody reviewed it, and as `review_claim`."""
    moment = at or now()
    with writing(database) as connection:
        row = _standing(connection, name, seen=seen)
        stands = _claim(row)
        last = reviews_of(connection, stands.article).get(name)
        if last is None:
            message = f"{name}: nobody reviewed this claim; there is nothing to undo"
            raise InputError(message)
        before = _before(_history(connection, last.id))
        if before is None:
            connection.execute("UPDATE reviews SET superseded_at = ? WHERE id = ? AND superseded_at IS NULL",
                               (moment, last.id))
        else:
            note = f"{TAKEN_BACK}person:{maker}{': ' if before.note else ''}{before.note}"
            before = msgspec.structs.replace(before, note=note, at=moment, superseded_at=None)
            _keep(connection, before)
        if before is None and ADDED in last.changes:
            connection.execute("UPDATE claims SET until = ? WHERE row = ?", (moment, row["row"]))
            connection.execute("UPDATE articles SET linked_by = NULL WHERE id = ?", (stands.article,))
        else:
            _put_upon(connection, row, _as_told(connection, stands, last), before, codebook=codebook, at=moment)
    return last


def _history(connection: sqlite3.Connection, name: str) -> list[Review]:
    """All reviews under one key, superseded ones too, in the order of their making."""
    return [_review(row) for row in connection.execute(
        "SELECT record, superseded_at FROM reviews WHERE id = ? ORDER BY row", (name,))]


def _before(history: Iterable[Review]) -> Review | None:
    """The review before the one that stands; those that were taken back do not count. `None` where there is none."""
    stack: list[Review] = []
    for review in history:
        if stack and stack[-1].superseded_at != review.at:
            stack.clear()
        if review.note.startswith(TAKEN_BACK) and len(stack) > 1:
            del stack[-2:]
        stack.append(review)
    return stack[-2] if len(stack) > 1 else None


def _as_told(connection: sqlite3.Connection, stands: Claim, last: Review) -> Claim:
    """The claim with the slots that a review changed as the coder told them last."""
    row = connection.execute(
        "SELECT record FROM claims WHERE id = ? AND reviewed IS NULL ORDER BY row DESC LIMIT 1",
        (stands.id,)).fetchone()
    if row is None or not last.changes:
        return stands
    plain, told = json.loads(encode(stands)), json.loads(encode(_claim(row)))
    for slot in last.changes:
        plain[slot] = told[slot]
        for beside in ("why", "unresolved"):
            plain[beside].pop(slot, None)
            if slot in told[beside]:
                plain[beside][slot] = told[beside][slot]
    return msgspec.convert(plain, type=Claim)


def _standing(connection: sqlite3.Connection, name: str, *, seen: int | None) -> sqlite3.Row:
    """The version of a claim that stands; raises where there is none or another than was seen."""
    row: sqlite3.Row | None = connection.execute(STANDING, (name,)).fetchone()
    if row is None:
        message = f"{name}: no such claim stands in this store"
        raise InputError(message)
    if seen is not None and row["row"] != seen:
        message = f"{name}: somebody changed this claim since you read it; nothing was kept, see it as it stands now"
        raise OvertakenReview(message)
    return row


def _claim(row: sqlite3.Row) -> Claim:
    return msgspec.json.decode(row["record"], type=Claim)


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


def _put_upon(
    connection: sqlite3.Connection, row: sqlite3.Row, claim: Claim, review: Review | None, *, codebook: Codebook,
    at: str,
) -> None:
    """Close the standing row of a claim and add the one that the review makes of it, or that stands without any."""
    connection.execute("UPDATE claims SET until = ? WHERE row = ?", (at, row["row"]))
    reviews = {} if review is None else {claim.id: review}
    kept, columns = reviewed_row(claim, reviews, codebook=codebook, coder=row["coder"])
    add_record(connection, "claims", kept, columns | {"since": at})
    connection.execute("UPDATE articles SET linked_by = NULL WHERE id = ?", (claim.article,))


def reviews(database: Database, *, article: str | None = None, superseded: bool = False) -> Sequence[Review]:
    """Reviews in the order in which they were made; with the superseded ones only where asked for."""
    conditions = ["1" if article is None else "article = :article"]
    if not superseded:
        conditions.append("superseded_at IS NULL")
    rows = database.connection.execute(
        f"SELECT record, superseded_at FROM reviews WHERE {' AND '.join(conditions)} ORDER BY row",
        {} if article is None else {"article": article})
    return [_review(row) for row in rows]


def _review(row: sqlite3.Row) -> Review:
    return msgspec.structs.replace(
        msgspec.json.decode(row["record"], type=Review), superseded_at=row["superseded_at"])
