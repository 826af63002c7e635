"""Marked-up sentences: every place name stands in [brackets], what refers back in {braces}; nothing else is one."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language

from dateline.analyze.places import find_places
from dateline.gazetteer import PlaceIndex, open_places
from dateline.records import Mention

pytestmark = pytest.mark.model

NAMES = [
    "Rebels seized [al-Bab] and [Deir ez-Zor], activists said.",
    "Fierce battles went on in north-eastern [Aleppo] on Tuesday.",
    "He flew from [N'Djamena] to [Port-au-Prince] via [St. Petersburg].",
    "Gunmen attacked a convoy near [Goma], [Congo].",
    "Police in [Paris], [Texas], held two men.",
    "The fire began in [Atlanta], [Ga.] and spread.",
    "[Syria]'s army shelled [Idlib] province.",
    "The [U.S.] and the [UAE] signed a deal in [Washington].",
    "[Israel] struck the [Gaza Strip] and the [West Bank].",
    "Troops entered [Nice] and moved on.",
    "Ships were hit in the [Red Sea] and the [Strait of Hormuz].",
]
SITES = [
    "Forces retook [Babdin Square] on Wednesday.",
    "Fighters left [Kharab al-Jir airbase] at dawn.",
    "Two hundred people fled [Bafwakoa village].",
    "Doctors at [Al-Shifa Hospital] counted the dead.",
    "They were killed in the village of [Qarbatwa].",
    "Tanks burned on the outskirts of [Bzarwa].",
    "Soldiers drove the last militants out of [Mayrudeen].",
    "Rebels launched an assault on [Kulbuzar].",
    "Shells fell on the [Zirbandi district] at dawn.",
    "Twenty were killed at [Kibehora].",
    "The army advanced towards [al-Latmarra].",
    "Ferries sank off [Zarbuna Island].",
]
NOT_PLACES = [
    "Abu Zarbandi was killed by soldiers.",
    "Troops fired at Palestinians near them.",
    "The attack on Kulbuzar was condemned by Smith.",
    "Michael Jordan met Paris Hilton.",
    "The Washington Post and the Moscow Times reported it.",
    "Bank of Jerusalem shares fell.",
    "The Islamic State of Iraq and the Levant claimed it.",
    "Of the dead, many were children.",
    "Police said Reading improves the mind.",
    "Syrian troops and Russian jets attacked.",
    "There were 40 people with HIV.",
    "President Lincoln spoke first.",
]
BACK = [
    "The army pulled back in [Aleppo] to let militants leave {the war-stricken city}.",
    "[Damascus] was quiet; no one was hurt {there}.",
    "{The Syrian capital} was hit by a car bomb.",
    "Rebels hold parts of [Yemen], and half of {the country} is hungry.",
]
NOT_BACK = [
    "There are three soldiers in [Aleppo].",
    "[Aleppo] city fell.",
    "The city of [Homs] fell.",
    "A city was hit.",
]


@pytest.fixture(scope="module")
def places() -> PlaceIndex:
    return open_places()


def marked(text: str, mentions: list[Mention]) -> str:
    for mention in reversed(mentions):
        left, right = "[]" if mention.form == "name" else "{}"
        text = f"{text[:mention.start]}{left}{mention.text}{right}{text[mention.end:]}"
    return text


@pytest.mark.parametrize("sentence", NAMES + SITES + NOT_PLACES + BACK + NOT_BACK)
def test_places_of_a_sentence(nlp: Language, places: PlaceIndex, sentence: str) -> None:
    text = re.sub(r"[\[\]{}]", "", sentence)
    mentions = find_places(nlp(text), places=places)
    assert marked(text, mentions) == sentence
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


def test_a_surname_once_told_is_no_place(nlp: Language, places: PlaceIndex) -> None:
    doc = nlp("The book is on general George Washington and his army. Washington said little in the war.")
    assert find_places(doc, places=places) == []


def test_entries_follow_the_kind_said(nlp: Language, places: PlaceIndex) -> None:
    city = find_places(nlp("Shells fell on Aleppo."), places=places)[0]
    province = find_places(nlp("Shells fell on Aleppo province."), places=places)[0]
    assert [places.row(int(found.entries[0])).kind for found in (city, province)] == ["city", "province"]


def test_what_no_gazetteer_has_has_no_entries(nlp: Language, places: PlaceIndex) -> None:
    mention = find_places(nlp("Forces retook Babdin Square."), places=places)[0]
    assert mention.entries == ()


def test_antecedents_are_the_nearest_of_a_fitting_kind(nlp: Language, places: PlaceIndex) -> None:
    doc = nlp("Shells fell on Aleppo. Turkey closed its border. The city was dark, and people fled the country.")
    mentions = find_places(doc, places=places)
    found = {mention.text: [mentions[at].text for at in mention.antecedents] for mention in mentions}
    assert found == {"Aleppo": [], "Turkey": [], "The city": ["Aleppo"], "the country": ["Turkey"]}


def test_an_empty_text_has_no_places(nlp: Language, places: PlaceIndex) -> None:
    assert find_places(nlp(""), places=places) == []
    assert find_places(nlp("\n\n \n"), places=places) == []
