"""What may be asked of claims, arrangements, control claims and articles, as conditions with bound values."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from dateline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

Table = Literal["claims", "arrangements", "controls", "articles"]

KM_PER_DEGREE = 111.32
KIND_OF = {"claims": "claim", "arrangements": "arrangement", "controls": "control"}
DOERS = {
    "claims": ("actor",), "controls": ("holder",),
    "arrangements": ("declares", "accepts", "rejects", "denies", "observes"),
}
"""Roles that `actor` asks for in each table; the recipients of an arrangement are its other sides."""
DONE_TO = {"claims": ("recipient",), "controls": ("from_holder",), "arrangements": DOERS["arrangements"]}
WORD = re.compile(r"\w+")
CODE_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A point in degrees and a distance in km."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked; `None` asks nothing.

    `actor` and `recipient` are an actor id, a code (`SYRGOV`), a country (`SYR`) or a name; `dyad` is two of these,
    either way round. `first` and `last` are ISO days, inclusive. `text` is words that the evidence (of an article: its
    text) must hold. `as_of` is a moment of the store in UTC: the answer is what stood then. Records without a day are
    left out where a day is asked for.
    """

    actor: str | None = None
    recipient: str | None = None
    dyad: tuple[str, str] | None = None
    event: str | None = None
    mode: str | None = None
    country: str | None = None
    place: str | None = None
    near: Near | None = None
    first: str | None = None
    last: str | None = None
    origin: str | None = None
    stake: str | None = None
    without_self_reports: bool = False
    text: str | None = None
    as_of: str | None = None


@dataclass(slots=True)
class Where:
    """Conditions that must all hold, with their values."""

    parts: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, part: str, **values: object) -> None:
        """One more condition."""
        self.parts.append(part)
        self.values.update(values)

    @property
    def sql(self) -> str:
        """The conditions as SQL; true where there are none."""
        return " AND ".join(f"({part})" for part in self.parts) or "1"


def where(filters: Filters, table: Table) -> Where:
    """The conditions on one table; raises `InputError` for a question that the table has no column for."""
    found = Where()
    _standing(filters, table, found)
    for name, build in _CONDITIONS.items():
        if getattr(filters, name):
            build(filters, table, found)
    return found


def _standing(filters: Filters, table: Table, found: Where) -> None:
    """What stands now, or stood then."""
    if table == "articles":
        if filters.as_of:
            found.add(
                "added_at <= :as_of AND NOT EXISTS (SELECT 1 FROM articles AS later WHERE later.id = t.replaced_by "
                "AND later.added_at <= :as_of)", as_of=filters.as_of)
        else:
            found.add("replaced_by IS NULL")
    else:
        _told(filters, table, found)


def _told(filters: Filters, table: Table, found: Where) -> None:
    """Records that stand, less those that a person rejected."""
    if table == "claims":
        found.add("rejected = 0")
    if filters.as_of:
        found.add("since <= :as_of AND (until IS NULL OR until > :as_of)", as_of=filters.as_of)
    else:
        found.add("until IS NULL")


def party_condition(who: str, table: Table, *, roles: tuple[str, ...], name: str) -> tuple[str, dict[str, str]]:
    """A condition that one of the parties in these roles is `who`, by the column that its form points to."""
    column = _column_of(who)
    listed = ", ".join(f"'{role}'" for role in roles)
    sql = (
        f"row IN (SELECT record FROM parties WHERE {column} AND kind = '{KIND_OF[table]}' AND role IN ({listed}))"
    ).replace(":who", f":{name}")
    return sql, {name: who}


def _column_of(who: str) -> str:
    """SYR is a country, SYRGOV a code, anything else an id or a name."""
    if who.isupper() and who.isalpha() and len(who) == CODE_LETTERS:
        return "country = :who"
    if who.isupper() and who.isalpha() and len(who) == 2 * CODE_LETTERS:
        return "code = :who"
    return "(actor = :who OR name = :who COLLATE NOCASE)"


def _needs(table: Table, *allowed: Table, name: str) -> None:
    if table not in allowed:
        message = f"{table} cannot be asked by --{name.replace('_', '-')}; it is for {', '.join(allowed)}"
        raise InputError(message)


def _actor(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, "claims", "arrangements", "controls", name="actor")
    sql, values = party_condition(filters.actor or "", table, roles=DOERS[table], name="actor")
    found.add(sql, **values)


def _recipient(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, "claims", "arrangements", "controls", name="recipient")
    sql, values = party_condition(filters.recipient or "", table, roles=DONE_TO[table], name="recipient")
    found.add(sql, **values)


def _dyad(filters: Filters, table: Table, found: Where) -> None:
    """One does it to the other, either way round; of an arrangement both are sides; of a reciprocal act both do it."""
    _needs(table, "claims", "arrangements", "controls", name="dyad")
    left, right = filters.dyad or ("", "")
    parts = []
    values: dict[str, str] = {}
    ways = ((DOERS[table], DONE_TO[table]), (DONE_TO[table], DOERS[table]), (DOERS[table], DOERS[table]))
    for number, (mine, theirs) in enumerate(dict.fromkeys(ways)):
        one, told = party_condition(left, table, roles=mine, name=f"left{number}")
        other, told_too = party_condition(right, table, roles=theirs, name=f"right{number}")
        parts.append(f"({one} AND {other})")
        values |= told | told_too
    found.add(" OR ".join(parts), **values)


def _equal(column: str, *tables: Table) -> Callable[[Filters, Table, Where], None]:
    """A condition that a column has the value asked for."""

    def build(filters: Filters, table: Table, found: Where) -> None:
        _needs(table, *tables, name=column)
        found.add(f"{column} = :{column}", **{column: getattr(filters, column)})

    return build


def _place(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, "claims", "arrangements", "controls", name="place")
    columns = ("place", "admin1", "admin2") if table == "claims" else ("place",)
    named = " UNION ALL ".join(f"SELECT row FROM {table} WHERE {one} = :place COLLATE NOCASE" for one in columns)
    found.add(f"row IN ({named})", place=filters.place)


def _near(filters: Filters, table: Table, found: Where) -> None:
    """Within so many km, its own uncertainty not counted: a box first, then the distance on the sphere."""
    _needs(table, "claims", "arrangements", "controls", name="near")
    near = filters.near
    if near is None:
        return
    height = near.km / KM_PER_DEGREE
    width = min(height / max(math.cos(math.radians(near.latitude)), 0.01), 180.0)
    found.add(
        "latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east AND "
        "acos(min(1.0, sin(radians(latitude)) * sin(radians(:lat)) + cos(radians(latitude)) * cos(radians(:lat)) "
        "* cos(radians(longitude - :lon)))) * 6371.0 <= :km",
        south=near.latitude - height, north=near.latitude + height, west=near.longitude - width,
        east=near.longitude + width, lat=near.latitude, lon=near.longitude, km=near.km)


def _first(filters: Filters, table: Table, found: Where) -> None:
    column = "day" if table == "articles" else "coalesce(last_day, day)"
    found.add(f"day IS NOT NULL AND {column} >= :first", first=filters.first)


def _last(filters: Filters, _table: Table, found: Where) -> None:
    # A month or year sorts before its days: `2016-10` counts as its first day.
    found.add("day <= :last", last=filters.last)


def _origin(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, "claims", "arrangements", "controls", name="origin")
    who = filters.origin or ""
    if who.isupper() and who.isalpha() and len(who) == CODE_LETTERS:
        found.add("origin_code >= :origin AND origin_code < :origin || 'ZZZZ'", origin=who)
    elif who.isupper() and who.isalpha() and len(who) == 2 * CODE_LETTERS:
        found.add("origin_code = :origin", origin=who)
    else:
        found.add("origin = :origin COLLATE NOCASE", origin=who)


def _text(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, "claims", "articles", name="text")
    index = "claim_words" if table == "claims" else "article_words"
    found.add(f"row IN (SELECT rowid FROM {index} WHERE {index} MATCH :text)", text=match_words(filters.text or ""))


def match_words(text: str) -> str:
    """Words as a query that needs all of them; words in double quotes stand together. Never an operator.

    Raises `InputError` where there is no word.
    """
    phrases = re.findall(r'"([^"]*)"|(\S+)', text)
    found = [" ".join(WORD.findall(quoted or word)) for quoted, word in phrases]
    if not any(found):
        message = f"{text!r} has no word to look for"
        raise InputError(message)
    return " ".join(f'"{one}"' for one in found if one)


def _self_reports(_filters: Filters, table: Table, found: Where) -> None:
    _needs(table, "claims", "controls", name="without_self_reports")
    found.add("self_report = 0")


_CONDITIONS: dict[str, Callable[[Filters, Table, Where], None]] = {
    "actor": _actor, "recipient": _recipient, "dyad": _dyad,
    "event": _equal("event", "claims"), "mode": _equal("mode", "claims"),
    "country": _equal("country", "claims", "arrangements", "controls"), "place": _place, "near": _near,
    "first": _first, "last": _last, "origin": _origin,
    "stake": _equal("stake", "claims", "arrangements", "controls"),
    "without_self_reports": _self_reports, "text": _text,
}


def parse_near(value: str) -> Near:
    """`36.2,37.1,50` (degrees, degrees, km) as a point; raises `InputError`."""
    message = f"{value!r} is no point; write LAT,LON,KM in degrees and kilometres, as 36.2,37.16,50"
    try:
        latitude, longitude, km = (float(part) for part in value.split(","))
    except ValueError as error:
        raise InputError(message) from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180 and 0 < km <= 20_040):  # noqa: PLR2004 - degrees, half the equator
        raise InputError(message)
    return Near(latitude, longitude, km)


def parse_dyad(value: str) -> tuple[str, str]:
    """`SYR-RUS`, or two names with " - " between them; raises `InputError`."""
    parts = value.split(" - ") if " - " in value else value.split("-")
    if len(parts) != 2 or not all(part.strip() for part in parts):  # noqa: PLR2004 - a pair
        message = f"{value!r} is no pair; write SYR-RUS, or two names with a dash between blanks"
        raise InputError(message)
    return parts[0].strip(), parts[1].strip()
