"""`dateline labels` and `dateline sources`: whose voice calls whom what, and who speaks, over a set of reports."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

from rich.table import Table

from dateline.cli import inputs
from dateline.cli.choices import TableFormat
from dateline.cli.console import console, plain
from dateline.cli.outgoing import door_of
from dateline.export.table import safe_cell
from dateline.export.voices import STAKES, SourceRow, label_rows, source_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.cli.either import Given
    from dateline.export.voices import Cells, LabelRow

MOST = 40
"""Rows of a table on the terminal without --all."""


def run_labels(
    sources: Sequence[str], *, config: Path | None, date: str | None, outlet: str | None, form: TableFormat | None,
    plot: Path | None, everything: bool,
) -> int:
    """Count labels over the sources, show them, and draw them where a plot is wanted; 1 where nothing was usable."""
    if plot is not None:
        from dateline.export.plots import check_target

        check_target(plot)
    results = inputs.read_all(sources, config=config, date=date, outlet=outlet)
    rows = label_rows((result.article, result.labels) for result in results)
    _show([row.cells() for row in rows], form=form, nothing="no loaded word for any party", everything=everything,
          table=_label_table(rows if everything else rows[:MOST]))
    if plot is not None and rows:
        from dateline.export.plots import plot_labels, save

        save(plot_labels(rows), plot)
        print(f"dateline: plot written to {plot}", file=sys.stderr)
    elif plot is not None:
        print("dateline: nothing to plot, no file written", file=sys.stderr)
    return 0 if results else 1


def run_sources(given: Given, *, form: TableFormat | None, everything: bool) -> int:
    """Count origins over the reports, or the store's records, and show them; 1 where nothing was usable."""
    if not given.sources:
        return _sources_kept(given, form=form, everything=everything)
    results = inputs.read_all(given.sources, config=given.config, date=given.date, outlet=given.outlet)
    rows = source_rows(
        (result.article, (*result.claims, *result.arrangements, *result.controls)) for result in results)
    _show_sources(rows, form=form, everything=everything)
    return 0 if results else 1


def _sources_kept(given: Given, *, form: TableFormat | None, everything: bool) -> int:
    """The same over the records of the store that fit."""
    from dateline.cli.query import reading
    from dateline.export.wording import clean
    from dateline.store.speakers import speakers

    limit = None if everything or given.limit is None else given.limit + 1
    with reading(given.config, given.db) as database:
        door = door_of(database, config=given.config, for_people=form in {None, TableFormat.TABLE})
        found = speakers(database, given.filters, limit=limit, open_only=door.obeys)
    if door.obeys:
        print("dateline: what gives reason for care is not counted in files; a table on a terminal counts all",
              file=sys.stderr)
    rows = [
        SourceRow(source=clean(one.name), kind=one.kind, named=one.named, code=one.code,
                  through=tuple(map(clean, one.through)), records=one.records, articles=one.articles,
                  outlets=one.outlets, stakes=dict(one.stakes))
        for one in found
    ]
    if limit is not None and len(rows) == limit:
        print(f"dateline: the first {given.limit} are shown; --limit 0 shows all", file=sys.stderr)
        rows.pop()
    _show_sources(rows, form=form, everything=everything)
    return 0


def _show_sources(rows: list[SourceRow], *, form: TableFormat | None, everything: bool) -> None:
    _show([row.cells() for row in rows], form=form, nothing="nothing told", everything=everything,
          table=_source_table(rows if everything else rows[:MOST]))


def _show(rows: list[Cells], *, form: TableFormat | None, nothing: str, everything: bool, table: Table) -> None:
    """Rows in the form asked for: a table on a terminal, else JSON Lines."""
    chosen = form or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.JSONL)
    if chosen is TableFormat.JSONL:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif chosen is TableFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        if rows:
            writer.writerow(rows[0])
        writer.writerows([safe_cell(value) for value in row.values()] for row in rows)
    elif not rows:
        console().print(plain(nothing, style="dim"))
    else:
        console().print(table)
        if len(rows) > MOST and not everything:
            console().print(plain(f"and {len(rows) - MOST} more: --all shows them", style="dim"))


def _label_table(rows: list[LabelRow]) -> Table:
    """The table of labels for people."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("outlet", "in whose voice", "for whom", "word"):
        table.add_column(name, overflow="fold")
    table.add_column("uses", justify="right")
    table.add_column("articles", justify="right")
    for row in rows:
        table.add_row(plain(row.outlet), plain(row.voice), plain(row.party), plain(row.word), str(row.uses),
                      str(row.articles))
    return table


def _source_table(rows: list[SourceRow]) -> Table:
    """The table of sources for people; stakes in words with their counts."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("source", "kind", "through", "stake in what it says"):
        table.add_column(name, overflow="fold")
    for name in ("records", "articles", "outlets"):
        table.add_column(name, justify="right")
    for row in rows:
        stakes = ", ".join(f"{stake.replace('_', ' ')} {row.stakes[stake]}" for stake in STAKES if stake in row.stakes)
        name = row.source if row.named else f"{row.source} (not named)"
        table.add_row(plain(name), plain(row.kind.replace("_", " ")), plain("; ".join(row.through)), plain(stakes),
                      str(row.records), str(row.articles), str(row.outlets))
    return table
