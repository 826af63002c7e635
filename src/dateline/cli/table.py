"""The table of `code`: what each report says on the left, its own words and where they stand on the right."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from dateline.cli.choices import Only
from dateline.cli.console import NARROWEST, Lines, outlet_of, plain, show_head
from dateline.export import sentence
from dateline.export.care import remark
from dateline.records import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from dateline.pipeline import Result
    from dateline.records import Arrangement, Claim, ControlClaim

HEADINGS = {Only.CLAIMS: "claims", Only.ARRANGEMENTS: "arrangements", Only.CONTROL: "who holds what"}


def write_table(results: Iterable[Result | Issue], *, stream: TextIO, only: frozenset[Only]) -> None:
    """One table a report, in the order of the page; issues were reported on standard error already."""
    width = max(shutil.get_terminal_size((100, 24)).columns, NARROWEST)
    screen = Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
    for result in results:
        if isinstance(result, Issue) or result.issues:
            continue
        if Only.ARTICLES in only:
            show_head(screen, result)
        _show(screen, result, only=only)
        screen.print()


def _show(screen: Console, result: Result, *, only: frozenset[Only]) -> None:
    """The table of one report, a group for each kind of record."""
    groups: dict[Only, tuple[Claim | Arrangement | ControlClaim, ...]] = {
        Only.CLAIMS: result.claims, Only.ARRANGEMENTS: result.arrangements, Only.CONTROL: result.controls,
    }
    lines = Lines(result.article.text)
    outlet = outlet_of(result.article)
    for kind, records in groups.items():
        if kind not in only:
            continue
        if not records:
            screen.print(plain(f"{HEADINGS[kind]}: nothing told", style="dim"))
            continue
        table = Table(box=None, padding=(0, 1, 1, 0), show_header=True, header_style="bold", expand=True)
        table.add_column(f"{HEADINGS[kind]} ({len(records)})", ratio=3)
        table.add_column("the words of the report", ratio=2, style="dim")
        table.add_column("line", justify="right", no_wrap=True)
        for record in sorted(records, key=lambda one: (one.evidence.start, one.evidence.trigger.start)):
            evidence = record.evidence
            told = sentence(record, outlet=outlet) + remark(record)
            table.add_row(plain(told), plain(evidence.text), lines.span(evidence.start, evidence.end))
        screen.print(table)
