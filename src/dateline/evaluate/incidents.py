"""Which of our claims is an incident in the sense of MUC-4: a specific, recent act of violence that is no combat.

The guidelines of that evaluation leave out what is told as history, and fighting between armed forces and guerrillas;
attacks on civilians, officials and property count, whoever makes them, and so does a threat against the life of
somebody who is named as its target. The numbers below were picked on the part of the stories that we tune on.
"""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.records import ActorRef, Claim

TYPES: Final = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE")
FIGHTERS: Final = frozenset({"MIL", "REB", "UAF", "PRM"})
"""Sectors whose members fight each other: an act against these alone is combat."""
STATE: Final = frozenset({"GOV", "MIL", "COP"})
OLDEST_DAYS: Final = 200
"""What is told as background counts while the report dates it no further back than this: the investigation of a murder
is news for about half a year."""
_FORCE: Final = "19"
"""The CAMEO root of military force; an act of it that hits nobody who is told is an operation or an offensive."""
_WAR: Final = ("192", "194", "195")
"""The CAMEO codes of what only armies at war do: taking territory, artillery, strikes from the air."""
_CUSTODY: Final = frozenset({"torture", "beat", "sexual"})
"""Modes for which that evaluation has no type: what is done to somebody held or at hand, without arms."""
_MODES: Final = MappingProxyType({
    "abduct": "KIDNAPPING", "explosives": "BOMBING", "suicide-attack": "BOMBING", "aerial": "BOMBING",
    "drone": "BOMBING",
})
_FIRE: Final = ("burn", "fire", "torch", "arson", "ablaze")
_ROBBERY: Final = ("rob", "steal", "stole", "loot", "burglar")
_MURDER: Final = ("murder", "assassin")
_TOLL: Final = re.compile(r"\d{3}|hundred|thousand|\bmany\b|countless", re.IGNORECASE)
"""Victims by the hundred, or not counted: where no day is told, the toll of years and no incident."""


def incident_type(claim: Claim, *, published: str | None = None) -> str | None:
    """The type of incident that a claim tells, `None` where it tells none that counts: what is to come, what is denied,
    background, combat, war between states, police action against criminals, and the toll of a whole war."""
    if claim.factuality.polarity == "-" or claim.temporal == "future" or _is_long_past(claim, published):
        return None
    kind = violence_type(claim)
    return None if kind is None or _is_war(claim) or _is_toll(claim) else kind


def violence_type(claim: Claim) -> str | None:
    """The type by event and mode, for fire and robbery by the trigger word too."""
    trigger = claim.evidence.trigger.text.casefold()
    if claim.event == "PROTEST":
        armed = any(ref.sector in FIGHTERS for ref in claim.actors)
        return "FORCED WORK STOPPAGE" if armed and claim.mode in ("strike", "obstruct") else None
    if claim.event in ("ASSAULT", "COERCE") and any(word in trigger for word in _ROBBERY):
        return "ROBBERY"
    if claim.event == "THREATEN":
        return "ATTACK" if _is_threat_on_life(claim) else None
    if claim.event != "ASSAULT" or claim.mode in _CUSTODY:
        return None
    if claim.mode == "destroy" and any(word in trigger for word in _FIRE):
        return "ARSON"
    return _MODES.get(claim.mode or "", "ATTACK")


def _is_threat_on_life(claim: Claim) -> bool:
    """Whether violence is threatened against somebody who is no fighter, by anybody but the state."""
    return (
        claim.mode == "violence" and not _all(claim.recipients, FIGHTERS)
        and bool(claim.recipients) and not any(ref.sector in STATE for ref in claim.actors)
    )


def _is_long_past(claim: Claim, published: str | None) -> bool:
    """Whether a claim is background that the report does not date, or dates too far back."""
    if claim.temporal != "historical":
        return False
    last = claim.time and (claim.time.end_date or claim.time.start_date)
    if not last or not published:
        return True
    day = (last + {len("1989"): "-12-28", len("1989-11"): "-28"}.get(len(last), ""))[: len("1989-11-16")]
    return (date.fromisoformat(published[:10]) - date.fromisoformat(day)).days > OLDEST_DAYS


def _is_war(claim: Claim) -> bool:
    """Whether the act is combat, an operation, an act between states, or the state's against criminals; the murder of a
    single fighter is none of these."""
    if (claim.cameo or "").startswith(_WAR) or _is_between_states(claim):
        return True
    if not claim.recipients:
        force = (claim.cameo or "").startswith(_FORCE) and claim.mode is None
        fighting = len(claim.actors) > 1 and _all(claim.actors, FIGHTERS)
        return fighting or (force and _all(claim.actors, FIGHTERS | STATE))
    murdered = any(word in claim.evidence.trigger.text.casefold() for word in _MURDER)
    return _all(claim.recipients, FIGHTERS | {"CRM"}) and not murdered


def _is_between_states(claim: Claim) -> bool:
    """Whether a government or army acts on those of another country alone."""
    doers = {ref.country for ref in claim.actors}
    state = any(ref.country and ref.sector in ("GOV", "MIL") for ref in claim.actors)
    others = bool(claim.recipients) and all(ref.country and ref.country not in doers for ref in claim.recipients)
    return state and others


def _is_toll(claim: Claim) -> bool:
    """Whether the victims are many and no day is told."""
    dated = claim.time is not None and claim.time.basis != "publication"
    return not dated and bool(claim.recipients) and all(_TOLL.search(ref.text) for ref in claim.recipients)


def _all(refs: Iterable[ActorRef], sectors: frozenset[str]) -> bool:
    """Whether there are any, and all are of these sectors."""
    told = [ref.sector for ref in refs]
    return bool(told) and all(sector in sectors for sector in told)
