"""What people say of claims: corrections, rejections, additions and agreement, laid over the claims of a re-run.

A review is keyed to article, kind, trigger span and event, so that it finds its claim after the claim was coded anew; a
trigger that moved by a word still is the same. The newest review of a slot counts; a superseded one never.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import InputError
from dateline.records import Claim, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.records import Review


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Claims as people left them: the rejected ones are gone, the added ones there. `corrected` and `confirmed` are
    ids; `unmatched` are reviews whose claim is not among these."""

    claims: tuple[Claim, ...]
    corrected: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    unmatched: tuple[Review, ...] = ()


@dataclass(slots=True)
class _Desk:
    """What the reviews of one article come to."""

    corrected: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    unmatched: list[Review] = field(default_factory=list)


def apply_reviews(claims: Iterable[Claim], reviews: Iterable[Review]) -> Reviewed:
    """Claims with all reviews of claims that stand, oldest first; claims stay in their order, added ones come last.

    Raises `InputError` for a change that names no slot of a claim or gives it a value that it cannot have.
    """
    live = sorted(
        (one for one in reviews if one.superseded_at is None and one.target.kind == "claim"),
        key=lambda one: (one.at, one.id))
    desk = _Desk()
    found = {claim.id: claim for claim in claims}
    by_article: dict[str, list[str]] = defaultdict(list)
    for claim in found.values():
        by_article[claim.article].append(claim.id)
    for review in live:
        if review.action == "add":
            added = _added(review)
            found[added.id] = added
            by_article[added.article].append(added.id)
            desk.confirmed.add(added.id)
            continue
        target = find_target(review, [found[one] for one in by_article[review.target.article] if one in found])
        if target is None:
            desk.unmatched.append(review)
        elif review.action == "reject":
            del found[target.id]
        elif review.action == "confirm":
            desk.confirmed.add(target.id)
        else:
            found[target.id] = corrected(target, review)
            desk.corrected.add(target.id)
    kept = frozenset(found)
    return Reviewed(
        claims=tuple(found.values()), corrected=frozenset(desk.corrected) & kept,
        confirmed=frozenset(desk.confirmed) & kept, unmatched=tuple(desk.unmatched),
    )


def find_target(review: Review, claims: Sequence[Claim]) -> Claim | None:
    """The claim that a review is about: its event at its trigger, else the nearest trigger that overlaps; `None` where
    there is none."""
    start, end = review.target.trigger
    best: tuple[bool, int, str] | None = None
    found: Claim | None = None
    for claim in claims:
        trigger = claim.evidence.trigger
        if claim.article != review.target.article or trigger.start >= end or start >= trigger.end:
            continue
        rank = (claim.event != review.target.event, abs(trigger.start - start) + abs(trigger.end - end), claim.id)
        if best is None or rank < best:
            best, found = rank, claim
    return found


def corrected(claim: Claim, review: Review) -> Claim:
    """The claim with a person's values, each with that person as its maker; its id stays."""
    plain: dict[str, Any] = msgspec.to_builtins(claim)
    fixed = {"id", "article", "kind"} & review.changes.keys()
    if fixed:
        message = f"review {review.id}: expected slots that a person may change, found {', '.join(sorted(fixed))}"
        raise InputError(message)
    plain.update(review.changes)
    note = review.note or "corrected by hand"
    reasons = {slot: [{"maker": review.maker, "note": note}] for slot in review.changes if slot != "why"}
    plain["why"] = {**plain["why"], **reasons}
    plain["unresolved"] = {slot: why for slot, why in plain["unresolved"].items() if slot not in review.changes}
    return _claim(plain, review)


def _added(review: Review) -> Claim:
    """The claim that a person adds: `changes` holds it whole."""
    claim = _claim({"kind": "claim", **review.changes}, review)
    return msgspec.structs.replace(claim, why={**claim.why, "event": (Why(maker=review.maker, note=review.note),)})


def _claim(plain: Mapping[str, Any], review: Review) -> Claim:
    try:
        return msgspec.convert(plain, Claim)
    except msgspec.ValidationError as error:
        message = f"review {review.id}: expected slots and values of a claim, found: {error}"
        raise InputError(message) from error
