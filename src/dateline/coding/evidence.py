"""The words behind a record: its sentence exactly, its trigger, and where it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.coding.syntax import LONGEST_SENTENCE
from dateline.records import READ_KINDS, TELLING_KINDS, Evidence, Span, Telling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc
    from spacy.tokens import Span as Sentence

    from dateline.records import BlockKind, Reading


def read_sentences(reading: Reading) -> Iterator[tuple[Sentence, BlockKind]]:
    """The sentences of the blocks that are read or tell again, with the kind of block; no longer than prose is."""
    for sent in reading.doc.sents:
        kind = reading.block_kinds.get(sent.start)
        if kind is not None and (kind in READ_KINDS or kind in TELLING_KINDS) and len(sent) <= LONGEST_SENTENCE:
            yield sent, kind


def sentence_bounds(doc: Doc, token: int) -> tuple[int, int]:
    """Half-open characters of the sentence in which a token stands, outer white space left out."""
    sent = doc[token].sent
    text = sent.text
    stripped = text.strip()
    start = sent.start_char + (text.index(stripped) if stripped else 0)
    return start, start + len(stripped)


def evidence_of(doc: Doc, first: int, last: int) -> Evidence:
    """The sentence of a trigger that covers the half-open token range."""
    start, end = sentence_bounds(doc, first)
    words = doc[first:last]
    trigger = Span(text=words.text, start=words.start_char, end=words.end_char)
    return Evidence(text=doc[first].sent.text.strip(), start=start, end=end, trigger=trigger)


def telling_of(reading: Reading, token: int, *, voice: Literal["origin", "outlet"]) -> Telling:
    """The telling that the sentence of a token makes."""
    start, end = sentence_bounds(reading.doc, token)
    kind = reading.block_kinds.get(reading.doc[token].sent.start, "paragraph")
    return Telling(block=kind, start=start, end=end, voice=voice)
