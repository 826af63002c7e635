"""Breaches told away from the word for the truce: a deed that a sentence ties to an arrangement of the report.

A sentence tells one when it calls something a breach, when it dates or places a violent deed by the arrangement
("hours into the pause", "fired into the belt"), or when a party denies or owns up to such a deed. Who is accused is the
doer that the words name; where they name none, it is inferred: from what only one side has (aircraft, tanks), from who
denies it, or from who acted just before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline import __version__
from dateline.coding.arrangement.parties import OUTSIDE, named_party
from dateline.coding.arrangement.names import PARTY_ROLES, key_of
from dateline.coding.arrangement.triggers import keys
from dateline.coding.evidence import read_sentences
from dateline.coding.places import act_place
from dateline.coding.syntax import agents, modifiers, objects, prepositions, subject
from dateline.coding.times import act_time
from dateline.records import READ_KINDS, Breach, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.parties import MentionMap
    from dateline.records import ActorRef, Arrangement

LIVE = frozenset({
    "in_force", "extended", "scheduled", "announced", "agreed", "accepted", "completed", "unknown", "expired", "ended",
    "collapsed", "suspended",
})
"""Statuses of what can have been broken; a mere proposal or refusal cannot."""
OVER = frozenset({"ended", "expired", "collapsed", "completed", "proposed", "suspended"})
TRUCES = frozenset({"ceasefire", "humanitarian_pause", "no_strike", "stand_off", "safe_zone", "other"})
BACK = 3
"""Sentences back to whoever acted just before."""
BY_REACH = 4
BLAMED = "blamed by"
TOP = 160
"""Characters at the top of a report in which a house names itself."""
LINK_REACH = 6
"""Words before "the truce" within which "since", "into" or "during" ties a deed to it."""
POINTERS = frozenset({"it", "this", "that", "they", "these", "those", "such", "which", "we", "our"})
"""Words by which a sentence points at a deed told elsewhere."""
STATE = frozenset({"MIL", "GOV", "SPY"})
BreachStanding = Literal["claimed", "observed", "admitted", "denied"]


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
    if fault is not None and (text.rstrip().endswith(("?", "?”", '?"')) or (
        fault.lemma_.lower() == "exception" and (deed is None or "with the exception" in text))):
        return
    if fault is not None and target is not None and not _is_none(fault) and not _is_wished(fault, text, tale):
        _tell(number, _doing(fault, deed, tale), target, tale, firm=not bare)
        return
    if deed is not None and tale.found and tale.found[-1][0] == number - 1 and text.startswith(
        tuple(f" {phrase}" for phrase in words.further),
    ):
        _, at, last, note = tale.found[-1]
        tale.found.append((number, at, _breach(deed, last.accused, last.accuser, last.standing, tale=tale), note))
        return
    owned = _owned_up(number, tale)
    if owned is not None:
        _own_up(number, owned, tale)
        return
    if deed is None:
        return
    linked = target if target is not None and _is_linked(sent, deed, tale) else None
    if linked is None:
        linked = _by_comment(number, tale)
    if linked is None and _is_denial_of(deed, tale):
        linked = _nearest(sent, tale)
    if linked is None and _hits_the_protected(sent, deed, tale):
        linked = _nearest(sent, tale)
    if linked is None:
        linked = _by_the_other(number, deed, tale)
    if linked is not None:
        _tell(number, deed, linked, tale)


def _doing(fault: Token, deed: Token | None, tale: Tale) -> Token:
    """Of a word of breach and a deed the one that names who did it."""
    if fault.pos_ == "VERB" and (doer := subject(fault)) is not None and _able(_refs(doer, tale), tale):
        return fault
    if any(_able(_refs(thing, tale), tale) for thing in _by_whom(fault)):
        return fault
    return deed or fault


def _by_whom(token: Token) -> list[Token]:
    """Who stands behind "by" at a word, wherever the parse hangs it."""
    found = [thing for name, thing in prepositions(token) if name == "by"]
    near = token.doc[token.i + 1 : min(token.i + BY_REACH, token.sent.end)]
    return found or [kid for one in near if one.lower_ == "by" for kid in one.children if kid.dep_ == "pobj"]


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
    return any(kid.lower_ in {"no", "not", "never", "n't", "any", "without"} and kid.i < token.i for kid in token.children)


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
    if not (faulted and points and _commentator(sent, tale) is not None):
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
    accusers = _able([_voice(ref, tale) for ref in tale.mentions.refs(tale.mentions.speakers(deed.i))], tale)
    doer = subject(deed) if deed.pos_ == "VERB" else None
    by = [thing for name, thing in prepositions(deed) if name == "by"] if deed.pos_ != "VERB" else []
    accused = _able([ref for one in ([doer] if doer is not None else by) for ref in _refs(one, tale)], tale)
    if not accusers or not accused or any(_same(one, other) for one in accusers for other in accused):
        return None
    sides = {key_of(side.actor) for side in record.sides if side.role in PARTY_ROLES}
    bound = not sides or any(key_of(one) in sides for one in (*accused, *accusers))
    when, _ = act_time(tale.mentions.reading, tale.mentions.resolution, deed.i, published=None)
    start = (record.effective_from.start_date if record.effective_from is not None else None) or ""
    early = when is not None and when.start_date and start and when.start_date[:10] < start[:10]
    return target if bound and not early else None


def _is_denial_of(deed: Token, tale: Tale) -> bool:
    """Whether the deed is told only as what a party denies, while its truce is told ("denied a report that a sniper")."""
    words = tale.book.words
    return any(one.lemma_.lower() in words.denying for one in deed.ancestors if one.pos_ == "VERB")


def _hits_the_protected(sent: Span, deed: Token, tale: Tale) -> bool:
    """Whether it hits what the arrangement was to protect, at a time that ties it: "hit ... shortly after the opening"."""
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
            if any(_points_back(one, tale) for one in things):
                return token
    return None


def _points_back(thing: Token, tale: Tale) -> bool:
    """Whether a noun phrase stands for a deed told before: "the strike", "the second of these", "this"."""
    words = tale.book.words
    if any(key in words.violent_nouns or key in words.faults or key in words.toll for key in keys(thing)):
        return True
    return any(one.lower_ in {"this", "these", "it", "that", "second", "first", "incident", "one"} for one in thing.subtree)


def _is_that_deed(thing: Token, tale: Tale) -> bool:
    """Whether it is the deed just told, not one of several counted off ("the second of these")."""
    ordinal = any(one.lower_ in {"second", "first", "third", "one", "last"} for one in thing.subtree)
    return not ordinal and _points_back(thing, tale)


def _own_up(number: int, verb: Token, tale: Tale) -> None:
    """Mark the last breach as admitted where its accused does so, else tell a further one of whoever does."""
    speaker = subject(verb)
    refs = _refs(speaker, tale) if speaker is not None else ()
    if not refs:
        return
    _, at, last, _ = tale.found[-1]
    if last.standing == "admitted" or not any(ref.sector for ref in refs):
        return
    breach = msgspec.structs.replace(last, accused=refs, standing="admitted")
    tale.found.append((number, at, breach, f"'{verb.text}' owns up to it"))


def _same(one: ActorRef, other: ActorRef) -> bool:
    if key_of(one) == key_of(other):
        return True
    return one.country is not None and one.country == other.country and one.sector in STATE and other.sector in STATE


def _tell(number: int, deed: Token, target: int, tale: Tale, *, firm: bool = False) -> None:
    """A breach for each accused that can be told; `firm` where the words call it a breach, so that more is inferred."""
    accuser, standing = _accuser(number, deed, tale)
    for accused, note in _accused(number, deed, accuser, target, tale=tale, firm=firm):
        mine = () if {_who(one) for one in accused} == {_who(one) for one in accuser} else accuser
        answer = _answer(number, accused, deed, tale)
        tale.found.append((number, target, _breach(deed, accused, mine, answer or standing, tale=tale), note))


def _who(ref: ActorRef) -> tuple[str, str]:
    """What tells accused and accuser apart, also where both are of one state's forces."""
    return (key_of(ref), "" if ref.id else ref.text.lower())


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


def _refs(token: Token, tale: Tale) -> tuple[ActorRef, ...]:
    """The parties that a noun phrase names, through its owner and its of-phrase where it names none itself."""
    mentions = tale.mentions
    indices = mentions.parties(token)
    if not indices:
        inner = [*modifiers(token), *(thing for name, thing in prepositions(token) if name == "of")]
        indices = tuple(index for one in inner for index in mentions.parties(one))
    if not indices:
        inner = [index for one in token.subtree for index in mentions.at(one)[:1]]
        able = [index for index in inner if _able(mentions.refs((index,)), tale)]
        indices = tuple((able or inner)[:1])
    return tuple(named_party(ref, mentions) for ref in mentions.refs(indices))


def _able(refs: Sequence[ActorRef], tale: Tale) -> tuple[ActorRef, ...]:
    sectors = tale.book.words.able_sectors
    return tuple(ref for ref in refs if ref.sector in sectors and ref.country not in OUTSIDE)


def _accuser(number: int, deed: Token, tale: Tale) -> tuple[tuple[ActorRef, ...], BreachStanding]:
    """Whose word it is: who accuses or comments, else who is told to say it, else the house itself, as seen."""
    sent, mentions = tale.sents[number], tale.mentions
    commentator = _commentator(sent, tale)
    if commentator is not None and (refs := _refs(commentator, tale)):
        return tuple(_voice(ref, tale) for ref in refs), "claimed"
    spoken = mentions.refs(mentions.speakers(deed.i))
    if not spoken and any(one.lower_ in {"we", "our", "us"} for one in sent):
        spoken = _house(tale) or (_other_party(tale, ()) if not _is_body(tale) else ())
    if spoken:
        return tuple(_voice(ref, tale) for ref in spoken), "claimed"
    if number + 1 < len(tale.sents) and _by_comment(number, tale) is not None:
        later = _commentator(tale.sents[number + 1], tale)
        if later is not None and (refs := _refs(later, tale)):
            return refs, "claimed"
    return _house(tale), "observed"


def _voice(ref: ActorRef, tale: Tale) -> ActorRef:
    """A speaker under its fullest name: "the force commander's office" is the mission's where it alone is named."""
    if ref.country is not None or ref.sector is None:
        return ref
    found = {
        other.country: other for refs in tale.mentions.resolution.actors.values() for other in refs
        if other.sector == ref.sector and other.country is not None
    }
    return next(iter(found.values())) if len(found) == 1 else ref


def _house(tale: Tale) -> tuple[ActorRef, ...]:
    """The mission or body whose own release it is, where its name is that of the outlet or stands at the top."""
    article = tale.mentions.reading.article
    top = f"{article.outlet or ''} {article.text[:TOP]}".lower()
    for index in sorted(tale.mentions.resolution.actors):
        for ref in tale.mentions.resolution.actors[index]:
            if ref.country in OUTSIDE | {"IGO"} and len(ref.text) > len("UN") and ref.text.lower().removeprefix("the ") in top:
                return (ref,)
    if not _is_body(tale):
        return ()
    known = tale.mentions.resolution.actors
    return next(((ref,) for index in sorted(known) for ref in known[index] if ref.country == "UNO"), ())


def _is_body(tale: Tale) -> bool:
    """Whether the report is the release of an international body or mission."""
    article = tale.mentions.reading.article
    top = f" {article.outlet or ''} {article.text[:TOP]} ".lower().replace(",", " ")
    return any(f" {word} " in top for word in tale.book.words.houses)


def _commentator(sent: Span, tale: Tale) -> Token | None:
    """Who accuses, or calls the deed something: the subject of "accused", "blamed", "called it", "denounced"."""
    words = tale.book.words
    for token in sent:
        lemma = token.lemma_.lower()
        if token.pos_ != "VERB":
            continue
        if lemma in words.accuse - {"report", "suspect"}:
            return subject(token)
        if lemma in words.listing and any(any(key in words.faults for key in keys(one)) for one in objects(token)):
            return subject(token)
        things = [*objects(token), *(kid for kid in token.children if kid.dep_ in {"nsubj"} and kid.i > token.i)]
        if lemma in words.naming and any(one.lower_ in {"it", "this", "that", "them"} or one.pos_ == "NOUN" for one in things):
            return subject(token)
    return None


def _accused(
    number: int, deed: Token, accuser: tuple[ActorRef, ...], target: int, *, tale: Tale, firm: bool,
) -> list[tuple[tuple[ActorRef, ...], str]]:
    """Who is said to have done it, and how that was found: all whom the words blame one by one, else the first found."""
    blamed = {_who(ref) for ref in accuser}
    several: list[tuple[tuple[ActorRef, ...], str]] = []
    for how, refs in _suspects(number, deed, target, tale, firm=firm):
        able = tuple(ref for ref in _able(refs, tale) if _who(ref) not in blamed)
        if not able:
            continue
        if not how.startswith(BLAMED):
            return several or [(able, how)]
        several.append((able, how))
    return several


def _suspects(
    number: int, deed: Token, target: int, tale: Tale, *, firm: bool,
) -> Iterator[tuple[str, tuple[ActorRef, ...]]]:
    """Candidates from what the words name to what is inferred."""
    sent, mentions = tale.sents[number], tale.mentions
    words = tale.book.words
    for token in sent:
        if token.pos_ == "VERB" and token.lemma_.lower() in words.accuse - {"report"}:
            for thing in objects(token):
                yield f"'{token.text}' names the accused", _refs(thing, tale)
    if deed.pos_ == "VERB":
        doer = subject(deed)
        if doer is not None:
            yield f"the doer of '{deed.text}'", _refs(doer, tale)
        for one in agents(deed):
            yield f"by whom '{deed.text}'", _refs(one, tale)
    for token in sent:
        if token.lower_ in {"by", "to"} and token.head.lemma_.lower() in words.blaming:
            things = [kid for kid in token.children if kid.dep_ == "pobj"]
            for thing in things:
                yield f"{BLAMED} '{token.head.text} {token.text}'", _refs(thing, tale)
    for thing in _by_whom(deed):
        yield f"'{deed.text} by'", _refs(thing, tale)
    for one in modifiers(deed):
        yield f"whose '{deed.text}' it is", mentions.refs(mentions.at(one))
    yield "inferred: only this side has such arms", _armed_with(sent, target, tale)
    yield "inferred: who denies it", _denier(number, tale)
    if not firm:
        return
    yield "inferred: whose restriction was told just before", _restrictor(sent, tale)
    yield "inferred: the side of it that is watched", _watched(sent, target, tale)
    yield "inferred: who acted just before", _actor_before(number, tale)


def _armed_with(sent: Span, target: int, tale: Tale) -> tuple[ActorRef, ...]:
    """The one state that is a side, where aircraft or tanks did it."""
    if not any(any(key in tale.book.words.state_arms for key in keys(one)) for one in sent):
        return ()
    own = [side.actor for side in tale.records[target].sides if side.role in PARTY_ROLES and side.actor.sector in STATE]
    if not own:
        own = [
            side.actor for record in tale.records for side in record.sides
            if side.role in PARTY_ROLES and side.actor.sector in STATE and side.actor.country not in OUTSIDE
        ]
    if not own:
        own = [
            ref for index in sorted(tale.mentions.resolution.actors) for ref in tale.mentions.resolution.actors[index]
            if ref.sector == "MIL" and ref.country and ref.country not in OUTSIDE
        ]
    countries = {ref.country for ref in own}
    if not own or len(countries) > 1:
        return ()
    everybody = tale.mentions.resolution.actors
    forces = [ref for index in sorted(everybody) for ref in everybody[index] if ref.sector == "MIL"]
    return (next((ref for ref in forces if ref.country in countries), own[0]),)


def _restrictor(sent: Span, tale: Tale) -> tuple[ActorRef, ...]:
    """Who closed or barred the way, where the sentence calls that a breach."""
    before = [
        record for record in tale.records
        if record.direction == "restricts" and record.evidence.start < sent.start_char and record.sides
    ]
    return tuple(side.actor for side in before[-1].sides if side.role in PARTY_ROLES) if before else ()


def _denier(number: int, tale: Tale) -> tuple[ActorRef, ...]:
    """Who denies it in the next sentence."""
    if number + 1 >= len(tale.sents):
        return ()
    for token in tale.sents[number + 1]:
        if token.pos_ == "VERB" and token.lemma_.lower() in tale.book.words.denying:
            doer = subject(token)
            return _refs(doer, tale) if doer is not None else ()
    return ()


def _actor_before(number: int, tale: Tale) -> tuple[ActorRef, ...]:
    """The subject of the nearest sentence before that is an armed or state party."""
    for back in range(1, min(BACK, number) + 1):
        for token in tale.sents[number - back]:
            if token.dep_ == "nsubj" and (refs := _able(tale.mentions.refs(tale.mentions.parties(token)), tale)):
                return refs
    return ()


def _watched(sent: Span, target: int, tale: Tale) -> tuple[ActorRef, ...]:
    """The only side that keeps the truce, where exceptions to it are told."""
    if not any(one.lemma_.lower() == "exception" for one in sent):
        return ()
    own = [side.actor for side in tale.records[target].sides if side.role in {"declares", "observes", "accepts"}]
    return (own[0],) if own else ()


def _other_party(tale: Tale, accused: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """The fighting party of no state that the report names, behind "we" in its own statement."""
    found: dict[str, ActorRef] = {}
    for index in sorted(tale.mentions.resolution.actors):
        for ref in tale.mentions.resolution.actors[index]:
            if ref.sector in {"REB", "PRM"} and ref.country and not any(_same(ref, one) for one in accused):
                found.setdefault(key_of(ref), ref)
    return tuple(found.values()) if len(found) == 1 else ()


def _answer(number: int, accused: Sequence[ActorRef], deed: Token, tale: Tale) -> BreachStanding | None:
    """Whether the accused admits or denies it, in the sentence or the next two."""
    words = tale.book.words
    for at in range(number, min(number + 3, len(tale.sents))):
        sent = tale.sents[at]
        text = f" {' '.join(sent.text.lower().split())} "
        for token in sent:
            if token.pos_ != "VERB":
                continue
            lemma = token.lemma_.lower()
            doer = subject(token)
            own = _refs(doer, tale) if doer is not None else ()
            mine = any(_same(ref, other) or ref.country == other.country for ref in own for other in accused if ref.country)
            known = any(ref.country or ref.sector for ref in own)
            if not mine and (known or at == number):
                continue
            if lemma in words.admit and (at == number or any(_is_that_deed(one, tale) for one in objects(token))):
                return "admitted"
            if lemma in words.denying or (at > number and any(phrase in text for phrase in words.disowning)):
                return "denied"
    return None
