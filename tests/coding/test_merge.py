"""Which claims of one report are one claim told twice, and which are two."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from dateline.coding.merge import merge_tellings
from dateline.coding.relate import relate
from dateline.records import (
    About, ActorRef, Claim, Evidence, Factuality, Hop, PlaceRef, Quantity, Relation, Span, Speaker, Telling, When,
)


def ref(code: str, text: str = "x") -> ActorRef:
    return ActorRef(text=text, start=0, end=len(text), country=code[:3], sector=code[3:], code=code)


def claim(at: int, **slots: Any) -> Claim:
    """A claim told in the sentence from `at`, ten characters long."""
    block = slots.pop("block", "paragraph")
    origin = slots.pop("origin", None)
    outlet = Hop(speakers=(Speaker(kind="outlet", named=True),))
    chain = (Hop(speakers=(Speaker(text=origin, start=0, end=1, kind="institution", named=True),)), outlet)
    word = slots.pop("word", "shelled")
    plain = Claim(
        id=f"c-{at}", article="a-1", codebook="test", event="ASSAULT", actors=(ref("SYRMIL"),),
        attribution=chain if origin else (outlet,),
        tellings=(Telling(block=block, start=at, end=at + 10, voice="outlet"),),
        evidence=Evidence(text="x", start=at, end=at + 10, trigger=Span(text=word, start=at + 2, end=at + 4)),
    )
    return msgspec.structs.replace(plain, **slots)


def place(name: str) -> PlaceRef:
    return PlaceRef(text=name, start=0, end=len(name), name=name, country="SYR", precision="city")


def toll(low: float) -> tuple[Quantity, ...]:
    return (Quantity(kind="killed", low=low, high=low, bound="exact", text="x", start=0, end=1),)


def day(value: str) -> When:
    return When(text="x", start=0, end=1, start_date=value, end_date=value, precision="day", basis="stated")


SAME = [
    ({}, {}),
    ({"place": place("Homs")}, {"place": None}),
    ({"time": None}, {"time": day("2012-06-04")}),
    ({"mode": None}, {"mode": "heavy-weapons"}),
    ({"actors": (ref("SYRMIL"),)}, {"actors": (ref("SYRGOV"),)}),
]
DIFFERENT = [
    ({}, {"event": "ACCUSE"}),
    ({}, {"origin": "rebels"}),
    ({"place": place("Homs")}, {"place": place("Hama")}),
    ({"time": day("2012-06-04")}, {"time": day("2012-06-05")}),
    ({"mode": "aerial"}, {"mode": "heavy-weapons"}),
    ({"quantities": toll(3)}, {"quantities": toll(30)}),
    ({}, {"factuality": Factuality(polarity="-")}),
    ({}, {"actors": (ref("RUSMIL"),)}),
    ({"event": "ACCUSE", "word": "blamed"}, {"event": "ACCUSE", "word": "condemned"}),
]


@pytest.mark.parametrize(("first", "later"), SAME)
def test_a_retelling_becomes_a_telling_and_fills_empty_slots(first: dict[str, Any], later: dict[str, Any]) -> None:
    (merged,) = merge_tellings([claim(0, **first), claim(50, **later)])
    assert merged.id == "c-0"
    assert [telling.start for telling in merged.tellings] == [0, 50]
    for slot in ("place", "time", "mode"):
        assert getattr(merged, slot) == first.get(slot) or getattr(merged, slot) == later.get(slot)


@pytest.mark.parametrize(("first", "later"), DIFFERENT)
def test_differing_accounts_stay_apart(first: dict[str, Any], later: dict[str, Any]) -> None:
    assert [one.id for one in merge_tellings([claim(0, **first), claim(50, **later)])] == ["c-0", "c-50"]


def test_a_headline_adds_a_telling_but_makes_no_claim() -> None:
    merged = merge_tellings([claim(0, block="headline"), claim(50)])
    assert [(one.id, len(one.tellings)) for one in merged] == [("c-50", 2)]
    assert merge_tellings([claim(0, block="headline"), claim(50, event="PROTEST")])[0].id == "c-50"
    assert merge_tellings([claim(0, block="teaser")]) == []


def test_a_denial_points_at_what_it_denies_and_a_verbal_act_at_what_it_is_about() -> None:
    told = claim(0, origin="rebels")
    denied = claim(50, origin="ministry", factuality=Factuality(polarity="-"))
    accusing = claim(100, event="ACCUSE", about=About(text="x", start=0, end=20))
    related = relate([told, denied, accusing])
    assert related[0].relations == ()
    assert related[1].relations == (Relation(type="denies", claim="c-0"),)
    assert related[2].about == About(text="x", start=0, end=20, claims=("c-0",))


def test_a_rebuttal_answers_the_charge_before_it_and_nobody_else() -> None:
    charge = claim(0, event="ACCUSE", actors=(ref("EURGOV"),), recipients=(ref("SYRGOV"),))
    rebuttal = claim(900, event="ACCUSE", actors=(ref("SYRGOV"),), recipients=(ref("EURGOV"),))
    other = claim(950, event="ACCUSE", actors=(ref("SYRGOV"),), recipients=(ref("TURGOV"),))
    related = relate([charge, rebuttal, other])
    assert [one.relations for one in related] == [(), (Relation(type="responds_to", claim="c-0"),), ()]
