from __future__ import annotations

import json

import pytest

from dateline.errors import UnreadableInput
from dateline.evaluate.same_story import evaluate_same_story

ROWS = [
    {"id": "1", "title": "Ship hits Rhine bridge", "date": "2017-12-27T00:00:00", "gold": {"cluster": {"EventId": 2}},
     "text": "A cruise ship struck a bridge pylon on the Rhine at Duisburg."},
    {"id": "2", "title": "Cruise ship strikes bridge", "date": None, "gold": {"cluster": {"EventId": 2}},
     "text": "On the Rhine at Duisburg a ship hit a motorway bridge."},
    {"id": "3", "title": "Cubs win", "gold": {"cluster": {"EventId": 9}},
     "text": "The Cubs beat Cleveland and won the World Series in Chicago."},
]


def test_stories_are_scored(tmp_path):
    path = tmp_path / "stories.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    figures, answers = evaluate_same_story(path)
    assert (figures["pair_f1"], figures["b3_f1"], figures["articles"], figures["stories_told"]) == (1.0, 1.0, 3.0, 2.0)
    assert [(answer["gold"], answer["told"]) for answer in answers] == [(2, "1"), (2, "1"), (9, "3")]


def test_an_empty_file_has_nothing_to_score_and_a_row_without_gold_is_refused(tmp_path):
    path = tmp_path / "stories.jsonl"
    path.write_text("")
    assert evaluate_same_story(path) == ({}, [])
    path.write_text(json.dumps({**ROWS[0], "gold": {"cluster": 2}}))
    with pytest.raises(UnreadableInput, match=r"stories\.jsonl: 1: expected gold\.cluster\.EventId"):
        evaluate_same_story(path)
