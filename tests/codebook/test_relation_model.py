"""The encoder's input: where the marks stand; and that what ships answers as its manifest says."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dateline.codebook.relation_model import (
    LONGEST, NONE, S_CLOSE, S_OPEN, T_CLOSE, T_OPEN, Pair, encode, open_relation_model,
)
from dateline.errors import MissingPart

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def model():
    return open_relation_model()


def told(model, marked):
    text = marked.replace("[", "").replace("]", "").replace("{", "").replace("}", "")
    source, target = marked.find("["), marked.replace("[", "").replace("]", "").find("{")
    pair = Pair(
        text=text, source=(source, source + marked.find("]") - source - 1) if source >= 0 else None,
        target=(target, target + marked.find("}") - marked.find("{") - 1) if target >= 0 else None)
    return pair, model.judge([pair])[0]


def test_marks_stand_around_the_parties(model):
    pair = Pair(text="The army shelled the town.", source=(0, 8), target=(17, 25))
    ids, source, target = encode(model.tokenizer, pair)
    marks = {code: ids.index(code) for code in (S_OPEN, S_CLOSE, T_OPEN, T_CLOSE)}
    words = model.tokenizer.encode(pair.text).ids
    assert [code for code in ids if code not in marks] == words
    assert (marks[S_OPEN], marks[S_CLOSE], marks[T_OPEN], marks[T_CLOSE]) == (1, 4, 7, 10)
    assert (source, target) == (1, 7)


def test_a_party_that_is_not_told_is_not_marked(model):
    ids, source, target = encode(model.tokenizer, Pair(text="Shelling went on.", source=None, target=None))
    assert (source, target) == (0, 0)
    assert ids == model.tokenizer.encode("Shelling went on.").ids


def test_a_long_sentence_keeps_its_parties(model):
    text = "word " * 400 + "The army shelled the town" + " word" * 400
    start = text.index("The army")
    ids, source, target = encode(model.tokenizer, Pair(
        text=text, source=(start, start + 8), target=(start + 17, start + 25)))
    assert len(ids) == LONGEST
    assert (ids[source], ids[target]) == (S_OPEN, T_OPEN)


def test_hostile_text_is_judged_like_any_other(model):
    pairs = [Pair(text=text, source=None, target=None) for text in ("", "\x00\u202e", "[PAD][CLS]" * 500, "é" * 9000)]
    for shares in model.judge(pairs):
        assert sum(shares.values()) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(("marked", "label"), [
    ("[The army] shelled {the village} for three hours.", "ASSAULT"),
    ("[Turkey] expelled {two Greek diplomats} on Friday.", "SANCTION"),
    ("[The minister] flew to Cairo and met {his Egyptian counterpart}.", "CONSULT"),
    ("[Pakistan's opening attack] took four wickets before lunch against {Australia}.", NONE),
])
def test_plain_sentences_get_their_event(model, marked, label):
    _, shares = told(model, marked)
    assert max(shares, key=lambda one: shares[one]) == label


def test_the_order_of_the_pairs_is_kept(model):
    sentences = ("[Iran] thanked {Iraq}.", "[The police] beat {a student} in the square.")
    pairs = [told(model, marked)[0] for marked in sentences]
    assert model.judge(pairs) == [pytest.approx(model.judge([pair])[0], abs=0.05) for pair in pairs]


def test_the_manifest_is_of_the_sentences_in_the_repository(model):
    files = sorted((ROOT / "training" / "sentences").glob("*.tsv"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    assert model.manifest.sentences_sha256 == digest
    assert model.manifest.labels[0] == NONE
    assert len(model.manifest.labels) == 17


def test_a_model_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(MissingPart, match="make train"):
        open_relation_model(tmp_path)
