"""How each predicate is presented: certain or not, affirmed or denied, past, going on, to come or background, if what.

Takes a `Doc`, gives a `Stance` for every verb and for each noun under a cue, keyed by token. Cues are words of the
lexicon; what a cue reaches is told by the parse: its own predicate, an infinitive below it, the object of "allegations
of", the clause of a denial. Relative clauses and clauses of factive verbs take nothing over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.analyze.stance_conditions import Conditions, find_conditions
from dateline.analyze.stance_nouns import noun_state
from dateline.analyze.stance_own import own_cues
from dateline.analyze.stance_phrases import Hedges, find_hedges
from dateline.analyze.stance_state import (
    AUXILIARY, SUBJECT, VERBAL, Pairs, State, apply, helpers_of, is_predicate, negated_pairs, pairs_of,
)
from dateline.analyze.stance_tense import (
    background, infinitive_tense, is_infinitive, is_subjunctive, own_tense, set_generic,
)
from dateline.records.reading import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.codebook.lexicons import StanceCues

TAKES_OVER = frozenset({"xcomp", "pcomp"})
"""An infinitive or gerund is presented as the verb above it is, with what that verb's own cues add."""
CIRCUMSTANTIAL = frozenset(
    {"after", "before", "by", "without", "despite", "since", "upon", "while", "in", "amid", "with"})
"""Prepositions whose gerund stands beside the verb above it, not under it: "after declaring", "by shelling"."""
NOT_YET = frozenset({"future", "generic"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the whole text before its verbs are read one by one."""

    cues: StanceCues
    conditions: Conditions
    hedges: Hedges


def find_stances(doc: Doc, *, cues: StanceCues) -> dict[int, Stance]:
    """The stance of every verb (and of a copula that heads a clause), and of each noun under a cue."""
    scene = Scene(cues=cues, conditions=find_conditions(doc, cues=cues), hedges=find_hedges(doc, cues=cues))
    states: dict[int, State] = {}
    for token in doc:
        if is_predicate(token):
            state_of(token, states, scene=scene)
    for token in doc:
        if token.pos_ in {"NOUN", "PROPN"} and token.i not in states:
            state = noun_state(token, states, cues=cues)
            if state is not None:
                states[token.i] = state
    return {index: finish(states[index]) for index in sorted(states)}


def finish(state: State) -> Stance:
    """The record of a state: an odd number of negations denies."""
    return Stance(
        certainty=state.certainty, polarity="-" if state.flips % 2 else "+", tense=state.tense,
        condition=state.condition, cues=tuple(state.cues),
    )


def state_of(verb: Token, states: dict[int, State], *, scene: Scene) -> State:
    """The state of one verb; those of the verbs above it are found first, once each."""
    chain: list[Token] = []
    node = verb
    while node.i not in states:
        chain.append(node)
        above = governor_of(node)
        if above is None:
            break
        node = above
    for one in reversed(chain):
        above = governor_of(one)
        states[one.i] = built(one, states.get(above.i) if above is not None else None, above, scene=scene)
    return states[verb.i]


def governor_of(verb: Token) -> Token | None:
    """The verb on which this one hangs by a clause, infinitive, preposition or "and"; `None` at a barrier."""
    node = verb
    if is_cleft(node):
        return node.head.head
    if node.dep_ in {"relcl", "acl", "ROOT", "parataxis", "csubj"}:
        return None
    head = node.head
    if node.dep_ == "pcomp" or (head.pos_ == "ADJ" and node.dep_ in {"xcomp", "ccomp"} and head.head.pos_ in VERBAL):
        head = head.head
    if not is_predicate(head) or head.i == verb.i:
        return None
    if verb.dep_ == "ccomp" and verb.i < head.i and any(one.text == ";" for one in head.doc[verb.i : head.i]):
        return None
    return head


def is_cleft(verb: Token) -> bool:
    """The clause of "it was the army that fired"."""
    copula = verb.head.head
    if verb.dep_ != "relcl" or verb.head.dep_ != "attr" or copula.lemma_ != "be" or copula.i > verb.i:
        return False
    return any(child.lower_ == "it" and child.dep_ in SUBJECT for child in copula.children)


def built(verb: Token, above: State | None, governor: Token | None, *, scene: Scene) -> State:
    """What a verb's own words say, then what the verb above it adds."""
    state = State(tense=own_tense(verb, cues=scene.cues))
    own_cues(verb, state, cues=scene.cues)
    background(verb, state, cues=scene.cues)
    for pairs, word in scene.hedges.get(verb.i, ()):
        apply(state, pairs, word)
    asked = is_whether(verb, cues=scene.cues)
    if asked:
        state.doubt("unspecified", "whether")
        state.tense = "future" if is_infinitive(verb) else state.tense
    elif above is not None and governor is not None:
        take_over(verb, state, above=above, governor=governor, cues=scene.cues)
    if not asked:
        nouns_above(verb, state, cues=scene.cues)
    conditions(verb, state, governor, scene=scene)
    return state


def is_whether(verb: Token, *, cues: StanceCues) -> bool:
    """Whether the clause asks: "whether" (not "whether from hatred or fear"), "if" as an object or under "wonder"."""
    for child in verb.children:
        if child.dep_ == "mark" and child.i < verb.i:
            if child.lower_ == "whether":
                return child.doc[child.i + 1].pos_ != "ADP"
            asked = ("condition", "whether") in cues.of("verb", verb.head.lemma_.lower())
            return child.lower_ == "if" and verb.head.i < child.i and (verb.dep_ in {"ccomp", "pcomp"} or asked)
    return False


def take_over(verb: Token, state: State, *, above: State, governor: Token, cues: StanceCues) -> None:
    """What a verb has from the one above it: all for an infinitive, cue by cue for a clause, its frame after "and"."""
    if verb.dep_ == "conj":
        follow(verb, state, above=above, governor=governor)
    elif is_cleft(verb):
        if above.certainty != "certain":
            state.doubt(above.certainty, above.cues[0])
    elif governor.lemma_ == "have" and any(child.lower_ == "yet" for child in governor.children):
        state.tense = "past"
    elif verb.dep_ == "advcl":
        beside(verb, state, above=above, governor=governor, cues=cues)
    elif not (verb.dep_ == "pcomp" and verb.head.lower_ in CIRCUMSTANTIAL - {"before"}):
        below(verb, state, above=above, governor=governor, cues=cues)


def below(verb: Token, state: State, *, above: State, governor: Token, cues: StanceCues) -> None:
    """What the complement of a verb has from it: an infinitive or gerund, a clause, a participle ("keep it closed")."""
    values, by_adjective = values_above(verb, governor, above, cues=cues)
    if verb.dep_ == "pcomp" and not values:
        return
    if is_subjunctive(verb):
        state.doubt("unspecified", governor.lower_)
        state.tense = "future"
    elif verb.dep_ in TAKES_OVER:
        inherit(verb, state, above)
        kept = tuple(pair for pair in values if pair[0] != "polarity") if by_adjective else values
        apply(state, kept, governor.lower_)
        if is_infinitive(verb):
            if by_adjective and state.certainty != "certain" and state.tense != "generic":
                state.tense = "future"
            state.tense = infinitive_tense(verb, state.tense)
    elif verb.dep_ == "ccomp":
        clause(verb, state, above=above, governor=governor, values=values, cues=cues)
        doubled = above.flips % 2 and ("polarity", "-") in values and not by_adjective
        if doubled and not cues.of("factive", governor.lemma_.lower()):
            state.flips += 1
    elif verb.dep_ in {"oprd", "acomp"} and above.tense == "present" and ("tense", "present") in values:
        state.tense = "present"
        state.note(governor.lower_)


def values_above(verb: Token, governor: Token, above: State, *, cues: StanceCues) -> tuple[Pairs, bool]:
    """The cues of the verb above with its particle, its adjective or its negation, and whether an adjective told."""
    if above.flips % 2:
        negated = negated_pairs(governor, cues=cues)
        if negated:
            return negated, False
    link = verb.head.lower_ if verb.dep_ == "pcomp" else None
    values = pairs_of(governor, cues=cues, link=link)
    words = [child for child in governor.children if child.dep_ in {"acomp", "oprd"}]
    for word in words:
        paired = cues.of("verb", f"{governor.lemma_.lower()} {word.lower_}")
        told = (*cues.of("adjective", word.lower_), *cues.of("verb", word.lower_), *paired)
        if told:
            return (*values, *told), bool(cues.of("adjective", word.lower_))
    return values, False


def clause(
    verb: Token, state: State, *, above: State, governor: Token, values: Pairs, cues: StanceCues,
) -> None:
    """What a clause has from the verb that tells it: doubt and denial; time and wish only if it is an infinitive."""
    lemma = governor.lemma_.lower()
    if ("condition", "result") in values and governor.dep_ in TAKES_OVER and not helpers_of(verb):
        inherit(verb, state, above)
        state.tense = above.tense
        return
    unconfirmed = above.flips % 2 and bool(negated_pairs(governor, cues=cues))
    if cues.of("factive", lemma) and not is_infinitive(verb) and not unconfirmed:
        return
    if is_infinitive(verb):
        told = cues.of("verb", lemma)
        apply(state, values, governor.lower_)
        if above.tense in NOT_YET or (told and above.certainty != "certain"):
            inherit(verb, state, above)
        return
    wished = ("condition", "wish") in values
    kept = [pair for pair in values if pair[0] != "tense" and (wished or pair != ("certainty", "unspecified"))]
    apply(state, kept, governor.lower_)
    if lemma == "be" and above.certainty != "certain" and not kept:
        state.doubt(above.certainty, above.cues[0] if above.cues else lemma)
    after = verb.i > governor.i and not any(child.tag_ in {"WP", "WRB", "WDT"} for child in verb.lefts)
    if above.flips % 2 and not values and after:
        state.doubt("unspecified", f"not {lemma}")


def beside(verb: Token, state: State, *, above: State, governor: Token, cues: StanceCues) -> None:
    """A clause beside the verb: "it looks as though they left"; "soldiers will be sent to disarm them"; "before he
    could fire"."""
    marks = [child.lower_ for child in verb.children if child.dep_ == "mark"]
    if "as" in marks or "like" in marks:
        apply(state, cues.of("verb", f"{governor.lemma_.lower()} as"), "as")
    elif "before" in marks and any(helper.lower_ in {"could", "can"} for helper in helpers_of(verb)):
        state.certainty, state.flips, state.tense = "certain", state.flips + 1, "past"
        state.note("before")
    elif is_infinitive(verb) and above.tense == "future" and verb.i > governor.i:
        state.certainty = "certain"
        inherit(verb, state, above)


def inherit(verb: Token, state: State, above: State) -> None:
    """An infinitive's own denial stands; certainty, denial, time and condition of the verb above are added."""
    if above.certainty != "certain":
        state.doubt(above.certainty, above.cues[0] if above.cues else verb.head.lower_)
    state.flips += above.flips
    state.condition = state.condition or above.condition
    to_be = "to be" in state.cues and state.tense == "future"
    if above.tense in NOT_YET or (verb.tag_ in {"VB", "VBG"} and not to_be):
        state.tense = above.tense
    for cue in above.cues:
        state.note(cue)


def follow(verb: Token, state: State, *, above: State, governor: Token) -> None:
    """A verb after "and" without subject or auxiliary of its own is presented as the first one is."""
    own = any(child.dep_ in AUXILIARY | SUBJECT | {"neg"} for child in verb.children)
    joined = any(child.dep_ == "cc" for child in governor.children)
    if above.tense == "generic" and verb.tag_ == governor.tag_ and not own and joined:
        set_generic(state, next(iter(above.cues), governor.lower_))
    if "whether" in above.cues and not any(child.dep_ in SUBJECT for child in verb.children):
        state.doubt("unspecified", "whether")
    if own and any(child.dep_ == "cc" and child.lower_ == "nor" for child in governor.rights):
        state.flips += 1
        state.note("nor")
    if own or (verb.tag_ != governor.tag_ and verb.tag_ not in {"VB", "VBN", "VBG"}):
        state.condition = state.condition or above.condition
        return
    modal = any(child.dep_ in AUXILIARY for child in governor.children)
    if modal or governor.dep_ in TAKES_OVER or verb.tag_ == governor.tag_ == "VB":
        state.certainty, state.flips, state.tense = above.certainty, state.flips + above.flips, above.tense
        for cue in above.cues:
            state.note(cue)
    state.condition = state.condition or above.condition


def nouns_above(verb: Token, state: State, *, cues: StanceCues) -> None:
    """A clause or gerund under a noun: plans to attack, allegations of killing, reports that, a pause scheduled."""
    noun = verb.head.head if verb.dep_ == "pcomp" else verb.head
    subject = next((child for child in verb.children if child.dep_ in SUBJECT), None)
    if verb.dep_ == "ccomp" and noun.pos_ in VERBAL and verb.i > noun.i:
        noun = growing(verb, noun, cues=cues) or noun
    if verb.dep_ == "xcomp" and noun.pos_ == "ADJ" and noun.dep_ in {"amod", "advcl", "acl"}:
        apply(state, cues.of("adjective", noun.lower_), noun.lower_)
        return
    if verb.dep_ not in {"acl", "pcomp", "relcl", "ccomp"} or noun.pos_ not in {"NOUN", "PROPN"} or noun.i > verb.i:
        return
    if subject is not None and subject.tag_ in {"WDT", "WP"}:
        return
    if verb.tag_ in {"VBN", "VBG"} and verb.dep_ == "acl" and subject is None:
        return
    head = noun.head
    governed = noun.dep_ in {"dobj", "nsubjpass"} and head.pos_ in VERBAL
    values = pairs_of(head, cues=cues) if governed else ()
    negated = head.pos_ in VERBAL and any(child.dep_ == "neg" for child in head.children)
    if governed and negated:
        values = negated_pairs(head, cues=cues)
        apply(state, [pair for pair in values if pair[0] == "certainty"], head.lower_)
    denied = [pair for pair in values if pair[0] == "polarity"]
    told = cues.of("noun", noun.lemma_.lower())
    if any(child.lower_ == "no" for child in noun.children):
        told = cues.of("noun", f"no {noun.lemma_.lower()}")
    done = verb.tag_ == "VBD" or any(helper.lower_ in {"had", "has", "have"} for helper in helpers_of(verb))
    skipped = {"certainty"} if denied else {"tense"} if done else set()
    apply(state, [pair for pair in told if pair[0] not in skipped], noun.lower_)
    for child in noun.children:
        if child.dep_ == "amod" and not denied:
            doubts = [pair for pair in cues.of("adjective", child.lower_) if pair[0] == "certainty"]
            apply(state, doubts if told else (), child.lower_)
    apply(state, denied, head.lower_)


def growing(verb: Token, head: Token, *, cues: StanceCues) -> Token | None:
    """The subject whose clause the parser hung on the verb: "fears are growing that they left"."""
    if head.i > verb.i or not any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children):
        return None
    for child in head.children:
        if child.dep_ in SUBJECT and any(slot == "certainty" for slot, _ in cues.of("noun", child.lemma_.lower())):
            return child
    return None


def conditions(verb: Token, state: State, governor: Token | None, *, scene: Scene) -> None:
    """The condition that binds a verb; a verb inside one is left open, and to come where the other verb is."""
    bound = scene.conditions.bound.get(verb.i)
    if bound is not None:
        state.condition = bound
        state.note(bound.text.split(" ", 1)[0].lower())
        if is_counterfactual(verb):
            state.flips += 1
            state.tense = "past"
    marker = scene.conditions.inside.get(verb.i)
    if marker is None:
        return
    state.doubt("unspecified", marker)
    ahead = verb.i in scene.conditions.ahead or (
        governor is not None and any(helper.tag_ == "MD" for helper in helpers_of(governor)))
    perfect = any(helper.lower_ in {"had", "has", "have"} for helper in helpers_of(verb))
    if (ahead or state.tense == "present" or verb.tag_ == "VB") and not perfect and state.tense != "generic":
        state.tense = "future"


def is_counterfactual(verb: Token) -> bool:
    """Told as not done: "would have left if", "could have been saved had they"."""
    helpers = {helper.lower_ for helper in helpers_of(verb)}
    return bool(helpers & {"would", "could", "might", "'d", "’d"}) and bool(helpers & {"have", "'ve", "’ve"})
