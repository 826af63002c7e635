"""An arrangement told again without its name: "It will now expire on Friday", "The order continues in force".

Such a sentence tells nothing by itself; it adds a window or a status to what an earlier sentence near it told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.arrangement.states import state_at
from dateline.coding.arrangement.triggers import Trigger, keys
from dateline.coding.syntax import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook

PRONOUNS = frozenset({"it", "this"})
REACH = {"pronoun": 1, "noun": 4}
"""Sentences behind the last telling within which a pronoun, or "the order", may still mean it."""
BY_PRONOUN = frozenset({
    "expire", "end", "over", "come-to-end", "extend", "begin", "in-effect", "suspend", "collapse", "accept", "reject",
})
BY_NOUN = BY_PRONOUN | {"hold", "observe", "violate", "complete", "schedule", "keep-open", "open", "close", "lift"}
"""States that a word which only points may have; "it agreed" or "it held" is mostly somebody."""


def told_again(
    sent: Span, last: Trigger, *, words: frozenset[str], distance: int, book: ArrangementBook,
) -> Trigger | None:
    """The word of a sentence that stands for the arrangement told so many sentences before, with a word of its state.

    `words` are the words of that sentence: a thing of its own ("the road") must be named there.
    """
    for token in sent:
        pronoun = token.lower_ in PRONOUNS
        if not pronoun and not (token.pos_ == "NOUN" and _is_definite(token)):
            continue
        if distance > REACH["pronoun" if pronoun else "noun"]:
            continue
        if not pronoun and not _means_it(token, words, book):
            continue
        link = _link(token)
        state = state_at(token.head, link, kind=last.kind, book=book) if link else None
        if state is not None and state.id in (BY_PRONOUN if pronoun else BY_NOUN):
            return Trigger(
                row=last.row, kind=last.kind, direction=last.direction, first=token.i, last=token.i + 1, head=token.i,
                definite=True,
            )
    return None


def _means_it(token: Token, words: frozenset[str], book: ArrangementBook) -> bool:
    """Whether the noun stands for any arrangement ("the order"), or for a thing named before ("the road")."""
    wide, narrow = book.words.pointing, book.words.pointed
    return any(key in wide or (key in narrow and key in words) for key in keys(token))


def _is_definite(token: Token) -> bool:
    return any(kid.lower_ in {"the", "this", "that"} for kid in token.children if kid.dep_ == "det")


def _link(token: Token) -> str:
    """How the word stands to its verb, where that is one at all."""
    head = token.head
    if head.pos_ not in {"VERB", "AUX"}:
        return ""
    if token.dep_ == "nsubjpass" or (token.dep_ == "nsubj" and is_passive(head)):
        return "object"
    if token.dep_ == "nsubj":
        return "subject"
    return "object" if token.dep_ in {"dobj", "obj"} else ""
