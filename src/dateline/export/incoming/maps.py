"""Which column of a file holds what: maps that ship for the field's files, and the user's MAP.toml in the same form.

A map names columns, in any case, the first that the file has and that is filled; and says how the file spells days,
nothing, precision, sectors and codes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from dateline.codebook.reading import read_struct
from dateline.errors import ConfigError, UnreadableInput
from dateline.export.schemas.tables import FOLDER, Row

if TYPE_CHECKING:
    from pathlib import Path

Slot = Literal[
    "id", "start_date", "end_date", "day_precision", "actors", "actors_more", "actor_countries", "actor_sectors",
    "recipients", "recipients_more", "recipient_countries", "recipient_sectors", "code", "subcode", "mode", "place",
    "city", "country", "admin1", "admin2", "latitude", "longitude", "precision", "deaths", "deaths_low", "deaths_high",
    "source", "url", "text",
]
Precision = Literal["site", "city", "near", "district", "province", "country"]
DayPrecision = Literal["day", "week", "month", "year"]


class Code(Row, frozen=True, kw_only=True):
    """The PLOVER event, and mode if it settles one, of a code of the file."""

    event: str
    mode: str | None = None


class NameForm(Row, frozen=True, kw_only=True):
    """How names of a kind of actor begin; what follows up to a bracket is the country."""

    begins: str
    sector: str | None = None


class Map(Row, frozen=True, kw_only=True):
    """One map. `codes_are` says what the event codes are; `own` ones are looked up in `codes` alone, by
    `code/subcode` first. `day_forms` are tried after ISO 8601. `separator` parts the items of a cell. A row with a mode
    of `not_done` tells of nothing that happened and is not read."""

    scheme: str = "table"
    codes_are: Literal["plover", "cameo", "own", "any"] = "any"
    separator: str = ";"
    directed: bool = True
    country_numbers: Literal["iso", "gw", "cow", ""] = ""
    empty: tuple[str, ...] = ()
    day_forms: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()
    columns: dict[Slot, str | tuple[str, ...]]
    precision: dict[str, Precision] = msgspec.field(default_factory=dict)
    day_precision: dict[str, DayPrecision] = msgspec.field(default_factory=dict)
    sectors: dict[str, str] = msgspec.field(default_factory=dict)
    names: tuple[NameForm, ...] = ()
    codes: dict[str, Code] = msgspec.field(default_factory=dict)


@cache
def scheme_names() -> tuple[str, ...]:
    """The schemes that ship, in order."""
    return tuple(sorted(path.stem for path in (FOLDER / "import").glob("*.toml")))


def load_map(scheme: str, own: Path | None = None) -> Map:
    """The map of a scheme; `own` is the user's file. Its columns replace ours one by one, for `table` all of them.

    Raises `ConfigError` naming the file and what is wrong with it.
    """
    if scheme not in scheme_names():
        message = f"{scheme!r} is no scheme; take one of {', '.join(scheme_names())}"
        raise UnreadableInput(message)
    shipped = read_struct(FOLDER / "import" / f"{scheme}.toml", Map)
    if own is None:
        return shipped
    given = _read_own(own)
    columns = given.columns if scheme == "table" else shipped.columns | given.columns
    told = {name: getattr(given, name) for name in _fields_told(own)}
    return msgspec.structs.replace(shipped, **(told | {"columns": columns, "scheme": scheme}))


def _read_own(path: Path) -> Map:
    if not path.is_file():
        message = f"{path}: no such file; a map of columns is a TOML file, docs/export.md shows one"
        raise UnreadableInput(message)
    made = read_struct(path, Map)
    if "start_date" not in made.columns and made.scheme == "table":
        message = f"{path.name}: [columns]: expected start_date = the column with the day, found none"
        raise ConfigError(message)
    return made


def _fields_told(path: Path) -> list[str]:
    """The fields that the file names, less its columns."""
    told: dict[str, Any] = msgspec.toml.decode(path.read_bytes())
    return [name for name in told if name != "columns"]
