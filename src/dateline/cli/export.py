"""`dateline export`: events, claims and arrangements of the store in the formats of the field."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from dateline.errors import UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.export.schemas import Exported
    from dateline.export.schemas.writing import Form
    from dateline.store import Database
    from dateline.store.filters import Filters


def run_export(
    *, config: Path | None, db: Path | None, asked: Filters, schema: str, form: Form | None, out: Path, lossy: bool,
) -> int:
    """Write what the filters let through; 1 where none fits the format."""
    from dateline.cli.query import reading
    from dateline.codebook import load_codebook
    from dateline.export.schemas import Sources, export, load_schema
    from dateline.export.schemas.export import check_form
    from dateline.store.lookups import article_by_id

    chosen = form or form_of(out)
    check_form(chosen)
    row = load_schema(schema).file.row
    with reading(config, db) as database:
        found = {"party": _truces, "claim": _claims}.get(row, _events)(database, asked)
        sources = Sources(load_codebook(), partial(article_by_id, database))
        done = export(found.pop("records"), out, schema=schema, form=chosen, sources=sources, lossy=lossy, **found)
        if row not in {"party", "claim"}:
            tell_unlinked(database)
    _tell(done)
    return 0 if done.rows else 1


def _claims(database: Database, asked: Filters) -> dict[str, Any]:
    """Claims, each a row by itself."""
    from dateline.store.queries import records

    return {"records": records(database, "claims", asked, sort="oldest")}


def _events(database: Database, asked: Filters) -> dict[str, Any]:
    """Events, with the way to their claims: nothing is held but what is being written."""
    from dateline.store.happenings import claims_of, events

    return {"records": events(database, asked, sort="oldest"),
            "claims_of": partial(claims_of, database, as_of=asked.as_of)}


def _truces(database: Database, asked: Filters) -> dict[str, Any]:
    """The lives of the arrangements of which a record fits, and all records that they are told by."""
    from dateline.pipeline.ledgers import kept_arrangements
    from dateline.store.lives import Asked, beside, ids_of

    wanted = Asked(filters=asked)
    kept = beside(database, "arrangements", ids_of(database, "arrangements", wanted))
    return {"records": [record for one in kept for record in one.arrangements],
            "lives": kept_arrangements(database, wanted)}


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
