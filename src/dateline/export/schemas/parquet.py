"""Rows as Parquet; the library is the extra `tables` and is loaded only here."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

from dateline.errors import MissingPart, UnreadableInput
from dateline.export.schemas.writing import mark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dateline.export.schemas.rows import ExportRow
    from dateline.export.schemas.tables import Schema

ROWS_AT_ONCE = 10_000


def load_pyarrow() -> Any:  # noqa: ANN401 - the library has no type of its own for the module
    """The library; raises `MissingPart` where the extra is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError as error:
        message = "Parquet needs the extra `tables`: pip install 'dateline[tables]'"
        raise MissingPart(message) from error
    return pa


def write_parquet(rows: Iterable[ExportRow], schema: Schema, path: Path) -> None:
    """Typed columns, objects as JSON texts, null for what is not known; the mark stands in the file's metadata."""
    pa = load_pyarrow()
    types = {"text": pa.string(), "json": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    told = {key: json.dumps(value) if not isinstance(value, str) else value for key, value in mark(schema).items()}
    layout = pa.schema([(column.name, types[column.type]) for column in schema.columns], metadata=told)
    part = path.with_name(f"{path.name}.part")
    found = iter(rows)
    try:
        with pa.parquet.ParquetWriter(part, layout, compression="zstd") as writer:
            while batch := list(itertools.islice(found, ROWS_AT_ONCE)):
                columns = [
                    pa.array([_cell(row.cells[at], column.type) for row in batch], types[column.type])
                    for at, column in enumerate(schema.columns)
                ]
                writer.write_table(pa.Table.from_arrays(columns, schema=layout))
        part.replace(path)
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror or error}); choose another file"
        raise UnreadableInput(message) from error
    finally:
        part.unlink(missing_ok=True)


def _cell(value: Any, kind: str) -> str | int | float | None:  # noqa: ANN401 - what a fact may be
    """A value of the column's type: in a column of texts everything is a text."""
    if value is None or value in ([], {}):
        return None
    if kind == "json":
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    if kind == "text":
        return str(value).encode("utf-8", "replace").decode("utf-8")
    return int(value) if kind == "integer" else float(value)
