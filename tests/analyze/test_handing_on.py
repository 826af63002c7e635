"""What sayings take from one another: (cue, speakers, carriers, contents) of each text."""

from __future__ import annotations

import pytest

from tests.told import chains

FELL = ["the bridge had fallen"]


@pytest.mark.model
@pytest.mark.parametrize(("text", "last"), [
    ("An officer told Radio Delta that the gate was open. He said the bridge had fallen.",
     ("say", ["He"], [["Radio Delta"]], FELL)),
    ("An officer told Radio Delta that the gate was open. The officer said the bridge had fallen.",
     ("say", ["The officer"], [], FELL)),
    ("State radio, citing a police officer, said the gate was open. It said the bridge had fallen.",
     ("say", ["It"], [], FELL)),
    ("An officer told Radio Delta that the gate was open. It said the bridge had fallen.",
     ("say", ["It"], [], FELL)),
])
def test_who_speaks_again_by_a_pronoun_is_carried_on(nlp, text, last):
    assert chains(nlp, text)[-1] == last


@pytest.mark.model
def test_a_participle_behind_a_comma_is_the_outer_speakers(nlp):
    assert chains(nlp, "She rejected the idea that it would be a drag, saying the plan would work.") == [
        ("reject", ["She"], [], ["that it would be a drag"]), ("say", ["She"], [], ["the plan would work"])]


@pytest.mark.model
def test_what_a_relative_clause_behind_a_comma_says_is_not_the_outer_speakers(nlp):
    found = chains(nlp, "Radio Delta gave out that the minister had asked for a truce, which the army called a lie.")
    assert found == [
        ("give out", ["Radio Delta"], [], ["that the minister had asked for a truce"]),
        ("ask", ["the minister"], [], ["for a truce"]), ("call", ["the army"], [], ["a lie"])]
