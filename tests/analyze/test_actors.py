"""Which words are mentions of an actor: hand-built parses for the rules, and a few sentences of the real model."""

from __future__ import annotations

import pytest

from dateline.analyze.actors import find_actors
from dateline.gazetteer.actors import load_actors
from tests.hand import doc_of

TABLE = load_actors()


def found(doc):
    return [(mention.form, mention.text, doc[mention.head].text) for mention in find_actors(doc, table=TABLE)]


CASES = [
    ("Syrian/ADJ/amod/1 army/NOUN/compound/2 officials/NOUN:NNS/nsubj/3 spoke/VERB/ROOT/3",
     [("noun", "Syrian army officials", "officials")]),
    ("Russian/ADJ/amod/3 and/CCONJ:CC/cc/0 Syrian/ADJ/conj/0 jets/NOUN:NNS/nsubj/4 flew/VERB/ROOT/4",
     [("noun", "Russian and Syrian jets", "jets")]),
    ("Syria_/PROPN/poss/3 's/PART:POS/case/0 Foreign/PROPN/compound/3 Ministry/PROPN/nsubj/4 spoke/VERB/ROOT/4",
     [("noun", "Syria's Foreign Ministry", "Ministry"), ("name", "Syria", "Syria")]),
    (("officials/NOUN:NNS/nsubj/5 of/ADP/prep/0 the/DET/det/4 Foreign/PROPN/compound/4 Ministry/PROPN/pobj/1 "
     "spoke/VERB/ROOT/5"),
     [("noun", "officials of the Foreign Ministry", "officials"), ("noun", "the Foreign Ministry", "Ministry")]),
    ("Moscow/PROPN/nsubj/1 agreed/VERB/ROOT/1", [("name", "Moscow", "Moscow")]),
    ("They/PRON/nsubj/1 met/VERB/ROOT/1 in/ADP/prep/1 Moscow/PROPN/pobj/2", [("pronoun", "They", "They")]),
    ("Rebels/NOUN:NNS/nsubj/1 fled/VERB/ROOT/1 northern/ADJ/amod/3 Syria/PROPN/dobj/1", [("noun", "Rebels", "Rebels")]),
    ("It/PRON/nsubj/1 rained/VERB/ROOT/1", [("pronoun", "It", "It")]),
    (("It/PRON/nsubj/1 is/AUX:VBZ/ROOT/1 known/VERB:VBN/acomp/1 that/SCONJ:IN/mark/4 prices/NOUN:NNS/nsubj/5 "
     "rose/VERB/ccomp/1"), []),
    ("Russian/ADJ/amod/1 strikes/NOUN:NNS/nsubj/2 hit/VERB/ROOT/2 Aleppo/PROPN/dobj/2",
     [("demonym", "Russian", "Russian")]),
    ("anti_/ADJ/amod/2 -_/PUNCT:HYPH/punct/2 American/ADJ/amod/3 slogans/NOUN:NNS/nsubj/4 rang/VERB/ROOT/4", []),
    (("They/PRON/nsubj/1 shot/VERB/ROOT/1 him/PRON/dobj/1 in/ADP/prep/1 the/DET/det/5 chest/NOUN/pobj/3 "
     "and/CCONJ:CC/cc/5 head/NOUN/conj/5"), [("pronoun", "They", "They"), ("pronoun", "him", "him")]),
    ("Borno/PROPN/compound/1 state/NOUN/nsubj/2 burned/VERB/ROOT/2", []),
    ("Turkish_/ADJ/amod/2 -_/PUNCT:HYPH/punct/2 backed/VERB:VBN/amod/3 fighters/NOUN:NNS/nsubj/4 left/VERB/ROOT/4",
     [("noun", "Turkish-backed fighters", "fighters"), ("demonym", "Turkish", "Turkish")]),
    ("State/NOUN/compound/1 policy/NOUN/nsubj/2 changed/VERB/ROOT/2", []),
    ("Mr./PROPN/compound/1 Smith/PROPN/nsubj/2 left/VERB/ROOT/2", [("name", "Mr. Smith", "Smith")]),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_mentions_of_a_hand_made_parse(marked, expected):
    assert found(doc_of(marked)) == expected


def test_offsets_are_those_of_the_text():
    doc = doc_of("The/DET/det/1 army/NOUN/nsubj/2 attacked/VERB/ROOT/2 Hamas/PROPN/dobj/2")
    assert [doc.text[mention.start : mention.end] for mention in find_actors(doc, table=TABLE)] == ["The army", "Hamas"]


def test_an_empty_text_has_none():
    assert find_actors(doc_of(""), table=TABLE) == []


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("Twenty-one schoolgirls captured by Boko Haram have been freed.", ["Twenty-one schoolgirls", "Boko Haram"]),
    ("Four Boko Haram leaders met a military source.", ["Four Boko Haram leaders", "a military source"]),
    ("The Syrian Observatory for Human Rights and the YPG spoke.",
     ["The Syrian Observatory for Human Rights", "the YPG"]),
    ("Riot police beat settlers.", ["Riot police", "settlers"]),
    ("The ceasefire took effect on Tuesday.", []),
    ("Prices rose by 3 percent in May.", []),
])
def test_mentions_of_a_real_parse(nlp, text, expected):
    assert [mention.text for mention in find_actors(nlp(text), table=TABLE)] == expected


@pytest.mark.model
@pytest.mark.parametrize("text", [
    "'s", "-", "-- -- --", "\u2019s\u2019s", "A" * 5000, "the the the", "U.S.-", "Mr.", "(", "\x00",
])
def test_odd_input_is_survived(nlp, text):
    assert all(mention.text for mention in find_actors(nlp(text), table=TABLE))
