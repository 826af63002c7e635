"""`dateline plot map` and `network`: events of the store by place and between parties."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

from dateline.cli.outgoing import door_of, tell_care

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.export.network import By
    from dateline.export.schemas.units import Unit
    from dateline.pipeline.clearing import Door
    from dateline.store import Database
    from dateline.store.filters import Filters

DAY = len("2016-10-19")


def run_map(
    *, config: Path | None, db: Path | None, asked: Filters, out: Path, counted: str, title: str,
) -> int:
    """Draw what the filters let through on a map; 1 where there is none."""
    from dateline.cli.export import tell_unlinked
    from dateline.cli.query import reading
    from dateline.codebook import load_codebook
    from dateline.export.map_plot import Caption, plot_map
    from dateline.export.placed import placed
    from dateline.export.plots import check_target, save

    check_target(out)
    with reading(config, db) as database:
        door = door_of(database, config=config, output="map", printed=asked)
        told = placed(_units(door, asked, counted), codebook=load_codebook())
        tell_care(door.gate)
        read = read_in_words(database, asked)
        if counted == "events":
            tell_unlinked(database)
    if not told.total:
        print(f"dateline: no {counted} that fit; no file written", file=sys.stderr)
        return 1
    save(plot_map(told, caption=Caption(title=title, what=counted, read=read)), out)
    drawn = sum(spot.total for spot in told.spots)
    countries = sum(count for _, count in told.countries)
    print(f"dateline: {told.total} {counted}: {drawn} in rings, {countries} known to a country only, {told.nowhere} "
          f"without a place; drawn to {out}", file=sys.stderr)
    return 0


def run_network(
    *, config: Path | None, db: Path | None, asked: Filters, out: Path, counted: str, by: By, top: int, title: str,
) -> int:
    """Draw who does what to whom; 1 where nobody does anything to anybody."""
    from dateline.cli.export import tell_unlinked
    from dateline.cli.query import reading
    from dateline.codebook import load_codebook
    from dateline.export.network import network
    from dateline.export.network_plot import plot_network
    from dateline.export.plots import check_target, save

    check_target(out)
    with reading(config, db) as database:
        door = door_of(database, config=config, output="map", printed=asked)
        made = network(_units(door, asked, counted), codebook=load_codebook(), by=by, top=top)
        tell_care(door.gate)
        read = read_in_words(database, asked)
        if counted == "events":
            tell_unlinked(database)
    if not made.ties:
        print(f"dateline: no {counted} between two parties that fit; no file written", file=sys.stderr)
        return 1
    save(plot_network(made, title=title, what=counted, read=read), out)
    print(f"dateline: {made.events} {counted} between two parties; {len(made.parties)} parties and {len(made.ties)} "
          f"ties drawn to {out}; {made.one_sided} without two known parties, "
          f"{made.not_done} not told as done",
          file=sys.stderr)
    return 0


def _units(door: Door, asked: Filters, counted: str) -> Iterator[Unit]:
    """Events with their claims, or claims, one after the other."""
    from dateline.cli.export import cleared_events
    from dateline.export.schemas.units import units_of_claims, units_of_events
    from dateline.records import Claim
    from dateline.store.queries import records

    if counted == "events":
        return units_of_events(*cleared_events(door, asked))
    found = door.records(records(door.database, "claims", asked, sort="oldest"))
    return units_of_claims(claim for claim in found if isinstance(claim, Claim))


def read_in_words(database: Database, asked: Filters) -> str:
    """How many articles were read from the first to the last day asked for, and on how many of these days."""
    from dateline.store.coverage import articles_by_day

    read = articles_by_day(database, first=asked.first, last=asked.last)
    if not read:
        return "No article that was read is of these days."
    first, last = (asked.first or min(read))[:DAY], (asked.last or max(read))[:DAY]
    days = sum(len(day) == DAY for day in read)
    span = ""
    if len(first) == len(last) == DAY:
        span = f" of {(dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days + 1:,}"
    return f"{sum(read.values()):,} articles from {first} to {last} were read, of {days:,}{span} days."
