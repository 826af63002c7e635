"""One number or range as it stands in a text, with the sign of its money: "30 to 40", "$3-4 million", "a few hundred".

Takes the words of a document; gives bounds and a token range. What the number is of is no matter here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.analyze.numbers import digits_value, number_at

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.codebook.measures import Bound, QuantityLexicon

DASHES = frozenset({"-", "–", "—"})
GLUED = re.compile(r"(?P<mark>[~<>]?)(?P<sign>[a-z.]{0,4}[$€£₹]?)(?P<low>\d[\d.,]*[a-z]{0,3})"
                   r"(?:[-–—][$€£₹]?(?P<high>\d[\d.,]*[a-z]{0,3}))?", re.ASCII)
"""One token that holds a sign, a number or two: "EUR300", "200–300", "1bn-$2bn", "~200"."""
MARKS: dict[str, Bound] = {"~": "about", "<": "at_most", ">": "at_least"}
THREE_DIGITS = 3
CHANGE_REACH = 6
"""Words before "from 30 to 45" within which a word of change makes it two numbers, not a range."""


@dataclass(frozen=True, slots=True)
class Words:
    """A document's tokens in lower case beside it, and the words of measure."""

    doc: Doc
    lowers: list[str]
    lexicon: QuantityLexicon

    def at(self, index: int) -> str:
        """The word at an index, empty outside the document."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""


@dataclass(frozen=True, slots=True)
class Number:
    """Bounds (`None` when vague), the bound that its own words set, its half-open token range, and its money's code."""

    low: float | None
    high: float | None
    bound: Bound
    first: int
    last: int
    currency: str | None = None


def number_from(words: Words, at: int) -> Number | None:
    """The number or range that begins at a token, its sign of money taken in."""
    glued = _glued(words, at)
    currency, start = _sign(words, at)
    number = glued or _one(words, start)
    if number is None:
        return None
    currency = currency or number.currency
    if currency or _people_follow(words, number.last):
        number = _with_suffix(words, number)
    return _ranged(words, replace(number, currency=currency, first=at if currency else number.first))


def _sign(words: Words, at: int) -> tuple[str | None, int]:
    """The currency that a sign or code before a number names, and the token after it."""
    currency = words.lexicon.table.signs.get(words.at(at))
    if currency is None:
        return None, at
    return currency, at + 1 + (words.at(at + 1) == "." and words.at(at) == "rs")


def _glued(words: Words, at: int) -> Number | None:
    """A token of more than digits; `None` for what is plain or no number ("F-16", "9/11")."""
    word, lexicon = words.at(at), words.lexicon
    found = GLUED.fullmatch(word) if not word.isdigit() else None
    if found is None:
        return None
    sign, mark, far = found["sign"], found["mark"], found["high"]
    currency = lexicon.table.signs.get(sign) or words.lexicon.table.signs.get(words.at(at - 1))
    if not (sign or mark or far) or (sign and sign not in lexicon.table.signs):
        return None
    low = digits_value(found["low"].rstrip(".,"), lexicon.numbers)
    high = digits_value(far.rstrip(".,"), lexicon.numbers) if far else low
    if low is None or high is None or high < low:
        return None
    scale = lexicon.numbers.scales.get(words.at(at + 1), 1)
    last = at + 1 + (scale != 1)
    return Number(low * scale, high * scale, MARKS.get(mark, "exact"), at, last, currency if sign else None)


def _one(words: Words, at: int) -> Number | None:
    """A vague phrase or a number in digits or words, with its half ("two and a half million")."""
    lexicon = words.lexicon
    for phrase in lexicon.vague_by_first.get(words.at(at), ()):
        last = at + len(phrase)
        if tuple(words.lowers[at:last]) == phrase:
            return Number(None, None, "vague", at, last)
    found = _grouped(words, at) or number_at(words.lowers, at, numbers=lexicon.numbers)
    if found is None:
        return None
    value, last = found
    value, last = with_half(words, value, last)
    rough = any(words.at(index) in lexicon.table.lists.rounding for index in range(at, last))
    return Number(value, value, "about" if rough else "exact", at, last)


def _grouped(words: Words, at: int) -> tuple[float, int] | None:
    """Thousands set off by a space, as agencies of the United Nations write them: "10 000 people"."""
    digits, last = words.at(at), at + 1
    if not (digits.isdigit() and len(digits) <= THREE_DIGITS):
        return None
    while words.at(last).isdigit() and len(words.at(last)) == THREE_DIGITS and last - at <= THREE_DIGITS:
        digits, last = digits + words.at(last), last + 1
    return (float(digits), last) if last > at + 1 else None


def with_half(words: Words, value: float, last: int) -> tuple[float, int]:
    """The value and a half where the words say so ("two and a half", "two-and-a-half"), with a scale after it."""
    at = last
    for word in ("and", "a", "half"):
        at += words.at(at) in DASHES
        if words.at(at) != word:
            return value, last
        at += 1
    scale = words.lexicon.numbers.scales.get(words.at(at))
    return (value + 0.5, at) if scale is None else ((value + 0.5) * scale, at + 1)


def _people_follow(words: Words, at: int) -> bool:
    """Whether a letter after digits means a million or so, not metres: "1.5m people"."""
    lettered = words.at(at) in words.lexicon.numbers.suffixes
    return lettered and at + 1 < len(words.lowers) and words.doc[at + 1].tag_ == "NNS"


def _with_suffix(words: Words, number: Number) -> Number:
    """The number with a letter after it ("€20 m")."""
    scale = words.lexicon.numbers.suffixes.get(words.at(number.last).rstrip("."))
    if scale is None or number.low is None or number.high is None:
        return number
    low, high = round(number.low * scale, 2), round(number.high * scale, 2)
    return replace(number, low=low, high=high, last=number.last + 1)


def _ranged(words: Words, number: Number) -> Number:
    """"30 to 40", "two or three", "3-4 million" and "between 30 and 40" as one number with two bounds."""
    if number.low is None or number.low != number.high or not _links(words, number):
        return number
    at = number.last + 1
    at += words.at(at) in words.lexicon.table.signs
    far = _one(words, at)
    if far is None or far.low is None:
        return number
    if number.currency or _people_follow(words, far.last):
        far = _with_suffix(words, far)
    low, high = _shared_scale(words, number, far), far.low
    if high is None or high <= low or (words.at(number.last) == "or" and high > low * 2):
        return number
    opened = words.at(number.first - 1) == "between" or (
        words.at(number.first - 1) == "from" and words.at(number.last) == "to")
    return replace(number, low=low, high=high, bound="exact", first=number.first - opened, last=far.last)


def _links(words: Words, number: Number) -> bool:
    """Whether what follows a number can join it to the far end of a range."""
    link, before = words.at(number.last), words.at(number.first - 1)
    if link in DASHES:
        return not words.doc[number.last - 1].whitespace_
    if before == "from":
        changed = words.lowers[max(number.first - CHANGE_REACH, 0):number.first - 1]
        return link == "or" or (link == "to" and words.lexicon.table.lists.changes.isdisjoint(changed))
    return link in ("to", "or") or (link == "and" and before == "between")


def _shared_scale(words: Words, near: Number, far: Number) -> float:
    """The near end with the scale that only the far end has ("5 to 6 million")."""
    numbers = words.lexicon.numbers
    ending = words.at(far.last - 1)
    scale = numbers.scales.get(ending) or (numbers.suffixes.get(ending, 1) if near.currency else 1)
    low, high = near.low or 0.0, far.low or 0.0
    own = words.at(near.last - 1) in numbers.scales or words.at(near.last - 1) in numbers.suffixes
    return low if own or low * scale >= high else low * scale
