"""Pages: what a reader sees, what the markup and the metadata say."""

from __future__ import annotations

from dateline.ingest import Given, article_from_html
from dateline.ingest.markup import linearise
from dateline.records import Article, Issue, Published

PARAGRAPHS = [
    "The army said on Wednesday that it had taken the town of Tadef after a long fight with the rebels.",
    "The rebels said that they had left the town of Tadef in order to spare the people who live there.",
    "Tadef lies ten kilometres from the border, and its people have fled twice since the war began in 2011.",
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Army takes Tadef | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta property="article:section" content="World">
<script type="application/ld+json">{{"@context": "x", "@graph": [{{"@type": "Organization", "name": "No"}},
{{"@type": ["NewsArticle"], "headline": "Army takes Tadef", "datePublished": "2016-10-19T18:06:00+03:30",
"dateModified": "2016-10-20T08:00:00Z", "author": [{{"name": "Jane Doe"}}],}}]}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div hidden>never seen</div><div style="display: none">nor this</div><span aria-hidden="true">nor that</span>
<article><h1>Army&nbsp;takes Tadef</h1><time>19 October 2016</time>
<p>{PARAGRAPHS[0]}</p><figure><figcaption>A street in Tadef.</figcaption></figure>
<p>{PARAGRAPHS[1]}</p><h2>A town twice left</h2><p>{PARAGRAPHS[2]}</p></article>
<aside><a href="/x">Flood in the north</a></aside><table><tr><td>1</td><td>2</td></tr></table>
<footer>&copy; 2016 Harbour Media</footer><script>var x = 1;</script></body></html>"""


def read(html: str | bytes, **given: str) -> Article:
    article = article_from_html(html, given=Given(**given))
    assert isinstance(article, Article)
    return article


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_a_page_line_by_line() -> None:
    assert blocks(read(PAGE)) == [
        ("navigation", "Home"),
        ("navigation", "World"),
        ("headline", "Army takes Tadef"),
        ("dateline", "19 October 2016"),
        ("paragraph", PARAGRAPHS[0]),
        ("caption", "A street in Tadef."),
        ("paragraph", PARAGRAPHS[1]),
        ("subheading", "A town twice left"),
        ("paragraph", PARAGRAPHS[2]),
        ("related", "Flood in the north"),
        ("footer", "1\t2"),
        ("footer", "© 2016 Harbour Media"),
    ]


def test_metadata_make_the_printed_day_finer() -> None:
    article = read(PAGE, uri="https://www.harbourpost.example/a")
    assert article.published == Published(
        value="2016-10-19T18:06+03:30", precision="minute", zone="+03:30", basis="metadata"
    )
    assert (article.title, article.outlet, article.section, article.byline, article.updated, article.publisher) == (
        "Army takes Tadef",
        "Harbour Post",
        "World",
        "Jane Doe",
        "2016-10-20T08:00+00:00",
        "harbourpost.example",
    )


def test_broken_json_is_searched() -> None:
    broken = '{"headline": "Army takes Tadef", "datePublished": "2016-10-19", oops'
    html = f'<script type="application/ld+json">{broken}</script>'
    article = read(html + "".join(f"<p>{p}</p>" for p in PARAGRAPHS))
    assert (article.title, article.published) == (
        "Army takes Tadef",
        Published(value="2016-10-19", precision="day", basis="metadata"),
    )


def test_breaks_entities_and_unclosed_elements() -> None:
    page = linearise("<p>one &amp; <b>two</b><br>three<p>four <i>five<div>six</div>  seven")
    assert page
    assert page.text == "one & two\nthree\nfour five\nsix\nseven"


def test_preformatted_lines_stay_lines() -> None:
    page = linearise("<pre>one\ntwo</pre>")
    assert page
    assert page.text == "one\ntwo"


def test_no_depth_of_nesting_loses_the_words() -> None:
    assert PARAGRAPHS[0] in read("<div>" * 30_000 + f"<script>no</script><p>{PARAGRAPHS[0]}").text
    assert PARAGRAPHS[0] in read("<b>" * 1500 + PARAGRAPHS[0]).text


def test_a_tag_with_endless_attributes_is_read() -> None:
    attributes = " ".join(f"a{n}=1" for n in range(20_000))
    assert read(f"<p {attributes}>{PARAGRAPHS[0]}").text == PARAGRAPHS[0]


def test_a_wrong_charset_declaration_gives_way_to_utf_8() -> None:
    html = f'<meta charset="iso-8859-1"><p>{PARAGRAPHS[0]} “Café”</p>'.encode()
    assert "“Café”" in read(html).text


def test_a_declared_charset_is_used() -> None:
    html = '<meta charset="windows-1251"><p>Армия заявила, что взяла город после боя.</p>'.encode("cp1251")
    issue = article_from_html(html, given=Given(name="p"))
    assert isinstance(issue, Issue)
    assert "'ru'" in issue.detail


def test_pages_without_words_are_issues() -> None:
    for html in (b"", "<script>x</script>", b"\x89PNG\r\n\x1a\n"):
        issue = article_from_html(html, given=Given(name="p"))
        assert isinstance(issue, Issue)
        assert issue.reason in ("empty", "unsupported_format")
