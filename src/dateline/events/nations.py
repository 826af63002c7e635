"""Which countries a report names, by their names, adjectives and demonyms; capitals are left out (there are two
Tripolis).

Takes words, gives ISO codes. The names are those of the actor tables.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.events.words import WORD
from dateline.gazetteer.actor_rows import ActorRow, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TABLE: Final = Path(__file__).resolve().parent.parent / "data" / "actors" / "states.csv"
OPENING_WORDS: Final = 25
OFTEN: Final = 2
LANGUAGES: Final = frozenset({"English"})
"""Said of the report more often than of a country: "English service"."""
ROLES: Final = frozenset({"name", "adjective", "demonym"})

Names = tuple[tuple[tuple[str, ...], str], ...]


@lru_cache(maxsize=1)
def _by_first_word() -> Mapping[str, Names]:
    """The further words and the code of each name, by its first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for _, row in read_rows(TABLE, ActorRow):
        if row.role in ROLES and row.country and not row.alias.isupper() and row.alias not in LANGUAGES:
            first, *rest = WORD.findall(row.alias)
            found[first].append((tuple(rest), row.country))
    return {first: tuple(sorted(rows, key=lambda one: (-len(one[0]), one))) for first, rows in found.items()}


def nations_of(title: str, text: str) -> frozenset[str]:
    """The codes of the countries that a report is about: named in its title, in its opening words, or more than once.

    One that is named in passing ("a column of British Warriors") is not.
    """
    opening = len(WORD.findall(title)) + OPENING_WORDS
    counts: dict[str, int] = defaultdict(int)
    for at, code in _named(f"{title}\n{text}"):
        counts[code] += OFTEN if at < opening else 1
    return frozenset(code for code, count in counts.items() if count >= OFTEN)


def _named(text: str) -> Iterator[tuple[int, str]]:
    """Each naming of a country, with the number of its word."""
    names = _by_first_word()
    words = [word.replace("’", "'").removesuffix("'s") for word in WORD.findall(text)]
    for at, word in enumerate(words):
        for rest, code in names.get(word, ()):
            if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                yield at, code
                break
