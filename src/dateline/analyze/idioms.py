"""Turns of phrase that say without a verb of saying: "has it that", "let it be known that", "so affirms the army"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.inquits import segment_of
from dateline.analyze.speech import Draft, clause_range, expand, subject_of, trim

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.analyze.speech import Scene

IDIOMS = frozenset({"have", "let"})
KNOWN = frozenset({"known", "understood", "felt"})
"""Participles of "let it be known that"."""
REACH = 20
"""Words within which "that" follows: "let it be known, through a Moscow paper, that"."""


def idiom_draft(scene: Scene, cue: Token) -> Draft | None:
    """X has it (from Y) that, X let it be known that; `None` for any other "have" and "let"."""
    doc = scene.doc
    after = cue.i + 1
    if after + 1 >= len(doc) or doc[after].lower_ != "it":
        return None
    if cue.lemma_.lower() == "let":
        stop = after + 3
        if stop > len(doc) or doc[after + 1].lower_ != "be" or doc[after + 2].lower_ not in KNOWN:
            return None
    else:
        stop = after + 1
        if doc[stop].lower_ not in {"that", "from"}:
            return None
    return said_so(scene, cue, stop=stop)


def said_so(scene: Scene, cue: Token, *, stop: int) -> Draft | None:
    """The saying with its subject and the clause behind "that" in the same segment."""
    _, end = segment_of(scene, cue)
    that = next((at for at in range(stop, min(end, stop + REACH)) if scene.doc[at].lower_ == "that"), None)
    subject = subject_of(cue)
    if that is None or subject is None or subject.lower_ == "it":
        return None
    content = [trim(scene.doc, that, end)]
    speakers = expand(subject)
    clause = clause_range(scene, cue, speakers=speakers, content=content)
    return Draft(
        manner="indirect", lemma=cue.lemma_.lower(), commitment="certain", clause=(clause[0], max(clause[1], stop)),
        cue=cue, speakers=speakers, content=content,
    )
