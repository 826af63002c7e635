"""Reads what a page says of itself to machines: JSON-LD first, then meta tags.

Takes the parsed page, gives `Metadata`. Broken JSON is searched for the few fields by pattern. Times keep their zone.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from dateline.ingest.given import Metadata
from dateline.ingest.markup import markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.ingest.markup import Element

# Whatever a page wrote into its JSON.
Json: TypeAlias = Any

_MAX_JSON = 2_000_000
_MAX_NODES = 20_000
_TRAILING = re.compile(r",\s*([}\]])")
_WRAP = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?:-->|\]\]>|//\s*\]\]>)\s*;?\s*$")
_LOOSE = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|inLanguage)"\s*:\s*"((?:[^"\\]|\\.){1,400})"'
)
_SUFFIX = re.compile(r"\s+[|\u2013\u2014\u00bb\u2022-]\s+[^|\u2013\u2014\u00bb\u2022]{2,50}$")


def read_metadata(root: Element) -> Metadata:
    """The report's title, dates, outlet, section, byline and language by its own metadata."""
    linked, tags, table = _linked(root), _tags(root), markup()

    def tag(names: tuple[str, ...]) -> str | None:
        return next((tags[name] for name in names if tags.get(name)), None)

    title = _text(linked.get("headline")) or tag(table.title) or _page_title(root)
    byline = _name(linked.get("author")) or tag(table.byline)
    return Metadata(
        title=_without_site(title, root) if title else None,
        published=_text(linked.get("datePublished")) or tag(table.published) or _time_element(root),
        updated=_text(linked.get("dateModified")) or tag(table.updated),
        outlet=_name(linked.get("publisher")) or tag(table.outlet),
        section=_text(linked.get("articleSection")) or tag(table.section),
        byline=byline if byline and not byline.startswith("http") else None,
        language=_language(root) or _text(linked.get("inLanguage")) or tag(table.language),
    )


def _tags(root: Element) -> dict[str, str]:
    """Content of the meta tags by name, property, itemprop or http-equiv in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().casefold()
            if name and content:
                found.setdefault(name, content)
    return found


def _linked(root: Element) -> dict[str, Any]:
    """Fields of the JSON-LD objects that describe the report, the first of each field."""
    fields: dict[str, Any] = {}
    loose: dict[str, Any] = {}
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").casefold():
            continue
        source = (element.text or "")[:_MAX_JSON]
        tree = _decode(source)
        if tree is None:
            for key, value in _LOOSE.findall(source):
                loose.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
            continue
        for node in _nodes(tree):
            if _types(node) & markup().articles:
                for key, value in node.items():
                    fields.setdefault(key, value)
    return {**loose, **fields}


def _decode(source: str) -> Json:
    """JSON with the usual faults forgiven (comment wrappers, trailing commas, raw line breaks); else `None`."""
    text = _WRAP.sub("", source).strip().rstrip(";")
    for attempt in (text, _TRAILING.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(tree: Json) -> Iterator[dict[str, Any]]:
    """All objects in a JSON tree, outer before inner, in order; a loop, so that no depth breaks it."""
    queue, seen = [tree], 0
    while queue and seen < _MAX_NODES:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
            queue.extend(value for value in node.values() if isinstance(value, (dict, list)))
        elif isinstance(node, list):
            queue.extend(node)


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).casefold() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _text(value: Json) -> str | None:
    """The first text in a value that may be a text, a list of texts or something else."""
    while isinstance(value, list):
        value = value[0] if value else None
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _name(value: Json) -> str | None:
    """The name in a person or organisation, or in several ("A, B")."""
    if isinstance(value, list):
        return ", ".join(name for item in value[:6] if (name := _name(item))) or None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _page_title(root: Element) -> str | None:
    element = next(root.iter("title"), None)
    return _text(element.text) if element is not None else None


def _without_site(title: str, root: Element) -> str:
    """A title without the site's name after it, where a heading of the page prints it without."""
    shorter = _SUFFIX.sub("", title)
    if shorter != title:
        headings = {" ".join("".join(h.itertext()).split()).casefold() for tag in ("h1", "h2") for h in root.iter(tag)}
        if shorter.casefold() in headings or (title.casefold() not in headings and title == _page_title(root)):
            return shorter
    return title


def _time_element(root: Element) -> str | None:
    """The first `<time datetime>`, where the page has no metadata of its date."""
    for element in root.iter("time"):
        if element.get("pubdate") is not None or "publish" in (element.get("class") or "") + (
            element.get("itemprop") or ""
        ):
            return _text(element.get("datetime"))
    return None


def _language(root: Element) -> str | None:
    return _text(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
