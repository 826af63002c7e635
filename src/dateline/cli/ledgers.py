"""What `dateline arrangements`, its ledger and `dateline control` do: read, code, choose, show."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.cli import inputs
from dateline.cli.choices import ArrangementFormat, TableFormat
from dateline.cli.console import console, plain
from dateline.export.table import safe_cell
from dateline.gazetteer.fold import fold
from dateline.records import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from dateline.export.ledger_text import Line
    from dateline.export.plots import Chart
    from dateline.pipeline import Result
    from dateline.records import Arrangement, Article, PlaceRef
    from dateline.records.ledger import ArrangementLife, ControlLife

    Told = list[tuple[Article, Arrangement]]
    Cells = dict[str, str | None]

LAST = "9999-12-31"
LEDGER_COLUMNS = (
    "arrangement", "kinds", "place", "party", "name", "as_of", "status", "according_to", "voice", "stake", "ground",
    "outlet", "published", "article", "record",
)
CONTROL_COLUMNS = (
    "place", "part", "as_of", "change", "holder", "holder_code", "from_holder", "from_code", "denied", "according_to",
    "voice", "stake", "outlet", "published", "article", "record",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which arrangements are wanted; an empty choice is all."""

    place: str | None = None
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()

    def takes(self, record: Arrangement) -> bool:
        """Whether a record is wanted."""
        statuses = {record.status, *(one.status for one in record.status_by)}
        return (
            (not self.kinds or record.arrangement in self.kinds)
            and (not self.statuses or bool(self.statuses & statuses))
            and (self.place is None or is_there(self.place, record.place)))


def is_there(name: str, place: PlaceRef | None) -> bool:
    """Whether a place has a name, or lies in a division, place or country of that name or code."""
    if place is None:
        return False
    if place.country == name.strip().upper():
        return True
    wanted = fold(name)
    known = (place.name, place.text, place.admin1, place.admin2, place.within)
    return any(fold(one) == wanted for one in known if one)


def run_list(
    sources: Sequence[str], *, config: Path | None, wanted: Wanted, form: ArrangementFormat | None, date: str | None,
    outlet: str | None,
) -> int:
    """Show the arrangements that are wanted; 1 where no source was usable."""
    results = inputs.read_all(sources, config=config, date=date, outlet=outlet)
    told = [(one.article, record) for one in results for record in one.arrangements if wanted.takes(record)]
    chosen = form or (ArrangementFormat.TABLE if sys.stdout.isatty() else ArrangementFormat.JSONL)
    if chosen is ArrangementFormat.JSONL:
        for _, record in told:
            sys.stdout.write(encode(record).decode("utf-8") + "\n")
    elif chosen is ArrangementFormat.CSV:
        from dateline.codebook import load_codebook
        from dateline.export import write_csv

        write_csv((record for _, record in told), sys.stdout, codebook=load_codebook())
    elif chosen is ArrangementFormat.GEOJSON:
        _write_geojson(told, config=config)
    elif chosen is ArrangementFormat.ETHPRIO:
        _write_ethprio(told, results)
    else:
        _show_table(told, results)
    return 0 if results else 1


def _write_geojson(told: Told, *, config: Path | None) -> None:
    """Areas from the boundaries in the folder of the user's own tables, where there are any."""
    from dateline.config import find_settings
    from dateline.export.areas import write_areas
    from dateline.gazetteer.boundaries import open_sets

    write_areas(told, sys.stdout, boundaries=open_sets(find_settings(config).data))


def _write_ethprio(told: Told, results: Sequence[Result]) -> None:
    """The ceasefires of which a wanted record speaks, each told by all reports; how many rows, on standard error."""
    from dateline.export.ceasefire_file import write_ceasefires
    from dateline.pipeline.ledgers import publish_arrangements

    wanted = {record.id for _, record in told}
    records = {record.id: record for result in results for record in result.arrangements}
    lives = [life for life in publish_arrangements(results) if wanted & {one.record for one in life.joined}]
    rows = write_ceasefires(lives, sys.stdout, records=records)
    print(f"dateline: {rows} rows, one for each side that made a halt of fighting; other kinds and mere proposals or "
          "refusals are not in this file", file=sys.stderr)


def _show_table(told: Told, results: Sequence[Result]) -> None:
    """One table a report, its arrangements in the order of the page."""
    import dataclasses

    from dateline.cli.choices import Only
    from dateline.cli.table import write_table

    kept: dict[str, list[Arrangement]] = {}
    for article, record in told:
        kept.setdefault(article.id, []).append(record)
    shown = [dataclasses.replace(one, arrangements=tuple(kept[one.article.id])) for one in results
             if one.article.id in kept]
    if not shown:
        console().print(plain("no such arrangement told", style="dim"))
    write_table(shown, stream=sys.stdout, only=frozenset({Only.ARTICLES, Only.ARRANGEMENTS}))


def run_ledger(
    sources: Sequence[str], *, config: Path | None, place: str | None, as_of: str | None, plot: Path | None,
    form: TableFormat | None, date: str | None, outlet: str | None,
) -> int:
    """Tell the lives of the arrangements; 1 where no source was usable."""
    _check(plot)
    results = inputs.read_all(sources, config=config, date=date, outlet=outlet)
    from dateline.events.arrangements import as_known, status_at
    from dateline.export.ledger_plot import plot_ledger
    from dateline.export.ledger_text import arrangement_lines
    from dateline.pipeline.ledgers import publish_arrangements

    there = {record.id for one in results for record in one.arrangements if place and is_there(place, record.place)}
    lives = [life for life in publish_arrangements(results)
             if place is None or there & {one.record for one in life.joined}]
    known = lives if as_of is None else [one for life in lives if (one := as_known(life, as_of)) is not None]
    day = as_of or _last_day(results)
    if as_of is not None:
        _tell_undated(sum(life.first_told is None for life in lives), "arrangements")
    rows = [{**msgspec.to_builtins(life), "as_of": day,
             "standings": [msgspec.to_builtins(status_at(life, party.party, day)) for party in life.parties]}
            for life in known]
    lines = [list(arrangement_lines(
        life, [status_at(life, party.party, day) for party in life.parties], as_of=day)) for life in known]
    _tell(form, rows, lines, cells=[one for life in known for one in _ledger_cells(life)], columns=LEDGER_COLUMNS,
          nothing="no arrangement told")
    _draw(plot, lambda: plot_ledger(known))
    return 0 if results else 1


def run_control(
    sources: Sequence[str], *, config: Path | None, place: str | None, as_of: str | None, plot: Path | None,
    form: TableFormat | None, date: str | None, outlet: str | None,
) -> int:
    """Tell who is said to hold what; 1 where no source was usable."""
    _check(plot)
    results = inputs.read_all(sources, config=config, date=date, outlet=outlet)
    from dateline.events.arrangements import control_known, holder_at
    from dateline.export.ledger_plot import plot_control
    from dateline.export.ledger_text import control_lines
    from dateline.pipeline.ledgers import publish_control

    lives = [life for life in publish_control(results) if place is None or is_there(place, life.place)]
    known = lives if as_of is None else [one for life in lives if (one := control_known(life, as_of)) is not None]
    day = as_of or _last_day(results)
    if as_of is not None:
        undated = sum(not any(one.as_of or one.word.published for one in life.entries) for life in lives)
        _tell_undated(undated, "places")
    rows = [{**msgspec.to_builtins(life), "as_of": day, "holding": msgspec.to_builtins(holder_at(life, day))}
            for life in known]
    lines = [list(control_lines(life, holder_at(life, day), as_of=day)) for life in known]
    _tell(form, rows, lines, cells=[one for life in known for one in _control_cells(life)], columns=CONTROL_COLUMNS,
          nothing="nothing told of who holds what")
    _draw(plot, lambda: plot_control(known))
    return 0 if results else 1


def _tell_undated(count: int, what: str) -> None:
    """Say on standard error what no day can show."""
    if count:
        print(f"dateline: {count} {what} told of only by reports without a date are left out; see --date",
              file=sys.stderr)


def _last_day(results: Iterable[Result]) -> str:
    """The day of the last report, `LAST` where none is dated."""
    days = [one.article.published.value[:10] for one in results if one.article.published]
    return max(days, default=LAST)


def _tell(
    form: TableFormat | None, rows: list[dict[str, Any]], lines: list[list[Line]], *, cells: list[Cells],
    columns: Sequence[str], nothing: str,
) -> None:
    """As text for people, as one object a line, or as one row an entry."""
    chosen = form or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.JSONL)
    if chosen is TableFormat.JSONL:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif chosen is TableFormat.CSV:
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({name: safe_cell(value) for name, value in one.items()} for one in cells)
    else:
        _print(lines, nothing)


def _print(lines: list[list[Line]], nothing: str) -> None:
    """The lines, indented by their depth, also where they wrap; an empty line between two lives."""
    from rich.padding import Padding

    screen = console()
    for number, block in enumerate(lines):
        if number:
            screen.print()
        for line in block:
            screen.print(Padding(plain(line.text, style="bold" if line.strong else ""), (0, 0, 0, 2 * line.depth),
                                 expand=False))
    if not lines:
        screen.print(plain(nothing, style="dim"))


def _check(plot: Path | None) -> None:
    """Refuse a plot that cannot be drawn before any work is done."""
    if plot is not None:
        from dateline.export.plots import check_target

        check_target(plot)


def _draw(plot: Path | None, draw: Callable[[], Chart | None]) -> None:
    """Draw where a plot is wanted, and say so on standard error."""
    if plot is None:
        return
    from dateline.export.plots import save

    chart = draw()
    if chart is None:
        print("dateline: nothing to plot, no file written", file=sys.stderr)
        return
    save(chart, plot)
    print(f"dateline: plot written to {plot}", file=sys.stderr)


def _ledger_cells(life: ArrangementLife) -> list[Cells]:
    """One row for each word on each party."""
    place = life.place
    return [
        {"arrangement": life.id, "kinds": "; ".join(life.kinds), "place": (place.name or place.text) if place else None,
         "party": party.party, "name": party.name, "as_of": entry.as_of, "status": entry.status,
         "according_to": entry.word.name, "voice": entry.word.voice, "stake": entry.word.stake, "ground": entry.ground,
         "outlet": entry.word.outlet, "published": entry.word.published, "article": entry.word.article,
         "record": entry.word.record}
        for party in life.parties for entry in party.entries
    ]


def _control_cells(life: ControlLife) -> list[Cells]:
    """One row for each word on a place."""
    return [
        {"place": life.place.name or life.place.text, "part": life.part, "as_of": entry.as_of, "change": entry.change,
         "holder": entry.holder, "holder_code": entry.holder_code, "from_holder": entry.from_holder,
         "from_code": entry.from_code, "denied": "yes" if entry.denied else "no", "according_to": entry.word.name,
         "voice": entry.word.voice, "stake": entry.word.stake, "outlet": entry.word.outlet,
         "published": entry.word.published, "article": entry.word.article, "record": entry.word.record}
        for entry in life.entries
    ]
