"""Sayings whose cue is no verb: "according to X", nouns of saying ("X's claim that"), headlines with a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.carriage import held_by, is_media
from dateline.analyze.speech import (
    NOMINAL,
    VERBAL,
    Draft,
    Scene,
    content_ranges,
    expand,
    in_other_quote,
    subject_of,
    trim,
    trimmed_runs,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.lexicons import SpeechEntry

MAX_HEADLINE_SOURCE = 5
"""Words that the source before or after a headline's colon may have."""
MIN_HEADLINE, MAX_HEADLINE = 3, 30
"""Words of a line that can be a headline with its source."""
MAX_SOURCE_WALK = 12
"""How far after "according to" its noun is looked for when the parse lost it."""
SELF_SPEAKING = frozenset({"document", "footage", "witness"})


def phrase_draft(scene: Scene, cue: Token) -> Draft | None:
    """According to X: the clause or sentence around the phrase is X's; `None` for "according to plan"."""
    marker = marker_after(cue)
    if marker is None:
        return None
    head = object_of(scene, marker)
    if head is None or head.pos_ not in NOMINAL:
        return None
    speakers = expand(head)
    clause = (cue.i, max(voice.right_edge.i for voice in speakers) + 1)
    if not scene.doc[cue.i].is_sent_start:
        clause = (clause[0], min(clause[1], cue.sent.end))
    content = [
        part for part in clause_around(scene, cue, clause) if not in_other_quote(scene, cue.i, part[0])
    ]
    if not content:
        return None
    return Draft(
        manner="according_to", lemma="according to", commitment="unspecified", clause=clause, cue=cue,
        kind="according", speakers=speakers, content=content,
        carriers=[group for voice in speakers for group in held_by(scene, voice)],
    )


def marker_after(cue: Token) -> Token | None:
    """The preposition that governs the source: "to" after "according", else none."""
    if cue.lower_ != "according" or cue.i + 1 >= len(cue.doc):
        return None
    after = cue.doc[cue.i + 1]
    return after if after.lower_ == "to" else None


def object_of(scene: Scene, marker: Token) -> Token | None:
    """The noun that a preposition governs; where the parse lost it, the head of the noun phrase after it."""
    for child in marker.children:
        if child.dep_ == "pobj":
            return child
    doc = scene.doc
    for index in range(marker.i + 1, min(len(doc), marker.i + MAX_SOURCE_WALK)):
        token = doc[index]
        following = doc[index + 1] if index + 1 < len(doc) else None
        if token.pos_ in NOMINAL and (following is None or following.pos_ not in {"NOUN", "PROPN", "PART"}):
            return token
        if token.is_punct:
            break
    return None


def clause_around(scene: Scene, cue: Token, phrase: tuple[int, int]) -> list[tuple[int, int]]:
    """The sentence less the phrase, or the clause alone where the phrase stands in the middle of the sentence."""
    sent = cue.sent
    doc = scene.doc
    at_edge = trim(doc, sent.start, phrase[0])[0] >= phrase[0] or trim(doc, phrase[1], sent.end)[0] >= sent.end
    verb = cue.head
    while verb.pos_ not in VERBAL and verb.head.i != verb.i:
        verb = verb.head
    whole = set(range(sent.start, sent.end)) - set(range(*phrase))
    if verb.dep_ == "ROOT" or (at_edge and verb.dep_ != "conj"):
        return trimmed_runs(doc, whole)
    return trimmed_runs(doc, {token.i for token in verb.subtree} - set(range(*phrase)))


def noun_draft(scene: Scene, cue: Token) -> Draft | None:
    """A claim by X that, X's statement that, allegations of: only where the noun carries its content with it."""
    entry = scene.speech.nouns[cue.lemma_.lower()]
    heads = noun_contents(scene, cue)
    content = content_ranges(scene, heads)
    content = [part for part in content if part[0] > cue.i]
    if not content or is_denied(scene, cue) or speaks_through(scene, cue):
        return None
    speakers = noun_speakers(scene, cue, entry)
    first = min([cue.i, *(voice.left_edge.i for voice in speakers)])
    return Draft(
        manner="attitude" if entry.kind == "side" else "indirect", lemma=entry.lemma, commitment=entry.commitment,
        clause=(first, cue.i + 1), cue=cue,
        kind="noun", speakers=speakers, content=content, carriers=held_by(scene, cue),
    )


def is_denied(scene: Scene, cue: Token) -> bool:
    """The noun is the object of a denial ("refuted reports that"): then the denier is the origin, not the reports."""
    verb = scene.speech.verbs.get(cue.head.lemma_.lower())
    return verb is not None and verb.commitment == "denies" and cue.dep_ in {"dobj", "pobj"}


def speaks_through(scene: Scene, cue: Token) -> bool:
    """The noun is only the means of a verb of saying ("said in a statement that"), whose content it then is."""
    if cue.dep_ != "pobj" or cue.lemma_.lower() not in scene.speech.carriers:
        return False
    verb = cue.head.head
    return cue.head.dep_ == "prep" and verb.pos_ in VERBAL and verb.lemma_.lower() in scene.speech.verbs


def noun_contents(scene: Scene, cue: Token) -> list[Token]:
    """What hangs on a noun of saying: a that-clause, an infinitive, or the object of a preposition it links by."""
    links = scene.speech.noun_links.get(cue.lemma_.lower(), frozenset())
    found: list[Token] = []
    for child in cue.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"} and child.pos_ in VERBAL:
            marks = {inner.lower_ for inner in child.children if inner.dep_ in {"mark", "aux"} and inner.i < child.i}
            subject = subject_of(child)
            relative = subject is not None and subject.lower_ in {"that", "which", "who"}
            if marks & {"that", "to", "whether"} and not relative:
                found.append(child)
        elif child.dep_ == "prep" and child.lower_ in links:
            found.append(child)
    return found


def noun_speakers(scene: Scene, cue: Token, entry: SpeechEntry) -> list[Token]:
    """Whose claim it is: possessor, "by X", "from X", the subject that makes it; reports speak for themselves."""
    for child in cue.children:
        if child.dep_ == "poss":
            return expand(child)
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            named = [voice for noun in child.children if noun.dep_ == "pobj" for voice in expand(noun)]
            if named:
                return named
    if cue.dep_ == "dobj" and cue.head.lemma_.lower() in scene.speech.makes:
        subject = subject_of(cue.head)
        if subject is not None:
            return expand(subject)
    is_document = scene.speech.voice_nouns.get(entry.lemma) in SELF_SPEAKING
    return [cue] if is_document else []


def headline_draft(scene: Scene, first: int, last: int) -> Draft | None:
    """A line without a full stop, a colon and a short source: "Two killed: army", "UN: aid blocked"."""
    doc = scene.doc
    if not MIN_HEADLINE <= last - first <= MAX_HEADLINE or doc[last - 1].text in {".", "!", "?", ":", "”", '"'}:
        return None
    colons = [index for index in range(first + 1, last - 1) if doc[index].text == ":"]
    if len(colons) != 1:
        return None
    before, after = (first, colons[0]), (colons[0] + 1, last)
    for source, content in ((after, before), (before, after)):
        head = source_head(scene, *source)
        told = any(doc[i].pos_ in VERBAL for i in range(*content))
        if head is not None and told and doc[colons[0]].whitespace_:
            return Draft(
                manner="headline", lemma=":", commitment="certain", clause=source, cue=doc[colons[0]],
                kind="headline", speakers=[head], content=[content],
            )
    return None


def source_head(scene: Scene, first: int, last: int) -> Token | None:
    """The noun of a short source: an actor mention or a word for a voice, and no verb beside it."""
    doc = scene.doc
    if not 0 < last - first <= MAX_HEADLINE_SOURCE or any(doc[i].pos_ in VERBAL for i in range(first, last)):
        return None
    for index in range(last - 1, first - 1, -1):
        token = doc[index]
        known = scene.speech.voice_nouns.get(token.lemma_.lower())
        if index in scene.actor_at or known is not None or is_media(scene, token):
            return token
    return None
