"""The event between two marked parties, against gold: `evaluate_relations(path)`.

A row has `marked_sentence` with `<s>` and `<t>` around source and target, `gold_root` (one of PLOVER's events, with
CONCEDE and RETREAT as YIELD) and `gold_penta`. Rules and encoder answer together: the rule whose claim has the two
parties speaks first, the encoder weighs.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

from dateline.codebook.relation_model import Pair, open_relation_model
from dateline.pipeline import load_parts, process
from dateline.records import Article, Block, make_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dateline.pipeline import Parts
    from dateline.records import ActorRef, Claim

PENTAS = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "COOPERATE": "2", "AID": "2", "YIELD": "2", "REQUEST": "3",
    "ACCUSE": "3", "REJECT": "3", "THREATEN": "3", "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4",
    "ASSAULT": "4",
}
"""Verbal and material co-operation and conflict, as the public set has them."""
BOTH, ONE, NEITHER = 6.0, 3.0, 1.0
"""What a claim with both parties, with one, or with neither adds to the log share of its event; chosen on those of our
own sentences that are kept out of training."""
LEAST = 1e-4
_TAG = re.compile(r"<(/?)([st])>")


def evaluate_relations(path: Path, *, parts: Parts | None = None) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of marked sentences; gives the figures and each answer beside its gold.

    `macro_f1` and `accuracy` are over the events, `penta_macro_f1` over the classes of co-operation and conflict;
    `rules_macro_f1` is what the rules reach alone.
    """
    parts = parts or load_parts()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if "<s>" in row["marked_sentence"] and "<t>" in row["marked_sentence"]]
    pairs = [unmarked(row["marked_sentence"]) for row in rows]
    opinions = open_relation_model().judge(pairs)
    answers = []
    for row, pair, shares in zip(rows, pairs, opinions, strict=True):
        ruled = weighted(_claims(row, pair, parts), pair)
        answers.append({
            "id": row["id"], "gold": row["gold_root"], "told": fused(ruled, shares),
            "rules": max(ruled, key=lambda event: ruled[event]) if ruled else "NONE", "text": row["marked_sentence"],
        })
    gold, told = [answer["gold"] for answer in answers], [answer["told"] for answer in answers]
    figures = {
        "macro_f1": macro_f1(gold, told),
        "accuracy": round(sum(map(str.__eq__, gold, told)) / max(1, len(gold)), 4),
        "penta_macro_f1": macro_f1([PENTAS.get(one, one) for one in gold], [PENTAS.get(one, one) for one in told]),
        "rules_macro_f1": macro_f1(gold, [answer["rules"] for answer in answers]),
        "sentences": float(len(answers)),
    }
    return figures, answers


def unmarked(marked: str) -> Pair:
    """The sentence and the spans of its two parties."""
    text, spans, at = "", {"s": [], "t": []}, 0  # type: tuple[str, dict[str, list[int]], int]
    for tag in _TAG.finditer(marked):
        text += marked[at:tag.start()]
        at = tag.end()
        spans[tag[2]].append(len(text))
    source, target = spans["s"], spans["t"]
    return Pair(text=text + marked[at:], source=(source[0], source[1]), target=(target[0], target[1]))


def _claims(row: Mapping[str, Any], pair: Pair, parts: Parts) -> Sequence[Claim]:
    """What the coder tells of the sentence alone."""
    digest = make_id("a", row["id"])
    block = Block(kind="paragraph", start=0, end=len(pair.text))
    return process(Article(id=digest, text_hash=digest, text=pair.text, blocks=(block,)), parts).claims


def weighted(claims: Sequence[Claim], pair: Pair) -> dict[str, float]:
    """For each event told with a party of the pair, how much that speaks for it."""
    found: dict[str, float] = {}
    for claim in claims:
        event = "YIELD" if claim.event in {"CONCEDE", "RETREAT"} else claim.event
        source = _has(claim.actors, pair.source)
        target = _has((*claim.recipients, *claim.actors), pair.target)
        weight = BOTH if source and target else ONE if source or target else NEITHER
        found[event] = max(found.get(event, 0.0), weight)
    return found


def _has(refs: Sequence[ActorRef], span: tuple[int, int] | None) -> bool:
    """Whether a party of a claim lies on a marked one."""
    return span is not None and any(ref.start < span[1] and ref.end > span[0] for ref in refs)


def fused(ruled: Mapping[str, float], shares: Mapping[str, float]) -> str:
    """The event for which rules and encoder together speak most."""
    merged: dict[str, float] = {}
    for event, share in shares.items():
        if event != "NONE":
            root = "YIELD" if event in {"CONCEDE", "RETREAT"} else event
            merged[root] = merged.get(root, 0.0) + share
    return max(merged, key=lambda event: math.log(merged[event] + LEAST) + ruled.get(event, 0.0))


def macro_f1(gold: Sequence[str], told: Sequence[str]) -> float:
    """The mean of F1 over the classes of the gold."""
    scores = []
    for label in sorted(set(gold)):
        right = sum(one == other == label for one, other in zip(gold, told, strict=True))
        whole = sum(one == label for one in gold) + sum(one == label for one in told)
        scores.append(2 * right / max(1, whole))
    return round(sum(scores) / max(1, len(scores)), 4)
