"""What is one happening and what only looks like it, sentence by sentence."""

from __future__ import annotations

import msgspec
import pytest

from dateline.events.judge import MAKER, judge, judge_pair, odds_of, share_of, sketches
from dateline.events.tables import load_judging
from dateline.records import Relation
from tests.events.told import article, dead, on, party, says, told, where

AT = "2026-11-23T00:00:00Z"
FIRST = article("first", (
    "ZENICA, Bosnia - Shells hit a bread queue in Zenica on Tuesday, killing 14 people. The Bosnian Serb army in Pale "
    "denied that it had fired."), title="Shells hit bread queue in Zenica")
SECOND = article("second", (
    "The guns that tore open a bread queue in Zenica on Tuesday have fallen silent. The Bosnian hospital now counts 16 "
    "dead among those who waited for bread."), published="1993-03-18", outlet="The Herald", title="Zenica mourns")
FAR = article("far", (
    "Shells hit a hospital in Aleppo on Tuesday, killing 14 people, Syrian doctors said."), outlet="The Post",
    title="Aleppo hospital hit")
TUESDAY, WEDNESDAY = "1993-03-16", "1993-03-17"
SERBS = party("BIHREB", ident="bosnian-serb-army")


def verdict(one, other):
    articles = {each.id: each for each in (FIRST, SECOND, FAR)}
    drawn = sketches([one, other], articles)
    return judge_pair(drawn[one.id], drawn[other.id], at=AT)


def attack(**slots):
    slots = {"time": on(TUESDAY), "place": where("Zenica"), "quantities": (dead(14),), **slots}
    return told(FIRST, "Shells [hit] a bread queue in Zenica on Tuesday, killing 14 people.", **slots)


def again(**slots):
    slots = {"time": on(TUESDAY), "place": where("Zenica"), **slots}
    return told(SECOND, "The guns that [tore] open a bread queue in Zenica on Tuesday have fallen silent.", **slots)


@pytest.mark.parametrize("other", [
    again(),
    again(quantities=(dead(16),)),
    again(time=on("1993-03-18", basis="publication")),
    again(place=None),
    again(denied=True, by=says("the Bosnian Serb army", actor=SERBS)),
    again(actors=(SERBS,)),
], ids=["plain", "later toll", "no day", "no place", "denied", "with a doer"])
def test_one_deed_told_again(other):
    assert verdict(attack(), other).verdict == "same"


@pytest.mark.parametrize("other", [
    again(time=on("1993-03-19")),
    again(time=on("1992-03-16"), temporal="historical"),
    again(place=where("Sarajevo"), time=on(WEDNESDAY)),
    told(SECOND, "The [second] attack on Zenica.", time=on("1993-03-27"), place=where("Zenica")),
    told(SECOND, "Presidency [accused] the Serbs of shelling the bread queue in Zenica on Tuesday.", event="ACCUSE",
         time=on(TUESDAY), place=where("Zenica")),
    told(FAR, "Shells [hit] a hospital in Aleppo on Tuesday, killing 14 people, Syrian doctors said.", time=on(TUESDAY),
         place=where("Aleppo"), quantities=(dead(14),)),
], ids=["another day", "an anniversary", "another town", "a second one", "the charge", "another war"])
def test_alike_and_yet_another(other):
    assert verdict(attack(), other).verdict == "different"


def test_rounds_that_are_numbered_are_two():
    first = told(FIRST, "The first round of [talks] ended in Geneva.", event="CONSULT")
    second = told(SECOND, "The second round of [talks] ended in Geneva.", event="CONSULT")
    assert verdict(first, second).verdict == "different"
    again_first = told(SECOND, "The first round of [talks] ended in Geneva.", event="CONSULT")
    assert verdict(first, again_first).verdict == "same"


def test_in_one_report_one_voice_tells_two_things_and_a_denial_what_was_told():
    one = attack()
    two = told(FIRST, "The Bosnian Serb army in Pale denied that it had [fired].", time=on(TUESDAY),
               place=where("Zenica"))
    assert verdict(one, two).verdict == "different"
    denial = msgspec.structs.replace(two, factuality=msgspec.structs.replace(two.factuality, polarity="-"))
    assert verdict(one, denial).verdict == "same"
    related = msgspec.structs.replace(two, relations=(Relation(type="repeats", claim=one.id),))
    assert verdict(one, related).score > verdict(one, two).score


def test_what_is_said_is_its_speakers():
    rwanda, congo, uganda = party("RWAGOV"), party("CODGOV"), party("UGAGOV")
    accused = told(FIRST, "Kinshasa [accused] Rwanda of the attack.", event="ACCUSE", actors=(congo,),
                   recipients=(rwanda,))
    same = told(SECOND, "Kinshasa again [accused] Rwanda of the attack.", event="ACCUSE", actors=(congo,),
                recipients=(rwanda,))
    others = told(SECOND, "Kampala [accused] Rwanda of the attack.", event="ACCUSE", actors=(uganda,),
                  recipients=(rwanda,))
    assert verdict(accused, same).verdict == "same"
    assert verdict(accused, others).verdict != "same"


def test_a_judgement_is_the_same_both_ways_and_says_why():
    one, other = attack(), again()
    assert verdict(one, other) == verdict(other, one)
    judgement = verdict(one, other)
    assert (judgement.left, judgement.right) == tuple(sorted((one.id, other.id)))
    assert judgement.maker == MAKER
    assert "same day +1.3" in judgement.reason
    assert judgement.at == AT


def test_new_claims_are_judged_among_themselves_and_against_known_ones_only():
    old, older = attack(), again()
    new = told(SECOND, "The Bosnian hospital now [counts] 16 dead among those who waited for bread.", time=on(TUESDAY),
               place=where("Zenica"))
    drawn = sketches([old, older, new], {FIRST.id: FIRST, SECOND.id: SECOND})
    found = list(judge([drawn[new.id]], [drawn[old.id], drawn[older.id]], at=AT))
    assert found
    assert all(new.id in {one.left, one.right} for one in found)
    assert list(judge([], drawn.values(), at=AT)) == []


def test_pairs_that_nobody_would_ask_about_leave_no_judgement():
    far = told(FAR, "Shells [hit] a hospital in Aleppo on Tuesday, killing 14 people, Syrian doctors said.",
               time=on(TUESDAY), place=where("Aleppo"))
    drawn = sketches([attack(), far], {FIRST.id: FIRST, FAR.id: FAR})
    assert list(judge(drawn.values(), at=AT)) == []


def test_a_claim_without_its_article_is_an_error():
    with pytest.raises(KeyError):
        sketches([attack()], {})


def test_shares_and_odds_are_one_another():
    assert share_of(0.0) == 0.5
    assert odds_of(share_of(2.0)) == pytest.approx(2.0)
    assert share_of(1e9) <= 1.0
    assert load_judging().thresholds.same == pytest.approx(share_of(load_judging().clusters.link), abs=0.1)
