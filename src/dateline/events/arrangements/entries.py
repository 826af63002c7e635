"""What one record says of the status of each party: the rules by which a word on an arrangement concerns a party.

A party's own word concerns itself; what holds for the whole concerns those who made it. What is said for oneself
("we shall observe a truce", "we reject it") is never put to another party's account.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dateline.events.arrangements.camps import BINDING_ROLES, MAKING_ROLES, PARTY_ROLES, REFUSING_ROLES
from dateline.events.arrangements.days import in_order, started
from dateline.events.arrangements.words import origin_of, origin_word, word_of
from dateline.records.ledger import LedgerEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.codebook.ledger import LedgerRules
    from dateline.events.arrangements.camps import PartyMap
    from dateline.events.arrangements.frames import Report
    from dateline.records import ActorRef, Arrangement, Role, Status, StatusBy
    from dateline.records.ledger import Voice, Word

OWN = "its own word"
OTHER = "told of it by another"
WHOLE = "told of the whole, no party named"
BY_ROLE: dict[Role, str] = {
    "declares": "told to have declared it", "accepts": "told to have accepted it", "observes": "told to keep it",
    "rejects": "told to have rejected it", "denies": "told to deny it",
}


class Cast:
    """Who made an arrangement and who refused it, as its records come in by order of time.

    Whoever refused it and is nowhere told to have declared or accepted it has not made it by being told to keep it.
    """

    def __init__(self, records: Iterable[Arrangement], parties: PartyMap) -> None:
        told = [told_roles(record, parties) for record in records]
        bound = {key for roles in told for key, role in roles.items() if role in BINDING_ROLES}
        self.outside = {key for roles in told for key, role in roles.items() if role in REFUSING_ROLES} - bound
        self.makers = frozenset(
            key for roles in told for key, role in roles.items() if role in MAKING_ROLES and key not in self.outside)
        self.parties = frozenset(key for roles in told for key in roles)
        self.tellings = Counter(key for roles in told for key in roles)
        self._last: dict[str, Role] = {}

    def hear(self, roles: dict[str, Role]) -> dict[str, Role]:
        """Take note of what parties are told to do in one record, and give what of it counts."""
        counted = {key: role for key, role in roles.items() if role != "observes" or key not in self.outside}
        self._last |= counted
        return counted

    @property
    def bound(self) -> list[str]:
        """Who is told to have made it so far; before anybody is, whoever is told so later ("a truce was proposed")."""
        so_far = sorted(key for key, role in self._last.items() if role in MAKING_ROLES)
        return so_far or sorted(self.makers)


def told_roles(record: Arrangement, parties: PartyMap) -> dict[str, Role]:
    """The role of each party of a record, the first that is told; outsiders have none."""
    roles: dict[str, Role] = {}
    for side in record.sides:
        if side.role in PARTY_ROLES:
            roles.setdefault(parties.key(side.actor), side.role)
    return roles


class Teller:
    """One record on its way into the ledger."""

    def __init__(
        self, report: Report, record: Arrangement, *, parties: PartyMap, cast: Cast, rules: LedgerRules,
    ) -> None:
        self.report = report
        self.record = record
        self.parties = parties
        self.cast = cast
        self.statuses = rules.statuses
        self.roles = cast.hear(told_roles(record, parties))
        self.makers = [key for key, role in self.roles.items() if role in MAKING_ROLES]

    def entries(self) -> list[tuple[str, LedgerEntry]]:
        """(party, entry) for all that the record says; of one voice on one party the record's own status leads."""
        told: dict[tuple[str, str, str], tuple[str, LedgerEntry]] = {}
        for status_by in self.record.status_by:
            for party, entry in self._by_status(status_by):
                slot = (party, entry.word.name, in_order(entry.as_of)[:10])
                if slot not in told or told[slot][1].status != self.record.status:
                    told[slot] = party, entry
        found = list(told.values())
        spoken = {party for party, _ in found}
        found.extend(self._by_roles(spoken))
        return found

    def _by_status(self, told: StatusBy) -> Iterator[tuple[str, LedgerEntry]]:
        """Whom one status concerns, by whose word it is."""
        status, speaker = told.status, told.according_to
        if status == "unknown":
            return
        own = self._own_party(speaker, status)
        if own is not None and self._speaks_for_itself(own, status):
            yield own, self._entry(status, told=told, speaker=speaker, party=own, ground=OWN)
        if status in self.statuses.personal and own is not None:
            return
        if status in self.statuses.refused:
            refusing = [key for key, role in self.roles.items() if role in REFUSING_ROLES and key != own]
            yield from ((key, self._entry(status, told=told, speaker=speaker, party=key, ground=OTHER))
                        for key in refusing)
            return
        for key in self._concerned(status, own):
            if key != own:
                ground = OTHER if key in self.roles else WHOLE
                yield key, self._entry(status, told=told, speaker=speaker, party=key, ground=ground)

    def _own_party(self, speaker: ActorRef | None, status: Status) -> str | None:
        """The party that speaks, `None` for outsiders: whoever is a party in any record, or answers for itself."""
        key = self.parties.key(speaker) if speaker is not None else None
        if key is None or key in self.cast.parties:
            return key
        outside = {self.parties.key(side.actor) for side in self.record.sides if side.role not in PARTY_ROLES}
        countries = {one.partition(":")[0] for one in self.cast.parties}
        answers = status in self.statuses.refused or status == "accepted"
        return key if answers and key not in outside and key.partition(":")[0] in countries else None

    def _speaks_for_itself(self, party: str, status: Status) -> bool:
        """Whether a status on a party's own word is its own: one that never made it can only answer it."""
        bound = party in self.cast.makers and self.roles.get(party) not in REFUSING_ROLES
        return bound or status in self.statuses.personal or status == "never_took_effect"

    def _concerned(self, status: Status, own: str | None) -> list[str]:
        """Whom a word on the whole concerns: the makers that the record names.

        All of them where it names none, or of something known only one of whom no other report speaks (a name that was
        not understood), or where nothing is left of it. That it broke down is a party's word for the others only where
        it names them.
        """
        if own is not None and status in self.statuses.disputed:
            return self.makers
        strangers = status in self.statuses.later and all(self.cast.tellings[key] == 1 for key in self.makers)
        if not self.makers or strangers or status in self.statuses.whole:
            return [*self.makers, *(key for key in self.cast.bound if key not in self.roles)]
        return self.makers

    def _by_roles(self, spoken: set[str]) -> Iterator[tuple[str, LedgerEntry]]:
        """What a party is told to do, where no status was told of it."""
        for key, role in self.roles.items():
            if key not in spoken:
                status = self._status_of(role)
                yield key, self._entry(status, told=None, speaker=None, party=key, ground=BY_ROLE[role])

    def _status_of(self, role: Role) -> Status:
        """The status that a role amounts to, the record's own where it is no refusal."""
        status = self.record.status
        if role in REFUSING_ROLES:
            return "rejected" if role == "rejects" else "denied"
        open_ = status in self.statuses.refused or status == "unknown"
        if role == "declares":
            return "announced" if open_ else status
        if role == "accepts":
            return "accepted" if open_ or status in {"proposed", "announced"} else status
        return "in_force" if open_ else status

    def _entry(
        self, status: Status, *, told: StatusBy | None, speaker: ActorRef | None, party: str, ground: str,
    ) -> LedgerEntry:
        """One entry; dated by the report where it dates the status no earlier."""
        published = self.report.published
        as_of = started(told.as_of) if told is not None else None
        if as_of is None or (published is not None and in_order(as_of) > in_order(published)):
            as_of = published
        return LedgerEntry(as_of=as_of, status=status, word=self._word(speaker, party, told=told), ground=ground)

    def _word(self, speaker: ActorRef | None, party: str, *, told: StatusBy | None) -> Word:
        """Whose word it is: whoever the status is according to, else the record's origin, else the outlet."""
        if speaker is None and told is None:
            own = self._party_of(origin_of(self.record)[1])
            word = origin_word(self.report, self.record, party=own == party)
            return msgspec.structs.replace(word, party=own)
        own = self._party_of(speaker)
        voice: Voice = "outlet" if speaker is None else "party" if own == party else "other"
        return word_of(self.report, self.record, speaker=speaker, voice=voice, party=own)

    def _party_of(self, speaker: ActorRef | None) -> str | None:
        """The party that a speaker is, `None` for outsiders and the outlet."""
        key = self.parties.key(speaker) if speaker is not None else None
        return key if key in self.cast.parties else None
