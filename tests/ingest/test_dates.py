"""Dates as pages print them, and what is no date."""

from __future__ import annotations

import pytest

from dateline.ingest.dates import clock_only, read_dates

READ = {
    "Wed Oct 19, 2016 6:6PM": "2016-10-19T18:06",
    "November 20, 2019 - 11:28 AMT": "2019-11-20T11:28",
    "Published: 14:05 GMT, 3 May 2015": "2015-05-03T14:05+00:00",
    "Source: Agency| 2016-02-05 16:52:08|Editor: desk": "2016-02-05T16:52",
    "19/10/2016": "2016-10-19",
    "10/19/2016": "2016-10-19",
    "UPDATED: 05:43 25/07/2016": "2016-07-25T05:43",
    "MAY 31 2015, 7.34pm AEST": "2015-05-31T19:34+10:00",
    "17.07.2015\u00a021:36": "2015-07-17T21:36",
    "05.07.2015": "2015-07-05",
    "00:46, March 28, 2015": "2015-03-28T00:46",
    "Published On 22 Dec 202322 Dec 2023": "2023-12-22",
    "2016-10-19T18:06:00+03:30": "2016-10-19T18:06+03:30",
    "2016-10-19T18:06:00.000Z": "2016-10-19T18:06+00:00",
    "Wed Oct 19 18:06:00 EDT 2016": "2016-10-19T18:06-04:00",
    "October 19, 2016, Wednesday/ 18:06:00/": "2016-10-19T18:06",
    "Oct 19, 2016, 06:06 PM IST": "2016-10-19T18:06",
    "\u06f1\u06f9 Oct \u06f2\u06f0\u06f1\u06f6 \u06f1\u06f8:\u06f0\u06f6": "2016-10-19T18:06",
    "12:32AM 22 Sep 2015": "2015-09-22T00:32",
    "19 October 2016 | 18:06 Tehran time": "2016-10-19T18:06",
    "the 3rd of May, 2015": "2015-05-03",
    "October 2016": "2016-10",
    "Last updated at Apr 232017 BEIRUT": "2017-04-23",
}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_printed_dates_are_read(text: str, value: str) -> None:
    assert next(read_dates(text)).value == value


@pytest.mark.parametrize(
    "text",
    [
        "Copyright © 2000-2019",
        "5 hours ago",
        "31.02.2016 11:00",
        "28 Mehr 1395",
        "1395/07/28",
        "19/10/16",
        "Wednesday, 18:06",
        "20161",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert list(read_dates(text)) == []


def test_a_date_that_reads_both_ways_has_no_value() -> None:
    found = next(read_dates("Posted 05/07/2016 10:00"))
    assert (found.value, found.alternatives) == (None, ("2016-07-05T10:00", "2016-05-07T10:00"))


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("19 Oct 2016 18:06 IST", "IST"),
        ("19 Oct 2016 18:06 GMT+3", "GMT+3"),
        ("19 Oct 2016 18:06 (local time)", "local time"),
        ("19 Oct 2016 18:06 get the latest", None),
    ],
)
def test_the_zone_is_kept_as_printed(text: str, zone: str | None) -> None:
    assert next(read_dates(text)).zone == zone


def test_roles_of_two_dates_on_a_line() -> None:
    text = "Published: 2017-10-18 23:16 GMT - Last Modified: 2017-10-19 16:00 GMT"
    assert [(d.role, d.value) for d in read_dates(text)] == [
        ("published", "2017-10-18T23:16+00:00"),
        ("updated", "2017-10-19T16:00+00:00"),
    ]


def test_offsets_cover_the_printed_words() -> None:
    text = "By A. Reporter | 19 October 2016, 18:06 GMT | 3 min read"
    found = next(read_dates(text))
    assert text[found.start : found.end] == "19 October 2016, 18:06 GMT"


@pytest.mark.parametrize(
    ("text", "only"), [("10:42", True), ("10:42 GMT", True), ("10:42 Army says", False), ("Army", False)]
)
def test_a_line_that_is_only_a_time(text: str, only: bool) -> None:
    assert clock_only(text) is only
