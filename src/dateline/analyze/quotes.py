"""Quotation marks to quoted stretches: every style of mark, across sentences and paragraphs, missing closers mended.

A paragraph is what lies between two gaps (a token with a line break, or a one-token sentence of white space). A quote
left open at the end of a paragraph runs on when the next one opens with a mark: that is the convention of the press.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

OPENERS = {"“": "”", "„": "“”", "«": "»", "‘": "’", "``": "''", "`": "''", "‹": "›", "「": "」", "‟": "”"}
"""Marks that only open, each with the marks that close it."""
CLOSERS = frozenset("”»›」") | {"''"}
STRAIGHT = frozenset({'"', "＂"})
SINGLE = frozenset({"'"})
MARKS = frozenset(OPENERS) | CLOSERS | STRAIGHT | SINGLE | frozenset("’")


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between two marks: a half-open token range without the marks, and the paragraph it stands in.

    `runs_on` is true when it was left open and the next paragraph takes it up; `taken_up` when it does so itself.
    """

    first: int
    last: int
    paragraph: int
    runs_on: bool = False
    taken_up: bool = False


@dataclass(slots=True)
class Opening:
    """A mark still waiting for its closer: the token after it, and what closes it."""

    first: int
    closers: str


def find_paragraphs(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Half-open token ranges between the gaps, in order; gaps themselves belong to none."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for token in doc:
        if (token.is_space and "\n" in token.text) or _is_gap(doc, token.i):
            if token.i > start:
                ranges.append((start, token.i))
            start = token.i + 1
    if start < len(doc):
        ranges.append((start, len(doc)))
    return tuple(ranges)


def _is_gap(doc: Doc, index: int) -> bool:
    """A one-token sentence tagged SPACE: furniture or white space between blocks."""
    token = doc[index]
    if token.pos_ != "SPACE" or not token.is_sent_start:
        return False
    return index + 1 == len(doc) or bool(doc[index + 1].is_sent_start)


def find_quotes(doc: Doc, paragraphs: tuple[tuple[int, int], ...]) -> tuple[Quote, ...]:
    """Every quoted stretch, in order; stretches without a word are left out, nested ones belong to the outer."""
    quotes: list[Quote] = []
    pending = False
    for number, (start, end) in enumerate(paragraphs):
        found = list(_paragraph_quotes(doc, start, end))
        for position, (first, last, closed) in enumerate(found):
            runs_on = not closed and position == len(found) - 1 and _opens_with_mark(doc, paragraphs, number + 1)
            stop = last if closed or runs_on else _mended_end(doc, first, last)
            taken_up = pending and position == 0 and first <= start + 1
            if stop > first:
                quotes.append(Quote(first, stop, number, runs_on=runs_on, taken_up=taken_up))
        pending = bool(found) and bool(quotes) and quotes[-1].paragraph == number and quotes[-1].runs_on
    return tuple(quotes)


def _paragraph_quotes(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """(first, last, closed) of each quote of one paragraph; an unclosed one reaches to the next opener or the end."""
    opening: Opening | None = None
    for index in range(start, end):
        text = doc[index].text
        if text not in MARKS:
            continue
        if opening is None:
            if _may_open(doc, index, start):
                opening = Opening(index + 1, OPENERS.get(text, text))
        elif text == "`" and opening.first == index:
            opening.first += 1
        elif text in opening.closers and not _only_opens(doc, index, start=start, end=end):
            yield opening.first, index, True
            opening = None
        elif text in opening.closers or (text in OPENERS and text not in SINGLE and OPENERS[text] == opening.closers):
            yield opening.first, index, False
            opening = Opening(index + 1, OPENERS.get(text, text))
    if opening is not None and opening.closers not in SINGLE:
        yield opening.first, end, False


def _may_open(doc: Doc, index: int, start: int) -> bool:
    """A mark that can open: directional openers always, straight ones after white space, bracket or dash."""
    text = doc[index].text
    if text in OPENERS:
        return text != "‘" or _before_is_open(doc, index, start)
    if text in STRAIGHT or text in SINGLE:
        return _before_is_open(doc, index, start) and not doc[index].whitespace_
    return False


def _before_is_open(doc: Doc, index: int, start: int) -> bool:
    """Nothing, white space, a bracket, a dash or another mark stands directly before the token."""
    if index == start:
        return True
    before = doc[index - 1]
    return bool(before.whitespace_) or before.text in "([{—–-:\"“‘'" or before.is_space


def _only_opens(doc: Doc, index: int, *, start: int, end: int) -> bool:
    """A straight mark with white space before and none after: inside an open quote, the last closer is missing."""
    if doc[index].text not in STRAIGHT or index == start or index + 1 >= end:
        return False
    return bool(doc[index - 1].whitespace_) and not doc[index].whitespace_ and not doc[index + 1].is_punct


def _opens_with_mark(doc: Doc, paragraphs: tuple[tuple[int, int], ...], number: int) -> bool:
    """The next paragraph begins with a mark that opens."""
    if number >= len(paragraphs):
        return False
    start = paragraphs[number][0]
    return doc[start].text in MARKS and _may_open(doc, start, start)


def _mended_end(doc: Doc, first: int, last: int) -> int:
    """Where a quote without closer ends: with its paragraph when it began a sentence, else with its sentence."""
    if first >= last:
        return first
    begins = bool(doc[first].is_sent_start) or (first > 0 and bool(doc[first - 1].is_sent_start))
    if begins or (first > 0 and doc[first - 1].i > 0 and doc[first - 2].text == ":"):
        return last
    for index in range(first + 1, last):
        if doc[index].is_sent_start:
            return index
    return last
