"""Dates of differing precision as days: ISO 8601 values to ordinals, and how they compare."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.records import When

ISO_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
DAY = len("2016-10-19")
HOURS = 24
COMPARED = 16
"""Characters of an ISO value that are compared: to the minute, without zones."""


def first_day(value: str | None) -> int | None:
    """The first day of an ISO value ("2004-10" is its 1st) as an ordinal, `None` where it is no date."""
    return _ordinal(value, last=False)


def last_day(value: str | None) -> int | None:
    """The last day of an ISO value ("2004-10" is its 31st) as an ordinal, `None` where it is no date."""
    return _ordinal(value, last=True)


def _ordinal(value: str | None, *, last: bool) -> int | None:
    found = ISO_DAY.match(value or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        whole_month = month or (12 if last else 1)
        whole_day = day or (calendar.monthrange(year or 0, whole_month)[1] if last else 1)
        return dt.date(year or 0, whole_month, whole_day).toordinal()
    except (ValueError, IndexError):
        return None


def started(when: When | None) -> str | None:
    """The beginning that a time tells, else its end."""
    return (when.start_date or when.end_date) if when is not None else None


def ended(when: When | None) -> str | None:
    """The end that a time tells, else its beginning."""
    return (when.end_date or when.start_date) if when is not None else None


def told_by(value: str | None, as_of: str) -> bool:
    """Whether something dated so was known by then, compared as finely as both are known; no date counts as known."""
    if value is None:
        return True
    fine = min(len(value), len(as_of), COMPARED)
    return value[:fine] <= as_of[:fine]


def is_past(end: str, as_of: str) -> bool:
    """Whether a day lies after an end, compared as finely as both are known."""
    fine = min(len(end), len(as_of), COMPARED)
    return as_of[:fine] > end[:fine]


def in_order(value: str | None) -> str:
    """A key by which ISO values of any precision sort; without zones, unknown ones first."""
    return (value or "")[:COMPARED]


def after(start: str, hours: float) -> str | None:
    """So many hours after an ISO day (to whole days) or time (to the minute); `None` past the end of all dates."""
    day = first_day(start)
    if day is None:
        return None
    try:
        if len(start) > DAY:
            return (dt.datetime.fromisoformat(start) + dt.timedelta(hours=hours)).isoformat(timespec="minutes")
        return dt.date.fromordinal(day + math.ceil(hours / HOURS)).isoformat()
    except (OverflowError, ValueError):
        return None
