"""Who holds, took, lost or fights over which place or part: by verb, by "in the hands of", by "rebel-held", by "divided
between A in the west and B in the east".

A record needs a place that the report names. Who holds it may stay unknown ("was captured"), with the reason. Wishes,
plans and purposes ("a push to retake the city") tell no control.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline import __version__
from dateline.coding.arrangement.triggers import keys
from dateline.coding.attribution import chain_of, factuality_of
from dateline.coding.control.places import (
    PlaceMap,
    Site,
    definite_site,
    named_site,
    site_by_act,
    site_of,
    sites_of,
)
from dateline.coding.evidence import evidence_of, read_sentences
from dateline.coding.match import has_words
from dateline.coding.stakes import stake_of
from dateline.coding.syntax import (
    MAX_CLIMB,
    agents,
    conjuncts,
    is_passive,
    modifiers,
    objects,
    prepositions,
    subject,
    surface_subject,
)
from dateline.coding.times import act_time
from dateline.records import READ_KINDS, ActorRef, ControlClaim, Stance, Why, make_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook, ControlBook, ControlRow
    from dateline.codebook.lexicons import Alliances
    from dateline.coding.parties import MentionMap
    from dateline.records import Mention

Change = Literal["holds", "captured", "lost", "contested"]
PART_REACH = 6
"""Words behind a side within which "in the west" tells its part."""
HELD_REACH = 3
FIGHTERS = frozenset({"MIL", "REB", "UAF", "PRM"})


@dataclass(frozen=True, slots=True)
class Found:
    """One control told: at which words, by which row, of which place, by whom."""

    row: str
    change: Change
    trigger: int
    first: int
    last: int
    site: Site
    holders: tuple[ActorRef, ...] = ()
    losers: tuple[ActorRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What the search looks at."""

    mentions: MentionMap
    places: PlaceMap
    book: ControlBook


def find_control(
    mentions: MentionMap, *, book: ArrangementBook, alliances: Alliances,
) -> list[ControlClaim]:
    """The control claims of one article, in the order of the text; each said once by the same voice."""
    scene = Scene(mentions, PlaceMap(mentions), book.control)
    claims: dict[tuple[object, ...], ControlClaim] = {}
    for sent, kind in read_sentences(mentions.reading):
        if kind not in READ_KINDS:
            continue
        for found in _in_sentence(sent, scene):
            for holder in found.holders or (None,):
                claim = _claim(found, holder, scene=scene, alliances=alliances)
                claims.setdefault(_key(claim), claim)
    return sorted(claims.values(), key=lambda one: (one.evidence.trigger.start, one.part or "", one.id))


def _key(claim: ControlClaim) -> tuple[object, ...]:
    """What makes two control claims one: place, part, holder, change and whose word."""
    place = claim.place
    holder = claim.holder
    origin = claim.attribution[0].speakers if claim.attribution else ()
    return (
        (place.name or place.text) if place is not None else None, claim.part, claim.change,
        (holder.id or holder.code or holder.text) if holder is not None else None,
        tuple((one.actor.id or one.actor.text) if one.actor is not None else one.kind for one in origin),
    )


def _in_sentence(sent: Span, scene: Scene) -> Iterator[Found]:
    """Everything that one sentence says of control."""
    spoken = {token.lower_ for token in sent}
    words = scene.book.words
    if spoken & words.unless or (spoken & words.unless_civil and not _names_fighters(sent, scene)):
        return
    for token in sent:
        lemma = token.lemma_.lower()
        if token.pos_ in {"VERB", "AUX"} and lemma in scene.book.verbs:
            yield from _by_verb(token, scene)
        if lemma in scene.book.words.divided or token.lower_ in scene.book.words.divided:
            yield from _divided(token, sent, scene)
        elif token.pos_ == "NOUN" and lemma in scene.book.words.hands | scene.book.words.possession:
            found = list(_in_hands(token, scene)) if lemma in scene.book.words.hands else []
            yield from found or _in_possession(token, scene)
        elif token.lower_ in scene.book.words.held and token.i > sent.start + 1 and token.doc[token.i - 1].text == "-":
            yield from _held(token, scene)
        elif token.pos_ == "NOUN" and lemma in scene.book.words.strongholds:
            yield from _stronghold(token, scene)


def _names_fighters(sent: Span, scene: Scene) -> bool:
    """Whether soldiers or rebels stand in it: then "market" or "vote" beside them make it no business or election."""
    mentions = scene.mentions
    return any(
        mention.kind == "actor" and sent.start <= mention.first < sent.end
        and any(ref.sector in FIGHTERS for ref in mentions.resolution.actors.get(index, ()))
        for index, mention in enumerate(mentions.reading.mentions)
    )


def _by_verb(verb: Token, scene: Scene) -> Iterator[Found]:
    """The first row of this verb that finds a place."""
    if not _told(verb, scene):
        return
    for rest, row in scene.book.verbs[verb.lemma_.lower()]:
        if not _worded(verb, rest, row, scene):
            continue
        holders, losers = _parties(verb, row, scene)
        if row.armed and not _fights(losers if row.change == "lost" and not holders else holders, scene):
            continue
        sites = _found_sites(verb, row, holders, scene)
        if not sites:
            continue
        change: Change = row.change
        if change == "lost" and _is_negative(verb, scene):
            change, losers = "holds", ()
        elif change == "holds" and _is_no_longer(verb, scene):
            change = "lost"
        if change == "lost" and losers:
            change, holders, losers = "captured", losers, holders
        last = verb.i + 1 + len(rest)
        for site in sites:
            yield Found(row.id, change, verb.i, verb.i, last, site, holders, losers)
        return


def _worded(verb: Token, rest: tuple[str, ...], row: ControlRow, scene: Scene) -> bool:
    """Whether the row's further words stand with the verb, and no particle makes another verb of it ("took up")."""
    if rest and not has_words(verb, rest, noun=False):
        return False
    if not rest and any(kid.dep_ == "prt" and kid.lower_ in scene.book.words.turned for kid in verb.children):
        return False
    if row.line:
        doer = surface_subject(verb)
        return doer is not None and any(one.lower_ in row.near for one in doer.subtree)
    return not row.near or any(token.lower_ in row.near for token in verb.sent)


def _found_sites(verb: Token, row: ControlRow, holders: tuple[ActorRef, ...], scene: Scene) -> list[Site]:
    """The row's places, else sites that fighters take or hold; a country that falls to nobody is a state that ended."""
    sites = list(_row_sites(verb, row, scene)) or list(_loose_sites(verb, row, holders, scene))
    if row.place == "subject" and not holders:
        return [site for site in sites if site.place.precision != "country"]
    return sites


def _is_negative(verb: Token, scene: Scene) -> bool:
    stance = scene.mentions.reading.stances.get(verb.i)
    return stance is not None and stance.polarity == "-"


def _is_no_longer(verb: Token, scene: Scene) -> bool:
    """Who no longer holds it has lost it."""
    stance = scene.mentions.reading.stances.get(verb.i)
    return stance is not None and "no longer" in stance.cues


def _loose_sites(verb: Token, row: ControlRow, holders: tuple[ActorRef, ...], scene: Scene) -> Iterator[Site]:
    """Where fighters take or hold it: "the temple" that names no place, and names that no table knows."""
    if not any(ref.sector in FIGHTERS for ref in holders) or row.light:
        return
    things = list(objects(verb))
    if row.place.startswith("prep:"):
        things = [inner for name, inner in prepositions(verb) if name in set(row.place[5:].split("|"))]
    elif row.place == "subject":
        surface = surface_subject(verb)
        things = [surface] if surface is not None else []
    if any(_is_state(thing, scene) for thing in things):
        return
    for thing in (one for first in things for one in conjuncts(first)):
        known = any(ref.country or ref.sector or ref.id for ref in scene.mentions.refs(scene.mentions.at(thing)))
        site = definite_site(thing, scene.places, scene.book.words) or (named_site(thing) if not known else None)
        if site is not None:
            yield site


def _row_sites(verb: Token, row: ControlRow, scene: Scene) -> Iterator[Site]:
    """The places at the position that the row names."""
    words = scene.book.words
    if row.light:
        yield from _light_sites(verb, row, scene)
        return
    if row.place == "subject":
        surface = surface_subject(verb)
        if surface is not None:
            yield from sites_of(surface, scene.places, words)
        return
    if row.place.startswith("prep:"):
        names = set(row.place[5:].split("|"))
        for name, inner in prepositions(verb):
            if name in names and (site := site_of(inner, scene.places, words)) is not None:
                yield site
                return
        return
    yield from _object_sites(verb, scene)


def _light_sites(verb: Token, row: ControlRow, scene: Scene) -> Iterator[Site]:
    """Places behind the preposition of a light noun ("control of"), which the parse may hang on the verb."""
    for thing in _light(verb, row):
        behind = [inner for name, inner in prepositions(thing) if name in row.preps]
        behind = behind or [inner for name, inner in prepositions(verb) if name in row.preps and inner.i > thing.i]
        for inner in behind:
            yield from sites_of(inner, scene.places, scene.book.words)


def _object_sites(verb: Token, scene: Scene) -> Iterator[Site]:
    """Places that the verb acts on; for bare "territory" the place where the verb is told to act."""
    for thing in objects(verb):
        if _is_state(thing, scene):
            return
        sites = sites_of(thing, scene.places, scene.book.words)
        yield from sites
        if not sites and thing.lemma_.lower() in scene.book.words.bare_areas:
            by_act = site_by_act(verb.i, scene.mentions)
            if by_act is not None:
                yield by_act


def _is_state(thing: Token, scene: Scene) -> bool:
    """Whether a word behind the place tells how it is kept ("kept the airport open"), not by whom."""
    return thing.i + 1 < len(thing.doc) and thing.nbor().lower_ in scene.book.words.kept_states


def _light(verb: Token, row: ControlRow) -> Iterator[Token]:
    """The light noun of a row ("control"), as object or behind a preposition ("fighting for control of")."""
    for thing in objects(verb):
        if thing.lemma_.lower() in row.light:
            yield thing
    for _, thing in prepositions(verb):
        if thing.lemma_.lower() in row.light:
            yield thing


def _parties(verb: Token, row: ControlRow, scene: Scene) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """(who holds or held it, who it was taken from)."""
    mentions = scene.mentions
    if row.holder == "prep:to":
        doers = [thing for name, thing in prepositions(verb) if name == "to"]
    else:
        doer = subject(verb)
        doers = [doer] if doer is not None else []
    if row.light:
        before = [one for thing in _light(verb, row) for one in modifiers(thing) if one.dep_ == "poss"]
        doers = [one for one in before if mentions.at(one)] or doers
    losers: list[Token] = []
    for where in row.loser:
        if where == "object":
            losers.extend(objects(verb))
        else:
            losers.extend(thing for name, thing in prepositions(verb) if name == where)
    return _refs(doers, scene), _refs(losers, scene)


def _refs(tokens: Iterable[Token], scene: Scene) -> tuple[ActorRef, ...]:
    return scene.mentions.refs(index for token in tokens for index in scene.mentions.parties(token))


def _fights(refs: Iterable[ActorRef], scene: Scene) -> bool:
    return any(ref.sector in scene.book.words.fighting_sectors for ref in refs)


def _told(verb: Token, scene: Scene) -> bool:
    """Whether the words tell it as fact or claim: no plan, purpose, condition, future or mere possibility."""
    words = scene.book.words
    stance = scene.mentions.reading.stances.get(verb.i)
    if stance is not None and (
        stance.tense == "future" or stance.condition is not None or stance.certainty in {"possible", "unspecified"}
    ):
        return False
    token = verb
    for _ in range(MAX_CLIMB):
        if any(kid.dep_ == "mark" and kid.lower_ in words.not_yet for kid in token.children):
            return False
        infinitive = any(kid.dep_ == "aux" and kid.tag_ == "TO" for kid in token.children)
        head = token.head
        if head.i == token.i:
            return not infinitive
        if token.dep_ == "csubj":
            return False
        if token.dep_ == "pcomp" and head.head.lemma_.lower() in words.brink | words.failing:
            return False
        if infinitive or token.dep_ == "xcomp":
            if head.lemma_.lower() in words.failing or token.dep_ not in {"xcomp", "conj", "ccomp"}:
                return False
            token = head
            continue
        if token.dep_ == "conj" and token.tag_ == "VB":
            token = head
            continue
        return True
    return False


def _divided(token: Token, sent: Span, scene: Scene) -> Iterator[Found]:
    """"Divided between A in the west and B in the east": a record for each side that has a part or is alone."""
    doc, reading = token.doc, scene.mentions.reading
    between = next((one for one in doc[token.i + 1 : min(token.i + 4, sent.end)] if one.lower_ == "between"), None)
    if between is None:
        return
    surface = surface_subject(token) if token.pos_ in {"VERB", "AUX"} else surface_subject(token.head)
    site = site_of(surface, scene.places, scene.book.words) if surface is not None else None
    site = site or _place_before(token, sent, scene)
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


def _place_before(token: Token, sent: Span, scene: Scene) -> Site | None:
    """The first place named before the word, where the parse gives no subject."""
    for one in token.doc[sent.start : token.i]:
        place = scene.places.at(one)
        if place is not None:
            return Site(place)
    return None


def _in_hands(token: Token, scene: Scene) -> Iterator[Found]:
    """"In the hands of X", "under X's control": the holder at the noun, the place where the phrase hangs."""
    prep = token.head
    words = scene.book.words
    if prep.dep_ != "prep" or prep.lower_ not in words.hand_preps:
        return
    holders = _hand_owners(token, scene)
    if not holders:
        return
    at = prep.head
    change: Change = "holds"
    if at.pos_ in {"VERB", "AUX"}:
        if not _told(at, scene):
            return
        change = "captured" if at.lemma_.lower() in words.reaching else "holds"
        if prep.lower_ == "to" and change != "captured":
            return
        things = [*objects(at)] if is_passive(at) or (change == "captured" and objects(at)) else []
        surface = surface_subject(at)
        things += [surface] if surface is not None and not things else []
    else:
        things = [at]
    for thing in things:
        for site in sites_of(thing, scene.places, words):
            yield Found("hands", change, token.i, prep.i, token.i + 1, site, holders)


def _in_possession(token: Token, scene: Scene) -> Iterator[Found]:
    """"Is in control of the town", "now in possession of Gogrial": the holder before it, the place behind "of"."""
    prep, words = token.head, scene.book.words
    inside = prep.lower_ == "in" and prep.dep_ in {"prep", "ROOT", "acomp"}
    if token.lemma_.lower() not in words.possession or not inside:
        return
    things = [thing for name, thing in prepositions(token) if name in {"of", "over"}]
    at = prep.head
    if at.pos_ in {"VERB", "AUX"} and not _told(at, scene):
        return
    doer = surface_subject(at) if at.pos_ in {"VERB", "AUX"} else at
    holders = _refs([doer], scene) if doer is not None else ()
    if not holders or not _fights(holders, scene):
        return
    for thing in things:
        for site in sites_of(thing, scene.places, words):
            yield Found("possession", "holds", token.i, prep.i, token.i + 1, site, holders)


def _hand_owners(token: Token, scene: Scene) -> tuple[ActorRef, ...]:
    """Whose hands they are: an actor, whoever speaks of "its hands", or a word such as "rebel"."""
    owners = [one for one in modifiers(token) if scene.mentions.at(one)]
    owners += [thing for name, thing in prepositions(token) if name == "of"]
    holders = _refs(owners, scene)
    own = any(one.tag_ == "PRP$" for one in modifiers(token))
    if own and not any(ref.sector for ref in holders):
        spoken = scene.mentions.refs(scene.mentions.speakers(token.i))
        holders = tuple(ref for ref in spoken if ref.sector in scene.book.words.fighting_sectors) or holders
    worded = tuple(ref for one in modifiers(token) if (ref := _by_word(one, scene)) is not None)
    own_refs = tuple(ref for ref in _refs([token], scene) if ref.sector in scene.book.words.fighting_sectors)
    return holders or worded or own_refs


def _by_word(token: Token, scene: Scene) -> ActorRef | None:
    """A holder named by a bare word ("in rebel hands"), whose the report does not say."""
    sector = next((scene.book.words.holders[key] for key in keys(token) if key in scene.book.words.holders), None)
    if sector is None:
        return None
    return ActorRef(text=token.text, start=token.idx, end=token.idx + len(token), sector=sector, code=sector)


def _held(token: Token, scene: Scene) -> Iterator[Found]:
    """"Rebel-held Aleppo", "the opposition-held province of Idlib": the holder stands before the hyphen."""
    doc = token.doc
    word = _by_word(doc[token.i - 2], scene)
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
    """The actor whose mention covers the word before the hyphen."""
    for index, mention in enumerate(scene.mentions.reading.mentions):
        if mention.kind == "actor" and mention.first <= token.i < mention.last:
            refs = scene.mentions.refs((index,))
            if refs:
                return refs
    return ()


def _stronghold(token: Token, scene: Scene) -> Iterator[Found]:
    """"Baghuz, a stronghold of the militia": the holder at the noun, the place that it stands beside."""
    owners = [one for one in modifiers(token) if scene.mentions.at(one)]
    owners += [thing for name, thing in prepositions(token) if name == "of"]
    holders = _refs(owners, scene)
    former = any(key in {"former", "onetime", "last"} for kid in token.children for key in keys(kid))
    if not holders or former:
        return
    site = site_of(token, scene.places, scene.book.words)
    if site is not None:
        yield Found("stronghold", "holds", token.i, token.i, token.i + 1, site, holders)


def _claim(
    found: Found, holder: ActorRef | None, *, scene: Scene, alliances: Alliances,
) -> ControlClaim:
    """Fill every slot."""
    reading, resolution = scene.mentions.reading, scene.mentions.resolution
    article = reading.article
    stance = reading.stances.get(found.trigger) or Stance()
    turned = found.row.startswith("lose") if found.change == "holds" else found.change == "lost"
    if turned and stance.polarity == "-" and (found.change == "holds" or "no longer" in stance.cues):
        stance = msgspec.structs.replace(stance, polarity="+")
    chain = chain_of(reading, resolution, found.trigger)
    published = article.published.value if article.published is not None else None
    time, reason = act_time(reading, resolution, found.trigger, published=published)
    evidence = evidence_of(reading.doc, found.first, found.last)
    place, part = found.site.place, found.site.part
    maker = f"rule:control.{found.row}@{scene.book.version}"
    unresolved = {} if holder is not None else {"holder": _why_no_holder(found, scene)}
    if (unknown := scene.places.unresolved(place)) is not None:
        unresolved["place"] = unknown
    if time is None and reason is not None:
        unresolved["time"] = reason
    return ControlClaim(
        id=make_id("k", article.id, "control", evidence.trigger.start, evidence.trigger.end,
                   place.name or place.text, part or "", found.change, holder.id or holder.text if holder else ""),
        article=article.id,
        place=place,
        part=part,
        holder=holder,
        from_holder=next(iter(found.losers), None),
        change=found.change,
        time=time,
        attribution=chain,
        stake=stake_of(chain, (holder,) if holder is not None else (), found.losers, alliances=alliances, on=published),
        factuality=factuality_of(stance, chain),
        evidence=evidence,
        coding_confidence={"all": 0.8 if holder is not None and holder.code else 0.6,
                           "place": 0.6 if place.within is not None else 0.85,
                           "holder": 0.85 if holder is not None and holder.code else 0.5},
        why={
            "change": (Why(maker=maker, note=f"'{evidence.trigger.text}' tells it"),),
            "place": (Why(maker=f"rule:control.place@{__version__}", note=f"'{place.text}'"),),
        },
        unresolved=unresolved,
    )


def _why_no_holder(found: Found, scene: Scene) -> str:
    """Why nobody is named: a passive without a doer, or a doer that is no actor we know."""
    verb = scene.mentions.reading.doc[found.trigger]
    if is_passive(verb) and not agents(verb):
        return "the report does not say by whom"
    return "who holds it is told in words that name no actor known to us"
