from __future__ import annotations

import threading

import pytest

from dateline.errors import MissingPart
from dateline.scale import supervisor as module
from dateline.scale.job import Job, Limits
from dateline.scale.supervisor import Stopped, Supervisor, WorkerFailed
from tests.scale.fakes import fake_load_dies, fake_work, shard


@pytest.fixture
def watch(tmp_path):
    made = []

    def make(target=fake_work, **options):
        job = Job(out=tmp_path, limits=Limits(page_seconds=0.5, recycle_mb=900, most_mb=2_500))
        made.append(Supervisor(job, target=target, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_one_worker_codes_shard_after_shard(watch):
    one = watch()
    assert [one.run(shard("well", number=number)).shard for number in range(3)] == [0, 1, 2]
    assert one.restarts == 0


def test_a_worker_that_is_killed_from_outside_leaves_no_trace(watch):
    one = watch()
    found = one.run(shard("dies once"))
    assert found.outcomes == {}
    assert one.restarts == 1


@pytest.mark.parametrize("behaviour", ["dies", "hangs", "grows"])
def test_a_page_that_fails_alone_too_is_left_out_and_the_rest_is_done(watch, behaviour):
    one = watch()
    found = one.run(shard(behaviour))
    assert found.outcomes == {"2": 1}
    assert found.units == 4


def test_a_worker_that_has_grown_is_replaced_after_its_shard(watch):
    one = watch()
    one.run(shard("is large"))
    one.run(shard("well", number=1))
    assert one.restarts == 1


def test_what_the_worker_lacks_is_raised_as_it_is(watch):
    with pytest.raises(MissingPart, match="no model"):
        watch().run(shard("fails"))


def test_workers_that_die_while_loading_end_the_run(watch, monkeypatch):
    monkeypatch.setattr(module, "MOST_LOST", 2)
    with pytest.raises(WorkerFailed, match="2 workers died"):
        watch(target=fake_load_dies).run(shard("well"))


def test_a_stop_gives_the_shard_up(watch):
    stop = threading.Event()
    one = watch(stop=stop, on_say=lambda said: stop.set() if said.what == "page" else None)
    with pytest.raises(Stopped):
        one.run(shard("hangs"))
