"""Whether the words around a name tell an arrangement of their own: no wish, no habit, no word that only points back.

A noun needs something said of it, or to be told so exactly (a duration, a window, a number, two sides) that it can only
be one. What else a row needs (a fighting party, a setting of war or relief) is checked here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.arrangement_sides import PARTY_ROLES
from dateline.coding.arrangement_triggers import keys

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement_states import Said, Standing
    from dateline.coding.arrangement_triggers import Trigger
    from dateline.coding.parties import MentionMap
    from dateline.records import Arrangement, Stance
    from dateline.records.arrangement import Status

CONFLICT_WORDS = 2
"""Mentions of fighting parties and words of war and relief, less words of disaster, from which an article is about war.
Two is the least that one sentence on a refused convoy holds; what it lets through wrongly is still to be measured."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one trigger before it becomes a record.

    `said` is the word that decides, `stance` the mood of the outermost word; `supposed` is true under a condition, a
    possibility or a time to come.
    """

    trigger: Trigger
    token: Token
    standing: Standing
    said: Said | None
    stance: Stance
    status: Status
    supposed: bool


def is_firm(read: Read, record: Arrangement, *, book: ArrangementBook, mentions: MentionMap) -> bool:
    """Whether the words tell an arrangement by themselves."""
    exact = _is_exact(record)
    if not _is_told(read, record, exact=exact):
        return False
    doubtful = read.supposed or read.stance.certainty == "unspecified"
    if read.stance.tense == "generic" or (doubtful and (read.trigger.act is not None or not exact)):
        return False
    return _needs_met(read, record, book=book, mentions=mentions)


def stands_alone(read: Read, record: Arrangement, *, book: ArrangementBook, mentions: MentionMap) -> bool:
    """Whether a bare mention names its arrangement well enough: "the ceasefire in Gaza", not doubted nor wished for."""
    plain = read.said is None and not read.supposed and read.stance.certainty == "certain"
    if not plain or read.trigger.weak or read.trigger.kind not in book.words.specific or not _is_placed(record):
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
    spoken = {key for one in read.token.sent for key in keys(one)}
    fighting = names_sector(read.token, mentions, words.fighting_sectors)
    scene = spoken & (words.relief if trigger.kind == "access" else words.setting)
    met = {
        "purpose": record.arrangement != "other",
        "place": record.place is not None,
        "armed": fighting,
        "relief": bool(spoken & words.relief),
        "setting": fighting or bool(scene) or ("setting" in trigger.needs and _in_conflict(mentions, book)),
        "timed": bool(record.duration_hours or record.effective_from or record.effective_to),
        "notified": read.said is not None and read.said.state.id == "notify",
        "distance": record.terms.distance_km is not None,
        "mutual": "mutual" not in trigger.needs or _is_mutual(read, record, book),
        "conflict": "conflict" not in trigger.needs or _in_conflict(mentions, book),
    }
    sided = record.duration_hours is not None or sum(side.role in PARTY_ROLES for side in record.sides) > 1
    if trigger.weak and not sided and not names_sector(read.token, mentions, words.armed_sectors):
        return False
    return all(met.get(need, True) for need in trigger.needs)


def _is_mutual(read: Read, record: Arrangement, book: ArrangementBook) -> bool:
    """Whether both sides give: two doers, a word such as "each", or two numbers of captives in one sentence."""
    if sum(side.role in PARTY_ROLES for side in record.sides) > 1:
        return True
    sent = read.token.sent
    text = f" {sent.text.lower()} "
    if any(f" {phrase} " in text for phrase in book.words.mutual):
        return True
    things = book.things[read.trigger.row]
    counted = [one for one in sent if any(key in things for key in keys(one)) and any(
        kid.pos_ == "NUM" or kid.dep_ == "nummod" for kid in one.subtree)]
    return len(counted) > 1


def _in_conflict(mentions: MentionMap, book: ArrangementBook) -> bool:
    """Whether the article is about a war or its relief: then a closed crossing is no traffic news."""
    sectors = book.words.fighting_sectors
    named = sum(any(ref.sector in sectors for ref in refs) for refs in mentions.resolution.actors.values())
    spoken = [token.lower_ for token in mentions.reading.doc]
    war = sum(word in book.words.emergency for word in spoken)
    return named + war - sum(word in book.words.disaster for word in spoken) >= CONFLICT_WORDS


def names_sector(token: Token, mentions: MentionMap, sectors: frozenset[str]) -> bool:
    """Whether the sentence names a party of these sectors."""
    sent = token.sent
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind == "actor" and sent.start <= mention.first < sent.end:
            refs = mentions.resolution.actors.get(index, ())
            if any(ref.sector in sectors for ref in refs):
                return True
    return False
