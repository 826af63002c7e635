"""Where what is said ends: at a semicolon, and before a phrase that tells how ("in a statement aired by").

The parser draws such phrases and clauses into the content of the verb of saying, where they hide the hop they tell of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.carriage import is_media
from dateline.analyze.quotes import MARKS
from dateline.analyze.speech import trim

if TYPE_CHECKING:
    from dateline.analyze.speech import Draft, Scene

WAYS = frozenset({"in", "on", "through", "by", "via", "during"})
ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their", "another", "one"})
SIDE_REACH = 7
"""Words within which the noun of a side phrase stands: ", in a strongly worded written statement"."""
SENT_PARTICIPLES = frozenset({"VBN", "VBD"})


def bounded(scene: Scene, draft: Draft) -> list[tuple[int, int]]:
    """The content within the segment of its cue, less side phrases at its ends; quotations stay whole."""
    if draft.cue is None or draft.manner in {"continued", "headline"}:
        return draft.content
    kept: list[tuple[int, int]] = []
    for first, last in draft.content:
        if scene.quote_of[first] == scene.quote_of[last - 1] >= 0:
            kept.append((first, last))
            continue
        pieces = [part for part in split_at_semicolons(scene, first, last) if is_near(scene, draft, part)]
        trimmed = [trim(scene.doc, start, side_phrase(scene, (start, end))) for start, end in pieces]
        kept.extend(part for part in trimmed if part[0] < part[1])
    return kept


def split_at_semicolons(scene: Scene, first: int, last: int) -> list[tuple[int, int]]:
    """The pieces of a range between semicolons that stand in no quotation."""
    pieces: list[tuple[int, int]] = []
    start = first
    for index in range(first, last):
        if scene.doc[index].text == ";" and scene.quote_of[index] < 0:
            pieces.append((start, index))
            start = index + 1
    return [*pieces, (start, last)]


def is_near(scene: Scene, draft: Draft, piece: tuple[int, int]) -> bool:
    """No semicolon stands between cue and piece, unless the piece goes on with "that"."""
    cue = draft.cue
    if cue is None:
        return True
    first, last = piece
    between = range(cue.i, first) if first > cue.i else range(last, cue.i)
    if not any(scene.doc[at].text == ";" and scene.quote_of[at] < 0 for at in between):
        return True
    return first > cue.i and any(token.lower_ == "that" for token in scene.doc[first : min(first + 2, last)])


def side_phrase(scene: Scene, piece: tuple[int, int]) -> int:
    """Where a phrase such as ", in an address broadcast live on NAME" or ", an assertion made to NAME" sets in, or the
    end of the piece."""
    doc, (first, last) = scene.doc, piece
    for index in range(first + 1, last - 2):
        if doc[index].text != "," or scene.quote_of[index] >= 0:
            continue
        after = index + 2 if doc[index + 1].lower_ in WAYS else index + 1
        if doc[after].lower_ in ARTICLES and is_side_noun(scene, after, last=last, bare=after == index + 1):
            return index
    return media_phrase(scene, piece)


def media_phrase(scene: Scene, piece: tuple[int, int]) -> int:
    """Where "on NAME" sets in behind the end of a quotation, at the end of the piece; else the end of the piece."""
    doc, (first, last) = scene.doc, piece
    for index in range(last - 1, max(first, last - SIDE_REACH), -1):
        if doc[index].lower_ in WAYS and doc[index - 1].text in MARKS:
            head = next((child for child in doc[index].children if child.dep_ == "pobj"), None)
            return index if head is not None and is_media(scene, head) else last
    return last


def is_side_noun(scene: Scene, article: int, *, last: int, bare: bool) -> bool:
    """A noun for words sent or told stands behind the article; without a preposition a participle must follow it."""
    doc = scene.doc
    for index in range(article + 1, min(article + SIDE_REACH, last)):
        token = doc[index]
        if token.is_punct and token.text != "-":
            return False
        lemma = token.lemma_.lower()
        known = lemma in scene.speech.carriers or (bare and lemma in scene.speech.nouns)
        if known and token.pos_ == "NOUN" and (index + 1 >= last or doc[index + 1].pos_ != "NOUN"):
            return not bare or (index + 1 < last and doc[index + 1].tag_ in SENT_PARTICIPLES)
    return False
