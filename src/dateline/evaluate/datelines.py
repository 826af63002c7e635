"""The date of publication that a page prints, against gold: `evaluate_datelines(path)`.

A row has `text` and `gold.pub_date`; the answer is what `ingest` reads from the text alone, with nothing given.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dateline.ingest.article import article_from_text
from dateline.ingest.given import Given
from dateline.records import Article

if TYPE_CHECKING:
    from pathlib import Path

DAY_CHARS = 10


def evaluate_datelines(path: Path) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of datelines: `exact` is the share whose day of publication is right, `told` the share with any."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    predictions = []
    for row in rows:
        told = _published(row["text"], name=str(row["id"]))
        gold = row["gold"]["pub_date"]
        predictions.append({"id": row["id"], "told": told, "gold": gold, "right": told == gold})
    count = len(rows)
    figures = {
        "exact": round(sum(one["right"] for one in predictions) / count, 4) if count else 0.0,
        "told": round(sum(one["told"] is not None for one in predictions) / count, 4) if count else 0.0,
    }
    return figures, predictions


def _published(text: str, *, name: str) -> str | None:
    """The day read from one text, `None` where none is read or the text is refused."""
    article = article_from_text(text, given=Given(name=name))
    if not isinstance(article, Article) or article.published is None:
        return None
    return article.published.value[:DAY_CHARS]
