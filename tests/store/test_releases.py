"""Frozen copies: whole, described, never changed."""

from __future__ import annotations

from functools import partial
import csv
import hashlib
import json
import sqlite3

import pytest

from dateline.errors import InputError
from dateline.codebook import load_codebook
from dateline.config.policy import default_policy
from dateline.pipeline.clearing import counts_of
from dateline.pipeline.freezing import freezing
from dateline.store import releases
from dateline.store.releases import dictionary
from tests.making import claim
from tests.store.conftest import FIRST, SECOND, THIRD


def make_release(database, *args, **options):
    how, gate = freezing(database, policy=default_policy(), codebook=load_codebook())
    return releases.make_release(database, *args, how=how, care=partial(counts_of, gate), **options)


def test_a_release_is_a_plain_file_with_all_records_and_their_meaning(put, database, tmp_path):
    put(claim(), at=FIRST)
    release = make_release(database, "2026-11", tmp_path / "out", version="0.1.0", at=SECOND)
    file = tmp_path / "out" / "2026-11.db"
    assert sorted(path.name for path in file.parent.iterdir()) == [
        "2026-11.db", "2026-11.dictionary.csv", "2026-11.json"]
    assert release.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (release.counts["claims"], release.last) == (1, None)
    assert release.changed == {"gained": 1, "lost": 0, "changed": 0}
    assert release.changed_events == {"gained": 0, "lost": 0, "changed": 0}
    assert json.loads((file.parent / "2026-11.json").read_text(encoding="utf-8"))["sha256"] == release.sha256
    plain = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    assert plain.execute("SELECT count(*) FROM claims").fetchone() == (1,)
    plain.close()
    with (file.parent / "2026-11.dictionary.csv").open(encoding="utf-8", newline="") as lines:
        assert {"table": "claims", "column": "quad"}.items() <= next(
            row for row in csv.DictReader(lines) if row["column"] == "quad").items()


def test_the_next_release_tells_what_changed_and_leaves_the_first(put, database, tmp_path):
    put(claim(id="c-1"), claim(id="c-2"))
    make_release(database, "one", tmp_path, version="1", at=SECOND)
    first = (tmp_path / "one.db").read_bytes()
    put(claim(id="c-1", mode=None), claim(id="c-3"), coder="2", at=THIRD)
    release = make_release(database, "two", tmp_path, version="2", at=THIRD)
    assert (release.last, release.changed) == ("one", {"gained": 1, "lost": 1, "changed": 1})
    assert (tmp_path / "one.db").read_bytes() == first


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "x" * 80])
def test_what_is_no_name_is_refused(database, tmp_path, name):
    with pytest.raises(InputError, match="no name for a release"):
        make_release(database, name, tmp_path, version="1")
    assert list(tmp_path.glob("*.json")) == []


def test_a_release_is_never_made_twice(put, database, tmp_path):
    put(claim())
    make_release(database, "one", tmp_path, version="1")
    with pytest.raises(InputError, match="released before"):
        make_release(database, "one", tmp_path / "other", version="1")
    (tmp_path / "two.db").write_bytes(b"mine")
    with pytest.raises(InputError, match="is there already"):
        make_release(database, "two", tmp_path, version="1")
    assert (tmp_path / "two.db").read_bytes() == b"mine"


def test_every_column_has_a_meaning(database):
    run = database.connection.execute
    tables = [row[0] for row in run(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_words%' ESCAPE '\\' "
        "AND name NOT LIKE 'sqlite%'")]
    columns = [(table, row["name"]) for table in tables for row in run(f"PRAGMA table_info({table})")]
    described = [(row["table"], row["column"]) for row in dictionary()]
    assert sorted(described) == sorted(columns)
    assert all(row["meaning"] for row in dictionary())
