"""Denials that only point back: "The army denied it", "Moscow denies involvement", "the RSF rejected the accusation".

Such a sentence tells the act that was told just before, with the other polarity, on the denier's word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.attribution import chain_of, shipped_speech, speaker_of
from dateline.coding.frames import frame_at
from dateline.coding.syntax import lemma, objects, subject
from dateline.records import Hop, Span, Voice

if TYPE_CHECKING:
    from dateline.coding.acts import Act
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dateline.coding.index import RuleIndex
    from dateline.coding.parties import MentionMap
    from dateline.records import ActorRef

BACK_WORDS = frozenset({
    "it", "this", "that", "them", "these", "those", "allegation", "accusation", "charge", "claim", "report",
    "involvement", "responsibility", "part", "role", "account", "assertion", "wrongdoing",
})
"""Objects of a denial that name no act themselves."""
REACH_SENTENCES = 4
"""How far back a denial may point."""
DEED_EVENTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST", "RETREAT", "AID", "COOPERATE"})
REPROACHED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST"})
"""What a denial that names nothing ("denied it") may point back to: deeds that are held against somebody."""


def add_denials(acts: Sequence[Act], mentions: MentionMap, index: RuleIndex) -> list[Act]:
    """The acts with those that denials point back to put in their places, in the order of the text."""
    found: list[Act] = []
    taken: set[int] = set()
    kinds = mentions.reading.block_kinds
    starts = [sent.start for sent in mentions.reading.doc.sents if sent.start in kinds]
    for sentence, token in _denying(mentions, index):
        if any(act.frame == "deny" and token.i in act.consumed for act in acts):
            continue
        first = starts[max(sentence - REACH_SENTENCES, 0)]
        before = [act for act in acts if first <= act.trigger < token.i]
        denied = _denied(before, token, mentions, events=_events_named(token, index))
        if denied is not None:
            taken.add(token.i)
            found.append(replace(
                denied, trigger=token.i, first=token.i, last=token.i + 1, rule=f"{denied.rule}+denied", frame="deny",
                points_back=True, polarity="-", certainty="certain", nominal=False, inner=None,
                consumed=frozenset({token.i}),
                actor_path="what the denial points back to", recipient_path="what the denial points back to",
            ))
    kept = [act for act in acts if act.trigger not in taken]
    return sorted([*kept, *found], key=lambda act: (act.trigger, act.event))


def _denying(mentions: MentionMap, index: RuleIndex) -> list[tuple[int, Token]]:
    """(sentence number, verb) of each denial whose object only points back."""
    found = []
    kinds = mentions.reading.block_kinds
    for number, sent in enumerate(sent for sent in mentions.reading.doc.sents if sent.start in kinds):
        for token in sent:
            if token.pos_ != "VERB":
                continue
            frame = frame_at(token, index)
            if frame is not None and frame.id == "deny" and _points_back(token):
                found.append((number, token))
    return found


def _points_back(verb: Token) -> bool:
    return any(lemma(thing) in BACK_WORDS or thing.lower_ in BACK_WORDS for thing in objects(verb)) and not any(
        kid.dep_ == "ccomp" for kid in verb.children
    )


def _events_named(verb: Token, index: RuleIndex) -> frozenset[str]:
    """The events that the denial names ("any part in the attack"), or all reproaches where it names none."""
    named = {
        compiled.rule.event
        for word in verb.subtree if word.i > verb.i
        for _, compiled in index.nouns.get(lemma(word), ())
    }
    return frozenset(named & DEED_EVENTS) or REPROACHED


def _denied(before: Sequence[Act], verb: Token, mentions: MentionMap, *, events: frozenset[str]) -> Act | None:
    """The nearest of the deeds told before whose doer the denier may be or speak for."""
    who = subject(verb)
    deniers = mentions.refs(mentions.parties(who)) if who is not None else ()
    if not deniers:
        return None
    for act in reversed([act for act in before if act.event in events]):
        doers = mentions.refs(act.actors)
        if act.polarity != "-" and any(_may_be(one, other) for one in deniers for other in doers):
            return act
    return None


def _may_be(denier: ActorRef, doer: ActorRef) -> bool:
    """Whether the denier is the doer, of his country, or of his kind where the report does not say whose they are:
    "rebels ambushed a convoy ... the RUF denied any part in it"."""
    if denier.id and denier.id == doer.id:
        return True
    if denier.country and doer.country:
        return denier.country == doer.country
    return doer.country is None and doer.id is None and denier.sector is not None and denier.sector == doer.sector


def denier_chain(act: Act, mentions: MentionMap) -> tuple[Hop, ...]:
    """The denier first, then whoever reports the denial."""
    reading, resolution = mentions.reading, mentions.resolution
    chain = chain_of(reading, resolution, act.trigger)
    verb = reading.doc[act.trigger]
    who = subject(verb)
    if who is None:
        return chain
    found = mentions.parties(who)
    spans = [reading.mentions[one] for one in found]
    speech = shipped_speech()
    voices = [
        Voice(first=one.first, last=one.last, head=one.head, mention=at) for at, one in zip(found, spans, strict=True)
    ]
    speakers = tuple(speaker_of(reading, resolution, voice, at=0, speech=speech) for voice in voices)
    if not speakers:
        return chain
    cue = Span(text=verb.text, start=verb.idx, end=verb.idx + len(verb))
    return (Hop(speakers=speakers, cue=cue, commitment="denies"), *chain)
