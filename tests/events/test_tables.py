from __future__ import annotations

import pytest

from dateline.errors import ConfigError
from dateline.events.grades import grade_of, read_grades
from dateline.events.tables import (
    JUDGING, VOICES, Grade, load_grades, load_judging, load_likeness, load_voices,
)
from tests.events.told import article, party, says, told

SOURCE = article("a", "Shells hit the market.", outlet="The Courier", agency="Tanjug")


def test_every_table_of_ours_loads():
    assert 0 < load_judging().thresholds.different < load_judging().thresholds.same < 1
    assert load_likeness().copy > load_likeness().passages
    assert "Reuters" in load_voices().agencies
    assert load_grades().sources == ()
    assert all(row.reason for row in load_judging().near)


def test_events_that_share_a_neighbour_are_one_family_and_others_their_own():
    judging = load_judging()
    assert judging.family("RETREAT") == judging.family("COERCE") == "ASSAULT"
    assert judging.family("PROTEST") == "PROTEST"
    assert judging.family("ACCUSE") != judging.family("ASSAULT")


@pytest.mark.parametrize(("words", "message"), [
    (("same = 0.5", "same = 0.1"), "0 <= different <= same <= 1"),
    (("same_day = 1.3", "same_days = 1.3"), "same_days"),
    (("bias = ", "bias = true #"), "bias"),
])
def test_a_table_that_breaks_its_schema_names_file_and_fault(tmp_path, words, message):
    bad = tmp_path / "judging.toml"
    text = JUDGING.read_text(encoding="utf-8")
    assert words[0] in text
    bad.write_text(text.replace(*words, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"judging\.toml: .*{message}"):
        load_judging(bad)


def test_a_word_of_two_classes_of_voices_is_refused(tmp_path):
    bad = tmp_path / "voices.toml"
    text = VOICES.read_text(encoding="utf-8")
    bad.write_text(text.replace('"hospital",', '"hospital", "police",', 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"voices\.toml: class police: expected words of no other class than medical"):
        load_voices(bad)


def test_we_grade_nobody():
    assert grade_of(told(SOURCE, "Shells [hit] the market."), SOURCE, grades=read_grades()) == Grade(
        source="F", information="6")


def test_a_user_grades_the_origin_before_the_house(tmp_path):
    table = tmp_path / "grades.toml"
    table.write_text(
        '[[source]]\nname = "the courier"\nsource = "B"\n[[source]]\nname = "arbih"\nsource = "D"\nnote = "a party"\n',
        encoding="utf-8")
    grades = read_grades(table)
    army = says("the army", actor=party("BIHMIL", ident="arbih"))
    assert grade_of(told(SOURCE, "Shells [hit] the market.", by=army), SOURCE, grades=grades).source == "D"
    assert grade_of(told(SOURCE, "Shells [hit] the market."), SOURCE, grades=grades).source == "B"
    assert grade_of(told(SOURCE, "Shells [hit] the market."), None, grades=grades).source == "F"


@pytest.mark.parametrize("text", ['[[source]]\nname = "x"\nsource = "G"\n', "[sources]\n", "[default]\nsource = 1\n"])
def test_a_faulty_table_of_grades_is_refused(tmp_path, text):
    bad = tmp_path / "mine.toml"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        load_grades(bad)
