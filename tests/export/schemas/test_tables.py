"""Columns of the field's formats: exactly theirs, in their order; and a meaning for each."""

from __future__ import annotations

import pytest

from dateline.cli.choices import ExportSchema
from dateline.codebook import load_codebook
from dateline.errors import ConfigError
from dateline.export.ceasefire_file import COLUMNS as CEASEFIRE_COLUMNS
from dateline.export.schemas import tables
from dateline.export.schemas.tables import load_codes, load_countries, load_facts, load_schema, schema_names

# Spelt out here once more, from the sources that docs/export.md names, and not read from our own tables.
POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version")
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|"
    "Longitude")
ACLED = (
    "event_id_cnty|event_date|year|time_precision|disorder_type|event_type|sub_event_type|actor1|assoc_actor_1|inter1|"
    "actor2|assoc_actor_2|inter2|interaction|civilian_targeting|iso|region|country|admin1|admin2|admin3|location|"
    "latitude|longitude|geo_precision|source|source_scale|notes|fatalities|tags|timestamp")
UCDP = (
    "id|relid|year|active_year|code_status|type_of_violence|conflict_dset_id|conflict_new_id|conflict_name|"
    "dyad_dset_id|dyad_new_id|dyad_name|side_a_dset_id|side_a_new_id|side_a|side_b_dset_id|side_b_new_id|side_b|"
    "number_of_sources|source_article|source_office|source_date|source_headline|source_original|where_prec|"
    "where_coordinates|where_description|adm_1|adm_2|latitude|longitude|geom_wkt|priogrid_gid|country|country_id|"
    "region|event_clarity|date_prec|date_start|date_end|deaths_a|deaths_b|deaths_civilians|deaths_unknown|best|low|"
    "high|gwnoa|gwnob")
MENTIONS = (
    "GLOBALEVENTID|EventTimeDate|MentionTimeDate|MentionType|MentionSourceName|MentionIdentifier|SentenceID|"
    "Actor1CharOffset|Actor2CharOffset|ActionCharOffset|InRawText|Confidence|MentionDocLen|MentionDocTone|"
    "MentionDocTranslationInfo|Extras")
PLOVER = (
    "id|has_event|date|time|enddate|endtime|actor|recipient|event|event_loc|event_text|quad_code|event_scale|mode|"
    "context|link|text|text_info|cite_info|coder|coded_date|coded_time|comment")
ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code")
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GDELT = "|".join([
    "GLOBALEVENTID|SQLDATE|MonthYear|Year|FractionDate", *(f"Actor1{one}" for one in ACTOR),
    *(f"Actor2{one}" for one in ACTOR),
    "IsRootEvent|EventCode|EventBaseCode|EventRootCode|QuadClass|GoldsteinScale|NumMentions|NumSources",
    "NumArticles|AvgTone", *(f"{side}Geo_{one}" for side in ("Actor1", "Actor2", "Action") for one in GEO),
    "DATEADDED|SOURCEURL"])
PETRARCH = "date|source|target|code|issues|ids|url|StorySource"


@pytest.mark.parametrize(("name", "columns", "count"), [
    ("polecat", POLECAT, 40), ("icews", ICEWS, 20), ("acled-like", ACLED, 31), ("ucdp-like", UCDP, 49),
    ("gdelt", GDELT, 61), ("gdelt-mentions", MENTIONS, 16), ("plover", PLOVER, 23), ("petrarch", PETRARCH, 8),
    ("ethprio", "|".join(CEASEFIRE_COLUMNS), 87),
])
def test_columns_are_exactly_those_of_the_format(name, columns, count):
    assert load_schema(name).names == tuple(columns.split("|"))
    assert len(load_schema(name).names) == count


def test_every_format_is_offered_on_the_command_line():
    assert set(schema_names()) == {one.value for one in ExportSchema}


@pytest.mark.parametrize("name", schema_names())
def test_every_column_says_what_it_is_and_what_an_empty_cell_means(name):
    columns = load_schema(name).columns
    assert [column.name for column in columns if not (column.meaning and column.source and column.empty)] == []
    assert len(set(load_schema(name).names)) == len(columns)


def test_what_nobody_may_invent_is_always_empty():
    empty = {
        (name, column.name) for name in schema_names() for column in load_schema(name).columns if not column.fact}
    assert {("ucdp-like", "best"), ("ucdp-like", "deaths_a"), ("gdelt", "AvgTone"), ("gdelt", "DATEADDED"),
            ("gdelt-mentions", "MentionDocTone"), ("icews", "Sentence Number"), ("acled-like", "timestamp")} <= empty


def test_no_fact_is_left_over():
    used = {column.fact for name in schema_names() for column in load_schema(name).columns}
    assert set(load_facts()) - used == set()


def test_codes_fit_the_codebook():
    book, codes = load_codebook(), load_codes()
    sides = (group for kind, group in codes.sides.items() if kind != "outside")
    assert set(codes.cameo_sector).union(*sides) <= set(book.sectors)
    acts = {(row.event, mode) for row in codes.acled for mode in row.modes if mode}
    assert acts <= set(book.modes)
    assert codes.reciprocal <= set(book.events)


def test_countries_have_codes():
    countries = load_countries()
    assert (countries["GBR"].fips, countries["GBR"].number, countries["GBR"].cow) == ("UK", "826", "200")
    assert (countries["KOS"].number, countries["KOS"].cow) == ("", "347")
    assert countries["ROU"].cameo == "ROM"
    assert len({one.cow for one in countries.values() if one.cow}) == sum(bool(one.cow) for one in countries.values())


@pytest.mark.parametrize(("line", "words"), [
    ('columns = [["a", "nonsense"]]', "column a: expected a fact of facts.csv, found 'nonsense'"),
    ('columns = [["a", ""]]', "column a: expected a meaning and why it is empty"),
    ("colums = []", "colums"),
])
def test_a_broken_table_is_told_by_file_and_column(tmp_path, monkeypatch, line, words):
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "x.toml").write_text(
        f'name = "x"\nabout = "x"\nrow = "event"\nheader = true\nnames_speaker = true\n{line}\n')
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    with pytest.raises(ConfigError, match=words.replace(".", r"\.")) as raised:
        load_schema.__wrapped__("x")
    assert str(raised.value).startswith("x.toml: ")
