"""Whether a record speaks of an arrangement that is known: grounds for and against, each with its points and words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from dateline.events.arrangements.camps import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.codebook.ledger import LedgerRules
    from dateline.events.arrangements.camps import Camp
    from dateline.events.arrangements.frames import Frame
    from dateline.events.arrangements.threads import Thread
    from dateline.records import PlaceRef

Ground = tuple[float, str]
KM_A_DEGREE = 111.195


class Verdict(NamedTuple):
    """The sum of the points and the grounds in words; `same` as the table says."""

    same: bool
    score: float
    reasons: tuple[str, ...]


def compare(frame: Frame, thread: Thread, rules: LedgerRules) -> Verdict:
    """Weigh a record against an arrangement; what excludes it is the only reason given."""
    if _is_long_after(frame, thread, rules):
        return LONG_AFTER
    barred = _barred(frame, thread, rules)
    if barred is not None:
        return Verdict(same=False, score=-math.inf, reasons=(barred,))
    grounds = [*_kind(frame, thread, rules), *_parties(frame, thread, rules), *_places(frame, thread, rules),
               *_times(frame, thread, rules)]
    score = round(sum(points for points, _ in grounds), 3)
    return Verdict(same=score >= rules.points.least, score=score, reasons=tuple(words for _, words in grounds))


LONG_AFTER = Verdict(same=False, score=-math.inf, reasons=("told long after",))


def _is_long_after(frame: Frame, thread: Thread, rules: LedgerRules) -> bool:
    """Whether a record is told so long after that nothing but a shared date joins it: most pairs end here, so this is
    asked first."""
    if frame.moment is None or thread.reach is None or frame.moment <= thread.reach + rules.limits.far_days:
        return False
    limits, fresh = rules.limits, frame.record.status in rules.statuses.fresh
    apart = fresh or thread.over is not None or frame.moment > thread.reach + limits.referred_days
    return apart and not _share_date(frame, thread)


def _barred(frame: Frame, thread: Thread, rules: LedgerRules) -> str | None:
    """What makes it another arrangement, whatever else agrees; `None` where nothing does."""
    if frame.about and thread.about and frame.about.isdisjoint(thread.about):
        return "another country"
    barred = _barred_by_time(frame, thread, rules)
    if barred is not None:
        return barred
    if frame.report.article.id in thread.articles and not _same_again(frame, thread, rules):
        return "the report tells them apart"
    place, known = frame.fine_place, thread.fine_place
    if place is not None and known is not None and not thread.is_wide and _lie(place, known, rules) == "apart":
        return f"another place: {place.name or place.text}, not {known.name or known.text}"
    if len(frame.parties) > 1 and len(thread.parties) > 1 and not _shared(frame.parties, thread.parties):
        return "other parties"
    return None


def _same_again(frame: Frame, thread: Thread, rules: LedgerRules) -> bool:
    """Whether one report may tell one arrangement in two records: of one kind, and with a date in common, or by two
    sides (one declares, the other refuses), or naming nobody and not over ("the truce may be prolonged")."""
    if frame.record.arrangement not in thread.kinds:
        return False
    if _share_date(frame, thread):
        return True
    beside = [one.parties for one in thread.frames if one.report.article.id == frame.report.article.id]
    if frame.parties:
        answers = frame.record.status not in rules.statuses.fresh or not frame.declares
        return answers and bool(beside) and not any(_shared(frame.parties, one) for one in beside if one)
    return frame.record.status not in rules.statuses.over and not frame.dates


def _barred_by_time(frame: Frame, thread: Thread, rules: LedgerRules) -> str | None:
    """Something new after the end, or long after the last telling; something old that nothing ties to it."""
    gap = _gap(frame, thread)
    if gap is None or _share_date(frame, thread):
        return None
    barred = _barred_by_end(frame, thread, rules)
    if barred is not None:
        return barred
    limits, fresh = rules.limits, frame.record.status in rules.statuses.fresh
    if frame.record.arrangement in rules.statuses.momentary:
        again = frame.record.status == thread.over_status == "completed"
        return f"{gap} days apart" if gap > (limits.slack_days if again else limits.momentary_days) else None
    if fresh and gap > limits.fresh_days:
        return f"told anew {gap} days after"
    if gap <= limits.far_days:
        return None
    known = gap <= limits.referred_days and not fresh and thread.over is None and (
        _all_of_one_land(frame, thread) or bool(_shared(frame.parties, thread.parties)))
    return None if known else f"{gap} days apart"


def _barred_by_end(frame: Frame, thread: Thread, rules: LedgerRules) -> str | None:
    """What is announced, begins or holds after the other was told to be over, or after its end."""
    status = frame.record.status
    if frame.moment is not None and thread.last is not None and frame.moment >= thread.last:
        if status in rules.statuses.fresh and thread.over is not None and frame.moment != thread.over:
            return "announced anew after the other was told to be over"
        if thread.was_never_alive and status not in rules.statuses.over | {"unknown"}:
            return "over when it was first told of"
    if thread.end is not None and frame.start is not None and status != "extended" \
            and frame.start > thread.end + rules.limits.slack_days:
        return "begins after the end of the other"
    return None


def _gap(frame: Frame, thread: Thread) -> int | None:
    """Days between the record's moment and the time in which the arrangement was told or was to hold."""
    if frame.moment is None or thread.first is None or thread.reach is None:
        return None
    return max(0, thread.first - frame.moment, frame.moment - thread.reach)


def _share_date(frame: Frame, thread: Thread) -> bool:
    """Whether both were announced, took effect or ended on the same day, give or take one."""
    return not frame.near_dates.isdisjoint(thread.dates)


def _shared(one: frozenset[Camp], other: frozenset[Camp]) -> list[Camp]:
    """Sides that both have, in order."""
    if not one or not other:
        return []
    return sorted(camp for camp in one if camp in other or any(fits(camp, known) for known in other))


def _all_of_one_land(frame: Frame, thread: Thread) -> bool:
    """Whether one of the two names all parties of a country together, and the other is about that country."""
    if frame.names_all:
        return not frame.countries.isdisjoint(thread.about)
    return thread.names_all and not thread.countries.isdisjoint(frame.countries)


def _kind(frame: Frame, thread: Thread, rules: LedgerRules) -> Iterator[Ground]:
    kind = frame.record.arrangement
    if kind in thread.kinds:
        yield rules.points.same_kind, f"kind {kind}"
    else:
        yield rules.points.same_family, f"kinds {kind} and {', '.join(thread.kinds)} are of one family"
    if frame.record.status in rules.statuses.later | rules.statuses.refused:
        yield rules.points.refers_back, f"speaks of something known ({frame.record.status})"


def _parties(frame: Frame, thread: Thread, rules: LedgerRules) -> Iterator[Ground]:
    makers = _shared(frame.makers, thread.makers)
    shared = makers or _shared(frame.parties, thread.parties)
    others = bool(frame.organisations and thread.organisations) and not frame.organisations & thread.organisations
    declared = bool(frame.declares and thread.makers) and frame.record.status in rules.statuses.fresh
    if declared and (others or not shared):
        yield rules.points.other_declares, "declared by another party"
    elif makers and not others:
        yield rules.points.same_makers, f"made by {_camps(makers)} in both"
    elif shared:
        yield rules.points.shared_party, f"{_camps(shared)} in both"
    elif _all_of_one_land(frame, thread):
        yield rules.points.shared_party, "all parties of the country"
    elif frame.makers and thread.makers:
        yield rules.points.other_party, "no party in both"
    if frame.countries & thread.countries:
        yield rules.points.same_country, f"country {', '.join(sorted(frame.countries & thread.countries))}"


def _camps(camps: list[Camp]) -> str:
    return ", ".join(f"{country or '?'} {camp or '?'}" for country, camp in camps)


def _places(frame: Frame, thread: Thread, rules: LedgerRules) -> Iterator[Ground]:
    """Same place, one inside the other, or a place told on one side only."""
    place, known, points = frame.record.place, thread.place, rules.points
    if place is None and known is None:
        return
    lie = _lie(place, known, rules) if place is not None and known is not None else "open"
    if lie == "same" and place is not None:
        yield points.same_place, f"place {place.name or place.text}"
    elif (frame.fine_place is None) == thread.is_wide:
        if lie == "inside":
            yield points.inside_place, "one place holds the other"
    elif frame.record.status in rules.statuses.fresh and (place is None or known is None):
        yield points.fresh_placed_and_unknown, "announced for a place on one side, for none told on the other"
    elif frame.record.status in rules.statuses.fresh:
        yield points.fresh_placed_and_not, "announced for a place on one side, for a whole land on the other"
    else:
        yield points.placed_and_not, "a place on one side, none or a whole land on the other"


def _lie(one: PlaceRef, other: PlaceRef, rules: LedgerRules) -> str:
    """Whether two places are the `same`, `inside` one another, `apart`, or `open`."""
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return "same"
    if _name(one) == _name(other) and one.country == other.country and one.precision == other.precision:
        return "same"
    if {_name(one), _name(other)} & {(one.within or "").casefold(), (other.within or "").casefold(),
                                     (one.admin2 or "").casefold(), (other.admin2 or "").casefold()} - {""}:
        return "inside"
    apart_km = _distance_km(one, other)
    if apart_km is None:
        return "open"
    reach_km = max(one.uncertainty_km or 0.0, other.uncertainty_km or 0.0)
    if apart_km > reach_km + rules.limits.near_km:
        return "apart"
    return "inside" if one.precision != other.precision or apart_km > 1.0 else "same"


def _name(place: PlaceRef) -> str:
    return (place.name or place.text).casefold()


def _distance_km(one: PlaceRef, other: PlaceRef) -> float | None:
    """Kilometres between two points on the globe, `None` where one has none."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    along = math.radians(one.longitude - other.longitude)
    inner = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(along / 2) ** 2
    return 2 * math.degrees(math.asin(min(1.0, math.sqrt(inner)))) * KM_A_DEGREE


def _times(frame: Frame, thread: Thread, rules: LedgerRules) -> Iterator[Ground]:
    """A shared date, and how far the tellings lie apart."""
    points, limits = rules.points, rules.limits
    if _share_date(frame, thread):
        yield points.same_date, "begin, end or announcement on the same day"
    elif frame.end is not None and thread.end is not None and frame.record.status != "extended" \
            and abs(frame.end - thread.end) > limits.slack_days:
        yield points.other_end, "another end"
    elif frame.moment is not None and thread.end is not None:
        yield from _near_end(frame.moment - thread.end, frame, rules)
    gap = _gap(frame, thread)
    if gap is None:
        return
    if gap <= limits.same_days:
        yield points.same_days, "told within the same days"
    elif gap <= limits.near_days:
        yield points.near_days, f"told {gap} days apart"
    elif gap <= limits.far_days:
        yield points.far_days, f"told {gap} days apart"


def _near_end(late_days: int, frame: Frame, rules: LedgerRules) -> Iterator[Ground]:
    """What was to end these days is prolonged or over; what was to end long ago is hardly prolonged."""
    status, slack = frame.record.status, rules.limits.slack_days
    if abs(late_days) <= slack and (status == "extended" or status in rules.statuses.over):
        yield rules.points.at_its_end, f"told to be {status} about the day on which it was to end"
    elif late_days > slack and status == "extended":
        yield rules.points.after_its_end, f"told to be {status} {late_days} days after it was to end"
