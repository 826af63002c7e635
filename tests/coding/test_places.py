"""Marked-up sentences: the *trigger* in stars, the place of its act in [brackets], none where there are none."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language

from dateline.analyze.places import find_places
from dateline.coding.places import act_place
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
]
NOWHERE = [
    "GOMA, Congo (AP) - Rebels *attacked* a village on Monday.",
    "The foreign minister said in Moscow that Russia would *withdraw* its troops.",
    "A resident of Homs said that gunmen *killed* his brother.",
    "Turkey *attacked* Kurdish fighters.",
    "Gunmen *killed* five people.",
    "The president of Kenya *signed* a law.",
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
