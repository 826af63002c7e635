"""Numbers in digits and in words, as token ranges: "1.2 million", "two hundred thousand", "twenty-five", "a dozen"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.codebook.measures import NumberWords

FRACTIONS = {"": 0.0, "½": 0.5, "¼": 0.25, "¾": 0.75}
DIGITS = re.compile(
    r"(\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,15})(\.\d{1,6})?([½¼¾]?)([a-z]{0,3})", re.ASCII,
)
"""Digits with thousands in threes (or lakhs, "1,00,000"), a fraction, and letters stuck to them; matched whole."""

HUNDRED = 100
LARGEST = 1e15
"""Scale words after a number this large are noise, and would end in infinity."""
MAX_WORDS = 12
"""Longest number in words that is read; a run of more is a list of numbers, not a number."""


def digits_value(word: str, numbers: NumberWords) -> float | None:
    """The value of one token of digits ("1,000", "1.5bn"); `None` for anything else, such as "18:00" or "7th"."""
    found = DIGITS.fullmatch(word)
    if found is None:
        return None
    whole, fraction, part, suffix = found.groups()
    if suffix and suffix not in numbers.suffixes:
        return None
    value = float(whole.replace(",", "") + (fraction or "")) + FRACTIONS[part]
    return round(value * numbers.suffixes.get(suffix, 1), 6)


def number_at(words: Sequence[str], at: int, *, numbers: NumberWords) -> tuple[float, int] | None:
    """The number that begins at a token (words in lower case) and the token after it; `None` where none begins.

    "a" and "half" begin one only before a scale: "a hundred", "half a million".
    """
    word = _word_at(words, at)
    if word[:1].isdigit():
        value = digits_value(word, numbers)
        return None if value is None else _scaled(words, value, at + 1, numbers=numbers)
    if word in numbers.small or word in numbers.tens:
        return _in_words(words, at, numbers=numbers)
    if word in ("a", "an") and _scale_at(words, at + 1, numbers) is not None:
        return _scaled(words, 1.0, at + 1, numbers=numbers)
    if word == "half" and _word_at(words, at + 1) in ("a", "an") and _scale_at(words, at + 2, numbers) is not None:
        return _scaled(words, 0.5, at + 2, numbers=numbers)
    return None


def _word_at(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _scale_at(words: Sequence[str], at: int, numbers: NumberWords) -> int | None:
    return numbers.scales.get(_word_at(words, at))


def _scaled(words: Sequence[str], value: float, at: int, *, numbers: NumberWords) -> tuple[float, int]:
    """The value times the scale words that follow ("hundred thousand")."""
    scale = _scale_at(words, at, numbers)
    while scale is not None and value < LARGEST:
        value = round(value * scale, 2)
        at += 1
        scale = _scale_at(words, at, numbers)
    return value, at


def _in_words(words: Sequence[str], at: int, *, numbers: NumberWords) -> tuple[float, int]:
    """Read small words, tens and scales to one number: "two hundred and six thousand", "twenty-five"."""
    total, current, stop = 0.0, 0.0, min(len(words), at + MAX_WORDS)
    last = "start"
    while at < stop:
        word = words[at]
        if word in numbers.small and last in ("start", "tens", "scale"):
            current, last = current + numbers.small[word], "small"
        elif word in numbers.tens and last in ("start", "scale"):
            current, last = current + numbers.tens[word], "tens"
        elif word in numbers.scales and last != "start":
            scale = numbers.scales[word]
            if scale > HUNDRED:  # a hundred stays within its group
                total, current = total + current * scale, 0.0
            else:
                current *= scale
            last = "scale"
        elif not (_joins(words, at, numbers) and last in ("tens", "scale")):
            break
        at += 1
    return total + current, at


def _joins(words: Sequence[str], at: int, numbers: NumberWords) -> bool:
    """A hyphen in "twenty-five", or "and" in "two hundred and six"."""
    after = _word_at(words, at + 1)
    if words[at] == "-":
        return after in numbers.small and words[at - 1] in numbers.tens
    return words[at] == "and" and words[at - 1] in numbers.scales and (after in numbers.small or after in numbers.tens)
