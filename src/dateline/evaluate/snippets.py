"""Short gold texts made into articles, read and coded: what the scores of chains and factuality share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dateline.analyze import analyse
from dateline.errors import UnreadableInput
from dateline.records import Article, Block, Published, make_id
from dateline.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from spacy.tokens import Token

    from dateline.pipeline import Parts
    from dateline.records import Reading, Resolution


def read_rows(path: Path, needed: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a gold file; raises `UnreadableInput` for a line that is no object or lacks one of these keys."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = [key for key in needed if key not in row]
        except (ValueError, TypeError) as error:
            message = f"{path.name}: line {number}: expected a JSON object, found: {error}"
            raise UnreadableInput(message) from error
        if missing:
            message = f"{path.name}: line {number}: expected the keys {', '.join(needed)}, found no {missing[0]}"
            raise UnreadableInput(message)
        rows.append(row)
    return rows


def article_of(row: dict[str, Any]) -> Article:
    """A row's text as an article whose every line is a paragraph."""
    text, digest = row["text"], make_id("a", row["id"])
    return Article(
        id=digest, text_hash=digest, text=text, blocks=paragraphs(text), outlet=row.get("outlet"),
        publisher=row.get("publisher"), agency=row.get("agency"),
        published=Published(value=row["published"], precision="day", basis="given"),
    )


def paragraphs(text: str) -> tuple[Block, ...]:
    """Every line of a text that holds words, as a paragraph."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words)
            blocks.append(Block(kind="paragraph", start=start, end=start + len(words)))
        at += len(line) + 1
    return tuple(blocks)


def read_snippet(row: dict[str, Any], parts: Parts) -> tuple[Reading, Resolution]:
    """One row analysed and resolved."""
    tools = parts.tools
    reading = analyse(article_of(row), tools)
    resolution = resolve(
        reading, places=tools.places, actors=tools.actors, times=tools.times, quantities=tools.quantities)
    return reading, resolution


def head_at(reading: Reading, span: dict[str, Any]) -> Token | None:
    """The token on which the words of a span hang; `None` where the span holds no token."""
    found = reading.doc.char_span(span["start"], span["end"], alignment_mode="expand")
    return None if found is None or not len(found) else found.root
