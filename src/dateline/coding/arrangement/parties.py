"""Which of the actors told at an arrangement can be its sides, and who they are where the words leave that open.

Aid workers, reporters, witnesses and mediators are no parties. A side that is only "the rebels" is the one rebel party
that the report names; where no side is told at all, it is whose arrangement was told just before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dateline.coding.arrangement.names import PARTY_ROLES, clause_of, key_of
from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import objects, prepositions, subject
from dateline.records import ActorRef, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.triggers import Trigger
    from dateline.coding.parties import MentionMap
    from dateline.records.arrangement import Role

OUTSIDE = frozenset({"UNO", "NGO", "EUR", "ISM"})
"""Bodies that stand beside a truce; a regional force (IGO) may be a party to it."""
BODIES = frozenset({"IGO", "IMG", "MNC", "UNO", "NGO", "EUR", "ISM"})
"""Codes that stand where a country does but are none."""
GIVEN = frozenset({"access", "corridor", "evacuation", "safe_zone", "stand_off", "deconfliction"})
"""Kinds that one party grants or withholds: the one that acted just before, where none is told."""
GROUPS = frozenset({"REB", "PRM", "CRM", "SEP"})
HOME_SECTORS = frozenset({"GOV", "MIL", "REB", "PRM", "COP", "PTY", "OPP", "SPY", "CRM"})
"""Sectors of which "the army", "rebels" or "the government" without a country is that of the report's war."""
SEVERAL_ARMIES = re.compile(
    r"\b(?:three|four|five|six|seven|several|ethnic)\b.*\b(?:armies|groups|militias)\b", re.IGNORECASE,
)
BACK = 3
"""Sentences back to the arrangement whose side still acts."""


def able_sides(sides: Iterable[Side], token: Token, mentions: MentionMap, book: ArrangementBook) -> tuple[Side, ...]:
    """The sides with those left out that can be none, each under its fullest name."""
    kept: dict[str, Side] = {}
    for side in sides:
        if side.role in PARTY_ROLES and not _is_able(side.actor, book):
            continue
        actor = named_party(side.actor, mentions) if side.role in PARTY_ROLES else side.actor
        if actor.country is None and actor.sector is None:
            spoken = [ref for ref in mentions.refs(mentions.speakers(token.i)) if ref.sector and _is_able(ref, book)]
            actor = spoken[0] if spoken else actor
        kept.setdefault(key_of(actor), side if actor is side.actor else Side(actor=actor, role=side.role))
    return tuple(kept.values())


def _is_able(ref: ActorRef, book: ArrangementBook) -> bool:
    """Whether an actor can be bound by an arrangement: a state, or an armed or political party."""
    words = book.words
    mission = ref.country == "IGO" and ref.sector == "GOV"
    if mission or ref.country in OUTSIDE or any(word in words.no_sides for word in ref.text.lower().split()):
        return False
    return ref.sector is None or ref.sector in words.able_sectors


def named_party(ref: ActorRef, mentions: MentionMap) -> ActorRef:
    """The one party of the report of the same sector that has a country, where this mention has none.

    "The three armies" of one country are its armed groups, as a state has one.
    """
    if ref.sector == "MIL" and ref.country not in BODIES and SEVERAL_ARMIES.search(ref.text):
        return _only_group(ref, mentions) or ref
    return ref if ref.country is not None or ref.sector is None else _party_like(ref, mentions)


def _party_like(ref: ActorRef, mentions: MentionMap) -> ActorRef:
    """The party of the report of the same sector, where the mention tells no country: that of the report's war, the one
    named so, or rebels of the one state that the report names, unless all of its places lie elsewhere."""
    home = home_country(mentions) if ref.sector in HOME_SECTORS else None
    if home is not None:
        return msgspec.structs.replace(ref, country=home, code=f"{home}{ref.sector}")
    found: dict[str, ActorRef] = {}
    states: dict[str, None] = {}
    for index in sorted(mentions.resolution.actors):
        for other in mentions.resolution.actors[index]:
            if other.country is None or other.country in OUTSIDE:
                continue
            if other.sector == ref.sector:
                found.setdefault(other.country, other)
            if other.sector in {"MIL", "GOV"} and other.country not in BODIES:
                states.setdefault(other.country)
    if len(found) == 1:
        return next(iter(found.values()))
    placed = {place.country for place in mentions.resolution.places.values() if place.country is not None}
    if not found and ref.sector == "REB" and len(states) == 1 and (not placed or placed & set(states)):
        country = next(iter(states))
        return msgspec.structs.replace(ref, country=country, code=f"{country}{ref.sector}")
    return ref


def _only_group(ref: ActorRef, mentions: MentionMap) -> ActorRef | None:
    """The mention as the armed groups of the one country whose groups the report names."""
    countries = {
        other.country for refs in mentions.resolution.actors.values() for other in refs
        if other.sector in GROUPS and other.country is not None and other.country not in BODIES
    }
    if len(countries) != 1:
        return None
    country = next(iter(countries))
    return msgspec.structs.replace(ref, country=country, sector="REB", code=f"{country}REB")


def home_country(mentions: MentionMap) -> str | None:
    """The country whose war the report tells: of its only armed groups, unless an army or government of another country
    is told beside them; where no party has a country, that of all its places."""
    groups: set[str] = set()
    states: set[str] = set()
    for index in sorted(mentions.resolution.actors):
        for ref in mentions.resolution.actors[index]:
            if ref.country is None or ref.country in OUTSIDE | BODIES:
                continue
            if ref.sector in GROUPS:
                groups.add(ref.country)
            elif ref.sector in {"MIL", "GOV"} and not _is_adjective(mentions, index):
                states.add(ref.country)
    if len(groups) == 1:
        return next(iter(groups)) if not states or groups <= states else None
    if groups or states:
        return None
    places = {place.country for place in mentions.resolution.places.values() if place.country is not None}
    return next(iter(places)) if len(places) == 1 else None


def _is_adjective(mentions: MentionMap, index: int) -> bool:
    """Whether a mention only says of what country something is ("the Thai border")."""
    head = mentions.reading.doc[mentions.reading.mentions[index].head]
    return head.dep_ in {"amod", "compound", "nmod"}


def worded_side(token: Token, mentions: MentionMap, book: ArrangementBook) -> ActorRef | None:
    """"The rebel side", "the government camp": a side told by a word for it, that no table knows."""
    return _worded(token, mentions, book) if any(key in book.words.side_nouns for key in keys(token)) else None


def post_holder(clause: Span, mentions: MentionMap, book: ArrangementBook) -> ActorRef | None:
    """Whose the post is at which somebody is stopped: "refused passage at a rebel checkpoint"."""
    posts = (one for one in clause if one.dep_ == "pobj" and one.head.lower_ in {"at", "by"} and any(
        key in book.things["access.roadblock"] or key in {"post", "gate", "line"} for key in keys(one)))
    return next((ref for one in posts if (ref := _worded(one, mentions, book)) is not None), None)


def _worded(token: Token, mentions: MentionMap, book: ArrangementBook) -> ActorRef | None:
    """The party told by a word before a noun ("rebel", "government", "army")."""
    for kid in token.children:
        sector = next((book.control.words.holders[key] for key in keys(kid) if key in book.control.words.holders), None)
        if kid.dep_ in {"amod", "compound", "nmod"} and sector is not None:
            phrase = token.doc[token.left_edge.i : token.i + 1]
            return named_party(ActorRef(
                text=phrase.text, start=phrase.start_char, end=phrase.end_char, sector=sector, code=sector,
            ), mentions)
    return None


def only_flyer(mentions: MentionMap) -> tuple[ActorRef, ...]:
    """The one state whose forces or government the report names: whose aircraft a halt of air strikes grounds."""
    found: dict[str, ActorRef] = {}
    for index in sorted(mentions.resolution.actors):
        for ref in mentions.resolution.actors[index]:
            if ref.sector not in {"MIL", "GOV"} or not ref.country or ref.country in OUTSIDE | BODIES:
                continue
            if ref.country not in found or (found[ref.country].sector != "MIL" and ref.sector == "MIL"):
                found[ref.country] = ref
    return tuple(found.values()) if len(found) == 1 else ()


def addressed(token: Token, mentions: MentionMap, book: ArrangementBook) -> tuple[ActorRef, ...]:
    """Who was asked for what is refused without a doer: "had asked Colombo for passage and had been refused"."""
    for verb in clause_of(token):
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in book.words.asking:
            continue
        asked = [*objects(verb), *(thing for name, thing in prepositions(verb) if name in {"to", "of", "from"})]
        refs = mentions.refs(index for one in asked for index in mentions.parties(one))
        able = tuple(ref for ref in refs if ref.sector in book.words.acting_sectors and ref.country not in OUTSIDE)
        if able:
            return able
    return ()


def asked_sides(token: Token, mentions: MentionMap, book: ArrangementBook) -> tuple[Side, ...]:
    """Who is asked for an arrangement, as one who was told of it, and the body or government that asks, as mediator."""
    told: dict[str, Side] = {}
    for ref in addressed(token, mentions, book):
        told.setdefault(key_of(ref), Side(actor=named_party(ref, mentions), role="notified"))
    for verb in clause_of(token):
        doer = subject(verb) if verb.pos_ == "VERB" and verb.lemma_.lower() in book.words.asking else None
        for ref in mentions.refs(mentions.parties(doer)) if doer is not None else ():
            if ref.country in OUTSIDE | BODIES or ref.sector == "GOV":
                told.setdefault(key_of(ref), Side(actor=ref, role="mediator"))
    return tuple(told.values())


def named_in(sent: Span, mentions: MentionMap, book: ArrangementBook) -> bool:
    """Whether a sentence names anybody who could be a side, so that none need be carried over from before."""
    return any(
        mention.kind == "actor" and mention.form in {"name", "noun"} and sent.start <= mention.first < sent.end
        and any(ref.sector in book.words.acting_sectors and _is_able(ref, book)
                for ref in mentions.resolution.actors.get(index, ()))
        for index, mention in enumerate(mentions.reading.mentions)
    )


def carried(
    trigger: Trigger, before: Sequence[tuple[int, Trigger, tuple[Side, ...]]], sentence: int,
) -> tuple[Side, ...]:
    """The side of the arrangement told just before, for one that some party grants or refuses and none is told to."""
    if trigger.kind not in GIVEN:
        return ()
    for number, _, sides in reversed(before):
        parties = [side for side in sides if side.role in PARTY_ROLES]
        if sentence - number > BACK:
            return ()
        if len(parties) == 1:
            role: Role = "rejects" if trigger.direction == "restricts" else "declares"
            return (Side(actor=parties[0].actor, role=role),)
    return ()
