"""One SQLite file: opened, brought up to date by numbered migrations, and written in transactions.

The file is in WAL mode, so that a watcher writes while others read; a process that is killed loses at most the article
in hand. All SQL of dateline stands in this package.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING, Any

from dateline.errors import ConfigError, UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Self

WAIT_SECONDS = 60.0
"""How long a writer waits for another one."""
CACHE_KB = 64_000
CROWD = 10_000
"""Rows of one condition; gathering so many takes about as long as looking through all that a store of a million has."""
MIGRATION = re.compile(r"(\d{4})_\w+\.sql")


@dataclass(frozen=True, slots=True)
class Database:
    """An open store. `readonly` ones refuse every write."""

    connection: sqlite3.Connection
    path: Path
    readonly: bool = False

    def close(self) -> None:
        """Close the file; afterwards the database can't be used."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(path: Path, *, readonly: bool = False, create: bool = True) -> Database:
    """Open a store, made anew where it is absent (not for reading, nor with `create` off), and bring its schema up to
    date; an older one is brought up to date before it is read.

    Raises `UnreadableInput` for a file that is absent, cannot be opened or is no store of ours, and `ConfigError` for
    one that a newer dateline has written.
    """
    if (readonly or not create) and not path.is_file():
        message = f"{path}: no such store; make one with `dateline ingest SOURCE... --db {path}`"
        raise UnreadableInput(message)
    try:
        if not readonly:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = _connect(path)
        _prepare(connection, path)
    except (sqlite3.Error, OSError) as error:
        message = f"{path}: cannot be opened as a store ({error}); name another file with --db"
        raise UnreadableInput(message) from error
    if readonly:
        connection.execute("PRAGMA query_only = ON")
    return Database(connection, path, readonly)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    # With a write-ahead log a killed process loses nothing that it committed; a power cut may lose the last articles,
    # which the next run reads again.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Check whose file it is and run the migrations that it lacks, each in a transaction of its own."""
    steps = migrations()
    newest = max(steps)
    have = version_of(connection)
    if have > newest:
        message = f"{path}: written by a newer dateline (schema {have}, this one knows {newest}); update dateline"
        raise ConfigError(message)
    if have == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        message = f"{path}: an SQLite file, but no store of dateline; name another file with --db"
        raise UnreadableInput(message)
    if have == newest:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    for number in sorted(steps):
        _migrate(connection, number, steps[number])


def _migrate(connection: sqlite3.Connection, number: int, sql: str) -> None:
    """Run one migration, unless another process has done so in the meantime."""
    connection.execute("BEGIN EXCLUSIVE")
    try:
        if version_of(connection) < number:
            for statement in statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def migrations() -> dict[int, str]:
    """The SQL of each schema version by its number."""
    found: dict[int, str] = {}
    for file in (resources.files("dateline.store") / "migrations").iterdir():
        match = MIGRATION.fullmatch(file.name)
        if match:
            found[int(match[1])] = file.read_text(encoding="utf-8")
    return found


def statements(sql: str) -> Iterator[str]:
    """The statements of a script; a trigger's body holds semicolons of its own."""
    lines: list[str] = []
    for line in sql.splitlines():
        if line.strip() and not line.lstrip().startswith("--"):
            lines.append(line)
        text = "\n".join(lines)
        if lines and sqlite3.complete_statement(text):
            yield text
            lines = []


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of a file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def writing(database: Database) -> Iterator[sqlite3.Connection]:
    """One transaction that takes the write lock at once; all of it is kept, or nothing."""
    connection = database.connection
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def is_crowd(database: Database, query: str, values: Mapping[str, Any]) -> bool:
    """Whether a query gives so many rows that it is quicker to go through the records in order than to gather them."""
    needed = {name: value for name, value in values.items() if f":{name}" in query}
    asked = f"SELECT count(*) FROM (SELECT 1 FROM ({query}) LIMIT {CROWD})"
    return int(database.connection.execute(asked, needed).fetchone()[0]) == CROWD


def now() -> str:
    """The present moment as the store writes it: ISO 8601 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
