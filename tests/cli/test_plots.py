"""`dateline plot` on a store filled by hand."""

from __future__ import annotations

import pytest

from dateline.codebook import load_codebook
from dateline.store import open_store, put_article
from tests.making import actor, article, claim


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "news.db"
    russia = actor("Moscow", country="RUS", sector="GOV", code="RUSGOV")
    with open_store(path) as database:
        told = (claim(id="c-0001"), claim("ASSAULT", None, id="c-0002", recipients=(russia,)))
        put_article(database, article(), told, coder="1", codebook=load_codebook(), source="x")
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
