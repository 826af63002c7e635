"""What a party says of its own success: told apart, so that it can be left out or counted by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records import Claim, ControlClaim

if TYPE_CHECKING:
    from dateline.codebook import Codebook
    from dateline.records import Arrangement

MATERIAL = frozenset({2, 4})
"""Quad classes of deeds, co-operative and hostile; what is done by saying is its speaker's in any case."""
GAINS = frozenset({"holds", "captured"})


def is_self_report(record: Claim | Arrangement | ControlClaim, *, codebook: Codebook) -> bool:
    """Whether the origin tells a deed of its own as done, or ground as held or taken by itself.

    Not so of a denial, of what it only promises, of what it admits to have lost, and of an arrangement: a party's word
    on its own truce is that party's status, not a success.
    """
    if record.stake != "actor" or record.factuality.polarity == "-":
        return False
    if isinstance(record, ControlClaim):
        return record.change in GAINS
    if not isinstance(record, Claim) or record.temporal == "future":
        return False
    return record.event in codebook.events and codebook.quad(record.event) in MATERIAL
