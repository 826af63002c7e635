"""`dateline export`: records of the store in the formats of the field."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from dateline.errors import UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.export.schemas import Exported
    from dateline.export.schemas.writing import Form
    from dateline.store.filters import Filters


def run_export(
    *, config: Path | None, db: Path | None, asked: Filters, schema: str, form: Form | None, out: Path, lossy: bool,
) -> int:
    """Write the records that the filters let through; 1 where none fits the format."""
    from dateline.cli.query import reading
    from dateline.codebook import load_codebook
    from dateline.export.schemas import export, load_schema
    from dateline.export.schemas.export import check_form
    from dateline.store.lookups import article_by_id
    from dateline.store.queries import records

    chosen = form or form_of(out)
    check_form(chosen)
    table = "arrangements" if load_schema(schema).file.row == "party" else "claims"
    with reading(config, db) as database:
        done = export(
            records(database, table, asked, sort="oldest"),  # type: ignore[arg-type]
            out, schema=schema, form=chosen, codebook=load_codebook(), article=partial(article_by_id, database),
            lossy=lossy)
    _tell(done)
    return 0 if done.rows else 1


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
