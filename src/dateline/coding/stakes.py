"""What the origin of a record has to do with it: an army on its own victory is no witness.

Takes a chain and the parties, gives actor, recipient, ally, opponent, third_party or unknown, by the parties themselves
and by the table of who stands with whom, which the user can replace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.codebook.lexicons import Alliances
    from dateline.records import ActorRef, Hop
    from dateline.records.claim import Stake

STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "ELI"})
"""Sectors that speak for one state: an army on what its government's forces did has the actor's stake."""


def stake_of(
    chain: Sequence[Hop], actors: Sequence[ActorRef], recipients: Sequence[ActorRef], *, alliances: Alliances,
    on: str | None = None,
) -> Stake:
    """What the origin has to do with the matter; `unknown` where no origin resolves, the outlet's word included.

    `on` is the ISO date for which the alliances count; `None` takes them all, whenever they held.
    """
    refs = [speaker.actor for speaker in chain[0].speakers if speaker.actor is not None] if len(chain) > 1 else []
    if not refs:
        return "unknown"
    if any(same_party(ref, actor, alliances=alliances, on=on) for ref in refs for actor in actors):
        return "actor"
    if any(same_party(ref, recipient, alliances=alliances, on=on) for ref in refs for recipient in recipients):
        return "recipient"
    sides: tuple[tuple[Sequence[ActorRef], Stake, Stake], ...] = (
        (actors, "ally", "opponent"), (recipients, "opponent", "ally"))
    for parties, with_them, against_them in sides:
        relations = {relation_of(ref, party, alliances=alliances, on=on) for ref in refs for party in parties}
        if "ally" in relations:
            return with_them
        if "opponent" in relations:
            return against_them
    known = any(ref.country or ref.id for ref in refs) and any(p.country or p.id for p in (*actors, *recipients))
    return "third_party" if known else "unknown"


def same_party(left: ActorRef, right: ActorRef, *, alliances: Alliances, on: str | None) -> bool:
    """One actor, one side of a country, or two arms of one state; a country alone is its state. Two that the table
    knows by their ids as opponents are not one party, though they be rebels of one country."""
    if left.id and left.id == right.id:
        return True
    if not left.country or left.country != right.country:
        return False
    if left.id and right.id and alliances.between((left.id,), (right.id,), on=on) == "opponent":
        return False
    if left.sector == right.sector:
        return True
    return (left.sector or "GOV") in STATE_SECTORS and (right.sector or "GOV") in STATE_SECTORS


def relation_of(left: ActorRef, right: ActorRef, *, alliances: Alliances, on: str | None) -> str | None:
    """How the table has two parties stand, either way round; a rebel is not reached by his country's row."""
    return alliances.between(party_keys(left), party_keys(right), on=on)


def party_keys(ref: ActorRef) -> frozenset[str]:
    """The names under which the table may have a party: id, code, and its country where it speaks for the state."""
    keys = {ref.id, ref.code, f"{ref.country}{ref.sector}" if ref.country and ref.sector else None}
    if ref.country and (ref.sector is None or ref.sector in STATE_SECTORS):
        keys |= {ref.country, f"{ref.country}GOV"}
    return frozenset(key for key in keys if key)
