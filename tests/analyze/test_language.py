"""One `Doc` whose text is the article's, whatever the blocks are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.language import Language

from dateline.analyze.language import PIECE_CHARS, WORD_CHARS, parse
from dateline.records import Article, Block


def article_of(text: str, *blocks: tuple[str, int, int]) -> Article:
    return Article(id="a-1", text_hash="t-1", text=text, blocks=tuple(
        Block(kind=kind, start=start, end=end) for kind, start, end in blocks  # type: ignore[arg-type]
    ))


@pytest.mark.model
def test_furniture_is_one_token_and_offsets_are_the_articles(nlp: Language) -> None:
    text = "JOIN NOW\n\nTroops left. Rebels came.\r\n\r\n  Sign up"
    start = text.index("Troops")
    doc, kinds = parse(article_of(text, ("promotion", 0, 8), ("paragraph", start, start + 25)), nlp=nlp)
    assert doc.text == text
    sentences = [sent.text for sent in doc.sents]
    assert sentences == ["JOIN NOW\n\n", "Troops left.", "Rebels came.", "\r\n\r\n  Sign up"]
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert set(kinds.values()) == {"paragraph"}
    assert sorted(kinds) == [1, 4]


@pytest.mark.model
def test_a_page_without_a_body_gives_no_sentence_to_read(nlp: Language) -> None:
    doc, kinds = parse(article_of("Menu\nHome", ("navigation", 0, 9)), nlp=nlp)
    assert (doc.text, len(doc), kinds) == ("Menu\nHome", 1, {})
    assert parse(article_of(""), nlp=nlp)[1] == {}


@pytest.mark.model
def test_long_blocks_are_cut_at_sentence_ends_and_endless_words_left_unparsed(nlp: Language) -> None:
    prose = "The army left the town. " * (PIECE_CHARS // 12)
    key = "x" * (WORD_CHARS + 50)
    text = prose + key + " The end."
    doc, kinds = parse(article_of(text, ("paragraph", 0, len(text))), nlp=nlp)
    assert doc.text == text
    assert max(len(token.text) for token in doc) >= len(key)
    read = [sent.text.strip() for sent in doc.sents if sent.start in kinds]
    assert set(read) == {"The army left the town.", "The end."}


@given(st.lists(st.text(alphabet="ab .\n\u00a0é\u202e\U0001f600", min_size=1, max_size=40), max_size=6))
def test_any_text_keeps_its_characters(pieces: list[str]) -> None:
    pipeline = English()
    pipeline.add_pipe("sentencizer")
    text, blocks, at = "", [], 0
    for number, piece in enumerate(pieces):
        text += piece
        stripped = piece.strip()
        if stripped and number % 2:
            start = at + piece.index(stripped)
            blocks.append(("paragraph", start, start + len(stripped)))
        at += len(piece)
    doc, _ = parse(article_of(text, *blocks), nlp=pipeline)
    assert doc.text == text
