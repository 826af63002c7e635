"""The word lists load, hold what they must, and refuse what breaks their schema by file, line and cause."""

from __future__ import annotations

import pytest

from dateline.codebook.lexicons import load_alliances, load_speech, load_stance_cues
from dateline.errors import ConfigError


def test_the_list_of_speech_is_large_and_leaves_thought_out():
    measured = load_speech().measured()
    assert len(measured) >= 160
    assert {"say", "claim", "accuse", "statement"} <= measured
    assert not {"believe", "hope", "receive"} & measured


def test_one_lemma_may_say_and_carry():
    speech = load_speech()
    assert (speech.verbs["report"].kind, "report" in speech.carries, "receive" in speech.verbs) == ("say", True, False)


def test_cues_are_found_by_form():
    cues = load_stance_cues()
    assert cues.of("modal", "may") == (("certainty", "possible"),)
    assert cues.of("verb", "may") == ()


def test_a_user_may_bring_alliances(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("left,right,relation,since,until,ground,checked\nAAA,BBB,ally,2020-01-01,,a treaty,2026-11-23\n")
    assert [(row.left, row.right, row.relation) for row in load_alliances(file).rows] == [("AAA", "BBB", "ally")]


@pytest.mark.parametrize("row", ["AAA,BBB,friend,2020-01-01,,a treaty,2026-11-23", "AAA,BBB,ally"])
def test_a_wrong_row_is_named(tmp_path, row):
    file = tmp_path / "mine.csv"
    file.write_text(f"left,right,relation,since,until,ground,checked\n{row}\n")
    with pytest.raises(ConfigError, match=r"mine\.csv: line 2"):
        load_alliances(file)
