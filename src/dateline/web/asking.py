"""What an address asks: filters by the names that the command line has, an order, a page. Anything else is told in
words (`InputError`), never guessed."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.errors import InputError
from dateline.events.happening import FLAGS
from dateline.export.voices import STAKES
from dateline.store.desk import KEYS, Mark
from dateline.store.filters import Filters, parse_dyad, parse_near

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST: Final = 200
"""Characters of one value."""
PAGE: Final = 50
MOST: Final = 500
"""Rows of a page where nothing is said, and at most."""
WORDS: Final = ("actor", "recipient", "event", "mode", "country", "place", "origin", "stake", "text")
"""Filters that are taken as they stand."""
NAMES: Final = (*WORDS, "dyad", "near", "from", "to", "as-of", "flag", "min-origins", "without-self-reports")
ARTICLE_NAMES: Final = ("from", "to", "text", "as-of")
LIFE_NAMES: Final = ("country", "place", "actor", "from", "to", "origin", "stake")
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z?)?", re.ASCII)


def filters_in(query: Mapping[str, str], names: tuple[str, ...] = NAMES) -> Filters:
    """The filters of a query; raises `InputError` for a value that is none."""
    given = {name: value for name in names if (value := _value(query, name))}
    found: dict[str, Any] = {name: given[name] for name in WORDS if name in given}
    for name, (slot, read) in _READ.items():
        if name in given:
            found[slot] = read(given[name])
    return Filters(**found)


def asked_in(query: Mapping[str, str], names: tuple[str, ...] = NAMES) -> dict[str, str]:
    """The filters as they were given, for forms and addresses."""
    return {name: value for name in names if (value := _value(query, name))}


def _value(query: Mapping[str, str], name: str) -> str:
    """A value by its name, or the name with an underscore."""
    value = (query.get(name) or query.get(name.replace("-", "_")) or "").strip()
    if len(value) > LONGEST:
        message = f"{name}: expected at most {LONGEST} characters, found {len(value)}"
        raise InputError(message)
    return value


def _one_of(value: str, names: tuple[str, ...], what: str) -> str:
    if value not in names:
        message = f"{what}: expected one of {', '.join(names)}, found {value!r}"
        raise InputError(message)
    return value


def _matching(value: str, pattern: re.Pattern[str], what: str) -> str:
    if not pattern.fullmatch(value):
        message = f"{what}: expected 2016-10-19{'' if pattern is DAY else ' or 2016-10-19T18:06'}, found {value!r}"
        raise InputError(message)
    return value


def _number(value: str, what: str, *, most: int) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= most:
        message = f"{what}: expected a whole number from 1 to {most}, found {value!r}"
        raise InputError(message)
    return int(value)


_READ: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "event": ("event", str.upper), "country": ("country", str.upper),
    "stake": ("stake", lambda value: _one_of(value, STAKES, "stake")),
    "flag": ("flag", lambda value: _one_of(value.lower().replace("-", "_"), FLAGS, "flag")),
    "dyad": ("dyad", parse_dyad), "near": ("near", parse_near),
    "from": ("first", lambda value: _matching(value, DAY, "from")),
    "to": ("last", lambda value: _matching(value, DAY, "to")),
    "as-of": ("as_of", lambda value: _matching(value, MOMENT, "as-of")),
    "min-origins": ("min_origins", lambda value: _number(value, "min-origins", most=1000)),
    "without-self-reports": ("without_self_reports", lambda value: value.lower() in {"1", "on", "yes", "true"}),
}


def day_in(query: Mapping[str, str], name: str) -> str | None:
    """A day of the query, `None` where there is none."""
    value = _value(query, name)
    return _matching(value, DAY, name) if value else None


def limit_in(query: Mapping[str, str], *, usual: int = PAGE) -> int:
    """How many rows a page has."""
    value = _value(query, "limit")
    return _number(value, "limit", most=MOST) if value else usual


def sort_in(query: Mapping[str, str], orders: tuple[str, ...]) -> str:
    """The order asked for, else the first."""
    value = _value(query, "sort")
    return _one_of(value, orders, "sort") if value else orders[0]


def cursor_of(mark: Mark | None) -> str | None:
    """A mark as it stands in an address."""
    if mark is None:
        return None
    plain = msgspec.json.encode((mark.as_of, mark.row, mark.value))
    return base64.urlsafe_b64encode(plain).decode("ascii").rstrip("=")


def cursor_in(query: Mapping[str, str], *, sort: str) -> Mark | None:
    """The mark of a query; raises `InputError` for one that we did not give."""
    value = _value(query, "cursor")
    if not value:
        return None
    try:
        plain = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        moment, row, at = msgspec.json.decode(plain, type=tuple[str, int, str | float | None])
    except (msgspec.DecodeError, binascii.Error, ValueError) as error:
        message = "cursor: expected one that this server gave"
        raise InputError(message) from error
    wrong = isinstance(at, str) is not (KEYS[sort][0] == "day") if at is not None else False
    if wrong or not MOMENT.fullmatch(moment):
        message = "cursor: expected one that this server gave for this order"
        raise InputError(message)
    return Mark(moment, row, at)
