"""One shard coded: its units read, filtered, coded, and written as files of the data set.

The same shard gives the same files, whoever codes it and how often. A fault of one page becomes an `Issue` here or in
`process`; what this cannot catch, a page that hangs or kills the process, the supervisor does.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import UnreadableInput
from dateline.pipeline import process
from dateline.records import Issue
from dateline.scale.columns import KINDS, month_of, row_of_article, row_of_issue, row_of_told
from dateline.scale.dataset import Writer
from dateline.scale.manifest import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dateline.codebook import Codebook
    from dateline.ingest.units import Unit
    from dateline.pipeline import Parts
    from dateline.records import Article
    from dateline.scale.columns import Outcome
    from dateline.scale.cursor import Cursor
    from dateline.scale.job import Job
    from dateline.scale.plan import Shard
    from dateline.scale.relevance import Relevance
    from dateline.store.rows import Told

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker has at hand: loaded once, used for all shards. `relevance` is `None` where nothing is filtered."""

    job: Job
    parts: Parts
    codebook: Codebook
    relevance: Relevance | None
    cursor: Cursor


def code_shard(
    shard: Shard, bench: Bench, *, on_page: Callable[[int], None], skip: Mapping[int, str],
) -> Entry:
    """Code a shard and write its files; `on_page` is told the position of each unit before it is read, again after each
    article in it, and the number of units before anything is written. `skip` gives the positions of pages that were
    quarantined, and why.

    Raises `UnreadableInput` where the sources have fewer units than were counted: they have changed.
    """
    shelf = _Shelf(shard, bench, on_page)
    units = bench.cursor.units(shard)
    for position in range(shard.units):
        on_page(position)
        unit = next(units, None)
        if unit is None:
            message = f"{shard.spans[-1].address}: fewer inputs than were counted: it has changed; choose another --out"
            raise UnreadableInput(message)
        if position in skip:
            name = f"{_address_at(shard, position)}"
            shelf.refuse(Issue(input=name, stage="batch", reason="quarantined", detail=skip[position]), position)
        else:
            shelf.code(unit, position)
    # Whoever has lost his driver writes nothing: another may be at work here by now.
    on_page(shard.units)
    return shelf.close()


def code_alone(shard: Shard, position: int, bench: Bench) -> None:
    """Code one page of a shard and keep nothing: whether it can be done is the question."""
    unit = bench.cursor.only(shard, position)
    if unit is not None:
        _Shelf(shard, bench, lambda _: None).code(unit, position)


def _address_at(shard: Shard, position: int) -> str:
    """What an issue calls a page of which nothing is known but where it stands."""
    at = position
    for span in shard.spans:
        if at < span.last - span.first:
            return span.address if span.last == 1 else f"{span.address}, input {span.first + at + 1}"
        at -= span.last - span.first
    return shard.name


class _Shelf:
    """The rows of one shard while they are gathered."""

    def __init__(self, shard: Shard, bench: Bench, on_page: Callable[[int], None]) -> None:
        self.shard = shard
        self.bench = bench
        self.on_page = on_page
        self.writer = Writer(bench.job.out, shard)
        self.outcomes: Counter[Outcome] = Counter()

    def code(self, unit: Unit, position: int) -> None:
        """Everything that a unit gives; a fault of ours is an issue, the end of the driver is not."""
        for read in self._read(unit, position):
            try:
                self._take(read, position)
            except Exception as error:  # a fault of ours must not lose the rest of a shard
                self._failed(error, position)
            self.on_page(position)

    def _read(self, unit: Unit, position: int) -> Iterator[Article | Issue]:
        try:
            yield from unit()
        except Exception as error:  # likewise
            self._failed(error, position)

    def _failed(self, error: Exception, position: int) -> None:
        name = _address_at(self.shard, position)
        _log.warning("reading %s failed: %s", name, type(error).__name__)
        _log.debug("where it failed", exc_info=error)
        detail = f"{type(error).__name__}: {error}; please report this with the input"
        self.refuse(Issue(input=name, stage="ingest", reason="failed", detail=detail), position)

    def _take(self, read: Article | Issue, position: int) -> None:
        if isinstance(read, Issue):
            self.refuse(read, position)
        else:
            self._article(read, position)

    def _article(self, article: Article, position: int) -> None:
        """One article by what becomes of it."""
        most = self.bench.job.settings.max_chars
        if len(article.text) > most:
            detail = f"{len(article.text)} characters, more than max_chars = {most}; split it, or raise max_chars"
            self._drop(article, position, outcome="refused", stage="read", reason="too_long", detail=detail)
            return
        relevance = self.bench.relevance
        if relevance is not None and not relevance.may_tell(article):
            detail = "no sentence has the words of a rule; --no-filter codes it all the same"
            self._drop(article, position, outcome="filtered", stage="filter", reason="not_relevant", detail=detail)
            return
        self._coded(article, position)

    def _coded(self, article: Article, position: int) -> None:
        result = process(article, self.bench.parts)
        told: tuple[Told, ...] = (*result.claims, *result.arrangements, *result.controls)
        outcome: Outcome = "refused" if result.issues else "coded" if told else "silent"
        self._keep(article, position, outcome=outcome)
        for issue in result.issues:
            self.refuse(issue, position, article=article)
        for record in told:
            kind, row = row_of_told(record, article, codebook=self.bench.codebook, shard=self.shard.number)
            self.writer.add(kind, row, month=month_of(article))

    def _keep(self, article: Article, position: int, *, outcome: Outcome) -> None:
        self.outcomes[outcome] += 1
        row = row_of_article(article, outcome=outcome, shard=self.shard.number, unit=position)
        self.writer.add("articles", row, month=month_of(article))

    def _drop(
        self, article: Article, position: int, *, outcome: Outcome, stage: str, reason: str, detail: str,
    ) -> None:
        """An article that was read and is not coded."""
        self._keep(article, position, outcome=outcome)
        issue = Issue(input=article.uri or article.id, stage=stage, reason=reason, detail=detail)
        self.refuse(issue, position, article=article)

    def refuse(self, issue: Issue, position: int, *, article: Article | None = None) -> None:
        """An issue; that of an article stands in its month."""
        row = row_of_issue(
            issue, article=article.id if article else None, shard=self.shard.number, unit=position)
        self.writer.add("issues", row, month=month_of(article))

    def close(self) -> Entry:
        """Write the files."""
        rows = {kind: self.writer.count(kind) for kind in KINDS}
        outcomes = {str(name): self.outcomes[name] for name in ("coded", "silent", "filtered", "refused")}
        return Entry(
            shard=self.shard.number, units=self.shard.units, spans=self.shard.spans, outcomes=outcomes, rows=rows,
            parts=self.writer.close())
