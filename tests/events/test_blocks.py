from __future__ import annotations

from dateline.events.blocks import BlockIndex, block_rows, candidate_pairs
from dateline.events.judge import sketches
from dateline.events.tables import load_judging
from tests.events.told import article, on, party, told, where

JUDGING = load_judging()
SERBS = party("BIHREB", ident="bosnian-serb-army")


def drawn(*claims_of):
    claims, articles = zip(*claims_of, strict=True)
    return list(sketches(claims, {one.id: one for one in articles}).values())


def tell(name, sentence, **slots):
    source = article(name, sentence.replace("[", "").replace("]", ""), published=slots.pop("published", "1993-03-17"))
    return told(source, sentence, **slots), source


def test_a_claim_is_kept_under_cell_actor_words_and_names():
    sketch, = drawn(tell("a", "Shells [hit] the zeppelin hangar of Zenica.", time=on("1993-03-16"),
                         place=where("Zenica"), actors=(SERBS,)))
    rows = block_rows(sketch, judging=JUDGING)
    anchors = [row.anchor for row in rows]
    assert "ASSAULT|a:bosnian-serb-army" in anchors
    assert "ASSAULT|w:zenica" in anchors
    assert "ASSAULT|w:zeppelin" in anchors
    assert any(anchor.startswith("ASSAULT|p:") for anchor in anchors)
    assert len(anchors) == len(set(anchors))
    assert {row.last - row.first for row in rows} == {2 * JUDGING.windows.slack}


def test_near_places_across_the_edge_of_a_cell_meet():
    near = drawn(
        tell("a", "Mortars [fell].", time=on("1993-03-16"), place=where("Zenica")),
        tell("b", "Shells [hit].", time=on("1993-03-16"), place=where("Vitez")))
    first, second = (
        {row.anchor for row in block_rows(one, judging=JUDGING) if "|p:" in row.anchor} for one in near)
    assert first & second


def test_coarse_places_make_no_key_and_other_families_never_meet():
    coarse, = drawn(tell("a", "Shells [hit] it.", place=where("Zenica", within_km=145.0)))
    assert not any("|p:" in row.anchor for row in block_rows(coarse, judging=JUDGING))
    pairs = candidate_pairs(drawn(
        tell("a", "Shells [hit] Zenica.", time=on("1993-03-16")),
        tell("b", "Serbs [blamed] for Zenica.", event="ACCUSE", time=on("1993-03-16"))), judging=JUDGING)
    assert list(pairs) == []


def test_days_that_do_not_overlap_keep_claims_apart_and_a_retelling_meets_its_deed():
    march = drawn(
        tell("a", "Shells [hit] Zenica.", time=on("1993-03-16")),
        tell("b", "Shells [hit] Zenica again.", time=on("1993-03-27"), published="1993-03-28"))
    assert list(candidate_pairs(march, judging=JUDGING)) == []
    retold = drawn(
        tell("a", "Shells [hit] Zenica.", time=on("1993-03-16")),
        tell("b", "The town of Zenica was [shelled].", published="1993-04-10"))
    assert len(list(candidate_pairs(retold, judging=JUDGING))) == 1


def test_an_index_forgets_what_is_long_past():
    old, new = drawn(
        tell("a", "Shells [hit] Zenica.", time=on("1993-03-16")),
        tell("b", "Shells [hit] Zenica market.", time=on("1993-03-16")))
    index = BlockIndex(JUDGING)
    index.add(old)
    assert index.candidates(new) == [old]
    index.forget(new.days.last + 100)
    assert index.candidates(new) == []


def test_only_the_nearest_of_a_crowd_are_candidates():
    crowd = drawn(*(tell(f"{number:03}", f"Shells [hit] Zenica and street {number}.", time=on("1993-03-16"))
                    for number in range(JUDGING.blocks.crowd + 20)))
    index = BlockIndex(JUDGING)
    for one in crowd:
        index.add(one)
    assert len(index.candidates(crowd[0])) <= JUDGING.blocks.crowd
    assert crowd[0] not in index.candidates(crowd[0])
