"""Whether the words around a name tell an arrangement of their own: no wish, no habit, no word that only points back.

A noun needs something said of it, or to be told so exactly (a duration, a window, a number, two sides) that it can only
be one. What else a row needs (a fighting party, a setting of war or relief) is checked here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.arrangement.inferred import points_at_two
from dateline.coding.arrangement.names import PARTY_ROLES, clause_of, key_of
from dateline.coding.arrangement.states import climb
from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import prepositions, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.read import Read
    from dateline.coding.parties import MentionMap
    from dateline.records import Arrangement

CONFLICT_WORDS = 2
"""Mentions of fighting parties and words of war and relief, less words of disaster, from which an article is about war.
Two is the least that one sentence on a refused convoy holds; what it lets through wrongly is still to be measured."""


OF_WAR = frozenset({"ceasefire", "no_strike", "other"})
"""Kinds whose plain words are borrowed for feuds and markets."""
PLAIN_WORDS = 2
"""Words of "cease fire"; longer names are those of war alone."""
RELIEF_WORDS = 3
REALM_WORDS = 3
"""Different words of trade, sport or party politics from which an article is of that realm."""
WORDED = frozenset({
    "barred", "bound", "paused", "pledged", "hindering", "passage", "asked-passage", "relief-led", "to-party",
    "leaving",
    "ordered", "both", "since", "goods", "arranged",
})
"""Needs that plain words meet."""
STANDING_ON = frozenset({
    "in-effect", "observe", "hold", "over", "come-to-end", "expire", "extend", "collapse", "accept", "reject",
})
"""States that make a definite "pause" or "lull" one of a war, without its hours."""
OFFERS = frozenset({"declare", "observe", "accept", "agree", "extend"})
"""States of a word by which a party offers what it may do."""
PLEDGES = frozenset({"accept", "agree", "declare"})
"""States of a word by which a party binds itself."""


def is_firm(read: Read, record: Arrangement, *, book: ArrangementBook, mentions: MentionMap) -> bool:
    """Whether the words tell an arrangement by themselves."""
    exact = _is_exact(record)
    if not _is_told(read, record, exact=exact):
        return False
    if read.asked:
        told = bool(record.duration_hours or record.effective_from) and _is_placed(record)
        return told and _in_conflict(mentions, book) and _needs_met(read, record, book=book, mentions=mentions)
    doubtful = read.supposed or read.stance.certainty == "unspecified"
    if doubtful and _is_offered(read, record, mentions):
        return _needs_met(read, record, book=book, mentions=mentions)
    if doubtful and any(governor.lemma_.lower() in book.words.ordering for governor, _ in climb(read.token)):
        return read.trigger.act is not None and _needs_met(read, record, book=book, mentions=mentions)
    if doubtful and not read.stance.condition and {"bound", "barred"} & set(read.trigger.needs):
        return _needs_met(read, record, book=book, mentions=mentions)
    timed = bool(record.duration_hours or record.effective_from or record.effective_to)
    told = timed and _is_placed(record) if read.trigger.act is not None else exact
    if read.stance.tense == "generic" or (doubtful and not told):
        return False
    return _needs_met(read, record, book=book, mentions=mentions)


def _is_offered(read: Read, record: Arrangement, mentions: MentionMap) -> bool:
    """Whether a party itself says what it may do: "his party could call a halt to its attacks"."""
    if read.status != "proposed" or read.said is None or read.said.state.id not in OFFERS:
        return False
    own = {key_of(side.actor) for side in record.sides if side.role in PARTY_ROLES}
    spoken = {key_of(ref) for ref in mentions.refs(mentions.speakers(read.said.token))}
    return bool(own & spoken)


def stands_alone(read: Read, record: Arrangement, *, book: ArrangementBook, mentions: MentionMap) -> bool:
    """Whether a bare mention names its arrangement well enough: "the ceasefire in Gaza", not doubted nor wished for."""
    plain = read.said is None and not read.supposed and read.stance.certainty == "certain"
    if not plain or read.trigger.weak or read.trigger.kind not in book.words.specific or not _is_placed(record):
        return False
    if read.trigger.kind == "corridor" and read.trigger.last - read.trigger.first == 1:
        return False
    return _in_conflict(mentions, book) and _needs_met(read, record, book=book, mentions=mentions)


def _is_placed(record: Arrangement) -> bool:
    return record.place is not None or any(side.role in PARTY_ROLES for side in record.sides)


def _is_exact(record: Arrangement) -> bool:
    """Whether it is told with a duration, a window, a number or two sides."""
    told = (record.duration_hours, record.effective_from, record.effective_to)
    sides = sum(side.role in PARTY_ROLES for side in record.sides)
    return any(told) or record.terms.count is not None or sides > 1


def _is_told(read: Read, record: Arrangement, *, exact: bool) -> bool:
    """Whether a word says how it stands, or it is told exactly and placed."""
    if read.said is not None:
        return True
    if "state" in read.trigger.needs:
        return False
    return read.trigger.act is not None or (exact and _is_placed(record) and not read.trigger.weak)


def _needs_met(read: Read, record: Arrangement, *, book: ArrangementBook, mentions: MentionMap) -> bool:
    """Whether what the row needs stands in the sentence, or for its setting in the article."""
    trigger, words = read.trigger, book.words
    if trigger.kind in OF_WAR and not trigger.weak and not _is_of_war(read, record, mentions, book=book):
        return False
    spoken = {key for one in clause_of(read.token) for key in keys(one)}
    fighting = names_sector(read.token, mentions, words.fighting_sectors)
    scene = spoken & (words.relief if trigger.kind == "access" else words.setting)
    met = {
        "purpose": record.arrangement != "other",
        "place": record.place is not None,
        "armed": fighting or points_at_two(clause_of(read.token), book),
        "for-captives": "for-captives" not in trigger.needs or _is_for_captives(read.token, book),
        "relief": bool(spoken & words.relief) or (trigger.act is not None and _in_relief(mentions, book)),
        "setting": fighting or bool(scene) or ("setting" in trigger.needs and _in_conflict(mentions, book)),
        "timed": bool(record.duration_hours or record.effective_from or record.effective_to) or (
            trigger.definite and read.said is not None and read.said.state.id in STANDING_ON),
        "notified": read.said is not None and read.said.state.id == "notify",
        "distance": record.terms.distance_km is not None,
        "sited": record.place is not None or record.terms.distance_km is not None,
        "mutual": "mutual" not in trigger.needs or _is_mutual(read, record, book),
        "conflict": "conflict" not in trigger.needs or _in_conflict(mentions, book) or names_sector(
            read.token, mentions, words.fighting_sectors - {"MIL"}),
        "captives": "captives" not in trigger.needs or (trigger.definite and _names_captives(read.token, book)),
    }
    met |= _phrases_met(read, record, mentions, book=book)
    sided = record.duration_hours is not None or sum(side.role in PARTY_ROLES for side in record.sides) > 1
    if trigger.weak and not sided and not names_sector(read.token, mentions, words.armed_sectors):
        return False
    return all(met.get(need, True) for need in trigger.needs)


def _phrases_met(
    read: Read, record: Arrangement, mentions: MentionMap, *, book: ArrangementBook,
) -> dict[str, bool]:
    """Needs that plain words of the sentence, or of the article before it, meet."""
    words, sent = book.words, clause_of(read.token)
    needs = set(read.trigger.needs)
    if not needs & WORDED:
        return {}
    text = f" {' '.join(sent.text.lower().split())} "
    spoken = {one.lower_ for one in sent}
    before = {one.lower_ for one in sent.doc[sent.start : read.token.i]}
    own = {kid.lower_ for kid in read.token.children}
    earlier = sent.doc[sent.start : read.token.i]
    asked = any(one.pos_ == "VERB" and one.lemma_.lower() in words.asking for one in earlier)
    passage = any(phrase in text for phrase in words.passage)
    return {
        "barred": bool((before | own) & words.barred),
        "bound": bool(spoken & words.bound),
        "paused": "paused" in needs and any(one.lower_ in words.pause_words for one in sent.doc[: read.token.i]),
        "pledged": read.stance.tense == "future" or bool({one.state.id for one in read.standing.said} & PLEDGES),
        "hindering": any(f" {phrase}" in text for phrase in words.hindering),
        "passage": passage,
        "asked-passage": passage and asked,
        "since": any(f" {phrase} " in text for phrase in words.since),
        "goods": bool(spoken & words.goods),
        "arranged": any(phrase in text for phrase in words.arranged),
        "ordered": any(f" {phrase}" in text for phrase in words.ordered),
        "both": bool(spoken & words.both_words) or sum(side.role in PARTY_ROLES for side in record.sides) > 1,
        "leaving": any(phrase in text for phrase in words.leaving),
        "to-party": any(
            mentions.sectors(kid) & words.armed_sectors
            for one in sent if one.lower_ in {"to", "before"} and one.i > read.token.i for kid in one.children
        ),
        "relief-led": any(f" {phrase}" in text for phrase in words.led_by_relief),
    }


def _names_captives(token: Token, book: ArrangementBook) -> bool:
    """Whether the sentence speaks of captives or bodies, so that a bare "swap" is one of them."""
    things = book.things["exchange.swap"]
    return any(any(key in things for key in keys(one)) for one in token.sent)


def _is_for_captives(token: Token, book: ArrangementBook) -> bool:
    """Whether captives, or bodies, are what is given for others ("210 bodies were given up for 38 fighters")."""
    things = book.things["exchange.for-captives"]
    given = (thing for name, thing in prepositions(token) if name in {"for", "against"})
    return any(any(key in things for key in keys(thing)) for thing in given)


def _is_mutual(read: Read, record: Arrangement, book: ArrangementBook) -> bool:
    """Whether both sides give: two doers, a word such as "each", or two numbers of captives in one sentence."""
    if sum(side.role in PARTY_ROLES for side in record.sides) > 1:
        return True
    sent = clause_of(read.token)
    text = f" {sent.text.lower()} "
    if any(f" {phrase} " in text for phrase in book.words.mutual):
        return True
    things = book.things[read.trigger.row]
    counted = [one for one in sent if any(key in things for key in keys(one)) and any(
        kid.pos_ == "NUM" or kid.dep_ == "nummod" for kid in one.subtree)]
    return len(counted) > 1


def is_elsewhere(mentions: MentionMap, book: ArrangementBook) -> bool:
    """Whether the article is of trade, party politics, sport or the stage, whatever words of war it borrows."""
    lowers = [token.lower_ for token in mentions.reading.doc]
    sectors = book.words.fighting_sectors
    fighters = sum(any(ref.sector in sectors for ref in refs) for refs in mentions.resolution.actors.values())
    war = fighters + sum(word in book.words.bloody for word in lowers)
    for realm in book.realms:
        found = {word for word in lowers if word in realm}
        if len(found) >= REALM_WORDS and len(found) > war:
            return True
    return False


def _is_of_war(read: Read, record: Arrangement, mentions: MentionMap, *, book: ArrangementBook) -> bool:
    """Whether anything but the word itself speaks of war: a place, fighters, blood, or states and armed parties as its
    sides; "cessation of hostilities" does by itself. Without any, no word of trade, sport or the home may stand by."""
    words = book.words
    if _is_of_civilians(read, mentions, book):
        return False
    several = len([one for one in read.token.doc[read.trigger.first : read.trigger.last] if one.is_alpha]) > PLAIN_WORDS
    if record.place is not None or (several and read.trigger.act is None):
        return True
    bound = [side.actor for side in record.sides if side.role in PARTY_ROLES]
    if any(actor.country and actor.sector in words.able_sectors for actor in bound):
        return True
    fighters = any(ref.sector in words.fighting_sectors for refs in mentions.resolution.actors.values() for ref in refs)
    if fighters or any(token.lower_ in words.bloody for token in mentions.reading.doc):
        return True
    return not any(token.lower_ in realm for realm in book.realms for token in mentions.reading.doc)


def _is_of_civilians(read: Read, mentions: MentionMap, book: ArrangementBook) -> bool:
    """Whether those who make it are none of a war ("two roasters declared a truce"), and no fighters stand by."""
    makers = [thing for name, thing in prepositions(read.token) if name in book.words.joint]
    makers += [kid for kid in read.token.children if kid.dep_ in {"poss", "compound"}]
    for governor, link in climb(read.token):
        if link == "object" and governor.pos_ == "VERB" and (doer := subject(governor)) is not None:
            makers.append(doer)
        if governor.pos_ == "VERB":
            break
    parts = [part for maker in makers for part in (maker, *maker.conjuncts)]
    civil = any(part.pos_ == "NOUN" and part.lemma_.lower() in book.words.civil_makers for part in parts)
    if civil:
        return not names_sector(read.token, mentions, book.words.fighting_sectors)
    doers = (one for one in clause_of(read.token) if one.dep_ == "nsubj" and one.pos_ == "NOUN")
    return any(one.lemma_.lower() in book.words.civil_makers for one in doers) and not names_sector(
        read.token, mentions, book.words.acting_sectors)


def _in_relief(mentions: MentionMap, book: ArrangementBook) -> bool:
    """Whether the article is about relief: words of it in several places."""
    return sum(token.lower_ in book.words.relief for token in mentions.reading.doc) >= RELIEF_WORDS


def _in_conflict(mentions: MentionMap, book: ArrangementBook) -> bool:
    """Whether the article is about a war or its relief: then a closed crossing is no traffic news."""
    sectors = book.words.fighting_sectors
    named = sum(any(ref.sector in sectors for ref in refs) for refs in mentions.resolution.actors.values())
    spoken = [token.lower_ for token in mentions.reading.doc]
    war = sum(word in book.words.emergency for word in spoken)
    plain = named + sum(word in book.words.emergency and word not in book.words.truce_words for word in spoken)
    calm = sum(word in book.words.disaster for word in spoken)
    return plain > 0 and named + war - calm >= CONFLICT_WORDS


def names_sector(token: Token, mentions: MentionMap, sectors: frozenset[str]) -> bool:
    """Whether the sentence names a party of these sectors."""
    sent = clause_of(token)
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind == "actor" and sent.start <= mention.first < sent.end:
            refs = mentions.resolution.actors.get(index, ())
            if any(ref.sector in sectors for ref in refs):
                return True
    return False
