"""Rows as files of the data set: `KIND/month=2016-10/s000012.parquet`, the same rows the same bytes.

A file is written under another name, flushed to the disk and then renamed, so that there is never half a file under a
name that counts. A month that is not told is `month=unknown`: readers fail on a column of folders that is null in all.
What begins with an underscore is no data, as readers of such folders have it.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.config.extras import load_extra
from dateline.scale.columns import KINDS, load_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dateline.scale.columns import Column, Kind, Row
    from dateline.scale.plan import Shard

NO_MONTH: Final = "month=unknown"
WORK: Final = "_work"


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of the data set; `path` is relative to its folder, with slashes."""

    path: str
    rows: int
    bytes: int
    sha256: str


class Writer:
    """Gathers the rows of one shard, by kind and month, and writes them at its end."""

    def __init__(self, out: Path, shard: Shard) -> None:
        """`out` is the folder of the data set."""
        self.out = out
        self.shard = shard
        self.rows: dict[tuple[Kind, str | None], list[Row]] = {}

    def add(self, kind: Kind, row: Row, *, month: str | None) -> None:
        """One row more."""
        self.rows.setdefault((kind, month), []).append(row)

    def count(self, kind: Kind) -> int:
        """How many rows of a kind there are."""
        return sum(len(rows) for (one, _), rows in self.rows.items() if one == kind)

    def close(self) -> tuple[Part, ...]:
        """Write everything and give the files, in the order of their paths."""
        parts = []
        for kind, month in sorted(self.rows, key=lambda key: (key[0], key[1] or "")):
            content = as_parquet(self.rows[kind, month], load_columns()[kind])
            folder = f"{kind}/month={month}" if month else f"{kind}/{NO_MONTH}"
            path = f"{folder}/{self.shard.name}.parquet"
            _write(self.out, path, content)
            digest = hashlib.sha256(content).hexdigest()
            parts.append(Part(path=path, rows=len(self.rows[kind, month]), bytes=len(content), sha256=digest))
        return tuple(parts)


def as_parquet(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    """The bytes of a Parquet file; raises `MissingPart` without the extra `tables`."""
    arrow = load_extra("pyarrow", extra="tables", purpose="A Parquet data set")
    parquet = load_extra("pyarrow.parquet", extra="tables", purpose="A Parquet data set")
    types = {
        "text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(),
        "list": arrow.list_(arrow.string()),
    }
    layout = arrow.schema([(column.column, types[column.type]) for column in columns])
    cells = [
        arrow.array([_cell(row[column.column], column.type) for row in rows], types[column.type])
        for column in columns
    ]
    sink = arrow.BufferOutputStream()
    parquet.write_table(arrow.Table.from_arrays(cells, schema=layout), sink, compression="zstd")
    return bytes(sink.getvalue())


def _cell(value: Any, kind: str) -> Any:  # noqa: ANN401 - what a row holds
    """A value of the column's type; halves of characters, which no file can hold, are replaced."""
    if value is None:
        return None
    if kind == "text":
        return _whole(value)
    if kind == "list":
        return [_whole(one) for one in value]
    return int(value) if kind == "integer" else float(value)


def _whole(value: object) -> str:
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _write(out: Path, path: str, content: bytes) -> None:
    """A file under its name, whole and on the disk, or not at all."""
    target = out / path
    target.parent.mkdir(parents=True, exist_ok=True)
    work = out / WORK
    work.mkdir(exist_ok=True)
    partial = work / f"{path.replace('/', '+')}.{os.getpid()}"
    with partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(target)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder last through a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_strays(out: Path, kept: Iterable[Part]) -> int:
    """Remove what a run that was killed left behind: files that no finished shard names; gives how many."""
    wanted = {part.path for part in kept}
    strays = [file for file in _files(out) if file.relative_to(out).as_posix() not in wanted]
    for file in strays:
        file.unlink(missing_ok=True)
    return len(strays)


def _files(out: Path) -> Iterator[Path]:
    for kind in KINDS:
        yield from sorted((out / kind).glob("month=*/s*.parquet"))
    yield from sorted((out / WORK).glob("*.parquet.*"))
