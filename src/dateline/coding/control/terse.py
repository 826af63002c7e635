"""Control told in few words: "The airport: LNA.", "Phu Phi is still Cambodian", "Muttur, overrun by the Tigers", and a
second place that shares the verb of the first ("Sake has been theirs since Thursday, and Minova since Monday")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.control.places import Site, definite_site, open_name, site_of, sites_of
from dateline.coding.control.scene import Found, bears_arms, before_in_line, fights, is_told, refs_of
from dateline.coding.syntax import surface_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dateline.coding.control.scene import Scene

LABEL_REACH = 6
"""Words of a label before a colon."""
BY_REACH = 8
ENDS = frozenset({".", ",", ";"})
STILL = frozenset({"still", "again", "now", "remain", "stay", "firmly", "remains", "stays"})


def labelled(colon: Token, sent: Span, scene: Scene) -> Iterator[Found]:
    """"The airport: LNA. Yarmouk camp: LNA, says the LNA": a place, a colon, and a party alone."""
    doc = colon.doc
    if colon.i == sent.start or colon.i + 1 >= len(doc) or not scene.armed:
        return
    after = next((one for one in doc[colon.i + 1 : colon.i + LABEL_REACH] if one.text in ENDS or one.is_space), None)
    if after is None or after.i == colon.i + 1:
        return
    named = doc[after.i - 1]
    holders = refs_of([named], scene) if scene.mentions.at(named) else ()
    covered = {one.i for one in doc[colon.i + 1 : after.i] if one.pos_ in {"VERB", "AUX"}}
    site = _noun_site(doc[colon.i - 1], scene)
    if bears_arms(holders, scene) and not covered and site is not None:
        yield Found("labelled", "holds", named.i, colon.i + 1, after.i, site, holders)


def belonging(verb: Token, scene: Scene) -> Iterator[Found]:
    """"Phu Phi is still Cambodian", "the ridge remains Armenian": the people of a state behind "be" with "still"."""
    if verb.lemma_.lower() not in {"be", "remain", "stay"} or not scene.armed or not is_told(verb, scene):
        return
    near = {kid.lower_ for one in [verb, *verb.children] for kid in [one, *one.children]}
    surface = surface_subject(verb)
    if surface is None or not near & STILL:
        return
    for one in verb.children:
        if one.dep_ not in {"acomp", "attr", "oprd"} or one.i < verb.i or not one.is_title:
            continue
        if any(kid.dep_ in {"det", "compound", "amod"} for kid in one.children):
            continue
        refs = refs_of([one], scene)
        if not refs or not (refs[0].id or "").startswith("state-"):
            continue
        for site in _sites(surface, scene):
            yield Found("belonging", "holds", one.i, one.i, one.i + 1, site, refs[:1])


def participle(token: Token, scene: Scene) -> Iterator[Found]:
    """"Muttur, overrun by the Tigers on Sunday" and "the centre was overrun", where the parser makes a noun of it."""
    if not scene.armed:
        return
    doc = token.doc
    by = next((one for one in doc[token.i + 1 : min(token.i + BY_REACH, token.sent.end)] if one.lower_ == "by"), None)
    holders = refs_of([kid for kid in by.children if kid.dep_ == "pobj"], scene) if by is not None else ()
    sites: list[Site] = []
    if token.dep_ in {"attr", "acomp"} and token.head.lemma_.lower() == "be":
        surface = surface_subject(token.head)
        sites = _sites(surface, scene) if surface is not None else []
    elif token.i > token.sent.start and token.nbor(-1).text == ",":
        noun = next((one for one in before_in_line(token) if one.pos_ in {"NOUN", "PROPN"}), None)
        site = _noun_site(noun, scene) if noun is not None else None
        sites = [site] if site is not None and fights(holders, scene) else []
    for site in sites:
        yield Found("participle", "captured", token.i, token.i, token.i + 1, site,
                    holders if fights(holders, scene) else ())


def also_so(verb: Token, found: list[Found], scene: Scene) -> Iterator[Found]:
    """"..., and Minova, on the lake, since the 21st": a name joined to the verb of another place is told the same."""
    told = [one for one in found if one.change in {"holds", "captured"} and one.holders]
    if not told:
        return
    for kid in verb.children:
        if kid.dep_ != "conj" or kid.pos_ != "PROPN" or kid.i < told[-1].trigger:
            continue
        if any(one.dep_ in {"nsubj", "aux", "auxpass"} for one in kid.children):
            continue
        site = _noun_site(kid, scene)
        if site is not None:
            last = told[-1]
            yield Found(last.row, last.change, kid.i, kid.i, kid.i + 1, site, last.holders, last.losers, last.denied)


def _sites(thing: Token, scene: Scene) -> list[Site]:
    """The places of a phrase, also by a name that no table knows."""
    found = sites_of(thing, scene.places, scene.book.words)
    site = None if found else open_name(thing, scene.places, sure=True)
    return found or ([site] if site is not None else [])


def _noun_site(noun: Token, scene: Scene) -> Site | None:
    """The place of one noun, the site that it is, or the name that it may be."""
    places, words = scene.places, scene.book.words
    return site_of(noun, places, words) or definite_site(noun, places, words) or open_name(noun, places, sure=True)
