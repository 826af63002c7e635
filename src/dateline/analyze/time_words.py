"""The pieces of time expressions, token by token: a weekday, a date, a clock time, "last week", "two years ago".

`pieces` reads the words once, left to right; each piece is a spec and a half-open token range. Joining pieces to
expressions ("8 a.m. on Wednesday", "from May to June 2015") is the business of `analyze.times`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dateline.analyze.numbers import number_at
from dateline.codebook.measures import TimeSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacy.tokens import Doc

    from dateline.codebook.measures import TimeLexicon, TimeTable

YEAR = re.compile(r"(?:1[5-9]|20)\d\d", re.ASCII)
YEAR_RANGE = re.compile(r"((?:1[5-9]|20)\d\d)[-–—/]((?:1[5-9]|20)?\d\d)", re.ASCII)
MIDDLE_OF_YEAR = re.compile(r"(mid|early|late)[-–]((?:1[5-9]|20)\d\d)", re.ASCII)
DECADE = re.compile(r"((?:1[5-9]|20)\d)0['’]?s", re.ASCII)
SHORT_DECADE = re.compile(r"['’]?([2-9])0s", re.ASCII)
DAY = re.compile(r"([12]\d|3[01]|0?[1-9])(st|nd|rd|th)?", re.ASCII)
DAY_RANGE = re.compile(r"([12]\d|3[01]|0?[1-9])[-–—]([12]\d|3[01]|0?[1-9])", re.ASCII)
CENTURY = re.compile(r"(1[5-9]|2[01])(?:st|th)", re.ASCII)
CLOCK = re.compile(r"([01]?\d|2[0-4])(?:[:.]([0-5]\d|[0-9]))?(am|pm|a\.m\.?|p\.m\.?)?", re.ASCII)
HOURS = re.compile(r"([01]\d|2[0-4])([0-5]\d)", re.ASCII)
ISO_DATE = re.compile(r"((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])[-/.]([12]\d|3[01]|0?[1-9])", re.ASCII)
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)", re.ASCII)
DASHES = frozenset({"-", "–", "—"})
STORY_UNITS = frozenset({"day", "week", "weekend", "month", "year"})
NAME_OPENERS = frozenset({"DET", "PRON", "PROPN", "ADJ", "PART", "NOUN"})
LONG_UNITS = frozenset({"week", "weekend", "month", "year", "decade", "century"})
MONTHS_IN_YEAR = 12
LONGEST_MONTH = 31
MINUTE_DIGITS = 2
SHORT_WORD = 3
"""Words no longer than this hold no year glued to another word ("mid-2014")."""
FARTHEST_COUNT = 5000
"""No report counts more units back or ahead than this; more is noise."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one document in lower case, with the document (for capitals and tags) and the lexicon."""

    doc: Doc
    lowers: list[str]
    lexicon: TimeLexicon

    def at(self, index: int) -> str:
        """The word at an index, empty outside the text."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""

    def capital(self, index: int) -> bool:
        """Whether the word is printed with a capital."""
        return self.doc[index].text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Piece:
    """A spec and its half-open token range."""

    spec: TimeSpec
    first: int
    last: int


if TYPE_CHECKING:
    Reader = Callable[[Words, int], Piece | None]


def pieces(words: Words) -> list[Piece]:
    """All pieces in order, none overlapping."""
    found: list[Piece] = []
    triggers = words.lexicon.triggers
    at, count = 0, len(words.lowers)
    while at < count:
        word = words.lowers[at]
        piece = None
        if word in triggers:
            piece = _worded(words, at)
        elif word[:1].isdigit() or (word[:1] in "'’mel" and len(word) > SHORT_WORD):
            piece = _in_digits(words, at)
        if piece is None:
            at += 1
        else:
            found.append(piece)
            at = piece.last
    return found


def _worded(words: Words, at: int) -> Piece | None:
    """The piece that begins with a word of the lexicon, by the first table that holds the word."""
    word, table = words.at(at), words.lexicon.table
    if word in words.lexicon.fixed_days:
        fixed = _fixed_day(words, at)
        if fixed is not None:
            return fixed
    readers: tuple[tuple[Mapping[str, object], Reader], ...] = (
        (table.months, _month), (table.weekdays, _weekday), (table.weekday_abbreviations, _weekday),
        (table.day_words, _day_word), (table.shifts, _shifted), (table.story_shifts, _shifted),
        (table.position_nouns, _end_of), (table.parts, _part), (table.units, _bare_unit), (table.seasons, _season),
        (table.decade_names, _named_decade),
    )
    read = next((read for known, read in readers if word in known), _counted)
    return read(words, at)


def _in_digits(words: Words, at: int) -> Piece | None:
    """The piece that begins with digits: a date, a clock time, a year, a decade, a century, a count."""
    for reader in (_digit_date, _day_month, _clock, _year, _decade, _century, _counted, _ordinal_day):
        piece = reader(words, at)
        if piece is not None:
            return piece
    return None


def _fixed_day(words: Words, at: int) -> Piece | None:
    """A day with a name and a fixed date ("New Year's Eve"), with its year where one follows."""
    for phrase, month, day in words.lexicon.fixed_days[words.at(at)]:
        last = at + len(phrase)
        if tuple(words.lowers[at:last]) == phrase and words.capital(at):
            year, last = _year_after(words, last)
            return Piece(TimeSpec(form="calendar", month=month, day=day, year=year), at, last)
    return None


def _day_number(word: str) -> int | None:
    found = DAY.fullmatch(word)
    return int(found[1]) if found else None


def _year_after(words: Words, at: int) -> tuple[int | None, int]:
    """The year right after a date, with or without a comma, and the token after it."""
    skip = at + 1 if words.at(at) == "," else at
    if YEAR.fullmatch(words.at(skip)) and not (skip > at and words.at(skip + 1) in words.lexicon.table.months):
        return int(words.at(skip)), skip + 1
    return None, at


def _month(words: Words, at: int) -> Piece | None:
    """A month with day and year as far as told: "October 19, 2016", "Oct. 8-10", "May 2015", "March"."""
    table = words.lexicon.table
    month = table.months[words.at(at)]
    if not words.capital(at):
        return None
    day = _day_number(words.at(at + 1))
    if day is not None and words.at(at + 2) not in (":", "%"):
        last_day, last = _range_end(words, at + 2)
        year, last = _year_after(words, last)
        return _dated(month, day, year=year, last_day=last_day, first=at, last=last)
    both = DAY_RANGE.fullmatch(words.at(at + 1))
    if both:
        year, last = _year_after(words, at + 2)
        return _dated(month, int(both[1]), year=year, last_day=int(both[2]), first=at, last=last)
    ahead = at + 2 if words.at(at + 1) == "of" else at + 1
    year, last = _year_after(words, ahead)
    if year is not None:
        return Piece(TimeSpec(form="calendar", month=month, year=year), at, last)
    if not _is_month(words, at):
        return None
    return Piece(TimeSpec(form="calendar", month=month), at, at + 1)


def _is_month(words: Words, at: int) -> bool:
    """Whether a bare month word is the month: not "Theresa May", "Women's March", "may", nor "April Jones"."""
    table = words.lexicon.table
    before, after = words.at(at - 1), words.at(at + 1)
    if before in table.lists.openers or before in table.shifts or after in table.shifts:
        return True
    if words.at(at) in table.lists.doubtful_months:
        return False
    return not (at > 0 and words.doc[at - 1].pos_ == "PROPN")


def _range_end(words: Words, at: int) -> tuple[int | None, int]:
    """The far day of "8-10" or "8 to 10", and the token after it."""
    if words.at(at) in DASHES or words.at(at) in ("to", "until", "through"):
        day = _day_number(words.at(at + 1))
        if day is not None and words.at(at + 2) not in words.lexicon.table.months:
            return day, at + 2
    return None, at


def _dated(month: int, day: int, *, year: int | None, last_day: int | None, first: int, last: int) -> Piece:
    until = None if last_day is None else TimeSpec(form="calendar", month=month, day=last_day, year=year)
    return Piece(TimeSpec(form="calendar", month=month, day=day, year=year, until=until), first, last)


def _day_month(words: Words, at: int) -> Piece | None:
    """A day before its month: "19 October 2016", "the 19th of October", "8-10 May", "8 to 10 May"."""
    table = words.lexicon.table
    both = DAY_RANGE.fullmatch(words.at(at))
    day = int(both[1]) if both else _day_number(words.at(at))
    if day is None:
        return None
    last_day, here = (int(both[2]), at + 1) if both else (None, at + 1)
    if last_day is None and (words.at(here) in DASHES or words.at(here) in ("to", "until", "and", "through")):
        far = _day_number(words.at(here + 1))
        if far is not None and words.at(here + 2) in table.months:
            last_day, here = far, here + 2
    if words.at(here) == "of":
        here += 1
    month = table.months.get(words.at(here))
    if month is None or not words.capital(here):
        return None
    year, last = _year_after(words, here + 1)
    return _dated(month, day, year=year, last_day=last_day, first=at, last=last)


def _digit_date(words: Words, at: int) -> Piece | None:
    """A date in digits alone: "2016-10-19" (one token or five), "19/10/2016"; `unclear` if they could swap."""
    joined, last = words.at(at), at + 1
    if YEAR.fullmatch(joined) and words.at(at + 1) == "-" and words.at(at + 3) == "-":
        joined, last = "".join(words.lowers[at:at + 5]), at + 5
    iso = ISO_DATE.fullmatch(joined)
    if iso:
        spec = TimeSpec(form="calendar", year=int(iso[1]), month=int(iso[2]), day=int(iso[3]))
        return Piece(spec, at, last)
    slashed = SLASHED.fullmatch(words.at(at))
    if slashed is None:
        return None
    left, right, year = int(slashed[1]), int(slashed[2]), int(slashed[3])
    day, month = (right, left) if right > MONTHS_IN_YEAR else (left, right)
    if not (1 <= day <= LONGEST_MONTH and 1 <= month <= MONTHS_IN_YEAR):
        return None
    unclear = day <= MONTHS_IN_YEAR and day != month
    return Piece(TimeSpec(form="calendar", year=year, month=month, day=day, unclear=unclear), at, at + 1)


def _ordinal_day(words: Words, at: int) -> Piece | None:
    """"on the 19th", where no noun follows that it would count ("the 19th century", "the 19th attack")."""
    found = DAY.fullmatch(words.at(at))
    if not (found and found[2] and words.at(at - 1) == "the" and words.at(at - 2) in ("on", "from", "until", "by")):
        return None
    if at + 1 < len(words.doc) and words.doc[at + 1].pos_ in ("NOUN", "ADJ", "PROPN", "NUM"):
        return None
    return Piece(TimeSpec(form="calendar", day=int(found[1])), at, at + 1)


def _clock(words: Words, at: int) -> Piece | None:
    """A time of day with its zone: "8 a.m. local time", "18:00 GMT", "1800 GMT", "10.30pm", "6 o'clock"."""
    table, word = words.lexicon.table, words.at(at)
    found, last = CLOCK.fullmatch(word), at + 1
    if found is None:
        plain = HOURS.fullmatch(word)
        if plain and words.at(last) in table.zones:
            zone, last = _zone(words, last)
            return Piece(TimeSpec(form="clock", clock=f"{plain[1]}:{plain[2]}", zone=zone), at, last)
        return None
    half = found[3]
    if half is None and (words.at(last) in table.lists.am or words.at(last) in table.lists.pm):
        half, last = words.at(last), last + 1
    spoken = words.at(last) in ("o'clock", "o’clock")
    if half is None and not spoken and (":" not in word or found[2] is None or len(found[2]) < MINUTE_DIGITS):
        return None
    hour = _hour(int(found[1]), half, table)
    if hour is None:
        return None
    zone, last = _zone(words, last + spoken)
    return Piece(TimeSpec(form="clock", clock=f"{hour:02d}:{int(found[2] or 0):02d}", zone=zone), at, last)


def _hour(hour: int, half: str | None, table: TimeTable) -> int | None:
    """The hour from 0 to 23; `None` when it fits no clock ("17 a.m.")."""
    noon = 12
    if half is None:
        return hour % 24
    if hour > noon or hour == 0:
        return hour if half in table.lists.pm and hour > noon else None
    return hour % noon + (noon if half in table.lists.pm else 0)


def _zone(words: Words, at: int) -> tuple[str | None, int]:
    """The zone after a clock time, and the token after it; "local time" is a zone without an offset."""
    zones = words.lexicon.table.zones
    if words.at(at) in zones:
        last = at + 2 if words.at(at + 1) == "time" else at + 1
        return zones[words.at(at)] or None, last
    return None, at


def _year(words: Words, at: int) -> Piece | None:
    """A year where the words around it say that it is one, and a range of years; `named` inside a name."""
    word = words.at(at)
    span = YEAR_RANGE.fullmatch(word)
    if span:
        far = int(span[2]) if len(span[2]) == len(span[1]) else int(span[1][:2] + span[2])
        until = TimeSpec(form="calendar", year=far)
        ranged = Piece(TimeSpec(form="calendar", year=int(span[1]), until=until), at, at + 1)
        return ranged if far > int(span[1]) else None
    middle = MIDDLE_OF_YEAR.fullmatch(word)
    if middle:
        position = words.lexicon.table.positions[middle[1]]
        return Piece(TimeSpec(form="calendar", year=int(middle[2]), position=position), at, at + 1)
    if not YEAR.fullmatch(word) or words.at(at + 1) in ("%", "percent", "gmt", "hours"):
        return None
    return _plain_year(words, at)


def _plain_year(words: Words, at: int) -> Piece | None:
    year = int(words.at(at))
    before = words.at(at - 1)
    ranged = words.at(at + 1) in DASHES and YEAR.fullmatch(words.at(at + 2)) is not None
    counting = at + 1 < len(words.doc) and words.doc[at + 1].tag_ == "NNS" and before not in ("in", "since", "until")
    if ranged or (before in words.lexicon.table.lists.openers and not counting):
        return Piece(TimeSpec(form="calendar", year=year), at, at + 1)
    token, following = words.doc[at], words.at(at + 1)
    nominal = at + 1 < len(words.doc) and words.doc[at + 1].pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    if nominal or token.dep_ == "nummod":
        inside = at > 0 and words.doc[at - 1].pos_ in NAME_OPENERS and before != "than"
        return Piece(TimeSpec(form="calendar", year=year, named=True), at, at + 1) if inside else None
    if at > 0 and words.doc[at - 1].pos_ == "PROPN" and words.doc[at - 1].sent.start < at - 1:
        return Piece(TimeSpec(form="calendar", year=year, named=True), at, at + 1)
    closing = before == "," and following in (".", ")") and not words.at(at - 2)[:1].isdigit()
    alone = closing or following in (")", ",", "'s", "’s")
    return Piece(TimeSpec(form="calendar", year=year), at, at + 1) if alone else None


def _decade(words: Words, at: int) -> Piece | None:
    """"1990s", "'90s"."""
    found = DECADE.fullmatch(words.at(at))
    if found:
        return Piece(TimeSpec(form="calendar", year=int(found[1]) * 10, years=10), at, at + 1)
    found = SHORT_DECADE.fullmatch(words.at(at))
    if found and words.at(at - 1) in ("'", "’", "the", "early", "late", "mid"):
        return Piece(TimeSpec(form="calendar", year=1900 + int(found[1]) * 10, years=10), at, at + 1)
    return None


def _named_decade(words: Words, at: int) -> Piece | None:
    """"the sixties"; "in his sixties" is an age."""
    if words.at(at - 1) not in ("the", "early", "late", "mid"):
        return None
    year = 1900 + words.lexicon.table.decade_names[words.at(at)]
    return Piece(TimeSpec(form="calendar", year=year, years=10), at, at + 1)


def _century(words: Words, at: int) -> Piece | None:
    """"the 20th century", taken as 1900 to 1999 as in common use."""
    found = CENTURY.fullmatch(words.at(at))
    last = at + 2 if words.at(at + 1) in DASHES else at + 1
    if found is None or words.at(last) != "century":
        return None
    return Piece(TimeSpec(form="calendar", year=(int(found[1]) - 1) * 100, years=100), at, last + 1)


def _weekday(words: Words, at: int) -> Piece | None:
    """A weekday with its part of day: "Wednesday night"; no title ("the Sunday Times") and no name ("Black Friday")."""
    table, word = words.lexicon.table, words.at(at)
    before, after = words.at(at - 1), words.at(at + 1)
    if not words.capital(at) or after in table.lists.day_titles:
        return None
    if before in table.lists.day_epithets or before in table.lists.recurring:
        return None
    weekday = table.weekdays.get(word)
    if weekday is None:
        dated = after in table.months or _day_number(after) is not None or before in ("on", "(") or after == ","
        if not dated or words.doc[at].text.isupper():
            return None
        weekday = table.weekday_abbreviations[word]
    part, last = _part_after(words, at + 1)
    return Piece(TimeSpec(form="calendar", weekday=weekday, part=part), at, last)


def _part_after(words: Words, at: int) -> tuple[str | None, int]:
    """A part of day right after a day ("Wednesday night"), and the token after it; "night raid" is still the night."""
    part = words.lexicon.table.parts.get(words.at(at))
    return (None, at) if part is None else (part, at + 1)


def _day_word(words: Words, at: int) -> Piece | None:
    """"today", "yesterday morning", "overnight", "the day before yesterday"; "Russia Today" is a name."""
    table, word = words.lexicon.table, words.at(at)
    shift, first = table.day_words[word], at
    if words.capital(at) and at > 0 and words.doc[at - 1].pos_ == "PROPN" and not words.doc[at].is_sent_start:
        return None
    if words.at(at - 2) == "day" and words.at(at - 1) == ("before" if shift < 0 else "after") and shift:
        shift, first = shift * 2, at - (3 if words.at(at - 3) == "the" else 2)
    part, last = _part_after(words, at + 1)
    if word in ("tonight", "overnight"):
        part = word if word == "overnight" else "night"
    return Piece(TimeSpec(form="relative", unit="day", shift=shift, part=part), first, last)


def _shifted(words: Words, at: int) -> Piece | None:
    """What begins with "last", "this", "next", "the following": a unit, weekday, month, season, part of day, span."""
    table, word = words.lexicon.table, words.at(at)
    here = at + 1
    if words.at(here) in ("past", "coming", "few") and word in ("this", "these", "last", "next"):
        here += words.at(here) != "few"
    ahead = words.at(here)
    narrative = word in table.story_shifts and (word not in table.shifts or ahead in ("day", "morning", "night"))
    if word == "this" and here > at + 1:
        shift = table.shifts[words.at(at + 1)]
    else:
        shift = table.story_shifts[word] if narrative else table.shifts[word]
    if narrative:
        return _narrative(words, at, shift=shift)
    spec = _shifted_spec(words, here, shift=shift)
    if spec is not None:
        return Piece(spec, at, here + 1)
    return _span(words, at, shift=shift)


def _shifted_spec(words: Words, at: int, *, shift: int) -> TimeSpec | None:
    table, word = words.lexicon.table, words.at(at)
    if word in table.units and not word.endswith("s"):
        unit = table.units[word]
        return TimeSpec(form="relative", unit=unit, shift=shift) if unit in LONG_UNITS else None
    if word in table.weekdays and words.capital(at):
        return TimeSpec(form="calendar", weekday=table.weekdays[word], shift=shift)
    if word in table.months and words.capital(at) and words.at(at + 1) not in table.lists.day_titles:
        return TimeSpec(form="calendar", month=table.months[word], shift=shift)
    if word in table.seasons:
        return TimeSpec(form="calendar", season=table.seasons[word], shift=shift)
    if word in table.parts and shift <= 0:
        day = shift if table.parts[word] == "night" else 0
        return TimeSpec(form="relative", unit="day", shift=day, part=table.parts[word]) if shift == day else None
    return None


def _narrative(words: Words, at: int, *, shift: int) -> Piece | None:
    """"the next day", "the previous night", "the same week", "that evening": counted from the last day told."""
    table, word = words.lexicon.table, words.at(at + 1)
    here = at + 1
    if word in ("same", "very"):
        here, word = at + 2, words.at(at + 2)
    if words.at(at) in ("that", "same", "very") and words.doc[at].pos_ not in ("DET", "ADJ", "PRON"):
        return None
    if word in table.parts:
        return Piece(TimeSpec(form="story", unit="day", shift=shift, part=table.parts[word]), at, here + 1)
    unit = table.units.get(word)
    if unit not in STORY_UNITS or word.endswith("s"):
        return None
    return Piece(TimeSpec(form="story", unit=unit, shift=shift), at, here + 1)


def _span(words: Words, at: int, *, shift: int) -> Piece | None:
    """"the past two weeks", "the next 48 hours"; vague in "the last few days"."""
    table, here = words.lexicon.table, at + 1
    counted = number_at(words.lowers, here, numbers=words.lexicon.numbers) if words.at(here) else None
    vague = words.at(here) in ("few", "several", "couple")
    last = here + 1 if vague else (counted[1] if counted else here)
    if words.at(last) == "of":
        last += 1
    unit = table.units.get(words.at(last))
    if unit is None or shift == 0 or (counted is None and not words.at(last).endswith("s")):
        return None
    count = int(counted[0]) if counted else None
    return Piece(TimeSpec(form="span", unit=unit, shift=shift, count=count, vague=count is None), at, last + 1)


def _end_of(words: Words, at: int) -> Piece | None:
    """"the end of the year", "the start of 2015", "the beginning of March", "the end of last month"."""
    if words.at(at + 1) != "of":
        return None
    position, here = words.lexicon.table.position_nouns[words.at(at)], at + 2
    if words.at(here) == "the":
        here += 1
    unit = words.lexicon.table.units.get(words.at(here))
    if unit in LONG_UNITS and not words.at(here).endswith("s"):
        return Piece(TimeSpec(form="relative", unit=unit, shift=0, position=position), at, here + 1)
    if words.at(here) in words.lexicon.table.position_nouns:
        return None
    inner = _worded(words, here) if words.at(here) in words.lexicon.triggers else _in_digits(words, here)
    if inner is None or inner.first != here or inner.spec.form not in ("calendar", "relative") or inner.spec.named:
        return None
    return Piece(_with(inner.spec, position=position), at, inner.last)


def _part(words: Words, at: int) -> Piece | None:
    """A part of day alone, kept only if a day stands beside it; noon and midnight are clock times."""
    table, word = words.lexicon.table, words.at(at)
    if word in table.part_clocks:
        zone, last = _zone(words, at + 1)
        return Piece(TimeSpec(form="clock", clock=table.part_clocks[word], zone=zone, part=table.parts[word]), at, last)
    first = at - 1 if words.at(at - 1) == "early" else at
    return Piece(TimeSpec(form="part", part=table.parts[word]), first, at + 1)


def _bare_unit(words: Words, at: int) -> Piece | None:
    """"year-end", "the day before", "early hours"; "the day after the attack" counts from a deed."""
    table, word = words.lexicon.table, words.at(at)
    if word == "hours" and words.at(at - 1) == "early":
        return Piece(TimeSpec(form="part", part="dawn"), at - 1, at + 1)
    after = words.at(at + 1)
    if word in ("year", "month") and (after == "end" or (after in DASHES and words.at(at + 2) == "end")):
        last = at + 2 if after == "end" else at + 3
        return Piece(TimeSpec(form="relative", unit=table.units[word], shift=0, position="end"), at, last)
    if word == "day" and words.at(at - 1) == "the" and words.at(at - 2) == "in":
        early = words.at(at - 3) in ("earlier", "later", "early", "late")
        return Piece(TimeSpec(form="story", unit="day", shift=0), at - 1, at + 1) if early else None
    if words.at(at - 1) != "the" or word.endswith("s") or after not in ("before", "after"):
        return None
    if words.at(at + 2) in table.day_words:
        return None
    return _counted_from(words, at - 1, unit_at=at, count=1)


def _counted(words: Words, at: int) -> Piece | None:
    """A count, a unit and a direction: "two years ago", "a day earlier", "three days later", "several weeks ago"."""
    word = words.at(at)
    counted: tuple[float, int] | None
    if word in ("several", "few", "many"):
        counted = (0.0, at + 1)
    elif word in ("a", "an"):
        lone = words.at(at + 1) not in ("few", "couple")
        skip = at + 3 if words.at(at + 2) == "of" else at + 2
        counted = (1.0, at + 1) if lone else ((0.0, at + 2) if words.at(at + 1) == "few" else (2.0, skip))
        counted = (number_at(words.lowers, at, numbers=words.lexicon.numbers) or counted) if lone else counted
    else:
        counted = number_at(words.lowers, at, numbers=words.lexicon.numbers)
    if counted is None or words.at(counted[1]) not in words.lexicon.table.units:
        return None
    return _counted_from(words, at, unit_at=counted[1], count=int(counted[0]))


def _counted_from(words: Words, first: int, *, unit_at: int, count: int) -> Piece | None:
    """Turn a counted unit and what follows it into a spec; a count of 0 stands for an unnamed one."""
    table, after = words.lexicon.table, words.at(unit_at + 1)
    unit, last, vague = table.units[words.at(unit_at)], unit_at + 2, count == 0
    if unit in ("second", "minute") or count > FARTHEST_COUNT:
        return None
    if after in table.count_directions:
        if unit == "decade":
            unit, count = "year", count * 10
        return Piece(TimeSpec(form="relative", unit=unit, shift=-count, vague=vague), first, last)
    if after == "from" and words.at(unit_at + 2) == "now":
        return Piece(TimeSpec(form="relative", unit=unit, shift=count, vague=vague), first, unit_at + 3)
    if after not in table.story_directions:
        return None
    shift = table.story_directions[after] * count
    if after in ("before", "after", "prior") and _deed_follows(words, last):
        return Piece(TimeSpec(form="event", unit=unit, shift=shift, vague=vague), first, last)
    return Piece(TimeSpec(form="story", unit=unit, shift=shift, vague=vague), first, last)


def _deed_follows(words: Words, at: int) -> bool:
    """Whether "a day after" goes on to say after what."""
    return at < len(words.doc) and words.doc[at].pos_ in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM", "VERB")


def _season(words: Words, at: int) -> Piece | None:
    """A season with its year ("the summer of 2014", "winter 2015") or alone after "in" and the like."""
    table, word = words.lexicon.table, words.at(at)
    ahead = at + 2 if words.at(at + 1) == "of" else at + 1
    year, last = _year_after(words, ahead)
    if year is not None:
        return Piece(TimeSpec(form="calendar", season=table.seasons[word], year=year), at, last)
    before = words.at(at - 2) if words.at(at - 1) == "the" else words.at(at - 1)
    if before not in ("in", "since", "until", "by", "during") or words.at(at + 1) == "of":
        return None
    doubtful = word in table.lists.doubtful_seasons and words.doc[at].pos_ != "NOUN"
    return None if doubtful else Piece(TimeSpec(form="calendar", season=table.seasons[word]), at, at + 1)


def _with(spec: TimeSpec, **changes: object) -> TimeSpec:
    """The spec with some fields changed."""
    return msgspec.structs.replace(spec, **changes)
