"""The table by which one arrangement is recognised across reports, read from `data/events/ledger.toml` at first use."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import get_args

import msgspec

from dateline.codebook.reading import convert_row, fail, read_toml
from dateline.records import ArrangementKind, Status

FILE = Path(__file__).resolve().parent.parent / "data" / "events" / "ledger.toml"


class Statuses(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a status means for the life of an arrangement; see the head of each list in the file."""

    fresh: frozenset[Status]
    later: frozenset[Status]
    over: frozenset[Status]
    refused: frozenset[Status]
    personal: frozenset[Status]
    whole: frozenset[Status]
    disputed: frozenset[Status]
    single: frozenset[Status]
    momentary: frozenset[ArrangementKind]


class Points(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What each ground is worth; `least` is what it takes to be the same arrangement."""

    least: float
    same_kind: float
    same_family: float
    same_makers: float
    shared_party: float
    other_party: float
    other_declares: float
    same_country: float
    same_place: float
    inside_place: float
    placed_and_not: float
    fresh_placed_and_not: float
    fresh_placed_and_unknown: float
    same_days: float
    near_days: float
    far_days: float
    same_date: float
    other_end: float
    at_its_end: float
    after_its_end: float
    refers_back: float


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days, kilometres, and how many arrangements a report is compared with."""

    same_days: int
    near_days: int
    far_days: int
    momentary_days: int
    fresh_days: int
    referred_days: int
    slack_days: int
    near_km: float
    looked_at: int


class LedgerRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The whole table."""

    collective: frozenset[str]
    families: dict[str, tuple[ArrangementKind, ...]]
    camps: dict[str, tuple[str, ...]]
    statuses: Statuses
    points: Points
    limits: Limits

    @cached_property
    def family_of(self) -> dict[str, str]:
        """The family of each kind of arrangement."""
        return {kind: family for family, kinds in self.families.items() for kind in kinds}

    @cached_property
    def camp_of(self) -> dict[str, str]:
        """The camp of each sector that has one."""
        return {sector: camp for camp, sectors in self.camps.items() for sector in sectors}


@cache
def load_ledger_rules(file: Path = FILE) -> LedgerRules:
    """Read and check the table; raises `ConfigError` naming file, table and cause."""
    rules = convert_row(read_toml(file), LedgerRules, file=file, name="the table")
    missing = [kind for kind in get_args(ArrangementKind) if kind not in rules.family_of]
    if missing:
        fail(file, "families", expected="every kind of arrangement", found=f"none for {', '.join(missing)}")
    return rules
