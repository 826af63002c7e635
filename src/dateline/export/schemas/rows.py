"""Units to the rows of a format: pairs of parties where it has pairs; what it has no place for left out and counted.

Formats without a place for who said it never take what is denied, planned or conditional for a deed, and leave out what
only its own actor reports unless the user asks for it (`lossy`). Every row keeps the records behind it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.export.ceasefire_file import ceasefire_rows
from dateline.export.schemas.facts import coder_facts, id_facts, mention_facts, unit_facts
from dateline.export.schemas.places import sharp_point
from dateline.export.schemas.tables import load_codes, load_countries
from dateline.export.schemas.units import Unit, left_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.export.schemas.facts import Facts, Sources
    from dateline.export.schemas.tables import Schema
    from dateline.records import ActorRef, Arrangement, Claim, PlaceRef
    from dateline.records.ledger import ArrangementLife

ROW_IDS = frozenset({"id", "number_id", "country_id_text", "cf:uniq_id"})
"""Facts that tell one row from another."""
IN_WORDS = {
    "self_report": "that only their own actor reports (--lossy takes them in)",
    "not_told_as_done": "that are denied, planned or hung on a condition, which the format cannot say",
    "no_code": "that the format has no code for",
}
"""Why rows are left out, for people."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One row: its id as the file has it, its cells in the order of the columns, its point where it is known to a town,
    and the records behind it."""

    id: str
    cells: tuple[Any, ...]
    point: tuple[float, float] | None
    uncertainty_km: float | None
    records: tuple[Claim | Arrangement, ...]


@dataclass(slots=True)
class Tally:
    """What became of the records: rows written, and rows left out by reason."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def claim_rows(
    units: Iterable[Unit], *, schema: Schema, sources: Sources, tally: Tally, lossy: bool = False,
) -> Iterator[ExportRow]:
    """The rows of claims or events, in order; `tally` counts them and those left out."""
    file = schema.file
    for unit in units:
        why: str | None = left_out(unit, schema=file, codebook=sources.codebook)
        if why == "self_report" and lossy:
            why = None
        if why is None and file.events and unit.told.event not in file.events:
            why = "no_code"
        if why is not None:
            tally.left_out[why] += 1
            continue
        for name, one in _split(unit, file.row):
            facts = id_facts(unit_facts(one, sources, wanted=schema.facts), name)
            if any(facts.get(need) is None for need in file.needs):
                tally.left_out["no_code"] += 1
                break
            for row in _rows_of(facts, one, schema, sources):
                tally.rows += 1
                yield row


def _rows_of(facts: Facts, unit: Unit, schema: Schema, sources: Sources) -> Iterator[ExportRow]:
    """One row, or one for each claim where the format has mentions."""
    if schema.file.row != "mention":
        yield _row(facts, schema, place=unit.told.place, records=unit.claims)
        return
    for claim in unit.claims:
        yield _row(mention_facts(facts, claim, sources), schema, place=unit.told.place, records=(claim,))


def _split(unit: Unit, kind: str) -> Iterator[tuple[str, Unit]]:
    """The unit itself, or one for each pair of parties, with the id of its row."""
    pairs = pairs_of(unit.told) if kind in {"dyad", "mention"} else []
    if len(pairs) <= 1:
        yield unit.id, unit
        return
    for number, (actors, recipients) in enumerate(pairs, start=1):
        told = msgspec.structs.replace(unit.told, actors=actors, recipients=recipients)
        yield f"{unit.id}#{number}", Unit(unit.id, told, unit.claims, unit.event)


def pairs_of(claim: Claim) -> list[tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]]:
    """Each actor with each recipient; of an act done together each actor with each other; else each party alone."""
    actors, recipients = claim.actors, claim.recipients
    if actors and recipients:
        return [((one,), (other,)) for one in actors for other in recipients]
    if claim.event in load_codes().reciprocal and len(actors) > 1:
        return [((one,), (other,)) for one, other in itertools.permutations(actors, 2)]
    return [((one,), ()) for one in actors] + [((), (other,)) for other in recipients]


def life_rows(
    lives: Iterable[ArrangementLife], *, schema: Schema, records: Mapping[str, Arrangement], tally: Tally,
) -> Iterator[ExportRow]:
    """The rows of arrangements over many reports, one for each side; those that make no row in the format are counted.

    `records` are the records that the lives are made of, by id.
    """
    for life in lives:
        told = tuple(records[one.record] for one in life.joined if one.record in records)
        found = list(ceasefire_rows((life,), records=records))
        if not found:
            tally.left_out["no_code"] += 1
        for cells in found:
            facts: Facts = {f"cf:{name}": value for name, value in cells.items()} | coder_facts()
            facts |= {"id": facts["cf:uniq_id"], "cf:cc": _cow(life.countries)}
            tally.rows += 1
            yield _row(facts, schema, place=life.place, records=told)


def _cow(countries: Sequence[str]) -> int | None:
    """The number of the one country; `None` for none or several."""
    country = load_countries().get(countries[0]) if len(countries) == 1 else None
    return int(country.cow) if country and country.cow else None


def _row(
    facts: Facts, schema: Schema, *, place: PlaceRef | None, records: Sequence[Claim | Arrangement],
) -> ExportRow:
    cells = tuple(facts.get(column.fact) if column.fact else None for column in schema.columns)
    ids = (cell for cell, column in zip(cells, schema.columns, strict=True) if column.fact in ROW_IDS)
    return ExportRow(
        str(next(ids, facts.get("id"))), cells, sharp_point(place), place.uncertainty_km if place else None,
        tuple(records))
