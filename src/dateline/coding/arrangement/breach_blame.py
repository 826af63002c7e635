"""Who is blamed for what the words need not call a breach: "charged Israel with razing houses under cover of the
truce", "were reproached by Phnom Penh with laying wire", "14,043 by Ukraine", "replied that a foreign battery did so".

An accusation counts where its sentence names the arrangement or a violent deed; a count beside a word for breaches in
the same sentence; "did so" where a breach was told just before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.arrangement.breach_charges import Charge, is_other_side, other_party
from dateline.coding.arrangement.breach_parties import able_refs, by_whom, refs_of, same_party, voice_of
from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import agents, is_passive, objects, prepositions, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dateline.coding.arrangement.breach_charges import Refs
    from dateline.coding.arrangement.breach_tale import Tale

CHARGED = frozenset({"of", "for", "with", "over"})
"""Prepositions behind which the charge stands."""
BACK = 2
"""Sentences back to the breach that "did so" stands for."""


def blamed_in(number: int, target: int, tale: Tale) -> Iterator[Charge]:
    """The charges of a sentence by a verb that accuses, by a bare count, or by "did so"."""
    for token in tale.sents[number]:
        if token.pos_ == "VERB" and token.lemma_.lower() in tale.book.words.accuse - {"report", "suspect"}:
            yield from _accusation(token, target, tale)
        elif token.lemma_.lower() == "do" and token.pos_ in {"VERB", "AUX"}:
            yield from _did_so(number, token, tale)
        elif token.like_num and token.i + 1 < len(token.doc) and token.nbor().lower_ == "by":
            yield from _bare_count(number, token, tale)


def _accusation(verb: Token, target: int, tale: Tale) -> Iterator[Charge]:
    """Who is accused by whom, where the charge is a deed or the sentence names the truce."""
    charge = [thing for name, thing in prepositions(verb) if name in CHARGED]
    charge += [kid for one in verb.children if one.dep_ == "prep" and one.lower_ in CHARGED for kid in one.children]
    if not charge or not _is_grave(verb, tale):
        return
    if is_passive(verb):
        doers = agents(verb) or by_whom(verb)
    else:
        doer = subject(verb)
        doers = [doer] if doer is not None else []
    accuser = tuple(voice_of(ref, tale) for one in doers for ref in refs_of(one, tale))
    accused = able_refs([ref for one in objects(verb) for ref in refs_of(one, tale)], tale)
    if is_other_side(verb, charge[0], tale):
        accused = other_party(accuser, target, tale)
    if accused and doers and not any(same_party(one, other) for one in accused for other in accuser):
        yield Charge(charge[0], accused, accuser, "claimed", f"'{verb.text}' names the accused")


def _is_grave(verb: Token, tale: Tale) -> bool:
    """Whether what is charged is a deed of war, or the truce is named behind it."""
    words = tale.book.words
    behind = verb.doc[verb.i + 1 : verb.sent.end]
    of_another = any(key in words.of_another for one in behind for key in keys(one))
    for one in behind:
        if one.text == ";":
            return False
        names = keys(one)
        if of_another and any(key in words.faults for key in names):
            continue
        if any(key in words.breakable or key in words.violent_nouns or key in words.faults for key in names):
            return True
        if one.pos_ == "VERB" and one.lemma_.lower() in words.violent_verbs | words.razing:
            return True
    return False


def _bare_count(number: int, count: Token, tale: Tale) -> Iterator[Charge]:
    """"Moscow claims 14,043 by Ukraine", in a sentence that counts breaches."""
    if not any(any(key in tale.book.words.faults for key in keys(one)) for one in tale.sents[number]):
        return
    by = count.nbor()
    accused = able_refs([ref for kid in by.children if kid.dep_ == "pobj" for ref in refs_of(kid, tale)], tale)
    verb = next((one for one in count.ancestors if one.pos_ == "VERB"), None)
    doer = subject(verb) if verb is not None else None
    accuser = refs_of(doer, tale) if doer is not None else ()
    if accused and accuser and not any(same_party(one, other) for one in accused for other in accuser):
        yield Charge(count, accused, accuser, "claimed", f"'{count.text} by' counts them")


def _did_so(number: int, verb: Token, tale: Tale) -> Iterator[Charge]:
    """"The movement replies that a foreign battery did so": who is said to have done what was just told, on the word of
    whoever was accused of it."""
    so = [kid for kid in verb.children if kid.i > verb.i and kid.lower_ in {"so", "it", "this", "that"}]
    doer = subject(verb)
    if not so or doer is None or doer.pos_ == "PRON":
        return
    before = [breach for at, _, breach, _ in tale.found if number - BACK <= at <= number and breach.accused]
    accused = refs_of(doer, tale)
    if not before or not accused or not any(ref.country or ref.sector for ref in accused):
        return
    last = before[-1]
    spoken: Refs = tale.mentions.refs(tale.mentions.speakers(verb.i))
    known = tuple(ref for ref in spoken if ref.country or ref.sector)
    accuser = known or last.accused
    if not any(same_party(one, other) for one in accused for other in accuser):
        yield Charge(verb, accused, accuser, "claimed", f"'{verb.text}' points at what was told before")
