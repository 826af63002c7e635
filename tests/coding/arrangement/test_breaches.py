"""Breaches that other sentences tie to a truce: who accuses whom, what is only inferred, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.coding import code
from tests.coding.arranged import arrangements, mention_map

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model

TRUCE = "The Sudanese army and the rebels of the JEM agreed to a truce of ten days on Monday."
LULL = "Israel announced a suspension of air strikes in southern Lebanon for 36 hours on Saturday."


@pytest.mark.parametrize(("texts", "expected"), [
    ((TRUCE, "The rebels shelled an army post at Kutum hours into the truce."),
     ({"REB"}, set(), "observed")),
    ((TRUCE, "The army accused the rebels of a violation of the truce on Tuesday."), ({"REB"}, {"MIL"}, "claimed")),
    ((LULL, "An Israeli drone fired a missile at a car near Tyre hours into the suspension.",
      "The Israeli military admitted the strike."), ({"MIL"}, set(), "admitted")),
])
def test_breach_is_tied_to_its_truce(
    texts: tuple[str, ...], expected: tuple[set[str], set[str], str], parts: Parts,
) -> None:
    told = [breach for one in arrangements(parts, *texts) for breach in one.breaches]
    found = [
        ({ref.sector for ref in one.accused}, {ref.sector for ref in one.accuser}, one.standing) for one in told
    ]
    assert found == [expected]


@pytest.mark.parametrize("texts", [
    (TRUCE, "The army shelled the town hours before the truce."),
    (TRUCE, "Both sides fear a violation of the truce."),
    (TRUCE, "There have been no violations of the truce."),
    ("The rebels shelled an army post at Kutum on Tuesday.",),
])
def test_no_breach_is_told(texts: tuple[str, ...], parts: Parts) -> None:
    assert [breach for one in arrangements(parts, *texts) for breach in one.breaches] == []


def told(parts: Parts, *texts: str) -> list[tuple[set[str | None], set[str | None], str]]:
    """(sectors of the accused, sectors of the accusers, standing) of each breach."""
    return [
        ({ref.sector for ref in one.accused}, {ref.sector for ref in one.accuser}, one.standing)
        for record in arrangements(parts, *texts) for one in record.breaches
    ]


@pytest.mark.parametrize(("text", "expected"), [
    ("The two sides accused each other of violating the ceasefire.",
     [({"REB"}, {"MIL"}, "claimed"), ({"MIL"}, {"REB"}, "claimed")]),
    ("The army and the rebels traded accusations of truce violations on Friday.",
     [({"REB"}, {"MIL"}, "claimed"), ({"MIL"}, {"REB"}, "claimed")]),
    ("Both sides have violated the truce, the United Nations mission said.",
     [({"MIL"}, {"GOV"}, "claimed"), ({"REB"}, {"GOV"}, "claimed")]),
    ("In its weekly report the mission lists eleven violations, seven of them by the army and four by the rebels.",
     [({"MIL"}, {"GOV"}, "claimed"), ({"REB"}, {"GOV"}, "claimed")]),
    ("The army dismissed rebel claims that it had violated the truce.", [({"MIL"}, {"REB"}, "denied")]),
    ("The rebels have been accused by the army of breaking the ceasefire.", [({"REB"}, {"MIL"}, "claimed")]),
    ("The truce collapsed on Friday when the rebels attacked an army base at Kutum.", [({"REB"}, set(), "observed")]),
    ("Rebel commanders acknowledged that one of their units had fired on an army convoy on Thursday.",
     [({"REB"}, set(), "admitted")]),
    ("The army reported five rebel violations of the ceasefire on Thursday.", [({"REB"}, {"MIL"}, "claimed")]),
    ("The army insisted that it had not broken the ceasefire.", [({"MIL"}, {"REB"}, "denied")]),
])
def test_who_charges_whom(text: str, expected: list[tuple[set[str], set[str], str]], parts: Parts) -> None:
    found = told(parts, TRUCE, text)
    assert sorted(found, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("text", [
    "If the rebels violate the truce, the army will respond, a general said.",
    "The army vowed to respond to any violation of the ceasefire.",
    "The two sides agreed to investigate violations of the truce.",
    "The army warned the rebels not to breach the ceasefire.",
    "The army accused the rebels of violating the rights of prisoners.",
    "The rebels have not violated the truce, the monitors said.",
    "The army said the rebels would violate the truce sooner or later.",
])
def test_what_is_only_feared_is_no_breach(text: str, parts: Parts) -> None:
    assert told(parts, TRUCE, text) == []


def test_a_breach_names_the_claim_that_tells_the_act(parts: Parts) -> None:
    mentions = mention_map(parts, TRUCE, "The army disregarded the truce and bombed the market of Kutum.")
    coded = code(mentions.reading, mentions.resolution, parts=parts.coding)
    acts = {one.id: one.evidence.trigger.text for one in coded.claims}
    assert [
        (acts.get(breach.claim or ""), breach.event) for one in coded.arrangements for breach in one.breaches
    ] == [("bombed", "ASSAULT")]


RIVALS = "The Sudanese army and Darfur rebels agreed on a ceasefire from Monday, 17 October 2016."


@pytest.mark.parametrize(("texts", "expected"), [
    (("The army charged the rebels with burning two villages under cover of the truce.",), [("REB", "MIL", "claimed")]),
    (("Rebel troops were blamed by the army for cutting the Kutum road in spite of the ceasefire.",
      "A rebel spokesman said none of his men had left their posts."),
     [("REB", "MIL", "claimed"), ("REB", "MIL", "denied")]),
    (("The rebels said army helicopters had bombed Kutum on Tuesday.", "The army denied that it had flown."),
     [("MIL", "REB", "claimed"), ("MIL", "REB", "denied")]),
    (("The army counted 12 violations on Tuesday; the rebels claim 30 by the army.",),
     [("REB", "MIL", "claimed"), ("MIL", "REB", "claimed")]),
    (("Rebels ambushed a convoy near Kutum on Tuesday, the army said.",
      "The rebel commander replied that the militia did so."), [("REB", "MIL", "claimed"), ("PRM", "REB", "claimed")]),
    (("The truce broke down, according to the army, because the rebels attacked Kutum.",), [("REB", "MIL", "claimed")]),
    (("The army moved two tanks to Kutum on Wednesday, the rebels said.",), [("MIL", "REB", "claimed")]),
    (("The army accused the other side of nine breaches.",), [("REB", "MIL", "claimed")]),
    (("Mortars hit the market of Kutum hours into the truce; nobody knows whose they were.",), [("", "", "observed")]),
    (("Before the ceasefire, rebels had attacked Kutum, the army said.",), []),
    (("The army said rebels attacked Kutum in September.",), []),
    (("The rebels accused the army of dragging out the talks.",), []),
    (("Rebels robbed a bank in Kutum, police said.",), []),
])
def test_charges_and_answers(texts: tuple[str, ...], expected: list[tuple[str, str, str]], parts: Parts) -> None:
    found = [
        ("".join(sorted(filter(None, accused))), "".join(sorted(filter(None, accuser))), standing)
        for accused, accuser, standing in told(parts, RIVALS, *texts)
    ]
    assert sorted(found) == sorted(expected)
