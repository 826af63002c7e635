"""Each case is a text and what is said in it: (manner, cue, speakers, carriers outward, contents)."""

from __future__ import annotations

import pytest

from dateline.analyze.language import parse
from dateline.analyze.sayings import find_sayings
from dateline.codebook.lexicons import load_speech
from dateline.evaluate.attribution import article_of
from dateline.records import Mention, Saying, Voice
from tests.hand import actor, doc_of

SPEECH = load_speech()


def test_indirect_speech_points_at_the_mention_of_its_speaker():
    doc = doc_of("The/DET/det/1 army/NOUN/nsubj/2 said=say/VERB/ROOT/2 rebels/NOUN:NNS/nsubj/4 fled=flee/VERB/ccomp/2 "
                 "Homs/PROPN/dobj/4")
    assert find_sayings(doc, (actor(doc, 0, 2, 1),), speech=SPEECH) == (Saying(
        manner="indirect", speakers=(Voice(first=0, last=2, head=1, mention=0),), cue_first=2, cue_last=3,
        cue_lemma="say", content=((3, 6),), commitment="certain"),)


def test_when_and_where_it_was_said_are_the_cues_not_the_acts():
    doc = doc_of("He/PRON/nsubj/1 said=say/VERB/ROOT/1 on/ADP/prep/1 Monday/PROPN/pobj/2 in/ADP/prep/1 "
                 "Geneva/PROPN/pobj/4 "
                 "that/SCONJ:IN/mark/8 rebels/NOUN/nsubj/8 left=leave/VERB/ccomp/1 Homs/PROPN/dobj/8 on/ADP/prep/8 "
                 "Sunday/PROPN/pobj/10")
    mentions = tuple(
        Mention(kind=kind, form="expression", first=at, last=at + 1, head=at, start=doc[at].idx,
                end=doc[at].idx + len(doc[at]), text=doc[at].text)
        for kind, at in (("time", 3), ("place", 5), ("place", 9), ("time", 11)))
    (saying,) = find_sayings(doc, mentions, speech=SPEECH)
    assert (saying.time, saying.place) == (0, 1)


def test_a_verb_that_is_no_cue_says_nothing():
    doc = doc_of("The/DET/det/1 army/NOUN/nsubj/2 shelled=shell/VERB/ROOT/2 Homs/PROPN/dobj/2")
    assert find_sayings(doc, (), speech=SPEECH) == ()


def told(nlp, text):
    doc, _ = parse(article_of(text), nlp=nlp)
    words = lambda voices: [doc[voice.first : voice.last].text for voice in voices]  # noqa: E731
    return [
        (s.manner, s.cue_lemma, words(s.speakers), [words(group) for group in s.carriers],
         [doc[first:last].text for first, last in s.content])
        for s in find_sayings(doc, (), speech=SPEECH)
    ]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("The governor said that rebels had fled the town.",
     [("indirect", "say", ["The governor"], [], ["that rebels had fled the town"])]),
    ("Rebels have fled the town, the governor said on Monday.",
     [("indirect", "say", ["the governor"], [], ["Rebels have fled the town"])]),
    ("The rebels, the governor said, had fled the town.",
     [("indirect", "say", ["the governor"], [], ["The rebels", "had fled the town"])]),
    ("“We left the town,” said Omar Haddad, a rebel commander.",
     [("direct", "say", ["Omar Haddad"], [], ["We left the town"])]),
    ('"We left the town. It was over," he said. "Nobody stayed."',
     [("direct", "say", ["he"], [], ["We left the town. It was over", "Nobody stayed"])]),
    ("The envoy told Reuters that talks would resume.",
     [("indirect", "tell", ["The envoy"], [["Reuters"]], ["that talks would resume"])]),
    ("The envoy told reporters that talks would resume.",
     [("indirect", "tell", ["The envoy"], [], ["that talks would resume"])]),
    ("In a statement carried by state radio and the TASS news agency, the ministry announced that the truce had ended.",
     [("indirect", "announce", ["the ministry"], [["state radio", "the TASS news agency"]],
       ["that the truce had ended"])]),
    ("State radio quoted a senior officer as saying that the truce had ended.",
     [("indirect", "say", ["a senior officer"], [["State radio"]], ["that the truce had ended"])]),
    ("The officer was quoted by Interfax as saying the truce had ended.",
     [("indirect", "say", ["The officer"], [["Interfax"]], ["the truce had ended"])]),
    ("Twelve people were killed, according to the Syrian Observatory for Human Rights.",
     [("according_to", "according to", ["the Syrian Observatory for Human Rights"], [],
       ["Twelve people were killed"])]),
    ("Video footage shows soldiers firing at the crowd.",
     [("evidence", "show", ["Video footage"], [], ["soldiers firing at the crowd"])]),
    ("The rebels are said to have fled the town.",
     [("passive", "say", [], [], ["The rebels", "to have fled the town"])]),
    ("Russia denied reports that its jets had hit a school.",
     [("indirect", "deny", ["Russia"], [], ["reports that its jets had hit a school"])]),
    ("Two soldiers killed in Homs: army",
     [("headline", ":", ["army"], [], ["Two soldiers killed in Homs"])]),
    ("The army shelled the town while talks continued in Geneva.", []),
    ('The so-called "safe zone" was shelled again.', []),
    ("Work went on according to plan.", [("according_to", "according to", ["plan"], [], ["Work went on"])]),
])
def test_who_says_what(nlp, text, expected):
    assert told(nlp, text) == expected


@pytest.mark.model
def test_an_open_quotation_keeps_its_speaker_across_paragraphs(nlp):
    text = "“They came at dawn,” said Omar Haddad. “They burned the houses.\n\n“They left at noon.”"
    assert told(nlp, text) == [
        ("direct", "say", ["Omar Haddad"], [], ["They came at dawn", "They burned the houses", "They left at noon"])]


@pytest.mark.model
def test_a_paragraph_without_a_source_is_not_continued(nlp):
    text = "“They came at dawn,” said Omar Haddad.\n\nThe army shelled the town at noon."
    assert [contents for *_, contents in told(nlp, text)] == [["They came at dawn"]]


@pytest.mark.model
def test_who_speaks_again_is_still_carried(nlp):
    text = ("State media quoted an unnamed ministry official as saying that the truce had ended.\n\n"
            "“We will answer,” the official said.\n\nThe mayor said the town was calm.")
    assert [(speakers, carriers) for _, _, speakers, carriers, _ in told(nlp, text)] == [
        (["an unnamed ministry official"], [["State media"]]),
        (["the official"], [["State media"]]),
        (["The mayor"], []),
    ]


@pytest.mark.model
def test_what_is_told_in_a_saying_has_it_as_parent(nlp):
    doc, _ = parse(article_of("The mayor said that officials had announced that the bridge was closed."), nlp=nlp)
    sayings = find_sayings(doc, (), speech=SPEECH)
    assert [(s.cue_lemma, s.parent) for s in sayings] == [("say", None), ("announce", 0)]


@pytest.mark.model
@pytest.mark.parametrize("text", [
    '"', '" ' * 500, "said " * 500, "according to " * 300, ":", "he said that " * 300, "",
])
def test_nonsense_does_no_harm(nlp, text):
    doc, _ = parse(article_of(text), nlp=nlp)
    assert all(0 <= first < last <= len(doc) for s in find_sayings(doc, (), speech=SPEECH) for first, last in s.content)
