"""What one report says of ceasefires, pauses, corridors, stand-offs, exchanges and access, as marked-up sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from dateline.coding.arrangement.merge import Draft, merge
from dateline.coding.arrangement.sides import laterality_of
from dateline.coding.arrangement.triggers import Trigger
from dateline.coding.arrangement.window import Times, _closed
from dateline.codebook.lexicons import Alliance, Alliances
from dateline.records import (
    ActorRef, Arrangement, Evidence, Hop, PlaceRef, Route, Side, Span, Speaker, Telling, Terms, When,
)
from tests.coding.arranged import arrangements

if TYPE_CHECKING:
    from dateline.pipeline import Parts

NONE = Alliances(rows=())
ALLIED = Alliances(rows=(Alliance(left="SYRMIL", right="RUS", relation="ally", since="2015-09-30", until="",
                                  ground="test", checked="2026-11-23"),))


def ref(text: str, code: str) -> ActorRef:
    return ActorRef(text=text, start=0, end=len(text), country=code[:3], sector=code[3:], code=code)


def day(value: str, **slots) -> When:
    return When(**{"text": value, "start": 0, "end": 9, "start_date": value, "end_date": value, "precision": "day",
                   "basis": "stated", **slots})


def told(kind: str = "ceasefire", *, start: int = 0, block: str = "paragraph", place: str | None = None, **slots):
    """A record told at a character, and its draft's trigger."""
    where = None
    if place:
        where = PlaceRef(text=place, start=0, end=len(place), name=place, country="SYR", precision="city")
    evidence = Evidence(text="x", start=start, end=start + 9, trigger=Span(text="x", start=start, end=start + 1))
    return Arrangement(id=f"r-{start}", article="a-1", arrangement=kind, place=where, evidence=evidence,
                       tellings=(Telling(block=block, start=start, end=start + 9, voice="outlet"),), **slots)


def draft(record: Arrangement, *, definite: bool = False, bare: bool = False) -> Draft:
    trigger = Trigger(row="x", kind=record.arrangement, direction="grants", first=0, last=1, head=0, definite=definite)
    return Draft(record=record, trigger=trigger, bare=bare)


def test_told_again_with_the_is_one_record_and_the_fuller_leads() -> None:
    lead = told("humanitarian_pause", start=10, place="Aleppo", duration_hours=11.0, status="scheduled")
    again = told("humanitarian_pause", start=50, place="Aleppo", status="in_force")
    assert [(one.id, one.duration_hours, one.status, len(one.tellings)) for one in
            merge([draft(again, definite=True), draft(lead)])] == [("r-10", 11.0, "in_force", 2)]


def test_different_kinds_places_windows_and_counts_stay_apart() -> None:
    records = [
        told(start=0, place="Aleppo"), told(start=20, place="Homs"), told("no_strike", start=40, place="Aleppo"),
        told(start=60, place="Aleppo", effective_from=day("2016-10-20")),
        told(start=80, place="Aleppo", effective_from=day("2016-11-20")),
        told("corridor", start=100, terms=Terms(count=2)), told("corridor", start=120, terms=Terms(count=3)),
    ]
    assert [one.id for one in merge([draft(one) for one in records])] == [
        "r-20", "r-40", "r-60", "r-80", "r-100", "r-120",
    ]


def test_part_of_the_corridors_told_first_is_the_same_record() -> None:
    part = told("corridor", start=0, place="Aleppo", terms=Terms(count=2))
    whole = told("corridor", start=50, place="Aleppo", terms=Terms(count=8, routes=(
        Route(for_="militants", count=1, to="Turkey"), Route(for_="militants", count=1, to="Idlib"), Route(count=6))))
    assert [(one.id, one.terms.count) for one in merge([draft(part), draft(whole)])] == [("r-50", 8)]


def test_bare_mention_and_headline_alone_tell_nothing() -> None:
    assert merge([draft(told(start=5), bare=True), draft(told(start=0, block="headline"))]) == []


def test_each_refusal_of_access_is_its_own() -> None:
    first = told("access", start=0, direction="restricts")
    second = told("access", start=40, direction="restricts")
    assert len(merge([draft(first), draft(second)])) == 2


@pytest.mark.parametrize(("start", "hours", "end"), [
    ("2016-10-20T08:00", 11.0, "2016-10-20T19:00"),
    ("2016-10-20", 72.0, "2016-10-23"),
    ("2016-10-20", 11.0, None),
    ("2016-10", 72.0, None),
    (None, 72.0, None),
])
def test_end_is_worked_out_only_from_start_and_duration(start: str | None, hours: float, end: str | None) -> None:
    times = Times(effective_from=day(start) if start else None, duration_hours=hours, duration_text="so long")
    closed = _closed(times)
    assert (closed.effective_to.start_date if closed.effective_to else None) == end
    assert (closed.reason is None) == (end is not None)


@pytest.mark.parametrize(("sides", "status", "alliances", "expected"), [
    ((("SYRMIL", "observes"),), "in_force", NONE, "unilateral"),
    ((("SYRMIL", "observes"), ("RUSMIL", "observes")), "in_force", ALLIED, "unilateral"),
    ((("ISRGOV", "accepts"), ("PSEREB", "accepts")), "agreed", NONE, "bilateral"),
    ((("ISRGOV", "accepts"), ("PSEREB", "accepts"), ("EGYGOV", "mediator")), "agreed", NONE, "bilateral"),
    ((("PSEREB", "rejects"),), "rejected", NONE, "unknown"),
    ((), "in_force", NONE, "unknown"),
])
def test_laterality(sides, status: str, alliances: Alliances, expected: str) -> None:
    named = [Side(actor=ref(code, code), role=role) for code, role in sides]
    assert laterality_of(named, status=status, alone=False, alliances=alliances) == expected


def brief(record: Arrangement) -> dict[str, object]:
    """What a test compares: kind, status, sides with role, and what else is told."""
    whole: dict[str, object] = {
        "kind": record.arrangement, "status": record.status,
        "sides": {(side.actor.code, side.role) for side in record.sides},
        "from": record.effective_from.start_date if record.effective_from else None,
        "to": record.effective_to.start_date if record.effective_to else None,
        "hours": record.duration_hours,
        "breaches": [
            ({one.code for one in breach.accused}, {one.code for one in breach.accuser}, breach.standing)
            for breach in record.breaches
        ],
    }
    return {slot: value for slot, value in whole.items() if value}


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("A UN envoy announced a ceasefire between the Sudanese army and the RSF, to begin on Saturday for 72 hours.",
     {"kind": "ceasefire", "status": "scheduled", "sides": {("SDNMIL", "accepts"), ("SDNPRM", "accepts")},
      "from": "2016-10-22", "to": "2016-10-25", "hours": 72.0}),
    ("Hamas rejected an Israeli proposal for a six-week truce.",
     {"kind": "ceasefire", "status": "rejected", "sides": {("PSEREB", "rejects"), ("ISRGOV", "declares")},
      "hours": 1008.0}),
    ("The Taliban rejected calls for a ceasefire.",
     {"kind": "ceasefire", "status": "rejected", "sides": {("AFGREB", "rejects")}}),
    ("Israel and Hamas extended their truce by two days.",
     {"kind": "ceasefire", "status": "extended", "sides": {("ISRGOV", "accepts"), ("PSEREB", "accepts")}}),
    ("The ceasefire in Gaza collapsed on Tuesday after Israeli air strikes.",
     {"kind": "ceasefire", "status": "collapsed", "to": "2016-10-18"}),
    ("The truce, which expired on Saturday, was not renewed.",
     {"kind": "ceasefire", "status": "expired", "to": "2016-10-15"}),
    ("The Egyptian-brokered ceasefire between Israel and Islamic Jihad took effect late on Friday.",
     {"kind": "ceasefire", "status": "in_force", "from": "2016-10-14",
      "sides": {("ISRGOV", "accepts"), ("PSEREB", "accepts"), ("EGYGOV", "mediator")}}),
    ("Armenia and Azerbaijan accused each other of breaking the truce.",
     {"kind": "ceasefire", "status": "unknown", "sides": {("ARMGOV", "accepts"), ("AZEGOV", "accepts")},
      "breaches": [({"AZEGOV"}, {"ARMGOV"}, "claimed"), ({"ARMGOV"}, {"AZEGOV"}, "claimed")]}),
    ("The Ukrainian army accused Russia of violating the ceasefire in Donetsk.",
     {"kind": "ceasefire", "status": "unknown", "sides": {("RUSGOV", "accepts"), ("UKRMIL", "accepts")},
      "breaches": [({"RUSGOV"}, {"UKRMIL"}, "claimed")]}),
    ("Permission for the humanitarian convoy to enter besieged Madaya has not been granted.",
     {"kind": "access", "status": "rejected"}),
    ("Ukraine said it had exchanged 50 prisoners with Russia on Thursday.",
     {"kind": "exchange", "status": "completed", "sides": {("UKRGOV", "accepts"), ("RUSGOV", "accepts")},
      "from": "2016-10-13"}),
], ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_one_arrangement(text: str, expected: dict[str, object], parts: Parts) -> None:
    assert [brief(one) for one in arrangements(parts, text)] == [expected]


@pytest.mark.model
@pytest.mark.parametrize("text", [
    "The United Nations called for an immediate ceasefire in Sudan.",
    "A ceasefire would require the withdrawal of Russian forces from Crimea.",
    "Ceasefire talks between Israel and Hamas resumed in Cairo.",
    "China and the United States agreed to a 90-day truce in their trade war.",
    "Veterans marked the anniversary of the armistice in Paris.",
    "Pakistan opened an economic corridor to the port of Gwadar.",
    "The White House is under siege from lobbyists.",
    "Fans declared a truce before the football match in Glasgow.",
    "The hurricane forced the evacuation of 3,000 residents of Miami.",
    "The end of the Cold War gave Saddam Hussein a green light to invade Kuwait.",
    "The militants demanded that the body of their leader be returned to the rebels.",
])
def test_likenesses_are_no_arrangement(text: str, parts: Parts) -> None:
    assert arrangements(parts, text) == []


@pytest.mark.model
def test_routes_counts_and_rest(parts: Parts) -> None:
    found = arrangements(
        parts, "Two of six humanitarian corridors out of Mariupol were reserved for civilians, with one leading to "
        "Zaporizhzhia and the other to Rostov.", published="2022-03-20",
    )
    assert [one.terms for one in found] == [Terms(
        count=6, purpose=("humanitarian", "civilians"), routes=(
            Route(for_="civilians", count=1, from_="Mariupol", to="Zaporizhzhia"),
            Route(for_="civilians", count=1, from_="Mariupol", to="Rostov"),
            Route(count=4, from_="Mariupol"),
        ))]
    assert found[0].place is not None
    assert found[0].place.name == "Mariupol"


@pytest.mark.model
def test_distance_of_a_stand_off(parts: Parts) -> None:
    text = "Russian warplanes kept at least 10 kilometers away from Aleppo, an army official said."
    found = [(one.arrangement, one.terms.distance_km, one.terms.bound) for one in arrangements(parts, text)]
    assert found == [("stand_off", 10.0, "at_least")]


@pytest.mark.model
def test_whose_word_and_as_of_when(parts: Parts) -> None:
    text = "Syria's Foreign Ministry announced that the Syrian army was observing a ceasefire in Aleppo."
    found = arrangements(parts, text)
    rows = [(row.status, row.according_to.code if row.according_to else None, row.as_of.start_date)
            for one in found for row in one.status_by if row.as_of]
    assert rows == [("in_force", "SYRGOV", "2016-10-19")]
    assert [(found[0].stake, found[0].laterality)] == [("actor", "unilateral")]


@pytest.mark.model
def test_a_headline_adds_a_telling_and_no_record(parts: Parts) -> None:
    text = "The army declared a ceasefire in Aleppo on Tuesday."
    found = arrangements(parts, text, headline="Army declares truce")
    assert [[one.block for one in record.tellings] for record in found] == [["headline", "paragraph"]]


@pytest.mark.model
def test_every_record_explains_itself_and_keeps_its_words(parts: Parts) -> None:
    text = "Russia opened two humanitarian corridors out of Mariupol on Tuesday."
    (record,) = arrangements(parts, text, published="2022-03-20")
    assert record.evidence.text == text
    assert text[record.evidence.trigger.start : record.evidence.trigger.end] == record.evidence.trigger.text
    assert set(record.why) >= {"arrangement", "status", "sides", "effective_from"}
    assert record.unresolved["effective_to"] == "the report names no end"
    assert msgspec.json.decode(msgspec.json.encode(record), type=Arrangement) == record


def test_voice_of_another_does_not_settle_the_status() -> None:
    speaker = Speaker(text="the army", start=0, end=8, actor=ref("army", "SYRMIL"), kind="institution", named=True)
    army = Hop(speakers=(speaker,))
    lead = told(start=0, place="Aleppo", status="in_force", attribution=(army,), duration_hours=9.0)
    other = told(start=30, place="Aleppo", status="collapsed")
    assert [one.status for one in merge([draft(lead), draft(other, definite=True)])] == ["in_force"]
