"""Where what is said ends: (cue, speakers, carriers outward, contents) of each text."""

from __future__ import annotations

import pytest

from tests.told import chains


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("The mayor said the gate was open; the bridge had fallen on Sunday.",
     [("say", ["The mayor"], [], ["the gate was open"])]),
    ("The governor said the gate was open, in an address broadcast live on Radio Delta.",
     [("say", ["The governor"], [["Radio Delta"]], ["the gate was open"])]),
    ("The rebels claimed three tanks were hit, a claim repeated on state television.",
     [("claim", ["The rebels"], [["state television"]], ["three tanks were hit"])]),
    ("The mayor said the gate was open, in the north.",
     [("say", ["The mayor"], [], ["the gate was open, in the north"])]),
])
def test_what_is_said_ends_at_a_semicolon_and_before_how_it_was_said(nlp, text, expected):
    assert chains(nlp, text) == expected
