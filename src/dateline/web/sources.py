"""Sources: who is quoted, named or not, through whom, with what stake; and whose voice calls whom what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import msgspec
from fastapi import APIRouter, Request, Response

from dateline.export.voices import NO_OUTLET, NO_PARTY, NOT_NAMED, OWN_WORDS, STAKES, LabelRow
from dateline.export.wording import clean
from dateline.records.claim import Label
from dateline.store.desk import briefs, newest_rows
from dateline.store.speakers import speakers
from dateline.web.asking import asked_in, filters_in
from dateline.web.desk import desk_of, render

if TYPE_CHECKING:
    from dateline.store.filters import Filters
    from dateline.store.speakers import SpeakerCount
    from dateline.web.desk import Desk

router = APIRouter(include_in_schema=False)

NAMES: Final = ("country", "event", "actor", "place", "from", "to", "stake", "origin")
NEWEST: Final = 2_500
"""Records of each kind that are counted, the latest ones."""
SHOWN: Final = 50
LABELS: Final = 80


class _Labelled(msgspec.Struct, gc=False):
    """Of a claim only its loaded words."""

    labels: tuple[Label, ...] = ()


@router.get("/sources")
def sources_page(request: Request) -> Response:
    """Who speaks, over the latest records that fit."""
    desk, query = desk_of(request), request.query_params
    filters = filters_in(query, NAMES)
    found = desk.cached("speakers", filters, lambda: source_views(desk, filters))
    words = desk.cached("labels", filters, lambda: label_views(desk, filters))
    return render(
        request, "sources.html", asked=asked_in(query, NAMES), sources=found, labels=words, newest=NEWEST,
        stakes=STAKES, codes=sorted(desk.codebook.events), obeys=desk.obeys)


def source_views(
    desk: Desk, filters: Filters, *, limit: int = SHOWN, open_only: bool = False,
) -> list[dict[str, Any]]:
    """The origins behind most of the latest records that fit; where the pages obey, less what gives reason for care."""
    found = speakers(desk.reading, filters, limit=limit, newest=NEWEST, open_only=open_only or desk.obeys)
    return [_view(one) for one in found]


def _view(one: SpeakerCount) -> dict[str, Any]:
    return {
        "source": clean(one.name), "kind": one.kind, "named": one.named, "code": one.code,
        "through": [clean(name) for name in one.through[:5]], "records": one.records, "articles": one.articles,
        "outlets": one.outlets, "stakes": {stake: one.stakes[stake] for stake in STAKES if one.stakes[stake]}}


def label_views(
    desk: Desk, filters: Filters, *, limit: int = LABELS, open_only: bool = False,
) -> list[dict[str, Any]]:
    """Loaded words for parties in the latest claims that fit, by voice and outlet."""
    rows = newest_rows(
        desk.reading, "claims", filters, limit=NEWEST, columns="row, article, origin, record",
        open_only=open_only or desk.obeys)
    decoder = msgspec.json.Decoder(_Labelled)
    told = [(row["article"], row["origin"], labels) for row in rows
            if '"labels":[{' in row["record"] and (labels := decoder.decode(row["record"]).labels)]
    outlets = briefs(desk.reading, (article for article, _, _ in told))
    uses: Counter[tuple[str, str, str, str]] = Counter()
    articles: dict[tuple[str, str, str, str], set[str]] = {}
    for article, origin, labels in told:
        house = clean(outlets[article].outlet or NO_OUTLET) if article in outlets else NO_OUTLET
        for label in labels:
            voice = OWN_WORDS if label.voice == "outlet" else clean(origin or NOT_NAMED)
            key = (house, voice, clean(label.party or NO_PARTY), clean(label.word))
            uses[key] += 1
            articles.setdefault(key, set()).add(article)
    ranked = sorted(uses, key=lambda key: (-uses[key], key))[:limit]
    return [dict(LabelRow(*key, uses=uses[key], articles=len(articles[key])).cells()) for key in ranked]
