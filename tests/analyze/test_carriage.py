"""Through whom words came: (cue, speakers, carriers outward, contents) of each text."""

from __future__ import annotations

import pytest

from tests.told import chains

OPEN = ["that the gate was open"]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("A guard told Radio Delta that the gate was open.", [("tell", ["A guard"], [["Radio Delta"]], OPEN)]),
    ("A guard told state radio and the TASS news agency that the gate was open.",
     [("tell", ["A guard"], [["state radio", "the TASS news agency"]], OPEN)]),
    ("The minister, whose remarks Radio Delta carried, said that the gate was open.",
     [("say", ["The minister"], [["Radio Delta"]], OPEN)]),
    ("A log, which the Valley Tribune obtained, shows that the gate was open.",
     [("show", ["A log"], [["the Valley Tribune"]], OPEN)]),
    ("A guard told a driver, who told the army, that the gate was open.",
     [("tell", ["A guard"], [["a driver"]], OPEN)]),
    ("State radio has been told by one resident that the gate was open.",
     [("tell", ["one resident"], [["State radio"]], OPEN)]),
    ("The ministry, cited by state television, denied that shots were fired and said that the gate was open.",
     [("deny", ["The ministry"], [["state television"]], ["that shots were fired"]),
      ("say", ["The ministry"], [["state television"]], OPEN)]),
])
def test_a_medium_beside_a_saying_carries_it(nlp, text, expected):
    assert chains(nlp, text) == expected


@pytest.mark.model
@pytest.mark.parametrize("text", [
    "A guard told a friend that the gate was open.",
    "A guard told reporters that the gate was open.",
    "The ministry said on its website that the gate was open.",
    "A spokesman for state radio said that the gate was open.",
])
def test_who_is_no_medium_and_ones_own_medium_carry_nothing(nlp, text):
    ((_, speakers, carriers, contents),) = chains(nlp, text)
    assert (bool(speakers), carriers, contents) == (True, [], OPEN)


@pytest.mark.model
def test_an_order_makes_no_hop_of_who_received_it(nlp):
    assert chains(nlp, "The guards were told by a sergeant to open the gate.") == [
        ("tell", ["a sergeant"], [], ["to open the gate"])]
