"""The network drawn: parties on a circle, ties as bent arrows, as wide as their origins, coloured by their mean score.

The places are reckoned, not drawn by lot: parties that have most to do with each other stand side by side, and the same
ties give the same picture.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from shapely.geometry import LineString, Polygon
from shapely.geometry import Point as Dot

from dateline.export.plots import load_altair
from dateline.export.shapes import PLACED, feature, word_layer
from dateline.export.wording import clean, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.export.network import Network, Party, Tie
    from dateline.export.plots import Chart

Point = tuple[float, float]

WIDTH, HEIGHT, RADIUS = 900, 620, 255
"""Of the picture and of the circle, in pixels."""
COLOURS = ("#b2182b", "#e08a72", "#a9a9a9", "#6fa3cf", "#1f5fa8")
"""From -10 to 10: red to blue by way of grey, told apart by the colour blind, too."""
NO_SCORE, INK, HALO, NODE = "#d8d8d8", "#1d2730", "#ffffff", "#33414d"
THIN, THICK = 1.2, 11.0
SMALL, LARGE = 5.0, 14.0
HEAD = 9.0
"""Length of an arrow's head beyond the width of its line, in pixels."""
PULL, BEND = 0.4, 0.15
"""How far a tie is drawn to the middle of the circle, and how far aside, as a share of its length: the way back bends
to the other side."""
STEPS = 24
WORD_SIZE, NAME_CHARS = 12, 34
RIM = 0.08
"""Sine of the angle from the top and the bottom of the circle within which words stand above or below, not beside."""
HOW_TO_READ = (
    "What reports say, not what happened. An arrow leads from who acts to whom it is done; reprints are one origin.")
SCORES = [-10, -5, 0, 5, 10]


def plot_network(made: Network, *, title: str, what: str, read: str) -> Chart:
    """The picture of a network; `what` is counted (`events` or `claims`), `read` says what was read."""
    alt = load_altair()
    places = _places(made)
    top = max((tie.origins for tie in made.ties), default=1)
    heaviest = max((party.weight for party in made.parties), default=1)
    radii = {party.key: SMALL + (LARGE - SMALL) * math.sqrt(party.weight / heaviest) for party in made.parties}
    names = {party.key: clean(party.name) for party in made.parties}
    lines, heads = [], []
    for tie in reversed(made.ties):
        told = _told(tie, names)
        path, head = _arrow(places[tie.actor], places[tie.recipient], width=_width(tie, top),
                            gaps=(radii[tie.actor], radii[tie.recipient]))
        lines.append(feature(path, **told, width=round(_width(tie, top), 1)))
        heads.append(feature(head, **told))
    nodes = [feature(Dot(*places[key]).buffer(radius), party=names[key], origins=next(
        party.weight for party in made.parties if party.key == key)) for key, radius in radii.items()]
    chart = alt.layer(
        *_ties(lines, heads, top), _nodes(nodes), *_words(made.parties, places, radii),
    ).properties(width=WIDTH, height=HEIGHT, title=alt.TitleParams(
        title, anchor="start", subtitle=_subtitle(made, what=what, read=read), subtitlePadding=4, offset=10),
    ).resolve_scale(strokeWidth="independent").configure_view(stroke=None).configure_legend(
        orient="bottom", labelFontSize=11, titleFontSize=11, titleLimit=420, columnPadding=20,
    ).configure_title(fontSize=16, subtitleFontSize=11.5, subtitleColor="#4a5560", subtitleLineHeight=15)
    drawn: Chart = chart
    return drawn


def _subtitle(made: Network, *, what: str, read: str) -> list[str]:
    """What is counted and what is not on the picture."""
    parties, ties = len(made.parties), len(made.ties)
    first = f"{made.events:,} {what} between two parties; {parties} parties and {ties} ties shown"
    if made.parties_left:
        first += f", {made.parties_left:,} parties and {made.ties_left:,} ties with fewer origins are not"
    left = []
    if made.one_sided:
        left.append(f"{made.one_sided:,} {what} without two known parties")
    if made.not_done:
        left.append(f"{made.not_done:,} denied, planned or hung on a condition")
    second = f"Left out: {'; '.join(left)}. " if left else ""
    return [first, f"{second}{read}", HOW_TO_READ]


def _places(made: Network) -> dict[str, Point]:
    """A place on the circle for each party, from the top clockwise."""
    order = _order(made)
    middle = WIDTH / 2, HEIGHT / 2
    angles = {key: 2 * math.pi * at / max(len(order), 1) for at, key in enumerate(order)}
    return {key: (middle[0] + 1.25 * RADIUS * math.sin(angle), middle[1] - RADIUS * math.cos(angle))
            for key, angle in angles.items()}


def _order(made: Network) -> list[str]:
    """Parties in a row: after the heaviest, each time the one with most ties to the two last, the heavier first."""
    between: dict[frozenset[str], int] = {}
    for tie in made.ties:
        pair = frozenset((tie.actor, tie.recipient))
        between[pair] = between.get(pair, 0) + tie.origins
    left = [party.key for party in made.parties]
    row = left[:1]
    left = left[1:]
    while left:
        best = max(range(len(left)), key=lambda at: (
            sum(between.get(frozenset((left[at], one)), 0) for one in row[-2:]), -at))
        row.append(left.pop(best))
    return row


def _told(tie: Tie, names: dict[str, str]) -> dict[str, Any]:
    """What is told of a tie where it is pointed at, and its colour."""
    return {"actor": names[tie.actor], "recipient": names[tie.recipient], "origins": tie.origins,
            "events": tie.events, "most": tie.most,
            "goldstein": None if tie.goldstein is None else round(tie.goldstein, 1)}


def _width(tie: Tie, top: int) -> float:
    return THIN + (THICK - THIN) * math.sqrt(tie.origins / top)


def _arrow(start: Point, end: Point, *, width: float, gaps: tuple[float, float]) -> tuple[LineString, Polygon]:
    """The bent line of a tie, from the rim of one party to the rim of the other, and its head."""
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    knee = (middle[0] + (WIDTH / 2 - middle[0]) * PULL + (end[1] - start[1]) * BEND,
            middle[1] + (HEIGHT / 2 - middle[1]) * PULL + (start[0] - end[0]) * BEND)
    curve = LineString([_bezier(start, knee, end, at / STEPS) for at in range(STEPS + 1)])
    length = HEAD + width
    first, last = gaps[0] + 2, curve.length - gaps[1] - 2
    neck, tip = curve.interpolate(last - length), curve.interpolate(last)
    points = [curve.interpolate(first + (last - length - first) * at / STEPS) for at in range(STEPS + 1)]
    side = (tip.y - neck.y) / length * (width / 2 + 3.5), (neck.x - tip.x) / length * (width / 2 + 3.5)
    head = Polygon([(tip.x, tip.y), (neck.x + side[0], neck.y + side[1]), (neck.x - side[0], neck.y - side[1])])
    return LineString([(point.x, point.y) for point in points]), head


def _bezier(start: Point, knee: Point, end: Point, share: float) -> Point:
    """A point on a curve that leaves `start` towards `knee` and comes to `end` from it."""
    one, two, three = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return (one * start[0] + two * knee[0] + three * end[0], one * start[1] + two * knee[1] + three * end[1])


def _ties(lines: list[dict[str, Any]], heads: list[dict[str, Any]], top: int) -> list[Any]:
    """Lines and heads, the lightest beneath."""
    alt = load_altair()
    scale = alt.Scale(domain=SCORES, range=list(COLOURS))
    legend = alt.Legend(gradientLength=220, values=SCORES, direction="horizontal")
    title = "Mean Goldstein value: -10 hostile, 10 co-operative"
    tips = ["actor:N", "recipient:N", "events:Q", alt.Tooltip("origins:Q", title="distinct origins, added up"),
            alt.Tooltip("goldstein:Q", title="mean Goldstein"), alt.Tooltip("most:N", title="most told")]
    grey = alt.value(NO_SCORE)
    known = "datum.goldstein !== null"
    steps = sorted({1, max(1, round(top / 4)), top})
    widths = alt.Scale(domain=[0, *steps], range=[THIN, *(
        THIN + (THICK - THIN) * math.sqrt(one / top) for one in steps)])
    made = []
    if lines:
        made.append(alt.Chart(alt.Data(values=lines)).mark_geoshape(filled=False, strokeCap="butt").encode(
            stroke=alt.condition(known, alt.Stroke("goldstein:Q", scale=scale, title=title, legend=legend), grey),
            strokeWidth=alt.StrokeWidth("origins:Q", title="Distinct origins", scale=widths, legend=alt.Legend(
                values=steps, symbolType="stroke", symbolSize=900, direction="horizontal")),
            tooltip=tips).project(**PLACED))
        made.append(alt.Chart(alt.Data(values=heads)).mark_geoshape(filled=True).encode(
            fill=alt.condition(known, alt.Fill("goldstein:Q", scale=scale, legend=None), grey),
            tooltip=tips).project(**PLACED))
    return made


def _nodes(nodes: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - the library is not typed
    """The parties as discs."""
    alt = load_altair()
    return alt.Chart(alt.Data(values=nodes)).mark_geoshape(fill=NODE, stroke=HALO, strokeWidth=1.5).encode(
        tooltip=["party:N", alt.Tooltip("origins:Q", title="distinct origins, added up")]).project(**PLACED)


def _words(parties: Sequence[Party], places: dict[str, Point], radii: dict[str, float]) -> list[Any]:
    """The name of each party outside the circle, beside it or above and below."""
    words = []
    for party in parties:
        x, y = places[party.key]
        across, down = (x - WIDTH / 2) / (1.25 * RADIUS), (y - HEIGHT / 2) / RADIUS
        gap = radii[party.key] + 6
        align = "center" if abs(across) < RIM else "left" if across > 0 else "right"
        words.append({
            "text": shorten(clean(party.name), limit=NAME_CHARS), "align": align,
            "x": round(x + (0 if align == "center" else math.copysign(gap, across)), 1),
            "y": round(y + (math.copysign(gap + 4, down) if align == "center" else down * gap * 0.6), 1)})
    return list(word_layer(words, size=WORD_SIZE, colour=INK, halo=HALO, bold=True)) if words else []
