"""Words of reports as what tells one happening from another: stems with weights, names, passages, near-copies.

Takes text, gives stems weighted by how rare they are in news of conflict at large (`data/events/common_words.csv`: the
share of documents that hold a stem), never in the collection at hand: so two reports are as alike today as they were
when fewer were known, and no order of reading changes a judgement.
"""

from __future__ import annotations

import csv
import math
import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).resolve().parent.parent / "data" / "events"
WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[.!?\n\"“]")
MARKS: Final = frozenset('.!?\n"“')
"""After one of these a capital says nothing."""
SUFFIXES: Final = ("ings", "ing", "edly", "ies", "ied", "ed", "es", "s", "ly")
RARE_SHARE: Final = 0.01
"""Stems that fewer documents hold than this weigh as much as unknown ones: 1."""
NAME_WEIGHT: Final = 1.5
"""A name tells happenings apart better than a word of the same rarity."""
LEAST_WEIGHT: Final = 0.1
"""What weighs less says nothing: "the", "of"."""
SHORTEST: Final = 3
SHINGLE_WORDS: Final = 5
KEY_SAMPLE: Final = 32
KEY_LEAST: Final = 4


def stem(word: str) -> str:
    """The word in lower case without its commonest endings: "killed", "kills" and "killing" give "kil"."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST and not (suffix == "s" and word[-2] == "s"):
            word = word.removesuffix(suffix) + ("y" if suffix in {"ies", "ied"} else "")
            break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] if len(word) > SHORTEST and word[-1] == "e" else word


@lru_cache(maxsize=1)
def common_weights(file: Path = FOLDER / "common_words.csv") -> Mapping[str, float]:
    """The weight of each common stem, from 0 (in every document) to 1; raises `ConfigError`."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            shares = {row["stem"]: int(row["per_mille"]) / 1000 for row in csv.DictReader(lines)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{file.name}: expected rows of stem and per_mille, found: {error}"
        raise ConfigError(message) from error
    top = math.log(1 / RARE_SHARE)
    return {one: min(1.0, math.log(1 / max(min(share, 1.0), RARE_SHARE)) / top) for one, share in shares.items()}


@lru_cache(maxsize=65_536)
def _weighed(token: str) -> tuple[str, float, float]:
    """The stem of a word as it stands, its weight as a plain word, and its weight as a name if it has a capital."""
    plain = token.lower().replace("’", "'").removesuffix("'s")
    one = stem(plain)
    weight = common_weights().get(one)
    if weight is None:
        weight = 1.0 if len(one) >= SHORTEST or plain.isdigit() else 0.0
    if weight < LEAST_WEIGHT:
        weight = 0.0
    return one, weight, weight * NAME_WEIGHT if token[0].isupper() else weight


def weigh(text: str) -> dict[str, float]:
    """Stems of a text with their weights, in the order of the text; common words that weigh nothing are left out.

    A word with a capital that does not open a sentence counts as a name; so does one in capitals, as datelines have it.
    """
    found: dict[str, float] = {}
    opening = True
    for token in TOKEN.findall(text):
        if token in MARKS:
            opening = True
            continue
        one, plain, name = _weighed(token)
        weight = name if not opening or (len(token) > SHORTEST and token.isupper()) else plain
        if weight and weight > found.get(one, 0.0):
            found[one] = weight
        opening = False
    return found


def weight_of(words: Mapping[str, float]) -> float:
    """The summed weight of all stems."""
    return sum(words.values())


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The weight of shared stems over that of the lesser side's, 0 to 1."""
    least = min(weight_of(one), weight_of(other))
    return min(1.0, shared_weight(one, other) / least) if least else 0.0


def shared_weight(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The summed weight of the stems that both have, each as its lesser side has it."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    total = 0.0
    for name in short.keys() & long.keys():
        mine, theirs = short[name], long[name]
        total += theirs if theirs < mine else mine  # noqa: FURB136 - a call of min costs more than all else here
    return round(total, 9)


def shingles(text: str) -> frozenset[int]:
    """Hashes of every five words in a row, in lower case, punctuation aside."""
    words = [match.group().lower() for match in WORD.finditer(text)]
    last = max(len(words) - SHINGLE_WORDS + 1, 1 if words else 0)
    return frozenset(
        zlib.crc32(" ".join(words[at : at + SHINGLE_WORDS]).encode("utf-8", "surrogatepass")) for at in range(last)
    )


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text's passages that the longer one holds too, so that a cut reprint is a copy."""
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))


def copy_keys(text: str) -> tuple[str, ...]:
    """Keys of a text of which a copy, whole or cut, shares some: a fixed sample of its passages.

    Every hash divisible by 32 is taken, and the four least, so that short texts have keys too.
    """
    hashes = sorted(shingles(text))
    sample = {*hashes[:KEY_LEAST], *(one for one in hashes if one % KEY_SAMPLE == 0)}
    return tuple(f"{one:08x}" for one in sorted(sample))
