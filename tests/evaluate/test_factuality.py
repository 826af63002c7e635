"""Factuality held against gold, slot by slot."""

from __future__ import annotations

import json

import pytest

from dateline.evaluate.factuality import evaluate_factuality


def row(text, trigger, *, certainty="certain", polarity="+", temporal="past", condition=None, counterpart=False):
    start = text.index(trigger)
    at = text.index(condition) if condition else 0
    return {
        "id": text, "published": "2016-10-19", "text": text, "certainty": certainty, "polarity": polarity,
        "trigger": {"text": trigger, "start": start, "end": start + len(trigger)}, "temporal": temporal,
        "condition": {"text": condition, "start": at, "end": at + len(condition)} if condition else None,
        "counterpart": counterpart, "pair": None,
    }


@pytest.fixture
def score(tmp_path, parts):
    def run(*rows):
        file = tmp_path / "factuality.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
        return evaluate_factuality(file, parts=parts)

    return run


@pytest.mark.model
def test_every_slot_right(score):
    figures, _ = score(
        row("The army shelled the town of Azaz on Monday.", "shelled", counterpart=True),
        row("The army did not shell the town of Azaz.", "shell", polarity="-"),
        row("The army may have shelled the town of Azaz.", "shelled", certainty="possible"),
        row("The army will shell the town if rebels stay there.", "shell", temporal="future",
            condition="if rebels stay there"),
    )
    assert figures == {
        "macro_f1": 1.0, "certainty": 1.0, "polarity": 1.0, "temporal": 1.0, "condition": 1.0, "exact": 1.0,
        "n exact": 4.0, "counterparts": 1.0, "n counterparts": 1.0,
    }


@pytest.mark.model
def test_what_is_wrong_costs_its_own_slot(score):
    figures, answers = score(
        row("The army shelled the town of Azaz on Monday.", "shelled", polarity="-"),
        row("The army did not shell the town of Azaz.", "shell", polarity="-"),
    )
    assert figures["polarity"] == round(2 / 3, 4)
    assert (figures["certainty"], figures["temporal"], figures["condition"]) == (1.0, 1.0, 1.0)
    assert [one["exact"] for one in answers] == [False, True]


@pytest.mark.model
def test_a_condition_elsewhere_is_wrong(score):
    figures, answers = score(row("The army will shell the town if rebels stay there.", "shell", temporal="future",
                                 condition="The army"))
    assert answers[0]["told"]["condition"] == "wrong"
    assert figures["condition"] == 0.0
