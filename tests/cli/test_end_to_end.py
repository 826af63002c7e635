"""The whole command line over the whole pipeline, on pages of our own. The parts are loaded once for all tests."""

from __future__ import annotations

import io
import json
import sys

import pytest

import dateline.pipeline

pytestmark = pytest.mark.model

PAGE = """Sign up for our newsletter

Coast Radio

Kenya and Somalia agree on border post

Mon Mar 4, 2024 6:6PM

Kenyan President William Ruto met Somali President Hassan Sheikh Mohamud in Nairobi on Monday.

Somalia's Foreign Ministry denied that Somali soldiers had shelled the village of Mandera on Sunday.

Follow us on our channels
"""


@pytest.fixture(autouse=True)
def _loaded(monkeypatch, parts):
    monkeypatch.setattr(dateline.pipeline, "load_parts", lambda _settings=None: parts)
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def records(out):
    return [json.loads(line) for line in out.splitlines()]


def test_a_page_becomes_records_whose_words_are_the_pages(run, page):
    code, out, err = run("code", str(page))
    article, *told = records(out)
    assert (code, err) == (0, "")
    assert (article["kind"], article["text"]) == ("article", PAGE)
    assert article["published"]["value"] == "2024-03-04T18:06"
    assert {record["event"] for record in told if record["kind"] == "claim"} >= {"CONSULT", "ASSAULT"}
    for record in told:
        evidence = record["evidence"]
        assert PAGE[evidence["start"]:evidence["end"]] == evidence["text"]
        assert "newsletter" not in evidence["text"]
    denied = [record for record in told if record.get("event") == "ASSAULT"]
    assert [record["factuality"]["polarity"] for record in denied] == ["-"]


def test_the_same_page_gives_the_same_bytes(run, page):
    assert run("code", str(page))[1] == run("code", str(page))[1]


def test_standard_input_is_read(run, page, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    code, out, _ = run("code", "-", "--only", "articles", "--date", "2024-03-05")
    article, = records(out)
    assert (code, article["text"], article["published"]["basis"]) == (0, PAGE, "page")


def test_a_folder_of_good_and_bad_is_read_to_its_end(run, page):
    (page.parent / "empty.txt").write_text("")
    (page.parent / "noise.bin").write_bytes(bytes(range(256)) * 50)
    code, out, err = run("code", str(page.parent), "--only", "articles", "--only", "issues")
    kinds = [record["kind"] for record in records(out)]
    assert code == 0
    assert kinds.count("article") == 1
    assert kinds.count("issue") == len(err.splitlines()) >= 1


@pytest.mark.parametrize("command", ["code", "brief", "account", "explain"])
def test_a_source_that_is_not_there_is_an_issue(run, tmp_path, command):
    code, _, err = run(command, str(tmp_path / "none.txt"))
    assert code == 1
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1


def test_account_leaves_no_line_out(run, page):
    told, = json.loads(run("account", str(page), "--format", "json")[1])
    lines = {number for number, line in enumerate(PAGE.splitlines(), start=1) if line.strip()}
    assert {row["line"] for row in told["lines"]} == lines
    assert {row["verdict"] for row in told["lines"]} >= {"furniture", "claim"}


def test_brief_and_explain_show_the_denial_with_its_speaker(run, page):
    _, brief, _ = run("brief", str(page))
    _, explained, _ = run("explain", str(page))
    assert "Somalia's Foreign Ministry" in brief.partition("\nDENIED\n")[2]
    assert "whose word, origin first" in explained
    assert "[rule:" in explained
