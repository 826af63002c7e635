"""A stance in the making, and the words about a predicate that every rule of stance asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc, Token

    from dateline.codebook.lexicons import StanceCues
    from dateline.records.base import Span

Certainty = Literal["certain", "probable", "possible", "unspecified"]
Tense = Literal["past", "present", "future", "generic"]
Pairs = tuple[tuple[str, str], ...]

VERBAL = frozenset({"VERB", "AUX"})
CLAUSAL = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp"})
RANK: dict[str, int] = {"certain": 0, "probable": 1, "possible": 2, "unspecified": 3}
AUXILIARY = frozenset({"aux", "auxpass"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
REACH = 14
"""Tokens that a parenthesis between auxiliary and verb may have."""


@dataclass(slots=True)
class State:
    """A stance in the making; `flips` counts negations."""

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


def is_predicate(token: Token) -> bool:
    """A verb that is no auxiliary, or a word that the tagger took for a noun though a modal or a mark belongs to it."""
    if token.dep_ in AUXILIARY:
        return False
    if token.pos_ in VERBAL:
        return True
    return token.dep_ in CLAUSAL and any(
        child.i < token.i and (child.tag_ == "MD" or child.dep_ == "mark") for child in token.lefts)


def helpers_of(verb: Token) -> list[Token]:
    """The auxiliaries of a verb with those of its auxiliaries, and the ones cut off from it by a parenthesis: "may, he
    added, have left"."""
    helpers: list[Token] = []
    for child in verb.children:
        if child.dep_ in AUXILIARY:
            helpers.append(child)
            helpers.extend(one for one in child.children if one.dep_ in AUXILIARY)
    far = far_helper(verb, min((one.i for one in helpers), default=verb.i))
    return [*helpers, far] if far is not None and far not in helpers else helpers


def far_helper(verb: Token, first: int) -> Token | None:
    """The auxiliary before a parenthesis in commas that ends where the verb's own words begin."""
    doc = verb.doc
    at = left_of_adverbs(doc, first - 1)
    if at < 1 or doc[at].text != ",":
        return None
    for opening in range(at - 1, max(0, at - REACH), -1):
        if doc[opening].is_sent_start:
            return None
        if doc[opening].text == ",":
            before = doc[left_of_adverbs(doc, opening - 1)]
            free = before.pos_ == "AUX" and before.lower_ in HELPING and (before.dep_ != "aux" or before.head.i > at)
            return before if before.tag_ == "MD" or free else None
    return None


HELPING = frozenset({"have", "has", "had", "is", "are", "was", "were", "did", "does", "do"})


def left_of_adverbs(doc: Doc, at: int) -> int:
    """The nearest token to the left that is no adverb or negation, within reach and within the sentence."""
    last = max(0, at - REACH)
    while at > last and doc[at].tag_ in {"RB", "RBR", "RBS"} and not doc[at].is_sent_start:
        at -= 1
    return at


def reach_end(doc: Doc, at: int) -> int:
    """The end of the sentence, or of what lies within reach of a token."""
    for index in range(at, min(len(doc), at + 2 * REACH)):
        if index > at and doc[index].is_sent_start:
            return index
    return min(len(doc), at + 2 * REACH)


def negations_of(verb: Token, helpers: Iterable[Token]) -> list[Token]:
    """The negations of a verb and of its auxiliaries, also before a parenthesis; none in "may or may not"."""
    found = [child for child in verb.children if child.dep_ == "neg"]
    doc = verb.doc
    for helper in helpers:
        found.extend(child for child in helper.children if child.dep_ == "neg" and child not in found)
        after = doc[helper.i + 1] if helper.i + 1 < len(doc) else helper
        if after.dep_ == "neg" and after.i < verb.i and after not in found and after.lower_ in {"not", "n't", "never"}:
            found.append(after)
    return [one for one in found if not is_open(one)]


def is_open(negation: Token) -> bool:
    """Whether the negation denies nothing: "may or may not", "not until dawn did they leave"."""
    doc, at = negation.doc, negation.i
    if at + 1 < len(doc) and doc[at + 1].lower_ == "until" and bool(negation.is_sent_start):
        return True
    return at > 2 and doc[at - 2].lower_ == "or" and doc[at - 3].lower_ == doc[at - 1].lower_  # noqa: PLR2004


def pairs_of(verb: Token, *, cues: StanceCues, link: str | None = None) -> Pairs:
    """What a verb does to the act under it: by its particle ("rule out"), a preposition ("go on") or alone."""
    lemma = verb.lemma_.lower()
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), link)
    if particle is not None:
        values = cues.of("verb", f"{lemma} {particle}")
        if values or (link is None and cues.of("verb", lemma) == ()):
            return values
    return cues.of("verb", lemma)


def negated_pairs(verb: Token, *, cues: StanceCues) -> Pairs:
    """What a verb does once it is negated, where that is more than the reverse: "did not rule out", "not confirmed"."""
    particle = next((f" {child.lower_}" for child in verb.children if child.dep_ == "prt"), "")
    return cues.of("verb", f"not {verb.lemma_.lower()}{particle}")


def phrases_of(cues: StanceCues, form: str) -> dict[str, list[tuple[tuple[str, ...], Pairs]]]:
    """The entries of several words in one form, by their first word, the longest first."""
    table: Mapping[str, Pairs] = cues.cues.get(form, {})
    found: dict[str, list[tuple[tuple[str, ...], Pairs]]] = {}
    for lemma, pairs in table.items():
        words = tuple(lemma.split())
        if len(words) > 1 or form == "marker":
            found.setdefault(words[0], []).append((words, pairs))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def phrase_at(doc: Doc, at: int, table: Mapping[str, list[tuple[tuple[str, ...], Pairs]]]) -> tuple[int, Pairs] | None:
    """The end and the values of the longest phrase that begins at a token."""
    for words, pairs in table.get(doc[at].lower_, ()):
        end = at + len(words)
        if end <= len(doc) and all(doc[at + step].lower_ == word for step, word in enumerate(words)):
            return end, pairs
    return None


def predicate_above(token: Token, *, first: int, last: int) -> Token | None:
    """The nearest predicate above a token that stands outside of a range of tokens."""
    node = token
    while True:
        if not first <= node.i < last and is_predicate(node):
            return node
        if node.head.i == node.i:
            return None
        node = node.head


def next_predicate(doc: Doc, at: int, *, end: int) -> Token | None:
    """The first predicate from a token on that opens no relative clause."""
    for index in range(at, end):
        if doc[index].text in {";", ":"}:
            return None
        if is_predicate(doc[index]) and doc[index].dep_ not in {"relcl", "acl"}:
            return doc[index]
    return None
