"""How far persons agree with each other and with the machine, and how long they take: figures of kept reviews.

Cohen's kappa: Jacob Cohen, "A coefficient of agreement for nominal scales", 1960: the share of agreement beyond what
two raters with these habits reach by chance.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from dateline.store.reviewing import BLIND, TAKEN_BACK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.records import Judgement, Review

NOTHING: Final = "no act"
"""The label of a claim that a person rejects."""
BREAK_MINUTES: Final = 10.0
"""A pause between two reviews of one person that is longer is no work on the second."""
PERSON: Final = "person:"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two raters over some items: how many, the share on which they agree, and Cohen's kappa; `None` where it is not
    defined, as when both always say the same one thing, or there is no item."""

    items: int
    share: float | None
    kappa: float | None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Agreement of two raters whose labels of each item are a pair."""
    count = len(pairs)
    if not count:
        return Agreement(0, None, None)
    share = sum(one == other for one, other in pairs) / count
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[label] * second[label] for label in sorted(first)) / count**2
    return Agreement(count, share, None if chance == 1 else (share - chance) / (1 - chance))


def label_of(review: Review) -> str:
    """What a review says the words tell: an event code, or that there is no act."""
    return NOTHING if review.action == "reject" else str(review.changes.get("event", review.target.event))


def between_persons(reviews: Iterable[Review]) -> list[tuple[str, str]]:
    """The labels that the first two persons gave to each claim that two reviewed: each his last word."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for review in reviews:
        if not review.note.startswith(TAKEN_BACK):
            said[review.id][review.maker] = label_of(review)
    return [tuple(labels.values())[:2] for labels in said.values() if len(labels) > 1]  # type: ignore[misc]


def blind_pairs(reviews: Iterable[Review]) -> list[tuple[str, str]]:
    """(the machine's label, the person's) of each claim that was reviewed before the machine's answer was shown."""
    return [
        (review.target.event, label_of(review)) for review in reviews
        if review.note.startswith(BLIND) and review.action != "add"]


def of_pairs(judgements: Iterable[Judgement]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Verdicts on one happening or two: by the first two persons, and by the rule beside the first person."""
    persons: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    rule: dict[tuple[str, str], str] = {}
    for one in judgements:
        key = one.left, one.right
        if one.maker.startswith(PERSON):
            persons[key][one.maker] = one.verdict
        else:
            rule.setdefault(key, one.verdict)
    both = [tuple(verdicts.values())[:2] for verdicts in persons.values() if len(verdicts) > 1]
    beside = [(rule[key], next(iter(verdicts.values()))) for key, verdicts in persons.items() if key in rule]
    return both, beside  # type: ignore[return-value]


def pace(reviews: Iterable[Review]) -> dict[str, dict[str, Any]]:
    """Rows and minutes per row of each person, by name: the mean time from one review to the next, breaks left out;
    `None` where there are no two in a row."""
    times: dict[str, list[dt.datetime]] = defaultdict(list)
    for review in reviews:
        if not review.note.startswith(TAKEN_BACK):
            times[review.maker.removeprefix(PERSON)].append(dt.datetime.fromisoformat(review.at))
    found = {}
    for name in sorted(times):
        gaps = [(after - before).total_seconds() / 60 for before, after in pairwise(sorted(times[name]))]
        worked = [gap for gap in gaps if gap <= BREAK_MINUTES]
        found[name] = {"rows": len(times[name]), "minutes_per_row": sum(worked) / len(worked) if worked else None}
    return found


def disagreements(reviews: Sequence[Review], *, most: int) -> list[dict[str, Any]]:
    """The latest blind reviews in which the person says something else than the machine did."""
    found = [
        {"article": one.target.article, "claim_review": one.id, "machine": one.target.event, "person": label_of(one),
         "maker": one.maker.removeprefix(PERSON), "at": one.at, "note": one.note.removeprefix(BLIND)}
        for one in reversed(reviews)
        if one.note.startswith(BLIND) and one.action != "add" and label_of(one) != one.target.event]
    return found[:most]
