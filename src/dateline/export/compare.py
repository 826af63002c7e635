"""Somebody else's rows beside our events: which tell the same, which are only theirs, which only ours, and why.

Pure: records in, `Comparison` out. An event is weighed by what most of its claims tell, and by each of them: the
account that fits best counts. Days, event and place decide, parties and toll support; what one side does not tell
neither helps nor hurts, what both tell and differs in rules a match out. One event may fit several of their rows, since
such files tell one happening in many rows.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from dateline.codebook.reading import read_struct
from dateline.export.schemas.tables import FOLDER, Row
from dateline.export.schemas.units import is_told_as_done
from dateline.gazetteer.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.export.schemas.units import Unit
    from dateline.records import ActorRef, Claim
    from dateline.records.foreign import ForeignEvent, ForeignParty

KM_PER_RADIAN = 6371.0
TOWN = frozenset({"site", "city", "near"})
DAYS_OF = {"day": 0, "week": 6, "month": 30, "year": 365}
"""Days that a row's own day may be off, by how fine the file calls it."""

Span = tuple[int, int]


class Family(Row, frozen=True, kw_only=True):
    """Events that coders take for one another."""

    events: frozenset[str]


class Points(Row, frozen=True, kw_only=True):
    """What each agreement is worth."""

    same_day: float
    near_day: float
    same_event: float
    same_family: float
    same_town: float
    same_admin2: float
    same_admin1: float
    same_country: float
    same_party: float
    same_party_country: float
    swapped: float
    same_toll: float
    other_toll: float


class Rules(Row, frozen=True, kw_only=True):
    """The table of `compare.toml`."""

    days: int
    km: float
    needed: float
    within: float
    longest_span: int
    points: Points
    family: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What one claim of an event tells, with the days of its span."""

    unit: Unit
    claim: Claim
    span: Span


@dataclass(frozen=True, slots=True)
class Match:
    """One of their rows and one of our events that tell the same, with the points and their grounds in words."""

    theirs: ForeignEvent
    ours: Unit
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Matches by their day and id, the best first; what nobody matched, in order of day and id."""

    both: tuple[Match, ...]
    only_theirs: tuple[ForeignEvent, ...]
    only_ours: tuple[Unit, ...]


@cache
def load_rules() -> Rules:
    """The table that ships."""
    return read_struct(FOLDER / "compare.toml", Rules)


def rules_with(*, days: int | None = None, km: float | None = None) -> Rules:
    """The table that ships with another window of days or another distance; `None` keeps ours."""
    rules = load_rules()
    return msgspec.structs.replace(
        rules, days=rules.days if days is None else days, km=rules.km if km is None else km)


def compare(theirs: Iterable[ForeignEvent], ours: Iterable[Unit], *, rules: Rules) -> Comparison:
    """Match rows to events (or claims, each a unit by itself); every row and every unit is in the answer."""
    rows = sorted(theirs, key=lambda row: (row.start_date, row.id))
    units = sorted(ours, key=lambda unit: (_first_day(unit.told), unit.id))
    by_day = _by_day(units, rules)
    found: list[Match] = []
    for row in rows:
        span = _row_span(row, rules)
        found.extend(_matches_of(row, span, by_day, rules) if span else ())
    kept = _best_of_each(found, rules)
    matched_rows, matched_units = {one.theirs.id for one in kept}, {one.ours.id for one in kept}
    return Comparison(
        tuple(sorted(kept, key=lambda one: (one.theirs.start_date, one.theirs.id, -one.score, one.ours.id))),
        tuple(row for row in rows if row.id not in matched_rows),
        tuple(unit for unit in units if unit.id not in matched_units))


def _first_day(claim: Claim) -> str:
    return (claim.time.start_date or claim.time.end_date or "~") if claim.time else "~"


def _by_day(units: Sequence[Unit], rules: Rules) -> dict[int, list[Account]]:
    """The accounts of each unit by each day of their span; those without a day, or with a span too long for one, are
    not there. The one that speaks for the unit comes first."""
    found: dict[int, list[Account]] = {}
    for unit in units:
        for claim in (unit.told, *(claim for claim in unit.claims if claim is not unit.told)):
            if claim.time is None:
                continue
            span = _span(claim.time.start_date or claim.time.end_date, claim.time.end_date or claim.time.start_date)
            if span and span[1] - span[0] <= rules.longest_span:
                for day in range(span[0], span[1] + 1):
                    found.setdefault(day, []).append(Account(unit, claim, span))
    return found


def _row_span(row: ForeignEvent, rules: Rules) -> Span | None:
    """The days of a row, widened by how fine it calls them; `None` where they are too many to match by."""
    span = _span(row.start_date, row.end_date)
    if span is None or span[1] - span[0] > rules.longest_span or DAYS_OF[row.day_precision] > rules.longest_span:
        return None
    wide = DAYS_OF[row.day_precision]
    return span[0] - wide, span[1] + wide


def _span(first: str | None, last: str | None) -> Span | None:
    """Ordinals of the first and last day of two ISO values, each as wide as it is fine."""
    if not first or not last:
        return None
    try:
        start = dt.date.fromisoformat((first[:10] + "-01-01"[len(first[:10]) - 4:])[:10])
        end = _end_of(last[:10])
    except ValueError:
        return None
    return (start.toordinal(), end.toordinal()) if start <= end else None


def _end_of(value: str) -> dt.date:
    """The last day of a year, month or day."""
    if len(value) == len("2016"):
        return dt.date(int(value), 12, 31)
    if len(value) == len("2016-10"):
        year, month = int(value[:4]), int(value[5:])
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return following - dt.timedelta(days=1)
    return dt.date.fromisoformat(value)


def _matches_of(row: ForeignEvent, span: Span, by_day: dict[int, list[Account]], rules: Rules) -> list[Match]:
    """The units about the days of a row that tell the same, each by the account that fits best, the earlier of two
    that fit as well."""
    seen: set[int] = set()
    best: dict[str, Match] = {}
    for day in range(span[0] - rules.days, span[1] + rules.days + 1):
        for account in by_day.get(day, ()):
            if id(account.claim) in seen:
                continue
            seen.add(id(account.claim))
            match = _match(row, span, account, rules)
            if match is not None and (match.ours.id not in best or match.score > best[match.ours.id].score):
                best[match.ours.id] = match
    return list(best.values())


def _match(row: ForeignEvent, span: Span, account: Account, rules: Rules) -> Match | None:
    """A row and an account weighed; `None` where something rules it out or the points are too few."""
    claim, days = account.claim, account.span
    gap = max(span[0] - days[1], days[0] - span[1], 0)
    points = rules.points
    grounds: list[tuple[float, str]] = [
        (points.near_day, f"{gap} day{'s' if gap > 1 else ''} apart") if gap else (points.same_day, "same day")]
    for weigh in (_weigh_event, _weigh_place, _weigh_parties, _weigh_toll):
        weighed = weigh(row, claim, rules)
        if weighed is None:
            return None
        grounds.extend(weighed)
    if not is_told_as_done(claim):
        grounds.append((0.0, "ours is denied, planned or conditional"))
    if claim is not account.unit.told and not _tells_as(claim, account.unit.told):
        grounds.append((0.0, "by one account of several"))
    score = round(_sum(grounds), 2)
    if score < rules.needed:
        return None
    return Match(row, account.unit, score, tuple(words for _, words in grounds))


def _tells_as(claim: Claim, other: Claim) -> bool:
    """Whether two claims of one event give the same day, place and event, so that no account is chosen."""
    return (claim.event, claim.time and claim.time.start_date, claim.place and claim.place.name) == (
        other.event, other.time and other.time.start_date, other.place and other.place.name)


Grounds = list[tuple[float, str]]


def _weigh_event(row: ForeignEvent, claim: Claim, rules: Rules) -> Grounds | None:
    """The same event, or one that coders take for it; another rules the match out."""
    if row.event is None:
        return []
    if row.event == claim.event:
        return [(rules.points.same_event, f"both {claim.event}")]
    for family in rules.family:
        if row.event in family.events and claim.event in family.events:
            return [(rules.points.same_family, f"{row.event} beside {claim.event}")]
    return None


def _weigh_place(row: ForeignEvent, claim: Claim, rules: Rules) -> Grounds | None:
    """Towns near each other, else the same division or country; towns far apart and other countries rule it out."""
    place, points = claim.place, rules.points
    if place is None:
        return []
    if place.country and row.country and place.country != row.country:
        return None
    if _is_town(place.precision, place.latitude) and _is_town(row.precision or "city", row.latitude):
        km = distance_km((row.latitude or 0, row.longitude or 0), (place.latitude or 0, place.longitude or 0))
        if km > rules.km + (place.uncertainty_km or 0):
            return None
        return [(points.same_town, f"{km:.0f} km apart")]
    for worth, theirs, our in (
        (points.same_admin2, row.admin2, place.admin2), (points.same_admin1, row.admin1, place.admin1),
    ):
        if theirs and our and fold(theirs) == fold(our):
            return [(worth, f"both in {our}")]
    if place.country and place.country == row.country:
        return [(points.same_country, f"both in {place.country}")]
    return []


def _is_town(precision: str, latitude: float | None) -> bool:
    return precision in TOWN and latitude is not None


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres on the sphere between two points in degrees, latitude first."""
    south, west, north, east = (math.radians(value) for value in (*one, *other))
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * KM_PER_RADIAN * math.asin(min(1.0, math.sqrt(half)))


def _weigh_parties(row: ForeignEvent, claim: Claim, rules: Rules) -> Grounds | None:
    """Each side by its best party; where the file has no direction, the better way round. Countries that are told on
    both sides and have none in common rule it out."""
    theirs = {party.country for party in (*row.actors, *row.recipients)} - {None}
    ours = {ref.country for ref in (*claim.actors, *claim.recipients)} - {None}
    if theirs and ours and not theirs & ours:
        return None
    points = rules.points
    straight = _side(row.actors, claim.actors, points) + _side(row.recipients, claim.recipients, points)
    turned = _side(row.actors, claim.recipients, points) + _side(row.recipients, claim.actors, points)
    if _sum(turned) <= _sum(straight):
        return straight
    return [*turned, (points.swapped, "sides the other way round")] if row.directed else turned


def _sum(grounds: Grounds) -> float:
    return sum(value for value, _ in grounds)


def _side(theirs: Sequence[ForeignParty], ours: Sequence[ActorRef], points: Points) -> Grounds:
    """The best agreement of two lists of parties: country and sector or name, else country; nothing for none."""
    best: Grounds = []
    for ref in ours:
        names = {fold(ref.name or ref.text), fold(ref.text)}
        for party in theirs:
            if party.country and ref.country and party.country != ref.country:
                continue
            if fold(party.name) in names:
                return [(points.same_party, f"{ref.name or ref.text} on both sides")]
            if ref.country and ref.country == party.country:
                if ref.sector and ref.sector == party.sector:
                    return [(points.same_party, f"{ref.country}{ref.sector} on both sides")]
                best = best or [(points.same_party_country, f"{ref.country} on both sides")]
    return best


def _weigh_toll(row: ForeignEvent, claim: Claim, rules: Rules) -> Grounds:
    """Numbers of killed that fit, or do not; neither rules a match out."""
    told = [one for one in claim.quantities if one.kind == "killed" and (one.low is not None or one.high is not None)]
    if not told or (row.deaths_low is None and row.deaths_high is None):
        return []
    low = row.deaths_low if row.deaths_low is not None else 0
    high = row.deaths_high if row.deaths_high is not None else math.inf
    if any((one.low or 0) <= high and low <= (one.high if one.high is not None else math.inf) for one in told):
        return [(rules.points.same_toll, "tolls fit")]
    return [(rules.points.other_toll, "tolls differ")]


def _best_of_each(found: Sequence[Match], rules: Rules) -> list[Match]:
    """Of the rows that an event fits, those about as good as the best."""
    best: dict[str, float] = {}
    for one in found:
        best[one.ours.id] = max(one.score, best.get(one.ours.id, one.score))
    return [one for one in found if one.score >= best[one.ours.id] - rules.within]
