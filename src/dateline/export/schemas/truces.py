"""Arrangements as rows: one for each party, with what is told of it in the terms of the ceasefire file of ETH/PRIO.

A dummy is 1 where the report tells so; silence is an empty cell, never 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.export.schemas.facts import Facts, Sources, coder_facts, number_of
from dateline.export.schemas.places import place_facts
from dateline.export.schemas.times import parts_of
from dateline.export.sentences import sentence
from dateline.export.table import flatten
from dateline.export.wording import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.records import Arrangement, Side, When

OUTSIDE = frozenset({"guarantor", "mediator", "monitor", "notified"})
"""Roles of those who are no party."""
OVER = frozenset({"ended", "collapsed", "expired", "completed"})
NOT_DECLARED = frozenset({"proposed", "rejected", "denied"})
"""Status of what nobody is told to have declared."""
FORMS = {"written": 1, "verbal": 0}
PURPOSES = {"humanitarian": "humanitarian", "peace_process": "peace", "holiday": "holiday", "election": "election"}
LINKS = 35


def truce_rows(record: Arrangement, sources: Sources) -> Iterator[Facts]:
    """The facts of an arrangement, once for each party, once without where it names none."""
    shared = _truce_facts(record, sources)
    parties: list[Side | None] = [side for side in record.sides if side.role not in OUTSIDE]
    for number, side in enumerate(parties or [None], start=1):
        yield shared | {
            "truce_row": f"{record.id}#{number}", "id": f"{record.id}#{number}",
            "party_name": (side.actor.name or side.actor.text) if side else None,
            "party_ucdp": side.actor.external.get("ucdp") if side else None,
        }


def _truce_facts(record: Arrangement, sources: Sources) -> Facts:
    """What all parties share."""
    article = sources.article(record.article)
    outlet = (article.outlet or article.publisher) if article else None
    told = record.terms.purpose
    purposes: dict[str, Any] = {
        fact: 1 for fact, word in PURPOSES.items() if any(word in one.casefold() for one in told)}
    if record.arrangement == "humanitarian_pause":
        purposes["humanitarian"] = 1
    return {
        **flatten(record, codebook=sources.codebook), **place_facts(record.place), **coder_facts(), **purposes,
        **_dates("declared", record.announced_on), **_dates("effect", record.effective_from),
        **_dates("ended", _end(record)),
        "truce_number": number_of(record.id), "truce_id": record.id, "pax": record.external.get("pax"),
        "ended_how": record.ended_how, "written_form": FORMS.get(record.form), "mechanism": record.mechanism,
        "fixed_end": 1 if record.effective_to or record.duration_hours is not None else None,
        "source_name": outlet, "notes": f"{sentence(record, outlet=outlet)} “{clean(record.evidence.text)}”",
        **{f"link_id{at}": number_of(link.id) for at, link in enumerate(record.links[:LINKS], start=1)},
    }


def _end(record: Arrangement) -> When | None:
    """The time as of which it is told to be over."""
    return next((one.as_of for one in record.status_by if one.status in OVER and one.as_of), None)


def _dates(prefix: str, when: When | None) -> Facts:
    return dict(zip((f"{prefix}_year", f"{prefix}_month", f"{prefix}_day"), parts_of(when), strict=True))
