"""How right a grouping is: by pairs, and by B-cubed. Takes gold's group and the told group of each item, in order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence


def _pairs(labels: Iterable[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(labels).values())


def pair_scores(gold: Sequence[Hashable], told: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of items that are put together; all 1 where neither puts any together."""
    right, said, wanted = _pairs(zip(gold, told, strict=True)), _pairs(told), _pairs(gold)
    precision = right / said if said else 1.0
    recall = right / wanted if wanted else 1.0
    return precision, recall, f1(precision, recall)


def b3_scores(gold: Sequence[Hashable], told: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 by B-cubed: the mean over items of how pure and how whole their group is."""
    both, golds, tolds = Counter(zip(gold, told, strict=True)), Counter(gold), Counter(told)
    count = len(gold)
    if not count:
        return 1.0, 1.0, 1.0
    precision = sum(size * size / tolds[group] for (_, group), size in both.items()) / count
    recall = sum(size * size / golds[group] for (group, _), size in both.items()) / count
    return precision, recall, f1(precision, recall)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
