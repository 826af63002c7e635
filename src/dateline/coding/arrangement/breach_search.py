"""Breaches told away from the word for the truce: a deed that a sentence ties to an arrangement of the report.

A sentence tells one when it calls something a breach, when it dates or places a violent deed by the arrangement
("hours into the pause", "fired into the belt"), or when a party denies or owns up to such a deed. Who is accused is the
doer that the words name; where they name none, it is inferred: from what only one side has (aircraft, tanks), from who
denies it, or from who acted just before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from dateline import __version__
from dateline.coding.arrangement.breach_parties import (
    able_refs, accused_of, accuser_of, answer_of, by_whom, commentator_in, points_back, refs_of, same_party, voice_of,
    who_is,
)
from dateline.coding.arrangement.names import PARTY_ROLES, key_of
from dateline.coding.arrangement.triggers import keys
from dateline.coding.evidence import read_sentences
from dateline.coding.places import act_place
from dateline.coding.syntax import objects, prepositions, subject
from dateline.coding.times import act_time
from dateline.records import READ_KINDS, Breach, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.breach_parties import BreachStanding
    from dateline.coding.parties import MentionMap
    from dateline.records import ActorRef, Arrangement

LIVE = frozenset({
    "in_force", "extended", "scheduled", "announced", "agreed", "accepted", "completed", "unknown", "expired", "ended",
    "collapsed", "suspended",
})
"""Statuses of what can have been broken; a mere proposal or refusal cannot."""
OVER = frozenset({"ended", "expired", "collapsed", "completed", "proposed", "suspended"})
TRUCES = frozenset({"ceasefire", "humanitarian_pause", "no_strike", "stand_off", "safe_zone", "other"})
LINK_REACH = 6
"""Words before "the truce" within which "since", "into" or "during" ties a deed to it."""
NEGATIVE = frozenset({"no", "not", "never", "n't", "any", "without"})
POINTERS = frozenset({"it", "this", "that", "they", "these", "those", "such", "which", "we", "our"})
"""Words by which a sentence points at a deed told elsewhere."""


@dataclass(slots=True)
class Tale:
    """The sentences of one article as far as breaches need them."""

    mentions: MentionMap
    book: ArrangementBook
    records: Sequence[Arrangement]
    sents: list[Span] = field(default_factory=list)
    found: list[tuple[int, int, Breach, str]] = field(default_factory=list)
    """(number of the sentence, index of the record, breach, how the accused was found)."""


def with_breaches(
    records: Sequence[Arrangement], mentions: MentionMap, book: ArrangementBook,
) -> list[Arrangement]:
    """The records with the breaches that other sentences of the report tie to them."""
    live = [one for one in records if one.status in LIVE and one.direction == "grants"]
    if not live:
        return list(records)
    tale = Tale(mentions, book, records)
    tale.sents = [sent for sent, kind in read_sentences(mentions.reading) if kind in READ_KINDS]
    told = {one.start for record in records for breach in record.breaches for one in record.tellings if breach.accused}
    for number in range(len(tale.sents)):
        if any(tale.sents[number].start_char <= start < tale.sents[number].end_char for start in told):
            continue
        _search(number, tale)
    return [_added(record, index, tale) for index, record in enumerate(records)]


def _added(record: Arrangement, index: int, tale: Tale) -> Arrangement:
    mine = [(breach, note) for _, at, breach, note in tale.found if at == index]
    if not mine:
        return record
    maker = f"rule:arrangement.breach@{__version__}"
    why = {**record.why, "breaches": tuple(Why(maker=maker, note=note) for _, note in mine)}
    return msgspec.structs.replace(record, breaches=(*record.breaches, *(breach for breach, _ in mine)), why=why)


def _search(number: int, tale: Tale) -> None:
    """The breach that one sentence tells, if any."""
    sent, words = tale.sents[number], tale.book.words
    text = f" {' '.join(sent.text.lower().split())} "
    deed = _deed(sent, tale)
    fault = next((one for one in sent if any(key in words.faults for key in keys(one)) or _breaks(one, tale)), None)
    target = _record_for(sent, tale, linked=fault is None)
    if fault is not None and target is None and deed is not None:
        target = _nearest(sent, tale)
    bare = deed is None and not any(one.lower_ in POINTERS for one in sent)
    if fault is not None and _is_no_reproach(fault, deed, text):
        return
    if fault is not None and target is not None and not _is_none(fault) and not _is_wished(fault, text, tale):
        _tell(number, _doing(fault, deed, tale), target, tale, firm=not bare)
        return
    if deed is not None and _is_further(number, text, tale):
        _, at, last, note = tale.found[-1]
        tale.found.append((number, at, _breach(deed, last.accused, last.accuser, last.standing, tale=tale), note))
    elif (owned := _owned_up(number, tale)) is not None:
        _own_up(number, owned, tale)
    elif deed is not None and (linked := _linked(number, deed, target, tale)) is not None:
        _tell(number, deed, linked, tale)


def _is_further(number: int, text: str, tale: Tale) -> bool:
    """Whether it goes on about breaches counted just before ("These include ...")."""
    starts = tuple(f" {phrase}" for phrase in tale.book.words.further)
    return bool(tale.found) and tale.found[-1][0] == number - 1 and text.startswith(starts)


def _linked(number: int, deed: Token, target: int | None, tale: Tale) -> int | None:
    """The record to which the words tie a deed that they do not call a breach."""
    sent = tale.sents[number]
    linked = target if target is not None and _is_linked(sent, deed, tale) else None
    if linked is None:
        linked = _by_comment(number, tale)
    if linked is None and (_is_denial_of(deed, tale) or _hits_the_protected(sent, deed, tale)):
        linked = _nearest(sent, tale)
    return linked if linked is not None else _by_the_other(number, deed, tale)


def _is_no_reproach(fault: Token, deed: Token | None, text: str) -> bool:
    """Whether the word of breach stands in a question, or an exception is none to a truce."""
    exempt = fault.lemma_.lower() == "exception" and (deed is None or "with the exception" in text)
    return exempt or "?" in text


def _doing(fault: Token, deed: Token | None, tale: Tale) -> Token:
    """Of a word of breach and a deed the one that names who did it."""
    if fault.pos_ == "VERB" and (doer := subject(fault)) is not None and able_refs(refs_of(doer, tale), tale):
        return fault
    if any(able_refs(refs_of(thing, tale), tale) for thing in by_whom(fault)):
        return fault
    over = fault.head.head if fault.dep_ == "pobj" and fault.head.lower_ == "in" else fault
    if over.pos_ == "VERB" and (doer := subject(over)) is not None and able_refs(refs_of(doer, tale), tale):
        return over
    return deed or fault


def _breaks(token: Token, tale: Tale) -> bool:
    """Whether the verb breaks what a word names: "broke the regime of silence"."""
    words = tale.book.words
    return token.pos_ == "VERB" and token.lemma_.lower() in words.breaking and any(
        key in words.breakable for thing in objects(token) for key in keys(thing)
    )


def _deed(sent: Span, tale: Tale) -> Token | None:
    """The first violent deed that the sentence tells as done; none under "not" or "no"."""
    words = tale.book.words
    for token in sent:
        lemma = token.lemma_.lower()
        verb = token.pos_ == "VERB" and lemma in words.violent_verbs
        noun = token.pos_ in {"NOUN", "PROPN"} and any(key in words.violent_nouns for key in keys(token))
        if not (verb or noun) or _is_none(token):
            continue
        stance = tale.mentions.reading.stances.get(token.i)
        denied = stance is not None and stance.polarity == "-" and _is_denial_of(token, tale)
        if stance is not None and not denied and (stance.polarity == "-" or stance.tense in {"future", "generic"}):
            continue
        if (noun and _is_in_name(token, tale)) or token.head.lemma_.lower() in tale.book.words.stopping:
            continue
        if stance is not None and stance.condition is not None:
            continue
        if noun and token.dep_ in {"compound", "amod"}:
            continue
        if verb and any(kid.dep_ == "aux" and kid.tag_ in {"MD", "TO"} for kid in token.children):
            continue
        return token
    return None


def _is_in_name(token: Token, tale: Tale) -> bool:
    """Whether the word is what an arrangement halts ("a suspension of air strikes"), and no deed."""
    over = token.head.head if token.head.pos_ == "ADP" else token.head
    names = tale.book.words.breakable
    return any(key in names or key in tale.book.words.pause_words or key == "cessation" for key in keys(over))


def _is_none(token: Token) -> bool:
    """Whether "no", "not" or "never" stands at a word."""
    return any(kid.lower_ in NEGATIVE and kid.i < token.i for kid in token.children)


def _is_wished(fault: Token, text: str, tale: Tale) -> bool:
    """Whether a breach is only feared, looked into or warned of."""
    stance = tale.mentions.reading.stances.get(fault.i)
    if stance is not None and (stance.tense == "future" or stance.condition is not None or stance.polarity == "-"):
        return True
    return any(f" {phrase} " in text for phrase in tale.book.words.feared)


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
        if near & words.tying:
            return True
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
    """The truce between two parties of which one says that the other has attacked while it was to hold."""
    target = _nearest(tale.sents[number], tale)
    if target is None or tale.records[target].arrangement not in TRUCES:
        return None
    record = tale.records[target]
    text = tale.sents[number].text.lower()
    if record.status in OVER or any(phrase in text for phrase in tale.book.words.after_its_end):
        return None
    stance = tale.mentions.reading.stances.get(deed.i)
    if stance is not None and stance.polarity == "-":
        return None
    accusers = able_refs([voice_of(ref, tale) for ref in tale.mentions.refs(tale.mentions.speakers(deed.i))], tale)
    doer = subject(deed) if deed.pos_ == "VERB" else None
    by = [thing for name, thing in prepositions(deed) if name == "by"] if deed.pos_ != "VERB" else []
    accused = able_refs([ref for one in ([doer] if doer is not None else by) for ref in refs_of(one, tale)], tale)
    if not accusers or not accused or any(same_party(one, other) for one in accusers for other in accused):
        return None
    sides = {key_of(side.actor) for side in record.sides if side.role in PARTY_ROLES}
    bound = not sides or any(key_of(one) in sides for one in (*accused, *accusers))
    when, _ = act_time(tale.mentions.reading, tale.mentions.resolution, deed.i, published=None)
    start = (record.effective_from.start_date if record.effective_from is not None else None) or ""
    early = when is not None and when.start_date and start and when.start_date[:10] < start[:10]
    return target if bound and not early else None


def _is_denial_of(deed: Token, tale: Tale) -> bool:
    """Whether the deed is told only as what a party denies ("denied a report that a sniper of his had fired")."""
    words = tale.book.words
    return any(one.lemma_.lower() in words.denying for one in deed.ancestors if one.pos_ == "VERB" and one.i < deed.i)


def _hits_the_protected(sent: Span, deed: Token, tale: Tale) -> bool:
    """Whether it hits what the arrangement was to protect, at a time that ties it ("shortly after the opening")."""
    words = tale.book.words
    text = f" {' '.join(sent.text.lower().split())} "
    protected = any(any(key in words.protected for key in keys(one)) for one in sent)
    return protected and (any(phrase in text for phrase in words.timely) or _in_window(deed, tale))


def _in_window(deed: Token, tale: Tale) -> bool:
    """Whether the deed has a clock time of the day for which a window is told."""
    when, _ = act_time(tale.mentions.reading, tale.mentions.resolution, deed.i, published=None)
    clock = any(one.like_num and one.lower_.isdigit() and len(one.lower_) == len("0940") for one in deed.sent)
    days = {(one.effective_from.start_date or "")[:10] for one in tale.records if one.effective_from is not None}
    return clock or (when is not None and (when.start_date or "")[:10] in days and "T" in (when.start_date or ""))


def _owned_up(number: int, tale: Tale) -> Token | None:
    """The verb by which a party owns up to a breach told before: "acknowledged the second of these"."""
    words = tale.book.words
    for token in tale.sents[number]:
        if token.pos_ == "VERB" and token.lemma_.lower() in words.admit and any(at < number for at, *_ in tale.found):
            things = objects(token)
            if any(points_back(one, tale) for one in things):
                return token
    return None


def _own_up(number: int, verb: Token, tale: Tale) -> None:
    """Mark the last breach as admitted where its accused does so, else tell a further one of whoever does."""
    speaker = subject(verb)
    refs = refs_of(speaker, tale) if speaker is not None else ()
    if not refs:
        return
    _, at, last, _ = tale.found[-1]
    if last.standing == "admitted" or not any(ref.sector for ref in refs):
        return
    breach = msgspec.structs.replace(last, accused=refs, standing="admitted")
    tale.found.append((number, at, breach, f"'{verb.text}' owns up to it"))


def _tell(number: int, deed: Token, target: int, tale: Tale, *, firm: bool = False) -> None:
    """A breach for each accused that can be told; `firm` where the words call it a breach, so that more is inferred."""
    accuser, standing = accuser_of(number, deed, tale, commented=_by_comment(number, tale) is not None)
    for accused, note in accused_of(number, deed, accuser, target, tale=tale, firm=firm):
        mine = () if {who_is(one) for one in accused} == {who_is(one) for one in accuser} else accuser
        answer = answer_of(number, accused, tale)
        tale.found.append((number, target, _breach(deed, accused, mine, answer or standing, tale=tale), note))


def _breach(
    deed: Token, accused: tuple[ActorRef, ...], accuser: tuple[ActorRef, ...], standing: BreachStanding, *, tale: Tale,
) -> Breach:
    """The record of one breach with the time and place of the deed."""
    reading, resolution = tale.mentions.reading, tale.mentions.resolution
    place = act_place(reading, resolution, deed.i)
    published = reading.article.published
    when, _ = act_time(reading, resolution, deed.i, published=published.value if published else None)
    return Breach(
        accused=accused, accuser=accuser, time=when, standing=standing, event="ASSAULT",
        place=resolution.places.get(place) if place is not None else None,
    )

