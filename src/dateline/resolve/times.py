"""Times of a report from the day of its publication: what each time mention stands for, or why it stands for none.

Takes a `Reading` and the ISO date of publication; gives a `When` for each time mention that can be placed, by its index
in `Reading.mentions`. Without a date of publication only complete dates are placed. A weekday lies before publication
or after by the tense of its clause; the day of publication itself is the nearest of both, as agencies write.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.codebook.measures import TimeSpec, unpack_time
from dateline.records import Mention, Reading, When
from dateline.resolve.calendar import (
    DaySpan, dated, day_span, month_span, moved, season_span, unit_span, week_span, weekday_near, weekend_span,
    years_span,
)
from dateline.resolve.tense import Direction, points

if TYPE_CHECKING:
    from dateline.codebook.measures import TimeLexicon
    from dateline.records import Precision

MAKER = "rule:times@1"
EARLIEST_YEAR, LATEST_YEAR = 1400, 9000
"""A publication outside these years is a broken field, and arithmetic on it would leave the calendar."""
MIDWEEK = 2
"""Monday to Wednesday, by weekday number: "this weekend" of a past clause is the last one until then."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words count from: publication, the last day told, and where the clause points."""

    published: date | None
    told: date | None
    direction: Direction
    far_back_days: int
    near_ahead_days: int


class NoTimeError(Exception):
    """A time mention that stands for no time we can name; the message says why. Never leaves this module."""


def published_day(published: str | None) -> date | None:
    """The day of an ISO date or time of publication; `None` when absent or coarser than a day."""
    if published is None:
        return None
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return None
    return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def resolve_times(
    reading: Reading, *, published: str | None, lexicon: TimeLexicon,
) -> tuple[dict[int, When], dict[int, str], dict[int, tuple[str, str]]]:
    """Place each time mention in the calendar: (times, reasons for the rest, notes), all by mention index.

    "The next day" counts from the last single day told in the same sentence or the one before; a clock time alone
    takes that day, else the day of publication.
    """
    times: dict[int, When] = {}
    unresolved: dict[int, str] = {}
    notes: dict[int, tuple[str, str]] = {}
    today = published_day(published)
    told: tuple[int, date] | None = None
    limits = lexicon.table.limits
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "time":
            continue
        spec = unpack_time(mention.entries)
        number = _sentence_start(reading, mention)
        anchor = Anchor(
            today, told[1] if told and _near(reading, told[0], number) else None,
            points(reading, mention, edge=spec.edge, lexicon=lexicon), limits.far_back_days, limits.near_ahead_days,
        )
        try:
            span = _placed(spec, anchor)
        except NoTimeError as error:
            unresolved[index] = str(error)
            continue
        times[index] = _when(mention, spec, span=span, anchor=anchor)
        notes[index] = (MAKER, _note(spec, anchor))
        if span.first == span.last and spec.edge is None:
            told = (number, span.first)
    return times, unresolved, notes


def _sentence_start(reading: Reading, mention: Mention) -> int:
    return int(reading.doc[mention.head].sent.start)


def _near(reading: Reading, told: int, here: int) -> bool:
    """Whether a day was told in this sentence or in the one before it, gaps between blocks left out."""
    if told == here:
        return True
    at = here
    for _ in range(2):
        if at == 0:
            return False
        at = reading.doc[at - 1].sent.start
        if at == told:
            return True
        if reading.doc[at].pos_ != "SPACE" and reading.block_kinds.get(at) is not None:
            return False
    return False


def _placed(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """The days of a spec, its far end included; raises `NoTimeError` with the reason."""
    if spec.named:
        raise NoTimeError("the year is part of a name, not the time of an act")
    if spec.unclear:
        raise NoTimeError("day and month cannot be told apart")
    if spec.vague:
        raise NoTimeError("the words give no number to count by")
    if spec.form == "event":
        raise NoTimeError("counted from a deed, not from a date")
    span = _positioned(spec, _start(spec, anchor))
    if spec.until is None:
        return span
    far = _start(spec.until, Anchor(
        anchor.published, span.first, anchor.direction, anchor.far_back_days, anchor.near_ahead_days,
    ))
    return _stretched(span, far, spec.until)


def _stretched(near: DaySpan, far: DaySpan, spec: TimeSpec) -> DaySpan:
    """From the first day of one span to the last of another; a weekday that would lie before goes a week on."""
    last = far.last
    if last < near.first and spec.weekday is not None:
        last += timedelta(days=7)
    if last < near.first:
        raise NoTimeError("the range ends before it begins")
    return DaySpan(near.first, last, near.precision)


def _start(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    if spec.form == "calendar":
        return _calendar(spec, anchor)
    if spec.form == "story":
        return _story(spec, anchor)
    if spec.form == "clock":
        return day_span(anchor.told or _today(anchor))
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


def _relative(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """"last week", "yesterday", "two years ago": whole units from the one that holds the day of publication."""
    today, shift = _today(anchor), spec.shift or 0
    if spec.unit == "hour":
        back = moved(today, "day", round(shift / 24)) if shift % 24 == 0 else today
        return _found(None if back is None else day_span(back))
    if spec.unit is None:
        raise NoTimeError("the words name no unit of time")
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
    """"the next day", "three days later": units from the last day told."""
    if anchor.told is None:
        raise NoTimeError("counted from a day told before, and none was")
    if spec.unit is None:
        raise NoTimeError("the words name no unit of time")
    if spec.unit == "hour":
        day = moved(anchor.told, "hour", spec.shift or 0)
        return _found(None if day is None else day_span(day))
    return _found(unit_span(anchor.told, spec.unit, spec.shift or 0))


def _calendar(spec: TimeSpec, anchor: Anchor) -> DaySpan:
    """A date as far as it is told, the rest from publication."""
    if spec.day is not None:
        return _day(spec, anchor)
    if spec.weekday is not None:
        return day_span(_weekday(spec, anchor))
    if spec.month is not None:
        return _month(spec, anchor)
    if spec.season is not None:
        return _season(spec, anchor)
    if spec.year is not None:
        return years_span(spec.year, spec.years)
    raise NoTimeError("the words name no date")


def _weekday(spec: TimeSpec, anchor: Anchor) -> date:
    """By tense; "last Thursday" lies strictly before publication, "next Thursday" strictly after, "this" by tense."""
    today, weekday = _today(anchor), spec.weekday or 0
    if spec.unit == "week":
        return week_span(today).first + timedelta(days=7 * (spec.shift or 0) + weekday)
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
        day = dated(year, spec.month, spec.day or 1)
        return _found(None if day is None else day_span(day))
    today = _today(anchor)
    days = [dated(today.year + shift, spec.month, spec.day or 1) for shift in (-1, 0, 1)]
    return day_span(_nearest([day for day in days if day is not None], anchor))


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


def _when(mention: Mention, spec: TimeSpec, *, span: DaySpan, anchor: Anchor) -> When:
    """The span as a record: a side left open by its edge, "earlier this month" cut at publication, the clock added."""
    if spec.position == "start" and spec.form == "relative" and anchor.published and span.last > anchor.published:
        span = DaySpan(span.first, max(anchor.published, span.first), span.precision)
    start: str | None = span.start_text()
    end: str | None = span.end_text()
    precision = span.precision
    if spec.clock is not None and span.first == span.last:
        start = end = f"{span.first.isoformat()}T{spec.clock}{spec.zone or ''}"
        precision = "minute"
        if spec.until is not None and spec.until.clock is not None:
            over = span.first + timedelta(days=spec.until.clock <= spec.clock)
            end = f"{over.isoformat()}T{spec.until.clock}{spec.until.zone or spec.zone or ''}"
    if spec.edge == "before" and spec.clock is None:
        end = _day_before(span)
    return When(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        start_date=None if spec.edge in ("until", "by", "before") else start,
        end_date=None if spec.edge in ("since", "after", "from") else end,
        precision=precision,
        basis="stated" if _complete(spec) else "relative",
    )


def _day_before(span: DaySpan) -> str:
    """The end of a time that lies wholly before the span, written as coarsely."""
    day = span.first - timedelta(days=1)
    if span.precision == "year":
        return f"{day.year:04d}"
    return day.isoformat()[:7] if span.precision in ("month", "season") else day.isoformat()


def _complete(spec: TimeSpec) -> bool:
    """Whether the words hold their year, so that nothing was taken from publication."""
    return spec.form == "calendar" and spec.year is not None


def _note(spec: TimeSpec, anchor: Anchor) -> str:
    """Why this value, in plain words."""
    if _complete(spec):
        return "the date as written"
    if spec.form == "story":
        return f"counted from {anchor.told}, the last day told"
    where = {"ahead": "the clause points ahead", "back": "the clause is past", "near": "the clause is in the present"}
    return f"counted from publication on {anchor.published}; {where[anchor.direction]}"
