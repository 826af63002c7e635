"""Which fields of published boundaries hold names, codes, levels and countries (`data/gazetteer/boundary_fields.toml`).

Takes the properties of features, gives for each its divisions, outermost first. What cannot be told is asked for: an
error names the option and the fields that the file has.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import msgspec

from dateline.errors import UnreadableInput
from dateline.gazetteer.fold import fold
from dateline.gazetteer.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_TABLE: Final = Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "boundary_fields.toml"
_LONGEST: Final = 120
_MOST_NAMES: Final = 24
_SHOWN: Final = 24
_IGNORED: Final = re.compile(r"[\s_-]+")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_LEVEL: Final = re.compile(r"\s*(?:adm(?:in)?)?[\s_-]*([0-5])\s*$", re.IGNORECASE)


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields of one publisher. With `deepest` 0 a file has one level: `level`, or what `level_field` says.

    `marks` are fields that a file must have to be of a family whose other fields have common names.
    """

    publisher: str
    deepest: int
    level: int | None = None
    level_field: str | None = None
    marks: tuple[str, ...] = ()
    country_code: tuple[str, ...]
    country_name: tuple[str, ...]
    name: tuple[str, ...]
    other: tuple[str, ...]
    codes: dict[str, tuple[str, ...]]


class PointFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields of points."""

    name: tuple[str, ...]
    other: tuple[str, ...]
    code: tuple[str, ...]


class FieldTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The schema of `boundary_fields.toml`; the comments in the file say what each part is for."""

    nothing: frozenset[str]
    separators: tuple[str, ...]
    point_km: float
    same_place_km: float
    core_share: float
    countries: dict[str, str]
    weights: dict[str, int]
    family: tuple[Family, ...]
    points: PointFields


@dataclass(frozen=True, slots=True)
class LevelFields:
    """The fields of one level as the file writes them; names and codes in order of preference. Level 0 are points."""

    level: int
    names: tuple[str, ...]
    other: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """What was chosen for a file: its publisher, if known, its levels, outermost first, and its countries' fields."""

    family: str | None
    levels: tuple[LevelFields, ...]
    country_code: tuple[str, ...]
    country_name: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says of a file; `None` where it is to be told from the file."""

    level: int | None = None
    code_field: str | None = None
    name_field: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """One level of one feature; `names` in Latin script only, its own first, none where the file has none such."""

    level: int
    names: tuple[str, ...]
    codes: dict[str, str]


def load_field_table(path: Path = _TABLE) -> FieldTable:
    """Read the table; raises `ConfigError` on a wrong one."""
    return read_table(path, FieldTable)


def choose_fields(
    samples: Sequence[Mapping[str, Any]], *, table: FieldTable, wanted: Wanted, points: bool, file: str,
) -> Fields:
    """Choose the fields of a file by the properties of some of its features; `points` where these are points.

    Raises `UnreadableInput` naming the option that has to be given where level, name or code cannot be told.
    """
    filled = _filled(samples, table)
    for option, field in (("--code-field", wanted.code_field), ("--name-field", wanted.name_field)):
        if field is not None and not any(field in sample for sample in samples):
            _ask(file, f"{option}: expected a field of the file, found {field!r}", samples)
    family = next((one for one in table.family if _is_of(one, filled)), None)
    levels = _levels(family, filled, samples, wanted=wanted) if family is not None else ()
    if points:
        levels = (*levels, _overridden(_of_points(table.points, filled), family, wanted))
    elif not levels or wanted.level not in {None, levels[-1].level}:
        level = wanted.level
        if level is None:
            _ask(file, "its level cannot be told: give --level, and --name-field or --code-field", samples)
        levels = (*levels, _overridden(LevelFields(level, (), (), ()), family, wanted))
    else:
        levels = (*levels[:-1], _overridden(levels[-1], family, wanted))
    if not levels[-1].names and not levels[-1].codes:
        _ask(file, "the fields of its names and codes cannot be told: give --name-field or --code-field", samples)
    return Fields(
        family=family.publisher if family is not None else None, levels=levels,
        country_code=_present(family.country_code, filled) if family is not None else (),
        country_name=_present(family.country_name, filled) if family is not None else (),
    )


def read_divisions(properties: Mapping[str, Any], fields: Fields, table: FieldTable) -> list[Named]:
    """Read the divisions of a feature, outermost first; levels for which it has neither name nor code are left out."""
    found = []
    for level in fields.levels:
        names = dict.fromkeys(
            name for field in (*level.names, *level.other)
            for name in _names(_value(properties.get(field), table), table)
        )
        codes: dict[str, str] = {}
        for scheme, field in level.codes:
            code = _value(properties.get(field), table)
            if code:
                codes.setdefault(scheme, code)
        if names or codes:
            found.append(Named(level.level, tuple(names)[:_MOST_NAMES], codes))
    return found


def read_country(properties: Mapping[str, Any], fields: Fields, table: FieldTable) -> Iterator[tuple[str, bool]]:
    """Yield what a feature says of its country, best first: alpha-3 codes (`True`), then names (`False`)."""
    alpha3 = 3
    for field in fields.country_code:
        code = _value(properties.get(field), table).upper()
        if len(code) == alpha3 and code.isalpha():
            yield table.countries.get(code, code), True
    for field in fields.country_name:
        if name := _value(properties.get(field), table):
            yield name, False


def _ask(file: str, what: str, samples: Sequence[Mapping[str, Any]]) -> NoReturn:
    """Raise the error that asks; it shows the fields that there are."""
    keys = list(dict.fromkeys(_clean(key) for sample in samples for key in sample))
    shown = ", ".join(keys[:_SHOWN]) + (", ..." if len(keys) > _SHOWN else "") or "none"
    message = f"{file}: {what}. Its fields: {shown}"
    raise UnreadableInput(message)


def _plain(field: str) -> str:
    """Reduce a field's name to what is compared."""
    return _IGNORED.sub("", field.casefold())


def _filled(samples: Sequence[Mapping[str, Any]], table: FieldTable) -> dict[str, str]:
    """Give the fields that say something in at least half of the features: plain name to the file's own."""
    counts = Counter(field for sample in samples for field, value in sample.items() if _value(value, table))
    return {_plain(field): field for field, count in sorted(counts.items()) if 2 * count >= len(samples)}


def _present(patterns: Iterable[str], filled: Mapping[str, str], level: int = 0) -> tuple[str, ...]:
    """Give the fields of the file that fit, in the order of the patterns."""
    plain = [pattern.replace("{n}", str(level)) for pattern in patterns]
    return tuple(filled[field] for field in plain if field in filled)


def _is_of(family: Family, filled: Mapping[str, str]) -> bool:
    """Tell whether a file is of a family: it has names and codes of it at one level, and what marks it."""
    if not all(mark in filled for mark in family.marks):
        return False
    if family.deepest == 0 and family.level is None and (family.level_field or "") not in filled:
        return False
    return any(_level_fields(family, filled, level).codes for level in range(1, max(1, family.deepest) + 1))


def _level_fields(family: Family, filled: Mapping[str, str], level: int) -> LevelFields:
    """Give the fields of one level."""
    return LevelFields(
        level, _present(family.name, filled, level), _present(family.other, filled, level),
        tuple((scheme, field) for scheme, patterns in family.codes.items()
              for field in _present(patterns, filled, level)),
    )


def _levels(
    family: Family, filled: Mapping[str, str], samples: Sequence[Mapping[str, Any]], *, wanted: Wanted,
) -> tuple[LevelFields, ...]:
    """Give the levels that a file has of a family, no deeper than asked for."""
    if family.deepest:
        every = (_level_fields(family, filled, level) for level in range(1, (wanted.level or family.deepest) + 1))
        return tuple(level for level in every if level.names or level.codes)
    level = family.level or wanted.level or _level_told(samples, filled.get(family.level_field or ""))
    if not level:
        return ()
    one = _level_fields(family, filled, level)
    return (LevelFields(level, one.names, one.other, one.codes),)


def _level_told(samples: Sequence[Mapping[str, Any]], field: str | None) -> int | None:
    """Read the level that a field names ("ADM2"); `None` where the features differ or it is that of countries."""
    if field is None:
        return None
    told = {int(match[1]) if (match := _LEVEL.match(str(sample.get(field)))) else 0 for sample in samples}
    return (told.pop() or None) if len(told) == 1 else None


def _of_points(points: PointFields, filled: Mapping[str, str]) -> LevelFields:
    """Give the fields of points."""
    return LevelFields(
        0, _present(points.name, filled)[:1], _present(points.other, filled),
        tuple(("pcode" if "pc" in _plain(field) else "code", field) for field in _present(points.code, filled)[:1]),
    )


def _overridden(level: LevelFields, family: Family | None, wanted: Wanted) -> LevelFields:
    """Put the user's fields for those found."""
    names, codes = level.names, level.codes
    if wanted.name_field is not None:
        names = (wanted.name_field,)
    if wanted.code_field is not None:
        known = {field: scheme for scheme, field in codes}
        codes = ((known.get(wanted.code_field) or _scheme(wanted.code_field, family), wanted.code_field),)
    return LevelFields(level.level, names, level.other if wanted.name_field is None else (), codes)


def _scheme(field: str, family: Family | None) -> str:
    """Name the scheme of a code by its field: "pcode" where it is called so or the publisher has it, else the field."""
    plain = _plain(field)
    if "pcod" in plain or (family is not None and "pcode" in family.codes):
        return "pcode"
    return re.sub(r"[^a-z0-9]+", "_", fold(field).replace(" ", "_"))[:30] or "code"


def _value(value: object, table: FieldTable) -> str:
    """Give a cell as text, "" where it says nothing; a whole number has no decimals."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    if isinstance(value, float):
        value = f"{value:g}" if value != int(value) else str(int(value))
    text = _clean(str(value))
    return "" if text.casefold() in table.nothing else text


def _clean(text: str) -> str:
    """Drop what cannot be printed, close up spaces, and cut what is no name any more."""
    return " ".join(_UNPRINTABLE.sub(" ", text[: 4 * _LONGEST]).split())[:_LONGEST].strip()


def _names(value: str, table: FieldTable) -> Iterator[str]:
    """Yield the names of a cell that are in Latin script."""
    for separator in table.separators[1:]:
        value = value.replace(separator, table.separators[0])
    for name in value.split(table.separators[0]):
        shown = name.replace("_", " ").strip()
        key = fold(shown).replace(" ", "")
        if key and key.isascii() and not key.isdigit() and shown.casefold() not in table.nothing:
            yield shown
