"""Names, spans and articles out of the store, for good."""

from __future__ import annotations

import msgspec
import pytest

from dateline.errors import InputError
from dateline.records import PrivatePerson
from dateline.store import open_store, put_article
from dateline.store.queries import records, search
from dateline.store.filters import Filters
from dateline.store.redacting import redact_person, redact_span, redactions, take_down
from dateline.store.reviewing import review_claim
from dateline.store.takedowns import blocked_record, pattern_of
from tests.making import TEXT, actor, article, claim, evidence, hop, speaker
from tests.store.conftest import BOOK, FIRST, SECOND

NAME = "Zaynab Qadirova"
SENTENCE = f"{NAME}, a nurse, said shells hit the ward. Qadirova had fled Homs."
WORDS = TEXT.replace("Sign up for our letter.", SENTENCE)
MARKED = (NAME, "Qadirova", "Zaynab", "QADIROVA", "zaynab-qadirova", "zaynab qadirova")


def told(**slots):
    at = WORDS.index(SENTENCE)
    person = PrivatePerson(text=NAME, start=at, end=at + len(NAME), role="a nurse")
    words = msgspec.structs.replace(evidence(), text=SENTENCE, start=at, end=at + len(SENTENCE))
    return claim("ASSAULT", None, **{
        "article": "a-9", "id": "c-nurse", "private": (person,), "sensitive": ("private_person",), "evidence": words,
        "attribution": (hop(speaker(NAME, "named_person", actor=actor(
            NAME, id="zaynab-qadirova", name=NAME.upper()))),), **slots})


def keep(database, *, coder="1", at=FIRST, **slots):
    read = article(**{
        "id": "a-9", "text": WORDS, "title": f"{NAME} tells", "byline": NAME, "text_hash": "t-9", **slots})
    name = "c-nurse" if read.id == "a-9" else f"c-{read.id}"
    return put_article(
        database, read, [told(article=read.id, id=name)], coder=coder, codebook=BOOK, source="x", at=at)


def bytes_of(folder):
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def test_a_name_is_gone_from_every_byte_and_offsets_hold(tmp_path):
    with open_store(tmp_path / "news.db") as database:
        keep(database)
        review_claim(database, told(), action="correct", maker="ana", codebook=BOOK, note=f"ask {NAME}",
                     changes={"actors": [{"text": NAME, "start": 0, "end": 0, "name": NAME}]}, at=SECOND)
        assert b"Qadirova" in bytes_of(tmp_path)
        done = redact_person(database, NAME.lower(), maker="ana", note=f"{NAME} asked")
        assert (done.kind, done.articles, done.maker, done.note) == (
            "person", 1, "person:ana", f"{'█' * len(NAME)} asked")
        text, = database.connection.execute("SELECT text FROM articles").fetchone()
        assert len(text) == len(WORDS)
        assert text.index("a nurse, said") == WORDS.index("a nurse, said")
        (now,) = records(database, "claims", Filters())
        assert now.evidence.text == text[now.evidence.start : now.evidence.end]
        assert now.attribution[0].speakers[0].text == "█" * len(NAME)
        assert search(database, "Qadirova") == []
        assert [hit.article for hit in search(database, "nurse")] == ["a-9"]
        assert (database.path.parent / "news.db-wal").stat().st_size == 0
        raw = bytes_of(tmp_path)
    assert [name for name in MARKED if name.encode() in raw] == []
    assert b"Qadirov" not in bytes_of(tmp_path)


def test_what_was_taken_down_stays_down_for_a_newer_coder_and_a_new_article(tmp_path):
    with open_store(tmp_path / "news.db") as database:
        keep(database)
        redact_person(database, NAME, maker="ana")
        assert keep(database, coder="2", at=SECOND) == "recoded"
        assert keep(database, coder="2", at=SECOND, id="a-10", text_hash="t-10") == "coded"
        assert keep(database, coder="3", at=SECOND, id="a-11", text=WORDS.replace(NAME, "Zaynab\nQadirova")) == "coded"
    raw = bytes_of(tmp_path)
    assert [name for name in MARKED if name.encode() in raw] == []


def test_a_span_goes_from_its_article_alone(tmp_path):
    at = WORDS.index("a nurse")
    with open_store(tmp_path / "news.db") as database:
        keep(database)
        keep(database, id="a-10", text_hash="t-10")
        done = redact_span(database, "a-9", at, at + len("a nurse"), maker="ana")
        assert (done.kind, done.article, done.start) == ("span", "a-9", at)
        texts = dict(database.connection.execute("SELECT id, text FROM articles").fetchall())
        assert ("a nurse" in texts["a-9"], "a nurse" in texts["a-10"]) == (False, True)
        keep(database, coder="2", at=SECOND)
        now = {one.article: one.evidence.text for one in records(database, "claims", Filters())}
        assert ("nurse" in now["a-9"], "nurse" in now["a-10"]) == (False, True)
        with pytest.raises(InputError, match="no words from"):
            redact_span(database, "a-9", 9000, 9001, maker="ana")


def test_an_article_that_was_taken_down_never_comes_back(tmp_path):
    with open_store(tmp_path / "news.db") as database:
        keep(database, uri="https://example.org/zaynab-qadirova")
        done = take_down(database, "a-9", maker="ana", note="ordered by a court")
        assert (done.articles, done.places) == (1, 1)
        assert keep(database, at=SECOND) == "known"
        assert keep(database, coder="2", at=SECOND) == "known"
        assert keep(database, coder="2", at=SECOND, id="a-12") == "refused"
        rows = database.connection.execute("SELECT id, text_hash, text, title, uri FROM articles").fetchall()
        assert [tuple(row) for row in rows] == [("a-9", "t-9", "", None, None)]
        assert list(records(database, "claims", Filters())) == []
        assert [(one.kind, one.note) for one in redactions(database)] == [("article", "ordered by a court")]
    raw = bytes_of(tmp_path)
    assert [name for name in (*MARKED, "nurse") if name.encode() in raw] == []


def test_a_dry_run_counts_and_changes_nothing(tmp_path):
    with open_store(tmp_path / "news.db") as database:
        keep(database)
        before = database.connection.execute("SELECT text, record FROM articles").fetchall()
        assert redact_person(database, NAME, maker="ana", dry_run=True).places > 3
        assert take_down(database, "a-9", maker="ana", dry_run=True).places == 1
        assert database.connection.execute("SELECT text, record FROM articles").fetchall() == before
        assert redactions(database) == []


@pytest.mark.parametrize(("call", "words"), [
    (lambda database: redact_person(database, "Al", maker="x"), "letters would be found everywhere"),
    (lambda database: take_down(database, "a-none", maker="x"), "no such article"),
])
def test_what_cannot_be_taken_down_is_said(tmp_path, call, words):
    with open_store(tmp_path / "news.db") as database:
        keep(database)
        with pytest.raises(InputError, match=words):
            call(database)


def test_codes_and_ids_are_no_names():
    pattern = pattern_of(["Assault"])
    made = blocked_record('{"id":"c-assault","event":"ASSAULT","evidence":{"text":"an assault"}}', pattern)
    assert made == '{"id":"c-assault","event":"ASSAULT","evidence":{"text":"an ███████"}}'
    assert pattern_of(["..."]) is None
