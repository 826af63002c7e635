"""`dateline evaluate ...`: hold the coder against gold. One small table says which function scores what."""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import run_quietly
from dateline.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

app = typer.Typer(
    help="Hold the coder against gold.", no_args_is_help=True,
    rich_markup_mode=None,
)


@dataclass(frozen=True)
class Score:
    """One command: its name, the module and function behind it, what it takes, what it says of itself."""

    name: str
    module: str
    takes: str
    help: str

    @property
    def function(self) -> str:
        """The function that scores, by the one rule for their names."""
        return "evaluate_" + self.name.replace("-", "_")


SCORES = (
    Score("reports", "reports", "FOLDER", "Whole reports: pairs NAME.txt, NAME.expected.jsonl, with sources.jsonl."),
    Score("pages", "pages", "FILE", "Which lines of a page are its body; title and date of publication."),
    Score("toponyms", "toponyms", "FILE", "Place names and their coordinates."),
    Score("event-places", "event_places", "FILE", "Which of the places named is the act's."),
    Score("actors", "actors", "FILE", "Actors: country, sector, and offices by the report's date."),
    Score("relations", "relations", "FILE", "The event between two marked parties."),
    Score("documents", "documents", "FILE", "Whole stories: is an incident told, of what type, by whom, to whom."),
    Score("silence", "silence", "FILE", "Sentences that tell no event: how many are left alone."),
    Score("times", "times", "FILE", "Time expressions and their ISO values."),
    Score("datelines", "datelines", "FILE", "Dates printed at the head of a story."),
    Score("attribution", "attribution", "FILE", "Who says what: sources, cues and contents."),
    Score("chains", "chains", "FILE", "Whose word, hop by hop from the origin outwards."),
    Score("arrangements", "arrangements", "FOLDER",
          "Truces, corridors, access, breaches and control; and their lives over several reports."),
    Score("factuality", "factuality", "FILE", "How sure, denied or not, when, and on what condition."),
    Score("sensitive", "sensitive", "FILE", "Which acts are sensitive, and which persons private."),
    Score("same-story", "same_story", "FILE", "Articles put into the stories that they tell."),
    Score("same-event", "same_event", "FOLDER", "Claims put into the happenings that they tell; distinct origins."),
)


def _command(score: Score) -> Callable[[Path, bool, Path | None], None]:
    """The typer command of one score."""

    def command(
        path: Path,
        as_json: Annotated[bool, typer.Option("--json", help="One flat JSON object of figures.")] = False,
        predictions: Annotated[Path | None, typer.Option(
            "--predictions", metavar="FILE", help="Write each item's gold and answer here, one JSON object a line.",
        )] = None,
    ) -> None:
        raise typer.Exit(run_quietly(partial(run, score, path, as_json=as_json, predictions=predictions)))

    command.__annotations__["path"] = Annotated[Path, typer.Argument(metavar=score.takes, help="The gold.")]
    command.__doc__ = (
        f"{score.help}\n\nExamples:\n\n  dateline evaluate {score.name} {score.takes}\n\n"
        f"  dateline evaluate {score.name} {score.takes} --json --predictions answers.jsonl"
    )
    return command


for _score in SCORES:
    app.command(name=_score.name)(_command(_score))


def run(score: Score, path: Path, *, as_json: bool, predictions: Path | None) -> int:
    """Score one gold set and show the figures; 1 where there was nothing to score."""
    there, kind = (path.is_dir(), "folder") if score.takes == "FOLDER" else (path.is_file(), "file")
    if not there:
        message = f"{path}: no such {kind}; dateline evaluate {score.name} takes a {kind} of gold"
        raise UnreadableInput(message)
    module = importlib.import_module(f"dateline.evaluate.{score.module}")
    figures, answers = getattr(module, score.function)(path)
    if predictions is not None:
        lines = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
        predictions.write_text(lines, encoding="utf-8")
    if as_json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    else:
        _show(figures)
    if not figures:
        print(f"dateline: {path} holds nothing to score", file=sys.stderr)
    return 0 if figures else 1


def _show(figures: Mapping[str, Any]) -> None:
    """Figures as a table; a figure with its number of items under `n NAME` has it beside it."""
    from rich.table import Table

    from dateline.cli.console import console, plain

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("figure")
    table.add_column("value", justify="right")
    table.add_column("items", justify="right")
    for name, value in figures.items():
        if name.startswith("n ") and name[2:] in figures:
            continue
        items = figures.get(f"n {name}")
        table.add_row(plain(name), f"{value:g}", f"{items:g}" if items is not None else "")
    console().print(table)
