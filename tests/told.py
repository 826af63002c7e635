"""What a text tells, in the words of its sayings: for tests that read with the small model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.language import parse
from dateline.analyze.sayings import find_sayings
from dateline.codebook.lexicons import load_speech
from dateline.evaluate.attribution import article_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

    from dateline.records import Voice

SPEECH = load_speech()


def chains(nlp: Language, text: str) -> list[tuple[str | None, list[str], list[list[str]], list[str]]]:
    """(cue, speakers, carriers outward, contents) of each saying."""
    doc, _ = parse(article_of(text), nlp=nlp)
    return [
        (saying.cue_lemma, names(doc, saying.speakers), [names(doc, group) for group in saying.carriers],
         [doc[first:last].text for first, last in saying.content])
        for saying in find_sayings(doc, (), speech=SPEECH)
    ]


def names(doc: Doc, voices: Iterable[Voice]) -> list[str]:
    """The words of voices."""
    return [doc[voice.first : voice.last].text for voice in voices]
