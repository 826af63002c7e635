"""What the accused say to a breach told before: "The army denied that it had fired", "Kigali: none of our soldiers was
there", "an officer confirmed the raid but said that nobody had told him of a truce".

An answer belongs to the last breach told before it, in the sentence or the two before, of whose accused the speaker is.
It stands beside the charge as a breach of its own, with the same accused and accuser. What the house told itself, and
nobody charged, is one breach that is admitted or denied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.coding.arrangement.breach_parties import able_refs, of_one_side, refs_of, same_party
from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import modifiers, objects, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from dateline.coding.arrangement.breach_parties import BreachStanding
    from dateline.coding.arrangement.breach_tale import Tale
    from dateline.records import ActorRef, Breach

NEGATIVE = frozenset({"no", "not", "never", "none", "nothing", "nobody", "neither", "n't", "n’t"})
BACK = 2
"""Sentences back to what is answered."""
EARLY = 6
"""Words within which "no" or "never" opens an answer."""
LABEL = 8
"""Words before a colon that may name a speaker."""


def with_answers(tale: Tale) -> None:
    """Add to what was found what the accused answer."""
    for number, sent in enumerate(tale.sents):
        for at, speaker, standing in _replies(sent, tale):
            _answer(number, at, tuple(speaker), standing, tale=tale)


def _answer(
    number: int, at: int, speaker: tuple[ActorRef, ...], standing: BreachStanding, *, tale: Tale,
) -> None:
    """Put one reply to the last breach before it that it can answer."""
    fitting = [
        place for place, (told, _, breach, _) in enumerate(tale.found)
        if number - BACK <= told <= number and breach.accused and tale.starts[place] < at
        and _is_of(speaker, breach, known=number == told) and not _by_accuser(speaker, breach)
        and (breach.standing in {"claimed", "observed"} or (breach.standing == "denied" and standing == "admitted"))
    ]
    if not fitting:
        return
    place = max(fitting, key=lambda one: (tale.starts[one], one))
    told, target, breach, note = tale.found[place]
    if breach.standing == standing or any(
        one.standing == standing and told <= at <= number and any(
            same_party(a, b) for a in one.accused for b in breach.accused)
        for at, _, one, _ in tale.found
    ):
        return
    answered = msgspec.structs.replace(breach, standing=standing)
    if breach.standing != "denied" and (not breach.accuser or note.startswith("inferred: who denies")):
        tale.found[place] = (told, target, answered, note)
    else:
        tale.add(number, target, answered, f"{note}; the accused answers", start=at)


def _is_of(speaker: Sequence[ActorRef], breach: Breach, *, known: bool) -> bool:
    """Whether who answers is of the accused; in a later sentence also somebody whom no table knows."""
    if any(same_party(one, other) or of_one_side(one, other) for one in speaker for other in breach.accused):
        return True
    state = any(ref.sector in {"MIL", "GOV"} for ref in breach.accused)
    if state and any(one.country is None and one.sector in {"MIL", "GOV"} for one in speaker):
        return True
    return not known and not any(one.country or one.sector for one in speaker)


def _by_accuser(speaker: Sequence[ActorRef], breach: Breach) -> bool:
    """Whether the accuser goes on speaking."""
    accused = breach.accused
    theirs = any(same_party(one, other) for one in speaker for other in breach.accuser)
    return theirs and not any(same_party(one, other) for one in speaker for other in accused)


def _replies(sent: Span, tale: Tale) -> Iterator[tuple[int, tuple[ActorRef, ...], BreachStanding]]:
    """(where, who, as what) of what may answer: verbs of denial and admission, and sayings that begin with "no"."""
    seen: set[int] = set()
    for verb, own, standing in _answering_verbs(sent, tale):
        seen.update(one.i for one in verb.subtree)
        yield verb.idx, _voice(own, verb, tale), standing
    doc = sent.doc
    for saying in tale.mentions.reading.sayings:
        for first, last in saying.content:
            if not sent.start <= first < sent.end or first in seen:
                continue
            voices = [one.mention for one in saying.speakers if one.mention is not None]
            standing_told = _by_words(doc[first:last], tale)
            if voices and standing_told is not None:
                yield doc[first].idx + 1, tale.mentions.refs(voices), standing_told
    if (labelled := _label(sent, tale)) is not None:
        yield labelled


def _answering_verbs(sent: Span, tale: Tale) -> Iterator[tuple[Token, Token, BreachStanding]]:
    """(verb, its subject, as what) of the verbs that own up to something or deny it."""
    words = tale.book.words
    for token in sent:
        lemma = token.lemma_.lower()
        admits, denies = lemma in words.admit, lemma in words.denying | words.contesting
        own = subject(token) if token.pos_ == "VERB" and (admits or denies) else None
        if own is None or own.i > token.i + LABEL or _of_others(token, own, tale):
            continue
        negative = any(kid.dep_ == "neg" for kid in token.children)
        if admits and not negative:
            yield token, own, "admitted"
        elif denies:
            yield token, own, "admitted" if negative else "denied"


def _voice(own: Token, verb: Token, tale: Tale) -> tuple[ActorRef, ...]:
    """Who answers: the subject, or whoever speaks where that is a bare pronoun."""
    return refs_of(own, tale) or (tale.mentions.refs(tale.mentions.speakers(verb.i)) if own.pos_ == "PRON" else ())


def _label(sent: Span, tale: Tale) -> tuple[int, tuple[ActorRef, ...], BreachStanding] | None:
    """"Kigali: none of our soldiers was there", "A Greek official: 'Not a shot.'": who is before a colon answers."""
    doc = sent.doc
    colon = next((one for one in doc[sent.start : sent.start + LABEL] if one.text == ":" and one.i < sent.end), None)
    if colon is None or colon.i + 1 >= len(doc):
        return None
    named = [one for one in doc[sent.start : colon.i] if tale.mentions.at(one)]
    standing = _by_words(doc[colon.i + 1 : max(sent.end, min(colon.i + 1 + EARLY, len(doc)))], tale)
    if not named or standing is None:
        return None
    return colon.idx, refs_of(named[-1], tale), standing


def _by_words(said: Span, tale: Tale) -> BreachStanding | None:
    """What the words said come to: "Shots, yes" owns up; "no plane was up", "not us", "never" deny."""
    opening = [one.lower_ for one in said if not (one.is_punct or one.is_space)][:EARLY]
    if "yes" in opening:
        return "admitted"
    if any(one in NEGATIVE for one in opening):
        return "denied"
    text = f" {' '.join(said.text.lower().split())} "
    if any(phrase in text for phrase in tale.book.words.disowning):
        return "denied"
    return None


def _of_others(verb: Token, own: Token, tale: Tale) -> bool:
    """Whether what is owned up to or denied is the deed of another party than the speaker ("confirmed that rebels had
    attacked"), or no deed at all ("confirmed its commitment")."""
    speaker = able_refs(refs_of(own, tale), tale)
    for kid in verb.children:
        if kid.dep_ == "ccomp":
            doer = subject(kid)
            doing = able_refs(refs_of(doer, tale), tale) if doer is not None and doer.pos_ != "PRON" else ()
            if doing and speaker and not any(same_party(a, b) or of_one_side(a, b) for a in doing for b in speaker):
                return True
    words = tale.book.words
    for thing in objects(verb):
        deeds = words.violent_nouns | words.faults | words.toll | words.charges
        deed = any(key in deeds for key in keys(thing))
        pointing = thing.pos_ == "PRON" or any(kid.lower_ in {"this", "that", "these"} for kid in thing.children)
        if not deed and not pointing and not thing.is_quote and not list(modifiers(thing)):
            return thing.pos_ == "NOUN" and thing.lower_ not in {"much", "responsibility", "it"}
    return False
