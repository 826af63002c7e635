"""Who the actor mentions stand for: country and sector by table, date, title, modifier, apposition and reference.

Takes a `Reading` whose mentions are linked, the actor table and the day of publication; gives the `ActorRef`s by
index of mention, the reasons for what stays open, and a note on each. An actor without a country keeps its sector:
unnamed fighters near a place are not thereby that country's rebels.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dateline.resolve.actor_persons import of_name
from dateline.resolve.actor_phrases import of_noun
from dateline.resolve.actor_work import Notes, Work, beside, of_antecedents
from dateline.resolve.story import countries_named, only_rebels, story_country

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.gazetteer.actors import ActorTable
    from dateline.records import ActorRef, Mention, PlaceRef, Reading


def resolve_actors(
    reading: Reading, *, table: ActorTable, published: str | None, places: Mapping[int, PlaceRef] | None = None,
) -> tuple[dict[int, tuple[ActorRef, ...]], dict[int, str], Notes]:
    """Resolve every actor mention: refs, reasons for what is open, and notes, each by index of mention.

    `published` is an ISO day or time, `None` when unknown: then an office is taken as held and never as former.
    `places` are the places resolved before, by index of mention: they help to tell which country the report is about.
    """
    day = published[:10] if published else None
    work = Work(
        mentions=reading.mentions, tokens=[token.text for token in reading.doc], table=table, published=day,
        resolve=_resolve,
    )
    actors = [index for index, mention in enumerate(reading.mentions) if mention.kind == "actor"]
    work.inner = _nested(reading.mentions, actors)
    for index in actors:
        work.named_at.setdefault(reading.mentions[index].first, []).append(index)
        for other in reading.mentions[index].antecedents:
            if reading.mentions[index].form == "noun" and beside(reading.mentions[index], reading.mentions[other]):
                work.described_by.setdefault(other, []).append(index)
    counts = countries_named(reading, actors, table, places or {})
    work.counts = counts
    work.story = story_country(counts)
    for index in _dates(reading.mentions, actors, table=table, counts=counts):
        work.unresolved[index] = f"'{reading.mentions[index].text}' is a date here"
    work.rebels = only_rebels(reading, [index for index in actors if index not in work.unresolved], table)
    for index in actors:
        _resolve(work, index)
    if table.external:
        work.refs = {index: tuple(_crosswalked(ref, table) for ref in refs) for index, refs in work.refs.items()}
    return work.refs, work.unresolved, work.notes


def _dates(
    mentions: Sequence[Mention], actors: list[int], *, table: ActorTable, counts: Mapping[str, int],
) -> list[int]:
    """Names that are dates where they stand ("until November 17"): covered by a time, and of a country that nothing
    else in the report names."""
    days = {at for mention in mentions if mention.kind == "time" for at in range(mention.first, mention.last)}
    found: dict[int, str | None] = {}
    for index in actors:
        mention = mentions[index]
        if mention.form == "name" and days.issuperset(range(mention.first, mention.last)):
            row = table.named(mention.text, mention.entries)
            if row is not None:
                found[index] = row.country
    same = Counter(found.values())
    return [index for index, country in found.items() if counts.get(country or "", 0) <= same[country]]


def _crosswalked(ref: ActorRef, table: ActorTable) -> ActorRef:
    """The ref with the ids that the user's crosswalk has for it."""
    external = table.external.get(ref.id) if ref.id else None
    return msgspec.structs.replace(ref, external=dict(external)) if external else ref


def _nested(mentions: Sequence[Mention], actors: list[int]) -> dict[int, list[int]]:
    """For each mention those that stand inside it."""
    inner: dict[int, list[int]] = {}
    stack: list[int] = []
    for index in sorted(actors, key=lambda at: (mentions[at].first, -mentions[at].last)):
        while stack and mentions[stack[-1]].last <= mentions[index].first:
            stack.pop()
        for outer in stack:
            if mentions[index].last <= mentions[outer].last:
                inner.setdefault(outer, []).append(index)
        stack.append(index)
    return inner


def _resolve(work: Work, index: int) -> tuple[ActorRef, ...]:
    """The refs of one mention, from what was found before or by its form; a circle of references gives none."""
    if index in work.refs or index in work.unresolved:
        return work.refs.get(index, ())
    if index in work.open or work.mentions[index].kind != "actor":
        return ()
    work.open.add(index)
    mention = work.mentions[index]
    if mention.form == "pronoun":
        refs = of_antecedents(work, index, "no antecedent was found for it")
    elif mention.form == "noun":
        refs = of_noun(work, index)
    else:
        refs = of_name(work, index)
    work.open.discard(index)
    if refs:
        work.refs[index] = refs
    return refs
