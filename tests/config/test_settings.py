from __future__ import annotations

from pathlib import Path

import pytest

from dateline.config import Settings, find_settings, read_settings
from dateline.errors import ConfigError


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "dateline.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_no_file_means_the_defaults(tmp_path):
    assert find_settings(folder=tmp_path) == Settings()


def test_all_settings_are_read_and_paths_start_at_the_file(tmp_path, monkeypatch):
    for name in ("actors", "codebook", "places"):
        (tmp_path / name).mkdir()
    (tmp_path / "alliances.csv").write_text("")
    file = write(tmp_path, (
        'outlet = "Radio Coast"\nalliances = "alliances.csv"\nactors = "actors"\ncodebook = "./codebook"\n'
        'places = "places"\nmax_chars = 5000\n'))
    monkeypatch.chdir("/")
    root = tmp_path.resolve()
    assert read_settings(file) == Settings(
        outlet="Radio Coast", alliances=root / "alliances.csv", actors=root / "actors", codebook=root / "codebook",
        places=root / "places", max_chars=5000)


def test_the_file_given_comes_before_the_one_in_the_folder(tmp_path, monkeypatch):
    write(tmp_path, "max_chars = 1\n")
    other = tmp_path / "other.toml"
    other.write_text("max_chars = 2\n")
    monkeypatch.chdir(tmp_path)
    assert find_settings().max_chars == 1
    assert find_settings(other).max_chars == 2


@pytest.mark.parametrize(("text", "row", "expected", "found"), [
    ('# a comment\noutlett = "x"\n', "line 2: outlett", "one of outlet, alliances", "'outlett'"),
    ("\n\n[places]\nx = 1\n", "line 3: places", "a text that is not empty", "{'x': 1}"),
    ("max_chars = true\n", "line 1: max_chars", "a whole number from 1", "True"),
    ("max_chars = 0\n", "line 1: max_chars", "a whole number from 1", "0"),
    ('max_chars = "9"\n', "line 1: max_chars", "a whole number from 1", "'9'"),
    ('outlet = " "\n', "line 1: outlet", "a text that is not empty", "' '"),
    ("outlet = 5\n", "line 1: outlet", "a text that is not empty", "5"),
    ('codebook = "nowhere"\n', "line 1: codebook", "a folder that exists", "nowhere"),
    ('alliances = "nowhere.csv"\n', "line 1: alliances", "a file that exists", "nowhere.csv"),
])
def test_a_fault_names_file_row_expected_and_found(tmp_path, text, row, expected, found):
    file = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        read_settings(file)
    message = str(caught.value)
    assert message.startswith(f"{file}: {row}: expected {expected}")
    assert found in message.partition(", found ")[2]


@pytest.mark.parametrize("text", ["outlet = \n", b'outlet = "\xff"\n'])
def test_what_is_no_toml_is_a_config_error(tmp_path, text):
    file = write(tmp_path, text)
    with pytest.raises(ConfigError, match=r"expected TOML"):
        read_settings(file)


def test_a_file_that_is_not_there_is_a_config_error(tmp_path):
    with pytest.raises(ConfigError, match="expected a settings file that can be read, found: No such file"):
        find_settings(tmp_path / "none.toml")
