"""`dateline plot ...`: what the store tells over time, by place and between parties, as PNG, SVG or a page, offline."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import run_quietly
from dateline.cli.choices import PartiesBy, PeriodName, Told
from dateline.cli.filtering import filter_parameters, filters_of, parameter
from dateline.cli.questions import CLAIM_FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    help="Draw what the store tells: over time, on a map, between parties; with what was read beside it.",
    no_args_is_help=True, rich_markup_mode=None,
)
MOST_PARTIES, PARTIES = 40, 15
OUT = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to draw it; .png, .svg or .html.")]
PERIOD = Annotated[PeriodName | None, typer.Option(
    "--by", help="How long a bar is; by default what suits the time that the answer spans.")]
PAIR = Annotated[str, typer.Argument(metavar="A-B", help="Two countries, codes or names: SYR-RUS.")]
COUNTED = Annotated[Told, typer.Option(
    "--of", help="Count events (reprints are one), or claims, each by itself.")]
NODES = Annotated[PartiesBy, typer.Option("--by", help="Parties as they are told, or their countries.")]
TOP = Annotated[int, typer.Option(
    "--top", metavar="N", min=2, max=MOST_PARTIES, help="Only the N parties with most origins.")]
TIMELINE = """Draw claims over time: how many, their origins, their mean Goldstein value, and the articles read.

Examples:

  dateline plot timeline --country SYR --from 2016-09-01 --out syria.svg

  dateline plot timeline --event ASSAULT --without-self-reports --by week --out attacks.png
"""
DYAD = """Draw what two parties do to each other over time, with its origins, its scores and the articles read.

Examples:

  dateline plot dyad SYR-RUS --out dyad.svg

  dateline plot dyad "Sudan - Rapid Support Forces" --by month --out dyad.html
"""
MAP = """Draw events on a map: rings as wide as their place is uncertain, coloured by what is told.

Nothing is put to a point that is not known to be one: what is known to a country only tints the country, and what has
no place is counted over the map. Borders that are disputed are dashed.

Examples:

  dateline plot map --country SYR --from 2016-10-01 --to 2016-10-31 --out syria.png

  dateline plot map --event ASSAULT --without-self-reports --min-origins 2 --out attacks.html
"""
NETWORK = """Draw who does what to whom: arrows as wide as their distinct origins, coloured by mean Goldstein value.

What is only denied, planned or hung on a condition is no arrow, and is counted over the plot.

Examples:

  dateline plot network --country SYR --top 12 --out syria.svg

  dateline plot network --by country --event ASSAULT --out attacks.html
"""


@dataclass(frozen=True)
class Drawing:
    """One plot: its help, its filters, the options of its own, what draws it (`module:function`), and the words that
    begin its title."""

    name: str
    words: str
    filters: tuple[str, ...]
    first: tuple[inspect.Parameter, ...]
    own: tuple[inspect.Parameter, ...]
    draws: str
    title: str

    def run(self, **options: Any) -> int:  # noqa: ANN401 - the options of the command
        """Draw it; what does so is loaded only now."""
        module, _, function = self.draws.partition(":")
        return int(getattr(importlib.import_module(module), function)(**options))


def drawings() -> tuple[Drawing, ...]:
    """All plots."""
    needed = inspect.Parameter.empty
    period = parameter("period", PERIOD, None)
    counted = parameter("counted", COUNTED, Told.EVENTS)
    pair = parameter("dyad", PAIR, needed)
    rest = tuple(one for one in CLAIM_FILTERS if one != "dyad")
    return (
        Drawing("timeline", TIMELINE, CLAIM_FILTERS, (), (period,), "dateline.cli.query:run_plot", "Claims"),
        Drawing("dyad", DYAD, rest, (pair,), (period,), "dateline.cli.query:run_plot", "Claims"),
        Drawing("map", MAP, CLAIM_FILTERS, (), (counted,), "dateline.cli.drawing:run_map", "Where"),
        Drawing("network", NETWORK, CLAIM_FILTERS, (), (
            counted, parameter("by", NODES, PartiesBy.ACTOR), parameter("top", TOP, PARTIES)),
            "dateline.cli.drawing:run_network", "Who does what to whom"),
    )


def add_plots(*, db: inspect.Parameter) -> None:
    """Add the plots to their group; `db` is the parameter that other commands take, too."""
    for drawing in drawings():
        app.command(name=drawing.name)(_command(drawing, db))


def _command(drawing: Drawing, db: inspect.Parameter) -> Callable[..., None]:
    """The typer command of one plot."""
    asked = filter_parameters(drawing.filters)

    def command(context: typer.Context, **options: Any) -> None:  # noqa: ANN401 - what they are, the signature says
        given = {one.name: options.pop(one.name) for one in (*asked, *drawing.first)}
        chosen = {name: getattr(value, "value", value) for name, value in options.items()}
        raise typer.Exit(run_quietly(partial(
            drawing.run, config=context.obj, asked=filters_of(given), title=title_of(given, drawing.title), **chosen)))

    needed = inspect.Parameter.empty
    parameters = [
        parameter("context", typer.Context, needed), *drawing.first, parameter("out", OUT, needed), *drawing.own,
        *asked, db,
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = drawing.words
    return command


def title_of(given: dict[str, Any], what: str) -> str:
    """What was asked, in words over the plot."""
    names = {"first": "from", "last": "to", "without_self_reports": "without self-reports",
             "min_origins": "distinct origins at least", "as_of": "as of"}
    parts = [
        names.get(name, name) if value is True else f"{names.get(name, name)} {value}"
        for name, value in given.items() if value
    ]
    return f"{what}: {', '.join(parts)}" if parts else f"{what}: all that the store holds"
