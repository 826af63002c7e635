"""Records as the JSON that the store keeps, for comparisons."""

from __future__ import annotations

import json

from dateline.records import encode


def as_json(record):
    """The plain object of a record."""
    return json.loads(encode(record))
