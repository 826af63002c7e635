"""`dateline plot ...`: what the store tells over time, as PNG, SVG or a page, offline."""

from __future__ import annotations

import inspect
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import run_quietly
from dateline.cli.choices import PeriodName
from dateline.cli.filtering import filter_parameters, filters_of, parameter
from dateline.cli.questions import CLAIM_FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    help="Draw what the store tells over time, with what was read beneath it.", no_args_is_help=True,
    rich_markup_mode=None,
)
OUT = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to draw it; .png, .svg or .html.")]
PERIOD = Annotated[PeriodName | None, typer.Option(
    "--by", help="How long a bar is; by default what suits the time that the answer spans.")]
PAIR = Annotated[str, typer.Argument(metavar="A-B", help="Two countries, codes or names: SYR-RUS.")]
TIMELINE = """Draw claims over time: how many, their mean Goldstein value, and the articles read.

Examples:

  dateline plot timeline --country SYR --from 2016-09-01 --out syria.svg

  dateline plot timeline --event ASSAULT --without-self-reports --by week --out attacks.png
"""
DYAD = """Draw what two parties do to each other over time, with its scores and the articles read.

Examples:

  dateline plot dyad SYR-RUS --out dyad.svg

  dateline plot dyad "Sudan - Rapid Support Forces" --by month --out dyad.html
"""


def add_plots(*, db: inspect.Parameter) -> None:
    """Add the plots to their group; `db` is the parameter that other commands take, too."""
    pair = parameter("dyad", PAIR, inspect.Parameter.empty)
    for name, words, filters, own in (
        ("timeline", TIMELINE, CLAIM_FILTERS, ()),
        ("dyad", DYAD, tuple(one for one in CLAIM_FILTERS if one != "dyad"), (pair,)),
    ):
        app.command(name=name)(_command(words, filters, own=own, db=db))


def _command(
    words: str, filters: tuple[str, ...], *, own: tuple[inspect.Parameter, ...], db: inspect.Parameter,
) -> Callable[..., None]:
    """The typer command of one plot."""
    asked = filter_parameters(filters)

    def command(context: typer.Context, **options: Any) -> None:  # noqa: ANN401 - what they are, the signature says
        from dateline.cli.query import run_plot

        given = {one.name: options.pop(one.name) for one in (*asked, *own)}
        period = options.pop("period")
        raise typer.Exit(run_quietly(partial(
            run_plot, config=context.obj, asked=filters_of(given), title=title_of(given),
            period=period.value if period else None, **options)))

    needed = inspect.Parameter.empty
    parameters = [
        parameter("context", typer.Context, needed), *own, parameter("out", OUT, needed),
        parameter("period", PERIOD, None), *asked, db,
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = words
    return command


def title_of(given: dict[str, Any]) -> str:
    """What was asked, in words over the plot."""
    names = {"first": "from", "last": "to", "without_self_reports": "without self-reports"}
    parts = [
        names.get(name, name) if value is True else f"{names.get(name, name)} {value}"
        for name, value in given.items() if value
    ]
    return f"Claims: {', '.join(parts)}" if parts else "All claims"
