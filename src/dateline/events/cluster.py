"""Clusters of claims: joined by the mean of their judgements, never along a chain of days or places that contradict.

Takes judgements, a person's among them, and the sketches of the claims that they touch; gives groups of ids. The order
of claims and judgements plays no part. Only components that a new judgement touches need be computed again.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from dateline.events.features import distance_km
from dateline.events.judge import odds_of, score_pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.events.sketch import Sketch, Spot
    from dateline.events.tables import Judging
    from dateline.records import Judgement

PERSON: Final = "person:"
STRANGERS: Final = -6.0
"""The log odds of two claims that are surely not one; less would let one pair outweigh all others."""
UNSEEN: Final = -1.5
"""The log odds of a pair of a large component that no block brought together."""
GUARD_KM: Final = 30.0
CHAIN: Final = 3
"""Two claims alone were weighed as a pair; from three on a chain could form."""


def is_by_person(judgement: Judgement) -> bool:
    """Whether a person judged; that outranks every rule and survives every re-run."""
    return judgement.maker.startswith(PERSON)


def components(ids: Iterable[str], judgements: Iterable[Judgement]) -> list[tuple[str, ...]]:
    """Claims that judgements of same join, directly or not; each component and their list in order of ids."""
    parent = {one: one for one in ids}

    def root(one: str) -> str:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for judgement in judgements:
        if judgement.superseded_at is None and judgement.verdict == "same":
            if judgement.left not in parent or judgement.right not in parent:
                continue
            first, second = sorted((root(judgement.left), root(judgement.right)))
            parent[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for one in sorted(parent):
        groups[root(one)].append(one)
    return sorted(tuple(group) for group in groups.values())


def joined_to(claims: set[str], judgements: Iterable[Judgement]) -> set[str]:
    """The claims beyond these that a live judgement of same, or any of a person, joins to one of them: they hang
    together, so that a change here may move them."""
    return {
        one for judgement in judgements
        if judgement.superseded_at is None and (judgement.verdict == "same" or is_by_person(judgement))
        and (judgement.left in claims or judgement.right in claims) for one in (judgement.left, judgement.right)
    } - claims


def clusters(
    sketches: Mapping[str, Sketch], judgements: Iterable[Judgement], *, judging: Judging,
) -> list[tuple[str, ...]]:
    """Groups of claims that tell one happening, claims that stand alone included, each in order of ids."""
    live = [one for one in judgements if one.superseded_at is None]
    persons = [one for one in live if is_by_person(one)]
    machine = [one for one in live if not is_by_person(one)]
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for judgement in machine:
        scores[judgement.left][judgement.right] = judgement.score
    found: list[tuple[str, ...]] = []
    for component in components(sketches, live):
        if len(component) == 1:
            found.append(component)
            continue
        found.extend(_Component(component, sketches, scores, judging).solve(persons))
    return sorted(found)


class _Component:
    """One component while it is being clustered: the sums of log odds between its groups."""

    def __init__(
        self, ids: Sequence[str], sketches: Mapping[str, Sketch], scores: Mapping[str, Mapping[str, float]],
        judging: Judging,
    ) -> None:
        self.sketches = sketches
        self.judging = judging
        self.whole = len(ids) <= judging.clusters.whole
        self.groups: dict[str, tuple[str, ...]] = {one: (one,) for one in ids}
        self.sums: dict[str, dict[str, tuple[float, int]]] = {one: {} for one in ids}
        self.apart: dict[str, set[str]] = defaultdict(set)
        for one, other in self._pairs(ids, scores):
            judged = scores.get(one, {}).get(other)
            score = self._score(one, other) if judged is None else odds_of(judged)
            self.sums[one][other] = self.sums[other][one] = (score, 1)

    def _pairs(self, ids: Sequence[str], scores: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[str, str]]:
        """Every pair of a small component; of a large one those that were judged."""
        if self.whole:
            yield from ((one, other) for at, one in enumerate(ids) for other in ids[at + 1 :])
            return
        members = set(ids)
        for one in ids:
            yield from ((one, other) for other in sorted(scores.get(one, {})) if other in members)

    def _score(self, one: str, other: str) -> float:
        return max(STRANGERS, score_pair(self.sketches[one], self.sketches[other], judging=self.judging))

    def solve(self, persons: Iterable[Judgement]) -> list[tuple[str, ...]]:
        """Persons first, the newest of them foremost; then the two groups that agree most, as long as any do."""
        for judgement in sorted(persons, key=lambda one: (one.at, one.verdict, one.left, one.right), reverse=True):
            self._obey(judgement)
        heap: list[tuple[float, str, str]] = [
            (-self._mean(one, other), one, other)
            for one, row in self.sums.items() for other in row if one < other
        ]
        heapq.heapify(heap)
        while heap:
            negative, one, other = heapq.heappop(heap)
            if -negative < self.judging.clusters.link:
                break
            if one not in self.groups or other not in self.groups or -negative != self._mean(one, other):
                continue
            if self._may_join(one, other):
                kept = self._join(one, other)
                for third in self.sums[kept]:
                    heapq.heappush(heap, (-self._mean(kept, third), min(kept, third), max(kept, third)))
        return [tuple(sorted(group)) for group in self.groups.values()]

    def _obey(self, judgement: Judgement) -> None:
        """A person's judgement holds unless a newer one of a person forbids it."""
        left, right = self._group_of(judgement.left), self._group_of(judgement.right)
        if left is None or right is None or judgement.verdict == "unsure":
            return
        if judgement.verdict == "same":
            if left != right and right not in self.apart[left]:
                self._join(left, right)
        elif left != right:
            self.apart[left].add(right)
            self.apart[right].add(left)

    def _group_of(self, claim: str) -> str | None:
        return next((name for name, members in self.groups.items() if claim in members), None)

    def _mean(self, one: str, other: str) -> float:
        """The mean log odds between two groups, pairs that were not judged counted as strangers are."""
        total, known = self.sums[one].get(other, (0.0, 0))
        pairs = len(self.groups[one]) * len(self.groups[other])
        return round((total + UNSEEN * (pairs - known)) / pairs, 9)

    def _join(self, one: str, other: str) -> str:
        """Two groups made one, under the lesser name."""
        kept, gone = sorted((one, other))
        self.groups[kept] = (*self.groups[kept], *self.groups.pop(gone))
        row = self.sums.pop(gone)
        row.pop(kept, None)
        self.sums[kept].pop(gone, None)
        for third, (total, known) in row.items():
            before, count = self.sums[kept].get(third, (0.0, 0))
            self.sums[kept][third] = self.sums[third][kept] = (before + total, count + known)
            del self.sums[third][gone]
        for third in sorted(self.apart.pop(gone, set())):
            self.apart[third].discard(gone)
            self.apart[third].add(kept)
            self.apart[kept].add(third)
        return kept

    def _may_join(self, one: str, other: str) -> bool:
        """Whether no person holds them apart, and neither their days nor their places contradict."""
        if other in self.apart[one]:
            return False
        mine = [self.sketches[claim] for claim in self.groups[one]]
        theirs = [self.sketches[claim] for claim in self.groups[other]]
        if days_contradict(mine, theirs, slack=self.judging.windows.slack) or places_contradict(mine, theirs):
            return False
        return not self._collide(mine, theirs)

    def _collide(self, mine: Sequence[Sketch], theirs: Sequence[Sketch]) -> bool:
        """Whether a report tells something in the one and plainly something else in the other: of all that it tells,
        one thing at most is what another report tells."""
        reports: dict[str, list[Sketch]] = defaultdict(list)
        for sketch in mine:
            reports[sketch.report.id].append(sketch)
        least = self.judging.clusters.apart
        return any(
            score_pair(one, other, judging=self.judging) < least
            for other in theirs for one in reports.get(other.report.id, ()))


def days_contradict(mine: Sequence[Sketch], theirs: Sequence[Sketch], *, slack: int) -> bool:
    """Whether most claims of each side fix a day, and the days are further apart than a night."""
    if len(mine) + len(theirs) < CHAIN:
        return False
    first, second = _usual_day(mine), _usual_day(theirs)
    return first is not None and second is not None and abs(first - second) > slack


def _usual_day(group: Iterable[Sketch]) -> int | None:
    """The day that most of those claims give that fix one; of two as common the earlier."""
    counts: dict[int, int] = defaultdict(int)
    for sketch in group:
        if sketch.days is not None and sketch.days.exact:
            counts[sketch.days.first] += 1
    return min(counts, key=lambda day: (-counts[day], day)) if counts else None


def places_contradict(mine: Sequence[Sketch], theirs: Sequence[Sketch]) -> bool:
    """Whether both sides give fine places, and none of the one lies near any of the other or bears its name."""
    first, second = _fine_spots(mine), _fine_spots(theirs)
    if len(first) + len(second) < CHAIN:
        return False
    return bool(first and second) and not any(_meet(one, other) for one in first for other in second)


def _fine_spots(group: Iterable[Sketch]) -> list[Spot]:
    return [sketch.spot for sketch in group if sketch.spot is not None and sketch.spot.fine]


def _meet(one: Spot, other: Spot) -> bool:
    distance = distance_km(one, other)
    if not one.names.isdisjoint(other.names) and (distance is None or one.country == other.country):
        return True
    return distance is None or distance <= one.radius_km + other.radius_km + GUARD_KM
