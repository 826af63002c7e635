"""The page of a report: marks, a claim taken apart, and reviews of it by forms alone."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from fastapi.testclient import TestClient

from dateline.config.policy import default_policy
from dateline.records import Claim
from dateline.store import open_store
from dateline.store.queries import show
from dateline.store.reviewing import reviews
from dateline.web.app import make_app
from tests import desk_made
from tests.desk_made import HOSTILE, war_claims

SHELLED, BOMBED, COLLAPSED, MET = (one.id for one in war_claims())
NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return desk_made.fill(tmp_path_factory.mktemp("reading") / "news.db")


@pytest.fixture
def news(whole, tmp_path):
    path = tmp_path / "news.db"
    with open_store(whole) as database:
        database.connection.execute("VACUUM INTO ?", (str(path),))
    return path


@pytest.fixture
def desk(news):
    app = make_app(news, policy=default_policy(), now=lambda: NOW)
    return TestClient(app, base_url="http://127.0.0.1:8765", headers={"accept": "text/html"}, follow_redirects=False)


def csrf(desk):
    return desk.get("/reports/a-war").text.partition('name="csrf-token" content="')[2].partition('"')[0]


def values(desk, claim=None, article="a-war"):
    return desk.get(f"/reports/{article}.json", params={"claim": claim} if claim else {}).json()


def send(desk, claim, do, *, seen=None, article="a-war", **fields):
    known = {one["id"]: one["seen"] for one in values(desk, article=article)["claims"]}
    form = {"csrf": csrf(desk), "seen": str(known.get(claim) if seen is None else seen), "do": do, **fields}
    return desk.post(f"/reports/{article}/claims/{claim}", data=form)


def stands(news, claim):
    with open_store(news, readonly=True) as database:
        return show(database, claim)


def test_the_words_stand_whole_with_their_marks(desk):
    page = desk.get("/reports/a-war")
    assert page.status_code == 200
    words = re.sub(r"<[^>]+>", "", page.text[page.text.index('id="words"'):page.text.index("</section>")])
    assert "The army said it bombed depots in Idlib after talks in Aleppo collapsed." in words
    assert page.text.count('data-label="') == 4
    assert 'data-label="2 ASSAULT">bombed</a>' in page.text
    assert '<p class="block navigation furniture">' in page.text
    assert [(one["number"], one["event"]) for one in values(desk)["claims"]] == [
        (1, "ASSAULT"), (2, "ASSAULT"), (3, "REJECT"), (4, "CONSULT")]


def test_a_chosen_claim_shows_its_chain_slots_and_reasons(desk):
    chosen = values(desk, SHELLED)["chosen"]
    assert [[one["name"] for one in hop["speakers"]] for hop in chosen["chain"]] == [["a spokesman (unnamed)"]]
    assert (chosen["chain"][0]["role"], chosen["chain"][0]["cue"]) == ("origin", "said")
    slots = {slot["slot"]: slot for slot in chosen["slots"]}
    assert slots["actors"]["values"] == ["Rebels (SYRREB)"]
    assert slots["place"]["values"] == ["Aleppo, SYR (city, within 8 km)"]
    assert slots["event"]["band"] == "high"
    assert slots["event"]["why"] == [{"maker": "rule:test@1", "note": "“shelled” is ASSAULT"}]
    assert chosen["confidence_band"] == "high"
    panel = desk.get(f"/reports/a-war/claims/{SHELLED}")
    assert "<html" not in panel.text
    assert "a spokesman (unnamed)" in panel.text


def test_one_accepts_and_goes_on_to_the_next(desk, news):
    answer = send(desk, SHELLED, "confirm", then="next")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/reports/a-war?claim={BOMBED}&done={SHELLED}&did=confirm#claim"
    with open_store(news, readonly=True) as database:
        assert [(one.action, one.changes) for one in reviews(database)] == [("confirm", {})]
    page = desk.get(answer.headers["location"]).text
    assert "accepted by hand" in page
    assert 'value="undo"' in page


def test_one_mends_slots_in_place_and_undoes_it(desk, news):
    before = stands(news, BOMBED)
    answer = send(desk, BOMBED, "correct", event="COERCE", mode="", actors="Syrian army (SYRMIL); depots (RUS)",
                  time="2016-10-18/2016-10-19", polarity="-", note="they deny it", place="")
    assert answer.status_code == 303
    now = stands(news, BOMBED)
    assert isinstance(now, Claim)
    assert (now.event, now.mode, now.place, now.factuality.polarity) == ("COERCE", None, None, "-")
    assert now.actors[0] == before.actors[0]
    assert (now.actors[1].name, now.actors[1].country, now.actors[1].code) == ("depots", "RUS", "RUS")
    assert desk_made.WAR[now.actors[1].start:now.actors[1].end] == "depots"
    assert (now.time.start_date, now.time.end_date, now.time.basis) == ("2016-10-18", "2016-10-19", "stated")
    assert now.cameo in desk_made.BOOK.cameo
    assert (now.stake, now.temporal, now.recipients) == (before.stake, before.temporal, before.recipients)
    assert send(desk, BOMBED, "undo").status_code == 303
    assert stands(news, BOMBED) == before


def test_one_rejects_and_it_is_told_nowhere_but_here(desk):
    assert "CONSULT" in {one["event"] for one in desk.get("/events.json").json()["events"]}
    send(desk, MET, "reject")
    assert "CONSULT" not in {one["event"] for one in desk.get("/events.json").json()["events"]}
    found = next(one for one in values(desk)["claims"] if one["id"] == MET)
    assert found["rejected"] is True


def test_one_adds_a_claim_by_words_or_by_characters(desk, news):
    answer = desk.post("/reports/a-war/claims", data={
        "csrf": csrf(desk), "words": "talks", "event": "CONSULT", "actors": "SYRMIL; Rebels", "time": "2016-10"})
    assert answer.status_code == 303
    name = re.search(r"claim=([\w-]+)", answer.headers["location"])[1]
    made = stands(news, name)
    assert made.evidence.text == "The army said it bombed depots in Idlib after talks in Aleppo collapsed."
    assert (made.evidence.trigger.text, made.event) == ("talks", "CONSULT")
    assert [(one.code, one.name) for one in made.actors] == [("SYRMIL", None), (None, "Rebels")]
    assert (made.time.start_date, made.time.precision) == ("2016-10", "month")
    start = desk_made.WAR.index("envoys")
    assert send_added(desk, start, start + len("envoys"), "AID").status_code == 303
    assert [one["trigger"] for one in values(desk)["claims"]] == [
        "shelled", "bombed", "collapsed", "talks", "met", "envoys"]
    assert send_added(desk, start, start + len("envoys"), "AID").status_code == 400


def send_added(desk, start, end, event):
    return desk.post("/reports/a-war/claims", data={"csrf": csrf(desk), "start": start, "end": end, "event": event})


@pytest.mark.parametrize("fields", [
    {"event": "BOOM"}, {"mode": "nonsense"}, {"cameo": "9"}, {"time": "yesterday"}, {"actors": "X (SYRM)"},
    {"temporal": "soon"}, {}, {"place": "Nowhere-at-all-known"},
])
def test_what_cannot_be_is_told_and_keeps_nothing(desk, news, fields):
    before = stands(news, BOMBED)
    answer = send(desk, BOMBED, "correct", **fields)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text
    assert stands(news, BOMBED) == before


@pytest.mark.parametrize("form", [
    {"words": "not in the report", "event": "AID"}, {"words": "", "event": "AID"}, {"words": "talks", "event": ""},
    {"start": "5", "end": "5", "event": "AID"}, {"start": "9", "end": "99999999", "event": "AID"},
])
def test_nothing_is_added_at_words_that_are_not_there(desk, form):
    assert desk.post("/reports/a-war/claims", data={"csrf": csrf(desk), **form}).status_code == 400
    assert len(values(desk)["claims"]) == 4


def test_of_two_at_once_the_second_is_told_what_changed_and_keeps_his_words(desk, news):
    seen = next(one["seen"] for one in values(desk)["claims"] if one["id"] == BOMBED)
    send(desk, BOMBED, "correct", seen=seen, temporal="ongoing")
    late = send(desk, BOMBED, "correct", seen=seen, stake="ally", temporal="past")
    assert late.status_code == 409
    assert "Somebody was quicker." in late.text
    assert "was “past”, is “ongoing”" in late.text
    assert '<option value="ally" selected>' in late.text
    assert stands(news, BOMBED).temporal == "ongoing"
    assert send(desk, BOMBED, "reject", seen=seen).status_code == 409
    assert send(desk, BOMBED, "undo", seen=seen).status_code == 409
    fresh = re.search(r'name="seen" value="(\d+)"', late.text[late.text.index('class="quick"'):])[1]
    assert send(desk, BOMBED, "correct", seen=fresh, stake="ally").status_code == 303
    assert (stands(news, BOMBED).temporal, stands(news, BOMBED).stake) == ("ongoing", "ally")


@pytest.mark.parametrize(("path", "form", "status"), [
    ("/reports/a-war/claims/c-none", {"do": "confirm", "seen": "1"}, 400),
    ("/reports/a-war/claims/{met}", {"do": "confirm all", "seen": "1"}, 400),
    ("/reports/a-war/claims/{met}", {"do": "confirm"}, 400),
    ("/reports/a-twin/claims/{met}", {"do": "confirm", "seen": "4"}, 400),
    ("/reports/a-none/claims/{met}", {"do": "confirm", "seen": "4"}, 400),
])
def test_forms_that_are_none_change_nothing(desk, news, path, form, status):
    answer = desk.post(path.format(met=MET), data={"csrf": csrf(desk), **form})
    assert answer.status_code == status
    with open_store(news, readonly=True) as database:
        assert list(reviews(database)) == []


def test_without_the_mark_of_the_page_nothing_is_kept(desk, news):
    assert desk.post(f"/reports/a-war/claims/{MET}", data={"do": "confirm", "seen": "4"}).status_code == 403
    assert desk.get("/reports/a-none").status_code == 400


def test_hostile_reports_stay_words(desk):
    page = desk.get("/reports/a-trap").text
    assert "<script>alert" not in page
    assert "<svg onload" not in page
    assert "<img src=x" not in page
    assert "javascript:" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    claim = values(desk, article="a-trap")["claims"][0]
    panel = desk.get(f"/reports/a-trap/claims/{claim['id']}").text
    assert "<script" not in panel
    assert HOSTILE not in panel


def test_beyond_this_machine_words_and_careful_reports_are_kept_back(news):
    app = make_app(news, policy=default_policy(), now=lambda: NOW, public=True, token="t" * 20)
    far = TestClient(app, base_url="http://127.0.0.1", headers={"authorization": f"Bearer {'t' * 20}"})
    found = far.get("/reports/a-war.json").json()
    assert found["paragraphs"] is None
    assert len(found["claims"]) == 4
    with open_store(news) as database:
        database.connection.execute("UPDATE claims SET sensitive = 1 WHERE id = ?", (MET,))
    assert far.get("/reports/a-war.json").json()["may_write"] is False
    seen = next(one["seen"] for one in found["claims"] if one["id"] == BOMBED)
    answer = far.post(f"/reports/a-war/claims/{BOMBED}", data={"do": "reject", "seen": seen})
    assert answer.status_code == 400
    assert "handled with care" in answer.text
