"""Toponyms of running text against gold: `evaluate_toponyms(path)`.

A row has `id`, `text` and `toponyms` [{`start`, `end`, `text`, `lat`, `lon`, `country`?}]. Countries and first-level
divisions are scored by identity, all else by distance; what no coordinates can tell apart (a country's gold point is
anywhere in it) is found out by looking the gold's own words up.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from dateline.analyze.language import load_language
from dateline.analyze.places import find_places
from dateline.gazetteer import fold, open_places
from dateline.gazetteer.places import distance_km
from dateline.records import Article, Block, Reading, make_id
from dateline.resolve.places import resolve_places

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc

    from dateline.gazetteer.places import PlaceIndex, PlaceRow
    from dateline.records import PlaceRef

CLOSE_KM: Final = 161.0
"""A hundred miles, the field's usual bound."""


def evaluate_toponyms(path: Path) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of toponyms; gives the figures and one answer for each gold toponym.

    `found`: a name was found where the gold has one (adjectives of places left out). Of those found, `within_161_km`
    for all but countries and first-level divisions, `identity` for these, and `country` where the gold names one.
    `precision` is the share of names found that lie on a gold toponym. `geovirus_` and `lgl_` split the figures.
    """
    nlp, places = load_language(), open_places()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    docs = nlp.pipe((row["text"] for row in rows), batch_size=16, disable=["ner"])
    return score_toponyms(rows, list(docs), places=places)


def score_toponyms(
    rows: list[dict[str, Any]], docs: list[Doc], *, places: PlaceIndex,
) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score parsed texts against their rows."""
    counts: Counter[str] = Counter()
    predictions: list[dict[str, Any]] = []
    for row, doc in zip(rows, docs, strict=True):
        source = "geovirus_" if str(row["id"]).startswith("geovirus") else "lgl_"
        refs = told_places(row["id"], doc, places=places)
        for answer in _answers(row, refs, places=places):
            predictions.append(answer)
            for name in _marks(answer):
                counts[name] += 1
                counts[source + name] += 1
        gold = row["toponyms"]
        on_gold = sum(any(_overlap(ref, toponym) for toponym in gold) for ref in refs)
        for prefix in ("", source):
            counts[prefix + "told"] += len(refs)
            counts[prefix + "on_gold"] += on_gold
    return _figures(counts), predictions


def told_places(name: str, doc: Doc, *, places: PlaceIndex) -> list[PlaceRef]:
    """Resolve the place names of one text, in order; those without a reference are left out."""
    digest = make_id("a", name)
    text = doc.text
    article = Article(id=digest, text_hash=digest, text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
    mentions = tuple(find_places(doc, places=places))
    refs, _, _ = resolve_places(Reading(article, doc, mentions), places=places)
    return [refs[at] for at, mention in enumerate(mentions) if mention.form == "name" and at in refs]


def _answers(row: dict[str, Any], refs: list[PlaceRef], *, places: PlaceIndex) -> list[dict[str, Any]]:
    """Set each gold toponym beside what was told for it."""
    answers = []
    for toponym in row["toponyms"]:
        if places.is_demonym(fold(toponym["text"])):
            continue
        ref = next((ref for ref in refs if _overlap(ref, toponym)), None)
        answers.append({
            "id": row["id"], "gold": toponym, "area": _is_area(toponym, places=places),
            "told": None if ref is None else {
                "text": ref.text, "name": ref.name, "country": ref.country, "precision": ref.precision,
                "latitude": ref.latitude, "longitude": ref.longitude, "within": ref.within,
            },
            **_judged(toponym, ref, places=places),
        })
    return answers


def _overlap(ref: PlaceRef, toponym: dict[str, Any]) -> bool:
    """Tell whether a reference and a gold toponym share characters."""
    return bool(ref.start < toponym["end"] and ref.end > toponym["start"])


def _is_area(toponym: dict[str, Any], *, places: PlaceIndex) -> bool:
    """Tell whether a gold toponym is a country or first-level division, which identity judges."""
    return _area_row(toponym, places=places) is not None


def _area_row(toponym: dict[str, Any], *, places: PlaceIndex) -> PlaceRow | None:
    """Find the country or division that a gold toponym must mean: of its name, and its point inside or close."""
    for row in places.lookup(toponym["text"]):
        away = distance_km(row.latitude, row.longitude, toponym["lat"], toponym["lon"])
        if row.kind in {"country", "continent"} and away <= 2.5 * row.radius_km + CLOSE_KM:
            return row
        if row.kind == "province" and away <= 2.5 * row.radius_km + CLOSE_KM:
            towns = [other for other in places.lookup(toponym["text"]) if other.kind == "city"]
            closest = min((distance_km(town.latitude, town.longitude, toponym["lat"], toponym["lon"])
                           for town in towns), default=away + 1)
            if away < closest:
                return row
    return None


def _judged(toponym: dict[str, Any], ref: PlaceRef | None, *, places: PlaceIndex) -> dict[str, Any]:
    """Judge one answer: `right` by identity or distance, `country_right` where the gold names a country."""
    if ref is None or ref.latitude is None or ref.longitude is None:
        return {"right": False, "country_right": None}
    area = _area_row(toponym, places=places)
    away = distance_km(ref.latitude, ref.longitude, toponym["lat"], toponym["lon"])
    if area is None:
        right = away <= CLOSE_KM
    else:
        close = distance_km(ref.latitude, ref.longitude, area.latitude, area.longitude) <= area.radius_km
        right = ref.country == area.country and (
            ref.name == area.name or (area.kind == "province" and (ref.admin1 == area.name or close))
        )
    country = toponym.get("country")
    rows = places.lookup(country) if country else ()
    return {
        "right": right, "away_km": round(away, 1),
        "country_right": rows[0].country == ref.country if rows and rows[0].country else None,
    }


def _marks(answer: dict[str, Any]) -> list[str]:
    """List the counters that one answer adds to."""
    marks = ["gold"]
    if answer["told"] is None:
        return marks
    kind = "area" if answer["area"] else "point"
    marks += ["found", kind]
    if answer["right"]:
        marks.append(kind + "_right")
    if answer["country_right"] is not None:
        marks.append("country")
        if answer["country_right"]:
            marks.append("country_right")
    return marks


def _figures(counts: Counter[str]) -> dict[str, float]:
    """Turn counts to figures, whole and by source."""
    figures: dict[str, float] = {}
    for prefix in ("", "geovirus_", "lgl_"):
        if not counts[prefix + "gold"]:
            continue
        for name, part, whole in (
            ("found", "found", "gold"), ("within_161_km", "point_right", "point"), ("identity", "area_right", "area"),
            ("country", "country_right", "country"), ("precision", "on_gold", "told"),
        ):
            if counts[prefix + whole]:
                figures[prefix + name] = round(counts[prefix + part] / counts[prefix + whole], 4)
        figures[prefix + "toponyms"] = float(counts[prefix + "gold"])
    return figures
