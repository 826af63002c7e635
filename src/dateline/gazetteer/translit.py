"""One key for the spellings of one foreign name: Gaddafi, Qadhafi and Kadafi; Massoud and Masood.

Takes a name, gives the consonants that all usual transliterations share. Names that are not the same can share a key
("Hassan", "Hussein"), so `alike` asks for likeness of the letters too.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from dateline.gazetteer.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CLASSES = (
    (re.compile(r"(?:kh|gh|ck|q|g|c|x)"), "k"),
    (re.compile(r"(?:tsch|tch|ch|dzh|dj|zh|j|sch|sh|ts|tz)"), "s"),
    (re.compile(r"(?:dh|th|d)"), "t"),
    (re.compile(r"(?:ph|v|w|b|p|ff)"), "f"),
    (re.compile(r"z"), "s"),
    (re.compile(r"[aeiouyh]"), ""),
)
_DOUBLED = re.compile(r"(.)\1+")
_PARTICLES = frozenset({"al", "el", "ul", "ad", "as", "ar", "an", "at", "ash", "bin", "ben", "ibn", "van", "de"})
LEAST_CONSONANTS = 4
LEAST_LIKENESS = 0.78


def skeleton(name: str) -> str | None:
    """The key of a name of at least two words; `None` where too little is left to tell names apart."""
    words = [word for word in fold(name).replace("-", " ").split() if word not in _PARTICLES]
    if len(words) < 2:  # noqa: PLR2004 - a lone surname is too short to be told apart
        return None
    reduced = [_reduced(word) for word in words]
    if sum(map(len, reduced)) < LEAST_CONSONANTS:
        return None
    return " ".join(reduced)


@lru_cache(maxsize=65_536)
def _reduced(word: str) -> str:
    """The consonant classes of one word; its first vowel counts, as a bare `a`."""
    start = "a" if word[:1] in "aeiouy" else ""
    for pattern, sign in _CLASSES:
        word = pattern.sub(sign, word)
    return start + _DOUBLED.sub(r"\1", word)


def alike(left: str, right: str) -> bool:
    """Whether two names with one key are close enough in their letters to be one name."""
    one, other = fold(left).replace("-", " "), fold(right).replace("-", " ")
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= LEAST_LIKENESS


class Spellings:
    """Who bears a name in any spelling. The index is made when it is first asked for: most reports never ask."""

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        """Take names with the entities that bear them."""
        self._names = names

    @cached_property
    def _index(self) -> Mapping[str, tuple[str, ...]]:
        """Entities by the key of each of their names."""
        found: dict[str, dict[str, None]] = {}
        for name, entity in self._names:
            key = skeleton(name)
            if key:
                found.setdefault(key, {})[entity] = None
        return {key: tuple(entities) for key, entities in found.items()}

    def bearers(self, name: str) -> tuple[str, ...]:
        """Entities that have a name of the same key; whether it is the same name, `alike` tells."""
        key = skeleton(name)
        return self._index.get(key, ()) if key else ()
