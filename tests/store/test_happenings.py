"""Events in the store: their columns, and what each filter finds and leaves out."""

from __future__ import annotations

import sqlite3

import msgspec
import pytest

from dateline.errors import InputError
from dateline.events.happening import FLAGS, event_id, slots_of
from dateline.records import Event, Factuality, Judgement
from dateline.store import database as module
from dateline.store import links
from dateline.store.filters import Filters, Near
from dateline.store.happenings import (
    claims_of, count_events, event_by_id, event_of, events, judgements_of, outlets_of,
)
from dateline.store.history import Change, changes
from dateline.store.queries import full_id, records, show
from tests.making import OUTLET, actor, claim, day, evidence, hop, place, speaker
from tests.records_json import as_json
from tests.store.conftest import BOOK, FIRST, SECOND, THIRD

ARMY = actor("the army", id="syrian-army", name="Syrian army", country="SYR", sector="MIL", code="SYRMIL")
RUSSIA = actor("Moscow", id="state-russia", name="Russia", country="RUS", sector="GOV", code="RUSGOV")
REBELS = actor("rebels", country="SYR", sector="REB", code="SYRREB")
IDLIB = place("Idlib", country="SYR", latitude=35.93, longitude=36.63)
ALEPPO = place("Aleppo", country="SYR", admin1="Aleppo Governorate", latitude=36.2, longitude=37.16, uncertainty_km=9.0)
STRIKES = (
    claim("ASSAULT", "aerial", id="c-strike1", cameo="195", actors=(RUSSIA,), recipients=(REBELS,), place=ALEPPO,
          time=day("2016-10-18"), stake="actor", attribution=(hop(speaker("Moscow", actor=RUSSIA)), OUTLET),
          evidence=evidence("observed")),
    claim("ASSAULT", "aerial", id="c-strike2", cameo="195", actors=(ARMY,), recipients=(REBELS,), place=ALEPPO,
          time=day("2016-10-21", basis="publication"), stake="opponent",
          attribution=(hop(speaker("Hospital")), OUTLET)),
    claim("ASSAULT", None, id="c-strike3", cameo="190", actors=(RUSSIA,), recipients=(REBELS,), place=IDLIB,
          time=day("2016-10-21", basis="publication"), stake="recipient", attribution=(OUTLET,)),
)
CALL = claim("CONSULT", None, id="c-call", cameo="040", actors=(RUSSIA,), recipients=(ARMY,), place=None, time=None,
             stake="third_party", factuality=Factuality(polarity="-"), attribution=(OUTLET,))
GAIN = claim("ASSAULT", "heavy-weapons", id="c-gain", cameo="194", actors=(ARMY,), place=IDLIB, time=day("2016-11-02"),
             stake="actor")


def made(*claims, origins=1, flags=(), aliases=()):
    return Event(
        id=event_id(claims[0].id), aliases=aliases, claims=tuple(one.id for one in claims), slots=slots_of(claims),
        articles=tuple(dict.fromkeys(one.article for one in claims)), outlets=("Coast Radio",),
        distinct_origins=origins, stakes=tuple(dict.fromkeys(one.stake for one in claims)),
        flags=tuple(flag for flag in FLAGS if flag in flags))


STRIKE = made(*STRIKES, origins=2, flags=("several_distinct_origins", "accounts_differ"), aliases=("e-former",))
TALK = made(CALL, flags=("single_origin", "denied"))
ADVANCE = made(GAIN, flags=("single_origin", "self_reported_only"))


@pytest.fixture
def filled(put, database):
    """Five claims in three events."""
    put(*STRIKES, CALL, GAIN)
    with database.connection as connection:
        for event, claims in ((STRIKE, STRIKES), (TALK, (CALL,)), (ADVANCE, (GAIN,))):
            links.put_event(connection, event, claims, codebook=BOOK, at=FIRST)
    return database


def found(database, *, sort="day", **asked):
    return [one.id for one in events(database, Filters(**asked), sort=sort)]


def test_the_columns_hold_what_most_claims_tell(filled, ask):
    assert ask(
        "SELECT id, event, mode, cameo, quad, goldstein, day, last_day, time_basis, place, country, admin1, latitude, "
        "uncertainty_km, claims, articles, outlets, distinct_origins, stakes, flags, self_report FROM events "
        "WHERE id = 'e-strike1'") == [(
            "e-strike1", "ASSAULT", "aerial", "195", 4, BOOK.goldstein("195"), "2016-10-18", "2016-10-18", "stated",
            "Aleppo", "SYR", "Aleppo Governorate", 36.2, 9.0, 3, 1, 1, 2, "actor opponent recipient",
            "several_distinct_origins accounts_differ", 0)]
    assert ask("SELECT day, place, quad, self_report FROM events WHERE id = 'e-call'") == [(None, None, 1, 0)]
    assert ask("SELECT self_report FROM events WHERE id = 'e-gain'") == [(1,)]


@pytest.mark.parametrize(("asked", "wanted"), [
    ({}, ["e-gain", "e-strike1", "e-call"]),
    ({"sort": "oldest"}, ["e-call", "e-strike1", "e-gain"]),
    ({"sort": "added"}, ["e-gain", "e-call", "e-strike1"]),
    ({"sort": "origins"}, ["e-strike1", "e-gain", "e-call"]),
    ({"actor": "RUS"}, ["e-strike1", "e-call"]),
    ({"actor": "SYRMIL"}, ["e-gain", "e-strike1"]),
    ({"actor": "russia"}, ["e-strike1", "e-call"]),
    ({"recipient": "SYRREB"}, ["e-strike1"]),
    ({"dyad": ("SYR", "RUS")}, ["e-strike1", "e-call"]),
    ({"dyad": ("SYRREB", "syrian-army")}, ["e-strike1"]),
    ({"event": "ASSAULT"}, ["e-gain", "e-strike1"]),
    ({"mode": "aerial"}, ["e-strike1"]),
    ({"country": "SYR"}, ["e-gain", "e-strike1"]),
    ({"place": "idlib"}, ["e-gain", "e-strike1"]),
    ({"place": "Aleppo Governorate"}, ["e-strike1"]),
    ({"near": Near(36.0, 37.0, 60)}, ["e-gain", "e-strike1"]),
    ({"near": Near(36.2, 37.2, 10)}, ["e-strike1"]),
    ({"near": Near(36.0, 37.0, 10)}, []),
    ({"first": "2016-10-19"}, ["e-gain"]),
    ({"last": "2016-10-18"}, ["e-strike1"]),
    ({"first": "2016-10-18", "last": "2016-10-18"}, ["e-strike1"]),
    ({"origin": "RUS"}, ["e-strike1"]),
    ({"origin": "RUSGOV"}, ["e-strike1"]),
    ({"origin": "hospital"}, ["e-strike1"]),
    ({"stake": "recipient"}, ["e-strike1"]),
    ({"stake": "ally"}, []),
    ({"without_self_reports": True}, ["e-strike1", "e-call"]),
    ({"text": '"observed a ceasefire"'}, ["e-gain", "e-strike1", "e-call"]),
    ({"text": "earthquake"}, []),
    ({"flag": "denied"}, ["e-call"]),
    ({"flag": "corrected"}, []),
    ({"min_origins": 2}, ["e-strike1"]),
    ({"min_origins": 3}, []),
    ({"as_of": FIRST}, ["e-gain", "e-strike1", "e-call"]),
    ({"as_of": "2026-10-01"}, []),
    ({"as_of": FIRST, "text": "ceasefire", "flag": "denied"}, ["e-call"]),
    ({"actor": "SYR", "place": "Aleppo", "min_origins": 2, "first": "2016-10-01"}, ["e-strike1"]),
    ({"actor": "nobody at all"}, []),
])
def test_events_by_filter(filled, asked, wanted):
    asked = dict(asked)
    assert found(filled, **asked) == wanted
    asked.pop("sort", None)
    assert count_events(filled, Filters(**asked)) == len(wanted)


@pytest.mark.parametrize("asked", [
    {"actor": "russia"}, {"actor": "SYR", "recipient": "SYRREB"}, {"dyad": ("SYR", "RUS")}, {"event": "ASSAULT"},
    {"place": "idlib"}, {"origin": "hospital"}, {"stake": "recipient"}, {"text": "ceasefire"}, {"text": "earthquake"},
    {"flag": "denied"}, {"min_origins": 2}, {"flag": "denied", "text": "ceasefire", "as_of": FIRST},
    {"flag": "accounts_differ", "as_of": "2026-10-01"},
])
def test_what_a_crowd_fulfils_is_asked_otherwise_and_answered_the_same(filled, monkeypatch, asked):
    def answers(kind):
        found_by = Filters(**{name: value for name, value in asked.items() if kind == "events" or name != "origin"})
        if kind == "events":
            return [one.id for one in events(filled, found_by, limit=9)]
        return [one.id for one in records(filled, "claims", found_by, limit=9)]

    few = answers("events"), answers("claims")
    monkeypatch.setattr(module, "CROWD", 1)
    assert (answers("events"), answers("claims")) == few


@pytest.mark.parametrize(("asked", "wanted"), [
    ({"flag": "accounts_differ"}, {"c-strike1", "c-strike2", "c-strike3"}),
    ({"flag": "denied"}, {"c-call"}),
    ({"flag": "denied", "as_of": FIRST}, {"c-call"}),
    ({"flag": "denied", "as_of": "2026-10-01"}, set()),
    ({"min_origins": 2}, {"c-strike1", "c-strike2", "c-strike3"}),
    ({"min_origins": 2, "mode": "aerial"}, {"c-strike1", "c-strike2"}),
    ({"min_origins": 1}, {"c-strike1", "c-strike2", "c-strike3", "c-call", "c-gain"}),
])
def test_claims_by_what_their_event_has(filled, asked, wanted):
    assert {one.id for one in records(filled, "claims", Filters(**asked))} == wanted


@pytest.mark.parametrize("asked", [{"flag": "denied"}, {"min_origins": 2}])
def test_other_tables_have_no_events(filled, asked):
    with pytest.raises(InputError, match="cannot be asked by"):
        list(records(filled, "controls", Filters(**asked)))


def test_a_limit(filled):
    assert [one.id for one in events(filled, Filters(), limit=1)] == ["e-gain"]


def test_an_event_is_found_by_its_id_the_beginning_of_it_and_former_ids(filled):
    assert show(filled, "e-strike1") == show(filled, "e-str") == show(filled, "e-former") == STRIKE
    assert event_by_id(filled, "e-former") == STRIKE
    assert full_id(filled, "e-for") == "e-former"
    assert show(filled, "c-call") == CALL
    assert event_of(filled, "c-strike3") == "e-strike1"
    assert event_of(filled, "c-nothing") is None
    with pytest.raises(InputError, match="no record"):
        show(filled, "e-nothing")


def test_the_claims_of_events_as_they_stand_or_stood(filled, put):
    assert claims_of(filled, [STRIKE, TALK]) == {one.id: one for one in (*STRIKES, CALL)}
    told = msgspec.structs.replace(CALL, temporal="ongoing")
    put(*STRIKES, told, GAIN, coder="2", at=SECOND)
    assert claims_of(filled, [TALK]) == {"c-call": told}
    assert claims_of(filled, [TALK], as_of=FIRST) == {"c-call": CALL}
    put(coder="3", at=THIRD)
    assert claims_of(filled, [TALK]) == {"c-call": told}
    assert claims_of(filled, []) == {}
    assert outlets_of(filled, ["a-1", "a-none"]) == {"a-1": "Coast Radio"}


def test_judgements_are_superseded_by_the_same_maker_alone(database):
    rule = Judgement(left="c-1", right="c-2", verdict="same", score=0.9, reason="same day +1.3", maker="rule:x@1",
                     at=FIRST)
    ana = msgspec.structs.replace(rule, maker="person:ana", verdict="different", at=SECOND)
    again = msgspec.structs.replace(ana, verdict="unsure", at=THIRD)
    with database.connection as connection:
        links.put_judgements(connection, [rule, ana, again])
    assert judgements_of(database, ["c-2", "c-1"]) == [rule, msgspec.structs.replace(ana, superseded_at=THIRD), again]
    assert links.judgements_touching(database.connection, ["c-2"]) == [rule, again]
    assert judgements_of(database, ["c-3"]) == []


def test_an_event_that_changed_is_told_as_a_change(filled):
    with filled.connection as connection:
        (row,) = links.events_holding(connection, ["c-call"])
        links.close_events(connection, [row], at=SECOND)
        grown = made(CALL, origins=2, flags=("denied",))
        links.put_event(connection, grown, (CALL,), codebook=BOOK, at=SECOND)
    (change,) = changes(filled, since=FIRST)
    assert change == Change("changed", "events", "e-call", as_json(grown), {
        "distinct_origins": (1, 2), "flags": (["single_origin", "denied"], ["denied"])})
    assert found(filled, as_of=FIRST, min_origins=2) == ["e-strike1"]
    assert found(filled, min_origins=2) == ["e-strike1", "e-call"]


def test_plain_sqlite_asks_what_stands(filled):
    plain = sqlite3.connect(filled.path)
    assert plain.execute("SELECT id, happening FROM standing_claims ORDER BY id").fetchall() == [
        ("c-call", "e-call"), ("c-gain", "e-gain"), ("c-strike1", "e-strike1"), ("c-strike2", "e-strike1"),
        ("c-strike3", "e-strike1")]
    assert plain.execute("SELECT count(*) FROM standing_events").fetchone() == (3,)
    plain.close()


def test_a_claim_without_blocks_is_linked_too(database, put):
    put(CALL)
    (standing,) = links.standing_in(database.connection, "a-1")
    with database.connection as connection:
        links.put_blocks(connection, [links.Block(standing, 0, 0, ())])
        assert links.linked_in(connection, "a-1") == [standing]
        links.drop_blocks(connection, [standing.row])
    assert links.linked_in(database.connection, "a-1") == []


def test_members_of_an_anchor_by_days(database, put):
    put(CALL, GAIN)
    run = database.connection
    versions = links.standing_in(run, "a-1")
    with run:
        links.put_blocks(run, [
            links.Block(one, first, last, ("CONSULT|w:x",)) for one, (first, last) in
            zip(versions, ((10, 12), (20, 20)), strict=True)])
    (number,) = links.anchor_numbers(run, ["CONSULT|w:x", "CONSULT|w:unheard"]).values()

    def members(first, last, limit=9):
        return [one[0] for one in links.members(run, number, first=first, last=last, reach=30, limit=limit)]

    assert [members(*span) for span in ((0, 9), (12, 15), (0, 30), (13, 19), (20, 40), (0, 30, 1))] == [
        [], ["c-call"], ["c-call", "c-gain"], [], ["c-gain"], ["c-call"]]
