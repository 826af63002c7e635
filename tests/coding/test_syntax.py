"""Paths from a predicate to its subject and object, on hand-built parses."""

from __future__ import annotations

import pytest

from dateline.coding.syntax import agents, content_head, conjuncts, is_passive, objects, prepositions, subject
from tests.hand import doc_of

CASES = [
    # marked-up sentence, predicate, subject, objects
    ("The/DET/det/1 army/NOUN/nsubj/2 shelled/VERB/ROOT/2 Homs/PROPN/dobj/2", 2, "army", ["Homs"]),
    ("Homs/PROPN/nsubjpass/2 was/AUX/auxpass/2 shelled/VERB:VBN/ROOT/2 by/ADP/agent/2 rebels/NOUN/pobj/3", 2, "rebels",
     ["Homs"]),
    ("Homs/PROPN/nsubjpass/2 was/AUX/auxpass/2 shelled/VERB:VBN/ROOT/2", 2, None, ["Homs"]),
    # a participle after a noun is passive: the square retaken by the army
    ("the/DET/det/1 square/NOUN/nsubj/5 retaken/VERB:VBN/acl/1 by/ADP/agent/2 troops/NOUN/pobj/3 burned/VERB/ROOT/5", 2,
     "troops", ["square"]),
    # control: forces managed to retake the square
    ("forces/NOUN/nsubj/1 managed/VERB/ROOT/1 to/PART:TO/aux/3 retake/VERB:VB/xcomp/1 Homs/PROPN/dobj/3", 3, "forces",
     ["Homs"]),
    # object control: UN urged Iran to stop it
    ("UN/PROPN/nsubj/1 urged=urge/VERB/ROOT/1 Iran/PROPN/dobj/1 to/PART:TO/aux/4 stop/VERB:VB/xcomp/1 it/PRON/dobj/4",
     4, "Iran", ["it"]),
    # co-ordination: rebels seized and burned houses
    ("rebels/NOUN/nsubj/1 seized/VERB/ROOT/1 and/CCONJ/cc/1 burned/VERB/conj/1 houses/NOUN/dobj/3", 1, "rebels",
     ["houses"]),
    ("rebels/NOUN/nsubj/1 seized/VERB/ROOT/1 and/CCONJ/cc/1 burned/VERB/conj/1 houses/NOUN/dobj/3", 3, "rebels",
     ["houses"]),
    # relative clause: fighters who killed civilians
    ("fighters/NOUN/nsubj/4 who/PRON/nsubj/2 killed/VERB/relcl/0 civilians/NOUN/dobj/2 fled/VERB/ROOT/4", 2, "fighters",
     ["civilians"]),
    # gerund under a preposition: after killing militants
    ("forces/NOUN/nsubj/1 advanced/VERB/ROOT/1 after/ADP/prep/1 killing/VERB:VBG/pcomp/2 militants/NOUN/dobj/3", 3,
     "forces", ["militants"]),
    # a name that looks like a modal verb: Theresa May has met
    ("Theresa/PROPN/compound/3 May/AUX:MD/aux/3 has/AUX/aux/3 met/VERB:VBN/ROOT/3 Merkel/PROPN/dobj/3", 3, "May",
     ["Merkel"]),
    # small clause: let monitors through
    ("rebels/NOUN/nsubj/1 let/VERB/ROOT/1 monitors/NOUN/nsubj/3 through/ADP:RP/ccomp/1", 1, "rebels", ["monitors"]),
    # who is sentenced is the object: convicted the bank to pay
    ("court/NOUN/nsubj/1 convicted/VERB/ROOT/1 bank/NOUN/nsubj/4 to/PART:TO/aux/4 pay/VERB:VB/ccomp/1", 1, "court",
     ["bank"]),
]


@pytest.mark.parametrize(("marked", "predicate", "who", "whom"), CASES)
def test_subject_and_objects(marked: str, predicate: int, who: str | None, whom: list[str]) -> None:
    token = doc_of(marked)[predicate]
    found = subject(token)
    assert (found.text if found is not None else None) == who
    assert [one.text for one in objects(token)] == whom


def test_an_agentless_passive_has_no_subject_and_no_agent() -> None:
    token = doc_of("Four/NUM/nsubjpass/2 were/AUX/auxpass/2 killed/VERB:VBN/ROOT/2 in/ADP/prep/2 Kabul/PROPN/pobj/3")[2]
    assert is_passive(token)
    assert agents(token) == []
    assert subject(token) is None
    assert [(name, thing.text) for name, thing in prepositions(token)] == [("in", "Kabul")]


def test_counting_heads_give_way_to_what_they_count() -> None:
    doc = doc_of("a/DET/det/1 series/NOUN/dobj/1 of/ADP/prep/1 strikes/NOUN/pobj/2")
    assert content_head(doc[1]).text == "strikes"
    assert content_head(doc[3]).text == "strikes"


def test_conjuncts_keep_the_order_and_leave_verbs_out() -> None:
    doc = doc_of("Iran/PROPN/nsubj/4 ,/PUNCT/punct/0 Iraq/PROPN/conj/0 and/CCONJ/cc/2 met/VERB/conj/0")
    assert [one.text for one in conjuncts(doc[0])] == ["Iran", "Iraq"]


@pytest.mark.parametrize(("marked", "at", "expected"), [
    ("group/NOUN/nsubj/3 al/PROPN/compound/2 Shabaab/PROPN/appos/0 attacked/VERB/ROOT/3", 0, "Shabaab"),
    # an apposition behind a comma is told beside the noun, not instead of it
    ("group/NOUN/nsubj/3 ,/PUNCT/punct/0 Hamas/PROPN/appos/0 attacked/VERB/ROOT/3", 0, "group"),
    ("Armenia/PROPN/poss/1 brass/NOUN/nsubj/2 spoke/VERB/ROOT/2", 1, "Armenia"),
    ("Armenia/PROPN/poss/1 economy/NOUN/nsubj/2 grew/VERB/ROOT/2", 1, "economy"),
])
def test_the_name_behind_a_title_and_the_owner_of_a_body_stand_for_it(marked: str, at: int, expected: str) -> None:
    assert content_head(doc_of(marked)[at]).text == expected
