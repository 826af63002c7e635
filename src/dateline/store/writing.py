"""Articles and their records into the store, one transaction an article.

Nothing is edited: a record that a newer coder no longer tells, or tells otherwise, is closed (`until`) and the new one
stands beside it, so that the store can be read as of any moment.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.store.adding import add_record, added_by_hand, insert, reviewed_row, reviews_of
from dateline.store.database import now, writing
from dateline.store.rows import TABLES, Row, Told, article_row
from dateline.store.takedowns import apply_takedowns, is_gone, takedowns

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from dateline.codebook import Codebook
    from dateline.records import Article, Issue
    from dateline.store.database import Database

Outcome = Literal["coded", "silent", "known", "recoded", "updated", "refused"]

NO_OUTLET = ""
"""How coverage names an outlet that is not told."""
NO_DAY = ""


def is_known(database: Database, article: str, *, coder: str) -> bool:
    """Whether this article is in the store as this version of the coder reads it, or was taken down."""
    row = database.connection.execute(
        "SELECT coder, EXISTS (SELECT 1 FROM redactions WHERE kind = 'article' AND article = a.id) AS gone "
        "FROM articles AS a WHERE id = ?", (article,)).fetchone()
    return row is not None and (row["coder"] == coder or bool(row["gone"]))


def put_article(
    database: Database, article: Article, records: Sequence[Told], *, coder: str, codebook: Codebook, source: str,
    at: str | None = None,
) -> Outcome:
    """Keep an article and all that it tells, in one transaction; gives what became of it.

    `coder` is the version that coded it: the same article by the same version again is `known` and changes nothing.
    `updated` is an article whose address was in the store with other words: the earlier one's records are closed.
    `source` is what the user named, for the log. `at` is the present moment, `None` for the clock's. An article whose
    claims may have changed waits to be linked (see `pipeline.linking`), and so does the earlier version of one.
    """
    moment = at or now()
    with writing(database) as connection:
        known = takedowns(connection)
        if is_gone(article, known):
            return _keep_out(connection, article, at=moment)
        article, records = apply_takedowns(article, records, known)
        row = connection.execute("SELECT coder FROM articles WHERE id = ?", (article.id,)).fetchone()
        if row is not None and row["coder"] == coder:
            outcome: Outcome = "known"
        elif row is not None:
            connection.execute(
                "UPDATE articles SET coder = ?, coded_at = ?, linked_by = NULL WHERE id = ?",
                (coder, moment, article.id))
            outcome = "recoded"
        else:
            outcome = _add(connection, article, coder=coder, at=moment, silent=not records)
        if outcome != "known":
            _put_records(connection, article.id, records, codebook=codebook, coder=coder, at=moment)
        _log(connection, source=source, name=article.uri or article.id, outcome=outcome, article=article.id, at=moment)
    return outcome


def _keep_out(connection: sqlite3.Connection, article: Article, *, at: str) -> Outcome:
    """Log an article that was taken down: itself as known, a reprint of it as refused; nothing of it is kept."""
    if connection.execute("SELECT 1 FROM articles WHERE id = ?", (article.id,)).fetchone() is not None:
        _log(connection, source="", name=article.id, outcome="known", article=article.id, at=at)
        return "known"
    _log(connection, source="", name=article.id, outcome="refused", article=None, at=at,
         why=("store", "taken_down", "the words of this article were taken down"))
    return "refused"


def put_issue(database: Database, issue: Issue, *, source: str, at: str | None = None) -> None:
    """Log an input that could not be used."""
    with writing(database) as connection:
        _log(
            connection, source=source, name=issue.input, outcome="refused", article=None, at=at or now(),
            why=(issue.stage, issue.reason, issue.detail),
        )


def _log(
    connection: sqlite3.Connection, *, source: str, name: str, outcome: Outcome, article: str | None, at: str,
    why: tuple[str | None, str | None, str | None] = (None, None, None),
) -> None:
    connection.execute(
        "INSERT INTO inputs (source, input, at, outcome, article, stage, reason, detail) VALUES (?,?,?,?,?,?,?,?)",
        (source, name, at, outcome, article, *why))


def _add(connection: sqlite3.Connection, article: Article, *, coder: str, at: str, silent: bool) -> Outcome:
    """Insert an article, as a version of the one that its address had before, if there is one."""
    earlier = None
    if article.uri is not None:
        earlier = connection.execute(
            "SELECT id FROM articles WHERE uri = ? AND replaced_by IS NULL ORDER BY row DESC LIMIT 1", (article.uri,),
        ).fetchone()
    if earlier is not None and article.version_of is None:
        article = msgspec.structs.replace(article, version_of=earlier["id"])
    insert(connection, "articles", article_row(article) | {"coder": coder, "added_at": at, "coded_at": at})
    connection.execute(
        "INSERT INTO coverage (outlet, day, articles, silent) VALUES (?, ?, 1, ?) ON CONFLICT (outlet, day) "
        "DO UPDATE SET articles = articles + 1, silent = silent + excluded.silent",
        (article.outlet or article.publisher or NO_OUTLET, _day(article), int(silent)))
    if earlier is None:
        return "silent" if silent else "coded"
    connection.execute(
        "UPDATE articles SET replaced_by = ?, linked_by = NULL WHERE id = ?", (article.id, earlier["id"]))
    for table in TABLES.values():
        connection.execute(f"UPDATE {table} SET until = ? WHERE article = ? AND until IS NULL", (at, earlier["id"]))
    return "updated"


def _day(article: Article) -> str:
    return article.published.value[:10] if article.published else NO_DAY


def _put_records(
    connection: sqlite3.Connection, article: str, records: Sequence[Told], *, codebook: Codebook, coder: str, at: str,
) -> None:
    """Close what is no longer told, leave what is told unchanged, add the rest; a person's review goes before both, and
    what persons added is told by whatever coder."""
    reviews = reviews_of(connection, article)
    for kind, table in TABLES.items():
        standing = {
            row["id"]: (row["row"], row["record"]) for row in connection.execute(
                f"SELECT row, id, record FROM {table} WHERE article = ? AND until IS NULL", (article,))
        }
        told: dict[str, tuple[Told, Row]] = {}
        for record in (*records, *added_by_hand(reviews)):
            if isinstance(record, kind) and record.id not in told:
                told[record.id] = reviewed_row(record, reviews, codebook=codebook, coder=coder)
        for name, (at_row, words) in standing.items():
            if name not in told or told[name][1]["record"] != words:
                connection.execute(f"UPDATE {table} SET until = ? WHERE row = ?", (at, at_row))
        for name, (record, row) in told.items():
            if name not in standing or standing[name][1] != row["record"]:
                add_record(connection, table, record, row | {"since": at})


def outcomes(database: Database, *, since: str | None = None) -> Counter[str]:
    """How many inputs came to what, since a moment or ever."""
    rows = database.connection.execute(
        "SELECT outcome, count(*) AS n FROM inputs WHERE at >= ? GROUP BY outcome", (since or "",))
    return Counter({row["outcome"]: row["n"] for row in rows})
