"""The actor table: names, titles and role nouns with what they stand for, looked up by folded words.

Takes the CSV files of one folder (`data/actors/` by default), gives a frozen `ActorTable`. A row is one alias in one
tenure, so a president has a row for each office and each spelling; choosing among rows by date is `resolve`'s work.
A row's id is its file and line (`leaders:123`), which is what the explanations show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING


from dateline.gazetteer.actor_rows import (
    ActorRow, ActorWords, GivenName, LoadedWord, Pronouns, RoleRow, read_rows,
)
from dateline.gazetteer.fold import fold
from dateline.gazetteer.own_tables import OwnTables, read_own_tables
from dateline.gazetteer.translit import Spellings, alike
from dateline.gazetteer.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data" / "actors"
ACTOR_FILES = ("states", "leaders", "ministers", "groups", "bodies", "media", "forces")

_PIECES = re.compile(r"[\s\-\u2010-\u2013/]+")
_ARTICLE = re.compile(r"\b[aeu](?:l|d|dh|n|r|s|sh|t|th|z)-(?=\w)", re.IGNORECASE)
_ACRONYM_LETTERS = 6
_ORDINAL = re.compile(r"[ivx]+|jr|sr")
FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG", "VNM", "KHM", "SGP", "HUN"})
"""Where the family name comes first: "President Xi" is Xi Jinping."""
_IRREGULAR = MappingProxyType({
    "man": "men", "woman": "women", "child": "children", "person": "people", "wife": "wives", "thief": "thieves",
    "chief": "chiefs", "staff": "staff", "police": "police", "aircraft": "aircraft", "personnel": "personnel",
})


@dataclass(frozen=True, slots=True)
class ActorTable:
    """Everything known of actors, read-only. `names` and `role_forms` are keyed by folded words joined by spaces.

    `longest` gives for a first word how many words the longest key has that begins with it. `external` holds for an
    entity its ids in the schemes of the user's crosswalk. `surnames` are rows of persons by the words that a title may
    stand before ("President Bush"), `spellings` who bears a name in another transliteration.
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
    external: Mapping[str, Mapping[str, str]]
    surnames: Mapping[str, tuple[str, ...]]
    spellings: Spellings
    words: ActorWords

    @property
    def states(self) -> frozenset[str]:
        """The codes of all states that the table names."""
        return frozenset(row.country for row in self.rows.values() if row.entity.startswith("state-") and row.country)

    def ids(self, name: str) -> tuple[str, ...]:
        """Row ids of a name, upper and lower case as in the table for short capital words ("IS" is not "is")."""
        found = tuple(row for row in self.names.get(alias_key(name), ()) if fits_case(self.rows[row].alias, name))
        if not found and name[:4].lower() == "the ":
            return self.ids(name[4:])
        return found

    def respelt(self, name: str) -> str | None:
        """The only person whose name this is in another spelling ("Ahmad Shah Masood"); `None` for none or several."""
        entities = self.spellings.bearers(name)
        fitting = [one for one in entities if any(alike(name, self.rows[row].alias) for row in self.entities[one])]
        return fitting[0] if len(fitting) == 1 else None

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
    if not alias[:1].isupper():
        return True
    if " " not in alias:
        return any(map(str.isupper, text))
    return text.isupper() or sum(map(str.istitle, text.split())) >= sum(map(str.istitle, alias.split())) - 1


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


def _by_surname(rows: Mapping[str, ActorRow]) -> dict[str, tuple[str, ...]]:
    """Rows of persons by last name, by family name where that comes first, and by a monarch's given name."""
    found: dict[str, dict[str, None]] = {}
    for row_id, row in rows.items():
        if row.entity.startswith("person-"):
            words = alias_key(row.name).split()
            words = [*words[:1], *(word for word in words[1:] if not _ORDINAL.fullmatch(word))]
            for word in {*words[-1:], *(words[:1] if row.country in FAMILY_FIRST else ())}:
                found.setdefault(word, {})[row_id] = None
    return {word: tuple(ids) for word, ids in found.items()}


def _joined(ours: Mapping[str, ActorRow], own: OwnTables) -> dict[str, tuple[str, ...]]:
    """Row ids by folded alias: the user's own replace ours, what they add at the end only fills gaps."""
    return {**_index_names(own.more), **_index_names(ours), **_index_names(own.first)}


def load_actors(folder: Path | None = None, *, own: Path | None = None) -> ActorTable:
    """Read and check the actor files of a folder (the package's by default) and the user's own; raises `ConfigError`.

    `own` is the folder of the setting `data`, `None` where the user has none.
    """
    folder = folder or DEFAULT_FOLDER
    added = read_own_tables(own)
    ours = {row_id: row for stem in ACTOR_FILES for row_id, row in read_rows(folder / f"{stem}.csv", ActorRow)}
    roles = {**dict(read_rows(folder / "roles.csv", RoleRow)), **added.roles}
    rows = {**ours, **added.first, **added.more}
    names, role_forms = _joined(ours, added), _index_roles(roles)
    words = read_table(folder / "words.toml", ActorWords)
    return ActorTable(
        rows=MappingProxyType(rows),
        names=MappingProxyType(names),
        entities=MappingProxyType(_by_entity(rows)),
        roles=MappingProxyType(roles),
        role_forms=MappingProxyType(role_forms),
        longest=MappingProxyType(_longest(names, role_forms)),
        given_names=MappingProxyType(
            {fold(row.name): row.gender for _, row in read_rows(folder / "given_names.csv", GivenName)}
        ),
        pronouns=MappingProxyType({word: group for group in words.pronouns for word in group.words}),
        loaded=MappingProxyType({row.word: row.kind for _, row in read_rows(folder / "loaded.csv", LoadedWord)}),
        external=MappingProxyType(dict(added.external)),
        surnames=MappingProxyType(_by_surname(rows)),
        spellings=Spellings([(row.alias, row.entity) for row in rows.values() if row.entity.startswith("person-")]),
        words=words,
    )
