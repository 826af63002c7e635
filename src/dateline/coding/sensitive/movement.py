"""Who is announced to move, or moves: civilians, convoys, staff of relief. Troops, sport and trade are no reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.sensitive.scene import INNER, any_of, is_live, is_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dateline.codebook.sensitive import Movers, Moves, SensitiveWords
    from dateline.coding.sensitive.scene import Scene
    from dateline.records.base import SensitiveReason

MEASURES = frozenset({"QUANTITY", "TIME", "DATE", "CARDINAL", "FAC", "LOC", "GPE"})
ABOARD = frozenset({"on", "onto", "aboard", "in", "into"})
PHRASE = 8
"""How far from a noun, in tokens, the words of its phrase are looked for."""
REACH = 14
"""How far behind a verb, in tokens, its direction is looked for through whatever hangs on it."""
STANDING = frozenset({
    "wounded", "injured", "sick", "displaced", "trapped", "elderly", "disabled", "infirm", "homeless",
})
"""Participles and adjectives that are people only behind "the" or a number."""


def movements(scene: Scene, words: SensitiveWords) -> set[SensitiveReason]:
    """The reasons that the sentence's movements give; none for those that are over, and for those of soldiers."""
    movers, moves = words.movers, words.moves
    found: set[SensitiveReason] = set()
    if not _is_about_movers(scene, movers, moves):
        return found
    for verb in scene.verbs():
        if not is_live(verb, scene, moves) or (not scene.relieved and _is_excluded(scene.clause(verb), scene, movers)):
            continue
        found |= _of_verb(verb, scene, words)
    if _is_evacuation_to_come(scene, words) or _are_fetched_soon(scene, words):
        found.add("future_movement_of_civilians")
    return found


def _is_about_movers(scene: Scene, movers: Movers, moves: Moves) -> bool:
    """Whether the sentence names anybody or anything that may move: the cheap look before the dear one."""
    classes = (
        movers.civilians, movers.people, movers.carriers, movers.convoys, movers.hauliers, movers.helpers, movers.staff,
        moves.evacuations,
    )
    return bool(scene.peoples) or any(scene.has(one) for one in classes)


def _is_excluded(tokens: Sequence[Token], scene: Scene, movers: Movers) -> bool:
    """Whether the clause is of sport, trade or state visits."""
    return any_of(tokens, scene, movers.others)


def _of_verb(verb: Token, scene: Scene, words: SensitiveWords) -> set[SensitiveReason]:
    """The reasons that one live verb gives."""
    movers, moves = words.movers, words.moves
    found: set[SensitiveReason] = set()
    subjects, affected = scene.subjects(verb), scene.affected(verb)
    going = affected if affected and scene.does(verb, moves.carry) else subjects
    if going is subjects and verb.tag_ == "VB":
        going = [*subjects, *_nearest_people(verb, scene, words)]
    goes = scene.does(verb, moves.go) or scene.does(verb, moves.carry) or scene.does(verb, moves.waiting)
    travels = goes or _is_to_come(verb, scene) or _has_direction(verb, scene, words)
    if travels and _vehicles(subjects, scene, words):
        found |= _of_vehicles(subjects, scene, words)
    if not goes:
        return found
    if _takes_a_thing(verb, scene, moves) and going is not affected:
        return found
    fleeing = scene.does(verb, moves.flight) or _is_ordered(verb, scene, moves)
    if not fleeing and not _has_direction(verb, scene, words) and not _is_timed(verb, scene, words):
        return found
    led = scene.has(movers.carriers) or (
        going is affected and (scene.does(verb, moves.lead_out) or _goes_to_name(verb, scene)))
    if _are_staff(going, scene, words):
        found.add("aid_staff_movement")
        going = [head for head in going if not scene.is_of(head, movers.staff | movers.helpers)]
    beside = [one for one in scene.clause(verb) if scene.is_of(one, movers.civilians) and one.dep_ not in INNER]
    if _are_civilians([*going, *beside], scene, words, fleeing=fleeing or led):
        found.add("future_movement_of_civilians")
    elif not found and scene.does(verb, moves.carry) and _vehicles(affected, scene, words):
        found |= _of_vehicles(affected, scene, words)
    return found


def _goes_to_name(verb: Token, scene: Scene) -> bool:
    """Whether a preposition leads from the verb to a place by its name."""
    return any(
        one.dep_ == "pobj" and one.head.head.i == verb.i and one.head.lower_ in {"to", "from", "into", "for", "towards"}
        and one.text[0].isupper() and one.ent_type_ not in {"DATE", "TIME"} for one in scene.clause(verb))


def _nearest_people(verb: Token, scene: Scene, words: SensitiveWords) -> list[Token]:
    """The people named last before an infinitive, whose doing it may be: "has given the inhabitants a day to go"."""
    for at in range(verb.i - scene.first - 1, -1, -1):
        token = scene.tokens[at]
        if token.pos_ in {"NOUN", "PROPN"} and (token.i in scene.peoples or scene.is_of(token, words.movers.civilians)):
            return [token]
    return []


def _takes_a_thing(verb: Token, scene: Scene, moves: Moves) -> bool:
    """Whether the verb has an object that is no place: "withdraw cash", "escape loneliness"."""
    return any(
        kid.dep_ in {"dobj", "obj"} and kid.tag_ in {"NN", "NNS"} and kid.lemma_ != "way"
        and kid.ent_type_ not in MEASURES and not scene.is_of(kid, moves.ends) for kid in verb.rights)


def _is_to_come(verb: Token, scene: Scene) -> bool:
    """Whether a verb is told of the future."""
    stance = scene.stances.get(verb.i)
    return stance is not None and stance.tense == "future"


def _is_ordered(verb: Token, scene: Scene, moves: Moves) -> bool:
    """Whether somebody tells, orders or allows people to leave."""
    leaving = verb.dep_ in {"xcomp", "ccomp"} and scene.does(verb, moves.flight | {"leave", "depart"})
    return leaving and scene.does(verb.head, moves.ordering)


def _vehicles(heads: Sequence[Token], scene: Scene, words: SensitiveWords) -> bool:
    """Whether any head is a vehicle, and none of soldiers."""
    movers = words.movers
    if any_of(heads, scene, movers.soldiers) or any(_is_armed(head, scene, words) for head in heads):
        return False
    return any(any_of(heads, scene, kind) for kind in (movers.convoys, movers.hauliers, movers.carriers))


def _is_armed(head: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether soldiers or arms stand in the noun phrase ("a long convoy of Humvees", "army trucks")."""
    return any_of((kid for kid in head.subtree if abs(kid.i - head.i) <= PHRASE), scene, words.movers.soldiers)


def _of_vehicles(heads: Sequence[Token], scene: Scene, words: SensitiveWords) -> set[SensitiveReason]:
    """What vehicles carry: civilians, relief, or (a convoy) one of both; others tell nothing."""
    movers = words.movers
    aboard = _civilians_told(scene, words) or any_of(heads, scene, movers.people)
    laden = [
        inner for head in heads for kid in head.rights if kid.lower_ in {"with", "carrying"} for inner in kid.children]
    if any(scene.is_of(one, movers.civilians) or one.i in scene.peoples for one in [*heads, *laden]):
        return {"future_movement_of_civilians"}
    if any_of(heads, scene, movers.convoys) or (
            any_of(heads, scene, movers.hauliers) and (
                scene.relieved or scene.has(movers.relief) or scene.has(words.moves.straits))):
        return {"convoy_movement"}
    if aboard and any_of(heads, scene, movers.carriers):
        return {"future_movement_of_civilians"}
    return {"convoy_movement"} if aboard and any_of(heads, scene, movers.hauliers) else set()


def _civilians_told(scene: Scene, words: SensitiveWords) -> bool:
    """Whether the sentence tells of civilians by what war makes of them, or of people in danger."""
    movers, moves = words.movers, words.moves
    if any(_is_person(one) for one in scene.all_of(movers.civilians)) or scene.has(moves.evacuations):
        return True
    flows = scene.has(moves.flight) or scene.has(moves.danger) or scene.has(frozenset({"leave"}))
    return flows and (bool(scene.peoples) or scene.has(movers.people))


def _is_person(token: Token) -> bool:
    """A noun, or a participle that stands for people: "the wounded", "90 wounded"."""
    if token.lower_ not in STANDING:
        return token.pos_ in {"NOUN", "PROPN"}
    before = token.nbor(-1) if token.i else None
    behind = token.nbor(1) if token.i + 1 < len(token.doc) else None
    headed = behind is not None and behind.pos_ in {"NOUN", "PROPN"}
    return before is not None and (before.lower_ in {"the", "and"} or before.like_num) and not headed


def _are_civilians(heads: Sequence[Token], scene: Scene, words: SensitiveWords, *, fleeing: bool) -> bool:
    """Whether civilians are among those who move; people of no kind only where danger is told or they take flight."""
    movers = words.movers
    if any(scene.is_of(head, movers.civilians) and _is_person(head) for head in heads):
        return True
    if any(scene.is_of(head, movers.peoples) or head.lower_.removesuffix("s") in movers.peoples for head in heads):
        return True
    if not (fleeing or scene.has(words.moves.danger)) or any_of(heads, scene, movers.soldiers):
        return False
    return any(
        scene.is_of(head, movers.people) or head.i in scene.peoples
        or (head.tag_ == "CD" and head.ent_type_ not in MEASURES - {"CARDINAL"})
        for head in heads)


def _are_staff(heads: Sequence[Token], scene: Scene, words: SensitiveWords) -> bool:
    """Whether staff of relief are among those who move."""
    movers = words.movers
    if any_of(heads, scene, movers.helpers):
        return True
    staff = [head for head in heads if scene.is_of(head, movers.staff)]
    if not staff or any(_is_armed(head, scene, words) for head in staff):
        return False
    owned = any(kid.dep_ == "poss" for head in staff for kid in head.children) or any_of(staff, scene, movers.healers)
    plain = [head for head in staff if head.lemma_ != "people" or owned]
    return bool(plain) and (scene.relieved or scene.has(movers.relief) or (owned and scene.has(movers.agencies)))


def _has_direction(verb: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether the clause tells from where, where to or by which way: a name or a kind of place behind a preposition,
    a word such as "home", or the place itself as the object ("leave Aleppo")."""
    moves = words.moves
    below = [*scene.clause(verb), *(one for one in verb.subtree if one.i > verb.i and one.i - verb.i <= REACH)]
    for token in below:
        if token.lower_ in moves.directions and token.i > verb.i and _leads_somewhere(token, scene, moves):
            return True
        if token.dep_ in {"dobj", "obj"} and token.text[0].isupper() and token.i > verb.i:
            return True
        if token.dep_ == "pobj" and token.head.lower_ in ABOARD and _is_vehicle(token, scene, words):
            return True
    return False


def _is_vehicle(token: Token, scene: Scene, words: SensitiveWords) -> bool:
    """Whether a noun is anything to ride in."""
    return scene.is_of(token, words.movers.carriers) or scene.is_of(token, words.movers.hauliers)


def _is_timed(verb: Token, scene: Scene, words: SensitiveWords) -> bool:
    """A verb of travel with a time, or with what is ridden ("will begin returning by coach on Sunday")."""
    if not scene.does(verb, words.moves.travel):
        return False
    clause = scene.clause(verb)
    return any_of(clause, scene, words.movers.carriers) or any(one.ent_type_ in {"DATE", "TIME"} for one in clause)


def _leads_somewhere(token: Token, scene: Scene, moves: Moves) -> bool:
    """Whether what follows a preposition is a place; adverbs lead by themselves."""
    links = [token, *(kid for kid in token.children if kid.dep_ == "prep")]
    inner = next((kid for link in links for kid in link.children if kid.dep_ == "pobj"), None)
    if inner is None:
        return token.dep_ in {"prt", "advmod", "npadvmod"}
    if inner.ent_type_ in {"DATE", "TIME"}:
        return False
    return inner.text[0].isupper() or scene.is_of(inner, moves.ends) or any(kid.is_title for kid in inner.lefts)


def _is_evacuation_to_come(scene: Scene, words: SensitiveWords) -> bool:
    """Whether an evacuation is announced, put off to another day, or under way."""
    moves = words.moves
    for noun in scene.all_of(moves.evacuations | moves.events):
        if noun.pos_ not in {"NOUN", "PROPN"} or noun.dep_ == "compound" or not _is_of_civilians(noun, scene, words):
            continue
        stance = scene.stances.get(noun.i)
        verb = scene.verb_of(noun)
        denied = scene.stances.get(verb.i)
        if (stance is not None and stance.polarity == "-") or (denied is not None and denied.polarity == "-"):
            continue
        if is_over(verb, scene, moves) or _is_excluded(scene.clause(verb), scene, words.movers):
            continue
        if scene.does(verb, moves.postponing) or is_live(verb, scene, moves):
            return True
        if (stance is not None and stance.tense == "future") or _is_announced(noun, verb, scene, moves):
            return True
    return False


def _are_fetched_soon(scene: Scene, words: SensitiveWords) -> bool:
    """Something to ride in for those in flight, and a time to come: "coaches for evacuees ordered for tomorrow"."""
    movers = words.movers
    if not scene.has(words.moves.soon) or not (scene.has(movers.carriers) or scene.has(movers.convoys)):
        return False
    verbs = [verb for verb in scene.verbs() if verb.dep_ in {"ROOT", "ccomp"}]
    if any(is_over(verb, scene, words.moves) for verb in verbs) or scene.has(movers.others):
        return False
    return any(_is_person(one) for one in scene.all_of(movers.civilians))


def _is_of_civilians(noun: Token, scene: Scene, words: SensitiveWords) -> bool:
    """An evacuation, or another movement "of" civilians or people."""
    if scene.is_of(noun, words.moves.evacuations):
        return True
    movers = words.movers
    inner = [one for kid in noun.rights if kid.lower_ == "of" for one in kid.children if one.dep_ == "pobj"]
    return any(scene.is_of(one, movers.civilians) or scene.is_of(one, movers.people) or one.i in scene.peoples
               for one in inner) and not any_of(inner, scene, movers.soldiers)


def _is_announced(noun: Token, verb: Token, scene: Scene, moves: Moves) -> bool:
    """An order or plan for it, unless the sentence says that it is done."""
    told = scene.does(verb, moves.announcing) and noun in [*scene.affected(verb), *scene.subjects(verb)]
    return told and not scene.has(moves.ended)
