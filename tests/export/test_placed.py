"""What is told by where: rings, countries, and what has no place."""

from __future__ import annotations

from dateline.codebook import load_codebook
from dateline.export.placed import Placed, Spot, placed
from dateline.export.schemas.units import Unit, speak_for, units_of_claims
from tests.making import claim, place

BOOK = load_codebook()
ALEPPO = place(country="SYR", latitude=36.2, longitude=37.16, uncertainty_km=5.0)
IDLIB = place("Idlib", precision="province", country="SYR", latitude=35.9, longitude=36.6, uncertainty_km=60.0)
SYRIA = place("Syria", precision="country", country="SYR", latitude=35.0, longitude=38.5, uncertainty_km=400.0)
NO_POINT = place("a village", precision="site", country="SYR")
CAMP = place("the camp", precision="site", country="SYR", latitude=36.2, longitude=37.16, uncertainty_km=40.0,
             within="Aleppo Governorate")


def test_each_place_is_one_spot_as_wide_as_it_is_uncertain_and_a_country_is_none():
    told = [claim("ASSAULT", "aerial", place=ALEPPO), claim("RETREAT", "ceasefire", place=ALEPPO),
            claim("ASSAULT", None, place=ALEPPO), claim("ASSAULT", None, place=IDLIB),
            claim("ASSAULT", None, place=SYRIA), claim("ASSAULT", None, place=NO_POINT), claim(place=None)]
    assert placed(units_of_claims(told), codebook=BOOK) == Placed(
        spots=(Spot("Idlib", 35.9, 36.6, 60.0, "province", ((4, 1),)),
               Spot("Aleppo", 36.2, 37.16, 5.0, "city", ((2, 1), (4, 2)))),
        countries=(("SYR", 1),), nowhere=2, classes=((2, 2), (4, 5)), total=7)


def test_a_place_known_only_by_what_holds_it_is_no_town():
    spot = placed(units_of_claims([claim(place=CAMP)]), codebook=BOOK).spots[0]
    assert (spot.precision, spot.radius_km, spot.is_sharp) == ("near", 40.0, False)


def test_an_event_counts_once_where_most_of_its_claims_put_it():
    claims = (claim(place=IDLIB), claim(place=ALEPPO, id="c-2"), claim(place=ALEPPO, id="c-3"))
    told = placed([Unit("e-1", speak_for(claims), claims)], codebook=BOOK)
    assert [(spot.name, spot.total) for spot in told.spots] == [("Aleppo", 1)]


def test_an_event_that_no_class_has_is_passed_over():
    assert placed(units_of_claims([claim("OTHER", None)]), codebook=BOOK).total == 0
