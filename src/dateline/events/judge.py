"""Whether two claims tell the same happening: judgements by a small scored rule, each with its score and its reason.

Takes new claims and the claims of their blocks, gives judgements. One more article costs what its blocks hold, never
the whole store: `block_rows` says under which anchors a claim is kept and looked for.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal

from dateline.events.blocks import candidate_pairs
from dateline.events.features import features_of, near
from dateline.events.sketch import Sketch, sketch_claim, sketch_report
from dateline.events.tables import load_judging, weights_by_name
from dateline.records import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dateline.events.sketch import Report
    from dateline.events.tables import Judging
    from dateline.records import Article, Claim

VERSION: Final = "1"
MAKER: Final = f"rule:same_happening@{VERSION}"
Verdict = Literal["same", "different", "unsure"]
LEAST_SHARE: Final = 1e-4
REASONS: Final = 4
LEAST: Final = 0.2
"""A reason that weighs less is not told."""


def sketches(
    claims: Iterable[Claim], articles: Mapping[str, Article], *, judging: Judging | None = None,
) -> dict[str, Sketch]:
    """Claims as they are compared, by id. Raises `KeyError` for a claim whose article is not given."""
    table = judging or load_judging()
    reports: dict[str, Report] = {}
    found: dict[str, Sketch] = {}
    for claim in claims:
        report = reports.get(claim.article)
        if report is None:
            report = reports[claim.article] = sketch_report(articles[claim.article])
        found[claim.id] = sketch_claim(claim, report, judging=table)
    return found


def score_pair(one: Sketch, other: Sketch, *, judging: Judging) -> float:
    """The log odds that two claims tell one happening."""
    return sum(_weighed(one, other, judging=judging, weights=weights_by_name(judging.weights)).values())


def share_of(score: float) -> float:
    """Log odds as a share from 0 to 1."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def odds_of(share: float) -> float:
    """The log odds of a share, kept finite: a judgement is stored to four digits."""
    return math.log(max(share, LEAST_SHARE) / max(1.0 - share, LEAST_SHARE))


def verdict_of(share: float, judging: Judging) -> Verdict:
    """Same, different or unsure, by the thresholds."""
    if share >= judging.thresholds.same:
        return "same"
    return "different" if share < judging.thresholds.different else "unsure"


def judge_pair(one: Sketch, other: Sketch, *, at: str, judging: Judging | None = None) -> Judgement:
    """One judgement, the lesser id on the left; `at` is when it is made, ISO 8601 in UTC."""
    table = judging or load_judging()
    weighed = _weighed(one, other, judging=table, weights=weights_by_name(table.weights))
    return _judgement(one, other, weighed, at=at, judging=table)


def _weighed(one: Sketch, other: Sketch, *, judging: Judging, weights: Mapping[str, float]) -> dict[str, float]:
    """The log odds that each feature of a pair brings."""
    return {name: weights[name] * value for name, value in features_of(one, other, judging=judging).items()}


def _judgement(
    one: Sketch, other: Sketch, weighed: Mapping[str, float], *, at: str, judging: Judging,
) -> Judgement:
    share = share_of(sum(weighed.values()))
    left, right = sorted((one.id, other.id))
    return Judgement(
        left=left, right=right, verdict=verdict_of(share, judging), score=round(share, 4), reason=reason_of(weighed),
        maker=MAKER, at=at,
    )


def reason_of(weighed: Mapping[str, float]) -> str:
    """The features that weighed most, in words, each with its log odds: "same day +1.3, other place -3.5"."""
    told = sorted(
        ((name, value) for name, value in weighed.items() if name != "bias" and abs(value) >= LEAST),
        key=lambda row: (-abs(row[1]), row[0]),
    )
    return ", ".join(f"{name.replace('_', ' ')} {value:+.1f}" for name, value in told[:REASONS]) or "nothing in common"


def judge(
    new: Iterable[Sketch], known: Iterable[Sketch] = (), *, at: str, judging: Judging | None = None,
) -> Iterator[Judgement]:
    """Judgements of new claims among themselves and against known ones of their blocks, in order of the ids.

    Pairs that nothing brings together are not judged, and of those judged different only the near ones are kept: see
    `thresholds.keep`.
    """
    table = judging or load_judging()
    yield from judge_pairs(candidate_pairs(new, known, judging=table), at=at, judging=table)


def judge_pairs(
    pairs: Iterable[tuple[Sketch, Sketch]], *, at: str, judging: Judging | None = None,
) -> Iterator[Judgement]:
    """Judgements of pairs that somebody brought together, in their order, less the clearly different ones."""
    table = judging or load_judging()
    least, weights = odds_of(table.thresholds.keep), weights_by_name(table.weights)
    for one, other in pairs:
        if near(one.event, other.event, table.near):
            weighed = _weighed(one, other, judging=table, weights=weights)
            if sum(weighed.values()) >= least:
                yield _judgement(one, other, weighed, at=at, judging=table)
