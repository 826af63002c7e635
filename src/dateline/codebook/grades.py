"""A grade on the Admiralty scale for each claim, from the user's table: who told it, and, apart, how credible it is.

We ship every source as F (cannot be judged) and every information as 6; the two are never summed up.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from dateline.codebook.reading import convert_row, convert_rows, read_toml, refuse_unknown_tables
from dateline.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.records import Article, Claim

GRADES: Final = Path(__file__).resolve().parent.parent / "data" / "events" / "grades.toml"

Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]


class Grade(Record, frozen=True, kw_only=True):
    """A grade of the Admiralty scale: a source's reliability, and apart from it the information's credibility."""

    source: Reliability
    information: Credibility


class SourceRow(Record, frozen=True, kw_only=True):
    """What a user thinks of an outlet, publisher, agency or speaker; where two rows fit, the first counts."""

    name: str
    source: Reliability
    note: str = ""


class InformationRow(Record, frozen=True, kw_only=True):
    """How credible a user finds what one claim says, whoever told it; `claim` is its id."""

    claim: str
    information: Credibility
    note: str = ""


class Grades(Record, frozen=True, kw_only=True):
    """The user's table: what is not in it has the defaults."""

    default: Grade
    sources: tuple[SourceRow, ...] = ()
    claims: tuple[InformationRow, ...] = ()


def load_grades(file: Path | None = None) -> Grades:
    """The user's table, or ours; raises `ConfigError`."""
    file = file or GRADES
    table = read_toml(file)
    refuse_unknown_tables(table, ("default", "source", "information"), file=file)
    default = convert_row(table.get("default", {"source": "F", "information": "6"}), Grade, file=file, name="default")
    return Grades(
        default=default, sources=convert_rows(table, "source", SourceRow, file=file),
        claims=convert_rows(table, "information", InformationRow, file=file))


def grade_of(claim: Claim, article: Article | None, *, grades: Grades) -> Grade:
    """The source's grade is that of the first voice of the chain that the table has, then of agency, outlet and
    publisher; the information's is the claim's own."""
    by_name = {row.name.casefold(): row.source for row in reversed(grades.sources)}
    by_claim = {row.claim: row.information for row in reversed(grades.claims)}
    rated = (by_name[name.casefold()] for name in _names(claim, article) if name.casefold() in by_name)
    return Grade(
        source=next(rated, grades.default.source),
        information=by_claim.get(claim.id, grades.default.information))


def _names(claim: Claim, article: Article | None) -> Iterator[str]:
    """The names by which the table may have the source of a claim, the origin first."""
    for hop in claim.attribution:
        for speaker in hop.speakers:
            names = (speaker.actor.id, speaker.actor.name) if speaker.actor is not None else ()
            yield from (one for one in (*names, speaker.text) if one)
    if article is not None:
        yield from (one for one in (article.agency, article.outlet, article.publisher) if one)
