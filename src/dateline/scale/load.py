"""A data set into the store: each article with all that it tells, each issue in the log. Once, however often it is run.

What the store has already of this version is passed over, so that a load that was killed goes on; the shards whose
inputs were logged only in part are looked through, all others taken whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.codebook import load_codebook
from dateline.config.extras import load_extra
from dateline.errors import ConfigError
from dateline.records import Arrangement, Article, Claim, ControlClaim, Issue
from dateline.scale.manifest import read_entries, read_run
from dateline.store import is_known, put_article, put_issue
from dateline.store.loads import logged_issues, logged_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.codebook import Codebook
    from dateline.config import Settings
    from dateline.scale.columns import Kind
    from dateline.scale.manifest import Entry, Run
    from dateline.store import Database
    from dateline.store.rows import Told

_TOLD: Final[dict[Kind, type[Told]]] = {
    "claims": Claim, "arrangements": Arrangement, "controls": ControlClaim,
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a shard's articles and issues: counts by outcome, `known` for what was there."""

    shard: int
    outcomes: Counter[str]


def load_dataset(folder: Path, database: Database, *, settings: Settings) -> Iterator[Loaded]:
    """Keep everything of a data set in a store, shard by shard, and tell of each.

    Raises `ConfigError` where the folder holds no run, or one by another codebook than the settings name.
    """
    run = read_run(folder)
    codebook = load_codebook(settings.codebook)
    if codebook.version != run.codebook:
        message = f"{folder}: coded by {run.codebook}, and the settings name {codebook.version}: give its settings"
        raise ConfigError(message)
    name = f"batch {run.plan[:12]}"
    begun = logged_sources(database, prefix=f"{name} ")
    for entry in sorted(read_entries(folder), key=lambda one: one.shard):
        source = f"{name} {entry.shard}"
        yield _load_shard(folder, entry, database, run=run, codebook=codebook, source=source, again=source in begun)


def _load_shard(
    folder: Path, entry: Entry, database: Database, *, run: Run, codebook: Codebook, source: str, again: bool,
) -> Loaded:
    outcomes: Counter[str] = Counter()
    told = _told_by_article(folder, entry)
    for row in _rows(folder, entry, "articles"):
        if row["outcome"] not in {"coded", "silent"}:
            continue
        if is_known(database, row["id"], coder=run.version):
            outcomes["known"] += 1
            continue
        article = msgspec.structs.replace(msgspec.json.decode(row["record"], type=Article), text=row["text"])
        outcomes[put_article(
            database, article, told.get(article.id, []), coder=run.version, codebook=codebook, source=source)] += 1
    had = logged_issues(database, source=source) if again else Counter()
    for row in _rows(folder, entry, "issues"):
        issue = msgspec.json.decode(row["record"], type=Issue)
        key = (issue.input, issue.stage, issue.reason, issue.detail)
        if had[key]:
            had[key] -= 1
            outcomes["known"] += 1
        else:
            put_issue(database, issue, source=source)
            outcomes["refused"] += 1
    return Loaded(entry.shard, outcomes)


def _told_by_article(folder: Path, entry: Entry) -> dict[str, list[Told]]:
    """The records of a shard by the article that tells them, claims first, in the order of the article."""
    found: dict[str, list[Told]] = {}
    for kind, record in _TOLD.items():
        for row in _rows(folder, entry, kind):
            found.setdefault(row["article"], []).append(msgspec.json.decode(row["record"], type=record))
    return found


def _rows(folder: Path, entry: Entry, kind: Kind) -> Iterator[dict[str, Any]]:
    """The rows of one kind of a shard, in the order of its files and of the rows in them."""
    parquet = load_extra("pyarrow.parquet", extra="tables", purpose="A Parquet data set")
    for part in entry.parts:
        if part.path.startswith(f"{kind}/"):
            # Not `read_table`, which would add the month of the folder's name.
            yield from parquet.ParquetFile(folder / part.path).read().to_pylist()
