"""Slots of an article from text: what the page prints, what is given, what is refused."""

from __future__ import annotations

import pytest

from dateline.ingest import Given, article_from_text
from dateline.records import Article, Issue, Published, make_id

LEAD = "The army said on Wednesday that it had taken the town of Tadef after a long fight with the rebels."
MORE = "The rebels said that they had left the town of Tadef in order to spare the people who live there."


def read(text: str, **given: str) -> Article:
    article = article_from_text(text, given=Given(**given))
    assert isinstance(article, Article)
    return article


def test_given_fills_what_the_page_does_not_say() -> None:
    article = read(
        f"{LEAD}\n\n{MORE}",
        published="2016-10-19",
        outlet="Harbour Post",
        uri="https://www.example.org/a",
        title="Tadef taken",
    )
    assert article.published == Published(value="2016-10-19", precision="day", basis="given")
    assert (article.outlet, article.title, article.publisher, article.uri) == (
        "Harbour Post",
        "Tadef taken",
        "example.org",
        "https://www.example.org/a",
    )
    assert article.id == make_id("a", "example.org", "2016-10-19", article.text)


def test_the_page_goes_before_what_is_given() -> None:
    article = read(
        f"Army takes Tadef\n\n19 October 2016\n\n{LEAD}\n\n{MORE}", published="2016-10-21", title="Another title"
    )
    assert article.published == Published(value="2016-10-19", precision="day", basis="page")


def test_a_given_time_makes_the_printed_day_finer() -> None:
    article = read(f"Army takes Tadef\n\n19 October 2016\n\n{LEAD}\n\n{MORE}", published="2016-10-19T18:06+03:00")
    assert article.published == Published(
        value="2016-10-19T18:06+03:00", precision="minute", zone="+03:00", basis="given"
    )


def test_no_date_is_made_of_a_copyright_line_or_a_date_in_the_text() -> None:
    article = read(
        f"Army takes Tadef\n\n{LEAD} The war began on March 15, 2011.\n\n© 2016 Harbour Media. All rights reserved"
    )
    assert article.published is None
    assert article.outlet == "Harbour Media"


@pytest.mark.parametrize(
    ("dateline", "value"),
    [("Tue 05/07/2016", "2016-07-05"), ("Sat 05/07/2016", "2016-05-07"), ("05/07/2016", None)],
)
def test_a_weekday_settles_a_date_that_reads_both_ways(dateline: str, value: str | None) -> None:
    published = read(f"Army takes Tadef\n\n{dateline}\n\n{LEAD}\n\n{MORE}").published
    assert (published.value if published else None) == value


@pytest.mark.parametrize(
    ("lead", "agency"),
    [
        ("ALEPPO, Syria (Reuters) - ", "Reuters"),
        ("KABUL (AFP) \u2014 ", "Agence France-Presse"),
        ("MOSCOW, October 19. /TASS/. ", "TASS"),
        ("GOMA, Congo AP \u2014\n\n", "Associated Press"),
        ("", None),
        ("Reuters has seen the town. ", None),
    ],
)
def test_the_wire_credited_in_the_lead(lead: str, agency: str | None) -> None:
    article = read(f"{lead}{LEAD}\n\n{MORE}")
    assert article.agency == agency
    assert [b.kind for b in article.blocks][-1] == "paragraph"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Q. Doe", "Jane Q. Doe"),
        ("Reporting by A. Smith in Geneva; Editing by J. Brown", "A. Smith in Geneva"),
        ("HH/KA", None),
    ],
)
def test_bylines(line: str, byline: str | None) -> None:
    article = read(f"Army takes Tadef\n\n{line}\n\n{LEAD}\n\n{MORE}")
    assert article.byline == byline
    assert article.blocks[1].kind == "byline"


def test_known_outlets_are_asked() -> None:
    text = f"Harbour Post\n\nArmy takes Tadef\n\n{LEAD}\n\n{MORE}"
    article = article_from_text(text, given=Given(), known_outlets=lambda name: name == "Harbour Post")
    assert isinstance(article, Article)
    assert article.outlet == "Harbour Post"


def test_reprints_share_the_hash_of_the_words() -> None:
    plain, dressed = read(f"{LEAD}\n{MORE}"), read(f"Home\n\nArmy takes Tadef\n\n{LEAD}\n\n{MORE}\n\nShare on Facebook")
    assert plain.text_hash == dressed.text_hash
    assert plain.id != dressed.id


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \r\n\t\ufeff", "empty"),
        ("a\x00\x01\x02b" * 50, "unsupported_format"),
        ("a" * 5_000_001, "too_large"),
        ("a\n" * 100_002, "too_large"),
        (
            ("L'armée a déclaré mercredi qu'elle avait pris la ville après un long combat dans le nord "
            "selon un communiqué du ministère publié jeudi."),
            "unsupported_language",
        ),
        ("Армия заявила, что взяла город.", "unsupported_language"),
    ],
)
def test_refusals_are_issues(text: str, reason: str) -> None:
    issue = article_from_text(text, given=Given(name="x.txt"))
    assert isinstance(issue, Issue)
    assert (issue.input, issue.stage, issue.reason) == ("x.txt", "ingest", reason)
    assert ":" in issue.detail


def test_a_given_date_that_is_none_is_an_issue() -> None:
    issue = article_from_text(LEAD, given=Given(published="some day"))
    assert isinstance(issue, Issue)
    assert issue.reason == "bad_date"


def test_a_given_language_is_believed() -> None:
    assert isinstance(article_from_text("Les rebelles ont quitté la ville.", given=Given(language="en")), Article)
    issue = article_from_text(LEAD, given=Given(language="ar"))
    assert isinstance(issue, Issue)
    assert issue.reason == "unsupported_language"


def test_a_short_headline_is_english() -> None:
    assert isinstance(article_from_text("Luxembourg PM quits", given=Given()), Article)


def test_half_a_surrogate_pair_is_replaced_one_for_one() -> None:
    text = "\ud800 " + LEAD
    assert read(text).text == "\ufffd " + LEAD
