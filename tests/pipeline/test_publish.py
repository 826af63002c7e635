from __future__ import annotations

import random

from dateline.events.happening import event_id
from dateline.pipeline.publish import judge_claims, publish
from dateline.records import Judgement, Review, ReviewTarget
from tests.events.told import article, on, says, told, where

AT = "2026-11-23T00:00:00Z"
NEWS = [
    article(name, f"Shells hit the bread queue of Zenica, Bosnia, {name} said.", published=day, outlet=f"The {name}",
            title="Bread queue of Zenica hit")
    for name, day in (("first", "1993-03-16"), ("second", "1993-03-17"), ("third", "1993-03-18"))
]
FERRY = article("ferry", "A ferry to Split sank in a gale, and the navy fired flares.", published="1993-03-17")
CLAIMS = [
    *(told(one, f"Shells [hit] the bread queue of Zenica, Bosnia, {one.id[2:]} said.", time=on("1993-03-16"),
           place=where("Zenica")) for one in NEWS),
    told(FERRY, "the navy [fired] flares", time=on("1993-03-17")),
]
ARTICLES = {one.id: one for one in (*NEWS, FERRY)}


def judgements(claims=CLAIMS):
    return judge_claims(claims, (), ARTICLES, at=AT)


def test_every_claim_is_in_one_event_oldest_first():
    events = publish(ARTICLES.values(), CLAIMS, judgements())
    assert [event.claims for event in events] == [tuple(one.id for one in CLAIMS[:3]), (CLAIMS[3].id,)]
    assert events[0].id == event_id(CLAIMS[0].id)
    assert events[0].slots["place"][0].value["name"] == "Zenica"


def test_the_order_of_what_comes_in_plays_no_part():
    wanted = publish(ARTICLES.values(), CLAIMS, judgements())
    for seed in range(4):
        claims, articles, found = CLAIMS[:], list(ARTICLES.values()), list(judgements())
        for each in (claims, articles, found):
            random.Random(seed).shuffle(each)
        assert publish(articles, claims, found) == wanted
        assert set(judgements(claims)) == set(judgements())


def test_one_more_article_is_judged_against_its_blocks_and_joins():
    before = publish(ARTICLES.values(), CLAIMS[1:3], judgements(CLAIMS[1:3]))
    more = judge_claims(CLAIMS[:1], CLAIMS[1:], ARTICLES, at=AT)
    assert all(CLAIMS[0].id in {one.left, one.right} for one in more)
    after = publish(
        ARTICLES.values(), CLAIMS[:3], [*judgements(CLAIMS[1:3]), *more],
        issued=frozenset(event.id for event in before))
    assert len(after) == 1
    assert after[0].aliases == (before[0].id,)


def test_a_person_holds_claims_apart_whatever_the_rule_says():
    apart = Judgement(left=min(CLAIMS[0].id, CLAIMS[1].id), right=max(CLAIMS[0].id, CLAIMS[1].id), verdict="different",
                      score=1.0, reason="two queues", maker="person:ann", at=AT)
    events = publish(ARTICLES.values(), CLAIMS[:2], [*judgements(CLAIMS[:2]), apart])
    assert [event.claims for event in events] == [(CLAIMS[0].id,), (CLAIMS[1].id,)]


def test_reviews_reject_and_correct():
    def target(claim):
        trigger = claim.evidence.trigger
        span = (trigger.start, trigger.end)
        return ReviewTarget(article=claim.article, kind="claim", trigger=span, event=claim.event)

    reject = Review(id="r-1", target=target(CLAIMS[1]), action="reject", changes={}, note="", maker="person:ann", at=AT)
    correct = Review(id="r-2", target=target(CLAIMS[0]), action="correct", changes={"mode": "heavy-weapons"}, note="",
                     maker="person:ann", at=AT)
    events = publish(ARTICLES.values(), CLAIMS, judgements(), [reject, correct])
    assert CLAIMS[1].id not in {one for event in events for one in event.claims}
    assert events[0].slots["mode"][0].value == "heavy-weapons"
    assert "corrected" in events[0].flags


def test_one_official_in_three_papers_is_one_origin():
    chief = says("the police chief")
    claims = [told(one, f"Shells [hit] the bread queue of Zenica, Bosnia, {one.id[2:]} said.", by=chief,
                   time=on("1993-03-16"), place=where("Zenica")) for one in NEWS]
    event, = publish(NEWS, claims, judgements(claims))
    assert (event.distinct_origins, len(event.articles)) == (1, 3)
    assert "single_origin" in event.flags


def test_claims_without_their_article_are_left_out():
    assert publish([], CLAIMS) == ()
    assert publish([FERRY], CLAIMS)[0].claims == (CLAIMS[3].id,)
