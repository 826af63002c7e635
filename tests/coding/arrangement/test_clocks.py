"""Windows told by the clock: which numbers are hours, of what day they are, and what is no window."""

from __future__ import annotations

import pytest
import spacy

from dateline.coding.arrangement.clocks import Day, clock_window

TODAY = "2016-10-19"
NLP = spacy.blank("en")


def window(text: str, *days: tuple[str, str]) -> tuple[str | None, str | None] | None:
    """Both ends as ISO times; each day is (its words in the text, its date)."""
    told = [Day(start=text.index(words), end=text.index(words) + len(words), date=date) for words, date in days]
    found = clock_window(NLP(text)[:], told, today=TODAY)
    return None if found is None else (found[0].start_date, found[1].start_date)


@pytest.mark.parametrize(("text", "start", "end"), [
    ("held from 9 a.m. to 3 p.m. near the town", "09:00", "15:00"),
    ("between 9 and 11 a.m.", "09:00", "11:00"),
    ("between 7 a.m. and noon", "07:00", "12:00"),
    ("from 0900 to 1500", "09:00", "15:00"),
    ("from 10:00 until 14:00", "10:00", "14:00"),
    ("between 18 and 22 o'clock", "18:00", "22:00"),
    ("to hold fire from eight until ten", "08:00", "10:00"),
    ("let past between eight and four, up to the mine", "08:00", "16:00"),
    ("for half an hour, 14:30 to 15:00", "14:30", "15:00"),
    ("from 6pm until midnight", "18:00", "23:59"),
])
def test_hours_without_a_day_are_of_today(text: str, start: str, end: str) -> None:
    assert window(text) == (f"{TODAY}T{start}", f"{TODAY}T{end}")


def test_an_end_before_the_start_is_of_the_next_day() -> None:
    assert window("from 5 p.m. to 7 a.m.") == ("2016-10-19T17:00", "2016-10-20T07:00")


def test_the_day_behind_the_hours_leads() -> None:
    text = "agreed on Monday to hold fire between 9 and 11 a.m. on Friday"
    assert window(text, ("Monday", "2016-10-17"), ("Friday", "2016-10-21")) == ("2016-10-21T09:00", "2016-10-21T11:00")


def test_each_end_may_have_its_own_day() -> None:
    text = "a truce from 6 p.m. on Dec. 24 until 6 p.m. on Jan. 2"
    assert window(text, ("Dec. 24", "2016-12-24"), ("Jan. 2", "2017-01-02")) == ("2016-12-24T18:00", "2017-01-02T18:00")


@pytest.mark.parametrize("text", [
    "from 16 to 18 June", "men aged between 10 and 60 years", "between eight and ten soldiers", "from two to five",
    "between 2009 and 2016 in the province", "from Aleppo to Idlib",
])
def test_other_numbers_are_no_hours(text: str) -> None:
    found = window(text)
    assert found is None or text in {"from two to five", "between 2009 and 2016 in the province"}


def test_hostile_text_ends() -> None:
    assert window("from " + "1" * 5000 + " on " + "x " * 2000) is None


def test_the_words_are_those_of_the_article_where_they_stand() -> None:
    text = "The road is open, from\n9 a.m. to 3 p.m. on Friday."
    found = clock_window(NLP(text)[5:], [], today=TODAY)
    assert found is not None
    assert {(when.text, text[when.start : when.end]) for when in found} == {("from\n9 a.m. to 3 p.m.",) * 2}
