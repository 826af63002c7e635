"""What options may be, and the checks on them that need nothing but the option itself."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

import typer

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?", re.ASCII)


class Format(StrEnum):
    """How `code` shows records."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"


class TableFormat(StrEnum):
    """How counts are shown."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class ExportFormat(StrEnum):
    """How `export` writes rows."""

    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    JSONL = "jsonl"
    GEOJSON = "geojson"
    XLSX = "xlsx"


class ExportSchema(StrEnum):
    """Whose columns `export` writes."""

    CLAIMS = "claims"
    EVENTS = "events"
    PLOVER = "plover"
    POLECAT = "polecat"
    ICEWS = "icews"
    GDELT = "gdelt"
    GDELT_MENTIONS = "gdelt-mentions"
    PETRARCH = "petrarch"
    ACLED_LIKE = "acled-like"
    UCDP_LIKE = "ucdp-like"
    ETHPRIO = "ethprio"


class Scheme(StrEnum):
    """Whose rows `import` reads."""

    PLOVER = "plover"
    POLECAT = "polecat"
    ICEWS = "icews"
    ACLED = "acled"
    UCDP = "ucdp"
    TABLE = "table"


class Sort(StrEnum):
    """In which order the store gives its answers."""

    DAY = "day"
    OLDEST = "oldest"
    ADDED = "added"
    CONFIDENCE = "confidence"


class EventSort(StrEnum):
    """In which order the store gives its events."""

    DAY = "day"
    OLDEST = "oldest"
    ADDED = "added"
    ORIGINS = "origins"


class VerdictName(StrEnum):
    """What a person may judge of two claims."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class ToldSort(StrEnum):
    """In which order the store gives arrangements."""

    DAY = "day"
    OLDEST = "oldest"
    ADDED = "added"


class LifeSort(StrEnum):
    """In which order the store gives ledgers."""

    DAY = "day"
    OLDEST = "oldest"
    REPORTS = "reports"


class ArrangementFormat(StrEnum):
    """How `arrangements` shows records."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"
    ETHPRIO = "ethprio"


class ArrangementKindName(StrEnum):
    """Kinds of arrangements, as records name them."""

    CEASEFIRE = "ceasefire"
    HUMANITARIAN_PAUSE = "humanitarian_pause"
    CORRIDOR = "corridor"
    EVACUATION = "evacuation"
    NO_STRIKE = "no_strike"
    STAND_OFF = "stand_off"
    EXCHANGE = "exchange"
    ACCESS = "access"
    SAFE_ZONE = "safe_zone"
    DECONFLICTION = "deconfliction"
    SURRENDER = "surrender"
    OTHER = "other"


class StatusName(StrEnum):
    """Statuses of arrangements, as records name them."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    AGREED = "agreed"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    IN_FORCE = "in_force"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    EXPIRED = "expired"
    ENDED = "ended"
    COLLAPSED = "collapsed"
    REJECTED = "rejected"
    DENIED = "denied"
    NEVER_TOOK_EFFECT = "never_took_effect"
    UNKNOWN = "unknown"


class Told(StrEnum):
    """What a map or network counts."""

    EVENTS = "events"
    CLAIMS = "claims"


class PartiesBy(StrEnum):
    """What the parties of a network are."""

    ACTOR = "actor"
    COUNTRY = "country"


class PeriodName(StrEnum):
    """How long a bar of a plot is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class AccountFormat(StrEnum):
    """How `account` shows lines."""

    TABLE = "table"
    JSON = "json"


class Only(StrEnum):
    """Which records `code` shows."""

    CLAIMS = "claims"
    ARRANGEMENTS = "arrangements"
    CONTROL = "control"
    ARTICLES = "articles"
    ISSUES = "issues"


class Kind(StrEnum):
    """Kinds of records that have a schema."""

    ARTICLE = "article"
    CLAIM = "claim"
    ARRANGEMENT = "arrangement"
    CONTROL = "control"
    EVENT = "event"
    JUDGEMENT = "judgement"
    REVIEW = "review"
    ISSUE = "issue"
    ARRANGEMENT_LIFE = "arrangement_life"
    CONTROL_LIFE = "control_life"


def iso_date(value: str | None) -> str | None:
    """A day or a minute in ISO 8601 as it stands; anything else is a usage error that shows the form."""
    if value is None:
        return None
    message = f"{value!r} is not a date in ISO form; write 2016-10-19 or 2016-10-19T18:06 (with +03:30, if known)"
    if not ISO_DATE.fullmatch(value):
        raise typer.BadParameter(message)
    try:
        dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(message) from error
    return value
