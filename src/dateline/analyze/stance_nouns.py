"""How an act told by a noun is presented: "suspected sabotage", "allegations of torture", "denied the attack"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.stance_state import VERBAL, State, apply, negated_pairs, pairs_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.lexicons import StanceCues

NOT_YET = frozenset({"future", "generic"})


def noun_state(noun: Token, states: dict[int, State], *, cues: StanceCues) -> State | None:
    """The state of a noun that stands under a cue: suspected, planned, allegations of, no; `None` under none."""
    state = State()
    own_words(noun, state, states=states, cues=cues)
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ in {"of", "for", "about", "to", "against"} and head.head.pos_ == "NOUN":
        apply(state, cues.of("noun", head.head.lemma_.lower()), head.head.lower_)
        head = head.head.head if head.head.dep_ == "dobj" else head.head
    elif noun.dep_ == "pobj":
        lacking(noun, state, states=states, cues=cues)
    governing(noun, head, state, states=states, cues=cues)
    happening(noun, state, states=states, cues=cues)
    return state if state.cues else None


def own_words(noun: Token, state: State, *, states: dict[int, State], cues: StanceCues) -> None:
    """Adjectives, determiners and participles of the noun itself."""
    for child in noun.children:
        lemma, dep = child.lower_, child.dep_
        if dep in {"amod", "nmod"}:
            apply(state, cues.of("adjective", lemma), lemma)
        elif dep == "det":
            apply(state, cues.of("determiner", lemma), lemma)
        elif dep == "acl" and child.tag_ == "VBN":
            apply(state, [p for p in cues.of("verb", child.lemma_.lower()) if p == ("tense", "future")], child.lower_)
            if child.i in states and states[child.i].certainty != "certain":
                state.doubt(states[child.i].certainty, states[child.i].cues[0])


def lacking(noun: Token, state: State, *, states: dict[int, State], cues: StanceCues) -> None:
    """Without a signature, and now where the lack is told in the present; "did not so much as reply"."""
    link, doc = noun.head, noun.doc
    apply(state, cues.of("preposition", link.lower_), link.lower_)
    verb = link.head
    if state.flips and verb.lemma_ == "be" and verb.tag_ in {"VBZ", "VBP"}:
        state.tense = "present"
    if link.lower_ == "as" and link.i > 1 and doc[link.i - 1].lower_ == "much" and doc[link.i - 2].lower_ == "so":
        while verb.i not in states and verb.head.i != verb.i:
            verb = verb.head
        if verb.i in states:
            state.flips += states[verb.i].flips
            state.note("so much as")


def happening(noun: Token, state: State, *, states: dict[int, State], cues: StanceCues) -> None:
    """The subject of "be" or "begin" is presented as its verb is: "a deal was imminent", "talks may resume"."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.i not in states or not cues.of("light", verb.lemma_.lower()):
        return
    above = states[verb.i]
    for child in verb.children:
        if child.dep_ == "acomp":
            apply(state, cues.of("adjective", child.lower_), child.lower_)
    if not above.cues:
        return
    if above.certainty != "certain":
        state.doubt(above.certainty, above.cues[0])
    if above.flips % 2 and not state.flips % 2 and verb.lemma_ != "be":
        state.flips += 1
        state.note(above.cues[0])
    if above.tense in NOT_YET:
        state.tense = above.tense
        state.note(above.cues[0])
    elif "under way" in above.cues:
        state.tense = "present"
        state.note("under way")
    if verb.lemma_ != "be" and above.condition is not None:
        state.condition = above.condition


def governing(noun: Token, head: Token, state: State, *, states: dict[int, State], cues: StanceCues) -> None:
    """The object of a verb is presented as that verb presents it: "denied the attack", "will halt strikes"; what there
    will be as "be" is."""
    existing = noun.dep_ == "attr" and any(child.dep_ == "expl" for child in head.children)
    if (noun.dep_ not in {"dobj", "pobj", "nsubjpass"} and not existing) or head.pos_ not in VERBAL:
        return
    above = states.get(head.i)
    link = noun.head.lower_ if noun.dep_ == "pobj" and noun.head.head.i == head.i else None
    denied = above is not None and above.flips % 2 == 1
    told = (negated_pairs(head, cues=cues) if denied else ()) or pairs_of(head, cues=cues, link=link)
    pairs = [pair for pair in told if pair != ("certainty", "probable")]
    if noun.dep_ != "nsubjpass" or any(pair[0] in {"tense", "polarity"} for pair in pairs):
        apply(state, pairs, head.lower_)
    if above is None or not above.cues:
        return
    if above.certainty != "certain":
        state.doubt(above.certainty, above.cues[0])
    if not existing and not any(child.lower_ in {"no", "neither"} for child in noun.children):
        state.flips += above.flips
    if above.tense in NOT_YET:
        state.tense = above.tense
        state.note(above.cues[0])
    if state.condition is None and above.tense == "future":
        state.condition = above.condition
