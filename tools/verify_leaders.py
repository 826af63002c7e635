"""Hold recalled tenures of leaders and ministers against a dated dictionary in PETRARCH format, and mark what agrees.

A row is verified where the dictionary has the same name for the same state in government with both ends within a
month of ours; an end that is open here must be open there. What disagrees is listed and left alone.

    python tools/verify_leaders.py Phoenix.Countries.actors.txt --day 2026-11-23 --write
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from dateline.gazetteer.actor_rows import ActorRow
from dateline.gazetteer.actors import DEFAULT_FOLDER, alias_key, load_actors
from dateline.gazetteer.petrarch import read_actors

DAYS = 31
SOURCE = "{stem} (Open Event Data Alliance, 2014)"
Tenures = dict[tuple[str, str], list[ActorRow]]


def day_of(value: str) -> date | None:
    """A full ISO day, `None` for a coarser one."""
    return date.fromisoformat(value) if len(value) == len("2000-01-01") else None


def near(ours: str, theirs: str) -> bool:
    """Whether two days lie within a month of each other; both may be open."""
    if not ours or not theirs:
        return ours == theirs
    left, right = day_of(ours), day_of(theirs)
    return left is not None and right is not None and abs((left - right).days) <= DAYS


def tenures(dictionary: Path) -> Tenures:
    """The dictionary's spans in government, by folded name and state."""
    table = load_actors()
    text = dictionary.read_bytes().decode("utf-8", errors="replace")
    rows, _ = read_actors(text, source=dictionary.stem, states=table.states)
    found: Tenures = defaultdict(list)
    for row in rows:
        if row.sector == "GOV" and row.since:
            found[alias_key(row.alias), row.country].append(row)
    return found


def verify(rows: list[dict[str, str]], known: Tenures, *, source: str, day: str) -> tuple[int, list[str]]:
    """Mark the rows that agree; gives how many, and a line for each tenure that the dictionary dates otherwise."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[row["entity"]].add(alias_key(row["alias"]))
    agreed, other = 0, {}
    for row in rows:
        if row["checked"] or row["sector"] != "GOV":
            continue
        spans = [span for name in sorted(names[row["entity"]]) for span in known.get((name, row["country"]), ())]
        if any(near(row["from"], span.since) and near(row["to"], span.until) for span in spans):
            row["source"], row["checked"] = source, day
            agreed += 1
        elif spans:
            told = ", ".join(sorted({f"{span.since} to {span.until or 'open'}" for span in spans}))
            other[f"{row['name']}, {row['role']}"] = f"{row['from']} to {row['to'] or 'open'}; there {told}"
    return agreed, [f"{who}: {what}" for who, what in sorted(other.items())]


def main() -> int:
    """Print what agrees and what does not; write the file where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("--day", required=True, help="the day of this check, ISO")
    parser.add_argument("--write", action="store_true", help="mark the rows in the files")
    options = parser.parse_args()
    known = tenures(options.dictionary)
    for stem in ("leaders", "ministers"):
        path = DEFAULT_FOLDER / f"{stem}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        source = SOURCE.format(stem=options.dictionary.stem)
        agreed, other = verify(rows, known, source=source, day=options.day)
        told = f"{path.name}: {agreed} rows agree, {len(other)} tenures are dated otherwise"
        sys.stdout.write("\n".join([*other, told]) + "\n")
        if options.write:
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
