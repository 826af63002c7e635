"""Reads the absolute dates and times that pages print: any order, any separators, zone kept as printed.

Takes one line or the head of a text, gives `PrintedDate` records in order. Refuses rather than guesses: `19/10/2016` is
read, `05/07/2016` gives no value but both readings in `alternatives`; a bare year and a two-digit year are no date.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from dateline.ingest.lexicon import lexicon
from dateline.records.base import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEARS = r"(?:19|20)\d\d"
_LOOK_BACK = 48
_HOURS_OF_DAY = 24
_MINUTES = 60
_NOON = 12
_DIGIT = re.compile(r"[0-9]")
_GAP = r"[\s,|\u2022\u00b7;:/(\[@\-\u2013\u2014]{0,6}"
_OFFSET = re.compile(r"(?:GMT|UTC|Z)?\s?([+\-\u2212])(\d\d?)(?::?(\d\d))?$", re.IGNORECASE)


class PrintedDate(Record, frozen=True, kw_only=True):
    """A date as printed in `text[start:end]`, its time and zone included.

    `value` is ISO 8601 as fine as printed, `None` where day and month can be read both ways: then `alternatives` holds
    the two readings. `zone` is as printed; the offset is part of `value` where it is known. `role` is what the words
    before the date say it is.
    """

    value: str | None
    precision: Literal["minute", "day", "month"]
    zone: str | None
    start: int
    end: int
    role: Literal["published", "updated"] | None
    alternatives: tuple[str, ...] = ()


class _Clock(NamedTuple):
    """A time of day, and the stretch of text that prints it."""

    time: str
    zone: str | None
    start: int
    end: int


class _Patterns(NamedTuple):
    """The compiled patterns; month, weekday and zone names come from the tables."""

    date: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    role: re.Pattern[str]


def _alternation(words: object) -> str:
    return "|".join(re.escape(str(word)) for word in sorted(words, key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


@cache
def _patterns() -> _Patterns:
    table = lexicon()
    month, weekday = _alternation(table.months), _alternation(table.dates.weekdays)
    zone = _alternation(table.zones)
    clock = (
        r"(?:T?(?P<h>\d\d?):(?P<m>\d\d?)(?![\d/])(?::\d\d(?:[.,]\d{1,9})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
        r"|(?P<h2>\d\d?)\.(?P<m2>\d\d)\s?(?P<half2>[ap])\.?m\b\.?"
        r"|(?P<h3>\d\d?)\s?(?P<half3>[ap])\.?m\b\.?"
        r"|(?P<h4>\d\d):?(?P<m4>\d\d)\s?(?:hrs|hours|h)\b"
        r"|(?P<h5>\d\d?)h(?P<m5>\d\d)\b"
        r"|(?P<h6>\d\d)\.(?P<m6>\d\d)(?![.\d])"
        r"|(?P<h7>\d\d)(?P<m7>\d\d)(?=\s?(?:GMT|UTC)\b))"
        r"(?:\s?(?:hrs|hours)\b)?"
        rf"(?:\s?[(\[]?(?P<zone>(?:GMT|UTC)\s?[+\-\u2212]\d\d?(?::?\d\d)?|[+\-\u2212]\d\d:?\d\d(?!\d)|(?-i:{zone})\b"
        r"|(?-i:local|[A-Z][a-z]{2,12}(?:\s[A-Z][a-z]{2,12})?)\stime\b)[)\]]?)?"
    )
    date = (
        rf"(?<!\d)(?<!\d[./])(?:(?P<y1>{_YEARS})(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?!\d)"
        rf"|\b(?P<b2>{month})\b\.?[\s,\-]{{0,3}}(?P<d2>\d\d(?={_YEARS}(?!\d))|\d\d?(?:st|nd|rd|th)?\b)(?P<t2>[\s,]{{1,3}}\d\d?:\d\d(?::\d\d)?(?:\s[A-Z]{{2,4}})?)?"
        rf"[\s,.\-]{{0,4}}(?P<y2>{_YEARS})(?!\d)"
        rf"|(?P<d3>\d\d?)(?:st|nd|rd|th)?[\s.,/\-]{{0,3}}(?:of\s)?(?P<b3>{month})\b\.?[\s,./\-]{{0,4}}(?P<y3>{_YEARS})(?:(?!\d)|(?=\d\d?\s?[A-Za-z]{{3}}))"
        rf"|(?P<a4>\d\d?)(?P<s4>[./-])(?P<b4>\d\d?)(?P=s4)(?P<y4>{_YEARS})(?!\d)"
        rf"|(?P<y6>{_YEARS})[\s,\-]{{1,2}}(?P<b6>{month})\b\.?[\s,\-]{{1,2}}(?P<d6>\d\d?)(?!\d)"
        rf"|\b(?P<b5>{month})\b\.?,?\s(?P<y5>{_YEARS})(?!\d))"
    )
    gap_words = rf"(?:{_GAP}(?:at\b|on\b|(?:{weekday})\b))?{_GAP}"
    role = "|".join(
        f"(?P<{name}>{_alternation(words)})"
        for name, words in (("updated", table.dates.updated), ("published", table.dates.published))
    )
    flags = re.IGNORECASE
    return _Patterns(
        date=re.compile(date, flags),
        after=re.compile(gap_words + clock, flags),
        before=re.compile(rf"(?<![\d:.]){clock}{gap_words}(?:(?:{weekday})\b\.?,?\s?)?$", flags),
        role=re.compile(rf"\b(?:{role})\b", flags),
    )


def read_dates(text: str, *, limit: int = 4000) -> Iterator[PrintedDate]:
    """Every absolute date in the first `limit` characters, in order of print; offsets are into `text`."""
    head = _ascii_digits(text[:limit])
    if not _DIGIT.search(head):
        return
    patterns = _patterns()
    at = 0
    while match := patterns.date.search(head, at):
        at = match.end()
        readings, precision = _readings(match)
        if readings:
            printed = _with_clock(head, match, readings=readings, precision=precision)
            at = max(at, printed.end)
            yield printed


def first_date(text: str) -> PrintedDate | None:
    """The first absolute date in a short text, as metadata fields hold it."""
    return next(read_dates(text, limit=200), None)


def clock_only(text: str) -> bool:
    """Whether a line is nothing but a time of day, as in a live blog ("10:42 GMT")."""
    match = _patterns().after.match(_ascii_digits(text))
    return bool(match) and not text[match.end() :].strip(" .:-\u2013|()")  # type: ignore[union-attr]


def _ascii_digits(text: str) -> str:
    """Persian, Arabic and other decimal digits as 0-9, one for one, so that offsets stay."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _readings(match: re.Match[str]) -> tuple[tuple[str, ...], Literal["day", "month"]]:
    """The ISO days that the digits can mean; empty where no calendar has such a day."""
    found = match.groupdict()
    months = lexicon().months
    for key in "236":
        if found[f"y{key}"]:
            day = found[f"d{key}"].rstrip("stndrhSTNDRH")
            return _days([(found[f"y{key}"], months[found[f"b{key}"].casefold()], day)]), "day"
    if found["y1"]:
        return _days([(found["y1"], found["m1"], found["d1"])]), "day"
    if found["y5"]:
        return (f"{found['y5']}-{months[found['b5'].casefold()]:02d}",), "month"
    day_first = (found["y4"], found["b4"], found["a4"])
    # Dotted dates are written day first wherever they are written at all; slashes and dashes are not.
    both = [day_first] if found["s4"] == "." else [day_first, (found["y4"], found["a4"], found["b4"])]
    return _days(both), "day"


def _days(candidates: list[tuple[object, object, object]]) -> tuple[str, ...]:
    days: list[str] = []
    for year, month, day in candidates:
        try:
            iso = dt.date(int(str(year)), int(str(month)), int(str(day))).isoformat()
        except ValueError:
            continue
        if iso not in days:
            days.append(iso)
    return tuple(days)


def _with_clock(
    head: str,
    match: re.Match[str],
    *,
    readings: tuple[str, ...],
    precision: Literal["day", "month"],
) -> PrintedDate:
    clock = _clock_near(head, match) if precision == "day" else None
    start = min(match.start(), clock.start) if clock else match.start()
    end = max(match.end(), clock.end) if clock else match.end()
    stamp = f"T{clock.time}{offset_of(clock.zone)}" if clock else ""
    values = tuple(day + stamp for day in readings)
    return PrintedDate(
        value=values[0] if len(values) == 1 else None,
        precision="minute" if clock else precision,
        zone=clock.zone if clock else None,
        start=start,
        end=end,
        role=_role(head, start),
        alternatives=values if len(values) > 1 else (),
    )


def _clock_near(head: str, match: re.Match[str]) -> _Clock | None:
    """The time of day right after the date, inside it ("Oct 19 18:06:00 2016"), or right before it."""
    patterns = _patterns()
    if inner := match.groupdict().get("t2"):
        found = patterns.after.match(inner)
        return _clock(found, shift=match.start("t2")) if found else None
    if after := patterns.after.match(head, match.end(), match.end() + _LOOK_BACK):
        return _clock(after, shift=0)
    window = max(0, match.start() - _LOOK_BACK)
    if before := patterns.before.search(head[window : match.start()]):
        return _clock(before, shift=window)
    return None


def _clock(found: re.Match[str], *, shift: int) -> _Clock | None:
    """A time as HH:MM; `None` where the digits are no time. "6:6PM" is 18:06."""
    parts = found.groupdict()
    hour_text = next((parts[f"h{key}"] for key in ("", *"234567") if parts[f"h{key}"]), "")
    minute_text = next((parts[f"m{key}"] for key in ("", *"24567") if parts[f"m{key}"]), "0")
    half = (parts["half"] or parts["half2"] or parts["half3"] or "").lower()
    hour, minute = int(hour_text), int(minute_text)
    if half == "p" and hour < _NOON:
        hour += _NOON
    elif half == "a" and hour == _NOON:
        hour = 0
    if hour >= _HOURS_OF_DAY or minute >= _MINUTES:
        return None
    zone = " ".join(parts["zone"].split()) if parts["zone"] else None
    return _Clock(f"{hour:02d}:{minute:02d}", zone, shift + found.start(), shift + found.end())


def offset_of(zone: str | None) -> str:
    """The offset of a zone as printed, `+03:30`; empty where it is unknown or the abbreviation is ambiguous."""
    if zone is None:
        return ""
    if match := _OFFSET.match(zone):
        sign = "+" if match[1] == "+" else "-"
        return f"{sign}{int(match[2]):02d}:{match[3] or '00'}"
    return lexicon().zones.get(zone.upper(), "")


def _role(head: str, start: int) -> Literal["published", "updated"] | None:
    """What the nearest cue within a few words before the date says."""
    role: Literal["published", "updated"] | None = None
    for match in _patterns().role.finditer(head, max(0, start - _LOOK_BACK // 2), start):
        word = match[0].casefold()
        if match["updated"]:
            role = "updated"
        elif word != "on" or role is None:
            role = "published" if word != "on" else None
    return role
