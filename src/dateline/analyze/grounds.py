"""What a saying rests on: "NAME said, on the authority of an aide", "as reported to them by nurses", "per the wounded".

Takes the drafts of one article. Who is named behind such a phrase is the origin, and who spoke passes it on; where the
phrase stands inside what is told, it makes a saying of its own there. Phrases lie in `grounds.csv`: some need a saying
beside them (rests), some stand alone as "according to" does (alone), some name who passed words on (passes).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.carriage import MAX_SENTENCE_WORDS, held_by, is_media
from dateline.analyze.inquits import FINITE, head_of, segment_of
from dateline.analyze.quotes import MARKS
from dateline.analyze.reports import clause_around
from dateline.analyze.speech import RELATIVE_TAGS, Draft, Scene, expand, phrase_range, trim, trimmed_runs

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_SOURCE = 14
"""Words that the source behind a phrase may have."""
TELLING = frozenset({"say", "tell", "according", "show", "way", "think", "noun", "quote"})
"""Kinds of sayings that can rest on somebody's word."""
NO_SOURCES = frozenset({"PERCENT", "MONEY", "QUANTITY", "DATE", "TIME", "CARDINAL"})


def add_grounds(scene: Scene, drafts: list[Draft]) -> None:
    """Find every phrase in the article and give its source to the saying beside it, or make one of it."""
    told = {draft.cue.i: draft for draft in drafts if draft.cue is not None and draft.kind in TELLING}
    undone: set[int] = set()
    for token in scene.doc:
        if token.lower_ in scene.speech.grounds and scene.quote_of[token.i] < 0:
            found = phrase_at(scene, token)
            if found is None or len(token.sent) > MAX_SENTENCE_WORDS:
                continue
            stop, kind = found
            heads = source_after(scene, stop)
            if heads and (kind != "alone" or opens_name(scene, stop)):
                undone.update(range(stop, inner_end(scene, stop)))
                host = host_of(scene, told, token, undone=undone)
                drafts.extend(place(scene, host, token, kind=kind, heads=heads))
    drafts[:] = [draft for draft in drafts if draft.cue is None or draft.cue.i not in undone]


def phrase_at(scene: Scene, token: Token) -> tuple[int, str] | None:
    """Where the longest phrase that starts at a token ends, and its kind."""
    best: tuple[int, str] | None = None
    for words, kind in scene.speech.grounds[token.lower_]:
        stop = token.i + len(words)
        same = tuple(word.lower_ for word in scene.doc[token.i : stop]) == words
        if same and (best is None or stop > best[0]):
            best = (stop, kind)
    return best


def opens_name(scene: Scene, index: int) -> bool:
    """An article, a possessor, a number or a name: "per the wounded", not "per capita"."""
    token = scene.doc[index]
    return token.pos_ in {"DET", "PRON", "PROPN", "NUM"} or token.is_punct


def source_after(scene: Scene, first: int) -> list[Token]:
    """The noun phrase behind a phrase; of "what NAME told them" it is NAME."""
    doc = scene.doc
    while first < len(doc) and (doc[first].text in MARKS or doc[first].tag_ in {"WP", "WDT"}):
        first += 1
    stop = first
    while stop < min(len(doc), first + MAX_SOURCE):
        token = doc[stop]
        if token.tag_ in FINITE or token.tag_ in RELATIVE_TAGS or token.text in MARKS or token.text in ",;:.()":
            break
        stop += 1
    if stop == first or doc[first].ent_type_ in NO_SOURCES or doc[first].tag_ in {"VBG", "IN"}:
        return []
    head = head_of(doc, first, stop) or group_of(scene, first)
    if head is None or not may_speak(scene, head):
        return []
    return [voice for voice in expand(head) if voice.i < first + MAX_SOURCE]


def group_of(scene: Scene, first: int) -> Token | None:
    """The adjective that stands for people: "the wounded"."""
    doc = scene.doc
    named = first + 1 < len(doc) and doc[first].lower_ == "the" and doc[first + 1].pos_ in {"ADJ", "VERB"}
    return doc[first + 1] if named else None


def may_speak(scene: Scene, head: Token) -> bool:
    """A name, a person, a body or a document: "per day" and "based on experience" have none."""
    if head.pos_ in {"PROPN", "PRON", "ADJ", "VERB"} or head.i in scene.actor_at:
        return True
    lemma = head.lemma_.lower()
    known = lemma in scene.speech.voice_nouns or lemma in scene.speech.nouns
    return known or head.tag_ == "NNS" or head.dep_ == "nsubj"


def place(scene: Scene, host: Draft | None, phrase: Token, *, kind: str, heads: list[Token]) -> list[Draft]:
    """Give the source to its host, swapped in as origin or added as a carrier; gives the saying that it makes inside
    what is told or where it stands alone."""
    media = any(is_media(scene, head) for head in heads)
    inside = host is not None and any(first <= phrase.i < last for first, last in host.content)
    if kind == "passes" or (media and phrase.lower_ == "as" and not inside):
        if host is not None and not any(head in group for head in heads for group in host.carriers):
            host.carriers.append(heads)
        return []
    if host is not None and not inside and not host.cited and host.speakers != heads:
        host.carriers = [host.speakers, *host.carriers] if host.speakers else host.carriers
        host.speakers, host.cited = heads, True
        return []
    if kind == "alone" or (inside and set_off(scene, phrase)):
        return alone(scene, phrase, heads=heads, host=host)
    return []


def set_off(scene: Scene, phrase: Token) -> bool:
    """A comma stands before the phrase: inside what is told it is no part of it."""
    return phrase.i > 0 and scene.doc[phrase.i - 1].text == ","


def inner_end(scene: Scene, first: int) -> int:
    """Where a clause "what NAME told them" behind a phrase ends, at the next mark; `first` where there is none."""
    doc = scene.doc
    if first >= len(doc) or doc[first].tag_ != "WP":
        return first
    while first < len(doc) and not doc[first].is_punct and not doc[first].is_sent_end:
        first += 1
    return first


def host_of(scene: Scene, told: dict[int, Draft], phrase: Token, *, undone: set[int]) -> Draft | None:
    """The saying of the same segment whose cue is nearest to the phrase; `undone` are cues inside phrases' clauses."""
    start, end = segment_of(scene, phrase)
    cues = [at for at in range(start, end) if at in told and at not in undone and scene.quote_of[at] < 0]
    cues = [at for at in cues if told[at].manner != "attitude"]
    return told[min(cues, key=lambda at: abs(at - phrase.i))] if cues else None


def alone(scene: Scene, phrase: Token, *, heads: list[Token], host: Draft | None) -> list[Draft]:
    """A saying of its own: it tells what the host tells, or the clause around the phrase."""
    last = max(phrase_range(head)[1] for head in heads)
    if host is not None:
        told = {index for first, end in host.content for index in range(first, end)} - set(range(phrase.i, last))
        content = trimmed_runs(scene.doc, told)
    else:
        content = clause_around(scene, phrase, (phrase.i, last))
    content = [part for part in (trim(scene.doc, *part) for part in content) if part[0] < part[1]]
    if not content:
        return []
    return [Draft(
        manner="according_to", lemma="according to", commitment="unspecified", clause=(phrase.i, last), cue=phrase,
        kind="according", speakers=heads, content=content,
        carriers=[group for head in heads for group in held_by(scene, head)],
    )]
