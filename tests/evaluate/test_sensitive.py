"""What is sensitive and who is private, held against gold."""

from __future__ import annotations

import json

import pytest

from dateline.evaluate.sensitive import evaluate_sensitive

MOVING = "Families will be driven out of Homs on Friday, the governor said."
OVER = "Families were driven out of Homs on Friday, the governor said."
NURSE = "Police arrested Ewa Nowak, a nurse, in the square."


def row(text, act, reasons, *, private=(), public=()):
    def span(words):
        return {"text": words, "start": text.index(words), "end": text.index(words) + len(words)}

    return {
        "id": text, "published": "2016-10-19", "text": text, "rows": [{**span(act), "reasons": reasons}],
        "private": [{**span(name), "role": role} for name, role in private], "public": [span(name) for name in public],
    }


@pytest.fixture
def score(tmp_path, parts):
    def run(*rows):
        file = tmp_path / "sensitive.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
        return evaluate_sensitive(file, parts=parts)

    return run


@pytest.mark.model
def test_all_right(score):
    figures, answers = score(
        row(MOVING, "will be driven", ["future_movement_of_civilians"]), row(OVER, "were driven", []),
        row(NURSE, "arrested", ["detainee", "private_person"], private=[("Ewa Nowak", "a nurse")]),
    )
    expected = (
        "recall", "precision", "row_recall", "row_precision", "reasons", "private_found", "private_precision", "role")
    assert {name: figures[name] for name in expected} == dict.fromkeys(expected, 1.0)
    assert [one["told"] for one in answers] == [
        ["future_movement_of_civilians"], [], ["detainee", "private_person"]]


@pytest.mark.model
def test_what_is_wrong_costs(score):
    figures, _ = score(
        row(MOVING, "will be driven", []), row(OVER, "were driven", ["convoy_movement"]),
        row(NURSE, "arrested", ["detainee", "private_person"], public=["Ewa Nowak"]),
    )
    assert (figures["recall"], figures["precision"]) == (0.5, 0.5)
    assert (figures["private_precision"], figures["public_flagged"]) == (0.0, 1.0)


@pytest.mark.model
def test_nothing_to_score(score):
    assert score() == ({}, [])
