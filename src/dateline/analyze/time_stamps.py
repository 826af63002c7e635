"""The times printed over the entries of a live blog, as mentions: "14:32 GMT", "2h ago", "Mon 10 Oct 2016 23:50 BST".

Such a line is furniture and not parsed, so that its mention stands on the one token of the gap that holds it: that is
how resolving and coding know it for a stamp. The dateline of a plain report is none: a stamp stands under words that
are read, and over some.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from dateline.analyze.times import read_words
from dateline.codebook.measures import TimeSpec, pack
from dateline.records import READ_KINDS, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.codebook.measures import TimeLexicon
    from dateline.records import Article, Block

_WORDS = re.compile(r"[^\s,|()·•–—]+|[,()]")
_SHORT = re.compile(r"(\d{1,2})([a-z]{1,4})", re.ASCII)
MOST_CHARACTERS = 80
"""A longer line of furniture tells more than a time."""
FEWEST_ENTRIES = 2


def find_stamps(article: Article, doc: Doc, *, lexicon: TimeLexicon) -> list[Mention]:
    """The stamps of a live blog, in order; none where fewer than two entries have one."""
    found = []
    for block in _over_entries(article):
        spec = _spec(article.text[block.start:block.end], doc=doc, lexicon=lexicon)
        if spec is not None:
            found.append((block, spec))
    if len(found) < FEWEST_ENTRIES or all(spec.clock is None and spec.unit is None for _, spec in found):
        return []
    starts = [token.idx for token in doc]
    return [_mention(article, block, spec=spec, at=bisect_right(starts, block.start) - 1) for block, spec in found]


def _over_entries(article: Article) -> Iterator[Block]:
    """Short datelines that have words which are read under them, before the next dateline."""
    waiting: Block | None = None
    for block in article.blocks:
        if block.kind == "dateline":
            waiting = block if block.end - block.start <= MOST_CHARACTERS else None
        elif block.kind in READ_KINDS and waiting is not None:
            yield waiting
            waiting = None


def _spec(line: str, *, doc: Doc, lexicon: TimeLexicon) -> TimeSpec | None:
    """What the line tells: the one time in it, or hours back from publication ("2h ago")."""
    words = _WORDS.findall(line)
    short = _SHORT.fullmatch(words[0].lower()) if words else None
    unit = lexicon.table.stamp_units.get(short[2]) if short and words[-1].lower() == "ago" else None
    if short and unit:
        return TimeSpec(form="relative", unit=unit, shift=-int(short[1]))
    if not words:
        return None
    line_doc = Doc(doc.vocab, words=words, sent_starts=[index == 0 for index in range(len(words))])
    specs = [piece.spec for piece in read_words(line_doc, lexicon=lexicon)]
    told = [spec for spec in specs if spec.form in ("calendar", "clock", "relative") and spec.until is None]
    return told[0] if len(told) == 1 == len(specs) else None


def _mention(article: Article, block: Block, *, spec: TimeSpec, at: int) -> Mention:
    return Mention(
        kind="time", form="expression", first=at, last=at + 1, head=at, start=block.start, end=block.end,
        text=article.text[block.start:block.end], entries=pack(spec),
    )
