"""`dateline ingest`, `status` and `diff`: reports into the store, what it holds, and what changed in it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from rich.table import Table

from dateline.cli import inputs
from dateline.cli.console import console, plain
from dateline.cli.outgoing import door_of, policy_of, tell_care
from dateline.config.settings import find_settings, store_file
from dateline.records import Event
from dateline.store.happenings import claims_of
from dateline.store.history import EVENTS
from dateline.store.queries import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from dateline.pipeline.clearing import Door
    from dateline.store.coverage import OutletCoverage, Status
    from dateline.store.history import Change

NAMES = {
    "coded": "coded", "silent": "coded, nothing told", "recoded": "coded anew", "updated": "new version of an article",
    "known": "known already", "refused": "could not be used",
}
MOST = 40
MANY_WAITING = 200
"""From so many on linking what waits takes a while."""


def run_ingest(
    sources: Sequence[str], *, config: Path | None, db: Path | None, date: str | None, outlet: str | None,
) -> int:
    """Keep the articles of the sources; 1 where no input could be used."""
    from dateline.ingest import Given
    from dateline.pipeline import load_parts
    from dateline.pipeline.ingesting import ingest_sources
    from dateline.store import open_store
    from dateline.store.links import count_unlinked

    settings = find_settings(config)
    tally: Counter[str] = Counter()
    lines = inputs.IssueLines()
    with open_store(db or store_file(settings)) as database, inputs.progress(wanted=sys.stderr.isatty()) as shown:
        if (waiting := count_unlinked(database)) >= MANY_WAITING:
            print(f"dateline: first {waiting} articles that wait for it are linked into events", file=sys.stderr)
        given = Given(published=date, outlet=outlet)
        for kept in ingest_sources(
            database, sources, load=lambda: load_parts(settings), settings=settings, given=given,
        ):
            tally[kept.outcome] += 1
            if kept.issue is not None:
                lines.show(kept.issue)
            for task in shown.task_ids:
                shown.advance(task)
        lines.close()
        print(f"dateline: {_told(tally)}; store {database.path}", file=sys.stderr)
    return 0 if tally.total() > tally["refused"] else 1


def _told(tally: Counter[str]) -> str:
    """The outcomes in words: "12 coded, 1 could not be used"."""
    parts = [f"{tally[name]} {words}" for name, words in NAMES.items() if tally[name]]
    return ", ".join(parts) or "nothing read"


def run_status(*, config: Path | None, db: Path | None, as_json: bool) -> int:
    """Show what the store holds and what was read."""
    from dateline.store import open_store
    from dateline.store.coverage import status_of

    path = db or store_file(find_settings(config))
    with open_store(path, readonly=True) as database:
        status = status_of(database)
    if as_json:
        sys.stdout.write(json.dumps({"store": str(path), **asdict(status)}, ensure_ascii=False) + "\n")
    else:
        _show_status(console(), path, status)
    return 0


def _show_status(screen: Console, path: Path, status: Status) -> None:
    """The store, its inputs, and the coverage of each outlet."""
    screen.print(plain(str(path), style="bold"))
    held = ", ".join(f"{count} {name}" for name, count in status.counts.items() if count or name == "articles")
    screen.print(plain(f"holds {held}"))
    if status.unlinked:
        screen.print(plain(f"{status.unlinked} articles are not linked into events yet: run `dateline link`"))
    screen.print(plain(f"inputs: {_told(Counter(status.inputs))}; the last at {status.last_input or 'no time'}"))
    for reason, count in status.refused:
        screen.print(plain(f"  {count} refused: {reason}"))
    if len(status.coders) > 1:
        coders = ", ".join(f"{count} by {coder}" for coder, count in status.coders.items())
        screen.print(plain(f"coded by several versions: {coders}; ingest the same sources again to code them anew"))
    if status.outlets:
        screen.print()
        screen.print(_coverage_table(status.outlets[:MOST]))
    if len(status.outlets) > MOST:
        screen.print(plain(f"and {len(status.outlets) - MOST} more outlets: --json has all", style="dim"))


def _coverage_table(outlets: Sequence[OutletCoverage]) -> Table:
    """What was read of each outlet, with the longest gap."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("outlet", overflow="fold")
    for name in ("articles", "nothing told", "days read"):
        table.add_column(name, justify="right")
    for name in ("from", "to", "longest gap"):
        table.add_column(name, no_wrap=True)
    for one in outlets:
        gap = f"{one.gaps[0][0]} to {one.gaps[0][1]}" if one.gaps else ""
        table.add_row(
            plain(one.outlet or "outlet not told"), str(one.articles), str(one.silent), str(one.days),
            one.first or "day not told", one.last or "", gap)
    return table


def run_release(name: str, *, config: Path | None, db: Path | None, out: Path) -> int:
    """Hand out a frozen copy of the store, its events clustered as a whole, whatever order their articles came in."""
    from dateline import __version__
    from dateline.cli.happenings import link_all, linker_of
    from dateline.codebook import load_codebook
    from dateline.pipeline.clearing import counts_of
    from dateline.pipeline.freezing import freezing
    from dateline.store import open_store
    from dateline.store.releases import check_release, make_release

    settings = find_settings(config)
    with open_store(db or store_file(settings), create=False) as database:
        check_release(database, name, out)
        link_all(linker_of(database, settings), whole=True)
        how, gate = freezing(database, policy=policy_of(config), codebook=load_codebook(settings.codebook))
        release = make_release(database, name, out, version=__version__, how=how, care=partial(counts_of, gate))
        tell_care(gate)
    held = ", ".join(f"{count} {what}" for what, count in release.counts.items() if count)
    since = f"since {release.last}" if release.last else "for the first time"
    told = ", ".join(f"{count} {what}" for what, count in release.changed.items())
    events = ", ".join(f"{count} {what}" for what, count in release.changed_events.items())
    console().print(plain(f"{out / name}.db: {held}; {since}: {told}; events: {events}"))
    return 0


def run_diff(
    *, config: Path | None, db: Path | None, since: str, until: str | None, as_json: bool,
) -> int:
    """Show what changed between two moments."""
    from dateline.store import open_store
    from dateline.store.history import WHAT, changes

    with open_store(db or store_file(find_settings(config)), readonly=True) as database:
        door = door_of(database, config=config, for_people=not as_json)
        found = [one for change in changes(database, since=since, until=until) if (one := _cleared(change, door))]
        tell_care(door.gate)
    if as_json:
        for change in found:
            sys.stdout.write(json.dumps(asdict(change), ensure_ascii=False) + "\n")
        return 0
    counts = Counter((change.table == EVENTS, change.what) for change in found)
    records, events = (", ".join(f"{counts[one, what]} {what}" for what in WHAT) for one in (False, True))
    screen = console()
    screen.print(plain(f"{records}; events: {events}", style="bold"))
    for change in found:
        screen.print(plain(_event_change(change) if change.table == EVENTS else _change_line(change)))
    return 0


def _cleared(change: Change, door: Door) -> Change | None:
    """A change as it may go out; of what is held back nothing, of what goes out coarser not what it was before."""
    if change.table == EVENTS:
        event = msgspec.convert(change.record, Event)
        made = door.event(event, claims_of(door.database, [event]))
        shown = made[0] if made else None
    else:
        shown = door.record(msgspec.convert(change.record, KINDS[change.table]))
    if shown is None:
        return None
    slots = {} if shown.handling else change.slots
    return replace(change, record=msgspec.to_builtins(shown), slots=slots)


def _change_line(change: Change) -> str:
    """One change: what, which record, its words, and the slots that differ."""
    record = change.record
    name = record.get("event") or record.get("arrangement") or record.get("change")
    slots = f" [{', '.join(change.slots)}]" if change.slots else ""
    return f"{change.what:8} {change.id} {name}{slots}: {record['evidence']['text']}"


def _event_change(change: Change) -> str:
    """The same of an event: what of it changed, and how much it holds."""
    record = change.record
    slots = f" [{', '.join(change.slots)}]" if change.slots else ""
    return (
        f"{change.what:8} {change.id} event {record['slots']['event'][0]['value']}{slots}: {len(record['claims'])} "
        f"claims in {len(record['articles'])} reports, {record['distinct_origins']} distinct origins")
