"""The ledgers drawn: for each arrangement its windows, a row for each party with what is said of it, and its breaches.

Colour says whose kind of word it is (the party itself, another party, an outsider, the outlet); the words beside a mark
say what is told and who says so. What has no day is left to the text.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.export.phrases import load_phrases
from dateline.export.plots import load_altair
from dateline.export.wording import clean, join_words, name_place, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.export.plots import Chart
    from dateline.records.ledger import ArrangementLife, ControlEntry, ControlLife, Word

DAY = len("2016-10-19")
WIDTH = 860
MOST_LIVES = 20
"""Arrangements or places in one plot; those told in the fewest reports are left to the text."""
LANE_HEIGHT = 17
LETTER_WIDTH = 5.3
"""Pixels of a letter of the words beside a mark, rather too many than too few."""
LABEL_GAP = 9
EPOCH = dt.date(1970, 1, 1).toordinal()
MOST_TICKS = 10
LONGEST = 60
"""Letters of the words beside a mark."""
OWN, OPPONENT, OUTSIDER, OUTLET = "the party itself", "another party", "an outsider", "the outlet"
COLOURS = {OWN: "#0072b2", OPPONENT: "#d55e00", OUTSIDER: "#00805c", OUTLET: "#6b6b6b"}
"""Blue, vermilion, green and grey, which the colour blind tell apart (after Okabe and Ito)."""
HOLDS, OVER, REFUSED, STOPPED, BREACH = "holds or is to hold", "over", "refused", "suspended", "breach"
SHAPES = {HOLDS: "circle", OVER: "square", REFUSED: "triangle-down", STOPPED: "diamond", BREACH: "cross"}
HELD = {"holds": "held", "captured": "taken", "lost": "lost", "contested": "fought for"}
CHANGES = {"held": "circle", "taken": "triangle-up", "lost": "triangle-down", "fought for": "diamond"}
KIND_OF = {
    **dict.fromkeys(("completed", "expired", "ended", "collapsed", "never_took_effect"), OVER),
    **dict.fromkeys(("rejected", "denied"), REFUSED), "suspended": STOPPED,
}


class Mark(NamedTuple):
    """One thing told: on which row of which block, from when (to when, of a window), what it is, and on whose word."""

    block: str
    row: str
    day: str
    until: str | None
    what: str
    told: str
    who: str
    word: Word
    is_open: bool = False


def plot_ledger(lives: Sequence[ArrangementLife]) -> Chart | None:
    """A block for each arrangement; `None` where nothing is dated."""
    kept = sorted(lives, key=lambda life: (-len(life.articles), life.first_told or "", life.id))[:MOST_LIVES]
    kept.sort(key=lambda life: (life.first_told or "", life.id))
    names = _names(kept)
    marks = [mark for life in kept for mark in _marks(life, names[life.id])]
    return _chart(
        marks, shapes=SHAPES, title="Arrangements as told: bars are windows, marks what is said of each party")


def plot_control(lives: Sequence[ControlLife]) -> Chart | None:
    """A row for each place, a mark for each word on it, with the holder beside it; `None` where nothing is dated."""
    kept = sorted(lives, key=lambda life: (-len(life.entries), life.id))[:MOST_LIVES]
    kept.sort(key=lambda life: name_place(life.place, part=life.part) or "")
    marks = [
        Mark(block="", row=name_place(life.place, part=life.part) or life.id, day=_day(entry.as_of), until=None,
             what=HELD[entry.change], who=_who(entry.word),
             told=_holding(entry), word=entry.word)
        for life in kept for entry in life.entries if entry.as_of
    ]
    return _chart(marks, shapes=CHANGES, title="Who holds what, as told")


def _holding(entry: ControlEntry) -> str:
    """What is said of a place: "taken by the army", "denied: held by the rebels"."""
    holder, before = (shorten(name, limit=28) if name else None for name in (entry.holder, entry.from_holder))
    if entry.change == "lost":
        told = f"lost by {before or holder or 'somebody not named'}"
    else:
        told = f"{HELD[entry.change]} by {holder or 'somebody not named'}"
    return f"denied: {told}" if entry.denied else told


def _names(lives: Iterable[ArrangementLife]) -> dict[str, str]:
    """What each block is called: kind, place, day of the first telling, and the id where those are the same."""
    names: dict[str, str] = {}
    for life in lives:
        noun = load_phrases().by_kind[life.kinds[0]]
        what = noun.refused if life.direction == "restricts" else noun.one
        lands = f" ({', '.join(life.countries)})" if life.countries else ""
        place = name_place(life.place) or f"place not told{lands}"
        name = f"{what[0].upper()}{what[1:]}, {shorten(place, limit=40)}, first told {(life.first_told or '?')[:DAY]}"
        names[life.id] = f"{name} [{life.id}]" if name in names.values() else name
    return names


def _marks(life: ArrangementLife, block: str) -> Iterator[Mark]:
    """All marks of one arrangement: its windows, the words on each party, its breaches."""
    yield from _windows(life, block)
    statuses = load_phrases().status
    for party in life.parties:
        for entry in party.entries:
            if entry.as_of:
                told = statuses[entry.status].removeprefix("to be ").removeprefix("to have ")
                yield Mark(block=block, row=shorten(party.name, limit=34), day=_day(entry.as_of), until=None,
                           what=KIND_OF.get(entry.status, HOLDS), told=told, who=_who(entry.word, party.party),
                           word=entry.word)
    for breach in life.breaches:
        dated = breach.time or breach.words[0].published
        if dated:
            accused = join_words([clean(name) for name in breach.accused]) or "nobody named"
            yield Mark(block=block, row="breaches", day=_day(dated), until=None, what=BREACH,
                       told=f"{breach.standing}: {shorten(accused, limit=24)}", who=_who(breach.words[0]),
                       word=breach.words[0])


def _windows(life: ArrangementLife, block: str) -> Iterator[Mark]:
    """One bar for each window, paler where an end of it is not told: then it is drawn from its telling, or to the last
    telling of all. One that was over when first told of, and began nobody says when, has no bar; one that is told again
    to the day has one."""
    seen: set[tuple[str, str]] = set()
    for window in life.windows:
        start, end = window.start or window.word.published, window.end or life.last_told
        if start is None or end is None or _day(start) > _day(end) or (_day(start), _day(end)) in seen:
            continue
        seen.add((_day(start), _day(end)))
        told = f"to {window.end[:DAY]}" if window.end else "its end not told"
        told += " (extended)" if window.extended else ""
        yield Mark(block=block, row="windows", day=_day(start), until=_day(end), what="window", told=told,
                   who=_who(window.word), word=window.word, is_open=window.start is None or window.end is None)


def _who(word: Word, party: str | None = None) -> str:
    """Whose kind of word it is; `party` is the one of which it is told."""
    if word.voice == "outlet":
        return OUTLET
    if word.voice == "party" or (party is not None and word.party == party):
        return OWN
    return OUTSIDER if word.party is None else OPPONENT


def _day(value: str) -> str:
    """A whole day; a month or a year is its first."""
    day = value[:DAY]
    return day + "-01-01"[len(day) - DAY:] if len(day) < DAY else day


class Placed(NamedTuple):
    """A mark with the lane that it stands in and the words beside it."""

    mark: Mark
    lane: int
    label: str


def _chart(marks: Sequence[Mark], *, shapes: dict[str, str], title: str) -> Chart | None:
    """Bars and marks on one time axis, each with its words, in as many lanes as keep them apart; `None` for no mark."""
    if not marks:
        return None
    alt = load_altair()
    placed, domain = _place(marks)
    rows, headings = _lines(placed)
    y = alt.Y("line:Q", scale=alt.Scale(domain=[-0.7, rows - 0.3], reverse=True, nice=False, zero=False), axis=None)
    axis = alt.Axis(format="%d %b %Y", values=_ticks(*domain), labelOverlap=True, gridColor="#e4e4e4")
    scale = alt.Scale(type="utc", domain=[_milliseconds(one) for one in domain], nice=False)
    x = alt.X("day:T", title=None, scale=scale, axis=axis)
    known = [who for who in COLOURS if any(one.who == who for one in marks)]
    color = alt.Color("who:N", title="whose word it is", legend=alt.Legend(orient="bottom", symbolOpacity=1.0),
                      scale=alt.Scale(domain=known, range=[COLOURS[who] for who in known]))
    values = [_value(one, headings) for one in placed]
    layers = [*_drawn(alt, values, shapes, x=x, y=y, color=color), *_headed(alt, headings, y)]
    made: Chart = alt.layer(*layers).properties(width=WIDTH, height=rows * LANE_HEIGHT, title=title)
    return made


def _milliseconds(day: int) -> int:
    """A day as the drawing counts it, in UTC, so that it is the same day wherever it is looked at."""
    return (day - EPOCH) * 86_400_000


def _ticks(first: int, last: int) -> list[int]:
    """Whole days that the axis names, at most `MOST_TICKS`."""
    step = max(1, math.ceil((last - first) / MOST_TICKS))
    return [_milliseconds(day) for day in range(first, last + 1, step)]


def _value(one: Placed, headings: dict[tuple[str, str], int]) -> dict[str, Any]:
    """A mark as a row of the drawing's data."""
    mark, word = one.mark, one.mark.word
    value = {"line": headings[mark.block, mark.row] + one.lane, "day": _milliseconds(_ordinal(mark.day)),
             "what": mark.what, "told": mark.told, "who": mark.who, "label": one.label, "voice": clean(word.name),
             "outlet": clean(word.outlet or ""), "published": (word.published or "")[:DAY], "open": mark.is_open}
    return value if mark.until is None else value | {"until": _milliseconds(_ordinal(mark.until))}


def _drawn(
    alt: Any, values: list[dict[str, Any]], shapes: dict[str, str], *, x: Any, y: Any, color: Any,  # noqa: ANN401
) -> Iterator[Any]:
    """Bars, marks, and the words beside them."""
    tooltip = [alt.Tooltip(name, type="nominal") for name in ("told", "voice", "outlet", "published")]
    bars = [one for one in values if "until" in one]
    points = [one for one in values if "until" not in one]
    if bars:
        yield alt.Chart(alt.Data(values=bars)).mark_bar(height=LANE_HEIGHT - 4).encode(
            x=x, x2="until:T", y=y, color=color, tooltip=tooltip,
            opacity=alt.condition("datum.open", alt.value(0.18), alt.value(0.38)))
    if points:
        known = [what for what in shapes if any(one["what"] == what for one in points)]
        shape = alt.Shape("what:N", title="what is told", legend=alt.Legend(orient="bottom"),
                          scale=alt.Scale(domain=known, range=[shapes[what] for what in known]))
        yield alt.Chart(alt.Data(values=points)).mark_point(filled=True, size=60, opacity=1.0).encode(
            x=x, y=y, color=color, shape=shape, tooltip=tooltip)
    yield alt.Chart(alt.Data(values=values)).mark_text(align="left", dx=LABEL_GAP - 2, fontSize=9).encode(
        x=x, y=y, text="label:N", color=color)


def _headed(alt: Any, headings: dict[tuple[str, str], int], y: Any) -> Iterator[Any]:  # noqa: ANN401
    """The names of the rows at the left, those of the blocks above their rows."""
    blocks = [{"line": line, "name": block} for (block, row), line in headings.items() if not row]
    rows = [{"line": line, "name": row} for (_, row), line in headings.items() if row]
    if blocks:
        yield alt.Chart(alt.Data(values=blocks)).mark_text(align="left", fontSize=11, fontWeight="bold").encode(
            x=alt.value(0), y=y, text="name:N")
    yield alt.Chart(alt.Data(values=rows)).mark_text(align="right", fontSize=10).encode(
        x=alt.value(-6), y=y, text="name:N")


def _place(marks: Sequence[Mark]) -> tuple[list[Placed], tuple[int, int]]:
    """Each mark with a lane of its row in which its words run into no other, and the days that the axis spans."""
    first, last = min(_ordinal(one.day) for one in marks), max(_ordinal(one.until or one.day) for one in marks)
    labels = [_label(one) for one in marks]
    room = max(len(label) for label in labels) * LETTER_WIDTH + 2 * LABEL_GAP
    days_a_pixel = max(last - first, 1) / (WIDTH - min(room, WIDTH / 2))
    taken: dict[tuple[str, str], list[float]] = {}
    placed = []
    for mark, label in sorted(zip(marks, labels, strict=True), key=lambda pair: pair[0].day):
        start = _ordinal(mark.day) / days_a_pixel
        end = start + LABEL_GAP + len(label) * LETTER_WIDTH
        end = max(end, _ordinal(mark.until) / days_a_pixel) if mark.until else end
        lanes = taken.setdefault((mark.block, mark.row), [])
        lane = next((number for number, until in enumerate(lanes) if until + LABEL_GAP < start), len(lanes))
        lanes[lane:lane + 1] = [end]
        placed.append(Placed(mark, lane, label))
    order = {one: number for number, one in enumerate(dict.fromkeys((mark.block, mark.row) for mark in marks))}
    placed.sort(key=lambda one: (order[one.mark.block, one.mark.row], one.lane, one.mark.day))
    return placed, (first - math.ceil(LABEL_GAP * days_a_pixel), first + math.ceil(WIDTH * days_a_pixel))


def _label(mark: Mark) -> str:
    """What is told, and whose word it is."""
    return shorten(f"{mark.told} · {clean(mark.word.name)}", limit=LONGEST)


def _ordinal(value: str) -> int:
    return dt.date.fromisoformat(value).toordinal()


def _lines(placed: Sequence[Placed]) -> tuple[int, dict[tuple[str, str], int]]:
    """How many lines there are, and on which the name of each block and row stands; a block has a line of its own."""
    at = 0
    found: dict[tuple[str, str], int] = {}
    lanes: dict[tuple[str, str], int] = {}
    for one in placed:
        key = (one.mark.block, one.mark.row)
        lanes[key] = max(lanes.get(key, 0), one.lane + 1)
    blocks: set[str] = set()
    for (block, row), count in lanes.items():
        if block and block not in blocks:
            blocks.add(block)
            found[block, ""] = at
            at += 1
        found[block, row] = at
        at += count
    return at, found
