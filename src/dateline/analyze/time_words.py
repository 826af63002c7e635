"""The pieces of time expressions, token by token: a weekday, a date, a clock time, "last week", "two years ago".

`pieces` reads the words once, left to right; each piece is a spec and a half-open token range. Joining pieces to
expressions ("8 a.m. on Wednesday", "from May to June 2015") is the business of `analyze.times`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.analyze.numbers import number_at
from dateline.analyze.time_base import DASHES, Piece, Words, day_number, year_after
from dateline.analyze.time_clocks import clock_time, spoken_clock, zone_at
from dateline.analyze.time_dates import (
    century, day_month, decade, digit_date, month_date, named_decade, ordinal_day, ordinal_value, spelled_day,
    year_alone,
)
from dateline.codebook.measures import TimeSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dateline.codebook.measures import Edge, SliceUnit

STORY_UNITS = frozenset({"day", "week", "weekend", "month", "year"})
LONG_UNITS = frozenset({"week", "weekend", "month", "year", "decade", "century"})
SHORT_WORD = 3
"""Words no longer than this hold no year glued to another word ("mid-2014")."""
FARTHEST_COUNT = 5000
"""No report counts more units back or ahead than this; more is noise."""
MONTHS_IN_QUARTER, QUARTERS_IN_YEAR = 3, 4
MOST_IN_SLICE = 12
WEEKS = {"week": 7, "fortnight": 14}
"""Days of what "a week ago today" counts by."""

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
    firsts: tuple[tuple[Mapping[str, object], Reader], ...] = (
        (words.lexicon.feasts, _feast), (table.ordinals, _ordinal), (words.lexicon.numbers.tens, _ordinal),
        (words.lexicon.numbers.small, spoken_clock),
    )
    for known, early in firsts:
        piece = early(words, at) if word in known else None
        if piece is not None:
            return piece
    readers: tuple[tuple[Mapping[str, object], Reader], ...] = (
        (table.months, month_date), (table.weekdays, _weekday), (table.weekday_abbreviations, _weekday),
        (table.day_words, _day_word), (table.shifts, _shifted), (table.story_shifts, _shifted),
        (table.position_nouns, _end_of), (table.parts, _part), (table.units, _bare_unit), (table.seasons, _season),
        (table.decade_names, named_decade), (table.quarters, _quarter),
    )
    read = next((read for known, read in readers if word in known), _counted)
    return read(words, at)


def _in_digits(words: Words, at: int) -> Piece | None:
    """The piece that begins with digits: a date, a clock time, a year, a decade, a century, a count."""
    for reader in (digit_date, day_month, clock_time, year_alone, decade, century, _counted, ordinal_day):
        piece = reader(words, at)
        if piece is not None:
            return piece
    return None


def _feast(words: Words, at: int) -> Piece | None:
    """A day known by its name ("New Year's Eve", "Good Friday 1998"), with its year where one follows; "the Christmas
    market" and "the Easter Rising" are names of other things."""
    if not words.capital(at):
        return None
    for phrase, feast in words.lexicon.feasts[words.at(at)]:
        last = at + len(phrase)
        if tuple(words.lowers[at:last]) != phrase:
            continue
        part, last = _part_after(words, last)
        year, last = year_after(words, last + (words.at(last) in ("in", "of")))
        last -= year is None and words.at(last - 1) in ("in", "of")
        if words.tagged(last, "NOUN", "PROPN"):
            return None
        return Piece(TimeSpec(form="calendar", feast=feast, year=year, part=part), at, last)
    return None


def _ordinal(words: Words, at: int) -> Piece | None:
    """What begins with an ordinal: "the first of May", "the third quarter", "the first two months of 2016"."""
    return spelled_day(words, at) or _slice(words, at)


def _slice(words: Words, at: int) -> Piece | None:
    """A stretch of a longer time: "the second half of 2014", "the last week of March", "the third quarter"."""
    table = words.lexicon.table
    counted = (-1, at + 1) if words.at(at) == "last" else ordinal_value(words, at)
    if counted is None or not -1 <= counted[0] <= MOST_IN_SLICE:
        return None
    several = number_at(words.lowers, counted[1], numbers=words.lexicon.numbers) if words.at(counted[1]) else None
    count, here = (int(several[0]), several[1]) if several else (1, counted[1])
    unit = table.slice_units.get(words.at(here))
    if unit is None or not 1 <= count <= MOST_IN_SLICE:
        return None
    part_of = (unit, counted[0], count)
    if words.at(here + 1) in ("of", "in"):
        return _slice_of(words, at, here=here + 2, part_of=part_of)
    return _quarter_of(words, at, last=here + 1, quarter=counted[0]) if unit == "quarter" and count == 1 else None


def _slice_of(words: Words, at: int, *, here: int, part_of: tuple[SliceUnit, int, int]) -> Piece | None:
    """The longer time behind "of": a year, a month, "the year", "this year"; weeks are of months, the rest of years."""
    if words.at(here) == "the":
        here += 1
    if words.at(here) == "year" and words.at(here + 1)[:1].isdigit():
        here += 1
    if words.at(here) in ("year", "month"):
        inner: Piece | None = Piece(_shift_of_unit(words, here), here, here + 1)
    else:
        inner = _worded(words, here) if words.at(here) in words.lexicon.triggers else year_alone(words, here)
    if inner is None or inner.first != here or inner.spec.named or inner.spec.until is not None:
        return None
    spec = inner.spec
    monthly = spec.month is not None if spec.form == "calendar" else spec.unit == "month"
    yearly = spec.year is not None and spec.years == 1 if spec.form == "calendar" else spec.unit == "year"
    if spec.form not in ("calendar", "relative") or spec.day is not None or spec.season is not None:
        return None
    fits = monthly if part_of[0] == "week" else (yearly and not monthly)
    return Piece(_with(spec, part_of=part_of), at, inner.last) if fits else None


def _shift_of_unit(words: Words, at: int) -> TimeSpec:
    return TimeSpec(form="relative", unit=words.lexicon.table.units[words.at(at)], shift=0)


def _quarter(words: Words, at: int) -> Piece | None:
    """"Q2 2015", "Q2"."""
    return _quarter_of(words, at, last=at + 1, quarter=words.lexicon.table.quarters[words.at(at)])


def _quarter_of(words: Words, at: int, *, last: int, quarter: int) -> Piece | None:
    """A quarter with the year behind it, or of the year that the clause points to."""
    if not 1 <= quarter <= QUARTERS_IN_YEAR:
        return None
    year, last = year_after(words, last)
    month = MONTHS_IN_QUARTER * (quarter - 1) + 1
    alone = words.at(at - 1) == "the" and words.at(at - 2) in ("in", "for", "of", "during", "by", "since")
    if year is None and not (alone or words.at(at) in words.lexicon.table.quarters):
        return None
    return Piece(TimeSpec(form="calendar", season=month, year=year), at, last)


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
        dated = after in table.months or day_number(after) is not None or before in ("on", "(") or after == ","
        if not dated or words.doc[at].text.isupper() or (at > 0 and words.tagged(at - 1, "PROPN")):
            return None
        weekday = table.weekday_abbreviations[word]
    if after == "week" and words.at(at - 1) != "a" and not words.tagged(at + 2, "NOUN"):
        return Piece(TimeSpec(form="calendar", weekday=weekday, count=1), at, at + 2)
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
    if word == "last":
        piece = _slice(words, at)
        if piece is not None:
            return piece
    if word in table.lists.vague_shifts:
        return _span(words, at, shift=table.shifts[word])
    if word in table.lists.span_shifts or _lasting(words, at):
        piece = _one_span(words, at, shift=table.shifts[word])
        if piece is not None:
            return piece
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


def _lasting(words: Words, at: int) -> bool:
    """Whether "the last month" stands after a preposition of lasting: "over the last month", "in the next year"."""
    opened = words.at(at - 1) == "the" and words.at(at - 2) in words.lexicon.table.lists.span_openers
    return opened and words.at(at) in ("last", "next")


def _one_span(words: Words, at: int, *, shift: int) -> Piece | None:
    """"the past year": so much time up to publication, no unit of the calendar."""
    unit = words.lexicon.table.units.get(words.at(at + 1))
    if unit not in LONG_UNITS or unit == "weekend" or words.at(at + 1).endswith("s") or words.at(at + 2) == "of":
        return None
    return Piece(TimeSpec(form="span", unit=unit, shift=shift, count=1), at, at + 2)


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
        zone, last = zone_at(words, at + 1)
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
    if word == "weekend":
        opened = words.at(at - 1) == "the" and words.at(at - 2) in table.lists.weekend_openers and after != "of"
        return Piece(TimeSpec(form="relative", unit="weekend"), at, at + 1) if opened else None
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
    if words.at(first - 1) in ("in", "within"):
        limit = _limit(words, first, unit_at=unit_at, count=count)
        if limit is not None:
            return limit
    if unit == "week" and after == "on" and words.at(unit_at + 2) in table.weekdays and count:
        weekday = table.weekdays[words.at(unit_at + 2)]
        return Piece(TimeSpec(form="calendar", weekday=weekday, count=count), first, unit_at + 3)
    if after in table.count_directions:
        return _ago(words, first, TimeSpec(form="relative", unit=unit, shift=-count, vague=vague), last=last)
    if after == "from" and words.at(unit_at + 2) == "now":
        return Piece(TimeSpec(form="relative", unit=unit, shift=count, vague=vague), first, unit_at + 3)
    if after not in table.story_directions:
        return None
    shift = table.story_directions[after] * count
    if after in ("before", "after", "prior") and _deed_follows(words, last):
        return Piece(TimeSpec(form="event", unit=unit, shift=shift, vague=vague), first, last)
    return Piece(TimeSpec(form="story", unit=unit, shift=shift, vague=vague), first, last)


def _ago(words: Words, first: int, spec: TimeSpec, *, last: int) -> Piece:
    """"two years ago"; decades in years, and "a week ago today" to the day."""
    if spec.unit == "decade":
        return Piece(_with(spec, unit="year", shift=(spec.shift or 0) * 10), first, last)
    if spec.unit in WEEKS and words.at(last) == "today":
        return Piece(_with(spec, unit="day", shift=(spec.shift or 0) * WEEKS[spec.unit]), first, last + 1)
    return Piece(spec, first, last)


def _limit(words: Words, first: int, *, unit_at: int, count: int) -> Piece | None:
    """"in three days", "within 48 hours", "in two weeks' time"; not "in two days of talks", "in three years later"."""
    table, last = words.lexicon.table, unit_at + 1
    if words.at(last) in ("'", "’", "'s", "’s"):
        if words.at(last + 1) != "time":
            return None
        last += 2
    after = words.at(last)
    if after in ("of", "ago", "from") or after in table.story_directions or words.tagged(last, "NOUN", "ADJ"):
        return None
    edge: Edge | None = "by" if words.at(first - 1) == "within" else None
    spec = TimeSpec(form="limit", unit=table.units[words.at(unit_at)], shift=count, edge=edge, vague=count == 0)
    return Piece(spec, first, last)


def _deed_follows(words: Words, at: int) -> bool:
    """Whether "a day after" goes on to say after what."""
    return at < len(words.doc) and words.doc[at].pos_ in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM", "VERB")


def _season(words: Words, at: int) -> Piece | None:
    """A season with its year ("the summer of 2014", "winter 2015") or alone after "in" and the like."""
    table, word = words.lexicon.table, words.at(at)
    ahead = at + 2 if words.at(at + 1) == "of" else at + 1
    year, last = year_after(words, ahead)
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
