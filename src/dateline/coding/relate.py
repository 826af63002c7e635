"""How the claims of one report stand to one another: what a verbal act is about, who denies what another tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.coding.claims import VERBAL_EVENTS
from dateline.coding.merge import (
    REACH_CLAIMS, actor_keys, kin, origin_key, places_agree, sides_clash, times_agree, tolls_agree,
)
from dateline.records import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.records import Claim


def relate(claims: Sequence[Claim]) -> list[Claim]:
    """Claims with `about.claims` and `relations` filled in."""
    ids = [(claim, claim.evidence.trigger.start) for claim in claims]
    by_event: dict[str, list[Claim]] = {}
    for claim in claims[:REACH_CLAIMS]:
        by_event.setdefault(claim.event, []).append(claim)
    related: list[Claim] = []
    for claim in claims:
        changes: dict[str, object] = {}
        if claim.about is not None:
            inside = tuple(
                other.id for other, start in ids
                if other.id != claim.id and claim.about.start <= start < claim.about.end
            )
            if inside:
                changes["about"] = msgspec.structs.replace(claim.about, claims=inside)
        relations = tuple(Relation(type="denies", claim=other.id) for other in claims if _denies(claim, other))
        relations += tuple(
            Relation(type="contests", claim=other.id)
            for other in by_event.get(claim.event, ()) if other.id != claim.id and contests(claim, other)
        )
        answered = next((other for other in reversed(related) if _answers(claim, other)), None)
        if answered is not None:
            relations += (Relation(type="responds_to", claim=answered.id),)
        if relations:
            changes["relations"] = relations
        related.append(msgspec.structs.replace(claim, **changes) if changes else claim)
    return related


def contests(one: Claim, other: Claim) -> bool:
    """Two accounts of one deed on two origins' words that cannot both be right: another doer to the same victims, each
    side naming the other, or another toll.

    Both are told as done, in places and on days that agree; a denial is a relation of its own.
    """
    if one.event in VERBAL_EVENTS or origin_key(one) == origin_key(other):
        return False
    if "-" in (one.factuality.polarity, other.factuality.polarity) or _not_news(one) or _not_news(other):
        return False
    if not (times_agree(one.time, other.time) and places_agree(one, other)):
        return False
    return _blame_differs(one, other) or _toll_differs(one, other)


def _not_news(claim: Claim) -> bool:
    return claim.temporal in {"future", "historical"}


def _blame_differs(one: Claim, other: Claim) -> bool:
    """Both name who did it, nobody is named by both, and it was done to the same; or each names the other's side."""
    mine, theirs = actor_keys(one.actors), actor_keys(other.actors)
    if not mine or not theirs or mine & theirs or kin(one.actors, other.actors):
        return False
    hit, hit_too = actor_keys(one.recipients), actor_keys(other.recipients)
    return bool(hit & hit_too) or bool(mine & hit_too and theirs & hit)


def _toll_differs(one: Claim, other: Claim) -> bool:
    """The same parties, as far as both name them, and a toll that both give and give differently, in one place."""
    if sides_clash(one, other) or one.place is None or other.place is None:
        return False
    return not tolls_agree(one, other)


def _answers(claim: Claim, earlier: Claim) -> bool:
    """A charge or refusal against the very party that charged, threatened or demanded before."""
    return (
        claim.event in {"ACCUSE", "REJECT"}
        and earlier.event in {"ACCUSE", "THREATEN", "REQUEST", "SANCTION"}
        and kin(claim.actors, earlier.recipients)
        and kin(claim.recipients, earlier.actors)
    )


def _denies(claim: Claim, other: Claim) -> bool:
    """The same act with the same doer, told with the other polarity by another origin."""
    return (
        claim.factuality.polarity == "-"
        and other.factuality.polarity == "+"
        and claim.event == other.event
        and bool(actor_keys(claim.actors) & actor_keys(other.actors))
        and origin_key(claim) != origin_key(other)
    )
