"""Which row of the actor table holds on a day: offices begin and end, and a name may have had several bearers.

Takes rows of one alias and a day, gives the row to use and whether its office is over. A day that the table knows
only by its year or month counts from that year's or month's first day, and to its last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.gazetteer.actor_rows import ActorRow

_STATE_SECTORS = frozenset({"GOV", "LEG", "JUD", "SPY", "MIL"})


def holds(row: ActorRow, day: str) -> bool:
    """Whether a row is in force on a day (ISO, as fine as known)."""
    return not begins_after(row, day) and not ended_before(row, day)


def begins_after(row: ActorRow, day: str) -> bool:
    """Whether the row's first day is later than the day."""
    return bool(row.since) and row.since[: len(day)] > day[: len(row.since)]


def ended_before(row: ActorRow, day: str) -> bool:
    """Whether the row's last day is past."""
    return bool(row.until) and row.until[: len(day)] < day[: len(row.until)]


def choose(rows: Sequence[ActorRow], day: str | None, *, hints: frozenset[str]) -> tuple[ActorRow, bool] | None:
    """The row that fits the day best, and whether its office is former by then; `None` for no rows.

    In force first, then the one that ended last, then the one that begins soonest. `hints` are country codes and
    lower-case office words beside the name: they choose among bearers of one name ("King Abdullah of Jordan").
    """
    if not rows:
        return None
    if day is None:
        return max(rows, key=lambda row: (_hinted(row, hints), not row.until, row.since)), False
    in_force = [row for row in rows if holds(row, day)]
    if in_force:
        return max(in_force, key=lambda row: (_hinted(row, hints), row.since)), False
    past = [row for row in rows if ended_before(row, day)]
    if past:
        return max(past, key=lambda row: (_hinted(row, hints), row.until)), True
    return min(rows, key=lambda row: (-_hinted(row, hints), row.since)), False


def _hinted(row: ActorRow, hints: frozenset[str]) -> int:
    """How many of the hints the row bears out."""
    return (row.country in hints) + any(word in row.role.lower() for word in hints)


def sector_after_office(sector: str) -> str:
    """The sector of one whose office is over: `ELI` for servants of a state, unchanged for others."""
    return "ELI" if sector in _STATE_SECTORS else sector
