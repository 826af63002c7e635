"""Windows told by the clock: "between 9 and 11 a.m. on Sunday", "from 0900 to 1500", "between eight and four".

Takes the words of one clause and the days told in it; gives both ends. A number is an hour only where a word of the
clock stands at either end, or where it is written out ("from eight until ten") with no noun behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.records import Span as Words
from dateline.records import When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

HALF_DAY, DAY_HOURS, MINUTES = 12, 24, 60
NEAR = len(" on each of the next  ")
"""Characters behind the hours within which their day stands."""
LAST_MINUTE = 24 * 60 - 1
"""Midnight as an end is the last minute of its day."""
DAY = len("2016-10-19")
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NAMED = {"noon": 12, "midday": 12, "midnight": 24}
SUFFIX = r"(?:a\.?m\b\.?|p\.?m\b\.?|o'clock|o’clock|hrs\b|hours\b|h\b|GMT\b|UTC\b|local time)"
CLOCK = (
    rf"(?:noon|midday|midnight|(?:[01]?\d|2[0-4])[:.][0-5]\d(?: ?{SUFFIX})?|(?:[01]\d|2[0-3])[0-5]\d(?: ?{SUFFIX})?"
    rf"|\d{{1,2}}(?: ?{SUFFIX})?|(?:{'|'.join(WORDS)})(?: {SUFFIX})?)"
)
"""An hour as news writes it: noon, 6 p.m., 18:00, 0600 GMT, eight o'clock."""
RANGE = re.compile(
    rf"\b(?:from|between|,) (?P<first>{CLOCK}) (?:to|until|till|and) (?P<second>{CLOCK})(?P<rest>.{{0,24}})",
    re.IGNORECASE,
)
ACROSS = re.compile(
    rf"\bfrom (?P<first>{CLOCK}) on (?P<day>[^,;]{{3,24}}?) "
    rf"(?:to|until|till) (?P<second>{CLOCK}) on (?P<last>[^,;]{{3,24}})",
    re.IGNORECASE,
)
MARKED = re.compile(rf"noon|midday|midnight|[:.]\d\d|^\d{{4}}$|{SUFFIX}", re.IGNORECASE)
AFTERWARDS = re.compile(
    r"^(?:$|[,.;:)]| (?:on|each|every|daily|today|tomorrow|local|Moscow|in the|a day|so that|to|for|this)\b)",
)
"""What may follow hours that are written out: no noun ("between eight and ten soldiers")."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day told in the clause: where its words stand in the clause's text, and its ISO date."""

    start: int
    end: int
    date: str


def clock_window(clause: Span, days: Sequence[Day], *, today: str | None) -> tuple[When, When] | None:
    """Both ends of a window told by the clock; without a day of its own it is of the day told nearest, else `today`."""
    text = clause.text.replace("\n", " ")
    across = ACROSS.search(text)
    if across is not None:
        ends = [_within(days, *across.span(name)) for name in ("day", "last")]
        if all(ends):
            return _window(across, _words(clause, *across.span()), ends[0] or "", ends[1] or "")
    for found in RANGE.finditer(text):
        first, second = found["first"], found["second"]
        if not (MARKED.search(first) or MARKED.search(second)) and not _is_written_out(found):
            continue
        day = _nearest(days, found.start(), found.end("second")) or today
        if day is not None:
            return _window(found, _words(clause, found.start(), found.end("second")), day, day)
    return None


def _is_written_out(found: re.Match[str]) -> bool:
    """Whether both hours are words, with nothing behind them that they could count."""
    both = all(found[name].lower() in WORDS for name in ("first", "second"))
    return both and AFTERWARDS.search(found["rest"]) is not None


def _words(clause: Span, start: int, end: int) -> Words:
    """Words of a clause, without the comma before them, where they stand in the article."""
    raw = clause.text[start:end]
    start += len(raw) - len(raw.lstrip(", "))
    return Words(text=clause.text[start:end], start=clause.start_char + start, end=clause.start_char + end)


def _window(found: re.Match[str], words: Words, day: str, last: str) -> tuple[When, When] | None:
    """The two ends on their days; an end that is no later on the same day is of the afternoon."""
    second = _minutes(found["second"], None)
    first = _minutes(found["first"], found["second"])
    if first is None or second is None:
        return None
    plain = _half(found["second"].lower()) is None and _half(found["first"].lower()) is None
    if day == last and second <= first < second + HALF_DAY * MINUTES and second < HALF_DAY * MINUTES and plain:
        second += HALF_DAY * MINUTES
    if day == last and second <= first:
        last = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    ends = []
    for which, minutes in ((day, first), (last, min(second, LAST_MINUTE))):
        value = f"{which}T{minutes // MINUTES:02d}:{minutes % MINUTES:02d}"
        ends.append(When(
            text=words.text, start=words.start, end=words.end, start_date=value, end_date=value, precision="minute",
            basis="relative"))
    return ends[0], ends[1]


def _minutes(clock: str, other: str | None) -> int | None:
    """Minutes after midnight; an hour without a.m. or p.m. has that of the `other` end ("between 9 and 11 a.m.")."""
    lower = clock.lower().strip()
    word = re.match(r"[a-z]+", lower)
    if word is not None and word.group(0) in NAMED:
        at = NAMED[word.group(0)] * MINUTES
        return at if other is None or lower != "midnight" else 0
    digits = re.match(r"(\d{1,2})(?:[:.](\d\d))?(?!\d)|(\d\d)(\d\d)", lower)
    if digits is None:
        hour, minute = WORDS.index(word.group(0)) + 1 if word is not None and word.group(0) in WORDS else -1, 0
    else:
        hour, minute = int(digits[1] or digits[3]), int(digits[2] or digits[4] or 0)
    if not 0 <= hour <= DAY_HOURS:
        return None
    half = _half(lower) or (_half(other.lower()) if other is not None else None)
    if half == "p" and hour < HALF_DAY and (_half(lower) or hour < (_hour(other) or DAY_HOURS)):
        hour += HALF_DAY
    if half == "a" and hour == HALF_DAY:
        hour = 0
    return hour * MINUTES + minute


def _half(clock: str) -> str | None:
    found = re.search(r"([ap])\.?m\b", clock)
    return found.group(1) if found is not None else None


def _hour(clock: str | None) -> int | None:
    found = re.match(r"\d{1,2}", clock or "")
    return int(found.group(0)) if found is not None else None


def _within(days: Sequence[Day], start: int, end: int) -> str | None:
    """The day whose words begin in a stretch of the text."""
    return next((day.date for day in days if start <= day.start < end), None)


def _nearest(days: Sequence[Day], start: int, end: int) -> str | None:
    """The day told right behind the hours, else the one told last before them."""
    behind = next((day.date for day in days if day.end > start and day.start <= end + NEAR), None)
    before = [day.date for day in days if day.end <= start]
    return behind or (before[-1] if before else None)
