"""Daily counts by period, and the picture of them."""

from __future__ import annotations

import pytest

from dateline.export.curves import Bin, Count, binned, period_of, plot_curve, start_of
from dateline.export.plots import save


@pytest.mark.parametrize(("days", "period"), [
    ([], "day"), (["2016-10"], "day"), (["2016-10-01", "2016-11-01"], "day"), (["2016-01-01", "2016-10-01"], "week"),
    (["2010-01-01", "2016-10-01"], "month"), (["1990-01-01", "2016-10-01"], "year"),
])
def test_the_longer_the_series_the_wider_the_bars(days, period):
    assert period_of(days) == period


@pytest.mark.parametrize(("day", "period", "start"), [
    ("2016-10-19", "day", "2016-10-19"), ("2016-10-19", "week", "2016-10-17"), ("2016-10-19", "month", "2016-10-01"),
    ("2016-10-19", "year", "2016-01-01"), ("2016-10", "month", "2016-10-01"), ("2016-10", "week", None),
    ("2016", "month", None), ("2016", "year", "2016-01-01"),
])
def test_a_day_told_no_finer_belongs_to_no_narrower_bar(day, period, start):
    assert start_of(day, period) == start


def test_bars_add_claims_and_weigh_scores_and_keep_what_was_read_without_any_claim():
    counts = [Count("2016-10-17", 3, 2, -10.0), Count("2016-10-18", 1, 1, 2.0), Count("2016-10-19", 1, 1, None)]
    read = {"2016-10-18": 4, "2016-10-25": 7}
    assert binned(counts, read, period="week") == [
        Bin("2016-10-17", claims=5, origins=pytest.approx(4 / 3), goldstein=-7.0, articles=4),
        Bin("2016-10-24", claims=0, origins=0.0, goldstein=None, articles=7),
    ]


def test_the_picture_shows_claims_origins_scores_and_what_was_read(tmp_path):
    bins = [Bin("2016-10-17", 5, 1.5, -7.0, 4), Bin("2016-10-24", 0, 0.0, None, 7)]
    file = tmp_path / "curve.svg"
    save(plot_curve(bins, title="SYR - RUS", period="week"), file)
    text = file.read_text(encoding="utf-8")
    for words in ("SYR - RUS", "claims a week", "distinct origins", "a day, mean", "mean Goldstein", "articles read",
                  "What reports say", "5 claims; 11 articles read"):
        assert words in text
