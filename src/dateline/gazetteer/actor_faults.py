"""Faults of actor tables that the schema does not see: wrong codes, dates that contradict, names that mean two things.

Takes rows by id, gives faults; an `error` makes a row useless or wrong, a `warning` is worth a look.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.gazetteer.actors import alias_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dateline.gazetteer.actor_rows import ActorRow

BODY_CODES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", ""})
LAST_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: how bad, in which row, what is wrong."""

    level: Literal["error", "warning"]
    row: str
    what: str


def find_faults(rows: Mapping[str, ActorRow], *, states: Collection[str]) -> list[Fault]:
    """All faults of the rows, errors first. `states` are the country codes that are known."""
    found = [fault for row_id, row in rows.items() for fault in _of_row(row_id, row, states=states)]
    found += [*_twice(rows), *_entities(rows), *_shared_names(rows)]
    return sorted(found, key=lambda fault: fault.level)


def _of_row(row_id: str, row: ActorRow, *, states: Collection[str]) -> Iterator[Fault]:
    """Faults of one row by itself."""
    if not alias_key(row.alias):
        yield Fault("error", row_id, f"the alias {row.alias!r} has no letter or digit")
    if not row.entity.strip():
        yield Fault("error", row_id, "the entity is empty")
    if not row.name.strip():
        yield Fault("error", row_id, "the name is empty")
    if row.country not in states and row.country not in BODY_CODES:
        yield Fault("error", row_id, f"{row.country} is neither a state we know nor a body's code")
    if row.since and row.until and row.since[: len(row.until)] > row.until[: len(row.since)]:
        yield Fault("error", row_id, f"begins {row.since}, after it ends {row.until}")
    if row.checked and row.source == "recalled":
        yield Fault("error", row_id, "checked, but its source is recalled: name the source that it was checked by")
    if alias_key(row.alias).isalpha() and len(row.alias) < 3 and not row.alias.isupper():  # noqa: PLR2004
        yield Fault("warning", row_id, f"the alias {row.alias!r} is so short that other words will pass for it")


def _twice(rows: Mapping[str, ActorRow]) -> Iterator[Fault]:
    """Rows that say the same twice."""
    seen: dict[tuple[str, ...], str] = {}
    for row_id, row in rows.items():
        key = (alias_key(row.alias), row.alias, row.entity, row.role, row.since, row.until)
        first = seen.setdefault(key, row_id)
        if first != row_id:
            yield Fault("warning", row_id, f"says the same as {first}")


def _entities(rows: Mapping[str, ActorRow]) -> Iterator[Fault]:
    """Entities that have two names, which would print as either."""
    names: dict[str, tuple[str, str]] = {}
    for row_id, row in rows.items():
        name, first = names.setdefault(row.entity, (row.name, row_id))
        if name != row.name:
            yield Fault("warning", row_id, f"{row.entity} is named {row.name!r} here and {name!r} in {first}")


def _shared_names(rows: Mapping[str, ActorRow]) -> Iterator[Fault]:
    """Names that two actors of one country bear on the same days: then the words cannot tell them apart."""
    by_alias: dict[tuple[str, str], list[tuple[str, ActorRow]]] = defaultdict(list)
    for row_id, row in rows.items():
        by_alias[alias_key(row.alias), row.country].append((row_id, row))
    for bearers in by_alias.values():
        told: set[frozenset[str]] = set()
        for at, (left_id, left) in enumerate(bearers):
            for right_id, right in bearers[at + 1:]:
                pair = frozenset({left.entity, right.entity})
                if len(pair) > 1 and pair not in told and left.alias == right.alias and _overlap(left, right):
                    told.add(pair)
                    yield Fault("warning", right_id, f"{right.alias!r} is also {left.entity} ({left_id}) at that time")


def _overlap(left: ActorRow, right: ActorRow) -> bool:
    """Whether two rows hold on some day together."""
    first, last = max(left.since, right.since), min(left.until or LAST_DAY, right.until or LAST_DAY)
    return first[: len(last)] <= last[: len(first)]


def verified_share(rows: Mapping[str, ActorRow]) -> tuple[int, int]:
    """How many rows were held against a named source, and how many there are."""
    return sum(bool(row.checked) for row in rows.values()), len(rows)
