"""Times against a report published on Wednesday 19 October 2016."""

from __future__ import annotations

import pytest

from dateline.analyze.times import find_times
from dateline.codebook.measures import load_times
from dateline.records import Stance, When
from dateline.resolve.times import resolve_times
from tests.hand import doc_of, reading_of

LEXICON = load_times()
PUBLISHED = "2016-10-19T18:06"


def resolved(doc, *, published=PUBLISHED, **more):
    mentions = tuple(find_times(doc, lexicon=LEXICON))
    return resolve_times(reading_of(doc, mentions, **more), published=published, lexicon=LEXICON)


def dates(doc, *, published=PUBLISHED):
    times, _, _ = resolved(doc, published=published)
    return [(when.start_date, when.end_date, when.precision, when.basis) for when in times.values()]


def test_a_weekday_of_a_past_clause_lies_behind():
    doc = doc_of("They/PRON/nsubj/1 fled/VERB/ROOT/1 on/ADP/prep/1 Thursday/PROPN/pobj/2")
    assert resolved(doc)[0] == {0: When(
        text="Thursday", start=13, end=21, start_date="2016-10-13", end_date="2016-10-13", precision="day",
        basis="relative",
    )}


def test_the_day_of_publication_is_the_nearest():
    doc = doc_of("They/PRON/nsubj/1 fled/VERB/ROOT/1 on/ADP/prep/1 Wednesday/PROPN/pobj/2")
    assert dates(doc) == [("2016-10-19", "2016-10-19", "day", "relative")]


def test_a_weekday_of_a_future_clause_lies_ahead():
    doc = doc_of("It/PRON/nsubj/2 will/AUX:MD/aux/2 end/VERB:VB/ROOT/2 on/ADP/prep/2 Thursday/PROPN/pobj/3")
    assert dates(doc) == [("2016-10-20", "2016-10-20", "day", "relative")]


def test_a_stance_outweighs_the_tag():
    doc = doc_of("It/PRON/nsubj/1 ended/VERB/ROOT/1 on/ADP/prep/1 Thursday/PROPN/pobj/2")
    times, _, _ = resolved(doc, stances={1: Stance(tense="future")})
    assert times[0].start_date == "2016-10-20"


def test_scheduled_for_lies_ahead():
    doc = doc_of("a/DET/det/1 pause/NOUN/ROOT/1 scheduled=schedule/VERB:VBN/acl/1 for/ADP/prep/2 Thursday/PROPN/pobj/3")
    assert dates(doc) == [("2016-10-20", "2016-10-20", "day", "relative")]


def test_since_has_no_end_and_until_no_start():
    doc = doc_of("It/PRON/nsubj/1 lasted=last/VERB/ROOT/1 since/ADP/prep/1 March/PROPN/pobj/2 2011/NUM:CD/nummod/3 "
                 "until/ADP/prep/1 2014/NUM:CD/pobj/5")
    assert dates(doc) == [("2011-03", None, "month", "stated"), (None, "2014", "year", "stated")]


def test_a_name_that_holds_a_year_is_no_time():
    doc = doc_of("the/DET/det/3 2015/NUM:CD/nummod/3 nuclear/ADJ/amod/3 deal/NOUN/ROOT/3")
    times, unresolved, _ = resolved(doc)
    assert times == {}
    assert unresolved == {0: "the year is part of a name, not the time of an act"}


def test_the_next_day_counts_from_the_last_day_told():
    doc = doc_of("They/PRON/nsubj/1 met/VERB/ROOT/1 on/ADP/prep/1 3/NUM:CD/nummod/4 May/PROPN/pobj/2 "
                 "2014/NUM:CD/nummod/4 || They/PRON/nsubj/1 left/VERB/ROOT/1 the/DET/det/4 next/ADJ/amod/4 "
                 "day/NOUN/npadvmod/1")
    assert dates(doc) == [
        ("2014-05-03", "2014-05-03", "day", "stated"), ("2014-05-04", "2014-05-04", "day", "relative")]


def test_the_next_day_alone_is_unresolved():
    doc = doc_of("They/PRON/nsubj/1 left/VERB/ROOT/1 the/DET/det/4 next/ADJ/amod/4 day/NOUN/npadvmod/1")
    times, unresolved, _ = resolved(doc)
    assert times == {}
    assert unresolved == {0: "counted from a day told before, and none was"}


@pytest.mark.parametrize("published", [None, "", "2016", "soon", "0001-01-01"])
def test_without_a_day_of_publication_only_whole_dates_resolve(published):
    doc = doc_of("In/ADP/prep/3 2014/NUM:CD/pobj/0 they/PRON/nsubj/3 left/VERB/ROOT/3 on/ADP/prep/3 "
                 "Friday/PROPN/pobj/4")
    times, unresolved, _ = resolved(doc, published=published)
    assert [when.start_date for when in times.values()] == ["2014"]
    assert unresolved == {1: "the day of publication is not known"}


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "start", "end", "precision"), [
    ("It fell last week.", "2016-10-10", "2016-10-16", "week"),
    ("It fell earlier this month.", "2016-10-01", "2016-10-19", "month"),
    ("It fell two years ago.", "2014", "2014", "year"),
    ("It fell three months ago.", "2016-07", "2016-07", "month"),
    ("It fell last summer.", "2016-06", "2016-08", "season"),
    ("It fell on May 16.", "2016-05-16", "2016-05-16", "day"),
    ("The vote will be held on May 16.", "2017-05-16", "2017-05-16", "day"),
    ("The town was shelled overnight.", "2016-10-18", "2016-10-19", "day"),
    ("It fell last Wednesday.", "2016-10-12", "2016-10-12", "day"),
    ("It began at 8 a.m. on Tuesday.", "2016-10-18T08:00", "2016-10-18T08:00", "minute"),
    ("It began at 18:00 GMT on Tuesday.", "2016-10-18T18:00+00:00", "2016-10-18T18:00+00:00", "minute"),
    ("It was agreed in the 1990s.", "1990", "1999", "year"),
    ("They were given until Friday to leave.", None, "2016-10-21", "day"),
    ("They agreed to meet on Friday.", "2016-10-21", "2016-10-21", "day"),
    ("They managed to leave on Friday.", "2016-10-14", "2016-10-14", "day"),
    ("Between March and June 2015 it was quiet.", "2015-03", "2015-06", "month"),
])
def test_times_in_sentences(nlp, sentence, start, end, precision):
    times, _, _ = resolved(nlp(sentence))
    assert [(when.start_date, when.end_date, when.precision) for when in times.values()] == [(start, end, precision)]


@pytest.mark.model
@pytest.mark.parametrize("sentence", [
    "It fell several years ago.", "It fell on 04/05/2016.", "It fell on 31 February.",
])
def test_what_cannot_be_placed_says_why(nlp, sentence):
    times, unresolved, _ = resolved(nlp(sentence))
    assert times == {}
    assert len(unresolved) == 1
