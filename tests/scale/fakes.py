"""A worker without models, which misbehaves where the address of a shard says so."""

from __future__ import annotations

import os
import time

from dateline.scale.manifest import Entry
from dateline.scale.plan import Shard, Span
from dateline.scale.worker import Say


def shard(behaviour: str, *, units: int = 4, number: int = 0) -> Shard:
    return Shard(number=number, spans=(Span(address=behaviour, first=0, last=units),))


def entry(ask) -> Entry:
    told = {str(position): 1 for position in ask.skip}
    return Entry(
        shard=ask.shard.number, units=ask.shard.units, spans=ask.shard.spans, outcomes=told, rows={}, parts=())


def once(folder, name: str) -> bool:
    """Whether this is the first call of its kind."""
    try:
        (folder / name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def misbehave(behaviour: str, position: int, ask, job) -> None:
    if position != 2 or position in ask.skip:
        return
    if behaviour == "dies":
        os._exit(9)
    if behaviour == "dies once" and once(job.out, "died"):
        os._exit(9)
    if behaviour == "hangs":
        time.sleep(60)


def fake_work(connection, job) -> None:
    connection.send(Say(what="ready", memory_mb=10))
    while (ask := connection.recv()) is not None:
        behaviour = ask.shard.spans[0].address
        if behaviour == "fails":
            connection.send(Say(what="failed", code="MissingPart", detail="no model"))
            return
        for position in range(ask.shard.units) if ask.alone is None else (ask.alone,):
            grown = behaviour == "grows" and position == 2 and position not in ask.skip
            connection.send(Say(what="page", position=position, memory_mb=5_000 if grown else 10))
            if grown:
                time.sleep(60)
            misbehave(behaviour, position, ask, job)
        memory = 2_000 if behaviour == "is large" else 10
        connection.send(Say(what="done", entry=None if ask.alone is not None else entry(ask), memory_mb=memory))


def fake_load_dies(connection, job) -> None:
    del connection, job
    os._exit(9)
