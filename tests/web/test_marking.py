"""Pieces of a block: its words exactly, cut where sentences and triggers begin and end."""

from __future__ import annotations

from dateline.web.marking import Mark, Paragraph, Piece, paragraphs, pieces
from tests.desk_made import WAR, report


def mark(name, number, text, sentence, trigger, **slots):
    start = text.index(sentence)
    at = text.index(trigger, start)
    return Mark(name, number, start, start + len(sentence), (at, at + len(trigger)), "ASSAULT", 4, **slots)


def test_nested_and_overlapping_sentences_are_cut_at_every_edge():
    text = "They shelled and bombed it. Then they left."
    outer = mark("c-1", 1, text, text, "shelled")
    inner = mark("c-2", 2, text, "They shelled and bombed it.", "shelled and bombed")
    made = list(pieces(text, [inner, outer], start=0, end=len(text)))
    assert made == [
        Piece("They ", 0, ("c-1", "c-2")), Piece("shelled", 5, ("c-1", "c-2"), (outer, inner), first=True),
        Piece(" and bombed", 12, ("c-1", "c-2"), (inner,)), Piece(" it.", 23, ("c-1", "c-2")),
        Piece(" Then they left.", 27, ("c-1",))]
    assert "".join(piece.text for piece in made) == text


def test_a_trigger_that_reaches_over_a_block_is_marked_in_both():
    text = "one two\nthree four"
    long = Mark("c-1", 1, 0, len(text), (4, 13), "AID", 2)
    assert [piece.text for piece in pieces(text, [long], start=0, end=7) if piece.triggers] == ["two"]
    assert [(piece.text, piece.first) for piece in pieces(text, [long], start=8, end=len(text)) if piece.triggers] == [
        ("three", False)]


def test_blocks_and_what_lies_between_them_stand_in_order():
    made = paragraphs(report("a", WAR), [])
    assert [(one.kind, one.furniture) for one in made] == [
        ("navigation", True), ("headline", False), ("paragraph", False), ("signup", True)]
    unblocked = report("a", "loose words\n\n", blocks=())
    assert paragraphs(unblocked, []) == [Paragraph("other", True, (Piece("loose words", 0),))]
    for one in made:
        start = one.pieces[0].start
        words = "".join(piece.text for piece in one.pieces)
        assert WAR[start:start + len(words)] == words


def test_a_long_report_is_shown_up_to_a_character():
    made = paragraphs(report("a", "a" * 50 + "\n\n" + "b" * 50), [], end=60)
    assert [piece.text for one in made for piece in one.pieces] == ["a" * 50, "b" * 8]
