from __future__ import annotations

import json

import pytest

from dateline.evaluate.relations import evaluate_relations, fused, macro_f1, unmarked
from dateline.evaluate.silence import evaluate_silence


def test_marks_are_taken_out_and_become_spans():
    pair = unmarked("On Monday <t>Iraq</t> was shelled by <s>the Iranian army</s>.")
    assert pair.text == "On Monday Iraq was shelled by the Iranian army."
    assert [pair.text[slice(*span)] for span in (pair.source, pair.target)] == ["the Iranian army", "Iraq"]


@pytest.mark.parametrize(("ruled", "shares", "told"), [
    ({}, {"NONE": 0.9, "AID": 0.06, "ASSAULT": 0.04}, "AID"),
    ({"ASSAULT": 6.0}, {"NONE": 0.0, "AID": 0.9, "ASSAULT": 0.1}, "ASSAULT"),
    ({"ASSAULT": 1.0}, {"NONE": 0.0, "AID": 0.99, "ASSAULT": 0.01}, "AID"),
    ({}, {"NONE": 0.0, "CONCEDE": 0.3, "RETREAT": 0.3, "AGREE": 0.4}, "YIELD"),
])
def test_rules_and_encoder_answer_together(ruled, shares, told):
    assert fused(ruled, shares) == told


def test_macro_f1_is_the_mean_over_the_classes_of_the_gold():
    assert macro_f1(["A", "A", "B"], ["A", "B", "B"]) == pytest.approx(0.6667, abs=1e-4)
    assert macro_f1(["A"], ["C"]) == 0.0


@pytest.mark.model
def test_relations_are_scored(tmp_path, parts):
    rows = [
        {"id": "a", "gold_root": "ASSAULT", "marked_sentence": "<s>The army</s> shelled <t>the village</t>."},
        {"id": "b", "gold_root": "AID", "marked_sentence": "<s>Turkey</s> expelled <t>two Greek diplomats</t>."},
        {"id": "c", "gold_root": "AID", "marked_sentence": "<s>Turkey</s> expelled two Greek diplomats."},
    ]
    path = tmp_path / "relations.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    figures, answers = evaluate_relations(path, parts=parts)
    assert (figures["accuracy"], figures["sentences"]) == (0.5, 2.0)
    assert [answer["told"] for answer in answers] == ["ASSAULT", "SANCTION"]


@pytest.mark.model
def test_silence_is_scored_and_background_breaks_none(tmp_path, parts):
    rows = [
        {"id": "a", "kind": "sport", "published": "2016-01-01", "text": "The keeper polished his boots."},
        {"id": "b", "kind": "news", "published": "2016-01-01", "text": "The Syrian army shelled Homs on Monday."},
    ]
    path = tmp_path / "silence.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    figures, answers = evaluate_silence(path, parts=parts)
    assert figures == {
        "silent": 0.5, "nothing_told": 0.5, "sentences": 2.0, "silent: news": 0.0, "silent: sport": 1.0}
    assert [answer["silent"] for answer in answers] == [True, False]
