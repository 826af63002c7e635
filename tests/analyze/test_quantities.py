"""Each case is a sentence with its quantities in brackets; the brackets are the specification, their absence too."""

from __future__ import annotations

import re

import pytest

from dateline.analyze.quantities import find_quantities
from dateline.codebook.measures import QuantitySpec, load_quantities, unpack_quantity
from tests.hand import doc_of

LEXICON = load_quantities()
MARK = re.compile(r"\[([^\]]*)\]")


def test_a_bound_opens_one_side():
    doc = doc_of("At/ADP/advmod/1 least/ADJ/advmod/2 43/NUM:CD/nummod/3 people/NOUN:NNS/nsubj/4 died/VERB/ROOT/4")
    (mention,) = find_quantities(doc, lexicon=LEXICON)
    assert (mention.text, mention.head) == ("At least 43 people", 3)
    assert unpack_quantity(mention.entries) == QuantitySpec(low=43.0, bound="at_least", who=(3, 4))


def test_a_year_after_in_is_no_count():
    doc = doc_of("In/ADP/prep/3 2014/NUM:CD/pobj/0 Russia/PROPN/nsubj/3 invaded/VERB/ROOT/3")
    assert find_quantities(doc, lexicon=LEXICON) == []


@pytest.mark.model
@pytest.mark.parametrize("sentence", [
    "Rebels attacked the town, killing [12] and wounding [30].",
    "[Dozens] were hurt and [several militants] and [a number of civilians] died.",
    "[Between 30 and 40 soldiers] and [no fewer than 12 tanks] crossed.",
    "[Two] of [eight humanitarian corridors] were reserved.",
    "It kept [at least 10 kilometers] away for [three weeks].",
    "The [11-hour] pause cost [$1.5bn] and [422,000 euros].",
    "[1.2 million refugees] and [1.5m people] came; [as many as 200] were detained.",
    "Resolution 2254 was read on Flight 752 by a 14-year-old boy aged 14.",
    "Two years ago, on 19 October 2016, 5 percent of them left at 8 a.m.",
])
def test_quantities_in_sentences(nlp, sentence):
    found = [mention.text for mention in find_quantities(nlp(MARK.sub(r"\1", sentence)), lexicon=LEXICON)]
    assert found == MARK.findall(sentence)
