"""From the claims of many articles to events: `publish(articles, claims, judgements, reviews) -> events`.

No input or output: a store hands in what it has, all of it or the component that a new article touches. The same
claims, judgements and reviews give the same events, in whatever order they come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.events.cluster import clusters, is_by_person
from dateline.events.happening import build_event, oldest_first
from dateline.events.judge import judge, sketches
from dateline.events.reviews import apply_reviews
from dateline.events.tables import load_judging

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.events.sketch import Sketch
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
    judged = [one for one in judgements if one.superseded_at is None]
    ground = Ground(
        claims=found, articles=known, sketches=sketches(found.values(), known, judging=table),
        corrected=reviewed.corrected, confirmed=reviewed.confirmed, joined=joined_by_hand(judged), issued=issued)
    groups = clusters(ground.sketches, judged, judging=table)
    events = {event.claims[0]: event for event in (ground.event(group) for group in groups)}
    heads = oldest_first([found[one] for one in events], known)
    return tuple(events[head.id] for head in heads)


@dataclass(frozen=True, slots=True)
class Ground:
    """All that events are built from, by id; the sets are ids of claims, but for `issued`: ids of events."""

    claims: Mapping[str, Claim]
    articles: Mapping[str, Article]
    sketches: Mapping[str, Sketch]
    corrected: frozenset[str]
    confirmed: frozenset[str]
    joined: frozenset[str]
    issued: frozenset[str]

    def event(self, group: Iterable[str]) -> Event:
        """The event of one group of claims."""
        return build_event(
            [self.claims[one] for one in group], self.articles, sketches=self.sketches, corrected=self.corrected,
            confirmed=self.confirmed, joined=self.joined, issued=self.issued)


def joined_by_hand(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The claims that a person put together with others."""
    return frozenset(
        claim for one in judgements if is_by_person(one) and one.verdict == "same" for claim in (one.left, one.right))


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
