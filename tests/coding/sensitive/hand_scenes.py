"""Sentences built by hand, read for care, without a model."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dateline.analyze.stances import find_stances
from dateline.codebook.lexicons import load_stance_cues
from dateline.codebook.sensitive import load_sensitive
from dateline.coding.sensitive import care_for
from dateline.gazetteer.actors import load_actors
from dateline.records import Resolution
from tests.hand import doc_of, reading_of

if TYPE_CHECKING:
    from dateline.coding.sensitive import Care

words = cache(load_sensitive)
table = cache(load_actors)


def care_of(marked: str) -> Care:
    """The finder over one paragraph that is marked up as in `tests.hand`."""
    doc = doc_of(marked)
    reading = reading_of(doc, (), stances=find_stances(doc, cues=load_stance_cues()))
    return care_for(reading, Resolution(), words=words(), table=table())


def reasons(marked: str) -> list[str]:
    """All reasons of the paragraph."""
    care = care_of(marked)
    return sorted(care.reasons_at(0, len(care.reading.article.text)))


def private(marked: str) -> list[tuple[str, str]]:
    """(name, role) of each private person in it."""
    return [(person.text, person.role) for person in care_of(marked).persons]
