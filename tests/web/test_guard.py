from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from dateline.web.access import local
from dateline.web.guard import MOST_BYTES, TRIES, WAIT, Doors, host_in, hosts_for
from tests.web.conftest import HOME, PASSWORD, TOKEN


def log_in(outside, mark, password=PASSWORD, name="Ada", back="/events"):
    csrf = mark(outside.get("/login"))
    return outside.post("/login", data={"csrf": csrf, "name": name, "password": password, "back": back})


@pytest.mark.parametrize("host", [
    "evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::1", "a b"])
def test_another_host_is_refused(client, host):
    assert client.get("/events", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8765", "[::1]:8765", "LOCALHOST"])
def test_this_machine_is_asked_by_its_names(client, host):
    assert client.get("/events", headers={"host": host}).status_code == 200


def test_hosts_are_read_without_their_port():
    assert [host_in(one) for one in ("a.b:80", "[::1]:1", "A.B", "a.b:x", "a/b", "a:80:80")] == [
        "a.b", "::1", "a.b", "", "", ""]
    assert {"desk.example.org", "localhost"} <= hosts_for("::", ["Desk.example.org"])


def test_beyond_this_machine_one_must_log_in(outside):
    away = outside.get("/events?country=SYR")
    assert (away.status_code, away.headers["location"]) == (303, "/login?back=/events%3Fcountry%3DSYR")
    assert outside.get("/events.json").status_code == 401
    assert outside.get("/api/v1/claims").status_code == 401
    assert outside.get("/api/v1/openapi.json").status_code == 401
    assert outside.get("/static/desk.css").status_code == 200


def test_the_password_opens_a_session(outside, mark):
    answer = log_in(outside, mark)
    assert (answer.status_code, answer.headers["location"]) == (303, "/events")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "Log out Ada" in outside.get("/events").text
    csrf = mark(outside.get("/events"))
    assert outside.post("/logout", data={"csrf": csrf}).status_code == 303
    assert outside.get("/events").status_code == 303


def test_a_wrong_password_opens_nothing_and_too_many_must_wait(outside, mark):
    for _ in range(TRIES):
        assert log_in(outside, mark, "guess").status_code == 401
    assert log_in(outside, mark).status_code == 429


def test_failures_are_forgotten_after_a_while():
    at = [0.0]
    doors = Doors(password=PASSWORD, clock=lambda: at[0])
    assert not any(doors.may_enter("guess", address="x") for _ in range(TRIES))
    assert doors.must_wait("x")
    assert not doors.must_wait("y")
    at[0] = WAIT + 1.0
    assert not doors.must_wait("x")
    assert doors.may_enter(PASSWORD, address="x")


def test_a_session_ends_and_cannot_be_made_by_others():
    at = [0.0]
    doors = Doors(clock=lambda: at[0])
    cookie = doors.open_session("Ada")
    assert doors.session_of(cookie).name == "Ada"
    payload, _, signature = cookie.partition(".")
    for forged in (payload, f"{payload}.", f"{payload}x.{signature}", f".{signature}", "", None, f"{payload}.é"):
        assert doors.session_of(forged) is None
    assert Doors().session_of(cookie) is None
    at[0] = 13 * 3600.0
    assert doors.session_of(cookie) is None


def test_a_login_leads_nowhere_else():
    assert local("/events?a=b") == "/events?a=b"
    assert {local(one) for one in ("//evil.example", "https://evil.example", "/\\evil", "events", "")} == {"/"}


def test_a_form_without_its_mark_changes_nothing(client, mark):
    sent = {"name": "mine", "event": "ASSAULT"}
    assert client.post("/events/views", data=sent).status_code == 403
    assert client.post("/events/views", data={**sent, "csrf": "x"}).status_code == 403
    csrf = mark(client.get("/events"))
    away = {"sec-fetch-site": "cross-site"}
    assert client.post("/events/views", data={**sent, "csrf": csrf}, headers=away).status_code == 403
    assert client.get("/events.json").json()["views"] == {}


def test_a_mark_is_of_its_session_only(outside, mark):
    log_in(outside, mark)
    csrf = mark(outside.get("/events"))
    outside.cookies.clear()
    log_in(outside, mark, name="Eve")
    assert outside.post("/events/views", data={"csrf": csrf, "name": "x"}).status_code == 403


def test_a_token_is_enough_for_programs(outside):
    assert outside.get("/api/v1/status", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert outside.get("/api/v1/status", headers={"authorization": "Bearer no"}).status_code == 401


def test_what_is_too_large_is_refused(client, mark):
    csrf = mark(client.get("/events"))
    big = client.post("/events/views", data={"csrf": csrf, "name": "x" * (MOST_BYTES + 1)})
    assert big.status_code == 413
    fields = "&".join(["a=b"] * 600)
    answer = client.post("/events/views", content=fields, headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 400


def test_a_view_is_kept_and_forgotten(writer, mark):
    csrf = mark(writer.get("/events"))
    sent = {"csrf": csrf, "name": "my <b>view</b>", "event": "ASSAULT", "sort": "origins"}
    kept = writer.post("/events/views", data=sent, follow_redirects=False)
    assert kept.headers["location"] == "/events?event=ASSAULT&sort=origins"
    assert writer.get("/events.json").json()["views"] == {"my <b>view</b>": "?event=ASSAULT&sort=origins"}
    assert "<b>view" not in writer.get("/events").text
    writer.post("/events/views", data={**sent, "forget": "1"})
    assert writer.get("/events.json").json()["views"] == {}
    assert writer.post("/events/views", data={"csrf": csrf, "name": "x", "from": "never"}).status_code == 400


def test_an_error_shows_no_traceback(writer, monkeypatch):
    from dateline.web import events

    def fail(*_args, **_more):
        message = "secret of the house"
        raise RuntimeError(message)

    monkeypatch.setattr(events, "page_of", fail)
    quiet = TestClient(writer.app, base_url=HOME, raise_server_exceptions=False)
    answer = quiet.get("/events")
    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_head_is_answered_as_get(client):
    assert client.head("/events").status_code == 200
