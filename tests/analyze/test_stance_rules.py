"""Each rule of stance on a sentence parsed by hand, and beside it the sentence that looks alike and must stay plain."""

from __future__ import annotations

import pytest

from dateline.analyze.stance_conditions import find_conditions
from dateline.analyze.stance_phrases import find_hedges
from dateline.analyze.stances import find_stances
from dateline.codebook.lexicons import load_stance_cues
from tests.hand import doc_of

CUES = load_stance_cues()
HIT = "They/PRON/nsubj/1 hit=hit/VERB/ROOT/1 it/PRON/dobj/1"


def told(marked: str, at: int) -> tuple[str, str, str, str | None]:
    """Certainty, polarity, tense and the words of the condition of one token."""
    stance = find_stances(doc_of(marked), cues=CUES)[at]
    return stance.certainty, stance.polarity, stance.tense, stance.condition.text if stance.condition else None


@pytest.mark.parametrize(("marked", "at", "expected"), [
    # a phrase between auxiliary and verb, hung on the wrong word
    (("He/PRON/nsubj/1 was/AUX:VBD/ROOT/1 in/ADP/prep/1 all/DET/det/4 likelihood/NOUN/pobj/2 "
     "targeted=target/VERB:VBN/acl/4"), 5, ("probable", "+", "past", None)),
    (("The/DET/det/1 ship/NOUN/nsubjpass/6 had/AUX:VBD/aux/6 at/ADP/prep/6 no/DET/det/5 time/NOUN/pobj/3 "
     "entered=enter/VERB:VBN/ROOT/6"), 6, ("certain", "-", "past", None)),
    # all likelihood without "in" is no phrase
    ("All/DET/det/1 likelihood/NOUN/nsubj/2 vanished=vanish/VERB/ROOT/2", 2, ("certain", "+", "past", None)),
    # an auxiliary cut off by who says it
    (("Jets/NOUN/nsubj/7 may/AUX:MD/aux/4 ,/PUNCT:,/punct/4 he/PRON/nsubj/4 adds=add/VERB:VBZ/parataxis/7 "
     ",/PUNCT:,/punct/7 have/AUX:VBP/aux/7 hit=hit/VERB:VBN/ROOT/7"), 7, ("possible", "+", "past", None)),
    (("Troops/NOUN/nsubj/6 did/AUX:VBD/aux/6 not/PART:RB/neg/1 ,/PUNCT:,/punct/6 then/ADV:RB/advmod/6 "
      ",/PUNCT:,/punct/6 "
     "enter/VERB:VB/ROOT/6"), 6, ("certain", "-", "past", None)),
    # "may or may not" leaves both open
    (("It/PRON/nsubj/1 may/AUX:MD/ROOT/1 or/CCONJ/cc/1 may/AUX:MD/aux/6 not/PART:RB/neg/6 have/AUX:VB/aux/6 "
     "hit=hit/VERB:VBN/conj/1"), 6, ("possible", "+", "past", None)),
    # must have: it is inferred; must: it is asked for
    ("They/PRON/nsubj/3 must/AUX:MD/aux/3 have/AUX:VB/aux/3 left=leave/VERB:VBN/ROOT/3", 3,
     ("probable", "+", "past", None)),
    ("They/PRON/nsubj/2 must/AUX:MD/aux/2 leave/VERB:VB/ROOT/2", 2, ("unspecified", "+", "future", None)),
    # a modal with a gerund: so now, or by then
    ("It/PRON/nsubj/3 might/AUX:MD/aux/2 be/AUX:VB/aux/3 hiding=hide/VERB:VBG/ROOT/3", 3,
     ("possible", "+", "present", None)),
    (("It/PRON/nsubj/3 might/AUX:MD/aux/3 be/AUX:VB/aux/3 leaving=leave/VERB:VBG/ROOT/3 by/ADP/prep/3 "
     "Friday/PROPN/pobj/4"), 3, ("possible", "+", "future", None)),
    # told: a wish for an infinitive, a statement for a clause
    ("He/PRON/nsubj/1 told=tell/VERB/ROOT/1 them/PRON/dobj/1 to/PART:TO/aux/4 leave/VERB:VB/xcomp/1", 4,
     ("unspecified", "+", "future", None)),
    (("He/PRON/nsubj/1 told=tell/VERB/ROOT/1 them/PRON/dobj/1 they/PRON/nsubj/5 would/AUX:MD/aux/5 "
     "leave/VERB:VB/ccomp/1"), 5, ("certain", "+", "future", None)),
    # the bare form under "that"
    (("He/PRON/nsubj/1 insists=insist/VERB:VBZ/ROOT/1 votes/NOUN:NNS/nsubjpass/4 be/AUX:VB/auxpass/4 "
     "recounted=recount/VERB:VBN/ccomp/1"), 4, ("unspecified", "+", "future", None)),
    (("He/PRON/nsubj/1 insists=insist/VERB:VBZ/ROOT/1 votes/NOUN:NNS/nsubjpass/4 were/AUX:VBD/auxpass/4 "
     "recounted=recount/VERB:VBN/ccomp/1"), 4, ("certain", "+", "past", None)),
    # whether and if as objects ask; "whether from hatred" does not
    ("They/PRON/nsubj/1 study=study/VERB:VBP/ROOT/1 if/SCONJ:IN/mark/4 he/PRON/nsubj/4 fired=fire/VERB/ccomp/1", 4,
     ("unspecified", "+", "past", None)),
    ("Whether/SCONJ:IN/mark/4 from/ADP/prep/4 hatred/NOUN/pobj/1 he/PRON/nsubj/4 fired=fire/VERB/ROOT/4", 4,
     ("certain", "+", "past", None)),
    # who did it is asked, that it was done is not
    (("He/PRON/nsubj/3 did/AUX:VBD/aux/3 not/PART:RB/neg/3 say/VERB:VB/ROOT/3 who/PRON:WP/nsubj/5 "
     "fired=fire/VERB/ccomp/3"), 5, ("certain", "+", "past", None)),
    # what is refused to be ruled out is possible, what is not denied stands, what is ruled out is denied
    (("I/PRON/nsubj/3 do/AUX:VBP/aux/3 not/PART:RB/neg/3 rule=rule/VERB:VB/ROOT/3 out/ADP:RP/prt/3 "
      "that/SCONJ:IN/mark/7 "
     "they/PRON/nsubj/7 fired=fire/VERB/ccomp/3"), 7, ("possible", "+", "past", None)),
    (("He/PRON/nsubj/3 did/AUX:VBD/aux/3 not/PART:RB/neg/3 deny/VERB:VB/ROOT/3 that/SCONJ:IN/mark/6 they/PRON/nsubj/6 "
     "fired=fire/VERB/ccomp/3"), 6, ("certain", "+", "past", None)),
    ("Divers/NOUN/nsubj/1 ruled=rule/VERB/ROOT/1 out/ADP:RP/prt/1 sabotage/NOUN/dobj/1", 3,
     ("certain", "-", "past", None)),
    # rumours that; a refuted report is a plain denial
    (("Rumours=rumour/NOUN/nsubj/5 that/SCONJ:IN/mark/4 they/PRON/nsubj/4 had/AUX:VBD/aux/4 left=leave/VERB:VBN/acl/0 "
     "spread=spread/VERB/ROOT/5"), 4, ("possible", "+", "past", None)),
    (("They/PRON/nsubj/1 refuted=refute/VERB/ROOT/1 reports=report/NOUN/dobj/1 that/SCONJ:IN/mark/5 he/PRON/nsubj/5 "
     "left=leave/VERB/acl/2"), 5, ("certain", "-", "past", None)),
    # unlikely, once and not twice
    (("It/PRON/nsubj/1 is/AUX:VBZ/ROOT/1 unlikely/ADJ/acomp/1 that/SCONJ:IN/mark/5 he/PRON/nsubj/5 "
     "fired=fire/VERB/ccomp/1"), 5, ("probable", "-", "past", None)),
    ("They/PRON/nsubj/1 were/AUX:VBD/ROOT/1 unlikely/ADJ/acomp/1 to/PART:TO/aux/4 attend/VERB:VB/xcomp/2", 4,
     ("probable", "-", "future", None)),
    # "nor" behind a verb denies what follows, not the verb once more
    (("He/PRON/nsubj/3 would/AUX:MD/aux/3 not/PART:RB/neg/3 go/VERB:VB/ROOT/3 there/ADV:RB/advmod/3 nor/CCONJ/cc/3 "
     "here/ADV:RB/conj/3"), 3, ("certain", "-", "future", None)),
    # not one; not only
    ("Not/PART:RB/neg/1 one/NUM:CD/nummod/2 man/NOUN/nsubj/3 fled=flee/VERB/ROOT/3", 3, ("certain", "-", "past", None)),
    ("Not/PART:RB/preconj/2 only/ADV:RB/advmod/0 men/NOUN/nsubj/3 fled=flee/VERB/ROOT/3", 3,
     ("certain", "+", "past", None)),
    # what stands before a semicolon is no clause of what stands behind it
    (("They/PRON/nsubj/1 fired=fire/VERB/ccomp/6 ;/PUNCT::/punct/6 he/PRON/nsubj/6 would/AUX:MD/aux/6 "
      "not/PART:RB/neg/6 "
     "speak/VERB:VB/ROOT/6"), 1, ("certain", "+", "past", None)),
    # "it was they who", hedged at "was"
    (("It/PRON/nsubj/2 probably/ADV:RB/advmod/2 was=be/AUX:VBD/ROOT/2 soldiers/NOUN/attr/2 who/PRON:WP/nsubj/5 "
     "fired=fire/VERB/relcl/3"), 5, ("probable", "+", "past", None)),
    # a number is hedged, not the act
    (("Perhaps/ADV:RB/advmod/4 200/NUM:CD/nummod/2 men/NOUN/nsubjpass/4 were/AUX:VBD/auxpass/4 "
     "killed=kill/VERB:VBN/ROOT/4"), 4, ("certain", "+", "past", None)),
    # a state since some time holds; a deed does not
    (("Troops/NOUN/nsubjpass/3 have/AUX:VBP/aux/3 been/AUX:VBN/auxpass/3 deployed=deploy/VERB:VBN/ROOT/3 "
     "since/ADP/prep/3 Monday/PROPN/pobj/4"), 3, ("certain", "+", "present", None)),
    (("Troops/NOUN/nsubjpass/3 have/AUX:VBP/aux/3 been/AUX:VBN/auxpass/3 killed=kill/VERB:VBN/ROOT/3 "
     "since/ADP/prep/3 Monday/PROPN/pobj/4"), 3, ("certain", "+", "past", None)),
    # years back
    (("Ten/NUM:CD/nummod/1 years=year/NOUN:NNS/npadvmod/4 after/SCONJ:IN/mark/4 they/PRON/nsubj/4 "
     "invaded=invade/VERB/advcl/6 we/PRON/nsubj/6 met=meet/VERB/ROOT/6"), 4, ("certain", "+", "generic", None)),
    (("Hours=hour/NOUN:NNS/npadvmod/3 after/SCONJ:IN/mark/3 they/PRON/nsubj/3 invaded=invade/VERB/advcl/5 "
     "we/PRON/nsubj/5 met=meet/VERB/ROOT/5"), 3, ("certain", "+", "past", None)),
])
def test_a_rule_and_its_likeness(marked, at, expected):
    assert told(marked, at) == expected


@pytest.mark.parametrize(("marked", "bound"), [
    # a clause behind the words of saying binds what is said
    (("We/PRON/nsubj/2 will/AUX:MD/aux/2 leave/VERB:VB/ccomp/5 ,/PUNCT:,/punct/5 he/PRON/nsubj/5 said=say/VERB/ROOT/5 "
     ",/PUNCT:,/punct/5 once/SCONJ:IN/mark/9 they/PRON/nsubj/9 go/VERB:VBP/advcl/5"), {2: "once they go"}),
    # "once" with what is past only dates it
    (("Once/SCONJ:IN/mark/2 they/PRON/nsubj/2 left=leave/VERB/advcl/5 ,/PUNCT:,/punct/5 we/PRON/nsubj/5 "
     "returned=return/VERB/ROOT/5"), {}),
    # "until" holds back only what is denied
    (("They/PRON/nsubj/3 will/AUX:MD/aux/3 not/PART:RB/neg/3 leave/VERB:VB/ROOT/3 until/SCONJ:IN/mark/6 "
      "he/PRON/nsubj/6 "
     "goes=go/VERB:VBZ/advcl/3"), {3: "until he goes"}),
    (("They/PRON/nsubj/2 will/AUX:MD/aux/2 stay/VERB:VB/ROOT/2 until/SCONJ:IN/mark/5 he/PRON/nsubj/5 "
     "goes=go/VERB:VBZ/advcl/2"), {}),
    # even if; if asked
    (("They/PRON/nsubj/2 will/AUX:MD/aux/2 stay/VERB:VB/ROOT/2 even/ADV:RB/advmod/6 if/SCONJ:IN/mark/6 he/PRON/nsubj/6 "
     "goes=go/VERB:VBZ/advcl/2"), {}),
    # inversion
    ("Should/AUX:MD/aux/2 he/PRON/nsubj/2 go/VERB:VB/advcl/5 they/PRON/nsubj/5 will/AUX:MD/aux/5 stay/VERB:VB/ROOT/5",
     {5: "Should he go"}),
    ("They/PRON/nsubj/2 should/AUX:MD/aux/2 go/VERB:VB/ROOT/2", {}),
    # a command with its threat
    (("Fire/VERB:VB/ROOT/0 once/ADV:RB/advmod/2 more/ADV:RBR/advmod/0 and/CCONJ/cc/0 we/PRON/nsubj/6 will/AUX:MD/aux/6 "
     "strike/VERB:VB/conj/0"), {6: "Fire once more"}),
    # phrases
    (("They/PRON/nsubj/2 would/AUX:MD/aux/2 strike/VERB:VB/ROOT/2 in/ADP/prep/2 the/DET/det/5 event/NOUN/pobj/3 "
     "of/ADP/prep/5 war/NOUN/pobj/6"), {2: "in the event of war"}),
    (("They/PRON/nsubj/1 struck=strike/VERB/ROOT/1 on/ADP/prep/1 condition/NOUN/pobj/2 of/ADP/prep/3 "
     "anonymity/NOUN/pobj/4"), {}),
    (("They/PRON/nsubj/1 return/VERB:VBP/ROOT/1 ,/PUNCT:,/punct/1 weather/NOUN/nsubj/4 "
      "permitting=permit/VERB:VBG/advcl/1 "
     "./PUNCT:./punct/1"), {1: "weather permitting"}),
])
def test_what_hangs_on_what(marked, bound):
    found = find_conditions(doc_of(marked), cues=CUES)
    assert {at: span.text for at, span in found.bound.items()} == bound


def test_what_would_have_been_was_not():
    marked = ("Had/AUX:VBD/aux/2 he/PRON/nsubj/2 known=know/VERB:VBN/advcl/6 they/PRON/nsubj/6 would/AUX:MD/aux/6 "
              "have/AUX:VB/aux/6 fled=flee/VERB:VBN/ROOT/6")
    assert told(marked, 6) == ("certain", "-", "past", "Had he known")


@pytest.mark.parametrize(("marked", "words"), [
    (f"{HIT} ?/PUNCT:./punct/1", {1: ["?"]}),
    (f"{HIT} ./PUNCT:./punct/1", {}),
    # only the clause that asks, not who asks it
    (('"/PUNCT:``/punct/3 Did/AUX:VBD/aux/3 they/PRON/nsubj/3 flee/VERB:VB/ccomp/7 ?/PUNCT:./punct/3 '
      '"/PUNCT:\'\'/punct/7 '
     "he/PRON/nsubj/7 asked=ask/VERB/ROOT/7 ./PUNCT:./punct/7"), {3: ["?"]}),
    # who believes it, in commas
    (("It/PRON/nsubj/1 was=be/AUX:VBD/ROOT/1 he/PRON/attr/1 ,/PUNCT:,/punct/1 police/NOUN/nsubj/5 "
     "believe/VERB:VBP/parataxis/1 ,/PUNCT:,/punct/1 who/PRON:WP/nsubj/8 fired=fire/VERB/relcl/2"), {8: ["believe"]}),
    (("He/PRON/nsubj/6 ,/PUNCT:,/punct/0 widely/ADV:RB/advmod/3 believed=believe/VERB:VBN/acl/0 ill/ADJ/oprd/3 "
     ",/PUNCT:,/punct/6 fired=fire/VERB/ROOT/6"), {}),
    # a hedge that opens the sentence, and one of an apposition
    ("Possibly/ADV:RB/advmod/1 by/ADP/prep/4 mistake/NOUN/pobj/1 they/PRON/nsubj/4 fired=fire/VERB/ROOT/4",
     {4: ["possibly"]}),
    (("Perhaps/ADV:RB/advmod/2 the/DET/det/2 last/NOUN/nsubj/5 ,/PUNCT:,/punct/2 Poe/PROPN/appos/2 "
     "fled=flee/VERB/ROOT/5"), {}),
])
def test_what_reaches_a_verb_from_outside(marked, words):
    found = find_hedges(doc_of(marked), cues=CUES)
    assert {at: [word for _, word in entries] for at, entries in found.items()} == words
