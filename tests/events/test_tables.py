from __future__ import annotations

import pytest

from dateline.errors import ConfigError
from dateline.events.tables import JUDGING, VOICES, load_judging, load_likeness, load_voices


def test_every_table_of_ours_loads():
    assert 0 < load_judging().thresholds.different < load_judging().thresholds.same < 1
    assert load_likeness().copy > load_likeness().passages
    assert "Reuters" in load_voices().agencies
    assert all(row.reason for row in load_judging().near)


def test_events_that_share_a_neighbour_are_one_family_and_others_their_own():
    judging = load_judging()
    assert judging.family("RETREAT") == judging.family("COERCE") == "ASSAULT"
    assert judging.family("PROTEST") == "PROTEST"
    assert judging.family("ACCUSE") != judging.family("ASSAULT")


@pytest.mark.parametrize(("words", "message"), [
    (("same = 0.5", "same = 0.1"), "0 <= different <= same <= 1"),
    (("same_day = 1.3", "same_days = 1.3"), "same_days"),
    (("bias = ", "bias = true #"), "bias"),
])
def test_a_table_that_breaks_its_schema_names_file_and_fault(tmp_path, words, message):
    bad = tmp_path / "judging.toml"
    text = JUDGING.read_text(encoding="utf-8")
    assert words[0] in text
    bad.write_text(text.replace(*words, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"judging\.toml: .*{message}"):
        load_judging(bad)


def test_a_word_of_two_classes_of_voices_is_refused(tmp_path):
    bad = tmp_path / "voices.toml"
    text = VOICES.read_text(encoding="utf-8")
    bad.write_text(text.replace('"hospital",', '"hospital", "police",', 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"voices\.toml: class police: expected words of no other class than medical"):
        load_voices(bad)
