"""Sides that a sentence only points at: "the two sides", "both armies", or parties that merely speak of their truce.

Who they are is inferred from the rest of the report, and only where it has two fighting parties and no third that is
named as often; `why` says that it is inferred.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dateline import __version__
from dateline.coding.arrangement.names import PARTY_ROLES, clause_of, key_of
from dateline.coding.arrangement.parties import GIVEN, named_party, only_flyer, post_holder
from dateline.coding.arrangement.sides import TWO_SIDES
from dateline.coding.arrangement.triggers import keys
from dateline.coding.stakes import relation_of
from dateline.records import Side, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.codebook.lexicons import Alliances
    from dateline.coding.arrangement.read import Read
    from dateline.coding.parties import MentionMap
    from dateline.records import ActorRef, Arrangement
    from dateline.records.arrangement import Role

AGREED = frozenset({
    "ceasefire", "humanitarian_pause", "exchange", "no_strike", "stand_off", "safe_zone", "deconfliction",
})
"""Kinds that are between two sides."""
SPOKEN = frozenset({"ceasefire", "humanitarian_pause", "no_strike", "stand_off", "corridor"})
"""Kinds of which a party that speaks of it is one side."""
MUTUAL = frozenset({"ceasefire", "humanitarian_pause", "exchange", "stand_off"})
"""Kinds of which the two that fight are the parties where the report names none."""
MADE = frozenset({
    "agreed", "scheduled", "in_force", "extended", "suspended", "completed", "expired", "ended", "collapsed", "unknown",
})
BODIES = frozenset({"UNO", "IGO", "EUR", "NGO", "IMG", "MNC", "ISM"})
"""Codes that stand where a country does but are none."""
STATE = frozenset({"GOV", "MIL", "SPY"})
SAID_OF = frozenset({"rejected", "accepted", "announced", "extended", "ended"})
"""Statuses that somebody brings about: the one party that the clause names, where none stands at the word."""


def inferred_sides(
    read: Read, sides: Sequence[Side], *, mentions: MentionMap, book: ArrangementBook,
) -> tuple[Side, ...]:
    """What the words only point at: the report's two parties behind "both sides", the other giver of an exchange, or
    else the armed parties whose word the sentence is; only those not yet among the sides."""
    parties = [side for side in sides if side.role in PARTY_ROLES]
    kind = read.trigger.kind
    pointed = points_at_two(clause_of(read.token), book)
    if not parties and kind in GIVEN and not pointed:
        return _only_party(read, mentions=mentions, book=book)
    if len(parties) >= TWO_SIDES or (kind not in AGREED | SPOKEN and not pointed):
        return ()
    said = read.said.state.role if read.said is not None else None
    role: Role = "declares" if said == "declares" else "accepts"
    known = {_party(side.actor) for side in parties}
    found: tuple[ActorRef, ...] = ()
    ruled = "bound" in read.trigger.needs and kind in AGREED
    if (pointed and kind in AGREED) or (not parties and (pointed or ruled)):
        found = _belligerents(mentions, book)
    elif kind == "exchange" and read.trigger.act is not None and parties:
        found = _other_giver(read, known, mentions=mentions, book=book)
    elif kind in SPOKEN and not parties:
        found, role = _speakers(read, mentions, book), "declares" if kind == "corridor" else "observes"
    if not found and not parties and said is not None and read.status in SAID_OF:
        return tuple(Side(actor=side.actor, role=said) for side in _only_party(read, mentions=mentions, book=book))
    if not found and kind == "no_strike" and not parties and not read.asked:
        found, role = only_flyer(mentions), "declares"
    return tuple(Side(actor=ref, role=role) for ref in found if _party(ref) not in known)


def _only_party(read: Read, *, mentions: MentionMap, book: ArrangementBook) -> tuple[Side, ...]:
    """The one armed party or government that the clause names, where one grants or refuses and none is told to:
    "refused passage at a rebel checkpoint", "vaccinators may enter, a Taliban commissioner wrote"."""
    clause = clause_of(read.token)
    found: dict[str, ActorRef] = {}
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind != "actor" or not clause.start <= mention.first < clause.end:
            continue
        head = clause.doc[mention.head]
        placed = head.dep_ == "pobj" and head.head.lower_ != "by" and "place" in mentions.kinds(head)
        if placed or (mention.last < clause.end and clause.doc[mention.last].text == "-"):
            continue
        for ref in mentions.resolution.actors.get(index, ()):
            aside = any(word in book.words.no_sides for word in ref.text.lower().split())
            if ref.sector in book.words.acting_sectors and ref.country not in BODIES and not aside:
                found.setdefault(_party(ref), ref)
    fighting = {party: ref for party, ref in found.items() if ref.sector in book.words.fighting_sectors}
    found = fighting or found
    if not found and (holder := post_holder(clause, mentions, book)) is not None:
        found[_party(holder)] = holder
    if len(found) != 1:
        return ()
    refused = read.trigger.direction == "restricts" or read.status in {"rejected", "denied"}
    return (Side(actor=next(iter(found.values())), role="rejects" if refused else "declares"),)


def with_belligerents(record: Arrangement, mentions: MentionMap, book: ArrangementBook) -> Arrangement:
    """The record with the report's two fighting parties, where it is told as made and no telling names any."""
    named = any(side.role in PARTY_ROLES for side in record.sides)
    if named or record.arrangement not in MUTUAL or record.status not in MADE or record.laterality == "unilateral":
        return record
    found = _belligerents(mentions, book)
    outside = {_party(side.actor) for side in record.sides}
    if not found or any(_party(ref) in outside for ref in found):
        return record
    notes = tuple(Why(
        maker=f"rule:arrangement.sides@{__version__}",
        note=f"'{ref.text}' accepts (inferred: it is one of the two that fight)",
    ) for ref in found)
    return msgspec.structs.replace(
        record, sides=(*(Side(actor=named_party(ref, mentions), role="accepts") for ref in found), *record.sides),
        laterality="bilateral", why={**record.why, "sides": (*record.why.get("sides", ()), *notes)},
        unresolved={slot: reason for slot, reason in record.unresolved.items() if slot != "sides"},
    )


def _party(ref: ActorRef) -> str:
    """What tells parties apart; the arms of one state are one."""
    return f"state:{ref.country}" if ref.sector in STATE and ref.country else key_of(ref)


def _other_giver(
    read: Read, known: set[str], *, mentions: MentionMap, book: ArrangementBook,
) -> tuple[ActorRef, ...]:
    """The one other party that the sentence names, its captives left out: "... and the army nine fighters"."""
    things = book.things[read.trigger.row]
    sent = clause_of(read.token)
    found: dict[str, ActorRef] = {}
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind != "actor" or not sent.start <= mention.first < sent.end:
            continue
        if any(key in things for key in keys(sent.doc[mention.head])):
            continue
        for ref in mentions.resolution.actors.get(index, ()):
            if ref.sector in book.words.acting_sectors and _party(ref) not in known:
                found.setdefault(_party(ref), ref)
    return tuple(found.values()) if len(found) == 1 else ()


def points_at_two(sent: Span, book: ArrangementBook) -> bool:
    """Whether the sentence says "both sides", "the two armies", "the warring parties"."""
    words = book.words
    return any(
        (one.i > 0 and one.nbor(-1).lower_ in words.both and any(key in words.side_nouns for key in keys(one)))
        or (one.lower_ in words.both_sides and any(kid.lower_ == "the" for kid in one.children))
        for one in sent
    )


def _belligerents(mentions: MentionMap, book: ArrangementBook) -> tuple[ActorRef, ...]:
    """The two fighting parties named most; none where a third is named as often, an arm of one state being one."""
    counts: Counter[str] = Counter()
    first: dict[str, ActorRef] = {}
    for index in sorted(mentions.resolution.actors):
        for ref in mentions.resolution.actors[index]:
            if ref.sector not in book.words.fighting_sectors | STATE or not (ref.country or ref.id):
                continue
            if ref.country in BODIES - {"IGO", "IMG", "ISM"}:
                continue
            party = _party(ref)
            counts[party] += 1
            if party not in first or (first[party].sector != "MIL" and ref.sector == "MIL"):
                first[party] = ref
    ranked = sorted(counts, key=lambda party: (-counts[party], first[party].start))
    if len(ranked) < TWO_SIDES or (len(ranked) > TWO_SIDES and counts[ranked[2]] >= counts[ranked[1]]):
        return ()
    return tuple(first[party] for party in ranked[:TWO_SIDES])


def beside(sides: tuple[Side, ...], read: Read, mentions: MentionMap, book: ArrangementBook) -> tuple[Side, ...]:
    """The sides, a government that only proposes or announces a truce of two others being a mediator."""
    if read.trigger.kind not in AGREED or len(sides) < TWO_SIDES:
        return sides
    fighting = {_party(ref) for ref in _belligerents(mentions, book)}
    if not fighting or not any(_party(side.actor) in fighting for side in sides if side.role in PARTY_ROLES):
        return sides
    return tuple(
        Side(actor=side.actor, role="mediator")
        if side.role in {"declares", "observes"} and side.actor.sector == "GOV" and _party(side.actor) not in fighting
        else side for side in sides
    )


def proposers_out(
    sides: tuple[Side, ...], read: Read, mentions: MentionMap, alliances: Alliances,
) -> tuple[Side, ...]:
    """The sides, a government without forces in the report and no known foe of the others, whose proposal these accept
    or refuse, as a mediator."""
    said = {one.state.id for one in read.standing.said}
    if read.trigger.kind not in AGREED or not said & {"propose", "accept", "reject"}:
        return sides
    everybody = (ref for refs in mentions.resolution.actors.values() for ref in refs)
    forces = {ref.country for ref in everybody if ref.sector in {"MIL", "REB"}}
    others = [side.actor for side in sides if side.role in PARTY_ROLES and side.role != "declares"]
    known = forces | {actor.country for actor in others} | {None}

    def between(actor: ActorRef) -> bool:
        foe = any(relation_of(actor, other, alliances=alliances, on=None) == "opponent" for other in others)
        return bool(others) and actor.sector == "GOV" and actor.country not in known and not foe

    return tuple(
        Side(actor=side.actor, role="mediator") if side.role == "declares" and between(side.actor) else side
        for side in sides
    )


def _speakers(read: Read, mentions: MentionMap, book: ArrangementBook) -> tuple[ActorRef, ...]:
    """Armed parties that speak in the sentence: "took effect, the army said, but the rebels insisted ..."."""
    sent = clause_of(read.token)
    voices = [
        voice.mention for saying in mentions.reading.sayings for voice in saying.speakers
        if voice.mention is not None and sent.start <= voice.first < sent.end
    ]
    refs = mentions.refs(voices)
    return tuple(
        ref for ref in refs
        if ref.sector in book.words.fighting_sectors
        or (ref.sector == "GOV" and ref.country and ref.country not in BODIES)
    )
