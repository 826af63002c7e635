"""Each case is a sentence, one of its words, and how that word's act is presented."""

from __future__ import annotations

import pytest

from dateline.analyze.stances import find_stances
from dateline.codebook.lexicons import load_stance_cues
from dateline.records import Stance
from tests.hand import doc_of

CUES = load_stance_cues()


def test_a_plain_past_act_has_the_plain_stance():
    doc = doc_of("The/DET/det/1 army/NOUN/nsubj/2 shelled=shell/VERB/ROOT/2 Homs/PROPN/dobj/2")
    assert find_stances(doc, cues=CUES) == {2: Stance()}


def test_two_negations_affirm():
    doc = doc_of("He/PRON/nsubj/1 denied=deny/VERB/ROOT/1 that/SCONJ:IN/mark/5 it/PRON/nsubj/5 not/PART:RB/neg/5 "
                 "left=leave/VERB/ccomp/1")
    stances = find_stances(doc, cues=CUES)
    assert (stances[5].polarity, stances[5].cues) == ("+", ("not", "denied"))


def test_a_condition_is_a_span_of_the_article():
    doc = doc_of("They/PRON/nsubj/2 will/AUX:MD/aux/2 leave/VERB:VB/ROOT/2 if/SCONJ:IN/mark/5 talks/NOUN/nsubj/5 "
                 "fail/VERB:VBP/advcl/2")
    stances = find_stances(doc, cues=CUES)
    condition = stances[2].condition
    assert condition is not None
    assert (condition.text, doc.text[condition.start : condition.end]) == ("if talks fail", "if talks fail")
    assert (stances[5].certainty, stances[5].tense, stances[5].condition) == ("unspecified", "future", None)


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "expected"), [
    ("The army may withdraw.", "withdraw", ("possible", "+", "future")),
    ("The rebels did not attack the convoy.", "attack", ("certain", "-", "past")),
    ("The junta no longer controls the crossing.", "controls", ("certain", "-", "present")),
    ("The talks took no longer than an hour.", "took", ("certain", "+", "past")),
    ("No one was killed in the blast.", "killed", ("certain", "-", "past")),
    ("The blast caused no casualties.", "caused", ("certain", "-", "past")),
    ("Russia denied that its jets had bombed the school.", "bombed", ("certain", "-", "past")),
    ("Russia denied that its jets had bombed the school.", "denied", ("certain", "+", "past")),
    ("The group failed to seize the town.", "seize", ("certain", "-", "past")),
    ("They left without firing a shot.", "firing", ("certain", "-", "past")),
    ("The ministers vowed to impose sanctions.", "impose", ("certain", "+", "future")),
    ("She is believed to have been killed in a strike.", "killed", ("probable", "+", "past")),
    ("Gunmen allegedly burned the church.", "burned", ("possible", "+", "past")),
    ("Jets are still shelling the town.", "shelling", ("certain", "+", "present")),
    ("The ministry said forces would open a road.", "open", ("certain", "+", "future")),
    ("In 2014, the group abducted 40 girls and burned a school.", "burned", ("certain", "+", "generic")),
    ("The army attacked the town on October 19, 2016.", "attacked", ("certain", "+", "past")),
    ("He told the agency that a deal had been reached.", "reached", ("certain", "+", "past")),
    ("Police did not say whether they had arrested anyone.", "arrested", ("unspecified", "+", "past")),
    ("The army pulled back to let fighters leave.", "pulled", ("certain", "+", "past")),
    ("The army pulled back to let fighters leave.", "let", ("unspecified", "+", "future")),
    ("The UN wants an inquiry into allegations of torture.", "torture", ("possible", "+", "past")),
    ("The convoy, the Red Cross said, was in all likelihood attacked by helicopters.", "attacked",
     ("probable", "+", "past")),
    ("It could not be ruled out that Israel bombed the convoy.", "bombed", ("possible", "+", "past")),
    ("The agency could not confirm reports that gas had been used.", "used", ("possible", "+", "past")),
    ("There is no evidence that the army used gas.", "used", ("unspecified", "+", "past")),
    ("Has the general ordered the massacre?", "ordered", ("unspecified", "+", "past")),
    ("The opposition has called for the army to return to barracks.", "return", ("unspecified", "+", "future")),
    ("London is considering expelling the ambassador.", "expelling", ("unspecified", "+", "future")),
    ("The president stopped short of declaring war.", "declaring", ("certain", "-", "past")),
    ("Soldiers shot the driver before he could detonate the bomb.", "detonate", ("certain", "-", "past")),
    ("If the guards had fired, many would have been killed.", "killed", ("certain", "-", "past")),
    ("Without American help the city would have fallen.", "fallen", ("certain", "-", "past")),
    ("The UN has yet to confirm that the rebels withdrew.", "withdrew", ("possible", "+", "past")),
    ("Fighters appear to have withdrawn from the town.", "withdrawn", ("probable", "+", "past")),
    ("Moscow is believed to be preparing an offensive.", "preparing", ("probable", "+", "present")),
    ("The base remains surrounded by rebels.", "surrounded", ("certain", "+", "present")),
    ("Two ministers are due to visit Damascus on Monday.", "visit", ("certain", "+", "future")),
    ("The army is about to storm the camp.", "storm", ("certain", "+", "future")),
    ("Officials who spoke on condition of anonymity said the army will attack.", "attack",
     ("certain", "+", "future")),
    ("Gunmen, probably from the north, killed four farmers.", "killed", ("certain", "+", "past")),
    ("The likely successor to the king met the rebels in Rome.", "met", ("certain", "+", "past")),
    ("The army attacked even though the truce held.", "attacked", ("certain", "+", "past")),
    ("Given the heavy shelling, aid workers will leave.", "leave", ("certain", "+", "future")),
])
def test_how_an_act_is_presented(nlp, text, word, expected):
    doc = nlp(text)
    token = next(token for token in doc if token.text == word)
    stance = find_stances(doc, cues=CUES)[token.i]
    assert (stance.certainty, stance.polarity, stance.tense) == expected
