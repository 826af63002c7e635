"""Articles from tables: JSON Lines and CSV with columns `id,url,source,date,title,text|html`.

Takes a binary stream, gives a unit for each row, one row in memory at a time. Other columns are
ignored. A row with a date that cannot be read gives an `Issue` and its article without that date.
"""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

import msgspec

from dateline.ingest.article import build_article, refuse_text, whole_characters
from dateline.ingest.decode import decode
from dateline.ingest.given import Given, Metadata, as_published
from dateline.ingest.html import read_html
from dateline.ingest.lexicon import lexicon
from dateline.ingest.units import issue
from dateline.records import Article, Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.ingest.units import KnownOutlets, Results, Unit

# A writable buffer; the standard library names the type only from Python 3.12 on.
Buffer: TypeAlias = Any

COLUMNS = ("id", "url", "source", "date", "title", "text", "html")
_SAMPLE = 65_536
_MAX_BROKEN = 100


def jsonl_units(stream: BinaryIO, *, name: str, given: Given, known_outlets: KnownOutlets = None) -> Iterator[Unit]:
    """One unit a line of JSON Lines; blank lines are passed over."""
    most = lexicon().thresholds.sizes.max_table_row_bytes
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        label = f"{name}, row {number}"
        if len(line) > most and not line.endswith(b"\n"):
            _skip_line(stream, size=most)
            yield issue(label, "too_large", f"expected at most {most:,} bytes a row, found more: split the row")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield partial(_json_row, line, label=label, given=given, known_outlets=known_outlets)


def _skip_line(stream: BinaryIO, *, size: int) -> None:
    while (part := stream.readline(size)) and not part.endswith(b"\n"):
        pass


def _json_row(line: bytes, *, label: str, given: Given, known_outlets: KnownOutlets) -> Results:
    text = decode(line)
    try:
        row = msgspec.json.decode(text or "")
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        yield _bad(
            label, "bad_row", f"expected one JSON object on the line, found: {error}: correct or delete the line"
        )
        return
    if isinstance(row, dict):
        yield from read_row(row, label=label, given=given, known_outlets=known_outlets)
    else:
        yield _bad(label, "bad_row", f"expected a JSON object, found {type(row).__name__}: write one article a line")


def csv_units(stream: BinaryIO, *, name: str, given: Given, known_outlets: KnownOutlets = None) -> Iterator[Unit]:
    """One unit a row of a table with a header; comma, semicolon or tab between the columns."""
    csv.field_size_limit(lexicon().thresholds.sizes.max_table_row_bytes)
    sample = stream.read(_SAMPLE)
    lines = io.TextIOWrapper(
        io.BufferedReader(_Chained(sample, stream)), encoding=_encoding(sample), errors="replace", newline=""
    )
    head = lines.readline()
    delimiter = max(",;\t", key=head.count)
    names = [cell.strip().casefold() for cell in next(csv.reader([head.lstrip("\ufeff")], delimiter=delimiter), [])]
    if not {"text", "html"} & set(names):
        yield issue(
            name,
            "bad_table",
            f"expected a header with text or html, found {head.strip()[:80]!r}: name columns {','.join(COLUMNS)}",
        )
        return
    reader, number, broken = csv.reader(lines, delimiter=delimiter), 1, 0
    while broken < _MAX_BROKEN:
        number += 1
        label = f"{name}, row {number}"
        try:
            cells = next(reader, None)
        except (csv.Error, UnicodeError) as error:
            broken += 1
            yield issue(label, "bad_row", f"expected a row of CSV, found: {error}: correct the quotes of this row")
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            row = dict(zip(names, cells, strict=False))
            yield partial(read_row, row, label=label, given=given, known_outlets=known_outlets)


class _Chained(io.RawIOBase):
    """A stream with what was read of it for a look put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        """Take the bytes read and the stream they came from."""
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer; 0 at the end."""
        part = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def _encoding(sample: bytes) -> str:
    """The encoding of a table by its first part: UTF-8 unless it does not fit."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        sample[: sample.rfind(b"\n") + 1 or len(sample)].decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode(sample)
        for name in ("cp1252", "cp1251", "cp1256"):
            if text is not None and sample.decode(name, errors="replace") == text:
                return name
        return "utf-8-sig"
    return "utf-8-sig"


def read_row(row: dict[str, Any], *, label: str, given: Given, known_outlets: KnownOutlets) -> Results:
    """The article of one row, after an issue for its date where that cannot be read."""
    cells: dict[str, str] = {}
    for column in COLUMNS:
        value = row.get(column)
        if value is None or value == "":
            continue
        if not isinstance(value, (str, int, float)) or isinstance(value, bool):
            yield _bad(
                label, "bad_row", f"expected text in column {column}, found {type(value).__name__}: correct the row"
            )
            return
        cells[column] = str(value)
    if not (cells.get("text") or cells.get("html") or "").strip():
        yield _bad(
            label, "bad_row", "expected words in column text or html, found none: fill the column or delete the row"
        )
        return
    if cells.get("date") and as_published(cells["date"], basis="metadata") is None:
        yield _bad(
            label,
            "bad_date",
            f"expected a date such as 2016-10-19 in column date, found {cells['date'][:60]!r}: correct the row",
        )
    yield _article(cells, label=label, given=given, known_outlets=known_outlets)


def _article(cells: dict[str, str], *, label: str, given: Given, known_outlets: KnownOutlets) -> Article | Issue:
    own = msgspec.structs.replace(given, uri=cells.get("url") or given.uri, name=label)
    metadata = Metadata(title=cells.get("title"), published=cells.get("date"), outlet=cells.get("source"))
    if text := cells.get("text"):
        return refuse_text(text, given=own) or build_article(
            whole_characters(text), given=own, metadata=metadata, known_outlets=known_outlets
        )
    return read_html(cells["html"], given=own, metadata=metadata, known_outlets=known_outlets)


def _bad(label: str, reason: str, detail: str) -> Issue:
    return Issue(input=label, stage="ingest", reason=reason, detail=detail)
