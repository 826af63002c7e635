"""The life of each arrangement as a ledger, and how it stands for a party as of a day.

Nothing is resolved between voices: `status_at` gives the last word and shows what was said beside it. Past the end
that was told nothing is known any more, unless somebody has said so since.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import msgspec

from dateline.codebook.ledger import load_ledger_rules
from dateline.events.arrangements.breaches import breaches_of
from dateline.events.arrangements.carriers import carried
from dateline.events.arrangements.camps import PARTY_ROLES, PartyMap, party_refs
from dateline.events.arrangements.days import ended, first_day, in_order, is_past, started, told_by
from dateline.events.arrangements.entries import Cast, Teller
from dateline.events.arrangements.threads import thread_arrangements
from dateline.events.arrangements.words import actor_name, origin_word, outlet_of
from dateline.records.ledger import ArrangementLife, Outsider, PartyLife, Standing, ToldWindow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.codebook.ledger import LedgerRules
    from dateline.events.arrangements.frames import Frame, Report
    from dateline.events.arrangements.threads import Thread
    from dateline.records import Arrangement, Role
    from dateline.records.ledger import LedgerEntry, ToldBreach

DAY = len("2016-10-19")
HOURS = 24
OPEN = frozenset({"proposed", "announced", "agreed", "accepted", "scheduled", "in_force", "extended", "suspended"})
"""Statuses that end with the window."""
BEGINNING = frozenset({"proposed", "announced", "agreed", "accepted", "scheduled"})
DATED = frozenset({"extended", "expired", "completed"})
"""Statuses that follow from what was agreed or done; the others are for a party itself to say."""
GROUPS = {
    **dict.fromkeys(("in_force", "extended", "accepted", "agreed", "announced", "scheduled", "proposed"), "holds"),
    **dict.fromkeys(("completed", "expired", "ended", "collapsed", "never_took_effect"), "over"),
    **dict.fromkeys(("rejected", "denied"), "refused"), "suspended": "suspended", "unknown": "unknown",
}
"""Statuses that fit with one another; words of different groups on one day contradict each other."""


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
        for ref in party_refs(frame.record):
            parties.learn(ref)
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
        windows=tuple(window for frame in frames for window in _windows(frame, parties)),
        breaches=breaches_of(frames), joined=tuple(thread.joined),
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
        for side in frame.record.sides:
            if side.role in PARTY_ROLES:
                roles.setdefault(parties.key(side.actor), {}).setdefault(side.role)
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


def _windows(frame: Frame, parties: PartyMap) -> list[ToldWindow]:
    """The window that a record tells, on its origin's word; an extension without an end is one, too."""
    record = frame.record
    start, end = started(record.effective_from), ended(record.effective_to)
    extended = record.status == "extended" or bool(record.extended_on)
    reckoned = start is None and end is None and not extended
    end = _reckoned_end(record) if reckoned else end
    if start is None and end is None and not extended:
        return []
    keys = dict.fromkeys(parties.key(ref) for ref in party_refs(record))
    return [ToldWindow(start=start, end=end, extended=extended, reckoned=reckoned, parties=tuple(keys),
                       word=origin_word(frame.report, record))]


def _reckoned_end(record: Arrangement) -> str | None:
    """The last day of what was announced on a told day for a told length ("declared a month's truce on Tuesday").

    `None` where it is only to begin later, or nothing dates the announcement but the publication.
    """
    told, hours = record.announced_on, record.duration_hours
    day = first_day(started(told)) if told is not None and told.basis != "publication" else None
    if day is None or hours is None or record.status not in {"announced", "agreed", "in_force"}:
        return None
    return dt.date.fromordinal(min(day + math.ceil(hours / HOURS), dt.date.max.toordinal())).isoformat()


def status_at(life: ArrangementLife, party: str, as_of: str) -> Standing:
    """How it stands for a party (by its key) as of an ISO day or time, by what was published until then.

    The last word on the party holds; of one time and day its own. Its own word gives way to outlets and outsiders,
    never to what another party says against it. A party of which only others speak, without telling that it declared,
    accepted, kept or refused it, is unknown, and so is any past the end that was told.
    """
    found = next((one for one in life.parties if one.party == party), None)
    name = found.name if found is not None else party
    known = [one for one in found.entries if _known(one, as_of)] if found is not None else []
    if not known:
        undated = found is not None and any(_date_of(one) is None for one in found.entries)
        reason = "told of only by reports without a date" if undated else "nothing told of this party by then"
        return Standing(party=party, name=name, status="unknown", reason=reason)
    if found is not None and not found.roles and all(one.word.voice != "party" for one in known):
        return Standing(party=party, name=name, status="unknown", reason="only others speak for it")
    last = _last(known)
    beside = tuple(
        one for one in known
        if one is not last and in_order(one.as_of)[:DAY] == in_order(last.as_of)[:DAY]
        and one.word.name != last.word.name and GROUPS[one.status] != GROUPS[last.status])
    end = window_end(life, party, as_of)
    if last.status in OPEN and end is not None and is_past(end, as_of) \
            and not (last.as_of is not None and is_past(end, last.as_of)):
        reason = f"past the end that was told ({end}), and nothing said since"
        return Standing(party=party, name=name, status="unknown", entry=last, beside=beside, reason=reason)
    return Standing(party=party, name=name, status=last.status, entry=last, beside=beside, reason=last.ground)


def _known(entry: LedgerEntry, as_of: str) -> bool:
    """Whether an entry was published, and speaks of a time, not after a day; without either date it is not known."""
    return _date_of(entry) is not None and told_by(entry.word.published, as_of) and told_by(entry.as_of, as_of)


def _date_of(entry: LedgerEntry) -> str | None:
    """The day by which an entry can be placed in time."""
    return entry.word.published or entry.as_of


def _last(known: list[LedgerEntry]) -> LedgerEntry:
    """The last word in time that may stand; of those of one report and day the party's own.

    That it was announced or agreed, told when it was in effect or over already, is told again: no step back.
    """
    own = [one for one in known if one.word.voice == "party"]
    standing = [one for one in known if not own or not _is_against(one, own[-1])]
    last = standing[0]
    for one in standing[1:]:
        last = last if _is_told_again(one, last) else one
    same = [one for one in standing if in_order(one.as_of)[:DAY] == in_order(last.as_of)[:DAY]
            and in_order(one.word.published) == in_order(last.word.published) and not _is_told_again(one, last)]
    return next((one for one in reversed(same) if one.word.voice == "party"), last)


def _is_told_again(one: LedgerEntry, last: LedgerEntry) -> bool:
    """Whether a word tells of a beginning after it was told to be in effect or over."""
    return one.status in BEGINNING and (last.status in {"in_force", "extended"} or GROUPS[last.status] == "over")


def _is_against(one: LedgerEntry, own: LedgerEntry) -> bool:
    """Whether another party says of a party what does not fit with that one's own word; dates are nobody's to deny."""
    opponent = one.word.voice == "other" and one.word.party is not None
    return opponent and one.status not in DATED and GROUPS[one.status] != GROUPS[own.status]


def window_end(life: ArrangementLife, party: str, as_of: str) -> str | None:
    """The end that was last told by then, of windows that name the party or nobody, else of all.

    `None` where no end was told, and where it was told to be extended without saying until when.
    """
    told = [one for one in life.windows if one.word.published is None or told_by(one.word.published, as_of)]
    own = [one for one in told if party in one.parties or not one.parties] or told
    with_end = [one for one in own if one.end is not None or one.extended]
    return with_end[-1].end if with_end else None


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
        msgspec.structs.replace(party, entries=tuple(one for one in party.entries if _known(one, as_of)))
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
