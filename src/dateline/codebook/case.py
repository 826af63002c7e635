"""Words for the writing of capitals (`data/lexicons/case.toml`, `case_words.csv`), as one checked table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.codebook.lexicons import LEXICON_FOLDER, load_rows
from dateline.codebook.reading import convert_row, read_toml
from dateline.records.base import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WrittenAs = Literal["small", "capital", "upper"]
"""How a word stands in the middle of a sentence: `army`, `Lima`, `FMLN`."""


class CaseFile(Record, frozen=True, kw_only=True):
    """The schema of `case.toml`; the comments in the file say what each list is for."""

    least_words: int
    most_small: float
    calendar: frozenset[str]
    calendar_doubtful: frozenset[str]
    before_month: frozenset[str]
    endings: frozenset[str]
    units: frozenset[str]
    articles: frozenset[str]
    joiners: frozenset[str]
    abbreviations: frozenset[str]


class CaseRow(Record, frozen=True, kw_only=True):
    """One word in lower case, how running text writes it, and where that was seen."""

    word: str
    written: WrittenAs
    source: str


@dataclass(frozen=True, slots=True)
class CaseLexicon:
    """The lists, and how single words are written that the rules would write wrongly."""

    lists: CaseFile
    words: Mapping[str, WrittenAs]


def load_case(folder: Path = LEXICON_FOLDER) -> CaseLexicon:
    """Both files; raises `ConfigError` naming file, line, expected and found."""
    file = folder / "case.toml"
    lists = convert_row(read_toml(file), CaseFile, file=file, name="the file")
    rows = load_rows(folder / "case_words.csv", CaseRow)
    return CaseLexicon(lists=lists, words={row.word: row.written for row in rows})
