"""Cuts a text into the lines that are labelled: one per paragraph, hard-wrapped ones joined.

Takes the text as it stands, gives `Line`s with half-open spans and no outer white space; every character that is not
white space is in exactly one of them. A page run together in one line is cut in `runon.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.ingest.lexicon import fold, lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.records import BlockKind

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TERMINAL = re.compile(
    r"""[.?!\u2026\u061f\u3002][)\]"'\u201d\u2019\u00bb\u200e\u200b]*(?:\s?\[\w{1,3}\]|\s?\(\(\w+\)\)){0,6}[:"\u201d]?$"""
)
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|No|Gen|Col|Lt|Dr|Mr|Mrs)\.$")
_FIRST_CHUNK = re.compile(r"[^\s-]+-?")
_BULLET = re.compile(r"^(?:[-\u2013\u2014\u2022\u25cf\u25aa\u00b7*>\u00bb\u203a\u25ba\u25b6]|\d{1,2}[.)])\s+(?=\S)")
_NO_POINTS = str.maketrans(dict.fromkeys(".,;:!?()[]{}\"'\u201c\u201d\u2018\u2019\u2026\u2013\u2014|/", " "))
STEM = 5
_CONTENT_LETTERS = 4
_ASKED_WORDS = 14
_LONG, _FRONT, _BACK = 400, 160, 140


@dataclass(frozen=True, slots=True)
class Hint:
    """What the markup of an HTML page says of a line: its kind where the markup tells, the share of its characters
    that are links, the level of its heading (0: none), and whether the extractor kept it (`None`: not asked)."""

    kind: BlockKind | None = None
    link_share: float = 0.0
    heading: int = 0
    extracted: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line to label, with what is asked of it again and again.

    `terminal`: it ends as a sentence ends. `capitals`: share of its longer words that begin with a capital; 0 for long
    sentences, of which nobody asks it. `folded` holds of a long line its two ends, where cue words stand.
    """

    text: str
    start: int
    end: int
    folded: str
    words: int
    terminal: bool
    colon: bool
    bullet: bool
    capitals: float
    upper: bool
    hint: Hint
    kind: BlockKind | None = None


def physical_lines(text: str) -> list[tuple[int, int]]:
    """Spans of the non-blank lines, without outer white space."""
    spans: list[tuple[int, int]] = []
    at = 0
    for match in _BREAK.finditer(text):
        _add(spans, text, at=at, end=match.start())
        at = match.end()
    _add(spans, text, at=at, end=len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, *, at: int, end: int) -> None:
    line = text[at:end]
    if inner := line.strip():
        start = at + len(line) - len(line.lstrip())
        spans.append((start, start + len(inner)))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs: physical lines, those of a hard-wrapped text joined."""
    spans = physical_lines(text)
    follows = [_adjacent(text, left, right) for left, right in pairwise(spans)]
    width = _wrap_width(text, spans, follows=follows)
    if width is None:
        return spans
    joined = [spans[0]]
    for index, follow in enumerate(follows):
        left, right = spans[index], spans[index + 1]
        if follow and _wrapped(text, left, right, width=width):
            joined[-1] = (joined[-1][0], right[1])
        else:
            joined.append(right)
    return joined


def _adjacent(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether one line stands directly under the other, with no blank line between."""
    return len(_BREAK.findall(text, left[1], right[0])) == 1


def _wrapped(text: str, left: tuple[int, int], right: tuple[int, int], *, width: int) -> bool:
    """Whether a greedy filler of this width breaks here: the next word would not have fitted.

    An indent ("   A REPORT PUBLISHED BY") takes its room in the line, and a line that ends within a sentence may be
    short of the width by a few characters: a hand has set it.
    """
    chunk = _FIRST_CHUNK.match(text, right[0], right[1])
    length = left[1] - _margin(text, left[0])
    if chunk is None or length > width or length * 2 <= width:
        return False
    cut_short = _TERMINAL.search(text[max(left[1] - 40, left[0]):left[1]]) is None
    return length + 1 + len(chunk[0]) + cut_short * lexicon().thresholds.lines.slack > width


def _margin(text: str, start: int) -> int:
    """Where the line stands that has its first character other than white space at `start`."""
    while start and text[start - 1] in " \t":
        start -= 1
    return start


def _wrap_width(text: str, spans: Sequence[tuple[int, int]], *, follows: Sequence[bool]) -> int | None:
    """The width at which the text is hard-wrapped; `None` where it is not."""
    limits = lexicon().thresholds.lines
    breaks = [(spans[i], spans[i + 1]) for i, follow in enumerate(follows) if follow]
    lengths = [left[1] - _margin(text, left[0]) for left, _ in breaks]
    narrow = [length for length in lengths if limits.min_width <= length <= limits.max_width]
    if len(breaks) < limits.min_breaks or len(narrow) < limits.min_share * len(breaks):
        return None
    width = max(narrow)
    fitting = sum(_wrapped(text, left, right, width=width) for left, right in breaks)
    if fitting < limits.min_breaks or fitting < limits.min_share * len(breaks):
        return None
    return width


def make_line(text: str, span: tuple[int, int], *, hint: Hint | None = None, kind: BlockKind | None = None) -> Line:
    """Measure one line; `kind` is set where the cutter already knows what it is."""
    raw = text[span[0] : span[1]]
    split = raw.split()
    terminal = bool(_TERMINAL.search(raw[-40:])) and not (_ABBREVIATED.search(raw[-12:]) and _titled(split))
    return Line(
        text=raw,
        start=span[0],
        end=span[1],
        folded=fold(raw if len(raw) <= _LONG else f"{raw[:_FRONT]} {raw[-_BACK:]}"),
        words=len(split),
        terminal=terminal,
        colon=raw.endswith((":", ":\u201d", ':"')),
        bullet=bool(_BULLET.match(raw)),
        capitals=0.0 if terminal and len(split) > _ASKED_WORDS else _capitals(split),
        upper=raw.isupper(),
        hint=hint or Hint(),
        kind=kind,
    )


def _capitals(words: Sequence[str]) -> float:
    """The share of the longer words that begin with a capital."""
    longer = [word[0] for word in words if len(word) >= _CONTENT_LETTERS and word[0].isalpha()]
    return sum(map(str.isupper, longer)) / len(longer) if longer else 0.0


def _titled(words: Sequence[str]) -> bool:
    """Whether a line that ends in an abbreviation reads as a headline ("... Across Much of U.S.")."""
    return not any(len(word) >= _CONTENT_LETTERS and word.islower() and word.endswith(("ed", "ing")) for word in words)


def stems(text: str) -> frozenset[str]:
    """The first letters of the content words of a text, by which two lines are seen to share their matter."""
    words = text.casefold().translate(_NO_POINTS).split()
    return frozenset([word[:STEM] for word in words if len(word) >= _CONTENT_LETTERS]) - lexicon().language.stop_words
