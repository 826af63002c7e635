"""Times of a report from the day of its publication: what each time mention stands for, or why it stands for none.

Takes a `Reading` and the ISO date of publication; gives a `When` for each time mention that can be placed, by its index
in `Reading.mentions`. Without a date of publication only complete dates are placed. A weekday lies before publication
or after by the tense of its clause; the day of publication itself is the nearest of both, as agencies write.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from dateline.codebook.measures import TimeSpec, unpack_time
from dateline.records import Mention, Reading, When
from dateline.resolve.calendar import DaySpan
from dateline.resolve.placing import Anchor, NoTimeError, placed
from dateline.resolve.tense import opens_stretch, points

if TYPE_CHECKING:
    from dateline.codebook.measures import Calendar, TimeLexicon

MAKER = "rule:times@1"
EARLIEST_YEAR, LATEST_YEAR = 1400, 9000
"""A publication outside these years is a broken field, and arithmetic on it would leave the calendar."""
FEAST_NOTES: dict[Calendar, str] = {
    "gregorian": "a day known by its name",
    "easter": "Easter by computus",
    "orthodox": "Orthodox Easter by computus",
    "islamic": "by the tabular Islamic calendar, with the day before and after: the crescent decides",
    "hebrew": "by the Hebrew calendar",
    "once": "a day that is known by what was done on it",
    "unknown": "a day known by its name",
}


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
    takes that day, else the day of publication. Months and years may count from a month or a year told.
    """
    times: dict[int, When] = {}
    unresolved: dict[int, str] = {}
    notes: dict[int, tuple[str, str]] = {}
    today = published_day(published)
    moment = _moment(published)
    told: tuple[int, date] | None = None
    told_span: tuple[int, DaySpan] | None = None
    limits, order = lexicon.table.limits, _digit_order(reading)
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "time":
            continue
        spec = unpack_time(mention.entries)
        if _is_stamp(reading, mention):
            when = _stamped(mention, spec, today=today, moment=moment)
            if when is not None:
                today, told, told_span = date.fromisoformat((when.end_date or "")[:10]), None, None
                times[index], notes[index] = when, (MAKER, "the time printed over the entry")
            else:
                unresolved[index] = "the stamp names no day of the calendar"
            continue
        direction = points(reading, mention, edge=spec.edge, lexicon=lexicon)
        if spec.edge == "from" and direction != "ahead" and not opens_stretch(reading, mention, lexicon=lexicon):
            spec = msgspec.structs.replace(spec, edge=None)
        number = _sentence_start(reading, mention)
        anchor = Anchor(
            published=today,
            told=told[1] if told and _near(reading, told[0], number) else None,
            told_span=told_span[1] if told_span and _near(reading, told_span[0], number) else None,
            direction=direction,
            order=order, far_back_days=limits.far_back_days, near_ahead_days=limits.near_ahead_days,
        )
        try:
            span = placed(spec, anchor)
        except NoTimeError as error:
            unresolved[index] = str(error)
            continue
        times[index] = _when(mention, spec, span=span, anchor=anchor)
        notes[index] = (MAKER, _note(spec, anchor))
        if spec.edge is None and spec.until is None:
            told_span = (number, span)
            told = (number, span.first) if span.first == span.last else told
    return times, unresolved, notes


def _is_stamp(reading: Reading, mention: Mention) -> bool:
    """Whether a time is printed over an entry of a live blog: it stands on the token of a gap."""
    return reading.doc[mention.head].pos_ == "SPACE"


def _moment(published: str | None) -> datetime | None:
    """Publication to the minute, without its zone; `None` where it is coarser or broken."""
    try:
        moment = datetime.fromisoformat(published or "").replace(tzinfo=None)
    except ValueError:
        return None
    fine = "T" in (published or "") and EARLIEST_YEAR <= moment.year <= LATEST_YEAR
    return moment if fine else None


def _stamped(mention: Mention, spec: TimeSpec, *, today: date | None, moment: datetime | None) -> When | None:
    """The time of an entry: its own date where it prints one, else the day of the entry before or of publication.

    "2h ago" counts from publication to the minute; without one it lies on the day. Stamps that only tell the clock
    keep the day, since their order does not say where midnight was.
    """
    anchor = Anchor(
        published=today, told=None, told_span=None, direction="back", order=None, far_back_days=0, near_ahead_days=0)
    if spec.form == "relative" and spec.unit in ("hour", "minute") and moment is not None:
        hours, minutes = (spec.shift or 0, 0) if spec.unit == "hour" else (0, spec.shift or 0)
        back = moment + timedelta(hours=hours, minutes=minutes)
        spec = TimeSpec(form="calendar", year=back.year, month=back.month, day=back.day)
    elif spec.form == "relative" and spec.unit in ("hour", "minute"):
        spec = TimeSpec(form="relative", unit="day", shift=0)
    try:
        span = placed(spec, anchor)
    except NoTimeError:
        return None
    return _when(mention, spec, span=span, anchor=anchor) if span.first == span.last else None


def _digit_order(reading: Reading) -> str | None:
    """Whether the dates in digits that can be read but one way have the day or the month first; `None` if they differ
    or there are none."""
    orders = {
        unpack_time(mention.entries).order
        for mention in reading.mentions if mention.kind == "time" and ("/" in mention.text or "." in mention.text)
    } - {None}
    return orders.pop() if len(orders) == 1 else None


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


def _cut_at_publication(spec: TimeSpec, span: DaySpan, anchor: Anchor) -> DaySpan:
    """"earlier this month" ends on the day of publication, "later this month" begins on it."""
    today = anchor.published
    if spec.form != "relative" or today is None or not span.first <= today <= span.last:
        return span
    if spec.position == "start":
        return DaySpan(span.first, today, span.precision)
    later = spec.position == "end" and anchor.direction == "ahead" and spec.edge is None
    return DaySpan(today, span.last, span.precision) if later else span


def _when(mention: Mention, spec: TimeSpec, *, span: DaySpan, anchor: Anchor) -> When:
    """The span as a record: a side left open by its edge, "earlier this month" cut at publication, the clock added."""
    span = _cut_at_publication(spec, span, anchor)
    start: str | None = span.start_text()
    end: str | None = span.end_text()
    precision = span.precision
    far = spec.until if spec.until is not None and spec.until.clock is not None else None
    if spec.clock is not None and (span.first == span.last or far is not None):
        start = end = f"{span.first.isoformat()}T{spec.clock}{spec.zone or ''}"
        precision = "minute"
        if far is not None and far.clock is not None:
            next_day = span.first == span.last and far.form == "clock" and far.clock <= spec.clock
            over = span.last + timedelta(days=next_day)
            end = f"{over.isoformat()}T{far.clock}{far.zone or spec.zone or ''}"
    if spec.edge == "before" and spec.clock is None:
        end = _day_before(span)
    return When(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        start_date=None if spec.edge in ("until", "by", "before") and spec.form != "limit" else start,
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
    if spec.feast is not None:
        return FEAST_NOTES[spec.feast.calendar]
    if _complete(spec):
        return "the date as written"
    if spec.form == "story":
        return f"counted from {anchor.told or 'the month or year told before'}, the last day told"
    where = {"ahead": "the clause points ahead", "back": "the clause is past", "near": "the clause is in the present"}
    return f"counted from publication on {anchor.published}; {where[anchor.direction]}"
