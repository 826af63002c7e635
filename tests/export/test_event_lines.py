"""The line of an event: whose word first, how many distinct origins, never that it is so."""

from __future__ import annotations

from dateline.events.happening import build_event
from dateline.events.judge import sketches
from dateline.export.event_lines import event_line
from tests.events.told import article, dead, on, party, says, told, where

NEWS = {one.id: one for one in (
    article(name, "Shells hit the market of Zenica.", published=f"1993-03-{day}", outlet=f"The {name.title()}")
    for name, day in (("courier", 16), ("herald", 17), ("mail", 18), ("post", 19), ("sun", 20)))}
OUTLETS = {name: one.outlet for name, one in NEWS.items()}
SERBS = party("BIHREB", ident="bosnian-serb-army", text="Serb gunners")
ARMY = says("the army", actor=party("BIHREB", ident="bosnian-serb-army", text="Bosnian Serb army"))


def claims(*more):
    """A claim of each newspaper, with slots of its own."""
    return [
        told(one, "Shells [hit] the market of Zenica.", **slots)
        for one, slots in zip(NEWS.values(), more, strict=False)]


def line(*found, **more):
    joined = frozenset(one.id for one in found)
    event = build_event(found, NEWS, sketches=sketches(found, NEWS), joined=joined, **more)
    return event_line(event, {one.id: one for one in found}, outlets=OUTLETS)


def test_the_speakers_come_first_with_their_weight():
    found = claims(
        {"by": says("the police chief"), "stake": "third_party"},
        {"time": on("1993-03-16"), "place": where("Zenica"), "actors": (SERBS,), "quantities": (dead(12),)})
    assert line(*found) == (
        "The police chief and The Herald (2 distinct origins, stakes: third party, unknown; 2 reports): Serb gunners "
        "used violence (ASSAULT) in Zenica, on 1993-03-16, 12 killed.")


def test_one_origin_and_one_stake():
    assert line(*claims({"by": ARMY, "stake": "actor"})).startswith(
        "The Bosnian Serb army (1 distinct origin, stake: actor; 1 report): ")


def test_more_than_three_speakers_are_counted():
    found = claims(*({"by": says(f"the {name}")} for name in ("mayor", "police", "priest", "baker", "judge")))
    assert "priest and 2 more (" in line(*found)


def test_who_denies_it_is_named_and_differing_accounts_are_told():
    found = claims(
        {"actors": (SERBS,)}, {"actors": (SERBS,)}, {"actors": (SERBS,), "by": ARMY, "denied": True, "stake": "actor"})
    assert line(*found).endswith("; denied by the Bosnian Serb army; accounts differ.")
    both_deny = claims({"by": ARMY, "denied": True}, {"by": ARMY, "denied": True})
    assert "denied by" not in line(*both_deny)


def test_what_a_person_did_is_no_confirmation():
    found = claims({"by": ARMY})
    shown = line(*found, confirmed=frozenset({found[0].id}), corrected=frozenset({found[0].id}))
    assert shown.endswith("; corrected by hand.")
    assert "confirm" not in shown


def test_without_its_claims_it_says_so():
    found = claims({"by": ARMY})
    event = build_event(found, NEWS, sketches=sketches(found, NEWS))
    assert event_line(event, {}, outlets={}) == (
        "Somebody not named (1 distinct origin, stake: unknown; 1 report): its claims are not at hand.")
