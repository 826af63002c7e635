"""The commands that bring records out and other people's rows in: their options. What they do is in `export` and
`foreign`."""

from __future__ import annotations

import inspect
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import run_quietly
from dateline.cli.choices import ExportFormat, ExportSchema, Scheme, TableFormat
from dateline.cli.filtering import filter_parameters, filters_of, parameter
from dateline.cli.questions import CLAIM_FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable

COMPARED_BY = ("event", "country", "near", "from", "to", "flag", "min-origins", "without-self-reports")
"""Filters that other people's rows can be asked by, too."""

Db = Annotated[Path | None, typer.Option(
    "--db", metavar="FILE", help="The store; else that of the settings, else news.db in your data folder.")]

EXPORT = """Write events, claims or arrangements of the store in a format of the field.

A row is an event (of `claims` a claim, of `ethprio` a side of a ceasefire); reprints are one row. Beside FILE lie its
dictionary, a mark that a machine coded it, and, where the format has no place for who said it, a table of sources; then
deeds that only their own actor reports are left out.

Examples:

  dateline export --schema icews --out deeds.tsv --from 2016-10-01

  dateline export --schema acled-like --country SYR --out syria.geojson

  dateline export --schema ucdp-like --min-origins 2 --out told-twice.csv

  dateline export --schema polecat --format tsv --lossy --out all.txt
"""
COMPARE = """Match rows of others in the store to our events: both, only theirs, only ours, and why.

SCHEME is what they were imported as. Without filters all of their days are compared.

Examples:

  dateline compare acled --country SYR --from 2016-10-01 --to 2016-10-31

  dateline compare table --event ASSAULT --format csv
"""


def add_exchange(app: typer.Typer) -> None:
    """Add `export`, `import` and `compare` to the application."""
    app.command(name="export")(_asking(_export, CLAIM_FILTERS, EXPORT, (
        parameter("schema", Annotated[ExportSchema, typer.Option(
            "--schema", help="Whose columns; their order and conventions are kept.")], inspect.Parameter.empty),
        parameter("out", Annotated[Path, typer.Option(
            "--out", metavar="FILE", help="Write here; the ending says the format.")], inspect.Parameter.empty),
        parameter("form", Annotated[ExportFormat | None, typer.Option(
            "--format", help="Where the ending of FILE does not say it.")], None),
        parameter("lossy", Annotated[bool, typer.Option(
            "--lossy", help="Take in deeds that only their own actor reports, though the format cannot say so.")],
            default=False),
        parameter("db", Db, None))))
    app.command(name="import")(_import)
    app.command(name="compare")(_asking(_compare, COMPARED_BY, COMPARE, (
        parameter("scheme", Annotated[Scheme, typer.Argument(
            metavar="SCHEME", help="What they were imported as: acled, ucdp, icews, polecat, plover, table.")],
            inspect.Parameter.empty),
        parameter("form", Annotated[TableFormat | None, typer.Option(
            "--format", help="table is for people; by default table on a terminal, jsonl otherwise.")], None),
        parameter("days", Annotated[int | None, typer.Option(
            "--days", min=0, max=31, help="Days that the two may lie apart; else 1.")], None),
        parameter("km", Annotated[float | None, typer.Option(
            "--km", min=0, help="Kilometres that two towns may lie apart; else 50.")], None),
        parameter("db", Db, None))))


def _asking(
    run: Callable[..., int], names: tuple[str, ...], words: str, own: tuple[inspect.Parameter, ...],
) -> Callable[..., None]:
    """A typer command that takes filters and options of its own."""
    asked = filter_parameters(names)

    def command(context: typer.Context, **options: Any) -> None:  # noqa: ANN401 - what they are, the signature says
        filters = filters_of({one.name: options.pop(one.name) for one in asked})
        raise typer.Exit(run_quietly(partial(run, config=context.obj, asked=filters, **options)))

    parameters = [parameter("context", typer.Context, inspect.Parameter.empty), *own, *asked]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = words
    return command


def _export(*, form: ExportFormat | None, schema: ExportSchema, **options: Any) -> int:  # noqa: ANN401
    from dateline.cli.export import run_export

    return run_export(form=form.value if form else None, schema=schema.value, **options)


def _compare(*, scheme: Scheme, **options: Any) -> int:  # noqa: ANN401 - the options of the command
    from dateline.cli.foreign import run_compare

    return run_compare(scheme.value, **options)


def _import(
    context: typer.Context,
    scheme: Annotated[Scheme, typer.Argument(
        metavar="SCHEME", help="What the file is: acled, ucdp, icews, polecat, plover, or table for your own.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, JSON Lines, or .xlsx (extra `tables`).")],
    columns: Annotated[Path | None, typer.Option(
        "--columns", metavar="MAP.toml", help="Which column holds what; docs/export.md shows such a file.")] = None,
    db: Db = None,
) -> None:
    """Bring rows of other people's event data, or your own spreadsheet, into the store, to compare with.

    A row that cannot be used is told and logged; a row that was imported before is kept as a version.

    Examples:

      dateline import acled acled-syria.csv --db news.db

      dateline import table incidents.xlsx --columns incidents.toml
    """
    from dateline.cli.foreign import run_import

    raise typer.Exit(run_quietly(partial(
        run_import, scheme.value, file, config=context.obj, db=db, columns=columns)))
