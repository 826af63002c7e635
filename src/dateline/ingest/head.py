"""Labels the head of a page: what stands above the first line of body text.

Takes those lines with their cues, gives one kind a line. The headline is the line that shares most with the body and
stands nearest to it; section and outlet are told by name, by repetition, or by their place right above it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dateline.ingest.lexicon import fold, lexicon
from dateline.ingest.lines import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dateline.ingest.lines import Line
    from dateline.records import BlockKind

_CRUMB = re.compile(r"\S\s?[|>\u00bb\u203a]\s?\S")
_SLASH_CRUMB = re.compile(r"^\w[\w\s&]{1,24}(?:\s/\s\w[\w\s&]{1,24}){1,4}$")
_SECTION_WORDS = 6
_OUTLET_WORDS = 8
_LEAST_SCORE = -1.0
_SAME_TITLE = 0.6
_GOOD_WORDS = range(4, 23)
_DECK_WORDS = 8
_LINKED = 0.8


def label_head(
    lines: Sequence[Line],
    cues: Sequence[BlockKind | None],
    *,
    title: str | None,
    is_outlet: Callable[[str], bool],
    body: frozenset[str],
) -> list[BlockKind]:
    """Kinds of the lines above the body; `title` is what metadata call the report, `None` where nothing does."""
    kinds: list[BlockKind | None] = list(cues)
    repeated = _repeated(lines, cues)
    menu = _menu_lines(lines)
    for index, line in enumerate(lines):
        if kinds[index] in (None, "navigation", "section") and index not in menu and line.hint.kind is None:
            kinds[index] = _named(line, is_outlet=is_outlet, repeated=repeated) or kinds[index]
    at = _headline(lines, kinds, title=title, body=body, menu=menu)
    if at is None:
        return [
            kind or _unplaced(line, index in menu) for index, (line, kind) in enumerate(zip(lines, kinds, strict=True))
        ]
    for index, line in enumerate(lines):
        if line.folded == lines[at].folded:
            kinds[index] = "headline"
    _label_above(lines, kinds, at=at, menu=menu)
    for index in range(at + 1, len(lines)):
        if kinds[index] is None:
            kinds[index] = _below(lines[index], dated="dateline" in kinds[at:index])
    return [kind or _unplaced(line, index in menu) for index, (line, kind) in enumerate(zip(lines, kinds, strict=True))]


def _repeated(lines: Sequence[Line], cues: Sequence[BlockKind | None]) -> frozenset[str]:
    """Short lines printed twice with something else between: the outlet's name, not the headline."""
    counts = Counter(
        line.folded for line, cue in zip(lines, cues, strict=True) if cue is None and line.words <= _OUTLET_WORDS
    )
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if counts[line.folded] > 1 and not any(c.isdigit() for c in line.text) and any(c.isupper() for c in line.text):
            places.setdefault(line.folded, []).append(index)
    return frozenset(form for form, at in places.items() if form and at[-1] - at[0] > len(at) - 1)


def _menu_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Lines in a long run of short ones: menus."""
    limits = lexicon().thresholds.label
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        short = line.words <= limits.short_words and not line.terminal
        if short:
            run.append(index)
        if not short or index == len(lines) - 1:
            if len(run) > limits.run_of_short:
                found.update(run)
            run = []
    return frozenset(found)


def _named(line: Line, *, is_outlet: Callable[[str], bool], repeated: frozenset[str]) -> BlockKind | None:
    """Outlet or section, where the line is one by name or by being printed twice."""
    if line.folded in lexicon().sections:
        return "section"
    if line.words <= _OUTLET_WORDS and (is_outlet(line.text) or line.folded in repeated):
        return "outlet"
    crumb = (
        not line.terminal
        and line.words <= _OUTLET_WORDS
        and (_CRUMB.search(line.text) or _SLASH_CRUMB.match(line.text))
    )
    return "section" if crumb else None


def _headline(
    lines: Sequence[Line],
    kinds: Sequence[BlockKind | None],
    *,
    title: str | None,
    body: frozenset[str],
    menu: frozenset[int],
) -> int | None:
    """The index of the headline; of lines that score alike the lower one. `None` where no line can be it."""
    best, best_score = None, _LEAST_SCORE
    anchor = _anchor(kinds)
    for index, line in enumerate(lines):
        if kinds[index] is None and not line.bullet:
            score = _headline_score(line, title=title, body=body) - 0.3 * min(abs(anchor - index - 1), 8)
            score -= 1.0 if index in menu and index + 1 in menu else 0.0
            # The last entry of a menu is no headline unless the body takes it up.
            score -= 2.0 if index in menu and not stems(line.text) & body else 0.0
            score += 1.5 if index and lines[index - 1].folded == line.folded else 0.0
            # Below a dateline stands the deck rather than the headline.
            score -= 1.5 if "dateline" in kinds[:index] else 0.0
            if score >= best_score:
                best, best_score = index, score
    return best


def _anchor(kinds: Sequence[BlockKind | None]) -> int:
    """Where the headline should stand right above: the first dateline or byline of the lower head, else the body."""
    at = len(kinds)
    while at and kinds[at - 1] in (
        "dateline",
        "byline",
        "caption",
        "outlet",
        "section",
        "footer",
        "signup",
        "advertisement",
    ):
        at -= 1
    return at


def _headline_score(line: Line, *, title: str | None, body: frozenset[str]) -> float:
    """How much a line reads as the headline of this body, between about -6 and 8."""
    limits = lexicon().thresholds.label
    own = stems(line.text)
    score = 3.0 * len(own & body) / len(own) if own else -0.5
    score += 1.0 if line.words in _GOOD_WORDS else 0.0
    score -= 4.0 if line.words > limits.headline_max_words else 0.0
    score -= 1.5 if line.terminal and line.text.endswith(".") else 0.0
    score += 1.5 if line.hint.heading == 1 else 0.5 if line.hint.heading else 0.0
    score -= 2.0 if line.hint.link_share > _LINKED else 0.0
    if title:
        wanted = stems(title)
        same = len(own & wanted) / max(len(own | wanted), 1)
        score += 4.0 if fold(title) == line.folded else 3.0 * same if same >= _SAME_TITLE else -4.5
    return score


def _label_above(lines: Sequence[Line], kinds: list[BlockKind | None], *, at: int, menu: frozenset[int]) -> None:
    """Section and outlet by their place right above the headline, where no name has told them."""
    above = at - 1
    while above >= 0 and kinds[above] in ("headline", "dateline"):
        above -= 1
    told = set(kinds[:at])
    if above < 0 or kinds[above] is not None or above in menu or not _may_be_name(lines[above]):
        return
    if "section" not in told:
        kinds[above] = "section"
    elif "outlet" not in told and above and kinds[above - 1] == "section":
        kinds[above] = "outlet"


def _may_be_name(line: Line) -> bool:
    """Whether a line may be a section's or outlet's name: few words, no figures, no sentence."""
    return line.words <= _SECTION_WORDS and not line.terminal and not any(c.isdigit() for c in line.text)


def _below(line: Line, *, dated: bool) -> BlockKind:
    """An untold line between headline and body: a deck where it is long enough, text of the report under a dateline."""
    if line.words < _DECK_WORDS:
        return "other"
    return "paragraph" if dated else "standfirst"


def _unplaced(line: Line, in_menu: bool) -> BlockKind:  # noqa: FBT001
    """An untold line above the headline: a menu entry, a link to another story, or a call to the reader."""
    if in_menu or line.words <= lexicon().thresholds.label.short_words // 2:
        return "navigation"
    return "related" if line.bullet or line.words > _SECTION_WORDS else "other"
