"""One report from an HTML page.

Takes bytes or text, gives an `Article` whose text is our own linearisation; the extractor (trafilatura) only says of
which lines the body consists, by alignment, and is left out where a page is too large or nested too deep for it.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.ingest.article import build_article
from dateline.ingest.decode import decode
from dateline.ingest.given import Given, Metadata
from dateline.ingest.lexicon import lexicon
from dateline.ingest.lines import Hint, Line, make_line
from dateline.ingest.markup import linearise, mended
from dateline.ingest.metadata import read_metadata
from dateline.records import Article, Issue

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.ingest.markup import Linear

_KEY = re.compile(r"\W+")
_LEAST_KEY = 24
_LEAST_BODY = 200
# What the extractor is known to raise on broken pages, besides its own silence.
_EXTRACTOR_FAULTS = (
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    RecursionError,
    AssertionError,
    LookupError,
)


def article_from_html(
    html: bytes | str,
    *,
    given: Given,
    known_outlets: Callable[[str], bool] | None = None,
    charset: str | None = None,
) -> Article | Issue:
    """One report from a page; `charset` is what the server said. An `Issue` where it cannot be used."""
    return read_html(html, given=given, metadata=Metadata(), known_outlets=known_outlets, charset=charset)


def read_html(
    html: bytes | str,
    *,
    given: Given,
    metadata: Metadata,
    known_outlets: Callable[[str], bool] | None = None,
    charset: str | None = None,
) -> Article | Issue:
    """One report from a page of which a feed or table says more: what they say goes before the page's own metadata."""
    sizes = lexicon().thresholds.sizes
    if len(html) > sizes.max_html_bytes:
        detail = f"expected at most {sizes.max_html_bytes:,} bytes, found {len(html):,}: save the report's page alone"
        return Issue(input=given.input, stage="ingest", reason="too_large", detail=detail)
    text = html if isinstance(html, str) else decode(html, html=True, charset=charset)
    if text is None:
        detail = "found a binary file: save the page as HTML"
        return Issue(input=given.input, stage="ingest", reason="unsupported_format", detail=detail)
    page = linearise(text)
    if page is None or not page.text.strip():
        detail = "found no visible words: save the page from a browser, after it has loaded"
        return Issue(input=given.input, stage="ingest", reason="empty", detail=detail)
    if len(page.text) > sizes.max_text_bytes:
        detail = f"expected at most {sizes.max_text_bytes:,} characters, found {len(page.text):,}: save it alone"
        return Issue(input=given.input, stage="ingest", reason="too_large", detail=detail)
    own = read_metadata(page.root)
    merged = Metadata(**{name: getattr(metadata, name) or getattr(own, name) for name in Metadata.__struct_fields__})
    lines = _lines(page, _extract(mended(text), page))
    return build_article(page.text, given=given, metadata=merged, known_outlets=known_outlets, lines=lines)


def _extract(html: str, page: Linear) -> str | None:
    """The extractor's idea of the report, as text; `None` where it was not asked or has none."""
    sizes = lexicon().thresholds.sizes
    if len(html) > sizes.max_extract_bytes or page.depth > sizes.max_extract_depth:
        return None
    from trafilatura import extract  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        body = extract(html, favor_precision=True, include_comments=False, include_tables=True)
    except _EXTRACTOR_FAULTS:
        return None
    return body if body and len(body) >= _LEAST_BODY else None


def _key(text: str) -> str:
    """Letters and digits alone, by which two renderings of one line are found equal."""
    return _KEY.sub("", text.casefold())


def _lines(page: Linear, body: str | None) -> list[Line]:
    """The page's lines with the markup's hints, and whether the extractor kept each."""
    kept = {_key(line) for line in body.splitlines()} - {""} if body else set()
    run = _key(body) if body else ""
    lines = []
    for span, hint in zip(page.spans, page.hints, strict=True):
        text = page.text[span[0] : span[1]]
        extracted = _is_kept(_key(text), kept, run=run) if body else None
        lines.append(make_line(page.text, span, hint=_settled(hint, extracted=extracted)))
    return lines


def _is_kept(key: str, kept: set[str], *, run: str) -> bool:
    """Whether a line is one of the extracted lines, or a long enough stretch of the extracted text."""
    return key in kept or (len(key) >= _LEAST_KEY and key in run)


def _settled(hint: Hint, *, extracted: bool | None) -> Hint:
    """The markup's kind gives way where the extractor kept the line: sites put whole reports into odd elements."""
    kind = None if extracted and hint.kind not in ("caption", "navigation", "footer") else hint.kind
    return replace(hint, kind=kind, extracted=extracted)
