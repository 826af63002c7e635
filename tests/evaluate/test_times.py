from __future__ import annotations

import json

import pytest

from dateline.evaluate.datelines import evaluate_datelines
from dateline.evaluate.times import evaluate_times


@pytest.mark.model
def test_times_are_matched_by_their_words(tmp_path):
    path = tmp_path / "times.jsonl"
    row = {"id": "a", "published": "2016-10-19", "text": "They met on Monday and will meet next month.", "times": [
        {"text": "Monday", "value": "2016-10-17"}, {"text": "next month", "value": "2016-12"},
        {"text": "09:00", "value": "09:00:00"},
    ]}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    figures, predictions = evaluate_times(path)
    assert (figures["exact"], figures["precision"], figures["gold"]) == (0.5, 0.5, 2.0)
    assert predictions[0]["missed"] == [{"text": "next month", "value": "2016-12"}]
    assert predictions[0]["wrong"] == [{"text": "next month", "start": 33, "value": ["2016-11", "2016-11"]}]


def test_datelines_are_read_from_the_text_alone(tmp_path):
    path = tmp_path / "datelines.jsonl"
    text = "Rebels shell town\n\nWed 05 Apr 2017\n\nRebels shelled the town and the army said it would answer."
    path.write_text(json.dumps({"id": 1, "text": text, "gold": {"pub_date": "2017-04-05"}}) + "\n", encoding="utf-8")
    figures, predictions = evaluate_datelines(path)
    assert figures == {"exact": 1.0, "told": 1.0}
    assert predictions == [{"id": 1, "told": "2017-04-05", "gold": "2017-04-05", "right": True}]
