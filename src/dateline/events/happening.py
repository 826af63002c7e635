"""The event record of one cluster: every value beside the claims that give it, distinct origins, their stakes, flags.

Nothing is settled here: values that disagree stand side by side, the one that most claims give first. The program never
says corroborated or confirmed; only a person confirms.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.events.days import published_day
from dateline.events.features import toll_verdict
from dateline.events.judge import score_pair
from dateline.events.origins import origins_of
from dateline.events.tables import load_judging
from dateline.records import Event, SlotValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.events.sketch import Sketch
    from dateline.events.tables import Judging
    from dateline.records import ActorRef, Article, Claim, PlaceRef, Quantity, When

PREFIX: Final = "e-"
LATE: Final = 10**9
"""The day of a report that gives none: after all others."""
MOST_OTHERS: Final = 40
FLAGS: Final = (
    "single_origin", "self_reported_only", "several_distinct_origins", "accounts_differ", "denied", "corrected",
    "confirmed_by_person",
)
STAKES: Final = ("actor", "recipient", "ally", "opponent", "third_party", "unknown")
WORDS: Final = frozenset({"text", "start", "end"})
PLACE_FIELDS: Final = (
    "name", "text", "country", "admin1", "admin2", "latitude", "longitude", "uncertainty_km", "geonames_id",
    "precision", "within", "external",
)


def event_id(claim_id: str) -> str:
    """The id of an event of which this is the oldest claim: the claim's with another prefix."""
    return PREFIX + claim_id.partition("-")[2] if "-" in claim_id else PREFIX + claim_id


def oldest_first(claims: Iterable[Claim], articles: Mapping[str, Article]) -> list[Claim]:
    """Claims by the day of their report, then by id; a report without a day comes last."""
    def key(claim: Claim) -> tuple[int, str, str]:
        article = articles.get(claim.article)
        day = published_day(article)
        value = article.published.value if article is not None and article.published is not None else ""
        return (LATE if day is None else day, value, claim.id)

    return sorted(claims, key=key)


def build_event(
    claims: Sequence[Claim], articles: Mapping[str, Article], *, sketches: Mapping[str, Sketch],
    corrected: frozenset[str] = frozenset(), confirmed: frozenset[str] = frozenset(),
    joined: frozenset[str] = frozenset(), issued: frozenset[str] = frozenset(),
) -> Event:
    """The event of claims that tell one happening.

    `joined` are claims that a person put together with others. `issued` are event ids that were ever given out: those
    that this event took in become its aliases. An origin counts only where one of its claims is firmly of this event.
    """
    ordered = oldest_first(claims, articles)
    ids = tuple(claim.id for claim in ordered)
    known = [articles[one] for one in dict.fromkeys(claim.article for claim in ordered) if one in articles]
    loose = loose_claims([sketches[one] for one in ids if one in sketches]) - joined
    origins = origins_of(ordered, articles)
    distinct = max(1, sum(not loose.issuperset(origin.claims) for origin in origins))
    stakes = {claim.stake for claim in ordered}
    own = event_id(ids[0])
    return Event(
        id=own,
        aliases=tuple(sorted({event_id(one) for one in ids[1:]} & issued)),
        claims=ids,
        slots=slots_of(ordered),
        articles=tuple(article.id for article in known),
        outlets=tuple(dict.fromkeys(article.outlet or article.publisher or "" for article in known
                                    if article.outlet or article.publisher)),
        distinct_origins=distinct,
        stakes=tuple(stake for stake in STAKES if stake in stakes),
        flags=_flags(ordered, distinct, sketches, corrected=corrected, confirmed=confirmed),
    )


def loose_claims(group: Sequence[Sketch], *, judging: Judging | None = None) -> frozenset[str]:
    """The claims that are only just of one event with those of other reports: these bring no origin of their own.

    Of a large event each claim is held against the first forty others.
    """
    table = judging or load_judging()
    loose = set()
    for one in group:
        others = [other for other in group[:MOST_OTHERS] if other.report.id != one.report.id]
        scores = [score_pair(one, other, judging=table) for other in others]
        if scores and sum(scores) / len(scores) < table.clusters.firm:
            loose.add(one.id)
    return frozenset(loose)


def _flags(
    claims: Sequence[Claim], distinct: int, sketches: Mapping[str, Sketch], *, corrected: frozenset[str],
    confirmed: frozenset[str],
) -> tuple[str, ...]:
    """What a reader should know before counting on it, in the order of `FLAGS`."""
    ids = {claim.id for claim in claims}
    told = {
        "single_origin": distinct == 1,
        "several_distinct_origins": distinct > 1,
        "self_reported_only": all(claim.stake == "actor" for claim in claims),
        "accounts_differ": accounts_differ([sketches[claim.id] for claim in claims if claim.id in sketches]),
        "denied": any(claim.factuality.polarity == "-" for claim in claims),
        "corrected": bool(ids & corrected),
        "confirmed_by_person": bool(ids & confirmed),
    }
    return tuple(flag for flag in FLAGS if told[flag])


def accounts_differ(group: Sequence[Sketch]) -> bool:
    """Whether two claims cannot both be right: one denies it, another doer or victim, or a toll that is no update.

    Equal and vague tolls agree. Of a large event each account is held against the next forty that differ from it.
    """
    if len({one.denied for one in group}) > 1:
        return True
    kinds = {(one.actors, one.recipients, tuple(sorted(one.tolls.items(), key=str))): one for one in group}
    accounts = list(kinds.values())
    for at, one in enumerate(accounts):
        for other in accounts[at + 1 : at + 1 + MOST_OTHERS]:
            if one.actors.clash(other.actors) or one.recipients.clash(other.recipients):
                return True
            shared = one.tolls.keys() & other.tolls.keys()
            if any(_counts_differ(one.tolls[kind], other.tolls[kind]) for kind in shared):
                return True
    return False


def _counts_differ(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> bool:
    """Whether no number fits both counts; an open end fits all beyond it."""
    low, high = max(one[0] or 0.0, other[0] or 0.0), min(_end(one), _end(other))
    return low > high and toll_verdict(one[0] or one[1] or 0.0, other[0] or other[1] or 0.0) != "same_toll"


def _end(count: tuple[float | None, float | None]) -> float:
    return float("inf") if count[1] is None else count[1]


def slots_of(claims: Sequence[Claim]) -> dict[str, tuple[SlotValue, ...]]:
    """Each slot with its values, most claims first, then as they first came; a slot that no claim fills is absent."""
    found: dict[str, dict[bytes, tuple[Any, list[str]]]] = defaultdict(dict)
    for claim in claims:
        for slot, value in _values(claim):
            key = msgspec.json.encode(_identity(slot, value))
            found[slot].setdefault(key, (value, []))[1].append(claim.id)
    return {
        slot: tuple(
            SlotValue(value=value, claims=tuple(dict.fromkeys(ids)))
            for value, ids in sorted(values.values(), key=lambda row: -len(set(row[1])))
        )
        for slot, values in sorted(found.items())
    }


def _values(claim: Claim) -> Iterator[tuple[str, Any]]:
    """(slot, value) of everything that a claim gives."""
    yield "event", claim.event
    for slot, value in (("mode", claim.mode), ("cameo", claim.cameo)):
        if value is not None:
            yield slot, value
    for context in claim.contexts:
        yield "contexts", context
    for slot, refs in (("actors", claim.actors), ("recipients", claim.recipients)):
        for ref in refs:
            yield slot, _party(ref)
    if claim.place is not None:
        yield "place", _place(claim.place)
    if claim.time is not None:
        yield "time", _time(claim.time)
    first: set[str] = set()
    for quantity in claim.quantities:
        if quantity.kind not in first:
            first.add(quantity.kind)
            yield quantity.kind, _count(quantity)
    yield "temporal", claim.temporal
    yield "certainty", claim.factuality.certainty
    yield "polarity", claim.factuality.polarity


def _party(ref: ActorRef) -> dict[str, Any]:
    """An actor without its place in one report's text."""
    plain: dict[str, Any] = msgspec.to_builtins(ref)
    return {"name": ref.name or ref.text, **{key: value for key, value in plain.items() if key not in {*WORDS, "name"}}}


def _place(place: PlaceRef) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(place)
    return {key: plain[key] for key in PLACE_FIELDS}


def _time(time: When) -> dict[str, Any]:
    return {
        "start_date": time.start_date, "end_date": time.end_date, "precision": time.precision, "basis": time.basis,
    }


def _count(quantity: Quantity) -> dict[str, Any]:
    return {"who": quantity.who, "low": quantity.low, "high": quantity.high, "bound": quantity.bound}


def _identity(slot: str, value: Any) -> Any:  # noqa: ANN401 - a slot's value is text or an object
    """By what two values of a slot are one: a party by id, else by code and name; a place by its point and name."""
    if slot in {"actors", "recipients"}:
        return value["id"] or [value["code"], str(value["name"]).casefold()]
    if slot == "place":
        return value["geonames_id"] or [value["name"] or value["text"], value["latitude"], value["longitude"]]
    if slot == "time":
        return [value["start_date"], value["end_date"], value["basis"] == "publication"]
    if isinstance(value, dict):
        return [value["low"], value["high"], value["bound"]]
    return value


__all__ = ["accounts_differ", "build_event", "event_id", "oldest_first", "slots_of"]
