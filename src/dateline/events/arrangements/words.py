"""Whose word a record is, as a ledger shows it: an actor, or the outlet for what it tells in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.records.ledger import Word

if TYPE_CHECKING:
    from dateline.events.arrangements.frames import Report
    from dateline.records import ActorRef, Arrangement, ControlClaim
    from dateline.records.ledger import Voice

HOUSE = frozenset({"outlet", "publisher"})
NO_OUTLET = "an outlet not told"


def outlet_of(report: Report) -> str | None:
    """What the page is called where it speaks for itself."""
    return report.article.outlet or report.article.publisher


def actor_name(ref: ActorRef) -> str:
    """The name of an actor, else the words of the report on one line."""
    return ref.name or " ".join(ref.text.split())


def word_of(
    report: Report, record: Arrangement | ControlClaim, *, speaker: ActorRef | None, voice: Voice,
    party: str | None = None,
) -> Word:
    """The word of a speaker, or of the outlet where there is none; the stake is that of the record's origin."""
    return Word(
        name=actor_name(speaker) if speaker is not None else outlet_of(report) or NO_OUTLET,
        code=speaker.code if speaker is not None else None, voice=voice, party=party,
        stake=record.stake if speaker is not None or voice != "outlet" else "unknown",
        outlet=outlet_of(report), published=report.published, article=record.article, record=record.id,
    )


def origin_of(record: Arrangement | ControlClaim) -> tuple[str | None, ActorRef | None]:
    """Who is behind a record: the words for its first speaker, `None` for the outlet, and the actor where known."""
    hops = record.attribution
    speakers = [one for one in (hops[0].speakers if hops else ()) if one.kind not in HOUSE or one.text is not None]
    if not speakers:
        return None, None
    first = speakers[0]
    name = actor_name(first.actor) if first.actor is not None else " ".join((first.text or "").split())
    return name or None, first.actor


def origin_word(report: Report, record: Arrangement | ControlClaim, *, party: bool = False) -> Word:
    """The word of whoever is behind a record; `party` where that is the party of which it is told."""
    name, actor = origin_of(record)
    voice: Voice = "outlet" if name is None else "party" if party else "other"
    word = word_of(report, record, speaker=actor, voice=voice)
    return msgspec.structs.replace(word, name=name) if name is not None else word


def spoken_by(word: Word, party: str | None) -> Word:
    """The word with the party that speaks."""
    return msgspec.structs.replace(word, party=party)
