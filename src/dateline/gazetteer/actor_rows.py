"""The rows of the actor tables, and the one reader of their CSV files.

Takes a file whose first line names the columns, gives checked rows with their ids; every fault is a `ConfigError` that
names file, row, expected and found.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec

from dateline.errors import ConfigError
from dateline.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "",
]
"""PLOVER's 25, and the empty string where the words give none."""

Day = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")]
Country = Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{3})?$")]


class ActorRow(Record, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """One alias of one actor in one tenure. `since` and `until` are inclusive, as fine as known, empty when open."""

    alias: str
    entity: str
    name: str
    country: Country
    sector: Sector
    role: str
    since: Day
    until: Day
    source: str
    checked: Day


class RoleRow(Record, frozen=True, kw_only=True):
    """A role noun. `weight`: `own` keeps its sector, `default` yields to its modifiers', `none` has no sector."""

    word: str
    sector: Sector
    weight: Literal["own", "default", "none"]
    kind: Literal["person", "body", "asset", "prefix"]
    number: Literal["count", "plural", "collective", "singular"]
    title: Literal["yes", "no"]
    gender: Literal["m", "f", ""]
    loaded: Literal["yes", "no"]
    source: str
    checked: str


class GivenName(Record, frozen=True, kw_only=True):
    """A given name and the gender of those who mostly bear it."""

    name: str
    gender: Literal["m", "f", "any"]
    source: str
    checked: str


class LoadedWord(Record, frozen=True, kw_only=True):
    """A word that takes sides: a `label` names a party, a `modifier` stands before one."""

    word: str
    kind: Literal["label", "modifier"]
    source: str
    checked: str


class Pronouns(Record, frozen=True, kw_only=True):
    """Pronouns that agree alike."""

    words: tuple[str, ...]
    gender: Literal["m", "f", "n", "any", "speaker", "relative"]
    number: Literal["singular", "plural", "any"]


class ActorWords(Record, frozen=True, kw_only=True):
    """The closed classes of `words.toml`."""

    name_particles: frozenset[str]
    name_suffixes: frozenset[str]
    place_prepositions: frozenset[str]
    capital_prepositions: frozenset[str]
    compass_words: frozenset[str]
    hyphen_prefixes: frozenset[str]
    place_endings: frozenset[str]
    role_prepositions: frozenset[str]
    saying_verbs: frozenset[str]
    expletive_followers: frozenset[str]
    relational_roles: frozenset[str]
    modifying_sectors: frozenset[str]
    group_nouns: frozenset[str]
    bloc_nouns: frozenset[str]
    country_nouns: frozenset[str]
    story_sectors: frozenset[str]
    storyless_roles: frozenset[str]
    outside_words: frozenset[str]
    shared_names: frozenset[str]
    state_roles: frozenset[str]
    calendar_words: frozenset[str]
    pronouns: tuple[Pronouns, ...]


RowT = TypeVar("RowT", bound=Record)


def read_rows(path: Path, kind: type[RowT]) -> Iterator[tuple[str, RowT]]:
    """Rows of a CSV file with their ids; `ConfigError` names file, row, expected and found."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            stem = path.stem
            for row in reader:
                try:
                    yield f"{stem}:{reader.line_num}", msgspec.convert(row, kind)
                except msgspec.ValidationError as error:
                    message = f"{path.name}, row {reader.line_num}: {error}; found {shown(row)}"
                    raise ConfigError(message) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path.name}: expected a readable CSV file in UTF-8, found: {error}"
        raise ConfigError(message) from error


def shown(row: dict[Any, Any]) -> str:
    """A row as it stands in the file, cut to what an error message can hold."""
    return ",".join(str(value) for value in row.values())[:120]
