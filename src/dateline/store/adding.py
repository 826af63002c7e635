"""Rows into tables, and the standing reviews upon claims: what writing and reviewing share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import InputError
from dateline.records import Claim, Review, Why, encode, make_id
from dateline.store.rows import Row, Told, party_rows, told_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from dateline.codebook import Codebook
    from dateline.records import ReviewTarget


ADDED = "evidence"
"""A slot that the changes of an added claim have, and those of a correction never."""


def insert(connection: sqlite3.Connection, table: str, row: Row) -> int:
    """Insert one row; gives its number."""
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    done = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
    return int(done.lastrowid or 0)


def add_record(connection: sqlite3.Connection, table: str, record: Told, row: Row) -> None:
    """Insert one record with its parties."""
    at_row = insert(connection, table, row)
    connection.executemany(
        "INSERT INTO parties (kind, record, role, position, actor, name, country, sector, code, text) "
        "VALUES (?,?,?,?,?,?,?,?,?,?)", party_rows(record, at=at_row))


def reviews_of(connection: sqlite3.Connection, article: str) -> dict[str, Review]:
    """The standing reviews of an article by the id of the claim that they are about."""
    rows = connection.execute(
        "SELECT record FROM reviews WHERE article = ? AND superseded_at IS NULL ORDER BY row", (article,))
    found = [msgspec.json.decode(row["record"], type=Review) for row in rows]
    return {claim_id(review.target): review for review in found}


def claim_id(target: ReviewTarget) -> str:
    """The id of the claim that a review is about: ids hash just what a target names."""
    return make_id("c", target.article, target.kind, *target.trigger, target.event)


def added_by_hand(reviews: Mapping[str, Review]) -> Iterator[Claim]:
    """The claims that persons added, as their reviews hold them: no coder need tell them."""
    for name, review in reviews.items():
        if ADDED in review.changes:
            yield msgspec.convert(dict(review.changes) | {"id": name, "article": review.target.article}, type=Claim)


def reviewed_row(
    record: Told, reviews: Mapping[str, Review], *, codebook: Codebook, coder: str,
) -> tuple[Told, Row]:
    """A record as the standing reviews have it, with its columns; one that nobody reviewed as the coder tells it."""
    review = reviews.get(record.id) if isinstance(record, Claim) else None
    if review is None or not isinstance(record, Claim):
        return record, told_row(record, codebook=codebook) | {"coder": coder}
    kept = corrected(record, review.changes, maker=review.maker)
    columns = {"coder": coder, "rejected": int(review.action == "reject"), "reviewed": review.action}
    return kept, told_row(kept, codebook=codebook) | columns


def corrected(claim: Claim, changes: Mapping[str, Any], *, maker: str) -> Claim:
    """A claim with slots changed, each with the person as its maker; the id stays, since it names the place that was
    read. Raises `InputError` for a value that the slot cannot have."""
    if not changes:
        return claim
    plain = json.loads(encode(claim)) | dict(changes)
    why = msgspec.to_builtins(Why(maker=maker, note="added by hand" if ADDED in changes else "corrected by hand"))
    plain["why"] = plain["why"] | {slot: [why] for slot in changes}
    plain["unresolved"] = {slot: why for slot, why in plain["unresolved"].items() if slot not in changes}
    try:
        return msgspec.convert(plain, type=Claim)
    except msgspec.ValidationError as error:
        message = f"the correction does not fit a claim: {error}"
        raise InputError(message) from error
