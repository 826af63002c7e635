"""One worker process and what befalls it: it hangs, dies or grows, and the shard is done all the same.

A page in hand when a worker died is tried again alone. If it fails alone, three times, or is in hand at five deaths, it
is quarantined: an `Issue` takes its place. Any other page is innocent, so that a kill from outside changes nothing in
the output; what dies while it loads says nothing of a page.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.errors import ConfigError, DatelineError, InputError, MissingPart, UnreadableInput
from dateline.scale.worker import Ask, Say, work

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from dateline.scale.job import Job
    from dateline.scale.manifest import Entry
    from dateline.scale.plan import Shard

MOST_ALONE: Final = 3
MOST_DEATHS: Final = 5
MOST_LOST: Final = 20
"""Deaths between pages (while loading, while writing) after which the fault is not chance."""
_LOOK: Final = 0.2
_ERRORS: Final[dict[str, type[DatelineError]]] = {
    one.__name__: one for one in (ConfigError, MissingPart, UnreadableInput, InputError)
}
_starting = threading.Lock()


class WorkerFailed(DatelineError):
    """A shard that cannot be done: the disk is full, the source went away, or every worker dies."""

    code = "worker_failed"


class Stopped(DatelineError):
    """The run is to stop; the shard in hand is given up."""

    code = "stopped"


@dataclass(frozen=True, slots=True)
class Death:
    """How an attempt ended without an answer, and the page in hand; `None` where there was none."""

    position: int | None
    why: str


class Supervisor:
    """Owns one worker, replaced as often as need be."""

    def __init__(
        self, job: Job, *, on_say: Callable[[Say], None] | None = None, stop: threading.Event | None = None,
        target: Callable[[Connection, Job], None] = work,
    ) -> None:
        """`on_say` hears everything that the worker says; `stop` makes `run` raise `Stopped` soon after it is set.

        `target` is what the process runs; another than ours is for tests.
        """
        self.job = job
        self._target = target
        self.stop = stop or threading.Event()
        self._on_say = on_say
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self.restarts = -1

    def run(self, shard: Shard) -> Entry:
        """Code a shard, whatever it takes. Raises `WorkerFailed`, `Stopped`, or the error of a part that is absent."""
        skip: dict[int, str] = {}
        deaths: Counter[int] = Counter()
        lost = 0
        while True:
            outcome = self._attempt(Ask(shard=shard, skip=skip))
            if isinstance(outcome, Say):
                self._recycle(outcome)
                if outcome.entry is None:
                    message = f"{shard.name}: a worker ended a shard without an entry"
                    raise WorkerFailed(message)
                return outcome.entry
            if outcome.position is None or outcome.position in skip or outcome.position >= shard.units:
                lost += 1
                if lost >= MOST_LOST:
                    message = f"{shard.name}: {lost} workers died ({outcome.why}): see the memory of this machine"
                    raise WorkerFailed(message)
                continue
            deaths[outcome.position] += 1
            why = outcome.why if deaths[outcome.position] >= MOST_DEATHS else self._alone(shard, outcome.position)
            if why is not None:
                skip[outcome.position] = f"{why}; it was tried again alone, and is left out"

    def close(self) -> None:
        """End the worker."""
        self._kill()

    def _alone(self, shard: Shard, position: int) -> str | None:
        """How a page fails alone, `None` where it does not, or where it was never in hand."""
        failed: list[str] = []
        for _ in range(MOST_LOST):
            outcome = self._attempt(Ask(shard=shard, alone=position))
            if isinstance(outcome, Say):
                return None
            failed += [] if outcome.position is None else [outcome.why]
            if len(failed) == MOST_ALONE:
                return failed[-1]
        return None

    def _attempt(self, ask: Ask) -> Say | Death:
        """Send the worker, a new one if need be, what to do, and hear it out."""
        pipe = self._started()
        if isinstance(pipe, Death):
            return pipe
        try:
            pipe.send(ask)
        except OSError:
            self._kill()
            return Death(None, "the worker died")
        return self._heard(pipe)

    def _heard(self, pipe: Connection) -> Say | Death:
        """The worker's answer, or how it came to none."""
        position, begun = None, time.monotonic()
        limits = self.job.limits
        while True:
            said = self._next(pipe)
            if isinstance(said, Death):
                return Death(position, said.why)
            if said is not None and said.what != "page":
                return said
            if said is not None:
                position, begun = said.position, time.monotonic()
                if said.memory_mb > limits.most_mb:
                    self._kill()
                    return Death(position, f"the worker grew to {said.memory_mb:.0f} MB")
            elif time.monotonic() - begun > limits.page_seconds:
                self._kill()
                return Death(position, f"the page took more than {limits.page_seconds:g} seconds")

    def _next(self, pipe: Connection) -> Say | Death | None:
        """What the worker says within a moment; `None` where it says nothing. Raises what it failed by."""
        if self.stop.is_set():
            self._kill()
            raise Stopped("stopped")
        try:
            if not pipe.poll(_LOOK):
                return None
            said = pipe.recv()
        except (EOFError, OSError):
            self._kill()
            return Death(None, "the worker died")
        if self._on_say is not None:
            self._on_say(said)
        if said.what == "failed":
            self._kill()
            raise _ERRORS.get(said.code, WorkerFailed)(said.detail)
        return said if isinstance(said, Say) else None

    def _started(self) -> Connection | Death:
        """The pipe to a worker that is ready."""
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._kill()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        with _starting:
            self._process = context.Process(target=self._target, args=(theirs, self.job), daemon=True)
            self._process.start()
        theirs.close()
        self._pipe = ours
        self.restarts += 1
        begun = time.monotonic()
        while time.monotonic() - begun < self.job.limits.load_seconds:
            said = self._next(ours)
            if isinstance(said, Death):
                return said
            if said is not None:
                return ours
        self._kill()
        return Death(None, "the worker did not load its models in time")

    def _recycle(self, said: Say) -> None:
        """End a worker that has grown too large; the next shard gets a new one."""
        if said.memory_mb > self.job.limits.recycle_mb:
            self._kill()

    def _kill(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
