"""What a person writes into the fields of a claim, as changes of a `Review`: only fields that differ from what stood in
them count. Anything that cannot be is told in words (`InputError`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.errors import InputError
from dateline.export.wording import clean
from dateline.gazetteer.places import open_places
from dateline.records import make_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.codebook import Codebook
    from dateline.config import Settings
    from dateline.records import ActorRef, Article, Claim, When

FIELDS: Final = (
    "event", "mode", "cameo", "actors", "recipients", "place", "time", "certainty", "polarity", "temporal", "stake",
)
"""Fields of a form, in their order."""
CERTAINTIES: Final = ("certain", "probable", "possible", "unspecified")
POLARITIES: Final = ("+", "-")
TEMPORALS: Final = ("past", "ongoing", "future", "historical")
DAYS: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}(?:T\d{2}:\d{2})?", re.ASCII)
CODE: Final = re.compile(r"[A-Z]{3}(?:[A-Z]{3})?", re.ASCII)
BRACKETED: Final = re.compile(r"(.+?)\s*\(([A-Z]{3,6})\)")
PRECISIONS: Final = {4: "year", 7: "month", 10: "day"}


def fields_of(claim: Claim) -> dict[str, str]:
    """What stands in the fields of a claim."""
    return {
        "event": claim.event, "mode": claim.mode or "", "cameo": claim.cameo or "",
        "actors": "; ".join(map(party_words, claim.actors)),
        "recipients": "; ".join(map(party_words, claim.recipients)),
        "place": clean(claim.place.name or claim.place.text) if claim.place else "", "time": time_words(claim.time),
        "certainty": claim.factuality.certainty, "polarity": claim.factuality.polarity, "temporal": claim.temporal,
        "stake": claim.stake,
    }


def party_words(ref: ActorRef) -> str:
    """A party as it stands in a field: "Syrian army (SYRMIL)"."""
    name = clean(ref.name or ref.text).replace(";", ",")
    return f"{name} ({ref.code})" if ref.code else name


def time_words(time: When | None) -> str:
    """A time as it stands in a field: "2016-10-19", or "2016-10-19/2016-10-21"."""
    if time is None:
        return ""
    first, last = time.start_date or "", time.end_date or ""
    return first if first == last else f"{first}/{last}"


def changes_in(
    form: Mapping[str, str], claim: Claim, *, codebook: Codebook, settings: Settings,
) -> dict[str, Any]:
    """The slots that a form changes, with their values as JSON."""
    before = fields_of(claim)
    given = {name: form[name].strip() for name in FIELDS if name in form and form[name].strip() != before[name]}
    changes: dict[str, Any] = {name: given[name] or None for name in ("mode", "cameo") if name in given}
    changes |= {name: given[name] for name in ("event", "temporal", "stake") if name in given}
    for slot in ("actors", "recipients"):
        if slot in given:
            changes[slot] = [_party(one, getattr(claim, slot), claim) for one in _listed(given[slot])]
    if "place" in given:
        changes["place"] = place_named(given["place"], settings) if given["place"] else None
    if "time" in given:
        changes["time"] = time_told(given["time"]) if given["time"] else None
    if "certainty" in given or "polarity" in given:
        plain = msgspec.to_builtins(claim.factuality)
        changes["factuality"] = plain | {
            name: given.get(name, before[name]) for name in ("certainty", "polarity")}
    return _fitting(changes, claim, codebook)


def _listed(value: str) -> list[str]:
    return [one.strip() for one in value.split(";") if one.strip()]


def _fitting(changes: dict[str, Any], claim: Claim, codebook: Codebook) -> dict[str, Any]:
    """The changes with codes that fit each other: another event takes a mode and a CAMEO code of its own."""
    event = changes.get("event", claim.event)
    if event not in codebook.events:
        message = f"event: expected one of {', '.join(codebook.events)}, found {event!r}"
        raise InputError(message)
    if event != claim.event and "mode" not in changes and claim.mode and (event, claim.mode) not in codebook.modes:
        changes["mode"] = None
    mode = changes.get("mode", claim.mode)
    if mode is not None and (event, mode) not in codebook.modes:
        known = [name for owner, name in codebook.modes if owner == event]
        message = f"mode: expected {', '.join(known) or 'none'} with {event}, found {mode!r}"
        raise InputError(message)
    if {"event", "mode"} & changes.keys() and "cameo" not in changes:
        changes["cameo"] = codebook.cameo_for(event, mode, contexts=claim.contexts)
    if changes.get("cameo") is not None and changes["cameo"] not in codebook.cameo:
        message = f"cameo: expected a code of the codebook, as 0871, found {changes['cameo']!r}"
        raise InputError(message)
    return {slot: value for slot, value in changes.items() if value != getattr(claim, slot)}


def _party(words: str, known: Sequence[ActorRef], claim: Claim) -> dict[str, Any]:
    """A party by its words: one that stands there already as it is; `SYRMIL` or `Name (SYRMIL)` by its code; else a
    name. Where it stands in the sentence, its place there is kept."""
    for ref in known:
        if party_words(ref) == words:
            plain: dict[str, Any] = msgspec.to_builtins(ref)
            return plain
    match = BRACKETED.fullmatch(words)
    name, code = (match[1], match[2]) if match else (words, words if CODE.fullmatch(words) else None)
    at = claim.evidence.text.find(name)
    start = claim.evidence.start + at if at >= 0 else 0
    found: dict[str, Any] = {"text": name, "start": start, "end": start + len(name) if at >= 0 else 0}
    if code is None:
        return found | {"name": name}
    if not CODE.fullmatch(code):
        message = f"party: expected a code of three or six letters, as SYR or SYRMIL, found {code!r}"
        raise InputError(message)
    sector = {"sector": code[3:]} if code[3:] else {}
    return found | {"name": name if match else None, "country": code[:3], "code": code} | sector


def time_told(value: str) -> dict[str, Any]:
    """A time of a field as a stated one; an open end is left empty."""
    first, slash, last = value.partition("/")
    ends = [first.strip(), last.strip() if slash else first.strip()]
    if not any(ends) or any(one and not DAYS.fullmatch(one) for one in ends):
        message = f"time: expected 2016-10-19, 2016-10 or 2016-10-19/2016-10-21, found {value!r}"
        raise InputError(message)
    precision = max((PRECISIONS.get(len(one), "minute") for one in ends if one), key=("minute", "day", "month", "year")
                    .index)
    return {"start_date": ends[0] or None, "end_date": ends[1] or None, "precision": precision, "basis": "stated"}


def place_named(name: str, settings: Settings) -> dict[str, Any]:
    """The likeliest place of a name, `NAME, CCC` for one country; raises `InputError` where the index has none."""
    words, comma, country = (part.strip() for part in name.rpartition(","))
    if not comma or not CODE.fullmatch(country.upper()):
        words, country = name, ""
    named = open_places(settings.places, own=settings.data).lookup(words)
    rows = [row for row in named if not country or row.country == country.upper()]
    if not rows:
        message = f"place: {name!r} is in no gazetteer here; take the place that holds it, or leave the field empty"
        raise InputError(message)
    row = rows[0]
    return {
        "text": words, "start": 0, "end": 0, "name": row.name, "country": row.country, "admin1": row.admin1,
        "admin2": row.admin2, "latitude": row.latitude, "longitude": row.longitude, "uncertainty_km": row.radius_km,
        "geonames_id": row.geonames_id, "precision": row.precision,
    }


def drafted(
    article: Article, *, start: int, end: int, event: str, codebook: Codebook,
) -> dict[str, Any]:
    """A claim that a person adds at some words of an article, as JSON, its slots still empty: the sentence is the line
    around the words, its only voice the outlet. Raises `InputError` where the words are none or the event is none."""
    text = article.text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        message = "words: expected some words of the report, found none"
        raise InputError(message)
    if event not in codebook.events:
        message = f"event: expected one of {', '.join(codebook.events)}, found {event!r}"
        raise InputError(message)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    first, last = sentence_around(text, start, end)
    block = next((one.kind for one in article.blocks if one.start <= start < one.end), "other")
    trigger = {"text": text[start:end], "start": start, "end": end}
    return {
        "kind": "claim", "id": make_id("c", article.id, "claim", start, end, event), "article": article.id,
        "codebook": codebook.version, "event": event, "mode": None, "cameo": codebook.cameo_for(event),
        "attribution": [{"speakers": [{"kind": "outlet", "named": bool(article.outlet)}]}],
        "evidence": {"text": text[first:last], "start": first, "end": last, "trigger": trigger},
        "tellings": [{"block": block, "start": first, "end": last, "voice": "outlet"}],
    }


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the end of the sentence before some words to the end of theirs: a full stop, question or exclamation mark
    before white space, or a line's end."""
    breaks = [match.end() for match in re.finditer(r"[.!?][\"”’)]*(?=\s)|\n", text[max(0, start - 2000):start])]
    first = max(0, start - 2000) + (breaks[-1] if breaks else 0)
    after = re.search(r"[.!?][\"”’)]*(?=\s|$)|\n|$", text[end:end + 2000])
    last = end + (after.end() if after else 0)
    words = text[first:last]
    return first + len(words) - len(words.lstrip()), first + len(words.rstrip())
