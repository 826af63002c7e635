"""What the codebook loader refuses: every message names file, row, expected and found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.codebook import load_codebook
from dateline.codebook.tables import DATA_FOLDER
from dateline.errors import ConfigError, MissingPart

RULE = """
[[rule]]
id = "test.one"
event = "ASSAULT"
mode = "aerial"
cameo = "195"
contexts = ["military"]
verbs = ["bomb"]
fires = ["Israel bombed a base."]
silent = ["The joke bombed."]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A codebook folder with one rule of our own."""
    copy = tmp_path / "codebook"
    shutil.copytree(DATA_FOLDER, copy, ignore=shutil.ignore_patterns("rules"))
    (copy / "rules").mkdir()
    (copy / "rules" / "test.toml").write_text(RULE, encoding="utf-8")
    return copy


def refused(folder: Path) -> str:
    """The message with which the folder is refused."""
    with pytest.raises(ConfigError) as caught:
        load_codebook(folder)
    return str(caught.value)


def change(folder: Path, name: str, *, old: str, new: str) -> None:
    """Replace the first `old` in a file."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_users_folder_loads(folder: Path) -> None:
    assert [rule.id for rule in load_codebook(folder).rules] == ["test.one"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('event = "ASSAULT"', 'event = "FIGHT"', "an event, one of AGREE"),
        ('mode = "aerial"', 'mode = "ariel"', "a mode of ASSAULT"),
        ('cameo = "195"', 'cameo = "995"', "a CAMEO code of cameo.csv"),
        ('cameo = "195"', 'cameo = "051"', "051 is of SUPPORT"),
        ('["military"]', '["martial"]', "a context of plover.toml"),
        ('verbs = ["bomb"]', "", "verbs, nouns or adjectives"),
        ('verbs = ["bomb"]', 'verbs = ["Bomb"]', "a lower-case lemma or @class"),
        ('verbs = ["bomb"]', 'verbs = ["@bomb_verbs"]', "a class of classes.toml"),
        ('verbs = ["bomb"]', 'verbs = ["bomb"]\nsubject = ["sector:XYZ"]', "sector:AAA|BBB of plover.toml"),
        ('verbs = ["bomb"]', 'verbs = ["bomb"]\nsubject = ["kind:person"]', "kind:actor"),
        ('verbs = ["bomb"]', 'verbs = ["bomb"]\nprep = {on = ["@nothing"]}', "a class of classes.toml"),
        ('verbs = ["bomb"]', 'verbs = ["bomb"]\nactor = ["subjekt"]', "a role path"),
        ('verbs = ["bomb"]', 'verbs = ["bomb"]\nneeds = ["all"]', "Invalid enum value 'all'"),
        ('verbs = ["bomb"]', 'verbs = ["bomb"]\nverb = "x"', "unknown field `verb`"),
        ('silent = ["The joke bombed."]', "", "fires and silent"),
    ],
)
def test_a_wrong_rule_is_named(folder: Path, old: str, new: str, found: str) -> None:
    change(folder, "rules/test.toml", old=old, new=new)
    message = refused(folder)
    assert message.startswith("test.toml: rule test.one: ")
    assert found in message


def test_an_id_used_twice(folder: Path) -> None:
    (folder / "rules" / "zwei.toml").write_text(RULE, encoding="utf-8")
    assert refused(folder) == "zwei.toml: rule test.one: expected an id not used in test.toml, found 'test.one'"


def test_a_stray_table(folder: Path) -> None:
    change(folder, "rules/test.toml", old="[[rule]]", new="[[rules]]")
    assert refused(folder) == "test.toml: table rules: expected one of rule, found 'rules'"


def test_no_toml(folder: Path) -> None:
    (folder / "rules" / "test.toml").write_text("[[rule]\n", encoding="utf-8")
    assert refused(folder).startswith("test.toml: expected TOML in UTF-8, found: ")


def test_wrong_bytes(folder: Path) -> None:
    (folder / "rules" / "test.toml").write_bytes(b"# \xff\xfe")
    assert refused(folder).startswith("test.toml: expected TOML in UTF-8, found: ")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('frame = "deny"', 'frame = "denial"', "a frame of this file"),
        ('inner = ["COOPERATE"]', 'inner = ["COOP"]', "inner events, or *"),
        ('inner_cameo = ["061"]', 'inner_cameo = ["0611"]', "a CAMEO code or root"),
        ('event = "AGREE"', 'event = "PROMISE"', "an event, one of"),
        ('recipient = "inner.recipient|none"', 'recipient = "target"', "frame.subject, inner.actor, ... or none"),
    ],
)
def test_a_wrong_composition_is_named(folder: Path, old: str, new: str, found: str) -> None:
    change(folder, "frames.toml", old=old, new=new)
    message = refused(folder)
    assert message.startswith("frames.toml: compose ")
    assert found in message


AIR = "195,fight from the air,-10,ASSAULT,aerial"


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("cameo.csv", AIR, "195,fight,-10,FIGHT,", "code 195: expected an event"),
        ("cameo.csv", AIR, "195,fight,ten,ASSAULT,aerial", "code 195: expected a Goldstein value"),
        ("cameo.csv", AIR, "195,fight,-10,ASSAULT,air", "a mode of ASSAULT"),
        ("cameo.csv", "194,", "195,", "code 195: expected a code given once"),
        ("cameo.csv", "010,say something,0,,,,", "010,say something,0", "as many cells as the header"),
        ("plover.toml", "quad = 1", "quad = 5", "a quad class 1 to 4"),
        ("plover.toml", 'event = "CONSULT"', 'event = "TALK"', "mode TALK-visit: expected an event"),
        ("plover.toml", 'cameo = "030"', 'cameo = "999"', "a CAMEO code of cameo.csv"),
        ("plover.toml", "score = 2.5", 'score = "2.5"', "event AGREE"),
        ("classes.toml", '"@massacre"', '"@massacres"', "a class that stands above"),
        ("classes.toml", '"truce",', '"Truce",', "a lower-case lemma"),
    ],
)
def test_a_wrong_table_is_named(folder: Path, file: str, old: str, new: str, found: str) -> None:
    change(folder, file, old=old, new=new)
    message = refused(folder)
    assert message.startswith(f"{file}: ")
    assert found in message


@pytest.mark.parametrize("file", ["plover.toml", "cameo.csv", "classes.toml", "frames.toml", "slips.toml"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(MissingPart, match=file):
        load_codebook(folder)
