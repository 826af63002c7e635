"""What sayings take from one another: the carriers of who speaks again as "he" or "the official", and the speaker of a
participle behind a comma.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.speech import (
    Draft,
    Scene,
    content_tokens,
    phrase_range,
    subject_of,
)

if TYPE_CHECKING:

    from collections.abc import Sequence

    from spacy.tokens import Token


PERSONS = frozenset({"unnamed_official", "witness"})
BODIES = frozenset({"institution", "media", "agency", "document", "footage"})
ANAPHORIC_REACH = 6
"""How many sayings back "the official" may look for the one whose words are carried."""


def hand_on_carriers(scene: Scene, drafts: list[Draft]) -> None:
    """Who speaks again as "he" or "the official" is still carried by whom the report quoted him through."""
    told: list[Draft] = []
    inner = content_tokens(drafts)
    for draft in drafts:
        if len(draft.speakers) == 1 and not draft.carriers and draft.clause[0] not in inner:
            before = spoken_before(scene, draft.speakers[0], told)
            if before is not None:
                draft.carriers = before.carriers
        if draft.speakers:
            told.append(draft)


def may_take_up(scene: Scene, pronoun: Token, before: Draft) -> bool:
    """The pronoun can mean who spoke before: "it" no person, "he" nothing but one; never who was only cited."""
    if before.cited or pronoun.lower_ not in {"he", "she", "they", "it"}:
        return False
    kind = scene.speech.voice_nouns.get(before.speakers[0].lemma_.lower())
    if pronoun.lower_ == "it":
        return kind not in PERSONS and before.speakers[0].ent_type_ != "PERSON"
    return pronoun.lower_ == "they" or kind not in BODIES


def is_quoted(draft: Draft) -> bool:
    """The report has the words as quoted by somebody, so that it goes on quoting him."""
    cue = draft.cue
    return draft.kind == "quote" or draft.cited or (cue is not None and cue.head.lower_ == "as")


def spoken_before(scene: Scene, head: Token, told: list[Draft]) -> Draft | None:
    """The saying whose speaker a pronoun or "the ..." takes up: the last one, or the last with all its words.

    "The statement" takes up the saying whose clause has "in a statement carried by".
    """
    if head.pos_ == "PRON":
        return told[-1] if told and may_take_up(scene, head, told[-1]) else None
    first, last = phrase_range(head)
    if head.doc[first].lower_ not in {"the", "this"}:
        return None
    words = {token.lower_ for token in head.doc[first + 1 : last]}
    for draft in reversed(told[-ANAPHORIC_REACH:]):
        start, stop = phrase_range(draft.speakers[0])
        if words <= {token.lower_ for token in head.doc[start:stop]}:
            return draft if is_quoted(draft) else None
        if draft.carriers and any(token.lower_ == head.lower_ for token in head.doc[draft.clause[0] : draft.clause[1]]):
            return draft
    return None


def take_back_participles(scene: Scene, drafts: list[Draft]) -> None:
    """A participle behind a comma is the outer speaker's: "She rejected the idea that it would be a drag, saying that".

    What it tells is no part of what he told before.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.cue is not None and draft.speakers:
            by_sentence.setdefault(draft.cue.sent.start, []).append(draft)
    for group in by_sentence.values():
        for draft in group:
            cut_off_relative(scene, draft, group)
            if is_participle_behind_comma(scene, draft.cue):
                outer = next((one for one in group if holds(one, draft.cue)), None)
                if outer is not None and draft.cue is not None:
                    draft.speakers, stop = outer.speakers, draft.cue.i - 1
                    outer.content = [(first, min(last, stop)) for first, last in outer.content if first < stop]


def cut_off_relative(scene: Scene, draft: Draft, group: Sequence[Draft]) -> None:
    """What is said in a relative clause behind a comma, the outer speaker does not tell: "said it was over, which the
    army called a lie"."""
    cue = draft.cue
    if cue is None or cue.dep_ != "relcl" or scene.quote_of[cue.i] >= 0:
        return
    which = next((token for token in cue.subtree if token.lower_ == "which"), None)
    if which is None or which.i == 0 or scene.doc[which.i - 1].text != ",":
        return
    for outer in group:
        if outer is not draft and holds(outer, cue):
            outer.content = [(first, min(last, which.i - 1)) for first, last in outer.content if first < which.i - 1]


def is_participle_behind_comma(scene: Scene, cue: Token | None) -> bool:
    """A participle of saying without a subject of its own, outside all quotations."""
    if cue is None or cue.tag_ != "VBG" or cue.i == 0 or scene.doc[cue.i - 1].text != ",":
        return False
    return subject_of(cue) is None and scene.quote_of[cue.i] < 0


def holds(outer: Draft, cue: Token | None) -> bool:
    """The cue stands in what an earlier verb of the sentence tells."""
    if cue is None or outer.cue is None or outer.cue.i >= cue.i:
        return False
    return any(first <= cue.i < last for first, last in outer.content)
