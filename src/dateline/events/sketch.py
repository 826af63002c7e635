"""What of a claim and its report is held against others: days, place, parties, tolls, words; quick to compare.

A sketch is made from one claim and its article alone, so that it never changes when others come; a store may make it
anew at any time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dateline.events.days import Days, days_of, published_day
from dateline.events.nations import nations_of
from dateline.events.words import WORD, stem, weigh, weight_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.events.tables import Judging
    from dateline.records import ActorRef, Article, Claim, PlaceRef

LEAD_WORDS: Final = 160
"""So much of a report, with its title, says what it is about."""
SENTENCE_CHARS: Final = 1200
"""No sentence is longer; what a broken page makes of one may be."""
TELLING_WEIGHT: Final = 0.9
"""Words that weigh less are in too many reports to say anything."""
SPEECH_EVENTS: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "SANCTION"})
"""Acts that are their actor's, whoever tells of them: another actor is another act."""
REBELS: Final = frozenset({"REB", "UAF", "PRE", "CRM"})
SIDES: Final = (
    frozenset({"GOV", "MIL", "COP", "SPY", "PRM", "LEG", "ELI", "JUD"}),
    frozenset({"CVL", "EDU", "OPP", "SOC", "LAB", "MED", "REF", "JRN", "REL", "AGR", "BUS"}),
)
"""Sectors that reports use for one party by turns."""
TOLLS: Final = frozenset({"killed", "injured", "detained", "displaced", "troops", "count", "money"})


@dataclass(frozen=True, slots=True)
class Report:
    """The article of a claim: its day and the telling words of its title and lead."""

    id: str
    published: int | None
    words: Mapping[str, float]
    weight: float
    """The summed weight of the words."""
    names: tuple[str, ...]
    """The stems of its names, in the order of the text."""
    nations: frozenset[str]
    """The countries that it names."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where, with the radius within which it lies and the stems of its name."""

    latitude: float | None
    longitude: float | None
    radius_km: float
    country: str | None
    names: frozenset[str]
    fine: bool


@dataclass(frozen=True, slots=True)
class Parties:
    """One side of an act, made ready to be compared.

    `sides` are (country, side of a conflict); rebels stand apart, by country: `known` with a name of their own, `open`
    without. `words` are the telling stems of all names, `loose` of those that no country places.
    """

    count: int
    ids: frozenset[str]
    sides: frozenset[tuple[str, int]]
    known: frozenset[str]
    open: frozenset[str]
    words: frozenset[str]
    loose: frozenset[str]
    placed: bool
    """Whether a table knows any, or country and sector are told of any."""

    def share(self, other: Parties) -> bool:
        """Whether any party of the one is a party of the other: one actor, one country's side, or one name."""
        if not self.count or not other.count:
            return False
        if not self.ids.isdisjoint(other.ids) or not self.sides.isdisjoint(other.sides):
            return True
        if not self.open.isdisjoint(other.open | other.known) or not self.known.isdisjoint(other.open):
            return True
        return not self.loose.isdisjoint(other.words) or not self.words.isdisjoint(other.loose)

    def clash(self, other: Parties) -> bool:
        """Both name parties that are known, and none is shared."""
        return self.placed and other.placed and not self.share(other)


def parties_of(refs: tuple[ActorRef, ...]) -> Parties:
    """The parties of one side of an act."""
    rebels = [ref for ref in refs if ref.sector in REBELS and ref.country]
    words = [_stems(ref.name or ref.text) for ref in refs]
    return Parties(
        count=len(refs),
        ids=frozenset(ref.id for ref in refs if ref.id),
        sides=frozenset(
            (ref.country, side) for ref in refs if ref.country and ref.sector not in REBELS
            for side in _sides(ref.sector)),
        known=frozenset(ref.country or "" for ref in rebels if ref.id),
        open=frozenset(ref.country or "" for ref in rebels if not ref.id),
        words=frozenset(one for own in words for one in own),
        loose=frozenset(one for ref, own in zip(refs, words, strict=True) if not ref.country for one in own),
        placed=any(ref.id or (ref.country and ref.sector) for ref in refs),
    )


@lru_cache(maxsize=64)
def _sides(sector: str | None) -> tuple[int, ...]:
    """The sides that a sector may stand for: a country alone is its state, what has no side is its own."""
    found = tuple(number for number, side in enumerate(SIDES) if (sector or "GOV") in side)
    return found or (_own_side(sector),)


def _own_side(sector: str | None) -> int:
    """A number for a sector that stands on no side, the same in every run."""
    return len(SIDES) + int.from_bytes((sector or "").encode(), "big")


@dataclass(frozen=True, slots=True)
class Sketch:
    """One claim as it is compared. `related` are claims of its report that deny, contest or repeat it."""

    id: str
    report: Report
    event: str
    family: str
    mode: str | None
    denied: bool
    temporal: str
    days: Days | None
    spot: Spot | None
    actors: Parties
    recipients: Parties
    forces: frozenset[str]
    """The countries of its parties other than governments, for which a capital may stand that is another town."""
    countries: frozenset[str]
    """Those of all its parties, and of its place."""
    tolls: Mapping[str, tuple[float | None, float | None]]
    sentence: tuple[int, int]
    words: Mapping[str, float]
    weight: float
    """The summed weight of the words."""
    trigger: str
    ordinal: str | None
    related: frozenset[str]
    voice: str

    @property
    def speech(self) -> bool:
        """Whether the act is its actor's own word or measure."""
        return self.event in SPEECH_EVENTS


def sketch_report(article: Article) -> Report:
    """The part of a sketch that all claims of an article share."""
    lead = " ".join(article.text.split(None, LEAD_WORDS)[:LEAD_WORDS])
    text = f"{article.title or ''}\n{lead}"
    words = weigh(text)
    telling = {one: weight for one, weight in words.items() if weight >= TELLING_WEIGHT}
    return Report(
        id=article.id, published=published_day(article), words=telling, weight=weight_of(telling),
        names=tuple(one for one, weight in words.items() if weight > 1),
        nations=nations_of(article.title or "", lead),
    )


def sketch_claim(claim: Claim, report: Report, *, judging: Judging) -> Sketch:
    """A claim as it is compared."""
    spot = _spot(claim.place, judging)
    words = weigh(claim.evidence.text[:SENTENCE_CHARS])
    countries = frozenset(ref.country for ref in (*claim.actors, *claim.recipients) if ref.country)
    forces = frozenset(
        ref.country for ref in (*claim.actors, *claim.recipients) if ref.country and ref.sector != "GOV")
    placed = frozenset({spot.country}) if spot is not None and spot.country else frozenset()
    return Sketch(
        id=claim.id, report=report, event=claim.event, family=judging.family(claim.event), mode=claim.mode,
        denied=claim.factuality.polarity == "-", temporal=claim.temporal,
        days=days_of(claim, report.published, windows=judging.windows), spot=spot,
        actors=parties_of(claim.actors), recipients=parties_of(claim.recipients), forces=forces,
        countries=countries | placed,
        tolls=tolls_of(claim),
        sentence=(claim.evidence.start, claim.evidence.end), words=words, weight=weight_of(words),
        trigger=stem(claim.evidence.trigger.text.split(" ", 1)[0].lower()),
        ordinal=_ordinal(claim, judging),
        related=frozenset(one.claim for one in claim.relations if one.type in {"denies", "contests", "repeats"}),
        voice=voice_of(claim),
    )


def voice_of(claim: Claim) -> str:
    """Whose word a claim is within its own report: the first speaker by actor or words, empty for the outlet."""
    speaker = next(iter(claim.attribution[0].speakers), None) if claim.attribution else None
    if speaker is None or speaker.kind in {"outlet", "publisher"} or (speaker.kind == "agency" and not speaker.actor):
        return ""
    if speaker.actor is not None and (speaker.actor.id or speaker.actor.code):
        return speaker.actor.code or speaker.actor.id or ""
    return (speaker.text or "").lower()


def _spot(place: PlaceRef | None, judging: Judging) -> Spot | None:
    """A place as it is compared; one known only to a wide radius is coarse, whatever its kind."""
    if place is None:
        return None
    radius = place.uncertainty_km or 0.0
    names = frozenset(one for name in (place.text, place.name) for one in _stems(name or ""))
    fine = place.precision not in {"province", "country"} and radius <= judging.blocks.fine_km
    return Spot(place.latitude, place.longitude, radius, place.country, names, fine)


@lru_cache(maxsize=16_384)
def _stems(name: str) -> tuple[str, ...]:
    return tuple(one for one, weight in weigh(name).items() if weight >= TELLING_WEIGHT)


def tolls_of(claim: Claim) -> dict[str, tuple[float | None, float | None]]:
    """The first count of each kind, which is that of the whole ("12 people, among them three children")."""
    found: dict[str, tuple[float | None, float | None]] = {}
    for quantity in claim.quantities:
        if quantity.kind in TOLLS and (quantity.low is not None or quantity.high is not None):
            found.setdefault(quantity.kind, (quantity.low, quantity.high))
    return found


@lru_cache(maxsize=4)
def _ordinal_words(rows: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    return {word: name for name, words in rows for word in words}


def _ordinal(claim: Claim, judging: Judging) -> str | None:
    """Which round or attack it is by number, `None` where the words just before the act do not count."""
    table = _ordinal_words(tuple(judging.ordinals.items()))
    start = claim.evidence.trigger.end - claim.evidence.start
    words = [match.group().lower() for match in WORD.finditer(claim.evidence.text[max(0, start - 60) : start + 30])]
    return next((table[word] for word in words if word in table), None)
