"""Single rows by id, for those who go through many records and need what stands behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.store.rows import article_of

if TYPE_CHECKING:
    from dateline.records import Article
    from dateline.store.database import Database


def article_by_id(database: Database, name: str) -> Article | None:
    """The article with exactly this id; `None` where the store has none."""
    row = database.connection.execute("SELECT * FROM articles WHERE id = ?", (name,)).fetchone()
    return None if row is None else article_of(row)
