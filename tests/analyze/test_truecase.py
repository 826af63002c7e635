"""Text in capitals throughout is read as running text is written; its length and offsets stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analyze.truecase import CaseTable, natural_case, shouts, write
from dateline.codebook.case import load_case
from dateline.gazetteer.actors import load_actors
from dateline.gazetteer.places import open_places
from dateline.records import Article, Block

NOUNS = {"attack", "police", "franklin", "guerrilla", "mayor", "president", "bean", "lima", "bomb", "people", "report",
         "unity", "army", "soldier", "text", "farm", "colonel", "march", "agency"}
OTHERS = {"attack", "kill", "say", "wound", "march", "national", "revolutionary", "bomb", "report", "will", "new"}


@pytest.fixture(scope="module")
def table() -> CaseTable:
    """Our tables with a small dictionary in place of the language model's."""
    return CaseTable(
        lexicon=load_case(), actors=load_actors(), places=open_places(), nouns=frozenset(NOUNS),
        others=frozenset(OTHERS), suffixes=(("s", ""), ("ed", ""), ("ing", "")),
        function_words=frozenset({
            "the", "of", "in", "a", "and", "that", "was", "by", "to", "he", "it", "is", "us", "on", "next", "last",
            "may", "at", "who", "an", "has", "with", "four", "said",
        }),
    )


@pytest.mark.parametrize(("shouted", "natural"), [
    ("THE POLICE WOUNDED A SOLDIER IN GUATEMALA CITY.", "The police wounded a soldier in Guatemala City."),
    ("THE REPORT WAS BY THE FMLN AND THE UN.", "The report was by the FMLN and the UN."),
    ("HE WAS KILLED. THE ARMY ATTACKED IT.", "He was killed. The army attacked it."),
    ("SAN SALVADOR'S MAYOR SAID IT", "San Salvador's mayor said it"),
    ("THE GUERRILLAS MARCHED ON 19 MARCH, LAST MAY AND NEXT MONDAY", None),
    ("THE U.S. ARMY WILL MARCH", "The U.S. army will march"),
    ("THE GUATEMALAN NATIONAL REVOLUTIONARY UNITY (URNG) ATTACKED",
     "The Guatemalan National Revolutionary Unity (URNG) attacked"),
    ("POLICE KILLED COL. FRANKLIN AND PRESIDENT BUSH", "Police killed Col. Franklin and President Bush"),
    ("AN ATTACK BY D'AUBUISSON AND THE M-19", "An attack by D'Aubuisson and the M-19"),
    ("THE 6TH ARMY, WITH 30MM BOMBS", "The 6th army, with 30mm bombs"),
    ("BOGOTA, 18 AUG 89 (AFP) -- [TEXT] THE POLICE SAID", "Bogota, 18 Aug 89 (AFP) -- [text] The police said"),
])
def test_names_acronyms_and_starts_alone_keep_capitals(table: CaseTable, shouted: str, natural: str | None) -> None:
    written = write(shouted, table, names=set())
    assert written == (natural or "The guerrillas marched on 19 March, last May and next Monday")


def test_a_name_made_out_once_is_a_name_from_then_on(table: CaseTable) -> None:
    names: set[str] = set()
    assert write("POLICE KILLED COL FRANKLIN.", table, names=names) == "Police killed Col Franklin."
    assert write("THE ARMY SAID THAT FRANKLIN WAS KILLED", table, names=names) == (
        "The army said that Franklin was killed")


@pytest.mark.parametrize("text", [
    "Rebels attacked the army.", "THE UN", "US and UN troops", "", "   ", "1990 1991 1992",
    "\u5317\u4eac \u4e0a\u6d77 \u5929\u6d25",
])
def test_other_text_does_not_shout(text: str) -> None:
    assert not shouts(text, load_case())


def test_only_blocks_that_are_read_and_shout_are_rewritten(table: CaseTable) -> None:
    text = "SIGN UP FOR THE NEWS\nARMY KILLS FOUR PEOPLE\nThe army has killed people in Lima."
    ends = [text.index("\nARMY"), text.index("\nThe"), len(text)]
    article = Article(id="a-1", text_hash="t-1", text=text, blocks=(
        Block(kind="promotion", start=0, end=ends[0]), Block(kind="headline", start=ends[0] + 1, end=ends[1]),
        Block(kind="paragraph", start=ends[1] + 1, end=ends[2])))
    natural = natural_case(article, table)
    assert natural.text == "SIGN UP FOR THE NEWS\nArmy kills four people\nThe army has killed people in Lima."
    assert (natural.id, natural.blocks) == (article.id, article.blocks)


def test_an_article_that_does_not_shout_stays_the_same_object(table: CaseTable) -> None:
    text = "The army killed two people."
    article = Article(id="a", text_hash="t", text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
    assert natural_case(article, table) is article


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ABC\u0130\u1e9e\u01c5\u03a3\u00df'\u2019.-( )[]\n1\u00d1", max_size=60))
def test_the_length_stays_whatever_the_letters(table: CaseTable, text: str) -> None:
    written = write(text, table, names=set())
    assert len(written) == len(text)
    assert [a == b or (a.isalpha() and b.isalpha()) for a, b in zip(text, written, strict=True)] == [True] * len(text)
