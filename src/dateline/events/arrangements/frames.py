"""What is needed of one record to say whether another speaks of the same arrangement: its `Frame`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.events.arrangements.camps import MAKING_ROLES, PARTY_ROLES, Camp, camp_of, organisation_of, party_refs
from dateline.events.arrangements.days import ended, first_day, last_day, started

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.codebook.ledger import LedgerRules
    from dateline.records import ActorRef, Arrangement, Article, Claim, ControlClaim, PlaceRef

FINE = frozenset({"site", "city", "near", "district"})
"""Precisions at which two places can be told to lie apart."""
ORGANISATIONS = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Country codes that are no country."""
STORY_COUNTRIES = 2
"""A war between two states, or in one beside another, is told of both."""


@dataclass(frozen=True, slots=True)
class Report:
    """One article and what it says; the claims only tell which country it is about."""

    article: Article
    arrangements: tuple[Arrangement, ...] = ()
    controls: tuple[ControlClaim, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def published(self) -> str | None:
        """When it was published, as fine as known."""
        return self.article.published.value if self.article.published else None


@dataclass(frozen=True, slots=True)
class Frame:
    """One record as the comparison sees it. Days are ordinals, `None` where not told.

    `day` is when the report was published, `moment` the day that it speaks of: an arrangement told to have ended long
    ago is of that time. `dates` are the days on which it was announced, took effect, or ended, as far as told.
    """

    report: Report
    record: Arrangement
    family: str
    countries: frozenset[str]
    stories: frozenset[str]
    makers: frozenset[Camp]
    declares: frozenset[Camp]
    parties: frozenset[Camp]
    organisations: frozenset[str]
    day: int | None
    moment: int | None
    dates: frozenset[int]
    start: int | None
    end: int | None

    @property
    def about(self) -> frozenset[str]:
        """Its countries, and those that its report is about."""
        return self.countries | self.stories

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
    """The countries that most records of a report name, at most two; of equals the first by code."""
    told: Counter[str] = Counter()
    told_of: list[Claim | ControlClaim | Arrangement] = [*report.claims, *report.controls, *report.arrangements]
    places = [record.place for record in told_of]
    told.update(place.country for place in places if place is not None and place.country)
    for record in told_of:
        speakers = (speaker.actor for hop in record.attribution for speaker in hop.speakers)
        told.update(_states(actor for actor in speakers if actor is not None))
    for claim in report.claims:
        told.update(_states((*claim.actors, *claim.recipients)))
    for record in report.arrangements:
        told.update(_states(party_refs(record)))
    return frozenset(sorted(told, key=lambda country: (-told[country], country))[:STORY_COUNTRIES])


def _states(refs: Iterable[ActorRef]) -> set[str]:
    """The countries of actors, each once; organisations have none."""
    return {ref.country for ref in refs if ref.country is not None and ref.country not in ORGANISATIONS}


def _frame(report: Report, record: Arrangement, *, stories: frozenset[str], rules: LedgerRules) -> Frame:
    refs = party_refs(record)
    countries = _states(refs)
    if record.place is not None and record.place.country:
        countries.add(record.place.country)
    roles = [(side.role, camp) for side in record.sides if (camp := camp_of(side.actor, rules)) is not None]
    day = first_day(report.published)
    start, end = first_day(started(record.effective_from)), last_day(ended(record.effective_to))
    announced = first_day(started(record.announced_on)) if _is_fine(record) else None
    return Frame(
        report=report, record=record, family=rules.family_of[record.arrangement],
        countries=frozenset(countries), stories=stories,
        makers=frozenset(camp for role, camp in roles if role in MAKING_ROLES),
        declares=frozenset(camp for role, camp in roles if role == "declares"),
        parties=frozenset(camp for role, camp in roles if role in PARTY_ROLES),
        organisations=frozenset(
            one for side in record.sides if side.role in MAKING_ROLES
            and (camp_of(side.actor, rules) or ("", ""))[1] != rules.camp_of["GOV"]
            and (one := organisation_of(side.actor))),
        day=day, moment=_moment(day, record, start=start, end=end, rules=rules),
        dates=frozenset(one for one in (announced, start, end) if one is not None), start=start, end=end,
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
