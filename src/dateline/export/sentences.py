"""One record as one English sentence that begins with whose word it is.

Every sentence shown to people comes from `sentence`, so that none can lose its speaker, turn "said to be in force"
into "in force", or pass over what is not known. Verbs come from `data/export/phrases.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.export.phrases import load_phrases
from dateline.export.wording import (
    as_of, begin, clean, how_many, is_plural, name_actor, name_actors, name_place, shorten, when, where, whose_word,
)
from dateline.records import Arrangement, Claim, ControlClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.records import ActorRef, Factuality, Route, StatusBy, When

ABOUT_CHARS = 110
"""How much of what a verbal act is about is shown, in characters: about a line of a terminal."""

SILENCE = "the report does not"
"""In a reason: the report does not speak of it, which "not told" says already."""


def sentence(record: Claim | Arrangement | ControlClaim, *, outlet: str | None = None) -> str:
    """Whose word it is, then who, what, whom, where and when.

    `outlet` names the page where it speaks for itself. Example: "Syria's Foreign Ministry, carried by state
    television and news agencies: the Syrian army observes a ceasefire (RETREAT/ceasefire) in Aleppo, on 2016-10-19."
    """
    speaker = whose_word(record.attribution, outlet=outlet)
    if isinstance(record, Claim):
        told = deed(record)
    elif isinstance(record, Arrangement):
        told = _arrangement(record, speaker=speaker)
    else:
        told = _control(record)
    return f"{begin(speaker)}: {told}."


def deed(claim: Claim) -> str:
    """Everything after the colon of a claim: to be shown only behind whose word it is."""
    phrase = load_phrases().of_act(claim.event, claim.mode)
    code = f"({claim.event}/{claim.mode})" if claim.mode else f"({claim.event})"
    verb = _verb(phrase.verb, claim.temporal, claim.factuality, plural=is_plural(claim.actors))
    whom = name_actors(claim.recipients) if claim.recipients else phrase.recipient
    linked = f"{phrase.link} {whom}" if phrase.link and whom else ""
    direct = "" if phrase.link else whom
    act = (name_actors(claim.actors), verb, direct, phrase.object, linked, code)
    head = " ".join(part for part in act if part)
    if claim.place is not None:
        head += f" {where(claim.place)}"
    elif phrase.placed or "place" in claim.unresolved:
        head += f", {_unknown('place', claim.unresolved)}"
    if claim.about is not None:
        head += f", about “{shorten(claim.about.text, limit=ABOUT_CHARS)}”"
    return ", ".join([head, _time(claim.time, claim.unresolved), *_numbers(claim), *_hedges(claim)])


def _numbers(claim: Claim) -> Iterator[str]:
    """The numbers told, less those that the sentence holds already in the words of a party or of what it is about."""
    shown = [ref.text for ref in (*claim.actors, *claim.recipients)]
    if claim.about is not None:
        shown.append(claim.about.text)
    for quantity in claim.quantities:
        if quantity.kind != "count" or not any(quantity.text in words for words in shown):
            yield how_many(quantity)


def _verb(forms: tuple[str, str, str], temporal: str, factuality: Factuality, *, plural: bool) -> str:
    """The verb in its tense, negated where the origin denies, weakened where the origin is not sure."""
    base, third, past = forms
    adverb = {"probable": "probably ", "possible": "possibly "}.get(factuality.certainty, "")
    denied = factuality.polarity == "-"
    if temporal == "future":
        return f"will {adverb}not {base}" if denied else f"will {adverb}{base}"
    if temporal == "ongoing":
        auxiliary = "do not" if plural else "does not"
        return f"{adverb}{auxiliary} {base}" if denied else adverb + (base if plural else third)
    return f"{adverb}did not {base}" if denied else f"{adverb}{past}"


def _hedges(record: Claim | ControlClaim) -> Iterator[str]:
    """What a reader must not miss: doubt, conditions, background."""
    if record.factuality.certainty == "unspecified":
        yield "how sure is not told"
    if record.factuality.condition is not None:
        yield f"on the condition “{clean(record.factuality.condition.text)}”"
    if isinstance(record, Claim) and record.temporal == "historical":
        yield "told as background"


def _unknown(slot: str, unresolved: dict[str, str]) -> str:
    """"place not told", or "place unknown (why)" where the report speaks of it but it could not be settled."""
    reason = unresolved.get(slot)
    if reason is None or SILENCE in reason:
        return f"{slot} not told"
    return f"{slot} unknown ({shorten(reason, limit=90)})"


def _time(time: When | None, unresolved: dict[str, str]) -> str:
    """When, or that it is not told."""
    return when(time) if time is not None else _unknown("time", unresolved)


def _arrangement(record: Arrangement, *, speaker: str) -> str:
    """Everything after the colon of an arrangement."""
    head = _what_arranged(record)
    head += f" {where(record.place)}" if record.place is not None else f", {_unknown('place', record.unresolved)}"
    statuses = dict.fromkeys(_statuses(record, speaker=speaker))
    parts = [head, *_sides(record), *_terms(record), *_window(record), *statuses]
    if record.factuality.polarity == "-":
        parts.append("denied by whoever says so")
    if record.factuality.certainty in {"probable", "possible"}:
        parts.append(f"told as {record.factuality.certainty}")
    if record.factuality.condition is not None:
        parts.append(f"on the condition “{clean(record.factuality.condition.text)}”")
    parts.extend(f"breach {breach.standing}: {name_actors(breach.accused)} accused by {name_actors(breach.accuser)}"
                 for breach in record.breaches)
    return ", ".join(parts)


def _what_arranged(record: Arrangement) -> str:
    """The noun with its number: "a ceasefire", "8 corridors"; the code beside it where the noun does not hold it."""
    noun = load_phrases().by_kind[record.arrangement]
    words = noun.one
    if record.direction == "restricts":
        words = noun.refused
    elif record.terms.count is not None and record.terms.count > 1 and record.arrangement != "exchange":
        words = f"{record.terms.count} {noun.many}"
    elif record.terms.count_unspecified:
        words = f"{noun.many} (how many is not told)"
    code = record.arrangement.replace("_", " ")
    return words if code in words else f"{words} ({record.arrangement})"


def _sides(record: Arrangement) -> Iterator[str]:
    """Who does what in it, grouped by role in order; that no side is told, where none is."""
    grouped: dict[str, list[str]] = {}
    for side in record.sides:
        grouped.setdefault(side.role, []).append(name_actor(side.actor))
    for role, names in grouped.items():
        yield f"{load_phrases().role[role]} {' and '.join(dict.fromkeys(names))}"
    if not record.sides:
        yield "sides not told"


def _terms(record: Arrangement) -> Iterator[str]:
    """Distance, length, routes, scope and numbers."""
    terms = record.terms
    if terms.distance_km is not None:
        bound = load_phrases().bound.get(terms.bound or "exact", "")
        yield f"{bound}{terms.distance_km:g} km"
    if record.duration_hours is not None:
        yield f"for {record.duration_hours:g} hour{'s' if record.duration_hours != 1 else ''}"
    elif record.duration_text:
        yield f"for “{clean(record.duration_text)}”"
    if record.scope:
        yield f"its scope “{clean(record.scope)}”"
    yield from (route for route in map(_route, terms.routes) if route)
    yield from (clean(number) for number in terms.numbers)
    if terms.purpose:
        yield f"its purpose “{'” and “'.join(map(clean, terms.purpose))}”"


def _route(route: Route) -> str:
    """One way out or in: "2 for militants from Aleppo to Turkey"."""
    parts = [
        str(route.count) if route.count is not None else "",
        f"for {clean(route.for_)}" if route.for_ else "",
        f"from {clean(route.from_)}" if route.from_ else "",
        f"by way of {' and '.join(map(clean, route.via))}" if route.via else "",
        f"to {clean(route.to)}" if route.to else "",
    ]
    return " ".join(part for part in parts if part)


def _window(record: Arrangement) -> Iterator[str]:
    """From when to when it is to hold."""
    if record.effective_from is not None:
        yield f"beginning {when(record.effective_from)}"
    if record.effective_to is not None:
        yield f"ending {when(record.effective_to)}"
    if record.effective_from is None and record.effective_to is None:
        yield "its time not told"


def _statuses(record: Arrangement, *, speaker: str) -> Iterator[str]:
    """Each status as somebody's word as of a time; one past the window that was told is unknown."""
    words = load_phrases().status
    if not record.status_by:
        yield f"said {words[record.status]} by {speaker} as of {as_of(record.announced_on)}"
    for told in record.status_by:
        by = name_actor(told.according_to) if told.according_to is not None else speaker
        if _is_over(told, record):
            yield f"past the end that was told: whether it still holds is unknown, by {by}"
        else:
            yield f"said {words[told.status]} by {by} as of {as_of(told.as_of)}"


def _is_over(told: StatusBy, record: Arrangement) -> bool:
    """Whether "in force" is said as of a day after the end that was told."""
    end = record.effective_to.end_date if record.effective_to is not None else None
    said = told.as_of.start_date if told.as_of is not None else None
    return told.status == "in_force" and end is not None and said is not None and said[:10] > end[:10]


def _control(record: ControlClaim) -> str:
    """Everything after the colon of a control claim."""
    holder, verbs = record.holder, load_phrases().control[record.change]
    subject: Sequence[ActorRef] = [holder] if holder is not None else []
    other = record.from_holder
    if record.change == "lost" and other is not None:
        subject, other = [other], holder
    place = name_place(record.place, part=record.part) or (
        f"the {record.part} of a place not told" if record.part else _unknown("place", record.unresolved))
    temporal = "ongoing" if record.change in {"holds", "contested"} else "past"
    verb = _verb(verbs, temporal, record.factuality, plural=is_plural(subject))
    head = f"{name_actors(subject)} {verb} {place} (control/{record.change})"
    if other is not None:
        head += f" {'to' if record.change == 'lost' else 'from'} {name_actor(other)}"
    return ", ".join([head, _time(record.time, record.unresolved), *_hedges(record)])
