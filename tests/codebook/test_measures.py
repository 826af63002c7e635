from __future__ import annotations

import shutil

import pytest

from dateline.codebook.measures import (
    MEASURE_FOLDER, QuantitySpec, TimeSpec, load_quantities, load_times, pack, unpack_quantity, unpack_time,
)
from dateline.errors import ConfigError, MissingPart


@pytest.fixture
def folder(tmp_path):
    for name in ("times.toml", "quantities.toml", "numbers.toml"):
        shutil.copy(MEASURE_FOLDER / name, tmp_path / name)
    return tmp_path


def test_specs_survive_packing():
    time = TimeSpec(form="calendar", weekday=2, until=TimeSpec(form="calendar", weekday=4))
    number = QuantitySpec(low=12.0, high=12.0, who=(3, 5))
    assert unpack_time(pack(time)) == time
    assert unpack_quantity(pack(number)) == number


def test_an_unknown_table_is_refused(folder):
    with (folder / "times.toml").open("a", encoding="utf-8") as file:
        file.write("\n[surprise]\nx = 1\n")
    with pytest.raises(ConfigError, match=r"times\.toml.*surprise"):
        load_times(folder)


def test_a_weekday_out_of_range_is_refused(folder):
    text = (folder / "times.toml").read_text(encoding="utf-8")
    (folder / "times.toml").write_text(text.replace("monday = 0", "monday = 9"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"weekdays\.monday: expected a number from 0 to 6, found 9"):
        load_times(folder)


def test_an_absent_file_is_a_missing_part(folder):
    (folder / "numbers.toml").unlink()
    with pytest.raises(MissingPart, match=r"numbers\.toml"):
        load_quantities(folder)
