"""What a verb's own words say of it: modals, negations, adverbs, a negative subject, an infinitive of purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.stance_state import State, apply, helpers_of, negated_pairs, negations_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.lexicons import StanceCues

ONLY = frozenset({"only", "just", "merely", "least", "surprisingly"})
"""Behind "not" at the head of a subject, these deny nothing: "not only the army"."""


def own_cues(verb: Token, state: State, *, cues: StanceCues) -> None:
    """Modals, negations, adverbs, negative subjects and objects of the verb itself."""
    helpers = helpers_of(verb)
    perfect = any(helper.lower_ in {"have", "'ve", "’ve"} for helper in helpers)
    for negation in negations_of(verb, helpers):
        state.flips += 1
        state.note(negation.lower_)
    for helper in sorted(helpers, key=lambda one: one.i):
        modal(helper, state, perfect=perfect, cues=cues)
    for child in verb.children:
        lemma, dep = child.lower_, child.dep_
        if is_no_longer(child):
            state.flips += 1
            state.note("no longer" if lemma == "longer" else lemma)
        elif dep in {"advmod", "npadvmod", "preconj", "cc"}:
            adverb(child, verb, state, cues=cues)
        elif dep in {"nsubj", "nsubjpass", "dobj", "attr"}:
            deny_by_noun(child, state, cues=cues)
        elif dep in {"acomp", "oprd"}:
            apply(state, cues.of("adjective", lemma), lemma)
        elif dep == "prep":
            by_source(child, state, cues=cues)
    preposition(verb, state, cues=cues)
    infinitive(verb, state)
    if state.flips % 2:
        apply(state, [pair for pair in negated_pairs(verb, cues=cues) if pair[0] == "tense"], verb.lower_)


def modal(helper: Token, state: State, *, perfect: bool, cues: StanceCues) -> None:
    """A modal; before "have" it looks back: "may have fired", "must have fired" (probably)."""
    values = cues.of("modal", f"{helper.lower_} have") if perfect else ()
    if not values:
        ahead = perfect and helper.lower_ not in {"will", "wo", "'ll", "’ll", "shall"}
        values = tuple(pair for pair in cues.of("modal", helper.lower_) if not (ahead and pair[0] == "tense"))
    if not values and helper.tag_ != "MD":
        values = tuple(pair for pair in cues.of("verb", helper.lemma_.lower()) if pair[0] == "certainty")
    apply(state, values, helper.lower_)


def adverb(child: Token, verb: Token, state: State, *, cues: StanceCues) -> None:
    """An adverb of the verb; not "nor" behind it, which denies the next, nor "a step likely to please",
    "perhaps 200 people" and "not only"."""
    if child.dep_ == "cc" and child.i > verb.i:
        return
    following = child.doc[child.i + 1] if child.i + 1 < len(child.doc) else child
    if any(one.dep_ == "xcomp" for one in child.children) or (child.lower_ == "not" and following.lower_ in ONLY):
        return
    values = cues.of("adverb", child.lower_)
    if following.like_num and following.lower_ != "one":
        values = tuple(pair for pair in values if pair[0] != "certainty")
    apply(state, values, child.lower_)


def by_source(link: Token, state: State, *, cues: StanceCues) -> None:
    """According to unconfirmed reports; and on nobody have we fired."""
    for noun in link.children:
        if noun.dep_ == "prep" and link.lower_ == "according":
            by_source(noun, state, cues=cues)
        elif noun.dep_ == "pobj" and link.head.lower_ == "according":
            for child in noun.children:
                if child.dep_ == "amod":
                    pairs = [pair for pair in cues.of("adjective", child.lower_) if pair[0] == "certainty"]
                    apply(state, pairs, child.lower_)
        elif noun.dep_ == "pobj" and link.lower_ in {"on", "to", "with", "at", "from", "by"}:
            apply(state, cues.of("pronoun", noun.lower_) if noun.lower_ != "nothing" else (), noun.lower_)


def preposition(verb: Token, state: State, *, cues: StanceCues) -> None:
    """A gerund under "without", "instead of", "short of"."""
    if verb.dep_ != "pcomp":
        return
    link = verb.head
    values = cues.of("preposition", f"{link.head.lower_} {link.lower_}") or cues.of("preposition", link.lower_)
    apply(state, values, link.lower_)


def is_no_longer(adverb: Token) -> bool:
    """What is "no longer" so, or so "no more", is not so now."""
    if adverb.dep_ != "advmod" or adverb.lower_ not in {"longer", "more"} or adverb.i == 0:
        return False
    doc = adverb.doc
    compared = adverb.i + 1 < len(doc) and doc[adverb.i + 1].lower_ == "than"
    return doc[adverb.i - 1].lower_ == "no" and not compared


def infinitive(verb: Token, state: State) -> None:
    """What is to be is yet to come; an infinitive of purpose is not told as done: "pulled back to let them leave"."""
    if any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children):
        if copula_before(verb):
            apply(state, [("tense", "future")], "to be")
        elif verb.dep_ in {"advcl", "acl"}:
            apply(state, [("tense", "future"), ("certainty", "unspecified")], "to")


def copula_before(verb: Token) -> bool:
    """An infinitive straight under a form of "be": the pause is to begin."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ != "be":
        return False
    return not any(child.dep_ in {"acomp", "attr"} for child in verb.head.children)


def deny_by_noun(noun: Token, state: State, *, cues: StanceCues) -> None:
    """No one was killed; it caused no casualties; not one adviser was there."""
    edge = noun.left_edge
    doc = noun.doc
    if edge.lower_ == "not" and edge.i < noun.i:
        if doc[edge.i + 1].lower_ not in ONLY:
            apply(state, cues.of("adverb", "not"), "not")
        return
    words = [noun, *(child for child in noun.children if child.dep_ in {"det", "neg", "preconj"})]
    for word in words:
        form = "pronoun" if word.i == noun.i else "determiner"
        values = cues.of(form, word.lower_)
        if word.lower_ == "no" and noun.lower_ == "one":
            values = cues.of("determiner", "no")
        if values:
            apply(state, values, word.lower_)
            return
