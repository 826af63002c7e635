"""What kind of voice speaks and whether it has a name: by the tables, its noun, its name, and whom it stands for.

Takes a voice and its reference, gives a `SpeakerKind`. A noun that no list has is taken for a person's ("a nurse",
"the drivers"): an official's where its reference speaks for a state, a force or an armed group, else a witness's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from dateline.codebook.lexicons import SpeechLexicon
    from dateline.records import ActorRef, Reading
    from dateline.records.claim import SpeakerKind
    from dateline.records.reading import Mention, Voice

PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "i", "we", "who", "me", "us"})
OFFICIAL_SECTORS = frozenset({
    "GOV", "MIL", "COP", "LEG", "JUD", "SPY", "ELI", "UAF", "REB", "CRM", "PRM", "PTY", "OPP",
})
"""Sectors whose people speak for a state, a force, a party or an armed group."""
GROUP_ENTITIES = frozenset({"GPE", "ORG", "NORP", "FAC", "LOC"})
MEDIA_ROWS = "media:"
"""How the ids of media start in the actor table."""
INDEFINITE = frozenset({"a", "an", "some", "several", "many", "two", "three", "four", "five", "most", "other"})
UNCOUNTED = frozenset({"media", "medium", "press"})
"""Words for media at large: "state media" names none."""
UNNAMED = frozenset({"unnamed_official", "witness", "footage"})
HOUSES = frozenset({"media", "agency", "institution", "monitor"})


def kind_of(reading: Reading, voice: Voice, actor: ActorRef | None, *, speech: SpeechLexicon) -> SpeakerKind:
    """The kind of a voice: a medium in the tables, footage and documents, its name, its noun, else whom it means."""
    span = reading.doc[voice.first : voice.last]
    head = reading.doc[voice.head]
    if head.pos_ == "PRON":
        return kind_of_pronoun(reading, voice, actor, speech=speech)
    listed = medium_in(reading, voice, span, speech=speech)
    if listed is not None:
        return listed
    noun = noun_kind(span, head, speech=speech)
    if noun in {"document", "footage"} and not head.text[:1].isupper():
        told = any(speech.voice_nouns.get(child.lemma_.lower()) == "witness" for child in head.lefts)
        return "witness" if told else noun  # type: ignore[return-value]
    if has_own_name(span, head, noun=noun, actor=actor):
        return "named_person"
    if noun is not None:
        return noun  # type: ignore[return-value]
    return kind_of_unlisted(span, head, actor)


def medium_in(reading: Reading, voice: Voice, span: Span, *, speech: SpeechLexicon) -> SpeakerKind | None:
    """The kind of a medium, agency or monitor that the words name: a person of it ("its reporter") is none."""
    head = reading.doc[voice.head]
    if speech.voice_nouns.get(head.lemma_.lower()) in {"unnamed_official", "witness", "document", "footage"} and (
            not head.text[:1].isupper()):
        return None
    named = known_name(span.text, speech)
    if named is not None:
        return named
    mention = reading.mentions[voice.mention] if voice.mention is not None else None
    if mention is not None and mention.entries and mention.entries[0].startswith(MEDIA_ROWS):
        return "agency" if any(token.lemma_.lower() == "agency" for token in span) else "media"
    if head.pos_ == "PROPN" and any(token.text[:1].isupper() and token.lower_ in speech.name_parts for token in span):
        kinds = [speech.name_parts[token.lower_] for token in span if token.lower_ in speech.name_parts]
        return kinds[0]  # type: ignore[return-value]
    return None


def noun_kind(span: Span, head: Token, *, speech: SpeechLexicon) -> str | None:
    """The kind of the head noun, with the word before it where both are listed ("news agency")."""
    lemma = head.lemma_.lower()
    if head.i > span.start:
        pair = speech.voice_nouns.get(f"{head.nbor(-1).lemma_.lower()} {lemma}")
        if pair is not None:
            return pair
    return speech.voice_nouns.get(lemma)


def kind_of_pronoun(
    reading: Reading, voice: Voice, actor: ActorRef | None, *, speech: SpeechLexicon,
) -> SpeakerKind:
    """A pronoun has the kind of what it stands for; "he" who stands for nobody known is an unnamed official."""
    mention = antecedent_of(reading, voice)
    person = reading.doc[voice.head].lower_ in PERSON_PRONOUNS
    if mention is not None:
        head = reading.doc[mention.head]
        if mention.entries and mention.entries[0].startswith(MEDIA_ROWS) and not person:
            return known_name(mention.text, speech) or "media"
        noun = speech.voice_nouns.get(head.lemma_.lower())
        if not person and noun in HOUSES | {"document", "footage"}:
            return noun  # type: ignore[return-value]
        if person and is_personal_name(mention.text):
            return "named_person"
    if person:
        if actor is None:
            return "unnamed_official"
        if actor.name and is_personal_name(actor.name):
            return "named_person"
        return "unnamed_official" if actor.sector in OFFICIAL_SECTORS else "witness"
    return "institution"


def antecedent_of(reading: Reading, voice: Voice) -> Mention | None:
    """The mention that a pronoun stands for: its first antecedent."""
    if voice.mention is None:
        return None
    antecedents = reading.mentions[voice.mention].antecedents
    return reading.mentions[antecedents[0]] if antecedents else None


def is_personal_name(text: str) -> bool:
    """Two capitalised words at least, and no article before them: "Hitesh Pandya", not "The governor"."""
    words = text.split()
    capitals = [word for word in words if word[:1].isupper()]
    return len(capitals) > 1 and words[0].casefold() not in {"the", "a", "an", "his", "her", "its", "their"}


def has_own_name(span: Span, head: Token, *, noun: str | None, actor: ActorRef | None) -> bool:
    """A person's name ends the phrase ("police chief Hossein Rahimi") or stands beside its noun ("an aide, J. Roe")."""
    if actor is not None and actor.office is not None and head.pos_ == "PROPN":
        return True
    apposed = any(child.dep_ == "appos" and child.pos_ == "PROPN" and child.i < span.end for child in head.subtree)
    if head.pos_ != "PROPN":
        return apposed and noun not in HOUSES
    if noun == "institution" or (actor is not None and actor.id and not actor.office) or span[0].lower_ == "the":
        return head.ent_type_ == "PERSON" and span[0].lower_ != "the"
    return head.ent_type_ not in GROUP_ENTITIES or (actor is not None and is_personal_name(actor.name or ""))


def kind_of_unlisted(span: Span, head: Token, actor: ActorRef | None) -> SpeakerKind:
    """The kind of a voice that no word list knows: a body by its capitals, else a person by what it speaks for."""
    if actor is not None and actor.office is not None:
        return "named_person"
    if head.pos_ == "PROPN" or head.ent_type_ in GROUP_ENTITIES:
        return "institution"
    if actor is not None and actor.sector:
        return "unnamed_official" if actor.sector in OFFICIAL_SECTORS else "witness"
    return "witness" if head.tag_ == "NNS" and len(span) == 1 else "unnamed_official"


def known_name(text: str, speech: SpeechLexicon) -> SpeakerKind | None:
    """The kind of the longest known name of a medium, agency or monitor in the words."""
    words = re.findall(r"[\w'’-]+", text)
    for size in range(min(5, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            part = words[first : first + size]
            kind = speech.voice_names.get(" ".join(part).casefold())
            if kind is not None and part[0][:1].isupper():
                return kind  # type: ignore[return-value]
    return None


def is_named(reading: Reading, voice: Voice, *, actor: ActorRef | None, kind: SpeakerKind) -> bool:
    """A named person, and a body or medium that the words single out ("the army", "Kazakh television").

    An unnamed official, a witness and footage never have a name, nor have "two hospitals" and "state media".
    """
    if kind in UNNAMED:
        return False
    span, head = reading.doc[voice.first : voice.last], reading.doc[voice.head]
    if kind == "named_person":
        return True
    if kind not in HOUSES:
        return any(token.is_title and token.pos_ == "PROPN" for token in span)
    if head.pos_ in {"PROPN", "PRON"}:
        return True
    if span[0].lower_ in INDEFINITE or span[0].pos_ == "NUM" or head.lemma_.lower() in UNCOUNTED or head.tag_ == "NNS":
        return actor is not None and bool(actor.id) and head.tag_ != "NNS"
    return True
