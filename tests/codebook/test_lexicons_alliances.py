"""The table of who stands with and against whom: known parties, true dates, no contradiction, narrow before wide."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, get_args

import pytest

from dateline.codebook.lexicons import load_alliances
from dateline.gazetteer.actor_faults import BODY_CODES
from dateline.gazetteer.actor_rows import Sector
from dateline.gazetteer.actors import load_actors

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.codebook.lexicons import Alliance

LAST_DAY = "9999-12-31"
ID, SIDE, STATE = 3, 2, 1
"""How narrow a party is: one actor, one side of a country, the state itself."""


@pytest.fixture(scope="module")
def rows() -> tuple[Alliance, ...]:
    return load_alliances().rows


@pytest.fixture(scope="module")
def narrowness() -> Callable[[str], int]:
    table = load_actors()
    ids = frozenset(row.entity for row in table.rows.values())
    codes = table.states | (BODY_CODES - {""})
    sectors = frozenset(get_args(Sector))

    def of(party: str) -> int:
        if party in ids:
            return ID
        if party in codes or (party[:3] in codes and party[3:] == "GOV"):
            return STATE
        return SIDE if party[:3] in codes and party[3:] in sectors else 0

    return of


def pair_of(row: Alliance) -> tuple[str, ...]:
    """Both parties in one order; a government is its state, as when the table is asked."""
    parties = (row.left, row.right)
    return tuple(sorted(party[:3] if party.isupper() and party[3:] == "GOV" else party for party in parties))


def meet(one: Alliance, other: Alliance) -> bool:
    return one.since <= (other.until or LAST_DAY) and other.since <= (one.until or LAST_DAY)


def test_the_table_reaches_back_and_over_all_continents(rows):
    told = {row.left for row in rows} | {row.right for row in rows}
    assert len(rows) >= 1200
    assert len([row for row in rows if row.since < "2000"]) >= 400
    assert {
        "kosovo-liberation-army", "unita", "liberation-tigers-of-tamil-eelam", "shining-path", "free-aceh-movement",
        "chechen-rebels", "revolutionary-united-front", "houthis", "m23", "irish-republican-army", "viv-ansanm",
        "bougainville-revolutionary-army", "polisario-front", "rapid-support-forces", "jalisco-new-generation-cartel",
    } <= told


def test_every_party_is_known(rows, narrowness):
    assert [party for row in rows for party in (row.left, row.right) if not narrowness(party)] == []


def test_nobody_stands_with_or_against_himself(rows):
    assert [row for row in rows if len(set(pair_of(row))) == 1] == []


def test_dates_are_days_in_order(rows):
    dates = [day for row in rows for day in (row.since, row.until, row.checked) if day]
    assert [day for day in dates if date.fromisoformat(day).isoformat() != day] == []
    assert [row for row in rows if not row.since or row.since > (row.until or LAST_DAY)] == []


def test_every_row_says_on_what_it_rests(rows):
    assert [row for row in rows if not row.ground.strip()] == []


def test_no_pair_stands_twice_in_one_row_or_both_ways_on_one_day(rows):
    by_pair: dict[tuple[str, ...], list[Alliance]] = {}
    for row in rows:
        by_pair.setdefault(pair_of(row), []).append(row)
    doubled = [(one, other) for same in by_pair.values() for one, other in combinations(same, 2) if meet(one, other)]
    assert doubled == []


def test_no_line_is_there_twice(rows):
    assert [row for row, count in Counter(rows).items() if count > 1] == []


def test_narrow_rows_stand_before_wide_ones(rows, narrowness):
    """The first row that fits counts: a row about one group goes before that about all rebels of its country."""
    weight = {ID: 4, SIDE: 2, STATE: 1}
    widths = [weight[narrowness(row.left)] + weight[narrowness(row.right)] for row in rows]
    assert widths == sorted(widths, reverse=True)


def test_of_one_pair_the_latest_row_stands_first(rows):
    last: dict[tuple[str, ...], str] = {}
    late: list[Alliance] = []
    for row in rows:
        late += [row] if row.since > last.setdefault(pair_of(row), row.since) else []
        last[pair_of(row)] = row.since
    assert late == []
