"""`dateline actors ...`: look up who a name stands for, bring a table of one's own, check a table for faults."""

from __future__ import annotations

import difflib
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import run_quietly
from dateline.cli.choices import iso_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.gazetteer.actor_import import Import
    from dateline.gazetteer.actor_rows import ActorRow
    from dateline.gazetteer.actors import ActorTable

HELP = """Who a name stands for, and tables of your own.

Examples:

  dateline actors lookup "Medvedev" --date 2010-05-01

  dateline actors import my-actors.csv

  dateline actors check
"""
NEAR_NAMES = 5
SHOWN_FAULTS = 20

app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)


@app.command()
def lookup(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as a report writes it.")],
    date: Annotated[str | None, typer.Option(
        "--date", metavar="DATE", callback=iso_date, help="The day of the report; else offices are taken as held.",
    )] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show every row for a name, and which one a report of that day would mean.

    Examples:

      dateline actors lookup "Medvedev" --date 2010-05-01

      dateline actors lookup Kremlin --json
    """
    raise typer.Exit(run_quietly(partial(run_lookup, name, date=date, as_json=as_json, config=context.obj)))


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table, a crosswalk or a PETRARCH dictionary.")],
    data: Annotated[Path | None, typer.Option(
        "--data", metavar="FOLDER", help="Your folder of tables; else the one of the settings, else ./dateline-data.",
    )] = None,
    name: Annotated[str | None, typer.Option("--name", help="Name of the table; else the file's.")] = None,
    last: Annotated[bool | None, typer.Option(
        "--last/--first", help="Ask it only where ours know nothing (dictionaries), or before ours (tables).",
    )] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")] = False,
) -> None:
    """Bring actors of your own: every later run in this folder uses them.

    Takes a CSV table (columns alias, entity, name, country, sector, role, from, to, source, checked; only alias is
    asked for), a crosswalk (column id, and one column for each scheme: ucdp, cow, ...), or an actor or agent
    dictionary in the format of PETRARCH and TABARI.

    Examples:

      dateline actors import my-actors.csv

      dateline actors import Phoenix.Countries.actors.txt --dry-run

      dateline actors import crosswalk.csv --data project/dateline-data
    """
    raise typer.Exit(run_quietly(partial(
        run_import, file, data=data, name=name, last=last, dry_run=dry_run, config=context.obj)))


@app.command()
def check(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(
        metavar="[FILE]", help="A table or dictionary; else the tables in use.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Find the faults of a table: wrong codes, dates that contradict, names that mean two things.

    Exit code 1 where there is an error. Says too which share of the rows was held against a named source.

    Examples:

      dateline actors check

      dateline actors check my-actors.csv --json
    """
    raise typer.Exit(run_quietly(partial(run_check, file, as_json=as_json, config=context.obj)))


def _table(config: Path | None) -> ActorTable:
    """The actor table that the settings give."""
    from dateline.config import find_settings
    from dateline.gazetteer.actors import load_actors

    settings = find_settings(config)
    return load_actors(settings.actors, own=settings.data)


def run_lookup(name: str, *, date: str | None, as_json: bool, config: Path | None) -> int:
    """Show the rows of a name; 1 where there are none."""
    from dateline.gazetteer.actors import alias_key
    from dateline.resolve.tenure import choose

    table = _table(config)
    rows = {row_id: table.rows[row_id] for row_id in table.ids(name) or _rows_otherwise(name, table, date=date)}
    chosen = choose(list(rows.values()), date, hints=frozenset())
    role = table.role_of(name)
    near = [] if rows or role else difflib.get_close_matches(alias_key(name), table.names, n=NEAR_NAMES, cutoff=0.75)
    if as_json:
        sys.stdout.write(json.dumps(_answer(name, date, rows, chosen, table), ensure_ascii=False) + "\n")
    elif rows:
        _show_rows(rows, chosen, date=date, table=table)
    elif role:
        print(f"{name}: a role noun, sector {role[0].sector or 'by the words beside it'}")
    else:
        names = [table.rows[table.names[key][0]].alias for key in near]
        hint = f"; near it: {', '.join(names)}" if names else ""
        print(f"dateline: no table knows {name!r}{hint}", file=sys.stderr)
    return 0 if rows or role else 1


def _rows_otherwise(name: str, table: ActorTable, *, date: str | None) -> tuple[str, ...]:
    """Rows of a name that stands in no table as it is: by title and surname, or in another spelling."""
    from dateline.gazetteer.actors import alias_key
    from dateline.resolve.titled import titled

    words = name.split()
    title = table.role_of(" ".join(words[:-1])) if len(words) > 1 else None
    row = titled(
        alias_key(words[-1]), title[0].word, table=table, day=date, countries=(), former=False,
    ) if title is not None else None
    entity = row.entity if row is not None else table.respelt(name)
    return table.entities[entity] if entity else ()


def _answer(
    name: str, date: str | None, rows: dict[str, ActorRow], chosen: tuple[ActorRow, bool] | None, table: ActorTable,
) -> dict[str, Any]:
    """What `lookup --json` prints."""
    import msgspec

    from dateline.resolve.tenure import sector_after_office

    answer: dict[str, Any] = {"name": name, "date": date, "chosen": None, "rows": []}
    for row_id, row in rows.items():
        answer["rows"].append({"row": row_id, **msgspec.to_builtins(row)})
    role = table.role_of(name)
    if role is not None:
        answer["role_noun"] = {"word": role[0].word, "sector": role[0].sector or None, "plural": role[1]}
    if chosen is not None:
        row, former = chosen
        answer["chosen"] = {
            "id": row.entity, "name": row.name, "country": row.country or None,
            "sector": (sector_after_office(row.sector) if former else row.sector) or None,
            "role": row.role, "former": former, "external": dict(table.external.get(row.entity, {})),
        }
    return answer


def _show_rows(
    rows: dict[str, ActorRow], chosen: tuple[ActorRow, bool] | None, *, date: str | None, table: ActorTable,
) -> None:
    """The rows as a table, the chosen one marked."""
    from rich.table import Table

    from dateline.cli.console import console, plain

    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("", "name", "code", "role", "from", "to", "source", "row"):
        shown.add_column(title)
    for row_id, row in rows.items():
        mark = "*" if chosen is not None and row is chosen[0] else ""
        checked = f"{row.source}, checked {row.checked}" if row.checked else row.source
        cells = (mark, row.name, f"{row.country}{row.sector}", row.role, row.since, row.until, checked, row_id)
        shown.add_row(*map(plain, cells))
    screen = console()
    screen.print(shown)
    if chosen is not None:
        row, former = chosen
        when = f"On {date}" if date else "Without a date"
        ids = ", ".join(f"{scheme} {value}" for scheme, value in table.external.get(row.entity, {}).items())
        office = f"{'former ' if former else ''}{row.role}"
        screen.print(plain(f"{when}: {row.name}, {office} ({row.country}{row.sector}), id {row.entity}"
                           + (f", {ids}" if ids else "")))


def run_import(
    file: Path, *, data: Path | None, name: str | None, last: bool | None, dry_run: bool, config: Path | None,
) -> int:
    """Read a file and write its rows to the user's folder; 1 where nothing in it can be used."""
    from dateline.config import DATA_NAME, find_settings
    from dateline.gazetteer.actor_import import read_import, write_import
    from dateline.gazetteer.actors import load_actors

    settings = find_settings(config)
    found = read_import(file, table=load_actors(settings.actors))
    _complain(file, found)
    if not found.rows:
        print(f"dateline: {file} holds nothing that can be used", file=sys.stderr)
        return 1
    behind = found.form == "petrarch actors" if last is None else last
    folder = data or settings.data or Path.cwd() / DATA_NAME
    what = {"actors": f"{len(found.rows)} names", "roles": f"{len(found.rows)} role nouns",
            "crosswalk": f"ids of {len(found.rows)} actors"}[found.kind]
    if dry_run:
        print(f"{file}: {found.form}, {what}, {len(found.faults)} lines left out; nothing written")
        return 0
    path = write_import(found, folder, stem=name or file.stem, last=behind)
    print(f"{file}: {found.form}, {what} written to {path}")
    if found.kind == "actors":
        print("They are asked " + ("where ours know nothing." if behind else "before ours.")
              + " Remove the file to be rid of them.")
    return 0


def _complain(file: Path, found: Import) -> None:
    """Name the lines that were left out, the first of them in full."""
    for fault in found.faults[:SHOWN_FAULTS]:
        print(f"dateline: {file}, line {fault.line} left out: {fault.reason}", file=sys.stderr)
    if len(found.faults) > SHOWN_FAULTS:
        print(f"dateline: and {len(found.faults) - SHOWN_FAULTS} lines more", file=sys.stderr)


def run_check(file: Path | None, *, as_json: bool, config: Path | None) -> int:
    """Check one file, or the tables in use; 1 where there is an error."""
    from dateline.gazetteer.actor_faults import Fault, find_faults, verified_share
    from dateline.gazetteer.actor_import import read_import
    from dateline.gazetteer.actor_rows import ActorRow

    table = _table(config)
    faults: list[Fault] = []
    rows = dict(table.rows)
    if file is not None:
        found = read_import(file, table=table)
        faults = [Fault("error", f"line {one.line}", one.reason) for one in found.faults]
        rows = {f"{file.stem}:{at}": row for at, row in enumerate(found.rows, start=2) if isinstance(row, ActorRow)}
    faults += find_faults(rows, states=table.states)
    verified, count = verified_share(rows)
    errors = sum(fault.level == "error" for fault in faults)
    if as_json:
        told = [{"level": fault.level, "row": fault.row, "what": fault.what} for fault in faults]
        sys.stdout.write(json.dumps(
            {"rows": count, "verified": verified, "errors": errors, "faults": told}, ensure_ascii=False) + "\n")
    else:
        _show_faults(faults)
        share = verified / count if count else 0.0
        print(f"{count} rows, {errors} errors, {len(faults) - errors} warnings; {verified} rows ({share:.0%}) were "
              "held against a named source, the others are recalled")
    return 1 if errors else 0


def _show_faults(faults: Sequence[Any]) -> None:
    """Faults as a table."""
    from rich.table import Table

    from dateline.cli.console import console, plain

    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("", "row", "what"):
        shown.add_column(title)
    for fault in faults:
        shown.add_row(fault.level, plain(fault.row), plain(fault.what))
    if faults:
        console().print(shown)
