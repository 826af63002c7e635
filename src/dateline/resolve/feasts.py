"""Days known by name in the civil calendar: Easter by computus, Hebrew feasts by arithmetic, Islamic ones by table.

Takes a `Feast` and a year; gives the days that it has in that year as spans. Numbers of days are those of
`date.toordinal`. The tabular Islamic calendar stands beside the sighting of the crescent, which may be a day off either
way: a feast of it spans three days. Rules after E. M. Reingold and N. Dershowitz, Calendrical Calculations.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.resolve.calendar import DaySpan, dated, day_span

if TYPE_CHECKING:
    from dateline.codebook.measures import Feast

ISLAMIC_EPOCH = 227_015
"""The first day of the Islamic calendar (civil epoch, 16 July 622 of the Julian calendar)."""
HEBREW_EPOCH = -1_373_427
"""The day from which the elapsed days of the Hebrew calendar count."""
NISAN_BEFORE_NEW_YEAR = 177
"""Days from the first of Nisan to the next Rosh Hashanah: the months between have fixed lengths."""
HEBREW_AHEAD = 3760
"""The Hebrew year that is running in January, less the civil year."""
TISHRI = 7
SIGHTING_DAYS = 1


def feast_spans(feast: Feast, year: int) -> tuple[DaySpan, ...]:
    """The days of a feast in a civil year, in order: an Islamic one may fall twice in a year."""
    if feast.calendar == "islamic":
        return _islamic(feast, year)
    if feast.calendar == "hebrew":
        return (day_span(date.fromordinal(_hebrew(feast, year))),)
    if feast.calendar in ("easter", "orthodox"):
        easter = easter_sunday(year) if feast.calendar == "easter" else orthodox_easter(year)
        return (day_span(easter + timedelta(days=feast.offset)),)
    day = dated(year, feast.month, feast.day)
    return () if day is None else (day_span(day),)


def easter_sunday(year: int) -> date:
    """Easter of the Gregorian calendar."""
    century = year // 100
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 4) % 7
    late = (year % 19 + 11 * moon + 22 * shift) // 451
    days = moon + shift - 7 * late + 114
    return date(year, days // 31, days % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter of the Julian calendar, as a Gregorian date."""
    moon = (19 * (year % 19) + 15) % 30
    shift = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    days = moon + shift + 114
    behind = year // 100 - year // 400 - 2
    return date(year, days // 31, days % 31 + 1) + timedelta(days=behind)


def _islamic_day(year: int, month: int, day: int) -> int:
    """The number of a day of the tabular calendar."""
    return ISLAMIC_EPOCH - 1 + 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day


def _islamic(feast: Feast, year: int) -> tuple[DaySpan, ...]:
    """A feast, or a month where it names no day, with the day on either side on which it may begin and end."""
    spans = []
    around = (year - 622) * 33 // 32
    for hijri in range(around - 1, around + 4):
        first = _islamic_day(hijri, feast.month, feast.day or 1)
        last = first if feast.day else _islamic_day(hijri, feast.month + 1, 1) - 1
        if date.fromordinal(first).year == year:
            start = date.fromordinal(first - SIGHTING_DAYS)
            end = date.fromordinal(last + SIGHTING_DAYS)
            spans.append(DaySpan(start, end, "day" if feast.day else "month"))
    return tuple(spans)


def _hebrew(feast: Feast, year: int) -> int:
    """A feast of Tishri from its new year; one of Nisan to Elul back from the next."""
    if feast.month >= TISHRI:
        return _hebrew_new_year(year + HEBREW_AHEAD + 1) + feast.day - 1
    nisan = _hebrew_new_year(year + HEBREW_AHEAD + 1) - NISAN_BEFORE_NEW_YEAR
    return nisan + sum(29 + month % 2 for month in range(1, feast.month)) + feast.day - 1


def _elapsed_days(year: int) -> int:
    """Days from the epoch to the mean new moon of a Hebrew year, moved off the days on which no year begins."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // 25_920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day  # noqa: PLR2004 - Sunday, Wednesday and Friday


def _hebrew_new_year(year: int) -> int:
    """The first of Tishri, moved so that no year is too long or too short."""
    before, here, after = (_elapsed_days(year + shift) for shift in (-1, 0, 1))
    delay = 2 if after - here == 356 else int(here - before == 382)  # noqa: PLR2004 - lengths that no year may have
    return HEBREW_EPOCH + here + delay
