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


def test_who_is_nobodys_may_be_the_denier(parts: Parts) -> None:
    told = "Rebels ambushed a convoy near Goma, in Congo, on Tuesday."
    assert denials(f"{told} The M23 denied any part in the attack.", parts) == [("ASSAULT", None, "The M23")]


def test_a_denial_that_names_nothing_denies_no_good_deed(parts: Parts) -> None:
    assert denials("The Sudanese army observed a ceasefire in Khartoum. The Sudanese army denied it.", parts) == []
