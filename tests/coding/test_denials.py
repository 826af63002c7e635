"""Denials that point back to a deed told before; with the language model, since three stages meet here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.ingest import Given, article_from_text
from dateline.pipeline import process
from dateline.records import Article

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model
TOLD = "The RSF said that Sudanese army planes bombed its camp in Khartoum on Tuesday."


def denials(text: str, parts: Parts) -> list[tuple[str, str | None, str | None]]:
    """(event, mode, words of the origin) of each claim with negative polarity."""
    article = article_from_text(text, given=Given(published="2023-04-18", language="en"))
    assert isinstance(article, Article)
    return [
        (claim.event, claim.mode, claim.attribution[0].speakers[0].text)
        for claim in process(article, parts).claims if claim.factuality.polarity == "-"
    ]


@pytest.mark.parametrize(("sentence", "denier"), [
    ("A Sudanese army spokesman denied it.", "A Sudanese army spokesman"),
    ("The Sudanese army denied any part in the attack.", "The Sudanese army"),
    ("The Sudanese military denied responsibility.", "The Sudanese military"),
])
def test_a_denial_tells_the_deed_before_it_on_the_deniers_word(sentence: str, denier: str, parts: Parts) -> None:
    assert denials(f"{TOLD} {sentence}", parts) == [("ASSAULT", "aerial", denier)]


@pytest.mark.parametrize("sentence", [
    "Moscow denied involvement.",
    "The Sudanese army denied them water.",
    "The Sudanese army confirmed it.",
])
def test_nobody_denies_what_others_are_said_to_have_done(sentence: str, parts: Parts) -> None:
    assert denials(f"{TOLD} {sentence}", parts) == []
