"""Pages that came run together in one line."""

from __future__ import annotations

from dateline.ingest import Given, article_from_text
from dateline.records import Article

BODY = (
    "The army said on Wednesday that it had taken back the square after killing several militants. Residents spoke of "
    "heavy shelling during the night. The ministry announced a halt to air strikes, which took effect on Tuesday."
)


def pieces(text: str) -> list[tuple[str, str]]:
    article = article_from_text(text, given=Given())
    assert isinstance(article, Article)
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_head_and_tail_are_cut_off() -> None:
    text = (
        "We use cookies to improve your experience. Accept all | Manage settings World Press TV Army retakes square "
        f"Published: 14:05 GMT, 3 May 2015 {BODY} Join the mailing list All rights reserved"
    )
    told = pieces(text)
    assert [piece for piece in told if piece[0] in ("section", "outlet", "headline", "dateline", "paragraph")] == [
        ("section", "World"),
        ("outlet", "Press TV"),
        ("headline", "Army retakes square"),
        ("dateline", "Published: 14:05 GMT, 3 May 2015"),
        ("paragraph", BODY),
    ]
    assert told[-2:] == [("signup", "Join the mailing list"), ("footer", "All rights reserved")]


def test_a_report_alone_stays_one_paragraph() -> None:
    text = f"{BODY} The truce of March 11, 2015 had lasted for two weeks, and on May 3, 2015 it broke. {BODY}"
    assert pieces(text) == [("paragraph", text)]


def test_a_headline_that_cannot_be_parted_from_furniture_is_none() -> None:
    article = article_from_text(
        f"Off the wire - Flood in the north - Truce holds in Aleppo Army retakes square 29.06.2016 14:41 {BODY}",
        given=Given(),
    )
    assert isinstance(article, Article)
    assert article.title is None
    assert article.published
    assert article.published.value == "2016-06-29T14:41"


def test_picture_lines_between_sentences_are_cut_out() -> None:
    told = pieces(f"Army retakes square 29.06.2016 14:41 {BODY} File photo {BODY}")
    assert [kind for kind, _ in told] == ["headline", "dateline", "paragraph", "caption", "paragraph"]
