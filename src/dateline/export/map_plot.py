"""The map: rings as wide as a place is uncertain, cut by what is told there, on the outlines that ship.

A ring says that the place lies somewhere within it; of what is known to a country only the country is tinted. Numbers
count events or claims. Everything is placed in pixels here, so that the picture needs no map service.
"""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapely.geometry import Polygon

from dateline.export.frames import beyond, box_of, frame_of, ring, turned
from dateline.export.map_ground import COAST, SEA, country_names, ground, scale_bar
from dateline.export.plots import load_altair
from dateline.export.schemas.tables import load_codes, load_countries
from dateline.export.shapes import PLACED, feature, overlaps, word_box, word_layer
from dateline.export.wording import clean, shorten
from dateline.export.worldmap import load_world

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from dateline.export.frames import Box, Frame
    from dateline.export.placed import Placed, Spot
    from dateline.export.plots import Chart

COLOURS = {1: "#56b4e9", 2: "#0a5ea8", 3: "#e69f00", 4: "#c43c00"}
"""By quad class; told apart by the colour blind, too (after Okabe and Ito)."""
INK, HALO = "#1d2730", "#ffffff"
LEAST_PIXELS = 6.0
"""The radius of the smallest ring on the picture: one that is truly smaller could not be seen."""
ROOMY = 20.0
"""The radius of a ring that has room for words in its middle."""
MOST_WORDS = 22
"""Rings with a name and a number beside them, those with most first."""
WORD_SIZE, NAME_CHARS = 12, 28
SHARP, WIDE = "to a town or site", "no finer than a ring: near, district, province"
OPACITY = {SHARP: 0.75, WIDE: 0.28}
COUNTRIES_TOLD = 5
LINE_CHARS = 150
COUNTRY_SHARE = 0.1
"""Of all that is told: a country with so much of it belongs on the picture whole."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The words over a map: what was asked, what is counted (`events` or `claims`), and what was read."""

    title: str
    what: str
    read: str


def plot_map(told: Placed, *, caption: Caption) -> Chart:
    """The map of what is told, on as much of the world as it needs."""
    alt = load_altair()
    tinted = frozenset(code for code, _ in told.countries)
    large = frozenset(code for code, count in told.countries if count >= told.total * COUNTRY_SHARE)
    frame = frame_of([*map(_box, told.spots), *_boxes_of(large if told.spots else tinted)])
    under = ground(frame, tinted)
    taken: list[Box] = []
    bar = list(scale_bar(frame, taken))
    words = list(_words(told.spots, frame, taken))
    taken.extend(_ring_box(spot, frame) for spot in told.spots if spot.is_sharp)
    names = country_names(under.names, taken, frame)
    layers = [*under.layers, *names, *_rings(told, frame), *words, *bar]
    made: Chart = alt.layer(*layers).properties(
        width=frame.width, height=frame.height, title=alt.TitleParams(
            caption.title, anchor="start", subtitle=_subtitle(told, caption), subtitlePadding=4, offset=10),
    ).configure_view(fill=SEA, stroke=COAST).configure_legend(
        orient="bottom", direction="vertical", labelLimit=420, titleLimit=420, labelFontSize=11, titleFontSize=11,
        columnPadding=24, symbolSize=120,
    ).configure_title(fontSize=16, subtitleFontSize=11.5, subtitleColor="#4a5560", subtitleLineHeight=15)
    return made


def _subtitle(told: Placed, caption: Caption) -> list[str]:
    """What is counted, what has no place, and what was read, line by line."""
    drawn = sum(spot.total for spot in told.spots)
    first = f"{told.total:,} {caption.what}: {drawn:,} in rings within which the place lies"
    if told.nowhere:
        first += f"; {told.nowhere:,} with no place known are not on the map"
    lines = [first]
    if told.countries:
        names = load_countries()
        listed = [f"{names[code].name if code in names else code} {count:,}" for code, count in told.countries]
        more = f" and {len(listed) - COUNTRIES_TOLD} more" if len(listed) > COUNTRIES_TOLD else ""
        count = sum(count for _, count in told.countries)
        lines.append(f"{count:,} known to a country only (tinted): {', '.join(listed[:COUNTRIES_TOLD])}{more}")
    lines += [caption.read, "What reports say, not what happened; a place without a ring is not a quiet one."]
    lines.append(f"Borders: Natural Earth; dashed where disputed. Not drawn: {', '.join(load_world().not_drawn)}.")
    return [part for line in lines for part in textwrap.wrap(line, LINE_CHARS)]


def _box(spot: Spot) -> Box:
    """The box around a ring."""
    centre = spot.longitude, spot.latitude
    return box_of(beyond(centre, spot.radius_km, math.pi / 2 * quarter) for quarter in range(4))


def _boxes_of(codes: frozenset[str]) -> Iterator[Box]:
    """The box of the largest part of each tinted country."""
    for area in load_world().areas:
        if area.code in codes:
            yield box_of(max(area.polygons, key=lambda rings: len(rings[0]))[0])


def _rings(told: Placed, frame: Frame) -> Iterator[Any]:
    """Each spot cut by class, the widest beneath; rings of which the place is not known to a town paler and dashed."""
    alt = load_altair()
    counts = dict(told.classes)
    names = {quad: f"{load_codes().quad[str(quad)].lower()} ({counts.get(quad, 0):,})" for quad in COLOURS}
    values = [{**one, "class": names[one["quad"]]} for spot in told.spots for one in _slices(spot, frame)]
    kept = [quad for quad in COLOURS if counts.get(quad)]
    colours = alt.Scale(domain=[names[quad] for quad in kept], range=[COLOURS[quad] for quad in kept])
    chart = alt.Chart(alt.Data(values=values)).mark_geoshape(strokeWidth=1.3).encode(
        color=alt.Color("class:N", title="What is told", scale=colours, legend=alt.Legend(symbolType="circle")),
        stroke=alt.Stroke("class:N", title="What is told", scale=colours),
        fillOpacity=alt.FillOpacity(
            "known:N", scale=alt.Scale(domain=list(OPACITY), range=list(OPACITY.values())), legend=None),
        strokeDash=alt.StrokeDash(
            "known:N", title="How finely its place is known",
            scale=alt.Scale(domain=[SHARP, WIDE], range=[[1, 0], [4, 3]]),
            legend=alt.Legend(symbolType="circle", symbolStrokeColor=INK, symbolFillColor="#d8d8d8")),
        tooltip=["place:N", "class:N", "count:Q", "precision:N", alt.Tooltip("radius:Q", title="radius in km")],
    ).project(**PLACED)
    if values:
        yield chart


def _slices(spot: Spot, frame: Frame) -> Iterator[dict[str, Any]]:
    """The slices of a ring, clockwise from north in the order of the classes."""
    start = 0.0
    for quad, count in spot.counts:
        share = count / spot.total
        shape = _slice(spot, frame, start=start, share=share)
        start += share
        if not shape.is_empty:
            yield feature(
                shape, quad=quad, count=count, place=shorten(clean(spot.name), limit=60), precision=spot.precision,
                radius=round(spot.radius_km, 1), known=SHARP if spot.is_sharp else WIDE)


def _slice(spot: Spot, frame: Frame, *, start: float, share: float) -> BaseGeometry:
    """A slice as wide as it is on the ground, or the smallest that can be seen."""
    centre = spot.longitude, spot.latitude
    if _pixels(spot, frame) >= LEAST_PIXELS:
        return turned(ring(centre, spot.radius_km, start=start, share=share), frame)
    x, y = frame.pixel(centre)
    steps = max(round(32 * share), 2)
    angles = [2 * math.pi * (start + share * at / steps) for at in range(steps + 1)]
    around = [(x + LEAST_PIXELS * math.sin(angle), y - LEAST_PIXELS * math.cos(angle)) for angle in angles]
    return Polygon(around if share >= 1 else [(x, y), *around])


def _pixels(spot: Spot, frame: Frame) -> float:
    """The radius of a ring on the picture."""
    centre = spot.longitude, spot.latitude
    return math.dist(frame.pixel(centre), frame.pixel(beyond(centre, spot.radius_km, 0.0)))


def _words(spots: Sequence[Spot], frame: Frame, taken: list[Box]) -> Iterator[Any]:
    """Name and number of the rings with most, where they have room: beside a small ring, in the middle of a wide one;
    `taken` grows by them."""
    words: list[dict[str, Any]] = []
    rings = [_ring_box(spot, frame) for spot in spots if _pixels(spot, frame) < 2 * LEAST_PIXELS]
    for spot in sorted(spots, key=lambda one: (-one.total, one.name)):
        text = f"{shorten(clean(spot.name), limit=NAME_CHARS)} {spot.total:,}"
        for x, y, align in _stands(spot, frame):
            box = word_box(text, x, y, size=WORD_SIZE, align=align)
            others = [one for one in rings if one != _ring_box(spot, frame)]
            if len(words) < MOST_WORDS and frame.holds(box[:2]) and frame.holds(box[2:]) and not overlaps(
                    box, [*taken, *others]):
                taken.append(box)
                words.append({"x": round(x, 1), "y": round(y, 1), "text": text, "align": align})
                break
    if words:
        yield from word_layer(words, size=WORD_SIZE, colour=INK, halo=HALO, bold=True)


def _ring_box(spot: Spot, frame: Frame) -> Box:
    """The room of a ring on the picture."""
    (x, y), radius = frame.pixel((spot.longitude, spot.latitude)), max(_pixels(spot, frame), LEAST_PIXELS)
    return x - radius, y - radius, x + radius, y + radius


def _stands(spot: Spot, frame: Frame) -> Iterator[tuple[float, float, str]]:
    """Where the words of a ring may stand, the best first."""
    (x, y), radius = frame.pixel((spot.longitude, spot.latitude)), max(_pixels(spot, frame), LEAST_PIXELS)
    if not spot.is_sharp and radius > ROOMY:
        yield x, y, "center"
    gap = radius * 0.75 + 4
    yield x + radius + 4, y, "left"
    yield x - radius - 4, y, "right"
    yield x, y - radius - WORD_SIZE * 0.7, "center"
    yield x, y + radius + WORD_SIZE * 0.7, "center"
    yield x + gap, y - gap, "left"
    yield x + gap, y + gap, "left"
    yield x - gap, y - gap, "right"
    yield x - gap, y + gap, "right"

