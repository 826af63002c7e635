"""Records of an article that was read in natural case, given back the characters that the page prints.

Words without offsets ("from the airport" of a route, a label) stay as they were read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

if TYPE_CHECKING:
    from dateline.records import Record

One = TypeVar("One", bound="Record")


def as_printed(records: tuple[One, ...], text: str, *, read: str) -> tuple[One, ...]:
    """Give records the words of `text` wherever their words and offsets are those of `read`; equal texts cost nothing.

    Both texts have the same length, so that offsets and ids stay.
    """
    if text == read:
        return records
    return tuple(cast("One", _printed(record, text, read)) for record in records)


def _printed(value: object, text: str, read: str) -> object:
    """One value of a record, and all that it holds."""
    if isinstance(value, tuple):
        return tuple(_printed(one, text, read) for one in value)
    if not isinstance(value, msgspec.Struct):
        return value
    fields = {name: getattr(value, name) for name in value.__struct_fields__}
    changed = {name: new for name, old in fields.items() if (new := _printed(old, text, read)) is not old}
    start, end, words = fields.get("start"), fields.get("end"), fields.get("text")
    if isinstance(start, int) and isinstance(end, int) and words == read[start:end]:
        changed["text"] = text[start:end]
    return msgspec.structs.replace(value, **changed) if changed else value
