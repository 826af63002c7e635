"""Dates by digits, months, years, decades and centuries: the readers of `analyze.time_words` that need no counting."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from dateline.analyze.time_base import DASHES, DAY, YEAR, Piece, Words, day_number, year_after
from dateline.codebook.measures import LONGEST_MONTH, TimeSpec

YEAR_RANGE = re.compile(r"((?:1[5-9]|20)\d\d)[-–—/]((?:1[5-9]|20)?\d\d)", re.ASCII)
MIDDLE_OF_YEAR = re.compile(r"(mid|early|late)[-–]((?:1[5-9]|20)\d\d)(['’]?s)?", re.ASCII)
DECADE = re.compile(r"((?:1[5-9]|20)\d)0['’]?s", re.ASCII)
SHORT_DECADE = re.compile(r"['’]?([2-9])0s", re.ASCII)
DAY_RANGE = re.compile(r"([12]\d|3[01]|0?[1-9])[-–—]([12]\d|3[01]|0?[1-9])", re.ASCII)
CENTURY = re.compile(r"(1[5-9]|2[01])(?:st|th)", re.ASCII)
ISO_DATE = re.compile(r"((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])[-/.]([12]\d|3[01]|0?[1-9])", re.ASCII)
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)", re.ASCII)
SHORT_YEAR = re.compile(r"\d\d", re.ASCII)
NAME_OPENERS = frozenset({"DET", "PRON", "PROPN", "ADJ", "PART", "NOUN"})
MONTHS_IN_YEAR = 12
LAST_UNIT = 9
"""The last ordinal that a ten takes behind it: "twenty-ninth"."""


def month_date(words: Words, at: int) -> Piece | None:
    """A month with day and year as far as told: "October 19, 2016", "Oct. 8-10", "May 2015", "March"."""
    table = words.lexicon.table
    month = table.months[words.at(at)]
    if not words.capital(at) or words.at(at - 1) in table.lists.day_epithets:
        return None
    day = day_number(words.at(at + 1))
    if day is not None and words.at(at + 2) not in (":", "%"):
        last_day, last = _range_end(words, at + 2, joined="and" if words.at(at - 1) == "between" else "to")
        year, last = year_after(words, last)
        return _known(words, _dated(month, day, year=year, last_day=last_day, first=at, last=last))
    both = DAY_RANGE.fullmatch(words.at(at + 1))
    if both:
        year, last = year_after(words, at + 2)
        return _dated(month, int(both[1]), year=year, last_day=int(both[2]), first=at, last=last)
    ahead = at + 2 if words.at(at + 1) == "of" else at + 1
    year, last = year_after(words, ahead)
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


def _range_end(words: Words, at: int, *, joined: str) -> tuple[int | None, int]:
    """The far day of "8-10" or "8 to 10" (or what else joins them), and the token after it."""
    if words.at(at) in DASHES or words.at(at) in (joined, "to", "until", "through"):
        day = day_number(words.at(at + 1))
        if day is not None and words.at(at + 2) not in words.lexicon.table.months:
            return day, at + 2
    return None, at


def _dated(month: int, day: int, *, year: int | None, last_day: int | None, first: int, last: int) -> Piece:
    until = None if last_day is None else TimeSpec(form="calendar", month=month, day=last_day, year=year)
    return Piece(TimeSpec(form="calendar", month=month, day=day, year=year, until=until), first, last)


def day_month(words: Words, at: int) -> Piece | None:
    """A day before its month: "19 October 2016", "the 19th of October", "8-10 May", "8 to 10 May"."""
    table = words.lexicon.table
    both = DAY_RANGE.fullmatch(words.at(at))
    day = int(both[1]) if both else day_number(words.at(at))
    if day is None:
        return None
    last_day, here = (int(both[2]), at + 1) if both else (None, at + 1)
    if last_day is None and (words.at(here) in DASHES or words.at(here) in ("to", "until", "and", "through")):
        far = day_number(words.at(here + 1))
        if far is not None and words.at(here + 2) in table.months:
            last_day, here = far, here + 2
    if words.at(here) == "of":
        here += 1
    month = table.months.get(words.at(here))
    if month is None or not words.capital(here):
        return None
    year, last = year_after(words, here + 1)
    return _known(words, _dated(month, day, year=year, last_day=last_day, first=at, last=last))


def _known(words: Words, piece: Piece) -> Piece:
    """The year of a day that a deed has made a name of: "the September 11 attacks"."""
    spec = piece.spec
    feast = words.lexicon.named_days.get((spec.month or 0, spec.day or 0))
    if feast is None or spec.year is not None or spec.until is not None or words.at(piece.last) not in feast.nouns:
        return piece
    return Piece(msgspec.structs.replace(spec, feast=feast), piece.first, piece.last)


def ordinal_value(words: Words, at: int) -> tuple[int, int] | None:
    """An ordinal in words and the token after it: "first", "twenty-first"."""
    ordinals, tens = words.lexicon.table.ordinals, words.lexicon.numbers.tens
    word = words.at(at)
    if word in ordinals:
        return ordinals[word], at + 1
    if word in tens:
        here = at + 2 if words.at(at + 1) in DASHES else at + 1
        unit = ordinals.get(words.at(here), 0)
        return (tens[word] + unit, here + 1) if 0 < unit <= LAST_UNIT else None
    return None


def spelled_day(words: Words, at: int) -> Piece | None:
    """A day in words before its month: "the first of May", "the twenty-first of June 2014"."""
    counted = ordinal_value(words, at)
    if counted is None or not 1 <= counted[0] <= LONGEST_MONTH or words.at(counted[1]) != "of":
        return None
    here = counted[1] + 1
    month = words.lexicon.table.months.get(words.at(here))
    if month is None or not words.capital(here):
        return None
    year, last = year_after(words, here + 1)
    return _dated(month, counted[0], year=year, last_day=None, first=at, last=last)


def digit_date(words: Words, at: int) -> Piece | None:
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
    order: Literal["day_first", "month_first"] | None = None
    if day > MONTHS_IN_YEAR:
        order = "day_first" if day == left else "month_first"
    return Piece(TimeSpec(form="calendar", year=year, month=month, day=day, unclear=unclear, order=order), at, at + 1)


def ordinal_day(words: Words, at: int) -> Piece | None:
    """"on the 19th", where no noun follows that it would count ("the 19th century", "the 19th attack")."""
    found = DAY.fullmatch(words.at(at))
    if not (found and found[2] and words.at(at - 1) == "the" and words.at(at - 2) in ("on", "from", "until", "by")):
        return None
    if at + 1 < len(words.doc) and words.doc[at + 1].pos_ in ("NOUN", "ADJ", "PROPN", "NUM"):
        return None
    return Piece(TimeSpec(form="calendar", day=int(found[1])), at, at + 1)


def year_alone(words: Words, at: int) -> Piece | None:
    """A year where the words around it say that it is one, and a range of years; `named` inside a name, `fiscal`
    where the year is one of accounts."""
    fiscal = words.lexicon.table.lists.fiscal
    before = words.at(at - 2) if words.at(at - 1) == "year" else words.at(at - 1)
    piece = _years(words, at)
    if piece is None and before in fiscal and YEAR.fullmatch(words.at(at)):
        piece = Piece(TimeSpec(form="calendar", year=int(words.at(at))), at, at + 1)
    if piece is None or not (before in fiscal or words.at(piece.last) in fiscal):
        return piece
    return Piece(msgspec.structs.replace(piece.spec, fiscal=True, named=False), piece.first, piece.last)


def _years(words: Words, at: int) -> Piece | None:
    """"2014", "2014-15", "mid-2014", "the mid-1970s"."""
    word = words.at(at)
    span = YEAR_RANGE.fullmatch(word) or _split_range(words, at)
    if span:
        far = int(span[2]) if len(span[2]) == len(span[1]) else int(span[1][:2] + span[2])
        until = TimeSpec(form="calendar", year=far)
        last = at + 1 if len(word) > len(span[1]) else at + 3
        named = words.tagged(at - 1, "DET", "ADJ") and words.tagged(last, "NOUN", "PROPN")
        ranged = Piece(TimeSpec(form="calendar", year=int(span[1]), until=until, named=named), at, last)
        return ranged if far > int(span[1]) else None
    middle = MIDDLE_OF_YEAR.fullmatch(word)
    if middle:
        position, years = words.lexicon.table.positions[middle[1]], 10 if middle[3] else 1
        return Piece(TimeSpec(form="calendar", year=int(middle[2]), position=position, years=years), at, at + 1)
    if not YEAR.fullmatch(word) or words.at(at + 1) in ("%", "percent", "gmt", "hours"):
        return None
    return None if words.at(at + 1) in words.lexicon.table.lists.eras_before else _plain_year(words, at)


def _split_range(words: Words, at: int) -> re.Match[str] | None:
    """"2014-15" where the tokens part it; a year in full behind the dash is another piece."""
    if words.at(at + 1) not in DASHES or not SHORT_YEAR.fullmatch(words.at(at + 2)) or words.at(at + 3) in DASHES:
        return None
    span = YEAR_RANGE.fullmatch("".join(words.lowers[at:at + 3]))
    return span if span is not None and int(span[1][2:]) < int(span[2]) else None


def _plain_year(words: Words, at: int) -> Piece | None:
    """A year after a word that opens one, or beside another; inside a noun phrase it is `named`."""
    year, lists = int(words.at(at)), words.lexicon.table.lists
    before = words.at(at - 1)
    ranged = words.at(at + 1) in DASHES and YEAR.fullmatch(words.at(at + 2)) is not None
    many = at + 1 < len(words.doc) and words.doc[at + 1].tag_ == "NNS"
    counting = many and before not in ("in", "since", "until")
    listed = before in (",", "and", "or") and YEAR.fullmatch(words.at(at - 2)) is not None and not many
    if ranged or listed or ((before in lists.openers or before in lists.year_openers) and not counting):
        return Piece(TimeSpec(form="calendar", year=year), at, at + 1)
    if many and before in lists.approximators:
        return None
    token, following = words.doc[at], words.at(at + 1)
    if words.tagged(at + 1, "NOUN", "PROPN", "ADJ", "NUM") or token.dep_ == "nummod":
        inside = words.tagged(at - 1, *NAME_OPENERS) and before != "than"
        return Piece(TimeSpec(form="calendar", year=year, named=True), at, at + 1) if inside else None
    if words.tagged(at - 1, "PROPN") and words.doc[at - 1].sent.start < at - 1:
        return Piece(TimeSpec(form="calendar", year=year, named=True), at, at + 1)
    closing = before == "," and following in (".", ")") and not words.at(at - 2)[:1].isdigit()
    alone = closing or following in (")", ",", "'s", "’s")
    return Piece(TimeSpec(form="calendar", year=year), at, at + 1) if alone else None


def decade(words: Words, at: int) -> Piece | None:
    """"1990s", "'90s"."""
    found = DECADE.fullmatch(words.at(at))
    if found:
        return Piece(TimeSpec(form="calendar", year=int(found[1]) * 10, years=10), at, at + 1)
    found = SHORT_DECADE.fullmatch(words.at(at))
    if found and words.at(at - 1) in ("'", "’", "the", "early", "late", "mid"):
        return Piece(TimeSpec(form="calendar", year=1900 + int(found[1]) * 10, years=10), at, at + 1)
    return None


def named_decade(words: Words, at: int) -> Piece | None:
    """"the sixties"; "in his sixties" is an age."""
    if words.at(at - 1) not in ("the", "early", "late", "mid"):
        return None
    year = 1900 + words.lexicon.table.decade_names[words.at(at)]
    return Piece(TimeSpec(form="calendar", year=year, years=10), at, at + 1)


def century(words: Words, at: int) -> Piece | None:
    """"the 20th century", taken as 1900 to 1999 as in common use."""
    found = CENTURY.fullmatch(words.at(at))
    last = at + 2 if words.at(at + 1) in DASHES else at + 1
    if found is None or words.at(last) != "century":
        return None
    return Piece(TimeSpec(form="calendar", year=(int(found[1]) - 1) * 100, years=100), at, last + 1)
