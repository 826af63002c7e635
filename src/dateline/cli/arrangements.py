"""`dateline arrangements`, `dateline arrangements ledger`, `dateline control` and `dateline sources`: the commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from dateline.cli.choices import (
    ArrangementFormat, ArrangementKindName, LifeSort, StatusName, TableFormat, ToldSort, iso_date,
)
from dateline.cli.either import LIVES_BY, TOLD_BY, either
from dateline.cli.filtering import parameter
from dateline.cli.questions import CLAIM_FILTERS

if TYPE_CHECKING:
    from dateline.cli.either import Given

HELP = """What reports say of ceasefires, pauses, corridors, exchanges and access, and their lives over many reports.

`dateline arrangements ...` is short for `dateline arrangements list ...`. Without a SOURCE the store is asked.

Examples:

  dateline arrangements report.txt

  dateline arrangements reports/ --place Aleppo --kind ceasefire

  dateline arrangements ledger --country SYR --as-of 2016-10-20
"""
DEFAULT = "list"
LIST = """Show what reports say of arrangements, record by record.

With a SOURCE these reports are read; without one the store is asked, and the filters say of what. --as-of is then a
moment: what the store held at that time.

Examples:

  dateline arrangements report.txt

  dateline arrangements list reports/ --place Aleppo --status in_force

  dateline arrangements --actor SYRGOV --from 2016-10-01 --sort oldest

  dateline arrangements reports/ --format ethprio > ceasefires.csv

  dateline arrangements --country SYR --limit 0 --format geojson > arrangements.geojson
"""
LEDGER = """Tell the life of each arrangement over all reports, party by party, on whose word and when.

Contradicting words stand side by side; past the end that was told a status is unknown. Without a SOURCE the store is
asked: a life is shown where one of its records fits the filters, and is told by all of its records.

Examples:

  dateline arrangements ledger reports/

  dateline arrangements ledger reports/ --place Aleppo --as-of 2016-10-20

  dateline arrangements ledger --dyad "Sudan - Rapid Support Forces" --from 2023-04-15

  dateline arrangements ledger reports/ --plot truces.svg --format csv
"""
CONTROL = """Tell who is said to hold, take, lose or fight for each place, on whose word and when.

Contradicting words stand side by side. Without a SOURCE the store is asked: a place is shown where one word on it fits
the filters, with all words on it.

Examples:

  dateline control reports/

  dateline control reports/ --place Aleppo --as-of 2016-10-20 --plot control.svg

  dateline control --country SDN --from 2023-04-15 --without-self-reports
"""
SOURCES = """Show who speaks in these reports: named or not, through whom, with what stake.

A source is the origin of a record: the first hop of its chain. Without a SOURCE the store is asked.

Examples:

  dateline sources reports/

  dateline sources report.txt --format csv

  dateline sources --country SYR --event ASSAULT --from 2016-10-01
"""


class WithDefault(TyperGroup):
    """A group that runs its command `list` where the first word is none of its commands: `arrangements report.txt`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the default command in front, unless a command or help is asked for."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


Place = Annotated[str | None, typer.Option(
    "--place", metavar="NAME", help="Only what is told of this place or of one inside it; a country by its code.")]
Kinds = Annotated[list[ArrangementKindName] | None, typer.Option(
    "--kind", help="Only this kind; may be given again.")]
Statuses = Annotated[list[StatusName] | None, typer.Option(
    "--status", help="Only with this status in a report; may be given again.")]
Form = Annotated[ArrangementFormat | None, typer.Option(
    "--format", help="table is for people; ethprio is the ETH/PRIO ceasefire file, geojson has areas; by default "
    "table on a terminal, jsonl otherwise.")]
AsOf = Annotated[str | None, typer.Option(
    "--as-of", metavar="DATE", callback=iso_date,
    help="As told by reports published until then; else until the last of them.")]
Plot = Annotated[Path | None, typer.Option(
    "--plot", metavar="FILE", help="Draw it, coloured by who says so; .png, .svg or .html.")]
Counts = Annotated[TableFormat | None, typer.Option(
    "--format", help="table is for people; by default table on a terminal, jsonl otherwise.")]
AllRows = Annotated[bool, typer.Option("--all", help="Every row of the table.")]

PLACE = parameter("place", Place, None)
TOLD = (PLACE, parameter("as_of", AsOf, None), parameter("plot", Plot, None), parameter("form", Counts, None))


def _list(given: Given, *, place: str | None, kind: list[str] | None, status: list[str] | None, **options: Any) -> int:  # noqa: ANN401
    from dateline.cli.ledgers import Wanted, run_list

    wanted = Wanted(place=place, kinds=frozenset(map(str, kind or ())), statuses=frozenset(map(str, status or ())))
    return run_list(given, wanted=wanted, **options)


def _ledger(given: Given, **options: Any) -> int:  # noqa: ANN401 - the options of the command
    from dateline.cli.ledgers import run_ledger

    return run_ledger(given, **options)


def _control(given: Given, **options: Any) -> int:  # noqa: ANN401 - the options of the command
    from dateline.cli.ledgers import run_control

    return run_control(given, **options)


def _sources(given: Given, **options: Any) -> int:  # noqa: ANN401 - the options of the command
    from dateline.cli.voices import run_sources

    return run_sources(given, **options)


app = typer.Typer(cls=WithDefault, help=HELP, rich_markup_mode=None)
app.command("list")(either(_list, LIST, filters=TOLD_BY, sort=ToldSort, own=(
    PLACE, parameter("kind", Kinds, None), parameter("status", Statuses, None), parameter("form", Form, None))))
app.command("ledger")(either(_ledger, LEDGER, filters=LIVES_BY, sort=LifeSort, own=TOLD))


def add_lives(application: typer.Typer) -> None:
    """Add these commands to the application."""
    application.add_typer(app, name="arrangements")
    application.command("control")(either(
        _control, CONTROL, filters=(*LIVES_BY, "without-self-reports"), sort=LifeSort, own=TOLD))
    application.command("sources")(either(_sources, SOURCES, filters=CLAIM_FILTERS, own=(
        parameter("form", Counts, None), parameter("everything", AllRows, default=False))))
