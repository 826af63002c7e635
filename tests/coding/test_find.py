"""What is told as done and what is not: films, purposes, questions, orders; with the language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.ingest import Given, article_from_text
from dateline.pipeline import process
from dateline.records import Article

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model


def coded(sentence: str, parts: Parts) -> list[tuple[str, str | None, str | None]]:
    """(event, mode, first actor's code) of each claim of a one-sentence report."""
    article = article_from_text(sentence, given=Given(published="2020-01-15", language="en"))
    assert isinstance(article, Article)
    claims = process(article, parts).claims
    return [(claim.event, claim.mode, claim.actors[0].code if claim.actors else None) for claim in claims]


@pytest.mark.parametrize("sentence", [
    "Cinemas have pulled a film in which Thai paratroopers storm the temple.",
    "The Syrian army moved its guns in order to shell Homs.",
    "Why did the Syrian army shell Homs?",
    "Any officer who sells arms to the rebels is a traitor.",
    "Syrian warplanes may bomb Homs.",
    "Russia's war in Ukraine worries economists.",
    "The documentary tells how the Syrian army shelled Homs.",
    "The rebels will not leave Homs until the Syrian army frees their men.",
])
def test_what_is_not_told_as_done_gives_no_deed(sentence: str, parts: Parts) -> None:
    assert [event for event, _, _ in coded(sentence, parts) if event in {"ASSAULT", "COOPERATE", "AID"}] == []


@pytest.mark.parametrize(("sentence", "expected"), [
    ("The Syrian army shelled Homs on Monday.", [("ASSAULT", "heavy-weapons", "SYRMIL")]),
    ("France will send food to Sudan.", [("AGREE", None, "FRAGOV")]),
    ("Israel will not release the prisoners, Israeli officials said.", [("REJECT", "yield", "ISRGOV")]),
    ("The US president said that North Korea must stop.", [("REQUEST", "change", "USAGOV")]),
    ("Somalia's Islamist group al Shabaab attacked an army base.", [("ASSAULT", None, "SOMREB")]),
    ("Japan has decided to lift sanctions on India.", [("RETREAT", None, "JPNGOV")]),
    ("Syrian rebels refused to let monitors through.", [("REJECT", "yield", "SYRREB")]),
    ("After a meeting in Geneva, the Russian and Turkish foreign ministers left.", [("CONSULT", None, "RUSGOV")]),
])
def test_deeds_promises_and_refusals_are_told_as_such(
    sentence: str, expected: list[tuple[str, str | None, str | None]], parts: Parts,
) -> None:
    assert coded(sentence, parts) == expected
