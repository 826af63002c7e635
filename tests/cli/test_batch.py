"""The commands `batch` and `load`: options, messages and exit codes; what they do is tested in tests/scale."""

from __future__ import annotations

import json

import pytest

from dateline.cli import batch_progress, main
from dateline.cli.batch import ProgressForm
from dateline.cli.batch_progress import line_of, teller
from dateline.scale import driver
from dateline.scale.manifest import Entry
from dateline.scale.plan import Piece, Plan, Shard, Span
from dateline.scale.progress import Progress
from dateline.scale.worker import Say

pytest.importorskip("pyarrow")
ROW = json.dumps({"text": "Government forces retook the town of Tadef on Monday."}) + "\n"


def entry(shard: Shard) -> Entry:
    outcomes = {"coded": shard.units - 1, "silent": 0, "filtered": 1, "refused": 0}
    return Entry(
        shard=shard.number, units=shard.units, spans=shard.spans, outcomes=outcomes,
        rows={"claims": 3, "issues": 1}, parts=())


@pytest.fixture
def engine(monkeypatch):
    """An engine that codes nothing; how it was asked for, and what stops it."""
    asked = {"workers": None, "error": None}

    def by_processes(workers):
        asked["workers"] = workers

        def run(job, shards, progress, tick):
            asked["job"] = job
            for shard in shards:
                tick()
                yield entry(shard)
                if asked["error"] is not None:
                    raise asked["error"]

        return run

    monkeypatch.setattr(driver, "by_processes", by_processes)
    return asked


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(ROW * 5)
    return str(path)


def run(capsys, *args):
    code = main(args)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_batch_says_what_it_did(capsys, corpus, tmp_path, engine):
    code, out, err = run(
        capsys, "batch", corpus, "--out", str(tmp_path / "out"), "--workers", "3", "--shard-size", "2", "--no-filter",
        "--page-seconds", "7", "--memory-mb", "500", "--progress", "none")
    assert (code, out) == (0, "")
    assert err.endswith(
        "3 of 3 shards, 5 inputs: 2 coded, 3 filtered out; 9 records, 3 issues\n")
    assert engine["workers"] == 3
    job = engine["job"]
    assert (job.filtering, job.limits.page_seconds, job.limits.recycle_mb, job.limits.most_mb) == (False, 7, 500, 1000)


def test_a_dry_run_writes_nothing(capsys, corpus, tmp_path):
    code, out, _ = run(
        capsys, "batch", corpus, str(tmp_path / "absent"), "--out", str(tmp_path / "out"), "--shard-size", "4",
        "--dry-run")
    assert (code, out) == (0, "6 inputs in 2 files, 2 shards, 0 of them done\n")
    assert not (tmp_path / "out").exists()


def test_ctrl_c_keeps_what_is_done(capsys, corpus, tmp_path, engine):
    args = ("batch", corpus, "--out", str(tmp_path / "out"), "--shard-size", "2", "--progress", "none")
    engine["error"] = KeyboardInterrupt()
    code, _, err = run(capsys, *args)
    assert code == 130
    assert "the same command goes on" in err
    assert run(capsys, *args, "--dry-run")[1] == "5 inputs in 1 files, 3 shards, 1 of them done\n"
    engine["error"] = None
    assert run(capsys, *args)[0] == 0


@pytest.mark.parametrize(("args", "words"), [
    (("-",), "save it to a file"),
    (("x.jsonl", "--languages", "en,fr"), "found fr"),
    (("nothing-such://x",), "nothing-such"),
])
def test_what_cannot_be_done_is_said(capsys, tmp_path, args, words):
    code, _, err = run(capsys, "batch", *args, "--out", str(tmp_path / "out"))
    assert code in {1, 2}
    assert words in err
    assert "Traceback" not in err


def test_another_run_in_the_same_folder_is_refused(capsys, corpus, tmp_path, engine):
    args = ("batch", corpus, "--out", str(tmp_path / "out"), "--progress", "none")
    assert run(capsys, *args)[0] == 0
    code, _, err = run(capsys, *args, "--no-filter")
    assert code == 2
    assert "filter was" in err


def test_without_ray_it_says_how_to_get_it(capsys, corpus, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    code, _, err = run(capsys, "batch", corpus, "--out", str(tmp_path / "out"), "--ray", "local", "--progress", "none")
    assert code == 2
    assert "pip install 'dateline[ray]'" in err


def test_what_is_no_data_set_cannot_be_loaded(capsys, tmp_path):
    code, _, err = run(capsys, "load", str(tmp_path), "--db", str(tmp_path / "news.db"))
    assert code == 2
    assert "found no _manifest.jsonl" in err


PLAN = Plan(
    shard_size=2, pieces=(Piece(address="a", units=4),),
    shards=tuple(Shard(number=at, spans=(Span(address="a", first=2 * at, last=2 * at + 2),)) for at in (0, 1)))


def test_progress_counts_what_is_done_and_what_is_in_hand(monkeypatch):
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("dateline.scale.progress.time.monotonic", lambda: next(clock))
    progress = Progress(PLAN, ())
    progress.hear(0, Say(what="ready", memory_mb=400), None)
    progress.hear(0, Say(what="page", position=1, memory_mb=410.4), PLAN.shards[0])
    seen = progress.look()
    assert (seen.units, seen.of_units, seen.rate, seen.left_seconds, seen.memory_mb) == (1, 4, 0.1, 30, (410,))
    progress.finish(entry(PLAN.shards[0]))
    seen = progress.look()
    assert (seen.units, seen.shards, seen.records, seen.outcomes["coded"]) == (2, 1, 3, 1)
    assert line_of(seen) == "2 of 4 inputs, 0.1 a second, 0:00:20 left, workers 410 MB, 3 records"


def test_progress_as_lines_and_as_json(capsys, monkeypatch):
    monkeypatch.setattr(batch_progress, "EVERY", 0)
    monkeypatch.setattr(batch_progress, "JSON_EVERY", 0)
    seen = Progress(PLAN, [entry(shard) for shard in PLAN.shards]).look()
    for form in (ProgressForm.PLAIN, ProgressForm.JSON, ProgressForm.NONE, ProgressForm.AUTO):
        with teller(form) as tell:
            tell.counting("a", 4)
            tell.look(seen)
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["dateline: 4 inputs counted", "dateline: 4 of 4 inputs, 6 records"]
    assert [json.loads(line)["units"] for line in lines[2:4]] == [4, 4]
    assert len(lines) == 6


def test_a_bar_shows_the_same_figures(capsys):
    bar = batch_progress.BarTeller()
    bar.counting("a", 4)
    bar.look(Progress(PLAN, [entry(PLAN.shards[0])]).look())
    assert bar._bar.tasks[0].description == "2 of 4 inputs, 3 records"
    assert (bar._bar.tasks[0].completed, bar._bar.tasks[0].total) == (2, 4)
    bar.close()
    assert capsys.readouterr().out == ""
