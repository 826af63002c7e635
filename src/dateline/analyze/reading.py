"""From an `Article` to its `Reading`: parse, find mentions, link them, find who says what and how sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dateline.analyze.actors import find_actors
from dateline.analyze.language import parse
from dateline.analyze.places import find_places
from dateline.analyze.quantities import find_quantities
from dateline.analyze.reference import link
from dateline.analyze.sayings import find_sayings
from dateline.analyze.stances import find_stances
from dateline.analyze.time_stamps import find_stamps
from dateline.analyze.times import find_times
from dateline.analyze.truecase import natural_case
from dateline.records import Article, Mention, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from spacy.language import Language

    from dateline.analyze.truecase import CaseTable
    from dateline.codebook.lexicons import SpeechLexicon, StanceCues
    from dateline.codebook.measures import QuantityLexicon, TimeLexicon
    from dateline.gazetteer.actors import ActorTable
    from dateline.gazetteer.places import PlaceIndex


@dataclass(frozen=True, slots=True)
class Tools:
    """What analysis needs, built once per worker."""

    nlp: Language
    places: PlaceIndex
    actors: ActorTable
    times: TimeLexicon
    quantities: QuantityLexicon
    speech: SpeechLexicon
    cues: StanceCues
    case: CaseTable


def analyse(article: Article, tools: Tools) -> Reading:
    """Read one article. The `Doc` in the result must not outlive the worker's handling of this article.

    Of an article with blocks in capitals throughout, the reading holds a copy in natural case, its offsets the same.
    """
    article = natural_case(article, tools.case)
    doc, kinds = parse(article, nlp=tools.nlp)
    mentions = join_mentions((
        find_actors(doc, table=tools.actors),
        find_places(doc, places=tools.places),
        find_times(doc, lexicon=tools.times),
        find_stamps(article, doc, lexicon=tools.times),
        find_quantities(doc, lexicon=tools.quantities),
    ))
    linked = tuple(link(doc, mentions, table=tools.actors))
    return Reading(
        article=article,
        doc=doc,
        mentions=linked,
        sayings=find_sayings(doc, linked, speech=tools.speech),
        stances=find_stances(doc, cues=tools.cues),
        block_kinds=kinds,
    )


def join_mentions(lists: Iterable[Sequence[Mention]]) -> list[Mention]:
    """One list in the order of the text (longer first, then by kind), antecedents renumbered to it."""
    tagged = [(which, at, mention) for which, found in enumerate(lists) for at, mention in enumerate(found)]
    tagged.sort(key=lambda row: (row[2].start, -row[2].end, row[2].kind, row[0], row[1]))
    places = {(which, at): index for index, (which, at, _) in enumerate(tagged)}
    return [
        msgspec.structs.replace(mention, antecedents=tuple(places[which, one] for one in mention.antecedents))
        if mention.antecedents else mention
        for which, _, mention in tagged
    ]
