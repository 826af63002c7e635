from __future__ import annotations

import pytest

from dateline.errors import UnreadableInput
from dateline.gazetteer.boundary_fields import (
    LevelFields, Named, Wanted, choose_fields, load_field_table, read_country, read_divisions,
)
from tests.geojson_made import cod

TABLE = load_field_table()


def choose(*samples, points=False, **wanted):
    return choose_fields(samples, table=TABLE, wanted=Wanted(**wanted), points=points, file="made.geojson")


def test_fields_of_cod():
    sample = cod("SY9101", "Jebel Samaan", "SY91", "Aleppo")
    fields = choose(sample)
    assert fields.family == "COD-AB"
    assert read_divisions(sample, fields, TABLE) == [
        Named(1, ("Aleppo",), {"pcode": "SY91"}), Named(2, ("Jebel Samaan",), {"pcode": "SY9101"}),
    ]
    assert list(read_country(sample, fields, TABLE)) == [("Syrian Arab Republic", False)]


@pytest.mark.parametrize(("sample", "family", "divisions", "country"), [
    ({"admin1Name_en": "Ea", "admin1Pcode": "XX1", "admin0Name_en": "Xland"}, "COD-AB",
     [Named(1, ("Ea",), {"pcode": "XX1"})], ("Xland", False)),
    ({"adm1_name": "Ea", "adm1_name1": "Éa du Nord", "adm1_pcode": "XX1", "iso3": "SYR"}, "COD-AB",
     [Named(1, ("Ea", "Éa du Nord"), {"pcode": "XX1"})], ("SYR", True)),
    ({"shapeName": "Ea", "shapeISO": "XX-E", "shapeID": "17B3", "shapeGroup": "SYR", "shapeType": "ADM2"},
     "geoBoundaries", [Named(2, ("Ea",), {"iso": "XX-E", "shapeid": "17B3"})], ("SYR", True)),
    ({"GID_0": "XKO", "COUNTRY": "Xland", "NAME_1": "Ea", "VARNAME_1": "Eah|Eia", "GID_1": "XXX.1_1",
      "HASC_1": "XX.EA", "NL_NAME_1": "إيا"}, "GADM",
     [Named(1, ("Ea", "Eah", "Eia"), {"gid": "XXX.1_1", "hasc": "XX.EA"})], ("KOS", True)),
    ({"name": "Ea", "iso_3166_2": "XX-E", "adm0_a3": "SYR", "name_alt": "Eah|NA"}, "Natural Earth",
     [Named(1, ("Ea", "Eah"), {"iso": "XX-E"})], ("SYR", True)),
])
def test_fields_of_known_publishers(sample, family, divisions, country):
    fields = choose(sample)
    assert fields.family == family
    assert read_divisions(sample, fields, TABLE) == divisions
    assert next(read_country(sample, fields, TABLE)) == country


def test_a_level_may_be_asked_for():
    fields = choose(cod("SY9101", "Jebel Samaan", "SY91", "Aleppo"), level=1)
    assert [level.level for level in fields.levels] == [1]


def test_fields_of_ones_own():
    sample = {"zone": "North Zone", "zone_id": 7.0, "P_CODE": "N7"}
    fields = choose(sample, level=2, name_field="zone", code_field="zone_id")
    assert fields.levels == (LevelFields(2, ("zone",), (), (("zone_id", "zone_id"),)),)
    assert read_divisions(sample, fields, TABLE) == [Named(2, ("North Zone",), {"zone_id": "7"})]
    assert choose(sample, level=2, code_field="P_CODE").levels[0].codes == (("pcode", "P_CODE"),)


def test_fields_of_points():
    sample = {"featureNam": "Zarbatun", "pcode": "C91", "ADM1_EN": "Aleppo", "ADM1_PCODE": "SY91"}
    fields = choose(sample, points=True)
    assert read_divisions(sample, fields, TABLE) == [
        Named(1, ("Aleppo",), {"pcode": "SY91"}), Named(0, ("Zarbatun",), {"pcode": "C91"}),
    ]


@pytest.mark.parametrize(("sample", "wanted", "message"), [
    ({"zone": "North"}, {}, "its level cannot be told: give --level.*Its fields: zone"),
    ({"zone": "North"}, {"level": 2}, "give --name-field or --code-field"),
    ({"zone": "North"}, {"level": 2, "name_field": "name"}, "--name-field: expected a field of the file, found 'name'"),
    ({"shapeName": "Xland", "shapeID": "1", "shapeType": "ADM0"}, {}, "its level cannot be told"),
    ({}, {}, "Its fields: none"),
])
def test_what_cannot_be_told_is_asked_for(sample, wanted, message):
    with pytest.raises(UnreadableInput, match=message):
        choose(sample, **wanted)


@pytest.mark.parametrize("value", [None, "", "NA", "-", True, {"a": 1}, ["x"], "\x00"])
def test_cells_that_say_nothing(value):
    fields = choose(cod("SY9101", "Jebel Samaan", "SY91", "Aleppo"))
    sample = cod("SY9101", "Jebel Samaan", "SY91", "Aleppo") | {"ADM2_EN": value, "ADM2_PCODE": value}
    assert [one.level for one in read_divisions(sample, fields, TABLE)] == [1]


def test_names_are_cleaned():
    fields = choose(cod("SY9101", "Jebel Samaan", "SY91", "Aleppo"))
    sample = cod("SY9101", "Jebel\x1b[31m \u202e Samaan" + "n" * 900, "SY91", "Deir_ez_Zor")
    names = [one.names[0] for one in read_divisions(sample, fields, TABLE)]
    assert names[0] == "Deir ez Zor"
    assert names[1].isprintable()
    assert len(names[1]) <= 120
