"""How sure, denied or not, when and if what: factuality against gold, `evaluate_factuality(path)`.

A row has `id`, `published`, `text`, `trigger` {`start`, `end`}, `certainty`, `polarity`, `temporal` and `condition`
{`start`, `end`} or null; `counterpart` is true where the text has a cue that does not touch the act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.coding import code
from dateline.coding.attribution import chain_of, factuality_of, temporal_of
from dateline.coding.claims import VERBAL_EVENTS, temporal_at
from dateline.coding.times import act_time
from dateline.evaluate.snippets import head_at, read_rows, read_snippet
from dateline.pipeline import load_parts
from dateline.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from spacy.tokens import Token

    from dateline.pipeline import Parts
    from dateline.records import Factuality, Reading, Resolution

KEYS = ("id", "published", "text", "trigger", "certainty", "polarity", "temporal", "condition")
SLOTS = ("certainty", "polarity", "temporal", "condition")


def evaluate_factuality(path: Path, *, parts: Parts | None = None) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of marked acts; gives the figures and what was told of each.

    For each slot the mean F1 over gold's values of it (`certainty`, `polarity`, `temporal`; `condition` is told or not,
    and right only where the words overlap); `macro_f1` is the mean of the four. `exact` is the share of rows right in
    every slot, `counterparts` the same over the rows whose cue does not touch the act. What a claim at that trigger
    says is scored, and where the coder tells none, how the reading presents the word.
    """
    parts = parts or load_parts()
    answers = [_answer(row, parts) for row in read_rows(path, KEYS)]
    if not answers:
        return {}, []
    figures: dict[str, float] = {}
    for slot in SLOTS:
        figures[slot] = _macro_f1((answer["gold"][slot], answer["told"][slot]) for answer in answers)
    figures = {"macro_f1": round(sum(figures.values()) / len(SLOTS), 4), **figures}
    figures |= _share("exact", [answer["exact"] for answer in answers])
    figures |= _share("counterparts", [answer["exact"] for answer in answers if answer["counterpart"]])
    return figures, answers


def _share(name: str, values: Sequence[bool]) -> dict[str, float]:
    """A share with the number of items behind it; nothing where there are none."""
    return {name: round(sum(values) / len(values), 4), f"n {name}": float(len(values))} if values else {}


def _macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """The mean F1 over the values that gold has."""
    listed = list(pairs)
    scores = []
    for value in sorted({gold for gold, _ in listed}):
        both = sum(gold == told == value for gold, told in listed)
        sizes = sum(gold == value for gold, _ in listed) + sum(told == value for _, told in listed)
        scores.append(2 * both / sizes)
    return round(sum(scores) / len(scores), 4)


def _answer(row: dict[str, Any], parts: Parts) -> dict[str, Any]:
    """One row's factuality beside gold's."""
    reading, resolution = read_snippet(row, parts)
    token = head_at(reading, row["trigger"])
    gold = {slot: row[slot] for slot in SLOTS[:3]} | {"condition": "told" if row["condition"] else "none"}
    told = dict.fromkeys(SLOTS, "")
    if token is not None:
        factuality, temporal = _presented(row, reading, resolution, token=token, parts=parts)
        told = {
            "certainty": factuality.certainty, "polarity": factuality.polarity, "temporal": temporal,
            "condition": _condition(row["condition"], factuality),
        }
    return {
        "id": row["id"], "trigger": token.text if token is not None else None, "gold": gold, "told": told,
        "exact": gold == told, "counterpart": bool(row.get("counterpart")),
    }


def _presented(
    row: dict[str, Any], reading: Reading, resolution: Resolution, *, token: Token, parts: Parts,
) -> tuple[Factuality, str]:
    """What the claim at a trigger says, else how the reading presents that word.

    A claim of an act done by saying dates the saying ("will withdraw" was promised), so its time is the reading's.
    """
    start, end = row["trigger"]["start"], row["trigger"]["end"]
    stance = reading.stances.get(token.i) or Stance()
    plain = temporal_of(stance)
    time, _ = act_time(reading, resolution, token.i, published=row["published"], background=plain == "historical")
    temporal: str = temporal_at(plain, time, published=row["published"])
    for claim in code(reading, resolution, parts=parts.coding).claims:
        trigger = claim.evidence.trigger
        if trigger.start < end and start < trigger.end:
            return claim.factuality, temporal if claim.event in VERBAL_EVENTS else claim.temporal
    return factuality_of(stance, chain_of(reading, resolution, token.i)), temporal


def _condition(gold: dict[str, Any] | None, told: Factuality) -> str:
    """Whether a condition is told; one that shares no character with gold's is a wrong one."""
    if told.condition is None:
        return "none"
    if gold is not None and not (told.condition.start < gold["end"] and gold["start"] < told.condition.end):
        return "wrong"
    return "told"
