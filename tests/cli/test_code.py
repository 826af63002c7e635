from __future__ import annotations

import csv
import io
import json
import re

import pytest

from dateline.pipeline import Result
from dateline.records import Issue
from tests.making import article

ISSUE = Issue(input="x.pdf", stage="read", reason="binary", detail="this is no text; convert it first")


def test_jsonl_is_one_record_a_line_kind_first_the_article_before_its_claims(run, given, made):
    given.append(made)
    code, out, err = run("code", "report.txt")
    records = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [record["kind"] for record in records] == ["article", *["claim"] * 5, "arrangement", "control"]
    assert all(next(iter(record)) == "kind" for record in records)


def test_json_is_one_array_of_the_same_records(run, given, made):
    given.append(made)
    lines = [json.loads(line) for line in run("code", "r.txt", "--format", "jsonl")[1].splitlines()]
    assert json.loads(run("code", "r.txt", "--format", "json")[1]) == lines


def test_csv_has_a_row_for_every_record(run, given, made):
    given.append(made)
    _, out, _ = run("code", "r.txt", "--format", "csv")
    kinds = [row["kind"] for row in csv.DictReader(io.StringIO(out, newline=""))]
    assert kinds == ["article", *["claim"] * 5, "arrangement", "control"]


@pytest.mark.parametrize(("only", "kinds"), [
    (["claims"], {"claim"}), (["arrangements", "control"], {"arrangement", "control"}), (["articles"], {"article"}),
    (["issues"], {"issue"}),
])
def test_only_keeps_what_was_asked_for(run, given, made, only, kinds):
    given.extend([made, ISSUE])
    _, out, _ = run("code", "r.txt", *[word for kind in only for word in ("--only", kind)])
    assert {json.loads(line)["kind"] for line in out.splitlines()} == kinds


def test_the_table_begins_with_whose_word_it_is_and_has_the_words_beside(run, given, made):
    given.append(made)
    code, out, _ = run("code", "r.txt", "--format", "table")
    assert code == 0
    assert "Army says it keeps truce in Aleppo\nCoast Radio · 2016-10-19 (page)\n" in out
    flat = " ".join(out.split())
    assert "Syria's Foreign Ministry: the Syrian army" in flat
    assert "Syria's Foreign Ministry said the" in flat
    assert "claims (5)" in flat
    assert re.search(r" 9 *\n", out)


def test_an_issue_is_told_on_standard_error_and_the_batch_goes_on(run, given, made):
    given.extend([ISSUE, made])
    code, out, err = run("code", "x.pdf", "r.txt")
    assert code == 0
    assert err == "dateline: x.pdf: binary: this is no text; convert it first\n"
    assert [json.loads(line)["kind"] for line in out.splitlines()][:2] == ["issue", "article"]


def test_nothing_usable_is_exit_code_1(run, given):
    failed = Issue(input="r.txt", stage="process", reason="failed", detail="please report this")
    given.extend([ISSUE, Result(article=article(), issues=(failed,))])
    code, out, err = run("code", "x.pdf", "r.txt", "--format", "table")
    assert (code, out) == (1, "")
    assert err.count("dateline: ") == 2


def test_an_issue_cannot_steer_the_terminal(run, given):
    given.append(Issue(input="x\x1b[2J", stage="read", reason="bad", detail="a\x1b[2Jb\nc"))
    assert run("code", "x")[2] == "dateline: x[2J: bad: a[2Jb c\n"


@pytest.mark.parametrize(("name", "begins"), [
    ("a.jsonl", '{"kind":"article"'), ("a.json", "[\n"), ("a.csv", "kind,id,"),
])
def test_out_takes_its_format_from_the_name(run, given, made, tmp_path, name, begins):
    given.append(made)
    out = tmp_path / name
    code, shown, err = run("code", "r.txt", "--out", str(out))
    assert (code, shown) == (0, "")
    assert "1 of 1 articles coded" in err
    assert out.read_text(encoding="utf-8").startswith(begins)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_an_out_that_cannot_be_written_says_so(run, given, made, tmp_path):
    given.append(made)
    code, _, err = run("code", "r.txt", "--out", str(tmp_path / "none" / "a.csv"))
    assert code == 1
    assert "cannot be written" in err
    assert "--out" in err


@pytest.mark.parametrize("date", ["19.10.2016", "2016-13-01", "2016-02-30", "2016-10", "20161019", "yesterday", ""])
def test_a_date_that_is_not_iso_is_a_usage_error(run, given, date):
    code, _, err = run("code", "r.txt", "--date", date)
    assert code == 2
    assert "2016-10-19T18:06" in err


@pytest.mark.parametrize("date", ["2016-10-19", "2016-10-19T18:06", "2016-10-19T18:06+03:30", "2016-10-19T18:06:00Z"])
def test_an_iso_date_is_taken(run, given, made, date):
    given.append(made)
    assert run("code", "r.txt", "--date", date)[0] == 0


@pytest.mark.parametrize("args", [
    ("code",), ("code", "r.txt", "--format", "xml"), ("code", "r.txt", "--only", "rumours"), ("nonsense",),
    ("brief", "a", "b"), ("schema", "rumour"),
])
def test_a_wrong_command_line_is_exit_code_2(run, given, args):
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert "Usage: dateline" in err
