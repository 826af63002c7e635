"""Names to keys: one key for the spellings that differ only in case, accents, apostrophes, hyphens and articles.

`fold("Deir ez-Zor") == fold("deir Ez Zor") == "deir al zor"`. The Arabic article is kept as `al`, whatever its vowel
and assimilation, and not dropped: "Bab" (a gate) is not al-Bab (a town). Pure; used for the index when it is built and
for every look-up in it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType

_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ə": "e",
    "ŋ": "ng", "&": " and ",
} | dict.fromkeys("'’‘ʼʻʿʾ`´ʹʺ′ˈ\u0640\u200b\u200c\u200d\u2060\ufeff\u00ad", ""))
"""Letters that have no accent to strip but a plain twin, and the marks that transliterations put in or leave out."""

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b|\s|$)")
_WORD = re.compile(r"\w+")
_SHORT_FORMS = MappingProxyType({
    "st": "saint", "ste": "saint", "sainte": "saint", "sankt": "saint", "mt": "mount", "ft": "fort",
})
_ARTICLES = frozenset({"al", "el", "ul"})
_ASSIMILATED = frozenset(
    vowel + consonant
    for vowel in ("a", "e", "u")
    for consonant in ("d", "dh", "n", "r", "s", "sh", "t", "th", "z")
)


@lru_cache(maxsize=131_072)
def fold(name: str) -> str:
    """Reduce a name to its key: lower-case words parted by single spaces, `""` where no letter or digit is left.

    A leading "the" and a trailing possessive fall away ("the Gambia's" is `gambia`), initials close up ("D.R. Congo"
    is `dr congo`), "St." is `saint` before another word. Letters of other scripts are kept.
    """
    words = _words(name)
    if len(words) == 1:
        return words[0]
    if words and words[0] == "the":
        del words[0]
    last = len(words) - 1
    return " ".join(_unify(word, words[at + 1]) if at < last else word for at, word in enumerate(words))


def _words(name: str) -> list[str]:
    """Cut a name to plain lower-case words."""
    name = _POSSESSIVE.sub("", name.strip().casefold())
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    name = name.translate(_LETTERS)
    if "." in name:
        name = _INITIALS.sub(r"\1", name)
    return _WORD.findall(name.replace("_", " "))


def _unify(word: str, following: str) -> str:
    """Give a short form or an Arabic article its one spelling; "az" is an article only before a "z" ("az Zawr")."""
    if word in _ARTICLES or (word in _ASSIMILATED and following.startswith(word[1:])):
        return "al"
    return _SHORT_FORMS.get(word, word)
