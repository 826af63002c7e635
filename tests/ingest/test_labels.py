"""Block kinds of whole pages, written as `kind | line`; the page is the lines alone."""

from __future__ import annotations

import textwrap

import pytest

from dateline.ingest import Given, article_from_text
from dateline.records import Article

STATE_MEDIA = """
promotion  | The Leading Portal for Defence Contracts - REGISTER NOW
section    | Weapons of Mass Destruction (WMD)
outlet     | Sama News Wire
headline   | Envoy and minister discuss truce in Daraa
outlet     | Sama News Wire
dateline   | Tue Mar 6, 2018 9:5PM
paragraph  | The United Nations envoy and the foreign minister have discussed a truce in the southern city of Daraa.
paragraph  | The minister told the envoy by telephone that the army would keep its word.
subheading | Army pulls back in Daraa
paragraph  | The army pulled back from two districts of Daraa on Tuesday, state television said.
signup     | Subscribe to our newsletter
advertisement | The Long Winter: a history of sieges - by Jane Doe
"""

PAGE_DUMP = """
navigation | Home
navigation | All news
navigation | World
navigation | Politics
navigation | Society
navigation | Economy
navigation | Calendar
headline   | Monitors say at least 40 prisoners were freed in Aden
dateline   | November 20, 2019 - 11:28 AMT
paragraph  | At least 40 prisoners were freed in the port of Aden on Tuesday, monitors of the truce said.
paragraph  | The exchange was agreed in Stockholm and has been delayed for nearly a year, according to the monitors.
related    | Related links:
related    | Old prison in Aden to be turned into a museum
related    | Top stories
related    | Actor dies aged 96
related    | The actor, who was known for his comic parts in more than ninety films, has died in Paris, his family says.
footer     | About us | Advertise with us | Terms of service | Privacy policy
footer     | Copyright © 2000-2019. Harbour Media
"""

LISTED = """
headline   | Council passes resolution on aid for the strip
standfirst | Thirteen members vote in favour after several days of delay and much lobbying.
caption    | Ambassadors speak before the vote at the headquarters of the council [Name Surname/AP]
dateline   | Published On 22 Dec 2023
paragraph  | The council has passed a resolution to boost aid to the strip after a week of talks between its members.
paragraph  | The resolution calls for steps towards a lasting end of hostilities, and thirteen members voted for it.
related    | Keep reading
related    | list 1 of 2
related    | What is in the resolution that the members have agreed to?
related    | list 2 of 2
related    | Whole population faces hunger, says a report
related    | end of list
paragraph  | The vote in the council came as aid to the strip had almost stopped, members said after it had passed.
byline     | Source: Reuters
footer     | Contact Us
"""

LIVE_BLOG = """
headline   | Live: fighting in the capital
dateline   | 10:42 GMT
paragraph  | The army says that it has taken back the airport after a night of fighting with the militia.
dateline   | 09:15 GMT
paragraph  | Residents of the capital tell us that they have had neither water nor power since the fighting began.
"""

CAPITALS = """
paragraph  | GUATEMALA CITY, 7 MAR 90 (ACAN-EFE) -- [TEXT] REBELS BLEW UP A BRIDGE ON THE COAST TODAY, THE ARMY SAID.
paragraph  | NO CASUALTIES WERE REPORTED BY THE AUTHORITIES OF THE PROVINCE, WHO SENT SOLDIERS TO THE PLACE.
"""

ASKEW = """
paragraph  | The girls were flown by helicopter to the northeastern capital of the state, a military source said.
caption    | AP:Associated Press The girls have been released as part of a swap
caption    | Reuters In 2014 the group shocked the world when it took hundreds of girls
paragraph  | Some 197 girls remain captives of the group, although it is not known how many have died.
related    | READ MORE: Second kidnapped schoolgirl found by army
paragraph  | Reuters reported on Friday that talks between the government and the group would go on.
promotion  | CLICK HERE TO GET THE NEWS APP
paragraph  | The Foreign Secretary said:
paragraph  | "We have always asked for the release of all the girls who were taken from the school."
"""


def page(marked: str, gap: str = "\n\n") -> tuple[str, list[str]]:
    rows = [row.split("|", 1) for row in marked.strip().splitlines()]
    return gap.join(text.strip() for _, text in rows), [kind.strip() for kind, _ in rows]


def read(text: str, given: Given | None = None) -> Article:
    article = article_from_text(text, given=given or Given())
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n\r\n"])
@pytest.mark.parametrize("marked", [STATE_MEDIA, PAGE_DUMP, LISTED, LIVE_BLOG, CAPITALS, ASKEW])
def test_every_line_has_its_kind(marked: str, gap: str) -> None:
    text, kinds = page(marked, gap)
    article = read(text)
    told = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert told == list(zip(kinds, text.split(gap), strict=True))


def test_slots_of_a_state_media_page() -> None:
    article = read(page(STATE_MEDIA)[0])
    assert (article.title, article.outlet, article.section, article.agency) == (
        "Envoy and minister discuss truce in Daraa",
        "Sama News Wire",
        "Weapons of Mass Destruction (WMD)",
        None,
    )


def test_every_character_but_white_space_is_in_one_block() -> None:
    text = "\u200b\n \tHome  \r\n\r\n" + page(LISTED)[0] + "\x0c©\n..."
    article = read(text)
    covered = [index for block in article.blocks for index in range(block.start, block.end)]
    assert len(covered) == len(set(covered))
    assert article.text == text
    assert all(text[index].isspace() for index in set(range(len(text))) - set(covered))
    assert all(text[b.start : b.end] == text[b.start : b.end].strip() for b in article.blocks)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    first, second = (
        textwrap.fill(text, 64)
        for text in (
            ("The fighters announced that they began their advance to isolate the city on Sunday. The coalition is "
            "supporting them by providing air support, advice and assistance from the south."),
            ("The Arab part of the force knows the land and will help to establish support for its operations. To "
            "isolate the city would free the land around it."),
        )
    )
    article = read(f"{first}\n\n{second}\n")
    assert [article.text[b.start : b.end] for b in article.blocks] == [first, second]


def test_lines_in_capitals_wrapped_by_hand_under_an_indent_are_paragraphs() -> None:
    text = (
        "   BOGOTA, 3 NOV 89 (RADIO) -- [TEXT] FOUR PEOPLE WERE KILLED AND FIVE\n"
        "WERE INJURED BY A CAR BOMB IN BOGOTA, THE POLICE REPORTED\nTODAY.\n\n"
        "   A NEWS AGENCY RECEIVED A CALL FROM SOMEBODY WHO SAID THAT HE SPOKE\n"
        "FOR A GROUP THAT NOBODY HAS HEARD OF BEFORE AND THAT DOES\n"
        "NOT SEEM TO EXIST, THE POLICE ADDED IN A STATEMENT THAT WAS READ\nON THE RADIO.\n"
    )
    article = read(text)
    assert [(b.kind, article.text[b.start : b.end].split()[-1]) for b in article.blocks] == [
        ("paragraph", "TODAY."), ("paragraph", "RADIO.")]


def test_a_menu_of_short_lines_is_not_taken_for_a_wrapped_paragraph() -> None:
    menu = ["Home", "World", "Sports", "Money and markets", "Arts", "Letters"]
    article = read("\n".join([*menu, "The army said on Sunday that it had taken the town of Tadef from the rebels."]))
    assert [b.kind for b in article.blocks] == ["navigation"] * 6 + ["paragraph"]
