"""Rows of others in the store: versions, issues, questions."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.records import Issue
from dateline.records.foreign import ForeignEvent
from dateline.store.filters import Filters, Near
from dateline.store.foreign import count_foreign, foreign_events, need_scheme, put_foreign
from dateline.store.lookups import article_by_id, claims_in
from tests.making import claim
from tests.store.conftest import FIRST, SECOND


def row(name="f-1", **slots):
    return ForeignEvent(**{
        "id": name, "scheme": "acled", "start_date": "2016-10-19", "end_date": "2016-10-20", "event": "ASSAULT",
        "country": "SYR", "latitude": 36.2, "longitude": 37.16, **slots})


def keep(database, *rows, at=FIRST):
    return put_foreign(database, rows, scheme="acled", file="a.csv", at=at)


def ids(database, **asked):
    return [one.id for one in foreign_events(database, "acled", Filters(**asked))]


def test_rows_are_kept_once_and_changed_ones_as_versions(database, ask):
    assert keep(database, row(), row("f-2")) == {"added": 2}
    assert keep(database, row(), row("f-2", deaths_low=3), at=SECOND) == {"known": 1, "changed": 1}
    assert list(foreign_events(database, "acled", Filters())) == [row(), row("f-2", deaths_low=3)]
    assert ask("SELECT id, since, until FROM foreign_events ORDER BY row") == [
        ("f-1", FIRST, None), ("f-2", FIRST, SECOND), ("f-2", SECOND, None)]
    assert ask("SELECT added, changed, known, issues FROM foreign_files ORDER BY row") == [(2, 0, 0, 0), (0, 1, 1, 0)]


def test_issues_are_logged_as_refused_inputs(database, ask):
    issue = Issue(input="a.csv, row 3", stage="import", reason="bad_date", detail="no")
    assert keep(database, issue, row()) == {"issues": 1, "added": 1}
    assert ask("SELECT source, input, outcome, stage, reason, detail FROM inputs") == [
        ("a.csv", "a.csv, row 3", "refused", "import", "bad_date", "no")]


def test_they_are_asked_by_day_event_country_and_point(database):
    keep(database, row(), row("f-2", start_date="2016-11-01", end_date="2016-11-01", event=None, country=None,
                             latitude=None, longitude=None))
    assert ids(database) == ["f-1", "f-2"]
    assert ids(database, first="2016-10-20", last="2016-10-31") == ["f-1"]
    assert ids(database, first="2016-10-21") == ["f-2"]
    assert ids(database, event="ASSAULT", country="SYR") == ["f-1"]
    assert ids(database, near=Near(36.0, 37.0, 50.0)) == ["f-1"]
    assert ids(database, near=Near(36.0, 37.0, 5.0)) == []
    assert list(foreign_events(database, "ucdp", Filters())) == []


def test_a_scheme_without_rows_is_told_with_those_that_have_some(database):
    keep(database, row())
    need_scheme(database, "acled")
    assert count_foreign(database) == {"acled": 1}
    with pytest.raises(InputError, match=r"no rows of 'ucdp' are in the store \(there are: acled\)"):
        need_scheme(database, "ucdp")


def test_an_article_and_its_claims_by_id(database, put):
    put(claim(id="c-1"))
    assert article_by_id(database, "a-1").outlet == "Coast Radio"
    assert article_by_id(database, "a-") is None
    assert claims_in(database, "a-1") == (claim(id="c-1"),)
    assert claims_in(database, "a-2") == ()
