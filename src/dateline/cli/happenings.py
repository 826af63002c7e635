"""`dateline events`, `judge` and `link`: the happenings of the store, and what a person says of them."""

from __future__ import annotations

import csv
import getpass
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

from rich.table import Table

from dateline.cli.choices import TableFormat
from dateline.cli.console import console, plain
from dateline.cli.outgoing import door_of, tell_care
from dateline.cli.query import reading
from dateline.config.settings import find_settings, store_file
from dateline.errors import InputError
from dateline.export.event_lines import event_line
from dateline.export.table import safe_cell
from dateline.records import Claim, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from dateline.cli.choices import EventSort
    from dateline.config import Settings
    from dateline.events.judge import Verdict
    from dateline.pipeline.clearing import Door
    from dateline.pipeline.linking import Linker
    from dateline.store import Database
    from dateline.store.filters import Filters

AT_ONCE = 200
"""Events whose claims are fetched together."""
PARTIES = 12
"""Names of a list that one cell shows."""
Told = tuple[Event, dict[str, Claim], dict[str, str | None]]


def run_events(
    *, config: Path | None, db: Path | None, asked: Filters, sort: EventSort, limit: int, form: TableFormat | None,
) -> int:
    """Show the events that the filters let through."""
    from dateline.records import encode
    from dateline.store.happenings import events

    chosen = form or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.JSONL)
    with reading(config, db) as database:
        door = door_of(database, config=config, for_people=chosen is TableFormat.TABLE)
        found = events(database, asked, sort=sort.value, limit=limit or None)
        if chosen is TableFormat.JSONL:
            for event, _ in door.events(found, as_of=asked.as_of):
                sys.stdout.write(encode(event).decode("utf-8") + "\n")
        elif chosen is TableFormat.CSV:
            _write_csv(told(door, found, as_of=asked.as_of))
        else:
            _show_table(told(door, found, as_of=asked.as_of))
        tell_care(door.gate)
    return 0


def told(door: Door, events: Iterable[Event], *, as_of: str | None = None) -> Iterator[Told]:
    """Each event that may go out with its claims and the outlets of their articles, fetched for many at once."""
    from dateline.store.happenings import outlets_of

    passed = door.events(events, as_of=as_of)
    while part := list(islice(passed, AT_ONCE)):
        outlets = outlets_of(door.database, (claim.article for _, claims in part for claim in claims.values()))
        yield from ((event, claims, outlets) for event, claims in part)


def _show_table(found: Iterator[Told]) -> None:
    """One line an event: its day, the sentence that begins with who says it, its id."""
    rows = [
        (_day(event), event_line(event, claims, outlets=outlets) + _remark(event), event.id)
        for event, claims, outlets in found]
    if not rows:
        console().print(plain("no events that fit", style="dim"))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    table.add_column("day", no_wrap=True)
    table.add_column(f"events ({len(rows)})", ratio=1)
    table.add_column("id", no_wrap=True, style="dim")
    for day, line, name in rows:
        table.add_row(plain(day), plain(line), name[:10])
    console().print(table)


def _remark(event: Event) -> str:
    """Why care is due and how far it may go; empty where nothing gives reason."""
    if not event.sensitive:
        return ""
    return f" [care: {', '.join(reason.replace('_', ' ') for reason in event.sensitive)}; TLP:{event.tier}]"


def _day(event: Event) -> str:
    from dateline.store.event_rows import leading_time

    time = leading_time(event)
    return str(time.get("start_date") or time.get("end_date") or "?")[:10]


def _write_csv(found: Iterator[Told]) -> None:
    """One row an event: values that most claims give, counts, and the line that begins with who says it."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    for number, (event, claims, outlets) in enumerate(found):
        cells = _cells(event, event_line(event, claims, outlets=outlets))
        if not number:
            writer.writerow(cells)
        writer.writerow([safe_cell(value) for value in cells.values()])


def _cells(event: Event, line: str) -> dict[str, str]:
    from dateline.store.event_rows import leading_time

    time = leading_time(event)
    place: Mapping[str, Any] = _leading(event, "place") or {}
    day, last = time.get("start_date") or time.get("end_date"), time.get("end_date") or time.get("start_date")
    values = {
        "id": event.id, "day": day, "last_day": last, "event": _leading(event, "event"),
        "mode": _leading(event, "mode"), "actors": _names(event, "actors"), "recipients": _names(event, "recipients"),
        "place": place.get("name") or place.get("text"), "country": place.get("country"),
        "latitude": place.get("latitude"), "longitude": place.get("longitude"),
        "uncertainty_km": place.get("uncertainty_km"), "distinct_origins": event.distinct_origins,
        "stakes": " ".join(event.stakes), "flags": " ".join(event.flags), "claims": len(event.claims),
        "articles": len(event.articles), "outlets": "; ".join(event.outlets), "told": line,
        "sensitive": " ".join(event.sensitive), "tier": event.tier, "handling": "; ".join(event.handling),
    }
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _leading(event: Event, slot: str) -> Any:  # noqa: ANN401 - text or an object, by the slot
    values = event.slots.get(slot)
    return values[0].value if values else None


def _names(event: Event, slot: str) -> str:
    return "; ".join(str(one.value.get("name") or "") for one in event.slots.get(slot, ())[:PARTIES])


def run_judge(
    left: str, right: str, verdict: Verdict, *, config: Path | None, db: Path | None, maker: str | None, note: str,
) -> int:
    """Keep a person's judgement of two claims, or of two events, and show the events that they are in now."""
    from dateline.store import open_store
    from dateline.store.happenings import event_by_id, event_of

    settings = find_settings(config)
    with open_store(db or store_file(settings), create=False) as database:
        linker = linker_of(database, settings)
        linker.link_waiting()
        first, second = (claim_behind(database, name) for name in (left, right))
        if first == second:
            message = f"{left} and {right} are one claim; give two"
            raise InputError(message)
        judgement = linker.judge(first, second, verdict, maker=maker or getpass.getuser(), note=note)
        print(f"dateline: {first} and {second}: {verdict}, by {judgement.maker}", file=sys.stderr)
        names = dict.fromkeys(event_of(database, claim) for claim in (first, second))
        found = [event for name in names if name and (event := event_by_id(database, name)) is not None]
        door = door_of(database, config=config)
        for event, claims, outlets in told(door, found):
            console().print(plain(f"{event.id}: {event_line(event, claims, outlets=outlets)}{_remark(event)}"))
        tell_care(door.gate)
    return 0


def linker_of(database: Database, settings: Settings) -> Linker:
    """What links the articles of this store."""
    from dateline.codebook import load_codebook
    from dateline.pipeline.linking import Linker

    return Linker(database, codebook=load_codebook(settings.codebook))


def claim_behind(database: Database, name: str) -> str:
    """The claim that an id, or its beginning, of a claim or an event means: of an event the one that its id is made of,
    or its oldest; raises `InputError` for anything else."""
    from dateline.events.happening import event_id
    from dateline.store.happenings import event_of
    from dateline.store.queries import full_id, show

    record = show(database, name)
    if isinstance(record, Claim):
        if event_of(database, record.id) is None:
            message = f"{record.id} is in no event: a person rejected it"
            raise InputError(message)
        return record.id
    if isinstance(record, Event):
        own = {event_id(claim): claim for claim in record.claims}
        return own.get(full_id(database, name), record.claims[0])
    message = f"{name} is neither a claim nor an event; only these can be judged to be one happening"
    raise InputError(message)


def run_link(*, config: Path | None, db: Path | None, whole: bool) -> int:
    """Link the articles that wait; `whole` clusters all that the store holds anew."""
    from dateline.store import open_store

    settings = find_settings(config)
    with open_store(db or store_file(settings), create=False) as database:
        link_all(linker_of(database, settings), whole=whole)
    return 0


def link_all(linker: Linker, *, whole: bool) -> None:
    """Link what waits, then, if asked for, everything; how much is told on standard error."""
    from dateline.store.filters import Filters
    from dateline.store.happenings import count_events
    from dateline.store.links import unlinked
    from dateline.store.queries import count

    waiting = unlinked(linker.database)
    _counted(map(linker.link, waiting), words="articles linked", total=len(waiting))
    claims = 2 * count(linker.database, "claims", Filters())
    done = _counted(linker.link_all(), words="claims judged or clustered", total=claims) // 2 if whole else 0
    told_of = [f"{len(waiting)} articles linked", *([f"{done} claims clustered anew"] if whole else [])]
    held = count_events(linker.database, Filters())
    print(f"dateline: {', '.join(told_of)}; {held} events", file=sys.stderr)


def _counted(steps: Iterable[int], *, words: str, total: int) -> int:
    """The sum of what the steps did, counted on standard error while they are done."""
    from dateline.cli import inputs

    done = 0
    with inputs.progress(wanted=sys.stderr.isatty(), words=words, total=total) as shown:
        for step in steps:
            done += step
            for task in shown.task_ids:
                shown.advance(task, step)
    return done
