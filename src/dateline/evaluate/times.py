"""Times of running text against gold: `evaluate_times(path)`.

A row has `published`, `text` and `times` [{`text`, `value`}], where `value` is an ISO date as fine as told, or
`from/to`. The texts were cut into tokens at their origin and a gold time may be named again by other words, so that
gold and found are matched by their words within one text, never by offsets.
"""

from __future__ import annotations

import calendar
import json
import re
from typing import TYPE_CHECKING, Any

from dateline.analyze.language import load_language
from dateline.analyze.times import find_times
from dateline.codebook.measures import load_times
from dateline.records import Article, Block, Reading, make_id
from dateline.resolve.times import resolve_times

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from spacy.language import Language

    from dateline.codebook.measures import TimeLexicon
    from dateline.records import When

_WORD = re.compile(r"\w+")
_DATE_ONLY = 10


def evaluate_times(path: Path) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of times; gives the figures and what was told for each text, misses and false alarms named.

    `exact` is the share of gold times for which a time with shared words has the gold's first and last day;
    `found` the share with shared words at all; `precision` the share of told times that are right for some gold time
    with shared words; `judged_precision` the same over those told times that share words with any gold time, since the
    gold leaves some times out. A clock time is held by its day, and a gold clock without a day is not scored.
    """
    nlp, lexicon = load_language(), load_times()
    sums = {"gold": 0, "exact": 0, "found": 0, "told": 0, "right": 0, "judged": 0}
    predictions = []
    for row in _rows(path):
        told = _told(row, nlp=nlp, lexicon=lexicon)
        gold = [time for time in row["times"] if _bounds(time["value"]) is not None]
        missed = [time for time in gold if not any(_right(time, when) for when in told)]
        wrong = [when for when in told if not any(_right(time, when) for time in gold)]
        sums["gold"] += len(gold)
        sums["exact"] += len(gold) - len(missed)
        sums["found"] += sum(any(_shared(time["text"], when.text) for when in told) for time in gold)
        sums["told"] += len(told)
        sums["right"] += len(told) - len(wrong)
        sums["judged"] += sum(any(_shared(time["text"], when.text) for time in gold) for when in told)
        predictions.append({
            "id": row["id"], "told": [_shown(when) for when in told],
            "missed": [{"text": time["text"], "value": time["value"]} for time in missed],
            "wrong": [_shown(when) for when in wrong],
        })
    figures = {
        "exact": _share(sums["exact"], sums["gold"]), "precision": _share(sums["right"], sums["told"]),
        "found": _share(sums["found"], sums["gold"]), "judged_precision": _share(sums["right"], sums["judged"]),
        "gold": float(sums["gold"]), "told": float(sums["told"]),
    }
    return figures, predictions


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _told(row: dict[str, Any], *, nlp: Language, lexicon: TimeLexicon) -> list[When]:
    """The times resolved in one text, in order."""
    doc = nlp(row["text"])
    block = Block(kind="paragraph", start=0, end=len(row["text"]))
    digest = make_id("a", row["id"])
    article = Article(id=digest, text_hash=digest, text=row["text"], blocks=(block,))
    mentions = tuple(find_times(doc, lexicon=lexicon))
    times, _, _ = resolve_times(Reading(article, doc, mentions), published=row["published"], lexicon=lexicon)
    return [times[index] for index in sorted(times)]


def _bounds(value: str) -> tuple[str, str] | None:
    """First and last day of a gold value or of one end of ours; `None` for a clock time without a day."""
    first, _, last = value.partition("/")
    days = (_day(first, first=True), _day(last or first, first=False))
    return None if days[0] is None or days[1] is None else (days[0], days[1])


def _day(value: str, *, first: bool) -> str | None:
    """A date as fine as a day: its first or last day when it is coarser."""
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-01-01" if first else f"{value}-12-31"
    if re.fullmatch(r"\d{4}-\d{2}", value):
        length = calendar.monthrange(int(value[:4]), int(value[5:]))[1]
        return f"{value}-01" if first else f"{value}-{length:02d}"
    return value[:_DATE_ONLY] if re.fullmatch(r"\d{4}-\d{2}-\d{2}(T.*)?", value) else None


def _right(gold: dict[str, Any], when: When) -> bool:
    """Whether the words are shared and the days the same; of a range one end may answer for itself."""
    if not _shared(gold["text"], when.text):
        return False
    bounds = _bounds(gold["value"])
    start, end = when.start_date or when.end_date, when.end_date or when.start_date
    ends = [f"{start}/{end}"] if start == end else [f"{start}/{end}", str(start), str(end)]
    return bounds is not None and any(_bounds(value) == bounds for value in ends)


def _shared(gold: str, told: str | None) -> bool:
    """Whether the words of one stand, in order, in the other: "Sunday" in "Sunday, March 4"."""
    left, right = _folded(gold), _folded(told or "")
    return bool(left) and bool(right) and (f" {left} " in f" {right} " or f" {right} " in f" {left} ")


def _folded(text: str) -> str:
    words: Sequence[str] = _WORD.findall(text.lower())
    return " ".join(word for word in words if word not in ("the", "on", "in"))


def _shown(when: When) -> dict[str, Any]:
    return {"text": when.text, "start": when.start, "value": [when.start_date, when.end_date]}
