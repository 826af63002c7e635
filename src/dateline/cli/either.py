"""Commands that read the reports they are given, or ask the store where no SOURCE is given: their options.

The filters are those of the store; with a SOURCE they are refused, since nothing is kept that they could be asked of.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import run_quietly
from dateline.cli.choices import LifeSort, ToldSort, iso_date
from dateline.cli.filtering import filter_parameters, filters_of, parameter
from dateline.cli.questions import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from enum import StrEnum

    from dateline.store.filters import Filters

TOLD_BY = ("actor", "dyad", "country", "near", "from", "to", "origin", "stake", "text", "as-of")
"""Filters of single records; `--as-of` is then a moment of the store."""
LIVES_BY = tuple(name for name in TOLD_BY if name != "as-of")
"""Filters that choose lives; `--as-of` is then the day up to which reports count."""

Sources = Annotated[list[str] | None, typer.Argument(
    metavar="SOURCE", help="Reports to read; `-` is standard input. Without any, the store is asked.")]
Date = Annotated[str | None, typer.Option(
    "--date", metavar="DATE", callback=iso_date, help="With SOURCE: day of publication where the page prints none.")]
Outlet = Annotated[str | None, typer.Option(
    "--outlet", metavar="NAME", help="With SOURCE: outlet where the page names none.")]
Limit = Annotated[int | None, typer.Option(
    "--limit", min=0, help=f"From the store: how many at most, else {LIMIT}; 0: all.")]
Db = Annotated[Path | None, typer.Option(
    "--db", metavar="FILE", help="The store; else that of the settings, else news.db in your data folder.")]


@dataclass(frozen=True)
class Given:
    """Where the records come from: reports that are read, or, where there are none, the store."""

    sources: tuple[str, ...]
    config: Path | None
    filters: Filters
    date: str | None = None
    outlet: str | None = None
    sort: str | None = None
    limit: int | None = LIMIT
    db: Path | None = None


def either(
    run: Callable[..., int], words: str, *, filters: Sequence[str], own: Sequence[inspect.Parameter],
    sort: type[StrEnum] | None = None,
) -> Callable[..., None]:
    """The typer command that calls `run(given, **own options)`."""
    asked = filter_parameters(tuple(filters))
    store = [*asked, *_sorts(sort), parameter("limit", Limit, None), parameter("db", Db, None)]
    reports = [parameter("date", Date, None), parameter("outlet", Outlet, None)]

    def command(context: typer.Context, sources: list[str] | None = None, **options: Any) -> None:  # noqa: ANN401
        wrong = {one.name for one in (store if sources else reports) if options[one.name] not in {None, False}}
        if wrong:
            names = ", ".join(one.opts[0] for one in context.command.params if one.name in wrong)
            raise typer.BadParameter(_refusal(names, sources))
        limit = options.pop("limit")
        chosen = options.pop("sort", None)
        given = Given(
            sources=tuple(sources or ()), config=context.obj,
            filters=filters_of({one.name: options.pop(one.name) for one in asked}),
            sort=chosen.value if chosen is not None else None, limit=LIMIT if limit is None else limit or None,
            db=options.pop("db"), date=options.pop("date"), outlet=options.pop("outlet"))
        raise typer.Exit(run_quietly(partial(run, given, **options)))

    parameters = [
        parameter("context", typer.Context, inspect.Parameter.empty), parameter("sources", Sources, None),
        *own, *store, *reports]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = words
    return command


def _sorts(sort: type[StrEnum] | None) -> list[inspect.Parameter]:
    """The option by which the answers of the store are put in order."""
    helps: dict[type[StrEnum] | None, str] = {
        ToldSort: "From the store: day: the latest first; oldest; added: the last kept first.",
        LifeSort: "From the store: day: the last told of first; oldest; reports: those told in most reports first.",
    }
    if sort is None:
        return []
    return [parameter("sort", Annotated[sort | None, typer.Option("--sort", help=helps[sort])], None)]


def _refusal(names: str, sources: Sequence[str] | None) -> str:
    """Why these options make no sense: those of the store beside reports, those of reports without any."""
    if not sources:
        return f"{names}: this says how reports are read, and no SOURCE is named; name one, or leave this out"
    return (f"{names}: only the store is asked so, and {sources[0]} is a report to read; leave the SOURCE out, or keep "
            f"it first (dateline ingest {sources[0]})")
