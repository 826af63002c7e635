"""What many articles say of arrangements and of control, joined: their ledgers, from the results of single articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.events.arrangements import Report, arrangement_ledger, control_ledger
from dateline.store import lives

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.pipeline.clearing import Door
    from dateline.pipeline.process import Result
    from dateline.records.ledger import ArrangementLife, ControlLife
    from dateline.store import Database


def report_of(result: Result) -> Report:
    """One result as the ledgers take it."""
    return Report(
        article=result.article, arrangements=result.arrangements, controls=result.controls, claims=result.claims)


def publish_arrangements(results: Iterable[Result]) -> tuple[ArrangementLife, ...]:
    """The lives of the arrangements that the articles speak of, in the order in which they were first told."""
    return arrangement_ledger(map(report_of, results))


def publish_control(results: Iterable[Result]) -> tuple[ControlLife, ...]:
    """What the articles say of who holds each place, by name of the place."""
    return control_ledger(map(report_of, results))


def kept_arrangements(
    database: Database, asked: lives.Asked, *, door: Door | None = None,
) -> tuple[ArrangementLife, ...]:
    """The lives of which a record of the store fits, each told by all of its records, or by those that the door lets
    through.

    They are told apart among the arrangements of the same countries, at most `lives.WINDOW_DAYS` before or after.
    """
    wanted = lives.ids_of(database, "arrangements", asked)
    kept = _through(door, lives.beside(database, "arrangements", wanted))
    told = arrangement_ledger(
        Report(article=one.article, arrangements=one.arrangements, controls=one.controls, claims=one.claims)
        for one in kept)
    return tuple(life for life in told if not wanted.isdisjoint((life.id, *life.aliases)))


def kept_control(database: Database, asked: lives.Asked, *, door: Door | None = None) -> tuple[ControlLife, ...]:
    """The ledgers of the places on which a word of the store fits, by name, each with all words on it, or with those
    that the door lets through."""
    wanted = lives.ids_of(database, "controls", asked)
    kept = _through(door, lives.beside(
        database, "controls", wanted, without_self_reports=asked.filters.without_self_reports))
    told = control_ledger(Report(article=one.article, controls=one.controls) for one in kept)
    return tuple(life for life in told if not wanted.isdisjoint((life.id, *life.aliases)))


def _through(door: Door | None, kept: Iterable[lives.Kept]) -> list[lives.Kept]:
    """The same articles with those of their records that may go out."""
    if door is None:
        return list(kept)
    return [
        replace(one, arrangements=tuple(door.records(one.arrangements)), controls=tuple(door.records(one.controls)))
        for one in kept]
