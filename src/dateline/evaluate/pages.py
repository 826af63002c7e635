"""Scores the reading of pages: which lines are body, what the headline is, when it was published.

Takes a file of labelled pages (JSON Lines: `id`, `title`, `text`, `gold` with `lines`, `dateline`, `date`), gives
figures and each page's gold and answer. The reader sees nothing but the text.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import UnreadableInput
from dateline.ingest import Given, article_from_text
from dateline.records import Article

BODY_LABEL = "body"
BODY_KIND = "paragraph"


def evaluate_pages(path: str | Path) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Figures over all pages of a file, and one prediction a page.

    `body_f1`, `body_precision`, `body_recall` count gold lines over all pages together: a line is told as body when at
    least half of its characters stand in paragraphs. `title` is the share of pages with exactly the gold title.
    `published` is the share, of pages that print a date, whose day is right. Raises `UnreadableInput`.
    """
    hits = told = wanted = titles = dated = days = 0
    predictions = []
    for row in _rows(Path(path)):
        answer = _answer(row)
        predictions.append(answer)
        hits += sum(g and p for g, p in zip(answer["gold_body"], answer["body"], strict=True))
        told += sum(answer["body"])
        wanted += sum(answer["gold_body"])
        titles += answer["title"] == answer["gold_title"]
        if answer["gold_published"]:
            dated += 1
            days += (answer["published"] or "").startswith(answer["gold_published"])
    figures = {
        "items": float(len(predictions)),
        "body_f1": _share(2 * hits, told + wanted),
        "body_precision": _share(hits, told),
        "body_recall": _share(hits, wanted),
        "title": _share(titles, len(predictions)),
        "published": _share(days, dated),
        "published_items": float(dated),
    }
    return figures, predictions


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _rows(path: Path) -> list[dict[str, Any]]:
    """The pages of the file; a file that cannot be read as such raises."""
    try:
        return [
            msgspec.json.decode(line, type=dict[str, Any]) for line in path.read_bytes().splitlines() if line.strip()
        ]
    except (OSError, msgspec.MsgspecError) as error:
        message = f"{path}: expected one JSON object a line: {error}"
        raise UnreadableInput(message) from error


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    """One page as the reader sees it, beside its gold."""
    gold = row["gold"]
    lines = gold["lines"]
    told = article_from_text(row["text"], given=Given(name=str(row.get("id"))))
    article = told if isinstance(told, Article) else None
    return {
        "id": row.get("id"),
        "gold_title": _squeeze(row.get("title")),
        "title": _squeeze(article.title) if article else None,
        "gold_published": _gold_day(row),
        "published": article.published.value if article and article.published else None,
        "gold_body": [line["label"] == BODY_LABEL for line in lines],
        "body": _told_body(article, [line["text"] for line in lines]) if article else [False] * len(lines),
        "kinds": [block.kind for block in article.blocks] if article else [],
    }


def _squeeze(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _gold_day(row: dict[str, Any]) -> str | None:
    """The day that the page prints: the row's date, on the pages whose gold has a dateline."""
    day = row.get("date")
    if not day or not row["gold"].get("dateline"):
        return None
    try:
        return dt.date.fromisoformat(day[:10]).isoformat()
    except ValueError:
        return None


def _told_body(article: Article, lines: list[str]) -> list[bool]:
    """For each gold line whether at least half of its characters stand in paragraphs.

    Gold lines are found in order and without regard to white space, since a hard-wrapped page breaks them.
    """
    dense, offsets = [], []
    for offset, character in enumerate(article.text):
        if not character.isspace():
            dense.append(character)
            offsets.append(offset)
    page = "".join(dense)
    in_body = bytearray(len(article.text))
    for block in article.blocks:
        if block.kind == BODY_KIND:
            in_body[block.start : block.end] = b"\x01" * (block.end - block.start)
    told, at = [], 0
    for line in lines:
        wanted = "".join(line.split())
        found = page.find(wanted, at)
        if found < 0 or not wanted:
            told.append(False)
            continue
        at = found + len(wanted)
        told.append(2 * sum(in_body[offset] for offset in offsets[found:at]) >= len(wanted))
    return told
