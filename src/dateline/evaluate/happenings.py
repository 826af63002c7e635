"""Gold of same happenings read, coded, and each marked claim held beside what the coder tells of it.

Two readings of a gold claim: what our own coder told of it, if it did, and an oracle: where it did not, a claim of
gold's event at gold's trigger whose parties, place, time, toll and chain are our own reading. The oracle shows the
clustering without the coder's gaps.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.analyze import analyse
from dateline.coding import code
from dateline.coding.acts import Act
from dateline.coding.claims import build_claim
from dateline.coding.parties import MentionMap
from dateline.coding.syntax import objects, subject
from dateline.evaluate.snippets import article_of, head_at, read_rows
from dateline.records import make_id
from dateline.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from spacy.tokens import Token

    from dateline.evaluate.slots import Row
    from dateline.pipeline import Parts
    from dateline.records import Article, Claim, Reading, Resolution

REPORT_KEYS = ("id", "text", "published")
CLAIM_KEYS = ("report", "trigger", "sentence", "event", "happening", "origin")
HAPPENING_KEYS = ("happening", "distinct_origins")
ORACLE = "rule:gold@0"


@dataclass(frozen=True, slots=True)
class Marked:
    """One gold claim: what the coder told of it (`None`: nothing), and the oracle's claim (`None`: no token there)."""

    gold: Row
    coded: Claim | None
    oracle: Claim | None


@dataclass(frozen=True, slots=True)
class Crises:
    """All reports of a folder, coded. `claims` are all that the coder told, marked or not."""

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    marked: tuple[Marked, ...]
    origins: dict[str, int]
    """Distinct origins by happening."""


def read_crises(folder: Path, parts: Parts) -> Crises:
    """Code the reports of a folder with `reports.jsonl`, `claims.jsonl` and `happenings.jsonl`."""
    gold: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows(folder / "claims.jsonl", CLAIM_KEYS):
        gold[row["report"]].append(row)
    articles: list[Article] = []
    claims: list[Claim] = []
    marked: list[Marked] = []
    for row in read_rows(folder / "reports.jsonl", REPORT_KEYS):
        article = msgspec.structs.replace(article_of(row), title=row.get("title"))
        reading, resolution = _read(article, parts)
        told = code(reading, resolution, parts=parts.coding).claims
        articles.append(article)
        claims.extend(told)
        marked.extend(_mark(gold[row["id"]], told, MentionMap(reading, resolution), parts))
    origins = {
        row["happening"]: int(row["distinct_origins"])
        for row in read_rows(folder / "happenings.jsonl", HAPPENING_KEYS)
    }
    return Crises(tuple(articles), tuple(claims), tuple(marked), origins)


def _read(article: Article, parts: Parts) -> tuple[Reading, Resolution]:
    tools = parts.tools
    reading = analyse(article, tools)
    return reading, resolve(
        reading, places=tools.places, actors=tools.actors, times=tools.times, quantities=tools.quantities)


def _mark(gold: Sequence[Row], told: Sequence[Claim], mentions: MentionMap, parts: Parts) -> list[Marked]:
    """Each gold claim with the told one at its trigger, else with one of its event in its sentence that no other gold
    claim has; of another event it counts as not told."""
    at_trigger = [next((one for one in told if _is_at(one, row)), None) for row in gold]
    free = [one for one in told if one not in at_trigger]
    marked = []
    for row, coded in zip(gold, at_trigger, strict=True):
        found = coded
        if found is None:
            found = next((one for one in free if _is_in(one, row)), None)
            if found is not None:
                free.remove(found)
        marked.append(Marked(row, found, found or oracle_claim(row, mentions, parts)))
    return marked


def _is_at(claim: Claim, row: Row) -> bool:
    trigger = claim.evidence.trigger
    start, end = int(row["trigger"]["start"]), int(row["trigger"]["end"])
    return claim.event == row["event"] and trigger.start < end and start < trigger.end


def _is_in(claim: Claim, row: Row) -> bool:
    """Of gold's event and told in gold's sentence, with gold's polarity."""
    middle = (claim.evidence.trigger.start + claim.evidence.trigger.end) // 2
    inside = int(row["sentence"]["start"]) <= middle < int(row["sentence"]["end"])
    polarity = str(row.get("polarity", "+"))
    return inside and claim.event == row["event"] and claim.factuality.polarity == polarity


def oracle_claim(row: Row, mentions: MentionMap, parts: Parts) -> Claim | None:
    """A claim of gold's event at gold's trigger, everything else as we read it there."""
    token = head_at(mentions.reading, row["trigger"])
    if token is None:
        return None
    actors, recipients = _parties(token, mentions)
    act = Act(
        trigger=token.i, first=token.i, last=token.i + 1, rule="gold", event=row["event"], actors=actors,
        recipients=recipients, nominal=token.pos_ == "NOUN",
    )
    claim = build_claim(act, mentions=mentions, parts=parts.coding)
    changes: dict[str, Any] = {"id": make_id("c", claim.id, ORACLE)}
    if row.get("polarity"):
        changes["factuality"] = msgspec.structs.replace(claim.factuality, polarity=row["polarity"])
    return msgspec.structs.replace(claim, **changes)


def _parties(token: Token, mentions: MentionMap) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Subject and object of a verb, or who stands around a noun."""
    if token.pos_ in {"VERB", "AUX"}:
        doer = subject(token)
        actors = mentions.parties(doer) if doer is not None else ()
        recipients = tuple(one for thing in objects(token) for one in mentions.parties(thing))
        return actors, tuple(one for one in recipients if one not in actors)
    return tuple(one for kid in token.lefts for one in mentions.parties(kid)), ()
