"""Other people's files: each scheme, the user's own maps, and files that mean harm or are broken."""

from __future__ import annotations

import json
import zipfile

import pytest

from dateline.codebook import load_codebook
from dateline.errors import ConfigError, UnreadableInput
from dateline.export.incoming import load_map, read_foreign, scheme_names
from dateline.export.incoming.values import Unreadable, country_code, read_count, read_day, read_degrees
from dateline.records import Issue
from dateline.records.foreign import ForeignEvent, ForeignParty

BOOK = load_codebook()
ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,actor2,iso,country,admin1,"
    "location,latitude,longitude,geo_precision,source,notes,fatalities\n"
    'SYR1,19 October 2016,1,Explosions/Remote violence,Suicide bomb,Military Forces of Syria (2000-2024),,'
    'Civilians (Syria),760,Syria,Aleppo,Aleppo,36.2,37.16,1,X,"On 19 October, ...",12\n')


@pytest.fixture
def read(tmp_path):
    """Read a file with these contents: its events and its issues."""

    def run(scheme, content, ending="csv", own=None):
        path = tmp_path / f"in.{ending}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        if own is not None:
            (tmp_path / "map.toml").write_text(own)
        made = load_map(scheme, None if own is None else tmp_path / "map.toml")
        found = list(read_foreign(path, made, codebook=BOOK))
        return ([one for one in found if isinstance(one, ForeignEvent)],
                [one for one in found if isinstance(one, Issue)])

    return run


def facts(event):
    """What is told of an event beyond its id and its defaults."""
    plain = ForeignEvent(id=event.id, scheme=event.scheme, start_date="", end_date="")
    return {name: getattr(event, name) for name in event.__struct_fields__
            if getattr(event, name) != getattr(plain, name)}


def test_acled(read):
    events, issues = read("acled", ACLED)
    assert issues == []
    assert [facts(one) for one in events] == [{
        "native": "SYR1", "start_date": "2016-10-19", "end_date": "2016-10-19", "directed": False,
        "actors": (ForeignParty(name="Military Forces of Syria (2000-2024)", country="SYR", sector="MIL"),),
        "recipients": (ForeignParty(name="Civilians (Syria)", country="SYR", sector="CVL"),),
        "code": "Explosions/Remote violence/Suicide bomb", "event": "ASSAULT", "mode": "suicide-attack",
        "place": "Aleppo", "country": "SYR", "admin1": "Aleppo", "latitude": 36.2, "longitude": 37.16,
        "precision": "city", "deaths_low": 12, "deaths_high": 12, "source": "X", "text": "On 19 October, ..."}]


def test_ucdp(read):
    events, issues = read("ucdp", (
        "id,date_start,date_end,date_prec,type_of_violence,side_a,side_b,country_id,where_prec,latitude,longitude,low,"
        "high,best\n5,2016-10-19 00:00:00.000,2016-10-21 00:00:00.000,2,1,Government of Syria,IS,652,6,35,38,3,,7\n"))
    assert issues == []
    one = events[0]
    assert (one.start_date, one.end_date, one.day_precision, one.country, one.precision) == (
        "2016-10-19", "2016-10-21", "week", "SYR", "country")
    assert one.actors == (ForeignParty(name="Government of Syria", country="SYR", sector="GOV"),)
    assert (one.event, one.deaths_low, one.deaths_high) == ("ASSAULT", 3, None)


def test_polecat_with_its_none_its_lists_and_its_old_letters(read):
    events, issues = read("polecat", (
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tActor Country\tActor Sectors\tRecipient Name\t"
        "Country\tPlacename\tLatitude\tLongitude\tCity\n"
        'e1\t2016-10-19\tPROTEST\tdemo\tA;B\tSYR;RUS\tGOV;MIL\tNone\tSyria\t"Al-""x""\t0\t0\tNone\t\t\n'
        "e2\t2016-10-20\tFIGHT\tNone\tJos\xe9\tNone\tNone\tNone\tNone\tNone\tNone\tNone\tNone\n"
    ).encode("latin-1"), "txt")
    assert issues == []
    one, two = events
    assert one.actors == (ForeignParty(name="A", country="SYR", sector="GOV"),
                          ForeignParty(name="B", country="RUS", sector="MIL"))
    assert (one.recipients, one.event, one.mode, one.country, one.latitude) == ((), "PROTEST", "demo", "SYR", None)
    assert (two.actors[0].name, two.code, two.event) == ("José", "FIGHT", None)


def test_icews_with_a_zero_lost_and_an_id_used_twice(read):
    events, _ = read("icews", (
        "Event ID\tEvent Date\tSource Name\tSource Country\tSource Sectors\tCAMEO Code\tTarget Name\n"
        "1\t2016-10-19\tX\tSyria\tMilitary,Government\t871\tY\n"
        "1\t2016-10-19\tX\tSyria\tMilitary\t195\tZ\n1\t2016-10-20\tX\tNowhere\t\t999\t\n"), "tsv")
    assert [one.event for one in events] == [BOOK.cameo["0871"].event, "ASSAULT", None]
    assert len({one.id for one in events}) == 3
    assert events[1].id == f"{events[0].id}#2"
    assert events[1].actors == (ForeignParty(name="X", country="SYR", sector="MIL"),)


def test_plover_objects_and_what_they_tell_as_not_done(read):
    row = {"id": "p1", "date": "2016-10-19", "event": ["ASSAULT"], "mode": ["historical", "aerial"],
           "actor": [{"code": "SYR", "sector": "MIL", "entity_text": "the army"}, {"entity_text": None}],
           "event_loc": {"resolved_place": "Aleppo", "country_code": "SYR", "lat": 36.2, "lon": 37.16, "resolution": 4}}
    no = row | {"id": "p2", "mode": ["aerial", "negation"]}
    events, issues = read("plover", "\n".join(map(json.dumps, (row, no, []))) + "\n\n{\n", "jsonl")
    assert [(one.native, one.event, one.mode, one.precision) for one in events] == [("p1", "ASSAULT", "aerial", "city")]
    assert events[0].actors[0] == ForeignParty(name="the army", country="SYR", sector="MIL")
    assert [(one.input, one.reason) for one in issues] == [
        ("in.jsonl, row 2", "not_done"), ("in.jsonl, row 3", "bad_row"), ("in.jsonl, row 5", "bad_row")]


OWN = """
day_forms = ["%d.%m.%Y"]
empty = ["?"]
[columns]
id = "Nr"
start_date = "Datum"
actors = ["Wer", "Wer genau"]
code = "Art"
place = "Ort"
deaths = "Tote"
[codes."Beschuss"]
event = "ASSAULT"
mode = "heavy-weapons"
"""


def test_a_table_of_the_users_own_with_a_map(read):
    events, issues = read("table", "Nr;Datum;Wer;Wer genau;Art;Ort;Tote\n7;19.10.2016;?;Armee;Beschuss;Aleppo;?\n",
                          own=OWN)
    assert issues == []
    assert [facts(one) for one in events] == [{
        "native": "7", "start_date": "2016-10-19", "end_date": "2016-10-19", "code": "Beschuss", "event": "ASSAULT",
        "mode": "heavy-weapons", "place": "Aleppo", "actors": (ForeignParty(name="Armee"),)}]


def test_a_table_without_a_map_is_read_by_its_names(read):
    events, issues = read("table", "\ufeffDate,Type,Killed,Country,Lat,Lon\n2016-10,assault,3,Syria,36.2,37.1\n,,,,,\n")
    assert issues == []
    assert [(one.start_date, one.event, one.deaths_low, one.country) for one in events] == [
        ("2016-10", "ASSAULT", 3, "SYR")]


def test_a_spreadsheet(read, tmp_path):
    import xlsxwriter

    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("date", "killed", "actor"))
        sheet.write_row(1, 0, ("2016-10-19", 12, "=not a formula"))
    events, issues = read("table", path.read_bytes(), "xlsx")
    assert issues == []
    assert [(one.start_date, one.deaths_low) for one in events] == [("2016-10-19", 12)]


def test_bad_cells_are_left_out_bad_rows_are_told_and_the_rest_goes_on(read):
    events, issues = read("table", (
        "date,killed,lat,lon,country,actor\n2016-10-19,many,99,1e999,Nowhereland,x\n03/04/2016,1,,,,\n,1,,,,\n"
        "2016-02-30,1,,,,\n2016-10-20,1,,,,a,too,many\n2016-10-21,-1,1,nan,,\n"))
    assert [(one.start_date, one.deaths_low, one.latitude) for one in events] == [
        ("2016-10-19", None, None), ("2016-10-21", None, None)]
    assert [(one.input, one.reason) for one in issues] == [
        ("in.csv, row 2", "bad_cell"), ("in.csv, row 2", "bad_cell"), ("in.csv, row 2", "bad_cell"),
        ("in.csv, row 3", "bad_date"), ("in.csv, row 4", "bad_date"), ("in.csv, row 5", "bad_date"),
        ("in.csv, row 6", "bad_row"), ("in.csv, row 7", "bad_cell"), ("in.csv, row 7", "bad_cell")]
    assert "day_forms" in issues[3].detail


def test_a_quote_that_nobody_closed_is_told_with_what_it_swallowed(read):
    events, issues = read("table", 'date,notes\n2016-10-19,"two\nlines"\n2016-10-20,"open\n' + "2016-10-21,x\n" * 600)
    assert [one.text for one in events] == ["two\nlines"]
    assert [(one.input, one.reason) for one in issues] == [("in.csv, row 4", "open_quote")]
    assert "found 601" in issues[0].detail


@pytest.mark.parametrize(("content", "ending"), [
    (b"", "csv"), (b"date\n", "csv"), (b"\x00\xff" * 500, "csv"), (b"a,b\n1,2\n", "csv"), (b"no zip", "xlsx"),
    (b"\xff\xfe\x00", "csv"),
])
def test_files_that_hold_no_such_table_are_refused(read, content, ending):
    with pytest.raises(UnreadableInput):
        read("table", content, ending)


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(read, tmp_path, monkeypatch):
    from dateline.export.schemas import sheets

    monkeypatch.setattr(sheets, "MOST_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", "0" * 5000)
    with pytest.raises(UnreadableInput, match="unpacks to 5,000 bytes"):
        read("table", (tmp_path / "b.zip").read_bytes(), "xlsx")


def test_deep_and_odd_json_is_an_issue_and_no_fault(read):
    deep = '{"date": "2016-10-19", "event": ' + "[" * 9000 + "]" * 9000 + "}"
    odd = '{"date": true}\n{"date": "2016-10-19", "event": {"a": {"b": 1}}}\n'
    events, issues = read("plover", f"{deep}\n{odd}", "jsonl")
    assert [one.event for one in events][-1:] == [None]
    assert {one.reason for one in issues} <= {"bad_row", "bad_date"}


def test_maps_are_checked(tmp_path):
    own = tmp_path / "m.toml"
    own.write_text('[columns]\nplace = "x"\n')
    with pytest.raises(ConfigError, match="expected start_date"):
        load_map("table", own)
    own.write_text('[columns]\nnonsense = "x"\n')
    with pytest.raises(ConfigError, match=r"m\.toml: "):
        load_map("table", own)
    with pytest.raises(UnreadableInput, match="no such file"):
        load_map("acled", tmp_path / "none.toml")
    with pytest.raises(UnreadableInput, match="no scheme"):
        load_map("x")


def test_a_map_for_a_known_scheme_changes_only_what_it_names(tmp_path):
    own = tmp_path / "m.toml"
    own.write_text('scheme = "acled"\n[columns]\ndeaths = "dead"\n')
    made = load_map("acled", own)
    assert (made.columns["deaths"], made.columns["actors"], made.directed) == ("dead", ("actor1",), False)


def test_shipped_maps_fit_the_codebook():
    for scheme in scheme_names():
        made = load_map(scheme)
        assert [code for code in made.codes.values() if code.event not in BOOK.events] == []
        assert [code for code in made.codes.values() if code.mode and (code.event, code.mode) not in BOOK.modes] == []
        assert set(made.sectors.values()) <= set(BOOK.sectors)


@pytest.mark.parametrize(("cell", "day"), [
    ("2016-10-19", "2016-10-19"), ("20161019", "2016-10-19"), ("2016-10", "2016-10"), ("2016", "2016"),
    ("2016-10-19T00:00:00Z", "2016-10-19"), (" 2016-10-19 12:30:00.5 ", "2016-10-19"),
    ("19 October 2016", "2016-10-19"),
    ("03/04/2016", None), ("2016-13", None), ("0000-01-01", None), ("yesterday", None), ("٢٠١٦", None),
])
def test_days(cell, day):
    if day is None:
        with pytest.raises(Unreadable):
            read_day(cell, ("%d %B %Y",))
    else:
        assert read_day(cell, ("%d %B %Y",)) == day


@pytest.mark.parametrize("cell", ["-1", "1.5", "many", "inf", "nan", "1e400", "1_0", "9" * 50, ""])
def test_numbers_of_people_that_are_none(cell):
    with pytest.raises(Unreadable):
        read_count(cell)


def test_numbers():
    assert (read_count("12"), read_count("12.0"), read_degrees("-36.2", most=90)) == (12, 12, -36.2)
    with pytest.raises(Unreadable):
        read_degrees("91", most=90)


@pytest.mark.parametrize(("cell", "numbers", "code"), [
    ("SYR", "", "SYR"), ("Syria", "", "SYR"), ("Syrian Arab Republic", "", "SYR"), ("760", "iso", "SYR"),
    ("652", "gw", "SYR"), ("760", "", None), ("IGO", "", "IGO"), ("syr", "", None), ("Nowhere", "", None),
    ("004", "iso", "AFG"),
])
def test_countries(cell, numbers, code):
    assert country_code(cell, numbers=numbers) == code
