"""Who speaks in the store: for each origin how many records rest on its word, with what stake, in how many articles.

Counted by the first voice of each record, from the columns alone; what only a record tells (through whom the words
came, whether the source is named) is read from the last records of each source.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec

from dateline.store.filters import Filters, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dateline.store.database import Database
    from dateline.store.filters import Table

READ_OF_EACH = 20
"""Records of each source that are read for the voices through which its words came."""
HOUSE = frozenset({"outlet", "publisher"})
CLAIMS_ONLY = ("event", "mode", "text", "flag", "min_origins")
NOT_TOLD = "outlet not told"
OPEN_CONTROLS = "coalesce(json_array_length(record, '$.sensitive'), 0) = 0"
"""Control claims have no column for it."""


@dataclass(slots=True)
class SpeakerCount:
    """One origin. `through`: the voices that passed its words on in its last records, most often first."""

    name: str
    kind: str = "outlet"
    named: bool = True
    code: str | None = None
    through: tuple[str, ...] = ()
    articles: int = 0
    outlets: int = 0
    stakes: Counter[str] = field(default_factory=Counter)

    @property
    def records(self) -> int:
        """How many records rest on its word."""
        return self.stakes.total()


class _Actor(msgspec.Struct, gc=False):
    name: str | None = None


class _Speaker(msgspec.Struct, gc=False):
    text: str | None = None
    kind: str = "outlet"
    named: bool = False
    actor: _Actor | None = None


class _Hop(msgspec.Struct, gc=False):
    speakers: tuple[_Speaker, ...] = ()


class _Chain(msgspec.Struct, gc=False):
    attribution: tuple[_Hop, ...] = ()


@dataclass(slots=True)
class _Voice:
    """An origin while it is counted: its stakes and codes, its articles, and its rows by table."""

    stakes: Counter[str] = field(default_factory=Counter)
    code: str | None = None
    articles: set[str] = field(default_factory=set)
    rows: dict[Table, list[int]] = field(default_factory=dict)


def speakers(
    database: Database, filters: Filters, *, limit: int | None = None, newest: int | None = None,
    open_only: bool = False,
) -> list[SpeakerCount]:
    """The origins of the records that fit, the one behind most records first; equal counts by name.

    Arrangements and control claims are counted where the filters can be asked of them. What an outlet tells in its own
    words counts for the outlet. `newest`: of each kind only so many records are counted, those of the latest days.
    `open_only` leaves out what gives reason for care.
    """
    told = [
        (table, row) for table in _tables(filters)
        for row in _told(database, table, filters, newest=newest, open_only=open_only)]
    houses = _houses(database, None if newest is None else {article for _, (_, article, *_) in told})
    voices: dict[str, _Voice] = {}
    for table, (row, article, origin, code, stake) in told:
        voice = voices.setdefault(origin or houses.get(article, NOT_TOLD), _Voice())
        voice.stakes[stake] += 1
        voice.articles.add(article)
        if origin:
            voice.code = voice.code or code
            voice.rows.setdefault(table, []).append(row)
    ranked = sorted(voices, key=lambda name: (-voices[name].stakes.total(), name))
    return [_counted(database, name, voices[name], houses) for name in (ranked if limit is None else ranked[:limit])]


def _houses(database: Database, only: set[str] | None = None) -> dict[str, str]:
    """What the outlet of each article, or of these only, is called."""
    cursor = database.connection.cursor()
    cursor.row_factory = None
    chosen = "" if only is None else " WHERE id IN (SELECT value FROM json_each(:ids))"
    return dict(cursor.execute(
        f"SELECT id, coalesce(outlet, publisher, '{NOT_TOLD}') FROM articles{chosen}",
        {"ids": json.dumps(sorted(only))} if only is not None else {}))


def _tables(filters: Filters) -> list[Table]:
    """The tables that the filters can be asked of."""
    only = any(getattr(filters, name) for name in CLAIMS_ONLY)
    return ["claims"] if only else ["claims", "arrangements", "controls"]


def _told(
    database: Database, table: Table, filters: Filters, *, newest: int | None = None, open_only: bool = False,
) -> Iterator[tuple[int, str, str | None, str | None, str]]:
    """(row, article, origin, its code, stake) of the records of a table that fit."""
    asked = replace(filters, without_self_reports=False) if table == "arrangements" else filters
    found = where(asked, table)
    if open_only:
        found.add(OPEN_CONTROLS if table == "controls" else "sensitive = 0")
    last = "" if newest is None else f" ORDER BY day DESC LIMIT {newest:d}"
    cursor = database.connection.cursor()
    cursor.row_factory = None
    return cursor.execute(
        f"SELECT row, article, origin, origin_code, stake FROM {table} AS t WHERE {found.sql}{last}", found.values)


def _counted(database: Database, name: str, voice: _Voice, houses: Mapping[str, str]) -> SpeakerCount:
    """The row of one source, with what its last records tell."""
    one = SpeakerCount(
        name=name, code=voice.code, articles=len(voice.articles), stakes=voice.stakes,
        outlets=len({houses.get(article, NOT_TOLD) for article in voice.articles}))
    last = [(table, row) for table, rows in voice.rows.items() for row in heapq.nlargest(READ_OF_EACH, rows)]
    return _with_chains(one, _chains(database, last))


def _chains(database: Database, rows: Iterable[tuple[Table, int]]) -> Iterator[tuple[_Hop, ...]]:
    """The chains of these rows that have a speaker."""
    decoder = msgspec.json.Decoder(_Chain)
    for table, row in rows:
        (record,) = database.connection.execute(f"SELECT record FROM {table} WHERE row = ?", (row,)).fetchone()
        chain = decoder.decode(record).attribution
        if chain and chain[0].speakers:
            yield chain


def _with_chains(one: SpeakerCount, chains: Iterable[tuple[_Hop, ...]]) -> SpeakerCount:
    """The source with its kind, whether it is named, and the voices between it and the outlet."""
    kinds: Counter[str] = Counter()
    through: Counter[str] = Counter()
    named = False
    for first, *rest in chains:
        kinds[first.speakers[0].kind] += 1
        named = named or first.speakers[0].named
        through.update({
            _name(voice) for hop in rest for voice in hop.speakers
            if voice.kind not in HOUSE and (voice.text or voice.actor)})
    if kinds:
        one.kind, one.named = min(kinds, key=lambda kind: (-kinds[kind], kind)), named
    one.through = tuple(sorted(through, key=lambda voice: (-through[voice], voice)))
    return one


def _name(voice: _Speaker) -> str:
    """What a voice is called: the actor's name, else its words."""
    return (voice.actor.name if voice.actor else None) or " ".join((voice.text or "").split())
