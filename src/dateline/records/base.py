"""What every public record is made of: the base struct, the span, the maker, and hashed ids.

Offsets are half-open character positions in `Article.text`, always.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

SensitiveReason = Literal[
    "future_movement_of_civilians", "convoy_movement", "aid_staff_movement", "shelter", "health_site", "school",
    "corridor_route", "detainee", "victim", "minor", "private_person", "notification_list",
]
"""Why a record may harm somebody if it is handed out as it stands."""

Tier = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
"""How far a record may be handed on, in the words of the Traffic Light Protocol 2.0 of FIRST."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of all records: immutable, keyword-only, and strict about what it reads."""


class Span(Record, frozen=True, kw_only=True):
    """Words of the report: `text == Article.text[start:end]`."""

    text: str
    start: int
    end: int


class Why(Record, frozen=True, kw_only=True):
    """Who made a value and on what ground. `maker` is `rule:ID@VERSION`, `model:NAME@VERSION` or `person:NAME`."""

    maker: str
    note: str


class PrivatePerson(Record, frozen=True, kw_only=True):
    """A private person whom the report names; `role` is what it says of him or her ("a teacher"), or "a person"."""

    text: str
    start: int
    end: int
    role: str


def make_id(prefix: str, *parts: object) -> str:
    """Hash what makes the thing itself, so that a re-run changes nothing: `c-` and 16 hex digits, say."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass"))
    return f"{prefix}-{digest.hexdigest()[:16]}"


def encode(record: Record) -> bytes:
    """One line of JSON, keys in declared order, no line break."""
    return msgspec.json.encode(record)
