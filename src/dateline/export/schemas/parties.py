"""The parties of an act in the forms of other formats: names, countries, sectors, codes, and what kind of side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.export.schemas.tables import load_codes, load_countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.records import ActorRef, Claim

Facts = dict[str, Any]


def party_facts(claim: Claim) -> Facts:
    """Both sides, and what they are to each other."""
    facts = _side("actor", claim.actors) | _side("recipient", claim.recipients)
    codes = load_codes()
    if claim.event == "PROTEST" and claim.actors:
        facts["actor_inter"] = codes.inter["rioters" if claim.mode == "riot" else "protesters"]
    facts["interaction"] = _interaction(facts, claim)
    facts["ucdp_violence"] = violence(claim)
    facts |= acled_type(claim)
    return facts


def _side(prefix: str, refs: Sequence[ActorRef]) -> Facts:
    """All that is told of one side, lists with ";" between their items."""
    if not refs:
        return {}
    countries = load_countries()
    codes = load_codes()
    first = refs[0]
    known = [countries[ref.country] for ref in refs if ref.country in countries]
    return {
        f"{prefix}_{key}": value for key, value in {
            "names": join(_name(ref) for ref in refs), "raw": join(ref.text for ref in refs),
            "country_codes": join(ref.country for ref in refs), "country_names": join(one.name for one in known),
            "cow": join(one.cow for one in known), "sector": first.sector,
            "sector_codes": join(ref.sector for ref in refs),
            "title": join(ref.office.title for ref in refs if ref.office and not ref.office.former),
            "code": cameo_code(first), "cameo_country": cameo_country(first),
            "group": codes.cameo_group.get(first.country or ""), "type1": cameo_type(first),
            "ucdp": join(ref.external.get("ucdp") for ref in refs),
            "first": _name(first), "others": join(_name(ref) for ref in refs[1:]), "inter": inter(first),
            "gw": int(known[0].gw) if known and known[0].gw and kind_of(first, "state") else None,
            "offset": first.start,
        }.items()
    }


def join(items: Iterable[str | None]) -> str | None:
    """Items that are told, each once, with ";" between them; a ";" of an item's own becomes a comma."""
    told = dict.fromkeys(item.replace(";", ",") for item in items if item)
    return ";".join(told) or None


def _name(ref: ActorRef) -> str:
    return ref.name or ref.text


def cameo_country(ref: ActorRef) -> str | None:
    """The country as CAMEO spells it; none for what is no country."""
    country = load_countries().get(ref.country or "")
    return (country.cameo or country.code) if country else None


def cameo_type(ref: ActorRef) -> str | None:
    """The role as CAMEO has it; none where it has no such role."""
    codes = load_codes()
    return codes.cameo_type.get(ref.country or "") or codes.cameo_sector.get(ref.sector or "")


def cameo_code(ref: ActorRef) -> str | None:
    """Country or group, and role: SYRMIL, UNO, REB; `None` where neither is known."""
    group = load_codes().cameo_group.get(ref.country or "")
    return ((cameo_country(ref) or group or "") + (cameo_type(ref) or "")) or None


def kind_of(ref: ActorRef, kind: str) -> bool:
    """Whether a party is of one of the kinds of `codes.toml`: state, armed, rebel, civilian, outside."""
    sides = load_codes().sides
    if kind == "outside":
        return ref.country in sides["outside"]
    return ref.sector in sides[kind] and ref.country not in sides["outside"]


def inter(ref: ActorRef) -> int | None:
    """ACLED's kind of actor; `None` where our sector does not settle it."""
    codes = load_codes().inter
    return next((codes[kind] for kind in ("outside", "state", "rebel", "civilian") if kind_of(ref, kind)), None)


def _interaction(facts: Facts, claim: Claim) -> int | None:
    """The two kinds as one number, the lower first; with one side only 0 after it."""
    one, other = facts.get("actor_inter"), facts.get("recipient_inter")
    if one is None or (claim.recipients and other is None):
        return None
    return int(one) * 10 if other is None else min(one, other) * 10 + max(one, other)


def violence(claim: Claim) -> int | None:
    """UCDP's kind of violence by what the sides are; `None` where a side is not known or fits none."""
    actors, recipients = claim.actors, claim.recipients
    if not actors or not recipients or not _all(actors, "armed"):
        return None
    if _all(recipients, "civilian"):
        return 3
    if not _all(recipients, "armed"):
        return None
    if _all(actors, "rebel") and _all(recipients, "rebel"):
        return 2
    return 1 if _all(actors, "state") or _all(recipients, "state") else None


def _all(refs: Sequence[ActorRef], kind: str) -> bool:
    return bool(refs) and all(kind_of(ref, kind) for ref in refs)


def acled_type(claim: Claim) -> Facts:
    """ACLED's types of an act, the first row of the table that fits; empty where it has none."""
    for row in load_codes().acled:
        if row.event != claim.event or (claim.mode or "") not in row.modes:
            continue
        if row.versus == "any" or _all(claim.recipients, row.versus):
            against = _all(claim.recipients, "civilian") and row.disorder == "Political violence"
            return {"acled_event_type": row.type, "acled_sub_event_type": row.sub or None,
                    "acled_disorder_type": row.disorder, "acled_civilians": "Civilian targeting" if against else None}
    return {}


def plover_entities(refs: Sequence[ActorRef]) -> list[Facts]:
    """The entity objects of PLOVER."""
    return [
        {"code": ref.country, "sector": ref.sector, "entity_text": ref.text,
         "identifier_id": ref.external.get("wikidata"), "identifier_text": ref.name,
         "religion": None, "ethnicity": None, "office": ref.office.title if ref.office else None, "gender": None,
         "age": None}
        for ref in refs
    ]
