"""The formats that we export, as checked tables: columns and their facts, what a fact is, and the codes of others.

Read from `data/export/` at first use. A format is a list of columns in its own order; each column names one fact of a
row, or says what it means elsewhere and why we leave it empty.
"""

from __future__ import annotations

import csv
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from dateline.codebook.reading import read_struct
from dateline.errors import ConfigError

Table = TypeVar("Table")

FOLDER = Path(__file__).parent.parent.parent / "data" / "export"

RowKind = Literal["claim", "event", "dyad", "mention", "party"]
FactType = Literal["text", "integer", "number", "json"]


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of a table of this package."""


class Fact(Row, frozen=True, kw_only=True):
    """What one value of a row is: its type, meaning, unit, where it comes from, and what an empty cell says."""

    fact: str
    type: FactType
    meaning: str
    unit: str
    source: str
    empty: str


class Column(Row, frozen=True, kw_only=True):
    """One column of a format; `fact` is "" where we have nothing to put there."""

    name: str
    fact: str
    type: FactType
    meaning: str
    unit: str
    source: str
    empty: str


class SchemaFile(Row, frozen=True, kw_only=True):
    """A format as its file has it. A column is [name, fact], [name, fact, meaning] or [name, "", meaning, why empty].

    `bare` is true where the format knows no quotes: tabs and line breaks in cells become blanks. `needs` are facts
    without which a row has no place in the format, `events` the only events that it has. `keeps_factuality` is true
    where it can say that an act is denied, planned or conditional.
    """

    name: str
    about: str
    row: RowKind
    header: bool
    names_speaker: bool
    bare: bool = False
    none: str = ""
    keeps_factuality: bool = False
    needs: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    columns: tuple[tuple[str, ...], ...]


class Schema(Row, frozen=True, kw_only=True, dict=True):
    """A format with its columns made whole; `file` has the rest."""

    file: SchemaFile
    columns: tuple[Column, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that its columns hold."""
        return frozenset(column.fact for column in self.columns)


class Country(Row, frozen=True, kw_only=True):
    """One country and its codes: ISO 3166 alpha-3 (KOS for Kosovo) and number, FIPS 10-4, COW, Gleditsch-Ward, and the
    CAMEO code where it differs; "" where there is none."""

    code: str
    name: str
    number: str
    fips: str
    cow: str
    gw: str
    cameo: str


class AcledType(Row, frozen=True, kw_only=True):
    """Which ACLED type an event and mode are; the mode "" stands for none told."""

    event: str
    modes: tuple[str, ...]
    versus: Literal["any", "armed", "civilian"] = "any"
    type: str
    sub: str = ""
    disorder: str


class Codes(Row, frozen=True, kw_only=True):
    """What our values are called elsewhere; see the head of `codes.toml`."""

    coder: str
    mark: str
    quad: dict[str, str]
    reciprocal: frozenset[str]
    cameo_sector: dict[str, str]
    cameo_type: dict[str, str]
    cameo_group: dict[str, str]
    group_names: dict[str, str]
    sides: dict[str, frozenset[str]]
    inter: dict[str, int]
    geo_precision: dict[str, dict[str, int]]
    time_precision: dict[str, Any]
    acled: tuple[AcledType, ...]


@cache
def schema_names() -> tuple[str, ...]:
    """The names of all formats, in order."""
    return tuple(sorted(path.stem for path in (FOLDER / "schemas").glob("*.toml")))


@cache
def load_schema(name: str) -> Schema:
    """Read and check one format; raises `ConfigError` naming file, column and cause."""
    path = FOLDER / "schemas" / f"{name}.toml"
    file = read_struct(path, SchemaFile)
    facts = load_facts()
    return Schema(file=file, columns=tuple(_column(cells, facts, path) for cells in file.columns))


def _column(cells: tuple[str, ...], facts: dict[str, Fact], path: Path) -> Column:
    """A column with what its fact says of it; one without a fact says so itself."""
    name, fact, *more = (*cells, "") if len(cells) == 1 else cells
    if not fact:
        if len(more) != 2:  # noqa: PLR2004 - a meaning and a reason
            message = f"{path.name}: column {name}: expected a meaning and why it is empty, found {more}"
            raise ConfigError(message)
        return Column(name=name, fact="", type="text", meaning=more[0], unit="", source="not known to dateline",
                      empty=f"always: {more[1]}")
    known = facts.get(fact)
    if known is None:
        message = f"{path.name}: column {name}: expected a fact of facts.csv, found {fact!r}"
        raise ConfigError(message)
    return Column(name=name, fact=fact, type=known.type, meaning=more[0] if more else known.meaning, unit=known.unit,
                  source=known.source, empty=known.empty)


@cache
def load_facts() -> dict[str, Fact]:
    """All facts by name."""
    return {fact.fact: fact for fact in _read_csv(FOLDER / "facts.csv", Fact)}


@cache
def load_countries() -> dict[str, Country]:
    """All countries by their alpha-3 code."""
    return {country.code: country for country in _read_csv(FOLDER / "countries.csv", Country)}


@cache
def load_codes() -> Codes:
    """The codes of others."""
    return read_struct(FOLDER / "codes.toml", Codes)


def _read_csv(path: Path, kind: type[Table]) -> list[Table]:
    """The rows of a CSV file as checked structs."""
    with path.open(encoding="utf-8", newline="") as stream:
        try:
            return [msgspec.convert(row, kind) for row in csv.DictReader(stream)]
        except msgspec.ValidationError as error:
            message = f"{path.name}: {error}"
            raise ConfigError(message) from error
