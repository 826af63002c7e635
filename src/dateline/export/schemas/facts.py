"""All that a row may hold, by name: a claim that speaks for its unit, as the formats of the field would have it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dateline import __version__
from dateline.codebook.grades import grade_of, load_grades
from dateline.config.policy import STRICTNESS
from dateline.export.schemas.parties import join, party_facts, plover_entities
from dateline.export.schemas.places import place_facts, plover_location
from dateline.export.schemas.tables import load_codes
from dateline.export.schemas.times import time_facts
from dateline.export.sentences import sentence
from dateline.export.table import flatten
from dateline.export.wording import clean, whose_word
from dateline.records.base import make_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dateline.codebook import Codebook
    from dateline.codebook.grades import Grades
    from dateline.export.schemas.units import Unit
    from dateline.records import ActorRef, Article, Claim, Quantity

Facts = dict[str, Any]

NUMBER_DIGITS = 13
"""Hex digits of a numeric id: below 2 to the 53rd, so that R and spreadsheets keep it whole."""
READ = frozenset({"paragraph", "standfirst"})
TENS = 10


@dataclass(frozen=True, slots=True)
class Sources:
    """What facts are made from beside the record: the codebook, the article of an id (`None` where it is not at hand),
    and the user's grades. `care` tells at the end what the policy did to the records on their way, for the mark."""

    codebook: Codebook
    article: Callable[[str], Article | None]
    grades: Grades = field(default_factory=load_grades)
    care: Callable[[], dict[str, object]] = dict


def unit_facts(unit: Unit, sources: Sources, *, wanted: frozenset[str]) -> Facts:
    """The facts of one row; what is not known is absent or `None`. Those that cost much are made only where `wanted`
    names them."""
    claim = unit.told
    articles = _articles(unit, sources)
    facts: Facts = {**flatten(claim, codebook=sources.codebook), "kind": "claim" if unit.event is None else "event"}
    facts |= time_facts(claim.time) | place_facts(claim.place) | party_facts(claim)
    facts |= _code_facts(claim, sources.codebook) | _toll_facts(claim) | _article_facts(claim, articles, sources)
    facts |= _count_facts(unit, articles) | _care_facts(unit)
    if "source_grade" in wanted:
        facts |= _grade_facts(unit, {article.id: article for article in articles}, sources.grades)
    if "plover_event" in wanted:
        facts |= _plover_facts(claim, facts)
    if "told_by" in wanted:
        facts["told_by"] = _told_by(unit.claims, {article.id: article for article in articles})
    if "notes" in wanted:
        facts["notes"] = f"{sentence(claim, outlet=facts.get('outlet'))} “{clean(claim.evidence.text)}”"
    return id_facts(facts, unit.id)


def _care_facts(unit: Unit) -> Facts:
    """Why any of the claims asks for care, the highest tier among them, and all that was done to them."""
    tiers = [claim.tier for claim in unit.claims if claim.tier is not None]
    return {
        "sensitive": join(sorted({reason for claim in unit.claims for reason in claim.sensitive})),
        "tier": max(tiers, key=STRICTNESS["tier"].index, default=None),
        "handling": join(done for claim in unit.claims for done in claim.handling),
    }


def id_facts(facts: Facts, name: str) -> Facts:
    """The same facts under the row's id, as text and as number."""
    number = number_of(name)
    return facts | {"id": name, "number_id": number,
                    "country_id_text": f"{facts.get('place_country') or ''}{number}"}


def number_of(name: str) -> int:
    """An id as a whole number, the same for the same id."""
    return int(make_id("n", name).removeprefix("n-")[:NUMBER_DIGITS], 16)


def _articles(unit: Unit, sources: Sources) -> list[Article]:
    """The articles behind a unit that are at hand, each once, in order."""
    found = (sources.article(name) for name in dict.fromkeys(claim.article for claim in unit.claims))
    return [article for article in found if article is not None]


def coder_facts() -> Facts:
    """Who codes: a machine, with its version."""
    return {"coder": load_codes().coder.format(version=__version__)}


def _grade_facts(unit: Unit, articles: dict[str, Article], grades: Grades) -> Facts:
    """The user's grades of the claims behind the row, of sources and of information apart, the best first."""
    told = [grade_of(claim, articles.get(claim.article), grades=grades) for claim in unit.claims]
    return {
        "source_grade": join(sorted({grade.source for grade in told})),
        "information_grade": join(sorted({grade.information for grade in told})),
    }


def _code_facts(claim: Claim, codebook: Codebook) -> Facts:
    """Codes of the act in other codebooks."""
    cameo = codebook.cameo.get(claim.cameo or "")
    quad = codebook.quad(claim.event) if claim.event in codebook.events else None
    coder = coder_facts()["coder"]
    return {
        "cameo": cameo.code if cameo else None, "cameo_base": cameo.code[:3] if cameo else None,
        "cameo_root": cameo.code[:2] if cameo else None, "cameo_name": cameo.name if cameo else None,
        "contexts": join(claim.contexts), "quad": quad, "quad_name": load_codes().quad.get(str(quad)),
        "codebook": claim.codebook, "coder": coder, "version": f"{coder}; {claim.codebook}",
    }


def _toll_facts(claim: Claim) -> Facts:
    """Numbers of killed and injured as told: the lowest, the highest, and the one exact number if there is but one."""
    facts: Facts = {}
    for kind in ("killed", "injured"):
        told = [one for one in claim.quantities if one.kind == kind]
        facts |= {f"{kind}_low": _lowest(told), f"{kind}_high": _highest(told)}
        exact = {one.low for one in told if one.bound == "exact" and one.low == one.high}
        facts[f"{kind}_exact"] = _whole(exact.pop()) if len(exact) == 1 and all(
            one.bound == "exact" for one in told) else None
    return facts


def _lowest(told: list[Quantity]) -> int | None:
    """The lowest number told; `None` where none has a lower end."""
    return _whole(min((one.low for one in told if one.low is not None), default=None))


def _highest(told: list[Quantity]) -> int | None:
    """The highest number told; `None` where one is open upwards."""
    if not told or any(one.high is None for one in told):
        return None
    return _whole(max(one.high for one in told if one.high is not None))


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _article_facts(claim: Claim, articles: list[Article], sources: Sources) -> Facts:
    """What is told of the article of the claim that speaks, and the outlets of all."""
    names = join(article.outlet or article.publisher for article in articles)
    facts: Facts = {
        "source_name": names, "article_number": number_of(claim.article),
        "action_offset": claim.evidence.trigger.start, "in_raw_text": 1, "mention_type": 2,
        "confidence_percent": _tens(claim.coding_confidence.get("all")),
    }
    article = sources.article(claim.article)
    if article is None:
        return facts
    published = article.published.value if article.published else None
    return facts | {
        "title": article.title, "outlet": article.outlet, "published": published, "uri": article.uri,
        "published_day": published[:10] if published and len(published) >= 10 else None,  # noqa: PLR2004 - an ISO day
        "language": article.language, "doc_length": len(article.text), "is_root": _is_root(claim, article),
        "mention_time": stamp(published), "mention_type": 1 if article.uri else 2,
        "document": article.uri or article.title,
    }


def _tens(share: float | None) -> int | None:
    return None if share is None else round(share * TENS) * TENS


def _is_root(claim: Claim, article: Article) -> int | None:
    """1 where the first block that is read holds the sentence."""
    first = next((block for block in article.blocks if block.kind in READ), None)
    return None if first is None else int(claim.evidence.start < first.end)


def stamp(value: str | None) -> int | None:
    """An ISO value as YYYYMMDDHHMMSS, in UTC where it tells its zone; zeros stand for a time of day not told."""
    if value is None or not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?", value):
        return None
    try:
        moment = datetime.fromisoformat(value)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    return int(moment.strftime("%Y%m%d%H%M%S"))


def _count_facts(unit: Unit, articles: list[Article]) -> Facts:
    """How often it is told and by whom; origins only where a judgement has counted them."""
    event = unit.event
    names = list(dict.fromkeys(article.outlet or article.publisher or article.id for article in articles))
    facts: Facts = {
        "claims": join(claim.id for claim in unit.claims),
        "mentions": sum(max(len(claim.tellings), 1) for claim in unit.claims),
        "articles": len({claim.article for claim in unit.claims}), "outlets": len(names) or None,
    }
    if event is None:
        return facts
    return facts | {
        "distinct_origins": event.distinct_origins, "stakes": join(event.stakes), "flags": join(event.flags),
        "aliases": join(event.aliases),
        "accounts": {slot: [{"value": one.value, "claims": list(one.claims)} for one in values]
                     for slot, values in event.slots.items()},
    }


def _told_by(claims: Iterable[Claim], articles: dict[str, Article]) -> str | None:
    """"Coast Radio: Syria's Foreign Ministry;Harbour Wire: witnesses"."""
    told = []
    for claim in claims:
        article = articles.get(claim.article)
        outlet = article and (article.outlet or article.publisher)
        told.append(f"{outlet or 'outlet not told'}: {whose_word(claim.attribution, outlet=outlet or None)}")
    return join(told)


def _plover_facts(claim: Claim, facts: Facts) -> Facts:
    """The parts of PLOVER's event object."""
    stance = claim.factuality
    helpers = {"historical": claim.temporal == "historical", "future": claim.temporal == "future",
               "hypothetical": stance.condition is not None or stance.certainty == "possible",
               "negation": stance.polarity == "-"}
    return {
        "has_event": True, "plover_event": [claim.event],
        "plover_modes": [*([claim.mode] if claim.mode else []), *(name for name, is_so in helpers.items() if is_so)],
        "plover_contexts": list(claim.contexts), "plover_actor": plover_entities(claim.actors),
        "plover_recipient": plover_entities(claim.recipients), "plover_location": plover_location(claim.place),
        "plover_event_text": [claim.evidence.trigger.text],
        "plover_text_info": {"sequence": None, "start": claim.evidence.start, "end": claim.evidence.end,
                             "text_story": None},
        "plover_cite_info": {
            "corpus": None, "citation": None, "url": facts.get("uri"), "title": facts.get("title"),
            "language": facts.get("language"), "publication": facts.get("source_name"), "license": None,
            "copyright": None, "coder": facts.get("coder"), "codebook": claim.codebook, "version": __version__},
    }


def mention_facts(facts: Facts, claim: Claim, sources: Sources) -> Facts:
    """The facts of a row as one claim of it has them: its own article and its own places in the text."""
    article = sources.article(claim.article)
    own = _article_facts(claim, [article] if article else [], sources)
    return facts | own | {
        "actor_offset": _offset(claim.actors), "recipient_offset": _offset(claim.recipients)}


def _offset(refs: tuple[ActorRef, ...]) -> int | None:
    return refs[0].start if refs else None


__all__ = ["Facts", "Sources", "coder_facts", "id_facts", "mention_facts", "number_of", "stamp", "unit_facts"]
