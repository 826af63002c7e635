"""Chains held against gold: what counts as exact, and what is told of the parts."""

from __future__ import annotations

import json

import pytest

from dateline.errors import UnreadableInput
from dateline.evaluate.chains import evaluate_chains

TEXT = "Rebels shelled the town of Azaz on Monday, the army said in a statement carried by state television."


def words(text, part):
    start = text.index(part)
    return {"text": part, "start": start, "end": start + len(part)}


def row(chain, *, text=TEXT, trigger="shelled", **more):
    return {"id": "x", "published": "2016-10-19", "outlet": "Coast Radio", "publisher": None, "agency": None,
            "text": text, "trigger": words(text, trigger), "verbal": False, "chain": chain, **more}


def hop(part, *, text=TEXT, kind="institution", named=False, cue=None, commitment=("certain", "unspecified")):
    return {"speakers": [{**words(text, part), "kind": [kind], "named": named}],
            "cue": words(text, cue) if cue else None, "commitment": list(commitment)}


ARMY, TELEVISION = hop("the army", named=True, cue="said"), hop("state television", kind="media", named=True)


@pytest.fixture
def score(tmp_path, parts):
    def run(*rows):
        file = tmp_path / "chains.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
        return evaluate_chains(file, parts=parts)

    return run


@pytest.mark.model
def test_the_chain_of_the_text_is_exact_in_all(score):
    figures, answers = score(row([ARMY, TELEVISION]))
    assert figures == {
        "exact": 1.0, "n exact": 1.0, "exact_second_hand": 1.0, "n exact_second_hand": 1.0, "origin": 1.0,
        "n origin": 1.0, "kind": 1.0, "n kind": 2.0, "named": 1.0, "n named": 2.0, "cue": 1.0, "n cue": 1.0,
        "commitment": 1.0, "n commitment": 2.0,
    }
    assert answers[0]["told"] == [["the army"], ["state television"]]


@pytest.mark.model
@pytest.mark.parametrize(("chain", "origin"), [
    ([ARMY], 1.0),
    ([TELEVISION, ARMY], 0.0),
    ([hop("Rebels")], 0.0),
    ([], 0.0),
])
def test_a_hop_too_many_too_few_or_in_another_order_is_not_exact(score, chain, origin):
    figures, _ = score(row(chain))
    assert (figures["exact"], figures["origin"]) == (0.0, origin)


@pytest.mark.model
def test_an_act_in_the_outlets_own_words_has_no_hop(score):
    text = "Rebels shelled the town of Azaz on Monday."
    figures, _ = score(row([], text=text), row([hop("Rebels", text=text)], text=text))
    assert (figures["exact"], figures["exact_own"], figures["exact_direct"]) == (0.5, 1.0, 0.0)


@pytest.mark.model
def test_the_wire_credited_is_no_hop_of_the_row(score):
    figures, _ = score(row([ARMY, TELEVISION], agency="Reuters"))
    assert figures["exact"] == 1.0


def test_a_row_that_lacks_a_key_is_named(tmp_path):
    file = tmp_path / "chains.jsonl"
    file.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"chains.jsonl: line 1: expected the keys .* found no published"):
        evaluate_chains(file, parts=object())
