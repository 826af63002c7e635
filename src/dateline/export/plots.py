"""Plots as PNG, SVG or HTML, drawn offline: the libraries are the extra `plot` and are loaded only here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from dateline.errors import MissingPart, UnreadableInput
from dateline.export.voices import OWN_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.export.voices import LabelRow

ENDINGS = (".png", ".svg", ".html")
SCALE = 2.0
"""Pixels of a PNG for each point."""
MOST_WORDS = 30
"""Words in one plot of labels; the least used are left to the table."""
WIDTH = 520


class Chart(Protocol):
    """What we use of a chart."""

    def to_json(self) -> str:
        """The chart as Vega-Lite."""


def load_altair() -> Any:  # noqa: ANN401 - the library has no type of its own for the module
    """The plotting library; raises `MissingPart` where the extra is not installed."""
    try:
        import altair as alt
    except ImportError as error:
        message = "plots need the extra `plot`: pip install 'dateline[plot]'"
        raise MissingPart(message) from error
    return alt


def check_target(path: Path) -> Path:
    """The file of a plot, refused before any work where its ending tells no form that we write."""
    if path.suffix.lower() not in ENDINGS:
        message = f"{path}: a plot ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise UnreadableInput(message)
    load_altair()
    return path


def save(chart: Chart, path: Path) -> None:
    """Write a chart in the form that the file's ending says; HTML holds its scripts and asks no other host."""
    import vl_convert

    spec = chart.to_json()
    try:
        if path.suffix.lower() == ".png":
            path.write_bytes(vl_convert.vegalite_to_png(spec, scale=SCALE))
        elif path.suffix.lower() == ".svg":
            path.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")
        else:
            path.write_text(vl_convert.vegalite_to_html(spec, bundle=True), encoding="utf-8")
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); choose another file"
        raise UnreadableInput(message) from error


def plot_labels(rows: Sequence[LabelRow]) -> Chart:
    """Bars: each word for each party, how often, in whose voice; one panel an outlet where there are several."""
    alt = load_altair()
    totals: dict[str, int] = {}
    for row in rows:
        totals[_called(row)] = totals.get(_called(row), 0) + row.uses
    kept = sorted(totals, key=lambda called: (-totals[called], called))[:MOST_WORDS]
    voices = {True: "the outlet's own words", False: "somebody it quotes"}
    values = [
        {"called": _called(row), "uses": row.uses, "outlet": row.outlet, "voice": voices[row.voice == OWN_WORDS],
         "speaker": row.voice}
        for row in rows if _called(row) in kept
    ]
    chart = alt.Chart(alt.Data(values=values), width=WIDTH).mark_bar().encode(
        x=alt.X("sum(uses):Q", title="uses", axis=alt.Axis(tickMinStep=1)),
        y=alt.Y("called:N", sort=kept, title=None, axis=alt.Axis(labelLimit=320)),
        color=alt.Color("voice:N", title="in whose voice",
                        scale=alt.Scale(domain=list(voices.values()), range=["#b3452c", "#4a6fa5"])),
        tooltip=["speaker:N", "outlet:N", "called:N", "uses:Q"],
    )
    if len({row.outlet for row in rows}) > 1:
        chart = chart.facet(row=alt.Row("outlet:N", title=None)).resolve_scale(y="independent")
    made: Chart = chart.properties(title="Who is called what (words counted, not facts)")
    return made


def _called(row: LabelRow) -> str:
    """A word and whom it is for, as an axis shows it."""
    return f"“{row.word}” for {row.party}"
