"""The stamps of a live blog: found over its entries, and never the dateline of a plain report."""

from __future__ import annotations

import pytest

from dateline.analyze.language import parse
from dateline.analyze.time_stamps import find_stamps
from dateline.codebook.measures import load_times
from dateline.coding.times import act_time, entry_time
from dateline.ingest import Given, article_from_text
from dateline.records import Reading, Resolution, When
from dateline.resolve.times import resolve_times

LEXICON = load_times()

BLOG = """Syria war: live updates

Tuesday 11 October 2016

14:32 GMT

Shelling hit the market in Aleppo, residents said.

2h ago

Rebels captured a village near Hama.

Posted at 08:15

Troops left the base.

Mon 10 Oct 2016 23:50 BST

Troops entered the town of Dabiq.
"""
REPORT = """Army takes town

Tuesday 11 October 2016 14:32 GMT

The army took the town of Dabiq, residents said. Nobody was hurt.
"""


def read(nlp, text):
    article = article_from_text(text, given=Given())
    doc, kinds = parse(article, nlp=nlp)
    stamps = tuple(find_stamps(article, doc, lexicon=LEXICON))
    reading = Reading(article, doc, stamps, block_kinds=kinds)
    times, unresolved, notes = resolve_times(reading, published=article.published.value, lexicon=LEXICON)
    return reading, Resolution(times=times, unresolved=unresolved, notes=notes)


@pytest.mark.model
def test_entries_are_dated_by_their_stamps(nlp):
    _, resolution = read(nlp, BLOG)
    assert [(when.text, when.end_date, when.precision) for when in resolution.times.values()] == [
        ("14:32 GMT", "2016-10-11T14:32+00:00", "minute"),
        ("2h ago", "2016-10-11", "day"),
        ("Posted at 08:15", "2016-10-11T08:15", "minute"),
        ("Mon 10 Oct 2016 23:50 BST", "2016-10-10T23:50+01:00", "minute"),
    ]


@pytest.mark.model
def test_a_fresh_act_takes_the_day_of_its_entry(nlp):
    reading, resolution = read(nlp, BLOG)
    trigger = next(token.i for token in reading.doc if token.text == "entered")
    stamp = "Mon 10 Oct 2016 23:50 BST"
    when, reason = act_time(reading, resolution, trigger, published="2016-10-11")
    assert (when, reason) == (When(
        text=stamp, start=BLOG.index(stamp), end=BLOG.index(stamp) + len(stamp), start_date="2016-10-10",
        end_date="2016-10-10", precision="day", basis="publication",
    ), None)


@pytest.mark.model
def test_the_dateline_of_a_plain_report_is_no_stamp(nlp):
    reading, resolution = read(nlp, REPORT)
    assert reading.mentions == ()
    assert entry_time(reading, resolution, len(reading.doc) - 1) is None
