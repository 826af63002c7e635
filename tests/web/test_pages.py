from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from dateline.web.filters import band, counted, outward, with_query
from tests.web.conftest import HOSTILE

PAGES = ("/", "/events", "/timeline", "/timeline?a=SYRMIL&b=SYRREB", "/arrangements", "/arrangements?as-of=2016-10-20",
         "/control", "/sources", "/reports", "/search?q=ceasefire", "/search", "/login")
BANNED = re.compile(r"\b(confirm\w*|corroborat\w*|(?<!un)safe(ly|ty)?)\b", re.IGNORECASE)


class Page(HTMLParser):
    """What a browser would make of a page: its tags with their attributes, its headings, its words."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.headings, self.words, self.ids = [], [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if given.get("id"):
            self.ids.add(given["id"])

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def first_event(client):
    return client.get("/events.json?flag=accounts_differ").json()["events"][0]["id"]


@pytest.fixture(params=[*PAGES, "event"])
def page(request, client):
    return client.get(f"/events/{first_event(client)}" if request.param == "event" else request.param)


def test_a_page_renders_with_all_its_headers(page):
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"


def test_hostile_words_are_words_on_every_page(page):
    read = Page(page.text)
    assert [one for one in read.all("script") if not (one.get("src") or "").startswith("/static/")] == []
    assert [name for _, attrs in read.tags for name in attrs if name.startswith("on") or name == "style"] == []
    assert read.all("img") == []
    assert [one for one in read.all("a") if not re.match(r"(/(?!/)|#|https?://)", one.get("href") or "")] == []
    assert HOSTILE not in page.text


def test_a_page_asks_no_other_host(page):
    read = Page(page.text)
    loaded = [attrs.get("src") or attrs.get("href") or "" for tag, attrs in read.tags if tag in {"script", "link"}]
    assert loaded
    assert [one for one in loaded if not one.startswith("/static/")] == []


def test_a_page_can_be_read_by_everybody(page):
    read = Page(page.text)
    assert read.headings[0] == 1
    assert read.headings.count(1) == 1
    assert [two for one, two in zip(read.headings, read.headings[1:], strict=False) if two > one + 1] == []
    assert read.all("html")[0]["lang"] == "en"
    assert [attrs for tag, attrs in read.tags if tag == "a" and attrs.get("class") == "skip"]
    labelled = {attrs.get("for") for attrs in read.all("label")}
    fields = [attrs for tag, attrs in read.tags if tag in {"input", "select", "textarea"}
              and attrs.get("type") not in {"hidden", "submit"}]
    assert [one for one in fields if one.get("id") not in labelled] == []


def test_no_page_claims_what_no_report_can_show(page):
    words = " ".join(Page(page.text).words)
    assert BANNED.findall(words) == []
    assert [words[one.start() - 20:one.end()] for one in re.finditer(r"in force", words)
            if not words[:one.start()].endswith("said to be ")] == []


def test_the_twin_holds_what_the_page_shows(client):
    told = client.get("/events.json").json()["events"]
    text = " ".join(" ".join(Page(client.get("/events").text).words).split())
    assert told
    assert [one["line"] for one in told if " ".join(one["line"].split()) not in text] == []


@pytest.mark.parametrize("address", [one for one in PAGES if one != "/login"])
def test_the_three_ways_to_a_twin_are_one(client, address):
    path, _, query = address.partition("?")
    twin = ("/index" if path == "/" else path) + ".json" + (f"?{query}" if query else "")
    by_path = client.get(twin)
    by_query = client.get(address + ("&" if query else "?") + "format=json")
    by_header = client.get(address, headers={"accept": "application/json"})
    assert by_path.headers["content-type"] == "application/json"
    assert by_path.json() == by_query.json() == by_header.json()


def test_overview_sets_accounts_side_by_side_and_counts_what_waits(client):
    told = client.get("/index.json").json()
    differing = told["differing"][0]
    assert {side["stake"] for side in differing["sides"]} == {"actor", "opponent"}
    assert told["waiting"]["careful"] == 2
    assert told["waiting"]["unsure_claims"] >= 1
    assert told["held"]["articles"] == 3
    assert told["coverage"]["last"] == "2016-10-21"
    assert len(told["coverage"]["unread"]) == 25
    party = next(row for row in told["by_party"] if row["arrangement"] == "r-one")
    assert party["said"].startswith("said ")


def test_new_claims_begin_with_their_speaker_and_self_reports_are_marked(client):
    new = {one["id"]: one for one in client.get("/index.json").json()["new"]}
    assert new["c-one"]["sentence"].startswith("Syria's Foreign Ministry: ")
    assert new["c-one"]["self_report"]
    assert not new["c-two"]["self_report"]
    assert (new["c-one"]["confidence_band"], new["c-two"]["confidence_band"], new["c-truce"]["confidence_band"]) == (
        "high", "low", "not measured")


def test_one_event_has_its_sides_its_differences_and_its_order(client):
    told = client.get(f"/events/{first_event(client)}.json").json()
    assert [side["origin"] for side in told["sides"]] == ["Syria's Foreign Ministry", "rebels"]
    killed = next(one for one in told["slots"] if one["slot"] == "killed")
    assert killed["differ"]
    assert {value["value"] for value in killed["values"]} == {"4 people", "40 people"}
    assert [one["id"] for one in told["told"]] == ["c-one", "c-two"]
    assert told["map"]["spots"][0]["r"] > 0


def test_an_unknown_event_is_not_found(client):
    assert client.get("/events/e-nothing").status_code == 404
    assert client.get("/events/e-nothing.json").json()["status"] == 404


@pytest.mark.parametrize(("query", "ids"), [
    ("event=ASSAULT", 1), ("country=SYR&event=aid", 1), ("country=USA", 0), ("flag=accounts-differ", 1),
    ("dyad=SYRMIL-SYRREB", 1), ("near=36.2,37.1,20", 1), ("from=2016-10-18&to=2016-10-18", 1), ("place=Aleppo", 3),
    ("min-origins=2", 1), ("stake=opponent", 1),
])
def test_events_are_filtered_as_on_the_command_line(client, query, ids):
    assert len(client.get(f"/events.json?{query}").json()["events"]) == ids


@pytest.mark.parametrize("query", [
    "from=yesterday", "dyad=SYR", "near=1,2", "flag=true", "stake=high", "min-origins=many", "min-origins=0",
    "sort=random", "limit=0", "limit=99999", "cursor=zzz", "cursor=WzEsMiwzXQ", "as-of=now", "actor=" + "x" * 201,
])
def test_a_question_that_is_none_is_told_in_words(client, query):
    answer = client.get(f"/events?{query}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text
    assert client.get(f"/events.json?{query}").json()["status"] == 400


def test_timeline_shows_both_ways_and_what_was_read(client):
    told = client.get("/timeline.json?a=SYRMIL&b=SYRREB").json()
    assert [panel["name"] for panel in told["chart"]["panels"]] == ["SYRMIL to SYRREB", "SYRREB to SYRMIL"]
    assert [panel["claims"] for panel in told["chart"]["panels"]] == [2, 0]
    assert told["chart"]["table"][0]["told"]["SYRMIL to SYRREB"]["claims"] == 2


def test_ledgers_stand_as_of_the_day_asked_for(client):
    early = client.get("/arrangements.json?as-of=2016-10-01").json()
    late = client.get("/arrangements.json?as-of=2016-10-19").json()
    assert (early["lives"], early["as_of"]) == ([], "2016-10-01")
    assert late["by_party"][0]["word"].endswith("(Coast Radio, 2016-10-19)")
    assert late["lives"][0]["life"]["id"] == "r-one"
    holding = client.get("/control.json").json()["lives"][0]
    assert "said to be taken by" in holding["lines"][0]["text"]


def test_sources_are_counted_with_their_stakes_and_words(client):
    told = client.get("/sources.json").json()
    ministry = next(one for one in told["sources"] if one["source"] == "Syria's Foreign Ministry")
    assert ministry["stakes"]["actor"] == 1
    assert told["labels"] == [{
        "outlet": "Coast Radio", "voice": "Syria's Foreign Ministry", "party": "Rebels", "word": "terrorists",
        "uses": 1, "articles": 1}]


def test_reports_link_only_to_the_web(client):
    text = client.get("/reports").text
    assert "javascript:" not in text
    link = next(one for one in Page(text).all("a") if one.get("href") == "https://example.org/3")
    assert {"noopener", "nofollow"} <= set(link["rel"].split())


def test_search_marks_the_words(client):
    hits = client.get("/search.json?q=ceasefire").json()["hits"]
    assert len(hits) == 3
    assert ["ceasefire", True] in hits[0]["pieces"]
    assert "<mark>ceasefire</mark>" in client.get("/search?q=ceasefire").text
    assert client.get("/search?q=%22*").status_code == 400


@pytest.mark.parametrize(("address", "kept"), [
    ("https://example.org/a?b=c", True), ("HTTP://example.org", True), ("javascript:alert(1)", False),
    ("data:text/html,x", False), ("//example.org", False), ("https:///x", False), (" https://example.org", True),
    ("https://example.org/\nx", False), ("https://exa mple.org", False), ('https://e.org/"onx=', False), (None, False),
    ("https://[", False), ("vbscript:x", False),
])
def test_only_addresses_of_the_web_become_links(address, kept):
    assert (outward(address) is not None) is kept


def test_bands_and_counts_in_words():
    assert [band(value) for value in (0.95, 0.85, 0.7, 0.2, 0, None)] == [
        "high", "high", "middling", "low", "low", "not measured"]
    assert (counted(1, "claim"), counted(1234, "claim")) == ("1 claim", "1 234 claims")
    assert with_query({"a": "1", "b": "2"}, b=None, c="x y") == "?a=1&c=x+y"
