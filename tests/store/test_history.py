"""What changed between two moments, and what was read."""

from __future__ import annotations

from dateline.store.coverage import OutletCoverage, gaps, status_of
from dateline.store.history import Change, changes
from tests.making import article, claim, control
from tests.records_json import as_json
from tests.store.conftest import FIRST, SECOND, THIRD


def test_gained_lost_and_changed_with_the_slots_that_differ(put, database):
    put(claim(id="c-lost"), claim(id="c-same"), claim(id="c-changed"), control())
    now = claim(id="c-changed", mode=None, cameo="087")
    put(claim(id="c-same"), now, claim(id="c-new"), control(), coder="2", at=SECOND)
    assert list(changes(database, since=FIRST)) == [
        Change("changed", "claims", "c-changed", as_json(now),
               {"cameo": ("0871", "087"), "mode": ("ceasefire", None)}),
        Change("lost", "claims", "c-lost", as_json(claim(id="c-lost")), {}),
        Change("gained", "claims", "c-new", as_json(claim(id="c-new")), {}),
    ]
    assert list(changes(database, since=SECOND)) == []
    assert len(list(changes(database, since="2026-10-01", until=FIRST))) == 4


def test_what_came_and_went_in_between_is_no_change(put, database):
    put()
    put(claim(), coder="2", at=SECOND)
    put(coder="3", at=THIRD)
    assert list(changes(database, since=FIRST)) == []


def test_another_reason_alone_is_no_change(put, database):
    put(claim())
    put(claim(why={"event": ()}), coder="2", at=SECOND)
    assert list(changes(database, since=FIRST)) == []


def test_gaps_are_the_longest_first():
    days = ["2016-10-01", "2016-10-02", "2016-10-05", "2016-10", "2016-10-20"]
    assert gaps(days) == (("2016-10-06", "2016-10-19"), ("2016-10-03", "2016-10-04"))
    assert gaps([]) == ()


def test_status_counts_records_inputs_and_outlets(put, database):
    put(claim(), control(), outlet="Coast Radio", uri=None)
    put(id="a-2", outlet="Coast Radio", uri=None, published=None)
    status = status_of(database)
    assert status.counts == {
        "articles": 2, "claims": 1, "events": 0, "arrangements": 0, "controls": 1, "earlier versions of articles": 0}
    assert status.unlinked == 2
    assert status.inputs == {"coded": 1, "silent": 1}
    assert status.outlets == (
        OutletCoverage("Coast Radio", articles=2, silent=1, first="2016-10-19", last="2016-10-19", days=1, gaps=()),)
    assert article().outlet == "Coast Radio"
