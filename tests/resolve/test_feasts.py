"""Days known by name against dates on which they were kept."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.codebook.measures import Feast
from dateline.resolve.feasts import feast_spans


def days(feast, year):
    return [(span.first, span.last) for span in feast_spans(feast, year)]


@pytest.mark.parametrize(("calendar", "day"), [
    ("easter", "1916-04-23"), ("easter", "1998-04-12"), ("easter", "2016-03-27"), ("easter", "2024-03-31"),
    ("orthodox", "2016-05-01"), ("orthodox", "2022-04-24"), ("orthodox", "2024-05-05"),
])
def test_easter(calendar, day):
    kept = date.fromisoformat(day)
    assert days(Feast(calendar=calendar), kept.year) == [(kept, kept)]


@pytest.mark.parametrize(("month", "of_month", "day"), [
    (7, 10, "1973-10-06"), (7, 22, "2023-10-07"), (1, 15, "2024-04-23"), (3, 6, "2024-06-12"), (7, 1, "2016-10-03"),
])
def test_hebrew_feasts(month, of_month, day):
    kept = date.fromisoformat(day)
    assert days(Feast(calendar="hebrew", month=month, day=of_month), kept.year) == [(kept, kept)]


@pytest.mark.parametrize(("month", "of_month", "day"), [
    (10, 1, "2011-08-30"), (10, 1, "2016-07-06"), (10, 1, "2020-05-24"), (10, 1, "2024-04-10"),
    (12, 10, "2012-10-26"), (12, 10, "2015-09-24"), (12, 10, "2018-08-21"), (12, 10, "2023-06-28"),
])
def test_islamic_feasts_lie_within_their_three_days(month, of_month, day):
    kept = date.fromisoformat(day)
    (first, last), = days(Feast(calendar="islamic", month=month, day=of_month), kept.year)
    assert first <= kept <= last
    assert (last - first).days == 2


def test_an_islamic_feast_may_come_twice_in_a_year():
    spans = days(Feast(calendar="islamic", month=10, day=1), 2000)
    assert [first.month for first, _ in spans] == [1, 12]


def test_a_month_runs_from_its_first_possible_day_to_its_last():
    assert days(Feast(calendar="islamic", month=9), 2016) == [(date(2016, 6, 6), date(2016, 7, 7))]


def test_a_day_that_no_year_has_is_none():
    assert days(Feast(calendar="gregorian", month=2, day=30), 2016) == []
