"""Distinct origins: one official quoted by ten outlets, one wire text under ten mastheads, a rewrite: one.

Takes the claims of one event with their articles, gives groups of claims that go back to one origin, each with the
reasons for which they were put together. In doubt it is one origin, so that the count is a lower bound.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dateline.events.sketch import tolls_of
from dateline.events.tables import load_likeness
from dateline.events.voices import WIRE, Voice, is_agency, voice_at
from dateline.events.words import WORD, copy_keys, likeness, overlap, shared_weight, shingles, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.records import Article, Claim

QUOTE: Final = re.compile(r"[\"“«]([^\"“”«»]{20,600})[\"”»]")
MANY_HOUSES: Final = 40
MOST_TEXTS: Final = 6
"""So many reports of a house are held against those of another."""
REWRITTEN: Final = 0.6
"""Sentences as alike as this go back to one."""
REWRITTEN_WEIGHT: Final = 4.0
STATES: Final = frozenset({"police", "military", "government"})
"""Classes in which a country has but one voice, whatever the body is called."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin of an event: the voice that tells it best, the claims on its word, why they were put together."""

    label: str
    claims: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """Claims with one and the same voice."""

    voice: Voice
    claims: list[Claim] = field(default_factory=list)


def origins_of(claims: Iterable[Claim], articles: Mapping[str, Article]) -> tuple[Origin, ...]:
    """The distinct origins of an event's claims, in order of their first claim's id."""
    nodes = _nodes(claims, articles)
    parent = list(range(len(nodes)))
    reasons: dict[int, list[str]] = defaultdict(list)

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for one, other, reason in _unions(nodes, articles):
        first, second = sorted((root(one), root(other)))
        if first != second:
            parent[second] = first
            reasons[first].extend([reason, *reasons.pop(second, [])])
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(nodes)):
        groups[root(at)].append(at)
    return tuple(_origin([nodes[at] for at in members], reasons[first]) for first, members in sorted(groups.items()))


def _nodes(claims: Iterable[Claim], articles: Mapping[str, Article]) -> list[_Node]:
    found: dict[Voice, _Node] = {}
    for claim in sorted(claims, key=lambda one: one.id):
        voice = voice_at(claim, articles.get(claim.article))
        found.setdefault(voice, _Node(voice)).claims.append(claim)
    return list(found.values())


def _origin(nodes: Sequence[_Node], reasons: Sequence[str]) -> Origin:
    best = min(nodes, key=lambda node: (node.voice.loose, node.voice.house is not None, -len(node.claims)))
    ids = sorted(claim.id for node in nodes for claim in node.claims)
    return Origin(best.voice.label, tuple(ids), tuple(dict.fromkeys(reasons)))


def _unions(nodes: Sequence[_Node], articles: Mapping[str, Article]) -> Iterator[tuple[int, int, str]]:
    """Pairs of nodes that are one origin, with the reason; a voice of which nothing is known joins the first that may
    be it."""
    for at, beside in _pairs(nodes, articles):
        reason = _one_origin(nodes[at], nodes[beside], articles)
        if reason is not None:
            yield at, beside, reason
    for at, one in enumerate(nodes):
        if one.voice.house == WIRE:
            yield from _any_agency(at, nodes, articles)
        elif one.voice.loose:
            yield from _anybody(at, nodes)


def _pairs(nodes: Sequence[_Node], articles: Mapping[str, Article]) -> Iterator[tuple[int, int]]:
    """Every pair; but of many houses, whose texts are dear to compare, only those whose texts share a key."""
    houses = [at for at, node in enumerate(nodes) if node.voice.house is not None]
    keys = {
        at: {key for claim in nodes[at].claims[:MOST_TEXTS] if claim.article in articles
             for key in copy_keys(articles[claim.article].text)}
        for at in houses
    } if len(houses) > MANY_HOUSES else {}
    for at in range(len(nodes)):
        for beside in range(at + 1, len(nodes)):
            if at in keys and beside in keys and keys[at].isdisjoint(keys[beside]):
                continue
            yield at, beside


def _any_agency(at: int, nodes: Sequence[_Node], articles: Mapping[str, Article]) -> Iterator[tuple[int, int, str]]:
    """News services that are credited unnamed are the agency whose report is most alike."""
    text = _text_of(nodes[at], articles)
    fits = [
        (-likeness(weigh(text), weigh(_text_of(other, articles))), beside)
        for beside, other in enumerate(nodes) if other.voice.house is not None and is_agency(other.voice.house)
    ]
    if fits:
        beside = min(fits)[1]
        yield at, beside, f"credited to news services, {nodes[beside].voice.label} among them"


def _text_of(node: _Node, articles: Mapping[str, Article]) -> str:
    article = articles.get(node.claims[0].article)
    return article.text if article is not None else ""


def _anybody(at: int, nodes: Sequence[_Node]) -> Iterator[tuple[int, int, str]]:
    """A voice of which nothing is known may be any that speaks here, first of all one of its own report."""
    mine = {claim.article for claim in nodes[at].claims}
    fits = [
        (not any(claim.article in mine for claim in other.claims), beside)
        for beside, other in enumerate(nodes) if beside != at and other.voice.house is None
    ]
    if fits:
        yield at, min(fits)[1], f"{nodes[at].voice.label}: nothing tells this voice from another"


def _one_origin(one: _Node, other: _Node, articles: Mapping[str, Article]) -> str | None:
    """Why two nodes are one origin, `None` where they are two."""
    mine, theirs = one.voice, other.voice
    if mine.house is not None and theirs.house is not None:
        return _one_house(mine.house, theirs.house) or _one_text(one, other, articles)
    if mine.house is None and theirs.house is None:
        return _one_speaker(mine, theirs)
    house, speaker = (one, other) if mine.house is not None else (other, one)
    return _house_speaks(house, speaker)


def _one_house(mine: str, theirs: str) -> str | None:
    """Houses with the same telling words are one."""
    if mine == theirs:
        return f"one house: {mine}"
    first, second = set(_letters(mine)), set(_letters(theirs))
    return f"one house: {min(mine, theirs)}" if first and first == second else None


def _letters(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.casefold()) if word not in {"the", "news", "online", "com", "www"}]


def _one_text(one: _Node, other: _Node, articles: Mapping[str, Article]) -> str | None:
    """Whether any report of the one copies, cuts or rewrites one of the other, or quotes the same at length."""
    for first in one.claims[:MOST_TEXTS]:
        for second in other.claims[:MOST_TEXTS]:
            mine, theirs = articles.get(first.article), articles.get(second.article)
            reason = _one_report(mine, theirs) if mine is not None and theirs is not None else None
            if reason is not None:
                return reason
            words, others = _words(first.evidence.text), _words(second.evidence.text)
            if shared_weight(words, others) >= REWRITTEN_WEIGHT and likeness(words, others) >= REWRITTEN:
                return f"one sentence rewritten: {first.id} and {second.id}"
    return None


def _one_report(mine: Article, theirs: Article) -> str | None:
    """Why two reports go back to one text, `None` where nothing says so."""
    limits = load_likeness()
    same = mine.text_hash == theirs.text_hash
    if same or overlap(_passages(mine.text), _passages(theirs.text)) >= limits.passages:
        return f"one text: {mine.id} and {theirs.id}"
    if quotes_of(mine.text, limits.quote_words) & quotes_of(theirs.text, limits.quote_words):
        return f"one quotation at length: {mine.id} and {theirs.id}"
    return None


@lru_cache(maxsize=1024)
def _words(sentence: str) -> Mapping[str, float]:
    return weigh(sentence)


@lru_cache(maxsize=256)
def _passages(text: str) -> frozenset[int]:
    return shingles(text)


@lru_cache(maxsize=256)
def quotes_of(text: str, least: int) -> frozenset[str]:
    """Quotations of at least so many words, in lower case and without punctuation."""
    found = (" ".join(match.group().lower() for match in WORD.finditer(quote)) for quote in QUOTE.findall(text))
    return frozenset(quote for quote in found if quote.count(" ") + 1 >= least)


def _one_speaker(mine: Voice, theirs: Voice) -> str | None:
    """One actor, one name, or one class of voices of no two countries."""
    if mine.actor is not None and mine.actor == theirs.actor:
        return f"one voice: {mine.actor}"
    if mine.country and theirs.country and mine.country != theirs.country:
        return None
    if not mine.names.isdisjoint(theirs.names):
        return f"one name: {min(mine.names & theirs.names)}"
    shared = mine.classes & theirs.classes
    if not shared:
        return None
    if mine.actor and theirs.actor and not shared & STATES:
        return None
    return f"in doubt one: {min(shared)}"


def _house_speaks(house: _Node, speaker: _Node) -> str | None:
    """A house that is the speaker's own, that quotes the speaker on this very matter, or that gives its figures.

    Only a denial stands beside what the report itself tells.
    """
    told = {claim.article for claim in speaker.claims if claim.factuality.polarity == "+"}
    if any(claim.article in told for claim in house.claims):
        return f"{house.voice.label} has it from {speaker.voice.label}"
    if not house.voice.names.isdisjoint(speaker.voice.names):
        return f"one name: {min(house.voice.names & speaker.voice.names)}"
    if house.voice.classes & speaker.voice.classes:
        return f"the house is a party: {house.voice.label}"
    for claim in house.claims:
        figures = _figures(claim)
        if figures and any(figures & _figures(told) for told in speaker.claims):
            return f"the same figures as {speaker.voice.label}"
    return None


def _figures(claim: Claim) -> set[tuple[str, float | None, float | None]]:
    """Counts above one, with their kind: of one nothing can be concluded."""
    return {(kind, low, high) for kind, (low, high) in tolls_of(claim).items() if (low or high or 0.0) > 1}
