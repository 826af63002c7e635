from __future__ import annotations

import pytest

from dateline.analyze.numbers import number_at
from dateline.codebook.measures import load_numbers

NUMBERS = load_numbers()


@pytest.mark.parametrize(("words", "value", "length"), [
    ("43 people", 43, 1),
    ("1,200 people", 1200, 1),
    ("1.2 million refugees", 1_200_000, 2),
    ("1.5bn dollars", 1_500_000_000, 1),
    ("two hundred thousand people", 200_000, 3),
    ("two hundred and six people", 206, 4),
    ("twenty - five men", 25, 3),
    ("a hundred men", 100, 2),
    ("half a million people", 500_000, 3),
    ("two dozen men", 24, 2),
    ("three million two hundred thousand men", 3_200_000, 5),
])
def test_numbers_are_read_whole(words, value, length):
    assert number_at(words.split(), 0, numbers=NUMBERS) == (value, length)


@pytest.mark.parametrize("words", ["a man", "half the men", "18:00", "7th", "1,20", "men", "f-16", "9" * 40])
def test_what_is_no_number_is_not_read(words):
    assert number_at(words.split(), 0, numbers=NUMBERS) is None


def test_a_run_of_scales_stays_finite():
    value, _ = number_at(["9"] + ["trillion"] * 500, 0, numbers=NUMBERS)
    assert value < 1e30
