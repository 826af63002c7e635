"""Ways that are told beside a pause and end with it: "during the pause, residents may leave by two roads"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.records.ledger import ArrangementLife

CARRYING, CARRIED = "truce", "passage"
"""Families: what opens ways, and the ways."""


def carried(lives: Sequence[ArrangementLife], families: Sequence[str]) -> tuple[ArrangementLife, ...]:
    """Lives in which a way without a window of its own has that of the truce of the same makers, in the same reports.

    It is named in `carried_by`; past its end nothing is known of the way. Of several the one told with it most often.
    """
    by_article: dict[str, list[int]] = {}
    for at, (life, family) in enumerate(zip(lives, families, strict=True)):
        if family == CARRYING and life.direction == "grants" and any(one.end for one in life.windows):
            for article in life.articles:
                by_article.setdefault(article, []).append(at)
    return tuple(
        _with_window(life, [lives[at] for article in life.articles for at in by_article.get(article, ())])
        if family == CARRIED and life.direction == "grants" and not life.windows else life
        for life, family in zip(lives, families, strict=True)
    )


def _with_window(life: ArrangementLife, beside: list[ArrangementLife]) -> ArrangementLife:
    """The way with the windows of its pause, where a party of its own made one."""
    makers = {party.party for party in life.parties if party.roles}
    fitting = [one for one in beside if makers & {party.party for party in one.parties if party.roles}]
    if not fitting:
        return life
    best = max(fitting, key=lambda one: (fitting.count(one), one.id))
    windows = tuple(msgspec.structs.replace(window, parties=()) for window in best.windows)
    return msgspec.structs.replace(life, windows=windows, carried_by=best.id)
