"""Articles into events: in any order, after a kill, by several at once; persons and newer coders."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import pytest

from dateline.events.happening import event_id
from dateline.pipeline import linking
from dateline.pipeline.linking import carried
from dateline.pipeline.publish import judge_claims, publish
from dateline.records import Event
from dateline.store import links, open_store
from dateline.store.filters import Filters
from dateline.store.happenings import claims_of, event_by_id, event_of, events, judgements_of
from dateline.store.reviewing import review_claim
from tests.pipeline.happened import BOOK, another, fill, keep, linker, reports

REPORTS = reports()
CLAIMS = {claim.id: claim for _, claims in REPORTS for claim in claims}
QUEUE = [claims[0] for read, claims in REPORTS if read.id.startswith("a-queue")]
BUS = [claims[0] for read, claims in REPORTS if read.id.startswith("a-bus")]
MARKET = [claims[0] for read, claims in REPORTS if read.id.startswith("a-market")]
T1, T2, T3, T4 = (f"2030-11-0{number}T00:00:00.000000Z" for number in range(1, 5))


@pytest.fixture
def database(tmp_path):
    with open_store(tmp_path / "news.db") as made:
        yield made


def held(database, **asked):
    """The events by id, less their former ids."""
    return {one.id: msgspec.structs.replace(one, aliases=()) for one in events(database, Filters(**asked))}


def whole(found=REPORTS):
    """The events of a run over everything at once."""
    articles = {read.id: read for read, _ in found}
    claims = [claim for _, told in found for claim in told]
    judged = judge_claims(claims, (), articles, at=T1)
    return {one.id: one for one in publish(articles.values(), claims, judged)}


def ids(claims):
    return {claim.id for claim in claims}


def test_an_event_for_each_happening_with_all_of_its_claims(database):
    fill(database, REPORTS)
    found = held(database)
    assert sorted(len(one.claims) for one in found.values()) == [1, 2, 3, 4, 4]
    assert {frozenset(one.claims) for one in found.values()} >= {frozenset(ids(QUEUE)), frozenset(ids(BUS))}
    (bus,) = [one for one in found.values() if set(one.claims) == ids(BUS)]
    assert (bus.distinct_origins, bus.flags) == (1, ("single_origin",))
    assert claims_of(database, found.values()) == CLAIMS
    assert links.unlinked(database) == []


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_articles_plays_no_part(database, seed):
    mixed = REPORTS[:]
    random.Random(seed).shuffle(mixed)
    fill(database, mixed)
    assert held(database) == whole()


def test_linking_again_changes_nothing(database):
    fill(database, REPORTS)
    before = list(database.connection.iterdump())
    one = linker(database)
    assert one.link_waiting() == 0
    assert not one.link(REPORTS[0][0].id)
    assert not one.link("a-nothing")
    assert sum(one.link_all()) == 2 * len(CLAIMS)
    assert list(database.connection.iterdump()) == before


def test_the_ids_that_a_larger_event_took_in_are_its_aliases(database):
    fill(database, REPORTS[::-1])
    oldest, later = event_id(QUEUE[0].id), event_id(QUEUE[-1].id)
    event = event_by_id(database, later)
    assert event == event_by_id(database, oldest)
    assert event.id == oldest
    assert later in event.aliases
    assert event_of(database, QUEUE[-1].id) == oldest
    assert event_by_id(database, "e-nothing") is None


def test_a_store_can_be_asked_as_of_a_moment(database):
    one = linker(database)
    for moment, (read, claims) in zip((T1, T2), [row for row in REPORTS if row[1][0] in QUEUE[:2]], strict=True):
        keep(database, read, claims, at=moment)
        one.link(read.id, at=moment)
    assert [len(event.claims) for event in held(database).values()] == [2]
    assert [event.claims for event in held(database, as_of=T1).values()] == [(QUEUE[0].id,)]
    assert held(database, as_of="2030-10-01") == {}


def test_a_rejected_claim_leaves_its_event_and_comes_back(database):
    fill(database, REPORTS)
    head, *others = QUEUE
    review_claim(database, head, action="reject", maker="ana", codebook=BOOK, at=T1)
    assert links.unlinked(database) == [head.article]
    assert linker(database).link_waiting() == 1
    assert event_of(database, head.id) is None
    left = event_by_id(database, event_id(others[0].id))
    assert set(left.claims) == ids(others)
    assert event_by_id(database, event_id(head.id)) == left
    review_claim(database, head, action="confirm", maker="ana", codebook=BOOK, at=T2)
    linker(database).link_waiting()
    event = event_by_id(database, event_id(head.id))
    assert set(event.claims) == ids(QUEUE)
    assert "confirmed_by_person" in event.flags


def test_a_correction_is_clustered_as_it_stands(database):
    fill(database, REPORTS)
    one = MARKET[1]
    review_claim(
        database, one, action="correct", maker="ana", codebook=BOOK, changes={"event": "AID", "mode": None}, at=T1)
    linker(database).link_waiting()
    event = event_by_id(database, event_of(database, one.id))
    assert event.claims == (one.id,)
    assert event.slots["event"][0].value == "AID"
    assert "corrected" in event.flags
    assert event_by_id(database, event_of(database, MARKET[0].id)).claims == tuple(
        claim.id for claim in MARKET if claim is not one)


def test_a_person_outranks_the_rule_and_survives_a_newer_coder(database):
    fill(database, REPORTS)
    one = linker(database)
    first, second = QUEUE[0], QUEUE[1]
    judged = one.judge(second.id, first.id, "different", maker="ana", note="two queues", at=T1)
    assert (judged.left, judged.maker) == (min(first.id, second.id), "person:ana")
    assert event_of(database, first.id) != event_of(database, second.id)
    read, claims = next(row for row in REPORTS if row[1][0] is first)
    keep(database, read, (msgspec.structs.replace(claims[0], mode="heavy-weapons"),), coder="2", at=T2)
    one.link(read.id, at=T2)
    assert event_by_id(database, event_of(database, first.id)).slots["mode"][0].value == "heavy-weapons"
    assert event_of(database, first.id) != event_of(database, second.id)
    one.judge(first.id, second.id, "unsure", maker="ana", at=T3)
    assert event_of(database, first.id) == event_of(database, second.id)
    made = [judgement for judgement in judgements_of(database, [first.id]) if judgement.maker == "person:ana"]
    assert [(one.verdict, one.superseded_at) for one in made] == [("different", T3), ("unsure", None)]


def test_a_person_joins_what_no_block_brings_together(database):
    fill(database, REPORTS)
    linker(database).judge(QUEUE[0].id, BUS[0].id, "same", maker="ana", at=T1)
    event = event_by_id(database, event_of(database, BUS[0].id))
    assert {QUEUE[0].id, BUS[0].id} <= set(event.claims)
    assert event_id(BUS[0].id) in event.aliases or event.id == event_id(BUS[0].id)
    linker(database).judge(QUEUE[0].id, BUS[0].id, "unsure", maker="ana", at=T2)
    assert held(database) == whole()


def test_a_newer_coder_supersedes_judgements_of_what_it_tells_otherwise(database):
    fill(database, REPORTS)
    old = QUEUE[1]
    read, _ = next(row for row in REPORTS if row[1][0] is old)
    new = another(old, event="AID", mode=None)
    keep(database, read, (new,), coder="2", at=T1)
    linker(database).link(read.id, at=T1)
    before = judgements_of(database, [old.id])
    assert before
    assert {one.superseded_at for one in before} == {T1}
    assert event_of(database, old.id) is None
    assert event_by_id(database, event_of(database, new.id)).claims == (new.id,)
    rest = [row for row in REPORTS if row[0] is not read] + [(read, (new,))]
    assert held(database) == whole(rest)
    assert database.connection.execute("SELECT count(*) FROM linked_claims").fetchone()[0] == len(CLAIMS)


def test_a_newer_coder_that_tells_the_same_changes_no_judgement_and_no_event(database):
    fill(database, REPORTS)
    before = held(database), [tuple(row) for row in database.connection.execute("SELECT * FROM judgements")]
    one = linker(database)
    for read, claims in REPORTS:
        told = tuple(msgspec.structs.replace(claim, coding_confidence={"all": 0.5}) for claim in claims)
        assert keep(database, read, told, coder="2") == "recoded"
        assert one.link(read.id)
    assert (held(database), [tuple(row) for row in database.connection.execute("SELECT * FROM judgements")]) == before
    assert database.connection.execute("SELECT count(*) FROM events WHERE until IS NOT NULL AND since >= ?",
                                       (T1,)).fetchone()[0] == 0


def test_the_earlier_version_of_an_article_leaves_its_event(database):
    (read, claims), *others = [row for row in REPORTS if row[1][0] in QUEUE]
    addressed = msgspec.structs.replace(read, uri="https://example.org/1")
    fill(database, [(addressed, claims), *others])
    keep(database, msgspec.structs.replace(addressed, id="a-later", text="Nothing."), ())
    assert linker(database).link_waiting() == 2
    (event,) = held(database).values()
    assert set(event.claims) == ids(QUEUE) - {claims[0].id}


def test_a_whole_run_judges_what_was_not_brought_together(database):
    fill(database, REPORTS)
    database.connection.execute("DELETE FROM judgements")
    database.connection.execute("UPDATE events SET until = ? WHERE until IS NULL", (T1,))
    for _ in linker(database).link_all():
        pass
    assert held(database) == whole()


def test_a_whole_run_supersedes_the_judgements_of_an_earlier_rule(database):
    fill(database, REPORTS)
    database.connection.execute("UPDATE judgements SET maker = 'rule:same_happening@0', verdict = 'different'")
    for _ in linker(database).link_all():
        pass
    rows = database.connection.execute(
        "SELECT maker, superseded_at IS NULL, count(*) FROM judgements GROUP BY 1, 2 ORDER BY 1").fetchall()
    assert [(row[0], row[1]) for row in rows] == [("rule:same_happening@0", 0), (linking.MAKER, 1)]
    assert held(database) == whole()


def test_more_than_may_be_clustered_again_is_left_as_it_is(database, monkeypatch):
    monkeypatch.setattr(linking, "MOST_AGAIN", 1)
    fill(database, REPORTS)
    assert {claim for event in held(database).values() for claim in event.claims} == CLAIMS.keys()


def test_sketches_beyond_the_limit_are_made_anew(database, monkeypatch):
    monkeypatch.setattr(linking, "AT_HAND", 2)
    fill(database, REPORTS)
    assert held(database) == whole()


def test_former_ids_go_to_the_group_with_most_of_the_claims():
    def event(name, *claims, aliases=()):
        return Event(id=name, claims=claims, slots={}, articles=(), outlets=(), distinct_origins=1, stakes=(),
                     aliases=aliases)

    gone = event("e-gone", "c-gone", "c-1", "c-2", "c-3", aliases=("e-former", "e-1"))
    assert carried([gone, event("e-lost", "c-lost")], [("c-1",), ("c-2", "c-3")]) == {
        ("c-2", "c-3"): {"e-gone", "e-former"}}


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from dateline.store import links, open_store
    from tests.pipeline.happened import fill, reports
    found, at = reports(), int(sys.argv[2])
    done = links.mark_linked
    def mark(connection, article, *, by):
        if article == found[at][0].id:
            os.kill(os.getpid(), signal.SIGKILL)
        done(connection, article, by=by)
    links.mark_linked = mark
    with open_store(Path(sys.argv[1])) as made:
        fill(made, found)
""")
FILLING = textwrap.dedent("""
    import sys
    from pathlib import Path
    from dateline.store import open_store
    from tests.pipeline.happened import keep, linker, reports
    found = reports()
    with open_store(Path(sys.argv[1])) as made:
        one = linker(made)
        print("ready", flush=True)
        sys.stdin.readline()
        for read, claims in found[:: int(sys.argv[2])]:
            keep(made, read, claims)
            one.link_waiting()
""")


def script(words, *args):
    return subprocess.Popen(
        [sys.executable, "-c", words, *map(str, args)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd())


def test_a_kill_while_linking_loses_nothing(tmp_path):
    path = tmp_path / "news.db"
    process = script(KILLED, path, 6)
    process.communicate(timeout=600)
    assert process.returncode == -signal.SIGKILL
    with open_store(path) as made:
        assert links.unlinked(made) == [REPORTS[6][0].id]
        linked = {claim for event in held(made).values() for claim in event.claims}
        assert linked == {claim.id for _, claims in REPORTS[:6] for claim in claims}
        fill(made, REPORTS)
        assert linker(made).link_waiting() == 0
        assert held(made) == whole()
        assert made.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_two_processes_at_once_double_nothing_and_lose_nothing(tmp_path):
    path = tmp_path / "news.db"
    open_store(path).close()
    pair = [script(FILLING, path, step) for step in (1, -1)]
    for process in pair:
        process.stdout.readline()
    for process in pair:
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in pair:
        process.communicate(timeout=600)
        assert process.returncode == 0
    with open_store(path) as made:
        assert links.unlinked(made) == []
        assert held(made) == whole()
        twice = made.connection.execute(
            "SELECT left_claim FROM judgements WHERE superseded_at IS NULL GROUP BY left_claim, right_claim "
            "HAVING count(*) > 1")
        assert twice.fetchall() == []
