"""Control told by a noun: "the capture of X by Y", "X's fall to Y", "Y's loss of X", "the battle for X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.control.places import named_site, sites_of
from dateline.coding.control.scene import Found, by_word, fights, is_told, refs_of
from dateline.coding.syntax import MAX_CLIMB, modifiers, prepositions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dateline.codebook.arrangements import ControlNoun
    from dateline.coding.control.places import Site
    from dateline.coding.control.scene import Scene
    from dateline.records import ActorRef


def by_noun(noun: Token, scene: Scene) -> Iterator[Found]:
    """The first row of this noun that finds a place and whom it asks for."""
    light = noun.dep_ in {"dobj", "obj"} and noun.head.lemma_.lower() in scene.book.verbs
    if not scene.armed or (light and noun.lemma_.lower() in scene.book.words.hands):
        return
    verdict = _mood(noun, scene)
    if verdict is None:
        return
    for row in scene.book.nouns[noun.lemma_.lower()]:
        holders = _parties(noun, row.holder, scene)
        losers = _parties(noun, row.loser, scene)
        if row.armed and not fights(holders or losers, scene):
            continue
        sites = [site for site in _sites(noun, row, scene) if holders or losers or _is_known(site)]
        change = row.change
        if change == "lost" and losers:
            change, holders, losers = "captured", losers, holders
        for site in sites:
            yield Found(row.id, change, noun.i, noun.i, noun.i + 1, site, holders, losers, verdict)
        if sites:
            return


def _is_known(site: Site) -> bool:
    """Whether it is a place on the map smaller than a country."""
    named = (site.place.name or "").lower() == site.place.text.lower() or not site.place.text.lower().startswith("the ")
    return named and site.place.latitude is not None and site.place.precision != "country"


def _mood(noun: Token, scene: Scene) -> bool | None:
    """Whether the words deny it; `None` where they only plan, fear or try it."""
    words = scene.book.words
    if any(kid.lower_ in words.only_meant for kid in noun.children):
        return None
    token = noun
    for _ in range(MAX_CLIMB):
        head = token.head
        if head.i == token.i:
            return False
        lemma = head.lemma_.lower()
        if head.pos_ in {"VERB", "AUX"}:
            if not is_told(head, scene) or lemma in words.failing:
                return None
            stance = scene.mentions.reading.stances.get(head.i)
            negative = stance is not None and stance.polarity == "-" and lemma in words.announcing
            return lemma in words.denying or negative
        if lemma in words.brink or lemma in words.failing:
            return None
        token = head
    return False


def _parties(noun: Token, paths: tuple[str, ...], scene: Scene) -> tuple[ActorRef, ...]:
    """Who stands at one of the row's positions: owner, or behind a preposition."""
    for path in paths:
        if path == "poss":
            owners = list(modifiers(noun))
            found = refs_of(owners, scene)
            found = found if fights(found, scene) else tuple(
                ref for one in owners if (ref := by_word(one, scene)) is not None)
        else:
            found = refs_of([thing for name, thing in prepositions(noun) if name == path], scene)
        if fights(found, scene):
            return found
    return ()


def _sites(noun: Token, row: ControlNoun, scene: Scene) -> list[Site]:
    """The place behind the row's prepositions, or that owns the noun ("Palmyra's fall")."""
    words = scene.book.words
    for name, thing in prepositions(noun):
        if name in row.preps:
            found = sites_of(thing, scene.places, words)
            known = bool(scene.mentions.at(thing))
            named = named_site(thing, loose=True) if not found and not known else None
            if found or named is not None:
                return found or ([named] if named is not None else [])
    if row.owned and not any(name == "in" for name, _ in prepositions(noun)):
        return [site for one in modifiers(noun) if one.dep_ == "poss" for site in sites_of(one, scene.places, words)]
    return []
