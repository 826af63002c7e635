"""Each case is a sentence with its times in brackets; the brackets are the specification, their absence too."""

from __future__ import annotations

import re

import pytest

from dateline.analyze.times import find_times
from dateline.codebook.measures import TimeSpec, load_times, unpack_time
from tests.hand import doc_of

LEXICON = load_times()
MARK = re.compile(r"\[([^\]]*)\]")


def told(doc):
    return [(mention.text, unpack_time(mention.entries)) for mention in find_times(doc, lexicon=LEXICON)]


def test_a_weekday_with_its_part_of_day():
    doc = doc_of("They/PRON/nsubj/1 left/VERB/ROOT/1 Wednesday/PROPN/compound/3 night/NOUN/npadvmod/1 ./PUNCT/punct/1")
    assert told(doc) == [("Wednesday night", TimeSpec(form="calendar", weekday=2, part="night"))]


def test_a_year_inside_a_name_is_marked():
    doc = doc_of("the/DET/det/3 2015/NUM:CD/nummod/3 nuclear/ADJ/amod/3 deal/NOUN/ROOT/3")
    assert told(doc) == [("2015", TimeSpec(form="calendar", year=2015, named=True))]


def test_a_modal_is_no_month():
    doc = doc_of("It/PRON/nsubj/2 May/AUX:MD/aux/2 rain/VERB:VB/ROOT/2")
    assert told(doc) == []


@pytest.mark.model
@pytest.mark.parametrize("sentence", [
    "On [19 October 2016] they met, and again on [Oct. 20] and [the 3rd of November].",
    "It has lasted since [March 2011] and was worse in [2014] than in [the 1990s].",
    "He left [yesterday morning], she came [last week], they stay until [tomorrow].",
    "The town fell [two years ago] and was retaken [three days later].",
    "Talks ran from [8 to 10 May], and between [March and June 2015].",
    "It starts at [8 a.m. local time on Wednesday] and ends at [18:00 GMT].",
    "[Earlier this month] and [late last year] the border was shut.",
    "Planes struck in [the early hours of Thursday] and in [mid-March].",
    "It was signed on [Christmas Day 2014], after [the summer of 2014].",
    "[2004-2009] was quiet.",
    "She reads the Sunday Times every Friday, and Theresa May may march.",
    "Some 2,014 people, aged 14 and 20, fled for three weeks on Black Friday.",
    "It was the day before [yesterday], said Russia Today.",
])
def test_times_in_sentences(nlp, sentence):
    plain = MARK.sub(r"\1", sentence)
    expected = [(re.sub(r"^the (?=3rd|1990s|early)", "", words)) for words in MARK.findall(sentence)]
    found = [mention.text for mention in find_times(nlp(plain), lexicon=LEXICON)]
    assert [re.sub(r"^the (day before )?", "", words) for words in found] == [
        re.sub(r"^the ", "", words) for words in expected]


@pytest.mark.model
@pytest.mark.parametrize("text", [
    "", "1" * 5000, "on " * 500, "May " * 500, "- - 2016 - - 10 :: 99:99 ''90s", "last last last", "the end of",
])
def test_odd_text_does_no_harm(nlp, text):
    mentions = find_times(nlp(text), lexicon=LEXICON)
    assert all(0 <= mention.first < mention.last for mention in mentions)
