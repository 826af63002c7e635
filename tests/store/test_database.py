"""The file itself: made, migrated, refused, shared, and whole after a kill."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from dateline.errors import ConfigError, UnreadableInput
from dateline.store import database as module
from dateline.store import open_store
from dateline.store.database import migrations, statements, version_of, writing


def test_a_new_store_has_the_newest_schema_in_wal_mode(tmp_path):
    with open_store(tmp_path / "deep" / "news.db") as made:
        assert version_of(made.connection) == max(migrations())
        assert made.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_opening_again_changes_nothing(tmp_path):
    path = tmp_path / "news.db"
    open_store(path).close()
    before = path.read_bytes()
    open_store(path).close()
    assert path.read_bytes() == before


def test_plain_sqlite_opens_it_and_finds_no_fault(tmp_path):
    path = tmp_path / "news.db"
    open_store(path).close()
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert plain.execute("SELECT count(*) FROM claims").fetchone() == (0,)
    plain.close()


def test_each_migration_is_run_once_and_in_order(tmp_path, monkeypatch):
    path = tmp_path / "news.db"
    open_store(path).close()
    known = migrations()
    newer = max(known) + 1
    monkeypatch.setattr(module, "migrations", lambda: {**known, newer: "CREATE TABLE more (x TEXT);"})
    for _ in range(2):
        with open_store(path) as made:
            assert version_of(made.connection) == newer
            assert made.connection.execute("SELECT count(*) FROM more").fetchone()[0] == 0


def test_an_older_store_is_brought_up_to_date_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "news.db"
    open_store(path).close()
    known = migrations()
    newer = max(known) + 1
    monkeypatch.setattr(module, "migrations", lambda: {**known, newer: "CREATE TABLE more (x TEXT);"})
    with open_store(path, readonly=True) as made:
        assert made.connection.execute("SELECT count(*) FROM more").fetchone()[0] == 0
        with pytest.raises(sqlite3.OperationalError):
            made.connection.execute("INSERT INTO more VALUES ('x')")


def test_a_broken_migration_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "news.db"
    open_store(path).close()
    known = migrations()
    newer = max(known) + 1
    monkeypatch.setattr(module, "migrations", lambda: {**known, newer: "CREATE TABLE more (x TEXT);\nBROKEN;"})
    with pytest.raises(UnreadableInput):
        open_store(path)
    plain = sqlite3.connect(path)
    assert version_of(plain) == max(known)
    assert plain.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)
    plain.close()


def test_a_trigger_is_one_statement():
    sql = "-- note; with a mark\nCREATE TABLE a (x);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  SELECT 1;\nEND;\n"
    assert [one.split()[1] for one in statements(sql)] == ["TABLE", "TRIGGER"]


def _foreign(path):
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE other (x)")
    plain.commit()
    plain.close()


def _newer(path):
    open_store(path).close()
    plain = sqlite3.connect(path)
    plain.execute("PRAGMA user_version = 9999")
    plain.close()


@pytest.mark.parametrize(("make", "error", "words"), [
    (lambda path: path.write_bytes(b"not a database, surely not" * 40), UnreadableInput, "cannot be opened as a store"),
    (lambda path: path.mkdir(), UnreadableInput, "cannot be opened as a store"),
    (_foreign, UnreadableInput, "no store of dateline"),
    (_newer, ConfigError, "written by a newer dateline"),
])
def test_what_is_no_store_of_ours_is_refused(tmp_path, make, error, words):
    path = tmp_path / "news.db"
    make(path)
    with pytest.raises(error, match=words):
        open_store(path)


def test_reading_makes_no_file_and_cannot_write(tmp_path):
    path = tmp_path / "news.db"
    with pytest.raises(UnreadableInput, match="dateline ingest"):
        open_store(path, readonly=True)
    assert not path.exists()
    open_store(path).close()
    with open_store(path, readonly=True) as made, pytest.raises(sqlite3.OperationalError):
        made.connection.execute("INSERT INTO coverage VALUES ('x', 'y', 1, 0)")


def _insert_then_fail(connection):
    connection.execute("INSERT INTO coverage VALUES ('x', 'y', 1, 0)")
    connection.execute("INSERT INTO absent VALUES (1)")


def test_a_failed_transaction_keeps_nothing(tmp_path):
    with open_store(tmp_path / "news.db") as made:
        with pytest.raises(sqlite3.OperationalError, match="no such table"), writing(made) as connection:
            _insert_then_fail(connection)
        assert made.connection.execute("SELECT count(*) FROM coverage").fetchone()[0] == 0


WRITER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from dateline.codebook import load_codebook
    from dateline.store import open_store, put_article
    from tests.making import article, claim, control
    path, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    book = load_codebook()
    with open_store(path) as made:
        print("ready", flush=True)
        for number in range(first, first + count):
            name = f"a-{number}"
            put_article(
                made, article(id=name),
                (claim(id=f"c-{number}", article=name), control(id=f"k-{number}", article=name)),
                coder="1", codebook=book, source="x")
""")


def writer(path, first, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first), str(count)], stdout=subprocess.PIPE, cwd=Path.cwd())


def test_a_kill_at_any_moment_loses_at_most_the_article_in_hand(tmp_path):
    path = tmp_path / "news.db"
    for wait in (0.02, 0.05, 0.1):
        process = writer(path, 0, 100_000)
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with open_store(path) as made:
            run = made.connection.execute
            assert run("PRAGMA integrity_check").fetchone()[0] == "ok"
            articles = run("SELECT count(*) FROM articles").fetchone()[0]
            assert run("SELECT count(*) FROM claims").fetchone()[0] == articles
            assert run("SELECT count(*) FROM controls").fetchone()[0] == articles
            assert run("SELECT sum(articles) FROM coverage").fetchone()[0] in {articles, None if not articles else 0}
            words = run("SELECT count(*) FROM article_words WHERE article_words MATCH 'ceasefire'")
            assert words.fetchone()[0] == articles


def test_two_writers_at_once_double_nothing_and_lose_nothing(tmp_path):
    path = tmp_path / "news.db"
    pair = [writer(path, 0, 60), writer(path, 30, 60)]
    for process in pair:
        assert process.wait(timeout=60) == 0
        process.stdout.close()
    with open_store(path) as made:
        run = made.connection.execute
        assert run("SELECT count(*), count(DISTINCT id) FROM claims").fetchone()[:] == (90, 90)
        assert run("SELECT sum(articles) FROM coverage").fetchone()[0] == 90
        assert run("SELECT count(*) FROM inputs").fetchone()[0] == 120
