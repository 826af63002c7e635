"""The score of pages, on a page of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dateline.errors import UnreadableInput
from dateline.evaluate.pages import evaluate_pages

if TYPE_CHECKING:
    from pathlib import Path

LINES = [
    ("headline", "Army takes Tadef"),
    ("dateline", "19 October 2016"),
    ("body", "The army said on Wednesday that it had taken the town of Tadef after a long fight."),
    ("teaser", "The rebels will come back to the town, says a man who once led them in the north."),
    ("body", "The rebels said that they had left the town of Tadef in order to spare its people."),
    ("footer", "Share on Facebook"),
]


def row(text: str, **changes: object) -> dict[str, object]:
    gold = {"lines": [{"label": label, "text": words} for label, words in LINES], "dateline": "19 October 2016"}
    return {"id": "p1", "title": "Army takes Tadef", "date": "2016-10-19", "text": text, "gold": gold, **changes}


def test_figures_and_predictions(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    text = "\n\n".join(words for _, words in LINES)
    path.write_text("\n".join(json.dumps(r) for r in (row(text), row(text, title="Other", date="2016-10-18"))))
    figures, predictions = evaluate_pages(path)
    assert figures == {
        "items": 2.0,
        "body_f1": 0.8,
        "body_precision": 0.6667,
        "body_recall": 1.0,
        "title": 0.5,
        "published": 0.5,
        "published_items": 2.0,
    }
    assert predictions[0]["body"] == [False, False, True, True, True, False]
    assert predictions[0]["gold_body"] == [False, False, True, False, True, False]


def test_a_page_that_is_refused_counts_as_missed(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps(row("")))
    figures, predictions = evaluate_pages(str(path))
    assert (figures["body_f1"], figures["title"], figures["published"]) == (0.0, 0.0, 0.0)
    assert predictions[0]["kinds"] == []


def test_a_file_that_is_no_table_raises(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text("no json")
    with pytest.raises(UnreadableInput, match=r"pages\.jsonl"):
        evaluate_pages(path)
