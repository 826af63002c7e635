"""What the store holds and what was read: so that nothing told on a day is told apart from nothing read on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.store.links import count_unlinked
from dateline.store.writing import outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.store.database import Database

LONGEST_GAPS = 5


@dataclass(frozen=True, slots=True)
class OutletCoverage:
    """One outlet: days of publication from first to last, how many of them have an article, and the days without.

    `outlet` is empty where the reports do not name theirs; `first` and `last` are `None` where no day is told. `gaps`
    are (first, last) days without any article between them, the longest first, at most five.
    """

    outlet: str
    articles: int
    silent: int
    first: str | None
    last: str | None
    days: int
    gaps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The store at a glance. `counts` are the standing records by kind, `unlinked` the articles whose claims are in no
    event yet, `inputs` what became of every input, `refused` the reasons of those that could not be used, the most
    frequent first."""

    counts: dict[str, int]
    unlinked: int
    inputs: dict[str, int]
    refused: tuple[tuple[str, int], ...]
    coders: dict[str, int]
    last_input: str | None
    outlets: tuple[OutletCoverage, ...]


def status_of(database: Database) -> Status:
    """Everything that `dateline status` shows."""
    run = database.connection.execute
    counts = {"articles": run("SELECT count(*) FROM articles WHERE replaced_by IS NULL").fetchone()[0]}
    for table in ("claims", "events", "arrangements", "controls"):
        counts[table] = run(f"SELECT count(*) FROM {table} WHERE until IS NULL").fetchone()[0]
    counts["earlier versions of articles"] = run(
        "SELECT count(*) FROM articles WHERE replaced_by IS NOT NULL").fetchone()[0]
    refused = run("SELECT reason, count(*) FROM inputs WHERE outcome = 'refused' GROUP BY reason ORDER BY 2 DESC, 1")
    coders = run("SELECT coder, count(*) FROM articles GROUP BY coder ORDER BY 1")
    inputs = sorted(outcomes(database).items(), key=lambda item: (-item[1], item[0]))
    return Status(
        counts=counts, unlinked=count_unlinked(database), inputs=dict(inputs),
        refused=tuple((row[0], row[1]) for row in refused),
        coders=dict(tuple(row) for row in coders),
        last_input=run("SELECT max(at) FROM inputs").fetchone()[0], outlets=outlet_coverage(database),
    )


def outlet_coverage(database: Database) -> tuple[OutletCoverage, ...]:
    """One row for each outlet, the one with most articles first."""
    days: dict[str, list[tuple[str, int, int]]] = {}
    for row in database.connection.execute("SELECT outlet, day, articles, silent FROM coverage ORDER BY outlet, day"):
        days.setdefault(row["outlet"], []).append((row["day"], row["articles"], row["silent"]))
    found = [_outlet(name, rows) for name, rows in days.items()]
    return tuple(sorted(found, key=lambda one: (-one.articles, one.outlet)))


def articles_by_day(database: Database, *, first: str | None = None, last: str | None = None) -> dict[str, int]:
    """Articles kept by day of publication, all outlets together; those without a day are left out."""
    rows = database.connection.execute(
        "SELECT day, sum(articles) AS n FROM coverage WHERE day > '' AND day >= :first AND day <= :last "
        "GROUP BY day ORDER BY day", {"first": first or "", "last": last or "9999"})
    return {row["day"]: row["n"] for row in rows}


def _outlet(name: str, rows: Sequence[tuple[str, int, int]]) -> OutletCoverage:
    dated = [day for day, _, _ in rows if day]
    return OutletCoverage(
        outlet=name, articles=sum(row[1] for row in rows), silent=sum(row[2] for row in rows),
        first=dated[0] if dated else None, last=dated[-1] if dated else None, days=len(dated), gaps=gaps(dated),
    )


def gaps(days: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The longest stretches without a day between the first and the last of some sorted ISO days; days that are not
    fully told (`2016-10`) are passed over."""
    known = [date.fromisoformat(day) for day in days if len(day) == len("2016-10-19")]
    found = [
        (first + timedelta(days=1), second - timedelta(days=1))
        for first, second in pairwise(known) if (second - first).days > 1
    ]
    found.sort(key=lambda gap: (gap[0] - gap[1], gap[0]))
    return tuple((first.isoformat(), last.isoformat()) for first, last in found[:LONGEST_GAPS])
