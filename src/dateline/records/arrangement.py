"""Ceasefires, pauses, corridors, stand-offs, exchanges and access; and who holds what."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.records.base import PrivatePerson, Record, SensitiveReason, Tier, Why
from dateline.records.claim import Evidence, Factuality, Hop, Stake, Telling
from dateline.records.refs import ActorRef, PlaceRef, When

ArrangementKind = Literal[
    "ceasefire", "humanitarian_pause", "corridor", "evacuation", "no_strike", "stand_off", "exchange", "access",
    "safe_zone", "deconfliction", "surrender", "other",
]
Status = Literal[
    "proposed", "announced", "agreed", "accepted", "scheduled", "in_force", "extended", "suspended", "completed",
    "expired", "ended", "collapsed", "rejected", "denied", "never_took_effect", "unknown",
]
Role = Literal[
    "declares", "accepts", "rejects", "denies", "observes", "guarantor", "mediator", "monitor", "notified",
]


class Side(Record, frozen=True, kw_only=True):
    """One party and what it does in the arrangement; mediators and guarantors are no parties to a truce."""

    actor: ActorRef
    role: Role


class StatusBy(Record, frozen=True, kw_only=True):
    """The status on somebody's word as of a time. `according_to` is `None` where only the outlet says so."""

    status: Status
    according_to: ActorRef | None = None
    as_of: When | None = None


class Route(Record, frozen=True, kw_only=True):
    """A way out or in: for whom, how many, between which places, in the words of the report."""

    for_: str | None = msgspec.field(default=None, name="for")
    count: int | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    via: tuple[str, ...] = ()
    to: str | None = None


class Terms(Record, frozen=True, kw_only=True):
    """What was agreed. `count` is of the things arranged (corridors, prisoners, trucks); `count_unspecified` is true
    for a bare plural. `distance_km` in kilometres with `bound`."""

    count: int | None = None
    count_unspecified: bool = False
    routes: tuple[Route, ...] = ()
    distance_km: float | None = None
    bound: Literal["exact", "at_least", "at_most", "about"] | None = None
    numbers: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()


class Breach(Record, frozen=True, kw_only=True):
    """An alleged breach: `accused` and `accuser` are lists, since often several; `event` is the PLOVER event."""

    accused: tuple[ActorRef, ...] = ()
    accuser: tuple[ActorRef, ...] = ()
    time: When | None = None
    place: PlaceRef | None = None
    event: str | None = None
    standing: Literal["claimed", "observed", "admitted", "denied"]
    claim: str | None = None


class Link(Record, frozen=True, kw_only=True):
    """How this arrangement stands to another."""

    type: Literal["extends", "replaces", "implements", "part_of"]
    id: str


class Arrangement(Record, frozen=True, kw_only=True, tag_field="kind", tag="arrangement"):
    """What one article says of a ceasefire, pause, corridor, stand-off, exchange or access grant.

    "In force" is always somebody's word as of a time: read `status` with `status_by`. `effective_to` `None` means
    that the report names no end; an indefinite or conditional end is told in `duration_text`. `sensitive`, `private`,
    `tier` and `handling` as in a claim.
    """

    id: str
    article: str
    arrangement: ArrangementKind
    direction: Literal["grants", "restricts"] = "grants"
    sides: tuple[Side, ...] = ()
    laterality: Literal["unilateral", "bilateral", "multilateral", "unknown"] = "unknown"
    form: Literal["verbal", "written", "tacit", "notice", "unknown"] = "unknown"
    place: PlaceRef | None = None
    scope: str | None = None
    announced_on: When | None = None
    effective_from: When | None = None
    effective_to: When | None = None
    extended_on: tuple[When, ...] = ()
    duration_hours: float | None = None
    duration_text: str | None = None
    status: Status = "unknown"
    status_by: tuple[StatusBy, ...] = ()
    ended_how: str | None = None
    terms: Terms = Terms()
    mechanism: str | None = None
    breaches: tuple[Breach, ...] = ()
    links: tuple[Link, ...] = ()
    external: dict[str, str] = msgspec.field(default_factory=dict)
    attribution: tuple[Hop, ...] = ()
    stake: Stake = "unknown"
    factuality: Factuality = Factuality()
    tellings: tuple[Telling, ...] = ()
    evidence: Evidence
    coding_confidence: dict[str, float] = msgspec.field(default_factory=dict)
    why: dict[str, tuple[Why, ...]] = msgspec.field(default_factory=dict)
    unresolved: dict[str, str] = msgspec.field(default_factory=dict)
    sensitive: tuple[SensitiveReason, ...] = ()
    private: tuple[PrivatePerson, ...] = ()
    tier: Tier | None = None
    handling: tuple[str, ...] = ()


class ControlClaim(Record, frozen=True, kw_only=True, tag_field="kind", tag="control"):
    """What one article says of who holds, took or lost a place or a part of it ("west", "north-east").

    `sensitive`, `private`, `tier` and `handling` as in a claim.
    """

    id: str
    article: str
    place: PlaceRef | None = None
    part: str | None = None
    holder: ActorRef | None = None
    from_holder: ActorRef | None = None
    change: Literal["holds", "captured", "lost", "contested"]
    time: When | None = None
    attribution: tuple[Hop, ...] = ()
    stake: Stake = "unknown"
    factuality: Factuality = Factuality()
    evidence: Evidence
    coding_confidence: dict[str, float] = msgspec.field(default_factory=dict)
    why: dict[str, tuple[Why, ...]] = msgspec.field(default_factory=dict)
    unresolved: dict[str, str] = msgspec.field(default_factory=dict)
    sensitive: tuple[SensitiveReason, ...] = ()
    private: tuple[PrivatePerson, ...] = ()
    tier: Tier | None = None
    handling: tuple[str, ...] = ()
