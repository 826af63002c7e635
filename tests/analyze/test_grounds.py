"""What a saying rests on: (cue, speakers, carriers outward, contents) of each text."""

from __future__ import annotations

import pytest

from tests.told import chains


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("The gate was opened at noon, the Valley Tribune said, on the authority of a guard.",
     ("say", ["a guard"], [["the Valley Tribune"]], ["The gate was opened at noon"])),
    ("Rebels burned the mill, state radio reports, on the basis of what drivers have told its reporters.",
     ("report", ["drivers"], [["state radio"]], ["Rebels burned the mill"])),
    ("State radio has reported that the gate was open, with reference to the Defence Ministry.",
     ("according to", ["the Defence Ministry"], [], ["that the gate was open"])),
    ("Local leaders, as cited by state radio, said that girls were abducted.",
     ("say", ["Local leaders"], [["state radio"]], ["that girls were abducted"])),
    ("The mayor adds that, per the wounded who were brought in, men in masks had fired.",
     ("according to", ["the wounded"], [], ["who were brought in, men in masks had fired"])),
    ("Radio Delta has it from the police that the guards opened the gates.",
     ("have", ["the police"], [["Radio Delta"]], ["that the guards opened the gates"])),
])
def test_who_is_named_behind_the_phrase_is_the_origin(nlp, text, expected):
    assert expected in chains(nlp, text)


@pytest.mark.model
@pytest.mark.parametrize("text", [
    "Income per capita doubled.",
    "The letters may have begun by simply relaying news reports.",
])
def test_other_uses_of_the_words_rest_on_nobody(nlp, text):
    assert chains(nlp, text) == []
