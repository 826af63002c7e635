"""Single rows by id, for those who go through many records and need what stands behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records import Claim
from dateline.store.rows import article_of, record_of

if TYPE_CHECKING:
    from dateline.records import Article
    from dateline.store.database import Database


def article_by_id(database: Database, name: str) -> Article | None:
    """The article with exactly this id; `None` where the store has none."""
    row = database.connection.execute("SELECT * FROM articles WHERE id = ?", (name,)).fetchone()
    return None if row is None else article_of(row)


def claims_in(database: Database, article: str) -> tuple[Claim, ...]:
    """The claims of one article that stand, in the order of its text."""
    rows = database.connection.execute(
        "SELECT record FROM claims WHERE article = ? AND until IS NULL ORDER BY start, id", (article,))
    return tuple(claim for row in rows if isinstance(claim := record_of(row, Claim), Claim))
