from __future__ import annotations

import json

import pytest

from dateline.evaluate.documents import evaluate_documents
from dateline.evaluate.incidents import incident_type
from dateline.records import ActorRef, Evidence, Factuality, Span, When
from tests.making import claim


def party(sector: str | None, text: str = "somebody", country: str | None = None) -> ActorRef:
    return ActorRef(text=text, start=0, end=len(text), sector=sector, country=country)


def day(start: str, *, basis: str = "relative") -> When:
    return When(text="then", start=0, end=4, start_date=start, end_date=start, precision="day", basis=basis)


def act(mode: str | None, trigger: str = "attacked", event: str = "ASSAULT", **slots: object):
    evidence = Evidence(text=trigger, start=0, end=len(trigger), trigger=Span(text=trigger, start=0, end=len(trigger)))
    given = {"actors": (party("REB"),), "recipients": (party("CVL"),), "evidence": evidence}
    return claim(event, mode, **{**given, **slots})


@pytest.mark.parametrize(("told", "kind"), [
    (act(None), "ATTACK"), (act("firearms"), "ATTACK"), (act("abduct"), "KIDNAPPING"), (act("explosives"), "BOMBING"),
    (act("destroy", "set fire to"), "ARSON"), (act("destroy", "demolished"), "ATTACK"),
    (act("seize", "robbed", event="COERCE"), "ROBBERY"),
    (act("strike", "imposed", event="PROTEST"), "FORCED WORK STOPPAGE"),
    (act(None, actors=(), recipients=()), "ATTACK"), (act("firearms", recipients=(), cameo="193"), "ATTACK"),
    (act(None, recipients=(party("MIL"), party("CVL"))), "ATTACK"),
    (act(None, "murder", recipients=(party("MIL"),)), "ATTACK"),
    (act("violence", "threatened", event="THREATEN"), "ATTACK"),
    (act(None, recipients=(party("CVL", "300 people"),), time=day("1990-02-03")), "ATTACK"),
])
def test_acts_of_violence_are_incidents(told, kind: str) -> None:
    assert incident_type(told) == kind


@pytest.mark.parametrize("told", [
    act(None, recipients=(party("MIL"),)), act(None, recipients=(), actors=(party("MIL"), party("REB"))),
    act(None, temporal="historical"), act(None, temporal="future"), act(None, factuality=Factuality(polarity="-")),
    act("seize", event="COERCE"), act("strike", event="PROTEST", actors=(party("LAB"),)), act(None, event="ACCUSE"),
    act(None, recipients=(), cameo="190"), act(None, cameo="192"), act("aerial", cameo="195"), act("torture"),
    act(None, recipients=(party("CRM"),)),
    act(None, actors=(party("MIL", country="USA"),), recipients=(party("GOV", country="PAN"),)),
    act(None, recipients=(party("CVL", "many people"),), time=None),
    act("violence", event="THREATEN", actors=(party("GOV"),)),
    act("violence", event="THREATEN", recipients=()), act(None, event="THREATEN"),
], ids=[
    "combat", "clash", "history", "to come", "denied", "seizure", "strike", "other", "operation", "conquest",
    "air raid", "torture", "police",
    "war between states", "toll", "threat by the state", "threat at nobody", "threat of no violence",
])
def test_combat_history_and_threats_are_none(told) -> None:
    assert incident_type(told) is None


@pytest.mark.parametrize(("when", "kind"), [
    (day("1989-11-16"), "ATTACK"), (day("1989"), "ATTACK"), (day("1989-12"), "ATTACK"),
    (day("1988-11-16"), None), (None, None),
])
def test_background_counts_while_it_is_news(when: When | None, kind: str | None) -> None:
    assert incident_type(act(None, temporal="historical", time=when), published="1990-02-04") == kind


@pytest.mark.model
def test_stories_are_scored_against_their_templates(tmp_path, parts) -> None:
    bombing = {
        "INCIDENT: TYPE": ["BOMBING"], "INCIDENT: DATE": ["- 04 FEB 90"],
        "INCIDENT: LOCATION": ["PERU: LIMA (CITY)"], "PERP: INDIVIDUAL ID": ['"GUERRILLAS"'],
        "PHYS TGT: ID": ['"EMBASSY" / "U.S. EMBASSY"'], "HUM TGT: NAME": ['? "JUAN PEREZ"'],
    }
    rows = [
        {"id": "a", "date": "1990-02-04", "gold": {"templates": [bombing]},
         "text": "LIMA, 4 FEB 90 (AFP) -- [TEXT] GUERRILLAS BOMBED THE U.S. EMBASSY IN LIMA TODAY."},
        {"id": "b", "date": "1990-02-04", "gold": {"templates": []},
         "text": "LIMA, 4 FEB 90 (AFP) -- [TEXT] THE PRESIDENT MET THE FRENCH FOREIGN MINISTER IN LIMA TODAY."},
        {"id": "d", "date": "1990-02-04", "gold": {"templates": []},
         "text": "LIMA, 4 FEB 90 -- [SPEECH] [TEXT] GUERRILLAS BOMBED THE U.S. EMBASSY IN LIMA TODAY, MY FRIENDS."},
        {"id": "c", "gold": {"templates": [{"INCIDENT: TYPE": ["ARSON"]}]},
         "text": "LIMA, 4 FEB 90 (AFP) -- [TEXT] THE WEATHER WAS FINE AND THE SHOPS WERE OPEN ALL DAY."},
    ]
    path = tmp_path / "documents.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    figures, answers = evaluate_documents(path, parts=parts)
    assert [(one["gold"], one["told"]) for one in answers] == [
        (["BOMBING"], ["BOMBING"]), ([], []), ([], []), (["ARSON"], []),
    ]
    assert figures == {
        "incident_f1": 0.6667, "incident_precision": 1.0, "incident_recall": 0.5, "type_macro_f1": 0.5,
        "perpetrator": 1.0, "n perpetrator": 1.0, "victims": 1.0, "n victims": 1.0, "place": 1.0, "n place": 1.0,
        "date": 1.0, "n date": 1.0, "stories": 4.0,
    }


def test_an_empty_file_gives_no_figures(tmp_path) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_text("", encoding="utf-8")
    assert evaluate_documents(path, parts=object()) == ({}, [])  # type: ignore[arg-type]
