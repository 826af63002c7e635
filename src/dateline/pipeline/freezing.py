"""How the policy makes a copy of a store fit to be handed out: the gate of releases, for `dateline.store.freezing`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dateline.export.care import Gate
from dateline.pipeline.clearing import Door
from dateline.store.freezing import Freeze

if TYPE_CHECKING:
    from dateline.codebook import Codebook
    from dateline.config.policy import Policy
    from dateline.store import Database


def freezing(database: Database, *, policy: Policy, codebook: Codebook) -> tuple[Freeze, Gate]:
    """What a release is made fit by, and the gate that counts what it keeps back; `database` is the store itself."""
    gate = Gate(policy, "release", dt.datetime.now(dt.UTC))
    door = Door(database, gate)
    return Freeze(
        clear=lambda record, published: gate.clear(record, published=published), clear_event=door.event_of_cleared,
        keeps_text=door.texts_of, tier=policy.tier, snippet_chars=policy.snippet_chars, codebook=codebook), gate
