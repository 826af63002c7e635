"""The user's own actors, role nouns and crosswalks, from the folder that the setting `data` names.

Takes that folder, gives frozen `OwnTables`. In `actors/` stand tables whose aliases replace ours, in `actors_more/`
tables that are asked only where ours know nothing, in `roles/` role nouns, in `crosswalk/` ids of other schemes by
our `id`. Every row of theirs has an id that begins with `own/`, so that an explanation tells it from ours.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.errors import ConfigError
from dateline.gazetteer.actor_rows import ActorRow, RoleRow, RowT, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FIRST, MORE, ROLES, CROSSWALK = "actors", "actors_more", "roles", "crosswalk"
OWN = "own/"


@dataclass(frozen=True, slots=True)
class OwnTables:
    """What a user adds: rows by id, and for an actor's `id` its ids in other schemes."""

    first: Mapping[str, ActorRow] = field(default_factory=dict)
    more: Mapping[str, ActorRow] = field(default_factory=dict)
    roles: Mapping[str, RoleRow] = field(default_factory=dict)
    external: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_own_tables(folder: Path | None) -> OwnTables:
    """Read the user's folder; empty tables where there is none. Raises `ConfigError` naming file and row."""
    if folder is None:
        return OwnTables()
    return OwnTables(
        first=_read(folder / FIRST, ActorRow),
        more=_read(folder / MORE, ActorRow),
        roles=_read(folder / ROLES, RoleRow),
        external=read_crosswalks(sorted((folder / CROSSWALK).glob("*.csv"))),
    )


def _read(folder: Path, kind: type[RowT]) -> dict[str, RowT]:
    """The rows of all CSV files of a folder, in the order of their names."""
    return {
        f"{OWN}{folder.name}/{row_id}": row
        for path in sorted(folder.glob("*.csv")) for row_id, row in read_rows(path, kind)
    }


def read_crosswalks(paths: list[Path]) -> dict[str, dict[str, str]]:
    """For each `id` its ids by scheme: a column `id`, and one column for each scheme; empty cells say nothing.

    Raises `ConfigError` where two rows give one actor two ids of one scheme.
    """
    joined: dict[str, dict[str, str]] = {}
    for path in paths:
        for line, actor, schemes in _crosswalk_rows(path):
            known = joined.setdefault(actor, {})
            for scheme, value in schemes.items():
                before = known.setdefault(scheme, value)
                if before != value:
                    message = f"{path.name}, row {line}: expected {scheme} {before!r} for {actor}, found {value!r}"
                    raise ConfigError(message)
    return joined


def _crosswalk_rows(path: Path) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Line, actor and ids by scheme of each row of one file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            columns = reader.fieldnames or []
            if "id" not in columns or len(columns) < 2:  # noqa: PLR2004 - the id and at least one scheme
                message = f"{path.name}, row 1: expected a column id and one column for each scheme, found {columns}"
                raise ConfigError(message)
            for row in reader:
                actor = (row.pop("id") or "").strip()
                schemes = {key: value.strip() for key, value in row.items() if key and isinstance(value, str)}
                if actor:
                    yield reader.line_num, actor, {key: value for key, value in schemes.items() if value}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path.name}: expected a readable CSV file in UTF-8, found: {error}"
        raise ConfigError(message) from error
