"""Every rule of the codebook fires on its own sentences and stays silent on the others; with the language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.analyze import analyse
from dateline.codebook import load_codebook
from dateline.coding.find import TRIGGER_POS
from dateline.coding.match import best_rule, matching_rules
from dateline.coding.parties import MentionMap
from dateline.records import Article, Block, Published
from dateline.resolve import resolve

if TYPE_CHECKING:
    from dateline.codebook import Rule
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model
RULES = load_codebook().rules


def fired(sentence: str, parts: Parts) -> tuple[set[str], set[str]]:
    """The ids of all rules that match a sentence, and the events of those that win."""
    tools = parts.tools
    article = Article(
        id="a-1", text_hash="t-1", text=sentence, blocks=(Block(kind="paragraph", start=0, end=len(sentence)),),
        published=Published(value="2020-01-15", precision="day", basis="given"),
    )
    reading = analyse(article, tools)
    found = resolve(reading, places=tools.places, actors=tools.actors, times=tools.times, quantities=tools.quantities)
    mentions = MentionMap(reading, found)
    tokens = [token for token in reading.doc if token.pos_ in TRIGGER_POS]
    rules = {row[1].rule.id for token in tokens for row in matching_rules(token, parts.index, mentions)}
    best = [best_rule(token, parts.index, mentions) for token in tokens]
    return rules, {act.event for act in best if act is not None}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_fires_and_stays_silent_as_its_sentences_say(rule: Rule, parts: Parts) -> None:
    for sentence in rule.fires:
        rules, events = fired(sentence, parts)
        assert rule.id in rules, sentence
        assert rule.event in events, sentence
    for sentence in rule.silent:
        assert rule.id not in fired(sentence, parts)[0], sentence


def test_the_codebook_is_broad() -> None:
    assert len({rule.event for rule in RULES}) == 16
    assert len({word for rule in RULES for word in (*rule.verbs, *rule.nouns, *rule.adjectives)}) > 1_000
