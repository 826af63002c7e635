"""How far a run is: units done, rate of late, time left, memory of each worker."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.scale.manifest import Entry
    from dateline.scale.plan import Plan, Shard
    from dateline.scale.worker import Say

WINDOW: Final = 120.0
"""Seconds over which the rate is counted."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One look. `rate` is units a second of late, `left_seconds` what that makes of the rest; `None` while unknown."""

    units: int
    of_units: int
    shards: int
    of_shards: int
    rate: float | None
    left_seconds: float | None
    memory_mb: tuple[int, ...]
    outcomes: dict[str, int]
    records: int
    issues: int

    def as_row(self) -> dict[str, Any]:
        """What `--progress json` writes."""
        return {name: getattr(self, name) for name in self.__slots__}


class Progress:
    """Counts; told by several threads."""

    def __init__(self, plan: Plan, done: Iterable[Entry]) -> None:
        """`done` are the shards of earlier runs."""
        self.plan = plan
        self._lock = threading.Lock()
        self._units = self._shards = 0
        self._inside: dict[int, tuple[int, int]] = {}
        self._memory: dict[int, int] = {}
        self._outcomes: Counter[str] = Counter()
        self._rows: Counter[str] = Counter()
        for entry in done:
            self._count(entry)
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), self._units)])

    def hear(self, worker: int, said: Say, shard: Shard | None) -> None:
        """What a worker says of itself."""
        with self._lock:
            if said.memory_mb:
                self._memory[worker] = round(said.memory_mb)
            if shard is not None and said.what == "page":
                self._inside[worker] = (shard.number, said.position)
            elif said.what == "ready":
                self._inside.pop(worker, None)

    def finish(self, entry: Entry) -> None:
        """A shard is in the manifest."""
        with self._lock:
            for worker, (shard, _) in list(self._inside.items()):
                if shard == entry.shard:
                    del self._inside[worker]
            self._count(entry)

    def _count(self, entry: Entry) -> None:
        self._units += entry.units
        self._shards += 1
        self._outcomes.update(entry.outcomes)
        self._rows.update(entry.rows)

    def look(self) -> Snapshot:
        """Where things stand."""
        with self._lock:
            units = self._units + sum(position for _, position in self._inside.values())
            rate = self._rate(units)
            rest = self.plan.units - units
            return Snapshot(
                units=units, of_units=self.plan.units, shards=self._shards, of_shards=len(self.plan.shards),
                rate=None if rate is None else round(rate, 2),
                left_seconds=round(rest / rate) if rate else None, memory_mb=tuple(
                    self._memory[worker] for worker in sorted(self._memory)),
                outcomes=dict(self._outcomes),
                records=self._rows["claims"] + self._rows["arrangements"] + self._rows["controls"],
                issues=self._rows["issues"],
            )

    def _rate(self, units: int) -> float | None:
        """Units a second over the last window; `None` before there is anything to go by."""
        now = time.monotonic()
        self._marks.append((now, units))
        while len(self._marks) > 2 and now - self._marks[1][0] > WINDOW:  # noqa: PLR2004 - the first mark is the base
            self._marks.popleft()
        begun, base = self._marks[0]
        return (units - base) / (now - begun) if now > begun and units > base else None
