"""The arrangement and control tables: every row does what its sentences say, and a wrong row is refused by name."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from dateline.codebook.arrangements import BOOK_FOLDER, load_arrangements, load_control
from dateline.errors import ConfigError, MissingPart
from tests.coding.arranged import arrangements, controls

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.pipeline import Parts

BOOK = load_arrangements()
ROWS = (*BOOK.kinds, *BOOK.acts)
FIRES = [(row.id, row.kind, text) for row in ROWS for text in row.fires]
SILENT = [(row.id, text) for row in ROWS for text in row.silent]


@pytest.mark.model
@pytest.mark.parametrize(("row", "kind", "text"), FIRES, ids=[f"{row}: {text}" for row, _, text in FIRES])
def test_row_fires(row: str, kind: str, text: str, parts: Parts) -> None:
    found = {one.arrangement for one in arrangements(parts, text)}
    assert found
    assert kind in found or row == "deal"


@pytest.mark.model
@pytest.mark.parametrize(("row", "text"), SILENT, ids=[f"{row}: {text}" for row, text in SILENT])
def test_row_is_silent(row: str, text: str, parts: Parts) -> None:
    assert arrangements(parts, text) == []


@pytest.mark.model
@pytest.mark.parametrize(("row", "text"), [(row, text) for row in BOOK.control.rows for text in row.fires],
                         ids=lambda value: value if isinstance(value, str) else value.id)
def test_control_row_fires(row, text: str, parts: Parts) -> None:
    assert row.change in {one.change for one in controls(parts, text)} or row.loser


@pytest.mark.model
@pytest.mark.parametrize(("row", "text"), [(row, text) for row in BOOK.control.rows for text in row.silent],
                         ids=lambda value: value if isinstance(value, str) else value.id)
def test_control_row_is_silent(row, text: str, parts: Parts) -> None:
    assert controls(parts, text) == []


def test_words_are_lower_case_and_stripped() -> None:
    words = [word for row in BOOK.kinds for word in (*row.nouns, *row.heads, *row.unless)]
    words += [word for row in BOOK.acts for word in (*row.verbs, *row.words)]
    assert [word for word in words if word != word.lower().strip() or not word] == []


def test_mediators_are_never_given_a_party_role() -> None:
    assert {third.role for third in BOOK.third_verbs.values()} == {"mediator", "guarantor", "monitor", "notified"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("arrangements.toml", "control.toml"):
        shutil.copy(BOOK_FOLDER / name, tmp_path / name)
    return tmp_path


def _append(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


ACT = """
[[act]]
id = "{id}"
kind = "{kind}"
verbs = ["keep"]
object = [{object}]
status = "in_force"
role = "observes"
fires = [{fires}]
silent = ["No."]
"""


@pytest.mark.parametrize(("slots", "said"), [
    ({"kind": "picnic"}, "picnic"),
    ({"object": '"@nowhere"'}, "a class of this file"),
    ({"id": "siege"}, "an id used once"),
    ({"fires": ""}, "at least one sentence"),
], ids=["unknown kind", "unknown class", "id twice", "no sentence"])
def test_wrong_row_is_refused_by_name(folder: Path, slots: dict[str, str], said: str) -> None:
    whole = {"id": "mine", "kind": "ceasefire", "object": '"fire"', "fires": '"Yes."', **slots}
    _append(folder, "arrangements.toml", ACT.format(**whole))
    with pytest.raises(ConfigError, match=r"arrangements\.toml") as caught:
        load_arrangements(folder)
    assert said in str(caught.value)


def test_unknown_key_is_refused(folder: Path) -> None:
    _append(folder, "control.toml", '\n[[row]]\nid = "x"\nchange = "holds"\nverbs = ["own"]\ncolour = "red"\n')
    with pytest.raises(ConfigError, match="colour"):
        load_control(folder)


def test_absent_file_is_a_missing_part(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match=r"arrangements\.toml"):
        load_arrangements(tmp_path)
