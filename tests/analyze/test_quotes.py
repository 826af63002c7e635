"""Each case is a text and the words that stand inside its quotation marks."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from dateline.analyze.quotes import find_paragraphs, find_quotes

NLP = English()
NLP.add_pipe("sentencizer")


def quotes_of(text: str) -> list[tuple[str, bool, bool]]:
    doc = NLP(text)
    return [(doc[q.first : q.last].text, q.runs_on, q.taken_up) for q in find_quotes(doc, find_paragraphs(doc))]


@pytest.mark.parametrize(("text", "expected"), [
    ('"We hold the town," he said.', ["We hold the town,"]),
    ("“We hold the town,” he said.", ["We hold the town,"]),
    ("«We hold the town», he said.", ["We hold the town"]),
    ("„We hold the town“, he said.", ["We hold the town"]),
    ("``We hold the town,'' he said.", ["We hold the town,"]),
    ("‘We hold the town,’ he said.", ["We hold the town,"]),
    ("‘It’s over,’ he said of the army’s retreat.", ["It’s over,"]),
    ('"It is over. We left," he said. "All of us."', ["It is over. We left,", "All of us."]),
    ("The rebels' camp and the army's base were hit in the '90s.", []),
    ('Nothing between "" here.', []),
    ("No marks at all.", []),
    ("", []),
])
def test_marks_of_every_style(text, expected):
    assert quotes_of(text) == [(words, False, False) for words in expected]


def test_an_open_quotation_is_taken_up_by_the_next_paragraph():
    text = "“They came at dawn.\n\n“They left at noon,” she said."
    assert quotes_of(text) == [("They came at dawn.", True, False), ("They left at noon,", False, True)]


def test_a_missing_closer_ends_with_its_sentence_when_it_began_inside_one():
    text = 'Police "shot tear gas. Then they left.\n\nNobody was hurt.'
    assert quotes_of(text) == [("shot tear gas.", False, False)]


def test_a_second_opener_ends_a_quotation_left_open():
    text = '"We held the town. Then came "the wolves" again.'
    assert [words for words, _, _ in quotes_of(text)] == ["We held the town. Then came", "the wolves"]


def test_furniture_parts_paragraphs():
    doc = Doc(
        NLP.vocab, words=["Army", "left", "SIGN UP", "Rebels", "came"], spaces=[True, False, False, True, False],
        pos=["NOUN", "VERB", "SPACE", "NOUN", "VERB"], sent_starts=[True, False, True, True, False])
    assert find_paragraphs(doc) == ((0, 2), (3, 5))
