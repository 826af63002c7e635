from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dateline.errors import ConfigError, MissingPart
from dateline.gazetteer import build
from dateline.gazetteer.act_words import load_act_words
from dateline.gazetteer.place_words import load_place_words
from dateline.gazetteer.places import default_folder

HEADER = "name,aliases,kind,country,admin1,latitude,longitude,radius_km,weight,source,checked\n"


def draft(name: str, kind: str, **slots: object) -> build.Draft:
    return build.Draft(name=name, kind=kind, names=[name], **slots)  # type: ignore[arg-type]


def test_a_division_is_known_without_its_type() -> None:
    assert build._division_names(["Ḩalab", "Aleppo Governorate"], "1") == ["Ḩalab", "Aleppo Governorate", "Aleppo"]
    assert build._display(["Ḩalab", "Aleppo", "Aleppo Governorate"]) == "Aleppo"


def test_a_county_keeps_its_type() -> None:
    assert build._division_names(["Laurel County"], "2") == ["Laurel County"]


@pytest.mark.parametrize(("name", "kept"), [("Halab", True), ("ALP", False), ("hlb", False), ("Paris, Texas", False)])
def test_what_counts_as_a_name(name: str, *, kept: bool) -> None:
    assert build._is_name(name) is kept


def test_an_area_is_placed_amid_its_towns_across_the_date_line() -> None:
    towns = [draft("East", "city", longitude=179.0), draft("West", "city", longitude=-179.0)]
    area = draft("Fiji", "province", towns=[0, 1])
    build._settle_areas([*towns, area])
    assert abs(abs(area.longitude) - 180) < 0.01


def supplement(folder: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> list[build.Draft]:
    path = folder / "supplement.csv"
    path.write_text(HEADER + line, encoding="utf-8")
    monkeypatch.setattr(build, "_supplement_path", lambda: path)
    drafts = [
        draft("Syria", "country", code="SYR", country=0), draft("Homs", "province", country=0, weight=9),
        draft("Hims", "city", country=0, admin1=1, weight=5),
    ]
    build._add_supplement(drafts)
    return drafts


def test_a_line_without_a_point_names_a_known_place_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = supplement(tmp_path, "Hims,Homs|Emesa,city,SYR,,,,,,recalled,\n", monkeypatch)
    assert drafts[2].ours == ["Hims", "Homs", "Emesa"]
    assert len(drafts) == 3


def test_a_line_with_a_point_is_a_new_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = supplement(tmp_path, "Houla,Hula,region,SYR,Homs,34.89,36.52,5,100000,recalled,\n", monkeypatch)
    added = drafts[3]
    assert (added.name, added.country, added.admin1, added.latitude, added.radius_km) == ("Houla", 0, 1, 34.89, 5.0)


@pytest.mark.parametrize(("line", "words"), [
    ("Hims,,town,SYR,,,,,,recalled,\n", "row 2: kind: expected one of"),
    ("Tadmur,,city,SYR,,,,,,recalled,\n", "expected a city of SYR in GeoNames, found 'Tadmur'"),
    ("Hims,,city,XYZ,,,,,,recalled,\n", "expected ISO 3166 alpha-3, found 'XYZ'"),
    ("Houla,,region,SYR,Hama,34.9,36.5,5,1,recalled,\n", "expected a first-level division of that country"),
    ("Houla,,region,SYR,Homs,north,36.5,5,1,recalled,\n", "supplement.csv, row 2"),
])
def test_a_wrong_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        supplement(tmp_path, line, monkeypatch)


def test_the_supplement_says_where_each_row_is_from() -> None:
    path = default_folder() / "gazetteer" / "supplement.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 250
    assert all(row["source"] for row in rows)
    assert not [row for row in rows if row["source"] == "recalled" and row["checked"]]
    keys = [(row["name"], row["kind"], row["country"], row["latitude"]) for row in rows]
    assert len(keys) == len(set(keys))


def test_an_absent_index_is_stale(tmp_path: Path) -> None:
    assert build.is_stale(tmp_path)


def test_the_word_tables_load_and_refuse_unknown_keys(tmp_path: Path) -> None:
    words = load_place_words()
    assert words.demonyms["syrian"] == "SYR"
    assert words.divisions["province"] == {"province", "region"}
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "words.toml").write_text("surprise = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"words\.toml"):
        load_place_words(tmp_path)
    with pytest.raises(MissingPart, match=r"words\.toml"):
        load_place_words(tmp_path / "nowhere")


def test_the_act_words_load_and_refuse_unknown_keys(tmp_path: Path) -> None:
    assert load_act_words().costs.limit > 0
    path = tmp_path / "acts.toml"
    path.write_text("surprise = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"acts\.toml"):
        load_act_words(path)
    with pytest.raises(MissingPart, match=r"absent\.toml"):
        load_act_words(tmp_path / "absent.toml")
