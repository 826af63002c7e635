"""Which output of the policy an answer of the store is, and what the policy did to it, told on standard error.

A table on a terminal is for the eyes of whoever has the store: whole, marked. Whatever else leaves the program, a table
in a file or a pipe among it, is a file.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.config.policy import Output, Policy
    from dateline.export.care import Gate
    from dateline.pipeline.clearing import Door
    from dateline.store import Database
    from dateline.store.filters import Filters


def door_of(
    database: Database, *, config: Path | None, output: Output | None = None, for_people: bool = True,
    printed: Filters | None = None,
) -> Door:
    """The door of one answer; without an `output` a table on a terminal, else a file.

    `printed` are filters whose words stand beside the answer, as over a plot: where these would tell of a place or a
    person, nothing that gives reason for care passes an output that obeys.
    """
    import datetime as dt

    from dateline.export.care import Gate
    from dateline.pipeline.clearing import Door, names_what_is_hidden

    chosen = output or ("table" if for_people and sys.stdout.isatty() else "file")
    gate = Gate(policy_of(config), chosen, dt.datetime.now(dt.UTC))
    return Door(database, gate, shut=printed is not None and names_what_is_hidden(printed))


def policy_of(config: Path | None) -> Policy:
    """The policy of the settings."""
    from dateline.config.policy import load_policy
    from dateline.config.settings import find_settings

    return load_policy(find_settings(config).policy)


def tell_care(gate: Gate) -> None:
    """Say on standard error what was held back and until when, what was left out and what was made coarser."""
    from dateline.export.care import FOREVER

    parts = []
    if gate.held:
        release = gate.next_release
        when = "" if release is None or release >= FOREVER else f", the next until {release:%Y-%m-%d %H:%M} UTC"
        parts.append(f"{gate.held} held back{when}")
    if gate.dropped:
        parts.append(f"{gate.dropped} left out")
    if gate.changed:
        parts.append(f"{gate.changed} told coarser than they are kept")
    if parts:
        print(f"dateline: handled with care: {'; '.join(parts)} (`dateline policy show` says why)", file=sys.stderr)
