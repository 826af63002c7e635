"""The process that codes: loads the models once, then shards as they are sent, telling each page that it begins.

Speaks over one pipe. It never learns of Ctrl-C, which is the driver's; it ends when it is told to, or when the driver
is gone.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.scale.manifest import Entry
from dateline.scale.plan import Shard

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from dateline.scale.coding import Bench
    from dateline.scale.job import Job

MEGABYTE = 1024 * 1024
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """Code a shard but for the pages in `skip`; with `alone`, one page of it, and keep nothing."""

    shard: Shard
    skip: dict[int, str] = msgspec.field(default_factory=dict)
    alone: int | None = None


class Say(msgspec.Struct, frozen=True, kw_only=True):
    """`ready` when loaded, `page` before each page (`position`), `done` with the entry, `failed` with the reason.

    `code` names the class of error; `memory_mb` is what the process holds.
    """

    what: Literal["ready", "page", "done", "failed"]
    position: int = -1
    memory_mb: float = 0.0
    entry: Entry | None = None
    code: str = ""
    detail: str = ""


def work(connection: Connection, job: Job) -> None:
    """The life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    try:
        _serve(connection, job)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        sys.exit(0)


def _serve(connection: Connection, job: Job) -> None:
    from dateline.errors import DatelineError  # noqa: PLC0415 - after the number of threads is set

    try:
        bench = load_bench(job)
        connection.send(Say(what="ready", memory_mb=memory_mb()))
        while (ask := connection.recv()) is not None:
            connection.send(_answer(ask, bench, connection))
    except DatelineError as error:
        connection.send(Say(what="failed", code=type(error).__name__, detail=str(error)))
    except OSError as error:
        if isinstance(error, (BrokenPipeError, ConnectionResetError)):
            raise
        connection.send(Say(what="failed", code="OSError", detail=str(error)))


def _answer(ask: Ask, bench: Bench, connection: Connection) -> Say:
    from dateline.scale.coding import code_alone, code_shard  # noqa: PLC0415

    def on_page(position: int) -> None:
        connection.send(Say(what="page", position=position, memory_mb=memory_mb()))

    if ask.alone is not None:
        on_page(ask.alone)
        code_alone(ask.shard, ask.alone, bench)
        return Say(what="done", memory_mb=memory_mb())
    entry = code_shard(ask.shard, bench, on_page=on_page, skip=ask.skip)
    return Say(what="done", entry=entry, memory_mb=memory_mb())


def load_bench(job: Job) -> Bench:
    """Everything that a worker needs, built once (about five seconds)."""
    from dateline.codebook import load_codebook  # noqa: PLC0415
    from dateline.pipeline import load_parts  # noqa: PLC0415
    from dateline.scale.coding import Bench  # noqa: PLC0415
    from dateline.scale.cursor import Cursor  # noqa: PLC0415
    from dateline.scale.relevance import build_relevance  # noqa: PLC0415

    parts = load_parts(job.settings)
    return Bench(
        job=job, parts=parts, codebook=load_codebook(job.settings.codebook),
        relevance=build_relevance(parts) if job.filtering else None,
        cursor=Cursor(known_outlets=parts.tools.actors.is_outlet),
    )


def memory_mb() -> float:
    """What this process holds of the machine's memory, in megabytes; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - once a page
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE
    except (OSError, ValueError, IndexError):
        return 0.0
