"""The ETH/PRIO ceasefire file: its columns, one row a declaring side, empty where nothing is told."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from dateline.errors import ConfigError
from dateline.events.arrangements import arrangement_ledger
from dateline.export.ceasefire_file import COLUMNS, FILE, ceasefire_rows, load_ceasefires, write_ceasefires
from dateline.records import ArrangementKind, Terms
from tests.events.arrangements.lives import ARMY, GOVERNMENT, MEDIATOR, REBELS, ROLPA, on, tell
from tests.events.arrangements.test_threads import LIFE, REFUSED


def rows(*reports):
    records = {record.id: record for report in reports for record in report.arrangements}
    return [{name: value for name, value in row.items() if value is not None}
            for row in ceasefire_rows(arrangement_ledger(reports), records=records)]


def test_the_columns_are_those_of_the_file():
    assert len(COLUMNS) == len(set(COLUMNS)) == 87
    assert COLUMNS[:4] == ("cc", "cf_id", "uniq_id", "id")
    assert COLUMNS[13:15] == ("link_id1", "link_id2")
    assert COLUMNS[-3:] == ("comment", "coder", "recentadditions")
    assert {name for row in rows(*LIFE) for name in row} <= set(COLUMNS)


def test_one_side_one_row():
    told = list(LIFE)
    told[0] = type(told[0])(article=told[0].article, arrangements=(msgspec.structs.replace(
        told[0].arrangements[0], announced_on=on("2004-10-02"), form="written",
        terms=Terms(purpose=("for the Dashain festival", "for the harvest"))),))
    first = LIFE[0].arrangements[0].id
    assert rows(*told) == [{
        "cf_id": first, "uniq_id": f"{first}-1", "location": "NPL", "side": "armed", "actor_name": "Maoist rebels",
        "cf_dec_yr": 2004, "cf_dec_month": 10, "cf_dec_day": 2, "cf_effect_yr": 2004, "cf_effect_month": 10,
        "cf_effect_day": 4, "end_yr": 2004, "end_month": 11, "end_day": 17, "ended": "expired", "fixed": 1,
        "written": 1, "p_holiday": 1, "p_other": 1, "p_other_comment": "for the harvest",
        "evidence_onset": first, "evidence_end": LIFE[3].arrangements[0].id,
        "factivia_source": "Radio; State Paper; Wire; World Service",
        "comment": "expired as of 2004-11-18 according to World Service (World Service)", "coder": "dateline"}]


def test_a_truce_of_two_has_two_rows_and_its_mediator():
    told = rows(tell("2004-10-02", "agreed", (GOVERNMENT, "accepts"), (REBELS, "accepts"), (MEDIATOR, "mediator"),
                     place=ROLPA, kind="humanitarian_pause"))
    assert [(row["side"], row["region"], row["partial"], row["mediator_nego"], row["p_humanitarian"])
            for row in told] == [("state", "Rolpa", 1, "the UN envoy", 1), ("armed", "Rolpa", 1, "the UN envoy", 1)]


@pytest.mark.parametrize("report", [
    REFUSED,
    tell("2004-10-02", "proposed", (REBELS, "declares"), by=REBELS),
    tell("2004-10-02", "announced", (ARMY, "declares"), kind="corridor"),
    tell("2004-10-02", "in_force", (ARMY, "declares"), kind="access", direction="restricts"),
])
def test_what_is_no_ceasefire_that_somebody_made_has_no_row(report):
    assert rows(report) == []


def test_a_ceasefire_of_which_nobody_says_who_made_it_has_a_row_without_a_side():
    (row,) = rows(tell("2004-10-02", "in_force", ends="2004-10-09"))
    assert "actor_name" not in row
    assert (row["fixed"], row.get("end_yr"), row["p_unclear"]) == (1, None, 1)


def test_no_cell_starts_a_formula():
    sly = msgspec.structs.replace(REBELS, text="=cmd()")
    report = tell("2004-10-02", "announced", (sly, "declares"), outlet="+Radio")
    records = {record.id: record for record in report.arrangements}
    stream = io.StringIO(newline="")
    assert write_ceasefires(arrangement_ledger([report]), stream, records=records) == 1
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert (row["actor_name"], row["factivia_source"], row["cf_dec_yr"]) == ("'=cmd()", "'+Radio", "2004")


def test_the_table_is_checked(tmp_path):
    assert load_ceasefires().kinds <= set(ArrangementKind.__args__)
    assert set(load_ceasefires().purposes) <= set(COLUMNS)
    file = tmp_path / "c.toml"
    file.write_text(FILE.read_text(encoding="utf-8").replace("stand_off", "stand_up"), encoding="utf-8")
    with pytest.raises(ConfigError, match="stand_up"):
        load_ceasefires(file)
