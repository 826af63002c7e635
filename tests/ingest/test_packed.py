"""ZIP files, Parquet tables and files that lie elsewhere."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import zipfile

import pytest

from dateline.errors import MissingPart, UnreadableInput
from dateline.ingest import Given, read_source
from dateline.ingest.remote import is_remote, remote_files
from dateline.ingest.sources import file_units, suffix_of
from dateline.ingest.units import read_units
from dateline.records import Article

WORDS = "Government forces retook the town of Tadef on Monday, the army said in a statement. It gave no toll."


def told(results) -> list[str]:
    return [
        f"article: {one.title or one.text[-2:]}" if isinstance(one, Article) else
        f"{one.reason}: {one.input.rpartition('/')[2]}" for one in results
    ]


def read(path) -> list[str]:
    return told(read_source(str(path), given=Given()))


def packed(path, members: dict[str, str | bytes]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_members_of_a_zip_are_read_in_order_by_what_they_are(tmp_path):
    path = packed(tmp_path / "a.zip", {
        "b/page.html": f"<html><title>Army takes Tadef</title><h1>Army takes Tadef</h1><p>{WORDS}</p></html>",
        "a.jsonl": json.dumps({"text": f"{WORDS} 1"}) + "\n" + json.dumps({"text": f"{WORDS} 2"}) + "\n",
        "c.txt": f"{WORDS} 3", "d.pdf": b"%PDF-1.4 x", ".hidden": "x", "__MACOSX/c.txt": "x", "e/": "",
    })
    assert read(path) == [
        "article:  1", "article:  2", "article: Army takes Tadef", "article:  3", "unsupported_format: d.pdf"]


def test_a_member_is_named_by_its_archive(tmp_path):
    path = packed(tmp_path / "a.zip", {"empty.txt": ""})
    (issue,) = read_source(str(path), given=Given())
    assert issue.input == f"{path}/empty.txt"


@pytest.mark.parametrize(("members", "expected"), [
    ({"inner.zip": b"PK\x03\x04rest"}, ["unsupported_format: inner.zip"]),
    ({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}, ["unsupported_format: a.zip"]),
    ({}, ["empty: a.zip"]),
])
def test_what_in_a_zip_is_refused(tmp_path, members, expected):
    assert read(packed(tmp_path / "a.zip", members)) == expected


def test_a_broken_zip_or_member_is_an_issue(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.txt": f"{WORDS} 1", "b.txt": WORDS * 50, "c.txt": f"{WORDS} 3"})
    content = bytearray(path.read_bytes())
    at = content.index(b"b.txt") + 20
    content[at : at + 8] = b"\xff" * 8
    path.write_bytes(content)
    assert read(path) == ["article:  1", "unreadable: b.txt", "article:  3"]
    path.write_bytes(content[:200])
    assert read(path) == ["unreadable: a.zip"]


def test_a_locked_member_is_an_issue(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.txt": WORDS})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    path.write_bytes(content)
    assert read(path) == ["unreadable: a.txt"]


@pytest.fixture
def table(tmp_path):
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")

    def write(columns, name="a.parquet"):
        parquet.write_table(arrow.table(columns), tmp_path / name, row_group_size=2)
        return tmp_path / name

    return write


def test_rows_of_a_parquet_table(table):
    path = table({
        "Text": [f"{WORDS} 1", f"{WORDS} 2", None], "DATE": [dt.date(2016, 10, 19)] * 3,
        "source": ["Coast Radio"] * 3, "url": ["https://example.org/1", None, None], "other": [[1], [2], [3]],
    })
    first, second, third = read_source(str(path), given=Given())
    assert (first.published.value, first.outlet, first.uri) == ("2016-10-19", "Coast Radio", "https://example.org/1")
    assert second.text == f"{WORDS} 2"
    assert (third.reason, third.input) == ("bad_row", f"{path}, row 3")


def test_a_parquet_table_without_words_or_broken_is_an_issue(table):
    path = table({"id": ["1"]})
    assert read(path) == ["bad_table: a.parquet"]
    path.write_bytes(path.read_bytes()[:40])
    assert read(path) == ["unreadable: a.parquet"]


def test_without_the_extra_a_parquet_table_says_what_to_install(table, monkeypatch):
    path = table({"text": [WORDS]})
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (issue,) = read_source(str(path), given=Given())
    assert (issue.reason, "pip install 'dateline[tables]'" in issue.detail) == ("missing_part", True)


def test_packed_files_from_a_pipe_are_refused(monkeypatch):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    for head in (b"PK\x03\x04", b"PAR1"):
        monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": Pipe(head + b"x" * 100)}))
        assert read("-") == ["unsupported_format: standard input"]


@pytest.fixture
def far():
    fsspec = pytest.importorskip("fsspec")
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pipe("/news/b.txt", f"{WORDS} 2".encode())
    files.pipe("/news/a.jsonl", json.dumps({"text": f"{WORDS} 1"}).encode())
    files.pipe("/news/.hidden", b"x")
    yield files
    files.store.clear()


def test_files_that_lie_elsewhere_are_listed_and_read(far):
    found = remote_files("memory://news")
    assert [address for address, _ in found] == ["memory:///news/a.jsonl", "memory:///news/b.txt"]
    assert remote_files("memory://news/*.txt") == found[1:]
    units = [one for address, _ in found for one in read_units(file_units(address, given=Given()))]
    assert told(units) == ["article:  1", "article:  2"]


def test_a_mark_changes_with_its_file(far):
    before = dict(remote_files("memory://news"))
    far.pipe("/news/b.txt", b"other words")
    after = dict(remote_files("memory://news"))
    assert [name for name in before if before[name] != after[name]] == ["memory:///news/b.txt"]


def test_what_is_not_there_or_cannot_be_opened_says_so(far, monkeypatch):
    with pytest.raises(UnreadableInput, match="memory://olds"):
        remote_files("memory://olds")
    with pytest.raises(UnreadableInput, match="nothing-such"):
        remote_files("nothing-such://a")
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(MissingPart, match=r"dateline\[remote\]"):
        remote_files("memory://news")


def test_the_web_is_not_elsewhere():
    assert [is_remote(one) for one in ("https://example.org/a", "HTTP://example.org", "s3://b/a", "a.txt")] == [
        False, False, True, False]


def test_endings():
    assert [suffix_of(name) for name in ("a.jsonl.gz", "a.CSV", "a", "a.v1.warc.gz")] == [".jsonl", ".csv", "", ".warc"]
