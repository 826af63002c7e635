"""`dateline redact` and `dateline redact list`: a name, a span or an article out of the store for good."""

from __future__ import annotations

import getpass
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import run_quietly
from dateline.cli.choices import TableFormat  # noqa: TC001 - typer reads it

if TYPE_CHECKING:
    from dateline.store.redacting import Redaction

HELP = """Take a person's name, words of an article or a whole article out of the store, for good.

Words become blocks of the same length in texts, titles, records, older versions, reviews and indexes; of an article all
that it tells goes, and it never comes back. What is read later is treated the same way. The log says who, when and why,
never the words. What was exported or released before cannot be called back.

Examples:

  dateline redact --person "Amal Haddad" --note "asked by her family"

  dateline redact --article a-91bd0c2f11aa4e07 --dry-run

  dateline redact --span a-91bd0c2f11aa4e07 120 144

  dateline redact list
"""
app = typer.Typer(help=HELP, rich_markup_mode=None, invoke_without_command=True)

Db = Annotated[Path | None, typer.Option(
    "--db", metavar="FILE", help="The store; else that of the settings, else news.db in your data folder.")]


@app.callback(invoke_without_command=True, help=HELP)
def redact(
    context: typer.Context,
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="The whole name of a person.")] = None,
    article: Annotated[str | None, typer.Option("--article", metavar="ID", help="The id of an article.")] = None,
    span: Annotated[tuple[str, int, int] | None, typer.Option(
        "--span", metavar="ARTICLE START END", help="Words of an article, from one character up to another.")] = None,
    note: Annotated[str, typer.Option("--note", help="Why; the words themselves are left out of it.")] = "",
    maker: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who does it; else the user.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would go.")] = False,
    db: Db = None,
) -> None:
    """Take words or an article out of the store."""
    if context.invoked_subcommand is not None:
        return
    if sum(one is not None for one in (person, article, span)) != 1:
        message = "give one of --person, --article and --span"
        raise typer.BadParameter(message)
    raise typer.Exit(run_quietly(partial(
        run_redact, person=person, article=article, span=span, note=note, maker=maker or getpass.getuser(),
        dry_run=dry_run, config=context.find_root().obj, db=db)))


@app.command("list")
def show_log(
    context: typer.Context,
    form: Annotated[TableFormat | None, typer.Option(
        "--format", help="table is for people; by default table on a terminal, jsonl otherwise.")] = None,
    db: Db = None,
) -> None:
    """Show what was taken down, when, by whom and why; never the words.

    Examples:

      dateline redact list --format csv
    """
    raise typer.Exit(run_quietly(partial(run_list, form=form, config=context.find_root().obj, db=db)))


def run_redact(
    *, person: str | None, article: str | None, span: tuple[str, int, int] | None, note: str, maker: str,
    dry_run: bool, config: Path | None, db: Path | None,
) -> int:
    """Take it down, link anew what hung together with it, and say how much went; 1 where nothing was found."""
    from dateline.cli.happenings import linker_of
    from dateline.config.settings import find_settings, store_file
    from dateline.store import open_store
    from dateline.store.redacting import redact_person, redact_span, take_down

    settings = find_settings(config)
    with open_store(db or store_file(settings), create=False) as database:
        done: Redaction
        if person is not None:
            done = redact_person(database, person, maker=maker, note=note, dry_run=dry_run)
        elif span is not None:
            done = redact_span(database, *span, maker=maker, note=note, dry_run=dry_run)
        else:
            done = take_down(database, article or "", maker=maker, note=note, dry_run=dry_run)
        if not dry_run:
            linker_of(database, settings).link_waiting()
    what = "records" if done.kind == "article" else "places"
    told = "would go" if dry_run else "are gone; earlier exports and releases still have them"
    print(f"dateline: {done.places} {what} in {done.articles} articles {told}", file=sys.stderr)
    return 0 if done.articles else 1


def run_list(*, form: TableFormat | None, config: Path | None, db: Path | None) -> int:
    """Show the log of what was taken down."""
    from dateline.cli.query import reading, show_rows
    from dateline.store.redacting import redactions

    with reading(config, db) as database:
        rows = [
            {"at": one.at, "kind": one.kind, "article": one.article or "", "articles": str(one.articles),
             "places": str(one.places), "by": one.maker, "note": one.note}
            for one in redactions(database)]
    show_rows(rows, form=form, nothing="nothing was taken down")
    return 0
