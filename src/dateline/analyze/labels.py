"""Labels before what is said: "MATTHEWS: Well, ..." in a transcript, "18:05 Beta: Police have left" in a live page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.carriage import is_media
from dateline.analyze.quotes import MARKS
from dateline.analyze.speech import VERBAL, Draft, trim

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.analyze.speech import Scene

MAX_LABEL = 4
"""Words of a name before its colon."""
MIN_CAPITALS = 3
"""Letters of a surname in capitals."""
MIN_TURNS = 2
"""Turns of one speaker that make a transcript of a page whose labels stand in plain type or capitals."""
PLACES = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})


def label_drafts(scene: Scene) -> list[Draft]:
    """One saying for each paragraph under a label: a medium's, one before a quotation, all where one comes again."""
    found = [(label, start, end) for start, end in scene.paragraphs if (label := label_of(scene, start, end))]
    turns: dict[str, int] = {}
    for (first, last, _), _, _ in found:
        turns[scene.doc[first:last].text.casefold()] = turns.get(scene.doc[first:last].text.casefold(), 0) + 1
    transcript = any(count >= MIN_TURNS for count in turns.values())
    drafts: list[Draft] = []
    for (first, last, head), _, end in found:
        if transcript or scene.doc[last + 1].text in MARKS or is_media(scene, head):
            drafts.append(Draft(
                manner="headline", lemma=":", commitment="certain", clause=(first, last), cue=scene.doc[last],
                kind="headline", speakers=[head], content=[trim(scene.doc, last + 1, end)],
            ))
    return [draft for draft in drafts if any(token.pos_ in VERBAL for token in scene.doc[slice(*draft.content[0])])]


def under_labels(drafts: list[Draft], labels: list[Draft]) -> list[Draft]:
    """All drafts, none of which has a label among what it tells."""
    marks = {
        index: label.content[0][0] for label in labels for index in range(label.clause[0] - 1, label.content[0][0])
    }
    for draft in drafts:
        draft.content = [(max(first, marks.get(first, first)), last) for first, last in draft.content]
        draft.content = [part for part in draft.content if part[0] < part[1]]
    return [*drafts, *labels]


def label_of(scene: Scene, start: int, end: int) -> tuple[int, int, Token] | None:
    """Token range and head of the name before a paragraph's colon, a time of day before it aside; `None` for a place
    or any other words."""
    doc = scene.doc
    while start < end and (doc[start].pos_ == "NUM" or doc[start].is_punct or doc[start].is_space):
        start += 1
    stop = start
    while stop < min(end, start + MAX_LABEL + 1) and is_name_word(doc[stop]):
        stop += 1
    if stop == start or stop + 2 >= end or doc[stop].text != ":" or not doc[stop].whitespace_:
        return None
    head = doc[stop - 1]
    medium = is_media(scene, head)
    if not medium and (head.i in scene.place_at or any(token.ent_type_ in PLACES for token in doc[start:stop])):
        return None
    capitals = head.is_upper and len(head) >= MIN_CAPITALS
    return (start, stop, head) if medium or capitals or head.ent_type_ == "PERSON" else None


def is_name_word(token: Token) -> bool:
    """A capitalised word or an initial."""
    return token.text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ"}
