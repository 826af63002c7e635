"""How an arrangement stands for a party as of a day.

`status_at` gives the last word and shows what was said beside it. Past the end that was told nothing is known any
more, unless somebody has said so since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events.arrangements.days import in_order, is_past, told_by
from dateline.events.arrangements.entries import PARTY, UNNAMED, WHOLE
from dateline.events.arrangements.windows import window_end
from dateline.records.ledger import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.records import Status
    from dateline.records.ledger import ArrangementLife, LedgerEntry, ToldWindow

DAY = len("2016-10-19")
OPEN: frozenset[Status] = frozenset({
    "proposed", "announced", "agreed", "accepted", "scheduled", "in_force", "extended", "suspended"})
"""Statuses that end with the window."""
BEGINNING = frozenset({"proposed", "announced", "agreed", "accepted", "scheduled"})
DATED = frozenset({"extended", "expired", "completed"})
"""Statuses that follow from what was agreed or done; the others are for a party itself to say."""
RAN_OUT: frozenset[Status] = frozenset({"completed", "expired", "ended"})
GROUPS = {
    **dict.fromkeys(("in_force", "extended", "accepted", "agreed", "announced", "scheduled", "proposed"), "holds"),
    **dict.fromkeys(("completed", "expired", "ended", "collapsed", "never_took_effect"), "over"),
    **dict.fromkeys(("rejected", "denied"), "refused"), "suspended": "suspended", "unknown": "unknown",
}
"""Statuses that fit with one another; words of different groups on one day contradict each other."""


def status_at(life: ArrangementLife, party: str, as_of: str) -> Standing:
    """How it stands for a party (by its key) as of an ISO day or time, by what was published until then.

    The last word on the party holds; of one time and day its own. Its own word gives way to outlets and outsiders,
    never to what another party says against it. A party of which only others speak, without telling that it declared,
    accepted, kept or refused it, is unknown, and so is any past the end that was told.
    """
    found = next((one for one in life.parties if one.party == party), None)
    name = found.name if found is not None else party
    known = [one for one in found.entries if is_known(one, as_of)] if found is not None else []
    if not known:
        undated = found is not None and any(_date_of(one) is None for one in found.entries)
        reason = "told of only by reports without a date" if undated else "nothing told of this party by then"
        return Standing(party=party, name=name, status="unknown", reason=reason)
    if found is not None and not found.roles and party != UNNAMED and all(one.word.voice != "party" for one in known):
        return Standing(party=party, name=name, status="unknown", reason="only others speak for it")
    last = _last(known, {one.word.record: one for one in life.windows if not one.extended})
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


def is_known(entry: LedgerEntry, as_of: str) -> bool:
    """Whether an entry was published, and speaks of a time, not after a day; without either date it is not known."""
    return _date_of(entry) is not None and told_by(entry.word.published, as_of) and told_by(entry.as_of, as_of)


def _date_of(entry: LedgerEntry) -> str | None:
    """The day by which an entry can be placed in time."""
    return entry.word.published or entry.as_of


def _last(known: list[LedgerEntry], windows: Mapping[str, ToldWindow]) -> LedgerEntry:
    """The last word in time that may stand; of those of one report and day the party's own.

    That it was announced or agreed, told when it was in effect or over already, is told again: no step back. `windows`
    are those that records tell.
    """
    own = [one for one in known if one.word.voice == "party"]
    standing = [one for one in known if not (own and _is_against(one, own[-1])) and not _gives_way(one, known, windows)]
    last = standing[0]
    for one in standing[1:]:
        last = last if _is_told_again(one, last) else one
    same = [one for one in standing if in_order(one.as_of)[:DAY] == in_order(last.as_of)[:DAY]
            and in_order(one.word.published) == in_order(last.word.published) and not _is_told_again(one, last)]
    return next((one for one in reversed(same) if one.word.voice == "party"), last)


def _gives_way(one: LedgerEntry, known: list[LedgerEntry], windows: Mapping[str, ToldWindow]) -> bool:
    """Whether the same report says more closely how it stands: of this party by name, where this word is on the whole;
    or by the days that it tells. Being called a party gives way to anything."""
    if one.ground == PARTY and any(other.ground != PARTY for other in known):
        return True
    beside = [other for other in known if other.word.article == one.word.article
              and GROUPS[other.status] != GROUPS[one.status]]
    if one.ground.startswith(WHOLE) and any(not other.ground.startswith(WHOLE) for other in beside):
        return True
    window = windows.get(one.word.record)
    said = {other.status for other in beside if other.word.record == one.word.record}
    return window is not None and one.as_of is not None and _denied_by(window, one, said)


def _denied_by(window: ToldWindow, one: LedgerEntry, said: set[Status]) -> bool:
    """Whether the days told beside a word speak against it: "in force" of what ran its course by a told end; another's
    "over" of what is told to hold and is yet to begin or to end."""
    as_of = one.as_of or ""
    if one.status in OPEN:
        return window.end is not None and told_by(window.end, as_of) and not RAN_OUT.isdisjoint(said)
    to_come = any(day is not None and not told_by(day, as_of) for day in (window.start, window.end))
    return GROUPS[one.status] == "over" and one.word.voice != "party" and to_come and not OPEN.isdisjoint(said)


def _is_told_again(one: LedgerEntry, last: LedgerEntry) -> bool:
    """Whether a word tells of a beginning after it was told to be in effect or over."""
    return one.status in BEGINNING and (last.status in {"in_force", "extended"} or GROUPS[last.status] == "over")


def _is_against(one: LedgerEntry, own: LedgerEntry) -> bool:
    """Whether another party says of a party what does not fit with that one's own word; dates are nobody's to deny."""
    opponent = one.word.voice == "other" and one.word.party is not None
    return opponent and one.status not in DATED and GROUPS[one.status] != GROUPS[own.status]
