"""When one value of a record counts as right against a hand-made expectation.

The rules are those of the form in `gold/README.md`: lists are alternatives, `|` joins alternatives of words that must
stand as whole words, "any" is not scored (`None` here), null means that no value is right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.records import READ_KINDS

Row = Mapping[str, Any]
MODELESS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID"})
THIRD_ROLES = frozenset({"mediator", "monitor", "notified"})


def party_right(accepted: Iterable[str], ref: Row) -> bool:
    """Whether an actor has one of the accepted `COUNTRY:SECTOR` pairs; an empty half accepts anything."""
    country, sector = ref.get("country") or "", ref.get("sector") or ""
    if not country and not sector:
        return False
    pairs = (want.partition(":")[::2] for want in accepted)
    return any(want_country in {"", country} and want_sector in {"", sector} for want_country, want_sector in pairs)


def parties_share(accepted: list[list[str]], refs: list[Row]) -> float | None:
    """Parties right, over those expected and those told in surplus; `None` where none are expected."""
    if not accepted:
        return None
    present = sum(1 for party in accepted if any(party_right(party, ref) for ref in refs))
    surplus = sum(1 for ref in refs if not any(party_right(party, ref) for party in accepted))
    return present / (len(accepted) + surplus)


def words_right(wanted: str | None, told: str) -> bool | None:
    """Whether one of the wanted words stands in what was told; `None` for "any"."""
    if wanted == "any":
        return None
    if wanted is None:
        return not told
    options = [word.strip() for word in wanted.split("|")]
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told, re.IGNORECASE) for word in options if word and told)


def _voices(hop: Row) -> list[Row]:
    return list(hop.get("speakers") or [hop])


def _hop_words(hop: Row) -> str:
    return " ".join(
        f"{voice.get('text') or ''} {(voice.get('actor') or {}).get('name') or ''}" for voice in _voices(hop)
    )


def origin_right(wanted: str, record: Row) -> bool | None:
    """Whether the first hop is the wanted voice; "outlet" accepts a chain that begins at the outlet."""
    if wanted == "any":
        return None
    chain = record.get("attribution") or []
    options = wanted.split("|")
    if "outlet" in options and (not chain or all(voice.get("kind") == "outlet" for voice in _voices(chain[0]))):
        return True
    named = "|".join(option for option in options if option != "outlet")
    return bool(chain and named) and words_right(named, _hop_words(chain[0])) is True


def chain_right(wanted: Iterable[str], record: Row) -> bool:
    """Whether the further hops hold the wanted voices, in this order."""
    rest = iter((record.get("attribution") or [])[1:])
    return all(any(words_right(want, _hop_words(hop)) for hop in rest) for want in wanted)


def date_right(wanted: str, when: Row | None) -> bool:
    """Whether the time starts on the wanted day (or month, or year)."""
    return ((when or {}).get("start_date") or "").startswith(wanted)


def place_words(place: Row | None) -> str:
    """The words by which a place may be known."""
    return " ".join(str((place or {})[key]) for key in ("text", "name", "within") if (place or {}).get(key))


def claim_slots(expected: Row, told: Row) -> Iterator[tuple[str, float | None]]:
    """(slot, share right or `None`) of a claim against its expectation."""
    factuality = told.get("factuality") or {}
    yield "actors", parties_share(expected["actors"], told.get("actors") or [])
    yield "recipients", parties_share(expected["recipients"], told.get("recipients") or [])
    if expected.get("mode") and told.get("event") not in MODELESS:
        yield "mode", float(told.get("mode") in expected["mode"])
    if expected.get("cameo"):
        yield "cameo", float((told.get("cameo") or "").startswith(tuple(expected["cameo"])))
    if "place" in expected:
        yield "place", _share(words_right(expected["place"], place_words(told.get("place"))))
    if expected.get("date", "any") != "any":
        yield "date", float(date_right(expected["date"], told.get("time")))
    yield "origin", _share(origin_right(expected.get("origin", "any"), told))
    if expected.get("chain"):
        yield "chain", float(chain_right(expected["chain"], told))
    yield "polarity", float(factuality.get("polarity", "+") == expected.get("polarity", "+"))
    if expected.get("factuality"):
        yield "certainty", float(factuality.get("certainty") in expected["factuality"])
    yield "temporal", float(told.get("temporal") in expected.get("temporal", ["past", "ongoing"]))


def arrangement_slots(expected: Row, told: Row) -> Iterator[tuple[str, float | None]]:
    """(slot, share right) of an arrangement; mediators and monitors count as parties only where they are wanted."""
    terms = told.get("terms") or {}
    parties = [
        side.get("actor") or {} for side in told.get("sides") or []
        if side.get("role") not in THIRD_ROLES
        or any(party_right(party, side.get("actor") or {}) for party in expected["parties"])
    ]
    yield "arrangement sides", parties_share(expected["parties"], parties)
    if "place" in expected:
        yield "arrangement place", _share(words_right(expected["place"], place_words(told.get("place"))))
    if "status" in expected:
        yield "arrangement status", float(told.get("status") in expected["status"])
    if "effective_from" in expected:
        yield "arrangement window", float(date_right(expected["effective_from"], told.get("effective_from")))
    yield from _term_slots(expected, told, terms)
    if "origin" in expected:
        yield "arrangement origin", _share(origin_right(expected["origin"], told))


def _term_slots(expected: Row, told: Row, terms: Row) -> Iterator[tuple[str, float]]:
    if "duration_hours" in expected:
        yield "arrangement terms", float(told.get("duration_hours") == expected["duration_hours"])
    if "distance_km_min" in expected:
        yield "arrangement terms", float(terms.get("distance_km") == expected["distance_km_min"])
    if "count" in expected:
        yield "arrangement terms", float(terms.get("count") == expected["count"])
    if "reserved" in expected:
        said = json.dumps(terms.get("routes") or terms.get("reserved") or [])
        yield "arrangement terms", float(all(words_right(end, said) for end in expected["reserved"]["to"]))


def control_slots(expected: Row, told: Row) -> Iterator[tuple[str, float]]:
    """(slot, right) of a control claim."""
    if "change" in expected:
        wanted = expected["change"]
        yield "control change", float(told.get("change") in (wanted if isinstance(wanted, list) else [wanted]))


def control_fits(expected: Row, told: Row) -> bool:
    """Holder, place and part are those expected."""
    return (
        party_right(expected["holder"], told.get("holder") or {})
        and words_right(expected["place"], place_words(told.get("place"))) is not False
        and ("part" not in expected or expected["part"] in (told.get("part") or ""))
    )


def _share(right: bool | None) -> float | None:  # noqa: FBT001 - a three-valued answer, not a switch
    return None if right is None else float(right)


def read_blocks(article: Row) -> list[tuple[int, int]]:
    """Spans taken for body: paragraphs and captions."""
    kinds = READ_KINDS - {"standfirst"}
    return [(block["start"], block["end"]) for block in article.get("blocks") or [] if block["kind"] in kinds]
