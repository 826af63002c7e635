"""The words of `sentence` as a checked table, read from `data/export/phrases.toml` at first use."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

import msgspec

from dateline.codebook.reading import read_struct

PHRASES_FILE = Path(__file__).parent.parent / "data" / "export" / "phrases.toml"


class Phrase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one event and mode reads: `verb` in base, third person and past; see the head of the file for the rest."""

    event: str
    mode: str
    verb: tuple[str, str, str]
    object: str = ""
    link: str
    recipient: str = ""
    placed: bool = True


class ArrangementNoun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one kind of arrangement reads: alone, after a number, and where it restricts."""

    kind: str
    one: str
    many: str
    refused: str


class Phrases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The whole table."""

    nobody: str
    articled: frozenset[str]
    pronouns: frozenset[str]
    plurals: frozenset[str]
    promising: frozenset[str]
    planned: frozenset[str]
    phrase: tuple[Phrase, ...]
    arrangement: tuple[ArrangementNoun, ...]
    status: dict[str, str]
    role: dict[str, str]
    control: dict[str, tuple[str, str, str]]
    commitment: dict[str, str]
    quantity: dict[str, str]
    bound: dict[str, str]

    @cached_property
    def by_act(self) -> dict[tuple[str, str], Phrase]:
        """Phrases by (event, mode), the mode "" where there is none."""
        return {(row.event, row.mode): row for row in self.phrase}

    @cached_property
    def by_kind(self) -> dict[str, ArrangementNoun]:
        """Nouns of arrangements by their kind."""
        return {row.kind: row for row in self.arrangement}

    def of_act(self, event: str, mode: str | None) -> Phrase:
        """The phrase of an act; a mode of somebody's own codebook reads as its event, an event of it as its code."""
        found = self.by_act.get((event, mode or "")) or self.by_act.get((event, ""))
        if found is not None:
            return found
        return Phrase(event=event, mode=mode or "", verb=("do",  "does", "did"), object=event.lower(), link="to")


@cache
def load_phrases(file: Path = PHRASES_FILE) -> Phrases:
    """Read and check the table; raises `ConfigError` naming file, row and cause."""
    return read_struct(file, Phrases)
