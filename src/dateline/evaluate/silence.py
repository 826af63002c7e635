"""Sentences that tell no event, held against what the coder tells of them: `evaluate_silence(path)`.

A row has `id`, `kind`, `published` and `text`: sport, films, history, metaphor, business, with words that look like
acts. A claim marked as historical background is no news and breaks no silence; every other claim does.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dateline.pipeline import load_parts, process
from dateline.records import Article, Block, Published, make_id

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.pipeline import Parts


def evaluate_silence(path: Path, *, parts: Parts | None = None) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of sentences without event; gives the figures and what was told of each.

    `silent` is the share of which nothing is told as news, `nothing_told` the share of which nothing is told at all,
    `silent: KIND` the first for one kind.
    """
    parts = parts or load_parts()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    answers = [_answer(row, parts) for row in rows]
    kinds: dict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        kinds[answer["kind"]].append(answer["silent"])
    count = max(1, len(answers))
    figures = {
        "silent": round(sum(answer["silent"] for answer in answers) / count, 4),
        "nothing_told": round(sum(not answer["told"] for answer in answers) / count, 4),
        "sentences": float(len(answers)),
    }
    figures |= {f"silent: {kind}": round(sum(silent) / len(silent), 4) for kind, silent in sorted(kinds.items())}
    return figures, answers


def _answer(row: dict[str, Any], parts: Parts) -> dict[str, Any]:
    """What is told of one sentence, and whether any of it is told as news."""
    text, digest = row["text"], make_id("a", row["id"])
    article = Article(
        id=digest, text_hash=digest, text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=Published(value=row["published"], precision="day", basis="given"),
    )
    result = process(article, parts)
    told = [f"{claim.event} at '{claim.evidence.trigger.text}'" for claim in result.claims]
    news = [claim for claim in result.claims if claim.temporal != "historical"]
    return {"id": row["id"], "kind": row.get("kind", ""), "text": text, "told": told, "silent": not news}
