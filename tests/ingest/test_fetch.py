"""Addresses: only the open internet, each hop checked, and the connection goes to the address that was checked."""

from __future__ import annotations

import httpx
import pytest

from dateline.errors import RefusedAddress, UnreadableInput
from dateline.ingest.fetch import fetch, is_public

PUBLIC, INSIDE = "93.184.216.34", "10.0.0.7"
NAMES = {"news.example": [PUBLIC], "inside.example": [INSIDE], "both.example": [PUBLIC, INSIDE]}


def resolver(host: str, port: int) -> list[str]:
    return NAMES.get(host, [host])


def get(url: str, handler: object) -> tuple[bytes, list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return handler(request)  # type: ignore[operator]

    fetched = fetch(url, resolver=resolver, transport=httpx.MockTransport(answer))
    return fetched.content, seen


def test_the_connection_goes_to_the_checked_address() -> None:
    content, seen = get("https://news.example/a?b=1", lambda request: httpx.Response(200, content=b"page"))
    assert content == b"page"
    assert [(str(r.url), r.headers["host"], r.extensions["sni_hostname"]) for r in seen] == [
        (f"https://{PUBLIC}/a?b=1", "news.example", "news.example"),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://inside.example/",
        "http://both.example/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/",
        "http://[::ffff:10.0.0.1]/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "file:///etc/passwd",
        "gopher://news.example/",
        "http://user:word@news.example/",
        "http:///x",
        "https://",
    ],
)
def test_refused_addresses(url: str) -> None:
    with pytest.raises(RefusedAddress, match=": "):
        get(url, lambda request: httpx.Response(200, content=b"secret"))


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://inside.example/", "file:///etc/passwd", "//10.0.0.7/x"]
)
def test_each_hop_is_checked(target: str) -> None:
    with pytest.raises(RefusedAddress):
        get("http://news.example/", lambda request: httpx.Response(302, headers={"location": target}))


def test_a_redirection_is_followed_to_its_end() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return (
            httpx.Response(200, content=b"end")
            if request.url.path == "/b"
            else httpx.Response(301, headers={"location": "/b"})
        )

    content, seen = get("http://news.example/a", handler)
    assert (content, len(seen)) == (b"end", 2)


@pytest.mark.parametrize(
    "handler",
    [
        lambda request: httpx.Response(302, headers={"location": "/again"}),
        lambda request: httpx.Response(404),
        lambda request: httpx.Response(200, content=b"x" * 10_000_001),
    ],
)
def test_endless_missing_and_huge_pages(handler: object) -> None:
    with pytest.raises(UnreadableInput, match="give the"):
        get("http://news.example/", handler)


def test_faults_of_the_connection_are_input_errors() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("late", request=request)

    with pytest.raises(UnreadableInput, match="try again"):
        get("http://news.example/", handler)


@pytest.mark.parametrize(
    ("address", "public"),
    [(PUBLIC, True), ("2606:4700::1111", True), (INSIDE, False), ("100.64.0.1", False), ("x", False)],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public
