"""Reads whatever a person names: a file, a folder, a table, a feed, an archive, an address, or standard input.

Takes the name, gives `Article`s and `Issue`s one by one, in a fixed order. What a file is, its first bytes say; its
ending only decides between text and the rest where they don't. Nothing that cannot be read raises: it is an `Issue`.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import msgspec

from dateline.errors import InputError
from dateline.ingest.archives import is_archive, read_archive
from dateline.ingest.article import article_from_text
from dateline.ingest.decode import decode, is_binary
from dateline.ingest.feeds import is_feed, read_feed
from dateline.ingest.fetch import fetch
from dateline.ingest.html import article_from_html
from dateline.ingest.lexicon import lexicon
from dateline.ingest.tables import read_csv, read_jsonl
from dateline.records import Article, Issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.ingest.given import Given

    Results = Iterator[Article | Issue]
    KnownOutlets = Callable[[str], bool] | None

STDIN = "-"
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|p|article|table|h1)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_GZIP = b"\x1f\x8b"
_LOOK = 4096
_TABLES = frozenset({".jsonl", ".ndjson", ".json"})
_SEPARATED = frozenset({".csv", ".tsv"})
_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_BROKEN_GZIP = (gzip.BadGzipFile, EOFError, zlib.error)


def read_source(source: str, *, given: Given, known_outlets: KnownOutlets = None) -> Results:
    """Every article of a source, and an issue for each part of it that cannot be used."""
    if source == STDIN:
        yield from _read_stream(
            sys.stdin.buffer, name=given.name or "standard input", suffix="", given=given, known_outlets=known_outlets
        )
    elif _ADDRESS.match(source):
        yield from _read_address(source, given=given, known_outlets=known_outlets)
    else:
        yield from _read_path(source, given=given, known_outlets=known_outlets)


def _issue(name: str, reason: str, detail: str) -> Issue:
    return Issue(input=name, stage="ingest", reason=reason, detail=detail)


def _read_address(url: str, *, given: Given, known_outlets: KnownOutlets) -> Results:
    try:
        fetched = fetch(url)
    except InputError as error:
        yield _issue(url, error.code, str(error))
        return
    own = msgspec.structs.replace(given, uri=given.uri or fetched.url, name=url)
    if fetched.content_type in ("text/html", "application/xhtml+xml") and not is_feed(fetched.content[:_LOOK]):
        yield article_from_html(fetched.content, given=own, known_outlets=known_outlets, charset=fetched.charset)
        return
    yield from _read_stream(io.BytesIO(fetched.content), name=url, suffix="", given=own, known_outlets=known_outlets)


def _read_path(source: str, *, given: Given, known_outlets: KnownOutlets) -> Results:
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _issue(source, "unreadable", f"{_fault(error)}: check the name")
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(path, given=given, known_outlets=known_outlets)
    elif not stat.S_ISREG(mode):
        yield _issue(
            source,
            "unsupported_format",
            "expected a file or folder, found a device, pipe or socket: give a file, or - for standard input",
        )
    else:
        yield from _read_file(path, given=given, known_outlets=known_outlets)


def _fault(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


def _read_folder(folder: Path, *, given: Given, known_outlets: KnownOutlets) -> Results:
    """All files below a folder in the order of their paths; hidden ones and links to folders are passed over."""
    shared = msgspec.structs.replace(given, uri=None, title=None, name=None)
    faults: list[OSError] = []
    found = False
    for place, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                found = True
                yield from _read_path(str(Path(place) / name), given=shared, known_outlets=known_outlets)
    for error in faults:
        yield _issue(str(error.filename or folder), "unreadable", f"{_fault(error)}: make the folder readable")
    if not found and not faults:
        yield _issue(str(folder), "empty", "found no files in the folder: put reports into it")


def _read_file(path: Path, *, given: Given, known_outlets: KnownOutlets) -> Results:
    name = given.name or str(path)
    suffixes = [suffix.casefold() for suffix in path.suffixes[-2:]]
    suffix = next((s for s in reversed(suffixes) if s != ".gz"), "")
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, name=name, suffix=suffix, given=given, known_outlets=known_outlets)
    except OSError as error:
        yield _issue(name, "unreadable", f"{_fault(error)}: check the file and its permissions")


def _read_stream(stream: BinaryIO, *, name: str, suffix: str, given: Given, known_outlets: KnownOutlets) -> Results:
    """Read a stream by what its first bytes are, unpacked first where they are gzip."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), _LOOK * 4)
    own = given if given.name else msgspec.structs.replace(given, name=name)
    try:
        head = buffered.peek(_LOOK)[:_LOOK]
        if head.startswith(_GZIP):
            yield from _read_gzip(buffered, name=name, suffix=suffix, given=own, known_outlets=known_outlets)
        else:
            yield from _dispatch(buffered, head, name=name, suffix=suffix, given=own, known_outlets=known_outlets)
    except _BROKEN_GZIP as error:
        yield _issue(
            name,
            "unreadable",
            f"the compressed file is broken ({type(error).__name__}: {error}): fetch or pack it again",
        )
    finally:
        buffered.detach()


def _read_gzip(
    buffered: io.BufferedReader[Any], *, name: str, suffix: str, given: Given, known_outlets: KnownOutlets
) -> Results:
    """Unpack as far as needed; members one after the other, as web archives have them, are one stream."""
    with gzip.GzipFile(fileobj=buffered) as packed:
        unpacked = io.BufferedReader(cast("io.RawIOBase", packed), _LOOK * 4)
        head = unpacked.peek(_LOOK)[:_LOOK]
        if head.startswith(_GZIP):
            yield _issue(name, "unsupported_format", "found a gzip file inside a gzip file: unpack it once")
            return
        yield from _dispatch(unpacked, head, name=name, suffix=suffix, given=given, known_outlets=known_outlets)


def _dispatch(
    stream: io.BufferedReader[Any],
    head: bytes,
    *,
    name: str,
    suffix: str,
    given: Given,
    known_outlets: KnownOutlets,
) -> Results:
    """Hand the stream to the reader of its format."""
    sizes = lexicon().thresholds.sizes
    binary = cast("BinaryIO", stream)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if is_archive(head) or suffix in (".warc", ".arc"):
        yield from read_archive(binary, name=name, given=given, known_outlets=known_outlets)
    elif suffix in _SEPARATED:
        yield from read_csv(binary, name=name, given=given, known_outlets=known_outlets)
    elif suffix in _TABLES or start.startswith(b"{"):
        yield from read_jsonl(binary, name=name, given=given, known_outlets=known_outlets)
    elif is_feed(head) and suffix not in _PAGES:
        content = stream.read(sizes.max_html_bytes + 1)
        yield from _limited(content, sizes.max_html_bytes, name=name) or read_feed(
            content, name=name, given=given, known_outlets=known_outlets
        )
    elif suffix in _PAGES or _HTML.match(head):
        yield article_from_html(stream.read(sizes.max_html_bytes + 1), given=given, known_outlets=known_outlets)
    else:
        yield _text_article(stream.read(sizes.max_text_bytes + 1), name=name, given=given, known_outlets=known_outlets)


def _limited(content: bytes, most: int, *, name: str) -> list[Article | Issue]:
    if len(content) <= most:
        return []
    return [_issue(name, "too_large", f"expected at most {most:,} bytes, found more: split the file")]


def _text_article(content: bytes, *, name: str, given: Given, known_outlets: KnownOutlets) -> Article | Issue:
    """A text file as one article."""
    if too_large := _limited(content, lexicon().thresholds.sizes.max_text_bytes, name=name):
        return too_large[0]
    text = None if is_binary(content) else decode(content)
    if text is None:
        return _issue(
            name,
            "unsupported_format",
            "found a binary file (a PDF, picture, office file or archive): save the report as text or HTML",
        )
    return article_from_text(text, given=given, known_outlets=known_outlets)
