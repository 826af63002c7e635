"""Our eight reports against their expected records: no figure falls under its pinned floor."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.evaluate.quality import broken_floors
from dateline.evaluate.reports import evaluate_reports

if TYPE_CHECKING:
    from dateline.pipeline import Parts

ROOT = Path(__file__).parents[2]


@pytest.mark.model
def test_no_floor_of_the_examples_is_broken(parts: Parts) -> None:
    figures, misses = evaluate_reports(ROOT / "examples", parts=parts)
    floors = tomllib.loads((ROOT / "quality.toml").read_text())
    assert floors["examples"]
    assert broken_floors({"examples": figures}, floors) == []
    assert {miss["why"] for miss in misses} >= {"missed", "false alarm"}


def test_a_broken_floor_is_named_and_absent_sets_are_passed_over() -> None:
    floors = {"worked": {"origin": 0.8, "place": 0.8}, "gold": {"origin": 0.9}}
    assert broken_floors({"worked": {"origin": 0.9, "place": 0.75}}, floors) == [
        "worked: place is 0.7500, under the floor 0.8000",
    ]
    assert broken_floors({"worked": {}}, {"worked": {"origin": 0.1}}) != []
