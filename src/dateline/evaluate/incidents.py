"""Which of our claims is an incident in the sense of MUC-4: a specific, recent act of violence that is no combat.

The guidelines of that evaluation leave out what is told as history, what was only threatened in general, and fighting
between armed forces and guerrillas; attacks on civilians, officials and property count, whoever makes them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dateline.records import ActorRef, Claim

TYPES: Final = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE")
FIGHTERS: Final = frozenset({"MIL", "REB", "UAF", "PRM"})
"""Sectors whose members fight each other: an act against these alone is combat."""
_MODES: Final = MappingProxyType({
    "abduct": "KIDNAPPING", "explosives": "BOMBING", "suicide-attack": "BOMBING", "aerial": "BOMBING",
    "drone": "BOMBING",
})
_FIRE: Final = ("burn", "fire", "torch", "arson", "ablaze")
_ROBBERY: Final = ("rob", "steal", "stole", "loot", "burglar")


def incident_type(claim: Claim) -> str | None:
    """The type of incident that a claim tells, `None` where it tells none that counts: what is to come, what is denied,
    what is told as background (which an act dated far back is to the coder), and combat."""
    if claim.temporal in ("future", "historical") or claim.factuality.polarity == "-" or _is_combat(claim):
        return None
    return _type(claim)


def _type(claim: Claim) -> str | None:
    """The type by event and mode, for fire and robbery by the trigger word too."""
    trigger = claim.evidence.trigger.text.casefold()
    if claim.event == "PROTEST":
        armed = any(ref.sector in FIGHTERS for ref in claim.actors)
        return "FORCED WORK STOPPAGE" if armed and claim.mode in ("strike", "obstruct") else None
    if claim.event in ("ASSAULT", "COERCE") and any(word in trigger for word in _ROBBERY):
        return "ROBBERY"
    if claim.event != "ASSAULT":
        return None
    if claim.mode == "destroy" and any(word in trigger for word in _FIRE):
        return "ARSON"
    return _MODES.get(claim.mode or "", "ATTACK")


def _is_combat(claim: Claim) -> bool:
    """Whether all whom the act hits are fighters, or fighters are on the only side that is told."""
    hit: tuple[ActorRef, ...] = claim.recipients or (claim.actors if len(claim.actors) > 1 else ())
    return bool(hit) and all(ref.sector in FIGHTERS for ref in hit)
