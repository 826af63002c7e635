from __future__ import annotations

import msgspec
import pytest

from dateline.errors import InputError
from dateline.events.reviews import apply_reviews, find_target
from dateline.records import Review, ReviewTarget
from tests.events.told import article, told

SOURCE = article("a", "Shells hit the market. Guns fell silent at noon.")
HIT = told(SOURCE, "Shells [hit] the market.")
FELL = told(SOURCE, "Guns [fell] silent at noon.", event="RETREAT")
AT = "2026-11-23T10:00:00Z"


def review(action, claim=HIT, *, changes=None, at=AT, event=None, shift=0, superseded=None, note="seen"):
    trigger = claim.evidence.trigger
    target = ReviewTarget(article=claim.article, kind="claim", trigger=(trigger.start + shift, trigger.end + shift),
                          event=event or claim.event)
    return Review(id=f"r-{action}-{at}", target=target, action=action, changes=changes or {}, note=note,
                  maker="person:ann", at=at, superseded_at=superseded)


def test_a_rejected_claim_is_gone_and_the_others_stay():
    assert apply_reviews([HIT, FELL], [review("reject")]).claims == (FELL,)


def test_a_correction_survives_a_re_run_that_moved_the_trigger():
    moved = review("correct", changes={"mode": "heavy-weapons"}, shift=1)
    found = apply_reviews([HIT, FELL], [moved])
    fixed = found.claims[0]
    assert (fixed.id, fixed.mode) == (HIT.id, "heavy-weapons")
    assert fixed.why["mode"][0].maker == "person:ann"
    assert found.corrected == {HIT.id}
    assert found.claims[1] == FELL


def test_a_corrected_slot_is_no_longer_unresolved_and_the_newest_counts():
    lost = msgspec.structs.replace(HIT, unresolved={"mode": "not told"})
    early = review("correct", changes={"mode": "aerial"}, at="2026-01-01T00:00:00Z")
    late = review("correct", changes={"mode": "drone"}, at="2026-02-01T00:00:00Z")
    found = apply_reviews([lost], [late, early]).claims[0]
    assert found.mode == "drone"
    assert found.unresolved == {}


def test_a_superseded_review_and_one_of_another_kind_do_nothing():
    other = msgspec.structs.replace(
        review("reject"), target=msgspec.structs.replace(review("reject").target, kind="arrangement"))
    found = apply_reviews([HIT], [review("reject", superseded=AT), other])
    assert (found.claims, found.unmatched) == ((HIT,), ())


def test_a_review_without_its_claim_is_told():
    lone = review("confirm", FELL)
    assert apply_reviews([HIT], [lone]).unmatched == (lone,)


def test_a_confirmed_claim_is_marked_until_it_is_rejected():
    assert apply_reviews([HIT], [review("confirm")]).confirmed == {HIT.id}
    late = review("reject", at="2026-12-01T00:00:00Z")
    assert apply_reviews([HIT], [review("confirm"), late]).confirmed == frozenset()


def test_a_person_adds_a_claim():
    plain = {key: value for key, value in msgspec.to_builtins(FELL).items() if key != "kind"}
    found = apply_reviews([HIT], [review("add", FELL, changes=plain)])
    assert [claim.id for claim in found.claims] == [HIT.id, FELL.id]
    assert found.claims[1].why["event"][0].maker == "person:ann"
    assert found.confirmed == {FELL.id}


@pytest.mark.parametrize("changes", [{"colour": "red"}, {"factuality": "sure"}, {"id": "c-0"}])
def test_a_change_that_no_claim_can_have_is_refused(changes):
    with pytest.raises(InputError, match="review r-correct"):
        apply_reviews([HIT], [review("correct", changes=changes)])


def test_the_event_at_the_trigger_goes_before_a_nearer_one_of_another_event():
    twin = msgspec.structs.replace(HIT, id="c-twin", event="COERCE")
    assert find_target(review("confirm", event="COERCE"), [HIT, twin]) == twin
    assert find_target(review("confirm", event="AID"), [HIT]) == HIT
