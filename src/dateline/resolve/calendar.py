"""Dates as inclusive spans of days, with the precision that was told. No words, no documents: arithmetic only."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.codebook.measures import SliceUnit, Unit
    from dateline.records import Precision

DAYS_PER_UNIT = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_PER_UNIT = {"month": 1, "year": 12, "decade": 120, "century": 1200}
YEARS_PER_UNIT = {"year": 1, "decade": 10, "century": 100}
SEASON_MONTHS = 3
MONTHS_IN_YEAR = 12
MONTHS_PER_SLICE = {"month": 1, "quarter": 3, "half": 6}


@dataclass(frozen=True, slots=True)
class DaySpan:
    """First and last day, inclusive, and how fine the words were; `far` where they tell the end more finely or less
    ("between 2003 and May 2011")."""

    first: date
    last: date
    precision: Precision
    far: Precision | None = None

    def start_text(self) -> str:
        """The first day as fine as the precision allows: `2014`, `2014-04`, `2014-04-03`."""
        return _written(self.first, self.precision, whole=self._is_whole())

    def end_text(self) -> str:
        """The last day, written likewise."""
        return _written(self.last, self.far or self.precision, whole=self._is_whole())

    def _is_whole(self) -> bool:
        """Whether both ends lie on the borders of the unit, so that nothing is lost by writing the unit alone."""
        if self.far is not None:
            return True
        if self.precision == "year":
            return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)
        return self.first.day == 1 and self.last == month_end(self.last.year, self.last.month)


def _written(day: date, precision: Precision, *, whole: bool) -> str:
    if whole and precision == "year":
        return f"{day.year:04d}"
    if whole and precision in ("month", "season"):
        return f"{day.year:04d}-{day.month:02d}"
    return day.isoformat()


def day_span(day: date) -> DaySpan:
    """One day."""
    return DaySpan(day, day, "day")


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_span(year: int, month: int) -> DaySpan:
    """One month."""
    return DaySpan(date(year, month, 1), month_end(year, month), "month")


def years_span(year: int, years: int = 1) -> DaySpan:
    """One year, or the `years` from it: ten for a decade."""
    return DaySpan(date(year, 1, 1), date(year + years - 1, 12, 31), "year")


def season_span(year: int, month: int) -> DaySpan:
    """Three months from the first of a season; a winter runs into the next year."""
    end_year, end_month = plus_months(year, month, SEASON_MONTHS - 1)
    return DaySpan(date(year, month, 1), month_end(end_year, end_month), "season")


def week_span(day: date) -> DaySpan:
    """The week, Monday to Sunday, that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return DaySpan(monday, monday + timedelta(days=6), "week")


def slice_span(whole: DaySpan, unit: SliceUnit, nth: int, count: int) -> DaySpan | None:
    """`count` quarters, halves or months of a year, or weeks of a month, from the `nth` on (-1: the last ones)."""
    if unit == "week":
        first = whole.last - timedelta(days=7 * count - 1) if nth < 0 else whole.first + timedelta(days=7 * (nth - 1))
        last = min(first + timedelta(days=7 * count - 1), whole.last)
        return DaySpan(first, last, "week") if whole.first <= first <= last else None
    width = MONTHS_PER_SLICE[unit] * count
    start = MONTHS_IN_YEAR - width if nth < 0 else MONTHS_PER_SLICE[unit] * (nth - 1)
    if start < 0 or start + width > MONTHS_IN_YEAR:
        return None
    end = month_end(whole.first.year, start + width)
    return DaySpan(date(whole.first.year, start + 1, 1), end, "month" if unit == "month" else "season")


def weekend_span(day: date, shift: int) -> DaySpan:
    """A Saturday and Sunday counted from the week of a day."""
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5 + 7 * shift)
    return DaySpan(saturday, saturday + timedelta(days=1), "day")


def plus_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month after so many months."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def in_reach(day: date, unit: Unit, count: int) -> bool:
    """Whether a day so many units away is still in the calendar."""
    years = abs(count) * YEARS_PER_UNIT.get(unit, 0) + abs(count) // 10
    return day.year - years > MINYEAR and day.year + years < MAXYEAR


def unit_span(day: date, unit: Unit, shift: int) -> DaySpan | None:
    """The unit so many units from the one that holds a day; `None` for units under a day or outside the calendar."""
    if not in_reach(day, unit, shift):
        return None
    if unit == "day":
        return day_span(day + timedelta(days=shift))
    if unit in ("week", "fortnight"):
        return week_span(day + timedelta(days=DAYS_PER_UNIT[unit] * shift))
    if unit == "weekend":
        return weekend_span(day, shift)
    if unit == "month":
        return month_span(*plus_months(day.year, day.month, shift))
    width = YEARS_PER_UNIT.get(unit)
    return None if width is None else years_span((day.year // width + shift) * width, width)


def moved(day: date, unit: Unit, count: int) -> date | None:
    """The day so many units away; months and years keep the day of the month as far as the month is long."""
    if not in_reach(day, unit, count):
        return None
    if unit in DAYS_PER_UNIT:
        return day + timedelta(days=DAYS_PER_UNIT[unit] * count)
    if unit in MONTHS_PER_UNIT:
        year, month = plus_months(day.year, day.month, MONTHS_PER_UNIT[unit] * count)
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return day + timedelta(hours=count) if unit == "hour" else None


def weekday_near(day: date, weekday: int, *, ahead: bool) -> date:
    """The nearest such weekday on or before a day, or on or after it when `ahead`."""
    back = (day.weekday() - weekday) % 7
    return day + timedelta(days=(7 - back) % 7) if ahead else day - timedelta(days=back)


def dated(year: int, month: int, day: int) -> date | None:
    """The date, or `None` where the calendar has none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
