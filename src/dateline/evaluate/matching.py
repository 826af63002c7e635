"""Told records against expected ones of one report: which tells which, what was missed, what is a false alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.evaluate.slots import (
    Row, arrangement_slots, claim_slots, control_fits, control_slots, parties_share, party_right, read_blocks,
    words_right,
)

SLACK_CHARS = 60
"""Evidence may reach this far beyond the expected sentence."""
LONG_LINE_WORDS = 8

Slots = Callable[[Row, Row], Iterable[tuple[str, float | None]]]


@dataclass(slots=True)
class Tally:
    """Sums of (right, scored) by figure, in the order in which they first came, and what went wrong."""

    sums: dict[str, tuple[float, int]] = field(default_factory=dict)
    misses: list[dict[str, Any]] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    """How sure each claim was of its event, and whether it was right."""

    def add(self, key: str, right: float | None) -> None:
        """Count one answer; `None` is not scored."""
        if right is not None:
            total, count = self.sums.get(key, (0.0, 0))
            self.sums[key] = (total + float(right), count + 1)

    def merge(self, other: Tally) -> None:
        """Add another report's sums."""
        for key, (right, count) in other.sums.items():
            total, before = self.sums.get(key, (0.0, 0))
            self.sums[key] = (total + right, before + count)
        self.sure.extend(other.sure)


class Page:
    """A report's text and its lines by 1-based number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[int, tuple[int, int]] = {}
        start = 0
        for number, line in enumerate(text.split("\n"), start=1):
            self.lines[number] = (start, start + len(line))
            start += len(line) + 1

    def spans(self, expected: Row) -> Iterator[tuple[int, int]]:
        """Where the expected record is told: its sentence and the further spans and lines that it names."""
        yield expected["start"], expected["end"]
        yield from ((start, end) for start, end in expected.get("also_spans", []))
        for number in expected.get("also_lines", []):
            if number in self.lines:
                yield self.lines[number]

    def told_here(self, told: Row, expected: Row) -> bool:
        """Whether the evidence is words of the report at the expected sentence, with little around it."""
        evidence = told.get("evidence") or {}
        start, end = evidence.get("start"), evidence.get("end")
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(self.text):
            return False
        if evidence.get("text") is not None and evidence["text"] != self.text[start:end]:
            return False
        return any(
            start < last and end > first and start >= first - SLACK_CHARS and end <= last + SLACK_CHARS
            for first, last in self.spans(expected)
        )


def _must_first(expected: Sequence[Row]) -> list[Row]:
    return sorted(expected, key=lambda row: not row.get("must", True))


def _claim_fits(page: Page, expected: Row, told: Row) -> bool:
    """Told here, an accepted event, and a shared party where parties are expected."""
    if told.get("event") not in expected["event"] or not page.told_here(told, expected):
        return False
    if not expected["actors"] and not expected["recipients"]:
        return True
    sides = ((expected["actors"], told.get("actors") or []), (expected["recipients"], told.get("recipients") or []))
    return any(party_right(party, ref) for wanted, refs in sides for party in wanted for ref in refs)


def score_claims(page: Page, expected: Sequence[Row], told: Sequence[Row], tally: Tally) -> None:
    """Match claims one to one, main ones first; what fits nothing is a false alarm."""
    used: set[int] = set()
    for row in _must_first(expected):
        best, rating = None, -1.0
        for index, record in enumerate(told):
            if index not in used and _claim_fits(page, row, record):
                values = [value for _, value in claim_slots(row, record) if value is not None]
                share = sum(values) / max(len(values), 1)
                if share > rating:
                    best, rating = index, share
        _count_claim(row, told[best] if best is not None else None, tally)
        if best is not None:
            used.add(best)
            tally.sure.append((_sure(told[best]), True))
    optional = [row for row in expected if not row.get("must", True)]
    for index, record in enumerate(told):
        if index not in used and not any(_claim_fits(page, row, record) for row in optional):
            tally.add("claims told that are right", 0.0)
            tally.sure.append((_sure(record), False))
            tally.misses.append({"why": "false alarm", "gold": None, "answer": record})


def _sure(record: Row) -> float:
    """How sure a told claim is of its event."""
    return float((record.get("coding_confidence") or {}).get("event", 0.0))


def _count_claim(row: Row, record: Row | None, tally: Tally) -> None:
    must = row.get("must", True)
    if must:
        tally.add("claims found", float(record is not None))
    if record is None:
        if must:
            tally.misses.append({"why": "missed", "gold": row, "answer": None})
        return
    tally.add("claims told that are right", 1.0)
    if must:
        tally.add("claims right in every slot", float(_count_slots(row, record, claim_slots, tally)))


def _count_slots(row: Row, record: Row, slots: Slots, tally: Tally) -> bool:
    every = True
    for name, value in slots(row, record):
        tally.add(name, value)
        if value is not None and value < 1:
            every = False
            tally.misses.append({"why": f"wrong {name}", "gold": row, "answer": record})
    return every


def score_others(
    page: Page, name: str, expected: Sequence[Row], told: Sequence[Row], *, fits: Callable[[Row, Row], bool],
    slots: Slots, tally: Tally,
) -> None:
    """Match arrangements or control claims one to one; every one told beyond is a false alarm."""
    used: set[int] = set()
    for row in _must_first(expected):
        options = [
            index for index, record in enumerate(told)
            if index not in used and page.told_here(record, row) and fits(row, record)
        ]
        best = max(options, key=lambda index: sum(v for _, v in slots(row, told[index]) if v is not None), default=None)
        must = row.get("must", True)
        if must:
            tally.add(f"{name} found", float(best is not None))
        if best is None:
            if must:
                tally.misses.append({"why": "missed", "gold": row, "answer": None})
            continue
        used.add(best)
        tally.add(f"{name} told that are right", 1.0)
        if must:
            _count_slots(row, told[best], slots, tally)
    for index, record in enumerate(told):
        if index not in used:
            tally.add(f"{name} told that are right", 0.0)
            tally.misses.append({"why": "false alarm", "gold": None, "answer": record})


def score_article(page: Page, expected: Row, told: Row, tally: Tally) -> None:
    """Title, outlet, section, publication time, and which lines were taken for body."""
    if expected.get("title"):
        tally.add("title", float((told.get("title") or "").strip() == expected["title"].strip()))
    for field_name in ("outlet", "section"):
        if expected.get(field_name):
            right = words_right(expected[field_name], told.get(field_name) or "")
            tally.add(field_name, None if right is None else float(right))
    if expected.get("published"):
        value = (told.get("published") or {}).get("value") or ""
        tally.add("published", float(value.startswith(expected["published"])))
    _score_lines(page, expected, read_blocks(told), tally)


def _score_lines(page: Page, expected: Row, body: list[tuple[int, int]], tally: Tally) -> None:
    def taken(number: int) -> bool:
        first, last = page.lines[number]
        return any(start < last and end > first for start, end in body)

    outside = {*expected.get("furniture_lines", []), *expected.get("subheading_lines", [])}
    either = {*expected.get("caption_lines", []), *expected.get("standfirst_lines", [])}
    for number in sorted(outside & page.lines.keys()):
        tally.add("lines not taken for body", float(not taken(number)))
    for number, (start, end) in page.lines.items():
        if number not in outside | either and len(page.text[start:end].split()) >= LONG_LINE_WORDS:
            tally.add("body lines kept", float(taken(number)))


def score_report(text: str, expected: Sequence[Row], told: Sequence[Row]) -> Tally:
    """All figures of one report."""
    page, tally = Page(text), Tally()

    def of(kind: str, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row.get("kind") == kind]

    score_claims(page, of("claim", expected), of("claim", told), tally)
    score_others(
        page, "arrangements", of("arrangement", expected), of("arrangement", told),
        fits=lambda row, record: record.get("arrangement") in row["arrangement"], slots=arrangement_slots, tally=tally,
    )
    score_others(
        page, "control claims", of("control", expected), of("control", told), fits=control_fits, slots=control_slots,
        tally=tally,
    )
    for row in of("article", expected):
        score_article(page, row, (of("article", told) or [{}])[0], tally)
    return tally


__all__ = ["Page", "Tally", "parties_share", "score_report"]
