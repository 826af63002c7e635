"""People in shelter: in places not made to live in, in shelters by name, or wherever they hide, camp or take refuge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.sensitive.movement import STANDING
from dateline.coding.sensitive.scene import NOMINAL, VERBAL, is_habit, is_live
from dateline.coding.sensitive.sites import in_use, is_struck

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.sensitive import SensitiveWords
    from dateline.coding.sensitive.scene import Scene
    from dateline.records.base import SensitiveReason

LOCATING = frozenset({
    "in", "at", "under", "beneath", "inside", "into", "below", "within", "underneath", "to", "on", "among", "as",
    "between", "with", "behind", "of",
})
NUMEROUS = frozenset({"hundred", "hundreds", "thousands", "dozens"})
WINDOW = 4
"""How many tokens before a clause its relative may stand: "into which, says the Red Cross, they had fled"."""


def shelters(scene: Scene, words: SensitiveWords) -> set[SensitiveReason]:
    """`shelter` where people are told to shelter at a place, or a shelter with people in it is attacked."""
    sites = words.sites
    if scene.has(sites.rehearsed):
        return set()
    if not (scene.has(sites.refuges) or scene.has(sites.havens) or scene.has(sites.sheltering)):
        return set()
    found = _house_people(scene, words) or _is_hidden(scene, words) or _is_hit(scene, words)
    return {"shelter"} if found else set()


def _is_hidden(scene: Scene, words: SensitiveWords) -> bool:
    """Whether a verb tells that people are, or when an attack came were, in a place to be safe."""
    struck = scene.has(words.attacks.verbs) or (scene.has(words.attacks.doubtful) and scene.has(words.attacks.arms))
    for verb in scene.verbs():
        stance = scene.stances.get(verb.i)
        if stance is not None and (stance.polarity == "-" or stance.tense == "generic"):
            continue
        now = is_live(verb, scene, words.moves) or _goes_on_past(verb, struck=struck)
        if not now and not is_habit(verb, scene, words.moves):
            continue
        if _is_sheltering(verb, scene, words) or _holds_people(verb, scene, words):
            return True
    return False


def _is_hit(scene: Scene, words: SensitiveWords) -> bool:
    """Whether a shelter by name, a cellar or the like is attacked in a sentence that tells of people."""
    havens = [one for one in in_use(scene, words, words.sites.havens | words.sites.hideouts) if one.pos_ == "NOUN"]
    return any(is_struck(site, scene, words) for site in havens) and _people_told(scene, words)


def _house_people(scene: Scene, words: SensitiveWords) -> bool:
    """"Fifty schools house 71,000 people": a verb that the parser took for a noun, between a site and a number."""
    for token in scene.tokens[1:-1]:
        if token.lower_ not in words.sites.holding or token.pos_ in VERBAL or not token.nbor(1).like_num:
            continue
        behind = scene.tokens[token.i - scene.first + 1:][:WINDOW]
        if _is_refuge(token.nbor(-1), scene, words) and any(_is_people(one, scene, words) for one in behind):
            return True
    return False


def _goes_on_past(verb: Token, *, struck: bool) -> bool:
    """What was so when an attack or a siege came: "into which two hundred had fled"."""
    perfect = any(kid.dep_ == "aux" and kid.lemma_ == "have" for kid in verb.children)
    return perfect or (struck and verb.tag_ in {"VBD", "VBG", "VBN"})


def _is_sheltering(verb: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether a verb tells that people are in a place to be safe."""
    sites = words.sites
    if (verb.lemma_ == "be" or scene.does(verb, sites.serving)) and _becomes_refuge(verb, scene, words):
        return True
    danger, near = _in_danger(scene, words), _near(verb, scene)
    spent = verb.lemma_ == "spend" and any(one.lemma_ in {"night", "day", "week"} for one in near)
    attended = scene.has(words.attacks.weapons) and scene.does(verb, sites.attending)
    stays = scene.does(verb, sites.sheltering | (sites.staying if danger else sites.bedding))
    if not (spent or attended or stays) or not any(_is_people(one, scene, words) for one in near):
        return False
    places = [one for one in near if _is_refuge(one, scene, words)]
    if any(danger or one.lemma_.lower() not in sites.venues for one in places):
        return True
    return scene.does(verb, sites.sheltering) and _has_place(verb)


def _has_place(verb: Token) -> bool:
    """Whether a preposition leads from the verb to a place, or whatever is no time; "shelter in place" has none."""
    inner = [one for kid in verb.rights if kid.dep_ == "prep" and kid.lower_ in LOCATING for one in kid.children]
    return any(
        one.dep_ == "pobj" and one.ent_type_ not in {"DATE", "TIME"} and one.lower_ != "place" for one in inner)


def _in_danger(scene: Scene, words: SensitiveWords) -> bool:
    """Whether the sentence tells of war, flight or relief, of a hiding place, or of people by their number: a few also
    stay in churches to pray."""
    sites = words.sites
    classes = (sites.hideouts, sites.underground, words.moves.danger, words.attacks.arms)
    return scene.relieved or any(scene.has(one) for one in classes) or any(
        kid.like_num or kid.lower_ in NUMEROUS
        for one in scene.tokens if _is_people(one, scene, words) for kid in [*one.lefts, one.head, one.head.head])


def _becomes_refuge(verb: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether a building serves as what people sleep in."""
    inner = [one for kid in verb.rights if kid.lower_ in {"as", "into"} for one in kid.children if one.dep_ == "pobj"]
    if verb.lemma_ == "be" and _people_told(scene, words):
        inner = [kid for kid in verb.rights if kid.dep_ in {"attr", "advmod", "acomp"}]
    what = [*scene.affected(verb), *scene.subjects(verb)]
    return any(one.lemma_.lower() in words.sites.become for one in inner) and any(
        _is_refuge(one, scene, words) for one in what)


def _near(verb: Token, scene: Scene) -> list[Token]:
    """The clause of a verb and its subject; of a clause that a "where" or "which" opens also what stands before it."""
    clause = scene.clause(verb)
    before = [one for one in scene.tokens if one.i < verb.i] if _is_relative(verb, clause[0].i, scene) else []
    return [*clause, *scene.doers(verb), *before]


def _is_relative(verb: Token, first: int, scene: Scene) -> bool:
    """Whether a relative opens the clause that begins at a token, or stands before it in a clause of its own."""
    if verb.dep_ in {"relcl", "acl"}:
        return True
    above = scene.governor[verb.i - scene.first]
    for token in scene.tokens:
        if token.i >= verb.i:
            break
        near = first - WINDOW <= token.i and token.tag_ in {"WRB", "WDT"} and token.lower_ in {"where", "which", "that"}
        if near or (token.lower_ in {"where", "which"} and scene.governor[token.i - scene.first] != above):
            return True
    return False


def _holds_people(verb: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether a place that is no dwelling is told to hold people: "the car park holds two hundred women"."""
    sites = words.sites
    if not scene.does(verb, sites.holding):
        return False
    places = [one for one in scene.subjects(verb) if _is_refuge(one, scene, words)]
    danger = _in_danger(scene, words)
    inside = [one for kid in verb.rights if kid.lower_ == "with" for one in kid.children if one.dep_ == "pobj"]
    return any(danger or one.lemma_.lower() not in sites.venues for one in places) and any(
        _is_people(one, scene, words) for one in [*scene.affected(verb), *inside])


def _is_refuge(token: Token, scene: Scene, words: SensitiveWords) -> bool:
    """A place of shelter that is in use and none in name only."""
    sites = words.sites
    if not (scene.is_of(token, sites.refuges) or scene.is_of(token, sites.havens)):
        return False
    named = any(kid.lemma_.lower() in sites.namesakes for kid in token.lefts)
    return token.pos_ in {"NOUN", "PROPN", "ADJ"} and not named


def _is_people(token: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Civilians, people, a people's name in the plural."""
    movers = words.movers
    if token.i in scene.peoples:
        return True
    if token.tag_ == "CD" and token.dep_ in {"nsubj", "nsubjpass"} and token.ent_type_ != "DATE":
        return True
    if token.lower_ in STANDING:
        return token.i > 0 and token.nbor(-1).lower_ in {"the", "and"}
    known = scene.is_of(token, movers.civilians) or scene.is_of(token, movers.people)
    return known and token.pos_ in NOMINAL


def _people_told(scene: Scene, words: SensitiveWords) -> bool:
    """Whether the sentence tells of people at all."""
    return any(_is_people(token, scene, words) for token in scene.tokens)
