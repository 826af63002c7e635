from __future__ import annotations

import pytest

from dateline.evaluate.grouping import b3_scores, pair_scores


def test_pairs_and_b3_of_a_known_case():
    gold, told = ["a", "a", "a", "b"], [1, 1, 2, 2]
    assert pair_scores(gold, told) == pytest.approx((1 / 2, 1 / 3, 0.4))
    precision, recall, _ = b3_scores(gold, told)
    assert precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_what_is_right_is_one_and_nothing_is_no_fault():
    assert pair_scores("aab", [1, 1, 2]) == b3_scores("aab", [1, 1, 2]) == (1.0, 1.0, 1.0)
    assert pair_scores("ab", [1, 2]) == (1.0, 1.0, 1.0)
    assert b3_scores([], []) == (1.0, 1.0, 1.0)
    assert pair_scores("ab", [1, 1])[2] == 0.0
