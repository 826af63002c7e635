"""Whose word a claim ultimately is: the voice at the head of its chain, or the house that tells it in its own words.

A house is the agency credited, on the page or in its text, else the outlet. What no table names is told apart by class:
a doctor, the police, residents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dateline.events.sketch import SPEECH_EVENTS, parties_of
from dateline.events.tables import load_voices
from dateline.events.words import WORD, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.records import Article, Claim, Speaker

CREDIT_CHARS: Final = 240
"""Credits stand at the head or the foot of a report."""
NAMED: Final = 1.0
"""Stems that weigh more are names."""
HOUSES: Final = frozenset({"outlet", "publisher", "agency"})
WIRE: Final = "wire"
"""The house of a report that credits news services without naming any."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin as one claim gives it. `house` is set for what a house tells itself; then the rest is empty, but for
    the classes and names of the house, which may be a party."""

    label: str
    house: str | None
    actor: str | None
    country: str | None
    classes: frozenset[str]
    names: frozenset[str]
    loose: bool
    """Nothing tells who it is: "officials", "he"."""


def voice_at(claim: Claim, article: Article | None) -> Voice:
    """The voice at the head of a claim's chain; of a verbal act whose speaker stands there, whoever tells of it.

    That somebody accused somebody is the word of those who heard it, not his own.
    """
    speaker = _first(claim, 0)
    if speaker is not None and claim.event in SPEECH_EVENTS and _is_actor(speaker, claim):
        speaker = _first(claim, 1)
    if speaker is None or speaker.kind in HOUSES or _agency(speaker.text or ""):
        named = _agency(speaker.text or "") if speaker is not None else None
        return house_voice(named or house_of(article))
    return _speaker_voice(speaker)


def _first(claim: Claim, hop: int) -> Speaker | None:
    """The first voice of a step of the chain, `None` where it has none."""
    return next(iter(claim.attribution[hop].speakers), None) if hop < len(claim.attribution) else None


def _is_actor(speaker: Speaker, claim: Claim) -> bool:
    """Whether the voice is the act's own actor, by the table or by its words; where no actor is told it must be."""
    if not claim.actors:
        return claim.event != "SANCTION"
    if any(ref.text.lower() in load_voices().self_words for ref in claim.actors):
        return True
    if speaker.actor is not None:
        return parties_of((speaker.actor,)).share(parties_of(claim.actors))
    return any(ref.start == speaker.start or ref.text == speaker.text for ref in claim.actors)


def _speaker_voice(speaker: Speaker) -> Voice:
    actor, text = speaker.actor, speaker.text or ""
    classes = classes_in(text)
    if actor is not None and actor.sector:
        classes |= _by_sector().get(actor.sector, frozenset())
    names = names_in(f"{text} {actor.name or ''}" if actor is not None else text)
    country = actor.country if actor is not None else None
    label = (actor.name if actor is not None else None) or text or speaker.kind
    known = actor.id if actor is not None else None
    return Voice(label, None, known, country, classes, names, loose=not (classes or names or known))


def house_voice(house: str) -> Voice:
    """The voice of a house; one whose name is that of a ministry or a movement may be a party's own."""
    return Voice(house, house, None, None, classes_in(house) - {"media"}, names_in(house, opening=True), loose=False)


@lru_cache(maxsize=4096)
def classes_in(text: str) -> frozenset[str]:
    """The classes that the words of a voice name."""
    words = _by_word()
    return frozenset(words[word] for word in _plain(text) if word in words)


@lru_cache(maxsize=4096)
def names_in(text: str, *, opening: bool = False) -> frozenset[str]:
    """The stems of the names in a voice's words, less those that only say what it is; `opening` takes its first too."""
    plain = {*_by_word(), *load_voices().loose_words}
    words = text if opening else f"the {text}"
    kept = " ".join(word for word in re.split(r"[^\w'’]+", words) if word.lower().removesuffix("'s") not in plain)
    return frozenset(stem for stem, weight in weigh(f"the {kept}").items() if weight > NAMED)


def _plain(text: str) -> list[str]:
    return [match.group().lower().replace("’", "'").removesuffix("'s") for match in WORD.finditer(text)]


@lru_cache(maxsize=1)
def _by_word() -> Mapping[str, str]:
    return {word: one.id for one in load_voices().classes for word in one.words}


@lru_cache(maxsize=1)
def _by_sector() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in load_voices().classes:
        for sector in one.sectors:
            found[sector] = found.get(sector, frozenset()) | {one.id}
    return found


@lru_cache(maxsize=4096)
def _agency(name: str) -> str | None:
    """The agency of a name as pages print it, `None` for any other name."""
    return next((agency for agency, names in load_voices().agencies.items() if name.strip() in names), None)


def is_agency(house: str) -> bool:
    """Whether a house is a news agency of the table."""
    return house in load_voices().agencies


@lru_cache(maxsize=1)
def _credit() -> re.Pattern[str]:
    return load_voices().credit_pattern()


def house_of(article: Article | None) -> str:
    """The house whose words a report has: the agency credited on the page or in the text, else outlet or publisher."""
    if article is None:
        return "unknown"
    for name in (article.agency, article.outlet):
        agency = _agency(name or "")
        if agency is not None:
            return agency
    if article.agency:
        return article.agency
    return _credited(article.text) or article.outlet or article.publisher or article.uri or article.id


def _credited(text: str) -> str | None:
    """The agency that the head or the foot of a text credits; `wire` where it credits news services unnamed."""
    table = load_voices()
    for part in (text[:CREDIT_CHARS], text[-CREDIT_CHARS:]):
        found = _credit().search(part)
        if found is not None:
            return _agency(found["agency"])
        folded = part.lower()
        if any(re.search(rf"\b(?:from|by|and|with)\s+(?:\w+\s+)?{re.escape(credit)}\b", folded)
               for credit in table.unnamed_credits):
            return WIRE
    return None
