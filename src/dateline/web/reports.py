"""Reports: the list of what was read, and a search in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from fastapi import APIRouter, Request, Response

from dateline.export.wording import clean, shorten
from dateline.store.desk import claims_told, page_of
from dateline.store.queries import search
from dateline.web.asking import ARTICLE_NAMES, asked_in, cursor_in, cursor_of, filters_in, limit_in, sort_in
from dateline.web.desk import desk_of, render
from dateline.web.showing import clearing, may_show_text

if TYPE_CHECKING:
    from dateline.records import Article
    from dateline.store.queries import Hit
    from dateline.web.desk import Desk
    from dateline.web.showing import Clearing

router = APIRouter(include_in_schema=False)

ORDERS: Final = ("day", "oldest", "added")
HITS: Final = 40


@router.get("/reports")
def reports_page(request: Request) -> Response:
    """What was read, newest first."""
    desk, query = desk_of(request), request.query_params
    filters, sort = filters_in(query, ARTICLE_NAMES), sort_in(query, ORDERS)
    clear = clearing(desk, filters)
    page = page_of(desk.reading, "articles", filters, sort=sort, limit=limit_in(query),
                   after=cursor_in(query, sort=sort))
    ids = [row["id"] for row in page.rows]
    clear.know(desk.reading, ids)
    told = claims_told(desk.reading, ids)
    return render(
        request, "reports.html", gate=clear.gate, next=cursor_of(page.after), sort=sort, orders=ORDERS,
        asked=asked_in(query, ARTICLE_NAMES), first=not query.get("cursor"),
        reports=[clear.report(name) | {"claims": told.get(name, 0)} for name in ids])


@router.get("/search")
def search_page(request: Request) -> Response:
    """Reports that hold the words, the best first."""
    desk = desk_of(request)
    words = (request.query_params.get("q") or "").strip()[:200]
    clear = clearing(desk)
    hits = search_hits(desk, words, clear) if words else []
    return render(request, "search.html", gate=clear.gate, words=words, hits=hits, most=HITS)


def search_hits(desk: Desk, words: str, clear: Clearing, *, limit: int = HITS) -> list[dict[str, Any]]:
    """The hits as pages show them: the words around them only where the policy lets the text out."""
    found = search(desk.reading, words, limit=limit)
    clear.know(desk.reading, (hit.article for hit in found))
    return [clear.report(hit.article) | {"pieces": _pieces(desk, hit, clear)} for hit in found]


def _pieces(desk: Desk, hit: Hit, clear: Clearing) -> list[tuple[str, bool]]:
    """The words around a hit in pieces, each with whether it was looked for."""
    if not may_show_text(desk, clear.articles[hit.article], obeys=clear.obeys):
        return []
    most = desk.policy.snippet_chars if clear.obeys else len(hit.snippet)
    pieces = []
    for at, part in enumerate(clean(shorten(hit.snippet, limit=max(most, 1))).split("«")):
        marked, _, rest = part.partition("»") if at else ("", "", part)
        pieces.extend([(marked, True)] if marked else [])
        pieces.extend([(rest, False)] if rest else [])
    return pieces


def article_view(article: Article, clear: Clearing) -> dict[str, Any]:
    """An article for programs, without its text."""
    plain: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(article, text="", blocks=()))
    plain.pop("text")
    plain.pop("blocks")
    return plain | {key: value for key, value in clear.report(article.id).items() if key in {"title", "uri"}}
