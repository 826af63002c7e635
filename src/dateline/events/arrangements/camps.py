"""Which side an actor stands for: a government and its army are one party to a truce, two armed groups may be two."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.codebook.ledger import LedgerRules
    from dateline.records import ActorRef, Arrangement, Role, Side

PARTY_ROLES = frozenset({"declares", "accepts", "rejects", "denies", "observes"})
MAKING_ROLES = frozenset({"declares", "accepts", "observes"})
BINDING_ROLES = frozenset({"declares", "accepts"})
REFUSING_ROLES = frozenset({"rejects", "denies"})
NO_ORGANISATION = ("person-", "state-")
"""How ids begin that name nobody's organisation: a person and a state speak for the camp as a whole."""

PERSON = 2
"""How badly a person's name stands for a party."""
NOBODY = "parties not named"
CLEAR = 3
"""How much more often one camp must be told than any other to be meant by a noun without a country."""

Camp = tuple[str, str]
"""Country ("" where it is not told) and camp, or the sector where that has none."""


def camp_of(ref: ActorRef, rules: LedgerRules) -> Camp | None:
    """The side that an actor stands for, `None` where neither its country nor its sector is known."""
    country, sector = ref.country or "", ref.sector or ""
    if not sector:
        return (country, rules.camp_of["GOV"]) if (ref.id or "").startswith("state-") else (country, "") if country \
            else None
    return country, rules.camp_of.get(sector, sector)


def organisation_of(ref: ActorRef) -> str | None:
    """The id of an organisation, `None` for persons, states and nouns that name none ("the rebels")."""
    return ref.id if ref.id and not ref.id.startswith(NO_ORGANISATION) else None


def fits(one: Camp, other: Camp) -> bool:
    """Whether two may be one side: a country or a sector that is not told fits any."""
    return (one[0] == other[0] or not one[0] or not other[0]) and (one[1] == other[1] or not one[1] or not other[1])


class PartyMap:
    """The parties of one arrangement, told apart over all of its records.

    Actors of one camp are one party; two organisations of one camp are two where a single report names both as sides.
    A camp whose country is not told is the only one of its sort, or the one told by far the most often.
    """

    def __init__(self, records: Iterable[Arrangement], rules: LedgerRules) -> None:
        self._rules = rules
        self._apart: set[tuple[Camp, str]] = set()
        camps: Counter[Camp] = Counter()
        for record in records:
            told: dict[Camp, dict[str, None]] = {}
            for ref in (side.actor for side in party_sides(record, rules)):
                camp = camp_of(ref, rules)
                if camp is None:
                    continue
                camps[camp] += 1
                organisation = organisation_of(ref)
                if organisation and camp[1] != rules.camp_of["GOV"]:
                    told.setdefault(camp, {}).setdefault(organisation)
            self._apart.update((camp, one) for camp, ids in told.items() if len(ids) > 1 for one in ids)
        self._home = _homes(camps)
        self.names: dict[str, Counter[tuple[int, str]]] = {}
        self.codes: dict[str, Counter[str]] = {}

    def key(self, ref: ActorRef) -> str:
        """The party that an actor is, as a stable key such as `NPL:armed`; its words where nothing is known."""
        camp = camp_of(ref, self._rules)
        if camp is None:
            return f"?:?:{' '.join((ref.name or ref.text).casefold().split())}"
        camp = self._home.get(camp, camp)
        organisation = organisation_of(ref)
        tail = f":{organisation}" if organisation and (camp, organisation) in self._apart else ""
        return f"{camp[0] or '?'}:{camp[1] or '?'}{tail}"

    def sides(self, record: Arrangement) -> list[tuple[str, Role]]:
        """(party, role) of each side of a record that is a party."""
        return [(self.key(side.actor), side.role) for side in party_sides(record, self._rules)]

    def is_collective(self, ref: ActorRef) -> bool:
        """Whether words name all parties together."""
        return is_collective(ref, self._rules)

    def learn(self, ref: ActorRef) -> None:
        """Count the name and code under which a party is told."""
        key = self.key(ref)
        name = ref.name or " ".join(ref.text.split())
        self.names.setdefault(key, Counter())[_rank(ref), name] += 1
        if ref.code or ref.country or ref.sector:
            self.codes.setdefault(key, Counter())[ref.code or f"{ref.country or ''}{ref.sector or ''}"] += 1

    def name(self, key: str) -> str:
        """What the party is called: its organisation, else the words of the reports, else "the side of" a person;
        of these the most frequent, of equals the first by name."""
        names = self.names.get(key, Counter())
        rank, name = min(names, key=lambda ranked: (ranked[0], -names[ranked], ranked[1]), default=(0, NOBODY))
        return f"the side of {name}" if rank == PERSON else name


def _rank(ref: ActorRef) -> int:
    """How well a name stands for a party: an organisation or state first, a person last."""
    if ref.office is not None or (ref.id or "").startswith("person-"):
        return PERSON
    return 0 if ref.id else 1


def party_sides(record: Arrangement, rules: LedgerRules) -> list[Side]:
    """The sides that a record has as parties; outsiders are left out, and so are words for all parties together."""
    return [side for side in record.sides if side.role in PARTY_ROLES and not is_collective(side.actor, rules)]


def is_collective(ref: ActorRef, rules: LedgerRules) -> bool:
    """Whether words name all parties together and none of them ("Sudan's warring factions", "both sides")."""
    if ref.id is not None:
        return False
    words = re.findall(r"\w+", ref.text.casefold())
    return not rules.collective.isdisjoint(words) or " ".join(words) in rules.collective


def _homes(camps: Counter[Camp]) -> Mapping[Camp, Camp]:
    """For each camp of which a half is not told the whole one that it is: the only one that fits, or the one told at
    least `CLEAR` times as often as the next."""
    homes: dict[Camp, Camp] = {}
    for camp in camps:
        if all(camp):
            continue
        whole = sorted((one for one in camps if all(one) and fits(camp, one)), key=lambda one: (-camps[one], one))
        if len(whole) == 1 or (len(whole) > 1 and camps[whole[0]] >= CLEAR * camps[whole[1]]):
            homes[camp] = whole[0]
    return homes
