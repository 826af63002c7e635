from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.evaluate.event_places import evaluate_event_places

pytestmark = pytest.mark.model


def test_figures_and_answers(tmp_path: Path) -> None:
    rows = [
        ("Rebels attacked a village in Ituri.", "attacked", ["Ituri"]),
        ("Rebels attacked a village in Ituri.", "attacked", []),
        ("Gunmen killed five people near Mosul.", "killed", ["Baghdad"]),
        ("Gunmen killed five people.", "killed", []),
    ]
    path = tmp_path / "gold.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, (text, verb, places) in enumerate(rows):
            spans = [{"label": "VERB", "start": text.index(verb), "end": text.index(verb) + len(verb), "text": verb}]
            spans += [{"label": "LOCATION", "start": max(0, text.find(place)), "end": max(1, text.find(place)),
                       "text": place} for place in places]
            spans[1:] = [dict(span, end=span["start"] + len(str(span["text"]))) for span in spans[1:]]
            file.write(json.dumps({"id": number, "text": text, "spans": spans}) + "\n")
    figures, answers = evaluate_event_places(path)
    assert figures == {
        "precision": 0.3333, "recall": 0.5, "f1": 0.4, "precision_where_placed": 0.5, "sentences": 4.0, "gold": 2.0,
        "told": 3.0,
    }
    assert [answer["told"] for answer in answers] == ["Ituri", "Ituri", "Mosul", None]
