"""What a report is about as a whole: the one country, the one rebel group, whose nameless actors may then be told.

Takes a `Reading` with its places resolved, gives codes and rows, or `None` where the report is about several.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.gazetteer.actor_rows import ActorRow
    from dateline.gazetteer.actors import ActorTable
    from dateline.records import PlaceRef, Reading

_STORY_COUNT = 3
_STORY_SHARE = 0.5
_RIVAL_SHARE = 0.7
_ONLY_COUNT = 2
"""A report has one country when at least three mentions and half of all that have a country name it, and no other is
named nearly as often: on the development reports this fills "protesters" in Iran and leaves two rivals alone."""
_NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


def countries_named(
    reading: Reading, actors: list[int], table: ActorTable, places: Mapping[int, PlaceRef],
) -> Counter[str]:
    """How often the report names each state, by its actors and places.

    A state is counted wherever its name stands; a city or district counts for the state in which it lies. A name that
    two states bear ("Congolese") counts for the one that the report names otherwise.
    """
    counts: Counter[str] = Counter()
    shared: list[set[str]] = []
    for token in reading.doc:
        if token.text[:1].isupper():
            rows = [table.rows[row] for row in table.ids(token.text)]
            states = {row.country for row in rows if row.entity.startswith("state-")}
            if len(states) == 1:
                counts.update(states)
            elif states:
                shared.append(states)
    for index in actors:
        row = table.named(reading.mentions[index].text, reading.mentions[index].entries)
        if row is None or row.sector not in table.words.story_sectors or row.sector == "JRN":
            continue
        if " " in row.alias or not row.entity.startswith("state-"):
            counts[row.country] += 1
    counts.update(
        place.country for index, place in places.items()
        if place.country and place.precision != "country" and reading.mentions[index].form == "name"
    )
    for states in shared:
        most = max(counts[country] for country in states)
        likely = [country for country in sorted(states) if most and counts[country] == most]
        counts.update(likely if len(likely) == 1 else ())
    return Counter({country: count for country, count in counts.items() if country and country not in _NO_STATE})


def story_country(counts: Counter[str]) -> str | None:
    """The one country that the report is about; `None` when it is about several."""
    if not counts:
        return None
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    country, count = ranked[0]
    if len(ranked) == 1:
        return country if count >= _ONLY_COUNT else None
    leads = count >= _STORY_SHARE * counts.total() and ranked[1][1] <= _RIVAL_SHARE * count
    return country if count >= _STORY_COUNT and leads else None


def only_rebels(reading: Reading, actors: list[int], table: ActorTable) -> ActorRow | None:
    """The one rebel group that the report names; `None` where it names none or several. Its leader is no second one."""
    rows: dict[str, ActorRow] = {}
    for index in actors:
        row = table.named(reading.mentions[index].text, reading.mentions[index].entries)
        if row is not None and row.sector == "REB" and not row.entity.startswith("person-"):
            rows.setdefault(row.entity, row)
    return next(iter(rows.values())) if len(rows) == 1 else None
