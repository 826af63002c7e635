"""Records as flat CSV for spreadsheets and data frames: one row a record, the same columns for every kind.

Lists are joined with "; ", parties as `name [code]`. A text that would start a formula in a spreadsheet gets a
leading apostrophe; numbers stay numbers. The columns are documented in docs/records.md, which a test holds to them.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, TextIO

from dateline.export.sentences import sentence
from dateline.export.wording import how_many, name_hop, whose_word
from dateline.records import Arrangement, Article, Claim, ControlClaim, Issue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.codebook import Codebook
    from dateline.records import ActorRef, PlaceRef, When

    Row = dict[str, str | int | float | None]
    Exported = Article | Claim | Arrangement | ControlClaim | Issue

COLUMNS = (
    "kind", "id", "article", "sentence",
    "event", "mode", "contexts", "cameo", "quad", "goldstein", "plover_score",
    "actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors",
    "place", "place_text", "place_country", "place_admin1", "place_admin2", "place_code", "place_admin1_code",
    "place_admin2_code", "latitude", "longitude", "uncertainty_km",
    "place_precision", "geonames_id",
    "time_start", "time_end", "time_precision", "time_basis",
    "origin", "chain", "stake", "certainty", "negated", "temporal", "quantities",
    "arrangement", "direction", "status", "status_by", "effective_from", "effective_to", "duration_hours",
    "distance_km", "count",
    "change", "part", "holder", "from_holder",
    "evidence", "evidence_start", "evidence_end", "trigger", "unresolved", "sensitive", "tier", "handling",
    "title", "outlet", "published", "uri",
    "input", "stage", "reason", "detail",
)
"""All columns, in order."""

LEVEL_CODE = re.compile(r"adm\d_")
"""How the keys of `external` begin that hold the code of one level."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(records: Iterable[Exported], stream: TextIO, *, codebook: Codebook) -> int:
    """Write a header and one row a record; gives the number of rows. Open the stream with `newline=""`."""
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for record in records:
        writer.writerow({column: safe_cell(value) for column, value in flatten(record, codebook=codebook).items()})
        count += 1
    return count


def flatten(record: Exported, *, codebook: Codebook) -> Row:
    """The filled columns of one record; a missing or `None` value is an empty cell."""
    if isinstance(record, Claim):
        return _claim(record, codebook)
    if isinstance(record, Arrangement):
        return _arrangement(record)
    if isinstance(record, ControlClaim):
        return _control(record)
    if isinstance(record, Issue):
        return {"kind": "issue", "input": record.input, "stage": record.stage, "reason": record.reason,
                "detail": record.detail}
    return {"kind": "article", "id": record.id, "article": record.id, "title": record.title, "outlet": record.outlet,
            "published": record.published.value if record.published else None, "uri": record.uri}


def safe_cell(value: str | float | None) -> str | int | float:
    """A cell of a spreadsheet: empty for `None`, a text that would start a formula quoted with an apostrophe, numbers
    as they are."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
        return f"'{text}" if text.startswith(FORMULA_STARTS) else text
    return value


def _common(record: Claim | Arrangement | ControlClaim) -> Row:
    """What claims, arrangements and control claims share."""
    evidence, chain = record.evidence, record.attribution
    row: Row = {
        "kind": str(record.__struct_config__.tag), "id": record.id, "article": record.article,
        "sentence": sentence(record),
        "origin": name_hop(chain[0]) if chain else None, "chain": whose_word(chain) if chain else None,
        "stake": record.stake, "certainty": record.factuality.certainty,
        "negated": "yes" if record.factuality.polarity == "-" else "no",
        "evidence": evidence.text, "evidence_start": evidence.start, "evidence_end": evidence.end,
        "trigger": evidence.trigger.text,
        "unresolved": _join(f"{slot}: {reason}" for slot, reason in record.unresolved.items()),
        "sensitive": _join(record.sensitive), "tier": record.tier, "handling": _join(record.handling),
    }
    return row | _place(record.place)


def _claim(claim: Claim, codebook: Codebook) -> Row:
    known = claim.event in codebook.events and (claim.mode is None or (claim.event, claim.mode) in codebook.modes)
    goldstein = codebook.goldstein(claim.cameo) if claim.cameo and claim.cameo in codebook.cameo else None
    row: Row = {
        "event": claim.event, "mode": claim.mode, "contexts": _join(claim.contexts), "cameo": claim.cameo,
        "quad": codebook.quad(claim.event) if known else None,
        "goldstein": goldstein,
        "plover_score": codebook.plover_score(claim.event, claim.mode) if known else None,
        "temporal": claim.temporal,
        "quantities": _join(how_many(one) for one in claim.quantities),
    }
    return _common(claim) | _parties("actor", claim.actors) | _parties("recipient", claim.recipients) | row | _time(
        claim.time)


def _arrangement(record: Arrangement) -> Row:
    row: Row = {
        "arrangement": record.arrangement, "direction": record.direction, "status": record.status,
        "status_by": _join(
            f"{one.status} according to {one.according_to.name or one.according_to.text if one.according_to else '?'}"
            f" as of {one.as_of.start_date if one.as_of else '?'}" for one in record.status_by),
        "effective_from": record.effective_from.start_date if record.effective_from else None,
        "effective_to": record.effective_to.end_date if record.effective_to else None,
        "duration_hours": record.duration_hours,
        "distance_km": record.terms.distance_km, "count": record.terms.count,
    }
    return _common(record) | _parties("actor", [side.actor for side in record.sides]) | row | _time(
        record.announced_on)


def _control(record: ControlClaim) -> Row:
    row: Row = {
        "change": record.change, "part": record.part,
        "holder": _party(record.holder) if record.holder else None,
        "from_holder": _party(record.from_holder) if record.from_holder else None,
    }
    return _common(record) | row | _time(record.time)


def _parties(prefix: str, refs: Iterable[ActorRef]) -> Row:
    """Names with codes, countries and sectors: three cells whose items stand in the same order."""
    parties = tuple(refs)
    return {
        f"{prefix}s": _join(map(_party, parties)),
        f"{prefix}_countries": _join(ref.country or "?" for ref in parties),
        f"{prefix}_sectors": _join(ref.sector or "?" for ref in parties),
    }


def _party(ref: ActorRef) -> str:
    """`name [code]`, the code left out where it is not known."""
    name = (ref.name or ref.text).replace(";", ",")
    return f"{name} [{ref.code}]" if ref.code else name


def _place(place: PlaceRef | None) -> Row:
    """The place and its codes, those of the first scheme where the user's boundaries have several."""
    if place is None:
        return {}
    scheme = next((name for name in place.external if not LEVEL_CODE.match(name)), None)
    return {
        "place": place.name or place.text, "place_text": place.text, "place_country": place.country,
        "place_admin1": place.admin1, "place_admin2": place.admin2,
        "place_code": place.external.get(scheme) if scheme else None,
        "place_admin1_code": place.external.get(f"adm1_{scheme}"),
        "place_admin2_code": place.external.get(f"adm2_{scheme}"),
        "latitude": place.latitude, "longitude": place.longitude,
        "uncertainty_km": place.uncertainty_km, "place_precision": place.precision, "geonames_id": place.geonames_id,
    }


def _time(time: When | None) -> Row:
    if time is None:
        return {}
    return {"time_start": time.start_date, "time_end": time.end_date, "time_precision": time.precision,
            "time_basis": time.basis}


def _join(items: Iterable[str]) -> str | None:
    """Items with "; " between them, `None` for no item."""
    return "; ".join(items) or None
