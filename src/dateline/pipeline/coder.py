"""The Python API: `coder = dateline.Coder(); result = coder.code(text, published="2016-10-19")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.errors import InputError, UnreadableInput
from dateline.ingest import Given, article_from_html, article_from_text
from dateline.pipeline.parts import load_parts
from dateline.pipeline.process import Result, process
from dateline.records import Article, Issue

if TYPE_CHECKING:
    from dateline.config import Settings


class Coder:
    """Holds the loaded parts; make one and use it for many reports."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Load the parts (about three seconds). Raises `MissingPart` or `ConfigError`."""
        self.parts = load_parts(settings)

    def code(
        self, text: str | bytes, *, published: str | None = None, outlet: str | None = None, url: str | None = None,
        title: str | None = None, html: bool = False,
    ) -> Result:
        """Code one report. `published` is an ISO date or time and fills what the page does not print.

        Raises `InputError` when the text cannot be used (another language, binary, too large).
        """
        settings = self.parts.settings
        if len(text) > settings.max_chars:
            message = f"the text has {len(text)} characters and the limit is {settings.max_chars}: see `max_chars`"
            raise UnreadableInput(message)
        outlet = outlet or settings.outlet
        given = Given(published=published, outlet=outlet, uri=url, title=title)
        is_outlet = self.parts.tools.actors.is_outlet
        if html or isinstance(text, bytes):
            read: Article | Issue = article_from_html(text, given=given, known_outlets=is_outlet)
        else:
            read = article_from_text(text, given=given, known_outlets=is_outlet)
        if isinstance(read, Issue):
            message = f"{read.reason}: {read.detail}"
            raise InputError(message)
        return self.code_article(read)

    def code_article(self, article: Article) -> Result:
        """Code an article that was read before, by `dateline.ingest`."""
        return process(article, self.parts)
