"""Loaded words for a party and whose they are."""

from __future__ import annotations

import pytest

from dateline.coding.labels import labels_of
from dateline.gazetteer.actors import load_actors
from dateline.records import ActorRef, Label, Mention, Resolution
from tests.hand import doc_of, reading_of

TABLE = load_actors()


def labels(text, *, form="noun", entries=(), voice="outlet"):
    mention = Mention(kind="actor", form=form, first=0, last=1, head=0, start=0, end=len(text), text=text,
                      entries=entries)
    ref = ActorRef(text=text, start=0, end=len(text), name="Party X", country="SYR", sector="REB", code="SYRREB")
    reading = reading_of(doc_of("x/NOUN/ROOT/0"), (mention,))
    return labels_of(reading, Resolution(actors={0: (ref,)}), [0, 0], voice=voice, table=TABLE)


@pytest.mark.parametrize(("text", "words"), [
    ("foreign-backed terrorists", ["foreign-backed", "terrorists"]),
    ("the Assad regime\u2019s", ["regime"]),
    ('"freedom fighters"', ["freedom fighters"]),
    ("Takfiri militants", ["takfiri", "militants"]),
    ("the Syrian army", []),
    ("civilians", []),
])
def test_loaded_words_are_kept(text, words):
    assert labels(text) == tuple(Label(party="Party X", word=word, voice="outlet") for word in words)


def test_the_voice_is_as_given():
    assert labels("thugs", voice="origin") == (Label(party="Party X", word="thugs", voice="origin"),)


def test_a_partys_own_name_is_no_label():
    assert labels("Islamic Resistance in Iraq", form="name", entries=TABLE.ids("Islamic Resistance in Iraq")) == ()


def test_a_pronoun_has_no_label():
    assert labels("they", form="pronoun") == ()
