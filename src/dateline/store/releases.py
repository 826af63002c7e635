"""A frozen, citable copy of a store: what stood at one moment, with its data dictionary and what changed since the
last one."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import re
import sqlite3
from collections import Counter
from dataclasses import asdict, dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dateline.errors import InputError
from dateline.store.coverage import status_of
from dateline.store.database import Database, now, writing
from dateline.store.freezing import Freeze, freeze
from dateline.store.history import EVENTS, WHAT, changes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Release:
    """What was handed out. `changed` counts records gained, lost and changed since `last`, the release before it
    (`None` where there is none: then all that stands was gained); `changed_events` counts events apart from them; both
    are of the whole store. `care` is what the policy did, `counts` what is left in the copy."""

    name: str
    at: str
    version: str
    sha256: str
    counts: dict[str, int]
    last: str | None
    changed: dict[str, int]
    changed_events: dict[str, int]
    care: dict[str, Any]


def make_release(
    database: Database, name: str, folder: Path, *, version: str, how: Freeze, care: Callable[[], dict[str, Any]],
    at: str | None = None,
) -> Release:
    """Write `NAME.db`, `NAME.dictionary.csv` and `NAME.json` into a folder, and note the release in the store.

    `how` makes the copy fit to be handed out; `care` tells afterwards what was done.

    Raises `InputError` for a name that is taken or no file name, and for a folder that cannot be written.
    """
    check_release(database, name, folder)
    moment = at or now()
    file = folder / f"{name}.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(database, file, how)
        release = _described(database, name, file, version=version, at=moment, care=care())
        write_dictionary(folder / f"{name}.dictionary.csv")
        (folder / f"{name}.json").write_text(
            json.dumps(asdict(release), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except (OSError, sqlite3.Error) as error:
        message = f"{folder}: the release cannot be written ({error})"
        raise InputError(message) from error
    with writing(database) as connection:
        connection.execute(
            "INSERT INTO releases (name, at, version, sha256, counts) VALUES (?, ?, ?, ?, ?)",
            (name, release.at, version, release.sha256, json.dumps(release.counts)))
    return release


def check_release(database: Database, name: str, folder: Path) -> None:
    """Raise `InputError` where no release of this name can be made in this folder."""
    if not NAME.fullmatch(name):
        message = f"{name!r} is no name for a release; take letters, digits, dots and dashes"
        raise InputError(message)
    if database.connection.execute("SELECT 1 FROM releases WHERE name = ?", (name,)).fetchone():
        message = f"{name} was released before; a release never changes, take another name"
        raise InputError(message)
    if (folder / f"{name}.db").exists():
        message = f"{folder / name}.db is there already; a release never changes, take another name or folder"
        raise InputError(message)


def _copy(database: Database, file: Path, how: Freeze) -> None:
    """A whole copy as one plain file without a log beside it, made while others may write."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        database.connection.execute("VACUUM INTO ?", (str(part),))
        freeze(part, how)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _described(
    database: Database, name: str, file: Path, *, version: str, at: str, care: dict[str, Any],
) -> Release:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(READ_BYTES):
            digest.update(piece)
    row = database.connection.execute("SELECT name, at FROM releases ORDER BY at DESC, name DESC LIMIT 1").fetchone()
    since = row["at"] if row is not None else ""
    tally = Counter((change.table == EVENTS, change.what) for change in changes(database, since=since, until=at))
    frozen = sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)
    frozen.row_factory = sqlite3.Row
    with contextlib.closing(frozen):
        counts = status_of(Database(frozen, file, readonly=True)).counts
    return Release(
        name=name, at=at, version=version, sha256=digest.hexdigest(), counts=counts, care=care,
        last=row["name"] if row is not None else None,
        changed={what: tally[False, what] for what in WHAT}, changed_events={what: tally[True, what] for what in WHAT})


def dictionary() -> list[dict[str, str]]:
    """The meaning of every column: `table`, `column`, `meaning`, and what `empty` means."""
    file = resources.files("dateline") / "data" / "store" / "dictionary.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def write_dictionary(file: Path) -> None:
    """The data dictionary as CSV."""
    rows = dictionary()
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
