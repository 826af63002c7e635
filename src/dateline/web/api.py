"""The API, version 1: the same questions as the command line's, in pages, as JSON; and coding of a text that is sent.

Every record passes the policy for `api`. An answer has `items`, `next` (give it back as `cursor`) and `care`: what the
policy held back.
"""

from __future__ import annotations

import importlib
import threading
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from dateline.errors import InputError
from dateline.export.sentences import sentence
from dateline.records import Arrangement, Claim, ControlClaim, Event
from dateline.store.coverage import outlet_coverage
from dateline.store.desk import held, page_of, waiting
from dateline.store.happenings import claims_of, event_by_id, event_in
from dateline.store.queries import full_id, show
from dateline.store.rows import article_of, record_of
from dateline.web import ledgers, sources
from dateline.web.asking import (
    ARTICLE_NAMES, LIFE_NAMES, NAMES, cursor_in, cursor_of, day_in, filters_in, limit_in, sort_in,
)
from dateline.web.desk import answer_json, care_of, desk_of
from dateline.web.filters import BANDS
from dateline.web.reports import article_view, search_hits
from dateline.web.showing import cleared_event, clearing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.config.settings import Settings
    from dateline.store.filters import Table
    from dateline.web.showing import Clearing

router = APIRouter(prefix="/api/v1", tags=["dateline"])

KINDS: Final[dict[str, type[Claim | Arrangement | ControlClaim]]] = {
    "claims": Claim, "arrangements": Arrangement, "controls": ControlClaim}
ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "claims": ("day", "oldest", "added", "confidence"), "events": ("day", "oldest", "added", "origins"),
    "arrangements": ("day", "oldest", "added"), "controls": ("day", "oldest", "added"),
    "articles": ("day", "oldest", "added"),
}
TOLD: Final = ("actor", "recipient", "dyad", "country", "place", "near", "from", "to", "origin", "stake", "as-of")
CAP: Final = 10_000
MOST_SOURCES: Final = 60
WORDS: Final = {
    "actor": "who did it: an id, a code (SYRGOV), a country (SYR) or a name", "recipient": "to whom it was done",
    "dyad": "between these two, either way round: SYR-RUS", "event": "PLOVER event", "mode": "PLOVER mode",
    "country": "country of the place (ISO 3166 alpha-3)", "place": "place, district or province",
    "near": "LAT,LON,KM: within so many km of a point", "from": "from that day on", "to": "up to that day",
    "origin": "on whose word", "stake": "the origin's stake", "text": "words that must stand there",
    "as-of": "what the store held at that moment, in UTC", "flag": "flag of the event",
    "min-origins": "the event has at least so many distinct origins",
    "without-self-reports": "1: leave out what a party tells of its own success", "limit": "rows, 500 at most",
    "cursor": "`next` of the page before", "sort": "the order", "q": "the words",
}


class Sent(msgspec.Struct, forbid_unknown_fields=True):
    """A report to be coded. `published` (ISO), `outlet`, `url` and `title` fill what the page does not print."""

    text: str
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    html: bool = False


def _asks(*names: str) -> dict[str, Any]:
    """The parameters of a question, for the OpenAPI description."""
    return {"parameters": [
        {"name": name, "in": "query", "required": False, "description": WORDS[name], "schema": {"type": "string"}}
        for name in names]}


PAGED: Final = ("sort", "limit", "cursor")


@router.get("/claims", openapi_extra=_asks(*NAMES, *PAGED))
def claims(request: Request) -> Response:
    """Claims: what reports say happened, on whose word."""
    return _told(request, "claims", NAMES)


@router.get("/arrangements", openapi_extra=_asks(*TOLD, *PAGED))
def arrangements(request: Request) -> Response:
    """What single reports say of arrangements; `/arrangements/ledger` joins them."""
    return _told(request, "arrangements", TOLD)


@router.get("/control", openapi_extra=_asks(*TOLD, "without-self-reports", *PAGED))
def control(request: Request) -> Response:
    """What single reports say of who holds what; `/control/ledger` joins them."""
    return _told(request, "controls", (*TOLD, "without-self-reports"))


def _told(request: Request, table: Table, names: tuple[str, ...]) -> Response:
    """A page of records of one table."""
    desk, query = desk_of(request), request.query_params
    filters, sort = filters_in(query, names), sort_in(query, ORDERS[table])
    clear = clearing(desk, filters, gate=desk.gate("api"))
    page = page_of(desk.reading, table, filters, sort=sort, limit=limit_in(query), after=cursor_in(query, sort=sort))
    clear.know(desk.reading, (row["article"] for row in page.rows))
    shown = (clear.record(record_of(row, KINDS[table])) for row in page.rows)
    return _page([_item(one, clear) for one in shown if one is not None], clear, cursor_of(page.after))


def _item(record: Claim | Arrangement | ControlClaim, clear: Clearing) -> dict[str, Any]:
    """A record with its sentence."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain | {"sentence": sentence(record, outlet=clear.outlet(record.article))}


def _page(items: Sequence[Any], clear: Clearing, after: str | None) -> Response:
    return answer_json({"items": items, "next": after, "care": care_of(clear.gate)})


@router.get("/events", openapi_extra=_asks(*NAMES, *PAGED))
def events(request: Request) -> Response:
    """Events: claims judged to be one happening, all values side by side."""
    desk, query = desk_of(request), request.query_params
    filters, sort = filters_in(query), sort_in(query, ORDERS["events"])
    clear = clearing(desk, filters, gate=desk.gate("api"))
    page = page_of(desk.reading, "events", filters, sort=sort, limit=limit_in(query),
                   after=cursor_in(query, sort=sort))
    found = [event_in(row) for row in page.rows]
    told = claims_of(desk.reading, found, as_of=filters.as_of)
    clear.know(desk.reading, (claim.article for claim in told.values()))
    made = [cleared_event(event, told, clear) for event in found]
    return _page([one[0] for one in made if one is not None], clear, cursor_of(page.after))


@router.get("/articles", openapi_extra=_asks(*ARTICLE_NAMES, *PAGED))
def articles(request: Request) -> Response:
    """Articles that were read, without their texts."""
    desk, query = desk_of(request), request.query_params
    filters, sort = filters_in(query, ARTICLE_NAMES), sort_in(query, ORDERS["articles"])
    clear = clearing(desk, filters, gate=desk.gate("api"))
    page = page_of(desk.reading, "articles", filters, sort=sort, limit=limit_in(query),
                   after=cursor_in(query, sort=sort))
    clear.know(desk.reading, (row["id"] for row in page.rows))
    return _page([article_view(article_of(row), clear) for row in page.rows], clear, cursor_of(page.after))


@router.get("/records/{name}")
def record(request: Request, name: str) -> Response:
    """One claim, arrangement, word on control, event or article by its id, or by the beginning of it."""
    desk = desk_of(request)
    clear = clearing(desk, gate=desk.gate("api"))
    try:
        found = show(desk.reading, full_id(desk.reading, name))
    except InputError as error:
        return answer_json({"error": str(error), "status": 404}, status=404)
    if isinstance(found, Event):
        event = event_by_id(desk.reading, found.id) or found
        told = claims_of(desk.reading, [event])
        clear.know(desk.reading, (claim.article for claim in told.values()))
        made = cleared_event(event, told, clear)
        return answer_json({"item": made[0] if made else None, "care": care_of(clear.gate)})
    if not isinstance(found, Claim | Arrangement | ControlClaim):
        clear.know(desk.reading, [found.id])
        return answer_json({"item": article_view(found, clear), "care": care_of(clear.gate)})
    clear.know(desk.reading, [found.article])
    shown = clear.record(found)
    return answer_json({"item": None if shown is None else _item(shown, clear), "care": care_of(clear.gate)})


@router.get("/arrangements/ledger", openapi_extra=_asks(*LIFE_NAMES, "as-of"))
def arrangement_ledger(request: Request) -> Response:
    """The lives of the arrangements last told of that fit, as of a day."""
    desk, query = desk_of(request), request.query_params
    found = ledgers.arrangements_as_of(
        desk, ledgers.asked_of(query, kinds=True), as_of=day_in(query, "as-of"), output="api")
    return _lives(found)


@router.get("/control/ledger", openapi_extra=_asks(*LIFE_NAMES, "as-of", "without-self-reports"))
def control_ledger(request: Request) -> Response:
    """The words on who holds the places last told of that fit, as of a day."""
    desk, query = desk_of(request), request.query_params
    found = ledgers.control_as_of(
        desk, ledgers.asked_of(query, kinds=False), as_of=day_in(query, "as-of"), output="api")
    return _lives(found)


def _lives(found: ledgers.Found) -> Response:
    care = {"output": "api", "held": found.held, "dropped": found.dropped, "changed": found.changed,
            "next_release": None}
    return answer_json({"items": found.rows, "as_of": found.as_of, "more": found.more, "next": None, "care": care})


@router.get("/sources", openapi_extra=_asks(*sources.NAMES))
def speakers(request: Request) -> Response:
    """Who is quoted in the latest records that fit, with what stake."""
    desk = desk_of(request)
    filters = filters_in(request.query_params, sources.NAMES)
    found = desk.cached("api speakers", filters, lambda: sources.source_views(
        desk, filters, limit=MOST_SOURCES, open_only=True))
    return answer_json({"items": found, "next": None, "counted_over": sources.NEWEST})


@router.get("/labels", openapi_extra=_asks(*sources.NAMES))
def labels(request: Request) -> Response:
    """Whose voice calls whom what, in the latest claims that fit."""
    desk = desk_of(request)
    filters = filters_in(request.query_params, sources.NAMES)
    found = desk.cached("api labels", filters, lambda: sources.label_views(
        desk, filters, limit=MOST_SOURCES, open_only=True))
    return answer_json({"items": found, "next": None, "counted_over": sources.NEWEST})


@router.get("/search", openapi_extra=_asks("q", "limit"))
def search(request: Request) -> Response:
    """Articles that hold the words, the best first."""
    desk, query = desk_of(request), request.query_params
    words = (query.get("q") or "").strip()[:200]
    clear = clearing(desk, gate=desk.gate("api"))
    hits = search_hits(desk, words, clear, limit=min(limit_in(query, usual=20), 100)) if words else []
    return _page(hits, clear, None)


@router.get("/coverage")
def coverage(request: Request) -> Response:
    """What was read of each outlet, and its gaps."""
    desk = desk_of(request)
    found = desk.cached("outlets", (), lambda: outlet_coverage(desk.reading))
    return answer_json({"items": [asdict(one) for one in found], "next": None})


@router.get("/status")
def status(request: Request) -> Response:
    """The store at a glance; no count goes beyond 10,000."""
    desk = desk_of(request)
    return answer_json({
        "store": asdict(desk.cached("held", (), lambda: held(desk.reading, cap=CAP))), "cap": CAP,
        "waiting": asdict(desk.cached("waiting", (), partial(waiting, desk.reading, least=BANDS[1][0], newest=2_000))),
    })


async def _body(request: Request) -> bytes:
    return await request.body()


_CODERS: Final[dict[str, Any]] = {}
_CODING: Final = threading.Lock()


@router.post("/code", openapi_extra={"requestBody": {"required": True, "content": {"application/json": {
    "schema": msgspec.json.schema(Sent)["$defs"]["Sent"]}}}})
def code(request: Request, body: Annotated[bytes, Depends(_body)]) -> Response:
    """Code one report; nothing is kept. One at a time: a text takes as long as `dateline code` takes for it."""
    desk = desk_of(request)
    try:
        sent = msgspec.json.decode(body, type=Sent)
    except msgspec.DecodeError as error:
        message = f"expected an object with `text`, found: {error}"
        raise InputError(message) from error
    with _CODING:
        result = _coder(desk.settings).code(
            sent.text, published=sent.published, outlet=sent.outlet, url=sent.url, title=sent.title, html=sent.html)
    clear = clearing(desk, gate=desk.gate("api"))
    published = result.article.published.value if result.article.published else None
    told = (*result.claims, *result.arrangements, *result.controls)
    shown = (clear.gate.clear(one, published=published) for one in told)
    return answer_json({
        "article": msgspec.structs.replace(result.article, text=""), "care": care_of(clear.gate), "next": None,
        "items": [msgspec.to_builtins(one) | {"sentence": sentence(one, outlet=result.article.outlet)}
                  for one in shown if one is not None]})


def _coder(settings: Settings) -> Any:  # noqa: ANN401 - the language model loads only where something is coded
    """The coder, loaded when the first text comes (about three seconds)."""
    key = repr(settings)
    if key not in _CODERS:
        _CODERS[key] = importlib.import_module("dateline.pipeline").Coder(settings)
    return _CODERS[key]
