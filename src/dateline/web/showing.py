"""Records as pages show them: each passes the policy's gate first, and each is a sentence that begins with whose word
it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.codebook.self_reports import is_self_report
from dateline.events.happening import slots_of
from dateline.export.event_lines import event_line
from dateline.export.sentences import sentence
from dateline.export.wording import clean, name_hop, shorten
from dateline.records import Claim, Event
from dateline.store.desk import briefs, events_holding
from dateline.store.event_rows import leading_time
from dateline.store.happenings import claims_of
from dateline.store.rows import record_of
from dateline.web.filters import band

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.codebook import Codebook
    from dateline.export.care import Gate
    from dateline.records import Arrangement, ControlClaim
    from dateline.store import Database
    from dateline.store.desk import Brief
    from dateline.store.filters import Filters
    from dateline.web.desk import Desk

    Told = Claim | Arrangement | ControlClaim

PROBING: Final = ("actor", "recipient", "dyad", "place", "near", "origin", "text")
"""Filters by which somebody could find out what was made coarser: asked by these, what gives reason for care is left
out of an output that obeys."""
TITLE_CHARS: Final = 120
WITHHELD: Final = "title withheld"


@dataclass
class Clearing:
    """The gate of one answer, with the articles behind its records."""

    gate: Gate
    obeys: bool
    codebook: Codebook
    probed: bool = False
    articles: dict[str, Brief] = field(default_factory=dict)

    def record(self, record: Any) -> Any:  # noqa: ANN401 - the same kind as it took
        """The record as it may be shown, `None` where it may not."""
        if record.sensitive and self.probed and self.obeys:
            self.gate.dropped += 1
            return None
        article = self.articles.get(record.article)
        return self.gate.clear(record, published=article.published if article else None)

    def know(self, database: Database, ids: Iterable[str]) -> None:
        """Fetch the articles of these ids."""
        self.articles.update(briefs(database, set(ids) - self.articles.keys()))

    def outlet(self, article: str) -> str | None:
        """The outlet of an article."""
        found = self.articles.get(article)
        return found.outlet if found else None

    def report(self, article: str) -> dict[str, Any]:
        """An article in one line; its title and address only where they give nothing away."""
        found = self.articles.get(article)
        if found is None:
            return {"id": article, "title": None, "outlet": None, "published": None, "uri": None}
        hidden = self.obeys and found.careful
        title = shorten(found.title, limit=TITLE_CHARS) if found.title else None
        return {"id": article, "title": WITHHELD if hidden else title, "outlet": clean(found.outlet or "") or None,
                "published": found.published, "uri": None if hidden else found.uri}


def clearing(desk: Desk, filters: Filters | None = None, *, gate: Gate | None = None) -> Clearing:
    """The gate of one answer to these filters."""
    used = gate or desk.gate()
    probed = filters is not None and any(getattr(filters, name) for name in PROBING)
    return Clearing(used, desk.policy.outputs[used.output] != "mark", desk.codebook, probed)


def may_show_text(desk: Desk, article: Brief, *, obeys: bool | None = None) -> bool:
    """Whether the words of a report may be shown whole: on this machine always, beyond it by the policy, and never of
    a report of which some record gives reason for care. `obeys` is that of the output, else that of the pages."""
    if not (desk.obeys if obeys is None else obeys):
        return True
    allowed = desk.policy.texts == "always" or (desk.policy.texts == "licensed" and bool(article.licence))
    return allowed and not article.careful


def claim_rows(database: Database, rows: Sequence[sqlite3.Row], clear: Clearing) -> list[dict[str, Any]]:
    """Claims of rows as pages show them."""
    clear.know(database, (row["article"] for row in rows))
    held = events_holding(database, (row["id"] for row in rows))
    shown = []
    for row in rows:
        claim = clear.record(record_of(row, Claim))
        if isinstance(claim, Claim):
            shown.append(claim_view(claim, clear, self_report=bool(row["self_report"]), reviewed=bool(row["reviewed"]))
                         | {"happening": held.get(claim.id)})
    return shown


def claim_view(claim: Claim, clear: Clearing, *, self_report: bool, reviewed: bool = False) -> dict[str, Any]:
    """One claim that passed the gate."""
    confidence = claim.coding_confidence.get("all")
    return told_view(claim, clear) | {
        "event": claim.event, "mode": claim.mode, "self_report": self_report, "reviewed": reviewed,
        "coding_confidence": confidence, "confidence_band": band(confidence), "temporal": claim.temporal,
        "day": (claim.time.start_date or claim.time.end_date or "")[:10] or None if claim.time else None,
        "day_basis": claim.time.basis if claim.time else None,
    }


def told_view(record: Told, clear: Clearing) -> dict[str, Any]:
    """What claims, arrangements and words on control have in common."""
    outlet = clear.outlet(record.article)
    place = record.place
    return {
        "id": record.id, "sentence": sentence(record, outlet=outlet),
        "origin": clean(name_hop(record.attribution[0], outlet=outlet)) if record.attribution else outlet,
        "stake": record.stake, "place": clean(place.name or place.text) if place else None,
        "country": place.country if place else None, "report": clear.report(record.article),
        "sensitive": record.sensitive, "handling": record.handling, "tier": record.tier,
    }


def event_rows(
    database: Database, events: Sequence[Event], clear: Clearing, *, as_of: str | None = None,
) -> list[dict[str, Any]]:
    """Events as pages show them, made of the claims that may be shown; an event without any is left out."""
    claims = claims_of(database, events, as_of=as_of)
    clear.know(database, (claim.article for claim in claims.values()))
    return [view for event in events if (view := _event_view(event, claims, clear)) is not None]


def cleared_event(
    event: Event, claims: Mapping[str, Claim], clear: Clearing,
) -> tuple[Event, dict[str, Claim]] | None:
    """An event with those of its claims that may be shown, its values anew from these; `None` where there are none."""
    mine = {name: claims[name] for name in event.claims if name in claims}
    cleared = {name: shown for name, claim in mine.items() if isinstance(shown := clear.record(claim), Claim)}
    if not cleared:
        return None
    if not any(claim.handling for claim in cleared.values()) and len(cleared) == len(mine):
        return event, cleared
    return msgspec.structs.replace(
        event, claims=tuple(cleared), slots=slots_of(list(cleared.values())),
        articles=tuple(dict.fromkeys(claim.article for claim in cleared.values()))), cleared


def _event_view(event: Event, claims: Mapping[str, Claim], clear: Clearing) -> dict[str, Any] | None:
    made = cleared_event(event, claims, clear)
    if made is None:
        return None
    return event_view(*made, clear)


def event_view(event: Event, claims: Mapping[str, Claim], clear: Clearing) -> dict[str, Any]:
    """One event that passed the gate."""
    outlets = {claim.article: clear.outlet(claim.article) for claim in claims.values()}
    time, place = leading_time(event), leading(event, "place") or {}
    return {
        "id": event.id, "line": event_line(event, claims, outlets=outlets), "event": leading(event, "event"),
        "mode": leading(event, "mode"), "day": (time.get("start_date") or time.get("end_date") or "")[:10] or None,
        "day_basis": time.get("basis"), "place": clean(place.get("name") or place.get("text") or "") or None,
        "country": place.get("country"), "distinct_origins": event.distinct_origins, "stakes": event.stakes,
        "flags": event.flags, "claims": len(event.claims), "reports": len(event.articles),
        "outlets": [clean(name) for name in event.outlets],
        "self_report": all(is_self_report(claim, codebook=clear.codebook) for claim in claims.values()),
        "sensitive": sorted({reason for claim in claims.values() for reason in claim.sensitive}),
    }


def leading(event: Event, slot: str) -> Any:  # noqa: ANN401 - text or an object, by the slot
    """The value of a slot that most claims give, `None` where none does."""
    values = event.slots.get(slot)
    return values[0].value if values else None
