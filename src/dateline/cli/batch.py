"""`dateline batch` and `dateline load`: a corpus into a Parquet data set, and that into a store."""

from __future__ import annotations

import contextlib
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import STOPPED, run_quietly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.scale.driver import Engine
    from dateline.scale.job import Job
    from dateline.scale.plan import Plan
    from dateline.scale.progress import Snapshot

SHARD_SIZE = 1_000
"""Inputs a shard: about four minutes of one worker, which is what a kill costs at most."""


class ProgressForm(StrEnum):
    """How progress is told."""

    AUTO = "auto"
    PLAIN = "plain"
    JSON = "json"
    NONE = "none"


Corpus = Annotated[list[str], typer.Argument(
    metavar="SOURCE", help="Files, folders, ZIP files or addresses (s3://...): JSONL, CSV, Parquet, WARC, HTML, text.")]
DataSet = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `dateline batch` wrote.")]


def batch(
    context: typer.Context,
    sources: Corpus,
    out: Annotated[Path, typer.Option(
        "--out", metavar="DIR", help="Folder of the data set; a run goes on in its own.")],
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that code.")] = 1,
    shard_size: Annotated[int, typer.Option(
        "--shard-size", min=1, max=1_000_000, help="Inputs that a worker codes in one go.")] = SHARD_SIZE,
    languages: Annotated[str, typer.Option("--languages", help="Languages to code; the coder reads en.")] = "en",
    no_filter: Annotated[bool, typer.Option(
        "--no-filter", help="Code every article, also those without the words of any rule.")] = False,
    page_seconds: Annotated[float, typer.Option(
        "--page-seconds", min=1.0, help="A page that takes longer is tried alone, then left out.")] = 120.0,
    memory_mb: Annotated[int, typer.Option(
        "--memory-mb", min=100, help="A worker that has grown beyond is replaced after its shard.")] = 900,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count inputs and shards; write nothing.")] = False,
    ray: Annotated[str | None, typer.Option(
        "--ray", metavar="ADDRESS", help="Code on a Ray cluster: its address, auto, or local (this machine).")] = None,
    form: Annotated[ProgressForm, typer.Option(
        "--progress", help="auto is a bar on a terminal, lines elsewhere.")] = ProgressForm.AUTO,
) -> None:
    """Code a corpus of any size into a Parquet data set, exactly once whatever is killed.

    The same command goes on where a run was stopped.

    Examples:

      dateline batch articles.jsonl.gz --out coded --workers 2

      dateline batch crawl/ pages.zip news.warc.gz --out coded --workers 8 --dry-run

      dateline batch s3://bucket/news/ --out /shared/coded --ray auto --workers 64
    """
    from dateline.config import find_settings
    from dateline.scale.job import Job, Limits

    if ray is not None:
        # Other machines stand in other folders.
        sources = [source if "://" in source else str(Path(source).absolute()) for source in sources]
    job = Job(
        out=out.absolute(), settings=find_settings(context.obj),
        languages=tuple(one.strip() for one in languages.split(",") if one.strip()), filtering=not no_filter,
        limits=Limits(page_seconds=page_seconds, recycle_mb=memory_mb, most_mb=2 * memory_mb))
    raise typer.Exit(run_quietly(partial(
        _run, job, sources, workers=workers, shard_size=shard_size, dry_run=dry_run, ray=ray, form=form)))


def _run(
    job: Job, sources: Sequence[str], *, workers: int, shard_size: int, dry_run: bool, ray: str | None,
    form: ProgressForm,
) -> int:
    """Plan and code; 1 where nothing could be used."""
    from dateline.cli.batch_progress import teller
    from dateline.config.extras import load_extra
    from dateline.scale.driver import prepare, run_batch

    load_extra("pyarrow", extra="tables", purpose="A Parquet data set")
    engine = _engine(workers, ray)
    with teller(form) as tell:
        plan = prepare(job, sources, shard_size=shard_size, on_count=tell.counting)
        if dry_run:
            return _told_plan(job, plan)
        try:
            progress = run_batch(job, plan, sources, engine=engine, on_progress=lambda seen: tell.look(seen.look()))
        except KeyboardInterrupt:
            tell.close()
            print(f"dateline: {job.out}: the shards that are done stay; the same command goes on", file=sys.stderr)
            return STOPPED
        seen = progress.look()
    print(f"dateline: {job.out}: {_summary(seen)}", file=sys.stderr)
    return 0 if seen.outcomes["coded"] + seen.outcomes["silent"] + seen.outcomes["filtered"] else 1


def _engine(workers: int, ray: str | None) -> Engine:
    """What codes the shards."""
    if ray is None:
        from dateline.scale.driver import by_processes

        return by_processes(workers)
    from dateline.scale.on_ray import by_ray

    return by_ray(ray, workers=workers)


def _told_plan(job: Job, plan: Plan) -> int:
    """What a run would do."""
    from dateline.scale.manifest import MANIFEST, read_entries

    done = len({entry.shard for entry in read_entries(job.out)}) if (job.out / MANIFEST).is_file() else 0
    files = len(plan.pieces)
    print(f"{plan.units} inputs in {files} files, {len(plan.shards)} shards, {done} of them done")
    for piece in plan.pieces:
        if piece.issue is not None:
            print(f"dateline: {piece.address}: {piece.issue.reason}: {piece.issue.detail}", file=sys.stderr)
    return 0 if plan.units else 1


def _summary(seen: Snapshot) -> str:
    """The counts in words."""
    names = {
        "coded": "coded", "silent": "coded, nothing told", "filtered": "filtered out", "refused": "could not be coded",
    }
    told = ", ".join(f"{seen.outcomes[name]:,} {words}" for name, words in names.items() if seen.outcomes[name])
    return (
        f"{seen.shards} of {seen.of_shards} shards, {seen.units:,} inputs: {told or 'no articles'}; "
        f"{seen.records:,} records, {seen.issues:,} issues"
    )


def load(
    context: typer.Context,
    folder: DataSet,
    db: Annotated[Path | None, typer.Option(
        "--db", metavar="FILE", help="The store; else that of the settings, else news.db in your data folder.")] = None,
) -> None:
    """Bring a data set of `dateline batch` into the store and link it into events; what is there is passed over.

    Examples:

      dateline load coded --db news.db
    """
    raise typer.Exit(run_quietly(partial(_load, folder, config=context.obj, db=db)))


def _load(folder: Path, *, config: Path | None, db: Path | None) -> int:
    """Load shard by shard, with a count on standard error."""
    from collections import Counter

    from dateline.cli import inputs
    from dateline.cli.happenings import link_all, linker_of
    from dateline.config import find_settings
    from dateline.config.settings import store_file
    from dateline.scale.load import load_dataset
    from dateline.scale.manifest import read_run
    from dateline.store import open_store

    settings = find_settings(config)
    read_run(folder)
    tally: Counter[str] = Counter()
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(open_store(db or store_file(settings)))
        shown = stack.enter_context(inputs.progress(wanted=sys.stderr.isatty()))
        for loaded in load_dataset(folder, database, settings=settings):
            tally.update(loaded.outcomes)
            for task in shown.task_ids:
                shown.advance(task, loaded.outcomes.total())
        told = ", ".join(f"{count:,} {name}" for name, count in sorted(tally.items()) if count) or "nothing"
        print(f"dateline: {told}; store {database.path}", file=sys.stderr)
        link_all(linker_of(database, settings), whole=False)
    return 0
