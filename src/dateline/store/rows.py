"""Records to rows and back. A record stands whole as JSON; its other columns are what questions are asked by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dateline.codebook.self_reports import is_self_report
from dateline.records import Arrangement, Article, Claim, ControlClaim, encode

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from dateline.codebook import Codebook
    from dateline.records import ActorRef, Hop, PlaceRef, When

Told = Claim | Arrangement | ControlClaim
Row = dict[str, Any]

TABLES: dict[type, str] = {Claim: "claims", Arrangement: "arrangements", ControlClaim: "controls"}
KINDS: dict[type, str] = {Claim: "claim", Arrangement: "arrangement", ControlClaim: "control"}
DAY = 10
"""Characters of an ISO day."""


def article_row(article: Article) -> Row:
    """The columns of an article; its words stand apart from the rest of the record."""
    published = article.published.value if article.published else None
    return {
        "id": article.id, "text_hash": article.text_hash, "uri": article.uri, "publisher": article.publisher,
        "outlet": article.outlet, "agency": article.agency, "title": article.title, "published": published,
        "day": published[:DAY] if published else None, "language": article.language, "licence": article.licence,
        "version_of": article.version_of, "text": article.text,
        "record": encode(msgspec.structs.replace(article, text="")).decode(),
    }


def article_of(row: sqlite3.Row) -> Article:
    """The article of a row."""
    record = msgspec.json.decode(row["record"], type=Article)
    return msgspec.structs.replace(record, text=row["text"], version_of=row["version_of"])


def told_row(record: Told, *, codebook: Codebook) -> Row:
    """The columns of a claim, an arrangement or a control claim, less those of the store itself."""
    if isinstance(record, Claim):
        return _claim_row(record, codebook)
    row = _shared(record)
    if isinstance(record, Arrangement):
        first, last = record.effective_from or record.announced_on, record.effective_to
        return row | {
            "arrangement": record.arrangement, "direction": record.direction, "status": record.status,
            "day": _first_day(first), "last_day": _last_day(last), "breaches": len(record.breaches),
            "sensitive": int(bool(record.sensitive)),
        }
    return row | {
        "change": record.change, "day": _first_day(record.time), "last_day": _last_day(record.time),
        "self_report": int(is_self_report(record, codebook=codebook)),
    }


def _claim_row(claim: Claim, codebook: Codebook) -> Row:
    place = claim.place
    return _shared(claim) | {
        "event": claim.event, "mode": claim.mode, "cameo": claim.cameo,
        **scores_of(claim.event, claim.mode, claim.cameo, codebook=codebook),
        "day": _first_day(claim.time), "last_day": _last_day(claim.time),
        "time_basis": claim.time.basis if claim.time else None,
        "admin1": place.admin1 if place else None, "admin2": place.admin2 if place else None,
        "place_precision": place.precision if place else None,
        "origin_kind": claim.attribution[0].speakers[0].kind if _voices(claim.attribution) else None,
        "certainty": claim.factuality.certainty, "negated": int(claim.factuality.polarity == "-"),
        "temporal": claim.temporal, "self_report": int(is_self_report(claim, codebook=codebook)),
        "sensitive": int(bool(claim.sensitive)), "confidence": claim.coding_confidence.get("all"),
        "trigger": claim.evidence.trigger.text,
    }


def scores_of(event: str, mode: str | None, cameo: str | None, *, codebook: Codebook) -> Row:
    """Quad class, Goldstein value and PLOVER score by the tables of the codebook, `None` for codes that it lacks."""
    known = event in codebook.events and (mode is None or (event, mode) in codebook.modes)
    return {
        "quad": codebook.quad(event) if known else None,
        "goldstein": codebook.goldstein(cameo) if cameo and cameo in codebook.cameo else None,
        "plover_score": codebook.plover_score(event, mode) if known else None,
    }


def _shared(record: Told) -> Row:
    """What all three kinds have."""
    place = record.place
    origin, code = origin_of(record.attribution)
    return {
        "id": record.id, "article": record.article, "origin": origin, "origin_code": code, "stake": record.stake,
        "evidence": record.evidence.text, "start": record.evidence.start, "record": encode(record).decode(),
        **_place_row(place),
    }


def _place_row(place: PlaceRef | None) -> Row:
    if place is None:
        return dict.fromkeys(("place", "country", "latitude", "longitude", "uncertainty_km"))
    return {
        "place": place.name or place.text, "country": place.country, "latitude": place.latitude,
        "longitude": place.longitude, "uncertainty_km": place.uncertainty_km,
    }


def _voices(chain: Sequence[Hop]) -> bool:
    return bool(chain) and bool(chain[0].speakers)


def origin_of(chain: Sequence[Hop]) -> tuple[str | None, str | None]:
    """Name and code of the first voice of a chain; no name where the outlet speaks for itself."""
    if not _voices(chain):
        return None, None
    voice = chain[0].speakers[0]
    actor = voice.actor
    return (actor.name if actor and actor.name else voice.text), actor.code if actor else None


def _first_day(when: When | None) -> str | None:
    value = (when.start_date or when.end_date) if when else None
    return value[:DAY] if value else None


def _last_day(when: When | None) -> str | None:
    value = (when.end_date or when.start_date) if when else None
    return value[:DAY] if value else None


def parties_of(record: Told) -> Iterator[tuple[str, ActorRef]]:
    """(role, party) of a record, in order: actor, recipient, holder, from_holder, or the role of a side."""
    if isinstance(record, Claim):
        yield from (("actor", ref) for ref in record.actors)
        yield from (("recipient", ref) for ref in record.recipients)
    elif isinstance(record, Arrangement):
        yield from ((side.role, side.actor) for side in record.sides)
    else:
        if record.holder is not None:
            yield "holder", record.holder
        if record.from_holder is not None:
            yield "from_holder", record.from_holder


def party_rows(record: Told, *, at: int) -> list[tuple[str, int, str, int, *tuple[str | None, ...]]]:
    """The rows of `parties` for a record that stands in row `at` of its table."""
    return [
        (KINDS[type(record)], at, role, position, ref.id, ref.name, ref.country, ref.sector, ref.code, ref.text)
        for position, (role, ref) in enumerate(parties_of(record))
    ]


def record_of(row: sqlite3.Row, kind: type[Told]) -> Told:
    """The record of a row."""
    return msgspec.json.decode(row["record"], type=kind)
