"""The text of a `Doc` as arrays, and its runs of capitalised words, in which names of places are looked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from dateline.gazetteer.places import PlaceIndex
    from dateline.records import Mention

HYPHENS: Final = frozenset("-‐‑–")
_JOINERS: Final = frozenset({
    "al", "el", "ul", "ez", "es", "ad", "ar", "as", "at", "az", "an", "ash", "esh", "er", "et", "ed",
})
_INNER: Final = frozenset({
    "de", "del", "di", "da", "do", "dos", "du", "la", "le", "les", "los", "las", "el", "al", "bin", "upon",
})
_SHOUTING: Final = 0.72
"""The share of capitalised words from which a sentence is a headline, whose capitals tell nothing."""


class Hit(NamedTuple):
    """A name of the index in the text: half-open token range and folded name."""

    first: int
    last: int
    key: str


@dataclass(slots=True)
class Scan:
    """The text as arrays by token, so that no attribute of the `Doc` is fetched twice, and what was found so far.

    `loud` marks the tokens of sentences whose capitals tell nothing, `surnames` has the folded last words of persons'
    names.
    """

    doc: Doc
    places: PlaceIndex
    text: str
    words: list[str]
    lower: list[str]
    pos: list[str]
    starts: list[int]
    ends: list[int]
    named: list[bool]
    breaks: list[bool]
    loud: list[bool]
    surnames: set[str] = field(default_factory=set)
    names: list[Mention] = field(default_factory=list)


def scan_of(doc: Doc, *, places: PlaceIndex) -> Scan:
    """Lay the `Doc` out as arrays."""
    words = [token.text for token in doc]
    count = len(words)
    table = doc.to_array(["POS", "SENT_START", "SPACY"]).tolist() if count else []
    tags = {number: doc.vocab.strings[number] for number in {row[0] for row in table}}
    pos = [tags[row[0]] for row in table]
    breaks = [row[1] == 1 or tags[row[0]] == "SPACE" for row in table]
    pieces = [word + " " if row[2] else word for word, row in zip(words, table, strict=True)]
    starts = [0, *accumulate(map(len, pieces))][:count]
    named = [pos[at] != "SPACE" and _is_named(word) for at, word in enumerate(words)]
    loud = [False] * count
    first = 0
    for at in [*(at for at in range(1, count) if breaks[at]), count]:
        letters = sum(word[0].isalpha() for word in words[first:at])
        capitals = sum(named[first:at])
        if capitals > 4 and capitals > _SHOUTING * letters:  # noqa: PLR2004
            loud[first:at] = [True] * (at - first)
        first = at
    return Scan(
        doc=doc, places=places, text="".join(pieces), words=words, lower=[word.lower() for word in words], pos=pos,
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)], named=named, breaks=breaks,
        loud=loud,
    )


def _is_named(word: str) -> bool:
    """Tell whether a token could be a word of a name: it begins with a capital, marks of transliteration aside."""
    letter = word[0]
    if letter in "‘'`’ʿʻ" and len(word) > 1:
        letter = word[1]
    elif len(word) > 3 and word[1] in "'’" and letter in "dlo":  # noqa: PLR2004
        letter = word[2]
    return letter.isupper()


def runs_of(scan: Scan) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words, hyphens and articles inside a name included."""
    at, count = 0, len(scan.words)
    while at < count:
        if not (scan.named[at] or opens_article(scan, at)):
            at += 1
            continue
        first = at
        at += 1
        while at < count and not scan.breaks[at]:
            if scan.named[at]:
                at += 1
            elif at + 1 < count and _joins(scan, at):
                at += 2
            elif _article_inside(scan, at):
                at += 3
            else:
                break
        yield first, at


def opens_article(scan: Scan, at: int) -> bool:
    """Tell whether a lower-case Arabic article begins a name here ("al-Bab")."""
    return (
        scan.lower[at] in _JOINERS and at + 2 < len(scan.words) and scan.words[at + 1] in HYPHENS
        and scan.named[at + 2] and scan.starts[at + 2] == scan.ends[at + 1]
    )


def _joins(scan: Scan, at: int) -> bool:
    """Tell whether a hyphen or a small word joins capitalised words here ("Port-Louis", "Rio de Janeiro")."""
    if scan.words[at] in HYPHENS:
        return scan.starts[at] == scan.ends[at - 1] and scan.named[at + 1] and scan.starts[at + 1] == scan.ends[at]
    return scan.lower[at] in _INNER and scan.named[at + 1] and not scan.breaks[at + 1]


def _article_inside(scan: Scan, at: int) -> bool:
    """Tell whether an article joins here ("Deir ez-Zor", "Jisr-al-Shughur")."""
    if scan.words[at] in HYPHENS and at + 1 < len(scan.words):
        return opens_article(scan, at + 1) or (scan.lower[at + 1] in _JOINERS and _joins(scan, at + 1))
    return opens_article(scan, at)
