"""The actor table: names, titles and role nouns with what they stand for, looked up by folded words.

Takes the CSV files of one folder (`data/actors/` by default), gives a frozen `ActorTable`. A row is one alias in one
tenure, so a president has a row for each office and each spelling; choosing among rows by date is `resolve`'s work.
A row's id is its file and line (`leaders:123`), which is what the explanations show.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec

from dateline.errors import ConfigError
from dateline.gazetteer.fold import fold
from dateline.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data" / "actors"
ACTOR_FILES = ("states", "leaders", "groups", "bodies", "media", "forces")

Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "",
]
"""PLOVER's 25, and the empty string where the words give none."""

Day = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")]
Country = Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{3})?$")]
_PIECES = re.compile(r"[\s\-\u2010-\u2013/]+")
_ARTICLE = re.compile(r"\b[aeu](?:l|d|dh|n|r|s|sh|t|th|z)-(?=\w)", re.IGNORECASE)
_ACRONYM_LETTERS = 6
_IRREGULAR = MappingProxyType({
    "man": "men", "woman": "women", "child": "children", "person": "people", "wife": "wives", "thief": "thieves",
    "chief": "chiefs", "staff": "staff", "police": "police", "aircraft": "aircraft", "personnel": "personnel",
})


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
    pronouns: tuple[Pronouns, ...]


RowT = TypeVar("RowT", bound=Record)


@dataclass(frozen=True, slots=True)
class ActorTable:
    """Everything known of actors, read-only. `names` and `role_forms` are keyed by folded words joined by spaces.

    `longest` gives for a first word how many words the longest key has that begins with it.
    """

    rows: Mapping[str, ActorRow]
    names: Mapping[str, tuple[str, ...]]
    entities: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, RoleRow]
    role_forms: Mapping[str, tuple[str, bool]]
    longest: Mapping[str, int]
    given_names: Mapping[str, str]
    pronouns: Mapping[str, Pronouns]
    loaded: Mapping[str, str]
    words: ActorWords

    def ids(self, name: str) -> tuple[str, ...]:
        """Row ids of a name, upper and lower case as in the table for short capital words ("IS" is not "is")."""
        found = tuple(row for row in self.names.get(alias_key(name), ()) if fits_case(self.rows[row].alias, name))
        if not found and name[:4].lower() == "the ":
            return self.ids(name[4:])
        return found

    def outlet(self, name: str) -> ActorRow | None:
        """The outlet or agency of that name, `None` when it is no outlet that we know."""
        found = (self.rows[row] for row in self.ids(name))
        return next((row for row in found if row.sector == "JRN" and row.entity.startswith("media-")), None)

    def is_outlet(self, name: str) -> bool:
        """Whether the name is an outlet's or agency's."""
        return self.outlet(name) is not None

    def named(self, text: str, entries: tuple[str, ...]) -> ActorRow | None:
        """The row of a mention's own name, `None` where its first entry only modifies it ("the Armenian Guild")."""
        row = self.rows.get(entries[0]) if entries else None
        return row if row is not None and alias_key(text).endswith(alias_key(row.alias)) else None

    def role_of(self, words: str) -> tuple[RoleRow, bool] | None:
        """The role noun and whether the form is plural, for words as they stand in the text."""
        form = self.role_forms.get(alias_key(words))
        return (self.roles[form[0]], form[1]) if form else None


def fits_case(alias: str, text: str) -> bool:
    """Whether a text is written as the alias demands: short acronyms exactly, other names with their capital."""
    bare = alias.replace(".", "")
    if len(bare) <= _ACRONYM_LETTERS and sum(map(str.isupper, bare)) > 1 and " " not in bare:
        return text.replace(".", "").removesuffix("'s").removesuffix("\u2019s") == bare
    if alias[:1].isupper():
        return any(map(str.isupper, text))
    return True


@lru_cache(maxsize=65_536)
def alias_key(name: str) -> str:
    """The folded words of a name, cut where a tokeniser cuts (blanks, hyphens, slashes): `bashar al assad`."""
    if "-" in name:
        name = _ARTICLE.sub("al-", name)
    pieces = [fold(piece) for piece in _PIECES.split(name.strip())]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) > 2 and pieces[0] == "the":  # noqa: PLR2004 - "The Hill" keeps it, or every hill is a newspaper
        del pieces[0]
    return " ".join(pieces)


def _read_csv(path: Path, kind: type[RowT]) -> Iterator[tuple[str, RowT]]:
    """Rows of a CSV file with their ids; `ConfigError` names file, row, expected and found."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            for row in reader:
                try:
                    yield f"{path.stem}:{reader.line_num}", msgspec.convert(row, kind)
                except msgspec.ValidationError as error:
                    message = f"{path.name}, row {reader.line_num}: {error}; found {_shown(row)}"
                    raise ConfigError(message) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path.name}: expected a readable CSV file in UTF-8, found: {error}"
        raise ConfigError(message) from error


def _shown(row: dict[Any, Any]) -> str:
    """A row as it stands in the file, cut to what an error message can hold."""
    return ",".join(str(value) for value in row.values())[:120]


def _read_words(path: Path) -> ActorWords:
    """The closed classes of `words.toml`."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), ActorWords)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        message = f"{path.name}: {error}"
        raise ConfigError(message) from error


def _plural(word: str) -> str:
    """The plural of a noun's last word: `militiamen`, `spies`, `judges`."""
    for one, many in _IRREGULAR.items():
        if word.endswith(one):
            return word.removesuffix(one) + many
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _forms(row: RoleRow) -> Iterator[tuple[str, bool]]:
    """The written forms of a role noun and whether each is plural."""
    yield row.word, row.number == "plural"
    if row.number in {"count", "collective"} and row.kind != "prefix":
        words = row.word.split(" ")
        heads = (0, -1) if len(words) > 2 and words[1] in {"of", "in", "to"} else (-1,)  # noqa: PLR2004
        for head in heads:
            yield " ".join([*words[:head], _plural(words[head]), *(words[1:] if head == 0 else [])]), True
    if "-" in row.word:
        yield row.word.replace("-", ""), row.number == "plural"


def _index_names(rows: Mapping[str, ActorRow]) -> dict[str, tuple[str, ...]]:
    """Row ids by folded alias, in file order."""
    names: dict[str, list[str]] = {}
    for row_id, row in rows.items():
        names.setdefault(alias_key(row.alias), []).append(row_id)
    return {key: tuple(ids) for key, ids in names.items() if key}


def _index_roles(roles: Mapping[str, RoleRow]) -> dict[str, tuple[str, bool]]:
    """Role id and plurality by folded form; a form that is listed as such wins over one that we made."""
    listed = {alias_key(row.word): (row_id, row.number == "plural") for row_id, row in roles.items()}
    made = {alias_key(form): (row_id, plural) for row_id, row in roles.items() for form, plural in _forms(row)}
    return made | listed


def _longest(*keys: Mapping[str, object]) -> dict[str, int]:
    """For each first word the number of words of the longest key."""
    longest: dict[str, int] = {}
    for mapping in keys:
        for key in mapping:
            first, _, rest = key.partition(" ")
            count = rest.count(" ") + 2 if rest else 1
            if longest.get(first, 0) < count:
                longest[first] = count
    return longest


def _by_entity(rows: Mapping[str, ActorRow]) -> dict[str, tuple[str, ...]]:
    """Row ids by entity."""
    entities: dict[str, list[str]] = {}
    for row_id, row in rows.items():
        entities.setdefault(row.entity, []).append(row_id)
    return {entity: tuple(ids) for entity, ids in entities.items()}


def load_actors(folder: Path | None = None) -> ActorTable:
    """Read and check the actor files of a folder (the package's own by default); raises `ConfigError`."""
    folder = folder or DEFAULT_FOLDER
    rows = {row_id: row for stem in ACTOR_FILES for row_id, row in _read_csv(folder / f"{stem}.csv", ActorRow)}
    roles = dict(_read_csv(folder / "roles.csv", RoleRow))
    names, role_forms = _index_names(rows), _index_roles(roles)
    words = _read_words(folder / "words.toml")
    return ActorTable(
        rows=MappingProxyType(rows),
        names=MappingProxyType(names),
        entities=MappingProxyType(_by_entity(rows)),
        roles=MappingProxyType(roles),
        role_forms=MappingProxyType(role_forms),
        longest=MappingProxyType(_longest(names, role_forms)),
        given_names=MappingProxyType(
            {fold(row.name): row.gender for _, row in _read_csv(folder / "given_names.csv", GivenName)}
        ),
        pronouns=MappingProxyType({word: group for group in words.pronouns for word in group.words}),
        loaded=MappingProxyType({row.word: row.kind for _, row in _read_csv(folder / "loaded.csv", LoadedWord)}),
        words=words,
    )
