"""The commands and their options. What they do stands in one module each, imported only when the command runs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli import run_quietly
from dateline.cli.actors import app as actors_app
from dateline.cli.arrangements import add_lives
from dateline.cli.batch import batch, load
from dateline.cli.choices import AccountFormat, Format, Kind, Only, TableFormat, VerdictName, iso_date
from dateline.cli.evaluate import app as evaluate_app
from dateline.cli.exchanging import add_exchange
from dateline.cli.filtering import parameter
from dateline.cli.places import app as places_app
from dateline.cli.plots import add_plots
from dateline.cli.plots import app as plots_app
from dateline.cli.policy import app as policy_app
from dateline.cli.questions import add_questions
from dateline.cli.redact import app as redact_app
from dateline.cli.serve import serve

HELP = """Turn news reports into sourced, dated, located records of what they say happened.

A record says what a report SAYS, not what happened.

A SOURCE is a text file, an HTML file, a JSONL or CSV table of articles, a feed, a web archive, a folder, `-` for
standard input, or a URL.

Examples:

  dateline code report.txt

  dateline code reports/ --out records.jsonl

  dateline brief report.txt
"""

app = typer.Typer(
    name="dateline", help=HELP, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(evaluate_app, name="evaluate")
app.add_typer(places_app, name="places")
app.add_typer(actors_app, name="actors")
add_lives(app)
app.add_typer(policy_app, name="policy")
app.add_typer(redact_app, name="redact")
app.command()(batch)
app.command()(load)
app.command()(serve)

Sources = Annotated[list[str], typer.Argument(metavar="SOURCE", help="Reports to read; `-` is standard input.")]
Source = Annotated[str, typer.Argument(metavar="SOURCE", help="The report to read; `-` is standard input.")]
Date = Annotated[str | None, typer.Option(
    "--date", metavar="DATE", callback=iso_date,
    help="Day of publication where the page prints none: 2016-10-19 or 2016-10-19T18:06.")]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Outlet where the page names none.")]
WithoutSelfReports = Annotated[bool, typer.Option(
    "--without-self-reports", help="Leave out deeds that their own actor tells of himself, and ground that its holder "
    "says it holds or took.")]
Counts = Annotated[TableFormat | None, typer.Option(
    "--format", help="table is for people; by default table on a terminal, jsonl otherwise.")]
AllRows = Annotated[bool, typer.Option("--all", help="Every row of the table.")]


def _show_version(*, value: bool) -> None:
    """Print the version and stop."""
    if value:
        print(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _start(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(
        "--config", metavar="FILE", help="Settings file; else dateline.toml of the working folder.")] = None,
    version: Annotated[bool, typer.Option(  # noqa: ARG001 - typer calls back before the command runs
        "--version", help="Print the version and stop.", is_eager=True,
        callback=lambda value: _show_version(value=value))] = False,
) -> None:
    context.obj = config


@app.command()
def code(
    context: typer.Context,
    sources: Sources,
    form: Annotated[Format | None, typer.Option(
        "--format", help="table is for people; by default table on a terminal, jsonl otherwise.")] = None,
    date: Date = None,
    outlet: Outlet = None,
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FILE", help="Write here; .csv and .json choose that format.")] = None,
    only: Annotated[list[Only] | None, typer.Option("--only", help="Only these records; may be given again.")] = None,
    without: WithoutSelfReports = False,
) -> None:
    """Code reports: what each says happened, on whose word.

    Examples:

      dateline code report.txt

      dateline code report.txt --date 2016-10-19 --outlet "Radio Coast"

      dateline code articles.jsonl --out records.jsonl

      cat report.txt | dateline code - --format jsonl --only arrangements

      dateline code report.txt --without-self-reports
    """
    from dateline.cli.code import run

    wanted = frozenset(only or Only)
    raise typer.Exit(run_quietly(partial(
        run, sources, config=context.obj, form=form, date=date, outlet=outlet, out=out, only=wanted, without=without)))


@app.command()
def brief(
    context: typer.Context,
    source: Source,
    date: Date = None,
    outlet: Outlet = None,
    everything: Annotated[bool, typer.Option("--all", help="Every line, even if it is more than a screen.")] = False,
    without: WithoutSelfReports = False,
) -> None:
    """Show one report on one screen, by how it is told.

    Told as done, promised or planned, said to be in force, disputed, denied; each line with its speaker.

    Examples:

      dateline brief report.txt

      dateline brief report.txt --date 2016-10-19 --all
    """
    from dateline.cli.brief import run

    raise typer.Exit(run_quietly(partial(
        run, source, config=context.obj, date=date, outlet=outlet, everything=everything, without=without)))


@app.command()
def account(
    context: typer.Context,
    source: Source,
    form: Annotated[AccountFormat, typer.Option("--format", help="table for people, json for programs.")] = (
        AccountFormat.TABLE),
    date: Date = None,
    outlet: Outlet = None,
) -> None:
    """Account for every line of a page.

    Furniture, claim, arrangement, control, background, or nothing coded and why: nothing passes silently.

    Examples:

      dateline account report.txt

      dateline account page.html --format json
    """
    from dateline.cli.account import run

    raise typer.Exit(run_quietly(partial(run, source, config=context.obj, form=form, date=date, outlet=outlet)))


@app.command()
def explain(
    context: typer.Context,
    source: Source,
    claim: Annotated[str | None, typer.Option(
        "--claim", metavar="ID", help="Only the record with this id, or with an id that begins so.")] = None,
    date: Date = None,
    outlet: Outlet = None,
) -> None:
    """Explain where each value of a record comes from.

    The words, the rule or model, and how each actor, place and date was resolved.

    Examples:

      dateline explain report.txt

      dateline explain report.txt --claim c-3f2a
    """
    from dateline.cli.explain import run

    raise typer.Exit(run_quietly(partial(run, source, config=context.obj, claim=claim, date=date, outlet=outlet)))


@app.command()
def labels(
    context: typer.Context,
    sources: Sources,
    form: Counts = None,
    plot: Annotated[Path | None, typer.Option(
        "--plot", metavar="FILE", help="Draw the counts; .png, .svg or .html.")] = None,
    everything: AllRows = False,
    date: Date = None,
    outlet: Outlet = None,
) -> None:
    """Show whose voice calls whom what, counted by outlet.

    Loaded words for parties ("rebels", "terrorists", "regime", "martyrs") in all that is read of the reports, and
    whether they are the outlet's own words or those of somebody it quotes.

    Examples:

      dateline labels reports/

      dateline labels reports/ --format csv --plot labels.svg
    """
    from dateline.cli.voices import run_labels

    raise typer.Exit(run_quietly(partial(
        run_labels, sources, config=context.obj, date=date, outlet=outlet, form=form, plot=plot,
        everything=everything)))


Db = Annotated[Path | None, typer.Option(
    "--db", metavar="FILE", help="The store; else that of the settings, else news.db in your data folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON for programs instead of a table.")]


@app.command()
def ingest(
    context: typer.Context,
    sources: Sources,
    db: Db = None,
    date: Date = None,
    outlet: Outlet = None,
) -> None:
    """Code reports and keep all that they tell in the store.

    What the store has already is passed over; a newer dateline codes it anew and keeps what stood before. An
    interrupted run is taken up by giving the same sources again.

    Examples:

      dateline ingest reports/ --db news.db

      dateline ingest articles.jsonl page.html https://example.org/report
    """
    from dateline.cli.store import run_ingest

    raise typer.Exit(run_quietly(partial(
        run_ingest, sources, config=context.obj, db=db, date=date, outlet=outlet)))


@app.command()
def status(context: typer.Context, db: Db = None, as_json: AsJson = False) -> None:
    """Show what the store holds, what became of every input, and what was read of each outlet.

    Examples:

      dateline status --db news.db

      dateline status --json
    """
    from dateline.cli.store import run_status

    raise typer.Exit(run_quietly(partial(run_status, config=context.obj, db=db, as_json=as_json)))


@app.command()
def diff(
    context: typer.Context,
    since: Annotated[str, typer.Option(
        "--since", metavar="TIME", help="A day or moment in UTC: 2026-11-23 or 2026-11-23T18:06.")],
    until: Annotated[str | None, typer.Option("--until", metavar="TIME", help="Up to then; else up to now.")] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Show the records gained, lost and changed in the store between two moments.

    After an update of dateline: ingest the same sources again, then look at what the new version reads otherwise.

    Examples:

      dateline diff --since 2026-11-23 --db news.db

      dateline diff --since 2026-11-01 --until 2026-11-23 --json
    """
    from dateline.cli.store import run_diff

    raise typer.Exit(run_quietly(partial(
        run_diff, config=context.obj, db=db, since=since, until=until, as_json=as_json)))


SHARED = (parameter("form", Counts, None), parameter("db", Db, None))
add_questions(app, shared=SHARED)
add_plots(db=SHARED[1])
app.add_typer(plots_app, name="plot")
add_exchange(app)


@app.command()
def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="All must stand there; in double quotes: together.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 20,
    form: Counts = None,
    db: Db = None,
) -> None:
    """Search the words of the articles in the store, the best first.

    Examples:

      dateline search "Aleppo corridor"

      dateline search '"humanitarian pause" Castello' --format jsonl
    """
    from dateline.cli.query import run_search

    raise typer.Exit(run_quietly(partial(run_search, words, config=context.obj, db=db, limit=limit, form=form)))


@app.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(
        metavar="ID", help="An id, or its beginning; a former id of an event, too.")],
    judgements: Annotated[bool, typer.Option(
        "--judgements", help="Instead the judgements behind a claim or an event, superseded ones too.")] = False,
    db: Db = None,
) -> None:
    """Print one record, event or article of the store as JSON.

    Examples:

      dateline show c-3f2a

      dateline show e-3f2a --judgements

      dateline show a-91bd --db news.db
    """
    from dateline.cli.query import run_show

    raise typer.Exit(run_quietly(partial(run_show, name, config=context.obj, db=db, judgements=judgements)))


@app.command()
def sql(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT; the store cannot be changed by it.")],
    form: Counts = None,
    db: Db = None,
) -> None:
    """Ask the store in SQL, for reading only.

    Examples:

      dateline sql "SELECT event, count(*) FROM claims WHERE until IS NULL GROUP BY event"
    """
    from dateline.cli.query import run_sql

    raise typer.Exit(run_quietly(partial(run_sql, query, config=context.obj, db=db, form=form)))


@app.command()
def release(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Letters, digits, dots and dashes: 2026-11.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write it.")] = Path("releases"),
    db: Db = None,
) -> None:
    """Hand out a frozen, citable copy of the store.

    Three files: the store as it stands, the meaning of every column, and a note with version, hash, counts and what
    changed since the last release. A release never changes.

    Examples:

      dateline release 2026-11 --db news.db

      dateline release draft-1 --out drafts
    """
    from dateline.cli.store import run_release

    raise typer.Exit(run_quietly(partial(run_release, name, config=context.obj, db=db, out=out)))


ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim, or its beginning.")]
Maker = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; else your user name.")]
Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="Why, for whoever reads it later.")]


@app.command()
def correct(
    context: typer.Context,
    claim: ClaimId,
    event: Annotated[str | None, typer.Option("--event", metavar="EVENT", help="PLOVER event.")] = None,
    mode: Annotated[str | None, typer.Option("--mode", metavar="MODE", help="PLOVER mode.")] = None,
    cameo: Annotated[str | None, typer.Option("--cameo", metavar="CODE", help="CAMEO code.")] = None,
    actor: Annotated[list[str] | None, typer.Option(
        "--actor", metavar="WHO", help="Who did it: SYRGOV, SYR or a name; again for several.")] = None,
    recipient: Annotated[list[str] | None, typer.Option(
        "--recipient", metavar="WHO", help="To whom it was done; again for several.")] = None,
    place: Annotated[str | None, typer.Option(
        "--place", metavar="NAME", help='Place of the act as the index knows it: "Aleppo", "Tripoli, LBN".')] = None,
    day: Annotated[str | None, typer.Option("--day", metavar="DATE", help="Day of the act.", callback=iso_date)] = None,
    polarity: Annotated[str | None, typer.Option("--polarity", metavar="+|-", help="- for a denied act.")] = None,
    certainty: Annotated[str | None, typer.Option(
        "--certainty", metavar="WORD", help="certain, probable, possible or unspecified.")] = None,
    temporal: Annotated[str | None, typer.Option(
        "--temporal", metavar="WORD", help="past, ongoing, future or historical.")] = None,
    stake: Annotated[str | None, typer.Option("--stake", metavar="STAKE", help="The origin's stake.")] = None,
    note: Note = "",
    maker: Maker = None,
    db: Db = None,
) -> None:
    """Correct slots of a claim in the store; the correction survives every re-run.

    Examples:

      dateline correct c-3f2a --event COERCE --mode restrict --note "a checkpoint, not an attack"

      dateline correct c-3f2a --place "Tripoli, LBN" --day 2016-10-19
    """
    from dateline.cli.review import run_review

    given = {
        "event": event, "mode": mode, "cameo": cameo, "actor": actor, "recipient": recipient, "place": place,
        "day": day, "polarity": polarity, "certainty": certainty, "temporal": temporal, "stake": stake,
    }
    raise typer.Exit(run_quietly(partial(
        run_review, claim, action="correct", config=context.obj, db=db, maker=maker, note=note, given=given)))


@app.command()
def reject(context: typer.Context, claim: ClaimId, note: Note = "", maker: Maker = None, db: Db = None) -> None:
    """Reject a claim: it stays in the store, marked, and is told no more, whatever later runs say.

    Examples:

      dateline reject c-3f2a --note "a film"
    """
    from dateline.cli.review import run_review

    raise typer.Exit(run_quietly(partial(
        run_review, claim, action="reject", config=context.obj, db=db, maker=maker, note=note)))


@app.command()
def confirm(context: typer.Context, claim: ClaimId, note: Note = "", maker: Maker = None, db: Db = None) -> None:
    """Say that a claim is what the report says; takes back a rejection.

    Examples:

      dateline confirm c-3f2a
    """
    from dateline.cli.review import run_review

    raise typer.Exit(run_quietly(partial(
        run_review, claim, action="confirm", config=context.obj, db=db, maker=maker, note=note)))


@app.command()
def judge(
    context: typer.Context,
    left: Annotated[str, typer.Argument(metavar="LEFT", help="The id of a claim or event, or its beginning.")],
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="Another one.")],
    verdict: Annotated[VerdictName, typer.Argument(
        metavar="VERDICT", help="same, different, or unsure: then the rule decides.")],
    note: Note = "",
    maker: Maker = None,
    db: Db = None,
) -> None:
    """Say whether two claims, or two events, are one happening; this outranks the rule and survives every re-run.

    Your earlier judgement of the two is superseded; to undo one, judge anew.

    Examples:

      dateline judge c-3f2a c-91bd same --note "two wires on one strike"

      dateline judge e-3f2a e-91bd different
    """
    from dateline.cli.happenings import run_judge

    raise typer.Exit(run_quietly(partial(
        run_judge, left, right, verdict.value, config=context.obj, db=db, maker=maker, note=note)))


@app.command()
def link(
    context: typer.Context,
    whole: Annotated[bool, typer.Option(
        "--whole", help="Then cluster everything anew, as if all had come at once; a release does so, too.")] = False,
    db: Db = None,
) -> None:
    """Link into events what waits for it: what an earlier version of dateline kept, or a run that was killed.

    `dateline ingest` links what it keeps.

    Examples:

      dateline link --db news.db

      dateline link --whole
    """
    from dateline.cli.happenings import run_link

    raise typer.Exit(run_quietly(partial(run_link, config=context.obj, db=db, whole=whole)))


@app.command()
def schema(
    kind: Annotated[Kind | None, typer.Argument(metavar="[KIND]", help="One kind of record; else all.")] = None,
) -> None:
    """Print the JSON Schema of the records.

    Examples:

      dateline schema

      dateline schema claim
    """
    from dateline.cli.schema import run

    raise typer.Exit(run_quietly(partial(run, kind)))
