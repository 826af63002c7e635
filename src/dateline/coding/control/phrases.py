"""Control told by a phrase: "in the hands of X", "rebel-held", "a stronghold of X", "divided between", "are in"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.arrangement.triggers import keys
from dateline.coding.control.places import Site, definite_site, named_site, open_name, site_of, sites_of
from dateline.coding.control.scene import (
    Found, after_in_line, bears_arms, before_in_line, by_word, fights, holder_before, is_told, last_fighters, refs_of,
)
from dateline.coding.syntax import is_passive, modifiers, objects, prepositions, surface_subject
from dateline.records import ActorRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dateline.coding.control.scene import Change, Scene
    from dateline.records import Mention

PART_REACH = 6
"""Words behind a side within which "in the west" tells its part."""
HELD_REACH = 3
GENITIVES = frozenset({"'", "’", "'s", "’s"})
INSIDE = frozenset({"in", "inside", "at", "within"})
STILL = frozenset({"still", "back", "now", "again"})


def divided(token: Token, sent: Span, scene: Scene) -> Iterator[Found]:
    """"Divided between A in the west and B in the east": a record for each side that has a part or is alone."""
    doc, reading = token.doc, scene.mentions.reading
    between = next((one for one in doc[token.i + 1 : min(token.i + 4, sent.end)] if one.lower_ == "between"), None)
    if between is None:
        return
    surface = surface_subject(token) if token.pos_ in {"VERB", "AUX"} else surface_subject(token.head)
    site = site_of(surface, scene.places, scene.book.words) if surface is not None else None
    site = site or _first_place(token, sent, scene)
    if site is None:
        return
    known = scene.mentions.resolution.actors
    sides = [
        (mention, index) for index, mention in enumerate(reading.mentions)
        if mention.kind == "actor" and between.i < mention.first < sent.end and known.get(index)
    ]
    outer = _outermost(sides)
    for number, (mention, index) in enumerate(outer):
        stop = outer[number + 1][0].first if number + 1 < len(outer) else min(mention.last + PART_REACH, sent.end)
        behind = doc[mention.last : min(stop, mention.last + PART_REACH)]
        parts = scene.book.words.parts
        part = next((parts[one.lower_] for one in behind if one.lower_ in parts), None)
        if part is None:
            continue
        refs = scene.mentions.refs((index,))
        yield Found("divided", "holds", token.i, mention.first, mention.last, replace(site, part=part), refs)


def _outermost(sides: list[tuple[Mention, int]]) -> list[tuple[Mention, int]]:
    """Of mentions one inside the other the longer."""
    kept: list[tuple[Mention, int]] = []
    for mention, index in sorted(sides, key=lambda pair: (pair[0].first, -pair[0].last)):
        if not kept or mention.first >= kept[-1][0].last:
            kept.append((mention, index))
    return kept


def _first_place(token: Token, sent: Span, scene: Scene) -> Site | None:
    """The first place named before the word, where the parse gives no subject."""
    for one in token.doc[sent.start : token.i]:
        place = scene.places.at(one)
        if place is not None:
            return Site(place)
    return None


def in_hands(token: Token, scene: Scene) -> Iterator[Found]:
    """"In the hands of X", "under X's control", "fell into the grip of X", "is in control of the town"."""
    prep, words = _preposition(token), scene.book.words
    if prep is None:
        return
    if token.lemma_.lower() in words.hands:
        found = list(_held_by(token, prep, scene))
        if found:
            yield from found
            return
    if token.lemma_.lower() in words.possession and prep.lower_ == "in":
        yield from _in_possession(token, prep, scene)


def _preposition(token: Token) -> Token | None:
    """The preposition before a noun phrase, by the parse or right before its words."""
    head = token.head
    if head.pos_ == "ADP" or head.dep_ == "prep":
        return head
    edge = token.left_edge.i - 1
    before = token.doc[edge] if edge >= token.sent.start else None
    return before if before is not None and before.pos_ == "ADP" else None


def _held_by(token: Token, prep: Token, scene: Scene) -> Iterator[Found]:
    """The holder at the noun, the place where the phrase hangs; from whose hands it passed is who held it before."""
    words = scene.book.words
    holders = _hand_owners(token, scene)
    if not holders or prep.lower_ not in words.hand_preps | {"from", "outside", "beyond"}:
        return
    at = prep.head
    while at.pos_ in {"ADV", "ADP", "ADJ"} and at.head.i != at.i:
        at = at.head
    verbal = at.pos_ in {"VERB", "AUX"}
    if verbal and not is_told(at, scene):
        return
    if verbal and is_passive(at) and at.lemma_.lower() in words.failing:
        return
    change, losers = _change(prep, at, holders, scene)
    if change == "captured":
        holders = _receivers(token, at, scene) if prep.lower_ == "from" else holders
    if change is None or not (holders or losers):
        return
    for site in _sites_held(at, prep, scene, change=change):
        denied = any(kid.dep_ == "neg" for kid in at.children)
        yield Found("hands", change, token.i, prep.i, token.i + 1, site, holders, losers, denied)


def _change(
    prep: Token, at: Token, holders: tuple[ActorRef, ...], scene: Scene,
) -> tuple[Change | None, tuple[ActorRef, ...]]:
    """What the preposition and the verb make of it, and who loses it."""
    words = scene.book.words
    reaching = at.lemma_.lower() in words.reaching
    if prep.lower_ == "from":
        return ("captured", holders) if at.lemma_.lower() in words.reaching | words.wresting else (None, ())
    if prep.lower_ in {"outside", "beyond"}:
        return "lost", ()
    if prep.lower_ == "to" and not reaching:
        return None, ()
    return ("captured" if reaching else "holds"), ()


def _receivers(token: Token, at: Token, scene: Scene) -> tuple[ActorRef, ...]:
    """Into whose hands it passed from others: "into those of the regime", "to the army", or who wrested it."""
    for name, thing in prepositions(at):
        if thing.i > token.i and name in {"to", "into", "under"}:
            found = refs_of([thing], scene) or _hand_owners(thing, scene)
            if found:
                return found
    surface = surface_subject(at)
    found = refs_of([surface], scene) if surface is not None else ()
    return found if fights(found, scene) else ()


def _sites_held(at: Token, prep: Token, scene: Scene, *, change: Change) -> list[Site]:
    """The place of which it is told: what the verb is about, what the phrase stands behind, or what stands before."""
    words = scene.book.words
    things = [at]
    if at.pos_ in {"VERB", "AUX"}:
        moved = is_passive(at) or (change == "captured" and bool(objects(at)))
        things = list(objects(at)) if moved else []
        surface = surface_subject(at)
        things += [surface] if surface is not None and not things else []
    sites = [site for thing in things for site in sites_of(thing, scene.places, words)]
    if sites or not scene.armed:
        return sites
    for thing in things:
        if thing.pos_ == "NOUN" and (definite := definite_site(thing, scene.places, words)) is not None:
            return [definite]
        if thing.pos_ in {"PROPN", "NOUN"} and (named := open_name(thing, scene.places, sure=True)) is not None:
            return [named]
    return _ahead(prep, scene)


def _ahead(token: Token, scene: Scene) -> list[Site]:
    """The nearest place before a word, with the part that is told of it ("two thirds of which")."""
    part = None
    for one in before_in_line(token):
        part = part or scene.book.words.shares.get(one.lower_)
        quoted = one.i > 0 and one.nbor(-1).is_quote
        if scene.places.at(one) is not None and not quoted:
            site = site_of(one, scene.places, scene.book.words)
            return [replace(site, part=site.part or part)] if site is not None else []
    return []


def _in_possession(token: Token, prep: Token, scene: Scene) -> Iterator[Found]:
    """"Is in control of the town", "now in possession of Gogrial": the holder before it, the place behind "of"."""
    words = scene.book.words
    at = prep.head
    while at.pos_ in {"ADV", "ADP", "ADJ"} and at.head.i != at.i:
        at = at.head
    verbal = at.pos_ in {"VERB", "AUX"}
    if verbal and not is_told(at, scene):
        return
    doer = surface_subject(at) if verbal else at
    holders = refs_of([doer], scene) if doer is not None else ()
    holders = holders if fights(holders, scene) else holder_before(prep, scene)
    if not holders or not fights(holders, scene):
        return
    things = [thing for name, thing in prepositions(token) if name in {"of", "over"}]
    sites = [site for thing in things for site in sites_of(thing, scene.places, words)]
    sites = sites or [site for thing in things if (site := named_site(thing, loose=True)) is not None]
    for site in sites:
        yield Found("possession", "holds", token.i, prep.i, token.i + 1, site, holders)


def _hand_owners(token: Token, scene: Scene) -> tuple[ActorRef, ...]:
    """Whose hands they are: an actor, whoever speaks of "its hands", or a word such as "rebel"."""
    owners = [one for one in modifiers(token) if scene.mentions.at(one)]
    owners += [thing for name, thing in prepositions(token) if name == "of"]
    holders = refs_of(owners, scene)
    own = any(one.tag_ == "PRP$" for one in [*modifiers(token), *(kid for one in owners for kid in one.children)])
    theirs = any(one.lower_ in {"its", "their"} for one in modifiers(token))
    if theirs and not bears_arms(holders, scene):
        holders = last_fighters(token, scene) or holders
    if own and not any(ref.sector for ref in holders):
        spoken = scene.mentions.refs(scene.mentions.speakers(token.i))
        holders = tuple(ref for ref in spoken if ref.sector in scene.book.words.fighting_sectors) or holders
    worded = tuple(ref for one in modifiers(token) if (ref := by_word(one, scene)) is not None)
    own_refs = tuple(ref for ref in refs_of([token], scene) if ref.sector in scene.book.words.fighting_sectors)
    return holders or worded or own_refs or _named_people(token)


def _named_people(token: Token) -> tuple[ActorRef, ...]:
    """A people that no table has as a party ("in Kurdish hands"): its word, without a code."""
    for one in modifiers(token):
        if one.is_title and one.pos_ in {"ADJ", "PROPN"} and not one.is_sent_start and token.lemma_.lower() == "hand":
            return (ActorRef(text=one.text, start=one.idx, end=one.idx + len(one)),)
    return ()


def held(token: Token, scene: Scene) -> Iterator[Found]:
    """"Rebel-held Aleppo", "the opposition-held province of Idlib": the holder stands before the hyphen."""
    doc = token.doc
    word = by_word(doc[token.i - 2], scene)
    holders = _refs_before(doc[token.i - 2], scene) or ((word,) if word is not None else ())
    if not holders:
        return
    site = None
    for at in range(token.i + 1, min(token.i + 1 + HELD_REACH, token.sent.end)):
        one = doc[at]
        if one.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            break
        site = site_of(one, scene.places, scene.book.words)
        if site is not None:
            break
    if site is not None:
        change = scene.book.words.held[token.lower_]
        yield Found("held", change, token.i, token.i - 2, token.i + 1, site, holders)


def _refs_before(token: Token, scene: Scene) -> tuple[ActorRef, ...]:
    """The actor whose mention covers the word before the hyphen, the shortest one that holds a place."""
    best: tuple[int, tuple[ActorRef, ...]] | None = None
    for index, mention in enumerate(scene.mentions.reading.mentions):
        if mention.kind == "actor" and mention.first <= token.i < mention.last:
            refs = scene.mentions.refs((index,))
            length = mention.last - mention.first
            if refs and any(ref.sector != "CVL" for ref in refs) and (best is None or length < best[0]):
                best = (length, refs)
    return best[1] if best is not None else ()


def stronghold(token: Token, scene: Scene) -> Iterator[Found]:
    """"Baghuz, a stronghold of the militia": the holder at the noun, the place that it stands beside."""
    owners = [one for one in modifiers(token) if scene.mentions.at(one)]
    owners += [thing for name, thing in prepositions(token) if name == "of"]
    holders = refs_of(owners, scene)
    holders = holders or tuple(ref for one in modifiers(token) if (ref := by_word(one, scene)) is not None)
    former = any(key in {"former", "onetime", "last"} for kid in token.children for key in keys(kid))
    if not holders or former:
        return
    owned = {one.i for one in owners}
    named = token.head if token.dep_ == "appos" else None
    site = site_of(named, scene.places, scene.book.words) if named is not None else None
    if site is None:
        inside = [inner for name, inner in prepositions(token) if name in {"of", "in"} and inner.i not in owned]
        thing = next(iter(inside), None)
        site = site_of(thing, scene.places, scene.book.words) if thing is not None else None
    site = site or site_of(token, scene.places, scene.book.words)
    if site is not None and site.place.start not in {ref.start for ref in holders}:
        yield Found("stronghold", "holds", token.i, token.i, token.i + 1, site, holders)


def owned(verb: Token, scene: Scene) -> Iterator[Found]:
    """"Sake has been the rebels' since Thursday", "Jebrail is still ours", "Perquin has been theirs for years"."""
    if verb.lemma_.lower() not in {"be", "remain", "stay"} or not scene.armed or not is_told(verb, scene):
        return
    for one in verb.doc[verb.i + 1 : min(verb.i + 1 + PART_REACH, verb.sent.end)]:
        holders: tuple[ActorRef, ...] = ()
        if one.lower_ == "ours":
            holders = scene.mentions.refs(scene.mentions.speakers(one.i))
        elif one.lower_ == "theirs":
            holders = last_fighters(one, scene)
        elif one.text in GENITIVES and one.i > verb.i + 1 and not _has_thing(one):
            holders = refs_of([one.nbor(-1)], scene)
        if fights(holders, scene):
            yield from _owned_sites(verb, one, holders, scene)
            return
        if one.text in {",", ";"}:
            return


def _has_thing(mark: Token) -> bool:
    """Whether something owned follows ("the rebels' base")."""
    after = mark.nbor() if mark.i + 1 < len(mark.doc) else None
    return after is not None and after.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}


def _owned_sites(verb: Token, word: Token, holders: tuple[ActorRef, ...], scene: Scene) -> Iterator[Found]:
    """The place of which ownership is told: the subject, or what stands before."""
    surface = surface_subject(verb)
    sites = sites_of(surface, scene.places, scene.book.words) if surface is not None else []
    if not sites and surface is not None and surface.pos_ in {"PROPN", "NOUN"}:
        site = definite_site(surface, scene.places, scene.book.words) or open_name(surface, scene.places, sure=True)
        sites = [site] if site is not None else []
    for site in sites or _ahead(verb, scene):
        yield Found("owned", "holds", word.i, word.i, word.i + 1, site, holders)


def presence(verb: Token, scene: Scene) -> Iterator[Found]:
    """"Fighters were still in Erebti", "the army is back in Sake", "it is in Hadrut that its troops stand"."""
    if verb.pos_ not in {"VERB", "AUX"} or not is_told(verb, scene):
        return
    near = verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]
    firm = verb.lemma_.lower() != "be" or any(one.lower_ in STILL for one in near)
    if not firm or verb.tag_ == "VBG" or any(kid.dep_ in {"attr", "dobj", "neg"} for kid in verb.children):
        return
    doer = surface_subject(verb)
    if doer is None or any(kid.dep_ in {"nummod", "quantmod"} for kid in doer.children):
        return
    holders = refs_of([doer], scene)
    if doer.lower_ == "they" and not fights(holders, scene):
        holders = last_fighters(doer, scene)
    if not bears_arms(holders, scene):
        return
    site = _where(verb, scene)
    if site is not None and site.place.precision != "country":
        yield Found("presence", "holds", verb.i, verb.i, verb.i + 1, site, holders)


def _where(verb: Token, scene: Scene) -> Site | None:
    """The place behind "in" next to the verb; before it in "in Sake the army is back" and "it is in Hadrut that"."""
    steps = list(after_in_line(verb))[:HELD_REACH + 1]
    for one in steps:
        if one.pos_ in {"NOUN", "VERB"}:
            break
        if one.lower_ in INSIDE and (site := _behind(one, scene)) is not None:
            return site
    still = any(one.lower_ in STILL for one in steps)
    first = verb.sent[0]
    if still and first.lower_ in INSIDE:
        return _behind(first, scene)
    cleft = verb.head if verb.dep_ == "ccomp" and verb.head.lemma_ == "be" else None
    inside = next((one for one in cleft.children if one.lower_ in INSIDE), None) if cleft is not None else None
    return _behind(inside, scene) if inside is not None and inside.i < verb.i else None


def _behind(preposition: Token, scene: Scene) -> Site | None:
    """The place to which a preposition leads."""
    for thing in preposition.children:
        if thing.dep_ == "pobj":
            return site_of(thing, scene.places, scene.book.words) or named_site(thing, loose=True)
    return None
