"""Articles from web archives (WARC, ARC): the HTML pages among their responses.

Takes a binary stream, gives a unit for each page. The day of the crawl is not the day of publication,
so it is not used. Pictures, scripts and the like are passed over; an archive that breaks gives one `Issue` and ends.
"""

from __future__ import annotations

import zlib
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from dateline.ingest.given import Given, Metadata
from dateline.ingest.html import read_html
from dateline.ingest.lexicon import lexicon
from dateline.ingest.units import issue, later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.ingest.units import KnownOutlets, Unit

_HTML_TYPES = ("text/html", "application/xhtml+xml")
# What the reader is known to raise on broken archives.
_READER_FAULTS = (
    ArchiveLoadFailed,
    EOFError,
    OSError,
    zlib.error,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
)


def is_archive(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a WARC or ARC file."""
    return head.startswith((b"WARC/", b"filedesc://"))


def archive_units(stream: BinaryIO, *, name: str, given: Given, known_outlets: KnownOutlets = None) -> Iterator[Unit]:
    """One unit an HTML response, in the order of the archive."""
    found, fault = 0, None
    records = iter(ArchiveIterator(stream, arc2warc=True))
    while True:
        try:
            page = _next_page(records)
        except _READER_FAULTS as error:
            fault = error
            break
        if page is None:
            break
        found += 1
        uri, content = page
        label = f"{name}, {uri or f'page {found}'}"
        own = msgspec.structs.replace(given, uri=uri or given.uri, name=label)
        yield later(partial(read_html, content, given=own, metadata=Metadata(), known_outlets=known_outlets))
    if fault is not None:
        why = f"{type(fault).__name__}: {' '.join(str(fault).split())[:160]}"
        detail = f"the archive breaks off after {found} pages ({why}): repair or fetch it again"
        yield issue(name, "unreadable", detail)
    elif not found:
        detail = "found no HTML page among the responses: give an archive of the reports' pages"
        yield issue(name, "empty", detail)


def _next_page(records: Iterator[Any]) -> tuple[str | None, bytes] | None:
    """Address and bytes of the next HTML response; `None` at the end."""
    most = lexicon().thresholds.sizes.max_html_bytes
    for record in records:
        headers = record.http_headers
        if record.rec_type != "response" or headers is None:
            continue
        kind = (headers.get_header("Content-Type") or "").split(";")[0].strip().casefold()
        status = str(headers.get_statuscode() or "")
        if kind in _HTML_TYPES and status.startswith("2"):
            return record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read(most + 1)
    return None
