"""Lemmas that the language model's tables get wrong, from `data/lexicons/lemmas.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.codebook.lexicons import LEXICON_FOLDER, load_rows
from dateline.records.base import Record

if TYPE_CHECKING:
    from pathlib import Path

LEMMA_FILE = LEXICON_FOLDER / "lemmas.csv"


class LemmaRow(Record, frozen=True, kw_only=True):
    """One inflected form in lower case and the lemma that it has as this part of speech."""

    word: str
    pos: Literal["verb", "noun"]
    lemma: str
    source: str


def load_lemmas(file: Path = LEMMA_FILE) -> tuple[LemmaRow, ...]:
    """Every row; raises `ConfigError` naming file and line."""
    return load_rows(file, LemmaRow)
