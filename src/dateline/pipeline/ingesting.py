"""Sources into a store: read, coded unless known, kept and linked one article at a time, every input logged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dateline import __version__
from dateline.codebook import load_codebook
from dateline.ingest import read_source
from dateline.pipeline.linking import Linker
from dateline.pipeline.process import process
from dateline.records import Issue
from dateline.store import is_known, put_article, put_issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dateline.codebook import Codebook
    from dateline.config import Settings
    from dateline.ingest import Given
    from dateline.pipeline.parts import Parts
    from dateline.records import Article
    from dateline.store import Database
    from dateline.store.rows import Told
    from dateline.store.writing import Outcome


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one input: `article` is its id, `None` where it was refused; then `issue` says why."""

    source: str
    outcome: Outcome
    article: str | None = None
    issue: Issue | None = None


def ingest_sources(
    database: Database, sources: Sequence[str], *, load: Callable[[], Parts], settings: Settings, given: Given,
) -> Iterator[Kept]:
    """Keep every article of the sources; what the store has in this version is passed over without coding.

    Each is linked to what the store holds as soon as it is kept; before the first one those are that an earlier run
    left waiting.
    `load` gives the parts of the pipeline; it is called when they are first needed: at the first plain text, whose
    outlet the actor table knows, or at the first article that must be coded.
    """
    codebook = load_codebook(settings.codebook)
    lazy = _Lazy(load)
    linker = Linker(database, codebook=codebook)
    linker.link_waiting()
    for source in sources:
        for read in read_source(source, given=given, known_outlets=lazy.is_outlet):
            kept = _keep(database, read, source=source, lazy=lazy, settings=settings, codebook=codebook)
            linker.link_waiting()
            yield kept


class _Lazy:
    """The parts, loaded when first needed."""

    def __init__(self, load: Callable[[], Parts]) -> None:
        self.load = load
        self.made: Parts | None = None

    @property
    def parts(self) -> Parts:
        """The parts; loaded at the first call."""
        if self.made is None:
            self.made = self.load()
        return self.made

    def is_outlet(self, name: str) -> bool:
        """Whether a name is an outlet's."""
        return self.parts.tools.actors.is_outlet(name)


def _keep(
    database: Database, read: Article | Issue, *, source: str, lazy: _Lazy, settings: Settings, codebook: Codebook,
) -> Kept:
    """One input into the store."""
    if not isinstance(read, Issue) and len(read.text) > settings.max_chars:
        read = Issue(
            input=read.uri or source, stage="read", reason="too_long",
            detail=f"{len(read.text)} characters, more than max_chars = {settings.max_chars}; "
                   "split it, or raise max_chars in dateline.toml")
    if isinstance(read, Issue):
        put_issue(database, read, source=source)
        return Kept(source, "refused", issue=read)
    if read.outlet is None and settings.outlet is not None:
        read = msgspec.structs.replace(read, outlet=settings.outlet)
    records: tuple[Told, ...] = ()
    if not is_known(database, read.id, coder=__version__):
        result = process(read, lazy.parts)
        if result.issues:
            put_issue(database, result.issues[0], source=source)
            return Kept(source, "refused", issue=result.issues[0])
        records = (*result.claims, *result.arrangements, *result.controls)
    outcome = put_article(database, read, records, coder=__version__, codebook=codebook, source=source)
    return Kept(source, outcome, article=read.id)
