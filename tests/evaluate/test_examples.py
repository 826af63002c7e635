"""Our eight reports against their expected records: no figure falls under its pinned floor."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.evaluate.quality import broken_pins
from dateline.evaluate.reports import evaluate_reports

if TYPE_CHECKING:
    from dateline.pipeline import Parts

ROOT = Path(__file__).parents[2]


@pytest.mark.model
def test_no_floor_of_the_examples_is_broken(parts: Parts) -> None:
    figures, misses = evaluate_reports(ROOT / "examples", parts=parts)
    floors = tomllib.loads((ROOT / "quality.toml").read_text())
    assert floors["examples"]
    assert broken_pins({"examples": figures}, floors) == []
    assert {miss["why"] for miss in misses} >= {"missed", "false alarm"}


def test_a_broken_floor_is_named_and_absent_sets_are_passed_over() -> None:
    floors = {"worked": {"origin": 0.8, "place": 0.8}, "gold": {"origin": 0.9}}
    assert broken_pins({"worked": {"origin": 0.9, "place": 0.75}}, floors) == [
        "worked: place is 0.7500, under the floor 0.8000",
    ]
    assert broken_pins({"worked": {}}, {"worked": {"origin": 0.1}}) != []


def test_a_figure_over_its_ceiling_is_named_and_one_at_it_passes() -> None:
    pins = {"ceilings": {"same_event": {"false_origins": 0}, "worked": {"false_origins": 0}}}
    assert broken_pins({"same_event": {"false_origins": 2.0}}, pins) == [
        "same_event: false_origins is 2.0000, over the ceiling 0.0000",
    ]
    assert broken_pins({"same_event": {"false_origins": 0.0}}, pins) == []
    assert broken_pins({"same_event": {}}, pins) != []
