"""Fit how sure a coded event is, on our example reports and on sentences that the encoder never saw.

Writes `confidence.json`. Run with the environment of the tool, after `training/relations.py`:

    python training/confidence.py
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path

import numpy as np

from dateline.codebook.confidence import FILE, log_odds
from dateline.codebook.relation_model import Pair, open_relation_model
from dateline.coding.find import find_acts
from dateline.coding.judge import pair_of, share_of
from dateline.coding.parties import MentionMap
from dateline.analyze import analyse
from dateline.evaluate.matching import score_report
from dateline.evaluate.reports import code_folder, rows_of
from dateline.pipeline import Parts, load_parts
from dateline.records import Article, Block, make_id
from dateline.resolve import resolve

SENTENCES = Path(__file__).parent / "sentences"
SEED, HELD_OUT = 20261123, 12  # as in training/relations.py
RIDGE = 0.1
EXAMPLES = Path(__file__).parent.parent / "examples"
_SHARE = re.compile(r"a share of (\d\.\d+) of")
Point = tuple[float, bool]


def held_out() -> list[tuple[str, str]]:
    """Label and marked sentence of those that the encoder was not trained on."""
    rows: dict[str, tuple[str, str]] = {}
    for path in sorted(SENTENCES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            label, _, marked = line.split("\t")
            rows.setdefault(plain(marked), (label, marked))
    found = list(rows.values())
    random.Random(SEED).shuffle(found)
    return found[::HELD_OUT]


def plain(marked: str) -> str:
    """The sentence without its marks."""
    for mark in ("<s>", "</s>", "<t>", "</t>"):
        marked = marked.replace(mark, "")
    return marked


def span_of(marked: str, tag: str) -> tuple[int, int]:
    """Where a marked party stands in the plain sentence."""
    return len(plain(marked[:marked.index(f"<{tag}>")])), len(plain(marked[:marked.index(f"</{tag}>")]))


def points(label: str, marked: str, parts: Parts) -> list[Point]:
    """Share and rightness of each act between the two marked parties."""
    text, tools = plain(marked), parts.tools
    digest = make_id("a", text)
    article = Article(id=digest, text_hash=digest, text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
    reading = analyse(article, tools)
    mentions = MentionMap(reading, resolve(
        reading, places=tools.places, actors=tools.actors, times=tools.times, quantities=tools.quantities))
    acts, _ = find_acts(mentions, parts.index)
    found = []
    for act in acts:
        pair = pair_of(act, mentions)
        if not (meets(pair.source, span_of(marked, "s")) and meets(pair.target, span_of(marked, "t"))):
            continue
        shares = open_relation_model().judge([Pair(text=pair.text, source=pair.source, target=pair.target)])[0]
        found.append((share_of(act, shares), root(act.event) == root(label)))
    return found


def meets(one: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    """Whether two spans share characters."""
    return one is not None and one[0] < other[1] and one[1] > other[0]


def root(event: str) -> str:
    """The event, with stepping back announced and done as one."""
    return "YIELD" if event in {"CONCEDE", "RETREAT"} else event


def of_reports(folder: Path, parts: Parts) -> list[Point]:
    """Share and rightness of each claim that the coder tells of our open reports."""
    found: list[Point] = []
    for _, text, expected, result in code_folder(folder, parts):
        told = rows_of(result)
        tally = score_report(text, expected, told)
        wrong = {id(miss["answer"]) for miss in tally.misses if miss["why"] == "false alarm"}
        for row in told:
            notes = " ".join(why["note"] for why in row.get("why", {}).get("event", ()))
            share = _SHARE.search(notes)
            if row["kind"] == "claim" and share is not None:
                found.append((float(share[1]), id(row) not in wrong))
    return found


def fit(found: list[Point]) -> np.ndarray:
    """Weights of bias and log odds of the share, by Newton's method with a little ridge."""
    inputs = np.array([[1.0, log_odds(share)] for share, _ in found])
    right = np.array([float(one) for _, one in found])
    ridge = RIDGE * np.array([0.0, 1.0])
    weights = np.zeros(2)
    for _ in range(50):
        told = 1.0 / (1.0 + np.exp(-inputs @ weights))
        slope = inputs.T @ (right - told) - ridge * weights
        bend = (inputs.T * (told * (1 - told))) @ inputs + np.diag(ridge + 1e-6)
        weights += np.linalg.solve(bend, slope)
    return weights


def main() -> int:
    """Fit and write."""
    parts = load_parts()
    found = of_reports(EXAMPLES, parts)
    found += [point for label, marked in held_out() for point in points(label, marked, parts)]
    bias, share = (round(float(one), 4) for one in fit(found))
    curve = {"bias": bias, "share": share, "claims": len(found)}
    FILE.write_text(json.dumps(curve) + "\n", encoding="utf-8")
    sys.stdout.write(f"{curve}, right {sum(one for _, one in found)} of {len(found)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
