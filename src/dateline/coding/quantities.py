"""Which of the numbers told belong to an act: those of its own clause, its participles and its noun, no others'."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from dateline.codebook.measures import shipped_quantities

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.measures import QuantityLexicon
    from dateline.records import Quantity, Reading, Resolution

MAX_CLIMB = 8
SHARED_DEPS = frozenset({"conj", "xcomp", "advcl", "pcomp", "relcl", "acl"})
JOINED_DEPS = frozenset({"conj", "advcl"})
HARMS = frozenset({"killed", "injured"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj"})


def quantities_of(
    reading: Reading, resolution: Resolution, trigger: int, *, event: str, lexicon: QuantityLexicon | None = None,
) -> tuple[Quantity, ...]:
    """The quantities of the act at a trigger token, in order of the text; `event` is its PLOVER event.

    Its verb's parts, a participle that follows from it ("killing 12 and wounding 30"), what the deed as a noun led to
    ("the attack left 12 dead"), and measures of the noun itself ("an 11-hour pause"). People killed or held belong only
    to events that can kill or hold. `lexicon` defaults to the words that ship with dateline.
    """
    words = lexicon or shipped_quantities()
    token = reading.doc[trigger]
    sent = token.sent
    at = bisect_left(reading.mentions, sent.start_char, key=lambda mention: mention.start)
    found: list[Quantity] = []
    while at < len(reading.mentions) and reading.mentions[at].start < sent.end_char:
        quantity = resolution.quantities.get(at)
        if quantity is not None and event in words.table.events.get(quantity.kind, (event,)):
            head = reading.doc[reading.mentions[at].head]
            if _belongs(token, head, words=words):
                found.append(quantity)
        at += 1
    return tuple(found)


def _belongs(trigger: Token, head: Token, *, words: QuantityLexicon) -> bool:
    """Whether a number that hangs on `head` is one of the trigger's."""
    if trigger.i in (head.i, head.head.i):
        return True
    governor = _governor(head, trigger)
    if governor is None:
        return False
    if governor.i == trigger.i:
        return True
    if trigger.pos_ in ("VERB", "AUX"):
        return _follows_from(governor, trigger, words=words)
    return _led_to(trigger, governor, words=words)


def _governor(head: Token, trigger: Token) -> Token | None:
    """The verb over a number, or the trigger when that is met before; a deed has no part in deeds listed with it."""
    token = head
    for _ in range(MAX_CLIMB):
        listed = token.dep_ in ("conj", "appos") and token.head.pos_ not in ("VERB", "AUX")
        if token.head.i == token.i or (listed and trigger.pos_ == "NOUN"):
            return None
        token = token.head
        if token.i == trigger.i or token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _follows_from(verb: Token, trigger: Token, *, words: QuantityLexicon) -> bool:
    """Whether a verb is the trigger's participle, infinitive or partner in harm ("killed 12 and wounded 30"), without a
    subject of its own."""
    token = verb
    for _ in range(MAX_CLIMB):
        if token.i == trigger.i:
            return True
        own_subject = any(child.dep_ in SUBJECT_DEPS for child in token.children)
        if token.dep_ not in SHARED_DEPS or own_subject or token.head.i == token.i:
            return False
        harming = words.verb_kinds.get(token.lemma_.lower()) in HARMS
        if token.dep_ in ("advcl", "acl", "conj", "relcl") and not (token.tag_ == "VBG" or harming):
            return False
        token = token.head
    return False


def _led_to(deed: Token, verb: Token, *, words: QuantityLexicon) -> bool:
    """Whether a verb tells what a deed named by a noun led to: its relative clause ("an attack that killed 12 and took
    240 captive"), its own predicate ("left 12 dead"), or what happened in it ("died in the attack")."""
    clause = verb if verb.dep_ != "conj" else verb.head
    if clause.dep_ in ("relcl", "acl") and clause.head.i == deed.i:
        return True
    lemma = verb.lemma_.lower()
    own = _verb_above(deed)
    if own is None or not (lemma in words.table.attachment.resulting or lemma in words.verb_kinds):
        return False
    return own.i == verb.i or (verb.dep_ in JOINED_DEPS and verb.head.i == own.i) or (
        own.dep_ in JOINED_DEPS and own.head.i == verb.i)


def _verb_above(token: Token) -> Token | None:
    """The verb of the clause in which a noun stands."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None
