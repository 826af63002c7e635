from __future__ import annotations

import pytest

from dateline.codebook.grades import Grade, grade_of, load_grades
from dateline.errors import ConfigError
from tests.events.told import article, party, says, told

SOURCE = article("a", "Shells hit the market.", outlet="The Courier", agency="Tanjug")


def test_we_grade_nobody():
    assert grade_of(told(SOURCE, "Shells [hit] the market."), SOURCE, grades=load_grades()) == Grade(
        source="F", information="6")


def test_a_user_grades_the_origin_before_the_house(tmp_path):
    table = tmp_path / "grades.toml"
    table.write_text(
        '[[source]]\nname = "the courier"\nsource = "B"\n[[source]]\nname = "arbih"\nsource = "D"\nnote = "a party"\n',
        encoding="utf-8")
    grades = load_grades(table)
    army = says("the army", actor=party("BIHMIL", ident="arbih"))
    assert grade_of(told(SOURCE, "Shells [hit] the market.", by=army), SOURCE, grades=grades).source == "D"
    assert grade_of(told(SOURCE, "Shells [hit] the market."), SOURCE, grades=grades).source == "B"
    assert grade_of(told(SOURCE, "Shells [hit] the market."), None, grades=grades).source == "F"


def test_the_information_is_rated_apart_from_its_source(tmp_path):
    claim = told(SOURCE, "Shells [hit] the market.")
    table = tmp_path / "grades.toml"
    table.write_text(
        f'[[source]]\nname = "The Courier"\nsource = "E"\n[[information]]\nclaim = "{claim.id}"\ninformation = "2"\n',
        encoding="utf-8")
    grades = load_grades(table)
    assert grade_of(claim, SOURCE, grades=grades) == Grade(source="E", information="2")
    other = told(SOURCE, "Shells hit the [market].")
    assert grade_of(other, SOURCE, grades=grades) == Grade(source="E", information="6")


@pytest.mark.parametrize("text", ['[[source]]\nname = "x"\nsource = "G"\n', "[sources]\n", "[default]\nsource = 1\n",
                                  '[[information]]\nclaim = "c-1"\ninformation = "7"\n'])
def test_a_faulty_table_of_grades_is_refused(tmp_path, text):
    bad = tmp_path / "mine.toml"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        load_grades(bad)
