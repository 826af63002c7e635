"""Where a sentence calls something a breach: by noun ("violations of the truce"), by verb ("broke it"), or by a verb of
keeping under "not" or "failed to"; and what only warns of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import MAX_CLIMB, objects, prepositions, surface_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dateline.coding.arrangement.breach_tale import Tale

NEGATIVE = frozenset({"no", "not", "never", "n't", "without"})
POINTING = frozenset({"it", "this", "that", "which", "these", "them"})
WARNED = frozenset({"prep", "xcomp", "dobj", "ccomp", "acl", "agent"})
PAST_MARKS = frozenset({"before", "until", "till"})
"""Words that open a clause on what was, where "if" and "once" open one on what may be."""
NEAR = 5


def faults_in(sent: Span, tale: Tale) -> Iterator[Token]:
    """The words of a sentence by which something is called a breach, those left out that are only feared or denied by
    the report itself."""
    if "?" in sent.text:
        return
    text = f" {' '.join(sent.text.lower().split())} "
    for token in sent:
        if _is_fault(token, sent, tale) and not _is_supposed(token, text, tale):
            yield token


def _is_fault(token: Token, sent: Span, tale: Tale) -> bool:
    """Whether the word calls something a breach of what the report tells of."""
    words = tale.book.words
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"}:
        if _goes_back(token, tale):
            return True
        if lemma in words.breaking:
            return _over_breakable(token, tale) and (not _is_none(token, tale) or _of_speaker(token, tale))
        if lemma in words.keeping:
            return _over_breakable(token, tale) and _is_unkept(token, tale)
    if lemma in words.breaking and token.dep_ == "pcomp":
        return _over_breakable(token, tale)
    if token.pos_ not in {"NOUN", "PROPN"} or not any(key in words.faults for key in keys(token)):
        return False
    return not _is_none(token, tale) and not _of_another(token, tale) and _is_reproach(token, text=sent.text, tale=tale)


def _goes_back(verb: Token, tale: Tale) -> bool:
    """"Went back on it", "backed out of the truce": verbs of breaking one's word in several words."""
    text = verb.doc[verb.i + 1 : min(verb.i + 3, verb.sent.end)].text.lower()
    return f"{verb.lemma_.lower()} {text}" in tale.book.words.going_back


def _is_reproach(fault: Token, *, text: str, tale: Tale) -> bool:
    """An exception or a betrayal is a breach only beside a word for the truce or a deed of it."""
    if fault.lemma_.lower() != "exception":
        return True
    deed = any(key in tale.book.words.violent_nouns for one in fault.sent for key in keys(one))
    return deed and "with the exception" not in text.lower()


def _over_breakable(verb: Token, tale: Tale) -> bool:
    """Whether it acts on a word for the arrangement, or on "it" where such a word stands before."""
    names = tale.book.words.breakable
    kept = [thing for name, thing in prepositions(verb) if name in {"by", "to", "with", "on", "upon"}]
    things = [*objects(verb), *kept]
    if not things:
        surface = surface_subject(verb)
        things = [surface] if surface is not None else []
    for thing in things:
        if any(key in names for key in keys(thing)):
            return True
        inner = [one for name, one in prepositions(thing) if name == "of"]
        if any(key in names for one in inner for key in keys(one)) and not _of_another(thing, tale):
            return True
        if thing.lower_ in POINTING and any(
            key in names for one in verb.doc[_before(verb) : verb.i] for key in keys(one)
        ):
            return True
    near = verb.doc[verb.i + 1 : min(verb.i + NEAR, verb.sent.end)]
    return not things and any(key in names for one in near for key in keys(one))


def _before(verb: Token) -> int:
    """Where the sentence before begins, in which "it" may have been named."""
    first = at = verb.sent.start
    while at > 0 and verb.doc[at - 1].is_space:
        at -= 1
    return verb.doc[at - 1].sent.start if at else first


def _of_another(fault: Token, tale: Tale) -> bool:
    """Whether it is a breach of something else: of rights, of the law, of airspace."""
    around = [thing for name, thing in prepositions(fault) if name in {"of", "to", "in"}]
    around += [kid for kid in fault.children if kid.dep_ in {"compound", "amod", "nmod"}]
    named = any(key in tale.book.words.breakable for one in around for key in keys(one))
    return not named and any(key in tale.book.words.of_another for one in around for key in keys(one))


def _is_none(token: Token, tale: Tale) -> bool:
    """Whether the report itself says that there was none: "no violations", "have not violated"."""
    if any(kid.lower_ in NEGATIVE and kid.i < token.i for kid in token.children):
        return True
    stance = tale.mentions.reading.stances.get(token.i)
    return stance is not None and stance.polarity == "-" and not denied_over(token, tale)


def _of_speaker(verb: Token, tale: Tale) -> bool:
    """Whether it is told in somebody's words, who may speak of itself ("insisted that it had not broken it")."""
    itself = any(kid.dep_ == "nsubj" and kid.pos_ == "PRON" for kid in verb.children)
    return itself and bool(tale.mentions.speakers(verb.i))


def _is_unkept(verb: Token, tale: Tale) -> bool:
    """Whether a verb of keeping stands under "not" or "failed to"."""
    if any(kid.dep_ == "neg" or kid.lower_ in NEGATIVE for kid in verb.children):
        return True
    head = verb.head
    return verb.dep_ in {"xcomp", "ccomp", "pcomp"} and head.lemma_.lower() in tale.book.words.unkept


def denied_over(token: Token, tale: Tale) -> Token | None:
    """The verb or noun of denial over a word ("denied breaking it", "rejected claims that")."""
    words, at = tale.book.words, token
    for _ in range(MAX_CLIMB):
        if at.head.i == at.i:
            return None
        at = at.head
        if at.lemma_.lower() in words.denying or at.lemma_.lower() == "denial":
            return at
        if at.pos_ in {"VERB", "AUX"} and at.lemma_.lower() not in words.complaining | words.accuse:
            return None
    return None


def _is_supposed(fault: Token, text: str, tale: Tale) -> bool:
    """Whether a breach is only feared, looked into, forbidden or warned of."""
    words = tale.book.words
    stance = tale.mentions.reading.stances.get(fault.i)
    if stance is not None and (stance.tense == "future" or stance.condition is not None):
        return True
    guarded = any(kid.lower_ == "any" for kid in fault.children) and denied_over(fault, tale) is None
    if guarded or any(f" {phrase} " in text for phrase in words.feared):
        return True
    return _is_only_feared(fault, tale)


def _is_only_feared(fault: Token, tale: Tale) -> bool:
    """Whether a clause above supposes it, or a verb above warns of it; a verb of calling ends the climb."""
    words, at = tale.book.words, fault
    for _ in range(MAX_CLIMB):
        if any(kid.dep_ == "mark" and kid.lower_ in words.hypothetical - PAST_MARKS for kid in at.children):
            return True
        below, at = at, at.head
        if at.i == below.i or (at.lemma_.lower() in words.naming and below.dep_ != "prep") or _is_parted(at, below):
            return False
        verdict = _verdict(at, below.dep_, tale)
        if verdict is not None:
            return verdict
    return False


def _is_parted(one: Token, other: Token) -> bool:
    """Whether a semicolon stands between two words."""
    return any(token.text == ";" for token in one.doc[min(one.i, other.i) : max(one.i, other.i)])


def _verdict(at: Token, link: str, tale: Tale) -> bool | None:
    """Whether a word above makes a breach one that is only feared; `None` where it leaves that open."""
    words, lemma = tale.book.words, at.lemma_.lower()
    if lemma in words.warning and at.pos_ in {"VERB", "NOUN"} and link in WARNED:
        return lemma not in words.complaining
    if at.pos_ not in {"VERB", "AUX"}:
        return None
    if any(kid.tag_ == "MD" for kid in at.children):
        return True
    return False if lemma in words.accuse | words.denying | words.admit else None
