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


@pytest.mark.parametrize("sentence", [
    "The court spoke of those guilty of the murder of Luis Galan.",
    "The minister was pleased with progress regarding the murder of the Jesuit priests.",
    "Regarding the assassination of Hector Oqueli, the party said that it would wait.",
])
def test_the_murder_of_somebody_known_was_done_whatever_is_said_of_it(sentence: str, parts: Parts) -> None:
    assert [event for event, _, _ in coded(sentence, parts) if event == "ASSAULT"] == ["ASSAULT"]


@pytest.mark.parametrize("sentence", [
    "Judges told reporters about a plot for the murder of Luis Galan in Bogota.",
    "Judges told reporters about the threat of the murder of Luis Galan in Bogota.",
    "The minister spoke with reporters regarding the murder of civilians.",
])
def test_the_murder_of_anybody_or_under_a_threat_is_none(sentence: str, parts: Parts) -> None:
    assert [event for event, _, _ in coded(sentence, parts) if event == "ASSAULT"] == []


@pytest.mark.parametrize(("sentence", "expected"), [
    ("The government condemned the murder of Luis Galan.", ["ACCUSE", "ASSAULT"]),
    ("All the parties rejected the murder of Luis Galan.", ["ASSAULT"]),
    ("The judges lifted the strike that followed magistrate Carlos Valencia's murder.", ["ASSAULT"]),
    ("Police are investigating the killing of six priests near Bogota.", ["ACCUSE", "ASSAULT"]),
    ("What did the murder of the Jesuit priests change in El Salvador?", ["ASSAULT"]),
    ("An armed group tried to attack the residence of the US ambassador.", ["ASSAULT"]),
    ("One person was killed as the result of a bomb explosion in San Salvador.", ["ASSAULT"]),
])
def test_deeds_that_the_words_around_take_for_done_are_told(
    sentence: str, expected: list[str], parts: Parts,
) -> None:
    told = {event for event, _, _ in coded(sentence, parts)}
    assert told & {"ACCUSE", "ASSAULT"} >= set(expected)


@pytest.mark.parametrize("sentence", [
    "The rebels had the mission of assassinating President Azcona.",
    "The minister spoke of indiscriminate bombing in the war.",
    "Should the attack on Friday fail, the rebels lose.",
    "Two attempts to kill the bill failed.",
])
def test_missions_and_bombing_at_large_are_no_deeds(sentence: str, parts: Parts) -> None:
    assert [event for event, _, _ in coded(sentence, parts) if event == "ASSAULT"] == []
