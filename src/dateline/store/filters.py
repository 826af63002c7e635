"""What may be asked of claims, events, arrangements, control claims and articles, as conditions with bound values.

An event fits where any of its claims says so; its day and its point are those that most of its claims give.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.errors import InputError

Table = Literal["claims", "events", "arrangements", "controls", "articles"]

KM_PER_DEGREE = 111.32
TOLD: tuple[Table, ...] = ("claims", "events", "arrangements", "controls")
"""Tables of what articles tell."""
KIND_OF = {"claims": "claim", "events": "event", "arrangements": "arrangement", "controls": "control"}
DOERS = {
    "claims": ("actor",), "events": ("actor",), "controls": ("holder",),
    "arrangements": ("declares", "accepts", "rejects", "denies", "observes"),
}
"""Roles that `actor` asks for in each table; the recipients of an arrangement are its other sides."""
DONE_TO = {
    "claims": ("recipient",), "events": ("recipient",), "controls": ("from_holder",),
    "arrangements": DOERS["arrangements"],
}
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
    left out where a day is asked for. `flag` and `min_origins` are those of an event; of claims they ask for those
    whose event has them.
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
    flag: str | None = None
    min_origins: int | None = None


Probe = Callable[[str, Mapping[str, Any]], bool]
"""Whether a query with its values gives so many rows that going through all records in order is quicker."""


@dataclass(slots=True)
class Where:
    """Conditions that must all hold, with their values."""

    parts: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    probe: Probe | None = None

    def add(self, part: str, **values: object) -> None:
        """One more condition."""
        self.parts.append(part)
        self.values.update(values)

    def add_rows(self, rows: str, check: str, *, key: str = "row", **values: object) -> None:
        """That `key` is among the answers of a query; where these are a crowd, that `check` holds for each record."""
        crowd = self.probe is not None and self.probe(rows, {**self.values, **values})
        self.add(f"EXISTS ({check})" if crowd else f"{key} IN ({rows})", **values)

    @property
    def sql(self) -> str:
        """The conditions as SQL; true where there are none."""
        return " AND ".join(f"({part})" for part in self.parts) or "1"


def where(filters: Filters, table: Table, *, probe: Probe | None = None) -> Where:
    """The conditions on one table, which must be called `t` in the query; raises `InputError` for a question that the
    table has no column for. Without a probe every condition is taken for one that few records fulfil."""
    found = Where(probe=probe)
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
    found.add(standing(filters), **({"as_of": filters.as_of} if filters.as_of else {}))


def standing(filters: Filters, table: str = "") -> str:
    """The condition that a version stands, or stood at the moment asked for; `table` is put before its columns."""
    since, until = (f"{table}.{one}" if table else one for one in ("since", "until"))
    return f"{since} <= :as_of AND ({until} IS NULL OR {until} > :as_of)" if filters.as_of else f"{until} IS NULL"


def party_rows_of(who: str, table: Table, *, roles: tuple[str, ...], name: str) -> tuple[str, str]:
    """The rows of records of which one of the parties in these roles is `who`, by the columns that its form points to,
    and the check of one record; `name` is that of the bound value."""
    among, columns = _among(table, roles), _columns_of(who, name)
    rows = " UNION ALL ".join(f"SELECT record FROM parties AS p WHERE {column} AND {among}" for column in columns)
    return rows, f"SELECT 1 FROM parties AS p WHERE {among} AND p.record = t.row AND ({' OR '.join(columns)})"


def _among(table: Table, roles: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{role}'" for role in roles)
    return f"p.kind = '{KIND_OF[table]}' AND p.role IN ({listed})"


def _columns_of(who: str, name: str) -> tuple[str, ...]:
    """SYR is a country, SYRGOV a code, anything else an id or a name; each as a condition on the value of that name."""
    if who.isupper() and who.isalpha() and len(who) == CODE_LETTERS:
        return (f"p.country = :{name}",)
    if who.isupper() and who.isalpha() and len(who) == 2 * CODE_LETTERS:
        return (f"p.code = :{name}",)
    return (f"p.actor = :{name}", f"p.name = :{name} COLLATE NOCASE")


def _needs(table: Table, *allowed: Table, name: str) -> None:
    if table not in allowed:
        message = f"{table} cannot be asked by --{name.replace('_', '-')}; it is for {', '.join(allowed)}"
        raise InputError(message)


def _actor(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, *TOLD, name="actor")
    who = filters.actor or ""
    found.add_rows(*party_rows_of(who, table, roles=DOERS[table], name="actor"), actor=who)


def _recipient(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, *TOLD, name="recipient")
    who = filters.recipient or ""
    found.add_rows(*party_rows_of(who, table, roles=DONE_TO[table], name="recipient"), recipient=who)


def _dyad(filters: Filters, table: Table, found: Where) -> None:
    """One does it to the other, either way round; of an arrangement both are sides; of a reciprocal act both do it."""
    _needs(table, *TOLD, name="dyad")
    left, right = filters.dyad or ("", "")
    ways = dict.fromkeys((
        (DOERS[table], DONE_TO[table]), (DONE_TO[table], DOERS[table]), (DOERS[table], DOERS[table])))
    rows: list[str] = []
    checks: list[str] = []
    for mine, theirs in ways:
        _, one = party_rows_of(left, table, roles=mine, name="left")
        _, other = party_rows_of(right, table, roles=theirs, name="right")
        beside = other.replace("p.", "o.").replace("AS p", "AS o").replace("t.row", "p.record")
        rows.extend(
            f"SELECT record FROM parties AS p WHERE {column} AND {_among(table, mine)} AND EXISTS ({beside})"
            for column in _columns_of(left, "left"))
        checks.append(f"SELECT 1 WHERE EXISTS ({one}) AND EXISTS ({other})")
    found.add_rows(" UNION ALL ".join(rows), " UNION ALL ".join(checks), left=left, right=right)


def _equal(column: str, *tables: Table) -> Callable[[Filters, Table, Where], None]:
    """A condition that a column has the value asked for."""

    def build(filters: Filters, table: Table, found: Where) -> None:
        _needs(table, *tables, name=column)
        value = {column: getattr(filters, column)}
        if table == "events":
            found.add_rows(*_any_value(column), **value)
        else:
            found.add(f"{column} = :{column}", **value)

    return build


def _any_value(slot: str) -> tuple[str, str]:
    """The events of which any claim gives a value, and the check of one; it is bound by the name of the slot."""
    given = f"FROM event_values WHERE slot = '{slot}' AND value = :{slot}"
    return f"SELECT event {given}", f"SELECT 1 {given} AND event = t.row"


def _place(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, *TOLD, name="place")
    if table == "events":
        found.add_rows(*_any_value("place"), place=filters.place)
        return
    columns = ("place", "admin1", "admin2") if table == "claims" else ("place",)
    named = " UNION ALL ".join(f"SELECT row FROM {table} WHERE {one} = :place COLLATE NOCASE" for one in columns)
    found.add(f"row IN ({named})", place=filters.place)


def _near(filters: Filters, table: Table, found: Where) -> None:
    """Within so many km, its own uncertainty not counted: a box first, then the distance on the sphere."""
    _needs(table, *TOLD, name="near")
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
    _needs(table, *TOLD, name="origin")
    who = filters.origin or ""
    if table == "events":
        found.add_rows(*party_rows_of(who, table, roles=("origin",), name="origin"), origin=who)
        return
    if who.isupper() and who.isalpha() and len(who) == CODE_LETTERS:
        found.add("origin_code >= :origin AND origin_code < :origin || 'ZZZZ'", origin=who)
    elif who.isupper() and who.isalpha() and len(who) == 2 * CODE_LETTERS:
        found.add("origin_code = :origin", origin=who)
    else:
        found.add("origin = :origin COLLATE NOCASE", origin=who)


def _text(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, "claims", "events", "articles", name="text")
    index = "article_words" if table == "articles" else "claim_words"
    rows = f"SELECT rowid FROM {index} WHERE {index} MATCH :text"
    check = f"SELECT 1 FROM {index} WHERE {index} MATCH :text AND rowid = t.row"
    if table == "events":
        told = (
            "event_claims JOIN claims ON claims.id = event_claims.claim "
            f"WHERE {standing(filters, 'claims')} AND")
        check = f"SELECT 1 FROM {told} event_claims.event = t.row AND EXISTS ({check.replace('t.row', 'claims.row')})"
        rows = f"SELECT event_claims.event FROM {told} claims.row IN ({rows})"
    found.add_rows(rows, check, text=match_words(filters.text or ""))


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
    _needs(table, "claims", "events", "controls", name="without_self_reports")
    found.add("self_report = 0")


def _flag(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, "claims", "events", name="flag")
    rows, check = _any_value("flag")
    if table == "claims":
        rows, check = _of_event(filters, f"events.row IN ({rows})", check)
    found.add_rows(rows, check, key="row" if table == "events" else "id", flag=filters.flag)


def _origins(filters: Filters, table: Table, found: Where) -> None:
    _needs(table, "claims", "events", name="min_origins")
    condition = "distinct_origins >= :min_origins"
    if table == "events":
        found.add(condition, min_origins=filters.min_origins)
    else:
        rows, check = _of_event(filters, f"events.{condition}", f"SELECT 1 WHERE events.{condition}")
        found.add_rows(rows, check, key="id", min_origins=filters.min_origins)


def _of_event(filters: Filters, condition: str, check: str) -> tuple[str, str]:
    """The ids of claims whose event fulfils a condition, and the check of one claim."""
    held = f"event_claims JOIN events ON events.row = event_claims.event WHERE {standing(filters, 'events')}"
    of_one = f"event_claims.claim = t.id AND EXISTS ({check.replace('t.row', 'events.row')})"
    return f"SELECT event_claims.claim FROM {held} AND {condition}", f"SELECT 1 FROM {held} AND {of_one}"


_CONDITIONS: dict[str, Callable[[Filters, Table, Where], None]] = {
    "actor": _actor, "recipient": _recipient, "dyad": _dyad,
    "event": _equal("event", "claims", "events"), "mode": _equal("mode", "claims", "events"),
    "country": _equal("country", *TOLD), "place": _place, "near": _near,
    "first": _first, "last": _last, "origin": _origin, "stake": _equal("stake", *TOLD),
    "without_self_reports": _self_reports, "text": _text, "flag": _flag, "min_origins": _origins,
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
