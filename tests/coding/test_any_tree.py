"""Any parse, however wrong, ends in a list of acts: no hang, no error."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dateline.codebook import load_codebook
from dateline.coding.denials import add_denials
from dateline.coding.find import find_acts
from dateline.coding.index import index_rules
from dateline.coding.parties import MentionMap
from tests.hand import VOCAB, actor, reading_of, resolved

if TYPE_CHECKING:
    from dateline.coding.index import RuleIndex

WORDS = ["army", "rebels", "attack", "halt", "vow", "deny", "it", "called", "on", "to", "of", "and", "up", "must",
         "strikes", "ceasefire", "observe", "who", "which", "talks", "after", "killing", "accuse", "release", "not"]
TAGS = [("VERB", "VBD"), ("VERB", "VB"), ("VERB", "VBN"), ("NOUN", "NNS"), ("PROPN", "NNP"), ("ADP", "IN"),
        ("PART", "TO"), ("AUX", "MD"), ("PRON", "WP"), ("ADJ", "JJ"), ("CCONJ", "CC")]
DEPS = ["nsubj", "nsubjpass", "dobj", "pobj", "prep", "xcomp", "ccomp", "advcl", "acl", "relcl", "conj", "pcomp", "aux",
        "auxpass", "agent", "attr", "compound", "amod", "poss", "prt", "advmod", "neg", "mark", "appos", "acomp", "dep"]


@cache
def index() -> RuleIndex:
    return index_rules(load_codebook())


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    """A random tree over random words; only its root is its own head."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for place, token in enumerate(order):
        heads[token] = order[draw(st.integers(0, place - 1))] if place else token
    words = [draw(st.sampled_from(WORDS)) for _ in range(size)]
    tags = [draw(st.sampled_from(TAGS)) for _ in range(size)]
    deps = ["ROOT" if heads[at] == at else draw(st.sampled_from(DEPS)) for at in range(size)]
    return Doc(VOCAB, words=words, heads=heads, deps=deps, pos=[pos for pos, _ in tags], tags=[tag for _, tag in tags],
               lemmas=words, sent_starts=[at == 0 for at in range(size)])


@settings(max_examples=300, deadline=None)
@given(docs())
def test_acts_come_to_an_end_on_any_tree(doc: Doc) -> None:
    parties = tuple(actor(doc, at, at + 1, at) for at in range(len(doc)) if doc[at].pos_ in {"NOUN", "PROPN"})
    mentions = MentionMap(reading_of(doc, parties), resolved(parties, tuple("SYRMIL" for _ in parties)))
    acts, reasons = find_acts(mentions, index())
    told = add_denials(acts, mentions, index())
    assert all(0 <= act.trigger < len(doc) and act.first < act.last for act in told)
    assert bool(acts) != bool(reasons) or not mentions.reading.block_kinds
