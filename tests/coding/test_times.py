"""Whose time it is: `*` marks the trigger, the report is published on Wednesday 19 October 2016."""

from __future__ import annotations

import pytest

from dateline.analyze.language import parse
from dateline.analyze.times import find_times
from dateline.codebook.measures import load_times
from dateline.coding.times import act_time
from dateline.records import Article, Block, Reading, Resolution, When
from dateline.resolve.times import resolve_times
from tests.hand import doc_of, reading_of

LEXICON = load_times()
PUBLISHED = "2016-10-19"
PUBLICATION = When(start_date=PUBLISHED, end_date=PUBLISHED, precision="day", basis="publication")


def placed(reading, published=PUBLISHED):
    times, unresolved, notes = resolve_times(reading, published=published, lexicon=LEXICON)
    return Resolution(times=times, unresolved=unresolved, notes=notes)


def by_hand(marked, trigger, **more):
    doc = doc_of(marked)
    reading = reading_of(doc, tuple(find_times(doc, lexicon=LEXICON)))
    return act_time(reading, placed(reading), trigger, published=PUBLISHED, **more)


def by_model(nlp, marked):
    text = marked.replace("*", "")
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(kind="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    article = Article(id="a-1", text_hash="t-1", text=text, blocks=tuple(blocks))
    doc, kinds = parse(article, nlp=nlp)
    reading = Reading(article, doc, tuple(find_times(doc, lexicon=LEXICON)), block_kinds=kinds)
    trigger = next(token.i for token in doc if token.idx == marked.index("*"))
    return act_time(reading, placed(reading), trigger, published=PUBLISHED)


SAID = ("Police/NOUN/nsubj/1 said=say/VERB/ROOT/1 on/ADP/prep/1 Tuesday/PROPN/pobj/2 they/PRON/nsubj/6 "
        "had=have/AUX:VBD/aux/6 fled=flee/VERB:VBN/ccomp/1")


def test_what_dates_the_telling_bounds_the_act():
    assert by_hand(SAID, 6) == (When(
        text="Tuesday", start=15, end=22, start_date=None, end_date="2016-10-18", precision="day", basis="told_by",
    ), None)


def test_the_telling_itself_is_dated():
    when, reason = by_hand(SAID, 1)
    assert when is not None
    assert (when.start_date, when.basis, reason) == ("2016-10-18", "relative", None)


def test_a_fresh_act_takes_the_day_of_publication_and_says_so():
    assert by_hand("They/PRON/nsubj/1 fled=flee/VERB/ROOT/1", 1) == (PUBLICATION, None)


def test_background_and_plans_take_none():
    assert by_hand("They/PRON/nsubj/1 fled=flee/VERB/ROOT/1", 1, background=True) == (
        None, "background: the report does not date it")
    assert by_hand("They/PRON/nsubj/2 will/AUX:MD/aux/2 flee/VERB:VB/ROOT/2", 2) == (
        None, "planned, and no day told for it")


def test_a_promise_was_made_when_it_was_said():
    promise = "They/PRON/nsubj/2 will/AUX:MD/aux/2 help/VERB:VB/ROOT/2"
    assert by_hand(promise, 2, verbal=True) == (PUBLICATION, None)


def test_no_day_at_all_is_a_reason():
    doc = doc_of("They/PRON/nsubj/1 fled=flee/VERB/ROOT/1")
    reading = reading_of(doc, ())
    assert act_time(reading, Resolution(), 1, published=None) == (
        None, "the report does not date it, and the day of publication is not known")


@pytest.mark.model
@pytest.mark.parametrize(("marked", "start", "end", "basis"), [
    ("Four leaders were *released Wednesday night, a source said.", "2016-10-19", "2016-10-19", "relative"),
    ("Rebels *killed 43 people in Congo, officials said Thursday.", None, "2016-10-13", "told_by"),
    ("In another development on Wednesday, officials *announced that forces took the square.", "2016-10-19",
     "2016-10-19", "relative"),
    ("The army said jets were observing a *halt to airstrikes in Aleppo, which took effect on Tuesday.", "2016-10-18",
     "2016-10-18", "relative"),
    ("The remarks came ahead of an 11-hour *pause in the city scheduled for Thursday.", "2016-10-20", "2016-10-20",
     "relative"),
    ("The remarks *came ahead of an 11-hour pause in the city scheduled for Thursday.", PUBLISHED, PUBLISHED,
     "publication"),
    ("Troops *shelled the town on Monday and seized the bridge on Tuesday.", "2016-10-17", "2016-10-17", "relative"),
    ("Troops shelled the town on Monday and *seized the bridge on Tuesday.", "2016-10-18", "2016-10-18", "relative"),
    ("Syria *signed the 2015 nuclear deal with Iran.", PUBLISHED, PUBLISHED, "publication"),
    ("On Monday, ministers hit out at Russia.\n\nIn a statement, they *vowed sanctions.", "2016-10-17", "2016-10-17",
     "relative"),
    ("On Monday, ministers hit out at Russia.\n\nMeanwhile, the army *shelled the town.", PUBLISHED, PUBLISHED,
     "publication"),
])
def test_times_of_acts(nlp, marked, start, end, basis):
    when, reason = by_model(nlp, marked)
    assert reason is None
    assert when is not None
    assert (when.start_date, when.end_date, when.basis) == (start, end, basis)
