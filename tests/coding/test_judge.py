"""The encoder's second opinion: what goes, what stays, how a party is marked. A stand-in answers for the encoder."""

from __future__ import annotations

import pytest

from dateline.coding.acts import Act
from dateline.coding.judge import judged, pair_of
from dateline.coding.parties import MentionMap
from dateline.records import Mention, Resolution
from tests.hand import reading_of


class Stub:
    """Answers with the shares given."""

    def __init__(self, **shares):
        self.shares = {"NONE": 0.0, "CONCEDE": 0.0, "RETREAT": 0.0, **shares}

    def judge(self, pairs):
        return [self.shares for _ in pairs]


@pytest.fixture
def scene(nlp):
    doc = nlp("It rained. The army shelled the town.")
    mentions = tuple(
        Mention(kind="actor", form="noun", first=first, last=last, head=last - 1, start=doc[first].idx,
                end=doc[last - 1].idx + len(doc[last - 1]), text=doc[first:last].text)
        for first, last in ((3, 5), (6, 8)))
    return MentionMap(reading_of(doc, mentions), Resolution())


ACT = Act(trigger=5, first=5, last=6, rule="assault.shell", event="ASSAULT", actors=(0,), recipients=(1,))


@pytest.mark.model
def test_parties_are_marked_within_the_sentence(scene):
    pair = pair_of(ACT, scene)
    assert pair.text == "The army shelled the town."
    assert [pair.text[slice(*span)] for span in (pair.source, pair.target)] == ["The army", "the town"]


@pytest.mark.model
def test_a_party_outside_the_sentence_is_not_marked(scene):
    one = Act(trigger=1, first=1, last=2, rule="r", event="ASSAULT", actors=(0,))
    assert (pair_of(one, scene).text, pair_of(one, scene).source) == ("It rained.", None)


@pytest.mark.model
@pytest.mark.parametrize(("shares", "stays"), [
    ({"NONE": 0.99, "ASSAULT": 0.001}, False), ({"NONE": 0.95, "ASSAULT": 0.03}, True),
    ({"NONE": 0.5, "ASSAULT": 0.01}, True), ({"ACCUSE": 0.99, "ASSAULT": 0.0}, True),
])
def test_only_a_sure_no_event_is_a_veto(scene, shares, stays):
    kept, reasons = judged([ACT], scene, model=Stub(**shares))
    assert [act.share for act in kept] == ([shares["ASSAULT"]] if stays else [])
    assert bool(reasons) is not stays


@pytest.mark.model
def test_without_a_model_all_stays(scene):
    assert judged([ACT], scene, model=None) == ([ACT], {})
