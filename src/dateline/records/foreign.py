"""Rows of other people's event data, in neutral terms, so that they can stand beside our claims."""

from __future__ import annotations

from typing import Literal

from dateline.records.base import Record


class ForeignParty(Record, frozen=True, kw_only=True):
    """One party as the file has it. `country` is ISO 3166 alpha-3 or one of PLOVER's non-states, `sector` PLOVER's;
    either is `None` where the file does not say, or says it in a list of its own that does not settle it."""

    name: str
    country: str | None = None
    sector: str | None = None


class ForeignEvent(Record, frozen=True, kw_only=True, tag_field="kind", tag="foreign_event"):
    """One row of a file of somebody else's events.

    `scheme` names the kind of file, `native` is the row's own id there, `None` where it has none. Days are ISO 8601 as
    fine as the file tells; `day_precision` says how fine it calls them. `directed` is false where actors and recipients
    are two sides without a direction. `code` is the event code as given, `event` and `mode` are PLOVER's where the
    codebook maps it. Deaths are as the file tells them, `None` where it does not.
    """

    id: str
    scheme: str
    native: str | None = None
    start_date: str
    end_date: str
    day_precision: Literal["day", "week", "month", "year"] = "day"
    directed: bool = True
    actors: tuple[ForeignParty, ...] = ()
    recipients: tuple[ForeignParty, ...] = ()
    code: str | None = None
    event: str | None = None
    mode: str | None = None
    place: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Literal["site", "city", "near", "district", "province", "country"] | None = None
    deaths_low: int | None = None
    deaths_high: int | None = None
    source: str | None = None
    url: str | None = None
    text: str | None = None
