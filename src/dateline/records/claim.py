"""What one article says happened, is happening, is planned or is denied, and on whose word."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.records.base import PrivatePerson, Record, SensitiveReason, Span, Tier, Why
from dateline.records.refs import ActorRef, PlaceRef, Quantity, When

SpeakerKind = Literal[
    "named_person", "unnamed_official", "institution", "media", "agency", "document", "footage", "witness", "monitor",
    "outlet", "publisher",
]
Commitment = Literal["certain", "probable", "possible", "distances", "denies", "unspecified"]
Stake = Literal["actor", "recipient", "ally", "opponent", "third_party", "unknown"]


class Speaker(Record, frozen=True, kw_only=True):
    """One voice of a hop. `text`, `start`, `end` are `None` for the outlet or publisher, which the page need not print
    as a speaker. `actor` is `None` where the voice is no actor that we can name."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    actor: ActorRef | None = None
    kind: SpeakerKind
    named: bool


class Hop(Record, frozen=True, kw_only=True):
    """One step of the chain: one speaker, or several in parallel ("state television and news agencies")."""

    speakers: tuple[Speaker, ...]
    cue: Span | None = None
    time: When | None = None
    place: PlaceRef | None = None
    commitment: Commitment = "unspecified"


class Factuality(Record, frozen=True, kw_only=True):
    """The act as its origin presents it; `condition` holds the words of an if-clause, `None` where there is none."""

    certainty: Literal["certain", "probable", "possible", "unspecified"] = "certain"
    polarity: Literal["+", "-"] = "+"
    condition: Span | None = None


class About(Record, frozen=True, kw_only=True):
    """What a verbal act is about; `claims` holds ids of claims of the same article."""

    text: str
    start: int
    end: int
    claims: tuple[str, ...] = ()


class Relation(Record, frozen=True, kw_only=True):
    """How this claim stands to another of the same article."""

    type: Literal["contests", "denies", "responds_to", "repeats", "part_of"]
    claim: str


class Telling(Record, frozen=True, kw_only=True):
    """One place where the article tells it; `block` is the kind of block it stands in."""

    block: str
    start: int
    end: int
    voice: Literal["origin", "outlet"]


class Label(Record, frozen=True, kw_only=True):
    """A loaded word for a party, and whose word it is."""

    party: str
    word: str
    voice: Literal["origin", "outlet"]


class LabelUse(Record, frozen=True, kw_only=True):
    """One use of a loaded word for a party, anywhere in what is read of an article, claim or no claim.

    `party` is its name or code, `None` where the report does not say who is meant. `voice` is `outlet` for the
    article's own words, else `origin`; then `speaker` names whose words they are, `None` where that is not told.
    `start` and `end` are half-open characters of the word.
    """

    party: str | None = None
    word: str
    voice: Literal["origin", "outlet"]
    speaker: str | None = None
    start: int
    end: int


class Evidence(Record, frozen=True, kw_only=True):
    """The sentence exactly as it stands, and the word that triggered the coding."""

    text: str
    start: int
    end: int
    trigger: Span


class Claim(Record, frozen=True, kw_only=True, tag_field="kind", tag="claim"):
    """Who did what to whom, when, where, on whose word, as one article tells it.

    `time` is of the ACT (see `When.basis`), `None` for background. `attribution` runs origin first, outlet last.
    `unresolved` gives a reason for each slot that is `None` or empty though the report speaks of it. `sensitive` says
    why care is due, `private` which private persons are named in it. `tier` and `handling` are empty until a record is
    handed out: then how far it may go, and what the policy took from it.
    """

    id: str
    article: str
    codebook: str
    event: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    actors: tuple[ActorRef, ...] = ()
    recipients: tuple[ActorRef, ...] = ()
    place: PlaceRef | None = None
    time: When | None = None
    attribution: tuple[Hop, ...] = ()
    stake: Stake = "unknown"
    factuality: Factuality = Factuality()
    temporal: Literal["past", "ongoing", "future", "historical"] = "past"
    about: About | None = None
    relations: tuple[Relation, ...] = ()
    tellings: tuple[Telling, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    labels: tuple[Label, ...] = ()
    evidence: Evidence
    coding_confidence: dict[str, float] = msgspec.field(default_factory=dict)
    why: dict[str, tuple[Why, ...]] = msgspec.field(default_factory=dict)
    unresolved: dict[str, str] = msgspec.field(default_factory=dict)
    sensitive: tuple[SensitiveReason, ...] = ()
    private: tuple[PrivatePerson, ...] = ()
    tier: Tier | None = None
    handling: tuple[str, ...] = ()
