"""Sources given on the command line to results, one article at a time, with progress on standard error."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import msgspec

from dateline.export.wording import clean
from dateline.records import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.progress import Progress

    from dateline.config import Settings
    from dateline.pipeline import Result
    from dateline.records import Article


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


def report_issue(issue: Issue) -> None:
    """One line on standard error: which input, what is wrong, what to do."""
    print(f"dateline: {clean(issue.input)}: {issue.reason}: {clean(issue.detail)}", file=sys.stderr)


def usable(results: Iterator[Result | Issue]) -> Iterator[Result]:
    """Only the results; issues are reported on standard error."""
    for result in results:
        if isinstance(result, Issue):
            report_issue(result)
            continue
        for issue in result.issues:
            report_issue(issue)
        if not result.issues:
            yield result


@contextlib.contextmanager
def progress(*, wanted: bool) -> Iterator[Progress]:
    """A count of articles on standard error, shown only where it disturbs nobody."""
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} read"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True, disable=not wanted) as shown:
        shown.add_task("code", total=None)
        yield shown
