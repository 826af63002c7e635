"""When bare "rebels" are the group that the report names; with the language model, since finding comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.analyze import analyse
from dateline.ingest import Given, article_from_text
from dateline.records import Article
from dateline.resolve import resolve

if TYPE_CHECKING:
    from dateline.pipeline import Parts

pytestmark = pytest.mark.model


def rebels_in(text: str, parts: Parts) -> str | None:
    """The code that the last bare "rebels" of a report resolves to."""
    tools = parts.tools
    article = article_from_text(text, given=Given(published="2024-02-01", language="en"))
    assert isinstance(article, Article)
    reading = analyse(article, tools)
    found = resolve(reading, places=tools.places, actors=tools.actors, times=tools.times, quantities=tools.quantities)
    last = max(at for at, mention in enumerate(reading.mentions) if mention.text.lower().endswith("rebels"))
    return found.actors[last][0].code


@pytest.mark.parametrize(("text", "code"), [
    ("Fighters of the M23 took the town. The army said that the rebels burned a clinic.", "CODREB"),
    ("The M23 took the town, and M23 leader Sultani Makenga spoke there. The rebels burned a clinic.", "CODREB"),
    ("The M23 and the Allied Democratic Forces fought there. The rebels burned a clinic.", "REB"),
    ("Rebels burned a clinic near Goma, Congo.", "REB"),
])
def test_bare_rebels_are_the_only_group_named_and_else_nobodys(text: str, code: str, parts: Parts) -> None:
    assert rebels_in(text, parts) == code


@pytest.mark.parametrize(("text", "code"), [
    ("The Maoists extended the truce until November 17. Nepal welcomed it.", None),
    ("November 17 claimed the attack in Athens, Greek police said.", "GRCREB"),
])
def test_a_groups_name_that_is_a_date_here_is_no_group(text: str, code: str | None, parts: Parts) -> None:
    tools = parts.tools
    article = article_from_text(text, given=Given(published="1999-11-02", language="en"))
    assert isinstance(article, Article)
    reading = analyse(article, tools)
    found = resolve(reading, places=tools.places, actors=tools.actors, times=tools.times, quantities=tools.quantities)
    codes = {mention.text: found.actors.get(at, ()) for at, mention in enumerate(reading.mentions)
             if mention.kind == "actor"}
    assert [ref.code for ref in codes["November 17"]] == ([code] if code else [])
    assert all(ref.name != "November 17" for ref in codes.get("The Maoists", ()))
