from __future__ import annotations

import random

from dateline.events.stories import copies, join, stories
from tests.events.told import article

BOAT = "A cruise ship with 129 passengers struck a motorway bridge on the Rhine near Duisburg, injuring 27 people."
BOAT_TOO = "Twenty-seven passengers were hurt when a Rhine cruise ship hit a bridge pylon at Duisburg in the dark."
CUBS = "The Chicago Cubs won the World Series after 108 years, beating Cleveland in ten innings of a seventh game."
CUBS_TOO = "Cleveland lost game seven as the Cubs ended a curse of 108 years and took the World Series to Chicago."


def test_reports_of_one_story_are_put_together():
    reports = [
        article("boat1", BOAT, title="Ship hits bridge"),
        article("boat2", BOAT_TOO, title="Rhine ship strikes pylon"),
        article("cubs1", CUBS, title="Cubs win World Series"),
        article("cubs2", CUBS_TOO, title="Curse of the Cubs ends"),
    ]
    wanted = [("a-boat1", "a-boat2"), ("a-cubs1", "a-cubs2")]
    assert stories(reports) == wanted
    random.Random(1).shuffle(reports)
    assert stories(reports) == wanted


def test_time_takes_likeness_away():
    near = [article("a", BOAT, published="2017-12-27"), article("b", BOAT_TOO, published="2017-12-28"),
            article("c", CUBS, published="2016-11-03")]
    far = [near[0], article("b", BOAT_TOO, published="2001-12-28"), near[2]]
    from dateline.events.stories import alike
    from dateline.events.tables import load_likeness

    assert alike(near, load_likeness())[0, 1] > alike(far, load_likeness())[0, 1] > 0


def test_nothing_and_one_report_are_borne():
    assert stories([]) == []
    assert stories([article("a", BOAT)]) == [("a-a",)]
    assert stories([article("a", ""), article("b", "")]) == [("a-a",), ("a-b",)]


def test_groups_join_by_their_mean_and_not_along_a_chain():
    assert sorted(join(3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.8}, least=0.5)) == [(0, 1, 2)]
    assert sorted(join(3, {(0, 1): 0.9, (1, 2): 0.8}, least=0.5)) == [(0, 1), (2,)]
    assert sorted(join(2, {(0, 1): 0.4}, least=0.5)) == [(0,), (1,)]


def test_copies_are_found_whole_and_cut():
    text = f"{BOAT} {BOAT_TOO}"
    found = copies([article("a", text), article("b", "From our wires: " + text[:-60]), article("c", CUBS)])
    assert [(one, other) for one, other, _ in found] == [("a-a", "a-b")]
    assert found[0][2] >= 0.5
