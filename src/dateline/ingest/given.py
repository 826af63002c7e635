"""What is known of a report beside its page: by the caller's word, or by metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.ingest.dates import first_date
from dateline.records import Published

if TYPE_CHECKING:
    from dateline.ingest.dates import PrintedDate


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the caller says that the page does not.

    `published` is a date as people write it or ISO 8601. `language` is believed without a test. `name` is what issues
    call the input; without it they use `uri`.
    """

    published: str | None = None
    outlet: str | None = None
    uri: str | None = None
    title: str | None = None
    language: str | None = None
    name: str | None = None

    @property
    def input(self) -> str:
        """What an issue calls this input."""
        return self.name or self.uri or "text"


class Metadata(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What meta tags, a feed or a table say of a report; strings as found there."""

    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    section: str | None = None
    byline: str | None = None
    language: str | None = None


def as_published(text: str | None, *, basis: Literal["given", "metadata"]) -> Published | None:
    """A date from outside the page; `None` where the text is none or can be read both ways.

    Midnight without a zone is what tables write for an unknown hour, so it counts as a day.
    """
    found = first_date(text) if text else None
    if found is None or found.value is None:
        return None
    if found.value.endswith("T00:00"):
        return Published(value=found.value[:10], precision="day", zone=None, basis=basis)
    return Published(value=found.value, precision=found.precision, zone=found.zone, basis=basis)


def as_page(found: PrintedDate, value: str) -> Published:
    """A date that the page prints, in the reading that was settled on."""
    return Published(value=value, precision=found.precision, zone=found.zone, basis="page")


def finer(first: Published | None, *others: Published | None) -> Published | None:
    """The first date that there is, or a later one of the same day that is finer."""
    dates = [date for date in (first, *others) if date is not None]
    if not dates:
        return None
    best = dates[0]
    for date in dates[1:]:
        if _rank(date) > _rank(best) and date.value[: len(best.value)] == best.value:
            best = date
    return best


def _rank(date: Published) -> int:
    return ("year", "season", "month", "week", "day", "hour", "minute").index(date.precision)
