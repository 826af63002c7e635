"""Reviews outrank the coder, survive re-runs, and are superseded, never edited."""

from __future__ import annotations

import pytest

from dateline.errors import InputError, OvertakenReview
from dateline.records import Factuality, Why, make_id
from dateline.store.filters import Filters
from dateline.store.queries import records
from dateline.store.reviewing import add_claim, review_claim, reviews, undo_review
from tests.making import claim, evidence
from tests.store.conftest import BOOK, FIRST, SECOND, THIRD


def told(event="RETREAT", **slots):
    """A claim with the id that its trigger and event give it."""
    trigger = evidence().trigger
    name = make_id("c", "a-1", "claim", trigger.start, trigger.end, event)
    return claim(event, slots.pop("mode", None), id=name, **slots)


@pytest.fixture
def review(database):
    def run(record, action, *, changes=None, at=SECOND, maker="ana", note=""):
        return review_claim(
            database, record, action=action, maker=maker, codebook=BOOK, changes=changes, at=at, note=note)

    return run


def standing(database, **asked):
    return list(records(database, "claims", Filters(**asked)))


def test_a_correction_changes_the_slot_and_says_who(put, review, database, ask):
    put(told())
    review(told(), "correct", changes={"mode": "withdraw", "cameo": "0874"}, note="they left")
    (now,) = standing(database)
    assert (now.id, now.mode, now.cameo) == (told().id, "withdraw", "0874")
    assert now.why == {slot: (Why(maker="person:ana", note="corrected by hand"),) for slot in ("mode", "cameo")}
    assert ask("SELECT mode, until, reviewed FROM claims ORDER BY row") == [
        (None, SECOND, None), ("withdraw", None, "correct")]
    assert standing(database, as_of=FIRST)[0].mode is None


def test_it_survives_a_re_run_and_a_newer_coder(put, review, database, ask):
    put(told())
    review(told(), "correct", changes={"mode": "withdraw"})
    assert put(told(), at=THIRD) == "known"
    assert put(told(temporal="ongoing"), coder="2", at=THIRD) == "recoded"
    (now,) = standing(database)
    assert (now.mode, now.temporal) == ("withdraw", "ongoing")
    assert put(told(temporal="ongoing"), coder="3", at=THIRD) == "recoded"
    assert ask("SELECT count(*) FROM claims") == [(3,)]


def test_a_rejected_claim_is_kept_and_not_told(put, review, database, ask):
    put(told())
    review(told(), "reject", note="a film")
    assert standing(database) == []
    assert ask("SELECT rejected, until FROM claims ORDER BY row") == [(0, SECOND), (1, None)]
    put(told(), coder="2", at=THIRD)
    assert standing(database) == []
    review(told(), "confirm", at=THIRD)
    assert [one.id for one in standing(database)] == [told().id]


def test_a_second_correction_adds_to_the_first_and_supersedes_it(put, review, database):
    put(told())
    first = review(told(), "correct", changes={"mode": "withdraw"})
    review(standing(database)[0], "correct", changes={"event": "CONCEDE"}, at=THIRD, maker="ben")
    (now,) = standing(database)
    assert (now.id, now.event, now.mode) == (told().id, "CONCEDE", "withdraw")
    assert [(one.maker, one.changes) for one in reviews(database)] == [
        ("person:ben", {"mode": "withdraw", "event": "CONCEDE"})]
    assert [one.superseded_at for one in reviews(database, superseded=True)] == [THIRD, None]
    assert first.id == reviews(database)[0].id
    put(told(), coder="2", at=THIRD)
    assert [(one.event, one.mode) for one in standing(database)] == [("CONCEDE", "withdraw")]


def test_a_denied_act_can_be_told_so(put, review, database):
    put(told())
    review(told(), "correct", changes={"factuality": {"polarity": "-"}})
    assert standing(database)[0].factuality == Factuality(polarity="-")


@pytest.mark.parametrize(("changes", "words"), [
    ({"id": "c-other"}, "id cannot be corrected"),
    ({"attribution": []}, "attribution cannot be corrected"),
    ({"temporal": "tomorrow"}, "does not fit a claim"),
    ({"actors": "SYR"}, "does not fit a claim"),
])
def test_what_cannot_be_corrected_changes_nothing(put, review, database, ask, changes, words):
    put(told())
    with pytest.raises(InputError, match=words):
        review(told(), "correct", changes=changes)
    assert standing(database) == [told()]
    assert ask("SELECT count(*) FROM reviews") == [(0,)]


def test_a_claim_that_does_not_stand_cannot_be_reviewed(put, review, ask):
    put()
    with pytest.raises(InputError, match="no such claim stands"):
        review(told(), "reject")
    assert ask("SELECT count(*) FROM reviews") == [(0,)]


def test_a_stale_review_is_told_so_and_keeps_nothing(put, review, database, ask):
    put(told())
    ((seen,),) = ask("SELECT row FROM claims")
    review(told(), "correct", changes={"mode": "withdraw"})
    with pytest.raises(OvertakenReview, match="somebody changed this claim"):
        review_claim(database, told(), action="reject", maker="ben", codebook=BOOK, seen=seen, at=THIRD)
    assert [one.action for one in reviews(database, superseded=True)] == ["correct"]
    ((seen,),) = ask("SELECT row FROM claims WHERE until IS NULL")
    review_claim(database, told(), action="reject", maker="ben", codebook=BOOK, seen=seen, at=THIRD)
    assert standing(database) == []


def test_undo_goes_back_step_by_step_to_what_the_coder_told(put, review, database):
    put(told())
    review(told(), "correct", changes={"mode": "withdraw"}, at=SECOND)
    review(told(), "correct", changes={"temporal": "ongoing"}, at=THIRD, maker="ben")
    fourth, fifth = THIRD.replace("-03T", "-04T"), THIRD.replace("-03T", "-05T")
    gone = undo_review(database, told().id, maker="ben", codebook=BOOK, at=fourth)
    assert gone.changes == {"mode": "withdraw", "temporal": "ongoing"}
    (now,) = standing(database)
    assert (now.mode, now.temporal) == ("withdraw", "past")
    assert [(one.maker, one.note) for one in reviews(database)] == [("person:ana", "taken back by person:ben")]
    undo_review(database, told().id, maker="ben", codebook=BOOK, at=fifth)
    assert standing(database) == [told()]
    assert reviews(database) == []
    with pytest.raises(InputError, match="nothing to undo"):
        undo_review(database, told().id, maker="ben", codebook=BOOK)


def test_undo_after_an_undo_does_not_bring_back_what_was_undone(put, review, database):
    put(told())
    review(told(), "correct", changes={"mode": "withdraw"}, at=SECOND)
    undo_review(database, told().id, maker="ana", codebook=BOOK, at=THIRD)
    review(told(), "reject", at=THIRD.replace("-03T", "-04T"))
    undo_review(database, told().id, maker="ana", codebook=BOOK, at=THIRD.replace("-03T", "-05T"))
    assert standing(database) == [told()]


def test_undo_keeps_what_a_newer_coder_told_beside_it(put, review, database):
    put(told())
    review(told(), "correct", changes={"mode": "withdraw"})
    put(told(temporal="ongoing"), coder="2", at=THIRD)
    undo_review(database, told().id, maker="ana", codebook=BOOK)
    assert standing(database) == [told(temporal="ongoing")]


def test_an_added_claim_stands_survives_re_runs_and_can_be_undone(put, review, database, ask):
    put(told())
    new = told("ASSAULT", coding_confidence={"all": 0.4})
    add_claim(database, new, maker="ana", codebook=BOOK, at=SECOND, note="missed")
    assert {one.event for one in standing(database)} == {"RETREAT", "ASSAULT"}
    added = next(one for one in standing(database) if one.event == "ASSAULT")
    assert added.coding_confidence == {}
    assert added.why["event"] == (Why(maker="person:ana", note="added by hand"),)
    with pytest.raises(InputError, match="already a claim of ASSAULT"):
        add_claim(database, new, maker="ben", codebook=BOOK)
    put(told(), coder="2", at=THIRD)
    assert next(one for one in standing(database) if one.event == "ASSAULT") == added
    assert ask("SELECT count(*) FROM claims WHERE event = 'ASSAULT'") == [(1,)]
    review(added, "correct", changes={"temporal": "ongoing"}, at=THIRD)
    put(told(), coder="3", at=THIRD.replace("-03T", "-04T"))
    assert next(one for one in standing(database) if one.event == "ASSAULT").temporal == "ongoing"
    undo_review(database, added.id, maker="ana", codebook=BOOK)
    undo_review(database, added.id, maker="ana", codebook=BOOK)
    assert standing(database) == [told()]
    put(told(), coder="4")
    assert standing(database) == [told()]
    add_claim(database, new, maker="ben", codebook=BOOK)
    assert {one.event for one in standing(database)} == {"RETREAT", "ASSAULT"}
