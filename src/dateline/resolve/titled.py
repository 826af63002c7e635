"""Whom a title and a surname mean on a day: "President Bush" in 1991 and in 2003, "King Abdullah" here and there.

Takes the actor table and what the words say, gives the one row that fits, or `None` where none or several do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.resolve.tenure import ended_before, holds

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dateline.gazetteer.actor_rows import ActorRow
    from dateline.gazetteer.actors import ActorTable


def titled(
    surname: str, title: str, *, table: ActorTable, day: str | None, countries: Collection[str], former: bool,
) -> ActorRow | None:
    """The only person of that surname who bears the title on that day; `former` asks for one whose office is over.

    `countries` are those that the words or else the report point to: they choose among bearers of one name and title.
    """
    rows = [table.rows[row] for row in table.surnames.get(surname, ())]
    rows = [row for row in rows if _bears(row, title) and (day is None or _fits(row, day, former=former))]
    if len({row.entity for row in rows}) > 1:
        rows = [row for row in rows if row.country in countries]
    if not rows or len({row.entity for row in rows}) > 1:
        return None
    return _latest(rows)


def _bears(row: ActorRow, title: str) -> bool:
    """Whether the row's office is of that title: "minister" may be a foreign minister, "president" no vice."""
    role, wanted = row.role.lower(), title.lower()
    if role == wanted or role.startswith((f"{wanted} of ", f"{wanted} for ")):
        return True
    return wanted in {"minister", "secretary", "general", "commander", "leader"} and role.endswith(f" {wanted}")


def _fits(row: ActorRow, day: str, *, former: bool) -> bool:
    """Whether the office holds on the day, or is over where a former holder is meant."""
    return ended_before(row, day) if former else holds(row, day)


def _latest(rows: Sequence[ActorRow]) -> ActorRow:
    """The row of the office taken last."""
    return max(rows, key=lambda row: row.since)
