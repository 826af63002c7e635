"""The whole run on one machine: shards handed to workers in rising order, each entered in the manifest when it is done.

One thread watches one worker process; only the caller's thread writes the manifest. Whatever stops it, the same call
goes on where it was.
"""

from __future__ import annotations

import queue
import signal
import threading
from collections import deque
from multiprocessing import resource_tracker
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dateline.errors import ConfigError, DatelineError
from dateline.scale.dataset import clear_strays
from dateline.scale.job import run_of
from dateline.scale.manifest import Entry, Manifest, locked, read_plan
from dateline.scale.plan import changed_pieces, make_plan
from dateline.scale.progress import Progress
from dateline.scale.supervisor import Stopped, Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dateline.scale.job import Job
    from dateline.scale.manifest import Run
    from dateline.scale.plan import Plan, Shard
    from dateline.scale.worker import Say

    Engine = Callable[[Job, Sequence[Shard], Progress, Callable[[], None]], Iterator[Entry]]

LOOK: Final = 0.5
"""Seconds between two looks at the progress."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a thread tells the caller's: a shard is done, or it ended by an error (`None`: with nothing left to do)."""

    entry: Entry | None = None
    error: BaseException | None = None


@dataclass(slots=True)
class Team:
    """The threads of a run and what they share."""

    left: deque[Shard]
    events: queue.Queue[Event] = field(default_factory=queue.Queue)
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> Shard | None:
        """The next shard, `None` where all are taken."""
        with self.lock:
            return self.left.popleft() if self.left and not self.stop.is_set() else None


def prepare(
    job: Job, sources: Sequence[str], *, shard_size: int, on_count: Callable[[str, int], None] | None = None,
) -> Plan:
    """The plan of the folder, where it has one, else a new one. Raises `ConfigError` where the sources have changed."""
    kept = read_plan(job.out)
    if kept is None:
        return make_plan(sources, shard_size=shard_size, on_count=on_count)
    if kept.shard_size != shard_size:
        message = f"{job.out}: an earlier run had --shard-size {kept.shard_size}: give that, or choose another --out"
        raise ConfigError(message)
    changed = changed_pieces(kept, sources)
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        message = f"{job.out}: new, gone or changed since the run began: {changed[0]}{more}; choose another --out"
        raise ConfigError(message)
    return kept


def run_batch(
    job: Job, plan: Plan, sources: Sequence[str], *, engine: Engine, on_progress: Callable[[Progress], None],
) -> Progress:
    """Code all shards that are not done and give the final counts.

    `engine` codes shards and gives their entries as they come. Raises `ConfigError` where the folder holds another
    run's output, and whatever stopped the run.
    """
    with locked(job.out):
        run: Run = run_of(job, plan, sources)
        manifest = Manifest(job.out, run, plan)
        done = {number: entry for number, entry in manifest.done.items() if _is_whole(job, entry)}
        clear_strays(job.out, (part for entry in done.values() for part in entry.parts))
        progress = Progress(plan, done.values())
        left = [shard for shard in plan.shards if shard.number not in done]
        if left:
            for entry in engine(job, left, progress, lambda: on_progress(progress)):
                manifest.add(entry)
                progress.finish(entry)
                on_progress(progress)
        return progress


def _is_whole(job: Job, entry: Entry) -> bool:
    """Whether all files of a finished shard are there, as long as they were."""
    files = ((job.out / part.path, part.bytes) for part in entry.parts)
    return all(file.is_file() and file.stat().st_size == size for file, size in files)


def by_processes(workers: int) -> Engine:
    """An engine of so many processes on this machine."""

    def engine(job: Job, shards: Sequence[Shard], progress: Progress, tick: Callable[[], None]) -> Iterator[Entry]:
        team = Team(deque(shards))
        # Before any thread starts: its own start would let Ctrl-C through to the workers again.
        resource_tracker.ensure_running()
        threads = [
            threading.Thread(target=_watch, args=(number, team, job, progress), daemon=True, name=f"worker {number}")
            for number in range(min(workers, len(shards)))
        ]
        for thread in threads:
            thread.start()
        try:
            yield from _entries(team, len(threads), tick)
        finally:
            team.stop.set()
            for thread in threads:
                thread.join()

    return engine


def _entries(team: Team, running: int, tick: Callable[[], None]) -> Iterator[Entry]:
    """Finished shards as they come, until every thread has ended; the first error of a thread is raised."""
    while running:
        try:
            event = team.events.get(timeout=LOOK)
        except queue.Empty:
            tick()
            continue
        if event.error is not None:
            raise event.error
        if event.entry is None:
            running -= 1
        else:
            yield event.entry


def _watch(number: int, team: Team, job: Job, progress: Progress) -> None:
    """One thread: shards until none is left. Ctrl-C goes to the caller's thread, and never to the worker."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    shard: Shard | None = None

    def hear(said: Say) -> None:
        progress.hear(number, said, shard)

    supervisor = Supervisor(job, on_say=hear, stop=team.stop)
    try:
        while (shard := team.take()) is not None:
            team.events.put(Event(entry=supervisor.run(shard)))
        team.events.put(Event())
    except Stopped:
        team.events.put(Event())
    except (DatelineError, OSError) as error:
        team.events.put(Event(error=error))
    finally:
        supervisor.close()
