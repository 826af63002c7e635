"""What the search for breaches looks at: the sentences of one article, its records, and who the two parties are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from dateline.coding.arrangement.names import PARTY_ROLES, key_of
from dateline.coding.arrangement.parties import OUTSIDE, named_party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.parties import MentionMap
    from dateline.coding.roster import Roster
    from dateline.records import ActorRef, Arrangement, Breach, Claim

STATE = frozenset({"MIL", "GOV", "SPY", "COP"})
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "SEP"})
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "RETREAT", "THREATEN"})
"""Events that can break an arrangement by being done."""
PAIR = 2


@dataclass(slots=True)
class Tale:
    """The sentences of one article as far as breaches need them."""

    mentions: MentionMap
    book: ArrangementBook
    records: Sequence[Arrangement]
    roster: Roster
    told: MentionMap
    """The mentions as resolved, before they were read as parties of this report."""
    claims: Sequence[Claim] = ()
    sents: list[Span] = field(default_factory=list)
    found: list[tuple[int, int, Breach, str]] = field(default_factory=list)
    """(number of the sentence, index of the record, breach, how the accused was found)."""
    starts: list[int] = field(default_factory=list)
    """Where in the text each of the found is told."""

    def add(self, number: int, target: int, breach: Breach, note: str, *, start: int | None = None) -> None:
        """Keep a breach told in a sentence, at a character of the text."""
        mine = {_party(ref) for ref in breach.accused}
        theirs = {_party(ref) for ref in breach.accuser}
        for at, _, other, _ in self.found:
            same = {_party(ref) for ref in other.accused} == mine and other.standing == breach.standing
            if at == number and same and {_party(ref) for ref in other.accuser} == theirs:
                return
        self.found.append((number, target, breach, note))
        self.starts.append(self.sents[number].start_char if start is None else start)

    def full_names(self, refs: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
        """The refs under their fullest names; whose forces or rebels nobody says are those of the country in which
        more than half of the places of the report lie."""
        return tuple(self._full(named_party(ref, self.told)) for ref in refs)

    def _full(self, ref: ActorRef) -> ActorRef:
        if ref.country is not None or ref.sector is None:
            return ref
        if ref.sector not in ARMED | STATE:
            home = self.roster.home
            return msgspec.structs.replace(ref, country=home, code=f"{home}{ref.sector}") if home is not None else ref
        counts = Counter(place.country for place in self.mentions.resolution.places.values() if place.country)
        country, most = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        if 2 * most <= sum(counts.values()):
            return ref
        return msgspec.structs.replace(ref, country=country, code=f"{country}{ref.sector}")

    def known(self, accuser: tuple[ActorRef, ...], accused: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
        """The accuser; one that no table knows ("the district committee") as the opponent of the accused, where the
        report has two parties."""
        if len(accuser) != 1 or accuser[0].country or accuser[0].sector or not accused:
            return accuser
        other = self.roster.opponent(accused[0])
        if other is None:
            return accuser
        return (msgspec.structs.replace(
            accuser[0], country=other.country, sector=other.sector, code=other.code, id=None, name=None),)

    def claim_of(self, deed: Token, accused: Sequence[ActorRef]) -> Claim | None:
        """The claim that tells the breaking act: of the deeds of the accused in the sentence the nearest to the word; a
        charge or a denial tells none."""
        sent = deed.sent
        here = [
            one for one in self.claims
            if one.event in DEEDS and sent.start_char <= one.evidence.trigger.start < sent.end_char
            and one.factuality.condition is None and one.temporal != "future"
        ]
        theirs = [
            one for one in here
            if any(_may_be(ref, other) for ref in one.actors for other in accused)
        ]
        exact = [one for one in here if one.evidence.trigger.start <= deed.idx < one.evidence.trigger.end]
        fitting = theirs or [one for one in exact if not one.actors]
        return min(fitting, key=lambda one: (abs(one.evidence.trigger.start - deed.idx), one.id), default=None)

    def pair(self, target: int) -> list[tuple[ActorRef, ...]]:
        """The two parties: those of the record, made up from the fighting parties that the report names most."""
        found: dict[str, ActorRef] = {}
        for side in self.records[target].sides:
            known = side.actor.sector in ARMED | STATE or side.actor.country is not None
            if side.role in PARTY_ROLES and known and side.actor.country not in OUTSIDE:
                found.setdefault(_party(side.actor), side.actor)
        counts: Counter[str] = Counter()
        first: dict[str, ActorRef] = {}
        for index in sorted(self.mentions.resolution.actors):
            for told in self.mentions.resolution.actors[index]:
                ref = named_party(told, self.told)
                able = ref.sector in ARMED or (ref.sector == "GOV" and ref.country is not None)
                if not able or ref.country in OUTSIDE:
                    continue
                key = _party(ref)
                counts[key] += 1
                if key not in first or (first[key].sector != "MIL" and ref.sector == "MIL"):
                    first[key] = ref
        for key in sorted(counts, key=lambda key: (-counts[key], first[key].start)):
            if len(found) >= PAIR:
                break
            found.setdefault(key, first[key])
        pair: list[tuple[ActorRef, ...]] = [(ref,) for ref in found.values()]
        return pair[:PAIR]


def _may_be(one: ActorRef, other: ActorRef) -> bool:
    """Whether two refs are one party, as far as both tell their country."""
    bare = one.sector == other.sector and (one.country is None or other.country is None)
    return bare or _party(one) == _party(other)


def _party(ref: ActorRef) -> str:
    """What tells parties apart, the arms of one state being one."""
    return f"{ref.country}:state" if ref.sector in STATE and ref.country else key_of(ref)
