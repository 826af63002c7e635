"""What kind of voice speaks and whether it has a name: each voice stands between brackets."""

from __future__ import annotations

import pytest

from dateline.codebook.lexicons import load_speech
from dateline.coding.voices import is_named, kind_of
from dateline.records import ActorRef, Mention, Voice
from tests.hand import doc_of, reading_of

SPEECH = load_speech()


def judged(marked, head, *, sector=None, name=None, row=None, antecedent=None):
    doc = doc_of(marked)
    span = doc[:]
    mentions = [Mention(kind="actor", form="noun", first=0, last=len(doc), head=head, start=0, end=len(span.text),
                        text=span.text, entries=(row,) if row else (), antecedents=(1,) if antecedent else ())]
    if antecedent:
        first, last = antecedent
        part = doc[first:last]
        mentions.append(Mention(kind="actor", form="name", first=first, last=last, head=last - 1,
                                start=part.start_char, end=part.end_char, text=part.text))
    actor = ActorRef(text=span.text, start=0, end=1, sector=sector, name=name) if sector or name else None
    reading = reading_of(doc, tuple(mentions))
    voice = Voice(first=0, last=len(doc) if not antecedent else 1, head=head, mention=0)
    kind = kind_of(reading, voice, actor, speech=SPEECH)
    return kind, is_named(reading, voice, actor=actor, kind=kind)


@pytest.mark.parametrize(("marked", "head", "more", "expected"), [
    ("a/DET/det/1 nurse/NOUN/ROOT/1", 1, {"sector": "MED"}, ("witness", False)),
    ("a/DET/det/2 retired/ADJ/amod/2 admiral/NOUN/ROOT/2", 2, {"sector": "MIL"}, ("unnamed_official", False)),
    ("the/DET/det/1 embassy/NOUN/ROOT/1", 1, {"sector": "GOV"}, ("institution", True)),
    ("two/NUM/nummod/1 hospitals=hospital/NOUN:NNS/ROOT/1", 1, {}, ("institution", False)),
    ("state/NOUN/compound/1 media/NOUN/ROOT/1", 1, {}, ("media", False)),
    ("state/NOUN/compound/1 television/NOUN/ROOT/1", 1, {}, ("media", True)),
    ("a/DET/det/1 newspaper/NOUN/ROOT/1", 1, {}, ("media", False)),
    ("Radio/PROPN/compound/1 Delta/PROPN/ROOT/1", 1, {}, ("media", True)),
    ("Delta/PROPN/ROOT/0", 0, {"row": "media:9"}, ("media", True)),
    ("Omar/PROPN/compound/1 Haddad/PROPN/ROOT/1", 1, {"sector": "CVL", "name": "Omar Haddad"}, ("named_person", True)),
    ("the/DET/det/1 report/NOUN/ROOT/1", 1, {}, ("document", False)),
    ("footage/NOUN/ROOT/0", 0, {}, ("footage", False)),
    ("peasants=peasant/NOUN:NNS/ROOT/0", 0, {"sector": "AGR"}, ("witness", False)),
])
def test_kind_and_name(marked, head, more, expected):
    assert judged(marked, head, **more) == expected


@pytest.mark.parametrize(("pronoun", "antecedent", "more", "expected"), [
    ("He", "Omar/PROPN/compound/2 Haddad/PROPN/ROOT/2", {"sector": "CVL"}, ("named_person", True)),
    ("He", "a/DET/det/2 trader/NOUN/ROOT/2", {"sector": "BUS", "name": "a trader"}, ("witness", False)),
    ("He", "a/DET/det/2 general/NOUN/ROOT/2", {"sector": "MIL", "name": "a general"}, ("unnamed_official", False)),
    ("It", "the/DET/det/2 agency/NOUN/ROOT/2", {}, ("institution", True)),
    ("It", "the/DET/det/2 newspaper/NOUN/ROOT/2", {}, ("media", True)),
])
def test_a_pronoun_has_the_kind_of_what_it_stands_for(pronoun, antecedent, more, expected):
    marked = f"{pronoun}/PRON/nsubj/2 {antecedent}"
    assert judged(marked, 0, antecedent=(1, 3), **more) == expected


def test_he_who_stands_for_nobody_known_is_an_unnamed_official():
    assert judged("He/PRON/ROOT/0", 0) == ("unnamed_official", False)
