"""All acts of one article: triggers, frames, reductions, and what is no act at all.

What is dropped is kept as a reason, so that `account` can say why a sentence was not coded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.acts import Act
from dateline.coding.frames import composition, frame_chain
from dateline.coding.match import best_rule
from dateline.coding.syntax import MAX_CLIMB, is_passive, surface_subject
from dateline.records import READ_KINDS, TELLING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dateline.coding.index import RuleIndex
    from dateline.coding.parties import MentionMap

TRIGGER_POS = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
ASSERTED_HEADS = frozenset({
    "manage", "begin", "start", "continue", "be", "have", "force", "help", "oblige", "compel", "cause", "lead", "use",
    "go", "see", "watch", "prompt", "allow", "enable", "order", "proceed", "appear", "seem", "resume", "keep",
})
"""Verbs whose infinitive is told as done; any other bare infinitive tells a purpose, not an act."""
LOCATED_EVENTS = frozenset({"ASSAULT", "PROTEST"})
"""Events that are news even where no party is named, if the place is ("A bomb exploded in Kabul")."""


def find_acts(mentions: MentionMap, index: RuleIndex) -> tuple[list[Act], dict[int, str]]:
    """Acts in the order of the text, and for each sentence (by first token) that gave none, why not."""
    acts: list[Act] = []
    reasons: dict[int, str] = {}
    for sent in mentions.reading.doc.sents:
        kind = mentions.reading.block_kinds.get(sent.start)
        if kind is None or (kind not in READ_KINDS and kind not in TELLING_KINDS):
            continue
        found, reason = sentence_acts(sent, mentions, index)
        acts.extend(found)
        if not found:
            reasons[sent.start] = reason
    return acts, reasons


def sentence_acts(sent: Span, mentions: MentionMap, index: RuleIndex) -> tuple[list[Act], str]:
    """The acts of one sentence, and the reason why there are none."""
    raw = [
        act for token in sent if token.pos_ in TRIGGER_POS and (act := best_rule(token, index, mentions)) is not None
    ]
    composed = list(deontic_acts(sent, raw, mentions, index))
    if not raw and not composed:
        return [], "no word of the codebook tells an act here"
    for act in raw:
        outer, kept = frame_chain(act, index=index, mentions=mentions)
        composed.extend(kept)
        if outer is not None:
            composed.append(_reduce_future(outer, mentions, index))
    acts = _unconsumed(composed)
    asserted = [act for act in acts if _is_asserted(act, mentions)]
    if not asserted:
        return [], "the act is only a purpose, a possibility or a word of another act"
    told = [act for act in asserted if _has_party(act, mentions)]
    if not told:
        return [], "no party to the act could be named"
    return sorted(_one_per_trigger(told), key=lambda act: (act.trigger, act.event)), ""


def _reduce_future(act: Act, mentions: MentionMap, index: RuleIndex) -> Act:
    """A party's own announced act is what the manual reduces it to: aid to come is AGREE, a coming pull-out CONCEDE."""
    stance = mentions.reading.stances.get(act.trigger)
    if act.frame not in {None, "start", "report"} or stance is None or stance.tense != "future" or stance.polarity == "-":
        return act
    row = composition("future", act, index)
    if row is None or row.event in {"same", "none"}:
        return act
    return replace(act, rule=f"{act.rule}+frame.future", event=row.event, mode=row.mode,
                   cameo=row.cameo or act.cameo, contexts=row.contexts or act.contexts, frame="future")


def deontic_acts(sent: Span, raw: list[Act], mentions: MentionMap, index: RuleIndex) -> Iterator[Act]:
    """What a speaker says that others must or should do is a demand on them ("The authorities must end this")."""
    inner = {act.trigger: act for act in raw}
    for token in sent:
        if token.dep_ != "aux" or not _is_deontic(token, index):
            continue
        verb = token.head
        speakers = mentions.speakers(verb.i)
        target = surface_subject(verb) if not is_passive(verb) else None
        asked = tuple(one for one in mentions.parties(target) if one not in speakers) if target is not None else ()
        if not speakers or not (asked or verb.i in inner):
            continue
        row = composition("demand", inner[verb.i], index) if verb.i in inner else None
        plain = row is None or row.event in {"same", "none"}
        yield Act(
            trigger=verb.i, first=token.i, last=verb.i + 1, rule="frame.deontic",
            event="REQUEST" if plain or row is None else row.event,
            mode="change" if plain or row is None else row.mode,
            cameo="104" if plain or row is None else row.cameo,
            actors=speakers, recipients=asked, weight=2, consumed=frozenset({verb.i}), inner=inner.get(verb.i),
            frame="deontic", actor_path="speaker", recipient_path="subject",
        )


def _is_deontic(token: Token, index: RuleIndex) -> bool:
    return any(frame.id == "deontic" for _, frame in index.frame_verbs.get(token.lemma_.lower(), ()))


def _unconsumed(acts: list[Act]) -> list[Act]:
    """Drop acts whose trigger is a word of another act, inner acts kept on purpose excepted."""
    taken: dict[int, Act] = {}
    for act in acts:
        for token in act.consumed:
            if token != act.trigger:
                taken.setdefault(token, act)
    inner = {id(act.inner) for act in acts if act.inner is not None}
    return [act for act in acts if act.trigger not in taken or id(act) in inner or taken[act.trigger] is act]


def _one_per_trigger(acts: list[Act]) -> Iterator[Act]:
    """One act for each trigger and event: the weightiest, then the one with more parties."""
    best: dict[tuple[int, str], Act] = {}
    for act in acts:
        key = (act.trigger, act.event)
        rank = (act.weight, len(act.actors) + len(act.recipients))
        if key not in best or rank > (best[key].weight, len(best[key].actors) + len(best[key].recipients)):
            best[key] = act
    yield from best.values()


def _is_asserted(act: Act, mentions: MentionMap) -> bool:
    """Whether the words tell the act: not a bare purpose clause, not a question, not a noun that only points back."""
    token = mentions.reading.doc[act.trigger]
    if act.nominal:
        return _noun_tells(act, token)
    if act.frame is not None and act.frame not in {"start", "report", "future"}:
        return True
    return _verb_tells(token)


def _verb_tells(token: Token) -> bool:
    for _ in range(MAX_CLIMB):
        if not any(kid.dep_ == "aux" and kid.tag_ == "TO" for kid in token.children):
            if token.dep_ == "conj" and token.tag_ == "VB":
                token = token.head
                continue
            return True
        head = token.head
        if token.dep_ == "xcomp" and head.lemma_.lower() in ASSERTED_HEADS:
            token = head
            continue
        return token.dep_ == "conj" and head.i != token.i and head.pos_ == "VERB" and _verb_tells(head)
    return False


def _noun_tells(act: Act, token: Token) -> bool:
    """A noun tells an act when it names a party itself or is what a verb says took place; "the attack" alone points
    back to an act that was told before."""
    if act.frame is not None:
        return True
    if act.actors or act.recipients:
        return True
    definite = any(kid.dep_ == "det" and kid.lower_ in {"the", "this", "that", "these", "those"} for kid in token.children)
    return not definite


def _has_party(act: Act, mentions: MentionMap) -> bool:
    """Whether at least one party has a country or sector, or the act is of a kind that is news wherever it is."""
    refs = mentions.refs((*act.actors, *act.recipients))
    if any(ref.country or ref.sector for ref in refs):
        return True
    return act.event in LOCATED_EVENTS and bool(refs or not act.nominal)
