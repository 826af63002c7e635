"""Words that take an act and change its coding: a vow to impose sanctions is a threat, a halt to strikes a retreat.

The climb goes from the act's trigger to the word that governs it, one frame after another, and stops at the first
word that is no frame.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.match import MODIFIER_DEPS, Site, has_words, lemma, parties_at
from dateline.coding.syntax import MAX_CLIMB

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook import Compose, Frame
    from dateline.coding.acts import Act
    from dateline.coding.index import RuleIndex
    from dateline.coding.parties import MentionMap

CLAUSE_LINKS = frozenset({"xcomp", "ccomp", "acl", "pcomp", "advcl", "oprd"})
NOUN_LINKS = frozenset({"dobj", "obj", "pobj", "nsubjpass", "attr", "dative", "nsubj"})


def governor(token: Token) -> Token | None:
    """The word that takes this verb or noun as its complement, prepositions passed over; `None` at the clause's root."""
    for _ in range(MAX_CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if token.dep_ == "conj":
            token = head
            continue
        if token.dep_ in CLAUSE_LINKS and token.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}:
            return head.head if head.pos_ == "ADP" else head
        if token.dep_ in NOUN_LINKS:
            return _over_prepositions(head)
        return None
    return None


def _over_prepositions(head: Token) -> Token:
    for _ in range(3):
        if head.pos_ == "ADP" or head.dep_ in {"prep", "agent"}:
            head = head.head
    return head


def frame_at(token: Token, index: RuleIndex) -> Frame | None:
    """The frame whose word this token is; the one with most words wins."""
    key = lemma(token)
    if token.pos_ in {"VERB", "AUX"}:
        rows = index.frame_verbs.get(key, ())
    elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in MODIFIER_DEPS:
        rows = index.frame_nouns.get(key, ())
    elif token.pos_ == "ADJ":
        rows = index.frame_adjectives.get(key, ())
    else:
        return None
    fitting = [row for row in rows if has_words(token, row[0], noun=token.pos_ in {"NOUN", "PROPN"})]
    return max(fitting, key=lambda row: len(row[0]))[1] if fitting else None


def composition(frame: str, act: Act, index: RuleIndex) -> Compose | None:
    """The first row of a frame that fits the act."""
    for row in index.compose.get(frame, ()):
        if "*" not in row.inner and act.event not in row.inner:
            continue
        if row.inner_modes and act.mode not in row.inner_modes:
            continue
        if row.inner_cameo and not (act.cameo or "").startswith(tuple(row.inner_cameo)):
            continue
        return row
    return None


def compose(act: Act, token: Token, *, row: Compose, frame: Frame, mentions: MentionMap) -> Act | None:
    """The act inside its frame; `None` when the frame leaves nothing to code."""
    if row.event == "none":
        return None
    if row.event == "same":
        return _same(act, token, row=row, frame=frame, mentions=mentions)
    actors = _role(row.actor, act, token, mentions)
    recipients = tuple(one for one in _role(row.recipient, act, token, mentions) if one not in actors)
    return replace(
        act, trigger=token.i, first=token.i, last=token.i + 1, rule=f"{act.rule}+frame.{frame.id}", event=row.event,
        mode=row.mode, cameo=row.cameo or act.cameo, contexts=row.contexts or act.contexts, actors=actors,
        recipients=recipients, reciprocal=False, weight=act.weight + 2, nominal=token.pos_ not in {"VERB", "AUX"},
        consumed=act.consumed | {act.trigger, token.i}, inner=act, frame=frame.id,
        polarity=row.polarity, certainty=row.certainty, actor_path=row.actor, recipient_path=row.recipient,
    )


def _same(act: Act, token: Token, *, row: Compose, frame: Frame, mentions: MentionMap) -> Act:
    """The inner coding stands; the frame may lend its subject to an act that has no actor, and marks polarity."""
    actors = act.actors
    if not actors and "frame.subject" in row.actor and row.polarity != "-":
        actors, _ = parties_at(("subject",), Site(token, mentions), taken=act.recipients)
    return replace(
        act, actors=actors, consumed=act.consumed | {token.i}, frame=frame.id,
        polarity=row.polarity or act.polarity, certainty=row.certainty or act.certainty,
        rule=act.rule if frame.id in {"start", "report"} else f"{act.rule}+frame.{frame.id}",
    )


def _role(alternatives: str, act: Act, token: Token, mentions: MentionMap) -> tuple[int, ...]:
    """Parties by the first alternative that has any."""
    site = Site(token, mentions)
    for role in alternatives.split("|"):
        whose, _, path = role.partition(".")
        if role == "none":
            return ()
        if whose == "inner":
            found = _inner_role(path, act, site)
        elif site.verbal:
            found, _ = parties_at((path,), site)
        else:
            found, _ = parties_at((path, "possessor") if path == "subject" else (path,), site)
        if found:
            return found
    return ()


def _inner_role(path: str, act: Act, site: Site) -> tuple[int, ...]:
    if path in {"actor", "subject"}:
        return act.actors
    if path in {"recipient", "object"}:
        return act.recipients
    inner = Site(site.token.doc[act.trigger], site.mentions)
    return parties_at((path,), inner)[0]


def frame_chain(act: Act, *, index: RuleIndex, mentions: MentionMap) -> tuple[Act | None, list[Act]]:
    """Climb from an act through the frames above it.

    Gives the act as it is coded in the end (`None`: silent) and the inner acts that stay claims of their own.
    """
    doc = mentions.reading.doc
    token = doc[act.trigger]
    kept: list[Act] = []
    current: Act | None = act
    for _ in range(MAX_CLIMB):
        above = governor(token)
        if above is None or current is None:
            break
        frame = frame_at(above, index)
        row = composition(frame.id, current, index) if frame is not None else None
        if frame is None or row is None:
            break
        if frame.keeps_inner and row.event not in {"same", "none"}:
            kept.append(current)
        current = compose(current, above, row=row, frame=frame, mentions=mentions)
        token = above
    return current, kept
