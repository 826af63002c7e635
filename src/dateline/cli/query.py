"""`dateline claims`, `articles`, `search`, `show` and `sql`: questions to the store."""

from __future__ import annotations

import contextlib
import csv
import json
import sqlite3
import sys
from typing import TYPE_CHECKING

from rich.table import Table

from dateline.cli.choices import TableFormat
from dateline.cli.console import console, plain
from dateline.cli.outgoing import door_of, tell_care
from dateline.config.settings import find_settings, store_file
from dateline.errors import UnreadableInput
from dateline.export.care import remark
from dateline.export.sentences import sentence
from dateline.export.table import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dateline.cli.choices import Sort
    from dateline.export.curves import Period
    from dateline.records import Article
    from dateline.store import Database
    from dateline.store.filters import Filters
    from dateline.store.rows import Told

MOST_SQL_ROWS = 1000


@contextlib.contextmanager
def reading(config: Path | None, db: Path | None) -> Iterator[Database]:
    """The store, opened for reading."""
    from dateline.store import open_store

    with open_store(db or store_file(find_settings(config)), readonly=True) as database:
        yield database


def run_claims(
    *, config: Path | None, db: Path | None, asked: Filters, sort: Sort, limit: int, form: TableFormat | None,
) -> int:
    """Show the claims that the filters let through."""
    from dateline.store.queries import records

    with reading(config, db) as database:
        chosen = chosen_form(form)
        door = door_of(database, config=config, for_people=chosen is TableFormat.TABLE)
        found = records(database, "claims", asked, sort=sort.value, limit=limit or None)
        _show_records(door.records(found), form=chosen, title="claims")
        tell_care(door.gate)
    return 0


def chosen_form(form: TableFormat | None) -> TableFormat:
    """The form asked for, else a table on a terminal and JSON Lines elsewhere."""
    return form or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.JSONL)


def _show_records(found: Iterable[Told], *, form: TableFormat, title: str) -> None:
    """Records in the form asked for."""
    from dateline.records import encode

    if form is TableFormat.CSV:
        from dateline.codebook import load_codebook
        from dateline.export import write_csv

        write_csv(found, sys.stdout, codebook=load_codebook())
    elif form is TableFormat.JSONL:
        for record in found:
            sys.stdout.write(encode(record).decode("utf-8") + "\n")
    else:
        _show_table(list(found), title=title)


def _show_table(found: list[Told], *, title: str) -> None:
    """One line a record: its day, the sentence that begins with its speaker, its id."""
    if not found:
        console().print(plain(f"no {title} that fit", style="dim"))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    table.add_column("day", no_wrap=True)
    table.add_column(f"{title} ({len(found)})", ratio=1)
    table.add_column("id", no_wrap=True, style="dim")
    for record in found:
        table.add_row(plain(_day_of(record)), plain(sentence(record) + remark(record)), record.id[:10])
    console().print(table)


def _day_of(record: Told) -> str:
    time = getattr(record, "time", None) or getattr(record, "effective_from", None)
    value = (time.start_date or time.end_date) if time is not None else None
    return (value or "?")[:10]


def run_articles(
    *, config: Path | None, db: Path | None, asked: Filters, sort: Sort, limit: int, form: TableFormat | None,
) -> int:
    """Show the articles that the filters let through."""
    from dateline.store.queries import articles

    with reading(config, db) as database:
        door = door_of(database, config=config, for_people=chosen_form(form) is TableFormat.TABLE)
        found = articles(database, asked, sort=sort.value, limit=limit or None)
        rows = [_article_cells(door.article(one)) for one in found]
    show_rows(rows, form=form, nothing="no articles that fit")
    return 0


def _article_cells(article: Article) -> dict[str, str]:
    return {
        "published": article.published.value if article.published else "", "outlet": article.outlet or "",
        "title": article.title or "", "agency": article.agency or "", "uri": article.uri or "", "id": article.id,
    }


def show_rows(rows: list[dict[str, str]], *, form: TableFormat | None, nothing: str) -> None:
    """Rows of words in the form asked for."""
    chosen = form or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.JSONL)
    if chosen is TableFormat.JSONL:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif chosen is TableFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(rows[0] if rows else [])
        writer.writerows([safe_cell(value) for value in row.values()] for row in rows)
    elif not rows:
        console().print(plain(nothing, style="dim"))
    else:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for name in rows[0]:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*(plain(value) for value in row.values()))
        console().print(table)


def run_plot(
    *, config: Path | None, db: Path | None, asked: Filters, out: Path, period: Period | None, title: str,
) -> int:
    """Draw the claims that the filters let through over time; 1 where there are none."""
    from dateline.export.curves import Count, binned, period_of, plot_curve
    from dateline.export.plots import check_target, save
    from dateline.store.coverage import articles_by_day
    from dateline.store.queries import by_day

    check_target(out)
    with reading(config, db) as database:
        counts = [Count(one.day, one.claims, one.origins, one.goldstein) for one in by_day(database, asked)]
        if not counts:
            print("dateline: no claims with a day that fit; no file written", file=sys.stderr)
            return 1
        first, last = asked.first or counts[0].day, asked.last or counts[-1].day
        read = articles_by_day(database, first=first, last=last)
    width = period or period_of([*read, *(count.day for count in counts)])
    save(plot_curve(binned(counts, read, period=width), title=title, period=width), out)
    print(f"dateline: {sum(count.claims for count in counts)} claims by {width} drawn to {out}", file=sys.stderr)
    return 0


def run_search(words: str, *, config: Path | None, db: Path | None, limit: int, form: TableFormat | None) -> int:
    """Show the articles that hold the words, the best first; 1 where none does."""
    from dateline.store.queries import search

    with reading(config, db) as database:
        door = door_of(database, config=config, for_people=chosen_form(form) is TableFormat.TABLE)
        found = search(database, words, limit=limit)
        hits = [hit for hit in found if not door.hides(hit.article)]
        door.gate.dropped += len(found) - len(hits)
        most = door.gate.policy.snippet_chars if door.obeys else None
    rows = [
        {"published": hit.published or "", "outlet": hit.outlet or "", "title": hit.title or "",
         "words": hit.snippet[:most], "id": hit.article}
        for hit in hits
    ]
    tell_care(door.gate)
    show_rows(rows, form=form, nothing=f"no article has {words!r}")
    return 0 if hits else 1


def run_show(name: str, *, config: Path | None, db: Path | None, judgements: bool = False) -> int:
    """Print one record, event or article as JSON, or the judgements behind it, one a line."""
    import msgspec

    from dateline.records import Article, Claim, Event, encode
    from dateline.store.happenings import claims_of, event_of, judgements_of
    from dateline.store.queries import show

    with reading(config, db) as database:
        record = show(database, name)
        claims = record.claims if isinstance(record, Event) else (record.id,)
        found = judgements_of(database, claims) if isinstance(record, (Claim, Event)) else []
        happening = event_of(database, record.id) if isinstance(record, Claim) else None
        door = door_of(database, config=config)
        shown: Article | Event | Told | None
        if isinstance(record, Event):
            cleared = door.event(record, claims_of(database, [record]))
            shown = cleared[0] if cleared else None
        else:
            shown = door.article(record) if isinstance(record, Article) else door.record(record)
    tell_care(door.gate)
    if shown is None:
        print(f"dateline: {name} is held back from files; on a terminal it is shown", file=sys.stderr)
        return 1
    if judgements:
        sys.stdout.writelines(encode(one).decode("utf-8") + "\n" for one in found)
        return 0
    sys.stdout.write(msgspec.json.format(encode(shown), indent=2).decode("utf-8") + "\n")
    if isinstance(record, Event) and not record.id.startswith(name):
        print(f"dateline: {name} went into {record.id}", file=sys.stderr)
    if happening:
        print(f"dateline: in event {happening}; {len(found)} judgements (--judgements shows them)", file=sys.stderr)
    return 0


def run_sql(query: str, *, config: Path | None, db: Path | None, form: TableFormat | None) -> int:
    """Run one query of the user's own on the store, which it cannot change; into a file or a pipe without what gives
    reason for care."""
    from dateline.store.guarded import guard

    with reading(config, db) as database:
        if door_of(database, config=config, for_people=chosen_form(form) is TableFormat.TABLE).obeys:
            guard(database)
        try:
            done = database.connection.execute(query)
            names = [one[0] for one in done.description or ()]
            rows = [dict(zip(names, map(_cell, row), strict=True)) for row in done.fetchmany(MOST_SQL_ROWS)]
            more = done.fetchone() is not None
        except sqlite3.Error as error:
            message = (
                f"the query failed: {error}; the tables are in docs/store.md, nothing can be written, and what gives "
                "reason for care is read as a table on a terminal only")
            raise UnreadableInput(message) from error
    show_rows(rows, form=form, nothing="no rows")
    if more:
        print(f"dateline: only the first {MOST_SQL_ROWS} rows are shown", file=sys.stderr)
    return 0


def _cell(value: object) -> str:
    return "" if value is None else value.hex() if isinstance(value, bytes) else str(value)
