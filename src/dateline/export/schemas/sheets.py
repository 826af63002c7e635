"""Rows as a spreadsheet, and spreadsheets as rows; the libraries are the extra `tables` and are loaded only here."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any

from dateline.errors import MissingPart, UnreadableInput
from dateline.export.schemas.writing import flat_cell, mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dateline.export.schemas.rows import ExportRow
    from dateline.export.schemas.tables import Schema

MOST_ROWS = 1_048_575
"""Rows of a sheet beside its header."""
MOST_CHARS = 32_767
"""Characters of a cell."""
MOST_BYTES = 500_000_000
"""Of a spreadsheet unpacked: a small file may unpack to more than a machine holds."""
MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""What stands for the day on which a sheet was made, so that the same rows give the same file."""


def load_xlsxwriter() -> Any:  # noqa: ANN401 - the library has no type of its own for the module
    """The library that writes; raises `MissingPart` where the extra is not installed."""
    try:
        import xlsxwriter
    except ImportError as error:
        message = "spreadsheets need the extra `tables`: pip install 'dateline[tables]'"
        raise MissingPart(message) from error
    return xlsxwriter


def load_calamine() -> Any:  # noqa: ANN401 - the library has no type of its own for the module
    """The library that reads; raises `MissingPart` where the extra is not installed."""
    try:
        import python_calamine
    except ImportError as error:
        message = "spreadsheets need the extra `tables`: pip install 'dateline[tables]'; or save the sheet as CSV"
        raise MissingPart(message) from error
    return python_calamine


def write_xlsx(rows: Iterable[ExportRow], schema: Schema, path: Path) -> None:
    """A sheet of rows under their column names, and a sheet that says who coded them; no cell is ever a formula.

    Raises `UnreadableInput` for more rows than a sheet holds. A cell with more characters than it holds is cut, which
    an ellipsis shows.
    """
    library = load_xlsxwriter()
    part = path.with_name(f"{path.name}.part")
    try:
        with library.Workbook(part, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                     "strings_to_numbers": False, "nan_inf_to_errors": True}) as book:
            book.set_properties({"title": schema.file.about, "comments": mark(schema)["mark"], "created": MADE})
            sheet = book.add_worksheet("rows")
            sheet.write_row(0, 0, schema.names)
            for number, row in enumerate(rows, start=1):
                _refuse_more(number, path)
                for at, value in enumerate(row.cells):
                    _write_cell(sheet, number, at, value)
            about = book.add_worksheet("about")
            for number, (key, value) in enumerate(mark(schema).items()):
                about.write_row(number, 0, (key, str(value)))
        part.replace(path)
    except (OSError, library.exceptions.FileCreateError) as error:
        message = f"{path}: cannot be written ({error}); choose another file"
        raise UnreadableInput(message) from error
    finally:
        part.unlink(missing_ok=True)


def _refuse_more(number: int, path: Path) -> None:
    if number > MOST_ROWS:
        message = f"{path}: more than {MOST_ROWS:,} rows, which a sheet does not hold; write csv or parquet"
        raise UnreadableInput(message)


def _write_cell(sheet: Any, row: int, at: int, value: object) -> None:  # noqa: ANN401 - the library is not typed
    """Numbers as numbers, all else as text, nothing for nothing."""
    cell = flat_cell(value)
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, at, cell if len(cell) <= MOST_CHARS else cell[: MOST_CHARS - 1] + "…")
    else:
        sheet.write_number(row, at, cell)


def read_xlsx(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet as texts, the header among them; days as ISO, whole numbers without a point.

    Raises `UnreadableInput` for a file that is no spreadsheet, or unpacks to more than half a gigabyte.
    """
    library = load_calamine()
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(one.file_size for one in packed.infolist())
        if size > MOST_BYTES:
            message = f"{path}: unpacks to {size:,} bytes, more than {MOST_BYTES:,}; save the sheet as CSV"
            raise UnreadableInput(message)
        with library.CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_index(0)
            for row in sheet.iter_rows():
                yield [_text(value) for value in row]
    except (OSError, zipfile.BadZipFile, NotImplementedError, library.CalamineError) as error:
        message = f"{path}: expected a spreadsheet (.xlsx), found: {error}"
        raise UnreadableInput(message) from error


def _text(value: object) -> str:
    """One cell as text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else str(value)
