"""`dateline export`: records of the store in the formats of the field."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from dateline.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dateline.export.schemas import Exported
    from dateline.export.schemas.writing import Form
    from dateline.records import Arrangement
    from dateline.records.ledger import ArrangementLife
    from dateline.store import Database
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
    truces = load_schema(schema).file.row == "party"
    with reading(config, db) as database:
        found: Any = records(database, "arrangements" if truces else "claims", asked, sort="oldest")
        groups: Any = None
        if truces:
            found = list(found)
            groups = lives_of(database, found)
        done = export(
            found, out, schema=schema, form=chosen, codebook=load_codebook(), article=partial(article_by_id, database),
            groups=groups, lossy=lossy)
    _tell(done)
    return 0 if done.rows else 1


def lives_of(database: Database, found: Iterable[Arrangement]) -> tuple[ArrangementLife, ...]:
    """The lives of these arrangements over the articles that tell of them."""
    from dateline.events.arrangements import Report, arrangement_ledger
    from dateline.store.lookups import article_by_id, claims_in

    by_article: dict[str, list[Arrangement]] = {}
    for record in found:
        by_article.setdefault(record.article, []).append(record)
    reports = [
        Report(article=article, arrangements=tuple(told), claims=claims_in(database, name))
        for name, told in by_article.items() if (article := article_by_id(database, name)) is not None
    ]
    return arrangement_ledger(reports)


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
