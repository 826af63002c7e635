"""Events: filtered, in pages, saved as views, downloaded; and one event with its claims side by side by origin."""

from __future__ import annotations

import io
import json
import tempfile
import threading
import zipfile
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from dateline.errors import InputError
from dateline.events.happening import FLAGS
from dateline.export.schemas import FORMS, Sources, export, load_schema, schema_names
from dateline.export.voices import STAKES
from dateline.export.wording import clean, name_hop
from dateline.records import Claim, Event
from dateline.store.desk import count_to, page_of, rows_of
from dateline.store.happenings import claims_of, event_by_id, event_in, events, judgements_of
from dateline.store.lookups import article_by_id
from dateline.store.queries import records
from dateline.web.asking import asked_in, cursor_in, cursor_of, filters_in, limit_in, sort_in
from dateline.web.desk import desk_of, form_of, person_of, render
from dateline.web.filters import with_query
from dateline.web.ledgers import lives_for_export
from dateline.web.showing import claim_view, cleared_event, clearing, event_rows, event_view
from dateline.web.smallmap import small_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.records import Article
    from dateline.store import Database
    from dateline.store.filters import Filters
    from dateline.web.desk import Desk
    from dateline.web.showing import Clearing

router = APIRouter(include_in_schema=False)

ORDERS: Final = ("day", "oldest", "added", "origins")
CAP: Final = 1_000
MOST_ROWS: Final = 20_000
"""Events of one download; the command line has no such bound."""
MOST_JUDGEMENTS: Final = 40
MOST_VIEWS: Final = 50
COMPARED: Final = ("event", "mode", "actors", "recipients", "place", "time", "killed", "injured", "detained",
                   "displaced", "temporal", "certainty", "polarity")
_VIEWS_LOCK: Final = threading.Lock()


@router.get("/events")
def events_page(request: Request) -> Response:
    """Events by filter, in pages that stay in place while the store grows."""
    desk, query = desk_of(request), request.query_params
    filters, sort = filters_in(query), sort_in(query, ORDERS)
    limit = limit_in(query)
    clear = clearing(desk, filters)
    page = page_of(desk.reading, "events", filters, sort=sort, limit=limit, after=cursor_in(query, sort=sort))
    rows = event_rows(desk.reading, [event_in(row) for row in page.rows], clear, as_of=filters.as_of)
    # Asked by a name or a place, even a count would tell of what is held back.
    count = None if clear.obeys and clear.probed else desk.cached(
        "count", filters, lambda: count_to(desk.reading, "events", filters, cap=CAP + 1))
    return render(
        request, "events.html", gate=clear.gate, events=rows, next=cursor_of(page.after), sort=sort, orders=ORDERS,
        asked=asked_in(query), first=not query.get("cursor"), count=None if count is None else min(count, CAP),
        more=count is not None and count > CAP,
        views=_views(desk).get(person_of(request), {}), schemas=schema_names(), forms=sorted(set(FORMS.values())),
        codes=sorted(desk.codebook.events), stakes=STAKES, flags=FLAGS, limit=limit, most_rows=MOST_ROWS)


@router.get("/events/{name}")
def event_page(request: Request, name: str) -> Response:
    """One event: its claims by origin, where they agree and where they differ, in the order of their telling."""
    desk = desk_of(request)
    database = desk.reading
    event = event_by_id(database, name)
    if event is None:
        raise HTTPException(404, f"No event has the id {clean(name)[:40]}.")
    if event.id != name and "format" not in request.query_params and not request.scope.get("twin"):
        return RedirectResponse(f"/events/{event.id}", status_code=302)
    clear = clearing(desk)
    found = sides_of(database, event, clear)
    if found["event"] is None:
        return render(request, "event_held.html", gate=clear.gate, name=event.id)
    judged = [] if clear.obeys else judgements_of(database, event.claims)
    return render(
        request, "event.html", gate=clear.gate, **found, judgements=[
            {"left": one.left, "right": one.right, "verdict": one.verdict, "score": one.score, "reason": one.reason,
             "maker": one.maker, "at": one.at} for one in judged if one.superseded_at is None][:MOST_JUDGEMENTS],
        aliases=event.aliases, map=_map_of(desk, database, event))


def sides_of(database: Database, event: Event, clear: Clearing) -> dict[str, Any]:
    """An event with its claims by origin, the values that they agree and differ on, and the order of telling."""
    claims = claims_of(database, [event])
    clear.know(database, (claim.article for claim in claims.values()))
    made = cleared_event(event, claims, clear)
    if made is None:
        return {"event": None, "sides": [], "slots": [], "told": []}
    shown, cleared = made
    rows = rows_of(database, cleared)
    views = [
        claim_view(claim, clear, self_report=bool(rows[name]["self_report"]) if name in rows else False,
                   reviewed=name in rows and bool(rows[name]["reviewed"])) | {"words": _words(claim)}
        for name, claim in cleared.items()]
    return {
        "event": event_view(shown, cleared, clear), "sides": _sides(cleared, views, clear),
        "slots": _slots(shown, cleared, clear),
        "told": sorted(views, key=lambda view: (view["report"]["published"] or "9999", view["id"]))}


def _words(claim: Claim) -> str | None:
    """The sentence behind a claim, where the policy left it."""
    return None if "words withheld" in claim.handling else clean(claim.evidence.text)


def _origin(claim: Claim, clear: Clearing) -> str:
    outlet = clear.outlet(claim.article)
    return clean(name_hop(claim.attribution[0], outlet=outlet) if claim.attribution else outlet or "the outlet")


def _sides(claims: Mapping[str, Claim], views: Sequence[dict[str, Any]], clear: Clearing) -> list[dict[str, Any]]:
    """Claims by origin, those with a stake of their own first as they come."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for view in views:
        claim = claims[view["id"]]
        found.setdefault((_origin(claim, clear), claim.stake), []).append(view)
    return [{"origin": origin, "stake": stake, "claims": told} for (origin, stake), told in found.items()]


def _slots(event: Event, claims: Mapping[str, Claim], clear: Clearing) -> list[dict[str, Any]]:
    """Each slot with its values and who gives them; it differs where there is more than one."""
    found = []
    for slot in COMPARED:
        values = event.slots.get(slot, ())
        told = [
            {"value": _shown(one.value), "claims": len(one.claims),
             "by": list(dict.fromkeys(_origin(claims[name], clear) for name in one.claims if name in claims))}
            for one in values]
        if told:
            everywhere = len(told) == 1 and told[0]["claims"] == len(event.claims)
            found.append({"slot": slot, "values": told, "agree": everywhere,
                          "differ": len(told) > 1 and slot not in {"actors", "recipients"}})
    return found


def _shown(value: Any) -> str:  # noqa: ANN401 - text or an object, by the slot
    """A value of an event as words."""
    if not isinstance(value, dict):
        return clean(str(value)).replace("_", " ")
    if "start_date" in value or "end_date" in value:
        first, last = value.get("start_date"), value.get("end_date")
        span = f"{first} to {last}" if first and last and first != last else first or last
        return f"{span or 'day not told'} ({clean(str(value.get('basis') or ''))})"
    if "low" in value or "high" in value:
        low, high = value.get("low"), value.get("high")
        number = f"{low:g}" if low is not None and low == high else \
            f"{low:g} to {high:g}" if low is not None and high is not None else \
            f"at least {low:g}" if low is not None else f"at most {high:g}" if high is not None else "not counted"
        return f"{number} {clean(value.get('who') or '')}".strip()
    name = clean(str(value.get("name") or value.get("text") or ""))
    more = value.get("code") or value.get("country")
    return f"{name} ({more})" if more and more != name else name


def _map_of(desk: Desk, database: Database, event: Event) -> dict[str, Any] | None:
    """The areas that the claims of an event give, by the policy for maps."""
    clear = clearing(desk, gate=desk.gate("map"))
    claims = claims_of(database, [event])
    clear.know(database, (claim.article for claim in claims.values()))
    places = [claim.place for one in claims.values() if isinstance(claim := clear.record(one), Claim)]
    return small_map(sorted({
        (place.latitude, place.longitude, place.uncertainty_km or 0.0, clean(place.name or place.text))
        for place in places if place and place.latitude is not None and place.longitude is not None}))


@router.get("/events.zip")
def download(request: Request) -> Response:
    """What the filters let through in one of the formats of the field, with its dictionary, as one ZIP file; it passed
    the policy for files."""
    desk, query = desk_of(request), request.query_params
    filters = filters_in(query)
    schema, form = query.get("schema", "events"), query.get("form", "csv")
    if schema not in schema_names() or form not in FORMS.values():
        message = f"expected a format of {', '.join(schema_names())} and a form of {', '.join(set(FORMS.values()))}"
        raise InputError(message)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        _export(desk, filters, Path(folder) / f"dateline-{schema}.{form}", schema=schema, form=form)
        body = _zipped(Path(folder))
    return Response(body, media_type="application/zip", headers={
        "content-disposition": f'attachment; filename="dateline-{schema}.zip"'})


def _export(desk: Desk, filters: Filters, path: Path, *, schema: str, form: Any) -> None:  # noqa: ANN401 - checked
    """Write the export, every record by way of the gate."""
    database = desk.reading
    clear = clearing(desk, filters, gate=desk.gate("file"))
    sources = Sources(desk.codebook, partial(_article, database, clear))
    row = load_schema(schema).file.row
    if row == "party":
        _export_lives(desk, filters, path, schema=schema, form=form, sources=sources)
    elif row == "claim":
        told = (one for one in records(database, "claims", filters, sort="oldest", limit=MOST_ROWS)
                if isinstance(one, Claim))
        export(_cleared(database, told, clear), path, schema=schema, form=form, sources=sources)
    else:
        kept: dict[str, Claim] = {}
        shown = _cleared_events(database, events(database, filters, sort="oldest", limit=MOST_ROWS), clear, kept,
                                as_of=filters.as_of)
        export(shown, path, schema=schema, form=form, sources=sources, claims_of=lambda part: {
            name: kept[name] for event in part for name in event.claims if name in kept})


def _article(database: Database, clear: Clearing, name: str) -> Article | None:
    """An article for an export; its title and address only where they give nothing away."""
    found = article_by_id(database, name)
    clear.know(database, [name])
    if found is None or not clear.obeys or not clear.articles[name].careful:
        return found
    return msgspec.structs.replace(found, title=None, uri=None, byline=None)


def _cleared(database: Database, claims: Iterator[Claim], clear: Clearing) -> Iterator[Claim]:
    """Claims that may go out, their articles fetched for many at once."""
    while part := list(islice(claims, 500)):
        clear.know(database, (one.article for one in part))
        yield from (shown for one in part if isinstance(shown := clear.record(one), Claim))


def _cleared_events(
    database: Database, found: Iterable[Event], clear: Clearing, kept: dict[str, Claim], *, as_of: str | None,
) -> Iterator[Event]:
    """Events of the claims that may go out; these are put into `kept`."""
    waiting = iter(found)
    while part := list(islice(waiting, 200)):
        claims = claims_of(database, part, as_of=as_of)
        clear.know(database, (one.article for one in claims.values()))
        for event in part:
            made = cleared_event(event, claims, clear)
            if made is not None:
                kept.update(made[1])
                yield made[0]


def _export_lives(desk: Desk, filters: Filters, path: Path, *, schema: str, form: Any, sources: Sources) -> None:  # noqa: ANN401
    """The ledger of the arrangements that fit, by its own gate."""
    lives, told = lives_for_export(desk, filters)
    export(told, path, schema=schema, form=form, sources=sources, lives=lives)


def _zipped(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return buffer.getvalue()


def _views_file(desk: Desk) -> Path:
    """Where saved views are kept: beside the store, since the store itself holds only what was read and said."""
    return desk.store.with_name(desk.store.name + ".views.json")


def _views(desk: Desk) -> dict[str, dict[str, str]]:
    """The saved views by person and name; none where the file is absent or broken."""
    try:
        return msgspec.json.decode(_views_file(desk).read_bytes(), type=dict[str, dict[str, str]])
    except (OSError, msgspec.DecodeError):
        return {}


@router.post("/events/views")
def save_view(request: Request) -> Response:
    """Keep the filters of a page under a name, or forget them; each person has views of one's own."""
    desk, form, person = desk_of(request), form_of(request), person_of(request)
    name = clean(form.get("name", "")).strip()[:60]
    if not name:
        message = "name: expected a name for the view, found none"
        raise InputError(message)
    asked = asked_in(form)
    filters_in(form)
    with _VIEWS_LOCK:
        views = _views(desk)
        mine = views.setdefault(person, {})
        if form.get("forget"):
            mine.pop(name, None)
        elif name in mine or len(mine) < MOST_VIEWS:
            mine[name] = _query(asked, form.get("sort", ""))
        _keep(_views_file(desk), views)
    return RedirectResponse(f"/events{mine.get(name, '')}", status_code=303)


def _query(asked: Mapping[str, str], sort: str) -> str:
    return with_query(asked, **({"sort": sort} if sort in ORDERS[1:] else {}))


def _keep(path: Path, views: Mapping[str, Mapping[str, str]]) -> None:
    """Write the file whole, or not at all."""
    made = path.with_name(path.name + ".new")
    made.write_text(json.dumps(views, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    made.replace(path)
