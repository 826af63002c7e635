"""No way out of the store goes around the policy: every command that shows, writes or draws is tried on a store that
holds one record of each reason for care."""

from __future__ import annotations

import datetime as dt
import json
from typing import get_args

import msgspec
import pytest
import typer

from dateline.cli.app import app
from dateline.codebook import load_codebook
from dateline.pipeline.linking import Linker
from dateline.records import PrivatePerson, SensitiveReason, Side
from dateline.store import open_store, put_article
from tests.making import actor, arrangement, article, claim, control, day, evidence, hop, place, speaker

BOOK = load_codebook()
REASONS = get_args(SensitiveReason)
TODAY = dt.datetime.now(dt.UTC).date().isoformat()
HELD = ("future_movement_of_civilians", "convoy_movement", "aid_staff_movement", "corridor_route", "shelter",
        "notification_list")
PLACED = (*HELD, "health_site", "school")
NAME = "Zaynab Qadirova"
SECRETS = ("Qadirova", "Zaynab", "Zubaydin", "Kessabin", "zubaydin-road")

EVERY = ("claims", "events", "articles", "show", "sql", "export", "compare", "search", "arrangements list",
         "arrangements ledger", "control", "sources", "plot map", "plot network", "plot timeline", "plot dyad",
         "release", "diff", "judge", "correct", "confirm", "reject")
"""Commands that tell of records of the store: each is tried below."""
OTHERS = {
    "code": "the user's own report: marked, nothing held", "brief": "the user's own report", "account":
    "the user's own report", "explain": "the user's own report", "labels": "the user's own reports",
    "batch": "a working file of the user's own reports", "load": "brings records in", "ingest": "brings records in",
    "import": "brings rows of others in", "link": "counts only", "status": "counts, outlets and refused inputs",
    "schema": "no records", "policy show": "no records", "policy check": "no records", "redact": "counts only",
    "redact list": "the log, which never holds the words", "serve": "the pages have a gate and tests of their own",
    "evaluate": "texts of the user's own", "places": "the place index", "actors": "the actor tables",
}


def commands(group=None, before=()):
    for name, command in (group or typer.main.get_command(app)).commands.items():
        if hasattr(command, "commands") and name not in {"evaluate", "places", "actors"}:
            yield from commands(command, (*before, name))
            if command.invoke_without_command:
                yield " ".join((*before, name))
        else:
            yield " ".join((*before, name))


def test_every_command_is_known_to_be_an_output_or_none():
    assert sorted({*EVERY, *OTHERS} - set(commands())) == []
    assert sorted(set(commands()) - {*EVERY, *OTHERS}) == []


def filled(path):
    """A store with one claim, one arrangement and one control claim of each reason, all told today."""
    with open_store(path) as database:
        for reason in REASONS:
            told = records_of(reason)
            read = article(
                id=f"a-{reason}", text=f"{NAME} went by Zubaydin to Kessabin.", title=f"{NAME} near Zubaydin",
                uri=f"https://example.org/zubaydin-road/{reason}", text_hash=reason, licence="CC0",
                published=msgspec.structs.replace(article().published, value=TODAY))
            put_article(database, read, told, coder="1", codebook=BOOK, source="x")
        put_article(
            database, article(id="a-open", licence="CC0"), [claim(article="a-open", id="c-open-one", recipients=(
                actor("rebels", name="rebels", country="SYR", code="SYRREB"),), event="ASSAULT", mode=None)],
            coder="1", codebook=BOOK, source="x")
        Linker(database, codebook=BOOK).link_waiting()
    return path


def records_of(reason):
    hidden = place("Zubaydin", country="SYR", admin1="Idlib", latitude=35.5, longitude=36.5) if reason in PLACED else (
        place())
    words = "went by Zubaydin to Kessabin" if reason in PLACED else f"said of {NAME}"
    shared = {
        "article": f"a-{reason}", "sensitive": (reason,), "place": hidden,
        "private": (PrivatePerson(text=NAME, start=0, end=len(NAME), role="a nurse"),),
        "evidence": msgspec.structs.replace(evidence(), text=words, start=0, end=len(words)),
        "attribution": (hop(speaker(f"a cousin of {NAME}", "witness")),)}
    person = actor(NAME, name=NAME, country="SYR", sector="CVL", code="SYRCVL")
    return (
        claim("ASSAULT", None, id=f"c-{reason}", time=day(TODAY), recipients=(person,), **shared),
        arrangement(id=f"r-{reason}", sides=(Side(actor=actor("Army", name="Army", code="SYRMIL", country="SYR"),
                                                  role="declares"),), **shared),
        control(id=f"k-{reason}", time=day(TODAY), holder=person, **shared))


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return str(filled(tmp_path_factory.mktemp("care") / "news.db"))


def of_store():
    for form in ("jsonl", "csv", "table"):
        for name in ("claims", "events", "articles", "arrangements", "control", "sources"):
            yield name, "--format", form
        yield "arrangements", "ledger", "--format", form
        yield "search", "Zubaydin", "--format", form
        yield "sql", "SELECT * FROM claims", "--format", form
    yield from (("arrangements", "--format", form) for form in ("geojson", "ethprio"))
    yield from (("show", f"{kind}-{reason}") for kind in "crka" for reason in REASONS)
    yield from (("show", f"e-{reason}") for reason in REASONS)
    yield "diff", "--since", "2020-01-01", "--json"
    yield "diff", "--since", "2020-01-01"
    for query in ("SELECT * FROM main.claims", "SELECT * FROM parties", "SELECT * FROM claim_words",
                  "SELECT record FROM events", "SELECT title, uri, text FROM articles", "SELECT * FROM inputs",
                  "SELECT * FROM main.standing_claims", "SELECT * FROM standing_events", "SELECT * FROM anchors",
                  "WITH claims AS (SELECT * FROM main.controls) SELECT * FROM claims", "SELECT * FROM event_values",
                  "WITH guarded_ AS (SELECT * FROM main.controls) SELECT * FROM guarded_",
                  "SELECT * FROM (SELECT * FROM main.articles) AS articles", "SELECT * FROM reviews"):
        yield "sql", query, "--format", "jsonl"


@pytest.mark.parametrize("args", list(of_store()), ids=" ".join)
def test_nothing_that_is_held_or_hidden_is_told(run, db, args):
    _, out, err = run(*args, "--db", db)
    assert [word for word in SECRETS if word.lower() in (out + err).lower() and word != args[1]] == []
    if args[0] == "claims":
        assert "c-open-one" in out or "c-open" in out
        assert [reason for reason in HELD if f"c-{reason}"[:10] in out and args[-1] != "table"] == []
        assert "held back" in err


@pytest.mark.parametrize("schema", [
    "claims", "events", "plover", "polecat", "icews", "gdelt", "gdelt-mentions", "petrarch", "acled-like", "ucdp-like",
    "ethprio"])
@pytest.mark.parametrize("ending", ["csv", "jsonl", "geojson"])
def test_no_export_holds_what_is_held(run, db, tmp_path, schema, ending):
    run("export", "--schema", schema, "--out", str(tmp_path / f"x.{ending}"), "--lossy", "--db", db)
    files = sorted(tmp_path.iterdir())
    words = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert [word for word in SECRETS if word.lower() in words.lower()] == []
    assert [reason for reason in HELD if f"c-{reason}" in words or f"r-{reason}" in words] == []
    about = json.loads((tmp_path / f"x.{ending}.about.json").read_text(encoding="utf-8"))
    assert about["held"] > 0
    assert about["tier"] in {"GREEN", "AMBER"}


@pytest.mark.parametrize("plot", ["map", "network", "timeline", "dyad"])
def test_no_plot_names_what_is_hidden(run, db, tmp_path, plot):
    pytest.importorskip("altair")
    first = ("SYR-SYR",) if plot == "dyad" else ()
    for ending in ("svg", "html"):
        run("plot", plot, *first, "--out", str(tmp_path / f"x.{ending}"), "--db", db)
    words = "\n".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir())
    assert [word for word in SECRETS if word.lower() in words.lower()] == []


@pytest.mark.parametrize("command", [("arrangements", "ledger"), ("control",)])
def test_no_plot_of_a_ledger_names_what_is_hidden(run, db, tmp_path, command):
    pytest.importorskip("altair")
    run(*command, "--plot", str(tmp_path / "x.svg"), "--db", db)
    words = "\n".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir())
    assert [word for word in SECRETS if word.lower() in words.lower()] == []


def test_a_release_holds_no_byte_of_it(run, tmp_path):
    path = filled(tmp_path / "news.db")
    run("correct", "c-open-one", "--event", "COERCE", "--by", "ana-perez", "--note", "seen by Zubaydin",
        "--db", str(path))
    code, _, err = run("release", "one", "--out", str(tmp_path / "out"), "--db", str(path))
    assert code == 0
    assert "held back" in err
    raw = b"".join(file.read_bytes() for file in sorted((tmp_path / "out").iterdir()))
    assert [word for word in (*SECRETS, "ana-perez") if word.lower().encode() in raw.lower()] == []
    assert b"c-victim" in raw
    told = json.loads((tmp_path / "out" / "one.json").read_text(encoding="utf-8"))
    assert (told["care"]["tier"], told["care"]["held"]) == ("AMBER", 3 * len(HELD))
    assert told["counts"]["claims"] == 1 + len(REASONS) - len(HELD)
    with open_store(tmp_path / "out" / "one.db", readonly=True) as frozen:
        tiers = {row[0] for row in frozen.connection.execute("SELECT json_extract(record, '$.tier') FROM claims")}
    assert tiers == {"GREEN", "AMBER"}


@pytest.mark.parametrize("command", ["confirm", "reject", "judge", "correct", "compare"])
def test_what_a_person_says_of_a_record_is_not_answered_with_its_words(run, tmp_path, command):
    path = str(filled(tmp_path / "news.db"))
    args = {"judge": ("c-shelter", "c-convoy_movement", "same"), "correct": ("c-shelter", "--event", "COERCE"),
            "compare": ("acled",)}.get(command, ("c-shelter",))
    _, out, err = run(command, *args, "--db", path)
    assert [word for word in SECRETS if word.lower() in (out + err).lower()] == []


def test_on_a_terminal_the_table_is_whole_and_marked(run, db, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    _, out, _ = run("claims", "--db", db, "--limit", "0")
    words = " ".join(out.split())
    assert "Zubaydin" in words
    assert "TLP:AMBER" in words
    assert "care: shelter" in words


def test_a_name_is_taken_down_and_the_log_never_holds_it(run, tmp_path):
    path = str(filled(tmp_path / "news.db"))
    code, out, err = run("redact", "--person", NAME, "--by", "ana", "--dry-run", "--db", path)
    assert (code, out) == (0, "")
    assert f"in {len(REASONS)} articles would go" in err
    code, _, err = run("redact", "--person", NAME, "--by", "ana", "--note", "she asked", "--db", path)
    assert code == 0
    assert "are gone" in err
    assert b"Qadirova" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    _, out, _ = run("redact", "list", "--db", path)
    (row,) = map(json.loads, out.splitlines())
    assert (row["kind"], row["by"], row["note"]) == ("person", "person:ana", "she asked")
    assert run("redact", "--db", path)[0] == 2
    assert run("redact", "--article", "a-none", "--db", path)[0] == 1
    assert run("redact", "--article", "a-shelter", "--by", "ana", "--db", path)[0] == 0
    _, out, _ = run("show", "a-shelter", "--db", path)
    assert json.loads(out)["text"] == ""
