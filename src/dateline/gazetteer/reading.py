"""How this package's own tables are read: one file to one checked struct, every fault told the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from dateline.errors import ConfigError, MissingPart

if TYPE_CHECKING:
    from pathlib import Path

Table = TypeVar("Table")


def read_table(path: Path, kind: type[Table]) -> Table:
    """Read a TOML or JSON file; raises `MissingPart` where it is absent, `ConfigError` where it breaks its schema."""
    decode = msgspec.json.decode if path.suffix == ".json" else msgspec.toml.decode
    try:
        return decode(path.read_bytes(), type=kind)
    except FileNotFoundError as error:
        message = f"{path.name}: no such file in {path.parent}; reinstall dateline"
        raise MissingPart(message) from error
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        message = f"{path.name}: {error}"
        raise ConfigError(message) from error
