"""GeoJSON: areas where only an area is known, never a false point."""

from __future__ import annotations

import io
import json

import msgspec
import pytest

from dateline.export.areas import feature, write_areas
from dateline.records import PlaceRef, Side, StatusBy
from tests.making import actor, arrangement, article, control, day

CITY = PlaceRef(text="Aleppo", start=0, end=6, name="Aleppo", country="SYR", latitude=36.2, longitude=37.16,
                uncertainty_km=7.0, precision="city", external={"pcode": "SY0200"})
POLYGON = {"type": "Polygon", "coordinates": [[[36, 36], [37, 36], [37, 37], [36, 36]]]}


class Boundaries:
    """A set that knows one division."""

    def outline(self, scheme, code):
        return POLYGON if (scheme, code) == ("pcode", "SY02") else None


def place(precision, **slots):
    return msgspec.structs.replace(CITY, precision=precision, external={}, **slots)


def shape(where, boundaries=()):
    told = feature(article(), arrangement(place=where), boundaries=boundaries)
    return told["geometry"], told["properties"]["geometry_of"]


def test_a_city_is_a_point_with_its_uncertainty():
    told = feature(article(), arrangement(place=CITY), boundaries=(Boundaries(),))
    assert told["geometry"] == {"type": "Point", "coordinates": [37.16, 36.2]}
    assert (told["properties"]["uncertainty_km"], told["properties"]["place_precision"]) == (7.0, "city")


@pytest.mark.parametrize(("where", "why"), [
    (place("country"), "only the country is known, and no boundaries of it are imported"),
    (place("province"), "only the province is known, and no boundaries of it are imported"),
    (place("district"), "only the district is known, and no boundaries of it are imported"),
    (place("near"), "only what it is near or within is known"),
    (place("site", within="Aleppo"), "only what it is near or within is known: Aleppo"),
    (place("city", latitude=None, longitude=None), "no coordinates are known"),
    (None, "the report names no place"),
])
def test_what_is_known_less_finely_has_no_point(where, why):
    assert shape(where, boundaries=(Boundaries(),)) == (None, why)


def test_an_area_of_the_user_s_own_boundaries():
    province = msgspec.structs.replace(CITY, precision="province", external={"adm1_pcode": "SY99", "pcode": "SY02"})
    assert shape(province, boundaries=(Boundaries(),)) == (POLYGON, "the province, as your boundaries have it")
    assert shape(province)[0] is None
    near = msgspec.structs.replace(province, precision="near")
    assert shape(near, boundaries=(Boundaries(),))[0] is None


def test_the_properties_say_whose_word_it_is():
    record = arrangement(
        place=CITY, status="in_force", sides=(Side(actor=actor("Syrian army", code="SYRMIL"), role="observes"),),
        status_by=(StatusBy(status="in_force", according_to=actor("the ministry"), as_of=day()),))
    told = feature(article(), record)["properties"]
    assert (told["origin"], told["published"], told["outlet"]) == (
        "Syria's Foreign Ministry", "2016-10-19", "Coast Radio")
    assert told["status_by"] == [{"status": "in_force", "according_to": "the ministry", "as_of": "2016-10-19"}]
    assert told["sides"] == [{"name": "Syrian army", "code": "SYRMIL", "role": "observes"}]


def test_control_claims_are_features_too():
    told = feature(article(), control(place=CITY))
    assert (told["geometry"]["type"], told["properties"]["change"], told["properties"]["holder"]) == (
        "Point", "captured", "Syrian army")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_one_collection_that_any_reader_takes(count):
    stream = io.StringIO()
    told = [(article(), arrangement(id=f"r-{number}", place=CITY)) for number in range(count)]
    assert write_areas(told, stream) == count
    read = json.loads(stream.getvalue())
    assert (read["type"], len(read["features"])) == ("FeatureCollection", count)
