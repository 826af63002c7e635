from __future__ import annotations

import pytest

from dateline.ingest import Given, article_from_text
from dateline.scale.relevance import build_relevance, table_digest
from tests.making import article

pytestmark = pytest.mark.model
GARDEN = (
    "The roses want a sunny wall and a good mulch of straw in autumn. Water them early, before the heat of the day. "
    "Pale stems mean too little iron. Plant the bulbs a hand deep, and let the lawn grow a little longer in June. ")


@pytest.fixture(scope="module")
def relevance(parts):
    return build_relevance(parts)


def report(text: str):
    return article_from_text(text, given=Given(published="2016-10-19"))


@pytest.mark.parametrize("text", [
    "Rebels shelled a market in Taiz on Monday.",
    "The two sides agreed to a ceasefire from midnight.",
    "Riots erupted in Lagos.",
    "REBELS SHELLED A MARKET IN TAIZ.",
    "Government troops retook the town from the rebels.",
    "Russia's foreign minister met his Turkish counterpart.",
])
def test_what_tells_something_is_kept_however_short(relevance, text):
    assert relevance.may_tell(report(text))


@pytest.mark.parametrize("text", [
    "Fold the butter into the flour. Bake for an hour.",
    GARDEN * 8,
    "The exhibition of early photographs is on until June. Entry is free on Sundays.",
])
def test_what_cannot_tell_anything_is_dropped(relevance, text):
    assert not relevance.may_tell(report(text))


def test_long_reports_are_kept_for_one_deed(relevance):
    assert relevance.may_tell(report(GARDEN * 8 + "Police killed two protesters in Khartoum and arrested dozens."))


def test_furniture_is_not_read(relevance):
    read = article(text="Rebels shelled Taiz.", blocks=())
    assert not relevance.may_tell(read)


def test_every_sentence_on_which_a_rule_fires_is_kept(relevance, parts):
    sentences = [sentence for rule in parts.index.codebook.rules for sentence in rule.fires]
    dropped = [one for one in sentences if not list(relevance.sentence_hits(one))]
    assert len(sentences) > 1000
    assert dropped == []


def test_a_trigger_that_was_never_counted_tells(relevance):
    relevance._weights.pop("shell", None)
    assert relevance.may_tell(report(GARDEN * 8 + "Rebels shelled Taiz."))


def test_forms_lead_to_their_lemmas(relevance):
    for form, lemma in {
        "shelled": "shell", "retaken": "retake", "denies": "deny", "pledging": "pledge", "halted": "halt",
        "bombings": "bombing", "stopped": "stop", "fled": "flee",
    }.items():
        assert lemma in relevance._keys_of(form)


def test_the_tables_have_one_digest():
    assert table_digest() == table_digest()
    assert len(table_digest()) == 16
