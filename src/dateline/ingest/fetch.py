"""Fetches one page from the web, and nothing that lies inside.

Takes an address, gives its bytes. Only http and https; each hop of a redirection is checked anew; the name is resolved
once, every address it stands for must be public, and the connection goes to the very address that was checked.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from dateline.errors import RefusedAddress, UnreadableInput
from dateline.ingest.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_SCHEMES = ("http", "https")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LAST_OK = 299
_HEADERS = {
    "User-Agent": "dateline (reads one page for a person)",
    "Accept": "text/html,application/xhtml+xml,text/plain,application/xml;q=0.8,*/*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave: the last address, the bytes, and the content type and charset that it declared."""

    url: str
    content: bytes
    content_type: str
    charset: str | None


def resolve(host: str, port: int) -> list[str]:
    """The addresses a name stands for, in the order of the resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address lies on the open internet; an address inside another (mapped, 6to4, NAT64) is what counts."""
    try:
        parsed: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.teredo:
            return False
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        parsed = inner or parsed
    return parsed.is_global and not (parsed.is_multicast or parsed.is_reserved or parsed.is_unspecified)


def fetch(
    url: str,
    *,
    resolver: Callable[[str, int], list[str]] = resolve,
    allowed: Callable[[str], bool] = is_public,
    transport: httpx.BaseTransport | None = None,
) -> Fetched:
    """The page at an address; raises `RefusedAddress` or `UnreadableInput` with what to do.

    `resolver`, `allowed` and `transport` are for tests.
    """
    sizes = lexicon().thresholds.sizes
    deadline = time.monotonic() + sizes.fetch_seconds
    timeout = httpx.Timeout(sizes.connect_seconds)
    current = _parse(url)
    with httpx.Client(trust_env=False, timeout=timeout, transport=transport, headers=_HEADERS) as client:
        for _ in range(sizes.max_redirects + 1):
            address = checked_address(current, resolver=resolver, allowed=allowed)
            outcome = _get(client, current, address=address, deadline=deadline)
            if isinstance(outcome, Fetched):
                return outcome
            current = outcome
    message = f"{url}: more than {sizes.max_redirects} redirections: give the address at which they end"
    raise UnreadableInput(message)


def _parse(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        message = f"{url[:200]}: expected an address such as https://example.org/report, found: {error}"
        raise RefusedAddress(message) from error
    return parsed


def checked_address(
    url: httpx.URL,
    *,
    resolver: Callable[[str, int], list[str]],
    allowed: Callable[[str], bool],
) -> str:
    """The address to connect to for this hop; raises where scheme, name or any address of it may not be opened."""
    if url.scheme not in _SCHEMES or not url.host or url.userinfo:
        message = f"{url}: expected an http or https address without a password: save the page and give the file"
        raise RefusedAddress(message)
    try:
        addresses = resolver(url.host, url.port or (443 if url.scheme == "https" else 80))
    except (OSError, UnicodeError) as error:
        message = f"{url}: the name {url.host!r} is not found ({error}): check the address and the connection"
        raise UnreadableInput(message) from error
    if not addresses or not all(allowed(address) for address in addresses):
        message = f"{url}: {url.host!r} is inside a network, which is not opened: save the page and give the file"
        raise RefusedAddress(message)
    return addresses[0]


def _get(client: httpx.Client, url: httpx.URL, *, address: str, deadline: float) -> Fetched | httpx.URL:
    """One hop: the page, or where it sends us. The name goes into the Host header and the TLS handshake."""
    host = url.netloc.decode("ascii")
    pinned = url.copy_with(host=address)
    request = client.build_request(
        "GET", pinned, headers={"Host": host}, extensions={"sni_hostname": url.raw_host.decode("ascii")}
    )
    try:
        response = client.send(request, stream=True)
        try:
            if response.status_code in _REDIRECTS and response.headers.get("location"):
                return url.join(response.headers["location"])
            return _read(response, url=url, deadline=deadline)
        finally:
            response.close()
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError, OSError) as error:
        why = f"{type(error).__name__}: {error}"
        message = f"{url}: no page came ({why}): try again later, or save the page and give the file"
        raise UnreadableInput(message) from error


def _read(response: httpx.Response, *, url: httpx.URL, deadline: float) -> Fetched:
    """The body within the limits of size and time."""
    most = lexicon().thresholds.sizes.max_fetch_bytes
    if response.status_code > _LAST_OK:
        message = (
            f"{url}: the server answered {response.status_code}: open it in a browser, save the page and give the file"
        )
        raise UnreadableInput(message)
    parts, size = [], 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > most:
            message = (
                f"{url}: expected at most {most:,} bytes, found more: save the report's page alone and give the file"
            )
            raise UnreadableInput(message)
        if time.monotonic() > deadline:
            message = f"{url}: the page took too long to come: try again later, or save the page and give the file"
            raise UnreadableInput(message)
    kind = response.headers.get("content-type", "").split(";")[0].strip().casefold()
    return Fetched(url=str(url), content=b"".join(parts), content_type=kind, charset=response.charset_encoding)
