from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest

from dateline.cli.choices import Kind
from dateline.cli.schema import schema_of
from dateline.events.arrangements import arrangement_ledger, control_ledger, holder_at, status_at
from dateline.records import Issue, encode
from dateline.records.ledger import ArrangementAsOf, ControlAsOf
from tests.events.arrangements.test_control import TAKEN
from tests.events.arrangements.test_threads import LIFE
from tests.making import arrangement, article, claim, control

DAY = "2004-11-01"


def told_life():
    """A life as the ledger prints it."""
    (life,) = arrangement_ledger(LIFE)
    standings = tuple(status_at(life, one.party, DAY) for one in life.parties)
    return ArrangementAsOf(**msgspec.structs.asdict(life), as_of=DAY, standings=standings)


def told_control():
    """A place as the ledger prints it."""
    (life,) = control_ledger([TAKEN])
    return ControlAsOf(**msgspec.structs.asdict(life), as_of=DAY, holding=holder_at(life, DAY))


RECORDS = {
    "arrangement_life": told_life(), "control_life": told_control(),
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
