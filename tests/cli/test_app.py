"""The command line itself: help, version, faults, the reader that goes away."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_command

from dateline import __version__
from dateline.cli import inputs, main
from dateline.cli.app import app
from dateline.errors import ConfigError, MissingPart, UnreadableInput


def commands(group=None, prefix=()):
    for name, command in (group or get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*prefix, name))
        else:
            yield (*prefix, name), command


COMMANDS = dict(commands())


def test_all_commands_are_there():
    evaluate = {("evaluate", name) for name in (
        "reports", "pages", "toponyms", "event-places", "actors", "relations", "documents", "silence", "times",
        "datelines", "attribution", "chains", "factuality", "arrangements", "same-story", "same-event", "sensitive")}
    actors = {("actors", name) for name in ("lookup", "import", "check")}
    arrangements = {("arrangements", name) for name in ("list", "ledger")}
    places = {("places", name) for name in ("import", "lookup", "list", "remove")}
    plain = {(name,) for name in (
        "code", "brief", "account", "explain", "schema", "control", "labels", "sources", "ingest", "status", "diff",
        "claims", "events", "articles", "search", "show", "sql", "export", "import", "compare", "release", "correct",
        "reject", "confirm", "judge", "link", "batch", "load", "serve")}
    plots = {("plot", name) for name in ("timeline", "dyad", "map", "network")}
    care = {("policy", "show"), ("policy", "check"), ("redact", "list")}
    assert set(COMMANDS) == {*plots, *plain, *evaluate, *actors, *arrangements, *places, *care}


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_examples(run, name):
    code, out, _ = run(*name, "--help")
    assert code == 0
    assert f"Usage: dateline {' '.join(name)} " in out
    assert f"  dateline {' '.join(name)}" in out.partition("Examples:")[2]


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_option_says_what_it_does(name):
    silent = [parameter.name for parameter in COMMANDS[name].params if not getattr(parameter, "help", None)]
    assert silent == []


def test_version(run):
    assert run("--version") == (0, f"dateline {__version__}\n", "")


def test_help_loads_nothing_costly():
    script = (
        "import sys; from dateline.cli import main; main(['--help']); "
        "sys.exit(any(name in sys.modules for name in ('spacy', 'numpy', 'msgspec', 'rich', 'dateline.pipeline')))")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("error", "code"), [
    (ConfigError("dateline.toml: line 1: x: expected y, found z"), 2), (MissingPart("run `make setup`"), 2),
    (UnreadableInput("no such file"), 1),
])
def test_a_fault_is_one_line_and_no_traceback(run, monkeypatch, error, code):
    def fail(*_args, **_options):
        raise error

    monkeypatch.setattr(inputs, "code_sources", fail)
    assert run("code", "r.txt") == (code, "", f"dateline: {error}\n")


def test_ctrl_c_ends_cleanly(run, monkeypatch):
    def stop(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(inputs, "code_sources", stop)
    assert run("code", "r.txt") == (130, "", "dateline: stopped\n")


def test_a_wrong_settings_file_is_told_before_anything_is_loaded(run, tmp_path):
    file = tmp_path / "dateline.toml"
    file.write_text("outlett = 'x'\n")
    code, out, err = run("--config", str(file), "code", "r.txt")
    assert (code, out) == (2, "")
    assert err.startswith(f"dateline: {file}: line 1: outlett: expected one of outlet, ")


def test_a_reader_that_goes_away_is_no_fault():
    with subprocess.Popen(
        [sys.executable, "-m", "dateline.cli", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        err = process.stderr.read()
        assert (process.wait(timeout=60), err) == (141, b"")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_offered(shell, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--show-completion", shell])
    assert stopped.value.code == 0
    assert "DATELINE_COMPLETE" in capsys.readouterr().out


def test_main_takes_its_arguments_from_the_command_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["dateline", "--version"])
    assert main() == 0
    assert capsys.readouterr().out == f"dateline {__version__}\n"
