"""`dateline arrangements`, `dateline arrangements ledger` and `dateline control`: the commands and their options."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from dateline.cli import run_quietly
from dateline.cli.choices import ArrangementFormat, ArrangementKindName, StatusName, TableFormat, iso_date

HELP = """What reports say of ceasefires, pauses, corridors, exchanges and access, and their lives over many reports.

`dateline arrangements SOURCE...` is short for `dateline arrangements list SOURCE...`.

Examples:

  dateline arrangements report.txt

  dateline arrangements reports/ --place Aleppo --kind ceasefire

  dateline arrangements ledger reports/ --as-of 2016-10-20
"""
DEFAULT = "list"


class WithDefault(TyperGroup):
    """A group that runs its command `list` where the first word is none of its commands: `arrangements report.txt`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the default command in front, unless a command or help is asked for."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=WithDefault, help=HELP, no_args_is_help=True, rich_markup_mode=None)

Sources = Annotated[list[str], typer.Argument(metavar="SOURCE", help="Reports to read; `-` is standard input.")]
Place = Annotated[str | None, typer.Option(
    "--place", metavar="NAME", help="Only what is told of this place or of one inside it; a country by its code.")]
AsOf = Annotated[str | None, typer.Option(
    "--as-of", metavar="DATE", callback=iso_date,
    help="As told by reports published until then; else until the last of them.")]
Plot = Annotated[Path | None, typer.Option(
    "--plot", metavar="FILE", help="Draw it, coloured by who says so; .png, .svg or .html.")]
Counts = Annotated[TableFormat | None, typer.Option(
    "--format", help="table is for people; by default table on a terminal, jsonl otherwise.")]
Date = Annotated[str | None, typer.Option(
    "--date", metavar="DATE", callback=iso_date, help="Day of publication where the page prints none.")]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Outlet where the page names none.")]


@app.command("list")
def list_(
    context: typer.Context,
    sources: Sources,
    place: Place = None,
    kind: Annotated[list[ArrangementKindName] | None, typer.Option(
        "--kind", help="Only this kind; may be given again.")] = None,
    status: Annotated[list[StatusName] | None, typer.Option(
        "--status", help="Only with this status in a report; may be given again.")] = None,
    form: Annotated[ArrangementFormat | None, typer.Option(
        "--format", help="table is for people; ethprio is the ETH/PRIO ceasefire file, geojson has areas; by default "
        "table on a terminal, jsonl otherwise.")] = None,
    date: Date = None,
    outlet: Outlet = None,
) -> None:
    """Show what reports say of arrangements, record by record.

    Examples:

      dateline arrangements report.txt

      dateline arrangements list reports/ --place Aleppo --status in_force

      dateline arrangements reports/ --format ethprio > ceasefires.csv

      dateline arrangements reports/ --format geojson > arrangements.geojson
    """
    from dateline.cli.ledgers import Wanted, run_list

    wanted = Wanted(place=place, kinds=frozenset(map(str, kind or ())), statuses=frozenset(map(str, status or ())))
    raise typer.Exit(run_quietly(partial(
        run_list, sources, config=context.obj, wanted=wanted, form=form, date=date, outlet=outlet)))


@app.command()
def ledger(
    context: typer.Context,
    sources: Sources,
    place: Place = None,
    as_of: AsOf = None,
    plot: Plot = None,
    form: Counts = None,
    date: Date = None,
    outlet: Outlet = None,
) -> None:
    """Tell the life of each arrangement over all reports, party by party, on whose word and when.

    Contradicting words stand side by side; past the end that was told a status is unknown.

    Examples:

      dateline arrangements ledger reports/

      dateline arrangements ledger reports/ --place Aleppo --as-of 2016-10-20

      dateline arrangements ledger reports/ --plot truces.svg --format csv
    """
    from dateline.cli.ledgers import run_ledger

    raise typer.Exit(run_quietly(partial(
        run_ledger, sources, config=context.obj, place=place, as_of=as_of, plot=plot, form=form, date=date,
        outlet=outlet)))


def control(
    context: typer.Context,
    sources: Sources,
    place: Place = None,
    as_of: AsOf = None,
    plot: Plot = None,
    form: Counts = None,
    date: Date = None,
    outlet: Outlet = None,
) -> None:
    """Tell who is said to hold, take, lose or fight for each place, on whose word and when.

    Contradicting words stand side by side.

    Examples:

      dateline control reports/

      dateline control reports/ --place Aleppo --as-of 2016-10-20 --plot control.svg
    """
    from dateline.cli.ledgers import run_control

    raise typer.Exit(run_quietly(partial(
        run_control, sources, config=context.obj, place=place, as_of=as_of, plot=plot, form=form, date=date,
        outlet=outlet)))
