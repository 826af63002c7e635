"""Sources given on the command line to results, one article at a time, with progress on standard error."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dateline.export.wording import clean
from dateline.records import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.progress import Progress

    from dateline.config import Settings
    from dateline.config.policy import Policy
    from dateline.pipeline import Result
    from dateline.records import Article

SHOWN_OF_A_KIND = 3
"""Rows of one file with one fault that are told one by one."""


def code_sources(
    sources: Sequence[str], *, config: Path | None, date: str | None, outlet: str | None,
) -> Iterator[Result | Issue]:
    """Read and code each source in turn; an input, or a part of one, that cannot be used comes as an `Issue`."""
    from dateline.config import find_settings

    settings = find_settings(config)
    return _code(sources, settings=settings, date=date, outlet=outlet)


def _code(
    sources: Sequence[str], *, settings: Settings, date: str | None, outlet: str | None,
) -> Iterator[Result | Issue]:
    """The same, once the settings are known to be right; the costly parts are loaded at the first article."""
    from dateline.ingest import Given, read_source
    from dateline.pipeline import load_parts, process

    parts = load_parts(settings)
    given = Given(published=date, outlet=outlet)
    for source in sources:
        for read in read_source(source, given=given, known_outlets=parts.tools.actors.is_outlet):
            if isinstance(read, Issue):
                yield read
            elif len(read.text) > settings.max_chars:
                yield Issue(
                    input=read.uri or source, stage="read", reason="too_long",
                    detail=f"{len(read.text)} characters, more than max_chars = {settings.max_chars}; "
                           "split it, or raise max_chars in dateline.toml",
                )
            else:
                yield process(_with_outlet(read, settings), parts)


def _with_outlet(article: Article, settings: Settings) -> Article:
    """The article with the outlet of the settings where neither page nor caller names one."""
    if article.outlet is not None or settings.outlet is None:
        return article
    return msgspec.structs.replace(article, outlet=settings.outlet)


class IssueLines:
    """Issues as lines on standard error: which input, what is wrong, what to do.

    Of many rows of one file with one fault the first few are shown and the rest counted at the end.
    """

    def __init__(self) -> None:
        self.seen: Counter[tuple[str, str]] = Counter()

    def show(self, issue: Issue) -> None:
        """One line, unless enough of its like were shown."""
        name, row, _ = clean(issue.input).partition(", row ")
        self.seen[name, issue.reason] += 1
        if not row or self.seen[name, issue.reason] <= SHOWN_OF_A_KIND:
            print(f"dateline: {clean(issue.input)}: {issue.reason}: {clean(issue.detail)}", file=sys.stderr)

    def close(self) -> None:
        """Say how many were left out."""
        for (name, reason), count in self.seen.items():
            if count > SHOWN_OF_A_KIND:
                more = count - SHOWN_OF_A_KIND
                print(f"dateline: {name}: {reason}: {more} more rows like these; "
                      "dateline code --only issues lists all", file=sys.stderr)


def usable(results: Iterator[Result | Issue]) -> Iterator[Result]:
    """Only the results; issues are reported on standard error."""
    lines = IssueLines()
    for result in results:
        issues = (result,) if isinstance(result, Issue) else result.issues
        for issue in issues:
            lines.show(issue)
        if not isinstance(result, Issue) and not result.issues:
            yield result
    lines.close()


def leave_out_self_reports(results: Iterator[Result | Issue]) -> Iterator[Result | Issue]:
    """The results without what a party tells of its own success."""
    from dateline.codebook import load_codebook
    from dateline.codebook.self_reports import is_self_report

    codebook = load_codebook()
    for result in results:
        if isinstance(result, Issue):
            yield result
            continue
        yield dataclasses.replace(
            result,
            claims=tuple(one for one in result.claims if not is_self_report(one, codebook=codebook)),
            controls=tuple(one for one in result.controls if not is_self_report(one, codebook=codebook)),
        )


def mark_all(results: Iterator[Result | Issue], *, policy: Policy) -> Iterator[Result | Issue]:
    """The results whole, each record with the tier that the policy gives it: they are the user's own reports."""
    from dateline.export.care import marked

    for result in results:
        if isinstance(result, Issue):
            yield result
            continue
        yield dataclasses.replace(
            result, claims=tuple(marked(one, policy) for one in result.claims),
            arrangements=tuple(marked(one, policy) for one in result.arrangements),
            controls=tuple(marked(one, policy) for one in result.controls))


@contextlib.contextmanager
def progress(*, wanted: bool, words: str = "read", total: int | None = None) -> Iterator[Progress]:
    """A count on standard error, of so many where that is known, shown only where it disturbs nobody."""
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    count = "{task.completed:.0f}" if total is None else "{task.completed:.0f} of {task.total:.0f}"
    columns = (SpinnerColumn(), TextColumn(f"{count} {words}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True, disable=not wanted) as shown:
        shown.add_task(words, total=total)
        yield shown


def read_all(sources: Sequence[str], *, config: Path | None, date: str | None, outlet: str | None) -> list[Result]:
    """The usable results, with a count on standard error while they are made."""
    found = []
    with progress(wanted=sys.stderr.isatty()) as shown:
        for result in usable(code_sources(sources, config=config, date=date, outlet=outlet)):
            found.append(result)
            for task in shown.task_ids:
                shown.advance(task)
    return found
