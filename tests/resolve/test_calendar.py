from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from dateline.resolve.calendar import (
    DaySpan, month_span, moved, season_span, unit_span, week_span, weekday_near, years_span,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(("span", "start", "end"), [
    (years_span(2014), "2014", "2014"),
    (years_span(1990, 10), "1990", "1999"),
    (month_span(2016, 2), "2016-02", "2016-02"),
    (season_span(2015, 12), "2015-12", "2016-02"),
    (week_span(date(2016, 10, 19)), "2016-10-17", "2016-10-23"),
    (DaySpan(date(2016, 10, 1), date(2016, 10, 19), "month"), "2016-10-01", "2016-10-19"),
])
def test_spans_are_written_as_coarsely_as_told(span, start, end):
    assert (span.start_text(), span.end_text()) == (start, end)


@given(DAYS, st.integers(0, 6))
def test_the_nearest_weekday_is_within_a_week(day, weekday):
    back, ahead = weekday_near(day, weekday, ahead=False), weekday_near(day, weekday, ahead=True)
    assert back.weekday() == ahead.weekday() == weekday
    assert 0 <= (day - back).days < 7
    assert 0 <= (ahead - day).days < 7


@given(DAYS, st.sampled_from(["day", "week", "month", "year", "decade", "century"]), st.integers(-2000, 2000))
def test_units_hold_together_or_are_out_of_reach(day, unit, shift):
    span = unit_span(day, unit, shift)
    assert span is None or span.first <= span.last


def test_months_keep_within_their_length():
    assert moved(date(2016, 3, 31), "month", -1) == date(2016, 2, 29)
    assert moved(date(2016, 3, 31), "second", -1) is None
