"""Kappa against values worked out by others, and what counts as agreement."""

from __future__ import annotations

import pytest

from dateline.records import Judgement, Review, ReviewTarget
from dateline.web.agreement import (
    Agreement, agreement, between_persons, blind_pairs, disagreements, label_of, of_pairs, pace,
)


def pairs(**counts):
    return [(name[0], name[1]) for name, count in counts.items() for _ in range(count)]


@pytest.mark.parametrize(("counts", "share", "kappa"), [
    ({"yy": 20, "yn": 5, "ny": 10, "nn": 15}, 0.7, 0.4),  # the worked example of most textbooks
    ({"yy": 45, "yn": 15, "ny": 25, "nn": 15}, 0.6, 0.1304),
    ({"yy": 25, "yn": 35, "ny": 5, "nn": 35}, 0.6, 0.2593),
    # Three labels with equal margins: chance is a third.
    ({"aa": 10, "bb": 10, "cc": 10, "ab": 5, "bc": 5, "ca": 5}, 2 / 3, 0.5),
    ({"yy": 3, "nn": 2}, 1.0, 1.0),
    ({"yn": 1, "ny": 1}, 0.0, -1.0),
])
def test_kappa_has_the_known_value(counts, share, kappa):
    found = agreement(pairs(**counts))
    assert found.items == sum(counts.values())
    assert found.share == pytest.approx(share)
    assert found.kappa == pytest.approx(kappa, abs=5e-5)


def test_kappa_is_not_defined_for_nothing_and_for_one_label_only():
    assert agreement([]) == Agreement(0, None, None)
    assert agreement([("y", "y")] * 4) == Agreement(4, 1.0, None)


def said(name, maker, minute, action="confirm", note="", **changes):
    target = ReviewTarget(article="a", kind="claim", trigger=(0, 1), event="AID")
    return Review(id=name, target=target, action=action, changes=changes, note=note, maker=f"person:{maker}",
                  at=f"2026-11-01T10:{minute:02}:00.000000Z")


def test_labels_are_event_codes_or_that_there_is_no_act():
    assert [label_of(said("v", "ana", 0, action, **changes)) for action, changes in (
        ("confirm", {}), ("reject", {}), ("correct", {"event": "COERCE"}), ("correct", {"mode": None}))] == [
        "AID", "no act", "COERCE", "AID"]


def test_two_persons_count_with_their_last_words_and_nobody_agrees_with_himself():
    reviews = [
        said("v1", "ana", 0), said("v1", "ana", 1, "reject"), said("v1", "ben", 2, "reject"), said("v2", "ana", 3),
        said("v3", "ana", 4), said("v3", "ben", 5, "correct", event="COERCE"), said("v3", "cyd", 6),
        said("v2", "ben", 7, note="taken back by person:ben")]
    assert between_persons(reviews) == [("no act", "no act"), ("AID", "COERCE")]


def test_hidden_answers_stand_beside_the_machines():
    reviews = [said("v1", "ana", 0, note="blind: agrees"), said("v2", "ben", 1, "reject", note="blind: no act"),
               said("v3", "ana", 2, "reject", note="nonsense")]
    assert blind_pairs(reviews) == [("AID", "AID"), ("AID", "no act")]
    assert [(one["claim_review"], one["machine"], one["person"]) for one in disagreements(reviews, most=5)] == [
        ("v2", "AID", "no act")]


def test_breaks_are_no_work():
    reviews = [said("v1", "ana", 0), said("v2", "ana", 2), said("v3", "ana", 3), said("v4", "ana", 40),
               said("v5", "ben", 5)]
    assert pace(reviews) == {
        "ana": {"rows": 4, "minutes_per_row": 1.5}, "ben": {"rows": 1, "minutes_per_row": None}}


def test_verdicts_on_pairs():
    def judged(left, maker, verdict):
        return Judgement(left=left, right="z", verdict=verdict, score=0.5, reason="", maker=maker, at="")

    both, beside = of_pairs([
        judged("a", "rule:x", "unsure"), judged("a", "person:ana", "same"), judged("a", "person:ben", "different"),
        judged("b", "person:ana", "same"), judged("c", "rule:x", "same")])
    assert both == [("same", "different")]
    assert beside == [("unsure", "same")]
