"""`dateline export`: events, claims and arrangements of the store in the formats of the field."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from dateline.cli.outgoing import door_of, tell_care
from dateline.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dateline.export.schemas import Exported
    from dateline.export.schemas.units import ClaimsOf
    from dateline.export.schemas.writing import Form
    from dateline.pipeline.clearing import Door
    from dateline.records import Claim, Event
    from dateline.store import Database
    from dateline.store.filters import Filters


def run_export(
    *, config: Path | None, db: Path | None, asked: Filters, schema: str, form: Form | None, out: Path, lossy: bool,
) -> int:
    """Write what the filters let through; 1 where none fits the format."""
    from dateline.cli.query import reading
    from dateline.codebook import load_codebook
    from dateline.codebook.grades import load_grades
    from dateline.config.settings import find_settings
    from dateline.export.schemas import Sources, export, load_schema
    from dateline.export.schemas.export import check_form
    from dateline.pipeline.clearing import counts_of

    chosen = form or form_of(out)
    check_form(chosen)
    row = load_schema(schema).file.row
    grades = load_grades(find_settings(config).grades)
    with reading(config, db) as database:
        door = door_of(database, config=config, output="file")
        found = {"party": _truces, "claim": _claims}.get(row, _events)(door, asked)
        sources = Sources(load_codebook(), door.article_by_id, grades, care=partial(counts_of, door.gate))
        done = export(found.pop("records"), out, schema=schema, form=chosen, sources=sources, lossy=lossy, **found)
        tell_care(door.gate)
        if row not in {"party", "claim"}:
            tell_unlinked(database)
    _tell(done)
    return 0 if done.rows else 1


def _claims(door: Door, asked: Filters) -> dict[str, Any]:
    """Claims, each a row by itself."""
    from dateline.store.queries import records

    return {"records": door.records(records(door.database, "claims", asked, sort="oldest"))}


def _events(door: Door, asked: Filters) -> dict[str, Any]:
    """Events, with the way to their claims: nothing is held but what is being written."""
    records, claims = cleared_events(door, asked)
    return {"records": records, "claims_of": claims}


def cleared_events(door: Door, asked: Filters) -> tuple[Iterator[Event], ClaimsOf]:
    """The events that may go out, and how to come by the claims of those that were just given, as these may go out."""
    from dateline.store.happenings import events

    at_hand: dict[str, dict[str, Claim]] = {}

    def passing() -> Iterator[Event]:
        for event, claims in door.events(events(door.database, asked, sort="oldest"), as_of=asked.as_of):
            at_hand[event.id] = claims
            yield event

    def claims_of(given: Sequence[Event]) -> dict[str, Claim]:
        return {name: claim for event in given for name, claim in at_hand.pop(event.id).items()}

    return passing(), claims_of


def _truces(door: Door, asked: Filters) -> dict[str, Any]:
    """The lives of the arrangements of which a record fits, and all records that they are told by."""
    from dateline.pipeline.ledgers import kept_arrangements
    from dateline.store.lives import Asked, beside, ids_of

    wanted = Asked(filters=asked)
    kept = beside(door.database, "arrangements", ids_of(door.database, "arrangements", wanted))
    unseen = replace(door, gate=replace(door.gate))
    return {"records": [record for one in kept for record in unseen.records(one.arrangements)],
            "lives": kept_arrangements(door.database, wanted, door=door)}


def tell_unlinked(database: Database) -> None:
    """Say on standard error how many articles are in no event yet: what they tell is not in the answer."""
    from dateline.store.links import count_unlinked

    waiting = count_unlinked(database)
    if waiting:
        print(f"dateline: {waiting} articles are not linked to events yet, so what they tell is left out; "
              "the next `dateline ingest` links them", file=sys.stderr)


def form_of(out: Path) -> Form:
    """The format by the ending of the file; raises `UnreadableInput` for an ending that tells none."""
    from dateline.export.schemas import FORMS

    found = FORMS.get(out.suffix.lower())
    if found is None:
        message = f"{out}: its ending tells no format; take one of {', '.join(FORMS)} or say --format"
        raise UnreadableInput(message)
    return found


def _tell(done: Exported) -> None:
    """Say on standard error what was written and what was left out, and why."""
    from dateline.export.schemas.rows import IN_WORDS

    for why, count in done.left_out.items():
        print(f"dateline: left out {count} {IN_WORDS[why]}", file=sys.stderr)
    print(f"dateline: {done.rows} rows, written to {', '.join(str(path) for path in done.files)}", file=sys.stderr)
