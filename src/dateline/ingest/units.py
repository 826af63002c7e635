"""A unit is one report's worth of a source (a file, a row, a page of an archive), not yet read.

It is a call without arguments that gives `Article`s and `Issue`s. Its raw bytes are at hand and the costly work (HTML,
labels, language) is in the call, so that units can be counted, passed over and read by different workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from dateline.records import Article, Issue

Results = Iterator[Article | Issue]
Unit = Callable[[], Results]
KnownOutlets = Callable[[str], bool] | None


def read_units(units: Iterable[Unit]) -> Results:
    """Everything that the units give, in order."""
    for unit in units:
        yield from unit()


def one(result: Article | Issue) -> Unit:
    """A unit of which is known already what it gives."""
    return partial(_given, result)


def later(read: Callable[[], Article | Issue]) -> Unit:
    """A unit that gives one result, made when it is asked for."""
    return partial(_made, read)


def issue(name: str, reason: str, detail: str) -> Unit:
    """A unit that cannot be used."""
    return one(Issue(input=name, stage="ingest", reason=reason, detail=detail))


def _given(result: Article | Issue) -> Results:
    yield result


def _made(read: Callable[[], Article | Issue]) -> Results:
    yield read()
