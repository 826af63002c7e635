"""Through whom words came: the media that a saying was told to, carried by, sent to, read out on.

Takes the drafts of one article and gives each its carriers, nearest hop first. A medium is known by its table entry,
its name, a word in its name ("Radio", "Tribune") or its place in the sentence ("told NAME", "a note that NAME aired").
The parser hangs most of these phrases on the wrong word, so what stands beside a saying, outside all contents, is read
from the words: every medium there passed the words on, unless it is one's own ("on its website").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.speech import (
    CONTRASTING,
    HELD_KINDS,
    NOMINAL,
    agents_of,
    content_tokens,
    expand,
    name_kind,
    phrase_range,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from dateline.analyze.speech import Draft, Scene

MEDIA_KINDS = frozenset({"media", "agency"})
CARRYING = frozenset({"by", "to", "on", "in", "through", "via", "with", "over"})
"""Prepositions under which a medium beside a saying carries it."""
HEARING = frozenset({"dobj", "dative", "iobj", "pobj", "conj", "appos"})
OWN = frozenset({"its", "his", "her", "their", "our", "my", "this", "these"})
"""Before a medium: it is the speaker's own, or the report's."""
BELONGING = frozenset({"of", "from", "for", "at", "with"})
PROGRAMMES = frozenset({"bulletin", "news", "programme", "program", "desk", "report", "show", "service"})
"""Common nouns that, with a medium's name, still stand for the medium."""
RELATIVE = frozenset({"which", "that", "who", "whom", "whose"})
MAX_SENTENCE_WORDS = 250
"""As for cues: a longer sentence is a list or a table."""


def is_media(scene: Scene, head: Token) -> bool:
    """Whether a noun stands for a newspaper, broadcaster or agency, by its own word or by a name in its phrase.

    A spokesman for state radio, reporters and "journalists at the BBC" do not.
    """
    lemma = head.lemma_.lower()
    if lemma in scene.speech.addressees:
        return False
    if head.i in scene.media_at:
        return True
    kind = scene.speech.voice_nouns.get(lemma)
    if kind in MEDIA_KINDS or two_word_kind(scene, head) in MEDIA_KINDS:
        return True
    if lemma in PROGRAMMES and any(child.dep_ == "poss" and is_media(scene, child) for child in head.children):
        return True
    if head.pos_ == "NOUN" and (lemma in scene.speech.carriers or kind not in {None, "institution"}):
        return False
    if head.tag_ in {"NN", "NNS"} and kind is None and lemma not in PROGRAMMES and not head.text[:1].isupper():
        return False
    first, last = phrase_range(head)
    return any(is_media_word(scene, index, end=last) for index in range(first, last) if belongs(head, index))


def belongs(head: Token, index: int) -> bool:
    """The token is part of the head's name: no possessor ("CNN's office"), nothing behind a preposition but "of"."""
    token = head.doc[index]
    if index <= head.i:
        return token.dep_ != "poss" and token.head.dep_ != "poss"
    between = {head.doc[at].lower_ for at in range(head.i + 1, index)}
    return head.pos_ == "PROPN" and not between & (BELONGING - {"of"})


def two_word_kind(scene: Scene, head: Token) -> str | None:
    """The kind of a noun with the word before it: "news agency"."""
    if head.i == 0:
        return None
    return scene.speech.voice_nouns.get(f"{scene.doc[head.i - 1].lemma_.lower()} {head.lemma_.lower()}")


def is_media_word(scene: Scene, index: int, *, end: int) -> bool:
    """A known name starts here, a word of media names stands here in capitals, or the address of a site."""
    token = scene.doc[index]
    if index in scene.media_at or name_kind(scene, index, end=end) in MEDIA_KINDS:
        return True
    if token.text[:1].isupper() and scene.speech.name_parts.get(token.lower_) in MEDIA_KINDS:
        return True
    return bool(token.like_url) and "@" not in token.text


def is_told_name(scene: Scene, head: Token) -> bool:
    """A name that no table knows and that is no person's: whoever was told something under it is taken for a medium."""
    if head.pos_ != "PROPN" or head.i in scene.known_at or head.ent_type_ in {"PERSON", "NORP", "DATE", "TIME"}:
        return False
    return head.i not in scene.place_at and head.text[:1].isupper()


def media_of(scene: Scene, noun: Token) -> list[Token]:
    """The noun and its fellows when it is a medium, or one medium's reporter, else nothing."""
    if is_media(scene, noun):
        return expand(noun)
    return reporter_of(scene, noun)


def reporter_of(scene: Scene, noun: Token) -> list[Token]:
    """The reporter that a medium sent ("the paper's reporter"), or the medium of "our colleagues of NAME"."""
    if noun.lemma_.lower() not in scene.speech.addressees:
        return []
    if noun.tag_ == "NN" and any(child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"} for child in noun.children):
        return [noun]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in BELONGING:
            return [inner for inner in child.children if inner.dep_ == "pobj" and is_media(scene, inner)]
    return []


def media_under(scene: Scene, preposition: Token) -> list[Token]:
    """The media that a preposition governs."""
    return [voice for noun in preposition.children if noun.dep_ == "pobj" for voice in media_of(scene, noun)]


def carriers_of(scene: Scene, cue: Token, speakers: Sequence[Token]) -> list[list[Token]]:
    """The hops outward that the parse tells: who carried the statement, who was told, who holds the footage."""
    groups: list[list[Token]] = []
    for child in cue.children:
        if child.dep_ in {"dobj", "dative", "iobj"} and child.i > cue.i:
            groups.append([child] if tells_on(scene, child) else told_media(scene, child))
        elif child.dep_ == "prep":
            groups.extend(carried_by(scene, child))
        elif child.dep_ == "advcl" and child.tag_ == "VBN":
            groups.append(agents_of(child))
    for speaker in speakers:
        groups.extend(held_by(scene, speaker))
        for child in speaker.children:
            if child.lower_ == "of" and child.dep_ == "prep":
                groups.extend(group for noun in child.children for group in held_by(scene, noun))
    return [group for group in groups if group]


def tells_on(scene: Scene, hearer: Token) -> bool:
    """Who was told told it on: "told a worker, who told the mission"."""
    for child in hearer.children:
        entry = scene.speech.verbs.get(child.lemma_.lower()) if child.dep_ == "relcl" else None
        if entry is not None and entry.kind == "tell" and any(one.tag_ == "WP" for one in child.children):
            return True
    return False


def told_media(scene: Scene, hearer: Token) -> list[Token]:
    """The media among those who were told: an unknown name is one."""
    if hearer.pos_ == "ADP":
        return media_under(scene, hearer)
    return media_of(scene, hearer) or (expand(hearer) if is_told_name(scene, hearer) else [])


def carried_by(scene: Scene, preposition: Token) -> list[list[Token]]:
    """Carriers under a preposition of the cue: "on state television", "in a statement carried by the agency"."""
    direct = [voice for voice in media_under(scene, preposition) if not is_own(scene, voice)]
    if direct and preposition.lower_ in CARRYING:
        return [direct]
    groups: list[list[Token]] = []
    for noun in preposition.children:
        if noun.dep_ == "pobj" and noun.lemma_.lower() in scene.speech.carriers:
            groups.extend(held_by(scene, noun))
    return groups


def held_by(scene: Scene, noun: Token) -> list[list[Token]]:
    """Who carried, received or sent a statement or footage: its participle's agent, "to AFP", "from Fars"."""
    groups: list[list[Token]] = []
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in scene.speech.carries:
            groups.append(agents_of(child))
            groups.extend(media_under(scene, inner) for inner in child.children if inner.dep_ in {"prep", "dative"})
        elif child.dep_ == "prep" and child.lower_ in {"to", "with", "on", "from", "in", "by"}:
            groups.append(media_under(scene, child))
        elif child.dep_ in {"compound", "nmod"} and scene.speech.voice_nouns.get(noun.lemma_.lower()) in HELD_KINDS:
            groups.append(media_of(scene, child))
    return [[voice for voice in group if not is_own(scene, voice)] for group in groups if group]


def is_own(scene: Scene, head: Token) -> bool:
    """The medium is the speaker's own ("on its website") or the report's ("told this station")."""
    first, _ = phrase_range(head)
    if scene.doc[first].lower_ in OWN:
        return True
    return first > 0 and scene.doc[first - 1].lower_ in OWN


def add_beside(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each saying the media that stand beside it in its sentence, outside all that is said there."""
    told = content_tokens(drafts)
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.cue is not None and draft.manner != "attitude":
            by_sentence.setdefault(draft.cue.sent.start, []).append(draft)
    for group in by_sentence.values():
        cue = group[0].cue
        if cue is not None and len(cue.sent) <= MAX_SENTENCE_WORDS:
            add_in_sentence(scene, cue.sent, group, told=told)
        share(group)


def share(drafts: Sequence[Draft]) -> None:
    """Two verbs of one speaker joined by "and" have the same carriers: "The army, cited by NAME, denied and said"."""
    by_cue = {draft.cue.i: draft for draft in drafts if draft.cue is not None}
    for draft in drafts:
        first = by_cue.get(draft.cue.head.i) if draft.cue is not None and draft.cue.dep_ == "conj" else None
        if first is None or draft.carriers:
            continue
        if [head.i for head in first.speakers] == [head.i for head in draft.speakers]:
            draft.carriers = first.carriers


def add_in_sentence(scene: Scene, sent: Iterable[Token], drafts: Sequence[Draft], *, told: set[int]) -> None:
    """The media of one sentence, each to the saying nearest to it in the same clause."""
    taken = {
        index for draft in drafts
        for voice in (*draft.speakers, *(one for group in draft.carriers for one in group))
        for index in range(*phrase_range(voice))
    }
    for token in sent:
        if token.i in told or token.i in taken or not is_passing_on(scene, token):
            continue
        if token.dep_ == "appos" and token.head.i in taken:
            continue
        host = nearest(scene, token, drafts)
        if host is not None:
            join_carriers(scene, host, token)
            taken.update(range(*phrase_range(token)))


def is_passing_on(scene: Scene, token: Token) -> bool:
    """A medium that is told, carries or is the way of the words: never a possessor, part of a name or one's own."""
    if token.dep_ == "compound" and token.head.pos_ == "NOUN" and token.head.lemma_.lower() in scene.speech.carriers:
        return is_media(scene, token) and not is_own(scene, token)
    if token.pos_ not in NOMINAL or token.dep_ in {"compound", "poss", "nmod", "amod"}:
        return False
    if token.dep_ in {"nsubj", "nsubjpass"}:
        return passes_on_as_subject(scene, token)
    if token.lower_ in RELATIVE or not (is_media(scene, token) or is_agent_name(scene, token)):
        return False
    if is_own(scene, token):
        return False
    if token.dep_ == "pobj":
        return token.head.lower_ in CARRYING
    return token.dep_ in HEARING


def passes_on_as_subject(scene: Scene, token: Token) -> bool:
    """Of a relative clause or of a verb of carrying: "whose remarks NAME carried", "a log, which NAME obtained"."""
    verb = token.head
    carries = verb.lemma_.lower() in scene.speech.carries
    if not carries and verb.dep_ != "relcl":
        return False
    return is_media(scene, token) or (carries and is_told_name(scene, token))


def is_agent_name(scene: Scene, token: Token) -> bool:
    """The unknown name by whom something was carried: "consulted by NAME"."""
    governor = token.head
    return governor.lower_ == "by" and governor.head.lemma_.lower() in scene.speech.carries and (
        token.pos_ == "PROPN" and token.ent_type_ != "PERSON")


def nearest(scene: Scene, token: Token, drafts: Sequence[Draft]) -> Draft | None:
    """The saying whose cue is nearest, with no semicolon and no quotation between; `None` where there is none."""
    best: Draft | None = None
    for draft in drafts:
        cue = draft.cue
        if cue is None or scene.quote_of[cue.i] != scene.quote_of[token.i]:
            continue
        first, last = min(cue.i, token.i), max(cue.i, token.i)
        if any(is_parting(scene, at) for at in range(first, last)):
            continue
        if best is None or best.cue is None or abs(best.cue.i - token.i) > last - first:
            best = draft
    return best


def is_parting(scene: Scene, index: int) -> bool:
    """A semicolon, or ", but" and its like, stands between two clauses."""
    token = scene.doc[index]
    return token.text == ";" or (token.lower_ in CONTRASTING and index > 0 and scene.doc[index - 1].text == ",")


def join_carriers(scene: Scene, draft: Draft, token: Token) -> None:
    """Add a medium as the next hop outward, or beside the last one where "and" joins them."""
    if draft.carriers:
        last = draft.carriers[-1][-1]
        if token.i in scene.actor_at and scene.actor_at.get(last.i) == scene.actor_at[token.i]:
            return
        between = [scene.doc[at].lower_ for at in range(last.i + 1, token.left_edge.i)]
        if between == [","] and token.tag_ == "NNS":
            return
        if last.i < token.i and ("and" in between or between == [","]) and not RELATIVE & set(between):
            draft.carriers[-1].append(token)
            return
    draft.carriers.append([token])
