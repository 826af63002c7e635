"""Claims to happenings against gold: `evaluate_same_event(folder)`.

The headline figures are over the gold claims that our own coder tells (`coded` is their share): pairs and B-cubed over
the events of everything that the coder tells of the reports, and `false_origins`, the happenings of which some event
counts more distinct origins than gold has. The `oracle` figures put a claim of gold's event, read by us, in the place
of each that the coder does not tell, so that its gaps do not hide the clustering.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dateline.evaluate.grouping import b3_scores, pair_scores
from dateline.evaluate.happenings import read_crises
from dateline.events.origins import origins_of
from dateline.pipeline import load_parts
from dateline.pipeline.publish import judge_claims, publish

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dateline.evaluate.happenings import Crises, Marked
    from dateline.pipeline import Parts
    from dateline.records import Claim, Event

NEVER = "2000-01-01T00:00:00Z"
"""When these judgements were made: nothing rests on it, and figures stay the same."""

Figures = dict[str, float]


def evaluate_same_event(folder: Path, *, parts: Parts | None = None) -> tuple[Figures, list[dict[str, Any]]]:
    """Score a folder of `reports.jsonl`, `claims.jsonl` and `happenings.jsonl`; gives the figures and each gold claim
    with the events that it was put into.

    `origins_exact` is the share of happenings, of those with a coded claim, of whose claims as many distinct origins
    are counted as gold gives them. Keys with `oracle_` are the same with gold's events where the coder told none.
    """
    crises = read_crises(folder, parts or load_parts())
    if not crises.marked:
        return {}, []
    coded = [(one, one.coded) for one in crises.marked if one.coded is not None]
    oracle = [(one, one.oracle) for one in crises.marked if one.oracle is not None]
    plain, events = _score(crises, coded)
    ideal, ideal_events = _score(crises, oracle)
    figures = {
        **plain, "coded": round(len(coded) / len(crises.marked), 4), "n coded": float(len(crises.marked)),
        **{f"oracle_{name}": value for name, value in ideal.items()},
    }
    return figures, [_answer(one, events, ideal_events) for one in crises.marked]


def _score(crises: Crises, marked: Sequence[tuple[Marked, Claim]]) -> tuple[Figures, Mapping[str, Event]]:
    """The figures of one reading of the gold claims, and the event of each claim."""
    claims = {claim.id: claim for claim in (*crises.claims, *(claim for _, claim in marked))}
    articles = {article.id: article for article in crises.articles}
    judgements = judge_claims(claims.values(), (), articles, at=NEVER)
    events = {one: event for event in publish(crises.articles, claims.values(), judgements) for one in event.claims}
    gold = [one.gold["happening"] for one, _ in marked]
    told = [events[claim.id].id for _, claim in marked]
    pairs, cubed = pair_scores(gold, told), b3_scores(gold, told)
    figures = {
        "pair_f1": pairs[2], "b3_f1": cubed[2], "false_origins": float(len(_false_origins(crises, marked, events))),
        "pair_precision": pairs[0], "pair_recall": pairs[1], "b3_precision": cubed[0], "b3_recall": cubed[1],
        "origins_exact": _origins_exact(crises, marked),
    }
    return {name: round(value, 4) for name, value in figures.items()}, events


def _false_origins(
    crises: Crises, marked: Sequence[tuple[Marked, Claim]], events: Mapping[str, Event],
) -> list[str]:
    """The happenings of which some event counts more distinct origins than gold has, unmarked claims included."""
    found = {
        one.gold["happening"] for one, claim in marked
        if events[claim.id].distinct_origins > crises.origins.get(one.gold["happening"], 0)
    }
    return sorted(found)


def _origins_exact(crises: Crises, marked: Sequence[tuple[Marked, Claim]]) -> float:
    """The share of happenings whose marked claims, put together by gold, have as many origins as gold says of them."""
    articles = {article.id: article for article in crises.articles}
    groups: dict[str, list[tuple[Marked, Claim]]] = defaultdict(list)
    for one, claim in marked:
        groups[one.gold["happening"]].append((one, claim))
    exact = sum(
        len(origins_of({claim.id: claim for _, claim in group}.values(), articles))
        == len({one.gold["origin"] for one, _ in group}) for group in groups.values()
    )
    return exact / len(groups) if groups else 0.0


def _answer(one: Marked, events: Mapping[str, Event], ideal: Mapping[str, Event]) -> dict[str, Any]:
    """One gold claim and where it went."""
    coded = events.get(one.coded.id) if one.coded is not None else None
    oracle = ideal.get(one.oracle.id) if one.oracle is not None else None
    return {
        "report": one.gold["report"], "trigger": one.gold["trigger"]["text"], "happening": one.gold["happening"],
        "origin": one.gold["origin"], "event": coded.id if coded else None,
        "distinct_origins": coded.distinct_origins if coded else None,
        "oracle_event": oracle.id if oracle else None,
        "oracle_distinct_origins": oracle.distinct_origins if oracle else None,
    }
