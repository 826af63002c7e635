"""What templates do with values: safe addresses, days, numbers, words for codes. Nothing here makes markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

from dateline.export.wording import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BANDS: Final = ((0.85, "high"), (0.6, "middling"), (0.0, "low"))
"""From which coding_confidence on a band begins."""
DAY: Final = len("2016-10-19")


def outward(address: object) -> str | None:
    """The address where it is http or https with a host and can stand in a link, else `None`: anything else may run."""
    text = str(address or "").strip()
    if not text.isprintable() or any(char in text for char in " \\<>\"'`"):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme.lower() in {"http", "https"} and parts.hostname else None


def band(confidence: object) -> str:
    """A coding_confidence as a band: high, middling, low, or not measured."""
    if not isinstance(confidence, int | float):
        return "not measured"
    return next(name for least, name in BANDS if confidence >= least or least == 0.0)


def words(code: object) -> str:
    """A code as words: `third_party` is "third party"."""
    return clean(str(code or "")).replace("_", " ")


def day(value: object) -> str:
    """The day of an ISO value, or that there is none."""
    return str(value)[:DAY] if value else "day not told"


def moment(value: object) -> str:
    """A moment of the store, to the minute."""
    return f"{str(value)[:DAY]} {str(value)[DAY + 1 : DAY + 6]}".strip() if value else "never"


def thousands(value: object) -> str:
    """A number with thin gaps between thousands."""
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else str(value)


def counted(value: object, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 claim", "2 claims"."""
    return f"{thousands(value)} {one if value == 1 else many or one + 's'}"


def with_query(query: Mapping[str, Any], **changes: object) -> str:
    """The query of an address with some values changed; `None` takes one away. Begins with `?`, empty where nothing
    is left."""
    merged = {**dict(query), **changes}
    left = {name: value for name, value in merged.items() if value not in {None, ""}}
    return f"?{urlencode(left)}" if left else ""


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "outward": outward, "band": band, "words": words, "day": day, "moment": moment, "thousands": thousands,
    "counted": counted, "with_query": with_query, "clean": lambda value: clean(str(value or "")),
}
