"""Rules and frames against hand-built parses, with a codebook of a few rules."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dateline.codebook import Compose, Frame, Rule
from dateline.coding.acts import Act
from dateline.coding.find import sentence_acts
from dateline.coding.index import index_rules
from dateline.coding.match import best_rule
from dateline.coding.parties import MentionMap
from tests.hand import actor, doc_of, reading_of, resolved

RULES = (
    Rule(id="attack", event="ASSAULT", cameo="190", verbs=("attack", "launch"), object=("@attack", "kind:actor")),
    Rule(id="air", event="ASSAULT", mode="aerial", cameo="195", verbs=("launch",), object=("air strike",),
         recipient=("prep:on|against",)),
    Rule(id="shell", event="ASSAULT", mode="heavy-weapons", cameo="194", verbs=("shell",), nouns=("shelling",),
         recipient=("object", "prep:of")),
    Rule(id="meet", event="CONSULT", verbs=("meet",), recipient=("object", "prep:with"), reciprocal=True,
         needs=("both",)),
    Rule(id="sanction", event="SANCTION", cameo="163", verbs=("impose",), object=("sanction",),
         recipient=("prep:on", "object.prep:on"), nouns=("sanction",)),
    Rule(id="fire", event="ASSAULT", mode="firearms", verbs=("open fire",), recipient=("prep:on",)),
)
FRAMES = (Frame(id="promise", verbs=("vow",)), Frame(id="stop", verbs=("halt",), nouns=("halt",)),
          Frame(id="mark", verbs=("commemorate",)), Frame(id="accuse", verbs=("accuse",), keeps_inner=True))
COMPOSE = (
    Compose(frame="promise", inner=("SANCTION",), event="THREATEN", mode="restrict", cameo="1312",
            recipient="inner.recipient"),
    Compose(frame="stop", inner=("ASSAULT",), event="RETREAT", mode="ceasefire", cameo="0871", recipient="none"),
    Compose(frame="mark", inner=("*",), event="none"),
    Compose(frame="accuse", inner=("ASSAULT",), event="ACCUSE", mode="allege", cameo="112",
            recipient="frame.object|inner.actor"),
)
BOOK = SimpleNamespace(rules=RULES, frames=FRAMES, compose=COMPOSE, version="test",
                       classes={"attack": frozenset({"attack", "strike"})})
INDEX = index_rules(BOOK)  # type: ignore[arg-type]


def acts_of(marked: str, *parties: tuple[int, int, int, str]) -> list[Act]:
    """The acts of a one-sentence report; a party is (first, last, head, code)."""
    doc = doc_of(marked)
    mentions = tuple(actor(doc, first, last, head) for first, last, head, _ in parties)
    resolution = resolved(mentions, tuple(code for *_, code in parties))
    acts, _ = sentence_acts(next(doc.sents), MentionMap(reading_of(doc, mentions), resolution), INDEX)
    return acts


ARMY_SHELLED = ("The/DET/det/1 army/NOUN/nsubj/2 shelled=shell/VERB/ROOT/2 rebels/NOUN/dobj/2",
                (0, 2, 1, "SYRMIL"), (3, 4, 3, "---REB"))
HOMS_WAS_SHELLED = (
    "Rebels/NOUN/nsubjpass/2 were/AUX/auxpass/2 shelled=shell/VERB:VBN/ROOT/2 by/ADP/agent/2 army/NOUN/pobj/3",
    (0, 1, 0, "---REB"), (4, 5, 4, "SYRMIL"),
)


@pytest.mark.parametrize(("marked", "parties", "actors", "recipients"), [
    (ARMY_SHELLED[0], ARMY_SHELLED[1:], (0,), (1,)),
    (HOMS_WAS_SHELLED[0], HOMS_WAS_SHELLED[1:], (1,), (0,)),
])
def test_active_and_passive_give_the_same_parties(
    marked: str, parties: tuple[tuple[int, int, int, str], ...], actors: tuple[int, ...], recipients: tuple[int, ...],
) -> None:
    (act,) = acts_of(marked, *parties)
    assert (act.event, act.mode, act.cameo, act.rule) == ("ASSAULT", "heavy-weapons", "194", "shell")
    assert (act.actors, act.recipients) == (actors, recipients)


def test_an_agentless_passive_invents_no_actor() -> None:
    (act,) = acts_of("Rebels/NOUN/nsubjpass/2 were/AUX/auxpass/2 shelled=shell/VERB:VBN/ROOT/2", (0, 1, 0, "---REB"))
    assert (act.actors, act.recipients) == ((), (0,))


def test_the_rule_with_the_more_telling_condition_wins_and_takes_its_noun_with_it() -> None:
    (act,) = acts_of("Russia/PROPN/nsubj/1 launched=launch/VERB/ROOT/1 air/NOUN/compound/3 strikes=strike/NOUN/dobj/1 "
                     "on/ADP/prep/3 rebels/NOUN/pobj/4", (0, 1, 0, "RUSGOV"), (5, 6, 5, "---REB"))
    assert (act.rule, act.actors, act.recipients) == ("air", (0,), (1,))
    assert 3 in act.consumed


def test_all_parties_of_a_reciprocal_act_are_actors_and_one_alone_is_not_enough() -> None:
    met = "Iran/PROPN/nsubj/1 met=meet/VERB/ROOT/1 Iraq/PROPN/dobj/1"
    (act,) = acts_of(met, (0, 1, 0, "IRNGOV"), (2, 3, 2, "IRQGOV"))
    assert (act.event, act.actors, act.recipients, act.reciprocal) == ("CONSULT", (0, 1), (), True)
    assert acts_of("Iran/PROPN/nsubj/1 met=meet/VERB/ROOT/1 targets/NOUN/dobj/1", (0, 1, 0, "IRNGOV")) == []


def test_a_vow_to_impose_sanctions_is_a_threat_and_no_sanction() -> None:
    (act,) = acts_of("Ministers/NOUN/nsubj/1 vowed=vow/VERB/ROOT/1 to/PART:TO/aux/3 impose/VERB:VB/xcomp/1 "
                     "sanctions=sanction/NOUN/dobj/3 on/ADP/prep/4 Syria/PROPN/pobj/5",
                     (0, 1, 0, "EURGOV"), (6, 7, 6, "SYRGOV"))
    assert (act.event, act.mode, act.cameo) == ("THREATEN", "restrict", "1312")
    assert (act.trigger, act.actors, act.recipients, act.frame) == (1, (0,), (1,), "promise")
    assert act.inner is not None
    assert act.inner.event == "SANCTION"


def test_a_halt_to_shelling_is_a_retreat() -> None:
    (act,) = acts_of("The/DET/det/1 army/NOUN/nsubj/2 halted=halt/VERB/ROOT/2 shelling/NOUN/dobj/2 of/ADP/prep/3 "
                     "rebels/NOUN/pobj/4", (0, 2, 1, "SYRMIL"), (5, 6, 5, "---REB"))
    assert (act.event, act.mode, act.actors, act.recipients) == ("RETREAT", "ceasefire", (0,), ())


def test_a_commemorated_act_is_no_act() -> None:
    assert acts_of("Residents/NOUN/nsubj/1 commemorated=commemorate/VERB/ROOT/1 the/DET/det/3 shelling/NOUN/dobj/1 "
                   "of/ADP/prep/3 Homs/PROPN/pobj/4", (0, 1, 0, "SYRCVL"), (5, 6, 5, "SYR")) == []


def test_what_somebody_is_accused_of_stays_a_claim_of_its_own() -> None:
    acts = acts_of("Paris/PROPN/nsubj/1 accused=accuse/VERB/ROOT/1 Syria/PROPN/dobj/1 of/ADP/prep/1 "
                   "shelling=shell/VERB:VBG/pcomp/3 rebels/NOUN/dobj/4", (0, 1, 0, "FRAGOV"), (2, 3, 2, "SYRGOV"),
                   (5, 6, 5, "---REB"))
    assert [(act.event, act.actors, act.recipients) for act in acts] == [
        ("ACCUSE", (0,), (1,)), ("ASSAULT", (1,), (2,)),
    ]


def test_a_bare_purpose_is_no_act() -> None:
    assert acts_of("The/DET/det/1 army/NOUN/nsubj/2 came/VERB/ROOT/2 to/PART:TO/aux/4 shell/VERB:VB/advcl/2 "
                   "rebels/NOUN/dobj/4", (0, 2, 1, "SYRMIL"), (5, 6, 5, "---REB")) == []


def test_a_noun_before_another_noun_triggers_nothing() -> None:
    doc = doc_of("the/DET/det/2 shelling/NOUN/compound/2 victims/NOUN/ROOT/2")
    mentions = MentionMap(reading_of(doc, ()), resolved((), ()))
    assert best_rule(doc[1], INDEX, mentions) is None


def test_a_trigger_of_two_words_needs_both() -> None:
    told = ("Police/NOUN/nsubj/1 opened=open/VERB/ROOT/1 fire/NOUN/dobj/1 on/ADP/prep/1 protesters/NOUN/pobj/3",
            (0, 1, 0, "IRNCOP"), (4, 5, 4, "IRNOPP"))
    (act,) = acts_of(*told)
    assert (act.rule, act.first, act.last, act.recipients) == ("fire", 1, 3, (1,))
    assert acts_of("Police/NOUN/nsubj/1 opened=open/VERB/ROOT/1 roads/NOUN/dobj/1", (0, 1, 0, "IRNCOP")) == []


def test_a_preposition_at_the_root_ends_the_climb() -> None:
    assert acts_of("Up/ADP/ROOT/0 against/ADP/prep/0 shelling/NOUN/pobj/1 of/ADP/prep/2 rebels/NOUN/pobj/3",
                   (4, 5, 4, "---REB")) == []
