"""Labels and turns of phrase that say without a verb of saying: (cue, speakers, carriers, contents) of each text."""

from __future__ import annotations

import pytest

from tests.told import chains


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("SMITH: Well, the mayor has left.\n\nJONES: Nobody knows that.\n\nSMITH: He has gone home.",
     [(":", ["SMITH"], [], ["Well, the mayor has left"]), (":", ["JONES"], [], ["Nobody knows that"]),
      (":", ["SMITH"], [], ["He has gone home"])]),
    ("Radio Delta: The police have left the barracks, says a deputy.",
     [(":", ["Radio Delta"], [], ["The police have left the barracks, says a deputy"]),
      ("say", ["a deputy"], [], ["The police have left the barracks"])]),
    ("MOSCOW: The police have left the barracks.", []),
    ("Update: The police have left the barracks.", []),
])
def test_a_label_speaks_its_paragraph(nlp, text, expected):
    assert chains(nlp, text) == expected


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("A trader has it that soldiers took the cattle.", [("have", ["A trader"], [], ["that soldiers took the cattle"])]),
    ("The ministry has let it be known that the gate was open.",
     [("let", ["The ministry"], [], ["that the gate was open"])]),
    ("The mayor has it in his office.", []),
    ("The mayor let it go.", []),
])
def test_turns_of_phrase(nlp, text, expected):
    assert chains(nlp, text) == expected
