"""Blocks: the anchors under which claims that may tell one happening meet.

A row joins a family of events, an anchor and a stretch of days; anchors are a cell of a fine place, an actor that a
table knows, a telling word of the sentence, a name of the report. A store keeps the rows of each claim and looks new
ones up; `BlockIndex` does the same in memory.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dateline.events.sketch import Sketch
    from dateline.events.tables import Judging

MOST_BUCKETS: Final = 6
UNDATED: Final = (0, 0)
"""The days of claims that neither their report nor its date places in time: they meet one another alone."""
REPEATED: Final = "ACCUSE"
"""A charge is repeated for days after it was made."""
CROWDS: Final = 4
"""A key that so many times the crowd share says nothing."""


class BlockRow(NamedTuple):
    """One anchor of a claim and the days between which its act may lie; two claims meet where an anchor is equal and
    the days overlap. A store keeps these rows and looks new ones up by anchor and range."""

    anchor: str
    first: int
    last: int


def block_rows(sketch: Sketch, *, judging: Judging) -> tuple[BlockRow, ...]:
    """The rows of a claim, the same for keeping and for looking up, in a fixed order without repeats.

    An act of which the report gives no day may be told long after it, so it reaches back as far as background does.
    """
    windows = judging.windows
    if sketch.days is None:
        first, last = UNDATED
    elif sketch.days.firm:
        first, last = sketch.days.first - windows.slack, sketch.days.last + windows.slack
    else:
        first, last = min(sketch.days.first, sketch.days.last - windows.background), sketch.days.last + windows.slack
    if sketch.event == REPEATED:
        last += windows.told_by
    return tuple(BlockRow(f"{sketch.family}|{one}", first, last) for one in _anchors(sketch, judging))


def _anchors(sketch: Sketch, judging: Judging) -> tuple[str, ...]:
    anchors: dict[str, None] = {}
    for cell in _cells(sketch, judging.blocks.degrees):
        anchors[cell] = None
    for actor in sorted(sketch.actors.ids | sketch.recipients.ids):
        anchors[f"a:{actor}"] = None
    told = sorted(sketch.words.items(), key=lambda row: -row[1])
    for name in (*(word for word, _ in told[: judging.blocks.names]), *sketch.report.names[: judging.blocks.names]):
        anchors[f"w:{name}"] = None
    return tuple(anchors)


def _cells(sketch: Sketch, degrees: float) -> Iterator[str]:
    """The cell of a fine place and, where it lies near an edge, the neighbours."""
    spot = sketch.spot
    if spot is None or not spot.fine or spot.latitude is None or spot.longitude is None:
        return
    rows, columns = ({math.floor((value + edge) / degrees) for edge in (-degrees / 4, degrees / 4)}
                     for value in (spot.latitude, spot.longitude))
    for row in sorted(rows):
        for column in sorted(columns):
            yield f"p:{row},{column}"


class Member(NamedTuple):
    """A claim under a key: its id and the days between which its act may lie."""

    id: str
    first: int
    last: int


def block_keys(rows: tuple[BlockRow, ...], width: int) -> list[tuple[str, int]]:
    """The anchors of a claim with each bucket of days that it touches, the latest ones where they are many."""
    first, last = rows[0].first // width, rows[0].last // width
    buckets = range(max(first, last - MOST_BUCKETS + 1), last + 1)
    return [(row.anchor, bucket) for row in rows for bucket in buckets]


def most(judging: Judging) -> int:
    """How many members of a key are enough to know that it says nothing."""
    return judging.blocks.crowd * CROWDS + 1


def nearest(
    rows: tuple[BlockRow, ...], members: Callable[[str, int], Sequence[Member]], *, own: str, judging: Judging,
) -> list[str]:
    """The ids of those that share most keys with the claim `own` of these rows and may lie on its days, at most
    `blocks.crowd` of them, in order of ids.

    `members` gives those of one key, all or as many as `most` says. Small blocks come first; a key that a crowd shares
    says little, and is passed over while finer ones bring enough together.
    """
    if not rows:
        return []
    crowd = judging.blocks.crowd
    first, last = rows[0].first, rows[0].last
    counts: Counter[str] = Counter()
    spans: dict[str, Member] = {}
    for block in sorted((members(*key) for key in block_keys(rows, judging.blocks.days)), key=len):
        if len(block) >= most(judging) or (len(block) > crowd and len(counts) >= crowd):
            break
        counts.update(one.id for one in block)
        spans.update((one.id, one) for one in block)
    counts.pop(own, None)
    meeting = [one for one in counts if spans[one].first <= last and first <= spans[one].last]
    return sorted(sorted(meeting, key=lambda one: (-counts[one], one))[:crowd])


class BlockIndex:
    """Sketches in memory by their anchors and buckets of days; `forget` lets go of those that are long past."""

    def __init__(self, judging: Judging) -> None:
        self._judging = judging
        self._blocks: dict[tuple[str, int], list[Member]] = defaultdict(list)
        self._sketches: dict[str, Sketch] = {}
        self._spans: dict[str, tuple[int, int]] = {}
        self._last: tuple[Sketch, tuple[BlockRow, ...]] | None = None

    def _rows(self, sketch: Sketch) -> tuple[BlockRow, ...]:
        """The rows of a sketch; those of the last one are at hand, since whoever is looked up is mostly kept next."""
        if self._last is None or self._last[0] is not sketch:
            self._last = (sketch, block_rows(sketch, judging=self._judging))
        return self._last[1]

    def add(self, sketch: Sketch) -> None:
        """Keep a sketch."""
        rows = self._rows(sketch)
        if rows and sketch.id not in self._sketches:
            self._sketches[sketch.id] = sketch
            self._spans[sketch.id] = (rows[0].first, rows[0].last)
            member = Member(sketch.id, rows[0].first, rows[0].last)
            for key in block_keys(rows, self._judging.blocks.days):
                self._blocks[key].append(member)

    def candidates(self, sketch: Sketch) -> list[Sketch]:
        """The nearest of the kept sketches, in order of ids."""
        found = nearest(self._rows(sketch), self._members, own=sketch.id, judging=self._judging)
        return [self._sketches[one] for one in found]

    def _members(self, anchor: str, bucket: int) -> Sequence[Member]:
        return self._blocks.get((anchor, bucket), ())

    def forget(self, before: int) -> None:
        """Let go of all that cannot have happened on that day or later; undated claims stay."""
        gone = {name for name, (_, last) in self._spans.items() if 0 < last < before}
        for name in gone:
            del self._sketches[name], self._spans[name]
        width = self._judging.blocks.days
        for key in [key for key in self._blocks if 0 < key[1] < before // width - 1]:
            del self._blocks[key]
        for members in self._blocks.values():
            members[:] = [one for one in members if one.id not in gone]


def candidate_pairs(
    new: Iterable[Sketch], known: Iterable[Sketch] = (), *, judging: Judging,
) -> Iterator[tuple[Sketch, Sketch]]:
    """Pairs of which at least one is new, each once, the lesser id first."""
    fresh = sorted({one.id: one for one in new}.values(), key=lambda one: one.id)
    index = BlockIndex(judging)
    for sketch in (*known, *fresh):
        index.add(sketch)
    done: set[tuple[str, str]] = set()
    for one in fresh:
        for other in index.candidates(one):
            pair = (one, other) if one.id < other.id else (other, one)
            if (pair[0].id, pair[1].id) not in done:
                done.add((pair[0].id, pair[1].id))
                yield pair
