"""Clauses of saying put in beside what they tell: (cue, speakers, carriers, contents) of each text."""

from __future__ import annotations

import pytest

from tests.told import chains


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("The town fell on Monday, a nun who hid in the cellar has said.",
     [("say", ["a nun"], [], ["The town fell on Monday"])]),
    ("The garrison, announced its commander Juan Perez, was leaving the town.",
     [("announce", ["its commander Juan Perez"], [], ["The garrison", "was leaving the town"])]),
    ("It had then, he believed, been moved to a barn.",
     [("believe", ["he"], [], ["It had then", "been moved to a barn"])]),
    ("The rebels shelled the port; the mayor, she told state radio, had left.",
     [("tell", ["she"], [["state radio"]], ["the mayor", "had left"])]),
    ("The prime minister, who, an aide says, had signed the letter, left the palace.",
     [("say", ["an aide"], [], ["had signed the letter, left the palace"])]),
    ("Rebels burned the mill, their leader charges.",
     [("charge", ["their leader"], [], ["Rebels burned the mill"])]),
])
def test_a_clause_of_saying_tells_what_stands_around_it(nlp, text, expected):
    assert chains(nlp, text) == expected


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("While officials denied it, the mayor confirmed the deaths.", [("confirm", ["the mayor"], [], ["the deaths"])]),
    ("The mayor, who was there, confirmed the deaths.", [("confirm", ["The mayor"], [], ["the deaths"])]),
    ("On Monday, the army said rebels had left the town.",
     [("say", ["the army"], [], ["rebels had left the town"])]),
    ("The governor announced the plans for new roads in the four states.",
     [("announce", ["The governor"], [], ["the plans for new roads in the four states"])]),
    ("Welcome to the season of the big, political personal finance promises.", []),
])
def test_a_verb_with_an_object_is_no_clause_put_in(nlp, text, expected):
    assert chains(nlp, text) == expected


@pytest.mark.model
def test_who_speaks_inside_what_another_tells_is_found_behind_his_participle(nlp):
    found = chains(nlp, "An agent said a guard watching from the roof had radioed that the gate was open.")
    assert ("radio", ["a guard"], [], ["that the gate was open"]) in found


@pytest.mark.model
def test_who_speaks_before_a_participle_between_commas_is_found(nlp):
    found = chains(nlp, "The agency's Bonn envoy, summoned to explain, replied that the gate was open.")
    assert ("reply", ["The agency's Bonn envoy"], [], ["that the gate was open"]) in found
