"""brief, account and explain on hand-made results."""

from __future__ import annotations

import json
import re

import pytest

from dateline.cli.brief import SECTIONS, section_of
from dateline.pipeline import Result
from dateline.records import Factuality, Issue, Relation, StatusBy
from tests.making import SENTENCE, TEXT, actor, arrangement, article, claim, control, hop, speaker

ISSUE = Issue(input="x.pdf", stage="read", reason="binary", detail="convert it first")


def sections(out: str) -> dict[str, str]:
    parts = re.split("|".join(f"({name.upper()})" for name in SECTIONS), out)
    parts = [part for part in parts if part]
    return {name.lower(): " ".join(parts[parts.index(name) + 1].split()) for name in parts if name.lower() in SECTIONS}


def test_brief_has_a_place_for_everything(run, given, made):
    given.append(made)
    code, out, _ = run("brief", "r.txt")
    told = sections(out)
    assert code == 0
    assert list(told) == list(SECTIONS)
    assert out.startswith("Army says it keeps truce in Aleppo\nCoast Radio · 2016-10-19 (page)\n")
    assert "L9 2016-10-19 Syria's Foreign Ministry: the Syrian army observed a ceasefire" in told["told as done"]
    assert "the Syrian army took Aleppo" in told["told as done"]
    assert "about “leave the city”" in told["promised or planned"]
    assert "said to be in force by Syria's Foreign Ministry as of 2016-10-19" in told["said to be in force"]
    assert "possibly carried out air strikes" in told["disputed"]
    assert "L9 ? Syria's Foreign Ministry: the Syrian army did not use violence" in told["denied"]
    assert "and 1 told as background" in out


def test_brief_says_so_where_nothing_is_told(run, given):
    given.append(Result(article=article(title=None, outlet=None, published=None)))
    code, out, _ = run("brief", "r.txt")
    assert code == 0
    assert out.startswith("title not told\noutlet not told · date not told\n")
    assert set(sections(out).values()) == {"nothing told"}


@pytest.mark.parametrize(("options", "count"), [((), 6), (("--all",), 9)])
def test_brief_fits_a_screen_unless_all_is_asked_for(run, given, options, count):
    given.append(Result(article=article(), claims=tuple(claim(id=f"c-{number}") for number in range(9))))
    _, out, _ = run("brief", "r.txt", *options)
    assert out.count("Syria's Foreign Ministry") == count
    assert ("and 3 more: --all shows them" in out) == (count == 6)


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_brief_keeps_to_the_width(run, given, made, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    given.append(made)
    _, out, _ = run("brief", "r.txt")
    assert max(map(len, out.splitlines())) <= int(columns)


@pytest.mark.parametrize(("record", "section"), [
    (claim(), "told as done"),
    (claim(temporal="future"), "promised or planned"),
    (claim("THREATEN", None), "promised or planned"),
    (claim("ACCUSE", "allege"), "told as done"),
    (claim(factuality=Factuality(certainty="probable")), "disputed"),
    (claim(relations=(Relation(type="contests", claim="c-2"),)), "disputed"),
    (claim(attribution=(hop(speaker("Kabul"), commitment="distances"),)), "disputed"),
    (claim(factuality=Factuality(polarity="-", certainty="possible"), temporal="future"), "denied"),
    (control(), "told as done"),
    (control(factuality=Factuality(polarity="-")), "denied"),
    (arrangement(status="in_force"), "said to be in force"),
    (arrangement(status="scheduled"), "promised or planned"),
    (arrangement(status="rejected"), "disputed"),
    (arrangement(status="denied"), "denied"),
    (arrangement(status="collapsed", status_by=(StatusBy(status="collapsed"),)), "told as done"),
])
def test_each_record_has_one_section(record, section):
    assert section_of(record) == section


def test_account_shows_every_line_and_counts_them(run, given, made):
    given.append(made)
    code, out, _ = run("account", "r.txt")
    flat = " ".join(out.split())
    assert code == 0
    assert "1 furniture Coast Radio outlet" in flat
    assert "9 claim Syria's Foreign Ministry said" in flat
    assert out.rstrip().endswith("2 furniture, 1 claim")


def test_account_as_json_points_at_the_page(run, given, made):
    given.append(made)
    told, = json.loads(run("account", "r.txt", "--format", "json")[1])
    start = TEXT.index(SENTENCE)
    assert told["article"] == "a-1"
    assert told["lines"][-1] == {
        "line": 9, "start": start, "end": start + len(SENTENCE), "verdict": "claim", "reason": "claim",
        "records": ["c-retreatceasefire"], "text": SENTENCE}


def test_explain_gives_words_chain_grounds_and_what_is_not_known(run, given, made):
    given.append(made)
    code, out, _ = run("explain", "r.txt", "--claim", "c-retreat")
    flat = " ".join(re.sub("[│├└─]", "", out).split())
    assert code == 0
    assert "c-retreatceasefire Syria's Foreign Ministry: the Syrian army observed a ceasefire" in flat
    assert "words (line 9, characters 74-151): “Syria's Foreign Ministry said" in flat
    assert "whose word, origin first Syria's Foreign Ministry: institution at 0-24 Coast Radio: outlet" in flat
    assert "RETREAT/ceasefire of plover-2.0, CAMEO 0871" in flat
    assert "because 'observed' matches the rule retreat-ceasefire [rule:ceasefire@1]" in flat
    assert "“Syrian army” at 0-11: Syrian army, SYRMIL, in no table" in flat
    assert "not known: the report names no other side" in flat
    assert "“on Wednesday”: on 2016-10-19 (stated, to the day)" in flat
    assert "sure of this reading, not of its truth: 75%" in flat
    assert "c-promise" not in flat


def test_explain_without_an_id_explains_all(run, given, made):
    given.append(made)
    _, out, _ = run("explain", "r.txt")
    for record in (*made.claims, *made.arrangements, *made.controls):
        assert record.id in out


def test_explain_of_an_unknown_id_says_where_ids_are(run, given, made):
    given.append(made)
    code, out, err = run("explain", "r.txt", "--claim", "c-none")
    assert (code, out) == (1, "")
    assert "no record of r.txt has an id that begins with c-none" in err
    assert "--format jsonl" in err


@pytest.mark.parametrize("command", ["brief", "account", "explain"])
def test_nothing_usable_is_exit_code_1(run, given, command):
    given.append(ISSUE)
    code, _, err = run(command, "x.pdf")
    assert code == 1
    assert err == "dateline: x.pdf: binary: convert it first\n"


@pytest.mark.parametrize("command", [("code", "--format", "table"), ("brief",), ("account",), ("explain",)])
def test_words_of_a_report_are_never_markup_or_terminal_codes(run, given, made, command):
    hostile = "[bold]Army\x1b[2J[/bold]"
    given.append(Result(
        article=article(title=hostile), claims=(claim(actors=(actor(hostile),)),), notes=made.notes))
    _, out, _ = run(command[0], "r.txt", *command[1:])
    assert "[bold]Army[2J[/bold]" in out
    assert "\x1b" not in out
