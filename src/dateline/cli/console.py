"""What the tables of all commands share: the console, safe text, line numbers, the head of a report."""

from __future__ import annotations

import bisect
import shutil
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from dateline.export.wording import clean

if TYPE_CHECKING:
    from dateline.pipeline import Result
    from dateline.records import Article

NARROWEST = 60


def console() -> Console:
    """Standard output as wide as the terminal, or 100 columns where there is none; words are never read as markup."""
    width = max(shutil.get_terminal_size((100, 24)).columns, NARROWEST)
    return Console(file=sys.stdout, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def plain(words: str, style: str = "") -> Text:
    """Words of a report for the screen: control characters are gone, so that none can steer the terminal."""
    return Text(clean(words), style=style)


class Lines:
    """Line numbers of a text, from 1, by character offset. Only a line feed ends one, as in editors."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]

    def number(self, offset: int) -> int:
        """The line in which a character stands."""
        return bisect.bisect_right(self.starts, offset)

    def span(self, start: int, end: int) -> str:
        """One line ("27") or several ("27-29") of a half-open span."""
        first, last = self.number(start), self.number(max(start, end - 1))
        return str(first) if first == last else f"{first}-{last}"


def outlet_of(article: Article) -> str | None:
    """What the page is called where it speaks for itself."""
    return article.outlet or article.publisher


def show_head(screen: Console, result: Result) -> None:
    """Title, outlet and date of a report; what is not known is said to be."""
    article = result.article
    screen.print(plain(article.title or "title not told", style="bold"))
    published = article.published
    day = f"{published.value.replace('T', ' ')} ({published.basis})" if published else "date not told"
    parts = [outlet_of(article) or "outlet not told", day]
    if article.agency:
        parts.append(f"credits {article.agency}")
    screen.print(plain(" · ".join(parts), style="dim"))
