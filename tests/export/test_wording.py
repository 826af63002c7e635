from __future__ import annotations

import pytest

from dateline.export.wording import begin, is_plural, join_words, shorten, with_article
from tests.making import actor


@pytest.mark.parametrize(("words", "told"), [
    ("Syrian army", "the Syrian army"), ("the Syrian army", "the Syrian army"),
    ("Foreign Ministry", "the Foreign Ministry"),
    ("Syria's Foreign Ministry", "Syria's Foreign Ministry"), ("an official", "an official"),
    ("Vladimir Putin", "Vladimir Putin"), ("government forces", "government forces"),
    ("28 police", "28 police"), ("", ""),
])
def test_a_noun_alone_takes_the_article(words, told):
    assert with_article(words) == told


@pytest.mark.parametrize(("words", "plural"), [
    ("rebels", True), ("Syrian army", False), ("police", True), ("United States", False), ("Hamas", False),
    ("press", False),
])
def test_the_number_of_the_verb(words, plural):
    assert is_plural([actor(words)]) is plural


def test_several_parties_are_plural_and_none_is_not():
    assert is_plural([actor("Assad"), actor("Putin")])
    assert not is_plural([])


@pytest.mark.parametrize(("words", "told"), [
    ([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"),
])
def test_lists_read_as_english(words, told):
    assert join_words(words) == told


@pytest.mark.parametrize("limit", [1, 2, 10, 30, 100])
def test_shortened_words_fit_and_show_the_cut(limit):
    words = "Syrian army pulled back from the city of Aleppo"
    short = shorten(words, limit=limit)
    assert len(short) <= limit
    assert (short == words) == (limit >= len(words))
    assert short == words or short.endswith("…")


@pytest.mark.parametrize(("words", "shown"), [
    ("the army", "The army"), ("www.example.org, carried by radio", "www.example.org, carried by radio"),
    ("example.org: x", "example.org: x"), ("a spokesman for the U.N.", "A spokesman for the U.N."), ("", ""),
])
def test_a_sentence_begins_with_a_capital_an_address_does_not(words, shown):
    assert begin(words) == shown
