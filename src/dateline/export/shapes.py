"""Shapes and words in pixels as layers of a plot: what is on the picture stands where we put it, whoever draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapely.geometry import mapping

from dateline.export.plots import load_altair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

Values = list[dict[str, Any]]
Box = tuple[float, float, float, float]

PLACED: dict[str, Any] = {"type": "identity", "scale": 1, "translate": [0, 0]}
"""The projection that leaves pixels where they are."""
LETTER = 0.56
"""Width of a letter, as a share of its size."""
LINE = 1.25
"""Height of a line of words, as a share of their size."""


def feature(shape: BaseGeometry, **properties: object) -> dict[str, Any]:
    """A shape in pixels, to a tenth of one, with what is told of it."""
    return {"type": "Feature", "geometry": _rounded(mapping(shape)), **properties}


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    if "geometries" in geometry:
        return {"type": geometry["type"], "geometries": [_rounded(one) for one in geometry["geometries"]]}
    return {"type": geometry["type"], "coordinates": _tenths(geometry["coordinates"])}


def _tenths(value: Any) -> Any:  # noqa: ANN401 - numbers in lists of any depth
    return round(float(value), 1) if isinstance(value, float | int) else [_tenths(one) for one in value]


def shape_layer(
    features: Values, *, filled: bool, stroke: str | None = None, width: float = 1.0, dash: Sequence[int] = (1, 0),
) -> Any:  # noqa: ANN401 - the library is not typed
    """Shapes of one look; those that are filled have their colour in `fill`."""
    alt = load_altair()
    mark = {"filled": filled, "strokeWidth": width, "strokeDash": list(dash), "strokeJoin": "round"}
    chart = alt.Chart(alt.Data(values=features)).mark_geoshape(**mark, **({"stroke": stroke} if stroke else {}))
    if filled:
        chart = chart.encode(fill=alt.Fill("fill:N", scale=None, legend=None))
    return chart.project(**PLACED)


def word_layer(
    words: Values, *, size: int, colour: str, halo: str | None = None, bold: bool = False, italic: bool = False,
) -> Any:  # noqa: ANN401 - the library is not typed
    """Words at their pixels (`x`, `y`, `text`, `align`), with a halo beneath them where there is much behind."""
    alt = load_altair()
    style = {"fontSize": size, "fontWeight": "bold" if bold else "normal", "baseline": "middle",
             "fontStyle": "italic" if italic else "normal"}

    def layer(align: str, **look: object) -> Any:  # noqa: ANN401
        kept = [one for one in words if one["align"] == align]
        return alt.Chart(alt.Data(values=kept)).mark_text(**style, align=align, **look).encode(
            x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None), text="text:N")

    aligns = sorted({one["align"] for one in words})
    looks = [{"stroke": halo, "strokeWidth": 3, "strokeJoin": "round", "color": halo}] if halo else []
    looks.append({"color": colour})
    return [layer(align, **look) for look in looks for align in aligns]


def word_box(text: str, x: float, y: float, *, size: int, align: str) -> Box:
    """The room that words take on the picture: left, top, right, bottom; about, since we have no font here."""
    wide, high = len(text) * size * LETTER, size * LINE
    left = {"left": x, "right": x - wide, "center": x - wide / 2}[align]
    return left, y - high / 2, left + wide, y + high / 2


def overlaps(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box has room in common with any of others."""
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in others)
