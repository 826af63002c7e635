"""`dateline import` and `compare`: other people's event data into the store, and beside our events."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from dateline.export.wording import clean
from dateline.records import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dateline.cli.choices import TableFormat
    from dateline.export.compare import Comparison
    from dateline.export.schemas.units import Unit
    from dateline.records.foreign import ForeignEvent, ForeignParty
    from dateline.store.filters import Filters

Cells = dict[str, str]

MOST_TOLD = 3
"""Issues of one reason that are told one by one."""


def run_import(scheme: str, file: Path, *, config: Path | None, db: Path | None, columns: Path | None) -> int:
    """Keep the rows of one file; 1 where none could be used."""
    from dateline.codebook import load_codebook
    from dateline.config.settings import find_settings, store_file
    from dateline.export.incoming import load_map, read_foreign
    from dateline.store import open_store
    from dateline.store.foreign import put_foreign

    made = load_map(scheme, columns)
    rows = read_foreign(file, made, codebook=load_codebook())
    shown: Counter[str] = Counter()
    with open_store(db or store_file(find_settings(config))) as database:
        tally = put_foreign(database, _telling(rows, shown), scheme=scheme, file=str(file))
        _tell_rest(shown)
        words = ", ".join(f"{tally[name]} {name}" for name in ("added", "changed", "known") if tally[name])
        print(f"dateline: {words or 'no rows'}; {tally['issues']} issues; store {database.path}", file=sys.stderr)
    return 0 if tally["added"] + tally["changed"] + tally["known"] else 1


def _telling(rows: Iterable[ForeignEvent | Issue], shown: Counter[str]) -> Iterator[ForeignEvent | Issue]:
    """Pass rows on; the first issues of each reason are told, all are counted in `shown`."""
    for row in rows:
        if isinstance(row, Issue):
            shown[row.reason] += 1
            if shown[row.reason] <= MOST_TOLD:
                print(f"dateline: {row.input}: {row.reason}: {clean(row.detail)}", file=sys.stderr)
        yield row


def _tell_rest(shown: Counter[str]) -> None:
    """Say how many more issues there were, and where all are to be found."""
    more = {reason: count - MOST_TOLD for reason, count in shown.items() if count > MOST_TOLD}
    for reason, count in more.items():
        print(f"dateline: {reason}: {count} more rows like these", file=sys.stderr)
    if more:
        query = "SELECT input, reason, detail FROM inputs WHERE stage = 'import'"
        print(f'dateline: all of them: dateline sql "{query}"', file=sys.stderr)


def run_compare(
    scheme: str, *, config: Path | None, db: Path | None, asked: Filters, form: TableFormat | None, days: int | None,
    km: float | None,
) -> int:
    """Show which rows and events tell the same; without days asked for, over the days of their rows."""
    from dateline.cli.export import cleared_events, tell_unlinked
    from dateline.cli.outgoing import door_of, tell_care
    from dateline.cli.query import reading, show_rows
    from dateline.export.compare import compare, rules_with
    from dateline.export.schemas.units import units_of_events
    from dateline.store.foreign import foreign_events, need_scheme

    rules = rules_with(days=days, km=km)
    for_people = (form or ("table" if sys.stdout.isatty() else "jsonl")) == "table"
    with reading(config, db) as database:
        need_scheme(database, scheme)
        theirs = list(foreign_events(database, scheme, asked))
        window = _window(asked, theirs)
        door = door_of(database, config=config, for_people=for_people)
        ours = units_of_events(*cleared_events(door, window))
        found = compare(theirs, ours if theirs or asked.first else (), rules=rules)
        tell_unlinked(database)
        tell_care(door.gate)
    rows = [_short(row) for row in comparison_rows(found)] if for_people else list(comparison_rows(found))
    show_rows(rows, form=form, nothing="nothing to compare")
    counts = Counter({"rows in both": len({one.theirs.id for one in found.both}),
                      "only theirs": len(found.only_theirs), "only ours": len(found.only_ours)})
    told = ", ".join(f"{name} {count}" for name, count in counts.items())
    print(f"dateline: {told} ({len({one.ours.id for one in found.both})} events in both)", file=sys.stderr)
    return 0


def _window(asked: Filters, theirs: list[ForeignEvent]) -> Filters:
    """The filters for our side: where no days are asked for, those that their rows span."""
    from dataclasses import replace

    if not theirs:
        return asked
    return replace(
        asked, first=asked.first or min(row.start_date for row in theirs),
        last=asked.last or max(row.end_date for row in theirs))


def comparison_rows(found: Comparison) -> Iterator[Cells]:
    """One row of cells a match, then those only theirs, then those only ours."""
    for one in found.both:
        yield {"found": "both", "score": f"{one.score:g}", "reasons": "; ".join(one.reasons),
               **_their_cells(one.theirs), **_our_cells(one.ours)}
    for row in found.only_theirs:
        yield {"found": "only theirs", "score": "", "reasons": "", **_their_cells(row), **_our_cells(None)}
    for unit in found.only_ours:
        yield {"found": "only ours", "score": "", "reasons": "", **_their_cells(None), **_our_cells(unit)}


def _short(row: Cells) -> Cells:
    """The same on three columns, for a screen."""
    theirs = " · ".join(value for key, value in row.items() if key.startswith("their_") and value and key != "their_id")
    head = f"{row['found']} ({row['score']}: {row['reasons']})" if row["reasons"] else row["found"]
    origins = row["our_origins"] and f" · distinct origins: {row['our_origins']}"
    return {"found": head, "theirs": theirs, "ours": row["our_claim"] + origins}


def _their_cells(row: ForeignEvent | None) -> Cells:
    """A row of theirs on one line."""
    names = ("their_id", "their_day", "their_code", "their_parties", "their_place", "their_deaths")
    if row is None:
        return dict.fromkeys(names, "")
    day = row.start_date if row.start_date == row.end_date else f"{row.start_date} to {row.end_date}"
    parties = " - ".join(part for part in (_parties(row.actors), _parties(row.recipients)) if part)
    deaths = "" if row.deaths_low is None and row.deaths_high is None else (
        f"{_known(row.deaths_low)}" if row.deaths_low == row.deaths_high
        else f"{_known(row.deaths_low)} to {_known(row.deaths_high)}")
    place = ", ".join(dict.fromkeys(part for part in (row.place, row.admin1, row.country) if part))
    return dict(zip(names, (row.native or row.id, day, row.code or "", parties, place, deaths), strict=True))


def _known(value: int | None) -> str:
    return "?" if value is None else str(value)


def _parties(parties: tuple[ForeignParty, ...]) -> str:
    return "; ".join(party.name for party in parties)


def _our_cells(unit: Unit | None) -> Cells:
    """An event on one line: its sentence begins with the speaker of the claim that speaks for it."""
    from dateline.export.sentences import sentence

    names = ("our_id", "our_day", "our_claim", "our_claims", "our_origins", "our_stakes")
    if unit is None:
        return dict.fromkeys(names, "")
    time, event = unit.told.time, unit.event
    day = ((time.start_date or time.end_date) if time else None) or ""
    origins = str(event.distinct_origins) if event else ""
    stakes = "; ".join(event.stakes if event else (unit.told.stake,))
    return dict(zip(names, (unit.id, day, sentence(unit.told), "; ".join(claim.id for claim in unit.claims), origins,
                            stakes), strict=True))
