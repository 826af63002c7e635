"""Actors of running text against gold: `evaluate_actors(path)`.

A row has `id`, `published`, `text` and `mentions` [{`start`, `end`, `country`, `sector`, `office`?, `former`?}].
`country` and `sector` are lists of accepted codes, `null` among them where the report does not say. `office` is the
title that a person holds, or held where `former` is true; `null` for one who holds none yet; absent where no office is
scored.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dateline.analyze import analyse
from dateline.pipeline import load_parts
from dateline.records import Article, Block, Published, make_id
from dateline.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.pipeline import Parts
    from dateline.records import ActorRef, Mention, Office, Reading

LEAST_OVERLAP = 0.2
NO_STATE_OFFICE = frozenset({"OPP", "PTY", "REB", "PRM", "CRM"})
"""Sectors whose leaders hold no office of a state: leading the opposition is none that a day in gold could refute."""
_WORD = re.compile(r"[a-z]+")


def evaluate_actors(path: Path, *, parts: Parts | None = None) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of marked mentions; gives the figures and each mention's answer beside its gold.

    `country` and `sector` are shares of ALL gold mentions: one that was not found is wrong. `out_of_office` counts the
    persons told to hold an office that they do not hold on the report's day, `wrongly_former` those told to have lost
    one that they hold, `office` is the share of office holders, past or present, told with their title.
    """
    parts = parts or load_parts()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    answers = [answer for row in rows for answer in _answers(row, parts)]
    holders = [answer for answer in answers if answer.get("office")]
    figures = {
        "country": _share(answers, "country_right"), "sector": _share(answers, "sector_right"),
        "found": _share(answers, "found"),
        "out_of_office": float(sum(answer["out_of_office"] for answer in answers)),
        "wrongly_former": float(sum(answer["wrongly_former"] for answer in answers)),
        "office": _share(holders, "office_right"),
        "mentions": float(len(answers)),
    }
    return figures, answers


def _share(answers: Sequence[dict[str, Any]], key: str) -> float:
    return round(sum(answer[key] for answer in answers) / len(answers), 4) if answers else 0.0


def _answers(row: dict[str, Any], parts: Parts) -> list[dict[str, Any]]:
    """Resolve one text and set each of its gold mentions beside what was found there."""
    text, digest = row["text"], make_id("a", row["id"])
    article = Article(
        id=digest, text_hash=digest, text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=Published(value=row["published"], precision="day", basis="given"),
    )
    tools = parts.tools
    reading = analyse(article, tools)
    resolution = resolve(
        reading, places=tools.places, actors=tools.actors, times=tools.times, quantities=tools.quantities)
    actors = [(at, mention) for at, mention in enumerate(reading.mentions) if mention.kind == "actor"]
    answers = []
    for gold in row["mentions"]:
        at = _match(gold, actors, head=_head(reading, gold))
        refs = resolution.actors.get(at, ()) if at is not None else ()
        answers.append(_answer(row, gold, refs, found=None if at is None else reading.mentions[at].text))
    return answers


def _head(reading: Reading, gold: dict[str, Any]) -> int:
    """The token on which the words of a gold mention hang, by the parse."""
    span = reading.doc.char_span(gold["start"], gold["end"], alignment_mode="expand")
    return int(span.root.i) if span is not None else -1


def _match(gold: dict[str, Any], actors: Sequence[tuple[int, Mention]], *, head: int) -> int | None:
    """The mention with the gold one's head, else the one that shares most characters with it; `None` for hardly any."""
    best, chosen = LEAST_OVERLAP, None
    for at, mention in actors:
        shared = min(gold["end"], mention.end) - max(gold["start"], mention.start)
        whole = max(gold["end"], mention.end) - min(gold["start"], mention.start)
        share = shared / whole + (mention.head == head)
        if shared > 0 and share > best:
            best, chosen = share, at
    return chosen


def _told_by_words(office: Office | None, text: str) -> bool:
    """Whether the report's own words give the title: an army chief before he became prime minister is army chief."""
    return office is not None and office.title.lower() in text.lower()


def _answer(
    row: dict[str, Any], gold: dict[str, Any], refs: Sequence[ActorRef], *, found: str | None,
) -> dict[str, Any]:
    """What was told of one gold mention, and what of it is right."""
    countries = [ref.country for ref in refs] or [None]
    sectors = [ref.sector for ref in refs] or [None]
    office = next((ref.office for ref in refs if ref.office and ref.sector not in NO_STATE_OFFICE), None)
    holds = bool(gold.get("office")) and not gold.get("former", False)
    answer: dict[str, Any] = {
        "id": row["id"], "published": row["published"], "text": row["text"][gold["start"]:gold["end"]],
        "told": found, "country": countries, "sector": sectors, "gold": [gold["country"], gold["sector"]],
        "found": found is not None,
        "country_right": found is not None and all(one in gold["country"] for one in countries),
        "sector_right": found is not None and all(one in gold["sector"] for one in sectors),
        "out_of_office": False, "wrongly_former": False,
    }
    if "office" in gold:
        told = {"title": office.title, "former": office.former} if office else None
        answer |= {"office": gold["office"], "former": gold.get("former", False), "told_office": told}
        claimed = office is not None and not office.former and not holds
        answer["out_of_office"] = claimed and not (gold["office"] is None and _told_by_words(office, answer["text"]))
        answer["wrongly_former"] = office is not None and office.former and holds
        answer["office_right"] = office is not None and office.former == gold.get("former", False) and bool(
            set(_WORD.findall(office.title.lower())) & set(_WORD.findall((gold["office"] or "").lower())))
    return answer
