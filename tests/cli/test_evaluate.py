from __future__ import annotations

import json
import sys
import types

import pytest

FIGURES = {"claims found": 0.5, "n claims found": 14.0, "body_f1": 0.97}
ANSWERS = [{"gold": "a", "answer": None}, {"gold": "ü", "answer": "ü"}]


@pytest.fixture
def scored(monkeypatch):
    """Stand-ins for what scores times and reports; gives the paths they were asked for."""
    asked = []

    def score(path):
        asked.append(path)
        return FIGURES, ANSWERS

    for name in ("times", "reports"):
        module = types.ModuleType(f"dateline.evaluate.{name}")
        setattr(module, f"evaluate_{name}", score)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return asked


def test_figures_as_a_table_with_the_number_of_items_beside(run, scored, tmp_path):
    code, out, err = run("evaluate", "reports", str(tmp_path))
    assert (code, err, scored) == (0, "", [tmp_path])
    assert [line.split() for line in out.splitlines()] == [
        ["figure", "value", "items"], ["claims", "found", "0.5", "14"], ["body_f1", "0.97"]]


def test_figures_as_one_flat_object(run, scored, tmp_path):
    code, out, _ = run("evaluate", "reports", str(tmp_path), "--json")
    assert (code, json.loads(out)) == (0, FIGURES)
    assert out.count("\n") == 1


def test_predictions_are_one_object_a_line(run, scored, tmp_path):
    gold, answers = tmp_path / "gold.jsonl", tmp_path / "answers.jsonl"
    gold.write_text("{}")
    assert run("evaluate", "times", str(gold), "--predictions", str(answers))[0] == 0
    assert [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()] == ANSWERS


@pytest.mark.parametrize(("command", "kind"), [("times", "file"), ("reports", "folder")])
def test_gold_that_is_not_there_says_what_is_wanted(run, scored, tmp_path, command, kind):
    code, out, err = run("evaluate", command, str(tmp_path / "none"))
    assert (code, out, scored) == (1, "", [])
    assert f"no such {kind}; dateline evaluate {command} takes a {kind} of gold" in err


def test_no_figures_is_exit_code_1(run, scored, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["dateline.evaluate.reports"], "evaluate_reports", lambda _path: ({}, []))
    code, out, err = run("evaluate", "reports", str(tmp_path), "--json")
    assert (code, out) == (1, "{}\n")
    assert "nothing to score" in err
