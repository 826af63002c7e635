"""Words of time, number and measure, as checked tables; and the specs in which `analyze` tells `resolve` what it read.

`Mention.entries` of a time or quantity mention holds exactly one spec, packed as JSON: what the words say, before any
date of publication is known. Stages never import each other, so the spec lives here, beside the words it is made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.codebook.reading import convert_row, fail, read_toml
from dateline.records.base import Record
from dateline.records.refs import QuantityKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MEASURE_FOLDER = Path(__file__).parent.parent / "data" / "lexicons"
"""Where `times.toml`, `quantities.toml` and `numbers.toml` lie."""

MOST_MONTHS = 12
LAST_HEBREW_MONTH = 7
"""Tishri: the months after it have no fixed length."""
LONGEST_MONTH = 31

Unit = Literal[
    "second", "minute", "hour", "day", "week", "fortnight", "weekend", "month", "year", "decade", "century",
]
Position = Literal["start", "middle", "end"]
Edge = Literal["since", "until", "by", "before", "after", "from"]
Bound = Literal["exact", "at_least", "at_most", "about", "vague"]


Calendar = Literal["gregorian", "easter", "orthodox", "islamic", "hebrew", "once", "unknown"]
SliceUnit = Literal["quarter", "half", "month", "week"]

PART_OF_A_NAME = "the year is part of a name, not the time of an act"
HOW_LONG = "the words say how long it took, not when it was"
NO_TIME_OF_AN_ACT = frozenset({PART_OF_A_NAME, HOW_LONG})
"""Reasons that leave the time of an act open: the words beside it are no time that it could have."""


class Feast(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A day known by its name: month and day of its calendar, or days from Easter; `once` has its only year.

    `month` alone is the whole month of an Islamic calendar; `unknown` a feast whose name leaves open which one it is.
    """

    calendar: Calendar
    month: int = 0
    day: int = 0
    offset: int = 0
    year: int = 0
    nouns: tuple[str, ...] = ()


class TimeSpec(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What a time expression says.

    `calendar` has the fields of a date as far as told (`season` is its first month); `relative` counts `unit` by
    `shift` from publication ("last week": week, -1); `story` counts from the last day told ("the next day"); `span`
    covers the `count` units before (`shift` -1) or after publication; `clock` has a time of day alone; `event` counts
    from something that is no date ("a day after the attack"), or from the `base` that dates it ("a day after Sunday's
    attack"); `limit` is a count with "in" or "within", which lies ahead or tells how long it took. `until` is the far
    end of a range, `vague` an unnamed count ("several years ago"), `named` a name that holds a year ("the 2015 deal"),
    `unclear` a date in digits whose day and month cannot be told apart (`order` says which came first where they can)
    or an hour that may be of the morning or the evening, `fiscal` a year of accounts. `part_of` is a stretch of what
    the rest names: unit, which one (-1 the last), how many.
    """

    form: Literal["calendar", "relative", "story", "span", "clock", "part", "event", "limit"]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    years: int = 1
    unit: Unit | None = None
    shift: int | None = None
    count: int | None = None
    position: Position | None = None
    part: str | None = None
    clock: str | None = None
    zone: str | None = None
    edge: Edge | None = None
    until: TimeSpec | None = None
    base: TimeSpec | None = None
    feast: Feast | None = None
    part_of: tuple[SliceUnit, int, int] | None = None
    order: Literal["day_first", "month_first"] | None = None
    named: bool = False
    vague: bool = False
    unclear: bool = False
    fiscal: bool = False


class QuantitySpec(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What a number expression says: `measure` is what its unit names, `who` the half-open token range counted."""

    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    measure: Literal["count", "distance_km", "duration_hours", "money"] = "count"
    currency: str | None = None
    who: tuple[int, int] | None = None


def pack(spec: TimeSpec | QuantitySpec) -> tuple[str, ...]:
    """The spec as the one entry of a mention."""
    return (msgspec.json.encode(spec).decode("utf-8"),)


_TIME_DECODER = msgspec.json.Decoder(TimeSpec)
_QUANTITY_DECODER = msgspec.json.Decoder(QuantitySpec)


def unpack_time(entries: tuple[str, ...]) -> TimeSpec:
    """The spec that `pack` put into a time mention."""
    return _TIME_DECODER.decode(entries[0])


def unpack_quantity(entries: tuple[str, ...]) -> QuantitySpec:
    """The spec that `pack` put into a quantity mention."""
    return _QUANTITY_DECODER.decode(entries[0])


class NumberWords(Record, frozen=True, kw_only=True):
    """Numbers in words: what they are worth, what multiplies, and letters after digits."""

    small: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]


class TimeLists(Record, frozen=True, kw_only=True):
    """Plain word lists of `times.toml`; the file says what each is for."""

    range_words: frozenset[str]
    glue: frozenset[str]
    openers: frozenset[str]
    doubtful_months: frozenset[str]
    doubtful_seasons: frozenset[str]
    recurring: frozenset[str]
    day_titles: frozenset[str]
    day_epithets: frozenset[str]
    am: frozenset[str]
    pm: frozenset[str]
    forward: frozenset[str]
    planned: frozenset[str]
    toward: frozenset[str]
    prolonging: frozenset[str]
    setting: frozenset[str]
    coming: frozenset[str]
    dating: frozenset[str]
    ahead: frozenset[str]
    year_openers: frozenset[str]
    approximators: frozenset[str]
    eras_before: frozenset[str]
    fiscal: frozenset[str]
    vague_shifts: frozenset[str]
    span_shifts: frozenset[str]
    span_openers: frozenset[str]
    weekend_openers: frozenset[str]
    clock_openers: frozenset[str]
    hours: frozenset[str]


class TimeLimits(Record, frozen=True, kw_only=True):
    """Days back and ahead within which a date without a year is looked for."""

    far_back_days: int
    near_ahead_days: int


class TimeAttachment(Record, frozen=True, kw_only=True):
    """Words that decide whose time it is; lemmas, but for the openings of sentences."""

    onset: frozenset[str]
    light: frozenset[str]
    event_nouns: frozenset[str]
    reporting: frozenset[str]
    performing: frozenset[str]
    speaking: frozenset[str]
    occasion: frozenset[str]
    judging: frozenset[str]
    continuing: tuple[str, ...]
    breaking: tuple[str, ...]


class TimeTable(Record, frozen=True, kw_only=True):
    """`times.toml` as it stands."""

    weekdays: dict[str, int]
    weekday_abbreviations: dict[str, int]
    months: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, Unit]
    day_words: dict[str, int]
    shifts: dict[str, int]
    story_shifts: dict[str, int]
    count_directions: dict[str, int]
    story_directions: dict[str, int]
    parts: dict[str, str]
    part_clocks: dict[str, str]
    positions: dict[str, Position]
    position_nouns: dict[str, Position]
    feasts: dict[str, Feast]
    named_days: dict[str, Feast]
    ordinals: dict[str, int]
    slice_units: dict[str, SliceUnit]
    quarters: dict[str, int]
    zones: dict[str, str]
    stamp_units: dict[str, Unit]
    decade_names: dict[str, int]
    edges: dict[str, Edge]
    lists: TimeLists
    limits: TimeLimits
    attachment: TimeAttachment


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """The words of time with the number words, and every word that can begin or be a piece of an expression."""

    table: TimeTable
    numbers: NumberWords
    triggers: frozenset[str]
    feasts: Mapping[str, tuple[tuple[tuple[str, ...], Feast], ...]]
    """Days known by name, by their first word, longest first."""
    named_days: Mapping[tuple[int, int], Feast]
    """Days that a deed has made a name of ("the September 11 attacks"), by month and day."""


class VagueWords(Record, frozen=True, kw_only=True):
    """Words and phrases that give no number."""

    words: frozenset[str]
    phrases: tuple[str, ...]


class QuantityLists(Record, frozen=True, kw_only=True):
    """Plain word lists of `quantities.toml`; the file says what each is for."""

    not_duration_after: frozenset[str]
    not_duration_before: frozenset[str]
    not_count_after: frozenset[str]
    label_before: frozenset[str]
    name_before: frozenset[str]
    months: frozenset[str]
    month_alone_after: frozenset[str]
    age_before: frozenset[str]
    links: frozenset[str]
    year_before: frozenset[str]
    square: frozenset[str]
    rounding: frozenset[str]
    passed_over: frozenset[str]
    measures: frozenset[str]
    hyphened: frozenset[str]
    strong: frozenset[str]
    every: frozenset[str]
    length_after: frozenset[str]
    distance_after: frozenset[str]
    changes: frozenset[str]
    nobody: frozenset[str]
    ends: frozenset[str]


class QuantityPeople(Record, frozen=True, kw_only=True):
    """Who can be harmed, and the verbs that harm only where people are counted."""

    only_of: frozenset[str]
    driven: frozenset[str]
    driven_from: frozenset[str]
    sparing: frozenset[str]
    sparable: frozenset[str]
    animals: frozenset[str]
    nouns: frozenset[str]
    forces: frozenset[str]


class QuantityParts(Record, frozen=True, kw_only=True):
    """Words that make one number part of another, or of a list with it."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    shares: frozenset[str]
    containing: frozenset[str]
    tallies: frozenset[str]


class QuantityAttachment(Record, frozen=True, kw_only=True):
    """Lemmas that decide whose number it is."""

    resulting: frozenset[str]
    deeds: frozenset[str]
    reporting: frozenset[str]


class QuantityTable(Record, frozen=True, kw_only=True):
    """`quantities.toml` as it stands."""

    bounds: dict[str, Bound]
    bounds_after: dict[str, Bound]
    vague: VagueWords
    distances: dict[str, float]
    long_distances: dict[str, float]
    durations: dict[str, float]
    long_durations: dict[str, float]
    signs: dict[str, str]
    currencies: dict[str, str]
    lists: QuantityLists
    verbs: dict[QuantityKind, frozenset[str]]
    nouns: dict[QuantityKind, frozenset[str]]
    toll: dict[QuantityKind, frozenset[str]]
    lists_of_state: dict[QuantityKind, frozenset[str]]
    people: QuantityPeople
    parts_of: QuantityParts
    events: dict[QuantityKind, frozenset[str]]
    attachment: QuantityAttachment


@dataclass(frozen=True, slots=True)
class QuantityLexicon:
    """The words of measure with the number words; phrases keyed by the word they end or begin with, longest first."""

    table: QuantityTable
    numbers: NumberWords
    triggers: frozenset[str]
    bounds_by_last: Mapping[str, tuple[tuple[tuple[str, ...], Bound], ...]]
    vague_by_first: Mapping[str, tuple[tuple[str, ...], ...]]
    currencies_by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    verb_kinds: Mapping[str, QuantityKind]
    noun_kinds: Mapping[str, QuantityKind]
    toll_kinds: Mapping[str, QuantityKind]
    state_kinds: Mapping[str, QuantityKind]


def _in_range(values: Mapping[str, int], *, low: int, high: int, file: Path, name: str) -> None:
    for word, value in values.items():
        if not low <= value <= high:
            fail(file, f"{name}.{word}", expected=f"a number from {low} to {high}", found=value)


def load_numbers(folder: Path = MEASURE_FOLDER) -> NumberWords:
    """Number words from `numbers.toml`; raises `ConfigError` or `MissingPart`."""
    file = folder / "numbers.toml"
    return convert_row(read_toml(file), NumberWords, file=file, name="tables")


def load_times(folder: Path = MEASURE_FOLDER) -> TimeLexicon:
    """The words of time from `times.toml`; raises `ConfigError` naming file, table and word, or `MissingPart`."""
    file = folder / "times.toml"
    table = convert_row(read_toml(file), TimeTable, file=file, name="tables")
    _in_range(table.weekdays | table.weekday_abbreviations, low=0, high=6, file=file, name="weekdays")
    _in_range(table.months | table.seasons, low=1, high=12, file=file, name="months")
    numbers = load_numbers(folder)
    _check_feasts(table, file=file)
    feasts: dict[str, list[tuple[tuple[str, ...], Feast]]] = {}
    for phrase, feast in table.feasts.items():
        words = tuple(phrase.split())
        feasts.setdefault(words[0], []).append((words, feast))
    openings: tuple[Mapping[str, object], ...] = (
        table.weekdays, table.weekday_abbreviations, table.months, table.seasons, table.units, table.day_words,
        table.shifts, table.story_shifts, table.parts, table.position_nouns, table.decade_names, table.ordinals,
        table.quarters, numbers.small, numbers.tens, numbers.scales, feasts,
    )
    return TimeLexicon(
        table=table,
        numbers=numbers,
        triggers=frozenset(word for words in openings for word in words) | {"a", "an", "several", "few", "mid"},
        feasts={first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0]))) for first, rows in feasts.items()},
        named_days={(feast.month, feast.day): feast for feast in table.named_days.values()},
    )


def _check_feasts(table: TimeTable, *, file: Path) -> None:
    """Every day known by name has a month of its calendar, and the year where it was but once."""
    for name, feast in (table.feasts | table.named_days).items():
        if not 0 <= feast.month <= MOST_MONTHS or not 0 <= feast.day <= LONGEST_MONTH:
            fail(file, f"feasts.{name}", expected="a month from 0 to 12 and a day from 0 to 31", found=feast)
        if feast.calendar == "hebrew" and feast.month > LAST_HEBREW_MONTH:
            fail(file, f"feasts.{name}", expected="a Hebrew month from 1 (Nisan) to 7", found=feast.month)
        if (feast.calendar == "once") != bool(feast.year):
            fail(file, f"feasts.{name}", expected="a year for a day that was but once, and only then", found=feast)


def _invert(kinds: Mapping[QuantityKind, frozenset[str]]) -> dict[str, QuantityKind]:
    return {word: kind for kind in kinds for word in sorted(kinds[kind])}


def load_quantities(folder: Path = MEASURE_FOLDER) -> QuantityLexicon:
    """The words of measure from `quantities.toml`; raises `ConfigError` naming file and table, or `MissingPart`."""
    file = folder / "quantities.toml"
    table = convert_row(read_toml(file), QuantityTable, file=file, name="tables")
    numbers = load_numbers(folder)
    bounds: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for phrase, bound in table.bounds.items():
        words = tuple(phrase.split())
        bounds.setdefault(words[-1], []).append((words, bound))
    vague: dict[str, list[tuple[str, ...]]] = {}
    for phrase in (*table.vague.phrases, *sorted(table.vague.words)):
        words = tuple(phrase.split())
        vague.setdefault(words[0], []).append(words)
    currencies: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, code in table.currencies.items():
        words = tuple(phrase.split())
        currencies.setdefault(words[0], []).append((words, code))
    return QuantityLexicon(
        table=table,
        numbers=numbers,
        triggers=_quantity_triggers(table, numbers=numbers, vague=vague),
        bounds_by_last={last: tuple(sorted(rows, key=lambda row: -len(row[0]))) for last, rows in bounds.items()},
        vague_by_first={first: tuple(sorted(rows, key=lambda row: (-len(row), row))) for first, rows in vague.items()},
        currencies_by_first={
            first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in currencies.items()},
        verb_kinds=_invert(table.verbs),
        noun_kinds=_invert(table.nouns),
        toll_kinds=_invert(table.toll),
        state_kinds=_invert(table.lists_of_state),
    )


def _quantity_triggers(
    table: QuantityTable, *, numbers: NumberWords, vague: Mapping[str, object],
) -> frozenset[str]:
    """Every word that can begin a quantity; digits begin one too."""
    openings: tuple[Iterable[str], ...] = (
        numbers.small, numbers.tens, numbers.scales, vague, table.signs, table.lists.nobody, table.long_durations,
        table.durations,
    )
    return frozenset(word for words in openings for word in words) | {"a", "an", "half", "no"}


@cache
def shipped_times() -> TimeLexicon:
    """The words of time that ship with dateline, read once per process at the first call, never at import."""
    return load_times()


@cache
def shipped_quantities() -> QuantityLexicon:
    """The words of measure that ship with dateline, read once per process at the first call, never at import."""
    return load_quantities()
