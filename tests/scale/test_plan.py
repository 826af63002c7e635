from __future__ import annotations

import gzip
import json
import zipfile

import pytest

from dateline.errors import UnreadableInput
from dateline.ingest import Given, read_source
from dateline.records import Article
from dateline.scale.cursor import Cursor
from dateline.scale.plan import Shard, Span, changed_pieces, make_plan

WORDS = "Government forces retook the town of Tadef on Monday, the army said in a statement. It gave no toll."


def rows(count: int, *, start: int = 0) -> str:
    return "".join(json.dumps({"text": f"{WORDS} Report {start + at}."}) + "\n" for at in range(count))


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.jsonl").write_text(rows(5))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(rows(4, start=5).encode()))
    (folder / "c.txt").write_text(f"{WORDS} Report 9.")
    with zipfile.ZipFile(folder / "d.zip", "w") as packed:
        packed.writestr("two.txt", f"{WORDS} Report 11.")
        packed.writestr("one.jsonl", rows(1, start=10))
    return folder


def texts(results) -> list[str]:
    return [one.text.rpartition("Report ")[2] if isinstance(one, Article) else one.reason for one in results]


def test_shards_cover_every_unit_once_in_order(corpus):
    plan = make_plan([str(corpus)], shard_size=4)
    assert [piece.units for piece in plan.pieces] == [5, 4, 1, 2]
    assert [shard.units for shard in plan.shards] == [4, 4, 4]
    assert [(span.address.rpartition("/")[2], span.first, span.last) for span in plan.shards[1].spans] == [
        ("a.jsonl", 4, 5), ("b.jsonl.gz", 0, 3)]
    assert make_plan([str(corpus)], shard_size=4) == plan


@pytest.mark.parametrize("size", [1, 3, 100])
def test_the_shards_give_what_the_sources_give(corpus, size):
    plan = make_plan([str(corpus)], shard_size=size)
    cursor = Cursor(known_outlets=None)
    found = [one for shard in plan.shards for unit in cursor.units(shard) for one in unit()]
    assert found == list(read_source(str(corpus), given=Given()))
    assert texts(found) == [f"{number}." for number in range(12)]


def test_a_shard_can_be_read_again_and_one_page_of_it_alone(corpus):
    plan = make_plan([str(corpus)], shard_size=4)
    cursor = Cursor(known_outlets=None)
    for shard in (plan.shards[2], plan.shards[0], plan.shards[2]):
        assert len([unit() for unit in cursor.units(shard)]) == 4
    unit = cursor.only(plan.shards[1], 2)
    assert texts(unit()) == ["6."]
    beyond = Shard(number=0, spans=(Span(address=str(corpus / "c.txt"), first=0, last=2),))
    assert cursor.only(beyond, 1) is None


def test_what_cannot_be_read_is_a_unit_with_an_issue(tmp_path):
    plan = make_plan([str(tmp_path / "absent.txt")], shard_size=4)
    (unit,) = Cursor(known_outlets=None).units(plan.shards[0])
    assert [one.reason for one in unit()] == ["unreadable"]


def test_standard_input_is_refused():
    with pytest.raises(UnreadableInput, match="save it to a file"):
        make_plan(["-"], shard_size=1)


def test_a_file_that_changed_is_named(corpus):
    plan = make_plan([str(corpus)], shard_size=4)
    assert changed_pieces(plan, [str(corpus)]) == []
    (corpus / "a.jsonl").write_text(rows(6))
    (corpus / "e.txt").write_text(WORDS)
    assert [name.rpartition("/")[2] for name in changed_pieces(plan, [str(corpus)])] == ["a.jsonl", "e.txt"]
