"""Title and surname on a day: one bearer, several, none."""

from __future__ import annotations

import pytest

from dateline.gazetteer.actors import load_actors
from dateline.resolve.titled import titled


@pytest.fixture(scope="module")
def table():
    return load_actors()


@pytest.mark.parametrize(("surname", "title", "day", "countries", "former", "entity"), [
    ("bush", "president", "1991-02-01", (), False, "person-george-h-w-bush"),
    ("bush", "president", "2003-02-01", (), False, "person-george-w-bush"),
    ("bush", "president", "2012-02-01", (), False, None),
    ("bush", "prime minister", "2003-02-01", (), False, None),
    ("abdullah", "king", "2007-02-01", ("SAU",), False, "person-king-abdullah"),
    ("abdullah", "king", "2007-02-01", ("JOR",), False, "person-king-abdullah-ii"),
    ("abdullah", "king", "2007-02-01", (), False, None),
    ("xi", "president", "2016-01-01", (), False, "person-xi-jinping"),
    ("nobody", "president", "2016-01-01", (), False, None),
])
def test_who_is_meant(table, surname, title, day, countries, former, entity):
    row = titled(surname, title, table=table, day=day, countries=countries, former=former)
    assert (row.entity if row else None) == entity


def test_a_former_holder_is_one_whose_office_is_over(table):
    row = titled("obama", "president", table=table, day="2019-01-01", countries=(), former=True)
    assert row is not None
    assert (row.entity, row.until) == ("person-barack-obama", "2017-01-20")
    assert titled("obama", "president", table=table, day="2012-01-01", countries=(), former=True) is None
