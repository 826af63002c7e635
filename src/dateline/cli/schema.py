"""`dateline schema`: the JSON Schema of the records, made from the very types that write them."""

from __future__ import annotations

import inspect
import json
import sys
from typing import Any

import msgspec

from dateline.cli.choices import Kind
from dateline.records import Arrangement, Article, Claim, ControlClaim, Event, Issue, Judgement, Review
from dateline.records.ledger import ArrangementAsOf, ControlAsOf

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES: dict[Kind, type[msgspec.Struct]] = {
    Kind.ARTICLE: Article, Kind.CLAIM: Claim, Kind.ARRANGEMENT: Arrangement, Kind.CONTROL: ControlClaim,
    Kind.EVENT: Event, Kind.JUDGEMENT: Judgement, Kind.REVIEW: Review, Kind.ISSUE: Issue,
    Kind.ARRANGEMENT_LIFE: ArrangementAsOf, Kind.CONTROL_LIFE: ControlAsOf,
}


def schema_of(kind: Kind | None) -> dict[str, Any]:
    """The schema of one kind, or one that holds for any record."""
    if kind is not None:
        return {"$schema": DIALECT, **_tidy(msgspec.json.schema(TYPES[kind]))}
    _, parts = msgspec.json.schema_components(TYPES.values(), ref_template="#/$defs/{name}")
    names = [{"$ref": f"#/$defs/{one.__name__}"} for one in TYPES.values()]
    return {"$schema": DIALECT, "oneOf": names, "$defs": _tidy(parts)}


def _tidy(part: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The same schema with docstrings as they are meant to be read, without their indentation."""
    if isinstance(part, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _tidy(value)
            for key, value in part.items()
        }
    return [_tidy(one) for one in part] if isinstance(part, list) else part


def run(kind: Kind | None) -> int:
    """Print it."""
    sys.stdout.write(json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n")
    return 0
