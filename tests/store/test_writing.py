"""Articles into the store: once, anew, as versions; every input accounted for."""

from __future__ import annotations

import pytest

from dateline.records import Factuality, Issue
from dateline.store import is_known, put_issue
from dateline.store.rows import article_of, record_of
from dateline.store.writing import outcomes
from tests.making import actor, arrangement, article, claim, control, place
from tests.store.conftest import FIRST, SECOND


def test_an_article_and_its_records_come_back_whole(put, database):
    told = (claim(), arrangement(), control())
    assert put(*told) == "coded"
    run = database.connection.execute
    assert article_of(run("SELECT * FROM articles").fetchone()) == article()
    for record, table in zip(told, ("claims", "arrangements", "controls"), strict=True):
        row = run(f"SELECT * FROM {table}").fetchone()  # noqa: S608
        assert record_of(row, type(record)) == record


def test_the_columns_of_a_claim(put, ask):
    put(claim(
        "ASSAULT", "aerial", cameo="195", stake="actor", factuality=Factuality(polarity="-"), id="c-1",
        place=place(country="SYR", latitude=36.2, longitude=37.1, uncertainty_km=10.0),
        actors=(actor("the army", id="syrian-army", name="Syrian army", country="SYR", sector="MIL", code="SYRMIL"),),
        recipients=(actor("rebels", country="SYR", sector="REB", code="SYRREB"),)))
    assert ask(
        "SELECT event, quad, goldstein, day, last_day, place, country, latitude, origin, stake, negated, self_report "
        "FROM claims") == [
        ("ASSAULT", 4, -10.0, "2016-10-19", "2016-10-19", "Aleppo", "SYR", 36.2, "Syria's Foreign Ministry", "actor", 1,
         0)]
    assert ask("SELECT kind, role, position, actor, name, country, sector, code FROM parties ORDER BY role") == [
        ("claim", "actor", 0, "syrian-army", "Syrian army", "SYR", "MIL", "SYRMIL"),
        ("claim", "recipient", 1, None, None, "SYR", "REB", "SYRREB")]


def test_the_same_again_is_known_and_changes_nothing(put, database, ask):
    put(claim())
    before = ask("SELECT * FROM claims"), ask("SELECT * FROM articles"), ask("SELECT * FROM coverage")
    assert put(claim(), at=SECOND) == "known"
    assert (ask("SELECT * FROM claims"), ask("SELECT * FROM articles"), ask("SELECT * FROM coverage")) == before
    assert is_known(database, "a-1", coder="1")
    assert not is_known(database, "a-1", coder="2")


def test_a_newer_coder_closes_what_it_no_longer_tells_and_keeps_the_rest(put, ask):
    kept, lost, changed = claim(id="c-kept"), claim(id="c-lost"), claim(id="c-changed")
    put(kept, lost, changed)
    now_told = claim(id="c-changed", mode=None)
    assert put(kept, now_told, claim(id="c-new"), coder="2", at=SECOND) == "recoded"
    assert ask("SELECT id, mode, since, until, coder FROM claims ORDER BY id, row") == [
        ("c-changed", "ceasefire", FIRST, SECOND, "1"), ("c-changed", None, SECOND, None, "2"),
        ("c-kept", "ceasefire", FIRST, None, "1"), ("c-lost", "ceasefire", FIRST, SECOND, "1"),
        ("c-new", "ceasefire", SECOND, None, "2")]
    assert ask("SELECT coder, added_at, coded_at FROM articles") == [("2", FIRST, SECOND)]


def test_other_words_at_the_same_address_are_a_new_version(put, ask):
    put(claim(), uri="https://example.org/1")
    outcome = put(claim(id="c-2", article="a-2"), id="a-2", uri="https://example.org/1", at=SECOND)
    assert outcome == "updated"
    assert ask("SELECT id, version_of, replaced_by FROM articles ORDER BY id") == [
        ("a-1", None, "a-2"), ("a-2", "a-1", None)]
    assert ask("SELECT id, until FROM claims ORDER BY row") == [("c-retreatceasefire", SECOND), ("c-2", None)]
    assert put(id="a-3", uri="https://example.org/1", at=SECOND) == "updated"
    assert ask("SELECT id FROM articles WHERE replaced_by IS NULL") == [("a-3",)]


def test_articles_without_an_address_are_no_versions_of_each_other(put, ask):
    put(uri=None)
    assert put(id="a-2", uri=None) == "silent"
    assert ask("SELECT count(*) FROM articles WHERE version_of IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(("records", "outcome", "silent"), [((), "silent", 1), ((claim(),), "coded", 0)])
def test_coverage_tells_nothing_told_from_nothing_read(put, ask, records, outcome, silent):
    assert put(*records, outlet="Coast Radio") == outcome
    assert ask("SELECT * FROM coverage") == [("Coast Radio", "2016-10-19", 1, silent)]


def test_every_input_is_logged_with_its_reason(put, database, ask):
    put(claim(), source="folder")
    put_issue(database, Issue(input="x.pdf", stage="ingest", reason="binary", detail="convert it"), source="folder",
              at=SECOND)
    assert ask("SELECT source, input, outcome, article, reason, detail FROM inputs ORDER BY row") == [
        ("folder", article().uri or "a-1", "coded", "a-1", None, None),
        ("folder", "x.pdf", "refused", None, "binary", "convert it")]
    assert outcomes(database) == {"coded": 1, "refused": 1}
    assert outcomes(database, since=SECOND) == {"refused": 1}


def test_words_are_found_whatever_their_accents(put, ask):
    put(title="Fighting near Al Bāb", text="Clashes went on.", blocks=())
    assert ask("SELECT title FROM article_words WHERE article_words MATCH 'bab'") == [("Fighting near Al Bāb",)]


def test_hostile_words_are_values_and_never_sql(put, ask):
    evil = "'); DROP TABLE claims; --"
    put(claim(actors=(actor(evil, name=evil),), place=place(evil)), outlet=evil, title=evil)
    assert ask("SELECT place FROM claims") == [(evil,)]
    assert ask("SELECT name FROM parties") == [(evil,)]
