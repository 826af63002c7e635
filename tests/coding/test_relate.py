"""How claims of one report stand to one another."""

from __future__ import annotations

import pytest

from dateline.coding.relate import contests, relate
from dateline.records import Factuality, Quantity, Relation
from tests.making import MINISTRY, OUTLET, actor, claim, day, hop, place, speaker

ARMY = actor("the army", id="army", country="SYR", sector="MIL", code="SYRMIL")
REBELS = actor("the rebels", id="rebels", country="SYR", sector="REB", code="SYRREB")
VILLAGERS = actor("villagers", country="SYR", sector="CVL", code="SYRCVL")
BY_ARMY = (hop(speaker("the army", actor=ARMY)), OUTLET)
BY_REBELS = (hop(speaker("the rebels", actor=REBELS)), OUTLET)


def deed(name, chain, *, actors=(), recipients=(), dead=None, **slots):
    toll = (Quantity(kind="killed", who=None, low=dead, high=dead, bound="exact", text=str(dead), start=0, end=1),)
    return claim("ASSAULT", None, id=name, attribution=chain, actors=actors, recipients=recipients,
                 quantities=toll if dead else (), **slots)


def relations(*claims):
    return {one.id: one.relations for one in relate(claims)}


def test_two_sides_that_blame_each_other_for_the_same_victims_contest_each_other():
    found = relations(
        deed("c-1", BY_ARMY, actors=(REBELS,), recipients=(VILLAGERS,)),
        deed("c-2", BY_REBELS, actors=(ARMY,), recipients=(VILLAGERS,)),
    )
    assert found == {"c-1": (Relation(type="contests", claim="c-2"),), "c-2": (Relation(type="contests", claim="c-1"),)}


def test_each_side_saying_that_the_other_attacked_it_is_contested():
    assert contests(deed("c-1", BY_ARMY, actors=(REBELS,), recipients=(ARMY,)),
                    deed("c-2", BY_REBELS, actors=(ARMY,), recipients=(REBELS,)))


def test_two_tolls_of_two_origins_at_one_place_are_contested():
    assert contests(deed("c-1", BY_ARMY, recipients=(VILLAGERS,), dead=4),
                    deed("c-2", BY_REBELS, recipients=(VILLAGERS,), dead=12))


@pytest.mark.parametrize(("first", "second"), [
    # one origin
    (deed("c-1", BY_ARMY, actors=(REBELS,), recipients=(VILLAGERS,)),
     deed("c-2", BY_ARMY, actors=(ARMY,), recipients=(VILLAGERS,))),
    # the same doer
    (deed("c-1", BY_ARMY, actors=(REBELS,), recipients=(VILLAGERS,)),
     deed("c-2", (MINISTRY, OUTLET), actors=(REBELS,), recipients=(VILLAGERS,))),
    # other victims
    (deed("c-1", BY_ARMY, actors=(REBELS,), recipients=(ARMY,)),
     deed("c-2", BY_REBELS, actors=(ARMY,), recipients=(VILLAGERS,))),
    # another day
    (deed("c-1", BY_ARMY, actors=(REBELS,), recipients=(VILLAGERS,), time=day("2016-10-18")),
     deed("c-2", BY_REBELS, actors=(ARMY,), recipients=(VILLAGERS,), time=day("2016-10-19"))),
    # another place
    (deed("c-1", BY_ARMY, actors=(REBELS,), recipients=(VILLAGERS,), place=place("Aleppo", country="SYR")),
     deed("c-2", BY_REBELS, actors=(ARMY,), recipients=(VILLAGERS,), place=place("Homs", country="SYR"))),
    # a plan, and history
    (deed("c-1", BY_ARMY, actors=(REBELS,), recipients=(VILLAGERS,), temporal="future"),
     deed("c-2", BY_REBELS, actors=(ARMY,), recipients=(VILLAGERS,))),
    # the same toll
    (deed("c-1", BY_ARMY, recipients=(VILLAGERS,), dead=4), deed("c-2", BY_REBELS, recipients=(VILLAGERS,), dead=4)),
    # two tolls of places not told
    (deed("c-1", BY_ARMY, recipients=(VILLAGERS,), dead=4, place=None),
     deed("c-2", BY_REBELS, recipients=(VILLAGERS,), dead=12, place=None)),
])
def test_no_contest(first, second):
    assert not contests(first, second)


def test_a_denial_is_a_relation_of_its_own_and_no_contest():
    found = relations(
        deed("c-1", BY_REBELS, actors=(ARMY,), recipients=(VILLAGERS,)),
        deed("c-2", BY_ARMY, actors=(ARMY,), recipients=(VILLAGERS,), factuality=Factuality(polarity="-")),
    )
    assert found == {"c-1": (), "c-2": (Relation(type="denies", claim="c-1"),)}


def test_a_charge_against_the_accuser_answers_his():
    found = relations(
        claim("ACCUSE", None, id="c-1", actors=(ARMY,), recipients=(REBELS,)),
        claim("ACCUSE", None, id="c-2", actors=(REBELS,), recipients=(ARMY,)),
        claim("ACCUSE", None, id="c-3", actors=(VILLAGERS,), recipients=(ARMY,)),
    )
    assert found == {"c-1": (), "c-2": (Relation(type="responds_to", claim="c-1"),), "c-3": ()}
