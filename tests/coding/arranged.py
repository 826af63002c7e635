"""One report through analysis and resolution, for tests of what it says of arrangements and control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze import analyse
from dateline.coding.arrangement import find_arrangements
from dateline.coding.control import find_control
from dateline.coding.parties import MentionMap
from dateline.records import Article, Block, Published
from dateline.resolve import resolve

if TYPE_CHECKING:
    from dateline.pipeline import Parts
    from dateline.records import Arrangement, ControlClaim


def mention_map(parts: Parts, *paragraphs: str, published: str = "2016-10-19", headline: str = "") -> MentionMap:
    """The mentions of a report of these paragraphs, an optional headline on top."""
    texts = ([headline] if headline else []) + list(paragraphs)
    blocks, at = [], 0
    for number, text in enumerate(texts):
        kind = "headline" if headline and number == 0 else "paragraph"
        blocks.append(Block(kind=kind, start=at, end=at + len(text)))
        at += len(text) + 2
    article = Article(
        id="a-1", text_hash="t-1", text="\n\n".join(texts), blocks=tuple(blocks),
        published=Published(value=published, precision="day", basis="given"),
    )
    reading = analyse(article, parts.tools)
    tools = parts.tools
    resolution = resolve(
        reading, places=tools.places, actors=tools.actors, times=tools.times, quantities=tools.quantities,
    )
    return MentionMap(reading, resolution)


def arrangements(parts: Parts, *paragraphs: str, **more: str) -> list[Arrangement]:
    """The arrangements that the report tells."""
    coding = parts.coding
    return find_arrangements(mention_map(parts, *paragraphs, **more), book=coding.book, alliances=coding.alliances)


def controls(parts: Parts, *paragraphs: str, **more: str) -> list[ControlClaim]:
    """The control claims that the report tells."""
    coding = parts.coding
    return find_control(mention_map(parts, *paragraphs, **more), book=coding.book, alliances=coding.alliances)
