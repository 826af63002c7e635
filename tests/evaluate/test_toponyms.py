from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.evaluate.toponyms import evaluate_toponyms

pytestmark = pytest.mark.model


def test_figures_and_answers(tmp_path: Path) -> None:
    text = "A man from Paris, Texas, met Syrian officials in Aleppo and flew to Qarbatwaland."
    gold = [
        {"start": 11, "end": 16, "text": "Paris", "lat": 33.66, "lon": -95.56, "country": "United States"},
        {"start": 18, "end": 23, "text": "Texas", "lat": 31.0, "lon": -99.0, "country": "United States"},
        {"start": 29, "end": 35, "text": "Syrian", "lat": 35.0, "lon": 38.0, "country": "Syria"},
        {"start": 49, "end": 55, "text": "Aleppo", "lat": 0.0, "lon": 0.0, "country": "Syria"},
        {"start": 68, "end": 80, "text": "Qarbatwaland", "lat": 1.0, "lon": 1.0},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": 7, "title": None, "text": text, "toponyms": gold}) + "\n", encoding="utf-8")
    figures, answers = evaluate_toponyms(path)
    assert {name: figures[name] for name in ("found", "within_161_km", "identity", "country", "precision")} == {
        "found": 0.75, "within_161_km": 0.5, "identity": 1.0, "country": 1.0, "precision": 1.0,
    }
    assert figures["lgl_toponyms"] == 4.0
    assert [(answer["gold"]["text"], answer["right"]) for answer in answers] == [
        ("Paris", True), ("Texas", True), ("Aleppo", False), ("Qarbatwaland", False),
    ]
