"""Reports in: text, HTML, feeds, tables, archives and addresses become `Article`s, or `Issue`s that say why not."""

from dateline.ingest.article import article_from_text
from dateline.ingest.given import Given
from dateline.ingest.html import article_from_html
from dateline.ingest.sources import read_source

__all__ = ["Given", "article_from_html", "article_from_text", "read_source"]
