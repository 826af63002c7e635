"""Chains, stakes and factuality on readings made by hand."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from dateline.codebook.lexicons import load_speech
from dateline.coding.attribution import chain_of, factuality_of, same_house, temporal_of
from dateline.records import ActorRef, Factuality, Hop, Resolution, Saying, Span, Speaker, Stance, Voice
from tests.hand import actor, doc_of, reading_of, resolved

SPEECH = load_speech()
OUTLET = Hop(speakers=(Speaker(kind="outlet", named=True),))
DOC = doc_of(
    "State/NOUN/compound/1 media/NOUN/nsubj/2 quoted=quote/VERB/ROOT/2 an/DET/det/4 official=official/NOUN/dobj/2 "
    "as/ADP/prep/2 saying=say/VERB:VBG/pcomp/5 rebels/NOUN/nsubj/8 fled=flee/VERB/ccomp/6")
QUOTED = Saying(
    manner="indirect", speakers=(Voice(first=3, last=5, head=4, mention=0),),
    carriers=((Voice(first=0, last=2, head=1),),), cue_first=6, cue_last=7, cue_lemma="say", content=((7, 9),),
    commitment="certain")


def chain(trigger, *, verbal=False, sayings=(QUOTED,), **article):
    reading = reading_of(DOC, (actor(DOC, 3, 5, 4),), sayings=sayings)
    if article:
        reading = replace(reading, article=msgspec.structs.replace(reading.article, **article))
    return chain_of(reading, resolved(reading.mentions, ("SYRGOV",)), trigger, verbal=verbal, speech=SPEECH)


def test_the_chain_runs_from_the_official_through_state_media_to_the_outlet():
    official = ActorRef(text="an official", start=19, end=30, country="SYR", sector="GOV", code="SYRGOV")
    assert chain(8) == (
        Hop(speakers=(Speaker(text="an official", start=19, end=30, actor=official, kind="unnamed_official",
                              named=False),),
            cue=Span(text="saying", start=34, end=40), commitment="certain"),
        Hop(speakers=(Speaker(text="State media", start=0, end=11, kind="media", named=False),)),
        OUTLET,
    )


def test_outside_every_saying_the_outlet_speaks():
    assert chain(2) == (OUTLET,)


def test_a_verbal_act_that_is_quoted_keeps_its_speaker_as_origin():
    assert [hop.speakers[0].text for hop in chain(6, verbal=True)] == ["an official", "State media", None]


def test_a_verbal_act_told_by_the_outlet_starts_at_the_outlet():
    accused = Saying(manner="indirect", speakers=QUOTED.speakers, cue_first=6, cue_last=7, cue_lemma="accuse",
                     content=((7, 9),))
    assert chain(6, verbal=True, sayings=(accused,)) == (OUTLET,)
    assert [hop.speakers[0].text for hop in chain(8, verbal=True, sayings=(accused,))] == ["an official", None]


def test_a_verbal_act_carried_by_others_starts_at_who_carried_it():
    blamed = msgspec.structs.replace(QUOTED, cue_lemma="blame")
    assert [hop.speakers[0].text for hop in chain(6, verbal=True, sayings=(blamed,))] == ["State media", None]


def test_a_medium_of_the_reports_own_house_is_no_hop():
    told = msgspec.structs.replace(QUOTED, carriers=((Voice(first=0, last=2, head=0),),))
    doc = doc_of(
        "Delta/PROPN/compound/1 News/PROPN/nsubj/2 quoted=quote/VERB/ROOT/2 an/DET/det/4 "
        "official=official/NOUN/dobj/2 as/ADP/prep/2 saying=say/VERB:VBG/pcomp/5 rebels/NOUN/nsubj/8 "
        "fled=flee/VERB/ccomp/6")
    reading = reading_of(doc, (), sayings=(told,))
    other = replace(reading, article=msgspec.structs.replace(reading.article, outlet="Coast Radio"))
    own = replace(reading, article=msgspec.structs.replace(reading.article, outlet="Delta News"))
    found = [chain_of(one, resolved((), ()), 8, speech=SPEECH) for one in (other, own)]
    assert [[hop.speakers[0].text for hop in hops] for hops in found] == [
        ["an official", "Delta News", None], ["an official", None]]


def test_what_somebody_says_of_himself_is_one_hop():
    doc = doc_of(
        "The/DET/det/1 mayor/NOUN/nsubj/2 said=say/VERB/ROOT/2 he/PRON/nsubj/4 saw=see/VERB/ccomp/2 "
        "rebels/NOUN/nsubj/6 flee/VERB:VB/ccomp/4")
    sayings = (
        Saying(manner="indirect", speakers=(Voice(first=0, last=2, head=1),), cue_first=2, cue_last=3, cue_lemma="say",
               content=((3, 7),)),
        Saying(manner="indirect", speakers=(Voice(first=3, last=4, head=3),), cue_first=4, cue_last=5, cue_lemma="see",
               content=((5, 7),), parent=0, asserted=False),
    )
    found = chain_of(reading_of(doc, (), sayings=sayings), resolved((), ()), 6, speech=SPEECH)
    assert [hop.speakers[0].text for hop in found] == ["The mayor", None]


def test_an_announcement_is_its_speakers_word_even_as_a_verbal_act():
    announced = msgspec.structs.replace(QUOTED, carriers=(), cue_lemma="announce")
    assert [hop.speakers[0].text for hop in chain(6, verbal=True, sayings=(announced,))] == ["an official", None]


def test_agency_outlet_and_mirror_are_hops():
    kinds = [hop.speakers[0].kind for hop in chain(2, agency="Reuters", outlet="The Daily Post",
                                                   publisher="mirror-of-news.example")]
    assert kinds == ["agency", "outlet", "publisher"]


def test_the_statement_stands_for_who_issued_it():
    doc = doc_of(
        "The/DET/det/1 ministry/NOUN/nsubj/2 said=say/VERB/ROOT/2 in/ADP/prep/2 a/DET/det/5 statement/NOUN/pobj/3 "
        "troops/NOUN/nsubj/7 left=leave/VERB/ccomp/2 || The/DET/det/1 statement/NOUN/nsubj/2 said=say/VERB/ROOT/2 "
        "rebels/NOUN/nsubj/4 fled=flee/VERB/ccomp/2")
    mentions = (actor(doc, 0, 2, 1),)
    sayings = (
        Saying(manner="indirect", speakers=(Voice(first=0, last=2, head=1, mention=0),), cue_first=2, cue_last=3,
               cue_lemma="say", content=((6, 8),)),
        Saying(manner="indirect", speakers=(Voice(first=8, last=10, head=9),), cue_first=10, cue_last=11,
               cue_lemma="say", content=((11, 13),)),
    )
    reading = reading_of(doc, mentions, sayings=sayings)
    (hop, _) = chain_of(reading, resolved(mentions, ("RUSGOV",)), 12, speech=SPEECH)
    assert (hop.speakers[0].text, hop.speakers[0].kind, hop.speakers[0].actor.code) == (
        "The statement", "document", "RUSGOV")


def test_a_saying_without_speakers_adds_no_hop():
    passive = Saying(manner="passive", speakers=(), cue_first=6, cue_last=7, cue_lemma="say", content=((7, 9),))
    assert chain(8, sayings=(passive,)) == (OUTLET,)


@pytest.mark.parametrize(("left", "right", "same"), [
    ("www.presstv.example", "Press TV", True),
    ("https://www.bbc.co.uk/news/1", "British Broadcasting Corporation", True),
    ("edition.cnn.com", "CNN (AP)", True),
    ("mirror.example", "The Daily Post", False),
    ("mirror.example", None, False),
])
def test_same_house(left, right, same):
    assert same_house(left, right) is same


def test_factuality_is_the_origins():
    believes = (Hop(speakers=OUTLET.speakers, commitment="probable"), OUTLET)
    denies = (Hop(speakers=OUTLET.speakers, commitment="denies"), OUTLET)
    assert factuality_of(Stance(), believes) == Factuality(certainty="probable")
    assert factuality_of(Stance(), denies) == Factuality(polarity="-")
    assert factuality_of(Stance(polarity="-", cues=("denied",)), denies) == Factuality(polarity="-")
    assert factuality_of(Stance(cues=("not", "denied")), denies) == Factuality()


@pytest.mark.parametrize(("tense", "verbal", "expected"), [
    ("past", False, "past"), ("present", False, "ongoing"), ("present", True, "past"), ("future", False, "future"),
    ("generic", True, "historical"),
])
def test_temporal(tense, verbal, expected):
    assert temporal_of(Stance(tense=tense), verbal=verbal) == expected


def test_an_empty_resolution_gives_words_only():
    reading = reading_of(DOC, (), sayings=(QUOTED,))
    speaker = chain_of(reading, Resolution(), 8, speech=SPEECH)[0].speakers[0]
    assert (speaker.text, speaker.actor) == ("an official", None)
