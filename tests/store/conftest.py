"""Stores of hand-made records."""

from __future__ import annotations

import pytest

from dateline.codebook import load_codebook
from dateline.store import open_store, put_article
from tests.making import article

BOOK = load_codebook()
FIRST, SECOND, THIRD = "2026-11-01T00:00:00.000000Z", "2026-11-02T00:00:00.000000Z", "2026-11-03T00:00:00.000000Z"


@pytest.fixture
def database(tmp_path):
    with open_store(tmp_path / "news.db") as made:
        yield made


@pytest.fixture
def put(database):
    """Keep an article and its records: what became of it."""

    def run(*records, coder="1", at=FIRST, source="x", **slots):
        return put_article(
            database, article(**slots), records, coder=coder, codebook=BOOK, source=source, at=at)

    return run


@pytest.fixture
def ask(database):
    """Rows of a query as tuples."""

    def run(sql, *values):
        return [tuple(row) for row in database.connection.execute(sql, values)]

    return run
