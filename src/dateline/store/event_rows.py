"""Events to rows and back. Columns hold the value that most claims of an event give; what any claim gives stands in
`event_values` and `parties`, so that an account which differs is found, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.codebook.self_reports import is_self_report
from dateline.records import encode
from dateline.store.rows import DAY, Row, origin_of, scores_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.codebook import Codebook
    from dateline.records import Claim, Event

STATED = frozenset({"stated", "relative"})
PLACE = ("country", "admin1", "admin2", "latitude", "longitude", "uncertainty_km")
PartyRow = tuple[str, int, str, int, str | None, str | None, str | None, str | None, str | None, str]


def event_row(event: Event, claims: Sequence[Claim], *, codebook: Codebook) -> Row:
    """The columns of an event, less those of the store itself; `claims` are those that it holds."""
    code, mode, cameo = (_leading(event, slot) for slot in ("event", "mode", "cameo"))
    time, place = leading_time(event), _leading(event, "place") or {}
    first, last = time.get("start_date"), time.get("end_date")
    return {
        "id": event.id, "event": code, "mode": mode, "cameo": cameo,
        **scores_of(code, mode, cameo, codebook=codebook),
        "day": (first or last or "")[:DAY] or None, "last_day": (last or first or "")[:DAY] or None,
        "time_basis": time.get("basis"), "place": place.get("name") or place.get("text"),
        **{name: place.get(name) for name in PLACE}, "place_precision": place.get("precision"),
        "claims": len(event.claims), "articles": len(event.articles), "outlets": len(event.outlets),
        "distinct_origins": event.distinct_origins, "stakes": " ".join(event.stakes), "flags": " ".join(event.flags),
        "self_report": int(all(is_self_report(claim, codebook=codebook) for claim in claims)),
        "record": encode(event).decode(),
    }


def _leading(event: Event, slot: str) -> Any:  # noqa: ANN401 - text or an object, by the slot
    """The value of a slot that most claims give, `None` where none does."""
    values = event.slots.get(slot)
    return values[0].value if values else None


def leading_time(event: Event) -> dict[str, Any]:
    """The time that most claims give; one that a report states goes before a day of publication. Empty where none
    gives any."""
    values: list[dict[str, Any]] = [one.value for one in event.slots.get("time", ())]
    return next((one for one in values if one.get("basis") in STATED), values[0] if values else {})


def value_rows(event: Event) -> list[tuple[str, str]]:
    """(slot, value) of everything that an event may be asked by and has several of, each once."""
    found: dict[tuple[str, str], None] = {}
    for slot in ("event", "mode"):
        found.update({(slot, one.value): None for one in event.slots.get(slot, ())})
    for one in event.slots.get("place", ()):
        place = one.value
        names = (place.get("name") or place.get("text"), place.get("admin1"), place.get("admin2"))
        found.update({("place", name): None for name in names if name})
        if place.get("country"):
            found["country", place["country"]] = None
    found.update({("stake", stake): None for stake in event.stakes})
    found.update({("flag", flag): None for flag in event.flags})
    folded = {(slot, value.casefold()): value for slot, value in found}
    return [(slot, value) for (slot, _), value in folded.items()]


def event_party_rows(event: Event, claims: Sequence[Claim], *, at: int) -> list[PartyRow]:
    """The rows of `parties` for an event: its actors and recipients by all accounts, and on whose word it is."""
    return [("event", at, role, position, *party) for position, (role, party) in enumerate(_parties(event, claims))]


def _parties(
    event: Event, claims: Sequence[Claim],
) -> Iterator[tuple[str, tuple[str | None, str | None, str | None, str | None, str | None, str]]]:
    """(role, actor, name, country, sector, code, words) of all parties and origins, each once."""
    for slot, role in (("actors", "actor"), ("recipients", "recipient")):
        for one in event.slots.get(slot, ()):
            ref = one.value
            known = ref.get("id"), ref.get("name"), ref.get("country"), ref.get("sector"), ref.get("code")
            yield role, (*known, ref.get("name") or "")
    seen: set[tuple[str | None, str | None]] = set()
    for claim in claims:
        name, code = origin_of(claim.attribution)
        if name is None or (name, code) in seen:
            continue
        seen.add((name, code))
        actor = claim.attribution[0].speakers[0].actor  # it has a voice, else it has no name
        if actor is None:
            yield "origin", (None, name, None, None, None, name)
        else:
            yield "origin", (actor.id, name, actor.country, actor.sector, actor.code, name)
