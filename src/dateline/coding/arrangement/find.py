"""Arrangements of one article: found sentence by sentence, filled, and retellings merged into one record.

A noun alone is no arrangement: something must be said of it (declared, kept, broken, scheduled), or it must be told so
exactly (a duration, a window, a number, its sides) that it can only be one. Calls and talks are neither.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline import __version__
from dateline.coding.arrangement.again import told_again
from dateline.coding.arrangement.breach_search import with_breaches
from dateline.coding.arrangement.breaches import breaches_of
from dateline.coding.arrangement.firmness import Read, is_elsewhere, is_firm, stands_alone
from dateline.coding.arrangement.inferred import inferred_sides
from dateline.coding.arrangement.merge import ENDED, Draft, merge
from dateline.coding.arrangement.parties import able_sides, addressed, carried, named_in, named_party
from dateline.coding.arrangement.places import place_of
from dateline.coding.arrangement.names import PARTY_ROLES
from dateline.coding.arrangement.sides import implied_sides, laterality_of, sides_of
from dateline.coding.arrangement.states import climb, is_hypothetical, polarity_of, standing_of, status_of
from dateline.coding.arrangement.terms import form_of, mechanism_of, scope_of, terms_of
from dateline.coding.arrangement.triggers import find_triggers, keys
from dateline.coding.arrangement.window import window_of
from dateline.coding.attribution import chain_of, factuality_of
from dateline.coding.evidence import evidence_of, read_sentences, telling_of
from dateline.coding.stakes import stake_of
from dateline.coding.times import act_time
from dateline.records import READ_KINDS, Arrangement, Side, Stance, StatusBy, When, Why, make_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.codebook.lexicons import Alliances
    from dateline.coding.arrangement.triggers import Trigger
    from dateline.coding.arrangement.window import Times
    from dateline.coding.parties import MentionMap
    from dateline.records import ActorRef, Hop, PlaceRef, Terms
    from dateline.records.arrangement import Status

AHEAD = frozenset({"announced", "agreed", "accepted", "in_force", "scheduled", "extended"})
"""Statuses that become "scheduled" when the window lies ahead; a rejected or proposed pause stays that."""
CARRIED = " (inferred: whose arrangement was told just before)"
INFERRED = " (inferred: the sentence does not name it as a side)"
LONGEST_HEADING = 160
"""Characters; longer lines without a full stop are broken text."""
PURPOSE_REACH = 10
"""Words behind a bare "deal" within which the verb of its purpose stands, wherever the parse hangs it."""
TRUCES = frozenset({"ceasefire", "humanitarian_pause", "no_strike", "stand_off", "other"})
"""Kinds that only a party can break; anybody can shell a corridor."""
MADE = frozenset({"announced", "agreed", "accepted", "in_force", "scheduled", "completed"})
"""Statuses that nothing has which is "yet to be signed"."""
MOVEMENTS = frozenset({"corridor", "evacuation", "access", "exchange"})
"""Kinds by which people or convoys move: their future movement is sensitive."""


def find_arrangements(
    mentions: MentionMap, *, book: ArrangementBook, alliances: Alliances,
) -> list[Arrangement]:
    """The arrangements that one article tells, in the order of the text."""
    if is_elsewhere(mentions, book):
        return []
    drafts: list[Draft] = []
    before: list[tuple[int, Trigger, tuple[Side, ...]]] = []
    distance = 0
    for number, (sent, kind) in enumerate(read_sentences(mentions.reading)):
        distance += 1
        body = kind in READ_KINDS
        heading = not body or _is_heading(sent)
        found = []
        done: set[int] = set()
        for trigger in find_triggers(sent, book, mentions):
            if trigger.act is not None and trigger.first in done:
                continue
            draft = _draft(trigger, mentions=mentions, book=book, alliances=alliances, body=body)
            if draft is not None:
                done.add(trigger.first)
                found.append(_with_sides(draft, before, number) if not named_in(sent, mentions, book) else draft)
                before.append((number, trigger, found[-1].record.sides))
        if not found and body and drafts:
            words = frozenset(one.lower_ for one in mentions.reading.doc[drafts[-1].trigger.first].sent)
            again = told_again(sent, drafts[-1].trigger, words=words, distance=distance, book=book)
            draft = _draft(again, mentions=mentions, book=book, alliances=alliances, body=body) if again else None
            found = [_pointing(draft)] if draft is not None else []
        if len(found) > 1 and any(phrase in sent.text.lower() for phrase in book.words.unsigned):
            found = found[:1]
        if found:
            distance = 0
        drafts.extend(replace(draft, heading=True) if heading else draft for draft in found)
    return [_with_parties(one, mentions) for one in with_breaches(merge(drafts), mentions, book)]


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


def _draft(
    trigger: Trigger, *, mentions: MentionMap, book: ArrangementBook, alliances: Alliances, body: bool,
) -> Draft | None:
    """One telling as a record; `None` when the words tell none."""
    read = _read(trigger, mentions, book)
    if read is None:
        return None
    record = _record(read, mentions=mentions, book=book, alliances=alliances)
    firm = is_firm(read, record, book=book, mentions=mentions)
    if not firm and body and (not trigger.definite or "leaving" in trigger.needs):
        return None
    alone = not firm and stands_alone(read, record, book=book, mentions=mentions)
    return Draft(
        record=record, trigger=trigger, bare=not firm, alone=alone, asked=read.asked, published=_published(mentions),
    )


def _read(trigger: Trigger, mentions: MentionMap, book: ArrangementBook) -> Read | None:
    """What the words say of it; `None` under "no", in a mere call, or where "not" leaves nothing."""
    token = mentions.reading.doc[trigger.head]
    standing = standing_of(trigger, token=token, book=book)
    asked = standing.wish and not standing.nobody and _is_asked(token, book)
    if (standing.wish and not asked) or standing.nobody:
        return None
    stances = mentions.reading.stances
    said, outermost = standing.leading, standing.asserting
    stance = stances.get(outermost.token if outermost is not None else token.i) or Stance()
    if said is None:
        status: Status | None = trigger.act.status if trigger.act is not None else "unknown"
        if trigger.act is not None and stance.polarity == "-" and "barred" not in trigger.needs:
            status = "rejected" if trigger.kind == "access" and trigger.direction == "grants" else None
        ahead = stance.tense == "future" or _is_to_be(token)
        held = status is None or status == "rejected" or {"may", "barred", "bound"} & set(trigger.needs)
        if trigger.act is not None and ahead and not held:
            status = "announced"
    else:
        negative = any(polarity_of(one, stances, token=token) == "-" for one in (said, outermost) if one is not None)
        status = status_of(said, polarity="-" if negative else "+", future=stance.tense == "future")
    if said is None and trigger.act is None and not asked and _asked_before(trigger, token, book):
        asked = True
    if trigger.act is not None and said is None and _is_purpose(token):
        return None
    if said is not None and _is_of_anybody(token.doc[said.token]):
        return None
    if asked:
        status = "proposed"
    if status is None:
        return None
    permitted = bool({"may", "barred", "bound"} & set(trigger.needs)) or (said is not None and said.state.id == "use")
    supposed = (stance.certainty == "possible" and not permitted) or stance.condition is not None
    if said is not None and is_hypothetical(token.doc[said.token], book):
        supposed = True
    if supposed and said is not None and any(kid.lower_ == "shall" for kid in token.doc[said.token].children):
        supposed, status = False, "agreed"
    if supposed and status not in {"rejected", "denied"}:
        status = "proposed"
    if status in MADE and any(phrase in token.sent.text.lower() for phrase in book.words.unsigned):
        status = "proposed"
    if stance.certainty == "unspecified" and status == "in_force":
        status = "announced"
    if status in {"announced", "unknown"} and _is_hour_of(token):
        status = "in_force"
    return Read(trigger, token, standing, said, stance, status, supposed, asked)


def _is_purpose(token: Token) -> bool:
    """Whether the act is only what something else is for: "will halt the raids to let residents leave"."""
    return token.dep_ in {"advcl", "acl"} and token.tag_ == "VB" and any(kid.tag_ == "TO" for kid in token.children)


def _asked_before(trigger: Trigger, token: Token, book: ArrangementBook) -> bool:
    """Whether somebody is told to ask before it is named, and nothing else is said of it."""
    return any(
        one.pos_ == "VERB" and one.lemma_.lower() in book.words.asking for one in token.doc[token.sent.start : trigger.first]
    )


def _is_of_anybody(verb: Token) -> bool:
    """Whether it is told of whoever may do it: "those who reject the deal"."""
    return verb.dep_ == "relcl" and verb.head.lower_ in {"those", "anyone", "anybody", "whoever", "everyone", "people"}


def _is_asked(token: Token, book: ArrangementBook) -> bool:
    """Whether a party is asked for it ("has asked the prime minister to suspend the raids for a day")."""
    return any(governor.lemma_.lower() in book.words.asking for governor, _ in climb(token))


def _is_hour_of(token: Token) -> bool:
    """Whether it is told as running: "in the first 30 hours of the suspension"."""
    governor, link = next(climb(token), (None, ""))
    return governor is not None and link == "prep:of" and governor.lemma_.lower() in {"hour", "day", "week", "minute"}


def _is_to_be(token: Token) -> bool:
    """Whether it is or was to be done ("was to hand over")."""
    return token.dep_ == "xcomp" and token.head.lemma_ == "be" and any(kid.tag_ == "TO" for kid in token.children)


def _record(
    read: Read, *, mentions: MentionMap, book: ArrangementBook, alliances: Alliances,
) -> Arrangement:
    """Fill every slot from one telling."""
    reading, resolution = mentions.reading, mentions.resolution
    trigger, token = read.trigger, read.token
    site = read.said.token if read.said is not None else token.i
    verbal = read.said is not None and read.said.state.over
    chain = chain_of(reading, resolution, site, verbal=verbal)
    sides = sides_of(trigger, read.standing, token=token, mentions=mentions, book=book)
    breaches = tuple(breaches_of(read.standing, token=token, chain=chain, mentions=mentions, book=book))
    if not sides and trigger.kind in TRUCES:
        sides = implied_sides(breaches, book)
    if trigger.direction == "restricts" and not any(side.role in PARTY_ROLES for side in sides):
        sides = (*sides, *(Side(actor=ref, role="rejects") for ref in addressed(token, mentions, book)))
    sides = able_sides(sides, token, mentions, book)
    inferred = able_sides(inferred_sides(read, sides, mentions=mentions, book=book), token, mentions, book)
    sides = _roles_told((*sides, *inferred), read)
    times = window_of(trigger, read.standing, token=token, mentions=mentions, book=book)
    times = _acted(times, read, mentions)
    terms = terms_of(trigger, token=token, mentions=mentions, book=book)
    place = place_of(read, mentions, terms=terms, sides=sides, preps=book.words.access_preps)
    status = _status(read, times, mentions)
    evidence = evidence_of(reading.doc, trigger.first, trigger.last)
    kind = _kind(read, book)
    alone = any(key in book.words.unilateral for one in token.children for key in keys(one))
    return Arrangement(
        id=make_id("r", reading.article.id, "arrangement", evidence.trigger.start, evidence.trigger.end, kind),
        article=reading.article.id,
        arrangement=kind,  # type: ignore[arg-type]
        direction=_direction(read),
        sides=sides,
        laterality=laterality_of(sides, status=status, alone=alone, alliances=alliances),  # type: ignore[arg-type]
        form=form_of(token, book),
        place=place,
        scope=scope_of(token, book),
        announced_on=times.announced_on or _announced(read, mentions),
        effective_from=times.effective_from, effective_to=times.effective_to, extended_on=times.extended_on,
        duration_hours=times.duration_hours, duration_text=times.duration_text,
        status=status,
        status_by=_status_by(status, sides, chain, mentions),
        ended_how=read.said.state.ended_how if read.said is not None and status in ENDED else None,
        terms=terms,
        mechanism=mechanism_of(token, book),
        breaches=breaches,
        attribution=chain,
        stake=stake_of(
            chain, tuple(side.actor for side in sides if side.role in PARTY_ROLES), (), alliances=alliances,
            on=_published(mentions)),
        factuality=factuality_of(read.stance, chain),
        tellings=(telling_of(reading, trigger.first, voice="origin" if len(chain) > 1 else "outlet"),),
        evidence=evidence,
        coding_confidence=_confidence(read, sides, place, times),
        why=_why(read, book, sides, times, inferred=len(inferred)),
        unresolved=_unresolved(sides, place, times, terms),
        sensitive=("future movement of civilians or convoys",)
        if kind in MOVEMENTS and status in {"scheduled", "announced", "agreed", "proposed"} else (),
    )


def _acted(times: Times, read: Read, mentions: MentionMap) -> Times:
    """The window with the day of the deed that made it, and without an end told of something that was completed."""
    if read.status == "completed" and times.effective_from is not None and read.said is not None:
        times = replace(times, effective_to=times.effective_to if times.duration_hours else None)
    past = read.stance.tense != "future" and read.status not in {"proposed", "rejected", "denied", "scheduled"}
    if times.effective_from is not None or read.trigger.act is None or not past or read.trigger.aside or read.standing.said:
        return times
    when, _ = act_time(
        mentions.reading, mentions.resolution, read.trigger.head, published=_published(mentions), background=True,
    )
    if when is None or when.basis not in {"stated", "relative"} or not when.start_date:
        return times
    return replace(times, effective_from=when)


def _roles_told(sides: tuple[Side, ...], read: Read) -> tuple[Side, ...]:
    """Who alone extends or ends its own arrangement declares that; two who extend one agree."""
    parties = [side for side in sides if side.role in PARTY_ROLES]
    if read.status == "extended" and len(parties) == 1 and parties[0].role == "accepts":
        return tuple(Side(actor=side.actor, role="declares") if side is parties[0] else side for side in sides)
    return sides


def _direction(read: Read) -> Literal["grants", "restricts"]:
    """What the words for it say, turned round by a word of refusal ("permission was withdrawn", "not let through")."""
    refused = read.trigger.kind in {"access", "corridor"} and read.status in {"rejected", "denied"}
    if refused or any(said.state.direction == "restricts" for said in read.standing.said):
        return "restricts"
    return "restricts" if read.trigger.direction == "restricts" else "grants"


def _kind(read: Read, book: ArrangementBook) -> str:
    """The kind of the trigger; a bare deal is what its clause says it is for."""
    if "purpose" not in read.trigger.needs:
        return read.trigger.kind
    clause = " ".join(one.lower_ for one in read.token.doc[read.trigger.first : read.token.sent.end])
    words = {key for one in read.token.sent for key in keys(one) if one.i >= read.trigger.last or one.pos_ == "NOUN"}
    near = read.token.doc[read.trigger.last : min(read.trigger.last + PURPOSE_REACH, read.token.sent.end)]
    verbs = [one for one in (*read.token.subtree, *near) if one.pos_ in {"VERB", "AUX"} and one.i > read.token.i]
    verbs += [governor for governor, link in climb(read.token) if link.startswith("prep:") and governor.pos_ == "VERB"]
    for number, purpose in enumerate(book.purposes):
        things = book.things[f"purpose.{number}"]
        named = any(one.lemma_.lower() in purpose.nouns and one.dep_ == "pobj" for one in near)
        if (named or any(one.lemma_.lower() in purpose.verbs for one in verbs)) and (
            words & things or any(thing in clause for thing in things if " " in thing)
        ):
            return purpose.kind
    return "other"


def _published(mentions: MentionMap) -> str | None:
    published = mentions.reading.article.published
    return published.value if published is not None else None


def _status(read: Read, times: Times, mentions: MentionMap) -> Status:
    """The status; "scheduled" when the window lies ahead of the report."""
    start, published = times.effective_from, _published(mentions)
    if start is not None and start.start_date and published and read.status in AHEAD and start.basis != "publication":
        size = min(len(start.start_date), len(published), len("2016-10-19T18"))
        if start.start_date[:size] > published[:size]:
            return "scheduled"
    return read.status


def _announced(read: Read, mentions: MentionMap) -> When | None:
    """The day of a fresh declaration or deal, where a word of declaring or agreeing tells it."""
    if read.said is None or read.said.state.window != "announced" or read.stance.tense != "past":
        return None
    when, _ = act_time(mentions.reading, mentions.resolution, read.said.token, published=_published(mentions))
    return when


def _status_by(
    status: Status, sides: Sequence[Side], chain: Sequence[Hop], mentions: MentionMap,
) -> tuple[StatusBy, ...]:
    """On whose word it stands so, as of the report; a side that rejects or denies speaks for itself."""
    published = mentions.reading.article.published
    as_of = When(
        start_date=published.value, end_date=published.value, precision=published.precision, basis="publication",
    ) if published is not None else None
    refused = status in {"rejected", "denied"}
    rows = [
        StatusBy(status="rejected" if side.role == "rejects" else "denied", according_to=side.actor, as_of=as_of)
        for side in sides if side.role in {"rejects", "denies"} and (refused or status in {"proposed", "announced"})
    ]
    voices: list[ActorRef | None] = [one.actor for one in chain[0].speakers if one.actor is not None] if chain else []
    if not rows or not refused:
        rows.extend(StatusBy(status=status, according_to=one, as_of=as_of) for one in voices or [None])
    return tuple(rows)


def _confidence(
    read: Read, sides: Sequence[Side], place: PlaceRef | None, times: Times,
) -> dict[str, float]:
    """Bands, not yet calibrated: how much was told in so many words. That the record says what the report says."""
    slots = {
        "arrangement": 0.9 if read.said is not None and read.trigger.act is None else 0.75,
        "status": 0.85 if read.said is not None else 0.6,
        "sides": 0.85 if sides and all(side.actor.code for side in sides) else 0.6,
        "place": 0.8 if place is not None and place.within is None else 0.6,
        "effective_from": 0.85 if times.effective_from is not None else 0.6,
    }
    return {"all": round(slots["arrangement"] * (0.5 + 0.5 * slots["sides"]), 2), **slots}


def _why(
    read: Read, book: ArrangementBook, sides: Sequence[Side], times: Times, *, inferred: int,
) -> dict[str, tuple[Why, ...]]:
    """Who made each value and on what ground."""
    doc, trigger = read.token.doc, read.trigger
    maker = f"rule:arrangement.{trigger.row}@{book.version}"
    named = Why(maker=maker, note=f"'{doc[trigger.first : trigger.last].text}' names it")
    why: dict[str, tuple[Why, ...]] = {"arrangement": (named,)}
    said = [
        Why(maker=f"rule:arrangement.state.{one.state.id}@{book.version}", note=f"by '{doc[one.token].text}'")
        for one in read.standing.said
    ]
    why["status"] = tuple(said) or (Why(maker=maker, note="no word says how it stands"),)
    if sides:
        by_sides = f"rule:arrangement.sides@{__version__}"
        how = ["" if at < len(sides) - inferred else INFERRED for at in range(len(sides))]
        why["sides"] = tuple(
            Why(maker=by_sides, note=f"'{side.actor.text}' {side.role}{note}")
            for side, note in zip(sides, how, strict=True)
        )
    for slot, when in (("effective_from", times.effective_from), ("effective_to", times.effective_to)):
        if when is not None:
            why[slot] = (Why(maker=f"rule:arrangement.window@{__version__}", note=f"by '{when.text}'"),)
    return why


def _unresolved(sides: Sequence[Side], place: PlaceRef | None, times: Times, terms: Terms) -> dict[str, str]:
    """Why each empty slot is empty."""
    reasons: dict[str, str] = {}
    if not any(side.role in PARTY_ROLES for side in sides):
        reasons["sides"] = "the report names no party to it here"
    if place is None:
        reasons["place"] = "the report does not place it"
    if times.effective_from is None:
        reasons["effective_from"] = "the report does not say since or from when"
    if times.effective_to is None and times.reason is not None:
        reasons["effective_to"] = times.reason
    if terms.count_unspecified:
        reasons["terms"] = "several, their number not told"
    return reasons
