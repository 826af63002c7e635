"""What is needed of one record to say whether another speaks of the same arrangement: its `Frame`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.events.arrangements.camps import MAKING_ROLES, PARTY_ROLES, Camp, camp_of, organisation_of, party_sides
from dateline.events.arrangements.days import DAY, after, ended, first_day, last_day, started

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.codebook.ledger import LedgerRules
    from dateline.records import ActorRef, Arrangement, Article, Claim, ControlClaim, PlaceRef
    from dateline.records.ledger import ClaimLands, Land

FINE = frozenset({"site", "city", "near", "district"})
"""Precisions at which two places can be told to lie apart."""
ORGANISATIONS = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Country codes that are no country."""
STORY_COUNTRIES = 3
"""A war between two states, or in one beside another, is told of both; a third is often who brings them together."""


@dataclass(frozen=True, slots=True)
class Report:
    """One article and what it says; the claims only tell which country it is about."""

    article: Article
    arrangements: tuple[Arrangement, ...] = ()
    controls: tuple[ControlClaim, ...] = ()
    claims: tuple[Claim, ...] | tuple[ClaimLands, ...] = ()

    @property
    def published(self) -> str | None:
        """When it was published, as fine as known."""
        return self.article.published.value if self.article.published else None


@dataclass(frozen=True, slots=True)
class Frame:
    """One record as the comparison sees it. Days are ordinals, `None` where not told.

    `day` is when the report was published, `moment` the day that it speaks of: an arrangement told to have ended long
    ago is of that time. `about` are its countries and those that its report is about. `dates` are the days on which it
    was announced, took effect, or ended, as far as told, `near_dates` these and the days before and after; `end` may be
    reckoned. `names_all`: its only sides are words for all parties together ("the warring factions").
    """

    report: Report
    record: Arrangement
    family: str
    countries: frozenset[str]
    about: frozenset[str]
    makers: frozenset[Camp]
    declares: frozenset[Camp]
    parties: frozenset[Camp]
    organisations: frozenset[str]
    names_all: bool
    day: int | None
    moment: int | None
    dates: frozenset[int]
    near_dates: frozenset[int]
    start: int | None
    end: int | None

    @property
    def fine_place(self) -> PlaceRef | None:
        """The place where it is known well enough to be told apart from others."""
        place = self.record.place
        return place if place is not None and place.precision in FINE else None


def frames_of(reports: Iterable[Report], rules: LedgerRules) -> list[Frame]:
    """The frames of all records in order of publication, reports without a date last; the same whatever the order of
    the reports. Records of one report stand together, in the order of its page."""
    frames = [
        _frame(report, record, stories=stories, rules=rules)
        for report, stories in ((report, story_countries(report)) for report in reports)
        for record in report.arrangements
    ]
    unique = {(frame.record.id, frame.report.article.id): frame for frame in frames}
    return sorted(unique.values(), key=lambda frame: (
        frame.day is None, frame.day or 0, frame.report.published or "", frame.report.article.id,
        frame.record.evidence.start, frame.record.id))


def story_countries(report: Report) -> frozenset[str]:
    """The countries that most records of a report name, at most three; of equals the first by code."""
    told: Counter[str] = Counter()
    told_of: list[Claim | ClaimLands | ControlClaim | Arrangement] = [
        *report.claims, *report.controls, *report.arrangements]
    places = [record.place for record in told_of]
    told.update(place.country for place in places if place is not None and place.country)
    for record in told_of:
        speakers = (speaker.actor for hop in record.attribution for speaker in hop.speakers)
        told.update(_states(actor for actor in speakers if actor is not None))
    for claim in report.claims:
        told.update(_states((*claim.actors, *claim.recipients)))
    for record in report.arrangements:
        told.update(_states(side.actor for side in record.sides if side.role in PARTY_ROLES))
    return frozenset(sorted(told, key=lambda country: (-told[country], country))[:STORY_COUNTRIES])


def _states(refs: Iterable[ActorRef | Land]) -> set[str]:
    """The countries of actors, each once; organisations have none."""
    return {ref.country for ref in refs if ref.country is not None and ref.country not in ORGANISATIONS}


def _frame(report: Report, record: Arrangement, *, stories: frozenset[str], rules: LedgerRules) -> Frame:
    sides = party_sides(record, rules)
    countries = _states(side.actor for side in record.sides if side.role in PARTY_ROLES)
    if record.place is not None and record.place.country:
        countries.add(record.place.country)
    roles = [(side.role, camp) for side in sides if (camp := camp_of(side.actor, rules)) is not None]
    day = first_day(report.published)
    start, told_end = first_day(started(record.effective_from)), last_day(ended(record.effective_to))
    end = told_end if told_end is not None else last_day(reckoned_end(record))
    announced = first_day(started(record.announced_on)) if _is_fine(record) else None
    dates = frozenset(one for one in (announced, start, told_end) if one is not None)
    return Frame(
        report=report, record=record, family=rules.family_of[record.arrangement],
        countries=frozenset(countries), about=stories.union(countries),
        makers=frozenset(camp for role, camp in roles if role in MAKING_ROLES),
        declares=frozenset(camp for role, camp in roles if role == "declares"),
        parties=frozenset(camp for _, camp in roles),
        organisations=frozenset(
            one for side in sides if side.role in MAKING_ROLES
            and (camp_of(side.actor, rules) or ("", ""))[1] != rules.camp_of["GOV"]
            and (one := organisation_of(side.actor))),
        names_all=not roles and any(side.role in PARTY_ROLES for side in record.sides),
        day=day, moment=_moment(day, record, start=start, end=end, rules=rules),
        dates=dates, near_dates=frozenset(one + off for one in dates for off in (-1, 0, 1)), start=start, end=end,
    )


def _is_fine(record: Arrangement) -> bool:
    """Whether the announcement is dated to the day."""
    return record.announced_on is not None and record.announced_on.precision in {"minute", "hour", "day"}


def _moment(
    day: int | None, record: Arrangement, *, start: int | None, end: int | None, rules: LedgerRules,
) -> int | None:
    """The day that a record speaks of: an end long past where it tells one, else that of publication."""
    if end is not None and record.status in rules.statuses.over and (day is None or end < day):
        return end
    if day is not None:
        return day
    return next((one for one in (start, end, first_day(started(record.announced_on))) if one is not None), None)


def reckoned_end(record: Arrangement) -> str | None:
    """The end of what is told to begin on a day or at a time and to last for a told length ("a month from today").

    Where no beginning is told, the day of the announcement counts ("declared a month's truce on Tuesday"); not where
    it is only to begin later, or nothing dates the announcement but the publication.
    """
    if record.duration_hours is None:
        return None
    start, told = started(record.effective_from), record.announced_on
    if start is None and told is not None and told.basis != "publication" \
            and record.status in {"announced", "agreed", "in_force"}:
        start = started(told)
    if start is None or len(start) < DAY:
        return None
    return after(start, record.duration_hours)
