"""Which row of the table holds on a day."""

from __future__ import annotations

import pytest

from dateline.gazetteer.actor_rows import ActorRow
from dateline.resolve.tenure import choose, sector_after_office


def row(role: str, since: str, until: str, country: str = "RUS") -> ActorRow:
    return ActorRow(alias="X", entity="person-x", name="X", country=country, sector="GOV", role=role, since=since,
                    until=until, source="recalled", checked="")


FIRST = row("President", "2000-05-07", "2008-05-07")
SECOND = row("Prime Minister", "2008-05-08", "2012-05")
THIRD = row("President", "2012-05", "")


@pytest.mark.parametrize(("day", "expected"), [
    ("2003-01-01", (FIRST, False)),
    ("2010-01-01", (SECOND, False)),
    ("2016-10-19", (THIRD, False)),
    ("1999-01-01", (FIRST, False)),
    (None, (THIRD, False)),
])
def test_the_row_in_force_is_chosen(day, expected):
    assert choose([FIRST, SECOND, THIRD], day, hints=frozenset()) == expected


def test_an_office_that_is_over_is_former():
    assert choose([FIRST, SECOND], "2020-01-01", hints=frozenset()) == (SECOND, True)


def test_a_month_counts_to_its_last_day():
    assert choose([SECOND], "2012-05-31", hints=frozenset()) == (SECOND, False)
    assert choose([SECOND], "2012-06-01", hints=frozenset()) == (SECOND, True)


def test_a_country_beside_the_name_chooses_among_bearers():
    jordan, saudi = row("King", "1999", "", "JOR"), row("King", "2005", "2015", "SAU")
    assert choose([saudi, jordan], "2012-01-01", hints=frozenset({"JOR"})) == (jordan, False)


def test_no_rows_no_choice():
    assert choose([], "2012-01-01", hints=frozenset()) is None


def test_only_servants_of_a_state_become_elites():
    assert [sector_after_office(sector) for sector in ("GOV", "MIL", "REB", "OPP")] == ["ELI", "ELI", "REB", "OPP"]
