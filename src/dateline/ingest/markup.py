"""Turns an HTML page into the text that a reader sees, line by line, with what the markup says of each line.

Takes bytes or text, gives `Linear`. The walk is a loop and not a recursion, so that no depth of nesting breaks it;
broken markup is mended by the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeAlias

import lxml.html
import msgspec
from lxml import etree

from dateline.errors import ConfigError
from dateline.ingest.lexicon import FOLDER
from dateline.ingest.lines import Hint
from dateline.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator


# The parser has no types of its own.
Element: TypeAlias = Any

_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A tag with thousands of attributes takes the parser minutes; its attributes tell a reader nothing.
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})\s[^<>]{20000,}>")
_TAG = re.compile(r"<(/?)([!a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,20000}>")
_RAW = frozenset({"script", "style", "template", "noscript"})
# The parser drops what is nested deeper than this.
_PARSER_DEPTH = 2040
_XML_BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Markup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What elements, roles and meta names mean; see `data/ingest/markup.toml`."""

    block: frozenset[str]
    cell: frozenset[str]
    unseen: frozenset[str]
    headings: tuple[str, ...]
    title: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    outlet: tuple[str, ...]
    section: tuple[str, ...]
    byline: tuple[str, ...]
    language: tuple[str, ...]
    articles: frozenset[str]
    kinds: dict[str, BlockKind]
    roles: dict[str, BlockKind]


@dataclass(frozen=True, slots=True)
class Linear:
    """The visible text, one line a block, and a hint for each line (half-open spans, no outer white space)."""

    text: str
    spans: tuple[tuple[int, int], ...]
    hints: tuple[Hint, ...]
    root: Element
    depth: int


@dataclass(slots=True)
class _Draft:
    """The line being written."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    letters: int = 0
    kind: BlockKind | None = None
    heading: int = 0


@dataclass(slots=True)
class _Walk:
    """The state of the walk: lines done, the line being written, and what surrounds the present element."""

    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    draft: _Draft = field(default_factory=_Draft)
    kinds: list[BlockKind] = field(default_factory=list)
    links: int = 0
    heading: int = 0
    pre: int = 0


@cache
def markup() -> Markup:
    """The table of elements; raises `ConfigError` where it breaks its schema."""
    name = f"{FOLDER}/markup.toml"
    try:
        return msgspec.toml.decode(resources.files("dateline").joinpath(name).read_bytes(), type=Markup)
    except msgspec.MsgspecError as error:
        message = f"{name}: expected {Markup.__name__}, found: {error}"
        raise ConfigError(message) from error


def mended(html: str) -> str:
    """The page without what parsers choke on: characters that no page may hold, tags with endless attributes."""
    return _LONG_TAG.sub(r"<\1>", _XML_BAD.sub(" ", html))


def linearise(html: str) -> Linear | None:
    """The page as a reader sees it; `None` where nothing can be parsed."""
    cleaned = mended(html)
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(cleaned.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    walk, depth = _Walk(), 0
    level = 0
    for event, element in _events(root):
        if event == "start":
            level += 1
            depth = max(depth, level)
            _open(walk, element)
        elif event == "end":
            level -= 1
            _close(walk, element)
        elif element.tail:
            _write(walk, element.tail)
    _flush(walk)
    if depth >= _PARSER_DEPTH:
        walk = _stripped(cleaned)
    return _join(walk, root=root, depth=depth)


def _stripped(html: str) -> _Walk:
    """The page without its tags, one line a text between tags, for pages nested deeper than the parser goes."""
    walk, at, hidden = _Walk(), 0, ""
    for tag in _TAG.finditer(html):
        if not hidden:
            _write_one(walk, unescape(html[at : tag.start()]))
            _flush(walk)
        at, name = tag.end(), tag[2].casefold()
        if hidden:
            hidden = "" if tag[1] and name == hidden else hidden
        elif not tag[1] and name in _RAW:
            hidden = name
    if not hidden:
        _write_one(walk, unescape(html[at:]))
        _flush(walk)
    return walk


def _events(root: Element) -> Iterator[tuple[str, Element]]:
    """`start`, `end` and `tail` of each visible element in document order; a hidden one gives its tail alone."""
    stack: list[tuple[Element, Iterator[Element]]] = []
    if _visible(root):
        yield "start", root
        stack.append((root, iter(root)))
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", parent
            if stack:
                yield "tail", parent
        elif isinstance(child.tag, str) and _visible(child):
            yield "start", child
            stack.append((child, iter(child)))
        else:
            yield "tail", child


def _visible(element: Element) -> bool:
    """Whether a reader sees the element, as far as the page alone tells."""
    if element.tag in markup().unseen:
        return False
    attributes = element.attrib
    if not attributes:
        return True
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return False
    style = attributes.get("style")
    return not (style and _HIDDEN_STYLE.search(style))


def _open(walk: _Walk, element: Element) -> None:
    table, tag = markup(), element.tag
    if tag in table.block or tag in ("br", "td", "th"):
        _boundary(walk, tag)
    if kind := table.roles.get(element.get("role") or "") or table.kinds.get(tag):
        walk.kinds.append(kind)
    walk.links += tag == "a"
    walk.pre += tag == "pre"
    if tag in table.headings:
        walk.heading = int(tag[1])
    if element.text:
        _write(walk, element.text)


def _close(walk: _Walk, element: Element) -> None:
    table, tag = markup(), element.tag
    if tag in table.block:
        _flush(walk)
    if table.roles.get(element.get("role") or "") or table.kinds.get(tag):
        walk.kinds.pop()
    walk.links -= tag == "a"
    walk.pre -= tag == "pre"
    if tag in table.headings:
        walk.heading = 0


def _boundary(walk: _Walk, tag: str) -> None:
    """End the line, or the cell: cells of a row stay on one line, a tab between them."""
    if tag in markup().cell:
        if walk.draft.letters:
            walk.draft.parts.append("\t")
    else:
        _flush(walk)


def _write(walk: _Walk, text: str) -> None:
    """Add text to the line being written; what surrounds the line's first word is what the line is."""
    if walk.pre and "\n" in text:
        first, *others = text.split("\n")
        _write_one(walk, first)
        for part in others:
            _flush(walk)
            _write_one(walk, part)
        return
    _write_one(walk, text)


def _write_one(walk: _Walk, text: str) -> None:
    draft = walk.draft
    draft.parts.append(text)
    letters = len(text.strip())
    if letters:
        if not draft.letters:
            draft.kind = walk.kinds[-1] if walk.kinds else None
            draft.heading = walk.heading
        draft.letters += letters
        draft.linked += letters if walk.links else 0


def _flush(walk: _Walk) -> None:
    """End the line being written; a blank one leaves no trace."""
    draft = walk.draft
    if draft.letters:
        cells = "".join(draft.parts).split("\t") if "\t" in draft.parts else ["".join(draft.parts)]
        line = "\t".join(filter(None, (_SPACE.sub(" ", cell).strip() for cell in cells)))
        if line.strip():
            walk.lines.append(line.strip())
            walk.hints.append(Hint(kind=draft.kind, link_share=draft.linked / draft.letters, heading=draft.heading))
    if draft.parts:
        walk.draft = _Draft()


def _join(walk: _Walk, *, root: Element, depth: int) -> Linear:
    """Lines joined by single line breaks, and their spans."""
    spans, at = [], 0
    for line in walk.lines:
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return Linear(text="\n".join(walk.lines), spans=tuple(spans), hints=tuple(walk.hints), root=root, depth=depth)
