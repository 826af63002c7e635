"""One arrangement told several times in a report is one record: the fullest telling leads, the others add to it.

Arrangements of different kinds, sides, places or windows stay apart: an army's ceasefire is not the jets' halt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.coding.arrangement.names import PARTY_ROLES, key_of
from dateline.coding.arrangement.window import closed
from dateline.records import READ_KINDS, Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.coding.arrangement.triggers import Trigger
    from dateline.records import Arrangement, PlaceRef, StatusBy, When

KIN = {
    frozenset({"ceasefire", "humanitarian_pause"}), frozenset({"ceasefire", "no_strike"}),
    frozenset({"humanitarian_pause", "no_strike"}), frozenset({"humanitarian_pause", "other"}),
    frozenset({"no_strike", "other"}), frozenset({"safe_zone", "stand_off"}), frozenset({"access", "corridor"}),
    frozenset({"corridor", "evacuation"}), frozenset({"evacuation", "other"}), frozenset({"ceasefire", "other"}),
    frozenset({"exchange", "other"}), frozenset({"evacuation", "surrender"}), frozenset({"exchange", "evacuation"}),
}
"""Kinds under which one arrangement may be named again with "the" ("the pause" for a ceasefire)."""
SETTLED = (
    "completed", "ended", "expired", "collapsed", "never_took_effect", "rejected", "denied", "suspended", "extended",
    "in_force", "scheduled", "agreed", "accepted", "announced", "proposed", "unknown",
)
"""Statuses from the one that settles most to the one that settles least, where one voice tells several."""

TENTATIVE = frozenset({"accepted", "agreed", "announced", "proposed"})
"""Statuses that a sentence which only points does not settle ("the rebels welcomed the order")."""
SEVERAL = 2
ENDED = frozenset({"ended", "expired", "collapsed"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One telling as a record of its own; `bare` when it only points at an arrangement told elsewhere, `alone` when it
    names that one so well that it is told even if nothing else tells it ("despite the ceasefire in Gaza")."""

    record: Arrangement
    trigger: Trigger
    bare: bool
    alone: bool = False
    heading: bool = False
    asked: bool = False
    published: str | None = None

    @property
    def weight(self) -> int:
        """How much it tells: the fullest telling leads."""
        record, terms = self.record, self.record.terms
        told = (
            record.place, record.effective_from, record.effective_to, record.duration_hours, terms.count,
            terms.distance_km, terms.routes, record.breaches, record.status != "unknown",
        )
        less = 10 * self.bare + 8 * self.heading + 6 * self.trigger.aside + 6 * self.asked
        less += 4 * bool(record.breaches)
        parties = sum(side.role in PARTY_ROLES for side in record.sides)
        return sum(bool(one) for one in told) + 2 * parties + 2 * len(terms.routes) - less


def merge(drafts: Sequence[Draft]) -> list[Arrangement]:
    """Records in the order of the text."""
    groups: list[list[Draft]] = []
    body = [draft for draft in drafts if draft.record.tellings[0].block in READ_KINDS]
    for draft in (*(one for one in body if not one.bare), *(one for one in body if one.bare)):
        group = _home(draft, groups)
        if group is not None:
            group.append(draft)
        elif not draft.bare or draft.alone:
            groups.append([draft])
    for draft in drafts:
        if draft.record.tellings[0].block not in READ_KINDS:
            group = _home(draft, groups)
            if group is not None:
                group.append(draft)
    return sorted((_joined(group) for group in groups), key=lambda one: (one.evidence.trigger.start, one.id))


def _home(draft: Draft, groups: Sequence[list[Draft]]) -> list[Draft] | None:
    """The group that this telling retells: the nearest before it, then the first after."""
    start = draft.record.evidence.start
    fitting = [group for group in groups if _retells(draft, group)]
    if not fitting:
        return None
    before = [group for group in fitting if group[0].record.evidence.start <= start]
    if draft.trigger.act is None:
        before = [group for group in before if any(one.trigger.act is None for one in group)] or before
    return max(before, key=lambda g: g[0].record.evidence.start) if before else fitting[0]


def _retells(draft: Draft, group: Sequence[Draft]) -> bool:
    pointing = draft.bare or draft.trigger.definite or draft.heading or "paused" in draft.trigger.needs
    if draft.record.arrangement == "access":
        if not draft.bare and not _same_hold(draft.record, group[0].record):
            return False
        pointing = draft.bare or draft.heading or (draft.trigger.act is None and draft.trigger.definite)
    if draft.trigger.other and not draft.bare:
        return False
    if not pointing and any(_is_over_and_another(draft.record, other.record) for other in group):
        return False
    return all(_agree(draft.record, other.record, pointing=pointing or other.bare or other.heading) for other in group)


def _is_over_and_another(one: Arrangement, other: Arrangement) -> bool:
    """Whether "a truce that has lapsed" is told beside one whose window is told and which has not ended."""
    return one.status in ENDED and other.status not in ENDED and bool(other.effective_from) and not one.effective_from


def _same_hold(one: Arrangement, other: Arrangement) -> bool:
    """Whether two refusals or grants of access name the same place or doer: each convoy turned back is its own."""
    if one.place is not None and other.place is not None:
        return (one.place.name or one.place.text) == (other.place.name or other.place.text)
    mine, theirs = ({key_of(side.actor) for side in record.sides} for record in (one, other))
    return bool(mine & theirs) or _kin(one, other)


def _agree(one: Arrangement, other: Arrangement, *, pointing: bool) -> bool:
    """Whether two records may be one arrangement; what only points needs no more than the kind and the numbers."""
    if one.direction != other.direction or not _kinds(one, other, pointing=pointing):
        return False
    if pointing:
        return _terms(one.terms, other.terms) and _lengths(one, other) and not _each_its_own(one, other)
    if not _places(one.place, other.place) or not _windows(one, other) or not _terms(one.terms, other.terms):
        return False
    mine = {key_of(side.actor) for side in one.sides if side.role in PARTY_ROLES}
    theirs = {key_of(side.actor) for side in other.sides if side.role in PARTY_ROLES}
    return not mine or not theirs or bool(mine & theirs) or _kin(one, other)


def _kinds(one: Arrangement, other: Arrangement, *, pointing: bool) -> bool:
    if one.arrangement == other.arrangement:
        return True
    return pointing and frozenset({one.arrangement, other.arrangement}) in KIN


def _kin(one: Arrangement, other: Arrangement) -> bool:
    """An arm of the same state ("the army" and "the government"), or "the rebels" of a country and of none told."""
    state = {"GOV", "MIL", "SPY", "COP", "LEG", "JUD", None}
    return any(
        (a.actor.country is not None and a.actor.country == b.actor.country
         and a.actor.sector in state and b.actor.sector in state)
        or (a.actor.sector is not None and a.actor.sector == b.actor.sector
            and None in {a.actor.country, b.actor.country})
        for a in one.sides for b in other.sides
    )


def _places(one: PlaceRef | None, other: PlaceRef | None) -> bool:
    """The same place, one unknown, or one the country or province around the other."""
    if one is None or other is None or (one.name or one.text) == (other.name or other.text):
        return True
    return one.country == other.country and (_around(one, other) or _around(other, one))


def _around(whole: PlaceRef, part: PlaceRef) -> bool:
    if whole.precision == "country":
        return True
    return whole.precision == "province" and whole.admin1 is not None and whole.admin1 == part.admin1


def _each_its_own(one: Arrangement, other: Arrangement) -> bool:
    """Whether two parties have each declared a truce of their own."""
    mine, theirs = ([side for side in record.sides if side.role == "declares"] for record in (one, other))
    keys = {key_of(side.actor) for side in mine} & {key_of(side.actor) for side in theirs}
    return bool(mine) and bool(theirs) and not keys and not _kin(one, other)


def _lengths(one: Arrangement, other: Arrangement) -> bool:
    """Lengths that agree, or one that is not told; an extension has its own."""
    hours = {one.duration_hours, other.duration_hours} - {None}
    return len(hours) < SEVERAL or "proposed" in {one.status, other.status}


def _windows(one: Arrangement, other: Arrangement) -> bool:
    return (
        _days(one.effective_from, other.effective_from) and _days(one.effective_to, other.effective_to)
        and (one.duration_hours is None or other.duration_hours is None or one.duration_hours == other.duration_hours)
    )


def _days(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    first, second = ((when.start_date or when.end_date or "")[:10] for when in (one, other))
    return first.startswith(second) or second.startswith(first)


def _terms(one: Terms, other: Terms) -> bool:
    """Counts agree, or one is the part that the other sets apart ("two designated corridors", "two of eight")."""
    if one.distance_km is not None and other.distance_km is not None and one.distance_km != other.distance_km:
        return False
    if one.count is None or other.count is None or one.count == other.count:
        return True
    parts = {sum(route.count or 0 for route in terms.routes if route.for_) for terms in (one, other)}
    return bool({one.count, other.count} & parts)


def _joined(group: Sequence[Draft]) -> Arrangement:
    """The fullest telling with what the others add."""
    lead = max(group, key=lambda draft: (draft.weight, -draft.record.evidence.start)).record
    records = sorted((draft.record for draft in group), key=lambda one: one.evidence.start)
    others = [one for one in records if one is not lead]
    headings = {draft.record.id for draft in group if draft.heading}
    plainly = sorted(others, key=lambda one: one.id in headings)
    changes: dict[str, Any] = {"tellings": _tellings(records)}
    for name in ("place", "effective_from", "effective_to", "duration_hours", "duration_text", "announced_on", "scope",
                 "mechanism", "ended_how"):
        if getattr(lead, name) is None:
            found = next((getattr(one, name) for one in plainly if getattr(one, name) is not None), None)
            if found is not None:
                changes[name] = found
    changes["sides"] = _sides(lead, group)
    if lead.effective_to is not None and _is_worked_out(lead):
        told = [one.effective_to for one in plainly if one.effective_to is not None and not _is_worked_out(one)]
        changes["effective_to"] = told[0] if told else lead.effective_to
    start, hours = (changes.get(name, getattr(lead, name)) for name in ("effective_from", "duration_hours"))
    if changes.get("effective_to", lead.effective_to) is None and start is not None and hours is not None:
        changes["effective_to"] = closed(start, hours)
    changes["breaches"] = tuple(breach for one in records for breach in one.breaches)
    changes["extended_on"] = tuple(dict.fromkeys(when for one in records for when in one.extended_on))
    changes["status_by"] = _status_by(lead, others)
    changes["terms"] = _all_terms(lead, others)
    pointing = {draft.record.id for draft in group if draft.bare and draft.record.status in TENTATIVE}
    own = [
        one for one in records
        if _same_voice(one, lead) and not _is_refused_by_another(one, lead) and (one is lead or one.id not in pointing)
    ]
    changes["status"] = min((one.status for one in own), key=SETTLED.index)
    if changes["status"] not in ENDED:
        changes.pop("ended_how", None)
    if lead.form == "unknown":
        changes["form"] = next((one.form for one in others if one.form != "unknown"), "unknown")
    filled = {name for name, value in changes.items() if value}
    changes["unresolved"] = {slot: reason for slot, reason in lead.unresolved.items() if slot not in filled}
    return msgspec.structs.replace(lead, **changes)


def _is_refused_by_another(one: Arrangement, lead: Arrangement) -> bool:
    """Whether a telling has a party reject what another has declared: its own word, not the end of the arrangement."""
    if one.status not in {"rejected", "denied"} or lead.status in {"rejected", "denied", "proposed", "unknown"}:
        return False
    mine = {key_of(side.actor) for side in lead.sides if side.role not in {"rejects", "denies"}}
    return bool(mine) and not mine & {key_of(side.actor) for side in one.sides}


def _same_voice(one: Arrangement, lead: Arrangement) -> bool:
    """Whether a telling may settle the status that the lead gives: the same origin, or a lead that gives none."""
    return lead.status == "unknown" or _voice(one) == _voice(lead)


def _voice(one: Arrangement) -> tuple[str, ...]:
    """Whose word it is: the actors or words of the origin; empty for the outlet's own."""
    speakers = one.attribution[0].speakers if one.attribution else ()
    return tuple(sorted(key_of(who.actor) if who.actor is not None else (who.text or "").lower() for who in speakers))


def _tellings(records: Sequence[Arrangement]) -> tuple[Any, ...]:
    """Each sentence once."""
    told = {(one.start, one.end): one for record in records for one in record.tellings}
    return tuple(told[span] for span in sorted(told))


def _is_worked_out(one: Arrangement) -> bool:
    """Whether the end was reckoned from start and length: then it stands in the words of the start."""
    first, last = one.effective_from, one.effective_to
    if one.duration_text is None or first is None or last is None:
        return False
    return (first.start, first.end) == (last.start, last.end)


def _sides(lead: Arrangement, group: Sequence[Draft]) -> tuple[Any, ...]:
    """The lead's sides, and sides of other tellings that it does not name.

    Of headings, of words that only point, and of what only dates something else, a party is taken where none is named,
    or where it refuses.
    """
    sides = {key_of(side.actor): side for side in lead.sides}
    full = sorted((draft for draft in group if draft.record is not lead), key=lambda draft: draft.record.evidence.start)
    for draft in full:
        poor = draft.heading or draft.bare or draft.trigger.aside
        named = any(side.role in PARTY_ROLES for side in sides.values())
        for side in draft.record.sides:
            refuses = side.role == "rejects" and not draft.heading
            if not (poor and named) or refuses or side.role not in PARTY_ROLES:
                sides.setdefault(key_of(side.actor), side)
    return tuple(sides.values())


def _status_by(lead: Arrangement, others: Sequence[Arrangement]) -> tuple[StatusBy, ...]:
    """A row for each voice and status."""
    rows: dict[tuple[str, str], StatusBy] = {}
    for one in (lead, *others):
        for row in one.status_by:
            who = key_of(row.according_to) if row.according_to is not None else ""
            if row.status != "unknown":
                rows.setdefault((row.status, who), row)
    return tuple(rows.values())


def _all_terms(lead: Arrangement, others: Sequence[Arrangement]) -> Terms:
    terms = lead.terms
    for one in others:
        terms = Terms(
            count=terms.count if terms.count is not None else one.terms.count,
            count_unspecified=terms.count_unspecified and one.terms.count is None,
            routes=terms.routes or one.terms.routes,
            distance_km=terms.distance_km if terms.distance_km is not None else one.terms.distance_km,
            bound=terms.bound or one.terms.bound,
            numbers=tuple(dict.fromkeys((*terms.numbers, *one.terms.numbers))),
            purpose=tuple(dict.fromkeys((*terms.purpose, *one.terms.purpose))),
        )
    return terms
