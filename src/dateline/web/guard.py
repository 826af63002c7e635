"""What stands before every page: the Host header, logins, tokens, forged requests, size, and the headers of answers.

On loopback nobody logs in. Beyond it every page needs a session, which a password opens, or the token. Whatever is not
a mere question needs the page's own mark (`csrf`), or the token: no route can forget to ask for it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import socket
import time
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote

import msgspec

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, MutableMapping

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
ASKING: Final = frozenset({"GET", "HEAD"})
OPEN_PATHS: Final = ("/static/", "/login")
API: Final = "/api/"
MOST_BYTES: Final = 1_000_000
"""The largest body that is read: a long report as JSON."""
MOST_FIELDS: Final = 500
SESSION_SECONDS: Final = 12 * 3600
TRIES: Final = 5
"""Failed logins from one address before it has to wait, and ten times as many from all together."""
WAIT: Final = 15 * 60
NAME_CHARS: Final = 60
COOKIE: Final = "dateline"
POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    b"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
HEADERS: Final = (
    (b"content-security-policy", POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the name given at the login (`None` where nobody logs in), the mark of his forms, and whether he came
    with the token."""

    name: str | None
    csrf: str
    by_token: bool = False


class Session(msgspec.Struct, frozen=True, array_like=True):
    """What a session cookie holds, signed."""

    key: str
    name: str
    until: int


@dataclass
class Doors:
    """Who may come in, and how often one may try."""

    password: str | None = None
    token: str | None = None
    public: bool = False
    hosts: frozenset[str] = LOOPBACK
    clock: Callable[[], float] = time.time
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    failed: dict[str, list[float]] = field(default_factory=dict, repr=False)

    def sign(self, *parts: str) -> str:
        """A signature that only this server makes."""
        return hmac.new(self.secret, "\x1f".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def open_session(self, name: str) -> str:
        """The value of the cookie of a new session."""
        session = Session(secrets.token_urlsafe(16), name[:NAME_CHARS], int(self.clock()) + SESSION_SECONDS)
        payload = base64.urlsafe_b64encode(msgspec.json.encode(session)).decode("ascii").rstrip("=")
        return f"{payload}.{self.sign('session', payload)}"

    def session_of(self, cookie: str | None) -> Session | None:
        """The session of a cookie, `None` where it is absent, not ours or past its time."""
        payload, dot, signature = (cookie or "").partition(".")
        if not dot or not same(signature, self.sign("session", payload)):
            return None
        try:
            session = msgspec.json.decode(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)), type=Session)
        except (msgspec.DecodeError, binascii.Error, ValueError):
            return None
        return session if session.until > self.clock() else None

    def must_wait(self, address: str) -> bool:
        """Whether an address, or all together, failed too often of late."""
        since = self.clock() - WAIT
        for one in [one for one, times in self.failed.items() if times[-1] < since]:
            del self.failed[one]
        recent = {one: sum(at >= since for at in times) for one, times in self.failed.items()}
        return recent.get(address, 0) >= TRIES or sum(recent.values()) >= 10 * TRIES

    def may_enter(self, password: str, *, address: str) -> bool:
        """Whether this is the password; a wrong one is remembered."""
        if self.password is not None and same(password, self.password):
            self.failed.pop(address, None)
            return True
        self.failed.setdefault(address, []).append(self.clock())
        return False


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing of where they differ or how long they are."""
    one, other = (hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in (given, wanted))
    return hmac.compare_digest(one, other)


def hosts_for(host: str, names: Iterable[str] = ()) -> frozenset[str]:
    """The names under which a server that listens on `host` may be asked."""
    own = {socket.gethostname().lower()} if host in {"0.0.0.0", "::"} else {host.lower()}  # noqa: S104 - a comparison
    return frozenset(LOOPBACK | own | {name.lower() for name in names})


class Guard:
    """The middleware: refuses what may not pass, and hands on who asks and what form was sent."""

    def __init__(self, app: App, *, doors: Doors, refuse: Callable[[Scope, int, str], tuple[bytes, bytes]]) -> None:
        self.app = app
        self.doors = doors
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        await self._http(scope, receive, _with_headers(send, scope["path"]))

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        _take_twin(scope)
        scope["doors"] = self.doors
        host = host_in(headers.get("host", ""))
        if host not in self.doors.hosts and not (self.doors.public and _is_number(host)):
            await self._say(scope, send, 400, "This address is not one of this desk.")
            return
        visitor = self._visitor(headers)
        scope["visitor"] = visitor or Visitor(None, self.doors.sign("csrf", "door"))
        if visitor is None and not scope["path"].startswith(OPEN_PATHS):
            await self._turn_away(scope, headers, send)
            return
        if scope["method"] in ASKING:
            # The server itself leaves the body of an answer to HEAD away.
            await self.app({**scope, "method": "GET"}, receive, send)
            return
        body = await _body(receive)
        if body is None:
            await self._say(scope, send, 413, f"More than {MOST_BYTES} bytes were sent.")
            return
        form = _form(body, headers)
        if form is None:
            await self._say(scope, send, 400, "The form could not be read.")
            return
        scope["form"] = form
        if not self._is_meant(scope, headers):
            await self._say(scope, send, 403, "This form is no longer good, or did not come from this desk. Load the "
                            "page anew and send it again; nothing was changed.")
            return
        await self.app(scope, _replayed(body), send)

    def _visitor(self, headers: dict[str, str]) -> Visitor | None:
        """Who asks; `None` beyond loopback for somebody who is not logged in."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.doors.token is not None and same(given.strip(), self.doors.token):
            return Visitor("token", self.doors.sign("csrf", "token"), by_token=True)
        session = self.doors.session_of(_cookie(headers.get("cookie", "")))
        if session is not None:
            return Visitor(session.name, self.doors.sign("csrf", session.key))
        if self.doors.public or self.doors.password is not None:
            return None
        return Visitor(None, self.doors.sign("csrf", "loopback"))

    def _is_meant(self, scope: Scope, headers: dict[str, str]) -> bool:
        """Whether a request that may change something was meant: with the token, or with the page's own mark.

        On loopback a program of this machine may have a text coded without either: a browser cannot send JSON to
        another site unasked.
        """
        visitor: Visitor = scope["visitor"]
        if visitor.by_token:
            return True
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return False
        given = headers.get("x-csrf-token") or scope["form"].get("csrf", "")
        if same(given, visitor.csrf):
            return True
        return (
            scope["path"] == "/api/v1/code" and self.doors.token is None and not self.doors.public
            and headers.get("content-type", "").partition(";")[0].strip() == "application/json"
            and "origin" not in headers)

    async def _turn_away(self, scope: Scope, headers: dict[str, str], send: Send) -> None:
        """To the login, or a plain no for programs."""
        page = scope["method"] in ASKING and "text/html" in headers.get("accept", "") and not scope.get("twin")
        if page and self.doors.password is not None and not scope["path"].startswith(API):
            query = scope.get("query_string", b"").decode("latin-1")
            back = quote(scope["path"] + (f"?{query}" if query else ""), safe="/")
            await _answer(send, 303, [(b"location", f"/login?back={back}".encode("ascii"))], b"")
            return
        await self._say(scope, send, 401, "Log in, or send the token: `Authorization: Bearer TOKEN`.")

    async def _say(self, scope: Scope, send: Send, status: int, words: str) -> None:
        kind, body = self.refuse(scope, status, words)
        more = [(b"www-authenticate", b"Bearer")] if status == 401 else []  # noqa: PLR2004 - not logged in
        await _answer(send, status, [(b"content-type", kind), *more], body)


def host_in(value: str) -> str:
    """The host of a Host header without its port, in lower case; empty where it is none."""
    match = re.fullmatch(r"(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+))(?::\d{1,5})?", value)
    return (match[1] or match[2]).lower().rstrip(".") if match else ""


def _is_number(host: str) -> bool:
    """Whether a host is an address in numbers, which no foreign name server can point here."""
    return bool(re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}", host)) or ":" in host


def _take_twin(scope: Scope) -> None:
    """A path that ends in `.json` is that of the page, asked for as JSON; those of the API and of files are theirs."""
    path: str = scope["path"]
    if path.endswith(".json") and not path.startswith((API, "/static/")):
        bare = path.removesuffix(".json")
        scope["path"] = "/" if bare == "/index" else bare
        scope["raw_path"] = scope["path"].encode("utf-8")
        scope["twin"] = True


def _cookie(header: str) -> str | None:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found is not None else None


async def _body(receive: Receive) -> bytes | None:
    """The whole body, `None` where it is too large."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
        if not message.get("more_body") or message["type"] == "http.disconnect":
            return b"".join(parts)


def _form(body: bytes, headers: dict[str, str]) -> dict[str, str] | None:
    """The fields of a form, the last of each name; none where the body is no form, `None` where it is broken."""
    if headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        return {}
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return None


def _replayed(body: bytes) -> Receive:
    """The body once more, for whoever reads it after us."""
    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        return left.pop() if left else {"type": "http.disconnect"}

    return receive


def _with_headers(send: Send, path: str) -> Send:
    """Every answer carries the headers; only files of ours may be kept by a browser."""
    kept = b"public, max-age=86400" if path.startswith("/static/") else b"no-store"

    async def with_headers(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = [*HEADERS, (b"cache-control", kept)]
            names = {name for name, _ in own}
            rest = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in names]
            message["headers"] = [*rest, *own]
        await send(message)

    return with_headers


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode("ascii"))
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
