from __future__ import annotations

import json

import pytest

from dateline.cli import main


def test_the_policy_in_force_is_shown_with_what_each_output_does(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text("[reasons.shelter]\nhold_hours = 96\n", encoding="utf-8")
    (tmp_path / "dateline.toml").write_text('policy = "mine.toml"\n', encoding="utf-8")
    assert main(["policy", "show"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["reasons"]["shelter"]["hold_hours"] == 96
    assert shown["reasons"]["convoy_movement"]["hold_hours"] == 72
    assert main(["policy", "show", "--format", "table"]) == 0
    words = capsys.readouterr().out
    assert "obey: file, map, api, alert, digest, feed, release" in words
    assert "mark: table, desk" in words


@pytest.mark.parametrize(("text", "words"), [
    ("[reasons.victim]\nhold_hours = 24\n", "lets out nothing more"),
    ('[reasons.victim]\nnames = "keep"\n', "reasons.victim.names: keep, where ours has role"),
])
def test_a_file_is_checked_against_ours(capsys, tmp_path, text, words):
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    assert main(["policy", "check", str(file)]) == 0
    assert words in capsys.readouterr().out


def test_a_file_that_cannot_be_used_ends_with_2(capsys, tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text("[reasons.victims]\n", encoding="utf-8")
    assert main(["policy", "check", str(file)]) == 2
    assert "victims" in capsys.readouterr().err
