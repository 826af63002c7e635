from __future__ import annotations

import msgspec
import pytest

from dateline.scale import on_ray
from dateline.scale.job import Job
from dateline.scale.on_ray import ShardCoder
from dateline.scale.supervisor import Supervisor
from tests.scale.fakes import fake_work, shard


@pytest.fixture(autouse=True)
def faked(monkeypatch):
    made = []

    def supervisor(job):
        made.append(Supervisor(job, target=fake_work))
        return made[-1]

    monkeypatch.setattr(on_ray, "Supervisor", supervisor)
    yield
    for one in made:
        one.close()


def test_what_ray_calls_gives_entries_for_shards(tmp_path):
    coder = ShardCoder(Job(out=tmp_path))
    given = [msgspec.json.encode(shard("well", number=number)).decode() for number in (3, 4)]
    found = coder({"shard": given})
    assert [msgspec.json.decode(one)["shard"] for one in found["entry"]] == [3, 4]
