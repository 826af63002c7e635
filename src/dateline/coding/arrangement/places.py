"""Where an arrangement is to hold: the place in its own phrase, else that of the noun or of the word over it.

Never where a route leads, where a deal was only signed, or a country that is named as a side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.places import act_place
from dateline.coding.syntax import prepositions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dateline.coding.arrangement.read import Read
    from dateline.coding.parties import MentionMap
    from dateline.records import PlaceRef, Side, Terms

ROUTE_ENDS = frozenset({"to", "into", "toward", "towards", "with", "between", "by", "for", "from"})
"""Prepositions whose place is not where an arrangement holds; "out of the city" is."""


def place_of(
    read: Read, mentions: MentionMap, *, terms: Terms, sides: Sequence[Side], preps: frozenset[str],
) -> PlaceRef | None:
    """The place of one telling, or `None` where the report does not place it."""
    for name, thing in prepositions(read.token):
        if name not in ROUTE_ENDS and (place := _place_in(mentions, thing.i, thing.i + 1)) is not None:
            return place
    if read.trigger.kind == "access" and (place := _let_in_at(read, mentions, preps)) is not None:
        return place
    if read.trigger.kind == "stand_off":
        place = _place_in(mentions, read.trigger.last, read.token.sent.end)
        if place is not None:
            return place
    return _place_by_act(read, mentions, terms=terms, sides=sides)


def _let_in_at(read: Read, mentions: MentionMap, preps: frozenset[str]) -> PlaceRef | None:
    """Where people or goods are let in or not: behind "to", "into" or "at" after the word, else in its subject."""
    doc, trigger = read.token.doc, read.trigger
    earlier: PlaceRef | None = None
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind != "place" or not read.token.sent.start <= mention.first < read.token.sent.end:
            continue
        place = mentions.resolution.places.get(index)
        at = mention.first - 1
        while at > 0 and doc[at].pos_ in {"DET", "ADJ"}:
            at -= 1
        if place is None or at < 0 or doc[at].lower_ not in preps:
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
    read: Read, mentions: MentionMap, *, terms: Terms, sides: Sequence[Side],
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
        if not side and mention.text not in ends and _governor(read.token.doc[mention.head]) not in signed:
            return resolution.places[found]
    return None


def _governor(token: Token) -> int:
    """The word to which a preposition ties the token: "signed" of "signed in Minsk", where it need not hold."""
    return token.head.head.i if token.head.pos_ == "ADP" else token.head.i
