"""`dateline places`: import, look up, list, remove."""

from __future__ import annotations

import json

import pytest

from tests.geojson_made import DISTRICTS, area, square, write


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    write(tmp_path / "districts.geojson", *DISTRICTS)
    return tmp_path


def test_import_makes_the_data_folder_and_says_what_it_took(run, here):
    code, out, err = run("places", "import", "districts.geojson")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith(
        "imported districts: 2 of level 1, 5 of level 2 with codes (pcode) of SYR into ")
    assert "level 2 codes from ADM2_PCODE" in out
    assert (here / "dateline-data" / "places" / "districts.boundaries").is_file()
    assert run("places", "import", "districts.geojson")[1].startswith("replaced districts")


def test_import_goes_where_the_settings_or_the_option_say(run, here):
    (here / "tables").mkdir()
    (here / "dateline.toml").write_text('data = "tables"\n', encoding="utf-8")
    assert run("places", "import", "districts.geojson")[0] == 0
    assert (here / "tables" / "places" / "districts.boundaries").is_file()
    assert run("places", "import", "districts.geojson", "--data", "other", "--name", "two")[0] == 0
    assert (here / "other" / "places" / "two.boundaries").is_file()
    assert not (here / "dateline-data").exists()


def test_import_says_what_it_left_out(run, here):
    write(here / "some.geojson", *DISTRICTS, area({}, square(36, 35, 37, 36)))
    out = run("places", "import", "some.geojson")[1]
    assert "left out: 1 with it has neither name nor code (features 6)" in out


@pytest.mark.parametrize(("args", "code", "message"), [
    (("import", "none.geojson"), 1, "No such file"),
    (("import", "districts.geojson", "--code-field", "X"), 1, "--code-field: expected a field of the file"),
    (("import", "districts.geojson", "--level", "9"), 2, "--level"),
    (("import", "districts.geojson", "--country", "ZZZ"), 1, "ISO 3166"),
    (("import", "districts.geojson", "--data", "districts.geojson"), 1, "expected a folder that can be written to"),
    (("remove", "../districts"), 1, "is no set of boundaries; there are: none"),
])
def test_what_is_wrong_is_one_line(run, here, args, code, message):
    found, out, err = run("places", *args)
    assert (found, out) == (code, "")
    assert message in err
    assert "Traceback" not in err


def test_lookup_without_and_with_boundaries(run, here):
    code, out, _ = run("places", "lookup", "Aleppo", "--country", "syr", "--json")
    before = json.loads(out)["places"][0]
    assert (code, before["kind"], before["admin2"], before["external"]) == (0, "city", None, {})
    run("places", "import", "districts.geojson")
    told = json.loads(run("places", "lookup", "Aleppo", "--country", "SYR", "--json")[1])
    assert [one["kind"] for one in told["places"]] == ["city", "province"]
    assert told["places"][0] | {"why": ""} == {
        "rank": 1, "name": "Aleppo", "kind": "city", "country": "SYR", "admin1": "Aleppo", "admin2": "Jebel Samaan",
        "external": {"pcode": "SY9101", "adm1_pcode": "SY91", "adm2_pcode": "SY9101"}, "latitude": 36.20124,
        "longitude": 37.16117, "radius_km": 13.0, "population": 2098210, "geonames_id": 170063, "weight": 2098210,
        "why": "", "boundaries": "'districts': Jebel Samaan, Aleppo (pcode SY9101)",
    }


def test_lookup_for_people(run, here):
    run("places", "import", "districts.geojson")
    out = run("places", "lookup", "Qalamandria")[1]
    assert "pcode SY9202" in out
    assert "only in your own boundaries" in out
    assert "only another of its names" in run("places", "lookup", "Halab")[1]


def test_lookup_of_no_place_tells_names_alike(run, here):
    code, out, err = run("places", "lookup", "Alepppo")
    assert (code, err) == (1, "")
    assert "no place is called Alepppo; names that begin alike:" in out
    assert run("places", "lookup", "\x1b[31m")[0] == 1


@pytest.mark.parametrize(("name", "note"), [
    ("Nice", "an ordinary word"), ("Marine", "never taken for a place"), ("Aleppo", ""),
])
def test_lookup_says_what_keeps_a_name_back(run, here, name, note):
    assert (json.loads(run("places", "lookup", name, "--json")[1])["note"] or "").startswith(note) or note in run(
        "places", "lookup", name)[1]


def test_list_and_remove(run, here):
    assert "no boundaries are imported" in run("places", "list")[1]
    run("places", "import", "districts.geojson")
    assert run("places", "list")[1].startswith("districts: 2 of level 1, 5 of level 2 of SYR; codes: pcode; from ")
    listed = json.loads(run("places", "list", "--json")[1])
    assert [(one["name"], one["counts"]) for one in listed] == [("districts", {"1": 2, "2": 5})]
    assert run("places", "remove", "districts")[:2] == (0, "removed districts\n")
    assert json.loads(run("places", "list", "--json")[1]) == []


def test_a_damaged_set_can_be_listed_and_removed(run, here):
    run("places", "import", "districts.geojson")
    (here / "dateline-data" / "places" / "districts.boundaries").write_bytes(b"x")
    assert "damaged" in run("places", "list")[1]
    code, _, err = run("places", "lookup", "Aleppo")
    assert code == 2
    assert "import it again" in err
    assert run("places", "remove", "districts")[0] == 0


@pytest.mark.parametrize("command", ["import", "lookup", "list", "remove"])
def test_help_has_examples(run, command):
    code, out, _ = run("places", command, "--help")
    assert code == 0
    assert f"dateline places {command}" in out


@pytest.mark.model
def test_codes_come_out_of_a_report(run, here, monkeypatch):
    run("places", "import", "districts.geojson")
    (here / "report.txt").write_text(
        "Government forces shelled Qalamandria on Tuesday, killing five people, local medics said.\n", encoding="utf-8")
    out = run("code", "report.txt", "--date", "2016-10-19", "--format", "jsonl", "--only", "claims")[1]
    places = [json.loads(line)["place"] for line in out.splitlines()]
    assert places
    assert {place["external"]["adm1_pcode"] for place in places} == {"SY92"}
    assert {(place["name"], place["admin2"]) for place in places} == {("Qalamandria", "Qalamandria")}
