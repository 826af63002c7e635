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
    from collections.abc import Iterable, Iterator

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


class BlockIndex:
    """Sketches in memory by their anchors and buckets of days; `forget` lets go of those that are long past."""

    def __init__(self, judging: Judging) -> None:
        self._judging = judging
        self._blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
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
            for key in _keys(rows, self._judging.blocks.days):
                self._blocks[key].append(sketch.id)

    def candidates(self, sketch: Sketch) -> list[Sketch]:
        """Kept sketches that share most keys with this one and may lie on its days, at most `blocks.crowd` of them, in
        order of ids.

        Small blocks come first; a key that a crowd shares says little, and is passed over while finer ones bring enough
        together.
        """
        rows = self._rows(sketch)
        if not rows:
            return []
        crowd = self._judging.blocks.crowd
        first, last = rows[0].first, rows[0].last
        counts: Counter[str] = Counter()
        blocks = [self._blocks[key] for key in _keys(rows, self._judging.blocks.days) if key in self._blocks]
        for members in sorted(blocks, key=len):
            if len(members) > crowd * CROWDS or (len(members) > crowd and len(counts) >= crowd):
                break
            counts.update(members)
        counts.pop(sketch.id, None)
        meeting = [one for one in counts if self._spans[one][0] <= last and first <= self._spans[one][1]]
        nearest = sorted(meeting, key=lambda one: (-counts[one], one))[:crowd]
        return [self._sketches[one] for one in sorted(nearest)]

    def forget(self, before: int) -> None:
        """Let go of all that cannot have happened on that day or later; undated claims stay."""
        gone = {name for name, (_, last) in self._spans.items() if 0 < last < before}
        for name in gone:
            del self._sketches[name], self._spans[name]
        width = self._judging.blocks.days
        for key in [key for key in self._blocks if 0 < key[1] < before // width - 1]:
            del self._blocks[key]
        for members in self._blocks.values():
            members[:] = [name for name in members if name not in gone]


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


def _keys(rows: tuple[BlockRow, ...], width: int) -> list[tuple[str, int]]:
    """The anchors of a claim with each bucket of days that it touches, the latest ones where they are many."""
    first, last = rows[0].first // width, rows[0].last // width
    buckets = range(max(first, last - MOST_BUCKETS + 1), last + 1)
    return [(row.anchor, bucket) for row in rows for bucket in buckets]
