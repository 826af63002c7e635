from __future__ import annotations

import pytest

from dateline.errors import ConfigError
from dateline.events.words import common_weights, copy_keys, likeness, overlap, shared_weight, shingles, stem, weigh

STORY = (
    "Shells slammed into a line of people waiting for bread in this mining town on Tuesday, killing 14 and wounding "
    "at least 30. Three rounds landed in the space of a minute near the market, a reporter saw. Snow had kept most "
    "indoors."
)


@pytest.mark.parametrize(("words", "one"), [
    (("kill", "kills", "killed", "killing", "killings"), "kil"),
    (("army", "armies"), "army"),
    (("bomb", "bombs", "bombed"), "bomb"),
    (("press",), "pres"),
    (("is", "as", "us"), None),
])
def test_endings_go_and_short_words_stay(words, one):
    assert [stem(word) for word in words] == ([one] * len(words) if one else list(words))


def test_names_weigh_more_than_rare_words_and_those_more_than_common_ones():
    found = weigh("The baker of Zenica said on Tuesday that people were killed near a zeppelin.")
    assert found["zenica"] == 1.5
    assert found["zeppelin"] == 1.0
    assert 0 < found["kil"] < found["baker"] <= 1.0
    assert "tuesday" not in found
    assert "the" not in found


def test_a_capital_that_opens_a_sentence_is_no_name_but_capitals_of_a_dateline_are():
    assert weigh("Zeppelins rose. Grenades fell.") == {"zeppelin": 1.0, "grenad": weigh("a grenade")["grenad"],
                                                       "ros": weigh("it rose")["ros"], "fel": weigh("it fell")["fel"]}
    assert weigh("COTABATO -- a bomb")["cotabato"] == 1.5


def test_a_table_without_its_columns_is_refused(tmp_path):
    bad = tmp_path / "common.csv"
    bad.write_text("word,share\nthe,1\n")
    with pytest.raises(ConfigError, match=r"common\.csv: expected rows of stem and per_mille"):
        common_weights.__wrapped__(bad)


def test_likeness_is_of_the_lesser_side_and_shares_what_both_have():
    one, other = {"zenica": 1.5, "bread": 1.0}, {"zenica": 1.0, "tank": 1.0, "snow": 1.0}
    assert shared_weight(one, other) == shared_weight(other, one) == 1.0
    assert likeness(one, other) == 0.4
    assert likeness({}, other) == 0.0


def test_a_cut_reprint_is_a_copy_and_another_text_is_not():
    cut = "From our wires. " + STORY[: len(STORY) // 2]
    assert overlap(shingles(STORY), shingles(cut)) > 0.7
    assert overlap(shingles(STORY), shingles("A ferry ran aground in fog near the port, and nobody was hurt.")) == 0.0
    assert overlap(shingles(""), shingles(STORY)) == 0.0


def test_copies_share_keys_whatever_their_case():
    assert copy_keys(STORY) == copy_keys(STORY.upper())
    assert set(copy_keys(STORY)) & set(copy_keys(STORY + " Later the queue formed anew, as it does every day here."))
    assert not set(copy_keys(STORY)) & set(copy_keys("A ferry ran aground in fog near the port, and nobody was hurt."))
    assert copy_keys("") == ()
