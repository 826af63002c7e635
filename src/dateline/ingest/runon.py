"""Cuts a page that came run together in one line into furniture, headline, dateline and body.

Takes the span of such a line, gives spans with kinds that cover it. Where the line has no dateline of its own and no
furniture that the cue words know, the whole line is one paragraph. What cannot be parted surely is `other`, and then
the page has no headline rather than a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from dateline.ingest.dates import read_dates
from dateline.ingest.lexicon import fold, lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.ingest.dates import PrintedDate
    from dateline.records import BlockKind

    Piece = tuple[int, int, BlockKind]

_MARKERS = frozenset({"-", "\u2022", "\u2013", "\u2014", "\u25cf", "\u25aa", "\u00b7"})
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]%\u201d\"'\u2019]{2})[.!?][\"\u201d\u2019')]*(?:\[\d{1,2}\])*(?=\s)")
_WORD = re.compile(r"\S+")
_WORD_BEFORE = re.compile(r"([\w'.]+)[\s,(]*$")
_SOURCE_BEFORE = re.compile(r"Source:\s?[\w ]{1,30}\|\s?$")
_CREDIT_AFTER = re.compile(r"[^()]{0,200}?[.\s]\(([^()]{3,80})\)")
_HEADLINE_WORDS = 30
_NAME_WORDS = 7
_TAIL_CHARACTERS = 600
_FEW_WORDS = 4
_INSERT_WORDS = 24


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A stretch of the head that is surely no headline; `exact` tells that it also ends where its kind ends."""

    start: int
    end: int
    kind: BlockKind
    exact: bool


def cut_run_on(text: str, span: tuple[int, int], *, is_outlet: Callable[[str], bool]) -> list[Piece]:
    """The pieces of a line that holds a whole page, in order; one paragraph where it holds a report alone."""
    start, end = span
    pieces: list[Piece] = []
    at = start
    if found := _dateline(text, span, is_outlet=is_outlet):
        printed, head = found
        pieces.extend(head)
        left = _with_role(text, start, end=printed.start)
        after = _after_date().match(text, printed.end, end)
        at = after.end() if after else printed.end
        second = next(read_dates(text[at : at + _TAIL_CHARACTERS // 6]), None)
        if second and second.role:
            at += second.end
        _add(pieces, text, at=left, end=at, kind="dateline")
    close = _tail_start(text, at, end=end)
    _cut_body(text, at, end=close, pieces=pieces)
    _cut_tail(text, close, end=end, pieces=pieces)
    return pieces


def _add(pieces: list[Piece], text: str, *, at: int, end: int, kind: BlockKind) -> None:
    """Append a stretch without its outer white space; nothing where it is blank."""
    part = text[at:end]
    if inner := part.strip():
        start = at + len(part) - len(part.lstrip())
        pieces.append((start, start + len(inner), kind))


@cache
def _phrases() -> re.Pattern[str]:
    """Cue phrases of two words or more that may stand run into a page, longest first."""
    table = lexicon()
    names = {
        p
        for p in (*table.whole, *_start_kinds(), *(row[0] for row in table.ends))
        if " " in p or p in ("advertisement", "endit")
    }
    ordered = sorted(names, key=lambda p: (-len(p), p))
    forms = (re.escape(name).replace("0", r"\d+").replace(r"\ ", r"\s+") for name in ordered)
    return re.compile(r"(?<!\w)(?:" + "|".join(forms) + r")(?!\w)", re.IGNORECASE)


@cache
def _after_date() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in lexicon().dates.after)
    return re.compile(rf"[\s|:;,\u2013\u2014-]*(?:\|?\s?(?:{words})\b:?)?[\s|]*", re.IGNORECASE)


@cache
def _start_kinds() -> dict[str, BlockKind]:
    return {phrase: kind for rows in lexicon().start.values() for phrase, kind, _ in rows}


def _phrase_kind(words: str) -> tuple[BlockKind, bool]:
    """The kind of a matched cue phrase, and whether the phrase is all of its line."""
    table, folded = lexicon(), fold(words)
    if kind := table.whole.get(folded):
        return kind, True
    if kind := next((k for phrase, k, _ in table.ends if phrase == folded), None):
        return kind, True
    low = " ".join(words.casefold().split())
    starts = _start_kinds()
    if folded in starts:
        return starts[folded], False
    return next((kind for phrase, kind in starts.items() if low in (phrase, fold(phrase))), "other"), False


def _dateline(
    text: str,
    span: tuple[int, int],
    *,
    is_outlet: Callable[[str], bool],
) -> tuple[PrintedDate, list[Piece]] | None:
    """The printed date that parts head and body, and the head's pieces; `None` where each date stands in a sentence."""
    start, end = span
    limit = min(end, start + lexicon().thresholds.lines.run_on_head_characters)
    for printed in read_dates(text[start:limit]):
        left = _with_role(text, start, end=start + printed.start)
        if not _parts(text[start:limit], printed):
            continue
        anchors = list(_anchors(text, start, end=left, is_outlet=is_outlet))
        begin = _headline_start(anchors, start)
        rest = text[begin:left]
        if _SENTENCE_END.search(rest) or (len(rest.split()) > _HEADLINE_WORDS and not anchors):
            return None
        shifted = msgspec.structs.replace(printed, start=start + printed.start, end=start + printed.end)
        return shifted, _head_pieces(text, start, end=left, anchors=anchors)
    return None


def _parts(head: str, printed: PrintedDate) -> bool:
    """Whether a date stands between head and body rather than inside a sentence."""
    if printed.precision == "month":
        return False
    before, after = head[: printed.start], head[printed.end :]
    last = _WORD_BEFORE.search(before)
    if last and last[1] in lexicon().dates.inside and printed.role is None:
        return False
    if after[:1] in ".," and printed.role is None:
        return False
    after = after.lstrip(" |:.,-\u2013\u2014)\u00a0")
    if after[:1].islower():
        return after.startswith(("by ", "at ")) or printed.precision == "minute"
    return after[:1].isalnum() or after[:1] in "\"\u201c'(\u2018["


def _with_role(text: str, start: int, *, end: int) -> int:
    """Where the dateline begins, its own words ("Published:", "Posted on", "Wed", "Source: Agency|") included."""
    table = lexicon().dates
    words = sorted((*table.weekdays, *table.published, *table.updated), key=len, reverse=True)
    at = end
    while at > start:
        before = text[start:at].rstrip(" ,:|\u00a0")
        low = before.casefold()
        word = next((w for w in words if low.endswith(w) and not low[: -len(w)][-1:].isalnum()), None)
        if word is None or (word == "on" and at == end):
            break
        at = start + len(before) - len(word)
    source = _SOURCE_BEFORE.search(text[max(start, at - 45) : at])
    return at - len(source[0]) if source else at


def _anchors(text: str, start: int, *, end: int, is_outlet: Callable[[str], bool]) -> Iterator[_Anchor]:
    """Cue phrases, list markers, sections and the first outlet of the head, in order."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    at, last, seen = start, "start", set[str]()
    for index, (left, right) in enumerate(words):
        if left < at:
            continue
        anchor = _cue_anchor(text, left, right=right, end=end)
        if anchor is None and (last == "section" or "outlet" not in seen):
            stop = _longest(text, words, index, test=is_outlet)
            anchor = _Anchor(left, stop, "outlet", exact=True) if stop and stop < end else None
        if anchor is None and (section := _longest(text, words, index, test=_is_section)):
            fresh = last in ("start", "cue") or (last == "outlet" and "section" not in seen)
            follows = any(_longest(text, words, n, test=is_outlet) for n, _ in _next(words, index, section))
            anchor = _Anchor(left, section, "section", exact=True) if fresh or follows else None
        last = "" if anchor is None else anchor.kind if anchor.kind in ("outlet", "section") else "cue"
        if anchor:
            seen.add(last)
            at = anchor.end
            yield anchor


def _next(words: list[tuple[int, int]], index: int, stop: int) -> list[tuple[int, tuple[int, int]]]:
    """The word that follows a name which ends at `stop`."""
    return [(n, w) for n, w in enumerate(words[index : index + _NAME_WORDS + 1], index) if w[0] >= stop][:1]


def _cue_anchor(text: str, left: int, *, right: int, end: int) -> _Anchor | None:
    if text[left:right] in _MARKERS:
        return _Anchor(left, right, "related", exact=False)
    if match := _phrases().match(text, left, end):
        kind, exact = _phrase_kind(match[0])
        return _Anchor(left, match.end(), kind, exact=exact)
    return None


def _is_section(name: str) -> bool:
    return fold(name) in lexicon().sections


def _longest(text: str, words: list[tuple[int, int]], index: int, *, test: Callable[[str], bool]) -> int | None:
    """Where the longest name that passes the test and begins at this word ends."""
    for size in range(min(_NAME_WORDS, len(words) - index), 0, -1):
        stop = words[index + size - 1][1]
        if test(text[words[index][0] : stop]):
            return stop
    return None


def _headline_start(anchors: list[_Anchor], start: int) -> int:
    return anchors[-1].end if anchors else start


def _head_pieces(text: str, start: int, *, end: int, anchors: list[_Anchor]) -> list[Piece]:
    """The head cut at its anchors; the rest is the headline, unless the last anchor's own end is unknown."""
    pieces: list[Piece] = []
    at = start
    kind: BlockKind = "related"
    for anchor in anchors:
        _add(pieces, text, at=at, end=anchor.start, kind=kind)
        if anchor.exact:
            _add(pieces, text, at=anchor.start, end=anchor.end, kind=anchor.kind)
            at, kind = anchor.end, "related"
        else:
            at, kind = anchor.start, anchor.kind
    if anchors and not anchors[-1].exact:
        _add(pieces, text, at=at, end=end, kind=kind)
        return pieces
    outlet = next((text[a.start : a.end] for a in anchors if a.kind == "outlet"), None)
    _add_headline(text, at, end=end, pieces=pieces, outlet=outlet)
    return pieces


def _add_headline(text: str, at: int, *, end: int, pieces: list[Piece], outlet: str | None) -> None:
    """The rest of the head as headline: twice where it is printed twice, without an outlet's name after it."""
    title = text[at:end].strip()
    start = at + len(text[at:end]) - len(text[at:end].lstrip())
    stop = start + len(title)
    if outlet and title.endswith(outlet) and len(title) > len(outlet):
        _add_headline(text, start, end=stop - len(outlet), pieces=pieces, outlet=None)
        pieces.append((stop - len(outlet), stop, "outlet"))
        return
    half = len(title) // 2
    if title and title[:half].strip() == title[half:].strip():
        _add(pieces, text, at=start, end=start + half, kind="headline")
        start += half
    _add(pieces, text, at=start, end=stop, kind="headline" if len(title.split()) <= _HEADLINE_WORDS else "other")


def _cut_body(text: str, at: int, *, end: int, pieces: list[Piece]) -> None:
    """The body with what was set into it between sentences cut out: picture lines, adverts, dated links."""
    left = at
    for start, stop, kind in _inserts(text, at, end=end):
        if start >= left:
            _add(pieces, text, at=left, end=start, kind="paragraph")
            _add(pieces, text, at=start, end=stop, kind=kind)
            left = stop
    _add(pieces, text, at=left, end=end, kind="paragraph")


def _inserts(text: str, at: int, *, end: int) -> Iterator[Piece]:
    """Cue phrases and dated links that begin right where a sentence has ended, in order."""
    gaps = [at, *(m.end() for m in _SENTENCE_END.finditer(text, at, end))]
    for gap, following in zip(gaps, [*gaps[1:], end], strict=True):
        found = _WORD.search(text, gap, end)
        begin = found.start() if found else end
        match = _phrases().match(text, begin, end)
        if match and (piece := _cue_insert(text, match, end=end)):
            yield piece
        elif printed := next(read_dates(text[begin : min(following, begin + _TAIL_CHARACTERS // 3)]), None):
            words = len(text[begin : begin + printed.start].split())
            numeric = text[begin + printed.start].isdigit()
            if (
                gap > at
                and numeric
                and 1 < words <= _INSERT_WORDS
                and _parts(text[begin : begin + _TAIL_CHARACTERS], printed)
            ):
                yield begin, begin + printed.end, "teaser"


def _cue_insert(text: str, match: re.Match[str], *, end: int) -> Piece | None:
    """A cue phrase between sentences, up to its credit in brackets; `None` where its end can't be told."""
    kind, exact = _phrase_kind(match[0])
    if kind == "caption" and (credit := _CREDIT_AFTER.match(text, match.end(), end)) and not exact:
        return match.start(), credit.end(), kind
    if exact and kind in ("caption", "advertisement", "related", "signup", "promotion", "navigation"):
        return match.start(), match.end(), kind
    return None


def _tail_start(text: str, at: int, *, end: int) -> int:
    """Where the furniture after the last sentence begins; `end` where nothing shows any."""
    window = max(at, end - _TAIL_CHARACTERS)
    tail = text[window:end]
    ends = [m.end() for m in _SENTENCE_END.finditer(tail)]
    for match in _phrases().finditer(tail):
        before = [e for e in ends if e <= match.start()]
        after = [e for e in ends if e > match.end()]
        if before and not after and len(tail[before[-1] : match.start()].split()) <= _FEW_WORDS:
            return window + before[-1]
    rest = tail[ends[-1] :].split() if ends else []
    if rest and len(rest) <= _HEADLINE_WORDS and not tail.rstrip().endswith((".", "\u201d", '"', "!", "?", ")", "]")):
        return window + ends[-1]
    return end


def _cut_tail(text: str, at: int, *, end: int, pieces: list[Piece]) -> None:
    """What follows the body as furniture, cut where a cue phrase begins."""
    starts = [m.start() for m in _phrases().finditer(text, at, end)]
    for left, right in zip([at, *starts], [*starts, end], strict=True):
        match = _phrases().match(text, left, right) if left < right else None
        kind: BlockKind = _phrase_kind(match[0])[0] if match else lexicon().whole.get(fold(text[left:right])) or "other"
        _add(pieces, text, at=left, end=right, kind=kind)
