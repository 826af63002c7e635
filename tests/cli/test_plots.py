"""`dateline plot` on a store filled by hand."""

from __future__ import annotations

import pytest

from dateline.codebook import load_codebook
from dateline.pipeline.linking import Linker
from dateline.store import open_store, put_article
from tests.making import actor, article, claim, day, evidence, place

BOOK = load_codebook()


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "news.db"
    russia = actor("Moscow", country="RUS", sector="GOV", code="RUSGOV")
    with open_store(path) as database:
        told = (claim(id="c-0001"), claim("ASSAULT", None, id="c-0002", recipients=(russia,)))
        put_article(database, article(), told, coder="1", codebook=BOOK, source="x")
    return str(path)


@pytest.mark.parametrize(("args", "count"), [(("timeline",), 2), (("dyad", "SYR-RUS"), 1)])
def test_a_plot_is_drawn(run, db, tmp_path, args, count):
    file = tmp_path / "plot.svg"
    code, out, err = run("plot", *args, "--out", str(file), "--db", db)
    assert (code, out) == (0, "")
    assert f"{count} claims by day drawn to" in err
    assert file.read_text(encoding="utf-8").startswith("<svg")


def test_what_was_asked_stands_over_the_plot(run, db, tmp_path):
    file = tmp_path / "plot.svg"
    run("plot", "dyad", "SYR-RUS", "--event", "assault", "--by", "month", "--without-self-reports", "--out", str(file),
        "--db", db)
    assert "Claims: event assault, without self-reports, dyad SYR-RUS" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("args", "words"), [
    (("dyad", "SYR", "--out", "x.svg"), "is no pair"),
    (("timeline", "--out", "x.pdf"), "a plot ends in"),
    (("timeline", "--event", "PROTEST", "--out", "x.svg"), "no claims with a day that fit"),
])
def test_nothing_to_draw_is_told(run, db, tmp_path, monkeypatch, args, words):
    monkeypatch.chdir(tmp_path)
    code, _, err = run("plot", *args, "--db", db)
    assert code == 1
    assert words in err
    assert list(tmp_path.glob("x.*")) == []


@pytest.fixture
def linked(tmp_path):
    """A store with two reports of one strike in Aleppo and one of an act of which only the country is told."""
    path = tmp_path / "linked.db"
    army = actor("army", id="syrian-army", name="Syrian army", country="SYR", sector="MIL", code="SYRMIL")
    rebels = actor("rebels", country="SYR", sector="REB", code="SYRREB")
    town = place(country="SYR", latitude=36.2, longitude=37.16, uncertainty_km=5.0)
    land = place("Syria", precision="country", country="SYR", latitude=35.0, longitude=38.5, uncertainty_km=400.0)
    strike = {"event": "ASSAULT", "mode": "aerial", "cameo": "195", "actors": (army,), "recipients": (rebels,),
              "place": town}
    other = claim(**strike | {"place": land, "time": day("2016-10-02"), "evidence": evidence("ceasefire")}, id="c-2")
    with open_store(path) as database:
        put_article(database, article(), (claim(**strike, id="c-1"), other), coder="1", codebook=BOOK, source="x")
        reprint = claim(**strike, id="c-3", article="a-2")
        put_article(
            database, article(id="a-2", outlet="Harbour Wire"), (reprint,), coder="1", codebook=BOOK, source="y")
        Linker(database, codebook=BOOK).link_waiting()
    return str(path)


@pytest.mark.parametrize(("options", "words"), [
    ((), "2 events: 1 in rings, 1 known to a country only, 0 without a place"),
    (("--of", "claims"), "3 claims: 2 in rings, 1 known to a country only, 0 without a place"),
    (("--from", "2016-10-10"), "1 events: 1 in rings, 0 known to a country only, 0 without a place"),
])
def test_a_map_is_drawn_of_events_or_claims(run, linked, tmp_path, options, words):
    file = tmp_path / "map.svg"
    code, out, err = run("plot", "map", *options, "--out", str(file), "--db", linked)
    assert (code, out) == (0, "")
    assert words in err
    text = file.read_text(encoding="utf-8")
    assert "Aleppo" in text
    assert "articles from 2016-10-" in text


def test_a_network_is_drawn_with_the_origins_of_its_events(run, linked, tmp_path):
    file = tmp_path / "net.html"
    code, out, err = run("plot", "network", "--out", str(file), "--db", linked)
    assert (code, out) == (0, "")
    assert "2 events between two parties; 2 parties and 1 ties drawn to" in err
    text = file.read_text(encoding="utf-8")
    assert '"origins":2' in text.replace(" ", "")
    assert "<script src" not in text


@pytest.mark.parametrize(("args", "words"), [
    (("map", "--country", "IRQ"), "no events that fit; no file written"),
    (("network", "--by", "country"), "no events between two parties that fit"),
    (("network", "--top", "1"), "greater than or equal to 2"),
])
def test_no_map_or_network_of_nothing(run, linked, tmp_path, args, words):
    file = tmp_path / "x.svg"
    code, _, err = run("plot", *args, "--out", str(file), "--db", linked)
    assert code != 0
    assert words in err
    assert not file.exists()


def test_what_was_read_on_how_many_days_stands_over_the_map(run, linked, tmp_path):
    file = tmp_path / "map.svg"
    run("plot", "map", "--from", "2016-10-01", "--to", "2016-10-31", "--out", str(file), "--db", linked)
    assert "2 articles from 2016-10-01 to 2016-10-31 were read, of 1 of 31 days." in file.read_text(encoding="utf-8")
