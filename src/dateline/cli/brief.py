"""`dateline brief`: one report on one screen, by how it is told: done, promised, in force, disputed, denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from dateline.cli import inputs
from dateline.cli.console import Lines, console, outlet_of, plain, show_head
from dateline.export import sentence
from dateline.export.care import remark
from dateline.export.phrases import load_phrases
from dateline.export.wording import day, shorten
from dateline.records import Arrangement, Claim, ControlClaim

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from dateline.pipeline import Result

    Told = Claim | Arrangement | ControlClaim

SECTIONS = ("told as done", "promised or planned", "said to be in force", "disputed", "denied")
MOST = 6
"""Lines of a section without --all: five sections of at most six lines, most of them fewer, fill about a screen."""


def run(
    source: str, *, config: Path | None, date: str | None, outlet: str | None, everything: bool, without: bool = False,
) -> int:
    """Show the brief of each article of the source; 1 where none could be used."""
    screen = console()
    shown = 0
    results = inputs.code_sources([source], config=config, date=date, outlet=outlet)
    if without:
        results = inputs.leave_out_self_reports(results)
    for result in inputs.usable(results):
        if shown:
            screen.print()
        show_brief(screen, result, everything=everything)
        shown += 1
    return 0 if shown else 1


def show_brief(screen: Console, result: Result, *, everything: bool) -> None:
    """Head, then the five sections; background is only counted, since it is not the news."""
    show_head(screen, result)
    told: dict[str, list[Told]] = {name: [] for name in SECTIONS}
    background = 0
    records: list[Told] = [*result.claims, *result.arrangements, *result.controls]
    for record in sorted(records, key=lambda one: one.evidence.trigger.start):
        if isinstance(record, Claim) and record.temporal == "historical":
            background += 1
        else:
            told[section_of(record)].append(record)
    for name, records in told.items():
        _show_section(screen, name, records, result=result, everything=everything)
    if background:
        screen.print(plain(f"and {background} told as background: dateline code shows them", style="dim"))


def section_of(record: Told) -> str:
    """The one section of a record: a denial before a dispute, a dispute before everything else."""
    status = record.status if isinstance(record, Arrangement) else ""
    if record.factuality.polarity == "-" or status == "denied":
        return "denied"
    if _is_disputed(record) or status == "rejected":
        return "disputed"
    if status in {"in_force", "extended"}:
        return "said to be in force"
    table = load_phrases()
    promised = isinstance(record, Claim) and (record.temporal == "future" or record.event in table.promising)
    return "promised or planned" if promised or status in table.planned else "told as done"


def _is_disputed(record: Told) -> bool:
    """Whether its origin is not sure, somebody on the way keeps a distance, or another claim contests it."""
    hops = {hop.commitment for hop in record.attribution}
    relations = {one.type for one in record.relations} if isinstance(record, Claim) else set()
    unsure = record.factuality.certainty in {"probable", "possible"}
    return unsure or bool(hops & {"distances", "denies"}) or bool(relations & {"contests", "denies"})


def _show_section(
    screen: Console, name: str, records: list[Told], *, result: Result, everything: bool,
) -> None:
    """One section: line of the page, time, and the sentence, which begins with its speaker."""
    screen.print(plain(name.upper(), style="bold"))
    if not records:
        screen.print(Text("       nothing told", style="dim"))
        return
    shown = records if everything else records[:MOST]
    lines = Lines(result.article.text)
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column(no_wrap=True, justify="right", min_width=6, style="dim")
    table.add_column(no_wrap=True, min_width=10)
    table.add_column(ratio=1)
    for record in shown:
        words = sentence(record, outlet=outlet_of(result.article)) + remark(record)
        # An arrangement is never cut: "said to be in force" must keep by whom and as of when.
        cut = isinstance(record, Arrangement) or everything
        limit = len(words) if cut else 2 * max(screen.width - 22, 40)
        table.add_row(
            plain("L" + lines.span(record.evidence.start, record.evidence.end)), plain(_time_of(record)),
            plain(shorten(words, limit=max(limit, 1))))
    screen.print(table)
    if len(records) > len(shown):
        screen.print(Text(f"       and {len(records) - len(shown)} more: --all shows them", style="dim"))


def _time_of(record: Told) -> str:
    """The day of the act or of the start, as short as it can be said; "?" where none is known."""
    time = (record.effective_from or record.announced_on) if isinstance(record, Arrangement) else record.time
    return day(time.start_date or time.end_date or "?") if time is not None else "?"
