"""`dateline account`: what became of every line of a page, so that nothing passes silently."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from rich.table import Table

from dateline.cli import inputs
from dateline.cli.choices import AccountFormat
from dateline.cli.console import Lines, console, plain, show_head
from dateline.export.wording import shorten

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.pipeline import Result

STYLES = {
    "furniture": "dim", "claim": "green", "arrangement": "cyan", "control": "magenta", "background": "yellow",
    "nothing": "",
}


def run(source: str, *, config: Path | None, form: AccountFormat, date: str | None, outlet: str | None) -> int:
    """Account for each article of the source; 1 where none could be used."""
    accounts = []
    shown = 0
    for result in inputs.usable(inputs.code_sources([source], config=config, date=date, outlet=outlet)):
        shown += 1
        if form is AccountFormat.JSON:
            accounts.append({"article": result.article.id, "lines": rows_of(result)})
        else:
            _show(result)
    if form is AccountFormat.JSON:
        sys.stdout.write(json.dumps(accounts, ensure_ascii=False, indent=1) + "\n")
    return 0 if shown else 1


def rows_of(result: Result) -> list[dict[str, Any]]:
    """Every line or sentence with its place, its words and what became of it."""
    text = result.article.text
    lines = Lines(text)
    return [
        {
            "line": lines.number(note.start), "start": note.start, "end": note.end, "verdict": note.verdict,
            "reason": note.reason, "records": list(note.records), "text": text[note.start:note.end],
        }
        for note in result.notes
    ]


def _show(result: Result) -> None:
    """The table and a count of each verdict."""
    screen = console()
    show_head(screen, result)
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", expand=True)
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("taken for", no_wrap=True)
    table.add_column("words", ratio=3)
    table.add_column("because", ratio=2)
    rows = rows_of(result)
    for row in rows:
        style = STYLES.get(row["verdict"], "")
        told = ", ".join([row["reason"], *row["records"]]) if row["records"] else row["reason"]
        table.add_row(
            str(row["line"]), plain(row["verdict"], style=style),
            plain(shorten(row["text"], limit=screen.width), style="dim"), plain(told))
    screen.print(table)
    counts = Counter(row["verdict"] for row in rows)
    screen.print(plain(", ".join(f"{counts[verdict]} {verdict}" for verdict in STYLES if counts[verdict])))
