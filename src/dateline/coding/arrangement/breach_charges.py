"""Who charges whom with a breach, at the word that calls it one.

Said by an accuser of an accused, by each of the other, by monitors who counted them, in the passive, in a denial, in an
admission, or by the report itself. Where the words leave the accused open, it is the other of the two parties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.arrangement.breach_faults import denied_over
from dateline.coding.arrangement.breach_parties import (
    able_refs,
    accused_of,
    accuser_of,
    by_whom,
    refs_of,
    same_party,
    voice_of,
    who_is,
)
from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import (
    MAX_CLIMB,
    agents,
    is_passive,
    modifiers,
    objects,
    prepositions,
    subject,
    surface_subject,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dateline.coding.arrangement.breach_parties import BreachStanding
    from dateline.coding.arrangement.breach_tale import Tale
    from dateline.records import ActorRef

Refs = tuple["ActorRef", ...]
BOTH = frozenset({"both", "each", "two", "all", "either", "warring", "opposing", "rival"})
OTHERS = frozenset({"other", "another"})
POINTERS = frozenset({"it", "this", "that", "they", "these", "those", "such", "which", "we", "our"})
"""Words by which a sentence points at a deed told elsewhere."""
PAIR = 2


@dataclass(frozen=True, slots=True)
class Charge:
    """One breach as charged: at which word of deed or fault, who is accused by whom, and how that was found."""

    word: Token
    accused: Refs
    accuser: Refs
    standing: BreachStanding
    note: str


def charges_of(number: int, fault: Token, *, deed: Token | None, target: int, tale: Tale) -> list[Charge]:
    """The charges at one word of breach."""
    judge = _judge(fault, tale)
    if judge is None and (charges := _accused_in_line(fault, deed, target, tale=tale)):
        return charges
    if judge is not None and _is_traded(judge, fault, tale):
        return _eachother_party(judge, fault, target, tale)
    denial = denied_over(fault, tale)
    if denial is not None:
        return _denied(fault, denial, target, tale)
    if judge is not None and judge.lemma_.lower() in tale.book.words.admit:
        return _admitted(fault, judge, deed, tale)
    if _is_own_negative(fault, tale):
        return _not_owned(number, fault, target, tale)
    return _several(number, fault, judge, target, tale=tale) or _charged(
        number, fault, deed, target, tale=tale, judge=judge)


def _several(number: int, fault: Token, judge: Token | None, target: int, *, tale: Tale) -> list[Charge]:
    """A charge for each party, where both are accused or the breaches are counted by whose they are."""
    accused, _ = _named(fault, judge, tale)
    if accused == "both":
        return _both(number, fault, target, tale)
    counted = _counted(fault, tale)
    if len(counted) < PAIR:
        return []
    accuser, standing = _recorder(fault, tale) or accuser_of(number, fault, tale, commented=False)
    return [Charge(fault, one, accuser, standing, f"'{fault.text}' counted by whose they are") for one in counted]


def _charged(
    number: int, fault: Token, deed: Token | None, target: int, *, tale: Tale, judge: Token | None,
) -> list[Charge]:
    """One charge: by a verb that accuses, else on the word of whoever says it."""
    accused, note = _named(fault, judge, tale)
    refs = accused if isinstance(accused, tuple) else ()
    if judge is not None and judge.lemma_.lower() in tale.book.words.accuse - {"report"}:
        accuser = _accuser(judge, tale)
        if is_other_side(judge, fault, tale):
            refs, note = other_party(accuser, target, tale), "the other side is accused"
        word = deed if deed is not None and refs else fault
        if accuser and not refs:
            refs, note = other_party(accuser, target, tale), "inferred: the other side"
        if refs:
            accuser = accuser or accuser_of(number, fault, tale, commented=False)[0]
            return [Charge(word, refs, accuser, "claimed", note)]
    return _told(number, fault, deed, target, tale=tale, named=(refs, note), judge=judge)


def is_other_side(judge: Token, fault: Token, tale: Tale) -> bool:
    """Whether the words accuse "the other side" or "its enemy"."""
    return any(
        one.lemma_.lower() in tale.book.words.side_nouns and one.i < fault.i
        and (any(kid.lower_ in OTHERS for kid in one.children) or one.lemma_.lower() in {"foe", "enemy", "adversary"})
        for one in objects(judge)
    )


def _counted(fault: Token, tale: Tale) -> list[Refs]:
    """The parties among whom breaches are counted: "seven of them by the army and four by the rebels"."""
    found: list[Refs] = []
    for one in fault.doc[fault.i + 1 : fault.sent.end] if fault.pos_ == "NOUN" else ():
        if one.pos_ == "VERB" and one.dep_ not in {"acl", "relcl", "advcl"}:
            break
        if one.lower_ == "by":
            refs = able_refs([ref for kid in one.children if kid.dep_ == "pobj" for ref in refs_of(kid, tale)], tale)
            if refs and not any(same_party(refs[0], other[0]) for other in found):
                found.append(refs[:1])
    return found


def _is_own_negative(fault: Token, tale: Tale) -> bool:
    """Whether a party says of itself that it did not break it."""
    stance = tale.mentions.reading.stances.get(fault.i)
    negative = stance is not None and stance.polarity == "-" and denied_over(fault, tale) is None
    return negative and fault.pos_ in {"VERB", "AUX"} and fault.lemma_.lower() in tale.book.words.breaking


def _not_owned(number: int, fault: Token, target: int, tale: Tale) -> list[Charge]:
    """"The army insisted that it had not broken it": a denial where the speaker is the doer, else nothing."""
    doer = subject(fault)
    accused = able_refs(refs_of(doer, tale), tale) if doer is not None else ()
    accuser, _ = accuser_of(number, fault, tale, commented=False)
    own = any(same_party(ref, one) for ref in accused for one in accuser) or (doer is not None and doer.lower_ == "we")
    accused = accused or able_refs(accuser, tale)
    if not own or not accused:
        return []
    return [Charge(fault, accused, other_party(accused, target, tale), "denied", "it says that it has not")]


def _accused_in_line(fault: Token, deed: Token | None, target: int, *, tale: Tale) -> list[Charge]:
    """"The RSF, for its part, accused warplanes of ...", where the parser takes the verb for an adjective."""
    words, doc = tale.book.words, fault.doc
    for at in range(fault.i - 1, fault.sent.start, -1):
        word = doc[at]
        if word.text == ";":
            return []
        stem = word.lower_.removesuffix("d")
        named = stem in words.accuse or stem.removesuffix("e") in words.accuse
        if word.dep_ != "amod" or not word.lower_.endswith("ed") or not named or word.head.i < word.i:
            continue
        accuser: Refs = ()
        for one in reversed(doc[word.sent.start : at]):
            accuser = able_refs(tale.mentions.refs(tale.mentions.at(one)[:1]), tale)
            if accuser or one.text == ";":
                break
        arms = any(key in words.state_arms for key in keys(word.head))
        refs = () if arms else able_refs(refs_of(word.head, tale), tale)
        refs = refs or other_party(accuser, target, tale)
        if accuser and refs:
            return [Charge(deed or fault, refs, accuser, "claimed", f"'{word.text}' names the accused")]
    return []


def _told(
    number: int, fault: Token, deed: Token | None, target: int, *, tale: Tale, named: tuple[Refs, str],
    judge: Token | None,
) -> list[Charge]:
    """A charge on the word of whoever says it, records it, or of the report itself."""
    refs, note = named
    accuser, standing = _recorder(fault, tale) or accuser_of(number, fault, tale, commented=False)
    if judge is not None and judge.lemma_.lower() in tale.book.words.accuse:
        accuser = _accuser(judge, tale) or accuser
    if refs and accuser and all(any(same_party(ref, one) for one in accuser) for ref in refs):
        doer = subject(fault) if fault.pos_ == "VERB" else None
        named_so = doer is not None and doer.pos_ in {"NOUN", "PROPN"}
        refs, accuser = (refs, other_party(refs, target, tale)) if named_so else ((), accuser)
    word = fault
    if not refs and deed is not None:
        word = deed
    found: list[tuple[Refs, str]] = [(refs, note)] if refs else []
    found = found or accused_of(number, word, accuser, target, tale=tale, firm=_points(fault))
    if not found and accuser and (other := other_party(accuser, target, tale)):
        found = [(other, "inferred: the other side")]
    charges = []
    for accused, how in found:
        mine = () if {who_is(one) for one in accused} == {who_is(one) for one in accuser} else accuser
        charges.append(Charge(deed if deed is not None else word, accused, mine, standing, how))
    return charges


def _points(fault: Token) -> bool:
    """Whether the sentence points at what was told before: then more may be inferred."""
    return any(one.lower_ in POINTERS for one in fault.sent)


def _judge(fault: Token, tale: Tale) -> Token | None:
    """The verb over it that accuses, trades charges or admits."""
    words, at = tale.book.words, fault
    for _ in range(MAX_CLIMB):
        if at.head.i == at.i:
            return None
        at = at.head
        lemma = at.lemma_.lower()
        if at.pos_ in {"VERB", "AUX"} and (lemma in words.accuse or lemma in words.admit or lemma in words.trading):
            return at
    return None


def _is_traded(judge: Token, fault: Token, tale: Tale) -> bool:
    """Whether each charges the other: "accused each other", "traded accusations", "each blamed the other"."""
    words = tale.book.words
    if judge.lemma_.lower() in words.trading:
        return any(key in words.charges for one in objects(judge) for key in keys(one))
    things = [*objects(judge), *(kid for kid in judge.children if kid.i > judge.i)]
    before = [one for one in things if one.i < fault.i]
    mutual = any(one.lower_ in OTHERS or any(kid.lower_ in OTHERS for kid in one.children) for one in before)
    doer = surface_subject(judge)
    if doer is None or not mutual:
        return False
    each = doer.lower_ in {"each", "they", "both"} or any(kid.lower_ == "each" for kid in doer.children)
    return each or _is_both(doer, tale) or len(tale.mentions.parties(doer)) > 1


def _is_both(thing: Token, tale: Tale) -> bool:
    """"Both sides", "the two parties", "each side"."""
    words = tale.book.words
    paired = any(kid.lower_ in BOTH for kid in thing.children)
    return thing.lower_ in {"both", "each"} or (thing.lemma_.lower() in words.side_nouns and paired) or (
        thing.lower_ in words.both_sides and thing.lower_ != "parties"
    )


def _pair(doer: Token | None, target: int, tale: Tale) -> list[Refs]:
    """The two parties that a phrase names, else those between whom the arrangement is."""
    if doer is not None:
        named = able_refs(tale.mentions.refs(tale.mentions.parties(doer)), tale)
        distinct = _distinct(named)
        if len(distinct) >= PAIR:
            return distinct[:PAIR]
    return tale.pair(target)


def _distinct(refs: Sequence[ActorRef]) -> list[Refs]:
    """The refs, arms of one state being one party."""
    found: list[Refs] = []
    for ref in refs:
        if not any(same_party(ref, other[0]) for other in found):
            found.append((ref,))
    return found


def _eachother_party(judge: Token, fault: Token, target: int, tale: Tale) -> list[Charge]:
    pair = _pair(surface_subject(judge), target, tale)
    if len(pair) < PAIR:
        return []
    note = f"each accuses the other: '{judge.text}'"
    return [Charge(fault, pair[1], pair[0], "claimed", note), Charge(fault, pair[0], pair[1], "claimed", note)]


def _both(number: int, fault: Token, target: int, tale: Tale) -> list[Charge]:
    """"Both sides violated it": one breach for each."""
    accuser, standing = _recorder(fault, tale) or accuser_of(number, fault, tale, commented=False)
    return [Charge(fault, one, accuser, standing, "both sides are accused") for one in tale.pair(target)]


def _denied(fault: Token, denial: Token, target: int, tale: Tale) -> list[Charge]:
    """Who denies it is accused of it, unless the words name somebody else; the accuser is whose charge it is."""
    doer = subject(denial) if denial.pos_ == "VERB" else next(
        (one for one in modifiers(denial) if one.dep_ == "poss"), None)
    denier = able_refs(refs_of(doer, tale), tale) if doer is not None else ()
    own = subject(fault) if fault.pos_ == "VERB" else None
    named = able_refs(refs_of(own, tale), tale) if own is not None and own.pos_ != "PRON" else ()
    accused = named or denier
    if not accused:
        return []
    words = tale.book.words
    owners = [
        one for thing in objects(denial) if any(key in words.charges for key in keys(thing))
        for one in [*modifiers(thing), *(inner for name, inner in prepositions(thing) if name in {"by", "from", "of"})]
    ]
    accuser = tuple(ref for one in owners for ref in refs_of(one, tale) if not any(same_party(ref, x) for x in accused))
    note = f"'{denial.text}' denies it"
    return [Charge(fault, accused, accuser or other_party(accused, target, tale), "denied", note)]


def _admitted(fault: Token, judge: Token, deed: Token | None, tale: Tale) -> list[Charge]:
    """Who owns up to it."""
    doer = subject(judge)
    accused = able_refs(refs_of(doer, tale), tale) if doer is not None else ()
    return [Charge(deed or fault, accused, (), "admitted", f"'{judge.text}' owns up to it")] if accused else []


def _accuser(judge: Token, tale: Tale) -> Refs:
    """Who accuses: the subject, or the by-phrase of a passive."""
    if is_passive(judge):
        doers = agents(judge) or by_whom(judge)
    else:
        doer = subject(judge)
        doers = [doer] if doer is not None else []
    return tuple(voice_of(ref, tale) for one in doers for ref in refs_of(one, tale))


def _named(fault: Token, judge: Token | None, tale: Tale) -> tuple[Refs | str, str]:
    """Whom the words name as the one who broke it, or "both"."""
    for how, thing in _candidates(fault, judge, tale):
        if _is_both(thing, tale) and not refs_of(thing, tale):
            return "both", how
        refs = able_refs(refs_of(thing, tale), tale)
        if refs:
            return refs, how
    return (), ""


def _candidates(fault: Token, judge: Token | None, tale: Tale) -> list[tuple[str, Token]]:
    """Words that name the accused, the surest first."""
    words = tale.book.words
    found: list[tuple[str, Token]] = []
    if judge is not None and judge.lemma_.lower() in words.accuse - {"report"}:
        found += [(f"'{judge.text}' names the accused", one) for one in objects(judge) if one.i != fault.i]
        on = [thing for name, thing in prepositions(judge) if name in {"on", "upon"}]
        found += [(f"'{judge.text} on' names the accused", thing) for thing in on]
    if fault.pos_ in {"VERB", "AUX"}:
        doer = subject(fault)
        found += [(f"the doer of '{fault.text}'", doer)] if doer is not None else []
        by = agents(fault) or (_all_by(fault) if is_passive(fault) else [])
        found += [(f"by whom '{fault.text}'", one) for one in by]
        return found
    arms = words.state_arms
    found += [(f"'{fault.text} by'", one) for one in _all_by(fault) if not any(key in arms for key in keys(one))]
    owners = [one for one in modifiers(fault) if tale.mentions.at(one) or one.dep_ == "poss"]
    found += [(f"whose '{fault.text}' it is", one) for one in owners]
    over = fault.head
    if fault.dep_ in {"pobj", "conj"} and over.lower_ == "in":
        found += _doers_above(over.head)
    elif over.pos_ in {"VERB", "AUX"} and over.lemma_.lower() in words.constituting:
        found += _doers_above(over)
    return found


def _all_by(fault: Token) -> list[Token]:
    """Who stands behind "by" at the word, at its verb, or later in the sentence ("all of them by the army")."""
    found = by_whom(fault)
    if found:
        return found
    behind = fault.doc[fault.i + 1 : fault.sent.end]
    for one in behind:
        if one.pos_ in {"VERB", "AUX"} and one.dep_ != "acl":
            return []
        if one.lower_ == "by":
            return [kid for kid in one.children if kid.dep_ == "pobj"]
    return []


def _doers_above(token: Token) -> list[tuple[str, Token]]:
    """Who did what is called a breach: "bombed the market in violation of the truce", "the bombing was a breach"."""
    at = token
    for _ in range(MAX_CLIMB):
        if at.pos_ in {"VERB", "AUX"}:
            doer = subject(at)
            return [(f"the doer of '{at.text}'", doer)] if doer is not None else []
        if at.head.i == at.i:
            return []
        at = at.head
    return []


def _recorder(fault: Token, tale: Tale) -> tuple[Refs, BreachStanding] | None:
    """Who counted or reported it: monitors have seen it, parties claim it."""
    words, at = tale.book.words, fault
    for _ in range(3):
        if at.head.i == at.i:
            return None
        at = at.head
        if at.pos_ == "VERB" and at.lemma_.lower() in words.listing | words.complaining:
            own = surface_subject(at)
            passive = any(kid.dep_ in {"auxpass", "nsubjpass"} for kid in at.children) or at.dep_ == "acl"
            doers = (agents(at) or by_whom(at)) if passive else [own] if own is not None else []
            refs = tuple(voice_of(ref, tale) for one in doers for ref in refs_of(one, tale))
            if not refs:
                return None
            seen = at.lemma_.lower() in words.listing and not able_refs(refs, tale)
            return refs, ("observed" if seen else "claimed")
    return None


def other_party(refs: Sequence[ActorRef], target: int, tale: Tale) -> Refs:
    """The other of the two parties, where one of them is meant; for an outsider nobody."""
    for ref in refs:
        if (opponent := tale.roster.opponent(ref)) is not None:
            return (opponent,)
    pair = tale.pair(target)
    if len(pair) < PAIR:
        return ()
    for at, one in enumerate(pair):
        if any(same_party(ref, other) for ref in refs for other in one):
            return pair[1 - at]
    return ()

