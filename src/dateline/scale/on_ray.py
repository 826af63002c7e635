"""The same shards on a Ray cluster: Ray Data hands them out, an actor on each node codes them as a process here would.

An actor owns a worker process of its own and watches it, so that a page that hangs or kills is quarantined there, too.
`--out` and the sources must be reachable under the same names from every node. Needs the extra `ray`.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.config.extras import load_extra
from dateline.scale.manifest import Entry
from dateline.scale.plan import Shard
from dateline.scale.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dateline.scale.driver import Engine
    from dateline.scale.job import Job
    from dateline.scale.progress import Progress

LOCAL = "local"
CPUS_A_WORKER = 1


class ShardCoder:
    """What Ray makes one of for each worker, and calls with one shard at a time."""

    def __init__(self, job: Job) -> None:
        """Nothing is loaded before the first shard."""
        self.supervisor = Supervisor(job)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Shards as JSON to entries as JSON."""
        shards = (msgspec.json.decode(row, type=Shard) for row in batch["shard"])
        return {"entry": [msgspec.json.encode(self.supervisor.run(shard)).decode() for shard in shards]}


def by_ray(address: str, *, workers: int) -> Engine:
    """An engine on the cluster at an address (`auto`: the one this machine belongs to; `local`: one made here)."""

    def engine(job: Job, shards: Sequence[Shard], progress: Progress, tick: Callable[[], None]) -> Iterator[Entry]:
        del progress, tick  # what is inside a shard is not heard of from afar
        ray = load_extra("ray", extra="ray", purpose="A cluster")
        data = load_extra("ray.data", extra="ray", purpose="A cluster")
        if address == LOCAL:
            ray.init(num_cpus=workers * CPUS_A_WORKER, include_dashboard=False, log_to_driver=False)
        else:
            ray.init(address=address)
        data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.WARNING)
        try:
            rows = [{"shard": msgspec.json.encode(shard).decode()} for shard in shards]
            entries = data.from_items(rows, override_num_blocks=len(rows)).map_batches(
                ShardCoder, fn_constructor_args=(job,), batch_size=1, num_cpus=CPUS_A_WORKER,
                compute=data.ActorPoolStrategy(size=min(workers, len(rows)), max_tasks_in_flight_per_actor=1))
            for row in entries.iter_rows():
                yield msgspec.json.decode(row["entry"], type=Entry)
        finally:
            ray.shutdown()

    return engine
