"""Who does what to whom: parties and the ties between them, counted by distinct origins.

A tie runs from the party that acts to the party that it is done to; of an act that is done together by what it is, both
ways. What is only denied, planned or hung on a condition is no tie. Reprints count once: what counts is how many
distinct origins tell each event. A party without an id is what it is known as, a kind of a country ("Syria: rebels"),
never its words: the drivers of two reports are not one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dateline.export.schemas.rows import pairs_of
from dateline.export.schemas.tables import load_codes, load_countries
from dateline.export.schemas.units import is_told_as_done

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.codebook import Codebook
    from dateline.export.schemas.units import Unit
    from dateline.records import ActorRef

By = Literal["actor", "country"]
Way = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Party:
    """A party: its key, its name, and the origins that tell what it did or what was done to it."""

    key: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Tie:
    """From one party to another: events, their distinct origins added up, their mean Goldstein value (`None` where no
    event has a CAMEO code), and the event told most."""

    actor: str
    recipient: str
    events: int
    origins: int
    goldstein: float | None
    most: str


@dataclass(frozen=True, slots=True)
class Network:
    """The parties with most and the ties among them, both the heaviest first; what is not in it is counted: parties and
    ties beyond the first ones, events without two known parties, events not told as done."""

    parties: tuple[Party, ...]
    ties: tuple[Tie, ...]
    events: int
    parties_left: int
    ties_left: int
    one_sided: int
    not_done: int


@dataclass(slots=True)
class _Sum:
    """What was counted of one tie."""

    events: int = 0
    origins: int = 0
    score: float = 0.0
    scored: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Sums:
    """What was counted so far."""

    ties: dict[Way, _Sum] = field(default_factory=dict)
    names: dict[str, Counter[str]] = field(default_factory=dict)
    events: int = 0
    one_sided: int = 0
    not_done: int = 0


def network(units: Iterable[Unit], *, codebook: Codebook, by: By = "actor", top: int) -> Network:
    """The `top` parties by origins and the ties among them; of ties to itself a country has none."""
    sums = _Sums()
    for unit in units:
        _count(unit, sums, codebook=codebook, by=by)
    weights: Counter[str] = Counter()
    for (actor, recipient), one in sums.ties.items():
        weights[actor] += one.origins
        weights[recipient] += one.origins
    order = sorted(weights, key=lambda key: (-weights[key], key))
    kept = frozenset(order[:top])
    ties = [_tie(way, one) for way, one in sums.ties.items() if kept.issuperset(way)]
    return Network(
        parties=tuple(Party(key, _called(sums.names[key]), weights[key]) for key in order[:top]),
        ties=tuple(sorted(ties, key=lambda tie: (-tie.origins, tie.actor, tie.recipient))),
        events=sums.events, parties_left=len(order) - len(kept), ties_left=len(sums.ties) - len(ties),
        one_sided=sums.one_sided, not_done=sums.not_done)


def _count(unit: Unit, sums: _Sums, *, codebook: Codebook, by: By) -> None:
    """Add one event to its ties."""
    if not any(is_told_as_done(claim) for claim in unit.claims):
        sums.not_done += 1
        return
    ways: dict[Way, None] = {}
    for actors, recipients in pairs_of(unit.told):
        if actors and recipients:
            one, other = (_node(side[0], by, sums, codebook) for side in (actors, recipients))
            if one and other and one != other:
                ways[one, other] = None
    if not ways:
        sums.one_sided += 1
        return
    sums.events += 1
    cameo = unit.told.cameo
    score = codebook.goldstein(cameo) if cameo and cameo in codebook.cameo else None
    for way in ways:
        tie = sums.ties.setdefault(way, _Sum())
        tie.events += 1
        tie.origins += unit.event.distinct_origins if unit.event is not None else 1
        tie.kinds[unit.told.event] += 1
        if score is not None:
            tie.score, tie.scored = tie.score + score, tie.scored + 1


def _node(ref: ActorRef, by: By, sums: _Sums, codebook: Codebook) -> str | None:
    """The key of a party, its name counted; `None` where nothing tells who it is."""
    if by == "actor" and ref.id:
        key, name = ref.id, ref.name or ref.text
    elif ref.country is None:
        return None
    elif by == "country" or ref.sector is None or ref.sector not in codebook.sectors:
        key, name = ref.country, _country(ref.country)
    else:
        kind = codebook.sectors[ref.sector].name.partition(",")[0]
        key, name = f"{ref.country}{ref.sector}", f"{_country(ref.country)}: {kind}"
    sums.names.setdefault(key, Counter())[name] += 1
    return key


def _country(code: str) -> str:
    """The name of a country, or of what stands for one."""
    known = load_countries().get(code)
    return known.name if known else load_codes().group_names.get(code, code)


def _called(names: Counter[str]) -> str:
    """The name used most, the first by letters where several are."""
    return min(names, key=lambda name: (-names[name], name))


def _tie(way: Way, one: _Sum) -> Tie:
    most = min(one.kinds, key=lambda kind: (-one.kinds[kind], kind))
    return Tie(*way, events=one.events, origins=one.origins,
               goldstein=one.score / one.scored if one.scored else None, most=most)
