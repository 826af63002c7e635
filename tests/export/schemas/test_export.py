"""The files of an export: every form, what lies beside, safe cells, and what happens without the extra."""

from __future__ import annotations

import csv
import json
import sys

import pytest
from shapely.geometry import shape

from dateline.codebook import load_codebook
from dateline.errors import InputError, MissingPart, UnreadableInput
from dateline.events.arrangements import Report, arrangement_ledger
from dateline.export.schemas import FORMS, Sources, export, load_schema, schema_names
from dateline.export.schemas import sheets
from dateline.export.schemas.parquet import load_pyarrow
from dateline.export.schemas.sheets import read_xlsx
from dateline.records import Quantity, Side
from tests.making import actor, arrangement, article, claim, day, place

BOOK = load_codebook()
PAGE = article(uri="https://example.org/1")
SOURCES = Sources(BOOK, lambda name: PAGE if name == "a-1" else None)
EVIL = '=HYPERLINK("x")\t"and\nmore'
BAD = actor(EVIL, name=EVIL, country="SYR", sector="MIL", code="SYRMIL")
PEOPLE = actor("people", country="SYR", sector="CVL")
TOWN = place(country="SYR", latitude=36.2, longitude=37.16, uncertainty_km=6.0)
TOLL = Quantity(kind="killed", low=12, high=12, bound="exact", text="12", start=0, end=2)
STRIKE = claim(
    "ASSAULT", "aerial", id="c-1", cameo="195", actors=(BAD,), recipients=(PEOPLE,), place=TOWN, quantities=(TOLL,))
NOWHERE = claim("ASSAULT", "aerial", id="c-2", cameo="195", actors=(BAD,), recipients=(PEOPLE,), place=None, time=None)
OWN = claim("ASSAULT", "aerial", id="c-3", cameo="195", stake="actor")
TRUCE = arrangement(
    place=TOWN, status="announced", announced_on=day(), effective_from=day("2016-10-20"), form="written",
    sides=(Side(actor=BAD, role="declares"),))
HEADLESS = {"gdelt", "gdelt-mentions", "petrarch"}


@pytest.fixture
def made(tmp_path):
    """Export the strikes, or the truce: what it came to, and the file."""

    def run(schema, ending, records=(STRIKE, NOWHERE, OWN), **options):
        path = tmp_path / f"{schema}.{ending}"
        if schema == "ethprio":
            records = (TRUCE,)
            options["lives"] = arrangement_ledger([Report(article=PAGE, arrangements=records)])
        done = export(records, path, schema=schema, form=FORMS[f".{ending}"], sources=SOURCES, **options)
        return done, path

    return run


def table(path, **options):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, **options))


def cells_of(path, form):
    if form == "xlsx":
        return list(read_xlsx(path))
    return table(path, delimiter="\t" if form == "tsv" else ",", quoting=csv.QUOTE_MINIMAL)


@pytest.mark.parametrize("schema", schema_names())
@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
def test_no_cell_starts_a_formula_and_every_row_is_whole(made, schema, form):
    done, path = made(schema, form, records=(
        STRIKE, claim("ASSAULT", None, id="c-4", cameo="190", actors=(actor("+1"), actor("-x"), actor("@y")),
                      recipients=(actor("\rz"),))))
    names = load_schema(schema).names
    rows = cells_of(path, form)
    if schema not in HEADLESS or form == "xlsx":
        assert tuple(rows.pop(0)) == names
    assert len(rows) == done.rows > 0
    assert {len(row) for row in rows} == {len(names)}
    texts = [cell for row in rows for cell in row if cell != "---" and not cell.replace(".", "").lstrip("-").isdigit()]
    assert [cell for cell in texts if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("schema", schema_names())
def test_json_lines_and_geojson_have_all_columns_in_order(made, schema):
    done, path = made(schema, "jsonl")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [tuple(line) for line in lines] == [load_schema(schema).names] * done.rows
    _, path = made(schema, "geojson")
    whole = json.loads(path.read_text())
    assert whole["machine_coded"] is True
    assert [tuple(one["properties"])[: len(load_schema(schema).names)] for one in whole["features"]] == [
        load_schema(schema).names] * done.rows


def test_geojson_has_points_only_for_towns(made):
    province = claim("ASSAULT", "aerial", id="c-5", cameo="195", place=place(
        "Idlib", precision="province", country="SYR", latitude=35.9, longitude=36.6, uncertainty_km=60.0))
    _, path = made("icews", "geojson", records=(STRIKE, NOWHERE, province))
    features = json.loads(path.read_text())["features"]
    assert shape(features[0]["geometry"]).coords[:] == [(37.16, 36.2)]
    assert [one["geometry"] for one in features[1:]] == [None, None]
    assert [one["properties"]["uncertainty_km"] for one in features] == [6.0, None, 60.0]


@pytest.mark.parametrize("schema", schema_names())
def test_parquet_has_types_and_the_mark(made, schema):
    pa = load_pyarrow()
    done, path = made(schema, "parquet")
    read = pa.parquet.read_table(path)
    assert (read.num_rows, tuple(read.column_names)) == (done.rows, load_schema(schema).names)
    assert read.schema.metadata[b"machine_coded"] == b"true"
    kinds = {"text": "string", "json": "string", "integer": "int64", "number": "double"}
    assert [str(field.type) for field in read.schema] == [kinds[one.type] for one in load_schema(schema).columns]


def test_each_format_has_its_own_word_for_nothing(made):
    _, path = made("polecat", "tsv")
    rows = table(path, delimiter="\t")
    assert rows[2][rows[0].index("Placename")] == "None"
    _, path = made("petrarch", "tsv")
    assert path.read_text().splitlines()[1].split("\t")[:2] == ["---", "SYRMIL"]
    _, path = made("icews", "csv")
    rows = table(path)
    assert rows[2][rows[0].index("City")] == ""


def test_gdelt_is_bare_tabs_without_header_or_quotes(made):
    done, path = made("gdelt", "tsv")
    lines = path.read_text().splitlines()
    assert [line.count("\t") for line in lines] == [60] * done.rows
    assert '"' not in path.read_text()
    assert lines[0].split("\t")[6] == "'=HYPERLINK('x') 'and more"


def test_a_dictionary_the_sources_and_the_mark_lie_beside(made):
    done, path = made("icews", "tsv")
    assert done.left_out == {"self_report": 1}
    assert [file.name for file in done.files] == [
        "icews.tsv", "icews.tsv.sources.csv", "icews.tsv.dictionary.csv", "icews.tsv.about.json"]
    rows = table(done.files[2])
    assert rows[0] == ["column", "meaning", "unit", "source", "empty"]
    assert [row[0] for row in rows[1:-1]] == list(load_schema("icews").names)
    assert "NOT an event" in rows[-1][1]
    about = json.loads(done.files[3].read_text())
    assert (about["machine_coded"], about["rows"], about["left_out"], about["rows_are_groups"]) == (
        True, 2, {"self_report": 1}, False)
    told = [dict(zip(*pair, strict=True)) for pair in ((table(done.files[1])[0], row)
                                                       for row in table(done.files[1])[1:])]
    first = table(path, delimiter="\t", quoting=csv.QUOTE_NONE)[1]
    assert (told[0]["line"], told[0]["row"], told[0]["record"]) == ("1", first[0], "c-1")
    assert (told[0]["chain"], told[0]["stake"], told[0]["time_basis"]) == (
        "Syria's Foreign Ministry", "unknown", "stated")


@pytest.mark.parametrize("schema", ["claims", "events"])
def test_formats_that_say_who_need_no_side_table(made, schema):
    done, path = made(schema, "csv")
    assert [file.name for file in done.files] == [
        f"{schema}.csv", f"{schema}.csv.dictionary.csv", f"{schema}.csv.about.json"]
    assert (done.rows, done.left_out) == (3, {})
    assert not path.with_name(f"{schema}.csv.sources.csv").exists()


def test_the_same_records_give_the_same_bytes(made):
    for ending in FORMS:
        _, path = made("polecat", ending.removeprefix("."))
        first = path.read_bytes()
        made("polecat", ending.removeprefix("."))
        assert path.read_bytes() == first


def test_a_truce_in_the_ceasefire_file(made):
    done, path = made("ethprio", "csv")
    cells = dict(zip(*table(path), strict=True))
    assert done.rows == 1
    assert (cells["cc"], cells["written"], cells["cf_dec_yr"], cells["cf_effect_day"]) == ("652", "1", "2016", "20")
    assert cells["coder"].endswith("(machine-coded)")
    assert table(done.files[1])[1][2] == TRUCE.id


def test_a_format_or_folder_that_is_not_there_is_told(made, tmp_path):
    with pytest.raises(InputError, match="'x' is no format; take one of acled-like, "):
        made("x", "csv")
    for form in ("csv", "xlsx", "parquet"):
        with pytest.raises(UnreadableInput, match="cannot be written"):
            export((STRIKE,), tmp_path / "no" / f"x.{form}", schema="icews", form=form, sources=SOURCES)
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize(("form", "module"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_without_the_extra_the_way_to_it_is_said_before_anything_is_written(tmp_path, monkeypatch, form, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingPart, match=r"pip install 'dateline\[tables\]'"):
        export((STRIKE,), tmp_path / "x", schema="icews", form=form, sources=SOURCES)
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_that_would_overflow_is_refused_and_a_cell_is_cut_to_be_seen(made, monkeypatch):
    _, path = made("polecat", "xlsx", records=(claim(actors=(actor("x" * 40_000),)),))
    rows = list(read_xlsx(path))
    cell = rows[1][rows[0].index("Actor Name")]
    assert (len(cell), cell[-1]) == (32_767, "…")
    monkeypatch.setattr(sheets, "MOST_ROWS", 1)
    with pytest.raises(UnreadableInput, match="more than 1 rows, which a sheet does not hold"):
        made("icews", "xlsx")
