"""Control told by a verb: "took", "fell to", "lost", "were driven out of", "holds", "fight for"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.arrangement.names import clause_of
from dateline.coding.control.places import (
    definite_site, named_site, open_name, pointed_site, site_by_act, site_of, sites_of,
)
from dateline.coding.control.scene import (
    FINITE, OUTSIDERS, Found, after_in_line, bears_arms, before_in_line, fights, holder_before, is_told, last_fighters,
    refs_of,
)
from dateline.coding.match import has_words
from dateline.coding.syntax import (
    agents, conjuncts, is_passive, modifiers, objects, prepositions, subject, surface_subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dateline.codebook.arrangements import ControlRow
    from dateline.coding.control.places import Site
    from dateline.coding.control.scene import Change, Scene
    from dateline.records import ActorRef

Parties = tuple[tuple["ActorRef", ...], tuple["ActorRef", ...]]
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass"})


def by_verb(verb: Token, scene: Scene) -> Iterator[Found]:
    """The first row of this verb that finds a place."""
    rows = scene.book.verbs.get(verb.lemma_.lower()) or scene.book.verbs.get(verb.lower_)
    if not rows or verb.pos_ not in {"VERB", "AUX"} or not is_told(verb, scene):
        return
    for rest, row in rows:
        if not _worded(verb, rest, row, scene) or not _is_done(verb, row, scene):
            continue
        holders, losers = _parties(verb, row, scene)
        lost = _is_lost_by_nobody(verb, row, scene)
        if not lost and not _fit(verb, row, holders, losers, scene=scene):
            continue
        sites = _found_sites(verb, row, holders or losers, scene)
        if not sites:
            continue
        change, holders, losers = _outcome(verb, row, holders, losers, scene=scene)
        if change != "contested" and row.armed and not holders and not lost:
            continue
        last = verb.i + 1 + len(rest)
        for site in sites:
            yield Found(row.id, change, verb.i, verb.i, last, site, holders, losers)
        return


def _is_done(verb: Token, row: ControlRow, scene: Scene) -> bool:
    """Whether it is done and not going on ("were chasing the rebels out"), and a dispute one of arms."""
    if row.change == "contested":
        return scene.armed or not row.leaving
    return row.change == "holds" or not _is_under_way(verb)


def _fit(
    verb: Token, row: ControlRow, holders: tuple[ActorRef, ...], losers: tuple[ActorRef, ...], *, scene: Scene,
) -> bool:
    """Whether the parties are of the kind that the row asks for."""
    if row.id == "fall" and not holders and any(
        name == "to" and not thing.is_title for name, thing in prepositions(verb)
    ):
        return False
    if not scene.armed and row.change == "captured" and not holders and _is_of_others(verb, row):
        return False
    if row.armed and not fights(holders or losers, scene):
        return False
    return not row.fighters or bears_arms(holders or losers, scene)


def _is_of_others(verb: Token, row: ControlRow) -> bool:
    """Whether somebody who is no party we know does it ("Alajuela fell to the competition"), in a report of no war."""
    if row.holder == "prep:to":
        return any(name == "to" for name, _ in prepositions(verb))
    return not is_passive(verb)


def _is_lost_by_nobody(verb: Token, row: ControlRow, scene: Scene) -> bool:
    """"Debaltseve had been lost": a passive that names nobody, in a report of fighting."""
    losing = verb.lemma_.lower() in scene.book.words.losing and row.change == "lost" and not row.light
    return losing and scene.armed and is_passive(verb) and not agents(verb)


def _conceded(verb: Token, change: Change, scene: Scene) -> tuple[Change, tuple[ActorRef, ...]]:
    """Who concedes or denies that a place was lost or fell, where nobody else is told to hold it."""
    own = scene.mentions.refs(scene.mentions.speakers(verb.i))
    able = tuple(ref for ref in own if fights([ref], scene) and ref.country not in OUTSIDERS)
    told = {one.lemma_.lower() for one in verb.ancestors} & (scene.book.words.denying | scene.book.words.conceding)
    return ("lost", able[:1]) if able and told else (change, ())


def _is_under_way(verb: Token) -> bool:
    """Whether it goes on and is not done: "were chasing the rebels out"."""
    return verb.tag_ == "VBG" and any(kid.dep_ == "aux" and kid.lemma_ == "be" for kid in verb.children)


def _outcome(
    verb: Token, row: ControlRow, holders: tuple[ActorRef, ...], losers: tuple[ActorRef, ...], *, scene: Scene,
) -> tuple[Change, tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """What it comes to: who "lost it to B" had it captured by B, who was driven out by nobody named has lost it."""
    change: Change = row.change
    stance = scene.mentions.reading.stances.get(verb.i)
    if change == "lost" and stance is not None and stance.polarity == "-" and not _denied(stance.cues):
        return "holds", holders, ()
    if change == "holds" and stance is not None and "no longer" in stance.cues:
        return "lost", holders, losers
    if change == "lost" and losers:
        return "captured", losers, holders
    if change == "captured" and losers and not holders:
        other = scene.roster.opponent(losers[0])
        if other is not None and "object" not in row.loser:
            return change, (other,), losers
        return ("lost", losers, ()) if "object" in row.loser else (change, (), losers)
    if change == "contested" and not holders:
        return change, contenders(verb, scene), ()
    if not holders and row.id in {"lose", "fall"}:
        change, holders = _conceded(verb, change, scene)
    return change, holders, losers


def contenders(verb: Token, scene: Scene) -> tuple[ActorRef, ...]:
    """One of those who fight over a place where the words give it to nobody ("changed hands"): who is told in the
    clause to have taken or claimed it, else whoever tells it."""
    for one in clause_of(verb):
        found = refs_of([one], scene) if scene.mentions.at(one) else ()
        if bears_arms(found, scene) or any(ref.sector == "COP" for ref in found):
            return found[:1]
    told = scene.mentions.refs(scene.mentions.speakers(verb.i))
    return told[:1] if bears_arms(told, scene) else ()


def _denied(cues: tuple[str, ...]) -> bool:
    """Whether it is somebody's denial that makes it negative, not the report's own "not"."""
    return any(cue not in {"not", "n't", "never", "no"} for cue in cues)


def _worded(verb: Token, rest: tuple[str, ...], row: ControlRow, scene: Scene) -> bool:
    """Whether the row's further words stand with the verb, and no particle makes another verb of it ("took up")."""
    if rest and not has_words(verb, rest, noun=False) and not _joined(verb, rest):
        return False
    if not rest and any(kid.dep_ == "prt" and kid.lower_ in scene.book.words.turned for kid in verb.children):
        return False
    if row.line:
        doer = surface_subject(verb)
        return doer is not None and any(one.lower_ in row.near for one in doer.subtree)
    return not row.near or any(token.lower_ in row.near for token in clause_of(verb))


def _joined(verb: Token, rest: tuple[str, ...]) -> bool:
    """Whether the further words stand right behind the verb, whatever the parser made of them."""
    behind = verb.doc[verb.i + 1 : min(verb.i + 1 + len(rest), verb.sent.end)]
    return tuple(one.lower_ for one in behind) == rest and len(rest) > 0 and behind[-1].pos_ in {"ADP", "ADV", "PART"}


def _found_sites(verb: Token, row: ControlRow, parties: tuple[ActorRef, ...], scene: Scene) -> list[Site]:
    """The row's places, else sites that fighters take or hold, else what stands behind or before it in the line; none
    where it is done to "whom"."""
    if any(kid.lower_ == "whom" for kid in verb.children):
        return []
    sites = list(_row_sites(verb, row, scene)) or list(_loose_sites(verb, row, parties, scene))
    sites = sites or list(_sites_in_line(verb, row, parties, scene))
    if sites and row.place == "object" and not row.light and not is_passive(verb):
        sites += [one for one in _listed_on(verb, sites, scene) if one not in sites]
    if row.leaving or (row.place == "subject" and not parties):
        sites = [site for site in sites if site.place.precision != "country" or site.part]
    return sites


def _listed_on(verb: Token, sites: list[Site], scene: Scene) -> Iterator[Site]:
    """The further places of a list that the parse breaks off: "the airport, Khankala, and, encircled, the FSB
    building"."""
    start = max(one.place.end or 0 for one in sites)
    told, joined = {one.place.start for one in sites}, False
    for one in after_in_line(verb):
        if one.idx < start or one.pos_ in {"DET", "ADJ", "ADV", "NUM"}:
            continue
        if one.text == "," or one.lower_ in {"and", "or"}:
            joined = True
        elif one.pos_ in {"NOUN", "PROPN"}:
            if one.dep_ == "compound":
                continue
            site = site_of(one, scene.places, scene.book.words) or open_name(one, scene.places, sure=False)
            if site is None or not joined:
                return
            if site.place.start not in told:
                yield site
            joined = False
        elif one.lower_ not in {"of", "as"} and one.tag_ != "VBN":
            return


def _loose_sites(verb: Token, row: ControlRow, parties: tuple[ActorRef, ...], scene: Scene) -> Iterator[Site]:
    """Where fighters take or hold it: "the temple" that names no place, "it", and names that no table knows."""
    if row.light or not (bears_arms(parties, scene) or _is_taken(verb, row, scene)):
        return
    for thing in (one for first in _things(verb, row) for one in conjuncts(first)):
        if _is_state(thing, scene):
            return
        if row.leaving and thing.pos_ != "PROPN":
            continue
        site = definite_site(thing, scene.places, scene.book.words) or pointed_site(thing, scene.places)
        site = site or open_name(thing, scene.places, sure=verb.lemma_.lower() not in scene.book.words.of_persons)
        if site is not None:
            yield site


def _is_taken(verb: Token, row: ControlRow, scene: Scene) -> bool:
    """"Chalai was captured": a passive of a strong verb in a report of fighting, by whomsoever."""
    strong = row.id in {"take", "fall"} or row.change == "contested"
    return strong and scene.armed and (is_passive(verb) or row.place == "subject")


def _things(verb: Token, row: ControlRow) -> list[Token]:
    """The words that stand where the row has its place."""
    if row.place.startswith("prep:"):
        names = set(row.place[5:].split("|"))
        return [inner for name, inner in prepositions(verb) if name in names] or _led_to(verb, names)
    if row.place == "subject":
        surface = surface_subject(verb)
        return [surface] if surface is not None else []
    return list(objects(verb))


def _led_to(verb: Token, names: set[str]) -> list[Token]:
    """What stands behind one of the prepositions in the line, no other verb between."""
    for one in after_in_line(verb):
        if one.pos_ in {"VERB", "AUX"}:
            return []
        if one.lower_ in names and one.pos_ == "ADP":
            return [kid for kid in one.children if kid.dep_ == "pobj"]
    return []


def _row_sites(verb: Token, row: ControlRow, scene: Scene) -> Iterator[Site]:
    """The places at the position that the row names."""
    words = scene.book.words
    if row.light:
        yield from _light_sites(verb, row, scene)
    elif row.place == "subject":
        for surface in _things(verb, row):
            yield from sites_of(surface, scene.places, words)
    elif row.place.startswith("prep:"):
        for inner in _things(verb, row):
            if row.leaving and inner.lemma_.lower() in words.lines:
                continue
            if inner.lower_ == "which" and (pointed := pointed_site(inner, scene.places)) is not None:
                yield pointed
                return
            if site := sites_of(inner, scene.places, words):
                yield from site
                return
    else:
        yield from _object_sites(verb, scene)


def _light_sites(verb: Token, row: ControlRow, scene: Scene) -> Iterator[Site]:
    """Places behind the preposition of a light noun ("control of"), which the parse may hang on the verb."""
    for thing in _light(verb, row):
        if thing.lemma_.lower() in scene.book.words.shares or thing.lower_ in scene.book.words.shares:
            yield from sites_of(thing, scene.places, scene.book.words)
            continue
        behind = [inner for name, inner in prepositions(thing) if name in row.preps]
        behind = behind or [inner for name, inner in prepositions(verb) if name in row.preps and inner.i > thing.i]
        for inner in behind:
            found = sites_of(inner, scene.places, scene.book.words)
            unknown = not found and scene.armed and not scene.mentions.at(inner)
            named = named_site(inner, loose=True) if unknown else None
            yield from found or ([named] if named is not None else [])


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


def _sites_in_line(verb: Token, row: ControlRow, parties: tuple[ActorRef, ...], scene: Scene) -> Iterator[Site]:
    """The place right behind the verb, or before a passive or a "which", where the parse links none."""
    if row.light or not bears_arms(parties, scene) or row.place not in {"object", "subject"}:
        return
    if verb.dep_ == "relcl" and scene.places.at(verb.head) is None and verb.head.pos_ == "NOUN":
        return
    if (pointed := _said_of(verb, scene)) is not None and row.place == "object":
        yield pointed
        return
    if row.place == "object" and (not is_passive(verb) or _which(verb.head)):
        yield from _behind(verb, scene) if not is_passive(verb) else ()
        which = next((one for one in before_in_line(verb) if one.lower_ in {"which", "that"}), None)
        if which is not None and (is_passive(verb) or not objects(verb)):
            yield from _ahead(which, scene)
    elif not any(kid.dep_ in SUBJECT_DEPS and kid.lower_ not in {"which", "that"} for kid in verb.children):
        yield from _ahead(verb, scene)


def _said_of(verb: Token, scene: Scene) -> Site | None:
    """The place in "Phu Phi, which Thailand says it captured": that of the clause in which it is said."""
    if verb.dep_ not in {"ccomp", "relcl"} or objects(verb):
        return None
    over = verb.head if verb.dep_ == "ccomp" else verb.head.head.head
    if over.dep_ != "relcl" or not any(kid.lower_ == "which" for kid in over.children):
        return None
    return site_of(over.head, scene.places, scene.book.words) or open_name(over.head, scene.places, sure=True)


def _behind(verb: Token, scene: Scene) -> Iterator[Site]:
    """The first place behind a verb, no other thing that it could act on between."""
    for one in after_in_line(verb):
        if one.pos_ in {"VERB", "AUX"} or one.text == "," or (one.pos_ == "ADP" and one.lower_ != "of"):
            return
        if one.pos_ in {"NOUN", "PROPN", "ADJ"}:
            site = site_of(one, scene.places, scene.book.words)
            if site is None and one.dep_ != "compound" and not scene.mentions.at(one):
                site = named_site(one, loose=True)
            if site is not None:
                yield site
                return
            if one.pos_ == "NOUN" and one.lemma_.lower() not in scene.book.words.area_nouns:
                return


def _ahead(token: Token, scene: Scene) -> Iterator[Site]:
    """The nearest place before a word, no other clause between."""
    for one in before_in_line(token):
        if one.tag_ in FINITE and one.pos_ == "VERB":
            return
        site = scene.places.at(one)
        if site is not None:
            yield from [found for found in [site_of(one, scene.places, scene.book.words)] if found is not None]
            return


def _light(verb: Token, row: ControlRow) -> Iterator[Token]:
    """The light noun of a row ("control"), as object, subject or behind a preposition ("fighting for control of")."""
    for thing in objects(verb):
        if thing.lemma_.lower() in row.light:
            yield thing
    for _, thing in prepositions(verb):
        if thing.lemma_.lower() in row.light:
            yield thing
    if row.change == "contested":
        yield from (thing for thing in _led_to(verb, {"for", "over"}) if thing.lemma_.lower() in row.light)
    if row.place == "subject":
        surface = surface_subject(verb)
        if surface is not None and surface.lemma_.lower() in row.light:
            yield surface


def _parties(verb: Token, row: ControlRow, scene: Scene) -> Parties:
    """(who holds or held it, who it was taken from)."""
    mentions = scene.mentions
    if row.holder == "object":
        doers = list(objects(verb))
    elif row.holder.startswith("prep:"):
        names = {row.holder[5:], *(("into",) if row.holder == "prep:to" else ())}
        doers = [thing for name, thing in prepositions(verb) if name in names]
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
    holders = refs_of(doers, scene) or _relative_doer(verb, scene)
    if row.holder == "subject" and doers and not fights(holders, scene):
        holders = _stand_in(doers[0], scene) or holders
    if not holders and row.holder == "subject" and not is_passive(verb) and _has_no_plain_subject(doers):
        holders = holder_before(verb, scene)
    return holders, refs_of(losers, scene)


def _stand_in(doer: Token, scene: Scene) -> tuple[ActorRef, ...]:
    """Who acts by a subject that is no party: the last fighters before "they", those on the trucks that left."""
    if doer.pos_ == "PRON" and doer.lower_ in {"they", "it", "he"}:
        return last_fighters(doer, scene)
    if doer.lemma_.lower() not in scene.book.words.carriers and doer.dep_ != "csubj":
        return ()
    for one in doer.subtree:
        if one.dep_ == "relcl":
            return ()
        found = refs_of([one], scene) if scene.mentions.at(one) else ()
        if bears_arms(found, scene):
            return found
    return ()


def _relative_doer(verb: Token, scene: Scene) -> tuple[ActorRef, ...]:
    """Who took it in "Goma, which M23 rebels seized", where the parser takes the verb for a participle of its doer."""
    doer = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or doer.i != verb.i - 1 or not _which(doer):
        return ()
    return refs_of([doer], scene)


def _which(doer: Token) -> bool:
    """Whether "which" or "that" opens the phrase of a noun."""
    return doer.left_edge.lower_ in {"which", "that"}


def _has_no_plain_subject(doers: list[Token]) -> bool:
    """Whether the parse gives no noun for the subject, so that the words before may stand in."""
    return not any(one.pos_ in {"NOUN", "PROPN"} for one in doers)
