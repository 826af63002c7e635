"""Articles from a feed (RSS, Atom, RDF): the entries' own content with the feed's metadata.

Takes the bytes of a feed, gives an `Article` or `Issue` for each entry. Broken feeds give what entries they have.
"""

from __future__ import annotations

import io
import re
import time
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.sax import SAXException

import feedparser
import msgspec

from dateline.ingest.article import build_article, refuse_text, whole_characters
from dateline.ingest.given import Given, Metadata, as_published
from dateline.ingest.html import read_html
from dateline.records import Article, Issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The parser gives dictionaries of anything.
Entry: TypeAlias = Any

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|\w+:feed|channel)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|\w+);")
_LOOK = 4096
# What the parser is known to raise on broken feeds, besides its own silence.
_PARSER_FAULTS = (
    SAXException,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    RecursionError,
    LookupError,
)


def is_feed(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a feed."""
    return bool(_FEED.search(head[:_LOOK])) and not re.search(rb"<html[\s>]", head[:_LOOK], re.IGNORECASE)


def read_feed(
    content: bytes,
    *,
    name: str,
    given: Given,
    known_outlets: Callable[[str], bool] | None = None,
) -> Iterator[Article | Issue]:
    """One result an entry, in the order of the feed."""
    if b"<!ENTITY" in content:
        yield _issue(
            name,
            "unsupported_format",
            "found entity declarations, which can swell without bound: save the feed without them",
        )
        return
    try:
        feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
        entries, outlet = list(feed.entries), _text(feed.feed, "title")
    except _PARSER_FAULTS as error:
        yield _issue(
            name, "unreadable", f"the feed cannot be parsed ({type(error).__name__}): check it with a feed validator"
        )
        return
    if not entries:
        fault = feed.get("bozo_exception")
        yield _issue(
            name,
            "empty",
            f"found no entries{f' ({fault})' if fault else ''}: give a feed with entries, or the pages themselves",
        )
    for number, entry in enumerate(entries, 1):
        yield _entry(entry, label=f"{name}, entry {number}", given=given, outlet=outlet, known_outlets=known_outlets)


def _entry(
    entry: Entry,
    *,
    label: str,
    given: Given,
    outlet: str | None,
    known_outlets: Callable[[str], bool] | None,
) -> Article | Issue:
    content = _content(entry)
    title = _text(entry, "title")
    own = msgspec.structs.replace(given, uri=_text(entry, "link") or given.uri, name=label)
    if not content or not content.strip():
        return _issue(label, "empty", f"the entry {title!r} has no text of its own: give the address of its page")
    source = entry.get("source")
    metadata = Metadata(
        title=_TAG.sub("", title).strip() or None if title else None,
        published=_date(entry, "published"),
        updated=_date(entry, "updated"),
        outlet=(_text(source, "title") if isinstance(source, dict) else None) or outlet,
        byline=_text(entry, "author"),
    )
    if _TAG.search(content):
        return read_html(content, given=own, metadata=metadata, known_outlets=known_outlets)
    return refuse_text(content, given=own) or build_article(
        whole_characters(content), given=own, metadata=metadata, known_outlets=known_outlets
    )


def _content(entry: Entry) -> str | None:
    """The longest of the entry's own texts."""
    parts = [part.get("value") for part in entry.get("content") or [] if isinstance(part, dict)]
    texts = [text for text in (*parts, entry.get("summary")) if isinstance(text, str)]
    return max(texts, key=len, default=None)


def _text(node: Entry, key: str) -> str | None:
    value = node.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _date(entry: Entry, key: str) -> str | None:
    """The date as the feed prints it, or the parser's reading of it, which is in UTC."""
    raw = _text(entry, key)
    if raw and as_published(raw, basis="metadata"):
        return raw
    parsed = entry.get(f"{key}_parsed")
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", parsed) if isinstance(parsed, time.struct_time) else None


def _issue(label: str, reason: str, detail: str) -> Issue:
    return Issue(input=label, stage="ingest", reason=reason, detail=detail)
