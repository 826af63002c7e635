"""Counts over time as plain shapes for the template that draws them: no script, no library, a few kilobytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from dateline.export.curves import Count, binned, period_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.export.curves import Bin, Period

WIDTH: Final = 960
LEFT: Final = 52
RIGHT: Final = 14
TOLD_HEIGHT: Final = 120
SCORE_HEIGHT: Final = 90
READ_HEIGHT: Final = 44
GAP: Final = 26
TICKS: Final = 7
LENGTHS: Final[Mapping[str, int]] = {"day": 1, "week": 7, "month": 31, "year": 366}
NARROW: Final = 400
"""So many bars stand without a gap between them, and so many points without a dot."""
SCORE: Final = 10.0
"""Goldstein values run from -10 to 10."""


@dataclass(frozen=True, slots=True)
class Series:
    """One way of a pair, day by day."""

    name: str
    counts: list[Count]


def chart_of(
    series: Sequence[Series], read: Mapping[str, int], *, period: Period | None = None,
) -> dict[str, Any] | None:
    """Panels of claims for each series, one of their scores, one of the articles read; `None` where nothing is told
    and nothing was read. Periods without any article read are marked: of these nothing is known."""
    days = [*read, *(count.day for one in series for count in one.counts)]
    if not days:
        return None
    width = period or period_of(days)
    bars = [binned(one.counts, read, period=width) for one in series]
    scale = _Scale([one.start for one in (*(bar for bins in bars for bar in bins),)], width)
    top, panels = 18, []
    for one, bins in zip(series, bars, strict=True):
        panels.append(_panel(one.name, bins, scale, top))
        top += TOLD_HEIGHT + GAP
    scores = {"top": top, "height": SCORE_HEIGHT, "zero": _at(0.0, top), "lines": [
        _line(one.name, bins, scale, top) for one, bins in zip(series, bars, strict=True)]}
    top += SCORE_HEIGHT + GAP
    reading = _read_panel(bars[0], scale, top)
    top += READ_HEIGHT + 20
    return {
        "width": WIDTH, "height": top, "left": LEFT, "right": WIDTH - RIGHT, "period": width, "panels": panels,
        "scores": scores, "read": reading, "ticks": scale.ticks(), "gaps": _gaps(bars[0], scale, reading["top"]),
        "table": _table(series, bars),
    }


class _Scale:
    """Days to the width of the drawing."""

    def __init__(self, starts: Sequence[str], period: Period) -> None:
        self.first = date.fromisoformat(min(starts))
        self.length = LENGTHS[period]
        self.days = (date.fromisoformat(max(starts)) - self.first).days + self.length

    def x(self, start: str) -> float:
        """Where a bar begins."""
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (date.fromisoformat(start) - self.first).days / self.days, 1)

    @property
    def bar(self) -> float:
        """How wide a bar is."""
        between = 1 if self.days < NARROW * self.length else 0
        return round(max(1.0, (WIDTH - LEFT - RIGHT) * self.length / self.days - between), 1)

    def ticks(self) -> list[dict[str, Any]]:
        """A few days with their places."""
        step = max(1, ceil(self.days / TICKS))
        found = [date.fromordinal(self.first.toordinal() + at) for at in range(0, self.days, step)]
        return [{"x": self.x(one.isoformat()), "text": one.isoformat()} for one in found]


def _panel(name: str, bins: Sequence[Bin], scale: _Scale, top: int) -> dict[str, Any]:
    most = max((one.claims for one in bins), default=0) or 1
    return {
        "name": name, "top": top, "height": TOLD_HEIGHT, "most": most,
        "claims": sum(one.claims for one in bins),
        "bars": [_bar(scale, one.start, one.claims, most=most, top=top, height=TOLD_HEIGHT,
                      text=f"{one.start}: {one.claims} claims, {one.articles} articles read")
                 for one in bins if one.claims]}


def _read_panel(bins: Sequence[Bin], scale: _Scale, top: int) -> dict[str, Any]:
    most = max((one.articles for one in bins), default=0) or 1
    return {"top": top, "height": READ_HEIGHT, "most": most, "bars": [
        _bar(scale, one.start, one.articles, most=most, top=top, height=READ_HEIGHT,
             text=f"{one.start}: {one.articles} articles read") for one in bins if one.articles]}


def _bar(scale: _Scale, start: str, value: int, *, most: int, top: int, height: int, text: str) -> dict[str, Any]:
    tall = round(max(1.0, height * value / most), 1)
    return {"x": scale.x(start), "y": round(top + height - tall, 1), "width": scale.bar, "height": tall, "text": text}


def _at(score: float, top: int) -> float:
    return round(top + SCORE_HEIGHT * (SCORE - score) / (2 * SCORE), 1)


def _line(name: str, bins: Sequence[Bin], scale: _Scale, top: int) -> dict[str, Any]:
    half = scale.bar / 2
    dots = [{"x": round(scale.x(one.start) + half, 1), "y": _at(one.goldstein, top),
             "text": f"{name}, {one.start}: mean Goldstein {one.goldstein:.1f}"}
            for one in bins if one.goldstein is not None]
    return {"name": name, "dots": dots if len(dots) < NARROW else [], "points": " ".join(
        f"{dot['x']},{dot['y']}" for dot in dots)}


def _gaps(bins: Sequence[Bin], scale: _Scale, bottom: int) -> list[dict[str, Any]]:
    """Where no article was read."""
    return [{"x": scale.x(one.start), "width": scale.bar, "height": bottom - 18 + READ_HEIGHT}
            for one in bins if not one.articles]


def _table(series: Sequence[Series], bars: Sequence[Sequence[Bin]]) -> list[dict[str, Any]]:
    """The same numbers for those who read rather than look."""
    found: dict[str, dict[str, Any]] = {}
    for one, bins in zip(series, bars, strict=True):
        for each in bins:
            row = found.setdefault(each.start, {"start": each.start, "articles": each.articles, "told": {}})
            row["told"][one.name] = {
                "claims": each.claims, "origins": round(each.origins, 1),
                "goldstein": None if each.goldstein is None else round(each.goldstein, 2)}
    return [found[start] for start in sorted(found)]
