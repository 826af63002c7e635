"""The words with which place names are told from other names (`data/gazetteer/words.toml`), as one checked table.

The adjectives of states come from the actor table's `states.csv`, so that they are kept in one place.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline.gazetteer.fold import fold
from dateline.gazetteer.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = Path(__file__).resolve().parent.parent / "data"


class WordFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The schema of `words.toml`; the comments in the file say what each list is for."""

    never: frozenset[str]
    common: frozenset[str]
    persons: frozenset[str]
    phrases: tuple[str, ...]
    titles: frozenset[str]
    bodies: frozenset[str]
    officers: frozenset[str]
    organs: frozenset[str]
    sites_first: frozenset[str]
    bodies_of: frozenset[str]
    after_comma: frozenset[str]
    directions: frozenset[str]
    calendar: frozenset[str]
    locative: frozenset[str]
    strong_locative: frozenset[str]
    speech: frozenset[str]
    not_after_in: frozenset[str]
    capitalised_only: frozenset[str]
    before_site: frozenset[str]
    takes_place: frozenset[str]
    inside_town: frozenset[str]
    sites: frozenset[str]
    parts: frozenset[str]
    onto: frozenset[str]
    kinds_after: frozenset[str]
    titles_in_names: frozenset[str]
    divisions: dict[str, str]
    back: dict[str, str]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists, and what is derived from them: phrases by first word, kinds as sets, adjectives to country codes.

    `not_unknown` has the words that keep a name, known to no table, from being taken for a place.
    """

    lists: WordFile
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    divisions: Mapping[str, frozenset[str]]
    back: Mapping[str, frozenset[str]]
    not_unknown: frozenset[str]
    demonyms: Mapping[str, str]


def load_place_words(folder: Path | None = None) -> PlaceWords:
    """Read both tables of a data folder, the package's own by default; raises `ConfigError` on a wrong row."""
    path = (folder or _DATA) / "gazetteer" / "words.toml"
    lists = read_table(path, WordFile)
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(lists.phrases, key=lambda words: (-len(words.split()), words)):
        words = tuple(phrase.split())
        phrases[words[0]] = (*phrases.get(words[0], ()), words)
    return PlaceWords(
        lists=lists, phrases=phrases, demonyms=_demonyms((folder or _DATA) / "actors" / "states.csv"),
        divisions={word: frozenset(kinds.split()) for word, kinds in lists.divisions.items()},
        not_unknown=(lists.not_after_in | lists.never | lists.bodies) - {"al", "el"},
        back={word: frozenset(kinds.split()) for word, kinds in lists.back.items()},
    )


def _demonyms(path: Path) -> dict[str, str]:
    """Read the adjectives of states: folded word to alpha-3.

    Left out are initials ("U.S."), which name the place as well, and what two states share ("Congolese").
    """
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    shared: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            alias, country = row.get("alias") or "", row.get("country") or ""
            if row.get("role") != "adjective" or not country or alias.replace(".", "").isupper():
                continue
            key = fold(alias)
            if found.setdefault(key, country) != country:
                shared.add(key)
    return {key: country for key, country in found.items() if key not in shared}
