"""The columns of the Parquet data set, and records as rows of them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import msgspec

from dateline.errors import ConfigError
from dateline.records import Arrangement, Claim, encode
from dateline.store.rows import TABLES, article_row, parties_of, told_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.codebook import Codebook
    from dateline.records import ActorRef, Article, Issue
    from dateline.store.rows import Told

FILE = Path(__file__).resolve().parent.parent / "data" / "scale" / "columns.csv"
Kind = Literal["articles", "claims", "arrangements", "controls", "issues"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Outcome = Literal["coded", "silent", "filtered", "refused"]
Row = dict[str, Any]
MONTH: Final = len("2016-10")


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column; `empty` says what null means there, and is empty where there is no null."""

    kind: Kind
    column: str
    type: Literal["text", "integer", "number", "list"]
    meaning: str
    empty: str


@cache
def load_columns() -> Mapping[Kind, tuple[Column, ...]]:
    """The columns of each kind in their order; raises `ConfigError`."""
    found: dict[Kind, list[Column]] = {kind: [] for kind in KINDS}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                column = msgspec.convert(row, Column)
            except msgspec.ValidationError as error:
                message = f"{FILE}: row {number}: {error}, found {row}"
                raise ConfigError(message) from error
            found[column.kind].append(column)
    return {kind: tuple(columns) for kind, columns in found.items()}


def month_of(article: Article | None) -> str | None:
    """The month of publication, `2016-10`; `None` where it is not told."""
    value = article.published.value if article is not None and article.published else ""
    return value[:MONTH] if value[MONTH - 3 : MONTH - 2] == "-" and len(value) >= MONTH else None


def row_of_article(article: Article, *, outcome: Outcome, shard: int, unit: int) -> Row:
    """The row of an article; what was filtered out goes without its words."""
    row = article_row(article) | {"outcome": outcome, "shard": shard, "unit": unit}
    return row | {"text": None} if outcome == "filtered" else row


def row_of_told(record: Told, article: Article, *, codebook: Codebook, shard: int) -> tuple[Kind, Row]:
    """The kind and row of what an article tells."""
    roles: dict[str, list[str]] = {}
    for role, ref in parties_of(record):
        roles.setdefault("side" if isinstance(record, Arrangement) else role, []).append(_name(ref))
    published = article.published.value if article.published else None
    row = told_row(record, codebook=codebook) | {
        "shard": shard, "published": published, "outlet": article.outlet or article.publisher,
    }
    if isinstance(record, Claim):
        row |= {"actors": roles.get("actor"), "recipients": roles.get("recipient")}
    elif isinstance(record, Arrangement):
        row |= {"sides": roles.get("side")}
    else:
        row |= {"holder": roles.get("holder"), "from_holder": roles.get("from_holder")}
    return _KIND_OF[type(record)], row


def row_of_issue(issue: Issue, *, article: str | None, shard: int, unit: int) -> Row:
    """The row of an issue."""
    return {
        "shard": shard, "unit": unit, "input": issue.input, "article": article, "stage": issue.stage,
        "reason": issue.reason, "detail": issue.detail, "record": encode(issue).decode(),
    }


def _name(ref: ActorRef) -> str:
    return ref.code or ref.name or ref.text


_KIND_OF: Final[dict[type, Kind]] = {kind: name for kind, name in TABLES.items() if name in KINDS}
