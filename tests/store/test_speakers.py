"""Who speaks in the store."""

from __future__ import annotations

from collections import Counter

import pytest

from dateline.codebook import load_codebook
from dateline.store import open_store, put_article
from dateline.store.filters import Filters
from dateline.store.speakers import SpeakerCount, speakers
from tests.making import MINISTRY, OUTLET, actor, arrangement, article, claim, control, hop, speaker

BOOK = load_codebook()
AGENCY = hop(speaker("SANA", "agency"))
ARMY = hop(speaker("the army", actor=actor("the army", name="Syrian army", code="SYRMIL")))


@pytest.fixture
def store(tmp_path):
    first = (
        claim(id="c-0001", stake="actor"), claim("ASSAULT", None, id="c-0002", attribution=(MINISTRY, AGENCY, OUTLET)),
        arrangement(stake="actor"), control(attribution=(ARMY, OUTLET), stake="actor"))
    second = (claim("ASSAULT", None, id="c-0003", article="a-2", attribution=(OUTLET,)),)
    with open_store(tmp_path / "news.db") as database:
        put_article(database, article(), first, coder="1", codebook=BOOK, source="x")
        put_article(database, article(id="a-2", outlet="Hill Wire", text_hash="1"), second, coder="1", codebook=BOOK,
                    source="x")
        yield database


def test_origins_with_their_records_articles_stakes_and_go_betweens(store):
    assert speakers(store, Filters()) == [
        SpeakerCount(name="Syria's Foreign Ministry", kind="institution", named=True, through=("SANA",), articles=1,
                     outlets=1, stakes=Counter(actor=2, unknown=1)),
        SpeakerCount(name="Hill Wire", kind="outlet", named=True, articles=1, outlets=1, stakes=Counter(unknown=1)),
        SpeakerCount(name="Syrian army", kind="institution", named=True, code="SYRMIL", articles=1, outlets=1,
                     stakes=Counter(actor=1))]


@pytest.mark.parametrize(("filters", "counts"), [
    (Filters(event="ASSAULT"), {"Syria's Foreign Ministry": 1, "Hill Wire": 1}),
    (Filters(stake="actor"), {"Syria's Foreign Ministry": 2, "Syrian army": 1}),
    (Filters(without_self_reports=True), {"Syria's Foreign Ministry": 2, "Hill Wire": 1}),
    (Filters(place="Damascus"), {}),
])
def test_the_filters_of_claims(store, filters, counts):
    assert {one.name: one.records for one in speakers(store, filters)} == counts


def test_the_first_few(store):
    assert [one.name for one in speakers(store, Filters(), limit=1)] == ["Syria's Foreign Ministry"]
