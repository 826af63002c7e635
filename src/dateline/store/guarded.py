"""The store as SQL of the user's own may see it where the answer goes into a file: views without what gives reason for
care and without the words of articles stand in the place of the tables; everything else is refused.
"""

from __future__ import annotations

import secrets
import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Final

from dateline.store.freezing import CAREFUL_CONTROLS

if TYPE_CHECKING:
    from dateline.store.database import Database

OPEN: Final = frozenset({"coverage", "foreign_events", "foreign_files", "event_claims", "releases", "sqlite_master"})
"""Tables that hold nothing of a record or of an article's words."""
CAREFUL: Final = (
    "SELECT article FROM main.claims WHERE sensitive = 1 UNION SELECT article FROM main.arrangements "
    f"WHERE sensitive = 1 UNION SELECT article FROM main.controls WHERE {CAREFUL_CONTROLS}")
NO_CARE: Final = {
    "claims": "sensitive = 0", "arrangements": "sensitive = 0",
    "controls": f"coalesce({CAREFUL_CONTROLS}, 0) = 0",
    "events": "NOT EXISTS (SELECT 1 FROM main.event_claims AS c JOIN main.claims AS k ON k.id = c.claim "
              "WHERE c.event = main.events.row AND k.sensitive = 1)",
}
WORDS: Final = frozenset({"text", "record"})
TITLES: Final = frozenset({"title", "uri"})


def guard(database: Database) -> None:
    """Let later statements of this connection read only what may be in a file."""
    connection = database.connection
    connection.execute("PRAGMA query_only = OFF")
    # A name that no query can know: whatever else reads a table, a query's own WITH among it, is refused.
    secret = f"guarded_{secrets.token_hex(8)}"
    for table, condition in NO_CARE.items():
        connection.execute(f"CREATE TEMP VIEW {secret}_{table} AS SELECT * FROM main.{table} WHERE {condition}")
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM temp.{secret}_{table}")
    columns = [row["name"] for row in connection.execute("PRAGMA main.table_info(articles)")]
    connection.execute(
        f"CREATE TEMP VIEW {secret}_articles AS SELECT {', '.join(map(_column, columns))} FROM main.articles")
    connection.execute(f"CREATE TEMP VIEW articles AS SELECT * FROM temp.{secret}_articles")
    for name, table, more in (("standing_claims", "claims", " AND rejected = 0"), ("standing_events", "events", "")):
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM temp.{table} WHERE until IS NULL{more}")
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(partial(_allowed, secret))


def _column(name: str) -> str:
    """A column of articles as the view has it."""
    if name in WORDS:
        return f"NULL AS {name}"
    return f"CASE WHEN id IN ({CAREFUL}) THEN NULL ELSE {name} END AS {name}" if name in TITLES else name


def _allowed(  # noqa: PLR0917 - as SQLite calls it
    secret: str, action: int, one: str | None, _: str | None, base: str | None, view: str | None,
) -> int:
    """Whether SQLite may do this: read our views, and of the tables only those that are open or that our views read."""
    if action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}:
        return sqlite3.SQLITE_OK
    if action != sqlite3.SQLITE_READ:
        return sqlite3.SQLITE_DENY
    main = base == "main" and not (one or "").startswith("sqlite_")
    return sqlite3.SQLITE_OK if not main or one in OPEN or (view or "").startswith(secret) else sqlite3.SQLITE_DENY
