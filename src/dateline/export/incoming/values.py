"""Cells to values: days, numbers, countries; what cannot be read is `Unreadable` with a reason, never guessed."""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.export.schemas.tables import load_codes, load_countries
from dateline.gazetteer.actor_rows import ActorRow, read_rows
from dateline.gazetteer.fold import fold

if TYPE_CHECKING:
    from dateline.export.schemas.tables import Country

STATES = Path(__file__).parent.parent.parent / "data" / "actors" / "states.csv"
ISO_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
MOST_DEATHS = 100_000_000
LONGEST_NUMBER = 40


class Unreadable(ValueError):
    """A cell that cannot be read: what was expected and what was found."""


def read_day(cell: str, forms: tuple[str, ...]) -> str:
    """A day, month or year as ISO 8601, as fine as the cell; raises `Unreadable`.

    A day in figures with slashes or points is not read unless a form says which figure is the month.
    """
    words = cell.strip()
    for pattern in (ISO_DAY, COMPACT_DAY):
        if match := pattern.fullmatch(words):
            parts = [part for part in match.groups() if part]
            _check_day([int(part) for part in parts], cell)
            return "-".join(parts)
    for form in forms:
        try:
            return dt.datetime.strptime(words, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    message = f"expected a day such as 2016-10-19, found {cell[:40]!r}: say its form in day_forms of a map"
    raise Unreadable(message)


def _check_day(parts: list[int], cell: str) -> None:
    year, month, day = (*parts, 1, 1)[:3]
    try:
        dt.date(year, month, day)
    except ValueError as error:
        message = f"expected a day of the calendar, found {cell[:40]!r}"
        raise Unreadable(message) from error


def read_degrees(cell: str, *, most: float) -> float:
    """Degrees within +-`most`; raises `Unreadable`."""
    value = _number(cell)
    if value is None or abs(value) > most:
        message = f"expected degrees between -{most:g} and {most:g}, found {cell[:40]!r}"
        raise Unreadable(message)
    return value


def read_count(cell: str) -> int:
    """A whole number of people; raises `Unreadable`."""
    value = _number(cell)
    if value is None or value < 0 or value != int(value) or value > MOST_DEATHS:
        message = f"expected a whole number of people, found {cell[:40]!r}"
        raise Unreadable(message)
    return int(value)


def _number(cell: str) -> float | None:
    """A decimal number with a point; `None` for anything else, infinity and words among them."""
    if len(cell) > LONGEST_NUMBER:
        return None
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in cell else None


def country_code(cell: str, *, numbers: str) -> str | None:
    """The alpha-3 code of a country by code, name, or number of a list; `None` where it names none that we know."""
    words = cell.strip()
    if words in load_countries() or words in load_codes().sides["outside"]:
        return words
    if words.isascii() and words.isdigit():
        return _by_number(numbers).get(words.lstrip("0"))
    return _by_name().get(fold(words))


@cache
def _by_number(numbers: str) -> dict[str, str]:
    """Codes by a number of ISO, Gleditsch and Ward, or COW."""
    field = {"iso": "number", "gw": "gw", "cow": "cow"}.get(numbers)
    return {} if field is None else {
        str(getattr(country, field)): country.code for country in load_countries().values()
        if getattr(country, field)
    }


@cache
def _by_name() -> dict[str, str]:
    """Codes by folded name: those of our country table, then those of the state table."""
    found: dict[str, str] = {}
    for _, row in read_rows(STATES, ActorRow):
        if row.role == "name" and row.country:
            found.setdefault(fold(row.alias), row.country)
    own: dict[str, Country] = {fold(country.name): country for country in load_countries().values()}
    return found | {name: country.code for name, country in own.items()}
