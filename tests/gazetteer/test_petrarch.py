"""Dictionaries of PETRARCH and TABARI: what their lines mean, and what is left out with its reason."""

from __future__ import annotations

import pytest

from dateline.gazetteer.petrarch import is_agents, is_petrarch, meaning, read_actors, read_agents

STATES = {"AFG", "KEN", "RUS", "ROU", "GBR"}

ACTORS = """# A comment
KENYA_  [KEN]
+KENYAN_
KENYA_DEFENCE_FORCES_ [KENMIL] # the army
+KDF
DANIEL_ARAP_MOI_
\t[KENELI 550101-781010]
\t[KENGOV 19781010-20021230]
\t[KENELI]
OMAR_AL-BASHIR_ [XYZGOV >930101] [---]
JOHN_DOE_ [KENGOV 2004017-20061201]
JANE_ROE_ [KENGOVMED <20061201]
"""


def told(rows):
    return [(row.alias, row.country, row.sector, row.since, row.until) for row in rows]


def test_names_share_codes_and_dates():
    rows, faults = read_actors(ACTORS, source="mine", states=STATES, particles={"arap"})
    assert told(rows) == [
        ("Kenya", "KEN", "GOV", "", ""), ("Kenyan", "KEN", "GOV", "", ""),
        ("Kenya Defence Forces", "KEN", "MIL", "", ""), ("KDF", "KEN", "MIL", "", ""),
        ("Daniel arap Moi", "KEN", "ELI", "1955-01-01", "1978-10-10"),
        ("Daniel arap Moi", "KEN", "GOV", "1978-10-10", "2002-12-30"),
        ("Daniel arap Moi", "KEN", "ELI", "", ""),
        ("Omar al-Bashir", "", "GOV", "1993-01-01", ""),
        ("Jane Roe", "KEN", "GOV", "", "2006-12-01"),
    ]
    assert {row.entity for row in rows[2:4]} == {"petrarch-kenya-defence-forces"}
    assert {(row.source, row.checked) for row in rows} == {("mine", "")}
    assert [(fault.line, fault.reason) for fault in faults] == [
        (11, "expected dates as yymmdd or yyyymmdd, found [KENGOV 2004017-20061201]")]


@pytest.mark.parametrize(("code", "country", "sector"), [
    ("KEN", "KEN", "GOV"), ("KENREBMUS", "KEN", "REB"), ("ROMMED", "ROU", "JRN"), ("KENHLH", "KEN", "MED"),
    ("IGOUNO", "UNO", "GOV"), ("IGOUNOKID", "UNO", "CVL"), ("NGO", "NGO", "SOC"), ("MNCUSA", "MNC", "BUS"),
    ("REB", "", "REB"), ("KKLREB", "", "REB"), ("MEA", "", ""), ("XXX", "", ""),
])
def test_codes_of_cameo_in_our_terms(code, country, sector):
    assert meaning(code, states=STATES) == (country, sector)


@pytest.mark.parametrize(("dates", "since", "until"), [
    ("310101-", "1931-01-01", ""), ("300101-", "2030-01-01", ""), ("991200-000000", "1999-12", "2000"),
    (">010230", "2001-02-28", ""), ("-080101", "", "2008-01-01"),
])
def test_dates_of_two_and_four_digit_years(dates, since, until):
    rows, faults = read_actors(f"A_B_ [KENGOV {dates}]", source="", states=STATES)
    assert ([(row.since, row.until) for row in rows], faults) == ([(since, until)], [])


@pytest.mark.parametrize("dates", ["20121204", "2004017-20061201", ">201005011", "20121207-20120802", "1-2", ">991301"])
def test_dates_that_cannot_be_read_are_faults(dates):
    rows, faults = read_actors(f"A_B_ [KENGOV {dates}]", source="", states=STATES)
    assert (rows, len(faults)) == ([], 1)


def test_agents_become_role_nouns():
    nouns, faults = read_agents(
        "!PERSON! = MAN, WOMEN\nCATTLE!PERSON! [~AGR]\nCHAMBER_OF_COMMERCE {CHAMBERS_OF_COMMERCE} [~BUS]\n"
        "CREW_ {} [~MNC]\nEXTREMIST [~RAD]\nNO CODE\n", source="mine")
    assert [(noun.word, noun.sector) for noun in nouns] == [
        ("cattleman", "AGR"), ("cattlewomen", "AGR"), ("chamber of commerce", "BUS"), ("chambers of commerce", "BUS"),
        ("crew", "BUS"),
    ]
    assert [(fault.line, fault.reason) for fault in faults] == [
        (5, "no sector of ours for ~RAD"), (6, "expected NOUN [~CODE]")]


@pytest.mark.parametrize(("text", "any_form", "agents"), [
    (ACTORS, True, False), ("FARMER [~AGR]\nCLERIC_ [~REL]\n", True, True),
    ("--- ABANDON [080] ---\nABANDON\n+LEFT [010]\n", False, False), ("alias,name\nKenya,Kenya\n", False, False),
    ("", False, False), ("[" * 5000, False, False),
])
def test_the_form_is_known_by_its_codes(text, any_form, agents):
    assert (is_petrarch(text), is_agents(text)) == (any_form, agents)


def test_hostile_lines_end_in_faults_not_in_rows():
    text = "+ALIAS_FIRST\n" + "A" * 10_000 + " [KEN\n[[[[]]]]\n\u202e_ [KENGOV 1-]\n_ [KEN]\n"
    rows, faults = read_actors(text, source="", states=STATES)
    assert rows == []
    assert [fault.line for fault in faults] == [1, 3, 4]
