"""One export: records to a file in one of the field's formats, with its dictionary, its sources and its mark."""

from __future__ import annotations

import contextlib
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.errors import InputError
from dateline.export.schemas.parquet import load_pyarrow, write_parquet
from dateline.export.schemas.facts import Sources
from dateline.export.schemas.rows import ExportRow, Tally, claim_rows, life_rows
from dateline.export.schemas.tables import load_schema, schema_names
from dateline.export.schemas.units import units_of_claims, units_of_events
from dateline.export.schemas.writing import (
    beside, source_table, write_about, write_delimited, write_dictionary, write_geojson, write_jsonl,
)
from dateline.export.schemas.sheets import load_xlsxwriter, write_xlsx
from dateline.records import Arrangement, Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from dateline.codebook import Codebook
    from dateline.export.schemas.tables import Schema
    from dateline.export.schemas.writing import Form
    from dateline.records import Article
    from dateline.records.event import Event
    from dateline.records.ledger import ArrangementLife

    Records = Iterable[Claim] | Iterable[Arrangement]

ARTICLES_HELD = 1024


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to: rows, rows left out by reason, and the files."""

    rows: int
    left_out: dict[str, int]
    files: tuple[Path, ...]


def export(
    records: Records, path: Path, *, schema: str, form: Form, codebook: Codebook,
    article: Callable[[str], Article | None], groups: Iterable[Event] | Iterable[ArrangementLife] | None = None,
    lossy: bool = False,
) -> Exported:
    """Write records to `path` in a format; gives what became of them.

    `records` are claims; for a format of parties (`ethprio`) arrangements. `groups` are what joins them: events,
    without which a row is a claim, as the dictionary says; for a format of parties the lives of the arrangements,
    without which there is no row. `article` gives the article of an id, `None` where it is not at hand. `lossy` takes
    in deeds that only their own actor reports where the format cannot say who does.
    """
    made = _schema(schema)
    check_form(form)
    sources = Sources(codebook, functools.lru_cache(ARTICLES_HELD)(article))
    tally = Tally()
    grouped = groups is not None and made.file.row != "claim"
    rows = _rows(records, made, sources, tally, groups=groups if grouped else None, lossy=lossy)
    files = [path, beside(path, "dictionary.csv"), beside(path, "about.json")]
    with contextlib.ExitStack() as stack:
        if not made.file.names_speaker:
            files.insert(1, beside(path, "sources.csv"))
            rows = stack.enter_context(source_table(path)).follow(rows, sources)
        write(rows, made, path, form=form)
    write_dictionary(path, made, grouped=grouped)
    write_about(path, made, format=form, rows=tally.rows, rows_are_groups=grouped,
                left_out=dict(sorted(tally.left_out.items())))
    return Exported(tally.rows, dict(sorted(tally.left_out.items())), tuple(files))


def _schema(name: str) -> Schema:
    """The format of that name; raises `InputError` for none."""
    if name not in schema_names():
        message = f"{name!r} is no format; take one of {', '.join(schema_names())}"
        raise InputError(message)
    return load_schema(name)


def check_form(form: Form) -> None:
    """Refuse a form whose library is not installed before any work is done; raises `MissingPart`."""
    if form == "xlsx":
        load_xlsxwriter()
    elif form == "parquet":
        load_pyarrow()


def _rows(
    records: Records, schema: Schema, sources: Sources, tally: Tally, *, groups: Iterable[Any] | None, lossy: bool,
) -> Iterator[ExportRow]:
    """The rows of whatever the format is about."""
    if schema.file.row == "party":
        truces = {record.id: record for record in records if isinstance(record, Arrangement)}
        return life_rows(groups or (), schema=schema, records=truces, tally=tally)
    claims = (record for record in records if isinstance(record, Claim))
    if groups is None:
        units = units_of_claims(claims)
    else:
        units = units_of_events(groups, {claim.id: claim for claim in claims})
    return claim_rows(units, schema=schema, sources=sources, tally=tally, lossy=lossy)


def write(rows: Iterator[ExportRow], schema: Schema, path: Path, *, form: Form) -> None:
    """Write rows in one form."""
    if form in {"csv", "tsv"}:
        write_delimited(rows, schema, path, form=form)
    elif form == "jsonl":
        write_jsonl(rows, schema, path)
    elif form == "geojson":
        write_geojson(rows, schema, path)
    elif form == "parquet":
        write_parquet(rows, schema, path)
    else:
        write_xlsx(rows, schema, path)
