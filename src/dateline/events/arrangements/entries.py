"""What one record says of the status of each party: the rules by which a word on an arrangement concerns a party.

A party's own word concerns itself; what holds for the whole concerns those who made it. What is said for oneself
("we shall observe a truce", "we reject it") is never put to another party's account.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dateline.events.arrangements.camps import BINDING_ROLES, MAKING_ROLES, PARTY_ROLES, REFUSING_ROLES
from dateline.events.arrangements.days import in_order, started, told_by
from dateline.events.arrangements.words import origin_of, origin_word, word_of
from dateline.records.ledger import LedgerEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.codebook.ledger import LedgerRules
    from dateline.events.arrangements.camps import PartyMap
    from dateline.events.arrangements.frames import Report
    from dateline.records import ActorRef, Arrangement, Role, Status, StatusBy
    from dateline.records.ledger import Voice, Word

OWN = "its own word"
OTHER = "another's word on this party"
WHOLE = "a word on the whole, which does not name this party"
PARTY = "named as a party to it, no more"
NONE_NAMED = "no party is named"
UNNAMED = "?:?"
"""The party of words on an arrangement of which no report says who made it."""
BEFORE = ", before it was to begin"
BY_ROLE: dict[Role, str] = {
    "declares": "told to have declared it", "accepts": "told to have accepted it", "observes": "told to keep it",
    "rejects": "told to have rejected it", "denies": "told to deny it",
}


class Cast:
    """Who made an arrangement and who refused it, as its records come in by order of time.

    Whoever refused it and is nowhere told to have declared or accepted it has not made it by being told to keep it.
    `joint`: more records tell it as agreed between parties than as declared by one for itself.
    """

    def __init__(self, records: Sequence[Arrangement], parties: PartyMap) -> None:
        told = [told_roles(record, parties) for record in records]
        bound = {key for roles in told for key, role in roles.items() if role in BINDING_ROLES}
        self.outside = {key for roles in told for key, role in roles.items() if role in REFUSING_ROLES} - bound
        self.makers = frozenset(
            key for roles in told for key, role in roles.items() if role in MAKING_ROLES and key not in self.outside)
        self.parties = frozenset(key for roles in told for key in roles)
        together = [
            record.laterality in {"bilateral", "multilateral"} or list(roles.values()).count("accepts") > 1
            for record, roles in zip(records, told, strict=True) if record.laterality != "unilateral"]
        self.joint = sum(together) > sum(record.laterality == "unilateral" for record in records)
        self.tellings = Counter(key for roles in told for key in roles)
        self._last: dict[str, Role] = {}
        self._parties = parties

    def hear(self, roles: dict[str, Role]) -> dict[str, Role]:
        """Take note of what parties are told to do in one record, and give what of it counts."""
        counted = {key: role for key, role in roles.items() if role != "observes" or key not in self.outside}
        self._last |= counted
        return counted

    def party_of(self, speaker: ActorRef | None) -> str | None:
        """The party that a speaker is, `None` for outsiders, the outlet, and words for all parties together."""
        if speaker is None or self._parties.is_collective(speaker):
            return None
        key = self._parties.key(speaker)
        return key if key in self.parties else None

    @property
    def bound(self) -> list[str]:
        """Who is told to have made it so far; before anybody is, whoever is told so later ("a truce was proposed")."""
        so_far = sorted(key for key, role in self._last.items() if role in MAKING_ROLES)
        return so_far or sorted(self.makers)


def told_roles(record: Arrangement, parties: PartyMap) -> dict[str, Role]:
    """The role of each party of a record, the first that is told; outsiders have none."""
    roles: dict[str, Role] = {}
    for key, role in parties.sides(record):
        roles.setdefault(key, role)
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
        if own is not None and status in self.statuses.personal:
            doers = self._doers(status)
            keys = doers if doers and own not in doers else [own]
        elif status in self.statuses.refused:
            keys = self._doers(status)
        else:
            itself = [own] if own is not None and self._speaks_for_itself(own, status) else []
            keys = [*itself, *(key for key in self._concerned(status, own) if key != own)]
        if not keys and not self.cast.parties:
            keys = [UNNAMED]
        for key in keys:
            ground = OWN if key == own else OTHER if key in self.roles else NONE_NAMED if key == UNNAMED else WHOLE
            yield key, self._entry(status, told=told, speaker=speaker, party=key, ground=ground)

    def _doers(self, status: Status) -> list[str]:
        """Whom the record names as having done what a status tells: refused, accepted, or made it. The army that says
        "the rebels have declared a truce" has declared none."""
        roles = REFUSING_ROLES if status in self.statuses.refused else {"accepts"} if status == "accepted" \
            else {"declares", "observes"}
        return [key for key, role in self.roles.items() if role in roles]

    def _own_party(self, speaker: ActorRef | None, status: Status) -> str | None:
        """The party that speaks, `None` for outsiders: whoever is a party in any record, or answers for itself."""
        key = self.cast.party_of(speaker)
        if key is not None or speaker is None or self.parties.is_collective(speaker):
            return key
        key = self.parties.key(speaker)
        outside = {self.parties.key(side.actor) for side in self.record.sides if side.role not in PARTY_ROLES}
        countries = {one.partition(":")[0] for one in self.cast.parties}
        answers = status in self.statuses.refused or status == "accepted"
        return key if answers and key not in outside and key.partition(":")[0] in countries else None

    def _speaks_for_itself(self, party: str, status: Status) -> bool:
        """Whether a status on a party's word is also its own: it made it, and does not tell of others only that theirs
        goes on or is over. One that refuses it can but say that it is over or never took effect.
        """
        if status == "never_took_effect":
            return True
        refuses = self.roles.get(party) in REFUSING_ROLES and status not in self.statuses.over
        of_others = status in self.statuses.single | self.statuses.disputed and not self._names_strangers
        return party in self.cast.makers and not refuses and (
            party in self.roles or not self.makers or not of_others)

    @property
    def _names_strangers(self) -> bool:
        """Whether no other record speaks of those whom this one names as its makers: names not understood."""
        return all(self.cast.tellings[key] == 1 for key in self.makers)

    def _concerned(self, status: Status, own: str | None) -> list[str]:
        """Whom a word on the whole concerns: the makers that the record names.

        All of them where it names none, or of something known only one of whom no other report speaks, or where nothing
        is left of it, or where an outsider says that what they made together ran out. That it broke down is a party's
        word for the others only where it names them; that it goes on longer or ran out, only where it names them or
        they made it together; and who ends what it declared for itself ends nothing of the others.
        """
        statuses, joint = self.statuses, self.cast.joint
        if own in self.cast.makers and not joint and status == "ended":
            return []
        if own is not None and (status in statuses.disputed or (
                own in self.cast.makers and status in statuses.single and not joint)):
            return self.makers
        strangers = status in statuses.later and self._names_strangers
        ran_out = joint and own is None and status in {"expired", "completed"}
        if not self.makers or strangers or ran_out or status in statuses.whole:
            return [*self.makers, *(key for key in self.cast.bound if key not in self.roles)]
        return self.makers

    def _by_roles(self, spoken: set[str]) -> Iterator[tuple[str, LedgerEntry]]:
        """What a party is told to do, where no status was told of it."""
        for key, role in self.roles.items():
            if key not in spoken:
                status = self._status_of(role)
                ground = PARTY if role == "accepts" and self.record.status == "unknown" else BY_ROLE[role]
                yield key, self._entry(status, told=None, speaker=None, party=key, ground=ground)

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
        """One entry; dated by the report where it dates the status no later. What is told to be in force before the
        beginning that the report tells is to come."""
        published = self.report.published
        as_of = started(told.as_of) if told is not None else None
        if as_of is None or (published is not None and in_order(as_of) > in_order(published)):
            as_of = published
        start = started(self.record.effective_from)
        if status == "in_force" and as_of is not None and not told_by(start, as_of):
            status, ground = "scheduled", f"{ground}{BEFORE}"
        return LedgerEntry(as_of=as_of, status=status, word=self._word(speaker, party, told=told), ground=ground)

    def _word(self, speaker: ActorRef | None, party: str, *, told: StatusBy | None) -> Word:
        """Whose word it is: whoever the status is according to, else the record's origin, else the outlet."""
        if speaker is None and told is None:
            own = self.cast.party_of(origin_of(self.record)[1])
            word = origin_word(self.report, self.record, party=own == party)
            return msgspec.structs.replace(word, party=own)
        own = self.cast.party_of(speaker)
        voice: Voice = "outlet" if speaker is None else "party" if own == party else "other"
        return word_of(self.report, self.record, speaker=speaker, voice=voice, party=own)
