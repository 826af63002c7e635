"""The tables of this stage load, and each cue stands once."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from dateline.errors import ConfigError
from dateline.ingest import lexicon as module
from dateline.ingest.cues import cue_kind, present_phrases
from dateline.ingest.lexicon import fold, lexicon
from dateline.ingest.lines import make_line


def test_folding() -> None:
    assert fold("  Read\u00a0More: ") == "read more"
    assert fold("List 12 of 40") == "list 0 of 0"
    assert fold("\u201cDon\u2019t miss\u201d") == '"don\'t miss"'


def test_whole_cues_are_found_in_any_dress() -> None:
    for phrase, kind in lexicon().whole.items():
        line = make_line(text := f"{phrase.upper()}:", (0, len(text)))
        assert cue_kind(line, present_phrases([line.folded])) == kind, phrase


def test_no_zone_or_month_stands_twice() -> None:
    assert max(Counter(name.casefold() for name in lexicon().zones).values()) == 1
    assert set(lexicon().months.values()) == set(range(1, 13))


@pytest.mark.parametrize(
    "sentence",
    [
        "Following the meeting the Foreign Secretary said that the talks would go on in Geneva next week.",
        "Agencies working in the north said that they had no news of the convoy since Monday.",
        "Photographs of soldiers wearing patches of the group have been shared widely, the ministry said.",
        "By late Tuesday, the troops had taken the bridge and the two villages beyond it.",
        "Home to a million people, the city has been besieged since the spring by both armies.",
    ],
)
def test_sentences_are_no_cues(sentence: str) -> None:
    line = make_line(sentence, (0, len(sentence)))
    assert cue_kind(line, present_phrases([line.folded])) is None


def test_a_broken_table_names_file_and_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_read", lambda name: "abbreviation,offset\nGMT,+00:00\n")
    with pytest.raises(ConfigError, match=r"zones\.csv, row 1: expected ZoneRow"):
        list(module._rows("zones.csv", module.ZoneRow))
    monkeypatch.setattr(module, "_read", lambda name: "surplus = 1")
    with pytest.raises(ConfigError, match=r"dates\.toml: expected DateWords"):
        module._toml("dates.toml", module.DateWords)
    assert issubclass(msgspec.ValidationError, msgspec.MsgspecError)
