"""The waypoints of corridors, and lists of sites and journeys that are handed to those who bear arms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.coding.sensitive.scene import NAMED, VERBAL, is_live, is_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dateline.codebook.sensitive import SensitiveWords
    from dateline.coding.sensitive.scene import Scene
    from dateline.records.base import SensitiveReason

LEAST_WAYPOINTS = 2
HANDED_TO = frozenset({"pobj", "dobj", "dative", "conj", "compound", "poss", "nsubj"})
NOUNS = frozenset({*NAMED, "NN", "NNS"})
ROW = frozenset({",", ":", "\u2013", "\u2014", "-"})
CHAINED = re.compile(r"\w\s?[\u2013\u2014-]\s?[A-Z]\w+\s?[\u2013\u2014-]\s?[A-Z]")
"""Three places in a row with dashes between them."""


def routes(scene: Scene, words: SensitiveWords, *, moving: bool) -> set[SensitiveReason]:
    """`corridor_route` where the way of a corridor of relief or flight is told by two places or more.

    `moving`: the sentence tells of civilians, convoys or staff of relief on the move, whose way a road may be.
    """
    classes = words.routes
    if not (scene.has(classes.corridors) or scene.has(classes.ways)):
        return set()
    for noun in scene.all_of(classes.corridors | classes.ways):
        if noun.pos_ not in {"NOUN", "PROPN"} or not _is_corridor(noun, scene, words, moving=moving):
            continue
        if _is_open(noun, scene, words) and len(_waypoints(noun, scene, words)) >= LEAST_WAYPOINTS:
            return {"corridor_route"}
    return set()


def _is_corridor(noun: Token, scene: Scene, words: SensitiveWords, *, moving: bool) -> bool:
    """A corridor, lane or road for those who flee or bring relief, not one of trade, soldiers or the air; a corridor
    that is named after a place only beside a word of relief or safety, a road only where people move along it."""
    classes = words.routes
    beside = [*noun.lefts, *(inner for kid in noun.rights if kid.dep_ == "prep" and kid.lower_ in {"for", "of"}
                             for inner in kid.children)]
    if any(one.lemma_.lower() in classes.other or one.lower_ in classes.other for one in beside):
        return False
    if noun.lemma_.lower() in classes.plain:
        return scene.has(classes.humane) or not any(kid.is_title and kid.tag_ != "DT" for kid in noun.lefts)
    if any(one.lemma_.lower() in classes.safe or one.lower_ in classes.safe for one in noun.lefts) or any(
            scene.is_of(one, words.movers.civilians) for one in beside):
        return True
    along = noun.dep_ == "pobj" and noun.head.lower_ in {"along", "via", "through", "by", "over"}
    followed = noun.dep_ in {"dobj", "obj"} and noun.head.lemma_.lower() in {"follow", "use", "take"}
    return (along or followed) and (moving or (scene.has(classes.humane) and scene.has(classes.until)))


def _is_open(noun: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether the way is or will be open: told as such, until an hour, or opened and not closed."""
    verb = scene.verb_of(noun)
    stance = scene.stances.get(verb.i)
    if is_over(verb, scene, words.moves) or (stance is not None and stance.polarity == "-"):
        return False
    if verb.pos_ not in VERBAL or scene.does(verb, words.routes.opening):
        return True
    if scene.has(words.routes.until) or is_live(verb, scene, words.moves):
        return True
    perfect = any(kid.dep_ == "aux" and kid.lemma_ == "have" for kid in verb.children)
    perfect = perfect or any(kid.dep_ == "xcomp" and is_live(kid, scene, words.moves) for kid in verb.children)
    return perfect or any(is_live(one, scene, words.moves) for one in scene.verbs() if scene.does(one, words.moves.go))


def _waypoints(noun: Token, scene: Scene, words: SensitiveWords) -> set[int]:
    """The places told of a way, in its clause or behind a colon: those that a preposition of the way, a dash or a
    comma between names sets in a row."""
    found: set[int] = set()
    chained = bool(CHAINED.search(scene.sent.text))
    home = scene.governor[noun.i - scene.first]
    listing = False
    for token, above in zip(scene.tokens, scene.governor, strict=True):
        listing = listing or token.text == ":"
        if token.tag_ not in NOUNS or token.ent_type_ in {"DATE", "TIME"} or not token.text[0].isupper():
            continue
        if above != home and not listing and not noun.is_ancestor(token):
            continue
        before = _word_before(token, scene)
        if before in words.routes.before_places or (before in ROW and (chained or found or listing)):
            found.add(token.i)
    return found


def _word_before(token: Token, scene: Scene) -> str:
    """The word before a name and its article, names and numbers before it in the same noun phrase passed over."""
    at = token.i - scene.first - 1
    while at >= 0 and (scene.tokens[at].tag_ in {*NAMED, "DT", "JJ"} or scene.tokens[at].text == "'s"):
        if scene.tokens[at].tag_ in NAMED and scene.tokens[at].head.i != token.i:
            return "-"
        at -= 1
    return scene.lower[at] if at >= 0 else ""


def lists(scene: Scene, words: SensitiveWords) -> set[SensitiveReason]:
    """`notification_list` where details of protected sites or journeys are handed to those who bear arms; not where
    the list is out of date."""
    classes = words.lists
    if scene.has(classes.lapsed):
        return set()
    details = [one for one in scene.all_of(classes.details) if one.pos_ in {"NOUN", "PROPN", "ADJ"}]
    guarded = scene.has(classes.protected)
    if guarded and scene.has(classes.strong_terms):
        return {"notification_list"}
    if scene.has(classes.terms) and guarded and (details or _handed(scene, words)):
        return {"notification_list"}
    if details and guarded and _handed(scene, words) and scene.has(classes.armed):
        return {"notification_list"}
    if guarded and _is_circulated(details, scene, words):
        return {"notification_list"}
    return set()


def _handed(scene: Scene, words: SensitiveWords) -> bool:
    """Whether details are handed over: they are the subject or object of a verb of handing, or it goes to armed men."""
    for verb in scene.verbs():
        stance = scene.stances.get(verb.i)
        if (stance is not None and stance.polarity == "-") or not scene.does(verb, words.lists.handing):
            continue
        if _goes_to_armed(verb, scene, words):
            return True
    return False


def _goes_to_armed(verb: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether "to", "with" or "by" leads from the verb to those who bear arms."""
    clause: Sequence[Token] = scene.clause(verb)
    return any(
        one.dep_ in HANDED_TO and scene.is_of(one, words.lists.armed) and one.pos_ not in VERBAL for one in clause
    )


def _is_circulated(details: Sequence[Token], scene: Scene, words: SensitiveWords) -> bool:
    """A sheet or list of journeys to come that goes round."""
    for verb in scene.verbs():
        if scene.does(verb, words.lists.circulating) and is_live(verb, scene, words.moves):
            what = [*scene.affected(verb), *scene.subjects(verb)]
            if any(one in what for one in details) and scene.has(words.lists.journeys):
                return True
    return False
