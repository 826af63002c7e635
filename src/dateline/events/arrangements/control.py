"""Who holds what, over many reports: the words on each place or part of it in order of time, never reconciled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.events.arrangements.days import ended, first_day, in_order, told_by
from dateline.events.arrangements.words import actor_name, origin_word
from dateline.records.ledger import ControlEntry, ControlLife, Holding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.events.arrangements.frames import Report
    from dateline.records import ControlClaim, PlaceRef

PlaceKey = tuple[str, str, str]
CONTRADICTING_DAYS = 1
"""Words on one place no more days apart than this can contradict each other; later ones may tell a later change."""


def control_ledger(reports: Iterable[Report]) -> tuple[ControlLife, ...]:
    """The ledger of each place that a report places, and of each part of it apart, by name; places that no report
    names have none."""
    told: dict[PlaceKey, list[tuple[Report, ControlClaim]]] = {}
    for report in reports:
        for claim in report.controls:
            if claim.place is not None:
                told.setdefault(_key(claim.place, claim.part), []).append((report, claim))
    return tuple(_life(told[key]) for key in sorted(told))


def _key(place: PlaceRef, part: str | None) -> PlaceKey:
    """What makes two places the same: the gazetteer's number, else name, country and province."""
    name = (place.name or " ".join(place.text.split())).casefold()
    mark = f"g{place.geonames_id}" if place.geonames_id is not None else f"{place.country}/{place.admin1}"
    return name, mark, (part or "").casefold()


def _life(told: list[tuple[Report, ControlClaim]]) -> ControlLife:
    """One place's ledger; each claim once, whatever the order of the reports."""
    unique = {(report.article.id, claim.id): (report, claim) for report, claim in told}
    rows = sorted(unique.values(), key=lambda row: (
        in_order(_as_of(*row)), in_order(row[0].published), row[0].article.id, row[1].evidence.start, row[1].id))
    first = min(rows, key=lambda row: (in_order(row[0].published), row[0].article.id, row[1].id))[1]
    ids = dict.fromkeys(claim.id for _, claim in rows)
    assert first.place is not None  # noqa: S101 - only placed claims come here
    return ControlLife(
        id=first.id, aliases=tuple(one for one in ids if one != first.id), place=first.place, part=first.part,
        entries=tuple(_entry(report, claim) for report, claim in rows))


def _as_of(report: Report, claim: ControlClaim) -> str | None:
    """The day of the change where it is told and not after the report, else that of publication."""
    day = ended(claim.time)
    published = report.published
    if day is None or (published is not None and in_order(day) > in_order(published)):
        return published
    return day


def _entry(report: Report, claim: ControlClaim) -> ControlEntry:
    """One claim as an entry, on its origin's word."""
    holder, before = claim.holder, claim.from_holder
    return ControlEntry(
        as_of=_as_of(report, claim), change=claim.change,
        holder=actor_name(holder) if holder is not None else None, holder_code=holder.code if holder else None,
        from_holder=actor_name(before) if before is not None else None, from_code=before.code if before else None,
        denied=claim.factuality.polarity == "-",
        word=origin_word(report, claim, party=claim.stake == "actor"))


def holder_at(life: ControlLife, as_of: str) -> Holding:
    """The last word on who holds it by a day, and the words of about the same day that do not fit with it."""
    known = [one for one in life.entries
             if (one.as_of or one.word.published) and told_by(one.word.published, as_of) and told_by(one.as_of, as_of)]
    if not known:
        undated = any(not (one.as_of or one.word.published) for one in life.entries)
        return Holding(reason="told of only by reports without a date" if undated else
                       "nothing told of this place by then")
    last = known[-1]
    beside = tuple(one for one in known[:-1] if _near(one, last) and not _agree(one, last))
    reason = "the last word told" if not beside else "the last word told; others say otherwise about the same day"
    return Holding(entry=last, beside=beside, reason=reason)


def control_known(life: ControlLife, as_of: str) -> ControlLife | None:
    """The ledger of a place as the reports published by a day tell it; `None` where none of them does."""
    entries = tuple(
        one for one in life.entries if (one.word.published or one.as_of) and told_by(one.word.published, as_of)
        and told_by(one.as_of, as_of))
    return msgspec.structs.replace(life, entries=entries) if entries else None


def _near(one: ControlEntry, last: ControlEntry) -> bool:
    left, right = first_day(one.as_of), first_day(last.as_of)
    return left is not None and right is not None and abs(left - right) <= CONTRADICTING_DAYS


def _agree(one: ControlEntry, last: ControlEntry) -> bool:
    """Whether two words on a place can both be right: the same holder, and neither denies what the other says."""
    if one.denied != last.denied:
        return False
    return (one.change == "contested") == (last.change == "contested") and _same_holder(one, last)


def _same_holder(one: ControlEntry, last: ControlEntry) -> bool:
    """Whether the holders may be the same: by code where both have one, else by name."""
    if one.holder is None or last.holder is None:
        return True
    if one.holder_code and last.holder_code:
        return one.holder_code == last.holder_code
    return one.holder.casefold() == last.holder.casefold()
