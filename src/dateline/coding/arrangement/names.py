"""What tells the actors of an arrangement apart, and which of its roles bind a party."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.records import ActorRef

PARTY_ROLES = frozenset({"declares", "accepts", "rejects", "denies", "observes"})
"""Roles of those between whom it is."""


def key_of(ref: ActorRef) -> str:
    """What tells actors apart: table id, else code, else country, else the words."""
    return ref.id or ref.code or ref.country or (ref.name or ref.text).lower()
