from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from dateline.cli import serve
from dateline.errors import ConfigError, MissingPart
from dateline.store import open_store


@pytest.fixture
def served(monkeypatch):
    """What would have been served: the application and where."""
    calls = []
    monkeypatch.delenv("DATELINE_PASSWORD", raising=False)
    monkeypatch.delenv("DATELINE_TOKEN", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", SimpleNamespace(run=lambda app, **more: calls.append((app, more))))
    return calls


@pytest.fixture
def store(tmp_path):
    open_store(tmp_path / "news.db").close()
    return str(tmp_path / "news.db")


def test_on_this_machine_nobody_logs_in(run, served, store):
    code, _, err = run("serve", "--db", store, "--port", "9000")
    app, where = served[0]
    assert (code, where["host"], where["port"], app.state.desk.public) == (0, "127.0.0.1", 9000, False)
    assert "http://127.0.0.1:9000/" in err


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example.org"])  # noqa: S104 - must be refused
def test_beyond_it_nothing_is_served_without_a_secret(run, served, store, host):
    code, _, err = run("serve", "--db", store, "--host", host)
    assert (code, served) == (2, [])
    assert "--password-file" in err


def test_a_secret_comes_from_a_file_or_the_environment(run, served, store, tmp_path, monkeypatch):
    file = tmp_path / "secret.txt"
    file.write_text("a long password\n", encoding="utf-8")
    assert run("serve", "--db", store, "--host", "192.0.2.1", "--password-file", str(file))[0] == 0
    monkeypatch.setenv("DATELINE_TOKEN", "a long token")
    assert run("serve", "--db", store, "--host", "192.0.2.1")[0] == 0
    assert [app.state.desk.public for app, _ in served] == [True, True]


@pytest.mark.parametrize("words", ["", "short", None])
def test_a_secret_that_is_none_is_refused(run, served, store, tmp_path, words):
    file = tmp_path / "secret.txt"
    if words is not None:
        file.write_text(words, encoding="utf-8")
    code, _, err = run("serve", "--db", store, "--password-file", str(file))
    assert (code, served) == (2, [])
    assert "secret" in err or "shorter" in err


def test_an_absent_store_is_told_before_anything_listens(run, served, tmp_path):
    code, _, err = run("serve", "--db", str(tmp_path / "none.db"))
    assert (code, served) == (1, [])
    assert "dateline ingest" in err


def test_without_the_extra_the_command_says_what_to_install(run, monkeypatch, store):
    monkeypatch.setitem(sys.modules, "fastapi", None)
    code, _, err = run("serve", "--db", store)
    assert code == 2
    assert "pip install 'dateline[web]'" in err


def test_the_sample_reports_are_there():
    assert len(serve.samples()) == 8


def test_absent_samples_are_told(monkeypatch):
    monkeypatch.setattr(serve, "SAMPLES", ())
    with pytest.raises(MissingPart, match="sample reports"), serve.demo_store(None):
        pass


def test_a_quickly_guessed_secret_is_refused():
    with pytest.raises(ConfigError, match="shorter"):
        serve.check_doors("127.0.0.1", public=False, password="1234", token=None)  # noqa: S106 - must be refused
