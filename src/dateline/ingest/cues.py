"""What a line shows of itself, by its words alone: cue phrases, credits, bylines, printed dates.

Takes a `Line`, gives a block kind or `None`. Position and neighbours are weighed in `labels.py`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dateline.ingest.dates import clock_only, read_dates
from dateline.ingest.lexicon import first_word, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.ingest.dates import PrintedDate
    from dateline.ingest.lexicon import Lexicon
    from dateline.ingest.lines import Line
    from dateline.records import BlockKind

_WITHIN_MAX_WORDS = 90
_DATELINE_MAX_CHARACTERS = 160
_TOKEN = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_MIN_LIST_PARTS = 3
_OTHER_WORDS = 3
_CREDIT_WORDS = 16
_NAME_SHARE = 0.6
_OTHER_WORDS_WITH_ROLE = 6
_BYLINE = re.compile(r"^(?:By|BY|by)[:\s]\s?(?:the\s)?[A-Z\u00c0-\u00de][^?!]{1,100}$")
_INITIALS = re.compile(r"^[\[(]?[A-Z]{2,3}(?:\s?/\s?[A-Z]{2,3}){1,3}[\])]?$")
_NAMES = re.compile(r"^[A-Z]\.\s?[A-Z][\w'-]+(?:\s?[/&,]\s?[A-Z]\.\s?[A-Z][\w'-]+)+$")
_BOOK = re.compile(r"\s[-\u2013\u2014]\s[Bb]y\s[A-Z][\w.]*(?:\s[A-Z][\w.'-]*){0,3}$")
_LIST_MARK = re.compile(r"\s[\u2022\u00b7\u25cf\u25aa]\s")
_LEAD_ONLY = re.compile(r"^[A-Z][\w.,'\u2019\s/-]{1,50}(?:\(\w[\w\s/-]{0,30}\))?\s?[\u2014\u2013-]{1,2}$")
_BRACKET_CREDIT = re.compile(r"[\[(][^\[\]()]{2,60}/[^\[\]()]{2,40}[\])]$")
_LETTERS = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*")
_SEPARATED = re.compile(r"[,:|/\u2022\u00b7(\u2013\u2014-]\s*$")


@cache
def _triggers() -> tuple[tuple[str, str], ...]:
    """Each phrase that may stand anywhere, with its longest word, by which a page is first asked for it."""
    return tuple((phrase, max(_TOKEN.findall(phrase), key=len, default="")) for phrase in lexicon().within_kinds)


def present_phrases(folded: Iterable[str]) -> tuple[str, ...]:
    """The cue phrases that stand anywhere in the page, so that each line is only asked for those."""
    page = "\n".join(folded)
    words = set(_TOKEN.findall(page))
    return tuple(phrase for phrase, word in _triggers() if (not word or word in words) and phrase in page)


def cue_kind(line: Line, present: tuple[str, ...]) -> BlockKind | None:
    """The kind that the line's own words show, most certain cue first; `None` where they show nothing."""
    if line.kind or line.hint.kind:
        return line.kind or line.hint.kind
    table = lexicon()
    if kind := table.whole.get(line.folded):
        return kind
    if is_dateline(line):
        return "dateline"
    return _start_cue(line, table) or _shape(line) or _within_cue(line, present, table=table) or _end_cue(line, table)


def _end_cue(line: Line, table: Lexicon) -> BlockKind | None:
    if not line.folded.endswith(table.end_forms):
        return None
    return next(
        (kind for phrase, kind, most in table.ends if line.words <= most and line.folded.endswith(phrase)), None
    )


def _start_cue(line: Line, table: Lexicon) -> BlockKind | None:
    for phrase, kind, most in table.start.get(first_word(line.folded), ()):
        if line.words <= most and line.folded.startswith(phrase):
            rest = line.folded[len(phrase) : len(phrase) + 1]
            if not (phrase[-1].isalnum() and rest.isalnum()):
                return kind
    return None


def _within_cue(line: Line, present: tuple[str, ...], *, table: Lexicon) -> BlockKind | None:
    if line.words > _WITHIN_MAX_WORDS:
        return None
    for phrase in present:
        kind, most = table.within_kinds[phrase]
        at = line.folded.find(phrase) if line.words <= most else -1
        if at > 0 and phrase[0].isalnum() and line.folded[at - 1].isalnum():
            continue
        if at >= 0 and not (kind == "caption" and _credit_is_matter(line, at=at)):
            return kind
    return None


def _credit_is_matter(line: Line, *, at: int) -> bool:
    """Whether a photo credit stands in the first half of a long sentence, where it is what the report is about."""
    return line.terminal and line.words > _OTHER_WORDS * 8 and at * 2 < len(line.folded)


def _shape(line: Line) -> BlockKind | None:
    """Kinds shown by the form of the line: bylines, initials, lists run together, credits, adverts for books."""
    text = line.text
    if line.words <= _CREDIT_WORDS and _is_credit(line):
        return "byline"
    if "|" in text and not line.terminal and text.count("|") >= _MIN_LIST_PARTS:
        return "navigation"
    if not text.isascii() and len(_LIST_MARK.findall(text)) >= _MIN_LIST_PARTS - 1:
        return "related"
    credited = (
        text.endswith((")", "]")) and line.words <= _WITHIN_MAX_WORDS and bool(_BRACKET_CREDIT.search(text[-110:]))
    )
    if credited or line.terminal or line.words > _WITHIN_MAX_WORDS:
        return "caption" if credited else None
    if _BOOK.search(text[-60:]):
        return "advertisement"
    return _open_shape(line)


def _is_credit(line: Line) -> bool:
    """Whether the line is a byline by its form: "By NAME", initials, or initialled names."""
    text = line.text
    named = not line.terminal and _BYLINE.match(text) is not None and line.capitals >= _NAME_SHARE
    return named or bool(_INITIALS.match(text) or _NAMES.match(text))


def _open_shape(line: Line) -> BlockKind | None:
    """Kinds of a line that does not end as a sentence: a lead alone, a credited caption."""
    if _LEAD_ONLY.match(line.text) and not line.text.islower():
        return "dateline"
    return "caption" if _credit_first(line) else None


def _credit_first(line: Line) -> bool:
    """A line such as "Reuters In 2014 ..." or "AP:Associated Press The girls ...": a credit run into a caption."""
    words = line.text.replace(":", ": ").split()
    return (
        line.words > _OTHER_WORDS
        and not line.colon
        and words[0].rstrip(":") in lexicon().agencies
        and words[1][:1].isupper()
        and not words[1].isupper()
    )


def is_dateline(line: Line) -> bool:
    """Whether the line prints a date or a time and hardly anything else ("Wed Oct 19, 2016 6:6PM", "10:42 GMT")."""
    text = line.text
    if len(text) > _DATELINE_MAX_CHARACTERS:
        return False
    if not _DIGIT.search(text):
        return False
    if clock_only(text) or clock_only(_unled(text)):
        return True
    dates = list(read_dates(text))
    if not dates:
        return _relative(line)
    return _little_else(text, dates)


def _unled(text: str) -> str:
    """The line without the words of filler before its time ("Posted at 08:15")."""
    words = text.split()
    filler = lexicon().dates.filler
    at = next((i for i, word in enumerate(words) if word.strip(".,:").casefold() not in filler), len(words))
    return " ".join(words[at:])


def _little_else(text: str, dates: list[PrintedDate]) -> bool:
    """Whether what stands beside the dates is filler, or a few words set off from them."""
    table = lexicon().dates
    weekdays = frozenset(table.weekdays)
    rest, at = [], 0
    for printed in dates:
        rest.append(text[at : printed.start])
        at = printed.end
    before, after = " ".join(rest), text[at:]
    zones, months = lexicon().zones, lexicon().months

    def others(part: str) -> int:
        return sum(
            1
            for word in _LETTERS.findall(part)
            if (low := word.casefold()) not in table.filler
            and low not in weekdays
            and low not in months
            and word not in zones
        )

    left, right = others(before), others(after)
    if left > 1 and not dates[0].role and not _SEPARATED.search(rest[0].rstrip() or ","):
        return False
    return left + right <= (_OTHER_WORDS_WITH_ROLE if dates[0].role else _OTHER_WORDS)


def _relative(line: Line) -> bool:
    """Whether the line tells its time only against the reader's now ("5 hours ago")."""
    words = line.folded.split()
    filler = lexicon().dates
    return (
        bool(words)
        and not filler.relative.isdisjoint(words)
        and all(
            word.strip(".,:|") in filler.filler or word == "0" or word.startswith(("hour", "minute", "day", "week"))
            for word in words
        )
    )
