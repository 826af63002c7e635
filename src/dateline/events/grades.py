"""A grade on the Admiralty scale for each claim, from the user's table: who told it, and how credible it is.

We ship every source as F (cannot be judged) and every information as 6; the two are rated apart, and never summed up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events.tables import Grade, Grades, load_grades

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.records import Article, Claim


def grade_of(claim: Claim, article: Article | None, *, grades: Grades) -> Grade:
    """The grade of the first voice of the chain that the table has, then of agency, outlet and publisher."""
    rows = {row.name.casefold(): row for row in reversed(grades.sources)}
    for name in _names(claim, article):
        row = rows.get(name.casefold())
        if row is not None:
            return Grade(source=row.source, information=grades.default.information)
    return grades.default


def _names(claim: Claim, article: Article | None) -> Iterator[str]:
    """The names by which the table may have the source of a claim, the origin first."""
    for hop in claim.attribution:
        for speaker in hop.speakers:
            names = (speaker.actor.id, speaker.actor.name) if speaker.actor is not None else ()
            yield from (one for one in (*names, speaker.text) if one)
    if article is not None:
        yield from (one for one in (article.agency, article.outlet, article.publisher) if one)


def read_grades(file: Path | None = None) -> Grades:
    """The user's table, or ours; raises `ConfigError`."""
    return load_grades() if file is None else load_grades(file)
