from __future__ import annotations

import pytest

from dateline.events.voices import classes_in, house_of, names_in, voice_at
from tests.events.told import article, party, says, told

TEXT = "Shells hit Zenica."


@pytest.mark.parametrize(("text", "outlet", "agency", "house"), [
    (TEXT, "Agence France-Presse", None, "AFP"),
    (TEXT, "The Courier", "Reuters", "Reuters"),
    ("ZENICA (Reuters) - Shells hit the town.", "The Courier", None, "Reuters"),
    ("Shells hit the town. With AFP", "The Courier", None, "AFP"),
    ("From News Services. Shells hit the town.", "The Courier", None, "wire"),
    ("Shells hit the town, the agencies of the state said nothing.", "The Courier", None, "The Courier"),
    ("Reuters was not allowed in.", "The Courier", None, "The Courier"),
    (TEXT, None, None, "a-x"),
])
def test_the_house_is_the_agency_credited_else_the_outlet(text, outlet, agency, house):
    assert house_of(article("x", text, outlet=outlet, agency=agency)) == house


def test_a_report_that_is_not_given_is_of_an_unknown_house():
    assert house_of(None) == "unknown"


def test_voices_have_classes_by_their_words():
    assert classes_in("Dr. Helen Yambao of the regional hospital") == {"medical"}
    assert classes_in("a spokesman for the national police") == {"police"}
    assert classes_in("he") == frozenset()


def test_names_are_what_is_left_of_a_voice():
    assert names_in("police chief Rolando Macasaet") == {"rolando", "macasaet"}
    assert names_in("a spokesman for the police") == frozenset()
    assert names_in("AFC/M23", opening=True) == {"afc", "m23"}


def test_the_outlets_own_word_and_an_agency_that_is_quoted():
    source = article("x", TEXT)
    assert voice_at(told(source, "Shells [hit] Zenica."), source).house == "The Courier"
    quoted = told(source, "Shells [hit] Zenica.", by=says("Tanjug", kind="agency"))
    assert voice_at(quoted, source).house == "Tanjug"


def test_a_speaker_is_known_by_actor_class_and_name():
    source = article("x", TEXT)
    claim = told(source, "Shells [hit] Zenica.", by=says("the army", actor=party("BIHMIL", ident="arbih", text="army")))
    voice = voice_at(claim, source)
    assert (voice.house, voice.actor, voice.country, voice.classes, voice.loose) == (
        None, "arbih", "BIH", frozenset({"military"}), False)
    assert voice_at(told(source, "Shells [hit] Zenica.", by=says("officials")), source).loose


def test_a_verbal_act_is_the_word_of_who_heard_it():
    source = article("x", "Kinshasa accused Rwanda.")
    congo = party("CODGOV", text="Kinshasa")
    by = says("Kinshasa", actor=congo)
    claim = told(source, "Kinshasa [accused] Rwanda.", event="ACCUSE", actors=(congo,), by=by)
    assert voice_at(claim, source).house == "The Courier"
    we = told(source, "Kinshasa [accused] Rwanda.", event="ACCUSE", actors=(party("UNK", text="we"),), by=by)
    assert voice_at(we, source).house == "The Courier"
    deed = told(source, "Kinshasa [accused] Rwanda.", event="ASSAULT", actors=(congo,), by=by)
    assert voice_at(deed, source).house is None
