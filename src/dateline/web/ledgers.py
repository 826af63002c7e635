"""Arrangements and control: the ledgers of the store as of any day, each word with whose it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import msgspec
from fastapi import APIRouter, Request, Response

from dateline.events.arrangements import (
    Report, arrangement_ledger, as_known, control_known, control_ledger, holder_at, status_at, window_end,
)
from dateline.export.ledger_text import arrangement_lines, control_lines
from dateline.export.phrases import load_phrases
from dateline.export.wording import DETERMINERS, clean, day, name_place
from dateline.gazetteer.fold import fold
from dateline.records.ledger import ArrangementAsOf, ControlAsOf
from dateline.store.desk import last_told_of
from dateline.store.lives import Asked, Kept, beside, ids_of, last_day
from dateline.web.asking import LIFE_NAMES, asked_in, day_in, filters_in
from dateline.web.desk import desk_of, render
from dateline.web.showing import Clearing, clearing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.config.policy import Output
    from dateline.records import Arrangement, PlaceRef
    from dateline.records.ledger import ArrangementLife, Standing, Word
    from dateline.store import Database
    from dateline.store.filters import Filters
    from dateline.store.lives import Table
    from dateline.web.desk import Desk

router = APIRouter(include_in_schema=False)

SEEDS: Final = 40
"""Of the records that fit, the latest ones whose lives are told."""
SHOWN: Final = 25
MOST_EXPORTED: Final = 5_000
LAST: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Found:
    """Lives as of a day. `more`: there are records that fit beyond the latest that were looked at. `care` is what the
    policy did on the way."""

    rows: tuple[Any, ...]
    as_of: str
    more: bool
    held: int
    dropped: int
    changed: int


def arrangements_as_of(
    desk: Desk, asked: Asked, *, as_of: str | None, output: Output | None = None, most: int = SEEDS,
) -> Found:
    """The lives of the latest arrangements that fit (of `most` records), with how each stands as of a day."""
    def make() -> Found:
        database = desk.reading
        ids, more = _seeds(database, "arrangements", asked, until=as_of, most=most)
        kept, clear = _cleared(desk, asked, beside(database, "arrangements", ids), output=output)
        lives = [life for life in arrangement_ledger(map(_report, kept)) if ids & {life.id, *life.aliases}]
        moment = as_of or last_day(database) or LAST
        known = lives if as_of is None else [one for life in lives if (one := as_known(life, as_of)) is not None]
        known.sort(key=lambda life: life.last_told or "", reverse=True)
        rows = tuple(
            ArrangementAsOf(**msgspec.structs.asdict(life), as_of=moment, standings=tuple(
                status_at(life, party.party, moment) for party in life.parties)) for life in known)
        return Found(rows, moment, more, clear.gate.held, clear.gate.dropped, clear.gate.changed)

    found: Found = desk.cached("arrangements", (_key(asked), as_of, output, most), make)
    return found


def control_as_of(
    desk: Desk, asked: Asked, *, as_of: str | None, output: Output | None = None,
) -> Found:
    """The words on who holds the places last spoken of that fit, with the last word as of a day."""
    def make() -> Found:
        database = desk.reading
        ids, more = _seeds(database, "controls", asked, until=as_of)
        kept, clear = _cleared(desk, asked, beside(
            database, "controls", ids, without_self_reports=asked.filters.without_self_reports), output=output)
        lives = [life for life in control_ledger(map(_report, kept)) if ids & {life.id, *life.aliases}]
        moment = as_of or last_day(database) or LAST
        known = lives if as_of is None else [one for life in lives if (one := control_known(life, as_of)) is not None]
        known.sort(key=lambda life: life.entries[-1].as_of or "", reverse=True)
        rows = tuple(ControlAsOf(**msgspec.structs.asdict(life), as_of=moment, holding=holder_at(life, moment))
                     for life in known)
        return Found(rows, moment, more, clear.gate.held, clear.gate.dropped, clear.gate.changed)

    found: Found = desk.cached("control", (_key(asked), as_of, output), make)
    return found


def lives_for_export(desk: Desk, filters: Filters) -> tuple[list[ArrangementLife], list[Arrangement]]:
    """The lives of the arrangements that fit and all records behind them, by the policy for files."""
    asked = Asked(filters=filters)
    database = desk.reading
    ids, _ = _seeds(database, "arrangements", asked, most=MOST_EXPORTED)
    kept, _ = _cleared(desk, asked, beside(database, "arrangements", ids), output="file")
    lives = [life for life in arrangement_ledger(map(_report, kept)) if ids & {life.id, *life.aliases}]
    return lives, [record for one in kept for record in one.arrangements]


def _key(asked: Asked) -> object:
    """What an answer depends on; the place is in it by its name."""
    there = asked.there.args if isinstance(asked.there, partial) else ()
    return (asked.filters, sorted(asked.kinds), sorted(asked.statuses), there)


def _seeds(
    database: Database, table: Table, asked: Asked, *, most: int = SEEDS, until: str | None = None,
) -> tuple[frozenset[str], bool]:
    """The ids of the records that fit and were told last, by a day if one is asked for, and whether there are more."""
    found = last_told_of(database, table, ids_of(database, table, asked), until=until, limit=most + 1)
    return frozenset(found[:most]), len(found) > most


def _cleared(
    desk: Desk, asked: Asked, kept: Sequence[Kept], *, output: Output | None = None,
) -> tuple[list[Kept], Clearing]:
    """The same articles with those of their records that may be shown."""
    clear = clearing(desk, asked.filters, gate=desk.gate(output))
    clear.probed = clear.probed or asked.there is not None
    if clear.obeys:
        clear.know(desk.reading, (one.article.id for one in kept))
    return [
        Kept(one.article, one.claims, tuple(_passed(one.arrangements, clear)), tuple(_passed(one.controls, clear)))
        for one in kept], clear


def _passed(records: Iterable[Any], clear: Clearing) -> Iterable[Any]:
    return (shown for record in records if (shown := clear.record(record)) is not None)


def _report(kept: Kept) -> Report:
    return Report(article=kept.article, arrangements=kept.arrangements, controls=kept.controls, claims=kept.claims)


def is_there(name: str, place: PlaceRef | None) -> bool:
    """Whether a place has a name, or lies in a division, place or country of that name or code."""
    if place is None:
        return False
    if place.country == name.strip().upper():
        return True
    known = (place.name, place.text, place.admin1, place.admin2, place.within)
    return any(fold(one) == fold(name) for one in known if one)


def asked_of(query: Mapping[str, str], *, kinds: bool) -> Asked:
    """The question that a query asks of arrangements or of control."""
    filters = filters_in(query, LIFE_NAMES if kinds else (*LIFE_NAMES, "without-self-reports"))
    place = filters.place
    named = load_phrases()
    chosen = (query.get("kind") or "").strip()
    status = (query.get("status") or "").strip()
    return Asked(
        filters=replace(filters, place=None), there=partial(is_there, place) if place else None,
        kinds=frozenset({chosen}) if kinds and chosen in named.by_kind else frozenset(),
        statuses=frozenset({status}) if kinds and status in named.status else frozenset())


@router.get("/arrangements")
def arrangements_page(request: Request) -> Response:
    """The ledger of arrangements as of any day."""
    query = request.query_params
    desk = desk_of(request)
    found = arrangements_as_of(desk, asked_of(query, kinds=True), as_of=day_in(query, "as-of"))
    shown = found.rows[:SHOWN]
    named = load_phrases()
    return render(
        request, "arrangements.html", as_of=found.as_of, more=found.more or len(found.rows) > len(shown),
        asked=asked_in(query, (*LIFE_NAMES, "as-of", "kind", "status")), care=_care(desk, found),
        kinds=sorted(named.by_kind),
        lives=[{"life": life, "lines": lines_of(life)} for life in shown], by_party=party_rows(shown))


@router.get("/control")
def control_page(request: Request) -> Response:
    """Who is said to hold what, as of any day."""
    query = request.query_params
    desk = desk_of(request)
    found = control_as_of(desk, asked_of(query, kinds=False), as_of=day_in(query, "as-of"))
    shown = found.rows[:SHOWN * 2]
    return render(
        request, "control.html", as_of=found.as_of, more=found.more or len(found.rows) > len(shown),
        asked=asked_in(query, (*LIFE_NAMES, "as-of", "without-self-reports")), care=_care(desk, found),
        lives=[{"life": life, "lines": _control_lines(life)} for life in shown])


def _care(desk: Desk, found: Found) -> dict[str, Any]:
    return {"output": desk.output, "held": found.held, "dropped": found.dropped, "changed": found.changed,
            "next_release": None}


def lines_of(life: ArrangementAsOf) -> list[dict[str, Any]]:
    """A life as lines, each with its depth."""
    return [line._asdict() for line in arrangement_lines(life, life.standings, as_of=life.as_of)]


def _control_lines(life: ControlAsOf) -> list[dict[str, Any]]:
    return [line._asdict() for line in control_lines(life, life.holding, as_of=life.as_of)]


def party_rows(lives: Iterable[ArrangementAsOf]) -> list[dict[str, Any]]:
    """One row for each party of each life: what is said, as of when, on whose word, until when, and the breaches that
    others lay to its charge."""
    return [_party_row(life, standing) for life in lives for standing in life.standings]


def _party_row(life: ArrangementAsOf, standing: Standing) -> dict[str, Any]:
    entry = standing.entry
    known = entry is not None and standing.status != "unknown"
    codes = {party.party: (party.codes, party.name) for party in life.parties}.get(standing.party, ((), ""))
    return {
        "arrangement": life.id, "kinds": life.kinds, "direction": life.direction,
        "place": name_place(life.place) or "place not told", "party": _name(standing.name),
        "said": f"said {load_phrases().status[standing.status]}" if known else "unknown",
        "reason": None if known else standing.reason,
        "word": _whose(entry.word) if entry else None, "stake": entry.word.stake if entry else "unknown",
        "as_of": entry.as_of if entry else None, "expires": window_end(life, standing.party, life.as_of),
        "beside": [f"said {load_phrases().status[one.status]}, on the word of {_whose(one.word)}"
                   for one in standing.beside],
        "breaches": _breaches(life, codes),
    }


def _breaches(life: ArrangementLife, party: tuple[Sequence[str], str]) -> list[dict[str, Any]]:
    """How many breaches each accuser lays to the charge of a party."""
    codes, name = party
    counts: dict[str, int] = {}
    for breach in life.breaches:
        if set(codes) & set(breach.accused_codes) or name in breach.accused:
            for accuser in dict.fromkeys(_name(word.name) for word in breach.words):
                counts[accuser] = counts.get(accuser, 0) + 1
    return [{"accuser": who, "alleged": count} for who, count in sorted(counts.items(), key=lambda one: -one[1])]


def _whose(word: Word) -> str:
    """A voice with its outlet and day."""
    outlet = clean(word.outlet) if word.outlet else "outlet not told"
    published = day(word.published[:10]) if word.published else "day not told"
    return f"{outlet} itself ({published})" if word.voice == "outlet" else f"{_name(word.name)} ({outlet}, {published})"


def _name(name: str) -> str:
    """A name as it stands inside a sentence: "The army" is "the army"."""
    first, _, rest = clean(name).partition(" ")
    return f"{first.lower()} {rest}" if rest and first.lower() in DETERMINERS else clean(name)
