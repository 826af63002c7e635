"""When an act may have happened, in whole days: a first and a last day, and whether the report fixes them.

A publication date fixes nothing: the act lies some days before it. Days are `date.toordinal()` numbers.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dateline.events.tables import Windows
    from dateline.records import Article, Claim, When

FINE = frozenset({"minute", "hour", "day"})
DAY_PARTS = 3
MONTHS = 12


class Days(NamedTuple):
    """The first and the last day on which it may have happened; `firm` where the report fixes them."""

    first: int
    last: int
    firm: bool

    def gap(self, other: Days) -> int:
        """Days between the two stretches, 0 where they meet."""
        return max(0, self.first - other.last, other.first - self.last)

    @property
    def exact(self) -> bool:
        """Whether it is one day, or one night."""
        return self.firm and self.last - self.first <= 1


def day_number(value: str | None, *, last: bool = False) -> int | None:
    """The number of the day of an ISO date of any precision: of a month or year its first day, or its last."""
    if not value:
        return None
    parts = value[:10].split("-")
    try:
        if len(parts) == DAY_PARTS:
            return date.fromisoformat(value[:10]).toordinal()
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (MONTHS if last else 1)
        first = date(year, month, 1)
        if not last:
            return first.toordinal()
        following = date(year + month // MONTHS, month % MONTHS + 1, 1)
    except ValueError:
        return None
    return (following - timedelta(days=1)).toordinal()


def published_day(article: Article | None) -> int | None:
    """The day of publication, `None` where the report does not say or says it more coarsely."""
    if article is None or article.published is None or len(article.published.value) < len("2016-10-19"):
        return None
    return day_number(article.published.value)


def days_of(claim: Claim, published: int | None, *, windows: Windows) -> Days | None:
    """When a claim's act may have happened; `None` where neither the claim nor its report gives a day."""
    stated = _stated(claim.time, windows)
    if stated is not None:
        return stated
    end = day_number(claim.time.end_date or claim.time.start_date, last=True) if claim.time else None
    anchor = published if published is not None else end
    if claim.time is not None and claim.time.basis == "told_by" and end is not None:
        return Days(end - windows.told_by, end, firm=False)
    if anchor is None:
        return None
    if claim.temporal == "future":
        return Days(anchor, anchor + windows.told_by, firm=False)
    back = windows.background if claim.temporal == "historical" else windows.publication
    return Days(anchor - back, anchor, firm=False)


def _stated(time: When | None, windows: Windows) -> Days | None:
    """The stretch that the report states, `None` where it states none or one too long to date an act."""
    if time is None or time.basis not in {"stated", "relative"}:
        return None
    first = day_number(time.start_date)
    last = day_number(time.end_date, last=True)
    if first is None and last is not None and time.precision in FINE:
        first = last  # "by noon on Tuesday"
    if last is None and first is not None and time.precision in FINE:
        last = first
    if first is None or last is None or not 0 <= last - first <= windows.longest:
        return None
    return Days(first, last, firm=True)
