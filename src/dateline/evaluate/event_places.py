"""Places of acts against gold: `evaluate_event_places(path)`.

A row has `id`, `text` and `spans` [{`label` VERB or LOCATION, `start`, `end`, `text`}]: one verb, and the words of its
place if the sentence tells one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dateline.analyze.language import load_language
from dateline.analyze.places import find_places
from dateline.coding.places import act_place
from dateline.gazetteer import open_places
from dateline.records import Article, Block, Reading, Resolution, make_id
from dateline.resolve.places import resolve_places

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc

    from dateline.gazetteer.places import PlaceIndex


def evaluate_event_places(path: Path) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of sentences; gives the figures and each sentence's answer beside its gold.

    `precision` is the share of told places that lie on a gold one, `recall` the share of sentences with a gold place
    for which one of these was told. A sentence without gold place counts against precision when one is told;
    `precision_where_placed` leaves these out, since many sentences of the dev file tell a place that its gold lacks.
    "The city" is right where the name it refers back to is.
    """
    nlp, places = load_language(), open_places()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    docs = nlp.pipe((row["text"] for row in rows), batch_size=64, disable=["ner"])
    return score_event_places(rows, list(docs), places=places)


def score_event_places(
    rows: list[dict[str, Any]], docs: list[Doc], *, places: PlaceIndex,
) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score parsed sentences against their rows."""
    predictions = [_answer(row, doc, places=places) for row, doc in zip(rows, docs, strict=True)]
    told = sum(answer["told"] is not None for answer in predictions)
    gold = sum(bool(answer["gold"]) for answer in predictions)
    right = sum(answer["right"] for answer in predictions)
    precision, recall = right / max(1, told), right / max(1, gold)
    figures = {
        "precision": round(precision, 4), "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "precision_where_placed": round(right / max(1, sum(bool(a["gold"]) and a["told"] is not None
                                                             for a in predictions)), 4),
        "sentences": float(len(rows)), "gold": float(gold), "told": float(told),
    }
    return figures, predictions


def _answer(row: dict[str, Any], doc: Doc, *, places: PlaceIndex) -> dict[str, Any]:
    """Tell the place of one sentence's act and set it beside the gold."""
    text = doc.text
    digest = make_id("a", row["id"])
    article = Article(id=digest, text_hash=digest, text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
    mentions = tuple(find_places(doc, places=places))
    reading = Reading(article, doc, mentions)
    refs, unresolved, notes = resolve_places(reading, places=places)
    resolution = Resolution(places=refs, unresolved=unresolved, notes=notes)
    verb = next(span for span in row["spans"] if span["label"] == "VERB")
    gold = [span for span in row["spans"] if span["label"] == "LOCATION"]
    trigger = next((token.i for token in doc if token.idx + len(token.text) > verb["start"]), len(doc) - 1)
    at = act_place(reading, resolution, trigger)
    told = [] if at is None else [mentions[at], *(mentions[before] for before in mentions[at].antecedents)]
    return {
        "id": row["id"], "text": text, "verb": verb["text"], "gold": [span["text"] for span in gold],
        "told": told[0].text if told else None, "named": [other.text for other in mentions],
        "right": any(mention.start < span["end"] and mention.end > span["start"] for mention in told for span in gold),
    }
