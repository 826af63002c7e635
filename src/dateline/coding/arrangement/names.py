"""What tells the actors of an arrangement apart, and which of its roles bind a party."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dateline.records import ActorRef

PARTY_ROLES = frozenset({"declares", "accepts", "rejects", "denies", "observes"})
"""Roles of those between whom it is."""


def key_of(ref: ActorRef) -> str:
    """What tells actors apart: table id, else code, else country, else the words."""
    return ref.id or ref.code or ref.country or (ref.name or ref.text).lower()


def clauses_of(sent: Span) -> Iterator[Span]:
    """The stretches of a sentence between semicolons: each tells an arrangement of its own."""
    start = sent.start
    for at in [token.i for token in sent if token.text == ";"] if ";" in sent.text else []:
        if at > start:
            yield sent.doc[start:at]
        start = at + 1
    if start < sent.end:
        yield sent.doc[start : sent.end]


def clause_of(token: Token) -> Span:
    """The stretch of its sentence between semicolons in which a token stands."""
    sent = token.sent
    if ";" not in sent.text:
        return sent
    return next((one for one in clauses_of(sent) if one.start <= token.i < one.end), sent)
