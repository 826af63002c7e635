"""A file of events to neutral rows, one row in memory at a time; a row that cannot be used is an `Issue`, no row is
passed over in silence."""

from __future__ import annotations

import csv
import itertools
from typing import TYPE_CHECKING

import msgspec

from dateline.errors import UnreadableInput
from dateline.export.incoming.rows import RowReader
from dateline.export.schemas.sheets import read_xlsx
from dateline.records import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dateline.codebook import Codebook
    from dateline.export.incoming.maps import Map
    from dateline.records.foreign import ForeignEvent

    Cells = dict[str, str]

MOST_LINE_BYTES = 4_000_000
MOST_ISSUES_OF_CSV = 100
MOST_LINES_OF_ROW = 500
"""A cell in quotes may have lines; one with more than these is a quote that nobody closed."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DEEPEST = 4
"""Levels of objects in JSON that are read."""
JSON_ENDINGS = frozenset({".jsonl", ".ndjson", ".json"})


def read_foreign(path: Path, columns: Map, *, codebook: Codebook) -> Iterator[ForeignEvent | Issue]:
    """The rows of a file as the map reads it: CSV, TSV, JSON Lines or, with the extra `tables`, the first sheet of an
    .xlsx. Raises `UnreadableInput` for a file that is not there or has no column of days."""
    if not path.is_file():
        message = f"{path}: no such file"
        raise UnreadableInput(message)
    ending = path.suffix.lower()
    if ending in JSON_ENDINGS:
        rows = _json_rows(path)
    elif ending in {".xlsx", ".xlsm"}:
        rows = _table_rows(read_xlsx(path), path)
    else:
        rows = _table_rows(_delimited(path), path)
    first = next(rows, None)
    if first is None:
        message = f"{path}: expected rows under a header, found none"
        raise UnreadableInput(message)
    reader = RowReader(columns, codebook=codebook, file=path.name, has_header=ending not in JSON_ENDINGS)
    for label, cells in itertools.chain((first,), rows):
        yield from (cells,) if isinstance(cells, Issue) else reader.read(cells, label=label)


def _lines(path: Path) -> Iterator[str]:
    """The lines of a text file: UTF-8, a line that is not in Windows-1252; UTF-16 where a mark says so."""
    try:
        with path.open("rb") as stream:
            if stream.read(2) in UTF_16:
                yield from path.read_text(encoding="utf-16", errors="replace").splitlines(keepends=True)
                return
            stream.seek(0)
            while line := stream.readline(MOST_LINE_BYTES):
                yield _decode(line.removeprefix(b"\xef\xbb\xbf")).replace("\x00", "")
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror})"
        raise UnreadableInput(message) from error


def _decode(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _delimited(path: Path) -> Iterator[list[str] | Issue]:
    """Rows of CSV or of tabs. With tabs a quote is a character like others, but for a cell that stands in quotes: one
    quote left open would swallow the rest of the file."""
    lines = _lines(path)
    head = next(lines, "")
    delimiter = max("\t,;|", key=head.count)
    csv.field_size_limit(MOST_LINE_BYTES)
    both = itertools.chain((head,), lines)
    reader = csv.reader(both, delimiter="\t", quoting=csv.QUOTE_NONE) if delimiter == "\t" else csv.reader(
        both, delimiter=delimiter)
    broken = before = 0
    while broken < MOST_ISSUES_OF_CSV:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            broken += 1
            yield Issue(input=f"{path.name}, row {reader.line_num}", stage="import", reason="bad_row",
                        detail=f"expected a row of cells, found: {error}")
            continue
        if cells is None:
            return
        swallowed = reader.line_num - before
        before = reader.line_num
        if swallowed > MOST_LINES_OF_ROW:
            yield Issue(input=f"{path.name}, row {before - swallowed + 1}", stage="import", reason="open_quote",
                        detail=f"expected a row of a few lines, found {swallowed}: close the quote that opens here")
            continue
        yield [_unquoted(cell) for cell in cells] if delimiter == "\t" else cells


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"')
    return cell


def _table_rows(rows: Iterable[list[str] | Issue], path: Path) -> Iterator[tuple[str, Cells | Issue]]:
    """Cells by lower-case column name, with the number of the row; the first row is the header."""
    found = iter(rows)
    header = next(found, None)
    if header is None or isinstance(header, Issue):
        return
    names = [name.strip().casefold() for name in header]
    for number, cells in enumerate(found, start=2):
        label = f"{path.name}, row {number}"
        if isinstance(cells, Issue):
            yield label, cells
        elif any(cell.strip() for cell in cells[len(names):]):
            yield label, Issue(
                input=label, stage="import", reason="bad_row",
                detail=f"expected {len(names)} cells, found {len(cells)}: correct the row")
        elif any(cell.strip() for cell in cells):
            yield label, dict(zip(names, cells, strict=False))


def _json_rows(path: Path) -> Iterator[tuple[str, Cells | Issue]]:
    """Objects, one a line, their parts by names with dots: `event_loc.lat`."""
    for number, line in enumerate(_lines(path), start=1):
        label = f"{path.name}, row {number}"
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            yield label, Issue(input=label, stage="import", reason="bad_row",
                               detail=f"expected one JSON object on the line, found: {error}")
            continue
        if isinstance(row, dict):
            cells: dict[str, list[str]] = {}
            _flatten(row, "", cells, depth=0)
            yield label, {name: ";".join(values) for name, values in cells.items()}
        else:
            yield label, Issue(input=label, stage="import", reason="bad_row",
                               detail=f"expected a JSON object, found {type(row).__name__}")


def _flatten(value: object, name: str, cells: dict[str, list[str]], *, depth: int) -> None:
    """Texts by dotted name; the items of a list stand one after another, an item not told as an empty one."""
    if isinstance(value, dict) and depth < DEEPEST:
        for key, part in value.items():
            _flatten(part, f"{name}.{key}".casefold().lstrip("."), cells, depth=depth + 1)
    elif isinstance(value, list) and depth < DEEPEST:
        for part in value:
            _flatten(part, name, cells, depth=depth + 1)
    elif value is None or isinstance(value, (str, int, float)):
        cells.setdefault(name, []).append("" if value is None else str(value).replace(";", ","))
