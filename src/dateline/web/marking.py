"""A report cut into pieces for reading: its blocks, and within them the words of claims, nested and overlapping.

The pieces of a block put together are its words exactly, so that a selection in the page is a span of the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.records import Article

FURNITURE: Final = frozenset({
    "promotion", "navigation", "section", "outlet", "teaser", "related", "signup", "advertisement", "footer", "other",
})
"""Blocks that are never read for claims, or only for another telling of one: shown faint."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a claim stands: its sentence and its trigger, half-open characters of the article; its number in the list,
    its event and quad class, and whether a person rejected it."""

    claim: str
    number: int
    start: int
    end: int
    trigger: tuple[int, int]
    event: str
    quad: int
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand under the same claims: `claims` those whose sentence they are in, `triggers` those of whose
    trigger they are a part, in the order of the list; `first` says that a trigger begins here."""

    text: str
    start: int
    claims: tuple[str, ...] = ()
    triggers: tuple[Mark, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the page in pieces."""

    kind: str
    furniture: bool
    pieces: tuple[Piece, ...]


def paragraphs(article: Article, marks: Sequence[Mark], *, end: int | None = None) -> list[Paragraph]:
    """The blocks of an article in order, and the words between them that no block has, up to a character."""
    last = min(len(article.text), end if end is not None else len(article.text))
    found = []
    for kind, start, stop in _stretches(article, last):
        mine = [mark for mark in marks if mark.start < stop and mark.end > start]
        found.append(Paragraph(kind, kind in FURNITURE, tuple(pieces(article.text, mine, start=start, end=stop))))
    return found


def _stretches(article: Article, last: int) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of every stretch with words in it, blocks and what lies between."""
    at = 0
    for block in article.blocks:
        if block.start >= last:
            break
        yield from _between(article.text, at, block.start)
        at = min(block.end, last)
        yield block.kind, block.start, at
    yield from _between(article.text, at, last)


def _between(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    words = text[start:end]
    if words.strip():
        begin = start + len(words) - len(words.lstrip())
        yield "other", begin, begin + len(words.strip())


def pieces(text: str, marks: Iterable[Mark], *, start: int, end: int) -> Iterator[Piece]:
    """The words between two characters, cut wherever a sentence or a trigger of a claim begins or ends."""
    known = sorted(marks, key=lambda mark: mark.number)
    cuts = {start, end}
    for mark in known:
        cuts.update(at for at in (mark.start, mark.end, *mark.trigger) if start < at < end)
    ordered = sorted(cuts)
    for here, there in pairwise(ordered):
        over = tuple(mark.claim for mark in known if mark.start <= here and there <= mark.end)
        triggers = tuple(mark for mark in known if mark.trigger[0] <= here and there <= mark.trigger[1])
        yield Piece(text[here:there], here, over, triggers, any(mark.trigger[0] == here for mark in triggers))
