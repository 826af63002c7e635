from __future__ import annotations

import hashlib
import io

import pytest

from dateline.codebook import load_codebook
from dateline.errors import ConfigError
from dateline.records import Issue, Published
from dateline.scale.columns import load_columns, month_of, row_of_article, row_of_issue, row_of_told
from dateline.scale.dataset import NO_MONTH, WORK, Writer, as_parquet, clear_strays
from dateline.scale.job import Job, run_of
from dateline.scale.manifest import MANIFEST, Entry, Manifest, locked, read_entries, read_run
from dateline.scale.plan import Piece, Plan, Shard, Span
from tests.making import arrangement, article, claim, control

pq = pytest.importorskip("pyarrow.parquet")
ISSUE = Issue(input="a.txt", stage="ingest", reason="empty", detail="found no words")
SHARD = Shard(number=12, spans=(Span(address="a.jsonl", first=0, last=3),))


def some_rows():
    book = load_codebook()
    report = article()
    yield "articles", row_of_article(report, outcome="coded", shard=12, unit=0)
    for record in (claim(), arrangement(), control()):
        yield row_of_told(record, report, codebook=book, shard=12)
    yield "issues", row_of_issue(ISSUE, article=None, shard=12, unit=2)


@pytest.mark.parametrize(("kind", "row"), list(some_rows()), ids=lambda one: one if isinstance(one, str) else "")
def test_rows_have_every_column_and_null_only_where_it_is_explained(kind, row):
    columns = load_columns()[kind]
    assert [column.column for column in columns if column.column not in row] == []
    assert [column.column for column in columns if not column.empty and row[column.column] is None] == []


def test_what_a_row_holds_beyond_the_columns_is_known():
    extra = {kind: set(row) - {column.column for column in load_columns()[kind]} for kind, row in some_rows()}
    assert extra == {
        "articles": {"version_of"}, "claims": set(), "arrangements": set(), "controls": set(), "issues": set()}


def test_who_acts_stands_in_columns():
    found = dict(some_rows())
    assert (found["claims"]["actors"], found["claims"]["recipients"]) == (["SYRMIL"], None)
    assert found["arrangements"]["sides"] is None
    assert found["controls"]["holder"] == [control().holder.code or control().holder.name or control().holder.text]


def test_months():
    def published(value):
        return article(published=Published(value=value, precision="day", zone=None, basis="given"))

    assert month_of(published("2016-10-19T18:06")) == "2016-10"
    assert month_of(published("2016")) is None
    assert month_of(article(published=None)) is None
    assert month_of(None) is None


def test_a_filtered_article_goes_without_its_words():
    row = row_of_article(article(), outcome="filtered", shard=0, unit=0)
    assert row["text"] is None


def written(folder):
    writer = Writer(folder, SHARD)
    for kind, row in some_rows():
        writer.add(kind, row, month="2016-10" if kind != "issues" else None)
    return writer.close()


def test_the_same_rows_are_the_same_bytes(tmp_path):
    first, second = written(tmp_path / "a"), written(tmp_path / "b")
    assert first == second
    assert [part.path for part in first] == [
        "arrangements/month=2016-10/s000012.parquet", "articles/month=2016-10/s000012.parquet",
        "claims/month=2016-10/s000012.parquet", "controls/month=2016-10/s000012.parquet",
        f"issues/{NO_MONTH}/s000012.parquet"]
    for part in first:
        content = (tmp_path / "a" / part.path).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (part.bytes, part.sha256)


def test_the_data_set_is_read_as_one_with_its_months(tmp_path):
    written(tmp_path)
    table = pq.read_table(tmp_path / "claims")
    assert table.column("month").to_pylist() == ["2016-10"]
    assert table.column("id").to_pylist() == [claim().id]
    assert pq.read_table(tmp_path / "issues").column("month").to_pylist() == ["unknown"]


def test_halves_of_characters_are_replaced():
    columns = load_columns()["issues"]
    row = row_of_issue(ISSUE, article=None, shard=1, unit=0) | {"input": "a\ud800b"}
    table = pq.read_table(io.BytesIO(as_parquet([row], columns)))
    assert table.column("input").to_pylist() == ["a?b"]


def test_strays_go_and_parts_stay(tmp_path):
    parts = written(tmp_path)
    stray = tmp_path / "claims" / "month=2016-10" / "s000013.parquet"
    stray.write_bytes(b"half")
    (tmp_path / WORK / "claims+x.parquet.17").write_bytes(b"half")
    assert clear_strays(tmp_path, parts) == 2
    assert not stray.exists()
    assert all((tmp_path / part.path).is_file() for part in parts)


PLAN = Plan(
    shard_size=3, pieces=(Piece(address="a.jsonl", units=6),),
    shards=tuple(Shard(number=at, spans=(Span(address="a.jsonl", first=3 * at, last=3 * at + 3),)) for at in (0, 1)))


def entry(number: int) -> Entry:
    shard = PLAN.shards[number]
    return Entry(shard=number, units=3, spans=shard.spans, outcomes={"coded": 3}, rows={"claims": 2}, parts=())


def test_a_manifest_goes_on_where_it_was_cut(tmp_path):
    run = run_of(Job(out=tmp_path), PLAN, ["a.jsonl"])
    Manifest(tmp_path, run, PLAN).add(entry(0))
    with (tmp_path / MANIFEST).open("ab") as stream:
        stream.write(b'{"shard":1,"uni')
    assert list(read_entries(tmp_path)) == [entry(0)]
    again = Manifest(tmp_path, run, PLAN)
    assert again.done == {0: entry(0)}
    again.add(entry(1))
    assert list(read_entries(tmp_path)) == [entry(0), entry(1)]
    assert read_run(tmp_path) == run


@pytest.mark.parametrize(("change", "named"), [
    ({"filtering": False}, "filter was"), ({"languages": ("en", "en")}, "languages was"),
])
def test_another_run_is_refused_and_told_why(tmp_path, change, named):
    Manifest(tmp_path, run_of(Job(out=tmp_path), PLAN, ["a.jsonl"]), PLAN)
    other = run_of(Job(out=tmp_path, **change), PLAN, ["a.jsonl"])
    with pytest.raises(ConfigError, match=named):
        Manifest(tmp_path, other, PLAN)


def test_a_folder_with_other_things_in_it_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ConfigError, match=r"found thesis\.txt"):
        Manifest(tmp_path, run_of(Job(out=tmp_path), PLAN, ["a.jsonl"]), PLAN)


def test_languages_that_are_not_read_are_refused(tmp_path):
    with pytest.raises(ConfigError, match="found fr"):
        Job(out=tmp_path, languages=("en", "fr"))


def test_one_driver_at_a_time(tmp_path):
    with locked(tmp_path), pytest.raises(ConfigError, match="another run"), locked(tmp_path):
        pass
    with locked(tmp_path):
        assert (tmp_path / "_lock").is_file()


def test_what_is_no_data_set_is_said_to_be_none(tmp_path):
    with pytest.raises(ConfigError, match="found no _manifest"):
        read_run(tmp_path)
