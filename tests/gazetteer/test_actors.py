"""The actor table: what its files hold, how names are looked up, and how faults are told."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.gazetteer.actors import ACTOR_FILES, DEFAULT_FOLDER, ActorTable, alias_key, load_actors


@pytest.fixture(scope="module")
def table() -> ActorTable:
    return load_actors()


def entities(table: ActorTable, name: str) -> set[str]:
    return {table.rows[row].entity for row in table.ids(name)}


@pytest.mark.parametrize(("name", "entity"), [
    ("Bashar al-Assad", "person-bashar-al-assad"),
    ("Abdel Fattah el-Sisi", "person-abdel-fattah-el-sisi"),
    ("Hay\u2019at Tahrir al-Sham", "hay-at-tahrir-al-sham"),
    ("the U.S.", "state-united-states"),
    ("Foggy Bottom", "state-united-states"),
    ("the Kremlin", "state-russia"),
    ("Türkiye", "state-turkey"),
    ("IS", "islamic-state"),
    ("Daesh", "islamic-state"),
])
def test_spellings_of_one_actor_meet(table, name, entity):
    assert any(found.replace("hayat", "hay-at") == entity for found in entities(table, name))


@pytest.mark.parametrize("name", ["is", "who", "us", "ice", "Aleppo", "the square", ""])
def test_common_words_are_no_actors(table, name):
    assert table.ids(name) == ()


def test_an_office_has_one_row_for_each_tenure(table):
    rows = [table.rows[row] for row in table.ids("Vladimir Putin")]
    assert [(row.role, row.since, row.until) for row in rows] == [
        ("Prime Minister", "1999-08-09", "2000-05-07"), ("Acting President", "1999-12-31", "2000-05-07"),
        ("President", "2000-05-07", "2008-05-07"),
        ("Prime Minister", "2008-05-08", "2012-05-07"), ("President", "2012-05-07", ""),
    ]


@pytest.mark.parametrize(("words", "sector", "plural"), [
    ("foreign ministers", "GOV", True), ("army chief", "MIL", False), ("policemen", "COP", True),
    ("members of parliament", "LEG", True), ("security forces", "COP", True), ("schoolgirls", "EDU", True),
    ("gunman", "UAF", False), ("insurgents", "REB", True), ("nurses", "MED", True), ("Vice-Presidents", "GOV", True),
])
def test_role_nouns_have_sector_and_number(table, words, sector, plural):
    role, many = table.role_of(words)
    assert (role.sector, many) == (sector, plural)


def test_a_word_that_is_no_role_has_none(table):
    assert table.role_of("ceasefire") is None


@pytest.mark.parametrize(("name", "country", "role"), [
    ("Press TV", "IRN", "state"), ("Agence France-Presse", "FRA", "agency"), ("The Guardian", "GBR", "private"),
    ("Al-Masirah", "YEM", "party"), ("SANA", "SYR", "state"),
])
def test_outlets(table, name, country, role):
    row = table.outlet(name)
    assert row is not None
    assert (row.country, row.role) == (country, role)


def test_what_is_no_outlet(table):
    assert [name for name in ("Hamas", "Damascus", "the United Nations", "") if table.is_outlet(name)] == []


def test_the_table_is_as_large_as_it_claims(table):
    groups = {row.entity for row_id, row in table.rows.items() if row_id.startswith("groups:")}
    media = {row.entity for row_id, row in table.rows.items() if row_id.startswith("media:")}
    states = {row.country for row_id, row in table.rows.items() if row_id.startswith("states:") and row.country}
    assert len(groups) >= 300
    assert len(media) >= 250
    assert len(states) >= 193
    assert len(table.roles) >= 350


def test_every_row_says_that_it_was_recalled_or_when_it_was_checked(table):
    assert [row for row in table.rows.values() if (row.source == "recalled") == bool(row.checked)] == []


def test_no_office_ends_before_it_begins(table):
    dated = [row for row in table.rows.values() if row.since and row.until]
    assert [row for row in dated if row.until < row.since[: len(row.until)]] == []


def test_a_slug_names_one_actor_only(table):
    names: dict[str, set[str]] = {}
    for row in table.rows.values():
        names.setdefault(row.entity, set()).add(row.name)
    assert {entity: found for entity, found in names.items() if len(found) > 1} == {}


def test_keys_cut_names_as_a_tokeniser_does():
    assert alias_key("Bashar al-Assad") == "bashar al assad"
    assert alias_key("Deir ez-Zor") == "deir al zor"
    assert alias_key("the United Arab Emirates") == "united arab emirates"


def with_fault(folder: Path, stem: str, column: str, value: str) -> Path:
    shutil.copytree(DEFAULT_FOLDER, folder / "actors")
    path = folder / "actors" / f"{stem}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[1][column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder / "actors"


@pytest.mark.parametrize(("stem", "column", "value"), [
    ("groups", "sector", "INS"), ("leaders", "from", "May 2000"), ("states", "country", "Syria"),
    ("roles", "weight", "heavy"),
])
def test_a_fault_names_file_and_row(tmp_path, stem, column, value):
    with pytest.raises(ConfigError) as caught:
        load_actors(with_fault(tmp_path, stem, column, value))
    assert f"{stem}.csv, row 3" in str(caught.value)
    assert value in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    shutil.copytree(DEFAULT_FOLDER, tmp_path / "actors")
    (tmp_path / "actors" / f"{ACTOR_FILES[0]}.csv").unlink()
    with pytest.raises(ConfigError, match=r"states\.csv"):
        load_actors(tmp_path / "actors")


def test_no_role_noun_swallows_the_name_beside_it(table):
    """ "UN envoy" as one role noun would lose whose envoy it is."""
    swallowed = []
    for role in table.roles.values():
        for word in alias_key(role.word).split() if " " in role.word else ():
            rows = [table.rows[row] for row in table.names.get(word, ()) if table.rows[row].alias != "CAR"]
            if any(row.country in {"UNO", "EUR", "IGO"} or (row.country and row.role == "adjective") for row in rows):
                swallowed.append(role.word)
    assert [word for word in swallowed if word != "dominican friar"] == []
