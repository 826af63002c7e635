"""One claim told several times is one claim with tellings: headline, lead and retelling in the same voice.

Two accounts by different origins stay two claims; so do two verbal acts said in different words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.coding.claims import VERBAL_EVENTS
from dateline.records import READ_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.records import ActorRef, Claim, When


REACH_CLAIMS = 200
"""A retelling is looked for among this many claims of its event before it; no report has more, but a list may."""
NEAR_CHARS = 600
"""About four sentences."""
SIDES = (
    frozenset({"GOV", "MIL", "COP", "SPY", "PRM", None}),
    frozenset({"REB", "UAF", "PRE", None}),
    frozenset({"CVL", "EDU", "OPP", "SOC", "LAB", "MED", "REF", "JRN", "REL", "AGR", None}),
)
"""Sectors that a report uses for one party by turns."""


def merge_tellings(claims: Sequence[Claim]) -> list[Claim]:
    """Claims in the order of the text, retellings folded into the first body claim that they fit.

    A claim told only outside the body (headline, subheading, teaser) is dropped: such blocks only add a telling.
    """
    merged: list[Claim] = []
    body = [claim for claim in claims if claim.tellings[0].block in READ_KINDS]
    told: dict[str, list[int]] = {}
    for claim in body:
        before = told.setdefault(claim.event, [])
        at = next((i for i in before[-REACH_CLAIMS:] if retells(claim, merged[i])), None)
        if at is None:
            before.append(len(merged))
            merged.append(claim)
        else:
            merged[at] = absorb(merged[at], claim)
    for claim in claims:
        if claim.tellings[0].block not in READ_KINDS:
            at = next((i for i, one in enumerate(merged) if headline_of(claim, one)), None)
            if at is not None:
                merged[at] = absorb(merged[at], claim, slots=False)
    return merged


def retells(later: Claim, first: Claim) -> bool:
    """Whether a later claim of the body tells the same act in the same voice as an earlier one."""
    if later.event != first.event or later.factuality.polarity != first.factuality.polarity:
        return False
    same_saying = later.event in VERBAL_EVENTS and later.evidence.start == first.evidence.start
    background = (later.temporal == "historical") != (first.temporal == "historical")
    if background or not (same_saying or _same_mode(later, first)):
        return False
    if later.evidence.start == first.evidence.start and _one_deed(later, first):
        return True
    if not _same_voice(later, first):
        return False
    if not _parties_agree(later, first) or not times_agree(later.time, first.time):
        return False
    if later.event in VERBAL_EVENTS:
        return later.evidence.trigger.text.lower() == first.evidence.trigger.text.lower() and _near(later, first)
    return places_agree(later, first) and tolls_agree(later, first)


def _one_deed(later: Claim, first: Claim) -> bool:
    """Two words of one sentence for one deed: "retook the square after killing several militants"."""
    return not sides_clash(later, first) and times_agree(later.time, first.time) and tolls_agree(later, first)


def sides_clash(one: Claim, other: Claim) -> bool:
    """Both name doers, or both name recipients, and share none of them."""
    return any(
        mine and theirs and not actor_keys(mine) & actor_keys(theirs) and not kin(mine, theirs)
        for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients))
    )


def _same_voice(later: Claim, first: Claim) -> bool:
    """One origin, or the outlet telling on in its own voice what an origin told before."""
    mine, theirs = origin_key(later), origin_key(first)
    return mine == theirs or (mine == ("outlet",) and later.event not in VERBAL_EVENTS)


def headline_of(headline: Claim, claim: Claim) -> bool:
    """Whether a headline or teaser tells what a body claim tells; terse, it need not agree in more than the core."""
    if headline.event != claim.event or headline.factuality.polarity != claim.factuality.polarity:
        return False
    mine, theirs = actor_keys(headline.actors), actor_keys(claim.actors)
    return not mine or not theirs or bool(mine & theirs)


def origin_key(claim: Claim) -> tuple[str, ...]:
    """Whose word it is, by actor where known, else by the words."""
    if not claim.attribution:
        return ("outlet",)
    keys = []
    for speaker in claim.attribution[0].speakers:
        if speaker.kind in {"outlet", "publisher", "agency"} and speaker.text is None:
            return ("outlet",)
        keys.append((speaker.actor.id or speaker.actor.code) if speaker.actor else (speaker.text or "").lower())
    return tuple(sorted(key or "" for key in keys))


def actor_keys(refs: Iterable[ActorRef]) -> set[str]:
    """What tells actors apart: table id, else country and sector, else the words."""
    return {ref.id or ref.code or (ref.name or ref.text).lower() for ref in refs}


def _countries(refs: Iterable[ActorRef]) -> set[str]:
    return {ref.country for ref in refs if ref.country}


def _parties_agree(one: Claim, other: Claim) -> bool:
    """Actors share a party, and so do recipients where both name any."""
    if sides_clash(one, other):
        return False
    if not one.actors and not one.recipients:
        return not other.actors and not other.recipients
    return bool(one.actors) == bool(other.actors) or bool(one.recipients and other.recipients)


def kin(mine: Sequence[ActorRef], theirs: Sequence[ActorRef]) -> bool:
    """Same country and same side of it: "the army" and "government forces", "schoolgirls" and "the girls"."""
    return any(
        a.country == b.country and a.country is not None
        and (a.sector == b.sector or any({a.sector, b.sector} <= side for side in SIDES))
        for a in mine for b in theirs
    )


def _same_mode(one: Claim, other: Claim) -> bool:
    return one.mode is None or other.mode is None or one.mode == other.mode


def times_agree(one: When | None, other: When | None) -> bool:
    """No two stated days that differ; publication dates and unknown times agree with all."""
    stated = [when for when in (one, other) if when is not None and when.basis in {"stated", "relative"}]
    if len(stated) <= 1:
        return True
    first, second = ((when.start_date or when.end_date or "")[:10] for when in stated)
    return first.startswith(second) or second.startswith(first)


def places_agree(one: Claim, other: Claim) -> bool:
    """No two places that differ; a country holds all places in it, an unknown place agrees with all."""
    if one.place is None or other.place is None:
        return True
    if (one.place.name or one.place.text) == (other.place.name or other.place.text):
        return True
    return one.place.country == other.place.country and "country" in {one.place.precision, other.place.precision}


def tolls_agree(one: Claim, other: Claim) -> bool:
    """Two different counts of the same kind are two accounts; of a total and its parts the total counts."""
    mine, theirs = _totals(one), _totals(other)
    return all(mine[kind] == theirs[kind] for kind in mine.keys() & theirs.keys())


def _totals(claim: Claim) -> dict[str, tuple[float | None, float | None]]:
    """The first count of each kind, which is that of the whole ("12 people, among them three children")."""
    found: dict[str, tuple[float | None, float | None]] = {}
    for quantity in claim.quantities:
        found.setdefault(quantity.kind, (quantity.low, quantity.high))
    return found


def _near(one: Claim, other: Claim) -> bool:
    """Told within a few sentences: a verbal act told again much later is another statement."""
    return abs(one.evidence.start - other.evidence.start) < NEAR_CHARS


def absorb(first: Claim, later: Claim, *, slots: bool = True) -> Claim:
    """The first claim with the later one's telling, and its values where the first has none."""
    changes: dict[str, object] = {"tellings": (*first.tellings, *later.tellings)}
    if slots:
        if first.place is None and later.place is not None:
            changes["place"] = later.place
        if first.mode is None and later.mode is not None:
            changes |= {"mode": later.mode, "cameo": later.cameo}
        for name in ("actors", "recipients", "quantities"):
            if not getattr(first, name) and getattr(later, name):
                changes[name] = getattr(later, name)
        if later.time is not None and (first.time is None or first.time.basis == "publication"):
            changes["time"] = later.time
        filled = {name for name, value in changes.items() if value}
        taken = {slot: why for slot, why in later.why.items() if slot in filled or slot not in first.why}
        changes["why"] = {**first.why, **taken}
        changes["unresolved"] = {slot: why for slot, why in first.unresolved.items() if slot not in filled}
    return msgspec.structs.replace(first, **changes)
