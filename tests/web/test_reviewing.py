"""The queue: its order, the hidden tenth, pairs, and what is handed on of reviews."""

from __future__ import annotations

import json

import pytest

from dateline.config.policy import default_policy
from dateline.evaluate.slots import claim_slots
from dateline.records import encode
from dateline.store import open_store
from dateline.store.reviewing import review_claim, reviews
from dateline.web import reviewing
from dateline.web.desk import Desk
from dateline.web.reviewing import is_hidden, is_read_twice, second_readings, weight
from tests.desk_made import BOOK, WAR, war_claims
from tests.web.test_reading import BOMBED, COLLAPSED, MET, SHELLED, csrf, desk, news, send, stands, whole

__all__ = ["desk", "news", "whole"]


def test_a_stable_tenth_is_hidden_and_another_is_read_twice():
    names = [f"c-{number:016x}" for number in range(5000)]
    hidden, twice = ({name for name in names if test(name)} for test in (is_hidden, is_read_twice))
    assert 430 < len(hidden) < 570
    assert 430 < len(twice) < 570
    assert 25 < len(hidden & twice) < 80
    assert hidden == {name for name in names if is_hidden(name)}


def test_the_least_certain_and_weightiest_come_first():
    def row(confidence, goldstein=0.0, sensitive=0, self_report=0, temporal="past"):
        return {"confidence": confidence, "goldstein": goldstein, "sensitive": sensitive, "self_report": self_report,
                "temporal": temporal}

    assert weight(row(0.3)) > weight(row(0.9))
    assert weight(row(0.5, -10.0)) > weight(row(0.5, -1.0))
    assert weight(row(0.5, 10.0)) == weight(row(0.5, -10.0))
    assert weight(row(0.5, sensitive=1)) > weight(row(0.5))
    assert weight(row(0.5, self_report=1)) > weight(row(0.5))
    assert weight(row(None)) > weight(row(0.5))
    assert weight(row(0.3, -10.0, temporal="historical")) < weight(row(0.5, -10.0))
    assert weight(row(1.0, -10.0, 1, 1)) == 0


def test_the_queue_shows_why_and_leaves_out_what_was_reviewed(desk, monkeypatch):
    monkeypatch.setattr(reviewing, "is_hidden", lambda name: False)
    items = desk.get("/review.json").json()["items"]
    assert [items[0]["id"], items[-1]["id"]] == [COLLAPSED, SHELLED]
    bombed = next(one for one in items if one["id"] == BOMBED)
    assert "a weighty act (Goldstein -10)" in bombed["why"]
    assert bombed["quote"][1] == "bombed"
    send(desk, BOMBED, "confirm")
    assert BOMBED not in [one["id"] for one in desk.get("/review.json").json()["items"]]
    page = desk.get("/review").text
    assert page.count('value="confirm"') == len(items) - 1
    assert "all" not in [word for word in page.casefold().split() if word.startswith("accept")]


def test_a_hidden_item_tells_nothing_of_the_coding(desk, monkeypatch):
    monkeypatch.setattr(reviewing, "is_hidden", lambda name: name == COLLAPSED)
    items = {one["id"]: one for one in desk.get("/review.json").json()["items"]}
    assert items[COLLAPSED].keys() == {"id", "seen", "report", "hidden", "second", "quote"}
    assert "sentence" in items[BOMBED]
    page = desk.get("/review").text
    card = next(part for part in page.split("<article") if f"/review/hidden/{COLLAPSED}" in part)
    assert "REJECT:" in card  # one of the choices
    assert "selected" not in card
    assert "coding_confidence" not in card


@pytest.mark.parametrize(("form", "action", "note", "event"), [
    ({"event": "REJECT", "polarity": "+"}, "confirm", "blind: agrees", "REJECT"),
    ({"event": "REQUEST", "polarity": "+"}, "correct", "blind: differs", "REQUEST"),
    ({"event": "REJECT", "polarity": "-"}, "correct", "blind: differs", "REJECT"),
    ({"event": "no act"}, "reject", "blind: no act", "REJECT"),
])
def test_a_hidden_answer_is_kept_and_set_beside_the_machines(desk, news, form, action, note, event):
    seen = next(one["seen"] for one in desk.get("/reports/a-war.json").json()["claims"] if one["id"] == COLLAPSED)
    answer = desk.post(f"/review/hidden/{COLLAPSED}", data={"csrf": csrf(desk), "seen": seen, **form})
    assert answer.status_code == 303
    with open_store(news, readonly=True) as database:
        assert [(one.action, one.note) for one in reviews(database)] == [(action, note)]
    assert stands(news, COLLAPSED).event == event
    found = desk.get(answer.headers["location"].replace("/review?", "/review.json?")).json()
    assert found["answered"]["machine"] == "REJECT"
    assert found["answered"]["differs"] is (note != "blind: agrees")
    assert found["figures"]["blind"]["items"] == 1
    if note == "blind: differs" and event != "REJECT":
        assert found["figures"]["disagreements"][0]["person"] == event


@pytest.mark.parametrize(("path", "form"), [
    ("/review/hidden/c-none", {"event": "AID", "seen": "1"}),
    (f"/review/hidden/{COLLAPSED}", {"event": "BOOM", "seen": "1"}),
    (f"/review/hidden/{COLLAPSED}", {"event": "AID"}),
    ("/review/pairs", {"left": BOMBED, "right": MET, "verdict": "perhaps"}),
    ("/review/pairs", {"left": BOMBED, "right": BOMBED, "verdict": "same"}),
    ("/review/pairs", {"left": BOMBED, "right": "c-none", "verdict": "same"}),
])
def test_answers_that_are_none_keep_nothing(desk, news, path, form):
    assert desk.post(path, data={"csrf": csrf(desk), **form}).status_code == 400
    with open_store(news, readonly=True) as database:
        assert list(reviews(database)) == []


def test_a_verdict_on_a_pair_makes_one_happening_of_two(desk):
    form = {"csrf": csrf(desk), "left": BOMBED, "right": COLLAPSED, "verdict": "same"}
    assert desk.post("/review/pairs", data=form).status_code == 303
    held = {one["id"]: one["happening"] for one in desk.get("/reports/a-war.json").json()["claims"]}
    assert held[BOMBED] == held[COLLAPSED]


def test_a_second_person_is_asked_for_what_the_first_reviewed(news, monkeypatch):
    monkeypatch.setattr(reviewing, "is_read_twice", lambda name: True)
    with open_store(news) as database:
        review_claim(database, war_claims()[1], action="confirm", maker="ana", codebook=BOOK)
    desk = Desk(news, default_policy())
    assert second_readings(desk, "ana") == []
    assert second_readings(desk, "ben") == [BOMBED]


def test_reviews_go_out_as_gold_and_as_training_rows(desk):
    send(desk, BOMBED, "confirm")
    send(desk, SHELLED, "correct", temporal="ongoing")
    send(desk, MET, "reject")
    gold = [json.loads(line) for line in desk.get("/review/gold.jsonl").text.splitlines()]
    assert [row["event"] for row in gold] == [["ASSAULT"], ["ASSAULT"]]
    mended = gold[0]
    assert WAR[mended["start"]:mended["end"]] == mended["sentence"]
    assert WAR.splitlines()[mended["line"] - 1].startswith(mended["sentence"])
    assert (mended["actors"], mended["date"], mended["place"]) == ([["SYR:REB"]], "2016-10-18", "Aleppo")
    assert (mended["origin"], mended["chain"], mended["temporal"]) == ("a spokesman", [], ["ongoing"])
    told = war_claims()[0]
    plain = json.loads(encode(told))
    assert {slot for slot, share in claim_slots(mended, plain) if share == 0} == {"temporal"}
    rows = [json.loads(line) for line in desk.get("/review/training.jsonl").text.splitlines()]
    assert [(row["action"], row["machine"], row["person"]) for row in rows] == [
        ("reject", "CONSULT", "no act"), ("correct", "ASSAULT", "ASSAULT"), ("confirm", "ASSAULT", "ASSAULT")]
    assert (rows[1]["before"], rows[1]["after"]) == ({"temporal": "past"}, {"temporal": "ongoing"})
    assert rows[0]["text"][slice(*rows[0]["trigger"])] == "met"
    assert desk.get("/review/other.jsonl").status_code == 400
