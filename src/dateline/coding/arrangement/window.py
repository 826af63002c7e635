"""When an arrangement was announced, when it begins, ends and was extended, and for how long.

A time belongs to the arrangement when it stands at the noun, at a state word over it, or behind "from" or "until".
An end is worked out only where both start and duration are told; else it stays open and the duration is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from dateline.codebook.measures import unpack_time
from dateline.coding.arrangement.clocks import Day, clock_window
from dateline.coding.arrangement.names import clause_of
from dateline.records import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.states import Standing
    from dateline.coding.arrangement.triggers import Trigger
    from dateline.coding.parties import MentionMap
    from dateline.records import Mention, Quantity

HOURS_A_DAY = 24
SECONDS_AN_HOUR = 3600
LONGEST_BY_CLOCK = 31 * 24
"""Hours up to which a length is worked out from two ends told to the hour."""
CLOCK_WORD = re.compile(
    r"(?:at|from|until|by|and|to|between|noon|midnight|o'clock|hrs|hours|gmt|[ap]\.?m\.?|\d{1,4}(?:[:.]\d\d)?(?:[ap]\.?m\.?)?)",
)
"""One word of an hour without a day."""
STAMP = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,2} ?[ap]\.?m\.?", re.IGNORECASE)
"""The hour of an entry in a live report, at the head of its line."""
YEAR = re.compile(r"(?:19|20)\d\d")
MIDNIGHT = frozenset({"midnight", "at midnight", "from midnight"})
DAY = len("2016-10-19")
CLIMB = 4
RANGE_REACH = 6
"""Words back from "to" within which "from" opens the range."""
CLOCK_WORDS = frozenset({
    "hours", "hrs", "gmt", "noon", "midnight", "dawn", "dusk", "a.m.", "p.m.", "am", "pm", "o'clock", "local", "time",
})
"""Words of an hour between "till" and its day ("till 18.00 tomorrow")."""
CLOCKS = re.compile(r"(\d{1,2}:\d{2}) (?:to|until|till|and) (\d{1,2}:\d{2}) on ")
"""Two clock times and the one day of both: "09:00 to 15:00 on 9 November"."""

MILITARY = re.compile(
    r"(?:from|between) ((?:[01]\d|2[0-3])[0-5]\d) ?(?:hours|hrs|GMT)? "
    r"(?:to|until|till|and) ((?:[01]\d|2[0-3])[0-5]\d)\b",
)
"""Hours as armies write them."""


@dataclass(frozen=True, slots=True)
class Times:
    """The window as told at one place, with why an end is open."""

    announced_on: When | None = None
    effective_from: When | None = None
    effective_to: When | None = None
    extended_on: tuple[When, ...] = ()
    duration_hours: float | None = None
    duration_text: str | None = None
    reason: str | None = None


def window_of(
    trigger: Trigger, standing: Standing, *, token: Token, mentions: MentionMap, book: ArrangementBook,
) -> Times:
    """Read the times and the duration around one trigger."""
    times = Times()
    sent, span = clause_of(token), range(trigger.first, trigger.last)
    named = [
        (mention, _night(when, mention, standing, token=token, mentions=mentions))
        for index, mention in enumerate(mentions.reading.mentions)
        if mention.kind == "time" and sent.start <= mention.first and mention.last <= sent.end
        and (when := mentions.resolution.times.get(index)) is not None and not _is_stamp(mention, sent)
    ]
    for mention, when in sorted(named, key=lambda pair: _governor(token, pair[0]) in span):
        times = _placed(times, when, mention, trigger=trigger, standing=standing, token=token)
    if times.effective_from is None and trigger.act is None and (year := _named_year(trigger, token)) is not None:
        times = replace(times, effective_from=year)
    times = _by_the_clock(_clocked(_same_day(times), sent), sent, named, mentions, trigger=trigger)
    hours, text = _duration(trigger, standing, token=token, mentions=mentions, book=book)
    times = replace(times, duration_hours=hours, duration_text=text)
    return _closed(times)


def _is_stamp(mention: Mention, clause: Span) -> bool:
    """Whether the time is that of an entry in a live report, not of what it tells."""
    return mention.first == clause.start and STAMP.fullmatch(mention.text.strip()) is not None


def _night(when: When, mention: Mention, standing: Standing, *, token: Token, mentions: MentionMap) -> When:
    """A bare "midnight" as the one after the day told with it, what has happened on the day of the report being of the
    night before; a day without a year behind "since" as past."""
    published = mentions.reading.article.published
    if published is not None and when.start_date and mention.first and when.start_date > published.value and (
        token.doc[mention.first - 1].lower_ == "since" and re.search(r"\d{4}", mention.text) is None
    ):
        return _shifted(when, -1)
    bare = mention.text.lower() in MIDNIGHT and (when.start_date or "").endswith("T00:00")
    if not bare or published is None or not when.start_date:
        return when
    said = standing.asserting
    stance = mentions.reading.stances.get(said.token if said is not None else token.i)
    ahead = stance is not None and stance.tense == "future"
    if when.start_date[:DAY] == published.value[:DAY] and not ahead:
        return when
    moved = _later(when.start_date, HOURS_A_DAY)
    if moved is None or (moved[:DAY] > published.value[:DAY] and not ahead and when.end_date is not None):
        return when
    return msgspec.structs.replace(when, start_date=moved, end_date=moved if when.end_date is not None else None)


def _by_the_clock(
    times: Times, clause: Span, named: Sequence[tuple[Mention, When]], mentions: MentionMap, *, trigger: Trigger,
) -> Times:
    """The times with both ends that the clock tells, where no end is told otherwise."""
    whole = times.effective_from is not None and times.effective_to is not None
    if trigger.aside or (whole and not _is_one_day(times)):
        return times
    published = mentions.reading.article.published
    days = tuple(
        Day(start=mention.start - clause.start_char, end=mention.end - clause.start_char, date=when.start_date[:DAY])
        for mention, when in named
        if when.start_date is not None and len(when.start_date) >= DAY and not _is_bare_clock(mention.text)
    )
    found = clock_window(clause, days, today=published.value[:DAY] if published is not None else None)
    return times if found is None else replace(times, effective_from=found[0], effective_to=found[1])


def _is_one_day(times: Times) -> bool:
    """Whether both ends are of one day, so that hours may tell them more finely."""
    start, end = ((when.start_date or "")[:DAY] if when is not None else "" for when in (
        times.effective_from, times.effective_to))
    return start == end


def _is_bare_clock(text: str) -> bool:
    """Whether a time is an hour without a day: "22 o'clock", "6 p.m."."""
    return all(CLOCK_WORD.fullmatch(word) for word in text.lower().split())


def _same_day(times: Times) -> Times:
    """A clock time without a day of its own takes the day told with the other end ("from 09:00 to 15:00 on May 9")."""
    start, end = times.effective_from, times.effective_to
    if start is None or end is None or not start.start_date or not end.start_date:
        return times
    words = (start.text or "").split()
    bare = bool(words) and ":" in words[-1] and words[:-1] in ([], ["from"], ["at"])
    if not bare or end.start_date[:DAY] == start.start_date[:DAY] or len(end.start_date) < DAY:
        return times
    value = end.start_date[:DAY] + (start.start_date[DAY:] or f"T{start.text}")
    return replace(times, effective_from=msgspec.structs.replace(start, start_date=value, end_date=value))


def _clocked(times: Times, sent: Span) -> Times:
    """Hours written as "from 0900 to 1100" at the one day that is told as the start."""
    start = times.effective_from
    hours = MILITARY.search(sent.text)
    if hours is None or start is None or not start.start_date or len(start.start_date) != DAY or times.effective_to:
        return times
    first, second = (f"{start.start_date}T{hour[:2]}:{hour[2:]}" for hour in hours.groups())
    replaced = msgspec.structs.replace
    return replace(
        times, effective_from=replaced(start, start_date=first, end_date=first, precision="minute"),
        effective_to=replaced(start, start_date=second, end_date=second, precision="minute"),
    )


def _governor(token: Token, mention: Mention) -> int:
    """The token on which a time hangs: a time inside the arrangement's own name ("Christmas truce") tells least."""
    return token.doc[mention.head].head.i


def _placed(
    times: Times, when: When, mention: Mention, *, trigger: Trigger, standing: Standing, token: Token,
) -> Times:
    """The times with one more of them put where it belongs, if anywhere."""
    role = _role(mention, trigger=trigger, standing=standing, token=token)
    if role is None or (role == "start" and _dates_breach(mention, trigger, standing, token)):
        return times
    when = _of_right_year(when, mention, times, token=token)
    if role == "range" or (role == "start" and _is_range(mention)):
        start, end = _split(when)
        return replace(times, effective_from=times.effective_from or start, effective_to=times.effective_to or end)
    if role == "start" and times.effective_from is None:
        return replace(times, effective_from=when)
    if role == "end" and times.effective_to is None:
        return replace(times, effective_to=when)
    if role == "announced" and times.announced_on is None:
        return replace(times, announced_on=when)
    return replace(times, extended_on=(*times.extended_on, when)) if role == "extended" else times


def _of_right_year(when: When, mention: Mention, times: Times, *, token: Token) -> When:
    """A day without a year behind "since" is past, and one behind "until" comes after the start."""
    date = when.start_date or when.end_date
    if date is None or len(date) < DAY or re.search(r"\d{4}", mention.text) or when.basis == "relative":
        return when
    before = token.doc[mention.first - 1].lower_ if mention.first else ""
    start = times.effective_from.start_date if times.effective_from is not None else None
    if before in {"until", "till", "to", "through"} and start is not None and date < start[:DAY]:
        return _shifted(when, 1)
    return when


def _shifted(when: When, years: int) -> When:
    """The same day so many years later."""
    start, end = (
        f"{int(value[:4]) + years:04d}{value[4:]}" if value else value for value in (when.start_date, when.end_date))
    return msgspec.structs.replace(when, start_date=start, end_date=end)


def _dates_breach(mention: Mention, trigger: Trigger, standing: Standing, token: Token) -> bool:
    """Whether nothing but a breach is told, so that a time not in its own name is the time of that ("breached the 2002
    agreement more often in July")."""
    own = token.doc[mention.first - 1].lower_ in {"of", "since", "from"}
    inside = trigger.first <= mention.first < trigger.last
    return bool(standing.said) and standing.said[0].state.breach and not (own or inside)


def _named_year(trigger: Trigger, token: Token) -> When | None:
    """The year by which an older arrangement is named: "the 2002 ceasefire agreement"."""
    for one in token.doc[max(trigger.first - 2, token.sent.start) : trigger.last]:
        if YEAR.fullmatch(one.text):
            return When(
                text=one.text, start=one.idx, end=one.idx + len(one), start_date=one.text, end_date=one.text,
                precision="year", basis="stated",
            )
    return None


def _is_range(mention: Mention) -> bool:
    return bool(mention.entries) and unpack_time(mention.entries).until is not None


def _split(when: When) -> tuple[When, When]:
    """The two ends of a range as times of their own; two clock times before one day are both of that day."""
    clocks = CLOCKS.match(when.text or "")
    if clocks is not None and when.start_date and when.end_date and when.end_date[:DAY] != when.start_date[:DAY]:
        day = when.end_date[:DAY]
        first, second = (f"{day}T{hour.zfill(len('09:00'))}" for hour in clocks.groups())
        return (
            msgspec.structs.replace(when, start_date=first, end_date=first, precision="minute"),
            msgspec.structs.replace(when, start_date=second, end_date=second, precision="minute"),
        )
    return (
        msgspec.structs.replace(when, end_date=when.start_date),
        msgspec.structs.replace(when, start_date=when.end_date),
    )


def _role(mention: Mention, *, trigger: Trigger, standing: Standing, token: Token) -> str | None:
    """Start, end, range, announced or extended; `None` for the time of something else."""
    doc = token.doc
    edge = unpack_time(mention.entries).edge if mention.entries else None
    at = mention.first - 1
    while at > 0 and mention.first - at < CLIMB and (doc[at].like_num or doc[at].lower_ in CLOCK_WORDS):
        at -= 1
    before = doc[at].lower_ if at >= 0 else ""
    word = _attached(mention, standing, token=token, trigger=trigger)
    upto = before == "to" and at > 0 and doc[at - 1].lower_ == "up"
    if word is None and mention.first >= trigger.last and (_is_end(before, edge) or upto) and not trigger.aside:
        return "end"
    if word is None:
        return None
    if _is_end(before, edge) or (before == "to" and at > 0 and doc[at - 1].lower_ == "up"):
        return "end"
    if before == "to" and any(one.lower_ == "from" for one in doc[max(at - RANGE_REACH, clause_of(token).start) : at]):
        return "end"
    if before == "to" and any(said.state.id == "extend" for said in standing.said):
        return "end"
    if before in {"from", "starting", "beginning", "since"} or edge in {"from", "since"}:
        return "range" if _is_range(mention) else "start"
    if _is_range(mention) and word != "announced":
        return "range"
    return word


def _is_end(before: str, edge: str | None) -> bool:
    return before in {"until", "till", "through"} or edge == "until"


def _attached(mention: Mention, standing: Standing, *, token: Token, trigger: Trigger) -> str | None:
    """The word of the arrangement to which a time hangs, as the end of the window that this word dates."""
    doc = token.doc
    states = {said.token: said.state for said in standing.said}
    inside = range(trigger.first, trigger.last)
    at = doc[mention.head]
    for _ in range(CLIMB):
        if at.i in states:
            return states[at.i].window or (None if states[at.i].breach else "start")
        if at.i in inside or (trigger.act is not None and token.dep_ == "xcomp" and at.i == token.head.i):
            return "start"
        if at.dep_ == "relcl" and at.lemma_ in {"begin", "start"}:
            return "start"
        if at.head.i == at.i or (at.pos_ in {"VERB", "AUX"} and at.tag_ not in {"VBG", "VBN"}):
            break
        at = at.head
    left = max((said for said in states if said < mention.first), default=None)
    if left is not None and mention.first - left <= CLIMB and not _verb_between(token, left, mention.first):
        return states[left].window
    return None


def _verb_between(token: Token, left: int, right: int) -> bool:
    return any(one.pos_ in {"VERB", "AUX"} for one in token.doc[left + 1 : right])


def _duration(
    trigger: Trigger, standing: Standing, *, token: Token, mentions: MentionMap, book: ArrangementBook,
) -> tuple[float | None, str | None]:
    """Hours and words of "an 11-hour pause" and "a truce for 72 hours"; words alone where it is open or vague."""
    for mention, quantity in _hours(token, mentions):
        if _lasts(mention, trigger, standing, token=token):
            exact = quantity.bound in {"exact", "about"} and quantity.low == quantity.high
            return (quantity.low if exact else None), quantity.text
    span = token.doc[min(token.left_edge.i, trigger.first) : trigger.last]
    text = f" {' '.join(one.lower_ for one in span if one.text != '-')} "
    behind = token.doc[trigger.last : min(trigger.last + 6, clause_of(token).end)]
    following = f" {' '.join(one.lower_ for one in behind)} "
    for words in book.words.open_ended:
        if f" {words} " in text or f" {words} " in following:
            return None, words
    return None, None


def _hours(token: Token, mentions: MentionMap) -> Iterator[tuple[Mention, Quantity]]:
    sent = clause_of(token)
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind == "quantity" and sent.start <= mention.first and mention.last <= sent.end:
            quantity = mentions.resolution.quantities.get(index)
            if quantity is not None and quantity.kind == "duration_hours":
                yield mention, quantity


def _lasts(mention: Mention, trigger: Trigger, standing: Standing, *, token: Token) -> bool:
    """Whether a duration is the arrangement's: before its noun, or behind "for", "lasting" and the like at it."""
    doc = token.doc
    left = min(token.left_edge.i, trigger.first)
    if left <= mention.first and mention.last <= trigger.last:
        return not any(one.pos_ in {"VERB", "ADP"} and one.tag_ != "VBN" for one in doc[mention.last : trigger.first])
    at = mention.first - 1 - (mention.first > 1 and doc[mention.first - 1].pos_ == "DET")
    before = doc[at].lower_ if at >= 0 else ""
    if "paused" in trigger.needs and mention.first > trigger.first:
        return True
    if trigger.act is not None and "timed" in trigger.needs:
        return True
    if before not in {"for", "lasting", "last", "lasts", "lasted", "of"} or mention.first < trigger.first:
        return False
    near = mention.first - trigger.last <= CLIMB
    tokens = {said.token for said in standing.said} | {token.i}
    return near or any(one.i in tokens for one in doc[mention.first - 1].ancestors)


def _closed(times: Times) -> Times:
    """The end worked out from start and duration where both are told as finely as that needs."""
    times = replace(times, duration_hours=_between(times))
    start, hours = times.effective_from, times.duration_hours
    if times.effective_to is not None or hours is None or start is None or start.start_date is None:
        reason = "the report names no end" if times.effective_to is None else None
        return replace(times, reason=reason)
    end = closed(start, hours)
    return replace(times, effective_to=end, reason=None if end is not None else "the hour of the start is not told")


def closed(start: When, hours: float) -> When | None:
    """The end worked out from a start, whose words it keeps, and a length; `None` where the start is not told finely
    enough."""
    value = _later(start.start_date, hours) if start.start_date is not None else None
    if value is None:
        return None
    return When(
        text=start.text, start=start.start, end=start.end, start_date=value, end_date=value,
        precision="minute" if "T" in value else "day", basis="relative",
    )


def _between(times: Times) -> float | None:
    """The length, worked out where both ends are told to the hour."""
    start, end = ((when.start_date or "") if when is not None else "" for when in (
        times.effective_from, times.effective_to))
    if times.duration_hours is not None or times.duration_text or "T" not in start or "T" not in end:
        return times.duration_hours
    try:
        first, second = datetime.fromisoformat(start), datetime.fromisoformat(end)
        hours = (second - first).total_seconds() / SECONDS_AN_HOUR
    except (ValueError, TypeError):
        return None
    return hours if 0 < hours <= LONGEST_BY_CLOCK else None


def _later(value: str, hours: float) -> str | None:
    """The ISO time so many hours later; of a bare day only whole days can be counted."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if "T" in value:
        return (moment + timedelta(hours=hours)).isoformat(timespec="minutes")
    if len(value) == len("2016-10-19") and hours % HOURS_A_DAY == 0:
        return (moment + timedelta(hours=hours)).date().isoformat()
    return None
