"""What many articles say of arrangements and of control, joined: their ledgers, from the results of single articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events.arrangements import Report, arrangement_ledger, control_ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.pipeline.process import Result
    from dateline.records.ledger import ArrangementLife, ControlLife


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
