"""`dateline evaluate reports FOLDER`: pairs `NAME.txt` (or `.html`) and `NAME.expected.jsonl`, with `sources.jsonl`."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import UnreadableInput
from dateline.evaluate.matching import Tally, score_report
from dateline.ingest import Given, article_from_html, article_from_text
from dateline.pipeline import load_parts, process
from dateline.records import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.pipeline import Parts, Result

STRETCHES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Where the stretches of the curve of confidence begin and end."""


def evaluate_reports(
    folder: str | Path, *, parts: Parts | None = None,
) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score every pair of a folder.

    Figures are shares of 1 summed over all reports (micro), each with its number of items under `n NAME`; per report
    the same under `REPORT: NAME`. Predictions are what was missed, wrong or told in error, by report.
    """
    parts = parts or load_parts()
    total = Tally()
    figures: dict[str, float] = {}
    predictions: list[dict[str, Any]] = []
    for name, text, expected, result in code_folder(Path(folder), parts):
        tally = score_report(text, expected, rows_of(result))
        total.merge(tally)
        predictions.extend({"report": name, **miss} for miss in tally.misses)
        figures.update({f"{name}: {key}": round(right / count, 4) for key, (right, count) in tally.sums.items()})
    summed = {key: round(right / count, 4) for key, (right, count) in total.sums.items()}
    counts = {f"n {key}": float(count) for key, (_, count) in total.sums.items()}
    return {**summed, **counts, **reliability(total.sure), **figures}, predictions


def reliability(sure: Sequence[tuple[float, bool]]) -> dict[str, float]:
    """The curve of confidence: of the claims told with so much of it, the share that is right, and how many they are.

    `calibration error` is the mean distance of confidence and share, weighted by the claims of each stretch.
    """
    figures: dict[str, float] = {}
    error = 0.0
    for low, high in pairwise(STRETCHES):
        chosen = [(one, right) for one, right in sure if low <= one < high]
        if chosen:
            share = sum(right for _, right in chosen) / len(chosen)
            mean = sum(one for one, _ in chosen) / len(chosen)
            error += len(chosen) * abs(share - mean)
            name = f"right at confidence {low:g} to {min(high, 1.0):g}"
            figures |= {name: round(share, 4), f"n {name}": float(len(chosen))}
    if sure:
        figures["calibration error"] = round(error / len(sure), 4)
    return figures


def rows_of(result: Result) -> list[dict[str, Any]]:
    """The records of a result as plain JSON objects."""
    records = (result.article, *result.claims, *result.arrangements, *result.controls, *result.issues)
    return [msgspec.to_builtins(record) for record in records]


def code_folder(folder: Path, parts: Parts) -> Iterator[tuple[str, str, list[dict[str, Any]], Result]]:
    """(name, text of the page, expected rows with offsets, result) of each pair, in order of name."""
    pairs = sorted(folder.glob("*.expected.jsonl"))
    if not pairs:
        message = f"{folder}: no NAME.expected.jsonl here; give a folder of reports with their expected records"
        raise UnreadableInput(message)
    sources = _sources(folder)
    for gold in pairs:
        name = gold.name.removesuffix(".expected.jsonl")
        given = _given(sources.get(name, {}))
        expected = _rows(gold)
        page = folder / f"{name}.html"
        if page.exists():
            read = article_from_html(page.read_bytes(), given=given, known_outlets=parts.tools.actors.is_outlet)
        else:
            text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
            read = article_from_text(text, given=given, known_outlets=parts.tools.actors.is_outlet)
        if isinstance(read, Issue):
            message = f"{name}: {read.detail}"
            raise UnreadableInput(message)
        located = [located_row for row in expected if (located_row := _locate(row, read.text)) is not None]
        yield name, read.text, located, process(read, parts)


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _sources(folder: Path) -> dict[str, dict[str, Any]]:
    file = folder / "sources.jsonl"
    return {row["doc"]: row for row in _rows(file)} if file.exists() else {}


def _given(source: dict[str, Any]) -> Given:
    published = (source.get("published") or "").replace(" 00:00:00", "").replace(" ", "T") or None
    return Given(published=published, outlet=source.get("outlet"), uri=source.get("url"))


def _locate(row: dict[str, Any], text: str) -> dict[str, Any] | None:
    """The row with offsets: those of an HTML page are found by its sentences, white space aside; article rows name
    visible lines, which become line numbers. `None` when the page does not hold the sentence."""
    if row.get("kind") == "article":
        return _locate_lines(row, text)
    if isinstance(row.get("start"), int):
        return row
    span = find_words(row["sentence"], text)
    if span is None:
        return None
    others = [find_words(sentence, text) for sentence in row.get("also_sentences", [])]
    return {**row, "start": span[0], "end": span[1], "also_spans": [other for other in others if other]}


def _locate_lines(row: dict[str, Any], text: str) -> dict[str, Any]:
    lines = {" ".join(line.split()): number for number, line in enumerate(text.split("\n"), start=1)}
    located = dict(row)
    for kind in ("furniture", "subheading", "caption", "standfirst"):
        words = row.get(f"{kind}_texts")
        if words:
            located[f"{kind}_lines"] = [lines[one] for one in (" ".join(w.split()) for w in words) if one in lines]
    return located


def find_words(sentence: str, text: str) -> tuple[int, int] | None:
    """Where a sentence stands in a text, any white space between its words."""
    pattern = r"\s+".join(re.escape(word) for word in sentence.split())
    found = re.search(pattern, text)
    return found.span() if found else None
