"""What the readers of time expressions share: the words of a document, a piece of an expression, years and days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.codebook.measures import TimeLexicon, TimeSpec

YEAR = re.compile(r"(?:1[5-9]|20)\d\d", re.ASCII)
DAY = re.compile(r"([12]\d|3[01]|0?[1-9])(st|nd|rd|th)?", re.ASCII)
DASHES = frozenset({"-", "–", "—"})


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

    def tagged(self, index: int, *tags: str) -> bool:
        """Whether there is such a token and its part of speech is one of these."""
        return 0 <= index < len(self.lowers) and self.doc[index].pos_ in tags


@dataclass(frozen=True, slots=True)
class Piece:
    """A spec and its half-open token range."""

    spec: TimeSpec
    first: int
    last: int


def day_number(word: str) -> int | None:
    """The day of the month that "3", "03" or "3rd" tells."""
    found = DAY.fullmatch(word)
    return int(found[1]) if found else None


def year_after(words: Words, at: int) -> tuple[int | None, int]:
    """The year right after a date, with or without a comma, and the token after it."""
    skip = at + 1 if words.at(at) == "," else at
    if YEAR.fullmatch(words.at(skip)) and not (skip > at and words.at(skip + 1) in words.lexicon.table.months):
        return int(words.at(skip)), skip + 1
    return None, at
