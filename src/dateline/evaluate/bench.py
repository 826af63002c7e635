"""`make bench`: what coding costs, in units of bare spaCy on the same words in the same process.

Prints articles a second, the cost of each stage beside the full small pipeline with NER (one thread, batches bounded
by characters), start-up time and peak memory. Reads the first N articles of a bulk file (JSONL, gzip or not).
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.analyze import analyse, parse
from dateline.analyze.sayings import find_sayings
from dateline.analyze.stances import find_stances
from dateline.coding import code
from dateline.coding.attribution import chain_of
from dateline.ingest import Given, article_from_text
from dateline.pipeline import load_parts
from dateline.pipeline.account import account_for
from dateline.records import READ_KINDS, TELLING_KINDS, Article
from dateline.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from dateline.pipeline import Parts

BULK = Path("../shared/data/bulk.jsonl.gz")
BATCH_CHARS = 20_000
STAGES = ("ingest", "parse", "analyse (beyond the parse)", "resolve", "code", "account")
ATTRIBUTION = "attribution (within analyse and code)"
"""Sayings, stances and chains, timed once more by themselves; not counted into the total again."""


def read_bulk(path: Path, count: int) -> list[dict[str, Any]]:
    """The first `count` rows of a JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, count)]


def body_words(articles: Iterable[Article]) -> list[str]:
    """The stretches of each article that are parsed."""
    kinds = READ_KINDS | TELLING_KINDS
    return [
        article.text[block.start : block.end] for article in articles for block in article.blocks if block.kind in kinds
    ]


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Lists of texts of at most `BATCH_CHARS` together."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > BATCH_CHARS:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def bare_seconds(texts: list[str], parts: Parts) -> float:
    """Seconds that the full pipeline alone takes over the texts."""
    start = time.perf_counter()
    for batch in batches(texts):
        with parts.tools.nlp.memory_zone():
            for _ in parts.tools.nlp.pipe(batch, batch_size=len(batch)):
                pass
    return time.perf_counter() - start


def stage_seconds(rows: list[dict[str, Any]], parts: Parts) -> tuple[dict[str, float], list[Article], dict[str, int]]:
    """Seconds by stage over the rows, the articles read, and how many records came out."""
    spent = dict.fromkeys((*STAGES, ATTRIBUTION), 0.0)
    counts = {"articles": 0, "issues": 0, "claims": 0, "arrangements": 0, "controls": 0}
    articles: list[Article] = []
    for row in rows:
        start = time.perf_counter()
        given = Given(published=row.get("date"), outlet=row.get("source"), uri=row.get("url"), title=row.get("title"))
        read = article_from_text(row["text"], given=given, known_outlets=parts.tools.actors.is_outlet)
        spent["ingest"] += time.perf_counter() - start
        if not isinstance(read, Article):
            counts["issues"] += 1
            continue
        articles.append(read)
        counts["articles"] += 1
        with parts.tools.nlp.memory_zone():
            _time_one(read, parts, spent, counts)
    return spent, articles, counts


def _time_one(article: Article, parts: Parts, spent: dict[str, float], counts: dict[str, int]) -> None:
    start = time.perf_counter()
    parse(article, nlp=parts.tools.nlp)
    parsed = time.perf_counter()
    reading = analyse(article, parts.tools)
    analysed = time.perf_counter()
    resolution = resolve(
        reading, places=parts.tools.places, actors=parts.tools.actors, times=parts.tools.times,
        quantities=parts.tools.quantities,
    )
    resolved = time.perf_counter()
    coded = code(reading, resolution, parts=parts.coding)
    done = time.perf_counter()
    account_for(reading, coded)
    spent["parse"] += parsed - start
    spent["analyse (beyond the parse)"] += (analysed - parsed) - (parsed - start)
    spent["resolve"] += resolved - analysed
    spent["code"] += done - resolved
    spent["account"] += time.perf_counter() - done
    begun = time.perf_counter()
    find_sayings(reading.doc, reading.mentions, speech=parts.tools.speech)
    find_stances(reading.doc, cues=parts.tools.cues)
    at_char = {token.idx: token.i for token in reading.doc}
    for claim in coded.claims:
        chain_of(reading, resolution, at_char[claim.evidence.trigger.start])
    spent[ATTRIBUTION] += time.perf_counter() - begun
    counts["claims"] += len(coded.claims)
    counts["arrangements"] += len(coded.arrangements)
    counts["controls"] += len(coded.controls)


def measure(path: Path, count: int) -> dict[str, float]:
    """All figures: seconds by stage, bare spaCy, ratios, articles a second, peak memory in MB."""
    begun = time.perf_counter()
    parts = load_parts()
    loaded = time.perf_counter() - begun
    rows = read_bulk(path, count)
    stage_seconds(rows[:10], parts)
    spent, articles, counts = stage_seconds(rows, parts)
    bare = bare_seconds(body_words(articles), parts)
    total = sum(spent[stage] for stage in STAGES)
    figures: dict[str, float] = {
        "load_seconds": round(loaded, 2), "bare_seconds": round(bare, 2), "total_seconds": round(total, 2),
        "total_in_bare": round(total / bare, 3), "articles_per_second": round(len(articles) / total, 2),
        "bare_articles_per_second": round(len(articles) / bare, 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    figures.update({f"{stage} in bare": round(seconds / bare, 3) for stage, seconds in spent.items()})
    figures.update({name: float(number) for name, number in counts.items()})
    return figures


def main(argv: list[str] | None = None) -> int:
    """Print the figures; exit status 2 when the bulk file is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulk", type=Path, default=BULK, help="JSONL of articles with text, source, date, title")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    if not options.bulk.exists():
        sys.stderr.write(f"{options.bulk}: no such file; name a JSONL of articles with --bulk\n")
        return 2
    figures = measure(options.bulk, options.articles)
    if options.json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        sys.stdout.writelines(f"{name:32} {value:10.3f}\n" for name, value in figures.items())
    return 0


if __name__ == "__main__":
    sys.exit(main())
