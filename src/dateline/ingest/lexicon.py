"""The cue words, outlets, zones and thresholds of `data/ingest/`, checked and compiled once per process.

Takes nothing, gives one `Lexicon`. Matching is by look-up on a folded line, so that the cost of a line does not grow
with the number of cues.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from dateline.errors import ConfigError
from dateline.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = "data/ingest"
_OUTER = " \t:.!|-\u2013\u2014\u2022*>\u00bb\u203a[]()\u2026,;#\u200b\u200e\u200f\ufeff\u00b7"
_DIGITS = re.compile(r"\d+")
_QUOTES = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u200e": "", "\u200b": ""}
)

T = TypeVar("T")


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that show the kind of a line, where in it they stand, and the longest line in which they speak."""

    kind: BlockKind
    at: Literal["whole", "start", "end", "within"]
    max_words: int
    words: tuple[str, ...]


class _CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    saying: tuple[str, ...]
    address: frozenset[str]
    credits: tuple[str, ...]
    cue: tuple[Cue, ...]


class OutletRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One outlet, wire or publishing body; `aliases` are joined by `|`."""

    name: str
    kind: Literal["agency", "outlet", "body"]
    aliases: str
    source: str
    checked: str


class MonthRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A written form of a month."""

    form: str
    month: int


class ZoneRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A zone abbreviation; `offset` is empty where it is ambiguous."""

    abbreviation: str
    offset: str
    note: str


class SectionRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The name of a section of a news site."""

    name: str


class DateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words around a printed date; see the file for what each list means."""

    weekdays: tuple[str, ...]
    updated: tuple[str, ...]
    published: tuple[str, ...]
    filler: frozenset[str]
    inside: frozenset[str]
    relative: frozenset[str]
    after: tuple[str, ...]


class LanguageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How English is told from other languages."""

    stop_words: frozenset[str]
    min_share: float
    min_words: int
    short_words: int
    short_share: float
    max_foreign_letters: float
    doubtful_share: float
    sample_characters: int


class LineLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When text is hard-wrapped, and when it is a page run together in one line."""

    min_width: int
    max_width: int
    min_breaks: int
    min_share: float
    slack: int
    run_on_max_lines: int
    run_on_min_characters: int
    run_on_head_characters: int


class LabelLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sizes and points by which lines are labelled."""

    sentence_words: int
    long_words: int
    title_case_share: float
    short_words: int
    run_of_short: int
    headline_max_words: int
    sentence_points: float
    weak_points: float
    loose_points: float
    other_points: float
    furniture_points: float
    tail_points: float
    points_per_word: float
    max_points: float
    cohesion: float
    resume_words: int


class SizeLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Largest inputs, in bytes, and the patience with a server, in seconds."""

    max_text_bytes: int
    max_lines: int
    max_html_bytes: int
    max_file_bytes: int
    max_table_row_bytes: int
    max_fetch_bytes: int
    max_archive_bytes: int
    max_extract_bytes: int
    max_extract_depth: int
    fetch_seconds: float
    connect_seconds: float
    max_redirects: int


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All numbers of this stage."""

    lines: LineLimits
    label: LabelLimits
    sizes: SizeLimits


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of `data/ingest/`, ready for look-up; keys are folded by `fold`."""

    whole: Mapping[str, BlockKind]
    start: Mapping[str, tuple[tuple[str, BlockKind, int], ...]]
    ends: tuple[tuple[str, BlockKind, int], ...]
    end_forms: tuple[str, ...]
    saying: tuple[str, ...]
    address: frozenset[str]
    credits: tuple[str, ...]
    within_kinds: Mapping[str, tuple[BlockKind, int]]
    outlets: Mapping[str, str]
    agencies: Mapping[str, str]
    bodies: frozenset[str]
    sections: frozenset[str]
    months: Mapping[str, int]
    zones: Mapping[str, str]
    dates: DateWords
    language: LanguageWords
    thresholds: Thresholds


def fold(text: str) -> str:
    """Lower case, white space collapsed, quotes straight, each run of digits 0, outer punctuation dropped."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_QUOTES))
    return _DIGITS.sub("0", " ".join(text.casefold().split()).strip(_OUTER))


def _read(name: str) -> str:
    return resources.files("dateline").joinpath(FOLDER, name).read_text(encoding="utf-8")


def _toml(name: str, shape: type[T]) -> T:
    try:
        return msgspec.toml.decode(_read(name), type=shape)
    except msgspec.MsgspecError as error:
        message = f"{FOLDER}/{name}: expected {shape.__name__}, found: {error}"
        raise ConfigError(message) from error


def _rows(name: str, shape: type[T]) -> Iterator[T]:
    """Rows of a CSV table as records; lines that begin with `#` are comments."""
    lines = [line for line in _read(name).splitlines() if line and not line.startswith("#")]
    for number, row in enumerate(csv.DictReader(lines), 1):
        try:
            yield msgspec.convert(row, shape, strict=False)
        except msgspec.MsgspecError as error:
            message = f"{FOLDER}/{name}, row {number}: expected {shape.__name__}, found {row}: {error}"
            raise ConfigError(message) from error


def _start_table(cues: tuple[Cue, ...]) -> dict[str, tuple[tuple[str, BlockKind, int], ...]]:
    """Cues at the start of a line by their first word, longest first."""
    table: dict[str, list[tuple[str, BlockKind, int]]] = {}
    for cue in cues:
        if cue.at == "start":
            for phrase in cue.words:
                table.setdefault(_first_word(phrase), []).append((phrase.rstrip(), cue.kind, cue.max_words))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


def _first_word(text: str) -> str:
    return re.split(r"[^\w'&@\u00a9(-]", text.lstrip(), maxsplit=1)[0]


def first_word(folded: str) -> str:
    """The key under which a folded line's start cues are filed."""
    return _first_word(folded)


@cache
def lexicon() -> Lexicon:
    """Load and compile all tables of this stage; raises `ConfigError` for a table that breaks its schema."""
    file = _toml("cues.toml", _CueFile)
    cues = file.cue
    within = {phrase: (cue.kind, cue.max_words) for cue in cues if cue.at == "within" for phrase in cue.words}
    outlets: dict[str, str] = {}
    agencies: dict[str, str] = {}
    bodies: set[str] = set()
    for row in _rows("outlets.csv", OutletRow):
        for form in (row.name, *filter(None, row.aliases.split("|"))):
            outlets[fold(form)] = row.name
            if row.kind == "agency":
                agencies[form] = row.name
            if row.kind == "body":
                bodies.add(fold(form))
    return Lexicon(
        whole={phrase.strip(_OUTER): cue.kind for cue in cues if cue.at == "whole" for phrase in cue.words},
        start=_start_table(cues),
        ends=tuple((phrase, cue.kind, cue.max_words) for cue in cues if cue.at == "end" for phrase in cue.words),
        end_forms=tuple(phrase for cue in cues if cue.at == "end" for phrase in cue.words),
        saying=file.saying,
        address=file.address,
        credits=file.credits,
        within_kinds=within,
        outlets=outlets,
        agencies=agencies,
        bodies=frozenset(bodies),
        sections=frozenset(fold(row.name) for row in _rows("sections.csv", SectionRow)),
        months={row.form: row.month for row in _rows("months.csv", MonthRow)},
        zones={row.abbreviation: row.offset for row in _rows("zones.csv", ZoneRow)},
        dates=_toml("dates.toml", DateWords),
        language=_toml("language.toml", LanguageWords),
        thresholds=_toml("thresholds.toml", Thresholds),
    )
