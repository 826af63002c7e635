"""Whole runs, with the language model and real processes: few, short and all of them about what may go wrong."""

from __future__ import annotations

import hashlib
import json
import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from dateline.config import Settings
from dateline.errors import ConfigError
from dateline.pipeline import process
from dateline.ingest import Given, read_source
from dateline.records import Article, encode
from dateline.scale.columns import load_columns
from dateline.scale.coding import Bench, code_alone, code_shard
from dateline.scale.cursor import Cursor
from dateline.scale.dataset import WORK
from dateline.scale.driver import by_processes, prepare, run_batch
from dateline.scale.job import Job
from dateline.scale.load import load_dataset
from dateline.scale.manifest import MANIFEST, read_entries
from dateline.scale.on_ray import by_ray
from dateline.scale.relevance import build_relevance
from dateline.store import open_store

pq = pytest.importorskip("pyarrow.parquet")
pytestmark = pytest.mark.model
WAR = "Government forces retook the town of Tadef on Monday, the army said in a statement. Four rebels were killed."
COOKING = "Fold the butter into the flour until it is smooth. Bake for an hour, and let the cake cool on a rack."
FRENCH = (
    "Le gouvernement a annoncé mardi que les négociations avec les rebelles reprendront la semaine prochaine à Genève. "
    "Le ministre des affaires étrangères a dit que les deux parties avaient accepté de respecter un cessez-le-feu dans "
    "la ville, où les combats ont fait plus de vingt morts depuis le début du mois, selon des sources médicales.")


def rows():
    for at in range(8):
        yield {"text": f"{WAR} Report {at}.", "date": f"2016-{9 + at % 3:02}-17", "url": f"https://example.org/{at}"}
    yield {"text": COOKING, "date": "2016-10-19", "url": "https://example.org/cake"}
    yield {"text": FRENCH, "date": "2016-10-19"}
    yield {"text": f"{WAR} Undated."}


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows()))
    return str(path)


def contents(out):
    found = {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(out.rglob("*.parquet"))
    }
    return found, sorted((out / MANIFEST).read_bytes().splitlines()[1:])


def ran(corpus, out, *, engine, shard_size=4, tell=lambda _: None, **options):
    job = Job(out=out, **options)
    plan = prepare(job, [corpus], shard_size=shard_size)
    return run_batch(job, plan, [corpus], engine=engine, on_progress=tell)


def here(parts):
    """An engine without processes."""

    def engine(job, shards, progress, tick):
        del progress, tick
        bench = Bench(
            job=job, parts=parts, codebook=parts.index.codebook, cursor=Cursor(known_outlets=None),
            relevance=build_relevance(parts) if job.filtering else None)
        for shard in shards:
            yield code_shard(shard, bench, on_page=lambda _: None, skip={})

    return engine


def table(out, kind):
    return [row for file in sorted(out.glob(f"{kind}/*/*.parquet")) for row in pq.ParquetFile(file).read().to_pylist()]


def test_every_input_is_accounted_for(corpus, tmp_path, parts):
    seen = ran(corpus, tmp_path / "out", engine=here(parts)).look()
    assert seen.outcomes == {"coded": 9, "silent": 0, "filtered": 1, "refused": 0}
    issues = {row["reason"]: row for row in table(tmp_path / "out", "issues")}
    assert set(issues) == {"not_relevant", "unsupported_language"}
    assert issues["not_relevant"]["input"] == "https://example.org/cake"
    articles = table(tmp_path / "out", "articles")
    assert Counter(row["outcome"] for row in articles) == {"coded": 9, "filtered": 1}
    assert sorted(file.name for file in (tmp_path / "out" / "articles").iterdir()) == [
        "month=2016-09", "month=2016-10", "month=2016-11", "month=unknown"]


def test_the_records_are_those_of_the_pipeline(corpus, tmp_path, parts):
    ran(corpus, tmp_path / "out", engine=here(parts))
    reports = [one for one in read_source(corpus, given=Given()) if isinstance(one, Article)]
    results = [process(one, parts) for one in reports if "Bake" not in one.text]
    for kind in ("claims", "arrangements", "controls"):
        wanted = sorted(encode(record).decode() for result in results for record in getattr(result, kind))
        assert sorted(row["record"] for row in table(tmp_path / "out", kind)) == wanted
    columns = [column.column for column in load_columns()["claims"]]
    assert list(table(tmp_path / "out", "claims")[0]) == columns


def test_without_the_filter_everything_is_coded(corpus, tmp_path, parts):
    seen = ran(corpus, tmp_path / "out", engine=here(parts), filtering=False).look()
    assert seen.outcomes == {"coded": 9, "silent": 1, "filtered": 0, "refused": 0}


def test_a_quarantined_page_is_an_issue_and_a_fault_of_ours_too(corpus, tmp_path, parts, monkeypatch):
    job = Job(out=tmp_path / "out")
    plan = prepare(job, [corpus], shard_size=20)
    bench = Bench(
        job=job, parts=parts, codebook=parts.index.codebook, cursor=Cursor(known_outlets=None), relevance=None)
    entry = code_shard(plan.shards[0], bench, on_page=lambda _: None, skip={1: "the worker died"})
    assert entry.outcomes["coded"] == 8
    (issue,) = (row for row in table(job.out, "issues") if row["reason"] == "quarantined")
    assert (issue["input"], issue["detail"]) == (f"{corpus}, input 2", "the worker died")
    monkeypatch.setattr("dateline.scale.coding.process", lambda *_: 1 / 0)
    code_alone(plan.shards[0], 0, bench)
    entry = code_shard(plan.shards[0], bench, on_page=lambda _: None, skip={})
    assert (entry.outcomes["coded"], entry.rows["issues"]) == (0, 11)


def test_an_article_that_is_too_long_is_refused(corpus, tmp_path, parts):
    seen = ran(corpus, tmp_path / "out", engine=here(parts), settings=Settings(max_chars=112)).look()
    assert seen.outcomes["refused"] == 9
    assert {row["reason"] for row in table(tmp_path / "out", "issues")} >= {"too_long"}


def test_processes_killed_at_work_change_nothing(corpus, tmp_path, parts):
    ran(corpus, tmp_path / "peace", engine=here(parts), shard_size=3)
    stopped = Killer()
    with pytest.raises(KeyboardInterrupt):
        ran(corpus, tmp_path / "war", engine=by_processes(2), shard_size=3, tell=stopped)
    (tmp_path / "war" / "claims" / "month=2016-09" / "s000099.parquet").write_bytes(b"half")
    with (tmp_path / "war" / MANIFEST).open("ab") as stream:
        stream.write(b'{"shard":')
    killer = Killer(workers=2)
    ran(corpus, tmp_path / "war", engine=by_processes(1), shard_size=3, tell=killer)
    assert killer.killed == 2 or not killer.children()
    assert contents(tmp_path / "war") == contents(tmp_path / "peace")
    assert list((tmp_path / "war" / WORK).iterdir()) == []


class Killer:
    """Kills a worker at each look that finds one at work; without `workers`, stops the driver after the first shard."""

    def __init__(self, workers: int = 0) -> None:
        self.left = workers
        self.stops = not workers
        self.killed = 0

    def children(self) -> list[int]:
        tasks = Path("/proc/self/task").glob("*/children")
        listed = [int(one) for task in tasks for one in task.read_text().split()]
        return [one for one in listed if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]

    def __call__(self, progress) -> None:
        seen = progress.look()
        if self.stops and seen.shards:
            raise KeyboardInterrupt
        if self.left and seen.memory_mb:
            for child in self.children()[:1]:
                os.kill(child, signal.SIGKILL)
                self.left -= 1
                self.killed += 1


def test_a_cluster_gives_what_processes_give(corpus, tmp_path, parts):
    pytest.importorskip("ray.data")
    ran(corpus, tmp_path / "here", engine=here(parts), shard_size=6)
    ran(corpus, tmp_path / "there", engine=by_ray("local", workers=1), shard_size=6)
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_a_run_that_is_done_is_not_done_again(corpus, tmp_path, parts):
    ran(corpus, tmp_path / "out", engine=here(parts))
    before = contents(tmp_path / "out")

    def refuse(*_):
        raise AssertionError

    assert ran(corpus, tmp_path / "out", engine=refuse).look().shards == 3
    assert contents(tmp_path / "out") == before
    file = next((tmp_path / "out").glob("claims/*/*.parquet"))
    file.unlink()
    ran(corpus, tmp_path / "out", engine=here(parts))
    assert contents(tmp_path / "out")[0] == before[0]


def test_another_run_over_the_same_folder_is_refused(corpus, tmp_path, parts):
    ran(corpus, tmp_path / "out", engine=here(parts))
    with pytest.raises(ConfigError, match="filter was"):
        ran(corpus, tmp_path / "out", engine=here(parts), filtering=False)
    with pytest.raises(ConfigError, match="--shard-size 4"):
        ran(corpus, tmp_path / "out", engine=here(parts), shard_size=5)
    with Path(corpus).open("a") as stream:
        stream.write("{}\n")
    with pytest.raises(ConfigError, match=r"changed since the run began: .*news\.jsonl"):
        ran(corpus, tmp_path / "out", engine=here(parts))


def test_a_data_set_is_loaded_once(corpus, tmp_path, parts):
    ran(corpus, tmp_path / "out", engine=here(parts))
    with open_store(tmp_path / "news.db") as database:
        first = sum((one.outcomes for one in load_dataset(tmp_path / "out", database, settings=Settings())), Counter())
        assert first == {"coded": 9, "refused": 2}
        counts = held(database)
        again = sum((one.outcomes for one in load_dataset(tmp_path / "out", database, settings=Settings())), Counter())
        assert again == {"known": 11}
        assert held(database) == counts
        stored = {row["id"]: row["record"] for row in database.connection.execute("SELECT id, record FROM claims")}
    assert stored == {row["id"]: row["record"] for row in table(tmp_path / "out", "claims")}
    assert len(list(read_entries(tmp_path / "out"))) == 3


def test_a_load_that_was_cut_goes_on(corpus, tmp_path, parts):
    ran(corpus, tmp_path / "out", engine=here(parts))
    with open_store(tmp_path / "news.db") as database:
        next(load_dataset(tmp_path / "out", database, settings=Settings()))
        list(load_dataset(tmp_path / "out", database, settings=Settings()))
        assert held(database)["inputs"] == 11


def held(database):
    return {
        name: len(database.connection.execute(f"SELECT 1 FROM {name}").fetchall())  # noqa: S608 - our own names
        for name in ("articles", "claims", "arrangements", "controls", "inputs", "coverage")
    }
