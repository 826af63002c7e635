"""Sources of every sort: each part of the input gives an article or an issue, and nothing raises."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from dateline.ingest import Given, read_source
from dateline.records import Article, Issue, Published

if TYPE_CHECKING:
    from pathlib import Path

LEAD = "The army said on Wednesday that it had taken the town of Tadef after a long fight with the rebels."
HTML = f"<html><body><h1>Army takes Tadef</h1><p>{LEAD}</p></body></html>"


def told(source: Path | str, **given: str) -> list[str]:
    """`article: TEXT` or `REASON: INPUT` for each result, the folder left out."""
    folder = str(getattr(source, "parent", "")) + os.sep
    results = read_source(str(source), given=Given(**given))
    return [
        f"article: {r.text}" if isinstance(r, Article) else f"{r.reason}: {r.input.replace(folder, '')}"
        for r in results
    ]


def test_a_text_file_is_its_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + f"Tadef\r\n\r\n{LEAD}\r\n".encode())
    assert told(path) == [f"article: Tadef\r\n\r\n{LEAD}\r\n"]


def test_a_json_lines_table(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {
                "id": 1,
                "url": "https://example.org/a",
                "source": "Harbour Post",
                "date": "2016-10-19",
                "title": "T",
                "text": LEAD,
                "x": {},
            }
        ),
        "",
        "not json",
        "[1]",
        json.dumps({"text": ["a"]}),
        json.dumps({"title": "x"}),
        json.dumps({"html": HTML}),
        json.dumps({"text": LEAD, "date": "05/07/2016"}),
    ]
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(rows))
    assert told(path) == [
        f"article: {LEAD}",
        "bad_row: t.jsonl, row 3",
        "bad_row: t.jsonl, row 4",
        "bad_row: t.jsonl, row 5",
        "bad_row: t.jsonl, row 6",
        f"article: Army takes Tadef\n{LEAD}",
        "bad_date: t.jsonl, row 8",
        f"article: {LEAD}",
    ]
    first = next(read_source(str(path), given=Given()))
    assert isinstance(first, Article)
    assert (first.outlet, first.title, first.uri, first.published) == (
        "Harbour Post",
        "T",
        "https://example.org/a",
        Published(value="2016-10-19", precision="day", basis="metadata"),
    )


def test_a_row_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"text": "' + "a" * 12_000_100 + '"}\n' + json.dumps({"text": LEAD}))
    assert told(path) == ["too_large: t.jsonl, row 1", f"article: {LEAD}"]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252")]
)
def test_a_csv_table(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'id{delimiter}text\n1{delimiter}"{LEAD} Café."\n2{delimiter}\n', encoding=encoding)
    assert told(path) == [f"article: {LEAD} Café.", "bad_row: t.csv, row 3"]


def test_a_csv_file_without_a_header(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("1,2\n")
    assert told(path) == ["bad_table: t.csv"]


def test_a_folder_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "f" / "sub").mkdir(parents=True)
    folder = tmp_path / "f"
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.html"):
        (folder / name).write_text(HTML if name.endswith("html") else f"{LEAD} {name}")
    (folder / "d.pdf").write_bytes(b"%PDF-1.4")
    (folder / "empty").write_bytes(b"")
    (folder / "loop").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    os.mkfifo(folder / "pipe")
    assert told(folder) == [
        f"article: {LEAD} a.txt",
        f"article: {LEAD} b.txt",
        "unsupported_format: f/d.pdf",
        "empty: f/empty",
        "unsupported_format: f/pipe",
        "unreadable: f/self",
        f"article: Army takes Tadef\n{LEAD}",
    ]


def test_compressed_files(tmp_path: Path) -> None:
    for name, data in {
        "a.txt.gz": LEAD.encode(),
        "t.jsonl.gz": json.dumps({"text": LEAD}).encode(),
        "p.gz": HTML.encode(),
    }.items():
        (tmp_path / name).write_bytes(gzip.compress(data))
        assert told(tmp_path / name)[0].endswith(LEAD)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"a " * 10_000_000))
    (tmp_path / "cut.gz").write_bytes(gzip.compress(LEAD.encode() * 50)[:40])
    assert told(tmp_path / "bomb.gz") == ["too_large: bomb.gz"]
    assert told(tmp_path / "cut.gz") == ["unreadable: cut.gz"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [(LEAD, LEAD), (json.dumps({"text": LEAD}), LEAD), (HTML, f"Army takes Tadef\n{LEAD}")],
)
def test_standard_input_is_told_by_its_first_bytes(
    monkeypatch: pytest.MonkeyPatch, content: str, expected: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert told("-") == [f"article: {expected}"]


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>
<item><title>Army takes Tadef</title><link>https://example.org/a</link>
<pubDate>Wed, 19 Oct 2016 18:06:00 +0330</pubDate>
<description>&lt;p&gt;{LEAD}&lt;/p&gt;</description></item><item><title>Nothing in it</title></item></channel></rss>"""


def test_a_feed(tmp_path: Path) -> None:
    path = tmp_path / "f.rss"
    path.write_text(FEED)
    article, issue = read_source(str(path), given=Given())
    assert isinstance(article, Article)
    assert (article.title, article.outlet, article.uri, article.text) == (
        "Army takes Tadef",
        "Harbour Post",
        "https://example.org/a",
        LEAD,
    )
    assert article.published == Published(
        value="2016-10-19T18:06+03:30", precision="minute", zone="+0330", basis="metadata"
    )
    assert isinstance(issue, Issue)
    assert (issue.reason, issue.input) == ("empty", f"{path}, entry 2")


def test_a_feed_with_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.xml"
    path.write_text(f'<!DOCTYPE x [<!ENTITY a "aaaa">]>{FEED[21:]}')
    assert told(path) == ["unsupported_format: f.xml"]


def response(uri: str, kind: str, body: str) -> bytes:
    """One response record of a WARC file."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}"
    head = (
        "WARC/1.0",
        "WARC-Type: response",
        "WARC-Record-ID: <urn:uuid:1>",
        "WARC-Date: 2020-01-01T00:00:00Z",
        f"WARC-Target-URI: {uri}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http.encode())}",
    )
    return ("\r\n".join(head) + f"\r\n\r\n{http}\r\n\r\n").encode()


def test_a_web_archive_gives_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    pages = (("http://example.org/a", "text/html", HTML), ("http://example.org/p", "image/png", "x"))
    path.write_bytes(b"".join(gzip.compress(response(*page)) for page in pages))
    (article,) = read_source(str(path), given=Given())
    assert isinstance(article, Article)
    assert (article.uri, article.publisher, article.title) == (
        "http://example.org/a",
        "example.org",
        "Army takes Tadef",
    )
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3])
    assert told(path) == ["unreadable: a.warc.gz"]


@pytest.mark.parametrize("source", ["no/such/file", "a\x00b", "x" * 5000])
def test_what_is_not_there_is_an_issue(source: str) -> None:
    (issue,) = read_source(source, given=Given())
    assert isinstance(issue, Issue)
    assert (issue.stage, issue.reason) == ("ingest", "unreadable")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "file:///etc/passwd", "http://[::1]:8000/x", "ftp://example.org/a"]
)
def test_addresses_inside_are_issues(url: str) -> None:
    (issue,) = read_source(url, given=Given())
    assert isinstance(issue, Issue)
    assert (issue.input, issue.reason) == (url, "refused_address")
