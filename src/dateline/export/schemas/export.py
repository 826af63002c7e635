"""One export: records to a file in one of the field's formats, with its dictionary, its sources and its mark."""

from __future__ import annotations

import contextlib
import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.errors import InputError
from dateline.export.schemas.parquet import load_pyarrow, write_parquet
from dateline.export.schemas.rows import ExportRow, Tally, claim_rows, life_rows
from dateline.export.schemas.tables import load_schema, schema_names
from dateline.export.schemas.units import units_of_claims, units_of_events
from dateline.export.schemas.writing import (
    beside, source_table, write_about, write_delimited, write_dictionary, write_geojson, write_jsonl,
)
from dateline.export.schemas.sheets import load_xlsxwriter, write_xlsx
from dateline.records import Arrangement, Claim, Event

if TYPE_CHECKING:
    from dateline.export.schemas.facts import Sources
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dateline.export.schemas.tables import Schema
    from dateline.export.schemas.units import ClaimsOf, Unit
    from dateline.export.schemas.writing import Form
    from dateline.records.ledger import ArrangementLife

    Records = Iterable[Claim] | Iterable[Event] | Iterable[Arrangement]

ARTICLES_HELD = 1024


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to: rows, rows left out by reason, and the files."""

    rows: int
    left_out: dict[str, int]
    files: tuple[Path, ...]


def export(
    records: Records, path: Path, *, schema: str, form: Form, sources: Sources, claims_of: ClaimsOf | None = None,
    lives: Iterable[ArrangementLife] = (), lossy: bool = False,
) -> Exported:
    """Write records to `path` in a format, as they come; gives what became of them.

    `records` are events where `claims_of` gives the claims of some of them by id; without it they are claims, a row is
    a claim, and the dictionary says so. For a format of parties (`ethprio`) they are arrangements, and `lives` what
    joins them. `lossy` takes in deeds that only their own actor reports where the format cannot say who does.
    """
    made = _schema(schema)
    check_form(form)
    held = replace(sources, article=functools.lru_cache(ARTICLES_HELD)(sources.article))
    tally = Tally()
    grouped = claims_of is not None or made.file.row == "party"
    if made.file.row == "party":
        truces = {record.id: record for record in records if isinstance(record, Arrangement)}
        rows = life_rows(lives, schema=made, records=truces, tally=tally)
    else:
        rows = claim_rows(_units(records, claims_of), schema=made, sources=held, tally=tally, lossy=lossy)
    files = [path, beside(path, "dictionary.csv"), beside(path, "about.json")]
    with contextlib.ExitStack() as stack:
        if not made.file.names_speaker:
            files.insert(1, beside(path, "sources.csv"))
            rows = stack.enter_context(source_table(path)).follow(rows, held)
        write(rows, made, path, form=form)
    write_dictionary(path, made, grouped=grouped)
    write_about(path, made, format=form, rows=tally.rows, rows_are_groups=grouped,
                left_out=dict(sorted(tally.left_out.items())), **sources.care())
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


def _units(records: Records, claims_of: ClaimsOf | None) -> Iterator[Unit]:
    """What becomes a row: events with their claims, or claims each by itself."""
    if claims_of is not None:
        return units_of_events((record for record in records if isinstance(record, Event)), claims_of)
    return units_of_claims(record for record in records if isinstance(record, Claim))


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
