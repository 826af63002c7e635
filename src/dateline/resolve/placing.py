"""The days that a time spec stands for, from an anchor: publication, the last day told, where the clause points.

Takes a `TimeSpec` and an `Anchor`; gives a `DaySpan`, or raises `NoTimeError` with the reason why there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from dateline.codebook.measures import HOW_LONG, PART_OF_A_NAME, TimeSpec
from dateline.resolve.calendar import (
    DaySpan, dated, day_span, month_span, moved, season_span, slice_span, unit_span, week_span, weekday_near,
    weekend_span, years_span,
)
from dateline.resolve.feasts import feast_spans

if TYPE_CHECKING:
    from dateline.codebook.measures import Feast, Unit
    from dateline.records import Precision
    from dateline.resolve.tense import Direction

WHOLES: dict[Precision, tuple[Unit, ...]] = {"month": ("month", "year"), "year": ("year",)}
"""What may be counted from a time told no more finely: "in March 2011 ... two months later"."""
OTHER_WEEKDAY = "weekday and date disagree: {} is another day of the week"
FRIDAY = 4
MIDWEEK = 2
"""Monday to Wednesday, by weekday number: "this weekend" of a past clause is the last one until then."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words count from: publication, the last day told, and where the clause points."""

    published: date | None
    told: date | None
    told_span: DaySpan | None
    direction: Direction
    order: str | None
    far_back_days: int
    near_ahead_days: int


class NoTimeError(Exception):
    """A time mention that stands for no time we can name; the message says why. Never leaves `resolve`."""


def placed(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """The days of a spec, its far end included; raises `NoTimeError` with the reason."""
    _refuse(spec, anchor)
    if spec.unclear and anchor.order == "month_first":
        spec = msgspec.structs.replace(spec, month=spec.day, day=spec.month)
    if spec.until is None:
        return _positioned(spec, _cut(spec, _start(spec, anchor)))
    if anchor.direction == "ahead" and anchor.published is not None and spec.form == "calendar" and spec.year is None:
        running = _ranged(spec, spec.until, replace(anchor, direction="back"))
        if running.last >= anchor.published:
            return running
    return _ranged(spec, spec.until, anchor)


def _ranged(spec: TimeSpec, until: TimeSpec, anchor: Anchor) -> DaySpan:
    """From one end to the other; where the clause points ahead, a range that is running comes before the next one."""
    near = _cut(spec, _start(spec, anchor))
    far = _cut(until, _start(until, replace(anchor, told=near.first)))
    return _stretched(near, far, until)


def _refuse(spec: TimeSpec, anchor: Anchor) -> None:
    """Raise `NoTimeError` for what stands for no time, whatever the day of publication."""
    if spec.named:
        raise NoTimeError(PART_OF_A_NAME)
    if spec.fiscal:
        raise NoTimeError("a year of accounts, whose months are not told")
    if spec.unclear and spec.form == "clock":
        raise NoTimeError("morning or evening is not told")
    if spec.unclear and anchor.order is None:
        raise NoTimeError("day and month cannot be told apart")
    if spec.form == "limit" and anchor.direction != "ahead":
        raise NoTimeError(HOW_LONG)
    if spec.vague:
        raise NoTimeError("the words give no number to count by")
    if spec.form == "event" and spec.base is None:
        raise NoTimeError("counted from a deed, not from a date")


def _cut(spec: TimeSpec, span: DaySpan) -> DaySpan:
    """The stretch of a longer time: "the first quarter of 2015"."""
    return span if spec.part_of is None else _found(slice_span(span, *spec.part_of))


def _stretched(near: DaySpan, far: DaySpan, spec: TimeSpec) -> DaySpan:
    """From the first day of one span to the last of another; a weekday that would lie before goes a week on, a date
    without a year a year on."""
    last = far.last
    if last < near.first and spec.weekday is not None and spec.day is None:
        last += timedelta(days=7)
    if last < near.first and spec.month is not None and spec.year is None and spec.form == "calendar":
        last = _found(_year_on(last)).last
    if last < near.first:
        raise NoTimeError("the range ends before it begins")
    return DaySpan(near.first, last, near.precision, None if far.precision == near.precision else far.precision)


def _year_on(day: date) -> DaySpan | None:
    later = moved(day, "year", 1)
    return _one_day(later)


def _start(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    if spec.form == "calendar":
        return _calendar(spec, anchor)
    if spec.form == "story":
        return _story(spec, anchor)
    if spec.form == "clock":
        return day_span(anchor.told or _today(anchor))
    if spec.form == "event" and spec.base is not None:
        return _after_base(spec, spec.base, anchor)
    if spec.form == "limit":
        return _limit(spec, anchor)
    if spec.form == "span":
        return _span(spec, anchor)
    return _relative(spec, anchor)


def _today(anchor: Anchor) -> date:
    if anchor.published is None:
        raise NoTimeError("the day of publication is not known")
    return anchor.published


def _found(span: DaySpan | None) -> DaySpan:
    if span is None:
        raise NoTimeError("no such day in the calendar")
    return span


def _after_base(spec: TimeSpec, base: TimeSpec, anchor: Anchor) -> DaySpan:
    """"two days after the 3 May attack": units from the day of the deed."""
    day = _start(base, anchor)
    if day.precision != "day" or spec.unit in (None, "hour"):
        raise NoTimeError("counted from a deed, not from a date")
    return _found(unit_span(day.first, spec.unit, spec.shift or 0))


def _limit(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """"within 48 hours" is the time up to then, "in three days" the day itself."""
    today, shift = _today(anchor), spec.shift or 0
    if spec.edge != "by":
        return _relative(msgspec.structs.replace(spec, form="relative"), anchor)
    last = moved(today, spec.unit, shift) if spec.unit else None
    if last is None:
        raise NoTimeError("the words reach outside the calendar")
    return DaySpan(today, last, "day")


def _relative(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """"last week", "yesterday", "two years ago": whole units from the one that holds the day of publication."""
    today, shift = _today(anchor), spec.shift or 0
    if spec.unit == "hour":
        back = moved(today, "day", round(shift / 24)) if shift % 24 == 0 else today
        return _found(_one_day(back))
    if spec.unit is None:
        raise NoTimeError("the words name no unit of time")
    if spec.unit == "weekend" and spec.shift is None:
        return weekend_span(today, 0 if anchor.direction == "ahead" or today.weekday() > FRIDAY else -1)
    if spec.unit == "weekend" and today.weekday() <= MIDWEEK and shift == 0 and anchor.direction != "ahead":
        return weekend_span(today, -1)
    if spec.unit == "day" and spec.part == "overnight":
        return DaySpan(today - timedelta(days=1), today, "day")
    return _found(unit_span(today, spec.unit, shift))


def _span(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """"the past two weeks": from so many units before publication to publication, or on from it."""
    today, precision = _today(anchor), _precision_of(spec)
    far = moved(today, spec.unit, (spec.count or 0) * (spec.shift or 0)) if spec.unit else None
    if far is None:
        raise NoTimeError("the words reach outside the calendar")
    return DaySpan(min(far, today), max(far, today), precision)


def _precision_of(spec: TimeSpec) -> Precision:
    if spec.unit in ("week", "fortnight"):
        return "week"
    if spec.unit == "month":
        return "month"
    return "year" if spec.unit in ("year", "decade", "century") else "day"


def _story(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """"the next day", "three days later": units from the last day told; months and years also from one told whole."""
    if spec.unit is None:
        raise NoTimeError("the words name no unit of time")
    whole = anchor.told_span
    coarse = whole is not None and whole.far is None and spec.unit in WHOLES.get(whole.precision, ())
    if whole is not None and coarse and spec.part is None:
        return _found(unit_span(whole.first, spec.unit, spec.shift or 0))
    if anchor.told is None:
        raise NoTimeError("counted from a day told before, and none was")
    if spec.unit == "hour":
        day = moved(anchor.told, "hour", spec.shift or 0)
        return _found(_one_day(day))
    return _found(unit_span(anchor.told, spec.unit, spec.shift or 0))


def _calendar(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """A date as far as it is told, the rest from publication."""
    if spec.feast is not None and not _before_its_time(spec.feast, anchor):
        return _feast(spec, spec.feast, anchor)
    if spec.day is not None:
        return _day(spec, anchor)
    if spec.weekday is not None:
        return _one_night(spec, _weekday(spec, anchor))
    if spec.month is not None:
        return _month(spec, anchor)
    if spec.season is not None:
        return _season(spec, anchor)
    if spec.year is not None:
        return years_span(spec.year, spec.years)
    raise NoTimeError("the words name no date")


def _before_its_time(feast: Feast, anchor: Anchor) -> bool:
    """Whether a day that was but once had not been when the report was published: then its date is any year's."""
    known = dated(feast.year, feast.month, feast.day) if feast.calendar == "once" else None
    return known is not None and anchor.published is not None and known > anchor.published


def _feast(spec: TimeSpec, feast: Feast, anchor: Anchor) -> DaySpan:
    """A day known by its name: of the year told, else the last one begun or the next, as the clause points."""
    if feast.calendar == "unknown":
        raise NoTimeError("which feast of that name is not told")
    if feast.calendar == "once":
        return _found(day_span(date(feast.year, feast.month, feast.day)))
    if spec.year is not None:
        spans = feast_spans(feast, spec.year)
        return _found(spans[0] if len(spans) == 1 else None)
    today = _today(anchor)
    spans = tuple(span for shift in (-1, 0, 1) for span in feast_spans(feast, today.year + shift))
    past = [span for span in spans if span.first <= today]
    ahead = [span for span in spans if span.last >= today]
    if anchor.direction == "back" or not ahead:
        return _found(past[-1] if past else None)
    near = anchor.direction == "near" and past and today - past[-1].last < ahead[0].first - today
    return past[-1] if near else ahead[0]


def _weekday(spec: TimeSpec, anchor: Anchor) -> date:
    """By tense; "last Thursday" lies strictly before publication, "next Thursday" strictly after, "this" by tense."""
    today, weekday = _today(anchor), spec.weekday or 0
    if spec.unit == "week":
        return week_span(today).first + timedelta(days=7 * (spec.shift or 0) + weekday)
    if spec.count is not None:
        return weekday_near(today + timedelta(days=1), weekday, ahead=True) + timedelta(days=7 * spec.count)
    if spec.shift == -1:
        return weekday_near(today - timedelta(days=1), weekday, ahead=False)
    if spec.shift == 1:
        return weekday_near(today + timedelta(days=1), weekday, ahead=True)
    return weekday_near(today, weekday, ahead=anchor.direction != "back")


def _day(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """A day of a month; without a year the nearest one that the tense allows, without a month likewise."""
    if spec.month is None:
        return day_span(_ordinal(spec, anchor))
    year = spec.year
    if year is None and spec.unit == "year":
        year = _today(anchor).year + (spec.shift or 0)
    if year is not None:
        day = _found(_one_day(dated(year, spec.month, spec.day or 1))).first
        if spec.weekday is not None and day.weekday() != spec.weekday:
            raise NoTimeError(OTHER_WEEKDAY.format(day))
        return _one_night(spec, day)
    today = _today(anchor)
    days = [dated(today.year + shift, spec.month, spec.day or 1) for shift in (-1, 0, 1)]
    real = [day for day in days if day is not None]
    fitting = [day for day in real if spec.weekday in (None, day.weekday())]
    if real and not fitting:
        raise NoTimeError(OTHER_WEEKDAY.format(real[-1]))
    return _one_night(spec, _nearest(fitting, anchor))


def _one_day(day: date | None) -> DaySpan | None:
    return None if day is None else day_span(day)


def _one_night(spec: TimeSpec, day: date) -> DaySpan:
    """A day, with the one before where the night ran into it."""
    return DaySpan(day - timedelta(days=1), day, "day") if spec.part == "into" else day_span(day)


def _ordinal(spec: TimeSpec, anchor: Anchor) -> date:
    """"the 19th": of this month or the one beside it, by tense."""
    today = anchor.told or _today(anchor)
    months = [unit_span(today, "month", shift) for shift in (-1, 0, 1)]
    days = [dated(month.first.year, month.first.month, spec.day or 1) for month in months if month is not None]
    return _nearest([day for day in days if day is not None], anchor)


def _nearest(days: list[date], anchor: Anchor) -> date:
    """The last day not after publication for a past clause, the first not before it for one that points ahead, the
    nearer of both for a bare present.

    A past clause whose day would lie most of a year back, and would soon come, means the coming one: nobody writes
    "May 16" of last year without its year.
    """
    today = _today(anchor)
    past = [day for day in days if day <= today]
    ahead = [day for day in days if day >= today]
    if not past or not ahead:
        if not days:
            raise NoTimeError("no such day in the calendar")
        return past[-1] if past else ahead[0]
    if anchor.direction == "ahead":
        return ahead[0]
    if anchor.direction == "near":
        return ahead[0] if ahead[0] - today < today - past[-1] else past[-1]
    soon = (ahead[0] - today).days <= anchor.near_ahead_days
    return ahead[0] if soon and (today - past[-1]).days >= anchor.far_back_days else past[-1]


def _month(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """A month; without a year the last one begun, or the next for a clause that points ahead."""
    month = spec.month or 1
    if spec.year is not None:
        return month_span(spec.year, month)
    today, shift = _today(anchor), spec.shift
    if spec.unit == "year":
        return month_span(today.year + (shift or 0), month)
    if anchor.direction == "ahead" or shift == 1:
        later = month < today.month or (shift == 1 and month == today.month)
        return month_span(today.year + later, month)
    earlier = month > today.month or (shift == -1 and month == today.month)
    return month_span(today.year - earlier, month)


def _season(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """A season; "last summer" is the latest one over, a bare one the latest begun, or the next when it points ahead."""
    month = spec.season or 1
    if spec.year is not None:
        return season_span(spec.year, month)
    today = _today(anchor)
    if spec.unit == "year":
        return season_span(today.year + (spec.shift or 0), month)
    seasons = [season_span(today.year + shift, month) for shift in (-2, -1, 0, 1)]
    if spec.shift == 1 or (anchor.direction == "ahead" and spec.shift is None):
        return next(season for season in seasons if season.first > today)
    if spec.shift == -1:
        return next(season for season in reversed(seasons) if season.last < today)
    return next(season for season in reversed(seasons) if season.first <= today)


def _positioned(spec: TimeSpec, span: DaySpan) -> DaySpan:
    """"by the end of the year" is its last day; elsewhere a position narrows nothing that a date could hold."""
    if spec.position == "end" and spec.edge in ("by", "until", "before") and span.precision in ("month", "year"):
        return day_span(span.last)
    return span
