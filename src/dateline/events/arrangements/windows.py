"""From when to when an arrangement is told to hold, whom each telling binds, and which end counts for a party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events.arrangements.camps import MAKING_ROLES
from dateline.events.arrangements.days import ended, is_past, started, told_by
from dateline.events.arrangements.frames import reckoned_end
from dateline.events.arrangements.words import origin_of, origin_word, spoken_by
from dateline.records.ledger import ToldWindow

if TYPE_CHECKING:
    from dateline.events.arrangements.camps import PartyMap
    from dateline.events.arrangements.entries import Cast
    from dateline.events.arrangements.frames import Frame
    from dateline.records.ledger import ArrangementLife


def windows_of(frame: Frame, parties: PartyMap, cast: Cast) -> list[ToldWindow]:
    """The window that a record tells, on its origin's word; an extension without an end is one, too.

    It binds the makers that the record names. An extension on the word of one party, which names nobody, binds that
    party alone, unless it was agreed together.
    """
    record = frame.record
    start, end = started(record.effective_from), ended(record.effective_to)
    extended = record.status == "extended" or bool(record.extended_on)
    reckoned = None if extended or end is not None else reckoned_end(record)
    if start is None and end is None and reckoned is None and not extended:
        return []
    keys = [key for key, role in parties.sides(record) if role in MAKING_ROLES]
    own = cast.party_of(origin_of(record)[1])
    if extended and not keys and not cast.joint and own in cast.makers and own is not None:
        keys = [own]
    return [ToldWindow(start=start, end=end or reckoned, extended=extended, reckoned=reckoned is not None,
                       parties=tuple(dict.fromkeys(keys)),
                       word=spoken_by(origin_word(frame.report, record, party=own in keys), own))]


def window_end(life: ArrangementLife, party: str, as_of: str) -> str | None:
    """The end that was last told by then, of windows that name the party or nobody, else of all but extensions of
    others.

    A reckoned end gives way to a told one, and an earlier end that is told again to the one that it was extended to.
    `None` where no end was told, and where it was told to be extended without saying until when.
    """
    told = [one for one in life.windows if one.word.published is None or told_by(one.word.published, as_of)]
    own = [one for one in told if party in one.parties or not one.parties] or [one for one in told if not one.extended]
    last: ToldWindow | None = None
    before: str | None = None
    for one in own:
        if one.extended:
            last, before = one, last.end if last is not None else None
        elif one.end is not None and not (last is not None and _is_told_again(one, last, before=before)):
            last = one
    return last.end if last is not None else None


def _is_told_again(one: ToldWindow, last: ToldWindow, *, before: str | None) -> bool:
    """Whether a window tells less than the last one: a reckoned end, or one no later than that which was extended."""
    if one.reckoned and not last.reckoned:
        return True
    known = last.end or before if last.extended else None
    return known is not None and one.end is not None and not is_past(known, one.end)
