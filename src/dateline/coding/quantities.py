"""Which of the numbers told belong to an act: those of its own clause, its participles and its noun, no others'."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from dateline.codebook.measures import shipped_quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.codebook.measures import QuantityLexicon
    from dateline.records import Mention, Quantity, Reading, Resolution

MAX_CLIMB = 8
SHARED_DEPS = frozenset({"conj", "xcomp", "advcl", "pcomp", "relcl", "acl"})
JOINED_DEPS = frozenset({"conj", "advcl"})
HARMS = frozenset({"killed", "injured"})
DYING = frozenset({"die", "perish", "drown", "suffer"})
CHANGE_REACH = 16
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
        mention, quantity = reading.mentions[at], resolution.quantities.get(at)
        if quantity is not None and event in words.table.events.get(quantity.kind, (event,)):
            head = reading.doc[mention.head]
            if not _is_of_before(mention, reading.doc, words=words) and _belongs(
                    token, head, event=event, harm=quantity.kind in HARMS, words=words):
                found.append(quantity)
        at += 1
    return tuple(found)


def _is_of_before(mention: Mention, doc: Doc, *, words: QuantityLexicon) -> bool:
    """Whether a number is that of an earlier count ("raised the toll to 45 from 30")."""
    if mention.first == 0 or doc[mention.first - 1].lower_ != "from" or doc[mention.first - 1].is_sent_start:
        return False
    near = doc[max(doc[mention.first].sent.start, mention.first - CHANGE_REACH):mention.first]
    return any(token.lower_ in words.table.lists.changes for token in near) and any(
        token.lemma_.lower() in words.table.parts_of.tallies for token in near)


def _belongs(trigger: Token, head: Token, *, event: str, harm: bool, words: QuantityLexicon) -> bool:
    """Whether a number that hangs on `head` is one of the trigger's; `harm` is told of people killed or hurt."""
    if trigger.i in (head.i, head.head.i) or _said_of(trigger, head):
        return True
    governor = _governor(head, trigger, words=words)
    if governor is None:
        return False
    if governor.i == trigger.i:
        return True
    if trigger.pos_ in ("VERB", "AUX") and not (trigger.tag_ == "VBG" and trigger.dep_ in SUBJECT_DEPS):
        violent = event == "ASSAULT" or words.verb_kinds.get(trigger.lemma_.lower()) in HARMS
        return _follows_from(governor, trigger, joined=harm and violent, words=words)
    return _led_to(trigger, governor, head=head, words=words) or _is_toll_of(trigger, governor, words=words)


def _said_of(trigger: Token, head: Token) -> bool:
    """"12 people killed in the raid", "12 people who were shot", "hostages whom they had seized": not who did it."""
    if trigger.dep_ not in ("acl", "relcl") or trigger.head.i != head.i or trigger.pos_ != "VERB":
        return False
    if trigger.dep_ == "acl" or any(child.dep_ in ("auxpass", "nsubjpass") for child in trigger.children):
        return trigger.tag_ == "VBN"
    children = list(trigger.children)
    others_did = any(child.dep_ == "nsubj" and child.lower_ not in ("who", "that", "which") for child in children)
    return others_did and not any(child.dep_ == "dobj" and child.pos_ == "NOUN" for child in children)


def _governor(head: Token, trigger: Token, *, words: QuantityLexicon) -> Token | None:
    """The verb over a number, or the trigger when that is met before; a deed has no part in deeds listed with it, nor
    the verb over a deed in that deed's numbers."""
    token = head
    for _ in range(MAX_CLIMB):
        listed = token.dep_ in ("conj", "appos") and token.head.pos_ not in ("VERB", "AUX")
        if token.head.i == token.i or (listed and trigger.pos_ == "NOUN"):
            return None
        token = token.head
        if token.i == trigger.i or token.pos_ in ("VERB", "AUX"):
            return token
        if token.pos_ == "NOUN" and token.lemma_.lower() in words.table.attachment.deeds:
            return None
    return None


def _follows_from(verb: Token, trigger: Token, *, joined: bool, words: QuantityLexicon) -> bool:
    """Whether a verb is the trigger's participle, infinitive or partner in harm ("killed 12 and wounded 30"), without a
    subject of its own; `joined` allows the partner."""
    token = verb
    for _ in range(MAX_CLIMB):
        if token.i == trigger.i:
            return True
        own_subject = any(child.dep_ in SUBJECT_DEPS for child in token.children)
        if token.dep_ not in SHARED_DEPS or own_subject or token.head.i == token.i:
            return False
        harming = joined and words.verb_kinds.get(token.lemma_.lower()) in HARMS
        if token.dep_ in ("advcl", "acl", "conj", "relcl") and not (token.tag_ == "VBG" or harming):
            return False
        token = token.head
    return False


def _led_to(deed: Token, verb: Token, *, head: Token, words: QuantityLexicon) -> bool:
    """Whether a verb tells what a deed named by a noun led to: its relative clause ("an attack that killed 12 and took
    240 captive"), its own predicate ("left 12 dead"), or what happened in it ("died in the attack")."""
    clause = verb if verb.dep_ != "conj" else verb.head
    if clause.dep_ in ("relcl", "acl") and clause.head.i == deed.i:
        return True
    lemma = verb.lemma_.lower()
    own = _verb_above(deed)
    told = lemma in words.table.attachment.resulting or lemma in words.verb_kinds
    if own is None or not told or _has_clause(deed, words=words):
        return False
    if own.i == verb.i:
        return not any(child.dep_ == "nsubj" and _holds(child, head) for child in verb.children) or lemma in DYING
    subject = next((child for child in verb.children if child.dep_ in SUBJECT_DEPS), None)
    if subject is not None and not _holds(subject, head):
        return False
    after = verb.dep_ in JOINED_DEPS and verb.head.i == own.i
    return after or (own.dep_ in JOINED_DEPS and own.head.i == verb.i and not _is_subject(deed, own))


def _has_clause(deed: Token, *, words: QuantityLexicon) -> bool:
    """Whether a clause of its own tells what a deed led to: then the numbers of the verb above are another's."""
    return any(child.dep_ in ("relcl", "acl") and child.lemma_.lower() in words.verb_kinds for child in deed.children)


def _holds(part: Token, head: Token) -> bool:
    """Whether a number's word is the part of a clause or stands within it."""
    return part.i == head.i or part.is_ancestor(head)


def _is_subject(deed: Token, verb: Token) -> bool:
    return any(child.dep_ in SUBJECT_DEPS and _holds(child, deed) for child in verb.children)


def _is_toll_of(deed: Token, verb: Token, *, words: QuantityLexicon) -> bool:
    """"The death toll from the bombing rose to 56": the deed stands under the toll, or beside it at its verb."""
    own = _verb_above(deed)
    if own is None or own.i != verb.i:
        return False
    return any(child.lemma_.lower() in words.table.parts_of.tallies for child in verb.children)


def _verb_above(token: Token) -> Token | None:
    """The verb of the clause in which a noun stands."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None
