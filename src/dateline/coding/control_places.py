"""Which place a noun phrase of control names, and which part of it: "the east of the city", "northeastern Aleppo"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.arrangement_triggers import keys
from dateline.coding.places import act_place
from dateline.coding.syntax import conjuncts, surface_subject
from dateline.records import PlaceRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dateline.codebook.arrangements import ControlWords
    from dateline.coding.parties import MentionMap

DEPTH = 4
"""Nouns one inside the other: "a chunk of the territory in the east of the province"."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place named, and the part of it that is meant."""

    place: PlaceRef
    part: str | None = None


class PlaceMap:
    """The place mentions of one article by the tokens they cover."""

    def __init__(self, mentions: MentionMap) -> None:
        self.mentions = mentions
        self._covering: dict[int, int] = {}
        for index, mention in enumerate(mentions.reading.mentions):
            if mention.kind == "place" and (mention.form == "name" or index in mentions.resolution.places):
                for token in range(mention.first, mention.last):
                    self._covering.setdefault(token, index)

    def at(self, token: Token) -> PlaceRef | None:
        """The place that a token names or refers back to; one that could not be found is its bare name."""
        index = self._covering.get(token.i)
        if index is None:
            return None
        mention = self.mentions.reading.mentions[index]
        return self.mentions.resolution.places.get(index) or PlaceRef(
            text=mention.text, start=mention.start, end=mention.end, name=mention.text, precision="near",
        )

    def unresolved(self, place: PlaceRef) -> str | None:
        """Why a place is only a name."""
        for index, reason in self.mentions.resolution.unresolved.items():
            mention = self.mentions.reading.mentions[index]
            if mention.kind == "place" and mention.start == place.start:
                return reason
        return None

    def first(self, token: Token) -> int:
        """The first token of the place mention that covers the token."""
        index = self._covering.get(token.i)
        return self.mentions.reading.mentions[index].first if index is not None else token.i


def sites_of(token: Token, places: PlaceMap, words: ControlWords) -> list[Site]:
    """The places of a noun phrase and of what is joined to it."""
    found: list[Site] = []
    for one in conjuncts(token):
        site = site_of(one, places, words)
        if site is not None and site not in found:
            found.append(site)
    return found


def site_of(token: Token, places: PlaceMap, words: ControlWords, depth: int = 0) -> Site | None:
    """The place of one noun: named by it, or by what it is a part of."""
    place = places.at(token)
    part = _part(token, places, words)
    if place is not None:
        return Site(place, part)
    if depth > DEPTH or not any(key in words.area_nouns for key in keys(token)):
        return None
    own = next((words.parts[key] for key in keys(token) if key in words.parts), None)
    for thing in _inside(token, words):
        inner = site_of(thing, places, words, depth + 1)
        if inner is None:
            continue
        if token.lemma_.lower() in words.borders or _is_unnamed(token, thing, words):
            return Site(_unnamed(token, inner.place), part)
        return Site(inner.place, own or part or inner.part)
    for kid in token.children:
        if kid.dep_ == "appos" and (place := places.at(kid)) is not None:
            return Site(place, own or part)
    return _of_subject(token, places, words, part=own or part)


def _inside(token: Token, words: ControlWords) -> Iterator[Token]:
    for kid in token.children:
        if kid.dep_ == "prep" and kid.lower_ in words.inner_preps:
            yield from (thing for thing in kid.children if thing.dep_ == "pobj")
        elif kid.dep_ in {"compound", "poss", "nmod"}:
            yield kid


def _of_subject(token: Token, places: PlaceMap, words: ControlWords, *, part: str | None) -> Site | None:
    """The place of which the phrase is told: "Idlib is the last chunk of territory", "Goma, a city held by ..."."""
    at = token
    for _ in range(DEPTH):
        head = at.head
        if at.dep_ == "appos" and (place := places.at(head)) is not None:
            return Site(place, part)
        if at.dep_ in {"attr", "oprd"} and head.pos_ in {"AUX", "VERB"}:
            subject = surface_subject(head)
            place = places.at(subject) if subject is not None else None
            return Site(place, part) if place is not None else None
        if at.dep_ not in {"pobj", "prep", "attr", "appos"} or head.i == at.i:
            return None
        at = head
        if at.lower_ not in {"of", "in"} and not any(key in words.area_nouns for key in keys(at)):
            return None
    return None


def _part(token: Token, places: PlaceMap, words: ControlWords) -> str | None:
    """The direction before a place: an adjective in front of the name, of any length."""
    first = places.first(token)
    for kid in token.children:
        if kid.i < first and kid.dep_ in {"amod", "compound", "nmod", "advmod"}:
            for key in keys(kid):
                if key in words.parts:
                    return words.parts[key]
    if first > 0 and (key := token.doc[first - 1].lower_) in words.parts:
        return words.parts[key]
    return None


def _is_unnamed(token: Token, thing: Token, words: ControlWords) -> bool:
    """Whether the noun is a place of its own without a name: "a town in the east", not "the town of Mayadeen"."""
    return token.lemma_.lower() in words.settlements and thing.head.lower_ in words.settled_preps


def _unnamed(token: Token, place: PlaceRef) -> PlaceRef:
    """A border or unnamed town is at no point that we know: its words, placed by what it lies in or borders on."""
    return PlaceRef(
        text=token.text, start=token.idx, end=token.idx + len(token), country=None, precision="near",
        within=place.name or place.text,
    )


def site_by_act(token: int, mentions: MentionMap) -> Site | None:
    """The place where the verb places its act, for an area that names none itself ("where they hold territory")."""
    index = act_place(mentions.reading, mentions.resolution, token)
    place = mentions.resolution.places.get(index) if index is not None else None
    return Site(place) if place is not None else None
