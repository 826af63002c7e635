"""How far a batch is, on standard error: a bar on a terminal, a line every ten seconds elsewhere, or JSON."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from dateline.cli.batch import ProgressForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from dateline.scale.progress import Snapshot

EVERY = 10.0
"""Seconds between two lines."""
JSON_EVERY = 1.0


class Teller(Protocol):
    """What is told of a run."""

    def counting(self, name: str, units: int) -> None:
        """A file was counted; so many units so far."""

    def look(self, seen: Snapshot) -> None:
        """Where things stand."""

    def close(self) -> None:
        """Nothing more is told."""


@contextlib.contextmanager
def teller(form: ProgressForm) -> Iterator[Teller]:
    """The teller of a form; closed at the end."""
    if form is ProgressForm.AUTO and sys.stderr.isatty():
        chosen: Teller = BarTeller()
    elif form is ProgressForm.NONE:
        chosen = SilentTeller()
    else:
        chosen = LineTeller(as_json=form is ProgressForm.JSON)
    try:
        yield chosen
    finally:
        chosen.close()


class SilentTeller:
    """Tells nothing."""

    def counting(self, name: str, units: int) -> None:
        """Nothing."""

    def look(self, seen: Snapshot) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class LineTeller:
    """Lines, not too many."""

    def __init__(self, *, as_json: bool) -> None:
        """JSON is one object a line, every second."""
        self._json = as_json
        self._last = time.monotonic()

    def _is_due(self) -> bool:
        now = time.monotonic()
        if now - self._last < (JSON_EVERY if self._json else EVERY):
            return False
        self._last = now
        return True

    def counting(self, name: str, units: int) -> None:
        """How many inputs were counted."""
        if self._is_due():
            words = f"dateline: {units:,} inputs counted"
            print(json.dumps({"counting": name, "units": units}) if self._json else words, file=sys.stderr)

    def look(self, seen: Snapshot) -> None:
        """The last look is always told."""
        if self._is_due() or seen.shards == seen.of_shards:
            told = json.dumps(seen.as_row()) if self._json else f"dateline: {line_of(seen)}"
            print(told, file=sys.stderr, flush=True)

    def close(self) -> None:
        """Nothing to close."""


class BarTeller:
    """A bar with rate, time left and memory."""

    def __init__(self) -> None:
        """The bar appears when there is something to tell."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        self._bar: Bar = Progress(
            SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True),
            transient=True)
        self._task: TaskID = self._bar.add_task("counting", total=None)
        self._bar.start()

    def counting(self, name: str, units: int) -> None:
        """How many inputs were counted."""
        del name
        self._bar.update(self._task, description=f"{units:,} inputs counted")

    def look(self, seen: Snapshot) -> None:
        """Bar and figures."""
        self._bar.update(
            self._task, total=seen.of_units, completed=seen.units, description=line_of(seen))

    def close(self) -> None:
        """The bar goes."""
        self._bar.stop()


def line_of(seen: Snapshot) -> str:
    """The figures on one line: "1,200 of 4,000 inputs, 5.1 a second, 0:09:10 left, workers 612 and 604 MB"."""
    parts = [f"{seen.units:,} of {seen.of_units:,} inputs"]
    if seen.rate is not None:
        parts.append(f"{seen.rate:.1f} a second")
    if seen.left_seconds is not None:
        parts.append(f"{timedelta(seconds=seen.left_seconds)} left")
    if seen.memory_mb:
        parts.append(f"workers {', '.join(map(str, seen.memory_mb))} MB")
    parts.append(f"{seen.records:,} records")
    return ", ".join(parts)
