"""The user's own tables: what comes before ours, what only fills gaps, ids of other schemes, and faults."""

from __future__ import annotations

import pytest

from dateline.errors import ConfigError, UnreadableInput
from dateline.gazetteer.actor_faults import find_faults, verified_share
from dateline.gazetteer.actor_import import read_import, write_import
from dateline.gazetteer.actor_rows import ActorRow
from dateline.gazetteer.actors import load_actors

HEAD = "alias,entity,name,country,sector,role,from,to,source,checked\n"


@pytest.fixture(scope="module")
def table():
    return load_actors()


def put(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def row(alias="Kivu Lions", **given):
    filled = {"entity": "own-lions", "name": "Kivu Lions", "country": "COD", "sector": "REB", "role": "group",
              "since": "", "until": "", "source": "mine", "checked": "", **given}
    return ActorRow(alias=alias, **filled)


def test_own_rows_replace_ours_and_later_ones_fill_gaps(tmp_path):
    put(tmp_path, "actors/a.csv", HEAD + "Kremlin,own-kremlin,My Kremlin,RUS,GOV,seat,,,mine,\n")
    put(tmp_path, "actors_more/b.csv", HEAD + (
        "Hezbollah,own-h,Other,LBN,PTY,group,,,mine,\nKivu Lions,own-lions,Kivu Lions,COD,REB,group,,,mine,\n"))
    put(tmp_path, "roles/c.csv", "word,sector,weight,kind,number,title,gender,loaded,source,checked\n"
                                 "grazier,AGR,own,person,count,no,,no,mine,\n")
    joined = load_actors(own=tmp_path)
    assert [joined.rows[one].name for one in joined.ids("the Kremlin")] == ["My Kremlin"]
    assert joined.ids("the Kremlin") == ("own/actors/a:2",)
    assert "own-h" not in {joined.rows[one].entity for one in joined.ids("Hezbollah")}
    assert joined.ids("Kivu Lions") == ("own/actors_more/b:3",)
    assert joined.role_of("graziers")[0].sector == "AGR"


def test_a_crosswalk_joins_on_the_id(tmp_path):
    put(tmp_path, "crosswalk/a.csv", "id,ucdp,cow\nstate-syria,118,652\nstate-kenya,,501\n,9,9\n")
    put(tmp_path, "crosswalk/b.csv", "id,gw\nstate-syria,652\n")
    assert load_actors(own=tmp_path).external == {
        "state-syria": {"ucdp": "118", "cow": "652", "gw": "652"}, "state-kenya": {"cow": "501"}}


def test_a_crosswalk_that_contradicts_itself_names_the_row(tmp_path):
    put(tmp_path, "crosswalk/a.csv", "id,cow\nstate-syria,652\nstate-syria,651\n")
    with pytest.raises(ConfigError, match=r"a\.csv, row 3: expected cow '652' for state-syria, found '651'"):
        load_actors(own=tmp_path)


def test_a_broken_own_table_names_the_row(tmp_path):
    put(tmp_path, "actors/a.csv", HEAD + "X,own-x,X,COD,XXX,group,,,mine,\n")
    with pytest.raises(ConfigError, match=r"a\.csv, row 2: .*XXX"):
        load_actors(own=tmp_path)


def test_a_short_table_is_filled_in_and_bad_rows_are_left_out(tmp_path, table):
    path = put(tmp_path, "mine.csv", "alias,country,sector,from\nKivu Lions,COD,REB,2020\n,COD,REB,\nBad,COD,XXX,\n")
    found = read_import(path, table=table)
    assert (found.form, found.kind) == ("table", "actors")
    assert list(found.rows) == [row(entity="own-kivu-lions", role="", since="2020", source="mine")]
    assert [fault.line for fault in found.faults] == [3, 4]
    written = write_import(found, tmp_path / "data", stem="mi/ne", last=False)
    assert written == tmp_path / "data" / "actors" / "mi-ne.csv"
    assert load_actors(own=tmp_path / "data").ids("Kivu Lions") == ("own/actors/mi-ne:2",)


def test_a_dictionary_takes_our_id_where_the_name_is_ours(tmp_path, table):
    path = put(tmp_path, "d.txt", "TALIBAN_ [AFGREB]\n+TALEBAN_ZZ_\nUNHEARD_OF_FRONT_ [AFGREB]\n")
    found = read_import(path, table=table)
    assert [(one.alias, one.entity) for one in found.rows] == [
        ("Taliban", "taliban"), ("Taleban Zz", "taliban"), ("Unheard Of Front", "petrarch-unheard-of-front")]


@pytest.mark.parametrize("data", [b"", b"hello\n", b"\x00\x01\x02", b"a,b\n1,2\n"])
def test_what_is_no_known_form_is_said_so(tmp_path, table, data):
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableInput):
        read_import(path, table=table)


@pytest.mark.parametrize(("rows", "level", "what"), [
    ([row(alias="--")], "error", "has no letter or digit"),
    ([row(country="ZZZ")], "error", "ZZZ is neither a state"),
    ([row(since="2010-05", until="2009")], "error", "begins 2010-05, after it ends 2009"),
    ([row(source="recalled", checked="2026-01-01")], "error", "its source is recalled"),
    ([row(), row()], "warning", "says the same as t:0"),
    ([row(), row(alias="Lions", name="Lions of Kivu")], "warning", "is named 'Lions of Kivu' here"),
    ([row(), row(entity="own-cats", name="Cats", since="2001")], "warning", "is also own-lions (t:0) at that time"),
])
def test_faults_are_found(table, rows, level, what):
    found = find_faults({f"t:{at}": one for at, one in enumerate(rows)}, states=table.states)
    assert any(fault.level == level and what in fault.what for fault in found)


def test_a_sound_table_has_no_faults(table):
    rows = {"t:0": row(since="2001", until="2005-06"), "t:1": row(entity="own-cats", name="Cats", since="2006")}
    assert find_faults(rows, states=table.states) == []
    assert verified_share({**rows, "t:2": row(checked="2026-01-01")}) == (1, 3)


def test_the_tables_that_ship_have_no_error(table):
    assert [fault for fault in find_faults(table.rows, states=table.states) if fault.level == "error"] == []
