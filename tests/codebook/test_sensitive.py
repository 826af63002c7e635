"""The word classes of care: they load, and a fault is named."""

from __future__ import annotations

import shutil

import pytest

from dateline.codebook.lexicons import LEXICON_FOLDER
from dateline.codebook.sensitive import load_sensitive
from dateline.errors import ConfigError


def test_classes_are_lower_case_and_not_empty():
    words = load_sensitive()
    classes = [getattr(table, name) for table in (words.movers, words.moves, words.sites, words.attacks, words.routes,
                                                  words.lists) for name in table.__struct_fields__]
    assert all(classes)
    assert not [word for one in classes for word in one if word != word.lower()]


def test_a_soldier_is_no_civilian():
    movers = load_sensitive().movers
    assert movers.soldiers.isdisjoint(movers.civilians | movers.helpers | movers.staff)


def test_an_unknown_list_is_refused(tmp_path):
    for name in ("sensitive.toml", "private_persons.toml", "numbers.toml"):
        shutil.copy(LEXICON_FOLDER / name, tmp_path)
    file = tmp_path / "sensitive.toml"
    file.write_text(file.read_text(encoding="utf-8") + '\nsurprises = ["x"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"sensitive\.toml.*surprises"):
        load_sensitive(tmp_path)
