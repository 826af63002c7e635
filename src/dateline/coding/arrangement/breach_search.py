"""Breaches told away from the word for the truce: a deed that a sentence ties to an arrangement of the report.

A sentence tells one when it calls something a breach, when it dates or places a violent deed by the arrangement
("hours into the pause", "fired into the belt"), or when a party denies or owns up to such a deed. Who is accused is the
doer that the words name; where they name none, it is inferred: from what only one side has (aircraft, tanks), from who
denies it, or from who acted just before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline import __version__
from dateline.coding.arrangement.breach_answers import with_answers
from dateline.coding.arrangement.breach_blame import blamed_in
from dateline.coding.arrangement.breach_charges import charges_of
from dateline.coding.arrangement.breach_faults import faults_in
from dateline.coding.arrangement.breach_parties import (
    able_refs,
    accused_of,
    accuser_of,
    by_whom,
    commentator_in,
    doer_of,
    refs_of,
    same_party,
    who_is,
)
from dateline.coding.arrangement.breach_tale import Tale
from dateline.coding.arrangement.names import PARTY_ROLES, clause_of
from dateline.coding.arrangement.triggers import keys
from dateline.coding.evidence import read_sentences
from dateline.coding.places import act_place
from dateline.coding.roster import Roster, at_home, party_key
from dateline.coding.syntax import MAX_CLIMB, is_passive, objects, subject
from dateline.coding.times import act_time
from dateline.records import READ_KINDS, Breach, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.breach_charges import Charge
    from dateline.coding.arrangement.breach_parties import BreachStanding
    from dateline.coding.parties import MentionMap
    from dateline.records import ActorRef, Arrangement, Claim

LIVE = frozenset({
    "in_force", "extended", "scheduled", "announced", "agreed", "accepted", "completed", "unknown", "expired", "ended",
    "collapsed", "suspended",
})
"""Statuses of what can have been broken; a mere proposal or refusal cannot."""
OVER = frozenset({"ended", "expired", "collapsed", "completed", "proposed", "suspended"})
WATCHERS = frozenset({"UNO", "IGO"})
"""Bodies that watch over a truce; what they tell of an attack is told as its breach."""
TRUCES = frozenset({"ceasefire", "humanitarian_pause", "no_strike", "stand_off", "safe_zone", "other"})
LINK_REACH = 6
"""Words before "the truce" within which "since", "into" or "during" ties a deed to it."""
ARMS = "inferred: only this side has such arms"
BEHIND = 10
"""Words behind "the truce" within which "notwithstanding" ties it."""
HOLDING = frozenset({"in_force", "extended", "announced", "agreed", "accepted", "unknown"})
BACK = 2
"""Sentences back to what is answered."""
MARKS = frozenset({"when", "after", "as", "until", "because", "once"})
OWNED = frozenset({"ccomp", "dobj", "xcomp", "conj"})
NEGATIVE = frozenset({"no", "not", "never", "n't", "any", "without"})


def with_breaches(
    records: Sequence[Arrangement], mentions: MentionMap, book: ArrangementBook, claims: Sequence[Claim] = (),
) -> list[Arrangement]:
    """The records with the breaches that the sentences of the report tie to them."""
    live = [one for one in records if one.status in LIVE and one.direction == "grants"]
    if not live:
        return list(records)
    roster = Roster(mentions, book.control.words.home_words)
    tale = Tale(at_home(mentions, roster), book, records, roster, mentions, claims)
    tale.sents = [sent for sent, kind in read_sentences(mentions.reading) if kind in READ_KINDS]
    for number in range(len(tale.sents)):
        _search(number, tale)
    with_answers(tale)
    return [_added(record, index, tale) for index, record in enumerate(records)]


def _added(record: Arrangement, index: int, tale: Tale) -> Arrangement:
    mine: dict[tuple[object, ...], tuple[Breach, str]] = {}
    for _, at, breach, note in tale.found:
        if at == index:
            mine.setdefault(_what(breach), (breach, note))
    if not mine:
        return msgspec.structs.replace(record, breaches=()) if record.breaches else record
    maker = f"rule:arrangement.breach@{__version__}"
    why = {**record.why, "breaches": tuple(Why(maker=maker, note=note) for _, note in mine.values())}
    return msgspec.structs.replace(record, breaches=tuple(breach for breach, _ in mine.values()), why=why)


def _what(breach: Breach) -> tuple[object, ...]:
    """What makes two breaches one: who, on whose word, how it stands, when and where."""
    return (
        tuple(map(who_is, breach.accused)), tuple(map(who_is, breach.accuser)), breach.standing,
        breach.time.start_date if breach.time is not None else None,
        (breach.place.name or breach.place.text) if breach.place is not None else None,
    )


def _search(number: int, tale: Tale) -> None:
    """The breaches that one sentence tells."""
    sent = tale.sents[number]
    text = f" {' '.join(sent.text.lower().split())} "
    deeds = list(_deeds(sent, tale))
    faults = list(faults_in(sent, tale))
    before = len(tale.found)
    for fault in faults:
        target = _record_for(sent, tale, linked=False)
        if target is None:
            target = _nearest(sent, tale)
        if target is None:
            return
        voice = tale.mentions.speakers(fault.i)
        here = clause_of(fault)
        beside = [one for one in deeds if here.start <= one.i < here.end]
        near = [one for one in beside if tale.mentions.speakers(one.i) == voice] or beside
        for charge in charges_of(number, fault, deed=next(iter(near), None), target=target, tale=tale):
            _add(number, target, charge, tale)
    if (target := _record_for(sent, tale, linked=False)) is not None or (target := _nearest(sent, tale)) is not None:
        for charge in blamed_in(number, target, tale):
            if not _is_told(number, charge, tale):
                _add(number, target, charge, tale)
    told = {tale.mentions.speakers(fault.i) for fault in faults} if len(tale.found) > before else set()
    for deed in [one for one in deeds if tale.mentions.speakers(one.i) not in told]:
        _search_deed(number, deed, text, tale)


def _search_deed(number: int, deed: Token | None, text: str, tale: Tale) -> None:
    """The breach that a sentence tells without a word for it: a deed tied to the truce, or owned up to."""
    sent = tale.sents[number]
    if deed is not None and _is_further(number, text, tale):
        _, at, last, note = tale.found[-1]
        tale.add(number, at, _breach(deed, last.accused, last.accuser, last.standing, tale=tale), note, start=deed.idx)
    elif deed is not None and any(told := _admitted_deed(deed, tale)) and (live := _nearest(sent, tale)) is not None:
        owners, doers = told
        if _answers_before(number, deed, owners, tale):
            return
        own = not doers or any(same_party(one, other) for one in owners for other in doers)
        breach = _breach(deed, doers or owners, () if own else owners, "admitted" if own else "claimed", tale=tale)
        tale.add(number, live, breach, f"'{deed.text}' is owned up to", start=deed.idx)
    elif deed is not None and (
        linked := _linked(number, deed, _record_for(sent, tale, linked=True), tale)
    ) is not None:
        _tell(number, deed, linked, tale)
    elif deed is not None and (kept := _while_it_held(sent, deed, tale)) is not None:
        _tell(number, deed, kept, tale)


def _add(number: int, target: int, charge: Charge, tale: Tale) -> None:
    """One charge as a breach, told once a sentence for each pair of parties."""
    breach = _breach(charge.word, charge.accused, charge.accuser, charge.standing, tale=tale)
    pair = (tuple(map(who_is, breach.accused)), tuple(map(who_is, breach.accuser)), breach.standing)
    told = [
        (tuple(map(who_is, one.accused)), tuple(map(who_is, one.accuser)), one.standing)
        for at, _, one, _ in tale.found if at == number or (at == number - 1 and charge.word not in tale.sents[number])
    ]
    if pair not in told:
        tale.add(number, target, breach, charge.note, start=charge.word.idx)


def _is_told(number: int, charge: Charge, tale: Tale) -> bool:
    """Whether the sentence has told that these were accused by the same, or by nobody named."""
    return any(
        at == number and any(same_party(one, other) for one in charge.accused for other in breach.accused)
        and (not breach.accuser or any(same_party(one, other) for one in charge.accuser for other in breach.accuser))
        for at, _, breach, _ in tale.found
    )


def _is_further(number: int, text: str, tale: Tale) -> bool:
    """Whether it goes on about breaches counted just before ("These include ...")."""
    starts = tuple(f" {phrase}" for phrase in tale.book.words.further)
    return bool(tale.found) and tale.found[-1][0] == number - 1 and text.startswith(starts)


def _answers_before(number: int, deed: Token, owners: Sequence[ActorRef], tale: Tale) -> bool:
    """Whether "the strike" that is owned up to is the breach of the same party told just before, so an answer."""
    definite = deed.pos_ == "NOUN" and any(kid.lower_ in {"the", "that", "this"} for kid in deed.children)
    return definite and any(
        number - BACK <= at <= number and any(same_party(one, other) for one in owners for other in breach.accused)
        for at, _, breach, _ in tale.found
    )


def _admitted_deed(deed: Token, tale: Tale) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """(who owns up to a deed, whose deed it is): "acknowledged that one of its units had fired"."""
    at = deed
    for _ in range(MAX_CLIMB):
        if at.head.i == at.i:
            return (), ()
        link, at = at.dep_, at.head
        if at.pos_ == "VERB" and at.lemma_.lower() in tale.book.words.admit and link in OWNED:
            owner, doer = subject(at), doer_of(deed, tale)
            owners = able_refs(refs_of(owner, tale), tale) if owner is not None else ()
            doing = [doer] if doer is not None else by_whom(deed)
            return owners, able_refs([ref for one in doing for ref in refs_of(one, tale)], tale)
    return (), ()


def _linked(number: int, deed: Token, target: int | None, tale: Tale) -> int | None:
    """The record to which the words tie a deed that they do not call a breach."""
    sent = tale.sents[number]
    linked = target if target is not None and (_is_linked(sent, deed, tale) or _broke_it(sent, deed, tale)) else None
    if linked is None:
        linked = _by_comment(number, tale)
    if linked is None and (_is_denial_of(deed, tale) or _hits_the_protected(sent, deed, tale)):
        linked = _nearest(sent, tale)
    return linked if linked is not None else _by_the_other(number, deed, tale)


def _deeds(sent: Span, tale: Tale) -> Iterator[Token]:
    """The violent deeds that the sentence tells as done, the first on each voice; none under "not" or "no"."""
    voices: set[tuple[int, ...]] = set()
    for token in sent:
        if _is_deed(token, tale) and (voice := tale.mentions.speakers(token.i)) not in voices:
            voices.add(voice)
            yield token


def _is_deed(token: Token, tale: Tale) -> bool:
    """Whether a word tells a violent deed as done."""
    words = tale.book.words
    verb = token.pos_ == "VERB" and token.lemma_.lower() in words.violent_verbs and token.dep_ not in {"amod", "pobj"}
    verb = verb or _is_mobilizing(token, tale)
    noun = token.pos_ in {"NOUN", "PROPN"} and any(key in words.violent_nouns for key in keys(token))
    if not (verb or noun) or _is_none(token):
        return False
    stance = tale.mentions.reading.stances.get(token.i)
    if stance is not None:
        denied = stance.polarity == "-" and _is_denial_of(token, tale)
        unreal = stance.polarity == "-" or stance.tense in {"future", "generic"}
        believed = any(one.lower_ == "believed" for one in clause_of(token))
        if (unreal and not denied) or (stance.condition is not None and not believed):
            return False
    if (noun and _is_in_name(token, tale)) or token.head.lemma_.lower() in words.stopping:
        return False
    if noun:
        return token.dep_ not in {"compound", "amod"}
    begun = token.dep_ == "xcomp" and token.head.lemma_.lower() in words.going_on
    return begun or not any(kid.dep_ == "aux" and kid.tag_ in {"MD", "TO"} for kid in token.children)


def _is_mobilizing(token: Token, tale: Tale) -> bool:
    """Whether somebody moves troops or guns: "moved two gunboats towards Guit", "emplaced artillery within it"."""
    words = tale.book.words
    if token.pos_ != "VERB" or token.lemma_.lower() not in words.moving:
        return False
    return any(key in words.moved for one in objects(token) for key in keys(one))


def _is_in_name(token: Token, tale: Tale) -> bool:
    """Whether the word is what an arrangement halts ("a suspension of air strikes"), and no deed."""
    over = token.head.head if token.head.pos_ == "ADP" else token.head
    names = tale.book.words.breakable
    return any(key in names or key in tale.book.words.pause_words or key == "cessation" for key in keys(over))


def _is_none(token: Token) -> bool:
    """Whether "no", "not" or "never" stands at a word."""
    return any(kid.lower_ in NEGATIVE and kid.i < token.i for kid in token.children)


def _record_for(sent: Span, tale: Tale, *, linked: bool) -> int | None:
    """The record that a sentence names: by a word of its kind; of several the last told before or in it."""
    kinds = _kinds_named(sent, tale)
    if not kinds:
        return None if linked else _nearest(sent, tale)
    return _nearest(sent, tale, kinds=kinds)


def _kinds_named(sent: Span, tale: Tale) -> frozenset[str]:
    """Kinds of arrangement that the words of a sentence may name."""
    names = tale.book.words.breakable
    return frozenset(kind for token in sent for key in keys(token) for kind in names.get(key, ()))


def _nearest(sent: Span, tale: Tale, kinds: frozenset[str] = frozenset()) -> int | None:
    """The last live grant told before the end of the sentence, else the first after; truces before other kinds."""
    fitting = [
        (one.evidence.start, at) for at, one in enumerate(tale.records)
        if one.status in LIVE and one.direction == "grants" and (not kinds or one.arrangement in kinds)
    ]
    if not fitting:
        return None
    before = [pair for pair in fitting if pair[0] <= sent.end_char]
    truces = [pair for pair in before if tale.records[pair[1]].arrangement in TRUCES]
    return max(truces)[1] if truces else (max(before)[1] if before else min(fitting)[1])


def _is_linked(sent: Span, deed: Token, tale: Tale) -> bool:
    """Whether the words date or place the deed by the arrangement, and not by its end."""
    words = tale.book.words
    text = f" {' '.join(sent.text.lower().split())} "
    if any(phrase in text for phrase in words.after_its_end):
        return False
    for token in sent:
        if token.i == deed.i or not any(key in words.breakable for key in keys(token)):
            continue
        near = {one.lower_ for one in sent.doc[max(token.i - LINK_REACH, sent.start) : token.i]}
        behind = {one.lower_ for one in sent.doc[token.i + 1 : min(token.i + 1 + BEHIND, sent.end)]}
        if near & words.tying or behind & {"notwithstanding", "regardless"}:
            return True
    return False


def _is_truce(record: Arrangement, tale: Tale) -> bool:
    """Whether a record is a truce by its kind or by the words that tell it ("a truce for the evacuation")."""
    if record.arrangement in TRUCES:
        return True
    told = record.evidence.text.lower().replace("-", " ").split()
    return any("ceasefire" in tale.book.words.breakable.get(word, ()) for word in told)


def _while_it_held(sent: Span, deed: Token, tale: Tale) -> int | None:
    """The truce within whose days a party to it is dated to have attacked, where nothing says that it was over."""
    target = _nearest(sent, tale)
    if target is None or not _is_truce(tale.records[target], tale):
        return None
    record = tale.records[target]
    start = record.effective_from or record.announced_on
    first = (start.start_date or start.end_date) if start is not None else None
    text = f" {' '.join(sent.text.lower().split())} "
    if record.status not in HOLDING or not first or any(phrase in text for phrase in tale.book.words.after_its_end):
        return None
    when, _ = act_time(tale.mentions.reading, tale.mentions.resolution, deed.i, published=None)
    dated = when is not None and when.precision in {"day", "hour", "minute"}
    day = (when.start_date or "")[:10] if dated and when is not None else ""
    end = record.effective_to
    last = (end.end_date or end.start_date or "") if end is not None else ""
    early = day < first[:10] or (day == first[:10] and record.effective_from is None)
    if not day or early or (last and day > last[:10]):
        return None
    doer = doer_of(deed, tale)
    refs = able_refs(refs_of(doer, tale), tale) if doer is not None else ()
    sides = [side.actor for side in record.sides if side.role in PARTY_ROLES] + [
        one for refs in tale.pair(target) for one in refs]
    return target if any(same_party(ref, side) for ref in refs for side in sides) else None


def _broke_it(sent: Span, deed: Token, tale: Tale) -> bool:
    """Whether the truce is told to have ended with the deed: "collapsed when", "had held for three hours until"."""
    words = tale.book.words
    for token in sent:
        named = any(key in words.breakable for key in keys(token))
        if not named or token.i >= deed.i or token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        verb, at = token.head, deed
        for _ in range(MAX_CLIMB):
            mark = any(kid.lower_ in MARKS and kid.dep_ in {"mark", "advmod"} for kid in at.children)
            if mark:
                return verb.lemma_.lower() in words.broken_by and token.i < verb.i < deed.i
            if at.head.i == at.i:
                break
            at = at.head
    return False


def _by_comment(number: int, tale: Tale) -> int | None:
    """The record that the next sentence, or a later clause, calls broken: "called it a breach of their word"."""
    if number + 1 >= len(tale.sents):
        return None
    sent = tale.sents[number + 1]
    faulted = any(any(key in tale.book.words.faults for key in keys(one)) for one in sent)
    points = any(one.lower_ in {"it", "this", "that", "these"} for one in sent)
    if not (faulted and points and commentator_in(sent, tale) is not None):
        return None
    return _record_for(tale.sents[number], tale, linked=False)


def _by_the_other(number: int, deed: Token, tale: Tale) -> int | None:
    """The truce while which was to hold somebody says that a party has attacked: the other party, a monitor, or whoever
    is no friend of the accused."""
    target = _nearest(tale.sents[number], tale)
    sent = tale.sents[number]
    if target is None or not (_is_truce(tale.records[target], tale) or _names_protected(sent, tale)):
        return None
    record = tale.records[target]
    if record.status in OVER or any(phrase in sent.text.lower() for phrase in tale.book.words.after_its_end):
        return None
    stance = tale.mentions.reading.stances.get(deed.i)
    if (stance is not None and stance.polarity == "-") or _is_before(deed, record, tale):
        return None
    accusers, standing = accuser_of(number, deed, tale, commented=False)
    if not accusers or (standing == "observed" and not any(ref.country in WATCHERS for ref in accusers)):
        return None
    accused = accused_of(number, deed, accusers, target, tale=tale, firm=False)
    named = [refs for refs, how in accused if not how.startswith("inferred") or how == ARMS]
    named = named or _left_open(deed, accusers, tale)
    if any(same_party(one, other) for refs in named for one in accusers for other in refs):
        return None
    sides = {party_key(side.actor) for side in record.sides if side.role in PARTY_ROLES}
    parties = {party_key(one) for refs in named for one in (*refs, *accusers)}
    return target if named and (not sides or parties & sides) else None


def _left_open(deed: Token, accusers: Sequence[ActorRef], tale: Tale) -> list[tuple[ActorRef, ...]]:
    """The opponent of the party that tells of a deed without a doer."""
    words = tale.book.words
    if doer_of(deed, tale) is not None or by_whom(deed) or not able_refs(accusers, tale):
        return []
    if any(one.lemma_.lower() in words.admit | words.denying | words.contesting for one in deed.ancestors):
        return []
    opponents = [one for ref in accusers if (one := tale.roster.opponent(ref)) is not None]
    return [(opponents[0],)] if opponents else []


def _is_before(deed: Token, record: Arrangement, tale: Tale) -> bool:
    """Whether a deed is dated before the arrangement was to begin."""
    when, _ = act_time(tale.mentions.reading, tale.mentions.resolution, deed.i, published=None)
    begins = record.effective_from or record.announced_on
    start = (begins.start_date if begins is not None else None) or ""
    return bool(when is not None and when.start_date and start and when.start_date[:10] < start[:10])


def _is_denial_of(deed: Token, tale: Tale) -> bool:
    """Whether the deed is told only as what a party denies ("denied a report that a sniper of his had fired")."""
    words = tale.book.words
    return any(
        one.lemma_.lower() in words.denying for one in deed.ancestors
        if one.pos_ == "VERB" and (one.i < deed.i or (is_passive(one) and not by_whom(one)))
    )


def _names_protected(sent: Span, tale: Tale) -> bool:
    """Whether the sentence names what a way out is to protect: ambulances, buses, a convoy."""
    return any(key in tale.book.words.protected for one in sent for key in keys(one))


def _hits_the_protected(sent: Span, deed: Token, tale: Tale) -> bool:
    """Whether it hits what the arrangement was to protect, at a time that ties it ("shortly after the opening")."""
    words = tale.book.words
    text = f" {' '.join(sent.text.lower().split())} "
    return _names_protected(sent, tale) and (any(phrase in text for phrase in words.timely) or _in_window(deed, tale))


def _in_window(deed: Token, tale: Tale) -> bool:
    """Whether the deed has a clock time of the day for which a window is told."""
    when, _ = act_time(tale.mentions.reading, tale.mentions.resolution, deed.i, published=None)
    clock = any(one.like_num and one.lower_.isdigit() and len(one.lower_) == len("0940") for one in deed.sent)
    days = {(one.effective_from.start_date or "")[:10] for one in tale.records if one.effective_from is not None}
    return clock or (when is not None and (when.start_date or "")[:10] in days and "T" in (when.start_date or ""))


def _is_of_nobody(number: int, deed: Token, tale: Tale) -> bool:
    """Whether a deed tied to the truce is told without any doer, in a sentence that tells no other breach and owns up
    to nothing."""
    sent = tale.sents[number]
    owned = any(one.lemma_.lower() in tale.book.words.admit for one in sent)
    return not owned and all(at != number for at, *_ in tale.found) and _is_linked(sent, deed, tale)


def _tell(number: int, deed: Token, target: int, tale: Tale, *, firm: bool = False) -> None:
    """A breach for each accused that can be told; `firm` where the words call it a breach, so that more is inferred."""
    accuser, standing = accuser_of(number, deed, tale, commented=_by_comment(number, tale) is not None)
    standing = "denied" if _is_denial_of(deed, tale) else standing
    told = accused_of(number, deed, accuser, target, tale=tale, firm=firm)
    told = told or [(refs, "inferred: the other side") for refs in _left_open(deed, accuser, tale)]
    if not told and standing == "observed" and _is_of_nobody(number, deed, tale):
        told = [((), "the report does not say whose it was")]
    for accused, note in told:
        mine = () if {who_is(one) for one in accused} == {who_is(one) for one in accuser} else accuser
        if mine and any(same_party(one, other) for one in mine for other in accused):
            opponent = tale.roster.opponent(accused[0])
            mine = (opponent,) if opponent is not None else ()
        tale.add(number, target, _breach(deed, accused, mine, standing, tale=tale), note, start=deed.idx)


def _breach(
    deed: Token, accused: tuple[ActorRef, ...], accuser: tuple[ActorRef, ...], standing: BreachStanding, *, tale: Tale,
) -> Breach:
    """The record of one breach with the time and place of the deed, and the claim that tells it."""
    reading, resolution = tale.mentions.reading, tale.mentions.resolution
    accused, accuser = tale.full_names(accused), tale.full_names(tale.known(accuser, accused))
    claim = tale.claim_of(deed, accused)
    place = act_place(reading, resolution, deed.i)
    published = reading.article.published
    when, _ = act_time(reading, resolution, deed.i, published=published.value if published else None)
    told = resolution.places.get(place) if place is not None else None
    return Breach(
        accused=accused, accuser=accuser, time=when, standing=standing,
        event=claim.event if claim is not None else "ASSAULT",
        place=told or (claim.place if claim is not None else None), claim=claim.id if claim is not None else None,
    )
