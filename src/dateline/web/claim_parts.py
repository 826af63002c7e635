"""One claim taken apart for a reader: each slot in words with its band, its reasons and what is not known of it, and
the chain hop by hop, origin first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dateline.export.wording import as_of, clean, how_many, name_place, name_speaker, when
from dateline.web.filters import band

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.codebook import Codebook
    from dateline.records import ActorRef, Claim, Hop, PlaceRef, Review

QUADS: Final = {
    1: "words of co-operation", 2: "deeds of co-operation", 3: "words of conflict", 4: "deeds of conflict",
}
"""The four classes of events, as the legend names them."""
LABELS: Final = {
    "event": "Event", "contexts": "Contexts", "actors": "Actor", "recipients": "Recipient", "place": "Place of the act",
    "time": "Time of the act", "temporal": "When, seen from the report", "factuality": "As its origin presents it",
    "stake": "Stake of the origin", "about": "About", "quantities": "Numbers", "labels": "Loaded words",
    "relations": "To other claims", "attribution": "Whose word", "sensitive": "Care is due",
}
STAKES: Final = {
    "actor": "the doer of the act speaks", "recipient": "the one it is done to speaks", "ally": "an ally of the doer "
    "speaks", "opponent": "an opponent of the doer speaks", "third_party": "somebody without a part in it speaks",
    "unknown": "how the origin stands to the matter is unknown",
}


def slots_of(claim: Claim, codebook: Codebook) -> list[dict[str, Any]]:
    """Every slot that holds a value, a reason or a question, in reading order."""
    told = dict(_values(claim, codebook))
    names = [name for name in LABELS if name in told or name in claim.why or name in claim.unresolved]
    return [
        {
            "slot": name, "label": LABELS[name], "values": told.get(name, []),
            "band": band(claim.coding_confidence[name]) if name in claim.coding_confidence else None,
            "coding_confidence": claim.coding_confidence.get(name),
            "unresolved": clean(claim.unresolved.get(name, "")) or None,
            "why": [{"maker": one.maker, "note": clean(one.note)} for one in dict.fromkeys(claim.why.get(name, ()))],
        }
        for name in names]


def _values(claim: Claim, codebook: Codebook) -> Iterator[tuple[str, list[str]]]:
    yield "event", list(_codes(claim, codebook))
    yield from ((name, words) for name, words in (
        ("contexts", list(claim.contexts)), ("actors", [party(one) for one in claim.actors]),
        ("recipients", [party(one) for one in claim.recipients]),
        ("place", [place(claim.place)] if claim.place else []),
        ("quantities", [f"{how_many(one)} (“{clean(one.text)}”)" for one in claim.quantities]),
        ("labels", [
            f"“{clean(one.word)}” for {clean(one.party)}, the word of the {one.voice}" for one in claim.labels]),
        ("relations", [f"{one.type.replace('_', ' ')} {one.claim}" for one in claim.relations]),
        ("sensitive", [one.replace("_", " ") for one in claim.sensitive]),
    ) if words)
    if claim.time is not None:
        quoted = f"“{clean(claim.time.text)}”: " if claim.time.text else ""
        basis = claim.time.basis.replace("_", " ")
        yield "time", [f"{quoted}{when(claim.time)} ({basis}, to the {claim.time.precision})"]
    yield "temporal", [claim.temporal]
    yield "factuality", list(_presented(claim))
    yield "stake", [f"{claim.stake.replace('_', ' ')}: {STAKES[claim.stake]}"]
    if claim.about is not None:
        yield "about", [f"“{clean(claim.about.text)}”"]


def _codes(claim: Claim, codebook: Codebook) -> Iterator[str]:
    """Event, mode and CAMEO code with their names."""
    event = codebook.events.get(claim.event)
    yield f"{claim.event}: {event.name}" if event else claim.event
    if claim.mode:
        mode = codebook.modes.get((claim.event, claim.mode))
        yield f"mode {claim.mode}" + (f": {mode.name}" if mode and mode.name != claim.mode else "")
    if claim.cameo:
        cameo = codebook.cameo.get(claim.cameo)
        yield f"CAMEO {claim.cameo}" + (f": {cameo.name}" if cameo else "")


def _presented(claim: Claim) -> Iterator[str]:
    factuality = claim.factuality
    yield f"{factuality.certainty}, told as {'so' if factuality.polarity == '+' else 'not so'}"
    if factuality.condition is not None:
        yield f"on the condition “{clean(factuality.condition.text)}”"


def party(ref: ActorRef) -> str:
    """A party with its code and office: "Syrian army (SYRMIL)"."""
    name = clean(ref.name or ref.text)
    office = f", {'formerly ' if ref.office.former else ''}{clean(ref.office.title)}" if ref.office else ""
    code = ref.code or ref.country
    return f"{name}{office}" + (f" ({code})" if code else " (who that is, is not told)")


def place(ref: PlaceRef) -> str:
    """A place as finely as it is known."""
    where = ", ".join(dict.fromkeys(one for one in (name_place(ref), ref.admin1, ref.country) if one))
    within = f", within {ref.uncertainty_km:g} km" if ref.uncertainty_km is not None else ""
    return f"{where} ({ref.precision}{within})"


def chain_of(claim: Claim, *, outlet: str | None) -> list[dict[str, Any]]:
    """The hops from the origin to the page: who speaks, by which word, and how far each stands by it."""
    hops = [_hop(hop, outlet=outlet) for hop in claim.attribution]
    if hops:
        hops[0]["role"] = "origin"
        for hop in hops[1:]:
            hop["role"] = "hands it on"
    return hops or [{"role": "origin", "speakers": [{"name": outlet or "the outlet", "kind": "outlet", "named": True}],
                     "cue": None, "commitment": "unspecified", "time": None, "place": None}]


def _hop(hop: Hop, *, outlet: str | None) -> dict[str, Any]:
    return {
        "speakers": [
            {"name": clean(name_speaker(one, outlet=outlet)), "kind": one.kind.replace("_", " "), "named": one.named,
             "actor": party(one.actor) if one.actor else None}
            for one in hop.speakers],
        "cue": clean(hop.cue.text) if hop.cue else None, "commitment": hop.commitment,
        "time": as_of(hop.time) if hop.time else None, "place": name_place(hop.place),
    }


def said_of(reviews: list[Review], key: str) -> list[dict[str, Any]]:
    """What persons said of one claim, the latest first; `key` is the id of its reviews."""
    return [
        {"action": one.action, "maker": one.maker.removeprefix("person:"), "at": one.at, "note": clean(one.note),
         "slots": sorted(one.changes) if one.action == "correct" else [], "stands": one.superseded_at is None}
        for one in reversed(reviews) if one.id == key]


def differences(before: Claim, after: Claim, codebook: Codebook) -> list[dict[str, Any]]:
    """What another person changed between two versions: the slot, and its words before and after."""
    one, other = ({slot["slot"]: slot["values"] for slot in slots_of(claim, codebook)} for claim in (before, after))
    return [
        {"label": LABELS[name], "before": "; ".join(one.get(name, [])) or "nothing",
         "after": "; ".join(other.get(name, [])) or "nothing"}
        for name in LABELS if one.get(name) != other.get(name)]
