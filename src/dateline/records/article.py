"""One report as published, and what became of inputs that could not be used."""

from __future__ import annotations

from typing import Literal

from dateline.records.base import Record

BlockKind = Literal[
    "promotion", "navigation", "section", "outlet", "headline", "dateline", "byline", "standfirst", "paragraph",
    "subheading", "teaser", "related", "caption", "signup", "advertisement", "footer", "other",
]
"""What a stretch of the page is."""

READ_KINDS: frozenset[str] = frozenset({"paragraph", "caption", "standfirst"})
"""Blocks read for claims."""

TELLING_KINDS: frozenset[str] = frozenset({"headline", "subheading", "teaser"})
"""Blocks that only add a telling to a claim which the body makes."""


class Block(Record, frozen=True, kw_only=True):
    """A stretch of `Article.text` and what it is. Blocks are in order, do not overlap and hold no outer white space."""

    kind: BlockKind
    start: int
    end: int


class Published(Record, frozen=True, kw_only=True):
    """When the report was published.

    `value` is ISO 8601 as fine as known (`2016-10-19`, `2016-10-19T18:06`, `2016-10-19T18:06+03:30`); `zone` is the
    offset or zone name as printed, `None` where the page does not say; `basis` is `page` (printed on it), `given`
    (by the caller) or `metadata` (meta tags, feed or table fields).
    """

    value: str
    precision: Literal["minute", "hour", "day", "week", "month", "season", "year"]
    zone: str | None = None
    basis: Literal["page", "given", "metadata"]


class Article(Record, frozen=True, kw_only=True, tag_field="kind", tag="article"):
    """One report: where it came from, its words, and what each block of it is.

    `text` is the whole visible text, furniture included. `publisher` is the site that served it, `outlet` who wrote
    it, `agency` the wire credited. `updated` is ISO 8601. `text_hash` hashes the words alone, so that verbatim
    reprints share it.
    """

    id: str
    text_hash: str
    uri: str | None = None
    publisher: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    section: str | None = None
    title: str | None = None
    published: Published | None = None
    updated: str | None = None
    language: str | None = None
    licence: str | None = None
    version_of: str | None = None
    text: str
    blocks: tuple[Block, ...] = ()


class Issue(Record, frozen=True, kw_only=True, tag_field="kind", tag="issue"):
    """An input, or part of one, that could not be used. `reason` is a code, `detail` says what to do about it."""

    input: str
    stage: str
    reason: str
    detail: str
