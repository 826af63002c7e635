"""`dateline labels` and `dateline sources` on hand-made results, and self-reports left out."""

from __future__ import annotations

import csv
import dataclasses
import io
import json

from dateline.records import Issue, LabelUse
from tests.making import claim

USES = (
    LabelUse(word="rebels", party="SYRREB", voice="outlet", start=0, end=6),
    LabelUse(word="terrorists", party="SYRREB", voice="origin", speaker="=the ministry", start=0, end=10),
)


def labelled(made):
    return dataclasses.replace(made, labels=USES)


def test_labels_as_json_lines_outside_a_terminal(given, made, run):
    given.append(labelled(made))
    code, out, _ = run("labels", "x")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(row["voice"], row["word"], row["uses"]) for row in rows] == [
        ("=the ministry", "terrorists", 1), ("the outlet's own words", "rebels", 1)]


def test_a_cell_of_the_csv_never_starts_a_formula(given, made, run):
    given.append(labelled(made))
    _, out, _ = run("labels", "x", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["voice"] for row in rows] == ["'=the ministry", "the outlet's own words"]


def test_labels_as_a_table_and_as_a_plot(given, made, run, tmp_path):
    given.append(labelled(made))
    code, out, err = run("labels", "x", "--format", "table", "--plot", str(tmp_path / "l.svg"))
    assert code == 0
    assert "in whose voice" in out
    assert "plot written to" in err
    assert (tmp_path / "l.svg").read_text(encoding="utf-8").startswith("<svg")


def test_no_label_is_said_and_not_drawn(given, made, run, tmp_path):
    given.append(made)
    code, out, err = run("labels", "x", "--format", "table", "--plot", str(tmp_path / "l.svg"))
    assert (code, out.strip()) == (0, "no loaded word for any party")
    assert "nothing to plot" in err
    assert not (tmp_path / "l.svg").exists()


def test_a_plot_of_an_unknown_form_is_refused_first(given, made, run):
    given.append(labelled(made))
    code, out, err = run("labels", "x", "--plot", "labels.pdf")
    assert (code, out) == (1, "")
    assert "a plot ends in .png, .svg or .html" in err


def test_sources_as_table_with_stakes_in_words(given, made, run):
    given.append(made)
    code, out, _ = run("sources", "x", "--format", "table")
    assert code == 0
    assert "stake in what it says" in out
    assert "Syria's Foreign Ministry  institution" in out


def test_sources_exit_code_where_nothing_is_usable(given, run):
    given.append(Issue(input="x", stage="read", reason="empty", detail="no words"))
    code, out, err = run("sources", "x")
    assert (code, out) == (1, "")
    assert "x: empty: no words" in err


def test_without_self_reports_drops_deeds_on_their_own_actors_word(given, made, run):
    boast = claim("ASSAULT", "aerial", stake="actor", id="c-boast")
    given.append(dataclasses.replace(made, claims=(boast, *made.claims), controls=()))
    _, out, _ = run("code", "x", "--only", "claims", "--without-self-reports")
    ids = [json.loads(line)["id"] for line in out.splitlines()]
    assert "c-boast" not in ids
    assert len(ids) == len(made.claims)
    given.append(dataclasses.replace(made, claims=(boast,), controls=()))
    _, out, _ = run("brief", "x", "--without-self-reports")
    assert "nothing told" in out
