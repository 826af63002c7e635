"""What speaks for and against two claims being one happening: named features of a pair, each a number.

A feature that does not apply is absent. What each is worth stands in `data/events/judging.toml`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from dateline.events.words import shared_weight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.events.sketch import Sketch, Spot
    from dateline.events.tables import Judging, Near

MOST_WORDS: Final = 6.0
COPIED: Final = 0.85
"""Sentences as alike as this were written once."""
COPIED_WORDS: Final = 5.0
SLACK_KM: Final = 12.0
KM_PER_DEGREE: Final = 111.32
FAR_TIMES: Final = 5.0
SOFT_DAYS: Final = 6
DAY_FAULTS: Final = frozenset({"next_day", "other_day", "ahead", "retold", "news_apart"})
REPEATED: Final = 0.3
UNLIKE: Final = 0.05
"""Reports of two crises are seldom more alike."""
LIKENESS_STEP: Final = 0.1
MOST_STORY: Final = 2.5

Features = dict[str, float]


def features_of(one: Sketch, other: Sketch, *, judging: Judging) -> Features:
    """All features of a pair; the order of the two claims plays no part.

    Events that no report uses by turns, and days that both reports fix and that are not one, settle it: then nothing
    else is looked at.
    """
    found: Features = {"bias": 1.0}
    if one.event != other.event:
        found["near_root" if near(one.event, other.event, judging.near) else "other_root"] = 1.0
        if "other_root" in found:
            return found
    _days(one, other, found, slack=judging.windows.slack)
    if found.get("other_day") == 1.0:
        return found
    _modes(one, other, found)
    _places(one, other, found)
    _parties(one, other, found)
    _tolls(one.tolls, other.tolls, found)
    _words(one, other, found)
    _report(one, other, found)
    return found


def near(one: str, other: str, rows: tuple[Near, ...]) -> bool:
    """Whether reports use two events by turns for one happening."""
    return one == other or any(one in row.events and other in row.events for row in rows)


def _modes(one: Sketch, other: Sketch, found: Features) -> None:
    """Mode, number of the round, tense, background."""
    if one.mode and other.mode:
        found["same_mode" if one.mode == other.mode else "other_mode"] = 1.0
    if one.ordinal and other.ordinal and one.ordinal != other.ordinal:
        found["other_ordinal"] = 1.0
    if one.temporal != other.temporal:
        if "historical" in {one.temporal, other.temporal} and not _dated(one, other):
            found["historical"] = 1.0
        if "future" in {one.temporal, other.temporal}:
            found["tense"] = 1.0


def _report(one: Sketch, other: Sketch, found: Features) -> None:
    """How two claims stand in one report: one voice tells two things, two voices may tell one, and what is denied was
    told; or how alike two reports are."""
    if one.report.id != other.report.id:
        least = min(one.report.weight, other.report.weight)
        likely = shared_weight(one.report.words, other.report.words) / least if least else 0.0
        found["story"] = min((likely - UNLIKE) / LIKENESS_STEP, MOST_STORY)
        return
    if other.id in one.related or one.id in other.related:
        found["related"] = 1.0
    if one.denied != other.denied:
        found["denial_here"] = 1.0
    else:
        found["same_voice" if one.voice == other.voice else "other_voice"] = 1.0


def _dated(one: Sketch, other: Sketch) -> bool:
    return bool(one.days and other.days and one.days.firm and other.days.firm)


def _days(one: Sketch, other: Sketch, found: Features, *, slack: int) -> None:
    """Days that the reports fix agree or do not; days that they leave open may only be too far off.

    A charge that is repeated against the same is told with the day of the repeating, so that days weigh less there.
    """
    if one.days is None or other.days is None:
        return
    gap = one.days.gap(other.days)
    if one.days.firm and other.days.firm:
        if gap:
            found["next_day" if gap <= slack else "other_day"] = 1.0
        else:
            found["same_day" if one.days.exact and other.days.exact else "day_within"] = 1.0
    elif gap and _is_after(one, other):
        found["ahead"] = float(min(gap, SOFT_DAYS))
    elif gap <= slack:
        found["report_day" if _is_day_of_report(one, other) else "day_open"] = 1.0
    else:
        news = not one.days.firm and not other.days.firm and one.temporal == other.temporal == "past"
        found["news_apart" if news else "retold"] = float(min(gap - slack, SOFT_DAYS))
    if one.event == other.event == "ACCUSE" and one.actors.share(other.actors):
        for name in DAY_FAULTS & found.keys():
            found[name] *= REPEATED


def _is_after(one: Sketch, other: Sketch) -> bool:
    """Whether the day that one fixes comes after the report of the other, which can then not have told it."""
    if one.days is None or other.days is None or one.days.firm == other.days.firm:
        return False
    dated, undated = (one.days, other.days) if one.days.firm else (other.days, one.days)
    return dated.first > undated.last


def _is_day_of_report(one: Sketch, other: Sketch) -> bool:
    """Whether the day that one fixes is that of the other's report, or the day before; or both leave it to reports of
    one day."""
    if one.days is None or other.days is None or one.report.published is None or other.report.published is None:
        return False
    if not one.days.firm and not other.days.firm:
        return abs(one.report.published - other.report.published) <= 1
    if one.days.firm:
        return other.temporal == "past" and other.report.published - one.days.last in {0, 1}
    return one.temporal == "past" and one.report.published - other.days.last in {0, 1}


def _places(one: Sketch, other: Sketch, found: Features) -> None:
    """The two places, or what the other report says of the one place."""
    if one.spot is not None and other.spot is not None:
        _two_places(one.spot, other.spot, found)
    elif one.spot is not None or other.spot is not None:
        placed, unplaced = (one, other) if one.spot is not None else (other, one)
        spot = placed.spot
        if spot is not None and spot.fine and spot.names:
            told = any(name in unplaced.report.words or name in unplaced.words for name in spot.names)
            found["place_told" if told else "place_not_told"] = 1.0
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        found["other_country"] = 1.0
    nations, others = one.report.nations, other.report.nations
    if nations and others and (nations | one.forces).isdisjoint(others | other.forces):
        found["other_nation"] = 1.0


def _two_places(one: Spot, other: Spot, found: Features) -> None:
    if not one.names.isdisjoint(other.names):
        found["same_name" if one.fine and other.fine else "same_place"] = 1.0
        return
    distance = distance_km(one, other)
    if distance is None:
        return
    near = distance <= one.radius_km + other.radius_km + SLACK_KM
    if one.fine and other.fine:
        found["same_place" if near else "other_place"] = 1.0
    else:
        found["coarse_place" if near else "other_coarse_place"] = 1.0


def distance_km(one: Spot, other: Spot) -> float | None:
    """Kilometres between two points, by the flat-earth rule, good to some per cent at the distances that matter."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return None
    east = (one.longitude - other.longitude + 180.0) % 360.0 - 180.0
    east *= math.cos(math.radians((one.latitude + other.latitude) / 2))
    return math.hypot(one.latitude - other.latitude, east) * KM_PER_DEGREE


def _parties(one: Sketch, other: Sketch, found: Features) -> None:
    """Who did it and to whom. A verbal act is its actor's; a deed may be told with another doer."""
    speech = one.speech and other.speech
    mine, theirs = one.actors, other.actors
    if mine.count and theirs.count:
        if mine.share(theirs):
            found["shared_speaker_actor" if speech else "shared_actor"] = 1.0
        elif mine.placed and theirs.placed:
            found["other_speaker_actor" if speech else "other_actor"] = 1.0
    hit, hit_too = one.recipients, other.recipients
    if hit.count and hit_too.count:
        if hit.share(hit_too):
            found["shared_recipient"] = 1.0
        elif hit.placed and hit_too.placed:
            found["other_target" if speech else "other_recipient"] = 1.0
    if not speech and (mine.share(hit_too) or hit.share(theirs)):
        found["sides_swapped"] = 1.0


def _tolls(
    mine: Mapping[str, tuple[float | None, float | None]], theirs: Mapping[str, tuple[float | None, float | None]],
    found: Features,
) -> None:
    """Counts of one kind: equal, near enough to be an update or another account, or of another order."""
    best: str | None = None
    for kind in mine.keys() & theirs.keys():
        one, other = (pair[0] or pair[1] or 0.0 for pair in (mine[kind], theirs[kind]))
        verdict = toll_verdict(one, other)
        if best is None or RANK[verdict] < RANK[best]:
            best = verdict
    if best is not None:
        found[best] = 1.0


RANK: Final = {"same_toll": 0, "update_toll": 1, "other_toll": 2, "far_toll": 3}
UPDATE_TIMES: Final = 1.5


def toll_verdict(one: float, other: float) -> str:
    """What two counts of one kind say: of one and two little either way."""
    low, high = min(one, other), max(one, other)
    if low == high:
        return "same_toll" if low > 1 else "update_toll"
    times = high / low if low else FAR_TIMES
    if times <= UPDATE_TIMES or high - low <= 1:
        return "update_toll"
    return "far_toll" if times >= FAR_TIMES else "other_toll"


def _words(one: Sketch, other: Sketch, found: Features) -> None:
    """Shared telling words of the two sentences, and whether one was copied from the other."""
    if one.report.id == other.report.id and one.sentence == other.sentence:
        return
    shared = shared_weight(one.words, other.words)
    least = max(COPIED_WORDS, COPIED * min(one.weight, other.weight))
    if shared >= least and one.report.id != other.report.id:
        found["copied"] = 1.0
    found["words"] = min(shared, MOST_WORDS)
    if one.trigger == other.trigger:
        found["same_trigger"] = 1.0
