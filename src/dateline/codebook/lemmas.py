"""Lemmas that the language model's tables get wrong, from `data/lexicons/lemmas.csv`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from dateline.codebook.reading import convert_row, read_csv
from dateline.records.base import Record

LEMMA_FILE = Path(__file__).parent.parent / "data" / "lexicons" / "lemmas.csv"


class LemmaRow(Record, frozen=True, kw_only=True):
    """One inflected form in lower case and the lemma that it has as this part of speech."""

    word: str
    pos: Literal["verb", "noun"]
    lemma: str
    source: str


def load_lemmas(file: Path = LEMMA_FILE) -> tuple[LemmaRow, ...]:
    """Every row; raises `ConfigError` naming file and line."""
    rows = enumerate(read_csv(file), start=2)
    return tuple(convert_row(row, LemmaRow, file=file, name=f"line {number}") for number, row in rows)
