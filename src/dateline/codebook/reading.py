"""How codebook files are read: bytes to typed rows, every fault a `ConfigError` that names file, row and cause."""

from __future__ import annotations

import csv
import tomllib
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import msgspec

from dateline.errors import ConfigError, MissingPart

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Row = TypeVar("Row")


def fail(file: Path, row: str, *, expected: str, found: object) -> NoReturn:
    """Raise the one form of codebook error: file, row, what was expected, what was found."""
    message = f"{file.name}: {row}: expected {expected}, found {found!r}"
    raise ConfigError(message)


def read_toml(file: Path) -> dict[str, Any]:
    """Parse one TOML file; raises `MissingPart` when it is absent and `ConfigError` when it is not TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = f"{file.name}: no such file in the codebook folder {file.parent}; reinstall dateline"
        raise MissingPart(message) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{file.name}: expected TOML in UTF-8, found: {error}"
        raise ConfigError(message) from error


def read_struct(file: Path, kind: type[Row]) -> Row:
    """One TOML file as one checked struct; raises `MissingPart` when it is absent, else `ConfigError` naming file and
    cause."""
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), kind)
    except FileNotFoundError as error:
        message = f"{file.name}: no such file in {file.parent}; reinstall dateline"
        raise MissingPart(message) from error
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        message = f"{file.name}: {error}"
        raise ConfigError(message) from error


def read_csv(file: Path) -> list[dict[str, str]]:
    """Rows of one CSV file with a header; a row with too many or too few cells raises `ConfigError`."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except FileNotFoundError as error:
        message = f"{file.name}: no such file in the codebook folder {file.parent}; reinstall dateline"
        raise MissingPart(message) from error
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            fail(file, f"line {number}", expected="as many cells as the header", found=list(row.values()))
    return rows


def convert_row(row: object, row_type: type[Row], *, file: Path, name: str) -> Row:
    """Turn one parsed row into its struct; unknown or ill-typed keys raise `ConfigError` naming file and row."""
    try:
        return msgspec.convert(row, row_type, strict=True)
    except msgspec.ValidationError as error:
        message = f"{file.name}: {name}: {error}"
        raise ConfigError(message) from error


def convert_rows(table: dict[str, Any], key: str, row_type: type[Row], *, file: Path) -> tuple[Row, ...]:
    """Convert the array of tables under `key`; a row is named by its `id` or `code`, else by its place in the file."""
    rows = table.get(key, [])
    if not isinstance(rows, list):
        fail(file, key, expected=f"an array of tables [[{key}]]", found=rows)
    return tuple(
        convert_row(row, row_type, file=file, name=f"{key} {_row_name(row, number)}")
        for number, row in enumerate(rows, start=1)
    )


def _row_name(row: object, number: int) -> object:
    """What a message calls a row: its `id`, else its `code`, else its place in the file."""
    return row.get("id", row.get("code", number)) if isinstance(row, dict) else number


def refuse_unknown_tables(table: dict[str, Any], known: Iterable[str], *, file: Path) -> None:
    """Raise `ConfigError` when a file has a top-level table that its schema does not name."""
    allowed = tuple(known)
    for key in table:
        if key not in allowed:
            fail(file, f"table {key}", expected=f"one of {', '.join(allowed)}", found=key)
