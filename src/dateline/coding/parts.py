"""What coding needs beside the article, built once per worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.codebook.arrangements import ArrangementBook
    from dateline.codebook.lexicons import Alliances
    from dateline.codebook.relation_model import RelationModel
    from dateline.codebook.sensitive import SensitiveWords
    from dateline.coding.index import RuleIndex
    from dateline.gazetteer.actors import ActorTable


@dataclass(frozen=True, slots=True)
class CodingParts:
    """The compiled codebook, the patterns of arrangements and control, the tables of allies and actors, the words by
    which care is due, the encoder."""

    index: RuleIndex
    book: ArrangementBook
    alliances: Alliances
    actors: ActorTable
    sensitive: SensitiveWords
    model: RelationModel | None = None
