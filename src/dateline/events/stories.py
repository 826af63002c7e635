"""Articles into stories, and copies among them: which reports are about one thing, which are one text.

Takes articles, gives groups of their ids. Likeness is that of weighted words (TF-IDF over the articles given) of title
and lead, or of the titles alone where that is more; reports far apart in time are less alike; groups join by their
mean.
Judgements of claims do not rest on stories: a story is wider than a happening.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from dateline.events.days import published_day
from dateline.events.tables import Likeness, load_likeness
from dateline.events.words import WORD, common_weights, copy_keys, overlap, shingles, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.records import Article

STOP_WEIGHT: Final = 0.45
"""Stems that weigh less are in an eighth of all reports."""
COMMON_DOCS: Final = 400
"""A stem that more of the articles hold brings none together; it still weighs where others did."""

Vector = dict[str, float]
Pairs = dict[tuple[int, int], float]


def stories(articles: Sequence[Article], *, likeness: Likeness | None = None) -> list[tuple[str, ...]]:
    """Groups of article ids, each in order of ids, articles that stand alone included."""
    limits = likeness or load_likeness()
    ordered = sorted({article.id: article for article in articles}.values(), key=lambda one: one.id)
    pairs = alike(ordered, limits)
    groups = join(len(ordered), pairs, least=limits.same)
    return sorted(tuple(ordered[at].id for at in group) for group in groups)


def alike(articles: Sequence[Article], limits: Likeness) -> Pairs:
    """The likeness of every two articles that share a telling word, by their places in the list."""
    bodies = [_counts(article.text, limits.lead_words) for article in articles]
    titles = [_counts(article.title or "", limits.lead_words) for article in articles]
    held = Counter(word for body, title in zip(bodies, titles, strict=True) for word in body.keys() | title.keys())
    rarity = {word: math.log(len(articles) / count) for word, count in held.items()}
    found = _cosines([_vector(one, rarity) for one in bodies], held)
    for pair, value in _cosines([_vector(one, rarity) for one in titles], held).items():
        found[pair] = max(found.get(pair, 0.0), value * limits.title)
    days = [published_day(article) for article in articles]
    return {pair: value * _aged(days[pair[0]], days[pair[1]], limits) for pair, value in sorted(found.items())}


def _counts(text: str, most: int) -> Counter[str]:
    """How often each telling stem stands in the first words of a text."""
    weights = common_weights()
    counts: Counter[str] = Counter()
    for number, match in enumerate(WORD.finditer(text)):
        if number >= most:
            break
        one = stem(match.group().lower().replace("’", "'").removesuffix("'s"))
        if weights.get(one, 1.0) > STOP_WEIGHT:
            counts[one] += 1
    return counts


def _vector(counts: Mapping[str, int], rarity: Mapping[str, float]) -> Vector:
    """Weights of unit length, the logarithm of the count times the rarity."""
    weights = {word: (1.0 + math.log(count)) * rarity[word] for word, count in counts.items() if rarity[word] > 0}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def _cosines(vectors: Sequence[Vector], held: Mapping[str, int]) -> Pairs:
    """The cosine of every two vectors that share a word which is not in too many."""
    places: dict[str, list[int]] = defaultdict(list)
    beside: dict[tuple[int, int], float] = {}
    for at, vector in enumerate(vectors):
        near = {other for word in vector if held[word] <= COMMON_DOCS for other in places[word]}
        for other in near:
            short, long = sorted((vector, vectors[other]), key=len)
            value = sum(weight * long[word] for word, weight in short.items() if word in long)
            if value > 0:
                beside[other, at] = value
        for word in vector:
            places[word].append(at)
    return beside


def _aged(one: int | None, other: int | None, limits: Likeness) -> float:
    """What is left of a likeness after the days between two reports; without a day nothing is lost."""
    if one is None or other is None:
        return 1.0
    return 1.0 - limits.age_share * (1.0 - math.exp(-abs(one - other) / limits.age_days))


def join(count: int, pairs: Pairs, *, least: float) -> list[tuple[int, ...]]:
    """Groups joined by mean likeness, the most alike first, down to `least`; pairs that are not given count 0."""
    groups: dict[int, list[int]] = {at: [at] for at in range(count)}
    sums: dict[int, dict[int, float]] = {at: {} for at in range(count)}
    for (one, other), value in pairs.items():
        sums[one][other] = sums[other][one] = value
    heap: list[tuple[float, int, int]] = [(-value, one, other) for (one, other), value in pairs.items()]
    heapq.heapify(heap)
    while heap and -heap[0][0] >= least:
        value, one, other = heapq.heappop(heap)
        if one not in groups or other not in groups or value != -_mean(sums, groups, one, other):
            continue
        groups[one].extend(groups.pop(other))
        row = sums.pop(other)
        row.pop(one)
        sums[one].pop(other)
        for third, total in row.items():
            del sums[third][other]
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
        for third in sums[one]:
            heapq.heappush(heap, (-_mean(sums, groups, one, third), min(one, third), max(one, third)))
    return [tuple(sorted(group)) for group in groups.values()]


def _mean(sums: Mapping[int, Mapping[int, float]], groups: Mapping[int, Sequence[int]], one: int, other: int) -> float:
    return sums[one][other] / (len(groups[one]) * len(groups[other]))


def copies(articles: Iterable[Article], *, likeness: Likeness | None = None) -> list[tuple[str, str, float]]:
    """Pairs of articles of which one is a copy of the other, whole or cut, with the share of passages that they share.

    Only articles that share one of their `copy_keys` are held against each other.
    """
    limits = likeness or load_likeness()
    passages: dict[str, frozenset[int]] = {}
    keys: dict[str, list[str]] = defaultdict(list)
    found: dict[tuple[str, str], float] = {}
    for article in sorted(articles, key=lambda one: one.id):
        passages[article.id] = shingles(article.text)
        for other in dict.fromkeys(one for key in copy_keys(article.text) for one in keys[key]):
            share = overlap(passages[article.id], passages[other])
            if share >= limits.copy:
                found[other, article.id] = share
        for key in copy_keys(article.text):
            keys[key].append(article.id)
    return [(one, other, round(share, 4)) for (one, other), share in sorted(found.items())]
