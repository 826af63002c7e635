"""Time expressions of a document as mentions, each with a spec of what its words say.

Takes a parsed `Doc` and the words of time; gives `Mention(kind="time", form="expression")` in order, without overlaps.
Prepositions stay outside the span ("since" of "since March 2011" is in the spec); durations are quantities, not times.
Plug-in date parsers are not used on running text: none of those tried gets "the 2015 deal" or "since March 2011" right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.analyze.time_base import DASHES, Piece, Words
from dateline.analyze.time_clocks import on_the_face, same_moment
from dateline.analyze.time_words import pieces
from dateline.codebook.measures import LONGEST_MONTH, TimeSpec, pack
from dateline.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.codebook.measures import Edge, TimeLexicon

MONTHS_IN_YEAR = 12
MAX_GLUE = 3
"""Most words between two pieces of one expression: "in the early" of "8 p.m. in the early hours"."""


def find_times(doc: Doc, *, lexicon: TimeLexicon) -> list[Mention]:
    """Every expression that names a time, in order; the entry of each is its packed `TimeSpec`.

    A name that holds a year ("the 2015 nuclear deal") is a mention whose spec says `named`, so that resolving can say
    why it is no time. Ages, plain numbers and recurring days ("every Friday") are none.
    """
    return [_mention(doc, piece) for piece in read_words(doc, lexicon=lexicon)]


def read_words(doc: Doc, *, lexicon: TimeLexicon) -> list[Piece]:
    """Every expression that names a time, as its spec and its tokens."""
    words = Words(doc, [token.lower_ for token in doc], lexicon)
    found = _ranges(words, _joined(words, pieces(words)))
    return [_edged(words, piece) for piece in found if piece.spec.form != "part"]


def _joined(words: Words, found: list[Piece]) -> list[Piece]:
    """Join neighbours that tell one time: "Wednesday, 19 October", "8 a.m. on Wednesday", "summer of 2014"."""
    joined: list[Piece] = []
    for piece in found:
        piece = _positioned(words, piece, joined[-1].last if joined else 0)  # noqa: PLW2901
        spec = _one_time(words, joined[-1], piece) if joined else None
        if spec is None:
            joined.append(piece)
        else:
            joined[-1] = Piece(spec, joined[-1].first, piece.last)
    return joined


def _one_time(words: Words, left: Piece, right: Piece) -> TimeSpec | None:
    """The spec of two neighbouring pieces that tell one time, by the words between them; else `None`."""
    between = words.lowers[left.last:right.first]
    if left.spec.form == "event" and len(between) <= 1 and _is_day(right.spec):
        return msgspec.structs.replace(left.spec, base=right.spec)
    if left.spec.part == "overnight" and between in (["into"], ["to"]) and _is_day(right.spec):
        return msgspec.structs.replace(right.spec, part="into")
    if between in (["("], ["/"], [",", "or"], ["or"]) and right.spec.form == "clock" and left.spec.clock:
        zone = same_moment(left.spec, right.spec)
        agrees = zone is not None and left.spec.zone in (None, zone)
        return msgspec.structs.replace(left.spec, zone=zone) if agrees else None
    if not _glued(words, left.last, right.first):
        return None
    return _merge(left.spec, right.spec, touching=not between or between == ["of"])


def _positioned(words: Words, piece: Piece, floor: int) -> Piece:
    """Take in "early", "late", "mid" and "earlier" before the piece: "early on Sunday", "mid-March"."""
    at = piece.first - 1
    if words.at(at) in DASHES or words.at(at) in ("on", "in", "the"):
        at -= 1
    position = words.lexicon.table.positions.get(words.at(at))
    if position is None or at < floor or piece.spec.position or piece.spec.form in ("part", "clock", "event", "limit"):
        return piece
    if piece.spec.named or piece.spec.part_of:
        return piece
    return Piece(msgspec.structs.replace(piece.spec, position=position), at, piece.last)


def _glued(words: Words, left: int, right: int) -> bool:
    """Whether only glue stands between two pieces, no more than `MAX_GLUE` words of it."""
    return right - left <= MAX_GLUE and all(words.at(at) in words.lexicon.table.lists.glue for at in range(left, right))


def _is_day(spec: TimeSpec) -> bool:
    """Whether the spec names a day, by date, weekday or count."""
    if spec.until is not None or spec.named:
        return False
    if spec.form == "calendar":
        return spec.day is not None or spec.weekday is not None
    return spec.form in ("relative", "story") and spec.unit == "day"


def _merge(left: TimeSpec, right: TimeSpec, *, touching: bool) -> TimeSpec | None:
    """One spec for two pieces that tell one time, or `None` when they tell two."""
    for day, other in ((left, right), (right, left)):
        if _is_day(day) and other.form == "clock" and day.clock is None:
            told = on_the_face(other, day.part)
            return day if told.unclear else msgspec.structs.replace(day, clock=told.clock, zone=told.zone)
        if _is_day(day) and other.form == "part" and day.part is None:
            return msgspec.structs.replace(day, part=other.part)
    if left.part == "overnight" and _is_day(right) and right.part is None:
        return msgspec.structs.replace(right, part="overnight")
    if left.form == "calendar" and right.form == "calendar":
        return _merge_dates(left, right)
    return _merge_shift(left, right) if touching else None


def _merge_dates(left: TimeSpec, right: TimeSpec) -> TimeSpec | None:
    """A weekday with its date, either way round; anything else is two times."""
    for weekday, date in ((left, right), (right, left)):
        bare = weekday.weekday is not None and weekday.day is None and weekday.shift is None
        whole = date.weekday is None and date.day is not None and date.month is not None and date.until is None
        if bare and whole:
            return msgspec.structs.replace(date, weekday=weekday.weekday, part=weekday.part or date.part)
    return None


def _merge_shift(left: TimeSpec, right: TimeSpec) -> TimeSpec | None:
    """"March last year", "Wednesday last week"."""
    if left.form == "calendar" and right.form == "relative" and right.position is None and left.until is None:
        bare = left.year is None and left.shift is None
        if right.unit == "year" and bare and (left.month is not None or left.season is not None):
            return msgspec.structs.replace(left, unit="year", shift=right.shift)
        if right.unit == "week" and bare and left.weekday is not None and left.day is None:
            return msgspec.structs.replace(left, unit="week", shift=right.shift)
    return None


def _ranges(words: Words, found: list[Piece]) -> list[Piece]:
    """Join "from A to B", "between A and B", "A-B" where both ends are of one grain."""
    joined: list[Piece] = []
    for piece in found:
        before = joined[-1] if joined else None
        if before is not None and _spans(words, before, piece):
            near, far = _completed(before.spec, piece.spec)
            joined[-1] = Piece(msgspec.structs.replace(near, until=far), before.first, piece.last)
        else:
            joined.append(piece)
    return joined


def _spans(words: Words, left: Piece, right: Piece) -> bool:
    """Whether the word between two pieces makes them one range; "and" needs "between", "to" needs "from" for days."""
    if right.first - left.last != 1 or left.spec.until or right.spec.until:
        return False
    link = words.at(left.last)
    opener = words.at(left.first - 1)
    dates = left.spec.form == right.spec.form == "calendar" and opener in ("from", "between")
    if _grain(left.spec) != _grain(right.spec) and not dates:
        return False
    if link == "and":
        return opener == "between"
    return link in words.lexicon.table.lists.range_words and not (left.spec.named or right.spec.named)


def _grain(spec: TimeSpec) -> str:
    """The finest thing that a spec names, so that only like is ranged with like."""
    if spec.clock is not None:
        return "clock"
    if _is_day(spec):
        return "day"
    if spec.form != "calendar":
        return f"{spec.form} {spec.unit}"
    return "month" if spec.month is not None else ("season" if spec.season is not None else "year")


def _completed(near: TimeSpec, far: TimeSpec) -> tuple[TimeSpec, TimeSpec]:
    """Lend the far end's year to the near one ("between March and June 2015"), and the near one's month to the far."""
    if near.form == "clock" and far.form != "clock":
        day = msgspec.structs.replace(far, clock=near.clock, zone=near.zone or far.zone)
        return day, TimeSpec(form="clock", clock=far.clock, zone=far.zone)
    if near.form == far.form == "calendar" and near.year is None and far.year is not None and near.month is not None:
        earlier = (near.month, near.day or 0) > (far.month or MONTHS_IN_YEAR, far.day or LONGEST_MONTH)
        near = msgspec.structs.replace(near, year=far.year - earlier)
    return near, far


def _edged(words: Words, piece: Piece) -> Piece:
    """Note the preposition that leaves one side open; "after Friday prayers" names a deed and leaves none."""
    edges = words.lexicon.table.edges
    at = piece.first - 1
    begun = words.at(at) in ("on", "in") and edges.get(words.at(at - 1)) == "from" and words.at(at - 1) != "from"
    if begun or words.at(at) in ("the", "about", "around", "at"):
        at -= 1
    prior = words.at(at) == "to" and words.at(at - 1) == "prior"
    edge: Edge | None = "before" if prior else edges.get(words.at(at))
    if edge is None or piece.spec.until is not None or piece.spec.form in ("event", "limit"):
        return piece
    after = words.at(piece.last)
    if edge == "from" and _is_owner(words, piece.last):
        return piece
    if edge in ("after", "before") and words.at(piece.first) in words.lexicon.table.parts and piece.spec.clock is None:
        return piece
    if edge in ("after", "before", "by") and (after in ("'s", "’s") or _noun_follows(words, piece.last)):
        return piece
    return Piece(msgspec.structs.replace(piece.spec, edge=edge), piece.first, piece.last)


def _is_owner(words: Words, at: int) -> bool:
    """Whether what stands at a token makes the time before it an owner or part of a name: "from Monday's attack"."""
    return words.at(at) in ("'s", "’s") or _noun_follows(words, at)


def _noun_follows(words: Words, at: int) -> bool:
    return at < len(words.doc) and words.doc[at].pos_ == "NOUN"


def _mention(doc: Doc, piece: Piece) -> Mention:
    span = doc[piece.first:piece.last]
    return Mention(
        kind="time",
        form="expression",
        first=piece.first,
        last=piece.last,
        head=span.root.i,
        start=span.start_char,
        end=span.end_char,
        text=span.text,
        entries=pack(piece.spec),
    )
