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
    barred = _barred(frame, thread, rules)
    if barred is not None:
        return Verdict(same=False, score=-math.inf, reasons=(barred,))
    grounds = [*_kind(frame, thread, rules), *_parties(frame, thread, rules), *_places(frame, thread, rules),
               *_times(frame, thread, rules)]
    score = round(sum(points for points, _ in grounds), 3)
    return Verdict(same=score >= rules.points.least, score=score, reasons=tuple(words for _, words in grounds))


def _barred(frame: Frame, thread: Thread, rules: LedgerRules) -> str | None:
    """What makes it another arrangement, whatever else agrees; `None` where nothing does."""
    told, known_in = frame.about, thread.countries | thread.stories
    if told and known_in and told.isdisjoint(known_in):
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
    if _share_date(frame, thread) is not None:
        return True
    beside = [one.parties for one in thread.frames if one.report.article.id == frame.report.article.id]
    if frame.parties:
        answers = frame.record.status not in rules.statuses.fresh or not frame.declares
        return answers and bool(beside) and not any(_shared(frame.parties, one) for one in beside if one)
    return frame.record.status not in rules.statuses.over and not frame.dates


def _barred_by_time(frame: Frame, thread: Thread, rules: LedgerRules) -> str | None:
    """Something new after the end, or long after the last telling; something old that nothing ties to it."""
    gap = _gap(frame, thread)
    if gap is None or _share_date(frame, thread) is not None:
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
    known = not fresh and thread.over is None and bool(_shared(frame.parties, thread.parties))
    return f"{gap} days apart" if gap > (limits.referred_days if known else limits.far_days) else None


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
    if frame.moment is None or thread.first is None or thread.last is None:
        return None
    last = max(thread.last, thread.end or thread.last)
    return max(0, thread.first - frame.moment, frame.moment - last)


def _share_date(frame: Frame, thread: Thread) -> int | None:
    """A day on which both were announced, took effect or ended, give or take one; `None` where there is none."""
    return next((one for one in sorted(frame.dates) if thread.dates & {one - 1, one, one + 1}), None)


def _shared(one: frozenset[Camp], other: frozenset[Camp]) -> list[Camp]:
    """Sides that both have, in order."""
    return sorted(camp for camp in one if any(fits(camp, known) for known in other))


def _kind(frame: Frame, thread: Thread, rules: LedgerRules) -> Iterator[Ground]:
    kind = frame.record.arrangement
    if kind in thread.kinds:
        yield rules.points.same_kind, f"kind {kind}"
    else:
        yield rules.points.same_family, f"kinds {kind} and {', '.join(thread.kinds)} are of one family"
    if frame.record.status in rules.statuses.later:
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
    elif frame.parties and thread.parties:
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
    elif frame.record.status in rules.statuses.fresh:
        yield points.fresh_placed_and_not, "announced for a place on one side, for none or a whole land on the other"
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
    if _share_date(frame, thread) is not None:
        yield points.same_date, "begin, end or announcement on the same day"
    elif frame.end is not None and thread.end is not None and frame.record.status != "extended" \
            and abs(frame.end - thread.end) > limits.slack_days:
        yield points.other_end, "another end"
    gap = _gap(frame, thread)
    if gap is None:
        return
    if gap <= limits.same_days:
        yield points.same_days, "told within the same days"
    elif gap <= limits.near_days:
        yield points.near_days, f"told {gap} days apart"
    elif gap <= limits.far_days:
        yield points.far_days, f"told {gap} days apart"
