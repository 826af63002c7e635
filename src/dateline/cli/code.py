"""`dateline code`: records as a table for people, or as JSON Lines, JSON or CSV for programs."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from dateline.cli import inputs
from dateline.cli.outgoing import policy_of
from dateline.cli.choices import Format, Only
from dateline.errors import UnreadableInput
from dateline.records import Arrangement, Article, Claim, ControlClaim, Issue, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from rich.progress import Progress

    from dateline.pipeline import Result

    Shown = Article | Claim | Arrangement | ControlClaim | Issue

FORMAT_BY_ENDING = {".csv": Format.CSV, ".json": Format.JSON, ".jsonl": Format.JSONL, ".txt": Format.TABLE}


def run(
    sources: Sequence[str], *, config: Path | None, form: Format | None, date: str | None, outlet: str | None,
    out: Path | None, only: frozenset[Only], without: bool = False,
) -> int:
    """Code the sources and write the records; 1 where no input could be used."""
    chosen = form or _default_format(out)
    results = inputs.code_sources(sources, config=config, date=date, outlet=outlet)
    if without:
        results = inputs.leave_out_self_reports(results)
    results = inputs.mark_all(results, policy=policy_of(config))
    quiet = out is None and sys.stdout.isatty()
    tally = Tally()
    with _target(out) as stream, inputs.progress(wanted=not quiet and sys.stderr.isatty()) as shown:
        _write(chosen, tally.count(results, shown), stream=stream, only=only)
    if out is not None:
        print(f"dateline: {tally.used} of {tally.inputs} articles coded, written to {out}", file=sys.stderr)
    return 0 if tally.used else 1


def _default_format(out: Path | None) -> Format:
    """By the ending of the file, else a table on a terminal and JSON Lines elsewhere."""
    if out is not None:
        return FORMAT_BY_ENDING.get(out.suffix.lower(), Format.JSONL)
    return Format.TABLE if sys.stdout.isatty() else Format.JSONL


class Tally:
    """Counts articles as they go by."""

    def __init__(self) -> None:
        self.inputs = 0
        self.used = 0

    def count(self, results: Iterable[Result | Issue], shown: Progress) -> Iterator[Result | Issue]:
        """Pass results on; issues are reported on standard error and counted as not used."""
        lines = inputs.IssueLines()
        for result in results:
            self.inputs += 1
            issues = (result,) if isinstance(result, Issue) else result.issues
            for issue in issues:
                lines.show(issue)
            self.used += not issues
            for task in shown.task_ids:
                shown.advance(task)
            yield result
        lines.close()


@contextlib.contextmanager
def _target(out: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that takes its name only when it is complete."""
    if out is None:
        yield sys.stdout
        return
    partial = out.with_name(f"{out.name}.part")
    try:
        stream = partial.open("w", encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        message = f"{out}: cannot be written ({error.strerror}); choose another --out"
        raise UnreadableInput(message) from error
    with stream:
        yield stream
    partial.replace(out)


def records_of(result: Result | Issue, only: frozenset[Only]) -> Iterator[Shown]:
    """The records wanted of one result: the article, then what it says."""
    if isinstance(result, Issue):
        if Only.ISSUES in only:
            yield result
        return
    if Only.ARTICLES in only:
        yield result.article
    if Only.CLAIMS in only:
        yield from result.claims
    if Only.ARRANGEMENTS in only:
        yield from result.arrangements
    if Only.CONTROL in only:
        yield from result.controls
    if Only.ISSUES in only:
        yield from result.issues


def _write(form: Format, results: Iterable[Result | Issue], *, stream: TextIO, only: frozenset[Only]) -> None:
    """Write in one of the four forms, article by article as they come."""
    if form is Format.TABLE:
        from dateline.cli.table import write_table

        write_table(results, stream=stream, only=only)
        return
    records = (record for result in results for record in records_of(result, only))
    if form is Format.CSV:
        from dateline.codebook import load_codebook
        from dateline.export import write_csv

        write_csv(records, stream, codebook=load_codebook())
    elif form is Format.JSON:
        _write_json(records, stream)
    else:
        for record in records:
            stream.write(_line(record) + "\n")
            stream.flush()


def _write_json(records: Iterable[Shown], stream: TextIO) -> None:
    """One array; an article's records follow it."""
    opened = "["
    for record in records:
        stream.write(f"{opened}\n{_line(record)}")
        opened = ","
    stream.write("[]\n" if opened == "[" else "\n]\n")


def _line(record: Shown) -> str:
    """One record as JSON on one line."""
    return encode(record).decode("utf-8")
