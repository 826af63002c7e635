"""What the encoder thinks of the acts that the rules found: a second opinion on each, and a veto where it is sure.

Takes acts with their mentions, gives the acts that stay, each with the share that the encoder gives its event, and for
each act that goes the reason. The rules know the grammar and say why; the encoder knows how such sentences usually go,
and hears the tone of sport, film and metaphor, which no list of words exhausts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.codebook.relation_model import NONE, Pair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.codebook.relation_model import RelationModel
    from dateline.coding.acts import Act
    from dateline.coding.parties import MentionMap

VETO_NONE = 0.93
"""The share of "no event" from which an act is dropped, tuned on the open sentences of silence and held on reports."""
VETO_EVENT = 0.02
"""And the share of its own event above which it stays all the same."""


def judged(
    acts: Sequence[Act], mentions: MentionMap, *, model: RelationModel | None,
) -> tuple[list[Act], dict[int, str]]:
    """The acts that stay, with the encoder's share of their event, and the reasons for those that go by sentence.

    Without a model all acts stay as they are.
    """
    if model is None or not acts:
        return list(acts), {}
    kept: list[Act] = []
    reasons: dict[int, str] = {}
    opinions = model.judge([pair_of(act, mentions) for act in acts])
    for act, shares in zip(acts, opinions, strict=True):
        if act.points_back or not is_vetoed(act, shares):
            kept.append(replace(act, share=round(share_of(act, shares), 4)))
            continue
        sent = mentions.reading.doc[act.trigger].sent
        words = mentions.reading.doc[act.first:act.last].text
        reasons[sent.start] = f"'{words}' reads like {act.event}, but the sentence tells no such act"
    return kept, reasons


def share_of(act: Act, shares: Mapping[str, float]) -> float:
    """The share of the act's event; announced and done stepping back are one to the encoder."""
    if act.event in {"CONCEDE", "RETREAT"}:
        return shares["CONCEDE"] + shares["RETREAT"]
    return shares.get(act.event, 0.0)


def is_vetoed(act: Act, shares: Mapping[str, float]) -> bool:
    """Whether the encoder is sure that nothing is told."""
    return shares[NONE] >= VETO_NONE and share_of(act, shares) <= VETO_EVENT


def pair_of(act: Act, mentions: MentionMap) -> Pair:
    """The sentence of an act with its first actor and recipient marked, as far as they stand in it."""
    doc = mentions.reading.doc
    sent = doc[act.trigger].sent
    source = _span(act.actors, mentions, sent.start, sent.end)
    target = _span(act.recipients, mentions, sent.start, sent.end, beside=source)
    start = sent.start_char
    return Pair(
        text=sent.text,
        source=None if source is None else (source[0] - start, source[1] - start),
        target=None if target is None else (target[0] - start, target[1] - start),
    )


def _span(
    found: Sequence[int], mentions: MentionMap, first: int, last: int, *, beside: tuple[int, int] | None = None,
) -> tuple[int, int] | None:
    """Characters of the first mention that lies in the sentence and does not overlap the other party."""
    for index in found:
        mention = mentions.reading.mentions[index]
        if first <= mention.first and mention.last <= last:
            span = (mention.start, mention.end)
            if beside is None or span[1] <= beside[0] or span[0] >= beside[1]:
                return span
    return None
