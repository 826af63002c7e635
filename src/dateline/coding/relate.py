"""How the claims of one report stand to one another: what a verbal act is about, who denies what another tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.coding.merge import actor_keys, kin, origin_key
from dateline.records import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.records import Claim


def relate(claims: Sequence[Claim]) -> list[Claim]:
    """Claims with `about.claims` and `relations` filled in."""
    ids = [(claim, claim.evidence.trigger.start) for claim in claims]
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
        answered = next((other for other in reversed(related) if _answers(claim, other)), None)
        if answered is not None:
            relations += (Relation(type="responds_to", claim=answered.id),)
        if relations:
            changes["relations"] = relations
        related.append(msgspec.structs.replace(claim, **changes) if changes else claim)
    return related


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
