"""Times of day with their zones: "8 a.m. local time", "1800 GMT", "six o'clock in the evening"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.analyze.time_base import Piece, Words
from dateline.codebook.measures import TimeSpec

if TYPE_CHECKING:
    from dateline.codebook.measures import TimeTable

CLOCK = re.compile(r"([01]?\d|2[0-4])(?:[:.]([0-5]\d|[0-9]))?(am|pm|a\.m\.?|p\.m\.?)?", re.ASCII)
HOURS = re.compile(r"([01]\d|2[0-4])([0-5]\d)", re.ASCII)
MINUTE_DIGITS = 2
NOON = 12
MINUTES_IN_DAY = 24 * 60
FARTHEST_WEST, FARTHEST_EAST = -12 * 60, 14 * 60
QUARTER_HOUR = 15


def clock_time(words: Words, at: int) -> Piece | None:
    """A time of day with its zone: "8 a.m. local time", "18:00 GMT", "1800 GMT", "at 1400 hours", "10.30pm"."""
    table, word = words.lexicon.table, words.at(at)
    found, last = CLOCK.fullmatch(word), at + 1
    if found is None:
        return _military(words, at)
    half = found[3]
    if half is None and (words.at(last) in table.lists.am or words.at(last) in table.lists.pm):
        half, last = words.at(last), last + 1
    if half is None and words.at(last) in ("o'clock", "o’clock"):
        return _spoken(words, int(found[1]), first=at, last=last + 1)
    if half is None and (":" not in word or found[2] is None or len(found[2]) < MINUTE_DIGITS):
        return None
    hour = _hour(int(found[1]), half, table)
    if hour is None:
        return None
    zone, last = zone_at(words, last)
    return Piece(TimeSpec(form="clock", clock=f"{hour:02d}:{int(found[2] or 0):02d}", zone=zone), at, last)


def _military(words: Words, at: int) -> Piece | None:
    """"1800 GMT", "at 1400 hours": four digits that a zone or "hours" makes a time of day."""
    lists, plain, last = words.lexicon.table.lists, HOURS.fullmatch(words.at(at)), at + 1
    if plain is None:
        return None
    if words.at(last) in lists.hours and words.at(at - 1) in lists.clock_openers:
        last += 1
    elif words.at(last) not in words.lexicon.table.zones:
        return None
    zone, last = zone_at(words, last)
    return Piece(TimeSpec(form="clock", clock=f"{plain[1]}:{plain[2]}", zone=zone), at, last)


def spoken_clock(words: Words, at: int) -> Piece | None:
    """"six o'clock", the hour in words."""
    hour = words.lexicon.numbers.small.get(words.at(at))
    if hour is None or words.at(at + 1) not in ("o'clock", "o’clock"):
        return None
    return _spoken(words, hour, first=at, last=at + 2)


def _spoken(words: Words, hour: int, *, first: int, last: int) -> Piece | None:
    """An hour on the clock face, told apart by "in the evening" or the part of day beside it; else `unclear`."""
    if hour > 2 * NOON:
        return None
    part = None
    if words.at(last) == "in" and words.at(last + 1) == "the":
        part = words.lexicon.table.parts.get(words.at(last + 2))
    elif words.at(last) == "at" and words.at(last + 1) == "night":
        part, last = "night", last - 1
    if part is not None:
        last += 3
    spec = TimeSpec(form="clock", clock=f"{hour % 24:02d}:00", unclear=1 <= hour <= NOON)
    spec = spec if part is None else on_the_face(spec, part)
    zone, last = zone_at(words, last)
    return Piece(TimeSpec(form="clock", clock=spec.clock, unclear=spec.unclear, zone=zone), first, last)


def on_the_face(spec: TimeSpec, part: str | None) -> TimeSpec:
    """The hour of a clock face in a part of day; without one it stays `unclear`."""
    if not spec.unclear or spec.clock is None or part not in ("morning", "dawn", "afternoon", "evening", "night"):
        return spec
    hour = int(spec.clock[:2]) % NOON
    late = part in ("afternoon", "evening") or (part == "night" and hour >= NOON // 2)
    return TimeSpec(form="clock", clock=f"{hour + NOON * late:02d}{spec.clock[2:]}", zone=spec.zone)


def _hour(hour: int, half: str | None, table: TimeTable) -> int | None:
    """The hour from 0 to 23; `None` when it fits no clock ("17 a.m.")."""
    if half is None:
        return hour % 24
    if hour > NOON or hour == 0:
        return hour if half in table.lists.pm and hour > NOON else None
    return hour % NOON + (NOON if half in table.lists.pm else 0)


def zone_at(words: Words, at: int) -> tuple[str | None, int]:
    """The zone after a clock time, and the token after it; "local time" and "Damascus time" have no offset of ours."""
    zones = words.lexicon.table.zones
    if words.at(at) in zones:
        last = at + 2 if words.at(at + 1) == "time" else at + 1
        return zones[words.at(at)] or None, last
    for words_of_place in (1, 2):
        if words.at(at + words_of_place) == "time" and all(
            words.tagged(at + one, "PROPN") for one in range(words_of_place)
        ):
            return None, at + words_of_place + 1
    return None, at


def same_moment(local: TimeSpec, other: TimeSpec) -> str | None:
    """The offset of a local time told beside the same moment in a zone ("2pm Damascus time (1200 GMT)"); `None` when
    no zone on earth makes the two one moment."""
    if local.clock is None or other.clock is None or other.zone is None:
        return None
    offset = _minutes(local.clock) - _minutes(other.clock) + _offset_minutes(other.zone)
    for turn in (0, -MINUTES_IN_DAY, MINUTES_IN_DAY):
        if FARTHEST_WEST <= offset + turn <= FARTHEST_EAST and offset % QUARTER_HOUR == 0:
            minutes = abs(offset + turn)
            return f"{'-' if offset + turn < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    return None


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:5])


def _offset_minutes(zone: str) -> int:
    return (-1 if zone[0] == "-" else 1) * _minutes(zone[1:])
