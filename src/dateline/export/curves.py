"""Counts over time as a picture: claims and origins, their scores, and beneath them what was read at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from dateline.export.plots import WIDTH, load_altair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.export.plots import Chart

Period = Literal["day", "week", "month", "year"]
DAY, MONTH, YEAR = len("2016-10-19"), len("2016-10"), len("2016")
SPANS: tuple[tuple[int, Period], ...] = ((70, "day"), (500, "week"), (4_000, "month"))
"""Up to so many days from first to last a bar is a day, a week, a month; else a year."""
PANEL, LOW_PANEL = 150, 60
DONE, ORIGINS, SCORE, READ = "#4a6fa5", "#3f7d5c", "#b3452c", "#8a8f98"


@dataclass(frozen=True, slots=True)
class Count:
    """What is told of one day: claims, distinct origins, and their mean Goldstein value (`None`: no claim has one)."""

    day: str
    claims: int
    origins: int
    goldstein: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar: the first day of its period, claims, the mean of the daily origins, the mean score by claims, and the
    articles read."""

    start: str
    claims: int
    origins: float
    goldstein: float | None
    articles: int


def period_of(days: Iterable[str]) -> Period:
    """How wide a bar is for a series from its first to its last day."""
    known = sorted(day for day in days if len(day) == DAY)
    if not known:
        return "day"
    length = (date.fromisoformat(known[-1]) - date.fromisoformat(known[0])).days
    return next((period for most, period in SPANS if length <= most), "year")


def start_of(day: str, period: Period) -> str | None:
    """The first day of the period in which a day lies; a month or year that is told no finer belongs to no day or
    week, so it is `None` there."""
    if period == "year":
        return f"{day[:YEAR]}-01-01"
    if period == "month":
        return f"{day[:MONTH]}-01" if len(day) >= MONTH else None
    if len(day) != DAY:
        return None
    if period == "day":
        return day
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def binned(counts: Sequence[Count], read: Mapping[str, int], *, period: Period) -> list[Bin]:
    """Daily counts and the articles read by day, by period, oldest first; periods in which nothing was read or told
    have no bar."""
    told: dict[str, list[Count]] = {}
    for count in counts:
        start = start_of(count.day, period)
        if start is not None:
            told.setdefault(start, []).append(count)
    articles: dict[str, int] = {}
    for day, number in read.items():
        start = start_of(day, period)
        if start is not None:
            articles[start] = articles.get(start, 0) + number
    return [_bin(start, told.get(start, []), articles.get(start, 0)) for start in sorted({*told, *articles})]


def _bin(start: str, counts: Sequence[Count], articles: int) -> Bin:
    scored = [count for count in counts if count.goldstein is not None]
    weight = sum(count.claims for count in scored)
    mean = sum((count.goldstein or 0.0) * count.claims for count in scored) / weight if weight else None
    return Bin(
        start=start, claims=sum(count.claims for count in counts),
        origins=sum(count.origins for count in counts) / len(counts) if counts else 0.0, goldstein=mean,
        articles=articles)


def plot_curve(bins: Sequence[Bin], *, title: str, period: Period) -> Chart:
    """Four panels over one time axis: claims told, their distinct origins, their mean score, and the articles read."""
    alt = load_altair()
    values = [
        {"start": one.start, "claims": one.claims, "origins": round(one.origins, 2) if one.claims else None,
         "goldstein": one.goldstein, "articles": one.articles}
        for one in bins
    ]
    unit = {"day": "yearmonthdate", "week": "yearweek", "month": "yearmonth", "year": "year"}[period]
    time = alt.X("start:T", timeUnit=unit, title=None, axis=alt.Axis(
        labelOverlap="greedy", labelSeparation=10, labelFlush=True,
        **({"format": "%d %b %Y"} if period == "day" else {})))
    bare = alt.X("start:T", timeUnit=unit, title=None, axis=alt.Axis(labels=False), bandPosition=0.5)
    base = alt.Chart(alt.Data(values=values), width=WIDTH)
    tips = ["start:T", "claims:Q", alt.Tooltip("origins:Q", format=".1f"), alt.Tooltip("goldstein:Q", format=".1f"),
            "articles:Q"]
    whole = alt.Axis(tickMinStep=1, format=",d", tickCount=4)
    told = base.mark_bar(color=DONE).encode(
        x=bare, y=alt.Y("claims:Q", title=f"claims a {period}", axis=whole), tooltip=tips).properties(height=PANEL)
    origins = base.mark_line(color=ORIGINS, point={"color": ORIGINS, "size": 22}).encode(
        x=bare, y=alt.Y("origins:Q", title=["distinct origins", "" if period == "day" else "a day, mean"],
                        scale=alt.Scale(domainMin=0), axis=alt.Axis(tickCount=3)),
        tooltip=tips).properties(height=LOW_PANEL)
    score = base.mark_line(color=SCORE, point={"color": SCORE, "size": 28}).encode(
        x=bare, y=alt.Y("goldstein:Q", title="mean Goldstein", scale=alt.Scale(domain=[-10, 10])), tooltip=tips,
    ).properties(height=PANEL)
    zero = alt.Chart(alt.Data(values=[{"goldstein": 0}]), width=WIDTH).mark_rule(
        color=READ, strokeDash=[2, 2]).encode(y="goldstein:Q")
    read = base.mark_bar(color=READ).encode(
        x=time, y=alt.Y("articles:Q", title="articles read", axis=alt.Axis(tickMinStep=1, format=",d", tickCount=3)),
        tooltip=tips).properties(height=LOW_PANEL)
    panels = alt.vconcat(told, origins, alt.layer(zero, score), read, spacing=8).resolve_scale(x="shared")
    made: Chart = panels.properties(
        title=alt.TitleParams(title, anchor="start", subtitle=[
            "What reports say, not what happened. Where no article was read, nothing is known.",
            f"{sum(one.claims for one in bins):,} claims; {sum(one.articles for one in bins):,} articles read"],
            subtitlePadding=4, offset=8),
    ).configure_title(fontSize=15, subtitleFontSize=11, subtitleColor="#4a5560").configure_axisY(
        titleFontSize=10, minExtent=44, titlePadding=8)
    return made
