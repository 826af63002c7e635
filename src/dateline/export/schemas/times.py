"""The time of an act in the forms of other formats; nothing is finer than it was told."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from dateline.export.schemas.tables import load_codes

if TYPE_CHECKING:
    from dateline.records import When

Facts = dict[str, Any]

DAY, MONTH, YEAR = 10, 7, 4
"""Characters of an ISO value as fine as that."""
DAYS_OF_GDELT = 365


def time_facts(when: When | None) -> Facts:
    """Days, parts of days and codes of precision of one time."""
    if when is None:
        return {}
    first = when.start_date or when.end_date or ""
    last = when.end_date or when.start_date or ""
    return {
        **day_facts(first), "clock": _clock(first),
        "end_day": _day(when.end_date or "") if when.start_date != when.end_date else None,
        "end_clock": _clock(when.end_date or "") if when.start_date != when.end_date else None,
        "last_day": _day(last),
        "acled_time_precision": _precision(when, "acled"), "ucdp_date_prec": _precision(when, "ucdp"),
    }


def day_facts(value: str) -> Facts:
    """The numbers of an ISO value, as far as it goes."""
    if not value[:YEAR].isdigit():
        return {}
    facts: Facts = {"year": int(value[:YEAR])}
    if len(value) >= MONTH and value[5:7].isdigit():
        facts["month_number"] = int(value[:YEAR] + value[5:7])
    day = _day(value)
    if day is not None:
        facts["day"] = day
        facts["day_number"] = int(day.replace("-", ""))
        facts["year_fraction"] = round(facts["year"] + (int(day[5:7]) * 30 + int(day[8:])) / DAYS_OF_GDELT, 4)
    return facts


def _day(value: str) -> str | None:
    """The day of an ISO value that is as fine as that."""
    day = value[:DAY]
    try:
        return dt.date.fromisoformat(day).isoformat() if len(day) == DAY else None
    except ValueError:
        return None


def _clock(value: str) -> str | None:
    """The hours and minutes of an ISO value that has both."""
    return value[11:16] if len(value) >= 16 and value[10] == "T" else None  # noqa: PLR2004 - 2016-10-19T18:06


def _precision(when: When, scheme: str) -> int | None:
    """How fine the time is known by another's list; a span of days is as fine as it is long."""
    table = load_codes().time_precision
    if when.basis in {"publication", "told_by"} and when.precision in {"minute", "hour", "day"}:
        found = table[f"{scheme}_told"]
    else:
        found = table[scheme].get(when.precision)
    if when.start_date and when.end_date and (days := _days_between(when.start_date, when.end_date)):
        return _span(days, scheme)
    return int(found) if found is not None else None


def _days_between(first: str, last: str) -> int:
    """Days from one day to another; 0 where either is not known to the day."""
    start, end = _day(first), _day(last)
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days if start and end else 0


def _span(days: int, scheme: str) -> int | None:
    """The code of a span of days: of ACLED week and month, of UCDP less than a week, week, month, up to a year."""
    if scheme == "acled":
        return 2 if days < 7 else 3 if days <= 31 else None  # noqa: PLR2004 - days of a week and a month
    return next((code for most, code in ((5, 2), (6, 3), (31, 4), (366, 5)) if days <= most), None)
