"""The ledgers drawn: bars for the windows of arrangements, marks for breaches and statuses, coloured by who says so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dateline.export.phrases import load_phrases
from dateline.export.plots import load_altair
from dateline.export.wording import clean, name_place, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.export.plots import Chart
    from dateline.records.ledger import ArrangementLife, ControlLife, Word

    Values = list[dict[str, Any]]

DAY = len("2016-10-19")
WIDTH = 640
MOST_LIVES = 40
"""Arrangements or places in one plot; those told in the fewest reports are left to the text."""
MOST_VOICES = 9
"""Voices with a colour of their own; the others share one."""
OTHERS = "others"
PALETTE = (
    "#4a6fa5", "#b3452c", "#5b8c5a", "#8a5a9e", "#c98a1b", "#3f8f95", "#a65d80", "#6b6b2f", "#2f3e6b", "#9a9a9a",
)
LANE = " ¦ "
"""Between the name of a row and the number of a lane in it."""
LANE_HEIGHT = 16
STATUS, BREACH = "status told", "breach told"


def plot_ledger(lives: Sequence[ArrangementLife]) -> Chart | None:
    """A row for each arrangement: bars from start to end as told, circles for statuses, crosses for breaches; what has
    no day is left to the text. `None` where nothing is dated."""
    kept = sorted(lives, key=lambda life: (-len(life.articles), life.first_told or "", life.id))[:MOST_LIVES]
    kept.sort(key=lambda life: (life.first_told or "", life.id))
    names = _names(kept)
    bars = [{"row": names[life.id], **bar} for life in kept for bar in _bars(life)]
    marks = [{"row": names[life.id], **mark} for life in kept for mark in _marks(life)]
    if not bars and not marks:
        return None
    voices = _voices([*bars, *marks])
    order = list(names.values())
    return _chart(_shared(bars, voices), _shared(marks, voices), rows=order, voices=voices,
                  title="Arrangements as told: bars are windows, crosses breaches; colour is whose word it is")


def plot_control(lives: Sequence[ControlLife]) -> Chart | None:
    """A row for each place, a mark for each word on it, with the holder beside it; `None` where nothing is dated."""
    kept = sorted(lives, key=lambda life: (-len(life.entries), life.id))[:MOST_LIVES]
    kept.sort(key=lambda life: name_place(life.place, part=life.part) or "")
    marks = [
        {"row": name_place(life.place, part=life.part) or life.id, "day": _day(entry.as_of), "what": entry.change,
         "told": f"{'denied: ' if entry.denied else ''}{entry.change}, {clean(entry.holder or 'nobody named')}",
         **_word(entry.word)}
        for life in kept for entry in life.entries if entry.as_of
    ]
    if not marks:
        return None
    voices = _voices(marks)
    rows = list(dict.fromkeys(mark["row"] for mark in marks))
    return _chart([], _shared(marks, voices), rows=rows, voices=voices, labelled=True,
                  title="Who holds what, as told; colour is whose word it is")


def _names(lives: Iterable[ArrangementLife]) -> dict[str, str]:
    """What each row is called: kind, place, day of the first telling, and the id where those are the same."""
    names: dict[str, str] = {}
    for life in lives:
        noun = load_phrases().by_kind[life.kinds[0]].one
        place = name_place(life.place) or ", ".join(life.countries) or "place not told"
        name = f"{noun}, {shorten(place, limit=30)}, {(life.first_told or 'day not told')[:DAY]}"
        name = name.replace(LANE.strip(), "|")
        names[life.id] = f"{name} [{life.id}]" if name in names.values() else name
    return names


def _bars(life: ArrangementLife) -> Iterator[dict[str, Any]]:
    """One bar for each window told, paler where an end of it is not: then it is drawn from its telling, or to the last
    telling of all. One that was over when first told of, and began nobody says when, has no bar."""
    for window in life.windows:
        start = window.start or window.word.published
        end = window.end or life.last_told
        if start is None or end is None or _day(start) > _day(end):
            continue
        told = f"{window.start or 'start not told'} to {window.end or 'end not told'}"
        yield {"day": _day(start), "until": _day(end), "told": told,
               "open": window.start is None or window.end is None, **_word(window.word)}


def _marks(life: ArrangementLife) -> Iterator[dict[str, Any]]:
    """A circle for each status and a cross for each breach."""
    statuses = load_phrases().status
    for party in life.parties:
        for entry in party.entries:
            if entry.as_of:
                yield {"day": _day(entry.as_of), "what": STATUS,
                       "told": f"{clean(party.name)}: said {statuses[entry.status]}", **_word(entry.word)}
    for breach in life.breaches:
        dated = breach.time or breach.words[0].published
        if dated:
            accused = ", ".join(map(clean, breach.accused)) or "nobody named"
            yield {"day": _day(dated), "what": BREACH,
                   "told": f"{breach.standing}: {accused}", **_word(breach.words[0])}


def _day(value: str) -> str:
    """A whole day; a month or a year is its first."""
    day = value[:DAY]
    return day + "-01-01"[len(day) - DAY:] if len(day) < DAY else day


def _word(word: Word) -> dict[str, Any]:
    return {"voice": shorten(word.name, limit=40), "outlet": clean(word.outlet or ""),
            "published": (word.published or "")[:DAY]}


def _voices(values: Iterable[dict[str, Any]]) -> list[str]:
    """The voices with colours of their own, the most frequent first, and the rest as one."""
    counts = Counter(row["voice"] for row in values)
    ranked = sorted(counts, key=lambda voice: (-counts[voice], voice))
    return ranked if len(ranked) <= MOST_VOICES + 1 else [*ranked[:MOST_VOICES], OTHERS]


def _shared(values: Values, voices: Sequence[str]) -> Values:
    """The rows with the colour that their voice has."""
    return [{**row, "who": row["voice"] if row["voice"] in voices else OTHERS} for row in values]


def _chart(
    bars: Values, marks: Values, *, rows: list[str], voices: list[str], title: str, labelled: bool = False,
) -> Chart:
    """The layers on one time axis; each row has a lane for each voice, so that no word hides another."""
    alt = load_altair()
    lanes = _lanes([*bars, *marks], rows)
    axis = alt.Axis(labelLimit=340, labelExpr=f"split(datum.label, '{LANE}')[1] == '0' ? "
                    f"split(datum.label, '{LANE}')[0] : ''", ticks=False, domain=False, grid=True)
    y = alt.Y("lane:N", sort=list(dict.fromkeys(lanes.values())), title=None, axis=axis)
    scale = alt.Scale(domain=voices, range=list(PALETTE[: len(voices)]))
    legend = alt.Legend(orient="bottom" if labelled else "right", columns=4 if labelled else 1, labelLimit=260)
    color = alt.Color("who:N", title="on whose word", scale=scale, legend=legend)
    tooltip = [alt.Tooltip(name, type="nominal") for name in ("told", "voice", "outlet", "published")]
    x = alt.X("day:T", title=None, scale=alt.Scale(padding=12), axis=alt.Axis(format="%d %b %Y", labelOverlap=True))

    def drawn(rows: Values) -> Any:  # noqa: ANN401 - the library has no types of its own
        return alt.Chart(alt.Data(values=[{**row, "lane": lanes[row["row"], row["who"]]} for row in rows]))

    layers = []
    if bars:
        layers.append(drawn(bars).mark_bar(height=LANE_HEIGHT - 6).encode(
            x=x, x2="until:T", y=y, color=color, tooltip=tooltip,
            opacity=alt.condition("datum.open", alt.value(0.35), alt.value(0.7))))
    if marks:
        shape = alt.Shape("what:N", title="told", scale=_shapes(alt, marks), legend=legend)
        layers.append(drawn(marks).mark_point(filled=True, size=60, opacity=1.0).encode(
            x=x, y=y, color=color, shape=shape, tooltip=tooltip))
    if labelled:
        layers.append(drawn(marks).mark_text(align="left", dx=8, fontSize=9).encode(
            x=x, y=y, text="told:N", color=color))
    made: Chart = alt.layer(*layers).properties(width=WIDTH, height=alt.Step(LANE_HEIGHT), title=title)
    return made


def _lanes(values: Values, rows: Sequence[str]) -> dict[tuple[str, str], str]:
    """The lane of each voice in each row, numbered from 0 in the order in which they come."""
    told: dict[str, dict[str, None]] = {row: {} for row in rows}
    for value in values:
        told[value["row"]].setdefault(value["who"])
    return {(row, who): f"{row}{LANE}{number}" for row, voices in told.items() for number, who in enumerate(voices)}


def _shapes(alt: Any, marks: Values) -> Any:  # noqa: ANN401 - the library has no types of its own
    """A cross for a breach, a circle for a status, other shapes for what befell a place."""
    known = {STATUS: "circle", BREACH: "cross", "holds": "circle", "captured": "triangle-up", "lost": "triangle-down",
             "contested": "diamond"}
    told = list(dict.fromkeys(row["what"] for row in marks))
    return alt.Scale(domain=told, range=[known[what] for what in told])
