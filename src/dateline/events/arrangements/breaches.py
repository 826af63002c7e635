"""The breaches told of one arrangement: the same accused, accuser and day in two reports are one, with both words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.events.arrangements.days import in_order, started
from dateline.events.arrangements.words import actor_name, origin_of, origin_word, spoken_by, word_of
from dateline.records.ledger import ToldBreach

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.events.arrangements.entries import Cast
    from dateline.events.arrangements.frames import Frame
    from dateline.records import ActorRef, Breach

Key = tuple[object, ...]


def breaches_of(frames: Iterable[Frame], cast: Cast) -> tuple[ToldBreach, ...]:
    """All breaches in order of publication; undated ones and ones without an accused are never taken for the same."""
    told: dict[Key, ToldBreach] = {}
    for frame in frames:
        for number, breach in enumerate(frame.record.breaches):
            one = _told(frame, breach, cast)
            key = _key(one, alone=(frame.record.id, number))
            known = told.get(key)
            told[key] = one if known is None else msgspec.structs.replace(known, words=(*known.words, *one.words))
    return tuple(told.values())


def _key(one: ToldBreach, *, alone: Key) -> Key:
    """What makes two breaches the same one."""
    day = in_order(one.time)[:10]
    if len(day) < len("2004-10-10") or not one.accused_codes:
        return alone
    return one.accused_codes, one.accuser_codes, one.standing, day, one.place


def _told(frame: Frame, breach: Breach, cast: Cast) -> ToldBreach:
    """One breach, on the accuser's word where one is told, else on the record's origin's."""
    accuser = breach.accuser[0] if breach.accuser else None
    speaker = accuser or origin_of(frame.record)[1]
    word = origin_word(frame.report, frame.record) if accuser is None else word_of(
        frame.report, frame.record, speaker=accuser, voice="other")
    place = breach.place
    return ToldBreach(
        accused=_names(breach.accused), accused_codes=_codes(breach.accused), accuser=_names(breach.accuser),
        accuser_codes=_codes(breach.accuser), standing=breach.standing, event=breach.event,
        time=started(breach.time), place=(place.name or place.text) if place is not None else None,
        claim=breach.claim, words=(spoken_by(word, cast.party_of(speaker)),),
    )


def _names(refs: Iterable[ActorRef]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(actor_name, refs)))


def _codes(refs: Iterable[ActorRef]) -> tuple[str, ...]:
    return tuple(sorted({ref.code or f"{ref.country or ''}{ref.sector or ''}" for ref in refs} - {""}))
