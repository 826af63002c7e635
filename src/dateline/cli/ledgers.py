"""What `dateline arrangements`, its ledger and `dateline control` do: read, code, choose, show."""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from dateline.cli import inputs
from dateline.cli.choices import ArrangementFormat, TableFormat
from dateline.cli.console import console, plain
from dateline.cli.outgoing import door_of, policy_of, tell_care
from dateline.export.care import marked
from dateline.export.ledger_rows import CONTROL_COLUMNS, LEDGER_COLUMNS, control_cells, ledger_cells
from dateline.export.table import safe_cell
from dateline.gazetteer.fold import fold
from dateline.records import Arrangement, encode
from dateline.records.ledger import ArrangementAsOf, ControlAsOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from dateline.cli.either import Given
    from dateline.config.policy import Output
    from dateline.export.ledger_rows import Cells
    from dateline.export.ledger_text import Line
    from dateline.export.plots import Chart
    from dateline.pipeline import Result
    from dateline.pipeline.clearing import Door
    from dateline.records import Article, PlaceRef
    from dateline.records.ledger import ArrangementLife, ControlLife
    from dateline.store.filters import Filters
    from dateline.store.lives import Asked

    Told = list[tuple[Article, Arrangement]]

LAST = "9999-12-31"
Life = TypeVar("Life")


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

    def asked(self, filters: Filters) -> Asked:
        """The same as a question to the store."""
        from dateline.store.lives import Asked

        there = partial(is_there, self.place) if self.place is not None else None
        return Asked(filters=filters, kinds=self.kinds, statuses=self.statuses, there=there)


def is_there(name: str, place: PlaceRef | None) -> bool:
    """Whether a place has a name, or lies in a division, place or country of that name or code."""
    if place is None:
        return False
    if place.country == name.strip().upper():
        return True
    wanted = fold(name)
    known = (place.name, place.text, place.admin1, place.admin2, place.within)
    return any(fold(one) == wanted for one in known if one)


def run_list(given: Given, *, wanted: Wanted, form: ArrangementFormat | None) -> int:
    """Show the arrangements that are wanted; 1 where no source was usable."""
    chosen = form or (ArrangementFormat.TABLE if sys.stdout.isatty() else ArrangementFormat.JSONL)
    if not given.sources:
        return _list_kept(given, wanted, chosen)
    results = inputs.read_all(given.sources, config=given.config, date=given.date, outlet=given.outlet)
    told = [(one.article, record) for one in results for record in one.arrangements if wanted.takes(record)]

    def lives() -> Iterable[ArrangementLife]:
        from dateline.pipeline.ledgers import publish_arrangements

        ids = {record.id for _, record in told}
        return [life for life in publish_arrangements(results) if ids & {one.record for one in life.joined}]

    policy = policy_of(given.config)
    _show([(article, marked(record, policy)) for article, record in told], chosen, config=given.config, lives=lives,
          records=lambda _ids: {record.id: record for one in results for record in one.arrangements})
    return 0 if results else 1


def _list_kept(given: Given, wanted: Wanted, form: ArrangementFormat) -> int:
    """The same from the store, by its filters."""
    from dateline.cli.query import reading
    from dateline.pipeline.ledgers import kept_arrangements
    from dateline.store.lives import arrangements_by_id, told
    from dateline.store.lookups import article_by_id

    asked = wanted.asked(given.filters)
    with reading(given.config, given.db) as database:
        door = door_of(database, config=given.config, for_people=form is ArrangementFormat.TABLE)
        more = None if given.limit is None else given.limit + 1
        found = [one for one in told(database, "arrangements", asked, sort=given.sort or "day", limit=more)
                 if isinstance(one, Arrangement)]
        _tell_cut(found, given.limit)
        unseen = replace(door, gate=replace(door.gate))
        shown = list((unseen if form is ArrangementFormat.ETHPRIO else door).records(found[: given.limit]))
        articles = {name: article_by_id(database, name) for name in dict.fromkeys(one.article for one in shown)}
        pairs = [(door.article(article), one) for one in shown if (article := articles[one.article]) is not None]
        _show(pairs, form, config=given.config, lives=partial(kept_arrangements, database, asked, door=door),
              records=lambda ids: {
                  one.id: one for one in unseen.records(arrangements_by_id(database, ids).values())})
        tell_care(door.gate)
    return 0


def _tell_cut(found: Sequence[object], limit: int | None) -> None:
    """Say on standard error that there is more than is shown."""
    if limit is not None and len(found) > limit:
        print(f"dateline: the first {limit} are shown; --limit 0 shows all", file=sys.stderr)


def _show(
    told: Told, form: ArrangementFormat, *, config: Path | None, lives: Callable[[], Iterable[ArrangementLife]],
    records: Callable[[Iterable[str]], Mapping[str, Arrangement]],
) -> None:
    """Records in the form asked for; `lives` and `records` are called for the ceasefire file only."""
    if form is ArrangementFormat.JSONL:
        for _, record in told:
            sys.stdout.write(encode(record).decode("utf-8") + "\n")
    elif form is ArrangementFormat.CSV:
        from dateline.codebook import load_codebook
        from dateline.export import write_csv

        write_csv((record for _, record in told), sys.stdout, codebook=load_codebook())
    elif form is ArrangementFormat.GEOJSON:
        _write_geojson(told, config=config)
    elif form is ArrangementFormat.ETHPRIO:
        found = list(lives())
        _write_ethprio(found, records(one.record for life in found for one in life.joined))
    else:
        _show_table(told)


def _write_geojson(told: Told, *, config: Path | None) -> None:
    """Areas from the boundaries in the folder of the user's own tables, where there are any."""
    from dateline.config import find_settings
    from dateline.export.areas import write_areas
    from dateline.gazetteer.boundaries import open_sets

    write_areas(told, sys.stdout, boundaries=open_sets(find_settings(config).data))


def _write_ethprio(lives: Iterable[ArrangementLife], records: Mapping[str, Arrangement]) -> None:
    """The ceasefires of which a wanted record speaks, each told by all reports; how many rows, on standard error."""
    from dateline.export.ceasefire_file import write_ceasefires

    rows = write_ceasefires(lives, sys.stdout, records=records)
    print(f"dateline: {rows} rows, one for each side that made a halt of fighting; other kinds and mere proposals or "
          "refusals are not in this file", file=sys.stderr)


def _show_table(told: Told) -> None:
    """One table a report, its arrangements in the order of the page."""
    from dateline.cli.choices import Only
    from dateline.cli.table import write_table
    from dateline.pipeline import Result

    kept: dict[str, list[Arrangement]] = {}
    for article, record in told:
        kept.setdefault(article.id, []).append(record)
    articles = {article.id: article for article, _ in told}
    if not kept:
        console().print(plain("no such arrangement told", style="dim"))
    write_table(
        (Result(article=articles[name], arrangements=tuple(records)) for name, records in kept.items()),
        stream=sys.stdout, only=frozenset({Only.ARTICLES, Only.ARRANGEMENTS}))


def run_ledger(
    given: Given, *, place: str | None, as_of: str | None, plot: Path | None, form: TableFormat | None,
) -> int:
    """Tell the lives of the arrangements; 1 where no source was usable."""
    _check(plot)
    from dateline.events.arrangements import as_known, status_at
    from dateline.export.ledger_plot import plot_ledger
    from dateline.export.ledger_text import arrangement_lines

    found = arrangements_told(given, place, output=output_of(form, plot))
    day = as_of or found.last_day
    known = found.lives if as_of is None else [
        one for life in found.lives if (one := as_known(life, as_of)) is not None]
    if as_of is not None:
        _tell_undated(sum(life.first_told is None for life in found.lives), "arrangements")
    known = _first(known, given, day_of=lambda life: (life.first_told, life.last_told),
                   reports_of=lambda life: len(life.articles))
    standings = {life.id: [status_at(life, party.party, day) for party in life.parties] for life in known}
    rows = [ArrangementAsOf(**msgspec.structs.asdict(life), as_of=day, standings=tuple(standings[life.id]))
            for life in known]
    lines = [list(arrangement_lines(life, standings[life.id], as_of=day)) for life in known]
    _tell(form, rows, lines, cells=[one for life in known for one in ledger_cells(life)], columns=LEDGER_COLUMNS,
          nothing="no arrangement told")
    _draw(plot, lambda: plot_ledger(known))
    return 0 if found.usable else 1


def run_control(
    given: Given, *, place: str | None, as_of: str | None, plot: Path | None, form: TableFormat | None,
) -> int:
    """Tell who is said to hold what; 1 where no source was usable."""
    _check(plot)
    from dateline.events.arrangements import control_known, holder_at
    from dateline.export.ledger_plot import plot_control
    from dateline.export.ledger_text import control_lines

    found = control_told(given, place, output=output_of(form, plot))
    day = as_of or found.last_day
    known = found.lives if as_of is None else [
        one for life in found.lives if (one := control_known(life, as_of)) is not None]
    if as_of is not None:
        undated = sum(not any(one.as_of or one.word.published for one in life.entries) for life in found.lives)
        _tell_undated(undated, "places")
    known = _first(known, given, day_of=lambda life: (life.entries[0].as_of, life.entries[-1].as_of),
                   reports_of=lambda life: len({one.word.article for one in life.entries}))
    rows = [ControlAsOf(**msgspec.structs.asdict(life), as_of=day, holding=holder_at(life, day)) for life in known]
    lines = [list(control_lines(life, holder_at(life, day), as_of=day)) for life in known]
    _tell(form, rows, lines, cells=[one for life in known for one in control_cells(life)], columns=CONTROL_COLUMNS,
          nothing="nothing told of who holds what")
    _draw(plot, lambda: plot_control(known))
    return 0 if found.usable else 1


@dataclass(frozen=True, slots=True)
class Found(Generic[Life]):
    """The lives that are wanted, the day of the last report, and whether anything could be read."""

    lives: Sequence[Life]
    last_day: str
    usable: bool = True


def arrangements_told(given: Given, place: str | None, *, output: Output) -> Found[ArrangementLife]:
    """The lives of the arrangements of the reports, or of the store, of which some record is at the place.

    `output` is what becomes of those of the store, by the policy.
    """
    from dateline.pipeline.ledgers import kept_arrangements, publish_arrangements

    if not given.sources:
        asked = Wanted(place=place).asked(given.filters)
        return _kept(given, lambda door: kept_arrangements(door.database, asked, door=door), output=output)
    results = inputs.read_all(given.sources, config=given.config, date=given.date, outlet=given.outlet)
    there = {record.id for one in results for record in one.arrangements if place and is_there(place, record.place)}
    lives = [life for life in publish_arrangements(results)
             if place is None or there & {one.record for one in life.joined}]
    return Found(lives, _last_day(results), usable=bool(results))


def control_told(given: Given, place: str | None, *, output: Output) -> Found[ControlLife]:
    """The ledgers of the places of the reports, or of the store as an `output` of the policy may have them."""
    from dateline.pipeline.ledgers import kept_control, publish_control

    if not given.sources:
        asked = Wanted(place=place).asked(given.filters)
        return _kept(given, lambda door: kept_control(door.database, asked, door=door), output=output)
    results = inputs.read_all(given.sources, config=given.config, date=given.date, outlet=given.outlet)
    lives = [life for life in publish_control(results) if place is None or is_there(place, life.place)]
    return Found(lives, _last_day(results), usable=bool(results))


def output_of(form: TableFormat | None, plot: Path | None) -> Output:
    """Which output of the policy a ledger is: a file where it is drawn or goes into one, else a table."""
    eyes = plot is None and form in {None, TableFormat.TABLE} and sys.stdout.isatty()
    return "table" if eyes else "file"


def _kept(given: Given, lives: Callable[[Door], Sequence[Life]], *, output: Output) -> Found[Life]:
    """What the store tells."""
    from dateline.cli.query import reading
    from dateline.store.lives import last_day

    with reading(given.config, given.db) as database:
        door = door_of(database, config=given.config, output=output)
        found = Found(lives(door), last_day(database) or LAST)
        tell_care(door.gate)
        return found


def _first(
    lives: Sequence[Life], given: Given, *, day_of: Callable[[Life], tuple[str | None, str | None]],
    reports_of: Callable[[Life], int],
) -> Sequence[Life]:
    """Of the store's the first ones in the order asked for; those of reports as they come."""
    if given.sources:
        return lives
    keys: dict[str, Callable[[Life], Any]] = {
        "day": lambda life: day_of(life)[1] or "", "oldest": lambda life: day_of(life)[0] or LAST,
        "reports": reports_of,
    }
    chosen = given.sort or "day"
    ordered = sorted(lives, key=keys[chosen], reverse=chosen != "oldest")
    _tell_cut(ordered, given.limit)
    return ordered[: given.limit]


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
    form: TableFormat | None, rows: Sequence[ArrangementAsOf | ControlAsOf], lines: list[list[Line]], *,
    cells: list[Cells],
    columns: Sequence[str], nothing: str,
) -> None:
    """As text for people, as one object a line, or as one row an entry."""
    chosen = form or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.JSONL)
    if chosen is TableFormat.JSONL:
        for row in rows:
            sys.stdout.write(encode(row).decode("utf-8") + "\n")
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
