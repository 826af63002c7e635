"""One telling of an arrangement as a record: every slot filled from the words around its trigger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from dateline import __version__
from dateline.coding.arrangement.breaches import breaches_of
from dateline.coding.arrangement.inferred import beside, inferred_sides, proposers_out
from dateline.coding.arrangement.merge import ENDED
from dateline.coding.arrangement.names import PARTY_ROLES, clause_of, key_of
from dateline.coding.arrangement.parties import able_sides, addressed, asked_sides
from dateline.coding.arrangement.places import place_of
from dateline.coding.arrangement.read import MADE
from dateline.coding.arrangement.sides import implied_sides, laterality_of, sides_of
from dateline.coding.arrangement.states import climb
from dateline.coding.arrangement.terms import form_of, mechanism_of, scope_of, terms_of
from dateline.coding.arrangement.triggers import keys
from dateline.coding.arrangement.window import DAY, window_of
from dateline.coding.attribution import chain_of, factuality_of
from dateline.coding.evidence import evidence_of, telling_of
from dateline.coding.stakes import stake_of
from dateline.coding.times import act_time
from dateline.records import Arrangement, Side, StatusBy, When, Why, make_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.codebook.lexicons import Alliances
    from dateline.coding.arrangement.read import Read
    from dateline.coding.arrangement.window import Times
    from dateline.coding.parties import MentionMap
    from dateline.records import ActorRef, Hop, PlaceRef, Terms
    from dateline.records.arrangement import Role, Status

AHEAD = frozenset({"announced", "agreed", "accepted", "in_force", "scheduled", "extended"})
"""Statuses that become "scheduled" when the window lies ahead; a rejected or proposed pause stays that."""
ROLE_OF: dict[str, dict[str, Role]] = {
    "announced": {"observes": "declares"},
    "proposed": {"observes": "declares"},
    "rejected": {"accepts": "rejects", "declares": "rejects", "observes": "rejects"},
}
"""What a doer is to an act that lies ahead, or is not allowed ("would not let the convoy through")."""
INFERRED = " (inferred: the sentence does not name it as a side)"
PURPOSE_REACH = 10
"""Words behind a bare "deal" within which the verb of its purpose stands, wherever the parse hangs it."""
TRUCES = frozenset({"ceasefire", "humanitarian_pause", "no_strike", "stand_off", "other"})
"""Kinds that only a party can break; anybody can shell a corridor."""
MOVEMENTS = frozenset({"corridor", "evacuation", "access", "exchange"})
"""Kinds by which people or convoys move: their future movement is sensitive."""


def record_of(
    read: Read, *, mentions: MentionMap, book: ArrangementBook, alliances: Alliances,
) -> Arrangement:
    """Fill every slot from one telling."""
    reading, resolution = mentions.reading, mentions.resolution
    trigger, token = read.trigger, read.token
    site = read.said.token if read.said is not None else token.i
    verbal = read.said is not None and read.said.state.over
    chain = chain_of(reading, resolution, site, verbal=verbal)
    sides = sides_of(trigger, read.standing, token=token, mentions=mentions, book=book)
    breaches = tuple(breaches_of(read.standing, token=token, chain=chain, mentions=mentions, book=book))
    if not sides and trigger.kind in TRUCES:
        sides = implied_sides(breaches, book)
    if trigger.direction == "restricts" and not any(side.role in PARTY_ROLES for side in sides):
        sides = (*sides, *(Side(actor=ref, role="rejects") for ref in addressed(token, mentions, book)))
    sides = able_sides(sides, token, mentions, book)
    inferred = able_sides(inferred_sides(read, sides, mentions=mentions, book=book), token, mentions, book)
    sides = proposers_out(_roles_told((*sides, *inferred), read), read, mentions, alliances)
    sides = beside(sides, read, mentions, book)
    if read.asked:
        sides = (*sides, *(side for side in asked_sides(token, mentions, book) if not any(
            key_of(side.actor) == key_of(other.actor) for other in sides)))
    times = window_of(trigger, read.standing, token=token, mentions=mentions, book=book)
    times = _at_once(_acted(times, read, mentions), read, mentions, book)
    terms = terms_of(trigger, token=token, mentions=mentions, book=book)
    place = place_of(read, mentions, terms=terms, sides=sides, book=book)
    status = _status(read, times, mentions)
    evidence = evidence_of(reading.doc, trigger.first, trigger.last)
    kind = _kind(read, book)
    alone = any(key in book.words.unilateral for one in token.children for key in keys(one))
    return Arrangement(
        id=make_id("r", reading.article.id, "arrangement", evidence.trigger.start, evidence.trigger.end, kind),
        article=reading.article.id,
        arrangement=kind,  # type: ignore[arg-type]
        direction=_direction(read),
        sides=sides,
        laterality=laterality_of(sides, status=status, alone=alone, alliances=alliances),  # type: ignore[arg-type]
        form=form_of(token, book),
        place=place,
        scope=scope_of(token, book),
        announced_on=times.announced_on or _announced(read, mentions),
        effective_from=times.effective_from, effective_to=times.effective_to, extended_on=times.extended_on,
        duration_hours=times.duration_hours, duration_text=times.duration_text,
        status=status,
        status_by=_status_by(status, sides, chain, mentions),
        ended_how=read.said.state.ended_how if read.said is not None and status in ENDED else None,
        terms=terms,
        mechanism=mechanism_of(token, book),
        breaches=breaches,
        attribution=chain,
        stake=stake_of(
            chain, tuple(side.actor for side in sides if side.role in PARTY_ROLES), (), alliances=alliances,
            on=published_of(mentions)),
        factuality=factuality_of(read.stance, chain),
        tellings=(telling_of(reading, trigger.first, voice="origin" if len(chain) > 1 else "outlet"),),
        evidence=evidence,
        coding_confidence=_confidence(read, sides, place, times),
        why=_why(read, book, sides, times, inferred=len(inferred)),
        unresolved=_unresolved(sides, place, times, terms),
        sensitive=("future_movement_of_civilians",)
        if kind in MOVEMENTS and status in {"scheduled", "announced", "agreed", "proposed"} else (),
    )


def _at_once(times: Times, read: Read, mentions: MentionMap, book: ArrangementBook) -> Times:
    """The window of what is made "with immediate effect": it begins on the day of the report."""
    published = mentions.reading.article.published
    if times.effective_from is not None or published is None or read.status not in MADE:
        return times
    text = clause_of(read.token).text.lower()
    phrase = next((phrase for phrase in book.words.immediate if phrase in text), None)
    if phrase is None:
        return times
    day = published.value[:DAY]
    start = When(text=phrase, start_date=day, end_date=day, precision="day", basis="publication")
    return replace(times, effective_from=start)


def _acted(times: Times, read: Read, mentions: MentionMap) -> Times:
    """The window with the day of the deed that made it, and without an end told of something that was completed."""
    if read.status == "completed" and times.effective_from is not None and read.said is not None:
        times = replace(times, effective_to=times.effective_to if times.duration_hours else None)
    past = read.stance.tense != "future" and read.status not in {"proposed", "rejected", "denied", "scheduled"}
    made = read.trigger.act is not None and not read.trigger.aside and not read.standing.said
    if times.effective_from is not None or not made or not past:
        return times
    when, _ = act_time(
        mentions.reading, mentions.resolution, read.trigger.head, published=published_of(mentions), background=True,
    )
    if when is None or when.basis not in {"stated", "relative"} or not when.start_date:
        return times
    return replace(times, effective_from=when)


def _roles_told(sides: tuple[Side, ...], read: Read) -> tuple[Side, ...]:
    """Who alone extends or ends its own arrangement declares that; two who extend one agree."""
    if read.trigger.act is not None and read.status in ROLE_OF:
        turned = ROLE_OF[read.status]
        sides = tuple(Side(actor=side.actor, role=turned[side.role]) if side.role in turned else side for side in sides)
    parties = [side for side in sides if side.role in PARTY_ROLES]
    if read.status == "extended" and len(parties) == 1 and parties[0].role == "accepts":
        return tuple(Side(actor=side.actor, role="declares") if side is parties[0] else side for side in sides)
    return sides


def _direction(read: Read) -> Literal["grants", "restricts"]:
    """What the words for it say, turned round by a word of refusal ("permission was withdrawn", "not let through")."""
    refused = read.trigger.kind in {"access", "corridor"} and read.status in {"rejected", "denied"}
    if refused or any(said.state.direction == "restricts" for said in read.standing.said):
        return "restricts"
    return "restricts" if read.trigger.direction == "restricts" else "grants"


def _kind(read: Read, book: ArrangementBook) -> str:
    """The kind of the trigger; a bare deal is what its clause says it is for."""
    if "purpose" not in read.trigger.needs:
        return read.trigger.kind
    clause = " ".join(one.lower_ for one in read.token.doc[read.trigger.first : clause_of(read.token).end])
    told = (one for one in clause_of(read.token) if one.i >= read.trigger.last or one.pos_ == "NOUN")
    words = {key for one in told for key in keys(one)}
    near = read.token.doc[read.trigger.last : min(read.trigger.last + PURPOSE_REACH, clause_of(read.token).end)]
    verbs = [one for one in (*read.token.subtree, *near) if one.pos_ in {"VERB", "AUX"} and one.i > read.token.i]
    verbs += [governor for governor, link in climb(read.token) if link.startswith("prep:") and governor.pos_ == "VERB"]
    for number, purpose in enumerate(book.purposes):
        things = book.things[f"purpose.{number}"]
        named = any(one.lemma_.lower() in purpose.nouns and one.dep_ == "pobj" for one in near)
        if (named or any(one.lemma_.lower() in purpose.verbs for one in verbs)) and (
            words & things or any(thing in clause for thing in things if " " in thing)
        ):
            return purpose.kind
    return "other"


def published_of(mentions: MentionMap) -> str | None:
    """When the report appeared."""
    published = mentions.reading.article.published
    return published.value if published is not None else None


def _status(read: Read, times: Times, mentions: MentionMap) -> Status:
    """The status; "scheduled" when the window lies ahead of the report."""
    start, published = times.effective_from, published_of(mentions)
    if start is not None and start.start_date and published and read.status in AHEAD and start.basis != "publication":
        size = min(len(start.start_date), len(published), len("2016-10-19T18"))
        if start.start_date[:size] > published[:size]:
            return "scheduled"
    return read.status


def _announced(read: Read, mentions: MentionMap) -> When | None:
    """The day of a fresh declaration or deal, where a word of declaring or agreeing tells it."""
    if read.said is None or read.said.state.window != "announced" or read.stance.tense != "past":
        return None
    when, _ = act_time(mentions.reading, mentions.resolution, read.said.token, published=published_of(mentions))
    return when


def _status_by(
    status: Status, sides: Sequence[Side], chain: Sequence[Hop], mentions: MentionMap,
) -> tuple[StatusBy, ...]:
    """On whose word it stands so, as of the report; a side that rejects or denies speaks for itself."""
    published = mentions.reading.article.published
    as_of = When(
        start_date=published.value, end_date=published.value, precision=published.precision, basis="publication",
    ) if published is not None else None
    refused = status in {"rejected", "denied"}
    rows = [
        StatusBy(status="rejected" if side.role == "rejects" else "denied", according_to=side.actor, as_of=as_of)
        for side in sides if side.role in {"rejects", "denies"} and (refused or status in {"proposed", "announced"})
    ]
    voices: list[ActorRef | None] = [one.actor for one in chain[0].speakers if one.actor is not None] if chain else []
    if not rows or not refused:
        rows.extend(StatusBy(status=status, according_to=one, as_of=as_of) for one in voices or [None])
    return tuple(rows)


def _confidence(
    read: Read, sides: Sequence[Side], place: PlaceRef | None, times: Times,
) -> dict[str, float]:
    """Bands, not yet calibrated: how much was told in so many words. That the record says what the report says."""
    slots = {
        "arrangement": 0.9 if read.said is not None and read.trigger.act is None else 0.75,
        "status": 0.85 if read.said is not None else 0.6,
        "sides": 0.85 if sides and all(side.actor.code for side in sides) else 0.6,
        "place": 0.8 if place is not None and place.within is None else 0.6,
        "effective_from": 0.85 if times.effective_from is not None else 0.6,
    }
    return {"all": round(slots["arrangement"] * (0.5 + 0.5 * slots["sides"]), 2), **slots}


def _why(
    read: Read, book: ArrangementBook, sides: Sequence[Side], times: Times, *, inferred: int,
) -> dict[str, tuple[Why, ...]]:
    """Who made each value and on what ground."""
    doc, trigger = read.token.doc, read.trigger
    maker = f"rule:arrangement.{trigger.row}@{book.version}"
    named = Why(maker=maker, note=f"'{doc[trigger.first : trigger.last].text}' names it")
    why: dict[str, tuple[Why, ...]] = {"arrangement": (named,)}
    said = [
        Why(maker=f"rule:arrangement.state.{one.state.id}@{book.version}", note=f"by '{doc[one.token].text}'")
        for one in read.standing.said
    ]
    why["status"] = tuple(said) or (Why(maker=maker, note="no word says how it stands"),)
    if sides:
        by_sides = f"rule:arrangement.sides@{__version__}"
        how = ["" if at < len(sides) - inferred else INFERRED for at in range(len(sides))]
        why["sides"] = tuple(
            Why(maker=by_sides, note=f"'{side.actor.text}' {side.role}{note}")
            for side, note in zip(sides, how, strict=True)
        )
    for slot, when in (("effective_from", times.effective_from), ("effective_to", times.effective_to)):
        if when is not None:
            why[slot] = (Why(maker=f"rule:arrangement.window@{__version__}", note=f"by '{when.text}'"),)
    return why


def _unresolved(sides: Sequence[Side], place: PlaceRef | None, times: Times, terms: Terms) -> dict[str, str]:
    """Why each empty slot is empty."""
    reasons: dict[str, str] = {}
    if not any(side.role in PARTY_ROLES for side in sides):
        reasons["sides"] = "the report names no party to it here"
    if place is None:
        reasons["place"] = "the report does not place it"
    if times.effective_from is None:
        reasons["effective_from"] = "the report does not say since or from when"
    if times.effective_to is None and times.reason is not None:
        reasons["effective_to"] = times.reason
    if terms.count_unspecified:
        reasons["terms"] = "several, their number not told"
    return reasons
