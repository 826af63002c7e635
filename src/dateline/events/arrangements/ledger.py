"""The life of each arrangement as a ledger: every word on it in order of time. Nothing is resolved between voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.codebook.ledger import load_ledger_rules
from dateline.events.arrangements.breaches import breaches_of
from dateline.events.arrangements.carriers import carried
from dateline.events.arrangements.camps import PARTY_ROLES, PartyMap, party_sides
from dateline.events.arrangements.days import in_order, told_by
from dateline.events.arrangements.entries import Cast, Teller
from dateline.events.arrangements.standings import is_known
from dateline.events.arrangements.threads import thread_arrangements
from dateline.events.arrangements.windows import windows_of
from dateline.events.arrangements.words import actor_name, outlet_of
from dateline.records.ledger import ArrangementLife, Outsider, PartyLife

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.codebook.ledger import LedgerRules
    from dateline.events.arrangements.frames import Frame, Report
    from dateline.events.arrangements.threads import Thread
    from dateline.records import Role
    from dateline.records.ledger import LedgerEntry, ToldBreach

DAY = len("2016-10-19")
def arrangement_ledger(reports: Iterable[Report], *, rules: LedgerRules | None = None) -> tuple[ArrangementLife, ...]:
    """The lives of all arrangements that the reports speak of, in the order in which they were first told."""
    rules = rules or load_ledger_rules()
    threads = thread_arrangements(reports, rules)
    return carried([_life(thread, rules) for thread in threads], [thread.family for thread in threads])


def _life(thread: Thread, rules: LedgerRules) -> ArrangementLife:
    """One arrangement's ledger."""
    frames = thread.frames
    records = [frame.record for frame in frames]
    parties = PartyMap(records, rules)
    cast = Cast(records, parties)
    entries: dict[str, list[LedgerEntry]] = {}
    for frame in frames:
        for side in party_sides(frame.record, rules):
            parties.learn(side.actor)
        teller = Teller(frame.report, frame.record, parties=parties, cast=cast, rules=rules)
        for party, entry in teller.entries():
            entries.setdefault(party, []).append(entry)
    told = [frame.report.published for frame in frames if frame.report.published]
    return ArrangementLife(
        id=records[0].id, aliases=tuple(dict.fromkeys(one.id for one in records[1:] if one.id != records[0].id)),
        kinds=tuple(dict.fromkeys(one.arrangement for one in records)), direction=records[0].direction,
        countries=tuple(sorted(thread.countries)), place=thread.place,
        places=tuple(dict.fromkeys(one.place.name or one.place.text for one in records if one.place is not None)),
        parties=_parties(frames, parties, entries), outsiders=_outsiders(frames),
        windows=tuple(window for frame in frames for window in windows_of(frame, parties, cast)),
        breaches=breaches_of(frames, cast), joined=tuple(thread.joined),
        articles=tuple(dict.fromkeys(one.article for one in records)),
        outlets=tuple(dict.fromkeys(name for frame in frames if (name := outlet_of(frame.report)))),
        first_told=min(told, key=in_order, default=None), last_told=max(told, key=in_order, default=None),
    )


def _parties(
    frames: list[Frame], parties: PartyMap, entries: dict[str, list[LedgerEntry]],
) -> tuple[PartyLife, ...]:
    """Each party with its entries in order of time; of one time, in order of publication."""
    roles: dict[str, dict[Role, None]] = {}
    for frame in frames:
        for key, role in parties.sides(frame.record):
            roles.setdefault(key, {}).setdefault(role)
    return tuple(
        PartyLife(
            party=key, name=parties.name(key), codes=tuple(sorted(parties.codes.get(key, ()))),
            roles=tuple(roles.get(key, ())), entries=tuple(sorted(entries.get(key, []), key=_time_of)),
        ) for key in dict.fromkeys([*roles, *entries])
    )


def _time_of(entry: LedgerEntry) -> tuple[str, str, str]:
    """Its day, then the time of its publication; of equals, by article."""
    return in_order(entry.as_of)[:DAY], in_order(entry.word.published), entry.word.article


def _outsiders(frames: list[Frame]) -> tuple[Outsider, ...]:
    """Mediators, guarantors, monitors and the notified, each once for each role."""
    told = {
        (actor_name(side.actor), side.role): side.actor.code
        for frame in frames for side in frame.record.sides if side.role not in PARTY_ROLES
    }
    return tuple(Outsider(name=name, code=code, role=role) for (name, role), code in told.items())


def breaches_by(life: ArrangementLife, as_of: str) -> tuple[ToldBreach, ...]:
    """The breaches told by a day."""
    return tuple(
        breach for breach in life.breaches
        if any(word.published is None or told_by(word.published, as_of) for word in breach.words))


def as_known(life: ArrangementLife, as_of: str) -> ArrangementLife | None:
    """The life as the reports published by a day tell it; `None` where none of them does.

    Its parties and its records are told apart with all reports at hand: an earlier day shows less, never others.
    """
    parties = tuple(
        msgspec.structs.replace(party, entries=tuple(one for one in party.entries if is_known(one, as_of)))
        for party in life.parties)
    windows = tuple(one for one in life.windows if told_by(one.word.published, as_of))
    words = [*(one.word for party in parties for one in party.entries), *(one.word for one in windows),
             *(word for one in breaches_by(life, as_of) for word in one.words if told_by(word.published, as_of))]
    if life.first_told is None or not told_by(life.first_told, as_of):
        return None
    told = [word.published for word in words if word.published] or [life.first_told]
    return msgspec.structs.replace(
        life, parties=tuple(party for party in parties if party.entries), windows=windows,
        breaches=breaches_by(life, as_of), last_told=max(told, key=in_order))
