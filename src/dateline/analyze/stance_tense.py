"""The tense of a predicate by its own words: past, going on, to come, or background and habit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.stance_state import AUXILIARY, REACH, SUBJECT, State, helpers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.analyze.stance_state import Tense
    from dateline.codebook.lexicons import StanceCues

TENSED: dict[str, Tense] = {"VBD": "past", "VBN": "past", "VBG": "past", "VBP": "present", "VBZ": "present"}
NOW = frozenset({"is", "are", "am", "'re", "'s", "’re", "’s"})
BACK = frozenset({"has", "have", "had", "'ve", "’ve", "was", "were", "did", "been"})
OPEN_MODALS = frozenset({"may", "might", "could", "can", "must"})
AHEAD_PREPOSITIONS = frozenset({"by", "before", "within"})
YEAR_DIGITS = 4
WHEN = frozenset({"when", "before", "after", "until", "as"})
LONG = frozenset({"decade", "generation", "century"})


def own_tense(verb: Token, *, cues: StanceCues) -> Tense:
    """Past, or present where its auxiliaries say so: "are watching", "has been raging", "may be hiding"."""
    found = helpers_of(verb)
    helpers = {helper.lower_ for helper in found}
    modal = any(helper.tag_ == "MD" for helper in found)
    if modal and not helpers & {"have", "'ve", "’ve"}:
        return "present" if goes_on(verb, helpers) else "future"
    if verb.tag_ == "VBG":
        return progressive(verb, helpers)
    if helpers & BACK:
        return "present" if lasts(verb, helpers, cues=cues) else "past"
    if helpers & (NOW | {"does", "do", "being"}):
        return "present"
    if helpers & {"remain", "remains"}:
        return "present"
    return TENSED.get(verb.tag_, "past")


def goes_on(verb: Token, helpers: set[str]) -> bool:
    """Whether it may be so now: "might be harbouring", not "could be leaving by the weekend"."""
    if verb.tag_ != "VBG" or "be" not in helpers or not helpers & OPEN_MODALS:
        return False
    return not any(child.dep_ == "prep" and child.lower_ in AHEAD_PREPOSITIONS for child in verb.children)


def progressive(verb: Token, helpers: set[str]) -> Tense:
    """What is or has been going on, what was still or is reported to have been, and what is so beside the news: "with
    the railway evacuating people"."""
    if helpers & NOW or "been" in helpers or (helpers == {"to", "be"}):
        return "present"
    if verb.dep_ == "pcomp" and verb.head.lower_ == "with" and any(child.dep_ in SUBJECT for child in verb.children):
        return "present"
    still = any(child.lower_ in {"still", "already"} for child in verb.children)
    return "present" if helpers & {"was", "were"} and (still or verb.dep_ == "ccomp") else "past"


def lasts(verb: Token, helpers: set[str], *, cues: StanceCues) -> bool:
    """A state that has held since some time holds now: "have been deployed since Monday"; a deed does not."""
    is_state = ("condition", "state") in cues.of("verb", verb.lemma_.lower())
    if not is_state or not helpers & {"has", "have", "'ve", "’ve"}:
        return False
    return any(child.dep_ in {"prep", "mark"} and child.lower_ == "since" for child in verb.children)


def background(verb: Token, state: State, *, cues: StanceCues) -> None:
    """History rather than news: "in 2014", "last year", "years ago", "during the war", "ten years after they left"."""
    for child in verb.children:
        if child.dep_ == "prep":
            by_preposition(child, state, cues=cues)
        elif child.dep_ in {"npadvmod", "advmod"} and is_past_time(child, cues=cues):
            set_generic(state, child.lower_)
        elif child.dep_ == "advcl":
            by_clause(child, state, cues=cues)
    governor = verb.head
    if verb.dep_ == "ccomp" and verb.i < governor.i and governor.tag_ in {"VBP", "VBZ"}:
        for link in governor.children:
            if link.dep_ == "prep" and verb.i < link.i < governor.i:
                by_preposition(link, state, cues=cues)
    if verb.dep_ == "advcl" and years_before(verb):
        set_generic(state, "years")


def by_clause(clause: Token, state: State, *, cues: StanceCues) -> None:
    """Background by the year of a clause of time: "attacked before it crashed in 1961"."""
    if not any(one.lower_ in WHEN for one in clause.children if one.dep_ in {"mark", "advmod"}):
        return
    for link in clause.children:
        if link.dep_ == "prep" and any(is_year(noun) for noun in link.children if noun.dep_ == "pobj"):
            by_preposition(link, state, cues=cues)


def by_preposition(link: Token, state: State, *, cues: StanceCues) -> None:
    """Background by a time under a preposition; "in the campaign of 2002" by the year inside it."""
    if link.lower_ == "for":
        if any(noun.dep_ == "pobj" and noun.lemma_.lower() in LONG - {"decade"} for noun in link.children):
            set_generic(state, "for")
        return
    if link.lower_ not in {"in", "since", "during", "until", "after", "before", "by"}:
        return
    for noun in link.children:
        if noun.dep_ == "pobj" and not counted_years(link) and (is_past_time(noun, cues=cues) or of_year(link, noun)):
            set_generic(state, noun.lower_)


def of_year(link: Token, noun: Token) -> bool:
    """Whether a noun of time or occasion is fixed by a bare year: "in the campaign of 2002"."""
    if link.lower_ not in {"in", "during", "since"}:
        return False
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return any(is_year(year) for year in child.children if year.dep_ == "pobj")
    return False


def years_before(verb: Token) -> bool:
    """The clause is told as lying years back: "ten years after the army seized power"."""
    mark = next((child for child in verb.children if child.dep_ == "mark"), None)
    return mark is not None and mark.lower_ in {"after", "since"} and counted_years(mark)


def counted_years(link: Token) -> bool:
    """Whether a number of years stands right before a preposition, or a number after "years" earlier in the list."""
    if link.i < 2:  # noqa: PLR2004 - a number and its noun
        return False
    doc = link.doc
    before = doc[link.i - 1]
    if before.lemma_.lower() in {"year", *LONG}:
        return True
    return before.like_num and any(doc[at].lemma_.lower() == "year" for at in range(max(0, before.i - REACH), before.i))


def set_generic(state: State, word: str) -> None:
    """Background, unless it is told as yet to come."""
    if state.tense != "future":
        state.tense = "generic"
        state.note(word)


def is_year(token: Token) -> bool:
    """Four digits alone."""
    return token.text.isdigit() and len(token.text) == YEAR_DIGITS


def is_past_time(token: Token, *, cues: StanceCues) -> bool:
    """A bare year or decade; "last year"; "years ago"; never a full date, which the time mentions tell."""
    text = token.text.rstrip("s'’")
    if text.isdigit() and len(text) == YEAR_DIGITS:
        before = token.doc[token.i - 1] if token.i else token
        return before.text != "," and (before.pos_ not in {"NUM", "PROPN"} or before.i == token.i)
    if token.lower_ == "ago":
        return any(cues.of("time", word.lemma_.lower()) for word in token.subtree)
    if token.i and cues.of("time", f"{token.doc[token.i - 1].lower_} {token.lower_}"):
        return True
    if not cues.of("time", token.lemma_.lower()):
        return False
    return any(child.lower_ in {"last", "past", "previous", "earlier", "'s"} for child in token.children)


def is_infinitive(verb: Token) -> bool:
    """With "to", or bare under a verb ("let them leave"); never after a modal or "do"."""
    helpers = [child for child in verb.children if child.dep_ in AUXILIARY]
    if any(one.lower_ == "to" for one in helpers):
        return True
    return verb.tag_ == "VB" and not helpers and not any(one.tag_ == "MD" for one in helpers_of(verb))


def infinitive_tense(verb: Token, above: Tense) -> Tense:
    """What is likely, believed or said to be: done for "to have fired", going on for "to be firing", else to come."""
    helpers = {helper.lower_ for helper in helpers_of(verb)}
    if "have" in helpers:
        return "present" if verb.tag_ == "VBG" else "past"
    if verb.tag_ == "VBG":
        return "present" if above in {"present", "past"} else above
    return above


def is_subjunctive(verb: Token) -> bool:
    """The bare form under "that": "insists the votes be recounted", "demanded that the government lift the siege"."""
    if verb.dep_ != "ccomp":
        return False
    helpers = helpers_of(verb)
    if helpers:
        return all(helper.lower_ == "be" and helper.tag_ in {"VB", "VBP"} for helper in helpers)
    subject = next((child for child in verb.children if child.dep_ in SUBJECT), None)
    if subject is None or subject.i > verb.i:
        return False
    if verb.tag_ == "VB":
        return any(child.dep_ == "mark" for child in verb.children)
    joined = any(child.dep_ == "conj" for child in subject.children)
    return verb.tag_ == "VBP" and subject.tag_ == "NN" and subject.lower_ != "police" and not joined
