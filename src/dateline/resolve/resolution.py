"""The four resolvers joined: what each mention of a reading stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records import Reading, Resolution
from dateline.resolve.actors import resolve_actors
from dateline.resolve.places import resolve_places
from dateline.resolve.quantities import resolve_quantities
from dateline.resolve.times import resolve_times

if TYPE_CHECKING:
    from dateline.codebook.measures import QuantityLexicon, TimeLexicon
    from dateline.gazetteer.actors import ActorTable
    from dateline.gazetteer.places import PlaceIndex


def resolve(
    reading: Reading, *, places: PlaceIndex, actors: ActorTable, times: TimeLexicon, quantities: QuantityLexicon,
) -> Resolution:
    """Resolve every mention; the publication date anchors offices and relative dates, and may be unknown."""
    published = reading.article.published.value if reading.article.published else None
    found_places, no_places, place_notes = resolve_places(reading, places=places)
    found_actors, no_actors, actor_notes = resolve_actors(
        reading, table=actors, published=published, places=found_places,
    )
    found_times, no_times, time_notes = resolve_times(reading, published=published, lexicon=times)
    found_quantities, no_quantities, quantity_notes = resolve_quantities(reading, lexicon=quantities)
    return Resolution(
        actors=found_actors,
        places=found_places,
        times=found_times,
        quantities=found_quantities,
        unresolved={**no_actors, **no_places, **no_times, **no_quantities},
        notes={**actor_notes, **place_notes, **time_notes, **quantity_notes},
    )
