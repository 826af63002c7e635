"""What becomes a row: one claim, or the claims of one event, and which of them a format may not have.

An event's values are those that most of its claims tell, the earliest claim first where as many tell two; the others
stand side by side in the format `events` and in the side table. Nothing is averaged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from dateline.codebook.self_reports import is_self_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dateline.codebook import Codebook
    from dateline.export.schemas.tables import SchemaFile
    from dateline.records import Claim
    from dateline.records.event import Event

    ClaimsOf = Callable[[Sequence[Event]], Mapping[str, Claim]]

Why = Literal["self_report", "not_told_as_done", "no_code"]

AT_ONCE = 400
"""Events of which the claims are held at once."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Claims that are one row, or one row for each pair of parties; `event` is `None` where no judgement joined them.

    `told` is the claim that speaks for all: its slots are those most told.
    """

    id: str
    told: Claim
    claims: tuple[Claim, ...]
    event: Event | None = None


def units_of_claims(claims: Iterable[Claim]) -> Iterator[Unit]:
    """Each claim by itself."""
    for claim in claims:
        yield Unit(claim.id, claim, (claim,))


def units_of_events(events: Iterable[Event], claims_of: ClaimsOf) -> Iterator[Unit]:
    """The claims of each event that are at hand together, asked for some hundred events at a time, so that no more are
    held; an event with none of them is passed over."""
    waiting = iter(events)
    while batch := list(islice(waiting, AT_ONCE)):
        claims = claims_of(batch)
        for event in batch:
            found = tuple(claims[name] for name in event.claims if name in claims)
            if found:
                yield Unit(event.id, speak_for(found), found, event)


def speak_for(claims: tuple[Claim, ...]) -> Claim:
    """The first claim with each slot as most claims tell it; claims told as done come before the others.

    Numbers of all claims stand together, so that those which differ are seen to.
    """
    done = tuple(claim for claim in claims if is_told_as_done(claim)) or claims
    if len(done) == 1:
        return done[0]
    lead = _most(done, lambda claim: (claim.event, claim.mode))
    kept = tuple(claim for claim in done if claim.event == lead.event)
    return msgspec.structs.replace(
        lead,
        actors=_most(kept, lambda claim: _names(claim.actors)).actors,
        recipients=_most(kept, lambda claim: _names(claim.recipients)).recipients,
        place=_most(kept, lambda claim: claim.place and (claim.place.name, claim.place.country)).place,
        time=_most(kept, lambda claim: claim.time and (claim.time.start_date, claim.time.end_date)).time,
        quantities=tuple(quantity for claim in done for quantity in claim.quantities),
    )


def _most(claims: tuple[Claim, ...], key: Callable[[Claim], Any]) -> Claim:
    """The first claim with the value that most have; a value not told counts only where none is."""
    counts = Counter(value for claim in claims if (value := key(claim)))
    if not counts:
        return claims[0]
    best = counts.most_common(1)[0][0]
    return next(claim for claim in claims if key(claim) == best)


def _names(refs: Iterable[Any]) -> tuple[str, ...]:
    return tuple(ref.code or ref.name or ref.text for ref in refs)


def is_told_as_done(claim: Claim) -> bool:
    """Whether it is told as having happened or going on: not denied, planned or hung on a condition."""
    stance = claim.factuality
    return stance.polarity == "+" and stance.condition is None and claim.temporal != "future"


def left_out(unit: Unit, *, schema: SchemaFile, codebook: Codebook) -> Why | None:
    """Why a format that has no place for who said it may not have this row; `None` where it may.

    A deed that only its own actor reports; what is denied, planned or hung on a condition, unless the format can say
    so; and what the format has no code for is told apart later, from its facts.
    """
    if schema.names_speaker:
        return None
    done = [claim for claim in unit.claims if is_told_as_done(claim)]
    if not schema.keeps_factuality and not done:
        return "not_told_as_done"
    if done and all(is_self_report(claim, codebook=codebook) for claim in done):
        return "self_report"
    return None
