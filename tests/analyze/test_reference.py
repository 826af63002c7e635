"""What pronouns and short forms stand for, as `(words, antecedents' words)`; what has none is not listed."""

from __future__ import annotations

import pytest

from dateline.analyze.actors import find_actors
from dateline.analyze.reference import link
from dateline.gazetteer.actors import load_actors
from dateline.records import Mention
from tests.hand import doc_of

TABLE = load_actors()


def links(doc):
    mentions = link(doc, find_actors(doc, table=TABLE), table=TABLE)
    return [
        (mention.text, *(mentions[index].text for index in mention.antecedents)) for mention in mentions
        if mention.antecedents
    ]


CASES = [
    ("Assad/PROPN/nsubj/1 spoke=speak/VERB/ROOT/1 || He/PRON/nsubj/1 left/VERB/ROOT/1", [("He", "Assad")]),
    ("Merkel/PROPN/nsubj/1 met/VERB/ROOT/1 Putin/PROPN/dobj/1 || She/PRON/nsubj/1 left/VERB/ROOT/1",
     [("She", "Merkel")]),
    ("He/PRON/nsubj/1 left/VERB/ROOT/1 || Assad/PROPN/nsubj/1 spoke/VERB/ROOT/1", []),
    ("Officials/NOUN:NNS/nsubj/1 left/VERB/ROOT/1 || He/PRON/nsubj/1 spoke/VERB/ROOT/1", []),
    (("Sergei/PROPN/compound/1 Rudskoi/PROPN/nsubj/7 ,/PUNCT:,/punct/1 a/DET/det/5 Russian/ADJ/amod/5 "
     "official/NOUN/appos/1 ,/PUNCT:,/punct/1 spoke/VERB/ROOT/7 || Rudskoi/PROPN/nsubj/1 left/VERB/ROOT/1"),
     [("a Russian official", "Sergei Rudskoi"), ("Rudskoi", "Sergei Rudskoi")]),
    (("Assad/PROPN/nsubj/3 and/CCONJ:CC/cc/0 Putin/PROPN/conj/0 met/VERB/ROOT/3 || the/DET/det/2 two/NUM:CD/nummod/2 "
     "leaders/NOUN:NNS/nsubj/3 spoke/VERB/ROOT/3"), [("the two leaders", "Assad", "Putin")]),
    (("The/DET/det/2 Syrian/ADJ/amod/2 army/NOUN/nsubj/3 left/VERB/ROOT/3 || The/DET/det/1 army/NOUN/nsubj/2 "
     "returned/VERB/ROOT/2"), [("The army", "The Syrian army")]),
    ("The/DET/det/1 army/NOUN/nsubj/2 returned/VERB/ROOT/2", []),
    ("Hamas/PROPN/nsubj/1 agreed/VERB/ROOT/1 || The/DET/det/1 group/NOUN/nsubj/2 left/VERB/ROOT/2",
     [("The group", "Hamas")]),
    (("Hamas/PROPN/nsubj/1 agreed/VERB/ROOT/1 || The/DET/det/1 doctors/NOUN:NNS/poss/3 '/PART:POS/case/1 "
      "union/NOUN/nsubj/4 left/VERB/ROOT/4"), []),
    (("The/DET/det/2 European/PROPN/compound/2 Union/PROPN/nsubj/3 met/VERB/ROOT/3 || The/DET/det/1 bloc/NOUN/nsubj/2 "
     "agreed/VERB/ROOT/2"), [("The bloc", "The European Union")]),
    (("Hamas/PROPN/nsubj/1 agreed/VERB/ROOT/1 || Reports/NOUN:NNS/nsubj/1 say/VERB/ROOT/1 they/PRON/nsubj/3 "
     "differ/VERB/ccomp/1"), []),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_antecedents(marked, expected):
    assert links(doc_of(marked)) == expected


def test_a_relative_pronoun_stands_for_its_noun():
    doc = doc_of("Buhari/PROPN/nsubj/3 who/PRON:WP/nsubj/2 vowed/VERB/relcl/0 spoke/VERB/ROOT/3")
    assert links(doc) == [("who", "Buhari")]


def test_mentions_of_other_kinds_are_left_alone():
    doc = doc_of("Assad/PROPN/nsubj/1 left/VERB/ROOT/1 Aleppo/PROPN/dobj/1 || He/PRON/nsubj/1 spoke/VERB/ROOT/1")
    place = Mention(kind="place", form="name", first=2, last=3, head=2, start=11, end=17, text="Aleppo")
    name, pronoun = find_actors(doc, table=TABLE)
    assert [mention.antecedents for mention in link(doc, [name, place, pronoun], table=TABLE)] == [(), (), (0,)]
