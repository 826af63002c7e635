"""From the claims of many articles to events: `publish(articles, claims, judgements, reviews) -> events`.

No input or output: a store hands in what it has, all of it or the component that a new article touches. The same
claims, judgements and reviews give the same events, in whatever order they come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events.cluster import clusters, is_by_person
from dateline.events.happening import build_event, oldest_first
from dateline.events.judge import judge, sketches
from dateline.events.reviews import apply_reviews
from dateline.events.tables import load_judging

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.events.tables import Judging
    from dateline.records import Article, Claim, Event, Judgement, Review


def publish(
    articles: Iterable[Article], claims: Iterable[Claim], judgements: Iterable[Judgement] = (),
    reviews: Iterable[Review] = (), *, issued: frozenset[str] = frozenset(), judging: Judging | None = None,
) -> tuple[Event, ...]:
    """The events that claims tell, oldest first; every claim that no person rejected is in exactly one.

    `judgements` are those of `judge_claims` and of persons. `issued` are event ids that were ever given out: those that
    an event took in become its aliases. Claims whose article is not given are left out.
    """
    table = judging or load_judging()
    known = {article.id: article for article in articles}
    reviewed = apply_reviews((claim for claim in claims if claim.article in known), reviews)
    found = {claim.id: claim for claim in reviewed.claims if claim.article in known}
    drawn = sketches(found.values(), known, judging=table)
    judged = [one for one in judgements if one.superseded_at is None]
    groups = clusters(drawn, judged, judging=table)
    joined = frozenset(
        claim for one in judged if is_by_person(one) and one.verdict == "same" for claim in (one.left, one.right))
    events = {
        event.claims[0]: event for event in (
            build_event(
                [found[one] for one in group], known, sketches=drawn, corrected=reviewed.corrected,
                confirmed=reviewed.confirmed, joined=joined, issued=issued,
            ) for group in groups
        )
    }
    heads = oldest_first([found[one] for one in events], known)
    return tuple(events[head.id] for head in heads)


def judge_claims(
    new: Iterable[Claim], known: Iterable[Claim], articles: Mapping[str, Article], *, at: str,
    judging: Judging | None = None,
) -> tuple[Judgement, ...]:
    """Judgements of new claims among themselves and against known ones of their blocks; `at` is ISO 8601 in UTC.

    `articles` holds those of both, by id.
    """
    table = judging or load_judging()
    fresh = sketches(new, articles, judging=table)
    others = sketches(known, articles, judging=table)
    return tuple(judge(fresh.values(), others.values(), at=at, judging=table))
