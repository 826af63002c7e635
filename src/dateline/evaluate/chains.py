"""Chains of attribution against gold, hop by hop: `evaluate_chains(path)`.

A row has `id`, `published`, `outlet`, `publisher`, `agency`, `text`, `trigger` {`start`, `end`}, `verbal` (the act is
done by saying) and `chain`: the hops, origin first, without the outlet, the wire credited and the mirror site, which
the article's own fields tell. A hop has `speakers` [{`start`, `end`, `kind` [accepted], `named`}], `cue` {`start`,
`end`} or null and `commitment` [accepted].
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dateline.coding.attribution import chain_of, house_hops
from dateline.evaluate.snippets import head_at, read_rows, read_snippet
from dateline.pipeline import load_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.pipeline import Parts
    from dateline.records import Hop, Reading, Speaker

KEYS = ("id", "published", "text", "trigger", "chain")
SECOND_HAND = 2
"""Hops from which a chain counts as told at second hand."""


def evaluate_chains(path: Path, *, parts: Parts | None = None) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of chains; gives the figures and what was told of each.

    A chain is `exact` when it has gold's hops in gold's order and each hop gold's speakers, all of them: a told
    speaker is right when its words hold the head of the marked ones. `exact_second_hand` counts the rows of two hops
    or more, `exact_direct` those of one, `exact_own` those that the outlet tells in its own words. `origin` is the
    share of rows whose first hop is right (none where gold has none). Over the hops of exact chains `kind` and `named`
    count each speaker, `cue` and `commitment` each hop.
    """
    parts = parts or load_parts()
    answers = [_answer(row, parts) for row in read_rows(path, KEYS)]
    if not answers:
        return {}, []
    groups: dict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        groups["exact"].append(answer["exact"])
        groups[_group(len(answer["gold"]))].append(answer["exact"])
        groups["origin"].append(answer["origin"])
        for name, values in answer["details"].items():
            groups[name].extend(values)
    figures: dict[str, float] = {}
    for name in ("exact", "exact_second_hand", "exact_direct", "exact_own", "origin", "kind", "named", "cue",
                 "commitment"):
        if groups[name]:
            figures |= {name: round(sum(groups[name]) / len(groups[name]), 4), f"n {name}": float(len(groups[name]))}
    return figures, answers


def _group(hops: int) -> str:
    """The figure to which a row of so many hops counts."""
    return "exact_second_hand" if hops >= SECOND_HAND else "exact_direct" if hops else "exact_own"


def _answer(row: dict[str, Any], parts: Parts) -> dict[str, Any]:
    """One row's chain beside gold's."""
    reading, resolution = read_snippet(row, parts)
    trigger = head_at(reading, row["trigger"])
    told: tuple[Hop, ...] = ()
    if trigger is not None:
        whole = chain_of(reading, resolution, trigger.i, verbal=bool(row.get("verbal")))
        told = whole[: len(whole) - len(house_hops(reading))]
    gold = row["chain"]
    rights = [_same_hop(reading, one, other) for one, other in zip(gold, told, strict=False)]
    exact = len(gold) == len(told) and all(rights)
    return {
        "id": row["id"], "trigger": row["text"][row["trigger"]["start"]:row["trigger"]["end"]],
        "gold": [[speaker["text"] for speaker in hop["speakers"]] for hop in gold],
        "told": [[speaker.text for speaker in hop.speakers] for hop in told],
        "exact": exact, "origin": bool(rights[:1] == [True]) if gold and told else not gold and not told,
        "details": _details(reading, gold, told) if exact else {},
    }


def _same_hop(reading: Reading, gold: dict[str, Any], told: Hop) -> bool:
    """Whether a hop has the marked speakers and no other."""
    free = list(told.speakers)
    for speaker in gold["speakers"]:
        match = next((one for one in free if _same_speaker(reading, speaker, one)), None)
        if match is None:
            return False
        free.remove(match)
    return not free


def _same_speaker(reading: Reading, gold: dict[str, Any], told: Speaker) -> bool:
    """Whether the told words hold the head of the marked ones."""
    head = head_at(reading, gold)
    if head is None or told.start is None or told.end is None:
        return False
    return told.start <= head.idx < told.end


def _details(reading: Reading, gold: Sequence[dict[str, Any]], told: Sequence[Hop]) -> dict[str, list[bool]]:
    """What else is right in a chain whose speakers are."""
    found: dict[str, list[bool]] = {"kind": [], "named": [], "cue": [], "commitment": []}
    for one, hop in zip(gold, told, strict=True):
        for speaker in one["speakers"]:
            match = next(other for other in hop.speakers if _same_speaker(reading, speaker, other))
            found["kind"].append(match.kind in speaker["kind"])
            found["named"].append(match.named == speaker["named"])
        found["commitment"].append(hop.commitment in one["commitment"])
        cue = one.get("cue")
        if cue is not None:
            found["cue"].append(hop.cue is not None and hop.cue.start < cue["end"] and cue["start"] < hop.cue.end)
    return found
