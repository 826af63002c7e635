"""What changed in a store between two moments: records gained, lost and changed, slot by slot."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dateline.store.rows import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.store.database import Database

EVENTS = "events"
What = Literal["gained", "lost", "changed"]
WHAT: tuple[What, ...] = ("gained", "lost", "changed")
NOT_SLOTS = frozenset({"id", "article", "why", "kind"})
"""What every record has, and what a change of reasons alone does not change."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record that stands now and did not, or no longer stands, or stands otherwise.

    `table` is claims, arrangements, controls or events; `record` is what stands now (for `lost`: what stood before) as
    JSON; `slots` are those that differ, each with the value before and after, empty but for `changed`.
    """

    what: What
    table: str
    id: str
    record: dict[str, Any]
    slots: dict[str, tuple[Any, Any]]


def changes(database: Database, *, since: str, until: str | None = None) -> Iterator[Change]:
    """Changes after one moment up to another (`None`: now), by table and id, events last. Both are ISO 8601 in UTC."""
    end = until or "9999"
    for table in (*TABLES.values(), EVENTS):
        rows = database.connection.execute(
            f"SELECT id, record, since, until FROM {table} "
            f"WHERE (since > :since AND since <= :end) OR (until > :since AND until <= :end) ORDER BY id, row",
            {"since": since, "end": end})
        touched = sorted({row["id"] for row in rows})
        for name in touched:
            before = _standing(database, table, name, since)
            after = _standing(database, table, name, end)
            change = _change(table, name, before, after)
            if change is not None:
                yield change


def _standing(database: Database, table: str, name: str, moment: str) -> dict[str, Any] | None:
    """The record as it stood at a moment; `None` where it did not."""
    row = database.connection.execute(
        f"SELECT record FROM {table} WHERE id = ? AND since <= ? AND (until IS NULL OR until > ?) "
        "ORDER BY row DESC LIMIT 1", (name, moment, moment)).fetchone()
    return None if row is None else json.loads(row["record"])


def _change(
    table: str, name: str, before: dict[str, Any] | None, after: dict[str, Any] | None,
) -> Change | None:
    if before is None and after is None:
        return None
    if before is None:
        return Change("gained", table, name, after or {}, {})
    if after is None:
        return Change("lost", table, name, before, {})
    slots = {
        slot: (before.get(slot), after.get(slot))
        for slot in sorted(before.keys() | after.keys())
        if slot not in NOT_SLOTS and before.get(slot) != after.get(slot)
    }
    return Change("changed", table, name, after, slots) if slots else None
