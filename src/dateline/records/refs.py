"""What mentions resolve to: actors, places, times, quantities, or a reason why not."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.records.base import Record, Span

Precision = Literal["minute", "hour", "day", "week", "month", "season", "year"]


class Office(Record, frozen=True, kw_only=True):
    """An office that a person holds; `former` is true after its last day, by the report's date."""

    title: str
    former: bool = False


class ActorRef(Record, frozen=True, kw_only=True):
    """Who the words name.

    `id` is a stable slug of the actor table or `None` for an actor that the table does not know. `country` is ISO
    3166 alpha-3 or IGO, UNO, EUR, NGO, ISM, IMG, MNC; `None` when the report does not say (armed men near a place
    are not thereby that country's). `sector` is one of PLOVER's 25. `code` joins the two (`SYRGOV`), `None` when
    both are unknown. `external` maps a scheme (`wikidata`, `ucdp`) to an id.
    """

    text: str
    start: int
    end: int
    id: str | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    code: str | None = None
    office: Office | None = None
    external: dict[str, str] = msgspec.field(default_factory=dict)


class PlaceRef(Record, frozen=True, kw_only=True):
    """Where the words point to.

    Coordinates are WGS84 degrees or `None`; `uncertainty_km` is the radius within which the place lies. `within`
    names the place by which it was placed when its own name is in no gazetteer: then the point is that place's and
    `uncertainty_km` its radius, or that of its province or country where the report only names it close by.
    `external` has the codes of the user's own boundaries: for a scheme (`pcode`) the finest that is sure, and the
    code of each level (`adm1_pcode`).
    """

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    uncertainty_km: float | None = None
    geonames_id: int | None = None
    precision: Literal["site", "city", "near", "district", "province", "country"]
    within: str | None = None
    external: dict[str, str] = msgspec.field(default_factory=dict)


class When(Record, frozen=True, kw_only=True):
    """A time as fine as stated.

    `start_date` and `end_date` are ISO 8601, inclusive, as fine as `precision` (`2016-10`, `2016-10-19`,
    `2016-10-19T18:06`); either is `None` where that end is open. `text`, `start` and `end` are `None` only with
    `basis` `publication`, which is never a stated time.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None
    start_date: str | None = None
    end_date: str | None = None
    precision: Precision
    basis: Literal["stated", "relative", "told_by", "publication"]


QuantityKind = Literal[
    "killed", "injured", "detained", "displaced", "troops", "distance_km", "duration_hours", "money", "count",
]


class Quantity(Record, frozen=True, kw_only=True):
    """A number told. `low` and `high` are inclusive; `None` when vague ("several" has no low) or open on that side."""

    kind: QuantityKind
    who: str | None = None
    low: float | None = None
    high: float | None = None
    bound: Literal["exact", "at_least", "at_most", "about", "vague"]
    text: str
    start: int
    end: int


class Unresolved(Record, frozen=True, kw_only=True):
    """Why a mention stands for nothing we can name, in plain words."""

    reason: str


__all__ = ["ActorRef", "Office", "PlaceRef", "Precision", "Quantity", "QuantityKind", "Span", "Unresolved", "When"]
