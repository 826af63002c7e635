"""`python -m dateline.scale.bench`: what a corpus costs, beside bare spaCy, by workers, and how flat memory stays.

Codes the first N articles of a bulk file with one worker and with several, start-up counted by itself, and says:
articles a second of one worker in units of bare spaCy on the same words, of several workers in units of one, the memory
of a worker at the end of each quarter, and what the filter and each stage of a worker cost. With `--ray` the same on
Ray Data, in units of the processes. Ratios hold within one run on an idle machine only.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.ingest import Given, read_source
from dateline.pipeline import load_parts, process
from dateline.records import Article
from dateline.scale.columns import load_columns, row_of_told
from dateline.scale.dataset import as_parquet
from dateline.scale.driver import by_processes, prepare, run_batch
from dateline.scale.job import Job
from dateline.scale.relevance import READ, build_relevance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.pipeline import Parts
    from dateline.scale.driver import Engine
    from dateline.scale.progress import Progress

BULK = Path("../shared/data/bulk.jsonl.gz")
BATCH_CHARS = 20_000


def cut(bulk: Path, count: int, *, folder: Path) -> Path:
    """A table of the first articles, the file taken again from its start where it has fewer."""
    target = folder / f"first-{count}.jsonl"
    with (gzip.open(bulk, "rb") if bulk.suffix == ".gz" else bulk.open("rb")) as lines, target.open("wb") as stream:
        rows = list(itertools.islice(lines, count))
        stream.writelines(itertools.islice(itertools.cycle(rows), count))
    return target


class Watch:
    """Times from the moment when every worker is at work, and the memory on the way."""

    def __init__(self, workers: int) -> None:
        """`workers` is how many must be at work."""
        self.workers = workers
        self.begun: tuple[float, int] | None = None
        self.ended: tuple[float, int] | None = None
        self.memory: list[tuple[int, int]] = []

    def __call__(self, progress: Progress) -> None:
        """One look."""
        seen = progress.look()
        if self.begun is None and len(seen.memory_mb) >= self.workers and seen.units:
            self.begun = (time.perf_counter(), seen.units)
        self.ended = (time.perf_counter(), seen.units)
        if seen.memory_mb:
            self.memory.append((seen.units, max(seen.memory_mb)))

    @property
    def rate(self) -> float:
        """Units a second once all were at work; 0 where the run was too short to say."""
        if self.begun is None or self.ended is None or self.ended[0] <= self.begun[0]:
            return 0.0
        return (self.ended[1] - self.begun[1]) / (self.ended[0] - self.begun[0])

    def memory_by_quarter(self, units: int) -> list[int]:
        """The most that a worker held in each quarter of the run, in MB."""
        quarters = [[mb for at, mb in self.memory if 4 * at // (units + 1) == quarter] for quarter in range(4)]
        return [max(quarter, default=0) for quarter in quarters]


def timed(source: Path, engine: Engine, *, workers: int, shard_size: int, filtering: bool, out: Path) -> Watch:
    """One run."""
    watch = Watch(workers)
    job = Job(out=out, filtering=filtering)
    plan = prepare(job, [str(source)], shard_size=shard_size)
    run_batch(job, plan, [str(source)], engine=engine, on_progress=watch)
    return watch


def stages(source: Path, count: int, parts: Parts) -> dict[str, float]:
    """Seconds of one process by stage: bare spaCy on the same words, and what a worker does."""
    spent = dict.fromkeys(("bare spaCy", "read", "filter", "process", "rows", "Parquet"), 0.0)
    relevance = build_relevance(parts)
    rows = []
    articles: list[Article] = []
    clock = time.perf_counter
    begun = clock()
    for read in itertools.islice(
        read_source(str(source), given=Given(), known_outlets=parts.tools.actors.is_outlet), count,
    ):
        spent["read"] += clock() - begun
        if isinstance(read, Article):
            articles.append(read)
        begun = clock()
    for article in articles:
        begun = clock()
        relevance.may_tell(article)
        filtered = clock()
        result = process(article, parts)
        coded = clock()
        rows += [
            row_of_told(one, article, codebook=parts.index.codebook, shard=0)[1] for one in result.claims]
        spent["filter"] += filtered - begun
        spent["process"] += coded - filtered
        spent["rows"] += clock() - coded
    begun = clock()
    as_parquet(rows, load_columns()["claims"])
    spent["Parquet"] = clock() - begun
    spent["bare spaCy"] = _bare(articles, parts)
    return spent


def _bare(articles: Sequence[Article], parts: Parts) -> float:
    """Seconds that the full pipeline alone takes over what is read of the articles."""
    begun = time.perf_counter()
    for article in articles:
        texts = [article.text[block.start : block.end] for block in article.blocks if block.kind in READ]
        with parts.tools.nlp.memory_zone():
            for _ in parts.tools.nlp.pipe(texts, batch_size=64):
                pass
    return time.perf_counter() - begun


def measure(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """All figures."""
    source = cut(options.bulk, options.articles, folder=folder)
    spent = stages(source, min(options.articles, options.staged), load_parts())
    total = sum(seconds for name, seconds in spent.items() if name != "bare spaCy")
    bare = spent["bare spaCy"]
    figures: dict[str, object] = {f"{name}, in bare spaCy": round(took / bare, 4) for name, took in spent.items()}
    figures["one worker's rate in that of bare spaCy"] = round(bare / total, 3)
    runs: dict[str, Watch] = {}
    for workers in (1, options.workers):
        runs[f"{workers} workers"] = timed(
            source, by_processes(workers), workers=workers, shard_size=options.shard_size, filtering=True,
            out=folder / f"out-{workers}")
    if options.ray:
        from dateline.scale.on_ray import by_ray  # noqa: PLC0415 - the extra is absent without the option

        runs["Ray"] = timed(
            source, by_ray(options.ray, workers=options.workers), workers=0, shard_size=options.shard_size,
            filtering=True, out=folder / "out-ray")
    for name, watch in runs.items():
        figures[f"{name}: articles a second"] = round(watch.rate, 2)
        figures[f"{name}: MB of a worker by quarter"] = watch.memory_by_quarter(options.articles)
    return figures


def main(argv: list[str] | None = None) -> int:
    """Print the figures; exit status 2 when the bulk file is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulk", type=Path, default=BULK, help="JSONL of articles with text, source, date, title")
    parser.add_argument("--articles", type=int, default=200, help="taken from the start again where there are fewer")
    parser.add_argument("--staged", type=int, default=100, help="articles for the stages and bare spaCy")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--shard-size", type=int, default=20)
    parser.add_argument("--ray", help="address of a cluster, or local")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    if not options.bulk.exists():
        sys.stderr.write(f"{options.bulk}: no such file; name a JSONL of articles with --bulk\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options, Path(folder))
    if options.json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        sys.stdout.writelines(f"{name:48} {value}\n" for name, value in figures.items())
    return 0


if __name__ == "__main__":
    sys.exit(main())
