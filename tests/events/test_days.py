from __future__ import annotations

from datetime import date

import pytest

from dateline.events.days import Days, day_number, days_of, published_day
from dateline.events.tables import load_judging
from dateline.records import Article, Published, When
from tests.events.told import article, on, told

WINDOWS = load_judging().windows
TEXT = "Shells hit Zenica."


def number(text):
    return date.fromisoformat(text).toordinal()


def days(claim, published="1993-03-18"):
    return days_of(claim, number(published) if published else None, windows=WINDOWS)


def claim(**slots):
    return told(article("a", TEXT), "Shells [hit] Zenica.", **slots)


@pytest.mark.parametrize(("value", "last", "wanted"), [
    ("1993-03-16T14:20", False, "1993-03-16"),
    ("1993-02", True, "1993-02-28"),
    ("1993", False, "1993-01-01"),
    ("1993-12", True, "1993-12-31"),
    ("not a day", False, None),
    ("1993-02-30", False, None),
    (None, False, None),
])
def test_a_date_of_any_precision_is_a_day(value, last, wanted):
    assert day_number(value, last=last) == (number(wanted) if wanted else None)


def test_a_stated_day_is_firm():
    assert days(claim(time=on("1993-03-16"))) == Days(number("1993-03-16"), number("1993-03-16"), firm=True)


def test_a_publication_date_leaves_some_days_before_it():
    found = days(claim(time=on("1993-03-18", basis="publication")))
    assert found == Days(number("1993-03-18") - WINDOWS.publication, number("1993-03-18"), firm=False)


def test_background_and_what_is_to_come_lie_before_and_after():
    assert days(claim(temporal="historical")).first == number("1993-03-18") - WINDOWS.background
    assert days(claim(temporal="future", time=on("1993-03-18", basis="publication"))).last > number("1993-03-18")


def test_only_the_end_is_known_where_only_the_telling_is_dated():
    told_by = When(text="on Tuesday", start=0, end=5, end_date="1993-03-16", precision="day", basis="told_by")
    assert days(claim(time=told_by)) == Days(number("1993-03-16") - 8, number("1993-03-16"), firm=False)


def test_noon_of_a_day_is_that_day_and_a_year_dates_no_act():
    noon = When(text="by noon", start=0, end=5, end_date="1993-03-16T12:00", precision="hour", basis="relative")
    assert days(claim(time=noon)).exact
    year = When(text="in 1992", start=0, end=5, start_date="1992", end_date="1992", precision="year", basis="stated")
    assert days(claim(time=year, temporal="historical")).firm is False


def test_without_any_day_there_is_none():
    assert days(claim(), published=None) is None
    assert published_day(None) is None
    march = Published(value="1993-03", precision="month", basis="page")
    coarse = Article(id="a", text_hash="t", text=TEXT, published=march)
    assert published_day(coarse) is None


def test_gaps_are_counted_from_the_nearer_ends():
    assert Days(10, 12, firm=True).gap(Days(15, 20, firm=True)) == 3
    assert Days(15, 20, firm=True).gap(Days(10, 15, firm=True)) == 0
