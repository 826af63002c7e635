"""Hospitals and schools in use: attacked, or told where they work. Closed ones are no reason, nor is a hospital as a
source or where the wounded were taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.sensitive.scene import VERBAL, any_of, is_live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dateline.codebook.sensitive import SensitiveWords, WordClass
    from dateline.coding.sensitive.scene import Scene
    from dateline.records.base import SensitiveReason

STILL = frozenset({"still", "generator", "only"})
AT = frozenset({"near", "beside", "outside", "above", "over", "around", "round", "on", "at", "into", "behind"})
TEACH = frozenset({"teach", "study", "learn"})
CLIMB = 9
"""How many steps up the tree a word is followed."""


def sites(scene: Scene, words: SensitiveWords) -> set[SensitiveReason]:
    """The reasons that the hospitals and schools of a sentence give."""
    found: set[SensitiveReason] = set()
    classes = words.sites
    if scene.has(classes.rehearsed):
        return found
    health, schools = in_use(scene, words, classes.health), in_use(scene, words, classes.schools)
    if any(is_struck(site, scene, words) for site in health) or _heals(health, scene, words):
        found.add("health_site")
    if any(is_struck(site, scene, words) for site in schools) or _teaches(scene, words):
        found.add("school")
    return found


def in_use(scene: Scene, words: SensitiveWords, kind: WordClass) -> list[Token]:
    """The sites of a kind that are none in name only, and not told to be closed."""
    return [
        token for token in scene.all_of(kind)
        if token.pos_ in {"NOUN", "PROPN"} and not _is_namesake(token, scene, words)
        and not _is_closed(token, scene, words)
    ]


def _is_namesake(site: Token, scene: Scene, words: SensitiveWords) -> bool:
    """A chess school, an animal shelter, an electoral ward; or a noun that only modifies another ("school exams",
    "hospital budget") and stands before no building."""
    if any(kid.lemma_.lower() in words.sites.namesakes for kid in site.lefts) or site.lower_ == "surgeries":
        return True
    head = site.head
    behind = site.dep_ in {"compound", "nmod", "amod", "poss"} and head.i > site.i
    return behind and not _is_building(head, scene, words)


def _is_building(noun: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether a noun is a part of a site, or another word for it: "a school complex", "the hospital's roof"."""
    sites = words.sites
    kinds = (sites.health, sites.schools, sites.refuges)
    return noun.lower_ in sites.buildings or any(scene.is_of(noun, kind) for kind in kinds)


def _is_closed(site: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether a word in its noun phrase, or told of it, says that it is not in use."""
    closed = words.sites.closed
    if any_of((kid for kid in site.subtree if abs(kid.i - site.i) <= 2 * CLIMB), scene, closed):
        return True
    up, at = site, 0
    while up.dep_ in {"pobj", "prep", "compound", "poss", "nmod"} and at < CLIMB:
        up, at = up.head, at + 1
        if up.pos_ == "NOUN" and any(scene.is_of(kid, closed) for kid in up.lefts):
            return True
    verb = scene.verb_of(site)
    return site in scene.subjects(verb) and any(
        kid.lower_ in closed and kid.dep_ in {"acomp", "oprd"} for kid in verb.children)


def is_struck(site: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether an attack is told at a site: by the verb or noun over it, or by a clause about it."""
    attacks = words.attacks
    if not (scene.has(attacks.arms) or scene.has(attacks.verbs)) or scene.has(attacks.labour):
        return False
    top = site
    if _is_under_fire(site, scene, words):
        return True
    apart = False
    for up in _ancestors(site):
        if up.pos_ in VERBAL:
            top = up
            if _is_attacking(up, site, scene, words):
                return True
            apart = scene.does(up, words.sites.taking)
            if apart or up.dep_ == "ccomp":
                break
        elif up.pos_ == "NOUN" and _is_attack(up, words):
            return True
    if not apart and site.dep_ == "pobj" and site.head.lower_ in AT and scene.has(attacks.weapons):
        return True
    return any(
        kid.dep_ in {"relcl", "acl"} and _is_attacking(kid, site, scene, words)
        for one in (site, top) for kid in one.rights
    )


def _is_under_fire(site: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether a site is told to be or come under fire, attack or siege."""
    verb = scene.verb_of(site)
    stance = scene.stances.get(verb.i)
    if verb.i < site.i or (stance is not None and stance.polarity == "-"):
        return False
    under = (one for kid in verb.rights if kid.lower_ == "under" for one in kid.children if one.dep_ == "pobj")
    return any(one.lemma_.lower() in words.attacks.nouns for one in under)


def _ancestors(token: Token) -> list[Token]:
    """What a token hangs on, nearest first, a bounded way up."""
    found: list[Token] = []
    while token.head.i != token.i and len(found) < CLIMB:
        token = token.head
        if token.pos_ not in VERBAL or token.dep_ not in {"amod", "compound"}:
            found.append(token)
    return found


def _is_attack(noun: Token, words: SensitiveWords) -> bool:
    """A noun of attack, not an attack of another kind ("heart attack")."""
    told = noun.lemma_.lower() in words.attacks.nouns
    return told and not any(kid.lower_ in {"heart", "panic"} for kid in noun.lefts)


def _is_attacking(verb: Token, site: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether a verb tells an attack where it stands: of itself, or where arms are at work in its clause."""
    attacks, stance = words.attacks, scene.stances.get(verb.i)
    if stance is not None and (stance.polarity == "-" or stance.tense == "generic"):
        return False
    if site in scene.doers(verb) or (verb.dep_ == "ccomp" and site not in scene.clause(verb)):
        return False
    if scene.does(verb, attacks.verbs) or any_of(scene.doers(verb), scene, attacks.weapons):
        return True
    if not scene.does(verb, attacks.doubtful):
        return False
    if scene.does(verb, words.sites.taking) and site.dep_ == "pobj" and site.head.lower_ in {"to", "at", "in"}:
        return False
    clause = scene.clause(verb)
    return any_of((one for one in clause if one is not verb and one.pos_ not in VERBAL), scene, attacks.arms)


def _heals(health: Sequence[Token], scene: Scene, words: SensitiveWords) -> bool:
    """Whether the sentence tells where a hospital works: that it still does, where it moved, who is treated in it."""
    sites = words.sites
    for site in health:
        verb = scene.verb_of(site)
        if not is_live(verb, scene, words.moves) and not _has_come(verb):
            continue
        makeshift = scene.is_of(site, sites.makeshift_health) or _hidden(site, scene, words)
        if scene.does(verb, sites.moving_site) and site in [*scene.affected(verb), *scene.subjects(verb)]:
            if makeshift:
                return True
        elif makeshift and (scene.does(verb, sites.treating) or scene.does(verb, sites.working)):
            return True
        working = site in scene.subjects(verb) and scene.does(verb, sites.working)
        if working and scene.has(STILL):
            return True
    return _moved(health, scene, words)


def _has_come(verb: Token) -> bool:
    """A perfect: what has been done and holds."""
    return any(kid.dep_ == "aux" and kid.lemma_ == "have" for kid in verb.children)


def _moved(health: Sequence[Token], scene: Scene, words: SensitiveWords) -> bool:
    """A site that was moved, where to is told: "Doctors moved the last ward to the primary school"."""
    for site in health:
        verb = scene.verb_of(site)
        if scene.does(verb, words.sites.moving_site) and site in scene.affected(verb) and _hidden(site, scene, words):
            return True
    return False


def _hidden(site: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether a cellar, a school or the like stands in the site's clause beside it."""
    if any(scene.is_of(kid, words.sites.underground) for kid in site.lefts):
        return True
    clause = scene.clause(scene.verb_of(site))
    return any(
        one.i != site.i and scene.is_of(one, words.sites.underground) and abs(one.i - site.i) > 1 for one in clause
    )


def _teaches(scene: Scene, words: SensitiveWords) -> bool:
    """Whether lessons are told to go on in a cellar or the like."""
    sites = words.sites
    if not scene.has(sites.lessons | TEACH) or not scene.has(sites.underground):
        return False
    for verb in scene.verbs():
        if not is_live(verb, scene, words.moves) and not _has_come(verb):
            continue
        clause = scene.clause(verb)
        hidden = any(scene.is_of(one, sites.underground) and one.lemma_ != "school" for one in clause)
        if hidden and scene.does(verb, sites.teaching) and any_of(clause, scene, sites.lessons | TEACH):
            return True
    return False
