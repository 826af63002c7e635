"""How each predicate is presented: certain or not, affirmed or denied, past, going on, to come or background, if what.

Takes a `Doc`, gives a `Stance` for every verb and for each noun under a cue, keyed by token. Cues are words of the
lexicon; what a cue reaches is told by the parse: its own predicate, an infinitive below it, the object of "allegations
of", the clause of a denial. Relative clauses and clauses of factive verbs take nothing over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dateline.records.base import Span
from dateline.records.reading import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from dateline.codebook.lexicons import StanceCues

Certainty = Literal["certain", "probable", "possible", "unspecified"]
Tense = Literal["past", "present", "future", "generic"]

VERBAL = frozenset({"VERB", "AUX"})
RANK: dict[str, int] = {"certain": 0, "probable": 1, "possible": 2, "unspecified": 3}
AUXILIARY = frozenset({"aux", "auxpass"})
TAKES_OVER = frozenset({"xcomp", "pcomp"})
"""An infinitive or gerund is presented as the verb above it is, with what that verb's own cues add."""
TENSED: dict[str, Tense] = {"VBD": "past", "VBN": "past", "VBG": "past", "VBP": "present", "VBZ": "present"}
CIRCUMSTANTIAL = frozenset({"after", "before", "by", "without", "despite", "since", "upon", "while", "in", "amid"})
"""Prepositions whose gerund stands beside the verb above it, not under it: "after declaring", "by shelling"."""
NOT_YET = frozenset({"future", "generic"})
YEAR_DIGITS = 4


@dataclass(slots=True)
class State:
    """A stance in the making; `flips` counts negations, `fixed` is set once a tense was stated by a cue."""

    certainty: Certainty = "certain"
    flips: int = 0
    tense: Tense = "past"
    condition: Span | None = None
    cues: list[str] = field(default_factory=list)

    def doubt(self, certainty: str, cue: str) -> None:
        """Lower the certainty; a weaker cue never raises it."""
        if RANK[certainty] > RANK[self.certainty]:
            self.certainty = certainty  # type: ignore[assignment]
        self.note(cue)

    def note(self, cue: str) -> None:
        """Keep the cue's word once."""
        if cue not in self.cues:
            self.cues.append(cue)


def find_stances(doc: Doc, *, cues: StanceCues) -> dict[int, Stance]:
    """The stance of every verb (and of a copula that heads a clause), and of each noun under a cue."""
    states: dict[int, State] = {}
    for token in doc:
        if token.pos_ in VERBAL and token.dep_ not in AUXILIARY:
            state_of(token, states, cues=cues)
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


def state_of(verb: Token, states: dict[int, State], *, cues: StanceCues) -> State:
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
        states[one.i] = built(one, states.get(above.i) if above is not None else None, above, cues=cues)
    return states[verb.i]


def governor_of(verb: Token) -> Token | None:
    """The verb on which this one hangs by a clause, infinitive, preposition or "and"; `None` at a barrier."""
    node = verb
    if node.dep_ in {"relcl", "acl", "ROOT", "parataxis", "csubj"}:
        return None
    head = node.head
    if node.dep_ == "pcomp" or (head.pos_ == "ADJ" and node.dep_ in {"xcomp", "ccomp"} and head.head.pos_ in VERBAL):
        head = head.head
    return head if head.pos_ in VERBAL and head.dep_ not in AUXILIARY and head.i != verb.i else None


def built(verb: Token, above: State | None, governor: Token | None, *, cues: StanceCues) -> State:
    """What a verb's own words say, then what the verb above it adds."""
    state = State(tense=own_tense(verb))
    own_cues(verb, state, cues=cues)
    background(verb, state, cues=cues)
    if above is not None and governor is not None:
        take_over(verb, state, above=above, governor=governor, cues=cues)
    nouns_above(verb, state, cues=cues)
    conditions(verb, state, cues=cues)
    return state


def own_tense(verb: Token) -> Tense:
    """Past, or present where the auxiliaries say that it goes on: "are observing", "has been raging"."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in AUXILIARY and child.i < verb.i}
    if verb.tag_ == "VBG":
        if helpers & {"is", "are", "am", "'re", "'s", "’re", "’s"} or "been" in helpers:
            return "present"
        still = any(child.lower_ in {"still", "already"} for child in verb.children)
        reported = verb.dep_ == "ccomp"
        return "present" if helpers & {"was", "were"} and (still or reported) else "past"
    if helpers & {"has", "have", "had", "'ve", "’ve", "was", "were", "did", "been"}:
        return "past"
    if helpers & {"is", "are", "does", "do", "being"}:
        return "present"
    if verb.tag_ == "VB":
        return "future" if any(c.tag_ == "MD" for c in verb.children) else "past"
    return TENSED.get(verb.tag_, "past")


def own_cues(verb: Token, state: State, *, cues: StanceCues) -> None:
    """Modals, negations, adverbs, negative subjects and objects of the verb itself."""
    for child in verb.children:
        lemma, dep = child.lower_, child.dep_
        if dep == "neg" or is_no_longer(child):
            state.flips += 1
            state.note("no longer" if lemma == "longer" else lemma)
        elif dep in AUXILIARY:
            apply(state, cues.of("modal", lemma), lemma)
        elif dep in {"advmod", "npadvmod", "preconj", "cc"}:
            apply(state, cues.of("adverb", lemma), lemma)
        elif dep in {"nsubj", "nsubjpass", "dobj", "attr"}:
            deny_by_noun(child, state, cues=cues)
        elif dep in {"acomp", "oprd"}:
            apply(state, cues.of("adjective", lemma), lemma)
    if verb.dep_ == "pcomp":
        apply(state, cues.of("preposition", verb.head.lower_), verb.head.lower_)
    infinitive(verb, state)


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
    """No one was killed; it caused no casualties."""
    words = [noun, *(child for child in noun.children if child.dep_ in {"det", "neg", "preconj"})]
    for word in words:
        form = "pronoun" if word.i == noun.i else "determiner"
        values = cues.of(form, word.lower_)
        if word.lower_ == "no" and noun.lower_ == "one":
            values = cues.of("determiner", "no")
        if values:
            apply(state, values, word.lower_)
            return


def apply(state: State, values: Iterable[tuple[str, str]], word: str) -> None:
    """Write a cue's (slot, value) pairs into a state."""
    for slot, value in values:
        if slot == "certainty":
            state.doubt(value, word)
        elif slot == "polarity":
            state.flips += 1
            state.note(word)
        elif slot == "tense":
            state.tense = value  # type: ignore[assignment]
            state.note(word)


def take_over(verb: Token, state: State, *, above: State, governor: Token, cues: StanceCues) -> None:
    """What a verb has from the one above it: all for an infinitive, cue by cue for a clause, its frame after "and"."""
    if verb.dep_ == "conj":
        follow(verb, state, above=above, governor=governor)
        return
    lemma = governor.lemma_.lower()
    particle = next((child.lower_ for child in governor.children if child.dep_ == "prt"), None)
    values = cues.of("verb", f"{lemma} {particle}" if particle else lemma)
    adjective = next((child for child in governor.children if child.dep_ == "acomp"), None)
    if adjective is not None:
        values = (*values, *cues.of("adjective", adjective.lower_), *cues.of("verb", adjective.lower_))
    if verb.dep_ == "pcomp" and verb.head.lower_ in CIRCUMSTANTIAL:
        return
    inherits = verb.dep_ in TAKES_OVER and not (verb.dep_ == "pcomp" and not values)
    if inherits:
        inherit(verb, state, above)
    if verb.dep_ in TAKES_OVER | {"ccomp"} and not cues.of("factive", lemma):
        told = verb.dep_ == "ccomp"
        skipped = {("certainty", "unspecified")} if told and verb.tag_ != "VB" else set()
        kept = [pair for pair in values if pair not in skipped and not (told and pair[0] == "tense")]
        apply(state, kept, governor.lower_)
        if verb.dep_ == "ccomp" and above.flips % 2 and not values:
            state.doubt("unspecified", f"not {lemma}")


def inherit(verb: Token, state: State, above: State) -> None:
    """An infinitive's own denial stands; certainty, denial, time and condition of the verb above are added."""
    if above.certainty != "certain":
        state.doubt(above.certainty, above.cues[0] if above.cues else verb.head.lower_)
    state.flips += above.flips
    state.condition = state.condition or above.condition
    if above.tense in NOT_YET or verb.tag_ in {"VB", "VBG"}:
        state.tense = above.tense
    for cue in above.cues:
        state.note(cue)


def follow(verb: Token, state: State, *, above: State, governor: Token) -> None:
    """A verb after "and" without subject or auxiliary of its own is presented as the first one is."""
    own = any(child.dep_ in AUXILIARY | {"nsubj", "nsubjpass", "neg"} for child in verb.children)
    if above.tense == "generic" and verb.tag_ == governor.tag_ and not own:
        set_generic(state, next(iter(above.cues), governor.lower_))
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
    if verb.dep_ not in {"acl", "pcomp", "relcl", "ccomp"} or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if (subject is not None and subject.tag_ in {"WDT", "WP"}) or (verb.tag_ in {"VBN", "VBG"} and verb.dep_ == "acl"):
        return
    apply(state, cues.of("noun", noun.lemma_.lower()), noun.lower_)
    head = noun.head
    if noun.dep_ == "dobj" and head.pos_ in VERBAL:
        apply(state, [pair for pair in cues.of("verb", head.lemma_.lower()) if pair[0] == "polarity"], head.lower_)


def conditions(verb: Token, state: State, *, cues: StanceCues) -> None:
    """If-clauses below the verb give it a condition; the verb inside one is itself only possible."""
    for child in verb.children:
        if child.dep_ == "advcl" and is_conditional(child, cues=cues):
            doc, first, last = child.doc, child.left_edge.i, child.right_edge.i + 1
            span = doc[first:last]
            state.condition = Span(text=span.text, start=span.start_char, end=span.end_char)
            state.note(doc[first].lower_)
    if verb.dep_ == "advcl" and is_conditional(verb, cues=cues):
        state.doubt("possible", verb.left_edge.lower_)


def is_conditional(verb: Token, *, cues: StanceCues) -> bool:
    """The clause opens with if, unless or provided, or turns "should" before its subject."""
    for child in verb.children:
        if child.dep_ == "mark" and cues.of("marker", child.lower_):
            return True
        if child.lower_ in {"should", "had", "were"} and child.dep_ == "aux" and child.i == verb.left_edge.i:
            return verb.dep_ == "advcl"
    return verb.dep_ == "advcl" and bool(cues.of("marker", verb.lower_))


def background(verb: Token, state: State, *, cues: StanceCues) -> None:
    """History rather than news: "in 2014", "last year", "years ago", "during the war"; habits in the present tense."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in {"in", "since", "during", "until", "after", "before", "by"}:
            for noun in child.children:
                if noun.dep_ == "pobj" and is_past_time(noun, cues=cues):
                    set_generic(state, noun.lower_)
        elif child.dep_ in {"npadvmod", "advmod"} and is_past_time(child, cues=cues):
            set_generic(state, child.lower_)


def set_generic(state: State, word: str) -> None:
    """Background, unless it is told as yet to come."""
    if state.tense != "future":
        state.tense = "generic"
        state.note(word)


def is_past_time(token: Token, *, cues: StanceCues) -> bool:
    """A bare year or decade; "last year"; "years ago"; never a full date, which the time mentions tell."""
    text = token.text.rstrip("s'’")
    if text.isdigit() and len(text) == YEAR_DIGITS:
        before = token.doc[token.i - 1] if token.i else token
        return before.text != "," and (before.pos_ not in {"NUM", "PROPN"} or before.i == token.i)
    if token.lower_ == "ago":
        return any(cues.of("time", word.lemma_.lower()) for word in token.subtree)
    if not cues.of("time", token.lemma_.lower()):
        return False
    return any(child.lower_ in {"last", "past", "previous", "earlier", "'s"} for child in token.children)


def noun_state(noun: Token, states: dict[int, State], *, cues: StanceCues) -> State | None:
    """The state of a noun that stands under a cue: suspected, planned, allegations of, no; `None` under none."""
    state = State()
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
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ in {"of", "for", "about", "to", "against"} and head.head.pos_ == "NOUN":
        apply(state, cues.of("noun", head.head.lemma_.lower()), head.head.lower_)
        head = head.head.head if head.head.dep_ == "dobj" else head.head
    elif noun.dep_ == "pobj":
        apply(state, cues.of("preposition", head.lower_), head.lower_)
    governing(noun, head, state, states=states, cues=cues)
    happening(noun, state, states=states, cues=cues)
    return state if state.cues else None


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


def governing(noun: Token, head: Token, state: State, *, states: dict[int, State], cues: StanceCues) -> None:
    """The object of a verb is presented as that verb presents it: "denied the attack", "will halt strikes"."""
    if noun.dep_ not in {"dobj", "pobj", "nsubjpass"} or head.pos_ not in VERBAL:
        return
    pairs = [pair for pair in cues.of("verb", head.lemma_.lower()) if pair != ("certainty", "probable")]
    if noun.dep_ != "nsubjpass" or any(pair[0] == "tense" for pair in pairs):
        apply(state, pairs, head.lower_)
    above = states.get(head.i)
    if above is None or not above.cues:
        return
    if above.certainty != "certain":
        state.doubt(above.certainty, above.cues[0])
    if not any(child.lower_ in {"no", "neither"} for child in noun.children):
        state.flips += above.flips
    if above.tense in NOT_YET:
        state.tense = above.tense
        state.note(above.cues[0])
