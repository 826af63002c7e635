"""The life of an arrangement, and of the control of a place, over many reports: who said what of it, and when.

Nothing here is decided between voices: an entry is one voice's word, and contradicting entries stand side by side.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.records.arrangement import ArrangementKind, Role, Status
from dateline.records.base import Record
from dateline.records.claim import Stake
from dateline.records.refs import PlaceRef

Voice = Literal["party", "other", "outlet"]
"""Whose word it is: the party's own, somebody else's, or the outlet's."""


class Land(msgspec.Struct, frozen=True, gc=False):
    """Of an actor or a place only the country."""

    country: str | None = None


class VoiceLand(msgspec.Struct, frozen=True, gc=False):
    """Of a speaker only the actor's country."""

    actor: Land | None = None


class HopLands(msgspec.Struct, frozen=True, gc=False):
    """Of one step of a chain only its speakers' countries."""

    speakers: tuple[VoiceLand, ...] = ()


class ClaimLands(msgspec.Struct, frozen=True, gc=False):
    """Of a claim only what tells which countries its report is about; read in its stead where there are many."""

    place: Land | None = None
    attribution: tuple[HopLands, ...] = ()
    actors: tuple[Land, ...] = ()
    recipients: tuple[Land, ...] = ()


class Word(Record, frozen=True, kw_only=True):
    """One voice in one report: `name` as the report has it (the outlet's for its own words), `code` an actor code or
    `None`, `party` the key of the party that speaks, `None` for outsiders. `published` (ISO 8601 as fine as known) and
    `outlet` are the article's, `None` where it does not say."""

    name: str
    code: str | None = None
    voice: Voice
    party: str | None = None
    stake: Stake = "unknown"
    outlet: str | None = None
    published: str | None = None
    article: str
    record: str


class LedgerEntry(Record, frozen=True, kw_only=True):
    """The status of one party on one word. `as_of` is ISO 8601, the publication where the report dates it no other;
    `ground` says by which rule a word of another, or of the whole, concerns this party."""

    as_of: str | None
    status: Status
    word: Word
    ground: str


class PartyLife(Record, frozen=True, kw_only=True):
    """One party: what it is called, its actor codes, what it was told to do, and its entries in order of time."""

    party: str
    name: str
    codes: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()


class ToldWindow(Record, frozen=True, kw_only=True):
    """From when to when one report has it hold; ISO 8601, `None` where that end is not told. `parties` are those of
    the report, none where it names none. `extended` with no `end`: told to go on, until when is not told. `reckoned`:
    the end follows from the day of its announcement and the length told, since nobody tells when it begins."""

    start: str | None = None
    end: str | None = None
    extended: bool = False
    reckoned: bool = False
    parties: tuple[str, ...] = ()
    word: Word


class ToldBreach(Record, frozen=True, kw_only=True):
    """A breach on somebody's word: names and codes of the accused and the accusers, when and where as told."""

    accused: tuple[str, ...] = ()
    accused_codes: tuple[str, ...] = ()
    accuser: tuple[str, ...] = ()
    accuser_codes: tuple[str, ...] = ()
    standing: Literal["claimed", "observed", "admitted", "denied"]
    event: str | None = None
    time: str | None = None
    place: str | None = None
    claim: str | None = None
    words: tuple[Word, ...]


class Joined(Record, frozen=True, kw_only=True):
    """Why a record is held to speak of the same arrangement as those before it; the first has no score."""

    record: str
    article: str
    score: float | None = None
    reasons: tuple[str, ...]


class Outsider(Record, frozen=True, kw_only=True):
    """A mediator, guarantor, monitor or somebody notified: no party."""

    name: str
    code: str | None = None
    role: Role


class ArrangementLife(Record, frozen=True, kw_only=True, tag_field="kind", tag="arrangement_life"):
    """One arrangement over all reports that speak of it.

    `id` is that of its oldest record, `aliases` those of the others; `kinds` in the order in which they were told.
    `place` is where it holds, `places` every name of a place that its records tell. `carried_by` is the truce whose
    `windows` it has, where it tells none of its own and is told beside that one.
    """

    id: str
    aliases: tuple[str, ...] = ()
    kinds: tuple[ArrangementKind, ...]
    direction: Literal["grants", "restricts"]
    countries: tuple[str, ...] = ()
    place: PlaceRef | None = None
    places: tuple[str, ...] = ()
    parties: tuple[PartyLife, ...] = ()
    outsiders: tuple[Outsider, ...] = ()
    windows: tuple[ToldWindow, ...] = ()
    carried_by: str | None = None
    breaches: tuple[ToldBreach, ...] = ()
    joined: tuple[Joined, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    first_told: str | None = None
    last_told: str | None = None


class Standing(Record, frozen=True, kw_only=True):
    """How it stands for one party as of a day, by the last word told until then.

    `entry` is that word, `None` where the status is unknown for want of one; `beside` are the other words of the same
    day that do not fit with it; `reason` says why the status is what it is.
    """

    party: str
    name: str
    status: Status
    entry: LedgerEntry | None = None
    beside: tuple[LedgerEntry, ...] = ()
    reason: str


class ArrangementAsOf(ArrangementLife, frozen=True, kw_only=True, tag_field="kind", tag="arrangement_life"):
    """A life as the ledger prints it: with the day asked for, and how it stands for each party as of that day."""

    as_of: str
    standings: tuple[Standing, ...] = ()


class ControlEntry(Record, frozen=True, kw_only=True):
    """One word on who holds, took, lost or fights for a place. `as_of` is the day of the change where told, else that
    of publication."""

    as_of: str | None
    change: Literal["holds", "captured", "lost", "contested"]
    holder: str | None = None
    holder_code: str | None = None
    from_holder: str | None = None
    from_code: str | None = None
    denied: bool = False
    word: Word


class ControlLife(Record, frozen=True, kw_only=True, tag_field="kind", tag="control_life"):
    """What reports say of who holds one place, or one part of it, in order of time."""

    id: str
    aliases: tuple[str, ...] = ()
    place: PlaceRef
    part: str | None = None
    entries: tuple[ControlEntry, ...]


class Holding(Record, frozen=True, kw_only=True):
    """The last word on who holds a place as of a day, and the words of the same days that say otherwise."""

    entry: ControlEntry | None = None
    beside: tuple[ControlEntry, ...] = ()
    reason: str


class ControlAsOf(ControlLife, frozen=True, kw_only=True, tag_field="kind", tag="control_life"):
    """The words on a place as the ledger prints them: with the day asked for, and the last word as of that day."""

    as_of: str
    holding: Holding
