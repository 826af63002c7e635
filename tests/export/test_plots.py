"""Plots in three forms, offline; a wrong ending is refused before any work."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from dateline.errors import UnreadableInput
from dateline.export.plots import check_target, plot_labels, save
from dateline.export.voices import OWN_WORDS, LabelRow

ROWS = [
    LabelRow("Coast Radio", OWN_WORDS, "<b>REB</b>", "rebels", uses=3, articles=2),
    LabelRow("Daily Post", "the ministry", "REB", "terrorists", uses=1, articles=1),
]


def test_labels_are_drawn_as_svg_with_every_word(tmp_path):
    file = tmp_path / "labels.svg"
    save(plot_labels(ROWS), file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("<svg")
    for words in ("“terrorists” for REB", "Coast Radio", "Daily Post", "somebody it quotes"):
        assert words in text
    assert "<b>" not in text


def test_labels_are_drawn_as_png(tmp_path):
    file = tmp_path / "labels.png"
    save(plot_labels(ROWS[:1]), file)
    head = file.read_bytes()[:24]
    width, height = struct.unpack(">II", head[16:24])
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert width > 500
    assert height > 50


def test_html_asks_no_other_host(tmp_path):
    file = tmp_path / "labels.html"
    save(plot_labels(ROWS), file)
    text = file.read_text(encoding="utf-8")
    assert "<script src" not in text
    assert "@import" not in text


@pytest.mark.parametrize("name", ["labels.pdf", "labels"])
def test_other_endings_are_refused(name):
    with pytest.raises(UnreadableInput, match=r"a plot ends in \.png, \.svg or \.html"):
        check_target(Path(name))


def test_a_file_that_cannot_be_written_is_an_error_of_ours(tmp_path):
    with pytest.raises(UnreadableInput, match="cannot be written"):
        save(plot_labels(ROWS), tmp_path / "absent" / "labels.svg")
