"""The costly parts of the pipeline, built once per worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.analyze import Tools, load_language
from dateline.analyze.truecase import case_table
from dateline.codebook import load_codebook
from dateline.codebook.arrangements import load_arrangements
from dateline.codebook.case import load_case
from dateline.codebook.lexicons import load_alliances, load_speech, load_stance_cues
from dateline.codebook.measures import load_quantities, load_times
from dateline.codebook.relation_model import open_relation_model
from dateline.codebook.sensitive import load_sensitive
from dateline.coding import CodingParts
from dateline.coding.index import index_rules
from dateline.config import Settings
from dateline.gazetteer.actors import load_actors
from dateline.gazetteer.places import open_places

if TYPE_CHECKING:
    from dateline.coding.index import RuleIndex


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that `process` needs beside the article."""

    settings: Settings
    tools: Tools
    coding: CodingParts

    @property
    def index(self) -> RuleIndex:
        """The compiled codebook."""
        return self.coding.index


def load_parts(settings: Settings | None = None) -> Parts:
    """Load the language model, the place index and the tables (about three seconds).

    Raises `MissingPart` when something that installation provides is absent, and `ConfigError` when a table of the
    package or of the user breaks its schema.
    """
    settings = settings or Settings()
    codebook = load_codebook(settings.codebook)
    nlp = load_language()
    places = open_places(settings.places, own=settings.data)
    actors = load_actors(settings.actors, own=settings.data)
    tools = Tools(
        nlp=nlp,
        places=places,
        actors=actors,
        times=load_times(),
        quantities=load_quantities(),
        speech=load_speech(),
        cues=load_stance_cues(),
        case=case_table(nlp, lexicon=load_case(), actors=actors, places=places),
    )
    coding = CodingParts(
        actors=tools.actors,
        index=index_rules(codebook),
        book=load_arrangements(codebook=codebook),
        alliances=load_alliances(settings.alliances),
        sensitive=load_sensitive(),
        model=open_relation_model(),
    )
    return Parts(settings=settings, tools=tools, coding=coding)
