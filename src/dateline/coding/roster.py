"""Who the parties of a report are, so that "rebels", "the army" or "fighters" mean those of its own war.

Built once per article from its actors and places. A bare word for a force that no table gives a country, or gives that
of a war elsewhere, is of the country in which more than half of the places and parties of the report lie; nothing is
put where no country has that share.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from dateline.coding.parties import MentionMap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dateline.records import ActorRef

NO_STATES = frozenset({"UNO", "NGO", "EUR", "ISM", "IGO", "IMG", "MNC"})
"""Codes that stand where a country does but are none."""
STATE = frozenset({"MIL", "GOV", "SPY", "COP"})
GROUPS = frozenset({"REB", "PRM", "CRM", "SEP"})
PAIR = 2
REBEL_OWNERS = frozenset(
    f"{one}{mark}" for one in ("rebels", "separatists", "insurgents", "guerrillas") for mark in "'’")
LOYAL = (
    "loyal to the government", "pro-government", "government-allied", "allied with the government", "loyalist fighters",
)
"""What makes fighters the government's."""
OF_REBELS = ("of the rebels", "of the separatists", "of the insurgents", "of the guerrillas")
"""What makes a "defence ministry" or "forces" no state's."""


def is_bare(text: str) -> bool:
    """Whether the words name nobody: no capital letter but that of the first ("Government soldiers")."""
    first, *rest = text.split() or [""]
    return first[1:] == first[1:].lower() and all(word == word.lower() for word in rest)


class Roster:
    """The parties of one article, the state of one country being one; dies with the article."""

    def __init__(self, mentions: MentionMap, words: Collection[str]) -> None:
        """`words` are those that name a force or government without saying whose."""
        self._first: dict[str, ActorRef] = {}
        self._count: Counter[str] = Counter()
        countries: Counter[str] = Counter()
        for ref in _told(mentions):
            if ref.country is None or ref.country in NO_STATES or ref.sector not in STATE | GROUPS:
                continue
            if ref.sector != "GOV" and not (is_bare(ref.text) and ref.id is None):
                countries[ref.country] += 1
            self._note(ref)
        located = Counter(_placed(mentions))
        countries.update(located)
        self._located = frozenset(located)
        country, most = max(countries.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        self.home: str | None = country if 2 * most > sum(countries.values()) else None
        """The country whose war the report tells."""
        self._few = frozenset(code for code, count in countries.items() if 3 * count < sum(countries.values()))
        self._words = words
        for ref in _told(mentions):
            if ref.country is None and (own := self.own(ref)).country is not None:
                self._note(own)

    def _note(self, ref: ActorRef) -> None:
        """Count a party, and keep the mention that tells best who it is."""
        key = party_key(ref)
        self._count[key] += 1
        if key not in self._first or (self._first[key].sector != "MIL" and ref.sector == "MIL"):
            self._first[key] = ref

    def own(self, ref: ActorRef, *, pronoun: bool = False) -> ActorRef:
        """The party of this report that a mention stands for, or the mention as it is."""
        home = self.home
        if home is None or ref.sector is None:
            return ref
        if ref.sector in {"UAF", "REB"} and ref.country in {None, home} and any(one in ref.text for one in LOYAL):
            return _as(ref, None, home, "PRM")
        if ref.sector == "UAF" and ref.country in {None, home}:
            return self._group_of(ref, home)
        told = ref.text.lower().split()
        if ref.sector == "REB" and told[-1:] == ["army"] and is_bare(ref.text):
            return _as(ref, self._first.get(f"{home}:state"), home, "MIL")
        if ref.sector in STATE and (any(one in REBEL_OWNERS for one in told) or " ".join(told).endswith(OF_REBELS)):
            return _as(ref, None, ref.country or home, "REB")
        if ref.sector == "ELI" and told[-1] in self._words:
            return _as(ref, None, ref.country or home, "MIL")
        if not self._is_open(ref, told, pronoun=pronoun):
            return ref
        groups = [one for one in self.groups(home) if one.sector == ref.sector] if ref.sector not in STATE else []
        return _as(ref, groups[0] if len(groups) == 1 else None, home, ref.sector)

    def _is_open(self, ref: ActorRef, told: Sequence[str], *, pronoun: bool) -> bool:
        """Whether the words leave open whose force it is: no country, or one that the report hardly tells of."""
        if ref.sector not in STATE | GROUPS:
            return False
        if ref.country is None:
            return is_bare(ref.text) and (any(one in self._words for one in told) or (pronoun and ref.sector != "GOV"))
        seldom = ref.country in self._few and ref.text.islower()
        strange = ref.country == "IMG" or (seldom and (ref.id is None or ref.country not in self._located))
        return ref.country != self.home and strange and is_bare(ref.text) and told[-1] in self._words

    def names_force(self, text: str) -> bool:
        """Whether the words are bare words for a force."""
        return is_bare(text) and any(one in self._words for one in text.lower().split())

    def groups(self, country: str) -> list[ActorRef]:
        """The armed groups of a country that the report names, those told most first."""
        found = [key for key, ref in self._first.items() if ref.country == country and ref.sector in GROUPS]
        return [self._first[key] for key in sorted(found, key=lambda key: (-self._count[key], self._first[key].start))]

    def _group_of(self, ref: ActorRef, home: str) -> ActorRef:
        """"Tigrayan fighters" as the group of the report that shares their name, else as rebels where it names some;
        bare "gunmen" stay unknown."""
        groups = self.groups(home)
        names = {
            word.strip(",'\"") for word in ref.text.split() if word[:1].isupper() and word.lower() not in self._words
        } - {"The", "A", "An", "Armed", "Unidentified", "Unknown"}
        if not groups or not names:
            return ref
        for one in groups:
            if names & {*one.text.split(), *(one.name or "").split()}:
                return _as(ref, one, home, one.sector or "REB")
        return _as(ref, None, home, "REB")

    def opponent(self, ref: ActorRef) -> ActorRef | None:
        """The other party, where the report names two, or two more often than all others."""
        ranked = sorted(self._count, key=lambda key: (-self._count[key], self._first[key].start))
        clear = len(ranked) == PAIR or (
            len(ranked) > PAIR and self._count[ranked[1]] > self._count[ranked[PAIR]])
        if not clear or party_key(ref) not in ranked[:PAIR]:
            return None
        return self._first[next(key for key in ranked[:PAIR] if key != party_key(ref))]


def at_home(mentions: MentionMap, roster: Roster) -> MentionMap:
    """The mentions with every actor as the party of this report that it stands for."""
    if roster.home is None:
        return mentions
    actors = {
        index: tuple(roster.own(ref, pronoun=_stands_for_force(index, mentions, roster)) for ref in refs)
        for index, refs in mentions.resolution.actors.items()
    }
    return MentionMap(mentions.reading, replace(mentions.resolution, actors=actors))


def _stands_for_force(index: int, mentions: MentionMap, roster: Roster) -> bool:
    """Whether a mention is a pronoun for a force told before by a bare word."""
    mention = mentions.reading.mentions[index]
    if mention.form != "pronoun" or not mention.antecedents:
        return False
    return roster.names_force(mentions.reading.mentions[mention.antecedents[0]].text)


def party_key(ref: ActorRef) -> str:
    """What tells parties apart, the arms of one state being one."""
    if ref.sector in STATE and ref.country is not None:
        return f"{ref.country}:state"
    return ref.id or ref.code or ref.country or ref.text.lower()


def _placed(mentions: MentionMap) -> Iterator[str]:
    """The countries of the places that a table knows, less capitals that stand for their governments."""
    reading = mentions.reading
    for index, place in mentions.resolution.places.items():
        if place.country is None or place.precision in {"country", "site", "near"}:
            continue
        head = reading.doc[reading.mentions[index].head]
        if not any(ref.sector == "GOV" for ref in mentions.refs(mentions.at(head))):
            yield place.country


def _told(mentions: MentionMap) -> Iterator[ActorRef]:
    """The actors in the order of the text."""
    for index in sorted(mentions.resolution.actors):
        yield from mentions.resolution.actors[index]


def _as(ref: ActorRef, other: ActorRef | None, country: str, sector: str) -> ActorRef:
    """The mention with the identity of another, or with a country and sector alone."""
    if other is None or other.sector != sector:
        code = f"{country}{sector}"
        return msgspec.structs.replace(ref, country=country, sector=sector, code=code, id=None, name=None)
    return msgspec.structs.replace(
        ref, country=country, sector=sector, code=other.code, id=other.id, name=other.name)
