"""From drafts to `Saying`s: their parents, voices, when and where they were said, and whether they were said at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.speech import (
    Draft,
    Scene,
    named_range,
    phrase_range,
)
from dateline.records.reading import Saying, Voice

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from spacy.tokens import Token


INWARD = frozenset({"think", "side", "act", "ask", "call", "judge"})
"""Kinds that, told by somebody else, are his account of a deed or a state of mind, and no words that are handed on."""
CONDITIONAL = frozenset({"if", "unless", "whether"})
HYPOTHETICAL = frozenset({"would", "could", "might", "may", "should", "can", "must", "'d", "’d"})
GOING_ON = frozenset({"go", "continue", "begin", "start", "proceed", "come", "rise", "return"})
"""Verbs under which an infinitive of saying is carried out."""


def is_asserted(cue: Token, *, nested: bool, ways: frozenset[str] = frozenset()) -> bool:
    """Whether the words tell that it was said: not so of an infinitive that nobody carried out ("refused to say"), of
    an if-clause, and, told by somebody else, of what was not or would be said.

    An infinitive counts under verbs of going on ("went on to say"), under `ways` ("telephoned to say") and as what a
    call or a stage is for, where a quotation or clause follows ("interjected to say: ...").
    """
    words = {child.lower_ for child in cue.children if child.i < cue.i and child.dep_ in {"aux", "mark", "neg"}}
    if words & CONDITIONAL:
        return False
    if nested and (words & HYPOTHETICAL or any(child.dep_ == "neg" for child in cue.children)):
        return False
    if cue.tag_ != "VB" or "to" not in words:
        return True
    if cue.dep_ in {"xcomp", "conj"} and cue.head.lemma_.lower() in GOING_ON:
        return True
    if cue.dep_ in {"xcomp", "advcl"} and cue.head.lemma_.lower() in ways:
        return True
    return cue.dep_ == "advcl" and any(child.dep_ == "ccomp" and child.i > cue.i for child in cue.children)


def find_parents(drafts: list[Draft]) -> list[int | None]:
    """For each saying the innermost other one in whose content its own words stand; never one that it holds itself."""
    sizes = [sum(last - first for first, last in draft.content) for draft in drafts]
    marks = [draft.cue.i if draft.cue is not None else draft.content[0][0] for draft in drafts]
    covering: dict[int, list[int]] = {}
    wanted = set(marks)
    for index, draft in enumerate(drafts):
        for first, last in draft.content if draft.manner != "attitude" else ():
            for position in range(first, last):
                if position in wanted:
                    covering.setdefault(position, []).append(index)
    parents: list[int | None] = []
    for index, mark in enumerate(marks):
        outer = [o for o in covering.get(mark, ()) if o != index and index not in covering.get(marks[o], ())]
        parents.append(min(outer, key=lambda o: (sizes[o], o), default=None))
    return parents


def finish(scene: Scene, draft: Draft, parent: int | None, *, outer: Draft | None) -> Saying:
    """The record of a draft, with when and where it was said as far as the clause tells."""
    cue = draft.cue
    when, where = (None, None) if cue is None else told_when_where(scene, draft)
    first, last = (None, None) if cue is None else cue_range(cue)
    asserted = cue is None or is_asserted(cue, nested=parent is not None, ways=scene.speech.ways)
    echoes = outer is not None and (draft.kind in INWARD or repeats_speaker(draft, outer))
    return Saying(
        manner=draft.manner, speakers=voices(scene, draft.speakers, stops=ends_of(draft)),
        carriers=tuple(voices(scene, group, stops={cue.i} if cue is not None else ()) for group in draft.carriers),
        cue_first=first, cue_last=last, cue_lemma=draft.lemma or None, content=tuple(draft.content),
        commitment=draft.commitment if asserted else "possible", time=when, place=where, parent=parent,
        asserted=asserted and not echoes,
    )


def repeats_speaker(draft: Draft, outer: Draft) -> bool:
    """What somebody says that he says: "the mayor said he feared" has the pronoun at the head of what is told."""
    if len(draft.speakers) != 1 or draft.speakers[0].pos_ != "PRON" or not outer.speakers:
        return False
    pronoun = draft.speakers[0]
    return any(first <= pronoun.i <= first + 1 for first, _ in outer.content)


def cue_range(cue: Token) -> tuple[int, int]:
    """The cue with the particle or preposition that makes it one: "pointed out", "according to"."""
    after = cue.i + 1
    joined = after < len(cue.doc) and (cue.doc[after].dep_ == "prt" or cue.lower_ == "according")
    return cue.i, after + 1 if joined else after


def told_when_where(scene: Scene, draft: Draft) -> tuple[int | None, int | None]:
    """Indices of the time and place mentions in the clause of a saying, outside its speakers' names."""
    spoken = {i for head in draft.speakers for i in range(*phrase_range(head))}
    span = [i for i in range(*draft.clause) if i not in spoken]
    times = (scene.time_at[i] for i in span if i in scene.time_at)
    governed = [i for i in span if scene.doc[i].dep_ in {"pobj", "npadvmod"}]
    places = (scene.place_at[i] for i in governed if i in scene.place_at)
    return next(times, None), next(places, None)


def ends_of(draft: Draft) -> set[int]:
    """Tokens that stand in no speaker's phrase: the heads of the carriers, and the cue."""
    heads = {voice.i for group in draft.carriers for voice in group}
    return heads if draft.cue is None or draft.kind == "noun" else heads | {draft.cue.i}


def voices(scene: Scene, heads: Iterable[Token], *, stops: Container[int] = ()) -> tuple[Voice, ...]:
    """The speakers as token ranges, each with the actor mention that covers its head; a range ends before the
    preposition of a head in `stops` ("an admiral to NAME"). Parts of one name are one voice.
    """
    found: list[Voice] = []
    for head in heads:
        first, last = named_range(head)
        within = [index for index in range(head.i + 1, last) if index in stops]
        if within:
            at_end = scene.doc[within[0]].dep_ != "pobj"
            ways = (i for i in range(head.i + 1, within[0]) if not at_end and scene.doc[i].pos_ == "ADP")
            last = next(ways, within[0])
        mention = scene.actor_at.get(head.i)
        if found and mention is not None and mention == found[-1].mention and first <= found[-1].last:
            first, last = found[-1].first, max(last, found.pop().last)
        found.append(Voice(first=first, last=last, head=head.i, mention=mention))
    return tuple(found)
