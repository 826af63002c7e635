"""Labels each line of a page with its block kind.

Takes the `Line`s in order and what is known of the page, gives one kind a line. The stretch with most body text is
found first, by points (sentences for it, menus and link lists against it); what stands before it is the head, read in
`head.py`, what stands after it the tail. No line is read twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.ingest.cues import cue_kind, present_phrases
from dateline.ingest.head import label_head
from dateline.ingest.lexicon import fold, lexicon
from dateline.ingest.lines import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dateline.ingest.lexicon import LabelLimits
    from dateline.ingest.lines import Line
    from dateline.records import BlockKind

_HEAD_LINES_IN_BODY = 6
_STANDFIRST_WORDS = 70
_SHARED_NAMES = 2
_FEW_WORDS = 2
_QUESTION_WORDS = 8
_LIST_LINES = 12
_HEADER_WORDS = 5
_YOUNG_BODY_WORDS = 60
_OPEN_QUOTES = ('"', "\u201c", "\u2018", "'")
_RUN_ON_ENDS = (",", ";", "\u2014", "\u2013", "-", "(", ":\u201d")
_UPPER_SHARE = 0.7
_SAMPLE = 1500
_SMALL = re.compile(r"[a-z]")
_LARGE = re.compile(r"[A-Z]")
_LINKED = 0.8
_MATTER = 30
_ENOUGH_STEMS = 150
_STRAY_PART = 4
_STRAY_WORDS = 25
_MAST = (None, "dateline", "navigation", "section", "byline")


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a page beside its lines. `is_outlet` answers for a line as it stands."""

    title: str | None
    is_outlet: Callable[[str], bool]


def label_lines(lines: Sequence[Line], page: Page) -> list[BlockKind]:
    """One block kind for each line, in order."""
    if not lines:
        return []
    present = present_phrases(line.folded for line in lines)
    cues = [cue_kind(line, present) for line in lines]
    upper = _is_upper(lines)
    if upper:
        lines = [replace(line, capitals=0.0) for line in lines]
    region = _body_region(lines, cues)
    if region is None:
        return _without_body(lines, cues, page=page)
    first, last = _after_head(lines, cues, region=_trimmed(lines, cues, region=region))
    body = _label_body(lines[first:last], cues[first:last], upper=upper)
    matter = [line.text for line, kind in zip(lines[first:last], body, strict=True) if kind == "paragraph"]
    shared = stems(" ".join(matter[:_MATTER])) if first else frozenset()
    head = label_head(lines[:first], cues[:first], title=page.title, is_outlet=page.is_outlet, body=shared)
    return head + body + _label_tail(lines[last:], cues[last:])


def _is_upper(lines: Sequence[Line]) -> bool:
    """Whether the page is written in capitals throughout, as old wire copy is."""
    sample = "".join(line.text for line in lines[:60])[:_SAMPLE]
    small, large = len(_SMALL.findall(sample)), len(_LARGE.findall(sample))
    return large > _UPPER_SHARE * (small + large)


def is_sentence(line: Line) -> bool:
    """Whether a line is by its form a sentence of a report: long enough and ended as one."""
    limits = lexicon().thresholds.label
    return line.terminal and line.words >= limits.sentence_words


def _is_loose(line: Line, limits: LabelLimits) -> bool:
    """A line too long and too little capitalised for a headline, though it does not end as a sentence."""
    return line.words >= limits.long_words and line.capitals < limits.title_case_share


def _points(line: Line, cue: BlockKind | None, *, limits: LabelLimits) -> float:
    """How much a line speaks for the body (above 0) or against it."""
    hint = line.hint
    if cue == "caption" or (cue is None and hint.extracted and line.words > limits.sentence_words):
        return limits.weak_points if cue is None else limits.furniture_points
    if cue in ("related", "footer") and line.words <= _HEADER_WORDS:
        return limits.tail_points if cue == "related" and not line.terminal else limits.furniture_points
    if cue is not None:
        return limits.furniture_points
    if hint.link_share > _LINKED or hint.extracted is False:
        return limits.other_points
    if is_sentence(line):
        return min(limits.max_points, limits.sentence_points + limits.points_per_word * line.words)
    if _is_loose(line, limits):
        return limits.loose_points + limits.points_per_word * line.words / 2
    if (line.terminal and line.words > 1) or (line.colon and line.words >= _HEADER_WORDS - 1):
        return limits.weak_points
    return limits.other_points


def _body_region(lines: Sequence[Line], cues: Sequence[BlockKind | None]) -> tuple[int, int] | None:
    """The half-open stretch of lines with the highest sum of points; `None` where no line speaks for a body."""
    limits = lexicon().thresholds.label
    best, best_sum, start, total, listed = None, 0.0, 0, 0.0, False
    for index, (line, cue) in enumerate(zip(lines, cues, strict=True)):
        if total <= 0:
            start, total = index, 0.0
        points = _points(line, cue, limits=limits)
        # One heading of links counts in full; the lines of its list ("list 1 of 4") do not count again.
        total += limits.furniture_points if cue == "related" and listed else points
        listed = cue == "related" or (listed and line.words < limits.resume_words)
        if total > best_sum:
            best, best_sum = (start, index + 1), total
    return best


def _trimmed(lines: Sequence[Line], cues: Sequence[BlockKind | None], *, region: tuple[int, int]) -> tuple[int, int]:
    """The region without sentences at its ends that are no part of the report.

    Such a sentence shares nothing with the rest, and either speaks to the reader ("Give us your address ...") or is
    parted from the rest by a masthead: two lines at least that may be section, outlet, headline or dateline.
    """
    first, last = region
    told = [index for index in range(first, last) if cues[index] is None and is_sentence(lines[index])]
    if len(told) <= _FEW_WORDS:
        return region
    matter = stems(" ".join(lines[index].text for index in told[1:_MATTER]))
    mast = sum(cue in _MAST for cue in cues[told[0] + 1 : told[1]])
    if _stray(lines[told[0]], matter, apart=mast >= _FEW_WORDS):
        first = told[1]
    matter = stems(" ".join(lines[index].text for index in told[:-1][:_MATTER]))
    if told[-1] == last - 1 and _stray(lines[last - 1], matter, apart=False):
        last = told[-2] + 1
    return first, last


def _stray(line: Line, matter: frozenset[str], *, apart: bool) -> bool:
    """Whether a sentence at the edge shares nothing with the report, and looks it."""
    own = stems(line.text)
    if (
        line.words > _STRAY_WORDS
        or line.hint.extracted
        or line.text.startswith(_OPEN_QUOTES)
        or len(own & matter) * _STRAY_PART > len(own)
    ):
        return False
    return apart or len(lexicon().address.intersection(line.folded.replace(",", " ").split())) >= _FEW_WORDS


def _after_head(lines: Sequence[Line], cues: Sequence[BlockKind | None], *, region: tuple[int, int]) -> tuple[int, int]:
    """Move the start of the body behind a dateline that stands within its first lines: what is above it is a deck.

    Only where the head has no dateline of its own, and only over a few short lines: "Published On 22 Dec 2023" below a
    standfirst and a caption.
    """
    first, last = region
    if any(cue == "dateline" and line.words > 1 for cue, line in zip(cues[:first], lines[:first], strict=True)):
        return region
    for index in range(first, min(first + _HEAD_LINES_IN_BODY, last - 1)):
        if cues[index] == "dateline" and any(c.isdigit() for c in lines[index].text):
            return (index + 1, last) if first > 0 else region
        if lines[index].words > _STANDFIRST_WORDS:
            break
    return region


def _label_body(lines: Sequence[Line], cues: Sequence[BlockKind | None], *, upper: bool) -> list[BlockKind]:
    """Kinds of the lines from the first to the last line of body text."""
    limits = lexicon().thresholds.label
    kinds: list[BlockKind] = []
    seen: set[str] = set()
    names: set[str] = set()
    body_words, linked, listing, links = 0, False, 0, "related" in cues
    asked = links or not all(cue or is_sentence(line) for line, cue in zip(lines, cues, strict=True))
    for index, (line, cue) in enumerate(zip(lines, cues, strict=True)):
        if cue is not None:
            kinds.append(cue)
            linked = linked or (cue == "related" and line.words <= _HEADER_WORDS)
            if line.folded == "end of list":
                linked = False
            continue
        own = (
            stems(line.text) if links or (asked and len(seen) < _ENOUGH_STEMS) or not is_sentence(line) else frozenset()
        )
        kept = line.hint.extracted is True and line.hint.link_share < _LINKED and line.words >= limits.sentence_words
        sentence = kept or is_sentence(line)
        if linked and not (sentence and _resumes(line, own, seen=seen, names=names, body_words=body_words)):
            kinds.append("related")
            continue
        linked = False
        following = lines[index + 1] if index + 1 < len(lines) else None
        kind = "paragraph" if sentence else _label_loose(line, following, listing=listing, upper=upper)
        if kind == "paragraph" and _is_question_heading(line, kinds):
            kind = "subheading"
        listing = _next_listing(line, kind, listing=listing)
        if kind == "subheading":
            kind = _subheading_or_teaser(line, own, near=seen | stems(following.text) if following else seen)
        kinds.append(kind)
        if kind == "paragraph":
            seen |= own
            names |= _names(line) if links else set()
            body_words += line.words
    return kinds


def _names(line: Line) -> set[str]:
    """Words inside the line that begin with a capital, lower-cased."""
    return {word.strip(".,'\"\u201c\u201d\u2019()").casefold() for word in line.text.split()[1:] if word[:1].isupper()}


def _resumes(line: Line, own: frozenset[str], *, seen: set[str], names: set[str], body_words: int) -> bool:
    """Whether a sentence after a list of links belongs to the report again: it shares its matter or its names."""
    limits = lexicon().thresholds.label
    if line.hint.extracted is True:
        return True
    if line.words < limits.resume_words or line.hint.extracted is False:
        return False
    shared, common = len(own & seen) / max(len(own), 1), len(_names(line) & names)
    if body_words < _YOUNG_BODY_WORDS:
        return common > 0 or shared * 2 >= limits.cohesion
    return shared >= limits.cohesion or common >= _SHARED_NAMES


def _label_loose(line: Line, following: Line | None, *, listing: int, upper: bool) -> BlockKind:
    """The kind of a line in the body that is no full sentence by its form."""
    limits = lexicon().thresholds.label
    text = line.text
    if line.hint.heading:
        return "subheading"
    if line.hint.link_share > _LINKED:
        return "related"
    if (line.terminal and line.words > 1) or _is_loose(line, limits) or text[0].islower():
        return "paragraph"
    if (line.colon and line.words > _FEW_WORDS) or text.endswith(_RUN_ON_ENDS):
        return "paragraph"
    if text.startswith(_OPEN_QUOTES) and line.words >= limits.sentence_words and not upper:
        return "paragraph"
    if listing and not (following is not None and following.text.startswith(_OPEN_QUOTES)):
        return "paragraph"
    return "subheading"


def _next_listing(line: Line, kind: BlockKind, *, listing: int) -> int:
    """How many more lines may be items of a list that a line ending in a colon has opened."""
    if kind != "paragraph":
        return 0
    if line.colon:
        return 0 if line.folded.endswith(lexicon().saying) else _LIST_LINES
    return 0 if line.terminal else max(0, listing - 1)


def _is_question_heading(line: Line, kinds: Sequence[BlockKind]) -> bool:
    """Whether a short question between paragraphs heads what follows."""
    return (
        line.text.endswith("?")
        and line.words <= _QUESTION_WORDS
        and not line.text.startswith(_OPEN_QUOTES)
        and line.hint.extracted is None
        and bool(kinds)
        and kinds[-1] == "paragraph"
    )


def _subheading_or_teaser(line: Line, own: frozenset[str], *, near: set[str]) -> BlockKind:
    """A headline-like line between paragraphs: a subheading where it shares the report's matter, else a teaser."""
    if line.bullet:
        return "related"
    if line.hint.heading or not own or line.words <= _FEW_WORDS:
        return "subheading"
    return "subheading" if len(own & near) * 3 >= len(own) else "teaser"


def _label_tail(lines: Sequence[Line], cues: Sequence[BlockKind | None]) -> list[BlockKind]:
    """Kinds of what stands after the body: cues speak for themselves, then link lists and footer."""
    kinds: list[BlockKind] = []
    short, linked = lexicon().thresholds.label.short_words, False
    for line, cue in zip(lines, cues, strict=True):
        linked = cue == "related" or (linked and cue is None)
        kinds.append(
            cue or ("footer" if line.words < short and not (linked and line.words > _FEW_WORDS) else "related")
        )
    return kinds


def _without_body(lines: Sequence[Line], cues: Sequence[BlockKind | None], *, page: Page) -> list[BlockKind]:
    """A page without a sentence: its uncued lines are headline first, then paragraphs; a single line is a paragraph.

    Where metadata give the title, only a line that says the same is the headline.
    """
    open_lines = [index for index, cue in enumerate(cues) if cue is None]
    kinds: list[BlockKind] = [cue or "other" for cue in cues]
    for rank, index in enumerate(open_lines):
        line = lines[index]
        first = line.folded == fold(page.title) if page.title else rank == 0
        if page.is_outlet(line.text):
            kinds[index] = "outlet"
        elif first and len(open_lines) > 1:
            kinds[index] = "headline"
        elif line.words >= _HEADER_WORDS - 1 or len(lines) == 1:
            kinds[index] = "paragraph"
    return kinds
