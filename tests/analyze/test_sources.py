"""Sentences that tell where the words before came from: the first saying of each text."""

from __future__ import annotations

import pytest

from tests.told import chains

BURNED = ["Soldiers burned the mill"]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("State radio said that seven men had died; it attributed the figure to the health ministry.",
     ("say", ["the health ministry"], [["State radio"]], ["that seven men had died"])),
    ("Soldiers burned the mill, the mayor says. He says that a guard told him so in tears.",
     ("say", ["a guard"], [["the mayor"]], BURNED)),
    ("Soldiers burned the mill, the mayor says. His claim rests on what two drivers told him.",
     ("say", ["two drivers"], [["the mayor"]], BURNED)),
    ("Soldiers burned the mill, a neighbour says she was told by a guard.",
     ("say", ["a guard"], [["a neighbour"]], ["Soldiers burned the mill", "she was told by a guard"])),
    ("Soldiers burned the mill on Sunday. That's from the interior ministry, in a statement aired by Radio Delta.",
     ("according to", ["the interior ministry"], [["Radio Delta"]], ["Soldiers burned the mill on Sunday"])),
    ("The gate was open, the ministry is said to have assured them. The assurance was reported by state radio.",
     ("say", [], [["state radio"]], ["the ministry", "The gate was open", "to have assured them"])),
])
def test_the_origin_named_afterwards_is_the_first_hop(nlp, text, expected):
    assert chains(nlp, text)[0] == expected


@pytest.mark.model
@pytest.mark.parametrize("text", [
    "Soldiers burned the mill, the mayor says. A guard told him that the gate was open.",
    "Soldiers burned the mill, the mayor says. He got the keys from a guard.",
    "Soldiers burned the mill, the mayor says.\n\nA guard told him so.",
])
def test_other_news_and_other_paragraphs_mend_nothing(nlp, text):
    assert chains(nlp, text)[0] == ("say", ["the mayor"], [], BURNED)
