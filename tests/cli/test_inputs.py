"""From sources to results: what is asked of ingest and pipeline, and what comes of what they give."""

from __future__ import annotations

import types

import pytest

import dateline.ingest
import dateline.pipeline
from dateline.cli import inputs
from dateline.config import Settings
from dateline.pipeline import Result
from dateline.records import Issue
from tests.making import article

ISSUE = Issue(input="x.pdf", stage="ingest", reason="binary", detail="convert it first")


@pytest.fixture
def world(monkeypatch):
    """Stand-ins for reading and coding; `read` is what each source holds, `asked` what was asked for."""
    seen = types.SimpleNamespace(read={}, asked=[], settings=None)
    actors = types.SimpleNamespace(is_outlet=lambda name: name == "Coast Radio")

    def load_parts(settings):
        seen.settings = settings
        return types.SimpleNamespace(tools=types.SimpleNamespace(actors=actors))

    def read_source(source, *, given, known_outlets):
        seen.asked.append((source, given.published, given.outlet, known_outlets("Coast Radio")))
        yield from seen.read[source]

    monkeypatch.setattr(dateline.ingest, "read_source", read_source)
    monkeypatch.setattr(dateline.pipeline, "load_parts", load_parts)
    monkeypatch.setattr(dateline.pipeline, "process", lambda read, _parts: Result(article=read))
    return seen


def code(*sources, config=None, date=None, outlet=None):
    return list(inputs.code_sources(sources, config=config, date=date, outlet=outlet))


def test_each_source_is_read_with_what_the_caller_knows(world):
    world.read = {"a.txt": [article(), ISSUE], "b.txt": [article(id="a-2")]}
    assert code("a.txt", "b.txt", date="2016-10-19", outlet="Radio Two") == [
        Result(article=article()), ISSUE, Result(article=article(id="a-2"))]
    assert world.asked == [("a.txt", "2016-10-19", "Radio Two", True), ("b.txt", "2016-10-19", "Radio Two", True)]


def test_an_article_beyond_max_chars_is_an_issue_that_says_what_to_do(world, tmp_path):
    config = tmp_path / "dateline.toml"
    config.write_text("max_chars = 10\n")
    world.read = {"a.txt": [article(uri="a.txt")]}
    issue, = code("a.txt", config=config)
    assert (issue.input, issue.reason) == ("a.txt", "too_long")
    assert "max_chars = 10" in issue.detail
    assert world.settings == Settings(max_chars=10)


@pytest.mark.parametrize(("page", "told"), [(None, "Radio Coast"), ("Coast Radio", "Coast Radio")])
def test_the_outlet_of_the_settings_fills_only_a_gap(world, tmp_path, page, told):
    config = tmp_path / "dateline.toml"
    config.write_text("outlet = 'Radio Coast'\n")
    world.read = {"a.txt": [article(outlet=page)]}
    result, = code("a.txt", config=config)
    assert result.article == article(outlet=told)


def test_usable_leaves_out_what_failed_and_reports_it(capsys):
    failed = Result(article=article(), issues=(ISSUE,))
    good = Result(article=article(id="a-2"))
    assert list(inputs.usable(iter([ISSUE, failed, good]))) == [good]
    assert capsys.readouterr().err.count("dateline: x.pdf: binary: convert it first\n") == 2


def test_many_bad_rows_of_one_file_are_counted(capsys):
    lines = inputs.IssueLines()
    for number in range(1, 8):
        lines.show(Issue(input=f"table.csv, row {number}", stage="read", reason="bad_row", detail="no words"))
    lines.show(Issue(input="other.txt", stage="read", reason="bad_row", detail="no words"))
    lines.close()
    assert capsys.readouterr().err.splitlines() == [
        "dateline: table.csv, row 1: bad_row: no words",
        "dateline: table.csv, row 2: bad_row: no words",
        "dateline: table.csv, row 3: bad_row: no words",
        "dateline: other.txt: bad_row: no words",
        "dateline: table.csv: bad_row: 4 more rows like these; dateline code --only issues lists all",
    ]
