"""The measure of attribution on one story marked by hand."""

from __future__ import annotations

import json

import pytest

from dateline.errors import UnreadableInput
from dateline.evaluate.attribution import evaluate_attribution, read_marked

TEXT = "The mayor said that the bridge was closed. Officials believe it will open. Twelve died, Omar Haddad said."


def marked(*rows):
    """One story; each row is source, cue and content as words of the text."""
    parts, links = {}, []
    for row in rows:
        names = []
        for role, words in zip(("Source", "Cue", "Content"), row, strict=True):
            name = f"T{len(parts) + 1}"
            start = TEXT.index(words)
            parts[name] = {"label": role, "spans": f"{start} {start + len(words)}", "text": words}
            names.append(f"{role}:{name}")
        links.append(" ".join(names))
    return {"id": "s-1", "text": TEXT, "annotation": {"T": parts, "links": links}}


def test_links_become_spans():
    story = marked(("The mayor", "said", "that the bridge was closed"))
    (one,) = read_marked(story["annotation"])
    assert (one.source, one.cue, one.content) == (((0, 9),), ((10, 14),), ((15, 41),))


@pytest.mark.model
def test_figures_count_heads_and_overlap(tmp_path):
    file = tmp_path / "stories.jsonl"
    file.write_text(json.dumps(marked(
        ("The mayor", "said", "that the bridge was closed"), ("Omar Haddad", "died", "Twelve died"),
        ("the bridge", "was", "closed"))) + "\n")
    figures, rows = evaluate_attribution(file)
    assert {key: figures[key] for key in ("precision", "recall", "content_f1", "marked", "found")} == {
        "precision": 0.6667, "recall": 0.6667, "content_f1": 1.0, "marked": 3, "found": 3}
    assert {key: figures[f"{key}_speech"] for key in ("precision", "recall")} == {"precision": 1.0, "recall": 1.0}
    assert [row["overlap"] for row in rows] == [1.0, 1.0, None, None]


def test_a_line_of_another_form_is_refused(tmp_path):
    file = tmp_path / "stories.jsonl"
    file.write_text('{"id": "s-1"}\n')
    with pytest.raises(UnreadableInput, match=r"stories\.jsonl: line 1"):
        evaluate_attribution(file)
