"""Arrangements of one article: found sentence by sentence, filled, and retellings merged into one record.

A noun alone is no arrangement: something must be said of it (declared, kept, broken, scheduled), or it must be told so
exactly (a duration, a window, a number, its sides) that it can only be one. Calls and talks are neither.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from dateline import __version__
from dateline.coding.arrangement.again import told_again
from dateline.coding.arrangement.breach_search import with_breaches
from dateline.coding.arrangement.firmness import is_elsewhere, is_firm, stands_alone
from dateline.coding.arrangement.inferred import with_belligerents
from dateline.coding.arrangement.merge import ENDED, Draft, merge
from dateline.coding.arrangement.names import PARTY_ROLES, clauses_of
from dateline.coding.arrangement.parties import carried, named_in, named_party
from dateline.coding.arrangement.read import read_of
from dateline.coding.arrangement.record import published_of, record_of
from dateline.coding.arrangement.triggers import find_triggers, told_by_name
from dateline.coding.evidence import read_sentences
from dateline.records import READ_KINDS, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.codebook.lexicons import Alliances
    from dateline.coding.arrangement.triggers import Trigger
    from dateline.coding.parties import MentionMap
    from dateline.records import Arrangement, Claim, Side
    from dateline.records.arrangement import ArrangementKind

CARRIED = " (inferred: whose arrangement was told just before)"
LONGEST_HEADING = 160
"""Characters; longer lines without a full stop are broken text."""


def find_arrangements(
    mentions: MentionMap, *, book: ArrangementBook, alliances: Alliances, claims: Sequence[Claim] = (),
) -> list[Arrangement]:
    """The arrangements that one article tells, in the order of the text; `claims` are what it tells else, of which some
    tell the act that broke one."""
    if is_elsewhere(mentions, book):
        return []
    drafts: list[Draft] = []
    before: list[tuple[int, Trigger, tuple[Side, ...]]] = []
    distance = 0
    for number, (sent, kind) in enumerate(read_sentences(mentions.reading)):
        distance += 1
        body = kind in READ_KINDS
        heading = not body or _is_heading(sent)
        for clause in clauses_of(sent):
            found = _told_in(clause, before, number, mentions=mentions, book=book, alliances=alliances, body=body)
            if not found and body and drafts:
                found = _pointing_in(clause, drafts[-1], distance, mentions=mentions, book=book, alliances=alliances)
            if found:
                distance = 0
            drafts.extend(replace(draft, heading=True) if heading else draft for draft in found)
    records = [with_belligerents(one, mentions, book) for one in merge(drafts)]
    return [_with_parties(one, mentions) for one in with_breaches(records, mentions, book, claims)]


def _told_in(
    clause: Span, before: list[tuple[int, Trigger, tuple[Side, ...]]], sentence: int, *, mentions: MentionMap,
    book: ArrangementBook, alliances: Alliances, body: bool,
) -> list[Draft]:
    """The tellings of one clause; each is added to those `before`."""
    found: list[Draft] = []
    done: set[int] = set()
    named: set[ArrangementKind] = set()
    for trigger in sorted(find_triggers(clause, book, mentions), key=lambda one: one.act is not None):
        if trigger.act is not None and (trigger.first in done or told_by_name(trigger, named)):
            continue
        draft = _draft(trigger, mentions=mentions, book=book, alliances=alliances, body=body)
        if draft is not None:
            done.add(trigger.first)
            if trigger.act is None and "leaving" not in trigger.needs and not trigger.aside:
                named.add(trigger.kind)
            found.append(_with_sides(draft, before, sentence) if not named_in(clause, mentions, book) else draft)
            before.append((sentence, trigger, found[-1].record.sides))
    found.sort(key=lambda draft: draft.trigger.first)
    if len(found) > 1 and any(phrase in clause.text.lower() for phrase in book.words.unsigned):
        return found[:1]
    return found


def _pointing_in(
    clause: Span, last: Draft, distance: int, *, mentions: MentionMap, book: ArrangementBook, alliances: Alliances,
) -> list[Draft]:
    """What a clause without a name of its own says of the arrangement told last ("It will expire on Friday")."""
    words = frozenset(one.lower_ for one in mentions.reading.doc[last.trigger.first].sent)
    again = told_again(clause, last.trigger, words=words, distance=distance, book=book)
    draft = _draft(again, mentions=mentions, book=book, alliances=alliances, body=True) if again else None
    return [_pointing(draft)] if draft is not None else []


def _with_sides(draft: Draft, before: Sequence[tuple[int, Trigger, tuple[Side, ...]]], sentence: int) -> Draft:
    """The telling with the side that acted just before, where it names none itself."""
    record = draft.record
    if any(side.role in PARTY_ROLES for side in record.sides):
        return draft
    sides = carried(draft.trigger, before, sentence)
    if not sides:
        return draft
    note = Why(maker=f"rule:arrangement.sides@{__version__}", note=f"'{sides[0].actor.text}'{CARRIED}")
    unresolved = {slot: reason for slot, reason in record.unresolved.items() if slot != "sides"}
    return replace(draft, record=msgspec.structs.replace(
        record, sides=(*sides, *record.sides), why={**record.why, "sides": (note,)}, unresolved=unresolved,
    ))


def _with_parties(record: Arrangement, mentions: MentionMap) -> Arrangement:
    """The record with accused and accusers under their fullest names."""
    if not record.breaches:
        return record
    named = tuple(msgspec.structs.replace(
        breach, accused=tuple(named_party(ref, mentions) for ref in breach.accused),
        accuser=tuple(named_party(ref, mentions) for ref in breach.accuser),
    ) for breach in record.breaches)
    return msgspec.structs.replace(record, breaches=named)


def _pointing(draft: Draft) -> Draft:
    """A telling that only points; an end that lies ahead ("closes on Sunday") is no status."""
    record, published = draft.record, draft.published
    end = (record.effective_to.start_date or record.effective_to.end_date) if record.effective_to is not None else None
    if record.status in ENDED and end and published and end[:len(published)] > published[:len(end)]:
        record = msgspec.structs.replace(record, status="unknown", status_by=())
    return replace(draft, record=record, bare=True, alone=False)


def _is_heading(sent: Span) -> bool:
    """Whether a line of the body is a title or label: it does not end as a sentence does."""
    text = sent.text.strip().rstrip("\"'”’»)] ")
    return bool(text) and text[-1] not in ".?!:;,…" and len(text) < LONGEST_HEADING


def _only_dates(trigger: Trigger, mentions: MentionMap) -> bool:
    """Whether an act is told only to date something else: "hours before the guns fell silent"."""
    if trigger.act is None:
        return False
    verb = mentions.reading.doc[trigger.head]
    return any(one.lower_ == "before" and one.dep_ in {"mark", "prep"} for one in verb.children) or (
        verb.dep_ == "pcomp" and verb.head.lower_ == "before")


def _draft(
    trigger: Trigger, *, mentions: MentionMap, book: ArrangementBook, alliances: Alliances, body: bool,
) -> Draft | None:
    """One telling as a record; `None` when the words tell none."""
    read = read_of(trigger, mentions, book)
    if read is None:
        return None
    record = record_of(read, mentions=mentions, book=book, alliances=alliances)
    firm = is_firm(read, record, book=book, mentions=mentions) and not _only_dates(trigger, mentions)
    if not firm and body and (not trigger.definite or "leaving" in trigger.needs):
        return None
    alone = not firm and stands_alone(read, record, book=book, mentions=mentions)
    return Draft(
        record=record, trigger=trigger, bare=not firm, alone=alone, asked=read.asked, published=published_of(mentions),
    )

