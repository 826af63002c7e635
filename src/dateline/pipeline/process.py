"""One article through all stages. The one place where an unexpected failure becomes an `Issue`."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.analyze import analyse
from dateline.coding import code
from dateline.errors import DatelineError
from dateline.pipeline.account import LineNote, account_for
from dateline.pipeline.printed import as_printed
from dateline.records import Arrangement, Article, Claim, ControlClaim, Issue, LabelUse
from dateline.resolve import resolve

if TYPE_CHECKING:
    from dateline.pipeline.parts import Parts

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """What one article gave. `notes` cover every line of the page, in order; nothing passes silently."""

    article: Article
    claims: tuple[Claim, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    controls: tuple[ControlClaim, ...] = ()
    labels: tuple[LabelUse, ...] = ()
    issues: tuple[Issue, ...] = ()
    notes: tuple[LineNote, ...] = ()


def process(article: Article, parts: Parts) -> Result:
    """Code one article; the same article and version always give the same records.

    A failure inside gives a `Result` with an `Issue` (stage `process`, reason `failed`) and no records, and is logged
    (with its traceback at level debug); no article can stop a batch.
    """
    try:
        with parts.tools.nlp.memory_zone():
            return _process(article, parts)
    except DatelineError as error:
        return _failed(article, reason=error.code, detail=str(error))
    except Exception as error:  # the per-article boundary: a fault of ours must not lose the rest of a batch
        _log.warning("coding %s failed: %s", article.uri or article.id, type(error).__name__)
        _log.debug("where it failed", exc_info=True)
        detail = f"{type(error).__name__}: {error}; please report this with the article"
        return _failed(article, reason="failed", detail=detail)


def _process(article: Article, parts: Parts) -> Result:
    reading = analyse(article, parts.tools)
    resolution = resolve(
        reading, places=parts.tools.places, actors=parts.tools.actors, times=parts.tools.times,
        quantities=parts.tools.quantities,
    )
    coded = code(reading, resolution, parts=parts.coding)
    read = reading.article.text
    return Result(
        article=article,
        claims=as_printed(coded.claims, article.text, read=read),
        arrangements=as_printed(coded.arrangements, article.text, read=read),
        controls=as_printed(coded.controls, article.text, read=read),
        labels=coded.labels,
        notes=account_for(reading, coded),
    )


def _failed(article: Article, *, reason: str, detail: str) -> Result:
    issue = Issue(input=article.uri or article.id, stage="process", reason=reason, detail=detail)
    return Result(article=article, issues=(issue,))
