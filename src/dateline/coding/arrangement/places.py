"""Where an arrangement is to hold: the place in its own phrase, else that of the noun or of the word over it.

Never where a route leads, where a deal was only signed, or a country that is named as a side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.arrangement.names import clause_of
from dateline.coding.places import act_place
from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import is_passive, objects, prepositions, surface_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.read import Read
    from dateline.coding.parties import MentionMap
    from dateline.records import PlaceRef, Side, Terms

NAME_REACH = 4
"""Words of a phrase before its last word within which a place names it."""
HOLDING = frozenset({
    "in", "at", "on", "around", "across", "throughout", "over", "near", "inside", "outside", "along", "within", "for",
})
"""Prepositions behind which an arrangement holds."""
SIGNING = frozenset({"agree", "declare", "accept", "propose"})
"""States of a word at which a place is only where it was said or signed."""
ROUTE_ENDS = frozenset({"to", "into", "toward", "towards", "with", "between", "by", "for", "from"})
"""Prepositions whose place is not where an arrangement holds; "out of the city" is."""


def place_of(
    read: Read, mentions: MentionMap, *, terms: Terms, sides: Sequence[Side], book: ArrangementBook,
) -> PlaceRef | None:
    """The place of one telling, or `None` where the report does not place it."""
    for name, thing in prepositions(read.token):
        if name not in ROUTE_ENDS and not _is_elsewhere(thing.i, read, book) and (
            place := _place_in(mentions, thing.i, thing.i + 1)
        ) is not None:
            return place
    if read.trigger.act is not None and (place := _acted_on(read, mentions)) is not None:
        return place
    if read.trigger.kind == "access" and (place := _let_in_at(read, mentions, book)) is not None:
        return place
    if read.trigger.kind == "stand_off":
        place = _place_in(mentions, read.trigger.last, clause_of(read.token).end)
        if place is not None:
            return place
    named = _named_places(read, mentions, book, sides=sides, terms=terms)
    if named and named[0][0]:
        return named[0][1]
    place = _place_by_act(read, mentions, book, terms=terms, sides=sides)
    if place is None and len({one.name or one.text for _, one in named}) == 1:
        return named[0][1]
    return place


def _acted_on(read: Read, mentions: MentionMap) -> PlaceRef | None:
    """The place in the name of what is closed, opened or let through: "closed the Omanthai crossing"."""
    if read.trigger.kind not in {"access", "safe_zone"}:
        return None
    surface = surface_subject(read.token) if is_passive(read.token) else None
    things = [*objects(read.token), *([surface] if surface is not None else [])]
    return next((place for thing in things if (
        place := _place_in(mentions, max(thing.left_edge.i, thing.i - NAME_REACH), thing.i + 1)
    ) is not None), None)


def _named_places(
    read: Read, mentions: MentionMap, book: ArrangementBook, *, sides: Sequence[Side], terms: Terms,
) -> list[tuple[bool, PlaceRef]]:
    """The named places of the clause that are no side, no end of a way and not where somebody only spoke or signed,
    those first that stand behind "in", "at" or "around" after the name of the arrangement."""
    doc, clause = read.token.doc, clause_of(read.token)
    bound = [(side.actor.start, side.actor.end) for side in sides]
    ends = {end for route in terms.routes for end in (route.from_, route.to, *route.via)}
    found: list[tuple[bool, PlaceRef]] = []
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind != "place" or mention.form != "name" or not clause.start <= mention.first < clause.end:
            continue
        place = mentions.resolution.places.get(index)
        if place is None or mention.text in ends:
            continue
        if any(start <= mention.start and mention.end <= end for start, end in bound):
            continue
        if _is_elsewhere(mention.first, read, book):
            continue
        at = _preposition(doc, mention.first, clause.start)
        holds = at is not None and doc[at].lower_ in HOLDING and mention.first >= read.trigger.last
        if holds or place.precision != "country":
            found.append((holds, place))
    return sorted(found, key=lambda pair: (not pair[0], pair[1].precision == "country"))


def _preposition(doc: Doc, first: int, start: int) -> int | None:
    """Where the preposition before a place stands, articles, adjectives and nouns passed over."""
    at = first - 1
    while at >= start and first - at <= NAME_REACH and doc[at].pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
        at -= 1
    return at if at >= start and doc[at].pos_ in {"ADP", "SCONJ"} else None


def _is_elsewhere(first: int, read: Read, book: ArrangementBook) -> bool:
    """Whether it was only signed or told there: "signed in Minsk", "according to Moscow", "sources in X"."""
    at = _preposition(read.token.doc, first, clause_of(read.token).start)
    told = at is not None and at > 0 and any(key in book.words.tellers for key in keys(read.token.doc[at - 1]))
    return told or _is_signed_at(first, read, book)


def _is_signed_at(first: int, read: Read, book: ArrangementBook) -> bool:
    """Whether the place is where it was signed, or whose word it is."""
    doc = read.token.doc
    at = _preposition(doc, first, clause_of(read.token).start)
    if at is None or at == 0:
        return False
    before = doc[at - 1]
    if doc[at].lower_ == "to" and before.lower_ == "according":
        return True
    signed = any(state.id in SIGNING for _, state in book.state_verbs.get(before.lemma_.lower(), ()))
    return (signed and before.pos_ == "VERB") or before.lemma_.lower() in {"talk", "talks"}


def _let_in_at(read: Read, mentions: MentionMap, book: ArrangementBook) -> PlaceRef | None:
    """Where people or goods are let in or not: behind "to", "into" or "at" after the word, else in its subject."""
    doc, trigger = read.token.doc, read.trigger
    clause = clause_of(read.token)
    earlier: PlaceRef | None = None
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind != "place" or not clause.start <= mention.first < clause.end:
            continue
        place = mentions.resolution.places.get(index)
        at = mention.first - 1
        while at > 0 and doc[at].pos_ in {"DET", "ADJ"}:
            at -= 1
        if place is None or at < 0 or doc[at].lower_ not in book.words.access_preps:
            continue
        if _is_elsewhere(mention.first, read, book) or (at and doc[at].lower_ == "to" and doc[at - 1].lower_ == "back"):
            continue
        if mention.first >= trigger.last:
            return place
        if doc[at].lower_ in {"to", "into"}:
            earlier = earlier or place
    return earlier


def _place_in(mentions: MentionMap, first: int, last: int) -> PlaceRef | None:
    """The first place named in a half-open token range."""
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind == "place" and mention.first < last and mention.last > first:
            place = mentions.resolution.places.get(index)
            if place is not None:
                return place
    return None


def _place_by_act(
    read: Read, mentions: MentionMap, book: ArrangementBook, *, terms: Terms, sides: Sequence[Side],
) -> PlaceRef | None:
    """The place of the act at the noun or at a state word."""
    reading, resolution = mentions.reading, mentions.resolution
    ends = {route.to for route in terms.routes}
    signed = {said.token for said in read.standing.said if said.state.window == "announced"}
    named = [(side.actor.start, side.actor.end) for side in sides]
    for site in (read.token.i, *(said.token for said in read.standing.said)):
        found = act_place(reading, resolution, site)
        if found is None or found not in resolution.places:
            continue
        mention = reading.mentions[found]
        side = any(start <= mention.start and mention.end <= end for start, end in named)
        away = _is_signed_at(mention.first, read, book) or _governor(read.token.doc[mention.head]) in signed
        if not side and mention.text not in ends and not away:
            return resolution.places[found]
    return None


def _governor(token: Token) -> int:
    """The word to which a preposition ties the token: "signed" of "signed in Minsk", where it need not hold."""
    return token.head.head.i if token.head.pos_ == "ADP" else token.head.i
