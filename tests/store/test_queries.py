"""What the store answers, filter by filter, and what it must leave out."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.records import Factuality
from dateline.store import database as module
from dateline.store.filters import Filters, Near, match_words, parse_dyad, parse_near
from dateline.store.queries import Hit, articles, by_day, count, records, search, show
from tests.making import OUTLET, actor, arrangement, claim, control, day, evidence, hop, place, speaker
from tests.store.conftest import BOOK, FIRST, SECOND, THIRD

ARMY = actor("the army", id="syrian-army", name="Syrian army", country="SYR", sector="MIL", code="SYRMIL")
RUSSIA = actor("Moscow", id="state-russia", name="Russia", country="RUS", sector="GOV", code="RUSGOV")
REBELS = actor("rebels", country="SYR", sector="REB", code="SYRREB")
BY_RUSSIA = (hop(speaker("Moscow", actor=RUSSIA)), OUTLET)


@pytest.fixture
def filled(put, database):
    """Three claims, an arrangement and a control claim of one article."""
    put(
        claim("ASSAULT", "aerial", id="c-strike", actors=(RUSSIA,), recipients=(REBELS,), time=day("2016-10-18"),
              place=place("Aleppo", country="SYR", admin1="Aleppo Governorate", latitude=36.2, longitude=37.16),
              attribution=BY_RUSSIA, stake="actor", evidence=evidence("observed"),
              coding_confidence={"all": 0.9}),
        claim("CONSULT", None, id="c-call", actors=(ARMY, RUSSIA), recipients=(), time=day("2016-10-19"), place=None,
              stake="third_party", coding_confidence={"all": 0.5}),
        claim("ACCUSE", None, id="c-charge", actors=(REBELS,), recipients=(ARMY,), time=None,
              place=place("Homs", country="SYR", latitude=34.73, longitude=36.72), stake="opponent",
              factuality=Factuality(polarity="-")),
        arrangement(id="r-truce"),
        control(id="k-aleppo", holder=ARMY, stake="actor"),
        title="Army says it keeps truce", outlet="Coast Radio",
    )
    return database


def ids(database, table="claims", **asked):
    return [one.id for one in records(database, table, Filters(**asked))]


@pytest.mark.parametrize(("asked", "found"), [
    ({}, ["c-call", "c-strike", "c-charge"]),
    ({"actor": "RUS"}, ["c-call", "c-strike"]),
    ({"actor": "RUSGOV"}, ["c-call", "c-strike"]),
    ({"actor": "state-russia"}, ["c-call", "c-strike"]),
    ({"actor": "russia"}, ["c-call", "c-strike"]),
    ({"actor": "SYRREB"}, ["c-charge"]),
    ({"recipient": "SYR"}, ["c-strike", "c-charge"]),
    ({"recipient": "syrian army"}, ["c-charge"]),
    ({"dyad": ("SYR", "RUS")}, ["c-call", "c-strike"]),
    ({"dyad": ("RUS", "SYR")}, ["c-call", "c-strike"]),
    ({"dyad": ("SYRREB", "SYRMIL")}, ["c-charge"]),
    ({"event": "ASSAULT"}, ["c-strike"]),
    ({"mode": "aerial"}, ["c-strike"]),
    ({"country": "SYR"}, ["c-strike", "c-charge"]),
    ({"place": "aleppo"}, ["c-strike"]),
    ({"place": "Aleppo Governorate"}, ["c-strike"]),
    ({"near": Near(36.0, 37.0, 60)}, ["c-strike"]),
    ({"near": Near(36.0, 37.0, 10)}, []),
    ({"first": "2016-10-19"}, ["c-call"]),
    ({"last": "2016-10-18"}, ["c-strike"]),
    ({"first": "2016-10-18", "last": "2016-10-19"}, ["c-call", "c-strike"]),
    ({"origin": "RUS"}, ["c-strike"]),
    ({"origin": "Russia"}, ["c-strike"]),
    ({"stake": "opponent"}, ["c-charge"]),
    ({"without_self_reports": True}, ["c-call", "c-charge"]),
    ({"text": '"observed a ceasefire" Aleppo'}, ["c-call", "c-strike", "c-charge"]),
    ({"text": '"ceasefire observed"'}, []),
    ({"actor": "RUS", "event": "ASSAULT", "country": "SYR", "first": "2016-10-18"}, ["c-strike"]),
    ({"actor": "nobody at all"}, []),
])
def test_claims_by_filter(filled, asked, found):
    assert ids(filled, **asked) == found
    assert count(filled, "claims", Filters(**asked)) == len(found)


@pytest.mark.parametrize("asked", [
    {"actor": "RUS"}, {"actor": "russia", "recipient": "SYR"}, {"text": "ceasefire"}, {"text": "earthquake"},
    {"text": "ceasefire", "actor": "SYRREB"},
])
def test_what_a_crowd_fulfils_is_asked_otherwise_and_answered_the_same(filled, monkeypatch, asked):
    def answers():
        return [one.id for one in records(filled, "claims", Filters(**asked), limit=9)]

    few = answers()
    monkeypatch.setattr(module, "CROWD", 1)
    assert answers() == few
    assert [one.id for one in articles(filled, Filters(text="ceasefire"), limit=9)] == ["a-1"]


@pytest.mark.parametrize(("sort", "found"), [
    ("oldest", ["c-charge", "c-strike", "c-call"]), ("added", ["c-charge", "c-call", "c-strike"]),
    ("confidence", ["c-strike", "c-call", "c-charge"]),
])
def test_order_and_limit(filled, sort, found):
    assert [one.id for one in records(filled, "claims", Filters(), sort=sort)] == found
    assert [one.id for one in records(filled, "claims", Filters(), sort=sort, limit=1)] == found[:1]


def test_other_tables(filled):
    assert ids(filled, "arrangements", place="Aleppo") == ["r-truce"]
    assert ids(filled, "controls", actor="SYRMIL") == ["k-aleppo"]
    assert ids(filled, "controls", without_self_reports=True) == []
    assert [one.id for one in articles(filled, Filters(text="ceasefire"))] == ["a-1"]
    assert list(articles(filled, Filters(first="2017-01-01"))) == []


@pytest.mark.parametrize(("table", "asked"), [
    ("controls", {"event": "ASSAULT"}), ("articles", {"actor": "SYR"}), ("controls", {"text": "x"}),
])
def test_a_question_that_a_table_has_no_column_for_is_refused(filled, table, asked):
    with pytest.raises(InputError, match="cannot be asked by"):
        count(filled, table, Filters(**asked))


def test_as_of_gives_what_stood_then(put, database):
    put(claim(id="c-1"))
    put(claim(id="c-2"), coder="2", at=SECOND)
    assert ids(database) == ["c-2"]
    assert ids(database, as_of=FIRST) == ["c-1"]
    assert ids(database, as_of="2026-10-01") == []
    put(id="a-2", uri="https://example.org/1", at=SECOND)
    put(id="a-3", uri="https://example.org/1", at=THIRD)
    assert sorted(one.id for one in articles(database, Filters())) == ["a-1", "a-3"]
    assert sorted(one.id for one in articles(database, Filters(as_of=SECOND))) == ["a-1", "a-2"]


def test_by_day_counts_claims_and_origins(filled, put):
    put(claim("ASSAULT", "aerial", id="c-2", article="a-2", cameo="195", time=day("2016-10-18"), attribution=BY_RUSSIA),
        claim("ASSAULT", None, id="c-3", article="a-2", cameo=None, time=day("2016-10-18"), attribution=(OUTLET,)),
        id="a-2")
    strikes = by_day(filled, Filters(last="2016-10-18"))
    assert [(one.day, one.claims, one.origins) for one in strikes] == [("2016-10-18", 3, 2)]
    assert strikes[0].goldstein == pytest.approx((BOOK.goldstein("0871") + BOOK.goldstein("195")) / 2)
    assert [one.day for one in by_day(filled, Filters())] == ["2016-10-18", "2016-10-19"]
    assert by_day(filled, Filters(event="PROTEST")) == []


def test_search_shows_the_words_in_their_place(filled):
    (hit,) = search(filled, "ceasefire")
    assert isinstance(hit, Hit)
    assert (hit.article, hit.outlet) == ("a-1", "Coast Radio")
    assert "«ceasefire»" in hit.snippet
    assert search(filled, "earthquake") == []


@pytest.mark.parametrize("hostile", ["NEAR(", "a* OR b", "title:x", "'); DROP TABLE claims; --", "-- x"])
def test_words_are_never_operators(filled, hostile):
    assert search(filled, hostile) == []
    assert count(filled, "claims", Filters()) == 3


@pytest.mark.parametrize("empty", ['"', "()", " * "])
def test_a_search_without_a_word_is_refused(filled, empty):
    with pytest.raises(InputError, match="no word to look for"):
        search(filled, empty)


def test_words_of_a_query():
    assert match_words('cease-fire "Al Bab" (x)') == '"cease fire" "Al Bab" "x"'
    with pytest.raises(InputError):
        match_words("?!")


def test_show_finds_by_the_beginning_of_an_id(filled):
    assert show(filled, "c-str").id == "c-strike"
    assert show(filled, "k-aleppo").id == "k-aleppo"
    for name, words in (("c-nothing", "no record"), ("c-c", "too short"), ("c-ca", None)):
        if words is None:
            assert show(filled, name).id == "c-call"
        else:
            with pytest.raises(InputError, match=words):
                show(filled, name)


@pytest.mark.parametrize("value", ["36.2", "91,0,5", "0,0,0", "a,b,c", "nan,0,5", "0,181,5"])
def test_what_is_no_point_is_refused(value):
    with pytest.raises(InputError, match="LAT,LON,KM"):
        parse_near(value)


def test_points_and_pairs():
    assert parse_near("36.2,37.16,50") == Near(36.2, 37.16, 50.0)
    assert parse_dyad("SYR-RUS") == ("SYR", "RUS")
    assert parse_dyad("Al-Shabaab - Somalia") == ("Al-Shabaab", "Somalia")
    with pytest.raises(InputError):
        parse_dyad("SYR")
