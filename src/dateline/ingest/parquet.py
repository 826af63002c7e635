"""Articles from Parquet tables: the columns of other tables (`id,url,source,date,title,text|html`), any order.

Takes a binary stream that can be sought in, gives a unit for each row; a few rows are in memory at a time. Names of
columns are read without regard to case, other columns are not read at all. Needs the extra `tables`.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from dateline.config.extras import load_extra
from dateline.ingest.tables import COLUMNS, read_row
from dateline.ingest.units import issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.ingest.given import Given
    from dateline.ingest.units import KnownOutlets, Unit

_HEAD = b"PAR1"
_ROWS_AT_ONCE = 64


def is_parquet(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a Parquet file."""
    return head.startswith(_HEAD)


def parquet_units(
    stream: BinaryIO, *, name: str, given: Given, known_outlets: KnownOutlets = None,
) -> Iterator[Unit]:
    """One unit a row. Raises `MissingPart` where the extra is not installed."""
    parquet = load_extra("pyarrow.parquet", extra="tables", purpose="Reading Parquet")
    if not stream.seekable():
        yield issue(name, "unsupported_format", "a Parquet file is read from its end: save it to a file and give that")
        return
    number = 0
    # ArrowInvalid is a ValueError, ArrowKeyError a KeyError, and what a broken page raises an OSError.
    try:
        table = parquet.ParquetFile(stream)
        columns = {name.casefold(): name for name in reversed(table.schema_arrow.names)}
        wanted = [columns[one] for one in COLUMNS if one in columns]
        if not {"text", "html"} & columns.keys():
            found = ", ".join(table.schema_arrow.names)[:80]
            yield issue(
                name, "bad_table", f"expected a column text or html, found {found}: name columns {','.join(COLUMNS)}")
            return
        for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE, columns=wanted, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                cells = {key.casefold(): _cell(value) for key, value in row.items()}
                yield partial(
                    read_row, cells, label=f"{name}, row {number}", given=given, known_outlets=known_outlets)
    except (ValueError, KeyError, OSError, NotImplementedError) as error:
        why = " ".join(str(error).split())[:160]
        yield issue(name, "unreadable", f"the Parquet file breaks off after {number} rows ({why}): write it again")


def _cell(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    """A day or moment as ISO 8601, bytes as UTF-8; other values as they are, for the reader of rows to judge."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
