"""The table by which arrangements are recognised across reports."""

from __future__ import annotations

import pytest

from dateline.codebook.ledger import FILE, load_ledger_rules
from dateline.errors import ConfigError, MissingPart
from dateline.records import Status


def test_every_status_but_unknown_is_fresh_later_or_refused():
    statuses = load_ledger_rules().statuses
    assert statuses.fresh | statuses.later | statuses.refused == set(Status.__args__) - {"unknown"}
    assert not statuses.fresh & statuses.later
    assert statuses.over <= statuses.later


def test_what_it_takes_lies_above_bare_words_of_two_weeks_later():
    points = load_ledger_rules().points
    bare = points.same_kind + points.refers_back
    assert bare + points.far_days < points.least <= bare + points.near_days


@pytest.mark.parametrize(("was", "now", "message"), [
    ('"surrender"]\nnotice', "]\nnotice", "families: expected every kind of arrangement, found 'none for surrender'"),
    ("same_kind = 1.0", "", "missing required field `same_kind`"),
    ("[points]", "[points]\nstray = 1", "unknown field `stray`"),
])
def test_a_broken_table_is_told(tmp_path, was, now, message):
    file = tmp_path / "ledger.toml"
    text = FILE.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, now), encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        load_ledger_rules(file)
    assert message in str(told.value)


def test_an_absent_table_is_told(tmp_path):
    with pytest.raises(MissingPart):
        load_ledger_rules(tmp_path / "none.toml")
