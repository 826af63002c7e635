"""Which commands ask the store by filters: their options, made from one table. What they do is in `query`."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import run_quietly
from dateline.cli.choices import EventSort, Sort
from dateline.cli.filtering import filter_parameters, filters_of, parameter

if TYPE_CHECKING:
    from collections.abc import Callable

CLAIM_FILTERS = (
    "actor", "recipient", "dyad", "event", "mode", "country", "place", "near", "from", "to", "origin", "stake", "text",
    "as-of", "flag", "min-origins", "without-self-reports",
)
ARTICLE_FILTERS = ("from", "to", "text", "as-of")
LIMIT = 50
"""Records shown where the user does not say."""

@dataclass(frozen=True)
class Question:
    """One command that asks by filters: its name, which filters it takes, what it says of itself, by what it sorts and
    which module of the command line answers it."""

    name: str
    filters: tuple[str, ...]
    help: str
    examples: tuple[str, ...]
    sorts: type[Sort | EventSort] = Sort
    sort_help: str = "day: the latest act first; oldest; added: the last kept first; confidence: of the coding."
    module: str = "query"

    def run(self, **options: Any) -> int:  # noqa: ANN401 - the options of the command
        """Answer it; what does so is loaded only now."""
        module = importlib.import_module(f"dateline.cli.{self.module}")
        return int(getattr(module, f"run_{self.name}")(**options))

    @property
    def words(self) -> str:
        """The help text with its examples."""
        shown = "\n\n".join(f"  dateline {self.name} {one}".rstrip() for one in self.examples)
        return f"{self.help}\n\nExamples:\n\n{shown}"


QUESTIONS = (
    Question(
        "claims", CLAIM_FILTERS, "Show claims of the store: what reports say happened, on whose word.",
        ("--actor SYRMIL --event ASSAULT --from 2016-10-01 --to 2016-10-31",
         "--dyad SYR-RUS --without-self-reports --format csv", "--near 36.2,37.16,50 --sort oldest --limit 0")),
    Question(
        "events", CLAIM_FILTERS, "Show events of the store: claims judged to be one happening, with their distinct "
        "origins.\n\nAn event fits where any of its claims says so. Its line begins with who says it, how many "
        "distinct origins there are and with which stakes.",
        ("--country SYR --from 2016-10-01 --min-origins 2", "--flag accounts_differ --sort origins",
         "--dyad SYR-RUS --without-self-reports --format csv"),
        sorts=EventSort, module="happenings",
        sort_help="day: the latest act first; oldest; added: the last changed first; origins: the most first."),
    Question(
        "articles", ARTICLE_FILTERS, "Show articles of the store.",
        ('--from 2016-10-01 --text "ceasefire Aleppo"', "--sort added --format csv")),
)


def add_questions(app: typer.Typer, *, shared: tuple[inspect.Parameter, ...]) -> None:
    """Add these commands to the application; `shared` are the parameters that other commands take, too."""
    for question in QUESTIONS:
        app.command(name=question.name)(_command(question, shared))


def _command(question: Question, shared: tuple[inspect.Parameter, ...]) -> Callable[..., None]:
    """The typer command of one question."""
    asked = filter_parameters(question.filters)

    def command(context: typer.Context, **options: Any) -> None:  # noqa: ANN401 - what they are, the signature says
        filters = filters_of({one.name: options.pop(one.name) for one in asked})
        raise typer.Exit(run_quietly(partial(question.run, config=context.obj, asked=filters, **options)))

    own = (
        parameter("sort", Annotated[question.sorts, typer.Option("--sort", help=question.sort_help)],
                  question.sorts.DAY),
        parameter("limit", Annotated[int, typer.Option("--limit", min=0, help="How many at most; 0: all.")], LIMIT),
    )
    parameters = [parameter("context", typer.Context, inspect.Parameter.empty), *asked, *own, *shared]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = question.words
    return command
