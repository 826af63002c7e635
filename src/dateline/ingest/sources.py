"""Reads whatever a person names: a file, a folder, a table, a feed, an archive, an address, or standard input.

Takes the name, gives `Article`s and `Issue`s one by one, in a fixed order; `files_of` and `file_units` give the same in
two steps, for those who share a source among workers. What a file is, its first bytes say; its ending only decides
between text and the rest where they don't. Nothing that cannot be read raises: it is an `Issue`.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import sys
import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import msgspec

from dateline.errors import InputError, MissingPart
from dateline.ingest.archives import archive_units, is_archive
from dateline.ingest.article import article_from_text
from dateline.ingest.decode import decode, is_binary
from dateline.ingest.feeds import is_feed, read_feed
from dateline.ingest.fetch import fetch
from dateline.ingest.html import article_from_html
from dateline.ingest.lexicon import lexicon
from dateline.ingest.parquet import is_parquet, parquet_units
from dateline.ingest.remote import is_remote, open_remote
from dateline.ingest.tables import csv_units, jsonl_units
from dateline.ingest.units import issue, later, one, read_units
from dateline.ingest.zipped import is_zip, zip_units
from dateline.records import Article, Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.ingest.given import Given
    from dateline.ingest.units import KnownOutlets, Results, Unit

    Units = Iterator[Unit]

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
        name = given.name or "standard input"
        yield from read_units(
            stream_units(sys.stdin.buffer, name=name, suffix="", given=given, known_outlets=known_outlets))
    elif is_address(source):
        yield from read_units(_address_units(source, given=given, known_outlets=known_outlets))
    else:
        for file in files_of(source):
            if isinstance(file, Issue):
                yield file
            else:
                own = given if file == source else _shared(given)
                yield from read_units(file_units(file, given=own, known_outlets=known_outlets))


def _shared(given: Given) -> Given:
    """What is true of each of many reports."""
    return msgspec.structs.replace(given, uri=None, title=None, name=None)


def is_address(source: str) -> bool:
    """Whether a source is named by an address and not by a path."""
    return bool(_ADDRESS.match(source))


def files_of(source: str) -> Iterator[str | Issue]:
    """The files that a path stands for: itself, or all below a folder in the order of their paths.

    Hidden files and links to folders are passed over. What is no file is an issue, and so is a folder without any.
    """
    try:
        mode = Path(source).stat().st_mode
    except (OSError, ValueError) as error:
        yield _refusal(source, "unreadable", f"{_fault(error)}: check the name")
        return
    if stat.S_ISDIR(mode):
        yield from _folder_files(Path(source))
    elif stat.S_ISREG(mode):
        yield source
    else:
        yield _refusal(
            source,
            "unsupported_format",
            "expected a file or folder, found a device, pipe or socket: give a file, or - for standard input",
        )


def _folder_files(folder: Path) -> Iterator[str | Issue]:
    faults: list[OSError] = []
    found = False
    for place, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                found = True
                yield from files_of(str(Path(place) / name))
    for error in faults:
        yield _refusal(str(error.filename or folder), "unreadable", f"{_fault(error)}: make the folder readable")
    if not found and not faults:
        yield _refusal(str(folder), "empty", "found no files in the folder: put reports into it")


def file_units(source: str, *, given: Given, known_outlets: KnownOutlets = None) -> Units:
    """The units of one file, or of what an address gives, one after the other; read each before the next.

    An address other than of the web is read through fsspec: hand in none that a page has named.
    """
    if is_address(source) and is_remote(source):
        with open_remote(source) as stream:
            yield from stream_units(
                stream, name=given.name or source, suffix=suffix_of(source), given=given, known_outlets=known_outlets)
        return
    if is_address(source):
        yield from _address_units(source, given=given, known_outlets=known_outlets)
        return
    name = given.name or source
    try:
        with Path(source).open("rb") as stream:
            yield from stream_units(
                stream, name=name, suffix=suffix_of(source), given=given, known_outlets=known_outlets)
    except OSError as error:
        yield issue(name, "unreadable", f"{_fault(error)}: check the file and its permissions")


def suffix_of(name: str) -> str:
    """The ending of a file's name that says what is in it, in small letters; that of compression does not count."""
    suffixes = [suffix.casefold() for suffix in Path(name).suffixes[-2:]]
    return next((suffix for suffix in reversed(suffixes) if suffix != ".gz"), "")


def _refusal(name: str, reason: str, detail: str) -> Issue:
    return Issue(input=name, stage="ingest", reason=reason, detail=detail)


def _fault(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


def _address_units(url: str, *, given: Given, known_outlets: KnownOutlets) -> Units:
    try:
        fetched = fetch(url)
    except InputError as error:
        yield issue(url, error.code, str(error))
        return
    own = msgspec.structs.replace(given, uri=given.uri or fetched.url, name=url)
    if fetched.content_type in ("text/html", "application/xhtml+xml") and not is_feed(fetched.content[:_LOOK]):
        yield later(partial(
            article_from_html, fetched.content, given=own, known_outlets=known_outlets, charset=fetched.charset))
        return
    yield from stream_units(io.BytesIO(fetched.content), name=url, suffix="", given=own, known_outlets=known_outlets)


def stream_units(stream: BinaryIO, *, name: str, suffix: str, given: Given, known_outlets: KnownOutlets) -> Units:
    """The units of a stream by what its first bytes are, unpacked first where they are gzip."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), _LOOK * 4)
    own = given if given.name else msgspec.structs.replace(given, name=name)
    try:
        head = buffered.peek(_LOOK)[:_LOOK]
        if head.startswith(_GZIP):
            yield from _gzip_units(buffered, name=name, suffix=suffix, given=own, known_outlets=known_outlets)
        else:
            yield from _dispatch(buffered, head, name=name, suffix=suffix, given=own, known_outlets=known_outlets)
    except _BROKEN_GZIP as error:
        yield issue(
            name,
            "unreadable",
            f"the compressed file is broken ({type(error).__name__}: {error}): fetch or pack it again",
        )
    finally:
        buffered.detach()


def _gzip_units(
    buffered: io.BufferedReader[Any], *, name: str, suffix: str, given: Given, known_outlets: KnownOutlets
) -> Units:
    """Unpack as far as needed; members one after the other, as web archives have them, are one stream."""
    with gzip.GzipFile(fileobj=buffered) as packed:
        unpacked = io.BufferedReader(cast("io.RawIOBase", packed), _LOOK * 4)
        head = unpacked.peek(_LOOK)[:_LOOK]
        if head.startswith(_GZIP) or is_zip(head) or is_parquet(head):
            yield issue(name, "unsupported_format", "found a packed file inside a gzip file: unpack it once")
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
) -> Units:
    """Hand the stream to the reader of its format."""
    binary = cast("BinaryIO", stream)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if is_archive(head) or suffix in (".warc", ".arc"):
        yield from archive_units(binary, name=name, given=given, known_outlets=known_outlets)
    elif is_zip(head):
        yield from _zip(binary, name=name, given=given, known_outlets=known_outlets)
    elif is_parquet(head):
        yield from _parquet(binary, name=name, given=given, known_outlets=known_outlets)
    elif suffix in _SEPARATED:
        yield from csv_units(binary, name=name, given=given, known_outlets=known_outlets)
    elif suffix in _TABLES or start.startswith(b"{"):
        yield from jsonl_units(binary, name=name, given=given, known_outlets=known_outlets)
    else:
        yield _single(stream, head, name=name, suffix=suffix, given=given, known_outlets=known_outlets)


def _zip(stream: BinaryIO, *, name: str, given: Given, known_outlets: KnownOutlets) -> Units:
    """The files in a ZIP file, each by what its first bytes are."""

    def of_member(member: BinaryIO, label: str) -> Units:
        return stream_units(
            member, name=label, suffix=suffix_of(label), given=_shared(given), known_outlets=known_outlets)

    yield from zip_units(stream, name=name, of_member=of_member)


def _parquet(stream: BinaryIO, *, name: str, given: Given, known_outlets: KnownOutlets) -> Units:
    try:
        yield from parquet_units(stream, name=name, given=given, known_outlets=known_outlets)
    except MissingPart as error:
        yield issue(name, error.code, str(error))


def _single(
    stream: io.BufferedReader[Any], head: bytes, *, name: str, suffix: str, given: Given, known_outlets: KnownOutlets
) -> Unit:
    """A file that is one unit: a feed with all its entries, a page, or a text. Its bytes are read now."""
    sizes = lexicon().thresholds.sizes
    if is_feed(head) and suffix not in _PAGES:
        content = stream.read(sizes.max_html_bytes + 1)
        if too_large := _limited(content, sizes.max_html_bytes, name=name):
            return one(too_large)
        return partial(read_feed, content, name=name, given=given, known_outlets=known_outlets)
    if suffix in _PAGES or _HTML.match(head):
        content = stream.read(sizes.max_html_bytes + 1)
        return later(partial(article_from_html, content, given=given, known_outlets=known_outlets))
    content = stream.read(sizes.max_text_bytes + 1)
    return later(partial(_text_article, content, name=name, given=given, known_outlets=known_outlets))


def _limited(content: bytes, most: int, *, name: str) -> Issue | None:
    if len(content) <= most:
        return None
    return _refusal(name, "too_large", f"expected at most {most:,} bytes, found more: split the file")


def _text_article(content: bytes, *, name: str, given: Given, known_outlets: KnownOutlets) -> Article | Issue:
    """A text file as one article."""
    if too_large := _limited(content, lexicon().thresholds.sizes.max_text_bytes, name=name):
        return too_large
    text = None if is_binary(content) else decode(content)
    if text is None:
        return _refusal(
            name,
            "unsupported_format",
            "found a binary file (a PDF, picture, office file or archive): save the report as text or HTML",
        )
    return article_from_text(text, given=given, known_outlets=known_outlets)
