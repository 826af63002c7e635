"""The place of an act in the forms of other formats; a point is never finer than the place is known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dateline.export.schemas.tables import load_codes, load_countries

if TYPE_CHECKING:
    from dateline.records import PlaceRef

Facts = dict[str, Any]

SHARP = frozenset({"site", "city"})
"""Precisions at which the point is the place's own."""
TOWN = frozenset({"site", "city", "near"})
CELLS_PER_DEGREE, CELLS_PER_ROW = 2, 720


def place_facts(place: PlaceRef | None) -> Facts:
    """Names, codes and precision of one place."""
    if place is None:
        return {}
    country = load_countries().get(place.country or "")
    precision = load_codes().geo_precision
    facts: Facts = {
        "place_country_name": country.name if country else None,
        "place_fips": country.fips or None if country else None,
        "place_country_number": int(country.number) if country and country.number else None,
        "place_gw": int(country.gw) if country and country.gw else None,
        "place_city": (place.name or place.text) if place.precision in TOWN else None,
        "place_feature": place.precision,
        "acled_geo_precision": precision["acled"].get(place.precision),
        "ucdp_where_prec": precision["ucdp"].get(place.precision),
        "gdelt_geo_type": precision["gdelt_usa" if place.country == "USA" else "gdelt"].get(place.precision),
        "gdelt_geo_name": _full_name(place, country.name if country else None),
        "gdelt_adm1": country.fips or None if country and place.precision == "country" else None,
    }
    return facts | _point_facts(place)


def _full_name(place: PlaceRef, country: str | None) -> str:
    """"Aleppo, Aleppo Governorate, Syria": each part once."""
    return ", ".join(dict.fromkeys(part for part in (place.name or place.text, place.admin1, country) if part))


def _point_facts(place: PlaceRef) -> Facts:
    """The point as text, and its grid cell where the place is known to a town."""
    if place.latitude is None or place.longitude is None:
        return {}
    facts: Facts = {"wkt": f"POINT ({place.longitude:.6g} {place.latitude:.6g})"}
    if place.precision in TOWN:
        row = min(math.floor((place.latitude + 90) * CELLS_PER_DEGREE), 359)
        column = math.floor((place.longitude + 180) * CELLS_PER_DEGREE) % CELLS_PER_ROW
        facts["priogrid"] = row * CELLS_PER_ROW + column + 1
    return facts


def sharp_point(place: PlaceRef | None) -> tuple[float, float] | None:
    """Longitude and latitude of a place that is known to a site or a town; `None` for all others."""
    if place is None or place.precision not in SHARP or place.within is not None:
        return None
    if place.latitude is None or place.longitude is None:
        return None
    return place.longitude, place.latitude


def plover_location(place: PlaceRef | None) -> Facts | None:
    """The location object of PLOVER."""
    if place is None:
        return None
    facts = place_facts(place)
    return {
        "extracted_place": place.text, "resolved_place": place.name, "geonameid": place.geonames_id,
        "lat": place.latitude, "lon": place.longitude, "city": facts["place_city"], "district": place.admin2,
        "province": place.admin1, "country": facts["place_country_name"], "country_code": place.country,
        "feature_class": None, "feature_code": None,
        "resolution": load_codes().geo_precision["plover"][place.precision],
    }
