"""Articles to stories against gold: `evaluate_same_story(path)`.

A row has `id`, `title`, `text`, `date` or null, and `gold.cluster.EventId`, the story that it tells. Labels are read
for the figures alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.errors import UnreadableInput
from dateline.evaluate.grouping import b3_scores, pair_scores
from dateline.evaluate.snippets import read_rows
from dateline.events.stories import stories
from dateline.records import Article, Published

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ("id", "text", "gold")


def evaluate_same_story(path: Path) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score the stories of a file of articles; gives the figures and each article with gold's story and ours."""
    rows = read_rows(path, KEYS)
    if not rows:
        return {}, []
    group = {one: members[0] for members in stories([_article(row) for row in rows]) for one in members}
    gold = [_story(row, path) for row in rows]
    told = [group[row["id"]] for row in rows]
    pairs, cubed = pair_scores(gold, told), b3_scores(gold, told)
    figures = {
        "pair_f1": pairs[2], "pair_precision": pairs[0], "pair_recall": pairs[1],
        "b3_f1": cubed[2], "b3_precision": cubed[0], "b3_recall": cubed[1],
        "articles": float(len(rows)), "stories": float(len(set(gold))), "stories_told": float(len(set(told))),
    }
    answers = [
        {"id": row["id"], "title": row.get("title"), "gold": story, "told": answer}
        for row, story, answer in zip(rows, gold, told, strict=True)
    ]
    return {name: round(value, 4) for name, value in figures.items()}, answers


def _story(row: dict[str, Any], path: Path) -> Any:  # noqa: ANN401 - whatever names a story in the gold
    try:
        return row["gold"]["cluster"]["EventId"]
    except (KeyError, TypeError) as error:
        message = f"{path.name}: {row['id']}: expected gold.cluster.EventId, found {row['gold']!r}"
        raise UnreadableInput(message) from error


def _article(row: dict[str, Any]) -> Article:
    date = row.get("date")
    return Article(
        id=row["id"], text_hash=row["id"], title=row.get("title"), text=row["text"], uri=row.get("url"),
        publisher=row.get("source"),
        published=Published(value=date[:10], precision="day", basis="given") if date else None,
    )
