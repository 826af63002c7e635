from __future__ import annotations

import json

import jsonschema
import pytest

from dateline.cli.choices import Kind
from dateline.cli.schema import schema_of
from dateline.records import Issue, encode
from tests.making import arrangement, article, claim, control

RECORDS = {
    "article": article(), "claim": claim(), "arrangement": arrangement(), "control": control(),
    "issue": Issue(input="x", stage="read", reason="bad", detail="y"),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_records_fit_their_schema_and_no_other(kind):
    record = json.loads(encode(RECORDS[kind]))
    jsonschema.validate(record, schema_of(Kind(kind)))
    jsonschema.validate(record, schema_of(None))
    other = Kind.ISSUE if kind != "issue" else Kind.CLAIM
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schema_of(other))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_schema(run, kind):
    code, out, _ = run("schema", kind.value)
    schema = json.loads(out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert code == 0
    assert kind.value in json.dumps(schema)
