from __future__ import annotations

import io
import zipfile

import pytest

from dateline.codebook import load_codebook
from dateline.store import open_store, put_article
from dateline.store.desk import page_of
from dateline.store.filters import Filters
from tests.making import article, claim, day
from tests.web.conftest import on

LISTS = ("claims", "events", "arrangements", "control", "articles", "sources", "labels", "search?q=army", "coverage",
         "arrangements/ledger", "control/ledger")


@pytest.mark.parametrize("name", LISTS)
def test_every_list_answers_with_items(client, name):
    answer = client.get(f"/api/v1/{name}")
    assert answer.status_code == 200
    assert "items" in answer.json()


def test_openapi_names_every_question_and_its_filters(client):
    told = client.get("/api/v1/openapi.json").json()
    assert {f"/api/v1/{one.partition('?')[0]}" for one in LISTS} | {"/api/v1/code", "/api/v1/status"} <= set(
        told["paths"])
    assert [path for path in told["paths"] if not path.startswith("/api/v1/")] == []
    names = {one["name"] for one in told["paths"]["/api/v1/claims"]["get"]["parameters"]}
    assert {"actor", "dyad", "near", "min-origins", "without-self-reports", "cursor"} <= names


def test_pages_follow_each_other_and_stay_while_the_store_grows(writer, store):
    seen, cursor = [], ""
    for number in range(9):
        told = writer.get(f"/api/v1/claims?limit=1&cursor={cursor}").json()
        seen.extend(one["id"] for one in told["items"])
        with open_store(store) as database:
            put_article(
                database, article(id=f"a-new{number}", text_hash=f"n{number}", published=on("2016-10-20")),
                [claim(id=f"c-new{number}", article=f"a-new{number}", time=day("2016-10-18"))], coder="1",
                codebook=load_codebook(), source="x")
        cursor = told["next"]
        if not cursor:
            break
    assert sorted(seen) == ["c-one", "c-person", "c-truce", "c-two"]


@pytest.mark.parametrize("sort", ["day", "oldest", "added", "confidence"])
def test_every_order_gives_all_rows_once(filled, sort):
    with open_store(filled, readonly=True) as database:
        whole = [row["id"] for row in page_of(database, "claims", Filters(), sort=sort, limit=50).rows]
        pieces, after = [], None
        while True:
            page = page_of(database, "claims", Filters(), sort=sort, limit=2, after=after)
            pieces += [row["id"] for row in page.rows]
            after = page.after
            if after is None:
                break
    assert pieces == whole
    assert len(set(whole)) == 5


def test_programs_get_what_the_policy_lets_out(client):
    told = client.get("/api/v1/claims").json()
    by_id = {one["id"]: one for one in told["items"]}
    assert "c-convoy" not in by_id
    assert told["care"]["held"] == 1
    assert "Jane" not in client.get("/api/v1/claims").text
    assert by_id["c-person"]["recipients"][0]["name"] == "[a teacher]"
    assert "Kafr Secret" not in client.get("/api/v1/events").text + client.get("/api/v1/articles").text
    assert by_id["c-one"]["tier"] == "GREEN"


def test_this_machine_sees_everything_marked(client):
    text = client.get("/").text
    assert "care: convoy movement" in text
    assert "Kafr Secret" in client.get("/events").text


PAGES = ("/index.json", "/events.json", "/timeline.json", "/arrangements.json", "/control.json", "/sources.json",
         "/reports.json", "/search.json?q=ceasefire", "/events.json?place=Kafr+Secret", "/events.json?near=36.5,37,5",
         "/api/v1/claims?text=truce", "/api/v1/articles", "/api/v1/search?q=convoy", "/api/v1/sources")


@pytest.mark.parametrize("address", PAGES)
def test_beyond_this_machine_pages_hold_back_what_the_policy_says(program, address):
    answer = program.get(address)
    assert answer.status_code == 200
    for secret in ("Kafr Secret", "Jane", "c-convoy"):
        assert secret not in answer.text.replace("Kafr+Secret", "").replace('"place":"Kafr Secret"', "")


def test_what_was_held_back_is_counted(program):
    assert program.get("/events.json").json()["care"]["held"] == 1
    assert program.get("/events/e-convoy.json").json()["care"]["held"] == 1
    assert program.get("/api/v1/records/c-convoy").json() == {
        "item": None, "care": {"output": "api", "held": 1, "dropped": 0, "changed": 0,
                               "next_release": "2026-11-07T00:00:00+00:00"}}


def test_words_of_reports_stay_where_no_licence_lets_them_out(program, client):
    assert client.get("/search.json?q=ceasefire").json()["hits"][0]["pieces"]
    assert [hit["pieces"] for hit in program.get("/search.json?q=ceasefire").json()["hits"]] == [[], [], []]


@pytest.mark.parametrize("schema", ["events", "claims", "acled-like", "ethprio"])
def test_a_download_is_a_zip_with_its_dictionary_by_the_policy_for_files(client, schema):
    answer = client.get(f"/events.zip?schema={schema}&form=csv")
    assert answer.headers["content-type"] == "application/zip"
    assert "attachment" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        text = "".join(archive.read(name).decode("utf-8") for name in names)
    assert f"dateline-{schema}.csv" in names
    assert any("dictionary" in name for name in names)
    assert "Kafr Secret" not in text
    assert "Jane" not in text


def test_a_download_in_no_format_is_refused(client):
    assert client.get("/events.zip?schema=../../x").status_code == 400
    assert client.get("/events.zip?form=exe").status_code == 400


def test_a_record_by_its_id(client):
    assert client.get("/api/v1/records/c-one").json()["item"]["sentence"].startswith("Syria's Foreign Ministry: ")
    assert client.get("/api/v1/records/e-one").json()["item"]["kind"] == "event"
    assert client.get("/api/v1/records/c-nothing").status_code == 404


@pytest.mark.parametrize("body", [b"", b"[]", b'{"texts": "x"}', b"{", b'{"text": 1}'])
def test_what_cannot_be_coded_is_told_in_words(client, body):
    answer = client.post("/api/v1/code", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert "error" in answer.json()


def test_a_text_is_coded_only_for_whoever_may(client, outside):
    sent = {"text": "x"}
    assert client.post("/api/v1/code", data=sent).status_code == 403
    assert client.post("/api/v1/code", json=sent, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/api/v1/code", json=sent, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert outside.post("/api/v1/code", json=sent).status_code == 401


@pytest.mark.model
def test_a_text_is_coded_and_nothing_kept(program):
    text = "Coast Radio\n\n2016-10-19\n\nThe Syrian army shelled Aleppo on Tuesday, the defence ministry said."
    before = program.get("/api/v1/status").json()["store"]["articles"]
    told = program.post("/api/v1/code", json={"text": text}).json()
    assert "ASSAULT" in {one.get("event") for one in told["items"]}
    assert told["article"]["text"] == ""
    assert program.get("/api/v1/status").json()["store"]["articles"] == before
