"""GeoJSON made by hand: squares with invented names and codes. No real boundary is in the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def square(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def area(properties: dict[str, Any], *rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": list(rings)}}


def point(properties: dict[str, Any], longitude: float, latitude: float) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]}}


def collection(*features: dict[str, Any], **more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


def write(path: Path, *features: dict[str, Any], **more: Any) -> Path:
    path.write_text(collection(*features, **more), encoding="utf-8")
    return path


def cod(code: str, name: str, parent_code: str, parent: str) -> dict[str, Any]:
    """Properties in the form of COD-AB, level 2."""
    return {"ADM2_EN": name, "ADM2_PCODE": code, "ADM2_AR": "اسم", "ADM1_EN": parent, "ADM1_PCODE": parent_code,
            "ADM0_EN": "Syrian Arab Republic", "ADM0_PCODE": "SY"}


DISTRICTS = (
    area(cod("SY9101", "Jebel Samaan", "SY91", "Aleppo"), square(36.8, 35.9, 37.4, 36.4)),
    area(cod("SY9102", "Eastern Plain", "SY91", "Aleppo"), square(37.4, 36.0, 37.8, 36.6)),
    area(cod("SY9103", "Afrin", "SY91", "Aleppo"), square(36.5, 36.4, 37.1, 36.8)),
    area(cod("SY9201", "Idleb", "SY92", "Idleb"), square(36.4, 35.7, 36.8, 36.1)),
    area(cod("SY9202", "Qalamandria", "SY92", "Idleb"), square(36.4, 35.4, 36.8, 35.7)),
)
"""Squares about Aleppo and Idlib; the names and codes of the last and of all codes are invented."""
