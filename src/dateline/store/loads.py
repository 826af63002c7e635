"""What a load from a data set has logged already, so that a second one logs nothing twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.store.database import Database

Logged = tuple[str, str | None, str | None, str | None]


def logged_sources(database: Database, *, prefix: str) -> frozenset[str]:
    """The sources in the log whose name begins so."""
    rows = database.connection.execute(
        "SELECT DISTINCT source FROM inputs WHERE outcome = 'refused' AND substr(source, 1, ?) = ?",
        (len(prefix), prefix))
    return frozenset(row["source"] for row in rows)


def logged_issues(database: Database, *, source: str) -> Counter[Logged]:
    """The issues of a source by (input, stage, reason, detail), and how often each was logged."""
    rows = database.connection.execute(
        "SELECT input, stage, reason, detail FROM inputs WHERE source = ? AND outcome = 'refused'", (source,))
    return Counter((row["input"], row["stage"], row["reason"], row["detail"]) for row in rows)
