"""Marked-up sentences: the *trigger* in stars, the place of its act in [brackets], none where there are none."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language

from dateline.analyze.places import find_places
from dateline.coding.places import act_place, why_place
from dateline.gazetteer import PlaceIndex, open_places
from dateline.records import Article, Block, Reading, Resolution
from dateline.resolve.places import resolve_places

pytestmark = pytest.mark.model

AT = [
    "Rebels *attacked* a village in [Ituri] on Monday.",
    "BEIRUT — Syrian troops *seized* [al-Bab] from Islamic State on Tuesday.",
    "GOMA, Congo (AP) - Rebels *attacked* a village in [Ituri] on Monday.",
    "Ministers said in Moscow that troops had *shelled* [Mosul].",
    "The [Aleppo] *offensive* killed ten.",
    "Russian jets *bombed* Syria's [Aleppo].",
    "The two sides *clashed* in the city of [Banki] in Borno state.",
    "Fighters *withdrew* from [Kharab al-Jir airbase] in Hasakah province.",
    "Forces managed to *retake* [Babdin Square] in north-eastern Aleppo.",
    "On the outskirts of [Donetsk], soldiers *shot* two men.",
    "[Khan Younis] was *shelled* overnight.",
    "The UN in New York condemned the *attack* in [Khan Younis].",
    "US forces *deployed* to [Kuwait].",
    "The army pulled back in Aleppo. *Shelling* of [the city] went on.",
    "Gunmen abducted 12 students in [Chibok]. The *abduction* caused anger.",
    "Militants attacked the town of [Baga] in Borno state, *killing* five people.",
    "Two policemen were *shot* dead in [Diwaniyah], 130 kilometers south of Baghdad.",
    "In [Mosul], police said that gunmen had *killed* two men.",
    "Soldiers *patrolled* the streets of [Bamako].",
    "Troops said to be from Chad *crossed* into [Sudan].",
]
NOWHERE = [
    "GOMA, Congo (AP) - Rebels *attacked* a village on Monday.",
    "The foreign minister said in Moscow that Russia would *withdraw* its troops.",
    "A resident of Homs said that gunmen *killed* his brother.",
    "Turkey *attacked* Kurdish fighters.",
    "Gunmen *killed* five people.",
    "The president of Kenya *signed* a law.",
    "The rebels denied this in a note to embassies in Nairobi, saying that they have not *stopped* a single lorry.",
    "Their spokesman, reached by telephone in Lome, said that soldiers had *fired* on the trucks.",
    "The minister *promised* aid for victims of the war in Yemen.",
    "Gunmen abducted 12 students in Chibok. A second *abduction* caused anger.",
]


@pytest.fixture(scope="module")
def places() -> PlaceIndex:
    return open_places()


@pytest.mark.parametrize("sentence", AT + NOWHERE)
def test_place_of_an_act(nlp: Language, places: PlaceIndex, sentence: str) -> None:
    text = re.sub(r"[*\[\]]", "", sentence)
    offset = len(re.sub(r"[\[\]]", "", sentence.partition("*")[0]))
    doc = nlp(text)
    article = Article(id="a", text_hash="a", text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
    mentions = tuple(find_places(doc, places=places))
    refs, _, _ = resolve_places(Reading(article, doc, mentions), places=places)
    trigger = next(token.i for token in doc if token.idx == offset)
    at = act_place(Reading(article, doc, mentions), Resolution(places=refs), trigger)
    expected = re.findall(r"\[([^]]+)\]", sentence)
    assert ([] if at is None else [mentions[at].text]) == expected


def test_ground_names_the_maker_and_what_weighed_most(nlp: Language, places: PlaceIndex) -> None:
    text = "Gunmen killed five people in Mosul."
    doc = nlp(text)
    article = Article(id="a", text_hash="a", text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
    mentions = tuple(find_places(doc, places=places))
    reading = Reading(article, doc, mentions)
    refs, _, _ = resolve_places(reading, places=places)
    found = why_place(reading, Resolution(places=refs), 1)
    assert found is not None
    maker, note = found
    assert maker == "model:event_places@1"
    assert note.startswith("share 0.")
    assert "among 1 named beside 'killed'" in note
    assert note.endswith("the rule of costs agrees")
    assert why_place(reading, Resolution(), 0) is not None or act_place(reading, Resolution(), 0) is None
