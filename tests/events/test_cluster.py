from __future__ import annotations

import random

import msgspec
import pytest

from dateline.events.cluster import clusters, components, joined_to
from dateline.events.judge import judge, sketches
from dateline.events.tables import load_judging
from dateline.records import Judgement
from tests.events.told import article, on, told, where

JUDGING = load_judging()
AT = "2026-11-23T00:00:00Z"
TEXTS = {
    name: article(name, f"Shells hit the bread queue of Zenica, Bosnia, {name} told.", outlet=f"The {name}",
                  published="1993-03-18", title="Bread queue of Zenica hit")
    for name in ("one", "two", "three", "four")
}


def tell(name, **slots):
    slots = {"place": where("Zenica"), **slots}
    return told(TEXTS[name], f"Shells [hit] the bread queue of Zenica, Bosnia, {name} told.", **slots)


def by_hand(left, right, verdict, at=AT, superseded=None):
    return Judgement(left=left.id, right=right.id, verdict=verdict, score=1.0, reason="I know", maker="person:ann",
                     at=at, superseded_at=superseded)


def solve(claims, *persons):
    drawn = sketches(claims, {text.id: text for text in TEXTS.values()})
    judgements = [*judge(drawn.values(), at=AT), *persons]
    return {frozenset(group) for group in clusters(drawn, judgements, judging=JUDGING)}


def groups(*wanted):
    return {frozenset(claim.id for claim in group) for group in wanted}


TUESDAY, FRIDAY = on("1993-03-16"), on("1993-03-19")


def test_what_tells_one_deed_is_one_cluster():
    one, two, three = (tell(name, time=TUESDAY) for name in ("one", "two", "three"))
    assert solve([one, two, three]) == groups([one, two, three])


def test_a_claim_without_a_day_does_not_chain_two_days_together():
    one, two, loose = tell("one", time=TUESDAY), tell("two", time=FRIDAY), tell("three", time=None)
    found = solve([one, two, loose])
    assert not any({one.id, two.id} <= group for group in found)
    assert sum(len(group) for group in found) == 3


def test_a_claim_without_a_place_does_not_chain_two_towns_together():
    market = article("market", "Mortars landed on a market in Sarajevo, Bosnia, as it opened.", published="1993-03-18",
                     title="Sarajevo market shelled")
    one = tell("one", time=TUESDAY)
    two = told(market, "Mortars [landed] on a market in Sarajevo, Bosnia, as it opened.", time=TUESDAY,
               place=where("Sarajevo"))
    loose = tell("three", time=TUESDAY, place=None)
    drawn = sketches([one, two, loose], {text.id: text for text in (*TEXTS.values(), market)})
    linked = [*judge(drawn.values(), at=AT), *(
        Judgement(left=min(loose.id, other.id), right=max(loose.id, other.id), verdict="same", score=0.6, reason="",
                  maker="rule:x@1", at="2026-11-24T00:00:00Z") for other in (one, two))]
    found = clusters(drawn, linked, judging=JUDGING)
    assert not any({one.id, two.id} <= set(group) for group in found)


def test_a_person_outranks_the_rule_both_ways():
    one, two, other = tell("one", time=TUESDAY), tell("two", time=TUESDAY), tell("three", time=FRIDAY)
    assert solve([one, two], by_hand(one, two, "different")) == groups([one], [two])
    assert solve([one, other], by_hand(one, other, "same")) == groups([one, other])
    assert solve([one, two], by_hand(one, two, "different", superseded=AT)) == groups([one, two])


def test_apart_by_a_person_stays_apart_through_a_third():
    one, two, three = (tell(name, time=TUESDAY) for name in ("one", "two", "three"))
    found = solve([one, two, three], by_hand(one, two, "different"))
    assert not any({one.id, two.id} <= group for group in found)
    assert len(found) == 2


def test_of_two_persons_the_newer_counts():
    one, two = tell("one", time=TUESDAY), tell("two", time=TUESDAY)
    early, late = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
    joined, parted = by_hand(one, two, "same", early), by_hand(one, two, "different", late)
    assert solve([one, two], joined, parted) == groups([one], [two])
    parted, joined = by_hand(one, two, "different", early), by_hand(one, two, "same", late)
    assert solve([one, two], joined, parted) == groups([one, two])


def test_the_order_of_claims_and_judgements_plays_no_part():
    claims = [tell(name, time=day) for name in ("one", "two", "three", "four") for day in (TUESDAY,)]
    claims[3] = tell("four", time=FRIDAY)
    drawn = sketches(claims, {text.id: text for text in TEXTS.values()})
    judgements = list(judge(drawn.values(), at=AT))
    wanted = clusters(drawn, judgements, judging=JUDGING)
    for seed in range(5):
        shuffled = random.Random(seed)
        names = list(drawn)
        shuffled.shuffle(names)
        shuffled.shuffle(judgements)
        assert clusters({name: drawn[name] for name in names}, judgements, judging=JUDGING) == wanted


def test_large_components_are_joined_along_their_judgements():
    claims = [tell(name, time=TUESDAY) for name in ("one", "two", "three", "four")]
    drawn = sketches(claims, {text.id: text for text in TEXTS.values()})
    judgements = list(judge(drawn.values(), at=AT))
    sparse = msgspec.structs.replace(JUDGING, clusters=msgspec.structs.replace(JUDGING.clusters, whole=1))
    assert len(clusters(drawn, judgements, judging=sparse)) == 1
    assert len(clusters(drawn, judgements[:1], judging=sparse)) == 3


@pytest.mark.parametrize("seed", range(5))
def test_components_are_those_of_a_plain_walk(seed):
    drawn = random.Random(seed)
    names = [f"c-{number}" for number in range(30)]
    links = [
        Judgement(left=min(pair), right=max(pair), verdict=drawn.choice(["same", "different", "unsure"]), score=0.5,
                  reason="", maker="rule:x@1", at=AT)
        for pair in (drawn.sample(names, 2) for _ in range(25))]
    near = {name: {name} for name in names}
    for link in links:
        if link.verdict == "same":
            near[link.left].add(link.right)
            near[link.right].add(link.left)
    wanted, seen = set(), set()
    for name in names:
        reach, todo = set(), [name]
        while todo:
            at = todo.pop()
            if at not in reach:
                reach.add(at)
                todo.extend(near[at])
        if name not in seen:
            wanted.add(tuple(sorted(reach)))
            seen |= reach
    assert set(components(names, links)) == wanted


def test_claims_hang_together_by_judgements_of_same_and_by_any_of_a_person():
    one, two, three, new = (tell(name) for name in ("one", "two", "three", "four"))

    def rule(left, right, verdict, superseded=None):
        return Judgement(left=min(left.id, right.id), right=max(left.id, right.id), verdict=verdict, score=0.9,
                         reason="", maker="rule:x@1", at=AT, superseded_at=superseded)

    found = [rule(one, new, "same"), rule(two, new, "different"), rule(three, new, "same", AT), rule(one, two, "same")]
    assert joined_to({new.id}, found) == {one.id}
    assert joined_to({new.id}, [*found, by_hand(three, new, "different")]) == {one.id, three.id}
    assert joined_to({one.id, new.id}, found) == {two.id}
    assert joined_to(set(), found) == set()


def test_two_things_that_one_report_tells_are_not_joined_by_a_report_that_tells_either():
    long = article("long", (
        "Soldiers shot a boy in the village of Nabi Saleh. A girl slapped a soldier in the yard of her house there."),
        title="The girl of Nabi Saleh")
    brief = article("brief", "The girl of Nabi Saleh, who slapped a soldier in the yard of her house, is in court.",
                    title="The girl of Nabi Saleh", outlet="The Brief")
    shot = told(long, "Soldiers [shot] a boy in the village of Nabi Saleh.")
    slapped = told(long, "A girl [slapped] a soldier in the yard of her house there.")
    again = told(brief, "The girl of Nabi Saleh, who [slapped] a soldier in the yard of her house, is in court.")
    drawn = sketches([shot, slapped, again], {long.id: long, brief.id: brief})
    found = clusters(drawn, judge(drawn.values(), at=AT), judging=JUDGING)
    assert {frozenset(group) for group in found} == groups([shot], [slapped, again])
